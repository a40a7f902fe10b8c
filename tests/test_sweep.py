"""No pattern and no step takes more than its share of time: a sample; `make bench sweep` has all."""

import re

import pytest

from benchmarks import sweep


def test_no_pattern_grows_faster_than_the_text():
    """Each pattern of the rooms that look at articles, with some seeds and with what it nearly matches."""
    found = sweep.patterns()
    assert len(found) > 250
    assert sweep.sweep_patterns(found, sweep.sample(5, 20261121), sweep.SMALL) == []


def test_no_step_grows_faster_than_the_text(caplog):
    """Reading, cleaning, summarising and checking."""
    assert sweep.sweep_steps(sweep.steps(), sweep.sample(1, 20261122), sweep.SMALL) == []


@pytest.mark.parametrize("pattern", [r"\s+$", r"(\w+)@", r"(?:ab)*c"])
def test_the_sweep_finds_what_is_slow(pattern):
    """With what it makes of the pattern itself."""
    found = sweep.Found("slow", re.compile(pattern), ("search",))
    assert sweep.sweep_patterns([found], (), sweep.SMALL)
