"""Texts of one form about different events, and copies that only look like them."""

from datetime import UTC, datetime, timedelta

import pytest
from builders import article

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
    (match,) = matches([one, other])
    found = match.kind == "same-form"
    assert found or match.kind == "same-text"
    assert match.kind == matches([other, one])[0].kind
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


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PORT_DAY_1 = "أغلقت العاصفة ميناء رأس الوادي، وأعلنت سلطة الموانئ أن سفن القمح تنتظر في عرض البحر حتى تهدأ الرياح."
PORT_DAY_2 = "دخلت سفن القمح ميناء رأس الوادي بعد أن هدأت العاصفة، وقالت سلطة الموانئ إن التفريغ يستغرق يومين."
COUNT = (
    "أعلنت المديرية العامة للمرور أن {crashes} حادثا وقعت على طرق البلاد خلال الساعات الأربع والعشرين الماضية.",
    "وأسفرت هذه الحوادث عن مقتل {dead} أشخاص، ودعت المديرية السائقين إلى التقيد بحدود السرعة خصوصا في ساعات الليل.",
)


def count(outlet, hours, crashes, dead, title="المرور: {dead} قتلى في {crashes} حادثا"):
    at = NOON + timedelta(hours=hours)
    sentences = (sentence.format(crashes=crashes, dead=dead) for sentence in COUNT)
    return article(
        *sentences,
        title=title.format(crashes=crashes, dead=dead),
        outlet=outlet,
        published_at=at,
        url=f"{outlet}/{hours}",
    )


def test_daily_counts_are_different_stories():
    """Even if another outlet prints them under another headline."""
    days = [(0, 33, "خمسة"), (24, 28, "ثلاثة")]
    articles = [count("الوادي", *day) for day in days]
    articles += [count("القلعة", *day, title="حوادث السير: حصيلة يوم") for day in days]
    assert [each.articles for each in group(articles, matches(articles))] == [(0, 2), (1, 3)]


def test_reports_of_two_days_under_one_headline_may_be_one_story():
    """Only texts of one form are a series."""
    days = (PORT_DAY_1, PORT_DAY_2)
    articles = [
        article(
            text,
            title="تطورات ميناء رأس الوادي",
            outlet="الوادي",
            published_at=NOON + timedelta(days=day),
            url=f"{day}",
        )
        for day, text in enumerate(days)
    ]
    assert len(group(articles, matches(articles))) == 1


def test_a_new_count_on_the_same_day_is_the_same_story():
    articles = [count("الوادي", 0, 33, "خمسة"), count("الوادي", 6, 33, "ستة")]
    assert [each.articles for each in group(articles, matches(articles))] == [(0, 1)]


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
