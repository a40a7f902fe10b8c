"""The shape of what the desk has decided about an edition: sections, priorities, its own headlines, notes, approval."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Priority = Literal["lead", "normal", "brief"]
"""``lead``: first in its section; ``brief``: only headline and source are printed."""
DecidedBy = Literal["rule", "person"]
ErratumKind = Literal["corrected", "refiled", "withdrawn"]
"""``refiled``: only its spelling was mended."""


SCHEDULE = "schedule"
"""Who has an edition mailed that nobody has read, if it is a setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the edition, and the entries under it."""

    name: str
    title_en: str
    title_ar: str
    entries: tuple[str, ...]
    """Ids, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHeadline:
    """The headline of the desk, printed in place of that of the outlet; None where the outlet's is printed."""

    en: str | None
    ar: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """A note by the desk, in one language or both."""

    en: str | None
    ar: str | None
    by: str
    at: datetime
    audience: Literal["print", "desk"]
    """``print``: for readers; ``desk``: it is in no document, mail or attachment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDesk:
    """What the desk has decided about an entry."""

    section: str | None = None
    """The name of its section; None if the edition has none."""
    section_by: DecidedBy | None = None
    priority: Priority = "normal"
    late: bool = False
    """It arrived after the time from which articles are marked as late."""
    our_headline: OwnHeadline | None = None
    notes: tuple[DeskNote, ...] = ()
    under: str | None = None
    """The id of the entry under which a person has told it."""


NOTHING_ON_ENTRY = EntryDesk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """An article that a person has left out. It is in no document, mail or attachment."""

    title_ar: str
    outlet: str | None
    identity: str
    sha256: str
    url: str | None
    why: str
    by: str
    at: datetime | None
    later: bool = False
    """It is offered again for the next edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved the edition, and when."""

    by: str
    at: datetime
    content: str
    """The hash of the content that was approved (``content_sha256``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A text that is not as recipients had it: a headline, a deck, a sentence or the notes of the desk."""

    place: str
    """The id of its entry or point, or 0 for the whole edition; of what is gone, in the version that they had."""
    outlet: str | None
    was_ar: str | None
    """None if it was not there, as `is_ar` is if it is gone."""
    was_en: str | None
    is_ar: str | None
    is_en: str | None
    machine: bool = False
    """Whether a machine made the English of today, and nobody reviewed it."""


GONE = "0"
"""Takes the place of the id of an entry that is no longer in the edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """Why an edition that was mailed is mailed again."""

    kind: ErratumKind
    at: datetime
    says_en: str | None
    says_ar: str | None
    entries: tuple[str, ...] = ()
    """The entries that it is about, each of which is ``GONE`` if it is no longer in the edition; none if it is about
    the whole edition."""
    changed: tuple[Difference, ...] = ()
    """What is not as those had it to whom it was mailed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the desk has decided about an edition."""

    sections: tuple[Section, ...] = ()
    """In the order in which they are printed; none if there are no sections, otherwise every entry is in one."""
    notes: tuple[DeskNote, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    approved: Approval | None = None
    unapproved_by: str | None = None
    """Who had it sent although it was not approved."""
    erratum: Erratum | None = None


NOTHING = Desk()
