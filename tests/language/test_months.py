"""One table of the Arabic month names, for cleaning and for the checks."""

from datetime import date
from itertools import chain

from reporter.checks import check_translation
from reporter.clean.days import DAY, day_of
from reporter.language.arabic.months import MONTHS_AR, MONTHS_EN


def test_each_name_means_one_month():
    """There are twelve months, and no name occurs twice."""
    names = list(chain.from_iterable(MONTHS_AR))
    assert len(MONTHS_AR) == 12
    assert len(set(names)) == len(names)


def test_cleaning_reads_every_name():
    """A date is read with each name of its month, including the Moroccan ones."""
    for number, names in enumerate(MONTHS_AR, start=1):
        for name in names:
            assert day_of(DAY.search(f"نشر في 18 {name} 2025")) == date(2025, number, 18)


def test_the_checks_know_every_name():
    """Each name matches its English month and contradicts the next one."""
    for number, names in enumerate(MONTHS_AR):
        for name in names:
            arabic = f"نشر في 18 {name} 2025"
            assert check_translation(arabic, f"published on 18 {MONTHS_EN[number]} 2025") == ()
            wrong = check_translation(arabic, f"published on 18 {MONTHS_EN[(number + 1) % 12]} 2025")
            assert {(flag.check, flag.severity) for flag in wrong} == {("dates", "error")}
