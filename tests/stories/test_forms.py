"""Texts of one form about different events, and copies that only look like them."""

import pytest
from builders import article

from reporter.stories.forms import Form, differ_in_name
from reporter.stories.grouping import group
from reporter.stories.passages import matches

FUNERAL = (
    "قدم رئيس الوزراء عصام الجابري، أمس، واجب العزاء إلى {who} في وفاة {dead}، وذلك في مقر {seat} بحضور عدد من الوزراء.",
    "وأعرب رئيس الوزراء عن خالص عزائه ومواساته لأسرة الفقيد، سائلا الله أن يتغمده بواسع رحمته ويلهم أهله الصبر والسلوان.",
    "من جانبهم عبر ذوو الفقيد عن شكرهم وتقديرهم لرئيس الوزراء على مشاعره الطيبة ومشاركته أحزانهم في هذا المصاب.",
)
RAID = (
    "اقتحمت قوات {army} فجر الأحد بلدة بيت الزهر واعتقلت سبعة شبان بعد مداهمة منازلهم والعبث بمحتوياتها.",
    "وأصيب شابان برصاص {army} خلال مواجهات اندلعت عند مدخل البلدة، ونقلا إلى المستشفى ووصفت حالتهما بالمتوسطة.",
    "وأغلقت القوات الطريق المؤدي إلى البلدة حتى ساعات الظهر، ومنعت طلاب المدارس من الوصول إلى مدارسهم.",
)


def fill(form, title, **names):
    return article(*(sentence.format(**names) for sentence in form), title=title, outlet=title)


def differ(one, other):
    assert [match.kind for match in matches([one, other])] == ["same-text"]
    found = differ_in_name(Form(one), Form(other))
    assert found == differ_in_name(Form(other), Form(one))
    assert len(group([one, other], matches([one, other]))) == 1 + found
    return found


def test_condolences_to_two_countries_are_two_events():
    one = fill(FUNERAL, "الجابري يعزي السودان في وفاة وزير الري", who="سفير السودان", dead="وزير الري", seat="السفارة")
    other = fill(
        FUNERAL, "الجابري يعزي البرازيل في وفاة حاكم باهيا", who="سفير البرازيل", dead="حاكم باهيا", seat="القنصلية"
    )
    assert differ(one, other)


def test_an_office_in_two_towns_is_two_events():
    text = (
        "افتتح وزير العدل أمين الحسن، الأحد، مكتب التوثيق العقاري في مدينة {town}، بحضور المحافظ وعدد من المسؤولين.",
        "ويقدم المكتب خدماته لسكان {town} والقرى المجاورة من الثامنة صباحا حتى الثانية ظهرا طوال أيام الأسبوع.",
        "وقال الوزير إن الوزارة ستفتتح عشرين مكتبا مماثلا قبل نهاية العام، وإن الهدف هو تقليل أوقات الانتظار.",
    )
    one, other = (fill(text, f"افتتاح مكتب التوثيق العقاري في {town}", town=town) for town in ("الرمانة", "السدرة"))
    assert differ(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الاحتلال", "الجيش الإسرائيلي"),
        ("ترامب", "ترمب"),
        ("جنوب إفريقيا", "جنوب أفريقيا"),
        ("واشنطن", "الولايات المتحدة"),
    ],
)
def test_another_word_for_the_same_is_no_other_event(one, other):
    articles = (fill(RAID, f"قوات {army} تعتقل سبعة شبان في بيت الزهر", army=army) for army in (one, other))
    assert not differ(*articles)


def test_another_number_is_no_other_event():
    one = fill(RAID, "اعتقال سبعة شبان في بيت الزهر", army="الجيش")
    sentences = [sentence.replace("سبعة", "تسعة").format(army="الجيش") for sentence in RAID]
    assert not differ(one, article(*sentences, title="اعتقال تسعة شبان في بيت الزهر", outlet="القلعة"))


def test_a_copy_with_another_headline_is_no_other_event():
    one = fill(RAID, "بيت الزهر: سبعة معتقلين وإصابتان", army="الجيش")
    assert not differ(one, fill(RAID, "إغلاق الطريق إلى بيت الزهر ومنع الطلاب من الوصول إلى مدارسهم", army="الجيش"))


def test_a_copy_with_a_paragraph_of_its_own_is_no_other_event():
    one = fill(RAID, "اعتقالات في بيت الزهر", army="الجيش")
    longer = (*RAID, "وفي مدينة الكرمة شيع الأهالي جثمان المعلم فؤاد البستاني الذي توفي في السجن يوم الجمعة.")
    assert not differ(one, fill(longer, "اعتقالات في بيت الزهر وتشييع في الكرمة", army="الجيش"))
