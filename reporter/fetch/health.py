"""How a source is: from what the last fetches did, and from when its articles arrived.

In: its settings, its state and its arrivals. Out: ``Health`` with a reason in one sentence. Nothing is asked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

from reporter.config import Config, SourceSettings
from reporter.model import Health
from reporter.model import SourceState as Standing
from reporter.store import Store
from reporter.store.press import Press, SourceState

WATCHED = timedelta(days=28)
"""Arrivals of this time tell the usual pace of a source."""
_WEEK = timedelta(days=7)
_FEWEST = 8
"""Arrivals that a usual pace needs."""
_GAPS = 6
"""A source is quiet when it has been silent for so many of its usual gaps, and for a day."""
_MOVED_AFTER = 3
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS})


def health(source: SourceSettings, state: SourceState | None, arrivals: Sequence[datetime], now: datetime) -> Health:
    """Return how `source` is at `now`; `arrivals` are those of the last 28 days, oldest first."""
    if state is not None and state.address != source.address:
        state = None  # what is known belongs to another address
    kind, reason = _judged(source, state, arrivals, now)
    older = [at for at in arrivals if at < now - _WEEK]
    return Health(
        name=source.name,
        outlet=source.outlet,
        state=kind,
        reason=reason,
        succeeded_at=state.succeeded_at if state else None,
        arrived_at=arrivals[-1] if arrivals else None,
        week=len(arrivals) - len(older),
        usual=round(len(older) / 3, 1) if older and older[0] < now - 2 * _WEEK else None,
        next_at=state.next_at if state and state.next_at and state.next_at > now else None,
    )


def _judged(
    source: SourceSettings, state: SourceState | None, arrivals: Sequence[datetime], now: datetime
) -> tuple[Standing, str]:
    if state is None:
        return "ok", "It has not been fetched yet."
    if state.kind != "ok":
        return _failing(source, state)
    if state.moved_times >= _MOVED_AFTER and state.moved_to:
        return "moved", f"It has moved; change its address in config.yaml to {state.moved_to}."
    if silence := _silence(source, state, arrivals, now):
        return "quiet", silence
    return "ok", " ".join(state.notes)


def _failing(source: SourceSettings, state: SourceState) -> tuple[Standing, str]:
    if state.kind in {"gone", "paused"}:
        again = f"its address in config.yaml changes, or with 'reporter fetch --force --source {source.name}'"
        return ("gone" if state.kind == "gone" else "paused"), f"{state.reason} It is not asked again until {again}."
    if state.kind == "asks-for-a-person":
        return "asks-for-a-person", state.reason
    refused = state.kind in {"refused-address", "robots"} or state.status in _REFUSED
    return ("refused" if refused else "broken"), state.reason


def _silence(source: SourceSettings, state: SourceState, arrivals: Sequence[datetime], now: datetime) -> str:
    """Return that there has been no new article for long; empty if that is not so."""
    last = arrivals[-1] if arrivals else state.first_asked_at or now
    if source.expect_every_hours is not None:
        patience = timedelta(hours=source.expect_every_hours)
    elif len(arrivals) >= _FEWEST:
        patience = max(timedelta(days=1), _GAPS * (arrivals[-1] - arrivals[0]) / (len(arrivals) - 1))
    else:
        return ""
    return f"It has had no new article since {last:%Y-%m-%d %H:%M} UTC." if now - last > patience else ""


def health_of(config: Config, store: Store, now: datetime) -> tuple[Health, ...]:
    """Return how the sources of the settings are at `now`, without asking them."""
    if not config.sources:
        return ()
    press = Press(store)
    states = press.states()
    return tuple(
        health(source, states.get(source.name), press.arrivals(source.name, now - WATCHED), now)
        for source in config.sources
    )
