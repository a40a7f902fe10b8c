"""``reporter changes``."""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reporter import record
from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.editions.compared import Comparison, Pair, compare
from reporter.editions.folders import RECORD, edition_folders, find_edition
from reporter.errors import ConfigError
from reporter.language.differ import Piece
from reporter.record import Entry
from reporter.render.words.changes import became, excerpt

_MARKS = {"delete": "[-{}-]", "insert": "{{+{}+}}", "equal": "{}"}
"""As other programs mark words that were deleted and inserted."""


def changes_(arguments: argparse.Namespace) -> int:
    """Print what is new, updated, continued and gone between two editions."""
    config = settings(arguments)
    today = datetime.now(config.zone).date()
    later = find_edition(config.output, arguments.to, today=today)
    earlier = _earlier(config.output, getattr(arguments, "from"), later, today)
    if earlier.name >= later.name:
        raise ConfigError(
            f"The edition of {earlier.name} is not before that of {later.name}; exchange --from and --to."
        )
    found = compare(record.load(earlier / RECORD), record.load(later / RECORD))
    if arguments.json:
        say(json.dumps(_as_json(found, earlier.name, later.name), ensure_ascii=False, indent=2))
    else:
        say("\n".join(_lines(found, earlier.name, later.name)))
    return 0


def _earlier(output: Path, day: date | None, later: Path, today: date) -> Path:
    """Return the edition of `day`, or by default the last one before `later`.

    Raises:
        ConfigError: there is none.

    """
    if day is not None:
        return find_edition(output, day, today=today)
    before = [folder for name, folder in edition_folders(output).items() if name < later.name]
    if not before:
        raise ConfigError(
            f"There is no edition before that of {later.name} in {output}, so there is nothing to compare."
        )
    return before[-1]


def _lines(found: Comparison, earlier: str, later: str) -> Iterator[str]:
    counts = f"{len(found.new)} new, {len(found.updated)} updated, {len(found.continued)} continued"
    yield f"From {earlier} to {later}: {counts}, {counted(len(found.gone), 'article')} no longer in it"
    yield from _listed("New", found.new)
    if found.updated:
        yield "Updated:"
    for pair in found.updated:
        yield from _updated(pair)
    yield from _listed("Continued", found.continued)
    if found.gone:
        yield f"Only in the edition of {earlier}:"
    for entry in found.gone:
        status = found.dropped.get(entry.identity)
        yield f"{_entry(entry)}{f' (taken down: {status})' if status else ''}"


def _listed(heading: str, entries: Sequence[Entry]) -> Iterator[str]:
    if entries:
        yield f"{heading}:"
    yield from map(_entry, entries)


def _entry(entry: Entry) -> str:
    return f"{entry.id:>6}  {entry.source.publisher}: {entry.title_ar}"


def _updated(pair: Pair) -> Iterator[str]:
    yield f"{_entry(pair.after)} (was {pair.before.id})"
    said = [became(*words).en for words in pair.words] + ["and more"] * pair.more
    said += ["its stated date is unchanged"] * pair.silent
    if said:
        yield f"        {'; '.join(said)}"
    yield f"        {_marked(pair.diff)}"


def _marked(diff: Sequence[Piece]) -> str:
    return " ".join(_MARKS[kind].format(text) for kind, text in excerpt(diff))


def _as_json(found: Comparison, earlier: str, later: str) -> dict[str, Any]:
    return {
        "from": earlier,
        "to": later,
        "new": [_facts(entry) for entry in found.new],
        "updated": [
            _facts(pair.after)
            | {
                "id_before": pair.before.id,
                "silent": pair.silent,
                "words": [list(words) for words in pair.words],
                "more": pair.more,
                "diff": [list(piece) for piece in pair.diff],
            }
            for pair in found.updated
        ],
        "continued": [_facts(entry) for entry in found.continued],
        "gone": [_facts(entry) | {"status": found.dropped.get(entry.identity)} for entry in found.gone],
    }


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "identity": entry.identity,
        "outlet": entry.source.outlet,
        "title_ar": entry.title_ar,
        "title_en": entry.title.text_en,
        "url": entry.source.url,
    }
