"""Fetch: ask the sources, keep what is new in the inbox, and report how each source is.

In: the settings. Out: files in the inbox, the store, and ``<output>/<date>/fetch.json``. One source that fails costs
nothing but itself. Never part of a run: ``reporter run --fetch`` does one after the other.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from http.cookiejar import LoadError, MozillaCookieJar
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reporter import __version__
from reporter.config import Config, FetchSettings, SourceSettings
from reporter.errors import AlreadyRunningError, ConfigError, ReporterError
from reporter.fetch.articles import Access, Means
from reporter.fetch.feeds.shape import FeedError
from reporter.fetch.health import health_of
from reporter.fetch.inbox import CITED_DAYS, Inbox
from reporter.fetch.known import outlet_of
from reporter.fetch.recheck import OUTCOMES, Outcome
from reporter.fetch.sources import Preview, Source, Visit, failed, why
from reporter.fetch.web.client import Client
from reporter.fetch.web.clock import Clock, SystemClock
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.robots import RobotsText
from reporter.fetch.web.settings import WebSettings
from reporter.files import NoLocksError, locked, write_whole
from reporter.interfaces import Progress, Silent
from reporter.logs import STAGES
from reporter.model import Health
from reporter.printable import printable
from reporter.secret_files import SecretError, read_secret
from reporter.store import Store
from reporter.store.press import Press, SourceState
from reporter.workflows.pages import PageReader
from reporter.workflows.rechecking import recheck

log = logging.getLogger(__name__)
lines = logging.getLogger(STAGES)

NAME = "fetch.json"
_SOURCES_AT_ONCE = 16
PROXY_VARIABLE = "REPORTER_PROXY_PASSWORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """What one fetch is to do."""

    names: tuple[str, ...] = ()
    """Sources to ask; empty means all."""
    since: datetime | None = None
    """Take articles published since then, instead of ``max_age_days``."""
    force: bool = False
    """Ask also the sources that are to be asked later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """What a fetch did, and how the sources are after it."""

    visits: tuple[Visit, ...]
    health: tuple[Health, ...]
    """Of all sources of the settings, in their order."""
    removed: int
    """Old pages removed from the inbox."""
    rechecked: Mapping[Outcome, int]
    """How many pages that editions quoted were asked for again, by what became of them."""

    @property
    def failed(self) -> bool:
        """Whether every source that was asked failed."""
        asked = [visit for visit in self.visits if visit.outcome != "waited"]
        return bool(asked) and all(visit.outcome == "failed" for visit in asked)


def fetch(
    config: Config,
    options: FetchOptions,
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> FetchResult:
    """Ask the sources and keep what is new.

    Raises:
        ConfigError: there are no sources, or none of a name.
        AlreadyRunningError: another fetch is in progress.
        ReporterError: the inbox cannot be written.

    """
    sources, clock = _named(config, options.names), clock or SystemClock()
    with _alone(config.fetch.inbox), _open(config, clock) as (means, store):
        press = means.press
        for source in sources:
            means.inbox.tidy(source.name)
        states, started = press.states(), clock.now()

        def visit(source: SourceSettings) -> Visit:
            made = _visit(source, config, means, states.get(source.name), options)
            press.keep_state(source.name, made.state)
            return made

        visits = []
        with (progress or Silent()).stage("Fetching", len(sources)) as advance, _threads(len(sources)) as pool:
            for made in pool.map(visit, sources):
                _log(made)
                visits.append(made)
                advance()
        rechecked = recheck(sources, config, means, started, _access)
        now = clock.now()
        today = now.astimezone(config.zone).date()
        cited = press.quoted((today - timedelta(days=CITED_DAYS)).isoformat())
        removed = means.inbox.remove_old(now.date(), config.fetch.keep_days, cited)
        result = FetchResult(
            visits=tuple(visits), health=health_of(config, store, now), removed=removed, rechecked=rechecked
        )
    _report(config.output / today.isoformat(), result, now)
    return result


def preview(
    config: Config, options: FetchOptions, *, clock: Clock | None = None
) -> Iterator[tuple[SourceSettings, Preview | str]]:
    """Yield for each source what would be taken from it, or why it cannot be read; write nothing.

    Raises:
        ConfigError: there are no sources, or none of a name.

    """
    with _open(config, clock or SystemClock()) as (means, _):
        for source in _named(config, options.names):
            try:
                yield source, _source(source, config, means, options).preview()
            except (FetchError, FeedError) as e:
                yield source, why(e, source.address)
            except ReporterError as e:
                yield source, str(e)


def _named(config: Config, names: Sequence[str]) -> tuple[SourceSettings, ...]:
    """Return the sources of these names, or all."""
    if not config.sources:
        raise ConfigError(
            "There are no sources: list them under 'sources:' in config.yaml, or add them with 'reporter sources'."
        )
    known = {source.name: source for source in config.sources}
    if unknown := [name for name in names if name not in known]:
        raise ConfigError(f"There is no source named {', '.join(unknown)}; there are {', '.join(known)}.")
    return tuple(source for source in config.sources if not names or source.name in names)


@contextmanager
def _alone(inbox: Path) -> Iterator[None]:
    """Let no other fetch write to `inbox`; a run may read it."""
    with ExitStack() as held:
        try:
            inbox.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(inbox / ".lock"))
        except TimeoutError as e:
            raise AlreadyRunningError(f"Another fetch is writing to {inbox}; try again when it has ended.") from e
        except OSError as e:
            reason = e.strerror if not isinstance(e, NoLocksError) else str(e)
            raise ReporterError(f"The inbox {inbox} cannot be written ({reason}).") from e
        yield


@contextmanager
def _open(config: Config, clock: Clock) -> Iterator[tuple[Means, Store]]:
    """Open the store, the network and a process that reads pages."""
    with ExitStack() as held:
        store = held.enter_context(Store.open(config.store))
        press = Press(store)
        client = held.enter_context(Client(web_settings(config.fetch), robots=_Robots(press), clock=clock))
        reader = held.enter_context(PageReader(config, clock.now()))
        inbox = Inbox(config.fetch.inbox, [source.name for source in config.sources])
        outlets = {outlet_of(source): threading.Lock() for source in config.sources}
        yield (
            Means(
                client=client,
                inbox=inbox,
                press=press,
                settings=config.fetch,
                read=reader.text,
                clean=reader.article,
                now=clock.now,
                outlets=outlets,
            ),
            store,
        )


class _Robots:
    """Keeps the robots.txt of each site in the store."""

    def __init__(self, press: Press) -> None:
        self._press = press

    def get(self, origin: str) -> RobotsText | None:
        """Return what is kept for `origin`."""
        kept = self._press.robots(origin)
        return kept and RobotsText(*kept)

    def put(self, origin: str, robots: RobotsText) -> None:
        """Keep `robots` for `origin`."""
        self._press.keep_robots(origin, robots.fetched_at, robots.text)


def web_settings(settings: FetchSettings) -> WebSettings:
    """Return how to ask.

    Raises:
        ConfigError: the proxy's password cannot be read.

    """
    proxy = settings.proxy
    if proxy and settings.proxy_user:
        scheme, _, host = proxy.partition("://")
        proxy = f"{scheme}://{quote(settings.proxy_user, safe='')}@{host}"
    return WebSettings(
        user_agent=settings.user_agent.replace("{version}", __version__),
        connect_s=settings.timeout_s.connect,
        read_s=settings.timeout_s.read,
        whole_s=settings.timeout_s.whole,
        at_once=settings.per_host.at_once,
        pause_s=settings.per_host.pause_s,
        proxy=proxy,
        proxy_password=_proxy_password(settings) if settings.proxy_user else None,
        private_hosts=frozenset(settings.private_hosts),
    )


def _proxy_password(settings: FetchSettings) -> str | None:
    if secret := os.environ.get(PROXY_VARIABLE):
        return secret
    if settings.proxy_password_file is None:
        return None
    try:
        return read_secret(settings.proxy_password_file)
    except SecretError as e:
        raise ConfigError(str(e)) from None


def _threads(sources: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(_SOURCES_AT_ONCE, sources), "fetch")


def _source(source: SourceSettings, config: Config, means: Means, options: FetchOptions) -> Source:
    """Return `source`, ready to be asked.

    Raises:
        SecretError, ConfigError: its secrets cannot be read.

    """
    return Source(source, _access(source), means, zone=config.zone, since=options.since)


def _visit(
    source: SourceSettings, config: Config, means: Means, state: SourceState | None, options: FetchOptions
) -> Visit:
    """Ask one source; whatever happens costs nothing but this one."""
    try:
        return _source(source, config, means, options).visit(state, force=options.force)
    except ReporterError as e:
        reason = str(e)
    except Exception as e:
        log.warning("%s could not be fetched", source.name, exc_info=True)
        reason = f"It failed for an unexpected reason ({type(e).__name__}); the log has the details."
    before = state if state and state.address == source.address else SourceState(address=source.address)
    return Visit(source=source.name, state=failed(before, "failure", reason, means.now()), outcome="failed")


def _access(source: SourceSettings) -> Access:
    login = (source.user, read_secret(source.password_file)) if source.user and source.password_file else None
    return Access(headers=source.headers, login=login, cookies=source.cookie_file and _cookies(source.cookie_file))


def _cookies(path: Path) -> MozillaCookieJar:
    read_secret(path)  # checks who can read it
    jar = MozillaCookieJar(path)
    try:
        jar.load()
    except (LoadError, OSError) as e:
        raise SecretError(f"{path} is not a cookie file in Netscape format.") from e
    return jar


def _log(visit: Visit) -> None:
    """Log what a fetch did at one source."""
    if visit.outcome == "failed":
        lines.info("%s failed: %s", visit.source, visit.state.reason)
    elif visit.outcome == "waited":
        lines.info(
            "%s: not asked%s",
            visit.source,
            f" before {visit.state.next_at:%Y-%m-%d %H:%M} UTC" * bool(visit.state.next_at),
        )
    else:
        counts = ", ".join(f"{number} {fate}" for fate, number in visit.fates.items()) or "nothing new"
        lines.info("%s: %s", visit.source, counts)
    for missing in visit.missing:
        lines.info("%s: %s was not fetched: %s", visit.source, printable(missing.address), missing.reason)


def _report(folder: Path, result: FetchResult, now: datetime) -> None:
    """Write ``fetch.json`` to `folder`; a report that cannot be written only logs a warning."""
    report = {
        "schema_version": 1,
        "fetched_at": now.isoformat(timespec="seconds"),
        "sources": [asdict(one) for one in result.health],
        "visits": [_visit_as_json(visit) for visit in result.visits],
        "removed": result.removed,
        "rechecked": {outcome: result.rechecked.get(outcome, 0) for outcome in OUTCOMES},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / NAME, (json.dumps(report, ensure_ascii=False, indent=2, default=_iso) + "\n").encode())
    except (OSError, ReporterError) as e:
        log.warning("The report of the fetch could not be written: %s", e)


def _visit_as_json(visit: Visit) -> dict[str, Any]:
    return {
        "source": visit.source,
        "outcome": visit.outcome,
        **{fate: visit.fates.get(fate, 0) for fate in ("new", "updated", "known")},
        "left_out": visit.left_out,
        "missing": [asdict(missing) for missing in visit.missing],
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
