"""Every check on sentences made for it: what it finds, how it words it, and what it ignores."""

import pytest

from reporter.checks import check_translation
from reporter.checks.score import THRESHOLD


def found(check, arabic, english, **more):
    """Return the flags of one check."""
    return [flag for flag in check_translation(arabic, english, **more) if flag.check == check]


SEEN = [
    ("dates", "في 3 يناير/كانون الثاني", "on 3 June", "January is in the Arabic, not in the English", "error"),
    ("dates", "في الثاني من تشرين الأول", "on the second of the month", "October is in the Arabic, not in the English", "doubt"),
    ("dates", "يوم الخميس", "on Tuesday", "Thursday is in the Arabic, not in the English", "error"),
    ("dates", "التاسع من ذي الحجة", "the ninth of Muharram", "Dhu al-Hijjah is in the Arabic, not in the English", "error"),
    ("money", "20 مليون يورو", "20 million dollars", "The Arabic says euros, the English dollars", "error"),
    ("names", "طائرة من طراز A350", "an A380 aircraft", "Names missing: A350", "error"),
    ("names", "موقع https://example.org/a نشر الخبر", "The site published it", "Names missing: https://example.org/a", "doubt"),
    ("names", "موقع https://example.org/a نشر الخبر", "https://example.org/b published it", "Names missing: https://example.org/a", "error"),
    ("names", "أعلنت منظمة الصحة (WHO)", "The health body (WHA) announced", "Names missing: WHO", "error"),
    ("names", "شركة Samsung الكورية", "the Korean company", "Names missing: Samsung", "doubt"),
    ("money", "20 مليون يورو", "20 million dollars (18 million pounds)", "The Arabic says euros, the English dollars and pounds", "doubt"),
    ("untranslated", "قال الوزير إن الحرب انتهت.", "قال الوزير إن الحرب انتهت.", "The Arabic was copied, not translated", "error"),
    ("untranslated", "زار الوزير مدينة صيدا.", "The minister visited the city of صيدا.", "Arabic was left in the English: صيدا", "doubt"),
    ("untranslated", "نعم", "...", "The English is empty", "error"),
    ("repetition", "وصل الوفد صباحا.", "The delegation arrived the delegation arrived in the morning.", "The English repeats itself: “the delegation arrived”", "doubt"),
    ("repetition", "وصل الوفد.", "It came came came.", "The English repeats itself: “came”", "doubt"),
    ("negation", "لم يوقع الوزير الاتفاق.", "The minister signed the agreement.", "The Arabic has a negation (لم), the English has none", "doubt"),
    ("negation", "غادروا دون أن يدفعوا.", "They left and paid.", "The Arabic has a negation (دون), the English has none", "doubt"),
    ("negation", "وقع الوزير الاتفاق.", "The minister did not sign the agreement.", "The English has a negation (“did not”), the Arabic has none", "doubt"),
    ("negation", "أكد أنه لن يستقيل.", "He did not confirm that he would not resign.", "The English has a negation (“did not”), the Arabic has fewer", "doubt"),
    ("speaker", "قال الوزير إن الحرب انتهت.", "The war has ended.", "The Arabic attributes this to someone (قال); the English states it as fact", "doubt"),
    ("speaker", "أضافت المتحدثةُ إن الحرب انتهت.", "The ambassador added that the war had ended.", "The Arabic names a different speaker (أضافت … متحدثة) than the English", "doubt"),
    ("speaker", "انتهت الحرب، بحسب الوزير.", "The war has ended.", "The Arabic attributes this to someone (بحسب); the English states it as fact", "doubt"),
    ("speaker", "أكدت الوزيرة أن الحرب انتهت.", "The war has ended.", "The Arabic attributes this to someone (أكدت); the English states it as fact", "doubt"),
    ("speaker", "قال الوزير إن الحرب انتهت، مضيفا أن الهدنة قائمة.", "The war has ended, adding that the truce holds.", "The Arabic attributes this to someone (قال); the English states it as fact", "doubt"),
    ("speaker", "قال: «انتهت الحرب»، ونفى القائد ذلك، وأكد المتحدث أن القتال مستمر.", "“The war has ended.” The spokesman confirmed that there was fighting.", "The Arabic attributes this to someone (قال); the English states it as fact", "doubt"),
    ("speaker", "قال الوزير إن الحرب انتهت.", "I said that the war, as the minister knew, had ended.", "Someone else is speaking in the Arabic; the English has “I said”", "doubt"),
    ("speaker", "وقالت إن الحرب انتهت.", "He said the war had ended.", "The speaker in the Arabic is a woman; the English has “He said”", "doubt"),
    ("speaker", "وقال إن الحرب انتهت.", "The war had ended, she said.", "The speaker in the Arabic is a man; the English has “she said”", "doubt"),
    ("speaker", "قال الوزير إن الحرب انتهت.", "The ambassador said the war had ended.", "The Arabic names a different speaker (قال … وزير) than the English", "doubt"),
    ("dates", "يوم الأحد عند الباب", "on Monday at the door", "Sunday is in the Arabic, not in the English", "error"),
    ("dates", "العاشر من صفر", "the tenth of Rajab", "Safar is in the Arabic, not in the English", "error"),
    ("speaker", "قال الوزير إن الحرب انتهت مشيرا إلى الهدنة.", "The war has ended, adding that there is a truce.", "The Arabic attributes this to someone (قال); the English states it as fact", "doubt"),
    ("quotes", 'قال: "لن نغادر هذه الأرض أبدا".', "He said they would never leave this land.", "The Arabic has a quotation (“لن نغادر هذه الأرض أبدا …”), but the English has no quotation marks", "doubt"),
    ("cut", "وصل الوزير إلى العاصمة مساء.", "The minister arrived in the", "The English stops before the end of the sentence, after “arrived in the”", "doubt"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "arabic", "english", "detail", "severity"), SEEN)
def test_each_mistake_is_found_and_described(check, arabic, english, detail, severity):
    """Each check finds its own kind of mistake, and its message says what it found."""
    assert (detail, severity) in [(flag.detail, flag.severity) for flag in found(check, arabic, english)]


LEFT_ALONE = [
    ("dates", "مارس الضغط على الحكومة.", "He put pressure on the government."),
    ("dates", "زار رجب طيب أردوغان بغداد.", "Recep Tayyip Erdogan visited Baghdad."),
    ("dates", "في شباط/فبراير 2024", "in February 2024"),
    ("dates", "بتاريخ 7/10/2023", "on 7 October 2023"),
    ("dates", "قد يحدث ذلك.", "That may happen."),
    ("dates", "الأعضاء الأحد عشر", "the eleven members"),
    ("dates", "يجمع بين الاثنين", "It combines the two"),
    ("dates", "يجتمعون كل يوم جمعة", "They meet every Friday"),
    ("dates", "من باب المندب", "from Bab al-Mandab"),
    ("dates", "بناها من الصفر", "He built it from scratch"),
    ("dates", "تظاهرات تشرين", "the October protests"),
    ("money", "مئة ليرة لبنانية", "one hundred Lebanese pounds"),
    ("names", "أعلنت شركة Apple", "Apple's management announced"),
    ("names", "طائرات F-35", "F35 aircraft"),
    ("negation", "لا يزال الوزير في بغداد.", "The minister is still in Baghdad."),
    ("negation", "لم يبق سوى يومين.", "Only two days remain."),
    ("negation", "قرية بلا ماء ولا كهرباء.", "A village without water or electricity."),
    ("negation", "غير أن المحادثات انتهت.", "But the talks ended."),
    ("negation", "يعملون ليلا.", "They work at night."),
    ("negation", "إجراء غير قانوني", "an illegal measure"),
    ("negation", "لمَ غادر الوزير؟", "Why did the minister leave?"),
    ("negation", "غيّر الوزير رأيه.", "The minister changed his mind."),
    ("negation", "بمبلغ لم يكشف عنه", "for an undisclosed sum"),
    ("negation", "رفض الوزير أن يستقيل.", "The minister would not resign."),
    ("negation", "هي طبيبة، أليس كذلك؟", "She is a doctor, isn't she?"),
    ("negation", "اعتقل خلال ساعة.", "He was arrested within the hour."),
    ("speaker", "قال الوزير إن الحرب انتهت.", "According to the minister, the war is over."),
    ("speaker", "قال الوزير إن الحرب انتهت.", "The war is over, as the minister put it."),
    ("speaker", "قال الوزير إن الحرب انتهت.", "Minister: War is over"),
    ("speaker", "قال وزير الدفاع إن الحرب انتهت.", "The defence secretary noted that the war was over."),
    ("speaker", "انتهت الحرب، حسبما قال الوزير.", "The war is over, the minister said."),
    ("speaker", "وفقا للقانون، يعاقب السارق.", "Under the law, thieves are punished."),
    ("speaker", "الإصابات بحسب الجنس والعمر", "Injuries by sex and age"),
    ("speaker", "أعلن الوزير استقالته.", "The minister is stepping down."),
    ("speaker", "وقالت الوزارة إنه أصيب.", "The ministry said he had been wounded."),
    ("speaker", "قلت إن الحرب انتهت.", "I said the war was over."),
    ("speaker", 'قال الوزير: "أبلغتكم".', 'The minister said: "I told you."'),
    ("negation", "امتنع المتحدث عن التعليق.", "The spokesman did not comment."),
    ("negation", "وامتنعت الوزارة عن الرد.", "The ministry did not reply."),
    ("negation", "العقد باطل.", "The contract is not valid."),
    ("negation", "ظل صامتا طوال الجلسة.", "He did not speak throughout the hearing."),
    ("names", "شركة L'Oréal في São Paulo", "L’Oreal in Sao Paulo"),
    ("names", "حذرت منظمة الصحة العالمية (WHO)", "The World Health Organization warned"),
    ("names", "صحيفة The Guardian البريطانية", "Britain's Guardian newspaper"),
    ("money", "دفع ريال مدريد 50 مليونا.", "Real Madrid paid €50m."),
    ("money", "يتراوح السعر بين 10$ و20$.", "The price is between $10 and $20."),
    ("dates", "في 3 أيلول", "on 3 Sept"),
    ("dates", "الجمعة 3 كانون الثاني", "Friday, Jan 3"),
    ("quotes", 'أفادت صحيفة "النهار" بذلك.', "Annahar newspaper reported it."),
    ("repetition", "جدا جدا جدا", "very very much, very"),
    ("repetition", "يوما بعد يوم", "day after day"),
    ("cut", "عنوان بلا نقطة", "A headline without a stop"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "arabic", "english"), LEFT_ALONE)
def test_correct_english_is_not_flagged(check, arabic, english):
    """Names that look like months, phrases that only look negative, and titles in quotation marks are not flagged."""
    assert found(check, arabic, english) == []


LONG_AR = (
    "أعلنت وزارة الصحة اليوم أن المستشفيات الحكومية استقبلت عشرات المصابين بعد انهيار المبنى، وأن فرق الإنقاذ تواصل البحث "
    "عن المفقودين تحت الأنقاض، بينما وعد رئيس الوزراء بفتح تحقيق في أسباب الحادث ومحاسبة المسؤولين عنه."
)
LONG_EN = (
    "The health ministry announced today that government hospitals had received dozens of injured people after the "
    "building collapsed and that rescue teams were continuing to search for the missing under the rubble, while the "
    "prime minister promised to open an investigation into the causes of the accident and hold those responsible to account."
)


def test_a_faithful_sentence_has_no_flags():
    """The long sentence of the next tests is correct."""
    assert check_translation(LONG_AR, LONG_EN) == ()


def test_half_a_sentence_is_missing_even_with_a_full_stop():
    """The detail names a stretch of the part that is missing."""
    words = LONG_EN.split()
    (flag,) = found("length", LONG_AR, " ".join(words[: len(words) // 2]) + ".")
    assert flag.detail.startswith("The English seems to lack: «")
    stretch = flag.detail.partition("«")[2].rstrip("… »")
    assert LONG_AR.index(stretch) > len(LONG_AR) / 3


def test_a_terse_headline_is_left_alone():
    """Short texts need more evidence."""
    assert not found("length", "اجتماع طارئ لمجلس البلدية بشأن أزمة المياه", "Council in urgent water talks")


def test_english_that_is_far_too_long_is_flagged():
    """An invented sentence makes the English long."""
    english = f"The minister visited the old city and met a number of its residents, and {LONG_EN}"
    (flag,) = found("length", "زار الوزير المدينة القديمة والتقى عددا من سكانها.", english)
    assert flag.detail.startswith("Nothing in the Arabic corresponds to: ")


def test_another_sentences_english_is_an_error():
    """It contains almost nothing of the Arabic."""
    other = "The midfielder scored twice before half-time as the hosts won their third league match, moving up to second place."
    (flag,) = found("adequacy", LONG_AR, other)
    assert flag.severity == "error"


def test_a_repeated_sentence_is_flagged():
    """A long passage that occurs twice is a repetition, even with other words in between."""
    english = f"{LONG_EN} He added this. {LONG_EN}"
    assert found("repetition", LONG_AR, english)


def test_a_score_below_the_threshold_is_a_doubt():
    """The engine's own doubt counts; a human sentence has no score and needs none."""
    (flag,) = found("score", LONG_AR, LONG_EN, score=THRESHOLD - 0.01)
    assert flag.severity == "doubt"
    assert check_translation(LONG_AR, LONG_EN, score=THRESHOLD) == ()


@pytest.mark.parametrize("english", ["", " ", "\x00", "؟", "١", "a" * 20_000, "1" * 5_000, "( [ \\"])
@pytest.mark.parametrize("arabic", ["", " ", "و", "1" * 5_000, "ا" * 20_000, "\\ ( ["])
def test_no_text_breaks_the_checks(arabic, english):
    """Empty, very long and odd texts cause flags, never an exception."""
    assert isinstance(check_translation(arabic, english), tuple)
