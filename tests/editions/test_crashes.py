"""A run killed at any step leaves no half edition and no mixed one; `make bench crashes` kills at every step."""

from benchmarks.crashes import SCENARIOS, crash


def test_a_run_killed_at_any_step_leaves_whole_editions(tmp_path):
    """And the next run makes the edition and leaves nothing unfinished behind."""
    points, wrong = crash(tmp_path, every=5)
    assert points.keys() == SCENARIOS.keys()
    assert sum(points.values()) > 50
    assert wrong == []
