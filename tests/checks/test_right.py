"""Correct news English is never said to contradict its Arabic, and English with a wrong fact is.

``right.tsv`` holds pairs written for this test: scores, money, dates of both calendars, times, shares, ranges, ages,
telephone numbers, ordinals, thousands with spaces, names in Latin letters, speech, free headlines.
"""

from pathlib import Path

import pytest

from reporter.checks import check_translation

LINES = (Path(__file__).parent / "right.tsv").read_text(encoding="utf-8").splitlines()


def errors(arabic, english):
    """Return the contradictions that were found."""
    return [flag.detail for flag in check_translation(arabic, english) if flag.severity == "error"]


@pytest.mark.parametrize("line", LINES)
def test_correct_english_is_not_withheld(line):
    """An error withholds the English from the reader, so no correct sentence may have one."""
    assert errors(*line.split("\t")) == []


WRONG = [
    ("فاز الأهلي على الزمالك 2-1.", "Al Ahly beat Zamalek 3-1."),
    ("بلغ عدد النازحين 90 000.", "The number of displaced reached 60,000."),
    ("كلفة الاشتراك 1 250 درهما.", "The subscription costs 1,350 dirhams."),
    ("قيمة العقد 500 ألف يورو.", "The contract is worth $500,000."),
    ("غرامة قدرها 100 ألف ليرة لبنانية.", "A fine of $100,000."),
    ("5 مليارات دينار", "5 million dinars"),
    ("موسم 2023/2024.", "The 2023-25 season."),
    ("في 15 محرم 1446 هـ.", "On 15 Rajab 1446."),
    ("يوم 18 أوت 2024.", "On 18 April 2024."),
    ("أمس الاثنين.", "On Tuesday."),
    ("بتاريخ 03.12.2023.", "On December 4, 2023."),
    ("الساعة العاشرة وعشر دقائق.", "At 10:20."),
    ("الساعة الثالثة إلا ربعا.", "At 3:45."),
    ("على الساعة 15h30.", "At 4:30 pm."),
    ("خلال 48 ساعة.", "Within three days."),
    ("منذ عقدين.", "For 30 years."),
    ("لليوم الثالث بعد المئة.", "For the 113th day."),
    ("سعر البرميل 85 دولارا و30 سنتا.", "A barrel costs $85.70."),
    ("ألفي دولار وسبعمئة.", "$2,800."),
    ("اثنان من كل ثلاثة.", "Three-quarters."),
    ("هاتف 0501234567.", "Phone 050 123 4568."),
    ("حرب 67.", "The 1973 war."),
    ("24 شخصا.", "Three dozen people."),
    ("ثلث الأعضاء.", "One in four members."),
    ("طائرة A320.", "An A330."),
    ("عبر www.example.org", "Via www.example.net"),
]


@pytest.mark.parametrize(("arabic", "english"), WRONG)
def test_wrong_english_is_an_error(arabic, english):
    """The sentences are of the same kinds, with one fact changed."""
    assert errors(arabic, english)
