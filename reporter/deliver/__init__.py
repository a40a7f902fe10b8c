"""Delivery: pass letters to the mail server, one to each recipient.

In: letters and the recipients of each. Out: a receipt for each recipient; every step is recorded in the ledger before
and after it is taken. ``message`` turns a letter and an address into a MIME message, ``smtp`` talks to the server, and
``outbox`` decides who is sent what, and how often to try.
"""

from reporter.deliver.message import About, Parcel, parcels
from reporter.deliver.outbox import Order, Outbox
from reporter.deliver.password import Password, find_password
from reporter.deliver.posting import deliver_post, posts, secret_problems

__all__ = [
    "About",
    "Order",
    "Outbox",
    "Parcel",
    "Password",
    "deliver_post",
    "find_password",
    "parcels",
    "posts",
    "secret_problems",
]
