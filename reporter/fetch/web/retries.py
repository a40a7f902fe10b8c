"""Retries: what may succeed within minutes is tried again, twice at most."""

from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from reporter.fetch.web.clock import Clock
from reporter.fetch.web.failures import FetchError

REPEATS = 2
LONGEST_WAIT_S = 300.0
"""A server that asks for a longer wait is asked at the next fetch after it."""
PASSING = frozenset({429, 502, 503, 504})
"""Statuses that may pass within minutes."""

Result = TypeVar("Result")


def with_retries(attempt: Callable[[], Result], clock: Clock) -> Result:
    """Return what `attempt` returns, after up to two repeats.

    Raises:
        FetchError: the last failure.

    """
    retrying = Retrying(
        stop=stop_after_attempt(1 + REPEATS),
        wait=_wait,
        retry=retry_if_exception(lambda e: isinstance(e, FetchError) and e.again),
        sleep=clock.sleep,
        reraise=True,
    )
    return retrying(attempt)


def _wait(state: RetryCallState) -> float:
    """Return the seconds that the server named, or else one, then two."""
    failure = state.outcome.exception() if state.outcome else None
    if isinstance(failure, FetchError) and failure.pause_s is not None:
        return failure.pause_s
    return float(state.attempt_number)
