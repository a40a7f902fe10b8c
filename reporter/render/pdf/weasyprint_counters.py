"""Find out whether the text of a document, not only the margins of its pages, contains numbers of pages.

Private to WeasyPrint 70 and used here: ``css.targets.TargetCollector.collect_missing_counters`` (replaced).
tests/test_insides.py names it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def noted_counters() -> Iterator[list[str]]:
    """Collect the names of counters that WeasyPrint knows only when it makes pages."""
    from weasyprint.css.targets import TargetCollector

    collect = TargetCollector.collect_missing_counters
    noted: list[str] = []

    def collected(collector: TargetCollector, *arguments: Any) -> None:  # noqa: ANN401 (WeasyPrint has no types)
        *_, own, of_targets = arguments
        noted.extend([*own, *of_targets])
        collect(collector, *arguments)

    TargetCollector.collect_missing_counters = collected
    try:
        yield noted
    finally:
        TargetCollector.collect_missing_counters = collect
