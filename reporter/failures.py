"""Handle articles that fail: they are left out with stage and reason, and never stop the edition.

``attempt`` tries a step with one article, ``without_faulty`` with all of them. If the latter fails, bisection finds the
shortest sequence of first articles with which it fails. The last article of that sequence is at fault, whether it fails
alone or only after the others. It is left out, and the step is tried again.
"""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from reporter.model import Skipped
from reporter.printable import reason_of

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Made = TypeVar("Made")


def attempt(step: Callable[[], Made], source: str, stage: str) -> Made | Skipped:
    """Return the result of `step` for the article `source`; a bug loses only this article."""
    try:
        return step()
    except Exception as e:  # noqa: BLE001  (it is in the log)
        return failed(source, stage, e)


def failed(source: str, stage: str, error: Exception) -> Skipped:
    """Log that `source` is left out, with the traceback of `error`, and return the entry for the edition."""
    log.warning("%s is left out: %s failed with it", source, stage, exc_info=error)
    return Skipped(source=source, stage=stage, reason=reason_of(error))


def without_faulty(
    items: Sequence[Item],
    step: Callable[[tuple[Item, ...]], Made],
    instead: Callable[[Item, Exception], Sequence[Item]],
) -> tuple[tuple[Item, ...], Made]:
    """Return those of `items` with which `step` succeeds, and its result.

    Each of the others is replaced by the items that `instead` returns for it.

    Raises:
        Exception: `step` fails even without items, or with each of them, so no item is at fault.

    >>> from math import prod
    >>> without_faulty([4, 0, 2], lambda numbers: 8 / prod(numbers), lambda number, error: [])
    ((4, 2), 1.0)
    >>> without_faulty([4, 0, 2], lambda numbers: 8 / prod(numbers), lambda number, error: [1])
    ((4, 1, 2), 1.0)
    """
    kept = tuple(items)
    while True:
        try:
            return kept, step(kept)
        except Exception as e:  # noqa: BLE001  (it is raised below, or told of the item at fault)
            error = e
        if not kept or _error(step, ()) is not None:
            raise error
        place, fault = _fault(kept, step, error)
        others = instead(kept[place], fault)
        if len(kept) == 1 and not others:
            raise fault
        kept = (*kept[:place], *others, *kept[place + 1 :])


def _fault(
    items: tuple[Item, ...], step: Callable[[tuple[Item, ...]], object], error: Exception
) -> tuple[int, Exception]:
    """Return the index of the last item of the shortest sequence that fails, and the error; all items together fail."""
    good, bad = 0, len(items)
    while bad - good > 1:
        middle = (good + bad) // 2
        found = _error(step, items[:middle])
        if found is None:
            good = middle
        else:
            bad, error = middle, found
    return bad - 1, error


def _error(step: Callable[[tuple[Item, ...]], object], items: tuple[Item, ...]) -> Exception | None:
    try:
        step(items)
    except Exception as e:  # noqa: BLE001  (whatever it is, it is told of the item at fault)
        return e
    return None
