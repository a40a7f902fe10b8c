"""Mail the corrections of an edition to those who had it, for ``delivery.email.corrections``.

In: the records of the latest editions, which say what of earlier editions is no longer as quoted. Out: a receipt for
each recipient. The ledger has these mails under a list of their own, the date of the corrected edition, and marks of
the corrections in the mail, so that nobody gets a correction twice, whatever is made or sent again.
"""

import hashlib
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from reporter import addresses, editions, record
from reporter.config import Config, EmailSettings, GroupSettings
from reporter.deliver import About, Order, Outbox, find_password
from reporter.deliver.message import list_identity
from reporter.deliver.password import Password
from reporter.editions.folders import RECORD, edition_folders
from reporter.errors import ReporterError
from reporter.letters import Letter, Receipt
from reporter.model import Notice
from reporter.record import Changes, Dropped, Quote, Record, Updated
from reporter.record.desk import NOTHING
from reporter.render import Documents
from reporter.render.words import changes
from reporter.store.ledger import Delivery, Ledger
from reporter.workflows import approval
from reporter.workflows.send import open_ledger

log = logging.getLogger(__name__)

_RECENT = timedelta(days=3)
"""Corrections in editions that are older, compared with the latest one, are not mailed any more."""
_SUBJECTS = {"en": "Correction: {}, {}", "ar": "تصويب: {}، {}"}


def send_corrections(config: Config, *, now: datetime) -> tuple[Receipt, ...]:
    """Mail the corrections in the latest editions that were sent; do nothing unless the settings ask for it.

    Those in an edition that waits for its approval wait with it.

    Raises:
        DeliveryError: the ledger cannot be used, or the server will accept nothing until something is changed.
        AlreadyRunningError: another process is sending.

    """
    email = config.delivery.email
    if email is None or not email.corrections:
        return ()
    found = [
        made
        for folder in _recent(config.output)
        if (made := _load(folder)) and any(made.changes.corrections) and approval.leaves(config, folder, now)
    ]
    if not found:
        return ()
    password = find_password(email, os.environ)
    documents = Documents(config.layout, config.front)
    receipts: list[Receipt] = []
    with open_ledger(config) as ledger:
        for made in found:
            sent = ledger.deliveries(list_identity(email, config.title.en), made.edition.date.isoformat())
            if any(delivery.state == "sent" for delivery in sent):
                receipts += _Post(config, email, password, ledger, documents, made, now).sent()
    return tuple(receipts)


class _Post:
    """The corrections in one edition, to be mailed."""

    def __init__(  # noqa: PLR0913, PLR0917  (a mail depends on all of these)
        self,
        config: Config,
        email: EmailSettings,
        password: Password | None,
        ledger: Ledger,
        documents: Documents,
        made: Record,
        now: datetime,
    ) -> None:
        self._config, self._email, self._password, self._ledger = config, email, password, ledger
        self._documents, self._made, self._now = documents, made, now
        self._list_id = list_identity(email, config.title.en)

    def sent(self) -> list[Receipt]:
        """Send what is to be sent, edition by edition and group by group."""
        receipts: list[Receipt] = []
        for day in sorted({quote.edition for _, quote in self._made.changes.corrections}):
            had = self._ledger.deliveries(self._list_id, day.isoformat())
            waiting = {delivery.key.recipient for delivery in had if delivery.state == "sent"}
            for group in self._email.groups:
                to = tuple(text for text in group.to if addresses.parse(text).key in waiting)
                waiting -= {addresses.parse(text).key for text in to}  # as for editions, the first group counts
                if to:
                    receipts += self._to_group(group.model_copy(update={"to": to}), day)
        return receipts

    def _to_group(self, group: GroupSettings, day: date) -> list[Receipt]:
        made = editions.selected(self._made, group.only, self._earlier) if group.only else self._made
        about = {
            _mark(article, quote): (article, quote)
            for article, quote in made.changes.corrections
            if quote.edition == day
        }
        recipients = {addresses.parse(text).key for text in group.to}
        mailed = self._ledger.deliveries(f"corrections.{self._list_id}", day.isoformat())
        known = [delivery for delivery in mailed if delivery.key.recipient in recipients]
        receipts: list[Receipt] = []
        for marks in _batches(known, list(about)):
            chosen = [about[mark] for mark in marks]
            receipts += self._mailed(group, day, "+".join(marks), _only(made, chosen, day), known)
        return receipts

    def _mailed(
        self, group: GroupSettings, day: date, content: str, made: Record, known: Sequence[Delivery]
    ) -> Sequence[Receipt]:
        settled = {item.key.recipient for item in known if item.key.content == content and item.state != "failed"}
        to = tuple(text for text in group.to if addresses.parse(text).key not in settled)
        if not to:
            return ()
        email = self._email.model_copy(
            update={
                "list_id": f"corrections.{self._list_id}",
                "groups": (group.model_copy(update={"to": to}),),
                "alerts": (),
            }
        )
        about = About(
            title=self._config.title.en,
            edition=day.isoformat(),
            content=content,
            sent_at=self._now.astimezone(self._config.zone),
        )
        outbox = Outbox(email, self._password, self._ledger, about=about, order=Order(purpose="content"))
        return outbox.deliver({group.name: lambda: self._letter(group, made, day)})

    def _letter(self, group: GroupSettings, made: Record, day: date) -> Letter:
        language, edition = group.language, made.edition
        title = edition.title_en if language == "en" else edition.title_ar
        letter = self._documents.letter(made, lead=language, subject=None, attached=False)
        subject = _SUBJECTS[language].format(title, changes.on(day, edition).of(language))
        return replace(letter, subject=subject, html=None if group.format == "text" else letter.html)

    def _earlier(self, day: date) -> Record | None:
        return _load(self._config.output / day.isoformat())


def _recent(output: Path) -> list[Path]:
    folders = edition_folders(output)
    if not folders:
        return []
    oldest = date.fromisoformat(max(folders)) - _RECENT
    return [folder for day, folder in folders.items() if date.fromisoformat(day) >= oldest]


def _load(folder: Path) -> Record | None:
    try:
        return record.load(folder / RECORD)
    except ReporterError as e:
        log.warning("The corrections in %s are not mailed: %s", folder, e)
        return None


def _mark(article: Updated | Dropped, quote: Quote) -> str:
    """Return what is equal for the same correction in another version of the edition."""
    gone = str(article.status) if isinstance(article, Dropped) else ""
    said = (quote.edition.isoformat(), quote.point, quote.text_ar, quote.today_ar or "", gone)
    return hashlib.sha256("\n".join(said).encode(errors="surrogatepass")).hexdigest()[:16]


def _batches(known: Sequence[Delivery], marks: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which corrections to mail together: what failed before as it was, and what is new."""
    before = dict.fromkeys(tuple(item.key.content.split("+")) for item in known)
    mailed = {mark for batch in before for mark in batch}
    again = [batch for batch in before if set(batch) <= set(marks)]
    new = tuple(mark for mark in marks if mark not in mailed)
    return [*again, new] if new else again


def _only(made: Record, chosen: Sequence[tuple[Updated | Dropped, Quote]], day: date) -> Record:
    """Return a record that has only some corrections, those of the edition of `day`."""
    kept = [quote for _, quote in chosen]
    updated = (replace(item, quotes=tuple(q for q in item.quotes if q in kept)) for item in made.changes.updated)
    dropped = (replace(item, quotes=tuple(q for q in item.quotes if q in kept)) for item in made.changes.dropped)
    on = changes.on(day, made.edition)
    note = Notice(
        text_en=f"You were sent the edition of {on.en}; something that it quotes has changed since",
        text_ar=f"وصلتكم نشرة {on.ar}، وقد تغيّر بعدها شيء مما نُقل فيها",
    )
    return replace(
        made,
        entries=(),
        stories=(),
        skipped=(),
        degraded=(),
        degraded_ar=(),
        desk=NOTHING,
        notes=(note,),
        changes=Changes(
            updated=tuple(item for item in updated if item.quotes),
            dropped=tuple(item for item in dropped if item.quotes),
        ),
    )
