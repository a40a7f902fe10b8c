"""A small sample of the random days of ``make bench approval``, which does 200 of them."""

from benchmarks import approval


def test_nothing_is_mailed_unapproved_twice_or_never(tmp_path):
    found = approval.sequences(tmp_path, 1, seed=5, steps=7)
    assert found.wrong == []
    assert found.mailed > 0
