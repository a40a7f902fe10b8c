"""Deliver: letters go to the mail server, each recipient's once.

In: letters and the recipients of each. Out: a receipt for each recipient, and the ledger in which it is written down
before and after. ``message`` puts a letter and an address into a MIME message, ``smtp`` talks to the server,
``outbox`` decides who is sent what, and how often it is tried.
"""

from reporter.deliver.message import About, Parcel, parcels
from reporter.deliver.outbox import Order, Outbox
from reporter.deliver.password import Password, find_password

__all__ = ["About", "Order", "Outbox", "Parcel", "Password", "find_password", "parcels"]
