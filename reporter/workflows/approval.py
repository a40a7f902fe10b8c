"""Approval: who has approved an edition, whether it still is as it was approved, and whether it may be mailed.

In: the settings, an edition's folder and the decisions on it. Out: a ``Standing``. An approval names the hash of the
content. It no longer holds when the content is another one, or when a decision that can change what is printed was made
after the edition.
"""

import json
import logging
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from reporter import editions, record
from reporter.config import Config
from reporter.desk import decisions
from reporter.desk.decisions import Approved, Decisions
from reporter.desk.journal import Journal, Who
from reporter.editions.folders import RECORD, is_roundup, remaking, which
from reporter.errors import NotApprovedError, ReporterError
from reporter.record import Record
from reporter.record.blocks import Text, blocks
from reporter.record.desk import Approval
from reporter.workflows.make import restate
from reporter.workflows.report import NAME as REPORT

log = logging.getLogger(__name__)

_CHANGED = "The edition of {} was not approved because it was changed meanwhile; look at it again."
_WHAT = "edition"
"""The part of the decisions that has the approval, as the journal names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether an edition is approved."""

    content: str
    """The hash of its content."""
    given: Approved | None
    """The last approval, whether or not it still holds."""
    holds: bool
    changes: int
    """What was changed after the approval; 0 if it holds."""
    unapplied: bool
    """Whether decisions were made after the edition, so that it has to be made again."""

    def said(self, config: Config) -> str:
        """Return it in words, such as "approved 07:12 by Omar, 2 changes since"."""
        if self.given is None:
            return "not approved"
        at = self.given.at.astimezone(config.zone)
        since = "" if self.holds else f", {self.changes} {'change' if self.changes == 1 else 'changes'} since"
        return f"approved {at:%H:%M} by {self.given.by}{since}"


class Doubt(NamedTuple):
    """A text with doubtful English."""

    place: str
    """Such as ``3.2``."""
    text_ar: str
    why: str
    checks: tuple[str, ...]
    """The checks that doubt it, by their ids."""


class Late(NamedTuple):
    """An article that arrived late."""

    id: str
    title_ar: str
    title_en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """What somebody who approves an edition should know."""

    doubts: tuple[Doubt, ...]
    late: tuple[Late, ...]
    stale: tuple[str, ...]
    """Decisions that found no article or sentence."""


def journal(config: Config, folder: Path) -> Journal:
    """Return the journal of the decisions on the edition in `folder`."""
    return Journal(decisions.path_of(config.desk.decisions, folder.name))


def standing(config: Config, folder: Path) -> Standing:
    """Return whether the edition in `folder` is approved.

    Raises:
        DecisionsError: the decisions have a mistake.
        ReporterError: the record cannot be read.

    """
    book = journal(config, folder)
    return _standing(book, book.decisions(), folder)


def _standing(book: Journal, decided: Decisions, folder: Path) -> Standing:
    content = record.content_sha256(record.read(folder / RECORD))
    given = decided.edition.approved
    unapplied = editions.facts_of(folder).get("decisions", "") != decisions.fingerprint(decided)
    holds = given is not None and given.content == content and not unapplied
    return Standing(
        content=content,
        given=given,
        holds=holds,
        changes=0 if holds or given is None else max(1, _changes(book, given)),
        unapplied=unapplied,
    )


def _changes(book: Journal, given: Approved) -> int:
    """Return how many parts of the decisions were changed after the approval."""
    changed: set[str] = set()
    for line in book.lines():
        before, after = (_approval_in(line, side) for side in ("before", "after"))
        if before != after and after == given.content:
            changed.clear()
        else:
            changed.add(line["what"])
    return len(changed)


def _approval_in(line: dict[str, Any], side: str) -> str | None:
    """Return the hash that is approved on one side of a line of the journal."""
    part = line.get(side) if line["what"] == _WHAT else None
    return ((part or {}).get("approved") or {}).get("content")


def leading(config: Config, folder: Path) -> tuple[Config, Path]:
    """Return the settings and the folder of what is approved in the place of `folder`: for a shard, what leads to it.

    All editions of a day have one file of decisions, and only one of them is mailed.
    """
    return (config, folder) if config.whole is None else (config.whole, config.whole.output / folder.name)


def require_no_shard(config: Config, folder: Path) -> None:
    """Do nothing if the edition in `folder` can be approved.

    Raises:
        NotApprovedError: it is a shard.

    """
    if config.whole is not None:
        raise NotApprovedError(
            "A shard is not approved by itself, because it is not mailed; approve the edition that leads to it with "
            f"'reporter approve --date {folder.name}'."
        )


def concerns(folder: Path) -> Concerns:
    """Return what somebody who approves the edition in `folder` should know."""
    made = record.load(folder / RECORD)
    doubtful = [text for block in blocks(made) for text in block.texts if text.english.doubts]
    return Concerns(
        doubts=tuple(map(_doubt, doubtful)),
        late=tuple(Late(entry.id, entry.title_ar, entry.title.text_en) for entry in made.entries if entry.desk.late),
        stale=stale_decisions(folder),
    )


def _doubt(text: Text) -> Doubt:
    checks = dict.fromkeys(flag.check for flag in text.english.flags if flag.is_doubt)
    return Doubt(text.place, text.text_ar, "; ".join(text.english.doubts), tuple(checks))


def stale_decisions(folder: Path) -> tuple[str, ...]:
    """Return the decisions that found no article or sentence when the edition in `folder` was made."""
    try:
        return tuple(map(str, json.loads((folder / REPORT).read_bytes())["stale_decisions"]))
    except (OSError, ValueError, LookupError, TypeError):
        return ()


def approve(config: Config, folder: Path, *, by: str, at: datetime, content: str | None = None) -> Standing:
    """Approve the content of the edition in `folder`, and make its documents say so.

    `content` is the hash of what was looked at, if it may be another one by now.

    Raises:
        AlreadyRunningError: a run is writing to the output folder.
        NotApprovedError: decisions were made after the edition, or it is a shard.
        ReporterError: it cannot be done; nothing is approved.

    """
    require_no_shard(config, folder)
    before = standing(config, folder)
    if content is not None and content != before.content:
        raise NotApprovedError(_CHANGED.format(folder.name))
    if before.unapplied:
        raise NotApprovedError(
            f"The edition of {folder.name} was not approved because decisions were made after it; make it again with "
            f"'{remaking(folder)}'."
        )
    if before.holds:
        stated(config, folder, record.load(folder / RECORD), now=at)
        return before
    given = Approved(by=by, at=at.replace(microsecond=0), content=before.content)

    def approved(made: Record) -> Record:
        if record.content_sha256(record.dumps(made)) != given.content:
            raise NotApprovedError(_CHANGED.format(folder.name))
        return _stated(made, given)

    _decide(config, folder, given, Who(by=by, at=at))
    restate(config, folder, approved, now=at)
    return standing(config, folder)


def withdraw(config: Config, folder: Path, *, by: str, at: datetime) -> Standing:
    """Withdraw the approval of the edition in `folder`, and make its documents say so.

    Raises:
        NotApprovedError: it is a shard.
        ReporterError: it cannot be done.

    """
    require_no_shard(config, folder)
    _decide(config, folder, None, Who(by=by, at=at))
    stated(config, folder, record.load(folder / RECORD), now=at)
    return standing(config, folder)


def stated(config: Config, folder: Path, made: Record, *, now: datetime) -> Record:
    """Make the documents say whether the edition is approved, unless its record `made` does, and return the record.

    Raises:
        AlreadyRunningError: a run is writing to the output folder.
        ReporterError: it cannot be done.

    """
    found = standing(config, folder)
    given = found.given if found.holds else None
    if _stated(made, given) == made:
        return made
    return restate(config, folder, lambda made: _stated(made, given), now=now)


def _stated(made: Record, given: Approved | None) -> Record:
    approval = None if given is None else Approval(by=given.by, at=given.at, content=given.content)
    unapproved_by = None if approval else made.desk.unapproved_by
    return replace(made, desk=replace(made.desk, approved=approval, unapproved_by=unapproved_by))


def _decide(config: Config, folder: Path, given: Approved | None, who: Who) -> None:
    def changed(decided: Decisions) -> Decisions:
        return decided.model_copy(update={"edition": decided.edition.model_copy(update={"approved": given})})

    journal(config, folder).whole(changed, who, _WHAT)


def let_through(config: Config, folder: Path, *, by: str, now: datetime) -> None:
    """Record that `by` has the edition in `folder` mailed although it is not approved; its documents say so.

    Raises:
        ReporterError: it cannot be done.

    """
    if not standing(config, folder).holds:
        restate(config, folder, lambda made: replace(made, desk=replace(made.desk, unapproved_by=by)), now=now)


def deadline(config: Config, folder: Path) -> datetime | None:
    """Return until when the edition in `folder` can be approved before it is due; None if at any time."""
    by = None if is_roundup(folder) else config.desk.approval.by
    return None if by is None else datetime.combine(date.fromisoformat(folder.name), by, config.zone)


def is_open(config: Config, folder: Path, now: datetime) -> bool:
    """Return whether the edition in `folder` waits for the time at which it is mailed."""
    until = deadline(config, folder)
    return until is not None and now < until


def is_withdrawn(made: Record) -> bool:
    """Return whether the whole edition was withdrawn."""
    erratum = made.desk.erratum
    return erratum is not None and erratum.kind == "withdrawn" and not erratum.entries


def may_leave(config: Config, folder: Path) -> bool:
    """Return whether the edition in `folder` may be mailed: it is approved, or somebody has let it through.

    Raises:
        ReporterError: the decisions or the record cannot be read.

    """
    if not config.desk.approval.needed or standing(config, folder).holds:
        return True
    return record.load(folder / RECORD).desk.unapproved_by is not None


def leaves(config: Config, folder: Path, now: datetime) -> bool:
    """Return whether the edition in `folder` may be mailed now without anybody asking for it."""
    try:
        if is_withdrawn(record.load(folder / RECORD)):
            return False
        return not is_open(config, folder, now) and may_leave(config, folder)
    except ReporterError as e:  # what cannot be read was not approved
        log.warning("The edition of %s is not mailed: %s", folder.name, e)
        return False


def require(config: Config, folder: Path) -> None:
    """Do nothing if the edition in `folder` may be mailed.

    Raises:
        NotApprovedError: it is not approved.
        ReporterError: the decisions or the record cannot be read.

    """
    if may_leave(config, folder):
        return
    day = folder.name
    raise NotApprovedError(
        f"The edition of {day} was not mailed because it is not approved ({standing(config, folder).said(config)}). "
        f"Approve it with 'reporter approve {which(folder)}', or mail it unread with "
        f"'reporter send {which(folder)} --unapproved --by NAME'."
    )
