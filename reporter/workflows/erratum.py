"""Errata: correct or withdraw an edition that was mailed, for those who had it.

In: the settings, an edition and what is to be said. Out: the edition's documents, which say so, and a receipt for each
recipient. What each of them had is known from the ledger and the records that were kept when they were mailed.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from reporter import addresses, editions, record
from reporter.addresses import Address
from reporter.config import Config, EmailSettings, GroupSettings
from reporter.deliver import Order, Outbox, deliver_post, find_password
from reporter.deliver.message import list_identity, mailboxes
from reporter.editions.errata import entry_of
from reporter.editions.folders import RECORD, remaking
from reporter.errors import ConfigError, ReporterError
from reporter.letters import Letter, Receipt
from reporter.record import Changes, Record
from reporter.record.desk import Difference, Erratum, ErratumKind
from reporter.record.making import counts_of
from reporter.store.ledger import Delivery, Ledger
from reporter.store.sent import SentRecords
from reporter.workflows import approval
from reporter.workflows.letters import Mailing, Writer
from reporter.workflows.make import restate
from reporter.workflows.send import about_edition, kept, open_ledger, post_key, posts_of, sound_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What an erratum says."""

    kind: ErratumKind
    en: str | None = None
    ar: str | None = None
    entries: tuple[str, ...] = ()
    """Ids of the entries that it is about; none for the whole edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Had:
    """A mail that was delivered."""

    recipient: str
    content: str
    message_id: str


@dataclass(slots=True)
class _Batch:
    """Recipients in one group who had the same, and get the same."""

    group: GroupSettings
    letter: Record
    content: str
    to: list[Address] = field(default_factory=list)


def correct(config: Config, folder: Path, says: Says, *, now: datetime, mail: bool) -> tuple[Receipt, ...]:
    """Make the edition in `folder` say that it was corrected or withdrawn; with `mail`, tell those who had it, once.

    Raises:
        ConfigError: it has no such entry.
        NotApprovedError: what is mailed is not approved.
        ReporterError: everyone has the edition as it is, or nothing can be sent.

    """
    made = sound_record(folder)
    if unknown := set(says.entries) - {entry.id for entry in made.entries}:
        raise ConfigError(f"The edition of {folder.name} has no article {', '.join(sorted(unknown))}.")
    if mail and says.kind != "withdrawn":
        approval.require(config, folder)
    email = config.delivery.email
    if not config.delivery.sends:
        _restated(config, folder, _erratum(made, says, (), now), now)
        return ()
    with open_ledger(config) as ledger:
        if email is None:
            stated = _restated(config, folder, _erratum(made, says, (), now), now)
            return _posted(config, folder, stated, ledger, now) if mail else ()
        had = _latest(ledger.deliveries(list_identity(email, config.title.en), folder.name))
        letters = Errata(config, email, folder, made, says, now)
        concerned = any(map(letters.concerns, had))
        if says.kind == "corrected" and had and not concerned and made.desk.erratum is None:
            raise ReporterError(
                f"Everyone who was mailed the edition of {folder.name} has it as it is now; correct it first "
                f"('reporter review', or the articles), make it again with '{remaking(folder)}', and then tell them."
            )
        mailed = [item for item in had if letters.changed(item)]
        most = Counter(item.content for item in mailed).most_common(1)
        changed = letters.changed(next(item for item in mailed if item.content == most[0][0])) if most else ()
        letters.made = _restated(config, folder, _erratum(made, says, changed, now), now)
        if mail and says.kind != "withdrawn":
            approval.require(config, folder)  # again, because it may have been made again meanwhile
        receipts = letters.deliver(ledger, had) if mail and had else ()
        return (*receipts, *_posted(config, folder, letters.made, ledger, now)) if mail else ()


def _posted(config: Config, folder: Path, made: Record, ledger: Ledger, now: datetime) -> tuple[Receipt, ...]:
    """Tell the webhook and the Telegram chat that had another version of the edition."""
    erratum = made.desk.erratum
    if erratum is None:
        raise ValueError("the edition has no erratum")
    about = about_edition(config, folder, now)
    notice = erratum.kind == "withdrawn"
    about = replace(about, content=withdrawal_of(about.content, erratum.entries)) if notice else about
    receipts = []
    for post in posts_of(config, folder, made, about.content, notice=notice):
        key = post_key(config, post, about)
        known = [item for item in ledger.deliveries(key.list_id, key.edition) if item.key.recipient == key.recipient]
        if any(item.state in {"sent", "unknown"} for item in known):
            SentRecords(config.store).keep(about.edition, about.content, record.dumps(record.public(made)))
            receipts.append(deliver_post(post, ledger, key, Order(purpose="content")))
    return tuple(receipts)


def withdrawal_of(content: str, entries: Sequence[str]) -> str:
    """Return the hash under which the ledger has the withdrawal of an edition, or of some of its entries."""
    return hashlib.sha256(f"withdrawn {content} {' '.join(entries)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """What some recipients had, compared with the edition of today."""

    recipients: int
    known: bool
    """Whether the record that they had was kept."""
    changed: tuple[Difference, ...]
    """What is not as they had it."""


def mailed(config: Config, folder: Path, *, now: datetime) -> tuple[Mailed, ...]:
    """Return what is not as it was mailed, for each version that recipients had; none if nobody was mailed.

    Raises:
        AlreadyRunningError: another process is sending.
        ReporterError: the ledger or a record cannot be read.

    """
    email = config.delivery.email
    if email is None:
        return ()
    with open_ledger(config) as ledger:
        had = _latest(ledger.deliveries(list_identity(email, config.title.en), folder.name))
    letters = Errata(config, email, folder, record.load(folder / RECORD), Says(kind="corrected"), now)
    versions: dict[tuple[str, tuple[Difference, ...]], int] = Counter()
    for item in had:
        versions[item.content, letters.changed(item)] += 1
    return tuple(
        Mailed(recipients=number, known=letters.has(content), changed=changed)
        for (content, changed), number in versions.items()
    )


def _restated(config: Config, folder: Path, erratum: Erratum, now: datetime) -> Record:
    return restate(config, folder, lambda made: _with(made, erratum), now=now)


def _with(made: Record, erratum: Erratum) -> Record:
    return replace(made, desk=replace(made.desk, erratum=erratum))


def _erratum(made: Record, says: Says, changed: Sequence[Difference], now: datetime) -> Erratum:
    """Return the erratum; the same again keeps its time, and what it said had changed."""
    known = {entry.id for entry in made.entries}
    about = says.entries or tuple(dict.fromkeys(entry_of(item) for item in changed if entry_of(item) in known))
    before = made.desk.erratum
    if before and (before.kind, before.says_en, before.says_ar) == (says.kind, says.en, says.ar):
        if not changed:
            return before
        now = before.at
    return Erratum(
        kind=says.kind,
        at=now.replace(microsecond=0),
        says_en=says.en,
        says_ar=says.ar,
        entries=says.entries if says.kind == "withdrawn" else about,
        changed=tuple(changed),
    )


def _latest(deliveries: Iterable[Delivery]) -> list[_Had]:
    """Return the last mail that each recipient had, or may have had; `deliveries` are the oldest first."""
    found = {
        item.key.recipient: _Had(recipient=item.key.recipient, content=item.key.content, message_id=item.message_id)
        for item in deliveries
        if item.state in ("sent", "unknown")
    }
    return list(found.values())


class Errata:
    """The mails about an erratum of one edition."""

    def __init__(  # noqa: PLR0913, PLR0917  (what they are made from)
        self, config: Config, email: EmailSettings, folder: Path, made: Record, says: Says, now: datetime
    ) -> None:
        self._config, self._email, self._folder, self._says, self._now = config, email, folder, says, now
        self.made = made
        """The record of today."""
        self._sent = SentRecords(config.store)
        self._records: dict[str, Record | None] = {}
        self._differences: dict[tuple[str, tuple[str, ...]], tuple[Difference, ...]] = {}
        self._groups = {
            address.key: (group, address) for group in reversed(email.every_group) for address in mailboxes(group)
        }

    def changed(self, item: _Had) -> tuple[Difference, ...]:
        """Return what is not as a recipient had it; empty if that is not known."""
        had, (group, _) = self._had(item.content), self._place(item.recipient)
        if self._says.kind == "withdrawn":
            return editions.withdrawn(had or self.made, self.made, self._says.entries)
        if (item.content, group.only) not in self._differences:
            found = () if had is None else editions.differences(had, self._selection(group))
            self._differences[item.content, group.only] = tuple(
                each for each in found if not self._says.entries or entry_of(each) in self._says.entries
            )
        return self._differences[item.content, group.only]

    def concerns(self, item: _Had) -> bool:
        """Return whether a recipient had anything that is corrected or withdrawn, as far as that is known."""
        whole = self._says.kind == "withdrawn" and not self._says.entries
        return whole or bool(self.changed(item)) or not self._is_known(item)

    def _is_known(self, item: _Had) -> bool:
        """Return whether it is known what a recipient had: its record was kept, or is that of today."""
        group, _ = self._place(item.recipient)
        return self.has(item.content) or item.content == _content_of(self._selection(group))

    def has(self, content: str) -> bool:
        """Return whether a record that was mailed is known."""
        return self._had(content) is not None

    def deliver(self, ledger: Ledger, had: Sequence[_Had]) -> tuple[Receipt, ...]:
        """Mail each recipient in `had` what is not as they had it."""
        batches: dict[tuple[str, str, str], _Batch] = {}
        for item in filter(self.concerns, had):
            group, address = self._place(item.recipient)
            key = group.name, item.content, item.message_id if group.bcc else ""
            if key not in batches:
                batches[key] = self._batch(group, item, len(batches))
            batches[key].to.append(address)
        if not batches:
            return ()
        chosen = {batch.group.name: batch for batch in batches.values()}
        about = replace(
            about_edition(self._config, self._folder, self._now),
            selections={name: batch.content for name, batch in chosen.items()},
            in_reply_to={item.recipient: item.message_id for item in had},
        )
        if self._says.kind == "withdrawn":
            about = replace(about, content=self._key(about.content))
        groups = tuple(
            batch.group.model_copy(update={"to": tuple(address.spec for address in batch.to)})
            for batch in chosen.values()
        )
        settings = self._email.model_copy(update={"groups": groups, "alerts": ()})
        writer = Writer(self._config, self._folder, self.made)
        mails = Mailing(
            letters={name: partial(self._letter, writer, batch) for name, batch in chosen.items()},
            records={name: batch.letter for name, batch in chosen.items()},
            contents=about.selections,
            nothing=(),
        )
        outbox = Outbox(
            settings, find_password(self._email, os.environ), ledger, about=about, order=Order(purpose="content")
        )
        return outbox.deliver(kept(self._config, about, mails))

    def _place(self, recipient: str) -> tuple[GroupSettings, Address]:
        return self._groups.get(recipient) or _former(recipient)

    def _batch(self, group: GroupSettings, item: _Had, number: int) -> _Batch:
        now = self._selection(group)
        erratum = self.made.desk.erratum
        if erratum is None:
            raise ValueError("the edition has no erratum")
        about = now.desk.erratum.entries if now.desk.erratum else ()  # of a selection, its own
        letter = _with(now, replace(erratum, entries=about, changed=self.changed(item)))
        key = self._key(_content_of(now))
        own = group.model_copy(update={"name": f"{group.name}-{number}"})
        return _Batch(group=own, letter=letter, content=key)

    def _key(self, content: str) -> str:
        """Return the hash under which the ledger has the erratum: that of the content, unless that is withdrawn."""
        if self._says.kind != "withdrawn":
            return content
        return withdrawal_of(content, self._says.entries)

    def _letter(self, writer: Writer, batch: _Batch) -> Letter:
        if self._says.kind != "withdrawn":
            return writer.letter(batch.group, batch.letter)
        notice = _without_articles(batch.letter)
        return writer.letter(batch.group.model_copy(update={"format": _without_pdf(batch.group)}), notice)

    def _selection(self, group: GroupSettings) -> Record:
        return self.made if not group.only else editions.selected(self.made, group.only)

    def _had(self, content: str) -> Record | None:
        if content not in self._records:
            document = self._sent.find(self._folder.name, content)
            self._records[content] = None if document is None else record.loads(document)
        return self._records[content]


def _content_of(made: Record) -> str:
    return record.content_sha256(record.dumps(made))


def _without_pdf(group: GroupSettings) -> str:
    return "html" if group.format == "pdf" else group.format


def _without_articles(made: Record) -> Record:
    """Return a record that only says that it was withdrawn."""
    return replace(
        made,
        entries=(),
        stories=(),
        skipped=(),
        notes=(),
        degraded=(),
        degraded_ar=(),
        changes=Changes(),
        counts=counts_of((), made.sources),
        desk=replace(made.desk, sections=(), notes=()),
    )


def _former(recipient: str) -> tuple[GroupSettings, Address]:
    """Return the group of somebody who is in none any longer, but had the edition."""
    return GroupSettings(name="former", to=(recipient,), format="html"), addresses.parse(recipient)
