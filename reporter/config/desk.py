"""The ``desk`` section of config.yaml: how an edition is arranged, approved and archived."""

from collections.abc import Collection, Iterator
from datetime import datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reporter.config.delivery import Mailbox
from reporter.config.sections import Settings, Text, matching
from reporter.config.watch import WatchName

ApprovalOtherwise = Literal["hold", "marked", "send"]


def _time(value: object) -> object:
    """Read ``06:00``, which YAML 1.1 takes for 360 minutes if it is not quoted."""
    if isinstance(value, int) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    if isinstance(value, str):
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007  (a time of day has no zone)
        except ValueError:
            raise ValueError(f"'{value}' is not a time of day; write it as \"06:30\"") from None
    return value


ClockTime = Annotated[time, BeforeValidator(_time)]
SectionName = Annotated[str, matching(r"[a-z0-9][a-z0-9-]{0,39}", "1 to 40 small Latin letters, digits and hyphens")]


HeaderName = Annotated[str, matching(r"[A-Za-z][A-Za-z0-9-]{0,60}", "the name of a header, such as X-Remote-User")]
HostName = Annotated[
    str, matching(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::[0-9]{1,5})?", "a host name, such as desk.example.org")
]


class SectionTitle(Settings):
    """A heading in both languages."""

    en: Text
    """In English."""
    ar: Text
    """In Arabic."""


class SectionSettings(Settings):
    """A heading of the edition, and which articles belong under it."""

    name: SectionName
    """Name for decisions and for `only` of a group of recipients, such as `economy`."""
    title: SectionTitle
    """The heading in both languages."""
    words: tuple[Text, ...] = ()
    """Arabic words and phrases, matched as in `watch`; with a hyphen before it, one excludes an article."""
    people: tuple[Text, ...] = ()
    """Names of people, matched as in `watch`."""
    watch: tuple[WatchName, ...] = ()
    """Watch lists whose articles belong here."""
    folders: tuple[Text, ...] = ()
    """Folders of articles, as the inputs name them."""
    outlets: tuple[Text, ...] = ()
    """Outlets, as the articles name them."""
    feeds: tuple[Text, ...] = ()
    """Sources of `reporter fetch`, by their names."""
    rest: bool = False
    """It has everything that fits no other section."""


class ApprovalSettings(Settings):
    """Whether somebody has to approve an edition before it is mailed."""

    needed: bool = False
    """Mail nothing that was not approved."""
    by: ClockTime | None = None
    """Until when, as a time of day in the time zone of the briefing."""
    otherwise: ApprovalOtherwise = "hold"
    """What happens then: `hold` tells `tell` and waits; `marked` mails it with a mark in subject and front page; `send`
    mails it."""
    tell: tuple[Mailbox, ...] = ()
    """Addresses to tell once that the edition waits for its approval."""


class ArchiveSettings(Settings):
    """What `reporter search` finds."""

    articles: bool = False
    """Search whole articles, not only what was printed."""


class ProxySettings(Settings):
    """A web server that knows the users and lets them use the desk's page from other computers, over HTTPS."""

    socket: Path
    """Unix socket on which the page is served, instead of a port; only its owner and group can connect."""
    user_header: HeaderName
    """The header in which the web server names the user, such as `X-Remote-User`; it must remove any that comes from
    outside."""
    hosts: Annotated[tuple[HostName, ...], Field(min_length=1)]
    """Host names of the page, such as `press.example.org`, with their port if it is not 443."""


class DeskSettings(Settings):
    """How an edition is arranged, approved and archived."""

    decisions: Path = Path("decisions")
    """Folder of the desk's decisions, one file for each edition."""
    sections: tuple[SectionSettings, ...] = ()
    """Headings, in the order in which they are printed. An article belongs to the first that fits."""
    closes: ClockTime | None = None
    """Articles that arrive after this time of day belong to the next edition."""
    late_after: ClockTime | None = None
    """Articles that arrive after this time of day are marked as late."""
    approval: ApprovalSettings = ApprovalSettings()
    """Whether somebody has to approve an edition before it is mailed."""
    archive: ArchiveSettings = ArchiveSettings()
    """What `reporter search` finds."""
    proxy: ProxySettings | None = None
    """A web server through which several people use the page."""


def mistakes(desk: DeskSettings, feeds: Collection[str], watch: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with `desk`, in words; `feeds` and `watch` are the names of sources and watch lists."""
    names = [section.name for section in desk.sections]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"{names.count(name)} sections are named {name}"
    if len(rest := [section.name for section in desk.sections if section.rest]) > 1:
        yield f"{' and '.join(rest)} both have rest; set it in one section"
    for section in desk.sections:
        yield from (f"section {section.name}: there is no source {name}" for name in section.feeds if name not in feeds)
        yield from (
            f"section {section.name}: there is no watch list {name}" for name in section.watch if name not in watch
        )
        wanted = [word for word in section.words if not word.startswith("-")]
        chosen = (*wanted, *section.people, *section.watch, *section.folders, *section.outlets, *section.feeds)
        if not chosen and not section.rest:
            yield f"section {section.name} fits nothing; give it words, people, outlets or the like, or rest"
    times = [("late_after", desk.late_after), ("closes", desk.closes), ("approval.by", desk.approval.by)]
    stated = [(name, at) for name, at in times if at is not None]
    for (first, earlier), (second, later) in pairwise(stated):
        if later < earlier:
            yield f"{second} is {later:%H:%M}, before {first}, which is {earlier:%H:%M}"
    if not desk.approval.needed and (desk.approval.by or desk.approval.tell):
        yield "approval.by and approval.tell have no effect without approval.needed"
