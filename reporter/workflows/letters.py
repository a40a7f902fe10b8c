"""What each group of recipients gets of an edition: the whole of it, or the selection that its settings ask for.

In: the settings and an edition. Out: a letter for each group, made when it is needed, because the PDF of a selection
takes time; and the hash of the content of each selection, by which the ledger knows who has it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from reporter import editions, record
from reporter.config import ALERTS, Config, EmailSettings, GroupSettings
from reporter.editions.earlier import EarlierRecords
from reporter.editions.folders import edition_folders
from reporter.errors import ConfigError, DeliveryError, ReporterError
from reporter.ingest.file import printed_path
from reporter.letters import Attachment, Letter
from reporter.model import Notice
from reporter.record import Record
from reporter.record.desk import Erratum
from reporter.render import Documents
from reporter.render.words.moments import date_ar, date_en

log = logging.getLogger(__name__)

MakeLetter = Callable[[], Letter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """The letters of an edition, by the names of the groups."""

    letters: Mapping[str, MakeLetter]
    records: Mapping[str, Record]
    """The record of what is in each letter."""
    contents: Mapping[str, str]
    """The hashes of the contents of selections."""
    nothing: tuple[GroupSettings, ...]
    """Groups that get no mail because the edition has nothing for them."""


def mailing(config: Config, email: EmailSettings, folder: Path, made: Record, name: str | None) -> Mailing:
    """Return the letter for the group `name`, or for each group; alerts get only incomplete editions.

    Raises:
        ConfigError: there is no such group, or a template is wrong.

    """
    known = email.every_group
    if name is not None and name not in {group.name for group in known}:
        names = ", ".join(group.name for group in known)
        raise ConfigError(f"There is no group {name} under delivery.email.groups; existing groups: {names}.")
    groups = [
        group for group in known if name == group.name or (name is None and (group.name != ALERTS or made.degraded))
    ]
    writer = Writer(config, folder, made)
    selections = {group.name: writer.selection(group) for group in groups if group.only}
    some = [group for group in groups if not group.only or selections[group.name]]
    return Mailing(
        letters={group.name: partial(writer.letter, group, selections.get(group.name)) for group in some},
        records={group.name: selections.get(group.name) or made for group in some},
        contents={
            name: record.content_sha256(record.dumps(selection)) for name, selection in selections.items() if selection
        },
        nothing=tuple(group for group in groups if group.only and not selections[group.name]),
    )


@dataclass(slots=True)
class Writer:
    """Writes the letters of one edition."""

    config: Config
    folder: Path
    made: Record
    _pdfs: dict[tuple[tuple[str, ...], Erratum | None], bytes] = field(default_factory=dict)
    _records: EarlierRecords = field(init=False)
    _documents: Documents = field(init=False)

    def __post_init__(self) -> None:
        self._records = EarlierRecords(self.config.output)
        self._documents = Documents(self.config.layout, self.config.front)

    def selection(self, group: GroupSettings) -> Record | None:
        """Return the selection for `group`; if it is empty, what the settings ask for then: None for no mail.

        A selection without articles that has corrections of earlier editions is not empty.
        """
        chosen = editions.selected(self.made, group.only, self._records.of)
        nothing_new = self.config.editions.on_nothing_new
        if chosen.entries or any(chosen.changes.corrections) or nothing_new == "note":
            return chosen
        return None if nothing_new == "skip" else self._latest(group) or chosen

    def letter(self, group: GroupSettings, selection: Record | None) -> Letter:
        """Return the letter for `group` with the whole edition or a `selection` of it; an empty one has no PDF."""
        made = selection or self.made
        files = self._files(group, selection)
        attached = any(file.name.endswith(".pdf") for file in files)
        whole = printed_path(self.folder / "briefing.pdf", self.config.root)
        write = partial(self._documents.letter, made, lead=group.language, subject=group.subject)
        letter = write(attached=attached)
        return replace(
            letter,
            html=None if group.format == "text" else letter.html,
            attachments=files,
            lighter=write(attached=False, pdf_at=whole) if attached else None,
        )

    def _latest(self, group: GroupSettings) -> Record | None:
        """Return the selection of the latest earlier edition that has something for `group`, with a note."""
        for day in reversed(edition_folders(self.config.output)):
            earlier = self._records.of(date.fromisoformat(day)) if day < self.folder.name else None
            chosen = earlier and editions.selected(earlier, group.only, self._records.of)
            if chosen and chosen.entries:
                return replace(chosen, notes=(_sent_again(chosen, group), *chosen.notes))
        return None

    def _files(self, group: GroupSettings, selection: Record | None) -> tuple[Attachment, ...]:
        edition = self.folder.name
        if selection is None:
            files = [("pdf", "application/pdf")] if group.format == "pdf" and not _has_nothing(self.made) else []
            found = [(kind, media_type, _document(self.folder, kind)) for kind, media_type in files]
            found += [("json", "application/json", record.dumps(record.public(self.made)))] if group.record else []
            return tuple(_attachment(f"briefing-{edition}", *file) for file in found)
        found = []
        if group.format == "pdf" and selection.entries and (pdf := self._pdf(group, selection)):
            found.append(("pdf", "application/pdf", pdf))
        if group.record:
            found.append(("json", "application/json", record.dumps(record.public(selection))))
        name = f"briefing-{edition}-{group.name}" if group.only else f"briefing-{edition}"
        return tuple(_attachment(name, *file) for file in found)

    def _pdf(self, group: GroupSettings, selection: Record) -> bytes | None:
        """Return the PDF of `selection`, or None if it cannot be made; the mail without it has the same sentences."""
        key = group.only, selection.desk.erratum
        if key not in self._pdfs:
            try:
                self._pdfs[key] = self._documents.render(selection)["briefing.pdf"]
            except ConfigError:
                raise
            except ReporterError as e:
                log.warning("The group %s gets its selection without a PDF: %s", group.name, e)
                return None
        return self._pdfs[key]


def _has_nothing(made: Record) -> bool:
    """Return whether the mail itself says everything that an edition has to say."""
    return not (made.entries or any(made.changes.corrections) or made.desk.erratum)


def _sent_again(chosen: Record, group: GroupSettings) -> Notice:
    day = chosen.edition.date
    return Notice(
        text_en=f"Nothing new on {', '.join(group.only)} since the edition of {date_en(day)}, which is sent again",
        text_ar=f"لا جديد في {'، '.join(group.only)} منذ نشرة {date_ar(day)}، وهي تُرسل مرة أخرى",
    )


def _attachment(name: str, suffix: str, media_type: str, content: bytes) -> Attachment:
    return Attachment(name=f"{name}.{suffix}", media_type=media_type, content=content)


def _document(folder: Path, suffix: str) -> bytes:
    path = folder / f"briefing.{suffix}"
    try:
        return path.read_bytes()
    except OSError as e:
        raise DeliveryError(f"{path} cannot be attached ({e.strerror}); make the edition again.") from e
