"""The outbox: what remains to be sent to whom, in rounds, with every step recorded in the ledger before and after.

In: parcels. Out: one receipt for each recipient. A round sends everything that remains over as few connections as
possible; temporary failures wait for the next round, longer each time. The ledger records a message as ``sending``
before its first byte goes out, and its outcome right after the server's reply. If this process dies in between, the
next one finds ``sending``, changes it to ``unknown``, and does not send the message again unless told to.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reporter.addresses import Address
from reporter.config import EmailSettings, GroupSettings
from reporter.deliver.message import About, Parcel, list_identity, mailboxes, parcels
from reporter.deliver.password import Password
from reporter.deliver.smtp import Outcomes, Session, UnreachableError, connected
from reporter.letters import DeliveryState, Letter, Receipt
from reporter.store.ledger import Delivery, DeliveryKey, Ledger

log = logging.getLogger(__name__)

MAX_BACKOFF_S = 300.0

Purpose = Literal["new", "content", "again"]
"""Who is sent an edition: everyone without any version of it (``new``, used by runs), everyone without this exact
content (``content``), or everyone (``again``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to send to whom."""

    purpose: Purpose = "new"
    group: str | None = None
    """Name of a single group; None means all."""
    resend_unknown: bool = False
    """Also send to recipients whose earlier delivery has an unknown outcome."""
    held: bool = True
    """Also send what was held back."""
    unread: bool = False
    """Also send what needs an approval and has none."""


class Outbox:
    """Sends one edition; for a single use."""

    def __init__(
        self,
        email: EmailSettings,
        password: Password | None,
        ledger: Ledger,
        *,
        about: About,
        order: Order,
    ) -> None:
        self._email = email
        self._password = password
        self._ledger = ledger
        self._about = about
        self._order = order
        self._left: list[Parcel] = []
        self._receipts: dict[str, Receipt] = {}

    def deliver(self, letters: Mapping[str, Callable[[], Letter]]) -> tuple[Receipt, ...]:
        """Send each group (by name) its letter, made only if someone should get it; return each recipient's receipt.

        Raises:
            DeliveryError: the ledger cannot be written, or the server will accept nothing until something is changed.

        """
        from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential, wait_random

        self._left = [
            parcel
            for group in self._email.every_group
            if group.name in letters and (due := self._due(group))
            for parcel in parcels(letters[group.name](), group, self._email, self._about, due)
        ]
        self._ledger.owe([self._key(parcel, address) for parcel in self._left for address in parcel.recipients])
        first_wait_s = self._email.backoff_s
        rounds = Retrying(
            stop=stop_after_attempt(self._email.attempts),
            wait=wait_exponential(multiplier=first_wait_s, max=MAX_BACKOFF_S) + wait_random(0, first_wait_s / 4),
            retry=retry_if_result(bool),
            retry_error_callback=lambda _: None,
        )
        rounds(self._round)
        return tuple(self._receipts.values())

    def _due(self, group: GroupSettings) -> list[Address]:
        """Return the recipients in `group` who should get their letter now; record receipts for the others.

        Whoever has the whole edition also has each selection of it.
        """
        known: dict[str, list[Delivery]] = {}
        for delivery in self._ledger.deliveries(list_identity(self._email, self._about.title), self._about.edition):
            known.setdefault(delivery.key.recipient, []).append(delivery)
        contents = {self._about.content, self._about.content_for(group.name)}
        due = []
        for address in mailboxes(group):
            if address.key in self._receipts:  # already in an earlier group
                continue
            stands = standing(known.get(address.key, []), contents, self._order)
            if stands is None or (stands.state == "unknown" and self._order.resend_unknown):
                due.append(address)
                self._note(address, "failed", "not tried")
            else:
                self._note(address, stands.state, stands.detail)
        return due

    def _round(self) -> bool:
        """Try once to send what remains; return whether anything still does."""
        waiting, later = self._left, list[Parcel]()
        while waiting:
            try:
                with connected(self._email, self._password) as session:
                    moved = self._send_all(session, waiting, later)
            except UnreachableError as e:
                log.info("%s", e)
                for parcel in waiting:
                    self._note_all(parcel.recipients, "failed", str(e))
                moved = False
            if not moved:
                break
        # Start with those not yet tried, so that a message that breaks the connection cannot block them.
        self._left = waiting + later
        return bool(self._left)

    def _send_all(self, session: Session, waiting: list[Parcel], later: list[Parcel]) -> bool:
        """Send from `waiting` until it is empty or the session ends; return whether anything was settled."""
        moved = False
        while waiting and session.alive:
            parcel = waiting.pop(0)
            outcomes = self._send(session, parcel)
            again = tuple(
                address for address, outcome in outcomes.items() if outcome.state == "failed" and outcome.passing
            )
            if again:
                later.append(replace(parcel, recipients=again))
            moved |= len(again) < len(parcel.recipients)
        return moved

    def _send(self, session: Session, parcel: Parcel) -> Outcomes:
        keys = {address: self._key(parcel, address) for address in parcel.recipients}
        self._ledger.begin(tuple(keys.values()), parcel.message_id)
        outcomes = session.send(parcel)
        self._ledger.finish(
            Delivery(key=keys[address], state=outcome.state, detail=outcome.detail)
            for address, outcome in outcomes.items()
        )
        for address, outcome in outcomes.items():
            log.info("Group %s: one recipient %s", parcel.group, outcome.state)
            self._note(address, outcome.state, outcome.detail)
        return outcomes

    def _key(self, parcel: Parcel, address: Address) -> DeliveryKey:
        return DeliveryKey(
            list_id=parcel.list_id,
            edition=self._about.edition,
            recipient=address.key,
            content=parcel.content_sha256,
        )

    def _note_all(self, recipients: Sequence[Address], state: DeliveryState, detail: str) -> None:
        for address in recipients:
            self._note(address, state, detail)

    def _note(self, address: Address, state: DeliveryState, detail: str) -> None:
        self._receipts[address.key] = Receipt(
            edition=self._about.edition, recipient=address.spec, state=state, detail=detail
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Why a recipient does not get the edition now."""

    state: DeliveryState
    detail: str


def standing(known: Sequence[Delivery], contents: Collection[str], order: Order) -> _Standing | None:
    """Return why a recipient with the `known` deliveries should not get one of `contents`, or None to send it."""
    purpose = order.purpose
    counted = [item for item in known if purpose == "new" or item.key.content in contents]
    states = {item.state: item.detail for item in counted}
    if "unknown" in states:
        return _Standing("unknown", states["unknown"])
    if "sent" in states and purpose != "again":
        return _Standing("had", "")
    if "refused" in states and purpose == "new":
        return _Standing("refused", states["refused"])
    if "held" in states and not order.held:
        return _Standing("nothing", "held back until 'reporter send'")
    return None
