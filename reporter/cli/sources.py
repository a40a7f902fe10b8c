"""``reporter sources``."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reporter.cli.fetch import show
from reporter.cli.settings import CONFIG_NAME, settings
from reporter.cli.terminal import counted, progress, say
from reporter.config.insertion import as_yaml, with_sources
from reporter.errors import ConfigError, ReporterError
from reporter.fetch.feeds.shape import FeedError
from reporter.fetch.health import health_of
from reporter.fetch.naming import source_name
from reporter.fetch.opml import Subscription, read_opml, write_opml
from reporter.files import write_whole
from reporter.identity import canonical_address
from reporter.model import Health
from reporter.store import Store
from reporter.workflows.discovery import discover
from reporter.workflows.fetch import FetchOptions

_HEAD = ("source", "state", "last success", "last new", "7 days", "usual", "not asked before")


def list_(arguments: argparse.Namespace) -> int:
    """Print how each source is."""
    config = settings(arguments)
    with Store.open(config.store) as store:
        found = health_of(config, store, datetime.now(UTC))
    if arguments.json:
        say(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2, default=_iso))
        return 0
    if not found:
        say("There are no sources; add them to config.yaml, or with 'reporter sources import' or 'sources add'.")
        return 0
    rows = [_HEAD, *map(_row, found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row, one in zip(rows, (None, *found), strict=True):
        say("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
        if one is not None and one.reason:
            say(f"  {one.reason}")
    return 0


def _row(one: Health) -> tuple[str, ...]:
    times = [f"{at:%Y-%m-%d %H:%M}" if at else "-" for at in (one.succeeded_at, one.arrived_at, one.next_at)]
    return (
        one.name,
        one.state,
        times[0],
        times[1],
        str(one.week),
        "-" if one.usual is None else f"{one.usual:g}",
        times[2],
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def test_(arguments: argparse.Namespace) -> int:
    """Print what would be taken from one source; write nothing."""
    return show(settings(arguments), FetchOptions(names=(arguments.name,)))


def add_(arguments: argparse.Namespace) -> int:
    """Find the feed of a website and print the YAML of a source."""
    config = settings(arguments)
    with progress(quiet=bool(arguments.quiet)).stage(f"Looking for feeds at {arguments.url}", None):
        found = discover(config, arguments.url)
    best, *others = found
    taken = {source.name.lower() for source in config.sources}
    say("sources:")
    say(as_yaml([best.as_source(taken)]).rstrip("\n"))
    if sys.stderr.isatty():
        say(
            f"# {best.title or best.address}: {counted(best.items, 'article')}. Add these lines to config.yaml.",
            error=True,
        )
        for other in others:
            say(f"# also found: {other.kind}: {other.address} ({counted(other.items, 'article')})", error=True)
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Add the feeds of an OPML file to the settings."""
    config = settings(arguments)
    path: Path = arguments.config or Path(CONFIG_NAME)
    try:
        content = arguments.file.read_bytes()
    except OSError as e:
        raise ReporterError(f"{arguments.file} cannot be read ({e.strerror}).") from e
    try:
        listed, notes = read_opml(content)
    except FeedError as e:
        raise ReporterError(f"{arguments.file} cannot be imported. {e}") from e
    known = {canonical_address(source.address) for source in config.sources}
    names = {source.name.lower() for source in config.sources}
    sources: list[dict[str, Any]] = []
    for feed in listed:
        if canonical_address(feed.feed) in known:
            notes = (*notes, f"'{feed.title or feed.feed}' is among the sources already.")
            continue
        sources.append(_settings_of(feed, source_name(feed.feed, names)))
        names.add(sources[-1]["name"])
    if sources:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as e:
            raise ConfigError(f"The config file {path} cannot be read: {e}.") from e
        write_whole(path, with_sources(text, sources, name=str(path)).encode())
    for note in notes:
        say(f"  {note}")
    say(f"{counted(len(sources), 'source')} added to {path}.")
    return 0


def _settings_of(feed: Subscription, name: str) -> dict[str, Any]:
    settings = {"name": name, "outlet": feed.title[:200], "feed": feed.feed, "section": (feed.section or "")[:200]}
    return {key: value for key, value in settings.items() if value}


def export_(arguments: argparse.Namespace) -> int:
    """Write the sources that are feeds to an OPML file."""
    config = settings(arguments)
    feeds = [
        Subscription(title=source.outlet or source.name, feed=source.feed, section=source.section)
        for source in config.sources
        if source.feed
    ]
    write_whole(arguments.file, write_opml(feeds, title=config.title.en))
    others = len(config.sources) - len(feeds)
    say(f"{counted(len(feeds), 'feed')} written to {arguments.file}.")
    if others:
        say(f"  {counted(others, 'source')} without a feed left out; OPML has only feeds.")
    return 0
