"""Every case of the reading benchmark has the expected result."""

import pytest

from benchmarks.reading.cases import Case, cases
from benchmarks.reading.measure import ours, wrong

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}, {case.name}" for case in CASES])
def test_case(case: Case):
    """It is rejected with its reason, or read with its facts."""
    assert wrong(case, ours(case)) == {}


def test_cases_cover_the_kinds():
    """There are cases of each kind, and many in total."""
    assert len(CASES) >= 120
    assert {"list", "pictures", "wall", "paywall", "table", "lead", "data", "title", "deck", "time", "author"} <= {
        case.kind for case in CASES
    }
