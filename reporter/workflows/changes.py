"""What the store and the ledger know about articles and editions of other days, for comparing an edition with them."""

from datetime import date, timedelta

from reporter.config import Config
from reporter.deliver.message import label, list_identity
from reporter.editions import Known
from reporter.store import Store
from reporter.store.ledger import delivered
from reporter.store.press import Press

_COMPARED = timedelta(days=62)
"""Fetched articles of older editions are recognised by their address alone."""


def known(config: Config, store: Store, day: date) -> Known:
    """Return what is known before the edition of `day` is made."""
    press, email = Press(store), config.delivery.email
    lists = {f"{label(config.title.en)}.http"}
    if email is not None:
        lists.add(list_identity(email, config.title.en))
    return Known(
        versions=press.quoted_versions((day - _COMPARED).isoformat()),
        gone=press.gone(),
        delivered=delivered(config.delivery.ledger, lists),
    )
