"""Sending: mail an edition in the output folder to its recipients.

In: the settings and the edition's folder. Out: a receipt for each recipient. The mail is made from
the files of the edition, above all the record, so a run and `reporter send` a week later send the same message.
"""

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from reporter import addresses, editions, record
from reporter.config import Config, EmailSettings
from reporter.deliver import About, Order, Outbox, deliver_post, find_password, posts, secret_problems
from reporter.deliver.message import label, list_identity, mailboxes
from reporter.deliver.posting import Post
from reporter.editions.folders import RECORD, edition_folders, remaking
from reporter.errors import ConfigError, DeliveryError, ReporterError
from reporter.interfaces import Mailer
from reporter.letters import Letter, Receipt
from reporter.record import Record
from reporter.store import Store
from reporter.store.ledger import DeliveryKey, Ledger, LedgerState
from reporter.store.sent import SentRecords
from reporter.workflows import approval
from reporter.workflows.letters import Mailing, MakeLetter, mailing

log = logging.getLogger(__name__)


def open_ledger(config: Config, *, renew: bool = False) -> Ledger:
    """Open the ledger; create a new one only if the store does not know of an earlier one, or to `renew` it.

    Raises:
        DeliveryError: it is missing or damaged, or cannot be written.
        AlreadyRunningError: another process is sending.

    """
    path = config.delivery.ledger
    name = os.path.relpath(path, config.store.parent)  # relative, because both are moved together
    with Store.open(config.store) as store:
        known = store.has_ledger(name)
        ledger = Ledger.renew(path) if renew else Ledger.open(path, new=not known)
        if not known:
            store.add_ledger(name)
    return ledger


def send_edition(
    config: Config,
    folder: Path,
    *,
    now: datetime,
    order: Order,
    new_ledger: bool = False,
) -> tuple[Receipt, ...]:
    """Send the edition in `folder` according to `order`, with a `new_ledger` if requested.

    If it needs an approval and has none, it is sent only if the order says so.

    Returns a receipt for each recipient, and for each interrupted delivery of another edition. A secret that is missing
    or not private costs only the deliveries that need it.

    Raises:
        ConfigError: there is no ``delivery.email`` or no such group.
        DeliveryError: nothing can be sent until something is changed.
        NotApprovedError: the edition is not approved.
        AlreadyRunningError: another process is sending, or the edition is being made.

    """
    made, email = approval.stated(config, folder, sound_record(folder), now=now), config.delivery.email
    if approval.is_withdrawn(made):
        raise ReporterError(f"The edition of {folder.name} was withdrawn, so it is not mailed.")
    if not order.unread:
        approval.require(config, folder)
    if order.group is not None or not config.delivery.sends:
        email = email_settings(config)
    about = about_edition(config, folder, now)
    mails = mailing(config, email, folder, made, order.group) if email else None
    others = () if order.group is not None else posts_of(config, folder, made, about.content)
    _refuse_what_was_made_meanwhile(folder, about)
    with open_ledger(config, renew=new_ledger) as ledger:
        if new_ledger:
            _hold_others(config, folder, ledger, now)
        elsewhere = tuple(
            Receipt(edition=key.edition, recipient=key.recipient, state="unknown", detail="sending was interrupted")
            for key in ledger.cut_off
            if key.edition != about.edition
        )
        if elsewhere:
            log.warning(
                "%d deliveries of earlier editions were interrupted; whether they arrived is unknown", len(elsewhere)
            )
        receipts = _mailed(config, email, mails, ledger, about, order) if email and mails else ()
        if order.group is None:
            receipts += tuple(
                Receipt(edition=about.edition, recipient=way.lower(), state="refused", detail=problem)
                for way, problem in secret_problems(config.delivery, os.environ).items()
                if problem
            )
        keys = [post_key(config, post, about) for post in others]
        if others:
            SentRecords(config.store).keep(about.edition, about.content, record.dumps(record.public(made)))
        posted = (deliver_post(post, ledger, key, order) for post, key in zip(others, keys, strict=True))
        return (*receipts, *posted, *elsewhere)


def _mailed(  # noqa: PLR0913, PLR0917
    config: Config, email: EmailSettings, mails: Mailing, ledger: Ledger, about: About, order: Order
) -> tuple[Receipt, ...]:
    try:
        password = find_password(email, os.environ)
    except DeliveryError as e:
        return (Receipt(edition=about.edition, recipient=f"everyone at {email.host}", state="failed", detail=str(e)),)
    about = replace(about, selections=mails.contents)
    nobody = {address.key: address for group in mails.nothing for address in mailboxes(group)}
    ledger.hold([_mail_key(email, about, key) for key in nobody])  # so that no later run believes that they are owed it
    outbox: Mailer = Outbox(email, password, ledger, about=about, order=order)
    receipts = outbox.deliver(kept(config, about, mails))
    told = {addresses.parse(receipt.recipient).key for receipt in receipts}
    nothing = f"nothing for {', '.join(group.name for group in mails.nothing)}"
    return receipts + tuple(
        Receipt(edition=about.edition, recipient=address.spec, state="nothing", detail=nothing)
        for key, address in nobody.items()
        if key not in told
    )


def kept(config: Config, about: About, mails: Mailing) -> dict[str, MakeLetter]:
    """Return the letters of `mails`, each of which is made after its record has been kept."""

    def letter(name: str) -> Letter:
        document = record.dumps(record.public(mails.records[name]))
        SentRecords(config.store).keep(about.edition, about.content_for(name), document)
        return mails.letters[name]()

    return {name: partial(letter, name) for name in mails.letters}


def posts_of(config: Config, folder: Path, made: Record, content: str, *, notice: bool = False) -> tuple[Post, ...]:
    """Return the deliveries over HTTP whose secrets are found; a `notice` only says what was withdrawn."""
    wrong = [way.lower() for way, problem in secret_problems(config.delivery, os.environ).items() if problem]
    usable = config.delivery.model_copy(update=dict.fromkeys(wrong))
    pdf = folder / "briefing.pdf"
    return tuple(posts(usable, made, content=content, pdf=pdf, environment=os.environ, notice=notice))


def post_key(config: Config, post: Post, about: About) -> DeliveryKey:
    """Return the key of a delivery over HTTP."""
    list_id = f"{label(config.title.en)}.http"
    return DeliveryKey(list_id=list_id, edition=about.edition, recipient=post.name, content=about.content)


def hold_edition(config: Config, folder: Path, *, now: datetime, again: bool = True) -> None:
    """Record that the edition in `folder` is held back, so that no later run sends it.

    Without `again`, it is not held for those of whom the ledger knows something: what they are owed stays so.

    Raises:
        ConfigError: there is no ``delivery.email``.
        DeliveryError: the ledger cannot be written.
        AlreadyRunningError: another process is sending.

    """
    if not config.delivery.sends:
        email_settings(config)
    keys = _keys(config, folder, now)
    with open_ledger(config) as ledger:
        lists = {key.list_id for key in keys}
        known = {(list_id, item.key.recipient) for list_id in lists for item in ledger.deliveries(list_id, folder.name)}
        ledger.hold([key for key in keys if again or (key.list_id, key.recipient) not in known])


def release_edition(config: Config, folder: Path, *, now: datetime) -> None:
    """Record that the edition in `folder` is owed to everyone who has no version of it and was not refused.

    Raises:
        DeliveryError: the ledger cannot be written.
        AlreadyRunningError: another process is sending.

    """
    email, made = config.delivery.email, sound_record(folder)
    about = about_edition(config, folder, now)
    keys = [post_key(config, post, about) for post in posts_of(config, folder, made, about.content)]
    if email is not None:
        mails = mailing(config, email, folder, made, None)
        about = replace(about, selections=mails.contents)
        for group in email.every_group:
            if group.name in mails.letters:
                keys += [
                    replace(_mail_key(email, about, address.key), content=about.content_for(group.name))
                    for address in mailboxes(group)
                ]
    with open_ledger(config) as ledger:
        known = {
            item.key.recipient
            for list_id in {key.list_id for key in keys}
            for item in ledger.deliveries(list_id, about.edition)
            if item.state not in ("held", "failed")
        }
        ledger.owe(list({key.recipient: key for key in reversed(keys) if key.recipient not in known}.values()))


def _refuse_what_was_made_meanwhile(folder: Path, about: About) -> None:
    if record.content_sha256(record.read(folder / RECORD)) != about.content:
        raise DeliveryError(f"The edition of {about.edition} was made again while it was being sent; send it again.")


def _keys(config: Config, folder: Path, now: datetime) -> list[DeliveryKey]:
    """Return the delivery keys of the edition in `folder` for all recipients."""
    email, made = config.delivery.email, sound_record(folder)
    about = about_edition(config, folder, now)
    over_http = [post_key(config, post, about) for post in posts_of(config, folder, made, about.content)]
    if email is None:
        return over_http
    recipients = {address.key for group in email.every_group for address in mailboxes(group)}
    return [_mail_key(email, about, recipient) for recipient in sorted(recipients)] + over_http


def _mail_key(email: EmailSettings, about: About, recipient: str) -> DeliveryKey:
    """Return the key of the whole edition for `recipient`."""
    list_id = list_identity(email, about.title)
    return DeliveryKey(list_id=list_id, edition=about.edition, recipient=recipient, content=about.content)


def _hold_others(config: Config, folder: Path, ledger: Ledger, now: datetime) -> None:
    """Hold back all editions except the one in `folder`, because the lost ledger may have recorded them as sent."""
    for other in edition_folders(config.output).values():
        if other != folder:
            with suppress(ReporterError):  # an unreadable edition is not sent either
                ledger.hold(_keys(config, other, now))


def outstanding(config: Config, *, now: datetime) -> tuple[Path, ...]:
    """Return the editions in the output folder that still have to be sent to someone at the time `now`, oldest first.

    Their delivery failed temporarily, or a run was stopped before it got to them. Addresses without any earlier
    delivery were not yet recipients on the day of an edition and do not get it. An edition that needs an approval waits
    for it, and for the time at which it is mailed.

    Raises:
        ConfigError: there is no ``delivery.email``.
        DeliveryError: the ledger cannot be read.

    """
    email, folders = config.delivery.email, edition_folders(config.output)
    if email is None:
        return ()
    list_id = list_identity(email, config.title.en)
    recipients = {addresses.parse(text).key for group in email.groups for text in group.to}
    known: set[str] = set()
    waiting = []
    with open_ledger(config) as ledger:
        for day, folder in folders.items():
            states: dict[str, set[LedgerState]] = {}
            for delivery in ledger.deliveries(list_id, day):
                states.setdefault(delivery.key.recipient, set()).add(delivery.state)
            owed = {who for who in recipients if states.get(who, set()) <= {"failed"}}
            if owed & (known | states.keys()):
                waiting.append(folder)
            known |= states.keys()
    return tuple(folder for folder in waiting if approval.leaves(config, folder, now))


def raise_failures(receipts: Sequence[Receipt], *, named: bool = False) -> None:
    """Raise an error that names the recipients who did not, or may not, have got the mail, unless they were `named`.

    Raises:
        DeliveryError: there are such recipients.

    """
    bad = [receipt for receipt in receipts if receipt.state not in ("sent", "had", "nothing")]
    if not bad:
        return
    words = {"failed": "failed for now", "refused": "rejected", "unknown": "unknown"}
    names = [f"{item.edition} to {item.recipient}: {words[item.state]} ({item.detail})" for item in bad[:10]]
    if len(bad) > 10:
        names.append(f"and {len(bad) - 10} more")
    arrived = sum(receipt.state in ("sent", "had") for receipt in receipts)
    states = {item.state for item in bad}
    hints = {
        "failed": "'reporter send' tries again those that failed.",
        "unknown": "'reporter send --resend-unknown' also sends what may have arrived.",
    }
    told = [hint for state, hint in hints.items() if state in states]
    which = "" if named else f": {'; '.join(names)}"
    raise DeliveryError(
        " ".join((f"{len(bad)} of {len(receipts)} deliveries did not succeed ({arrived} did){which}.", *told))
    )


def email_settings(config: Config) -> EmailSettings:
    """Return ``delivery.email``.

    Raises:
        ConfigError: there is none.

    """
    if config.delivery.email is None:
        raise ConfigError("There are no recipients: set delivery.email in config.yaml (see docs/mail.md).")
    return config.delivery.email


def sound_record(folder: Path) -> Record:
    """Return the record of the edition in `folder`.

    Raises:
        ReporterError: it, or a document beside it, is damaged.

    """
    if damage := editions.damage(folder):
        raise ReporterError(f"The edition in {folder} was not sent because {damage}; make it again: {remaking(folder)}")
    made = record.load(folder / RECORD)
    if broken := record.problems(made):
        raise ReporterError(f"The edition in {folder} was not sent because its record is invalid: {broken[0]}.")
    return made


def about_edition(config: Config, folder: Path, now: datetime) -> About:
    """Return the facts about the edition in `folder` for the headers of its mail."""
    return About(
        title=config.title.en,
        edition=folder.name,
        content=record.content_sha256(record.read(folder / RECORD)),
        sent_at=now.astimezone(config.zone),
    )
