"""Releasing: mail an edition when it is approved, and when it is due.

In: the settings and an edition. Out: a receipt for each recipient. What happens to an edition that is due and not
approved is a setting (``desk.approval.otherwise``).
"""

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from reporter.config import Config, EmailSettings, GroupSettings
from reporter.deliver import About, Order, Outbox, find_password
from reporter.deliver.message import list_identity
from reporter.editions.folders import is_edition, is_roundup
from reporter.errors import NotApprovedError, ReporterError
from reporter.letters import Letter, Receipt
from reporter.record.desk import SCHEDULE
from reporter.render.words.moments import date_ar, date_en
from reporter.schedule import Due
from reporter.store.ledger import Ledger
from reporter.workflows import approval
from reporter.workflows.correcting import send_corrections
from reporter.workflows.letters import mailing
from reporter.workflows.send import (
    about_edition,
    email_settings,
    open_ledger,
    outstanding,
    release_edition,
    send_edition,
    sound_record,
)

_WAITS = "waits"
"""What the ledger has as the content of the mail that an edition waits for its approval."""


def approve_edition(
    config: Config, folder: Path, *, by: str, now: datetime, content: str | None = None
) -> tuple[Receipt, ...]:
    """Approve the edition in `folder`; if it needs that and the time for it is over, mail it to whoever has no version.

    A round-up is mailed only by whoever asks for it. `content` is the hash of what was looked at, if it may be another
    one by now.

    Raises:
        ReporterError: it cannot be approved, or nothing can be sent.

    """
    sends = config.desk.approval.needed and config.delivery.sends and not is_roundup(folder)
    if sends:  # first, so that an edition that is approved is never forgotten
        release_edition(config, folder, now=now)
    approval.approve(config, folder, by=by, at=now, content=content)
    if not sends or approval.is_open(config, folder, now):
        return ()
    return (*send_edition(config, folder, now=now, order=Order()), *send_corrections(config, now=now))


def send_due(config: Config, due: Due | None, *, now: datetime) -> tuple[Receipt, ...]:
    """Mail the edition that is due, and earlier ones that did not reach everyone.

    It is that of the last due moment of `due` or, without it, of today. One that is not approved is treated as the
    settings say; to hold it, those whom they name are told once.

    Raises:
        NotApprovedError: it is not approved; earlier editions were mailed.
        ReporterError: there is no such edition, or nothing can be sent.

    """
    moment = now if due is None else due.latest(now)
    day = moment.astimezone(config.zone).date()
    folder = config.output / day.isoformat()
    receipts: tuple[Receipt, ...] = ()
    problem: ReporterError | None = None
    try:
        receipts += _released(config, folder, now)
    except NotApprovedError as e:
        problem = e
        if not approval.is_open(config, folder, now):
            receipts += _told(config, folder, now)
    except ReporterError as e:
        problem = e
    for earlier in outstanding(config, now=now):
        if earlier != folder:
            receipts += send_edition(config, earlier, now=now, order=Order())
    receipts += send_corrections(config, now=now)
    if problem is not None:
        raise problem
    return receipts


def _released(config: Config, folder: Path, now: datetime) -> tuple[Receipt, ...]:
    """Mail the edition in `folder`, if it is approved or the settings have it mailed without that."""
    if not is_edition(folder):
        raise ReporterError(f"Nothing was mailed because there is no edition of {folder.name}; make one: reporter run.")
    otherwise = config.desk.approval.otherwise
    unread = False
    if not approval.may_leave(config, folder) and not approval.is_open(config, folder, now):
        if otherwise == "marked":
            approval.let_through(config, folder, by=SCHEDULE, now=now)
        unread = otherwise == "send"
    return send_edition(config, folder, now=now, order=Order(unread=unread))


def _told(config: Config, folder: Path, now: datetime) -> tuple[Receipt, ...]:
    """Tell those whom the settings name that the edition in `folder` waits; each of them once."""
    email, tell = config.delivery.email, config.desk.approval.tell
    if email is None or not tell:
        return ()
    group = GroupSettings(name="tell", to=tell, format="text")
    settings = _only(email, group, f"approval.{list_identity(email, config.title.en)}")
    about = About(title=config.title.en, edition=folder.name, content=_WAITS, sent_at=now.astimezone(config.zone))
    with open_ledger(config) as ledger:
        outbox = Outbox(settings, find_password(email, os.environ), ledger, about=about, order=Order())
        return outbox.deliver({group.name: lambda: _waiting(config, folder)})


def _only(email: EmailSettings, group: GroupSettings, list_id: str) -> EmailSettings:
    """Return `email` with `group` as its only recipients, under a list of its own."""
    return email.model_copy(update={"groups": (group,), "alerts": (), "list_id": list_id, "unsubscribe": None})


def _waiting(config: Config, folder: Path) -> Letter:
    day = date.fromisoformat(folder.name)
    title, said = config.title, approval.standing(config, folder).said(config)
    return Letter(
        subject=f"Waiting for approval / بانتظار الموافقة: {title.en}, {date_en(day)}",
        text=(
            f"{title.en}, {date_en(day)}, has not been mailed: it is {said}.\n\n"
            f"Approve it:          reporter approve --date {day}\n"
            f"Or mail it unread:   reporter send --date {day} --unapproved --by NAME\n\n"
            f"لم تُرسل نشرة «{title.ar}» ليوم {date_ar(day)} لأن أحدًا لم يوافق عليها بصيغتها الحالية.\n"
        ),
        html=None,
        attachments=(),
    )


def send_test(config: Config, folder: Path, address: str, *, now: datetime) -> tuple[Receipt, ...]:
    """Mail the edition in `folder` to `address` as a test; it needs no approval, and the ledger stays as it is.

    Raises:
        ConfigError: there is no ``delivery.email``.
        ReporterError: the edition is damaged, or nothing can be sent.

    """
    email = email_settings(config)
    first = email.groups[0]
    group = GroupSettings(name="test", to=(address,), format="pdf", lead=first.lead, subject=first.subject)
    settings = _only(email, group, f"test.{list_identity(email, config.title.en)}")
    made = sound_record(folder)
    letters = mailing(config, settings, folder, made, group.name).letters

    def letter() -> Letter:
        return _marked(letters[group.name]())

    about = about_edition(config, folder, now)
    with TemporaryDirectory() as temporary, Ledger.open(Path(temporary) / "deliveries.sqlite3") as ledger:
        outbox = Outbox(settings, find_password(email, os.environ), ledger, about=about, order=Order())
        return outbox.deliver({group.name: letter})


def _marked(letter: Letter) -> Letter:
    return replace(
        letter, subject=f"[TEST] {letter.subject}", lighter=None if letter.lighter is None else _marked(letter.lighter)
    )
