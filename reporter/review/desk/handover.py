"""Hand an edition to a colleague in one file, and take over what the colleague has decided.

In: the settings, an edition's sheet, and a file. Out: the file, or what was taken over. What both sides have changed
since they had the same is refused by name, and everything else is taken; an approval is not, because it is given where
the edition is mailed.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from reporter import editions, record
from reporter.config import Config
from reporter.desk import decisions
from reporter.desk.decisions import Decisions
from reporter.desk.journal import ImpossibleDecisionError, Journal, Who
from reporter.editions.folders import RECORD, ROUNDUPS
from reporter.errors import ReporterError
from reporter.exchange import xliff
from reporter.exchange.rows import Row
from reporter.files import write_whole
from reporter.ingest.contents import SUFFIXES
from reporter.ingest.file import SIDECARS
from reporter.render import Documents
from reporter.review import exchange
from reporter.review.desk import parcel
from reporter.review.desk.parcel import Parcel
from reporter.review.sheet import Sheet
from reporter.store import Store
from reporter.workflows.edition import FILES, publish

_EDITION = "edition"
"""The notes on the whole edition, as the journal names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken over."""

    decisions: int
    refused: tuple[str, ...]
    """What was not, and why."""


def packed(config: Config, sheet: Sheet) -> bytes:
    """Return the file with the edition of `sheet`."""
    folder = sheet.folder
    path = decisions.path_of(config.desk.decisions, folder.name)
    try:
        log = path.with_suffix(".log").read_bytes()
    except FileNotFoundError:
        log = b""
    return parcel.dumps(
        Parcel(
            name=folder.name,
            facts=editions.facts_of(folder),
            record=record.read(folder / RECORD),
            decisions=decisions.dumps(decisions.read(path)),
            log=log,
            english=xliff.dumps(exchange.rows_of_sheet(sheet)),
            articles=dict(_articles(config.root, sheet)),
        )
    )


def _articles(root: Path, sheet: Sheet) -> Iterator[tuple[str, tuple[bytes, int]]]:
    """Yield the files of the articles, and those beside them, as far as they are in the folder of the settings."""
    for entry in sheet.record.entries:
        path = root / entry.source.path
        inside = parcel.is_plain(entry.source.path)
        found = next((each for each in (path, *path.parents) if inside and each.is_file()), None)  # within an archive
        for each in () if found is None else (found, *(found.with_suffix(suffix) for suffix in SIDECARS)):
            if each.is_file():
                yield each.relative_to(root).as_posix(), (each.read_bytes(), each.stat().st_mtime_ns)


def received(config: Config, sent: Parcel, *, name: str) -> Path:
    """Return the folder of the edition in a parcel from the file `name`; it is made from it if it is not here.

    Raises:
        ReporterError: there is another version of it here, or a part of the parcel is not valid.

    """
    made, _, _ = record.loads(sent.record), _theirs(sent, name), _english(sent, name)
    roundup = made.edition.kind == "roundup"
    folder = config.output / ROUNDUPS / sent.name if roundup else config.output / sent.name
    days = f"{made.edition.first}_{made.edition.date}"
    named = sent.name.startswith(days) if roundup else sent.name == made.edition.date.isoformat()
    if not named or not parcel.is_plain(sent.name) or "/" in sent.name:
        raise ReporterError(f"The file has no valid edition: {sent.name!r} is not its name.")
    if broken := record.problems(made):
        raise ReporterError(f"The file has no valid edition: {broken[0]}.")
    if (folder / RECORD).exists():
        if record.content_sha256(record.read(folder / RECORD)) != record.content_sha256(sent.record):
            raise ReporterError(
                f"The edition of {sent.name} was changed since the file was made, here or there; make it again on both "
                "sides, and exchange a new file."
            )
        return folder
    _write(config, folder, made, sent.facts)
    return folder


def _write(config: Config, folder: Path, made: record.Record, facts: Mapping[str, str]) -> None:
    documents = Documents(config.layout, config.front)
    files = {RECORD: record.dumps(made)} | documents.render(made)
    with editions.hold(config.output) as staging, Store.open(config.store) as store:
        folder.parent.mkdir(parents=True, exist_ok=True)
        editions.write(folder, {name: files[name] for name in FILES}, staging, facts)
        today = datetime.now(config.zone).date()
        edition = None if made.edition.kind == "roundup" else made
        publish(config, documents, store, edition, today=today, staging=staging)


def taken(config: Config, sheet: Sheet, sent: Parcel, *, name: str) -> Taken:
    """Take over the decisions, the English and the articles of a parcel; `name` is that of its file.

    Raises:
        ReporterError: its decisions or its English cannot be read.

    """
    theirs, rows = _theirs(sent, name), _english(sent, name)
    refused = list(_placed(config, sent.articles))
    number, outdated = _merged(config, sheet, theirs, parcel.loaded_json(sent.log), name)
    english = exchange.take(rows, sheet, window=name)
    return Taken(decisions=number + english.taken, refused=(*refused, *outdated, *english.refused))


def _theirs(sent: Parcel, name: str) -> Decisions:
    return decisions.parse(sent.decisions.decode("utf-8", "replace"), f"{name}: decisions.yaml")


def _english(sent: Parcel, name: str) -> tuple[Row, ...]:
    try:
        return tuple(xliff.loads(sent.english))
    except ValueError as e:
        raise ReporterError(f"{name}: english.xlf cannot be read ({e}).") from e


def _merged(
    config: Config, sheet: Sheet, theirs: Decisions, log: Sequence[Mapping[str, Any]], name: str
) -> tuple[int, list[str]]:
    """Take over the parts of the decisions that were made upon those here; return how many, and what was refused."""
    journal = Journal(decisions.path_of(config.desk.decisions, sheet.folder.name))
    who = Who(by=sheet.by, at=datetime.now(UTC).replace(microsecond=0), window=name)
    mine, own_log = journal.decisions(), journal.lines()
    number, refused = 0, []
    for what in dict.fromkeys((*theirs.entries, "order", _EDITION, *(str(line["what"]) for line in log))):
        here, there = _states(mine, what, own_log), _states(theirs, what, log)
        *_, last, _ = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        newer_here, newer_there = here[last.a + last.size :], there[last.b + last.size :]
        if here[-1] == there[-1] or not newer_there:
            continue
        if newer_here:
            refused.append(f"{what}: decided on here and there")
            continue
        try:
            journal.whole(partial(_with, theirs=theirs, what=what), who, what)
            number += 1
        except ImpossibleDecisionError as e:
            refused.append(f"{what}: {e}")
    return number, refused


def _states(decided: Decisions, what: str, log: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what a part was, one state after the other: at first nothing, in the end as it is in `decided`."""
    lines = [line for line in log if line["what"] == what]
    states = [None, *(line.get(side) for line in lines for side in ("before", "after")), _part(decided, what)]
    return [text for text, _ in groupby(map(_bare, states))]


def _part(decided: Decisions, what: str) -> Any:  # noqa: ANN401  (any part)
    """Return a part of the decisions in the form of the log."""
    if what == "order":
        return list(decided.order)
    part = decided.edition if what == _EDITION else decided.entries.get(what)
    return None if part is None else part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _bare(state: object) -> str:
    """Return a state of a part as text, without what does not count: an approval, and the headline for readers."""
    if isinstance(state, dict):
        state = {name: value for name, value in state.items() if name not in {"headline", "approved"}}
    return json.dumps(state or None, sort_keys=True, ensure_ascii=False)


def _with(mine: Decisions, theirs: Decisions, what: str) -> Decisions:
    if what == "order":
        return mine.model_copy(update={"order": theirs.order})
    if what == _EDITION:
        return mine.model_copy(update={"edition": mine.edition.model_copy(update={"notes": theirs.edition.notes})})
    entries = {key: decided for key, decided in mine.entries.items() if key != what}
    if what in theirs.entries:
        entries[what] = theirs.entries[what]
    return mine.model_copy(update={"entries": entries})


def _placed(config: Config, articles: Mapping[str, tuple[bytes, int]]) -> Iterator[str]:
    """Write the articles that are not here into the folders that are read; yield what is not written, and why."""
    stems = {Path(path).with_suffix("") for path in articles if Path(path).suffix.lower() in SUFFIXES}
    for path, (content, modified_ns) in articles.items():
        target = config.root / path
        beside = Path(path).suffix in SIDECARS and Path(path).with_suffix("") in stems
        if target.exists():
            if target.read_bytes() != content:
                yield f"{path}: there is another version of this article here"
        elif not (beside or target.suffix.lower() in SUFFIXES) or not _is_read(config, target):
            yield f"{path}: it is not in a folder that is read here (see 'inputs')"
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
            os.utime(target, ns=(modified_ns, modified_ns))


def _is_read(config: Config, target: Path) -> bool:
    """Return whether a file would be an article of a run."""
    given = [Path(item) for item in config.inputs] + [config.fetch.inbox]
    folders = [Path(*takewhile(lambda part: not re.search(r"[*?\[]", part), path.parts)) for path in given]
    return any(target.resolve().is_relative_to(folder.resolve()) for folder in folders)
