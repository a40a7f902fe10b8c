"""What is mailed of an edition, and what became of it.

A record is sent as a ``Letter``, with a ``Receipt`` for each recipient.
"""

from dataclasses import dataclass
from typing import Literal

DeliveryState = Literal["sent", "had", "nothing", "failed", "refused", "unknown"]
"""``sent`` now; ``had`` it before; ``nothing`` in it for them; ``failed`` temporarily; ``refused`` permanently;
``unknown``: may have arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file attached to a letter."""

    name: str
    media_type: str
    """For example ``application/pdf``."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The mail for one group of recipients, before it is addressed."""

    subject: str
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    lighter: "Letter | None" = None
    """A shorter letter for a server that rejects a message of this size; None if there is nothing to omit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The outcome of the delivery of an edition to one recipient."""

    edition: str
    """Its date, or the name of a round-up."""
    recipient: str
    state: DeliveryState
    detail: str = ""
    """The server's reply, or why nothing was sent."""
