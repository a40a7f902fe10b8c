"""Which texts are Arabic, and the languages of the others."""

import pytest

from reporter.language.identification import not_arabic

OTHERS = {
    "Persian": (
        "شهرداری روز یکشنبه از آغاز ساخت پل تازه در شرق شهر خبر داد و گفت که این پل تا پایان سال باز می‌شود.",
        "رئيس شركت در اين مراسم گفت كه براي حل اين مشكل از مردم كمك مي گيرد.",
        "من به خانه رفتم و من دیدم که باغ را آب برده است. من از تو می‌پرسم چرا با من نیامدی.",
        "انتشار نتایج آزمون در سایت وزارت",
    ),
    "Urdu": (
        "شہری انتظامیہ نے اتوار کو نئے پل کی تعمیر شروع کرنے کا اعلان کیا اور کہا کہ یہ پل سال کے آخر میں کھلے گا۔",
        "بارش کے بعد اسکول بند",
    ),
    "Pashto": ("ښاروالۍ د یکشنبې په ورځ د نوي پله د جوړولو کار پیل کړ او ویې ویل چې دا پل به د کال تر پایه خلاص شي.",),
    "Kurdish": (
        "شارەوانی ڕۆژی یەکشەممە دەستی کرد بە دروستکردنی پردێکی نوێ لە ڕۆژهەڵاتی شار و گوتی پردەکە لە کۆتایی ساڵ دەکرێتەوە.",
    ),
    "Uyghur": (
        "شەھەرلىك ھۆكۈمەت يەكشەنبە كۈنى يېڭى كۆۋرۈك سېلىشنى باشلىدى ۋە ئۇنىڭ يىل ئاخىرىدا پۈتىدىغانلىقىنى ئېيتتى.",
    ),
    "Sindhi": ("شهر جي انتظاميا آچر تي نئين پل جي تعمير شروع ڪئي ۽ چيو ته هيءَ پل سال جي آخر ۾ کلي ويندي.",),
    "Malay": ("مجليس بندراي ممولاكن ڤمبينا‌ن جمبتن بارو ڤد هاري احد دان اي اكن دبوك ڤد اخير تاهون اين.",),
}
ARABIC = {
    "press": "بدأت البلدية يوم الأحد بناء جسر جديد في شرق المدينة، وقالت إنه سيفتح في نهاية العام.",
    "a flash": "عاجل | زلزال يضرب سواحل الجزيرة",
    "a flash without an article": "حريق هائل يلتهم مصنع ورق شرق دمشق",
    "a flash with a foreign name": "انفجار شاحنة پيكاب وسط بغداد",
    "full of brands": "أطلقت Acme هاتف Nova X9 Ultra بمعالج Falcon 7 Gen 3 مع شاشة AMOLED 2X ونظام NovaOS 12 في سوق Gadget World.",
    "Egypt": "الراجل قال إنه مش عاوز يبيع العربية دي دلوقتي عشان السوق نايم.",
    "Levant": "شو صار مبارح؟ الناس عم تسأل ليش المي مقطوعة من تلات أيام",
    "Maghreb": "واش كاين شي جديد فهاد القضية؟ الناس باقيين كيتسناو الحل ديال الماء",
    "with Persian keys": "أعلن وزیر النقل أن الجسر سیفتح فی نهایة العام وقال إن الکلفة معروفة.",
    "vocalised": "بَدَأَتِ البَلَدِيَّةُ بِنَاءَ الجِسْرِ فِي شَرْقِ المَدِينَةِ.",
    "a table of results": "الأهلي 2 الساحل 1، النجوم 3 الوحدة 3، الشباب 0 الميناء 1. الترتيب: الأهلي 25، النجوم 22، الوحدة 20، "
    * 4,
    "quoting Persian": "نشرت الصحيفة عنوانا بالفارسية هو «پل تازه در شرق شهر باز شد» وقالت إن الجسر فتح في موعده.",
}


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts])
@pytest.mark.parametrize("times", [1, 8])
def test_a_language_in_arabic_script_is_rejected_by_name(language, text, times):
    """A single line or a whole article."""
    assert not_arabic(" ".join([text] * times), least=0.2) == f"it is not Arabic; it looks like {language}"


@pytest.mark.parametrize("text", ARABIC.values(), ids=ARABIC)
@pytest.mark.parametrize("times", [1, 8])
def test_arabic_is_accepted_in_all_its_forms(text, times):
    """Any dialect, keyboard or brand names; a short text is not rejected for lack of evidence."""
    assert not_arabic("\n".join([text] * times), least=0.2) is None


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("The council began to build a bridge on Sunday. It will open by the end of the year.", "English"),
        ("La mairie a commencé la construction de la passerelle dans le quartier des pêcheurs.", "French"),
        ("Belediye pazar günü yeni bir köprü ve bir park için çalışmaya başladı.", "Turkish"),
        ("قال: the bridge opens on Sunday in the east of the city and it is new", "English"),
    ],
)
def test_other_scripts_are_rejected_with_the_share(text, likely):
    """The reason has the share and the likely language."""
    assert not_arabic(text, least=0.2).endswith(
        f"% of its letters are Arabic, at least 20% are needed; it looks like {likely}"
    )


def test_text_without_letters_has_no_language():
    """Figures are not Arabic, whatever the limit is."""
    assert (
        not_arabic("2026-11-21 :: 100 %", least=0)
        == "it is not Arabic: 0% of its letters are Arabic, at least 0% are needed"
    )


def test_letters_without_words_are_not_an_article():
    """Wrongly decoded text is rejected."""
    assert not_arabic("طھط´ ط؛ظٹظ„ ط±طµظ ٹظپ ط¬ط¯ظ ٹط¯ " * 20, least=0.2) == "it is not Arabic"
