"""Find out whether the text of a document, not only the margins of its pages, contains numbers of pages.

Private to WeasyPrint 70 and used here: ``css.targets.TargetCollector.collect_missing_counters`` (replaced).
tests/test_insides.py names it.
"""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def noted_counters() -> Iterator[list[str]]:
    """Collect the names of counters that WeasyPrint knows only when it makes pages."""
    from weasyprint.css.targets import TargetCollector

    collect, noted = TargetCollector.collect_missing_counters, []

    def collected(
        collector: TargetCollector, box: object, token: str, again: object, own: list[str], of_targets: dict[str, list[str]]
    ) -> None:
        noted.extend([*own, *of_targets])
        collect(collector, box, token, again, own, of_targets)

    TargetCollector.collect_missing_counters = collected
    try:
        yield noted
    finally:
        TargetCollector.collect_missing_counters = collect
