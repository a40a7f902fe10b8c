"""Numbers: figures and number words in Arabic and English, and when the two contradict each other."""

import pytest

from reporter.checks import check_translation
from reporter.language.arabic import numbers as arabic_numbers
from reporter.language.english import numbers as english_numbers
from reporter.language.quantity import THIN_SPACE, join_thousands

ARABIC = [
    ("٣٧٧ شخصا", 377),
    ("2,900 كيلوغرام", 2900),
    ("بنسبة 0,4 في المئة", 0.4),
    ("خمسة وعشرون", 25),
    ("خمسا وعشرين", 25),
    ("اثنتا عشرة دقيقة", 12),
    ("أحد عشر شهرا", 11),
    ("مئة وأربع وعشرون رواية", 124),
    ("ثمانمائة", 800),
    ("ثلاث مئة", 300),
    ("أربعة آلاف وسبعمئة مرشح", 4700),
    ("60 ألفا", 60_000),
    ("مليونين و808 آلاف", 2_808_000),
    ("مليون و673 ألفا و230 حاجا", 1_673_230),
    ("ألفي عام", 2000),
    ("ألف وخمسمئة مليون", 1_500_000_000),
    ("2.4 مليار", 2_400_000_000),
    ("ثمانية مليارات ونصف المليار", 8_500_000_000),
    ("نصف مليون", 500_000),
    ("ثلاثة أرباع", 0.75),
    ("ثلثي السكان", 2 / 3),
    ("القرن الخامس عشر", 15),
    ("الحادي والعشرين", 21),
    ("المركز الثامن والأربعين", 48),
    ("سبعينيات القرن الماضي", 1970),
    ("في دولتين", 2),
    ("هدفان", 2),
    ("لكل 000 100 عامل", 100_000),
    ("5 000 000 ريال", 5_000_000),
    ("طلب مهلتين", 2),
    ("قُتلت راهبتان", 2),
    ("قتل جنديين", 2),
    ("امرأة وطفليها", 2),
]


@pytest.mark.parametrize(("text", "value"), ARABIC)
def test_arabic_numbers_are_read(text, value):
    """Case and gender forms, compounds, scales, fractions, ordinals, decades and duals have the right value."""
    assert any(value in found.readings for found in arabic_numbers.read(text)), arabic_numbers.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "بالمئة",
        "في المئة",
        "كمية من الماء",
        "لست متشائما",
        "لبنان",
        "اتساع الرقعة",
        "شركة ميتا",
        "طبرستان",
        "الرئيس بوتين",
        "متفاوتين",
    ],
)
def test_words_that_only_look_like_numbers_are_ignored(text):
    """Quantities, verbs and names do not require a number in the English."""
    assert not [found for found in arabic_numbers.read(text) if found.required]


ENGLISH = [
    ("three hundred and twenty-nine seats", 329),
    ("four thousand seven hundred candidates", 4700),
    ("five billion eight hundred million euros", 5_800_000_000),
    ("two million and 808 thousand voters", 2_808_000),
    ("one million, 673 thousand and 230", 1_673_230),
    ("$2.4 billion", 2_400_000_000),
    ("a $5m deal", 5_000_000),
    ("eight and a half billion", 8_500_000_000),
    ("half a million", 500_000),
    ("two-thirds", 2 / 3),
    ("three quarters", 0.75),
    ("a third of them", 1 / 3),
    ("a third man", 3),
    ("the twenty-sixth of March", 26),
    ("the 15th century", 15),
    ("the 1970s", 70),
    ("Louis XVI", 16),
    ("a hat worn twice", 2),
    ("0900 GMT", 9),
    ("100 000 people", 100_000),
    ("a six-metre-high fence", 6),
]


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english_numbers_are_read(text, value):
    """Words, figures, scales, fractions, ordinals, decades and Roman numerals have the right value."""
    assert any(value in found.readings for found in english_numbers.read(text)), english_numbers.read(text)


def test_two_consecutive_numbers_remain_two():
    """Numbers that "and" joins after "between" are not a sum, in either language."""
    arabic = arabic_numbers.read("بين ألفين وثلاثة آلاف يورو")
    english = english_numbers.read("between three hundred and five hundred thousand")
    assert [max(found.readings) for found in arabic] == [2000, 3000]
    assert [max(found.readings) for found in english] == [300_000, 500_000]


SAME = [
    ("أصيب اثنان وعشرون شخصا.", "Twenty-two people were wounded."),
    ("ارتفع المؤشر 15 بالمئة.", "The index rose fifteen percent."),
    ("وصل في الساعة العاشرة والنصف مساء.", "He arrived at 10:30 pm."),
    ("يجتمع الوزراء يوم الاثنين.", "The ministers meet on Monday."),
    ("زار الوفد دولتين أفريقيتين.", "The delegation visited two African countries."),
    ("تضاعف السعر ثلاث مرات.", "The price tripled."),
    ("شارك فيها مئات الآلاف.", "Hundreds of thousands took part in it."),
    ("بين 15 و20 ألفا من السكان.", "Between 15,000 and 20,000 of the inhabitants."),
    ("فاز ستون بالجائزة بعد ديلان.", "Stone won the prize after Dylan."),
    ("أحد الطرفين رفض.", "One of the parties refused."),
    ("الطرفان الأردني والسوري", "the Jordanian and Syrian sides"),
    ("أنا عطشان.", "I am thirsty."),
    ("البنية التحتية", "infrastructure"),
    ("مكتبة خارجية", "a third-party library"),
    ("في ثمانينيات القرن الماضي", "in the nineteen-eighties"),
    ("خمسون جامعة ممتازة", "fifty first-rate universities"),
    ("دخل المهندسون اللبنانيون المبنى.", "The Lebanese engineers entered the building."),
    ("استمرت الحرب ثلاث سنوات ونصف السنة.", "The war lasted three and a half years."),
]


@pytest.mark.parametrize(("arabic", "english"), SAME)
def test_a_number_expressed_differently_is_not_a_doubt(arabic, english):
    """Figures, words, duals, times and multiples match across the languages."""
    assert [flag for flag in check_translation(arabic, english) if flag.check == "numbers"] == []


GROUPED = [
    ("90 000", "90 000"),
    ("90 000.", "90 000."),
    ("90 000، بحسب الوزارة", "90 000، بحسب الوزارة"),
    ("1 250 درهما", "1 250 درهما"),
    ("1\u00a0250", "1 250"),
    ("1\u2009250", "1 250"),
    ("1\u202f250", "1 250"),
    ("(1 250 000)", "(1 250 000)"),
    ("2 500,75", "2 500,75"),
    ("من 1 250 إلى 45 250.", "من 1 250 إلى 45 250."),
    ("2023 1 250", "2023_1 250"),
]


@pytest.mark.parametrize(("text", "joined"), GROUPED)
def test_thousands_separated_by_a_space_are_one_number(text, joined):
    """This holds for every kind of space and whatever follows the number."""
    spaces = {"_": " ", " ": THIN_SPACE}
    expected = "".join(
        spaces[char] if char in spaces and joined[at - 1].isdigit() and joined[at + 1].isdigit() else char
        for at, char in enumerate(joined)
    )
    assert join_thousands(text) == expected


@pytest.mark.parametrize("text", ["في 2023 250 حالة", "1 25", "1 2500", "2020 000", "3 250,300", "0 250", "1,250 300"])
def test_other_adjacent_numbers_are_not_joined(text):
    """Years, groups without three figures, and figures with their own separator are not thousands."""
    assert join_thousands(text) == text


def test_adjacent_numbers_may_be_two():
    """Group 3 with 250 students is neither 3,250 nor an error, but a different number still is."""
    assert check_translation("في المجموعة 3 250 طالبا.", "There are 250 students in group 3.") == ()
    assert check_translation("في المجموعة 3 250 طالبا.", "There are 3,250 students in the group.") == ()
    flags = check_translation("في المجموعة 3 250 طالبا.", "There are 450 students in group 3.")
    assert {flag.severity for flag in flags} == {"error"}


def test_lost_thousands_are_a_contradiction():
    """90 000 cannot be read as 90."""
    flags = check_translation("بلغ عدد النازحين 90 000.", "The number of displaced reached 90.")
    assert [flag.severity for flag in flags] == ["error", "error"]


def test_a_different_number_is_an_error_that_names_both():
    """A contradiction states the numbers of both sides."""
    flags = check_translation("قتل ثلاثة عشر شخصا.", "Thirty people were killed.")
    assert [(flag.detail, flag.severity) for flag in flags] == [
        ("ثلاثه عشر (13) is in the Arabic, not in the English", "error"),
        ("thirty (30) is in the English, not in the Arabic", "error"),
    ]


def test_a_missing_number_is_a_doubt():
    """A missing number is not a contradiction."""
    (flag,) = check_translation("أصيب 377 شخصا بجروح.", "People were wounded and injured.")
    assert (flag.detail, flag.severity) == ("377 is in the Arabic, not in the English", "doubt")


def test_a_percentage_that_became_a_plain_number_is_flagged():
    """The number is right, but not what it counts."""
    details = [
        flag.detail
        for flag in check_translation("خسر 30 في المئة من السكان بيوتهم.", "30 inhabitants lost their homes.")
    ]
    assert "30 is a percentage in the Arabic, not in the English" in details


def test_a_table_of_numbers_is_not_compared_number_by_number():
    """Each would be compared with each; where all are the same on both sides, nothing is said."""
    arabic, english = ("أعداد: " + "12 34 " * 150), ("Counts: " + "12 34 " * 150)
    assert not [flag for flag in check_translation(arabic, english) if flag.check == "numbers"]
    (flag,) = [flag for flag in check_translation(arabic, english + "56") if flag.check == "numbers"]
    assert (flag.severity, flag.detail) == ("doubt", "not compared, because there are more than 200 numbers")
