"""A round-up: an edition made of the records of several days alone.

In: the records in the archive, and which of their stories are wanted. Out: a record of kind ``roundup``. A story of
several days is told once, day by day; every sentence keeps its English and says which edition printed it first; what
was withdrawn since is left out, and the notes say so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Literal

from reporter import record
from reporter.archive.chains import Part, Withdrawn, articles, chains
from reporter.archive.decided import Decided, Told
from reporter.archive.place import Place
from reporter.archive.texts import compared
from reporter.archive.told import Telling
from reporter.config import SectionSettings
from reporter.errors import ConfigError, ReporterError
from reporter.model import Edition, Notice
from reporter.record import Entry, Record
from reporter.record.desk import Desk, Section
from reporter.render.words.bilingual import plural
from reporter.render.words.moments import date_ar, date_en, period_ar, period_en

_MOST_NAMED = 5
"""Withdrawn articles, and times without an edition, that the notes name."""
OTHER = Section(name="other", title_en="Other", title_ar="متفرقات", entries=())

AtLeast = Literal["lead", "normal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which stories are wanted."""

    first: date
    last: date
    section: str = ""
    """Only stories whose main article is under this heading of the desk, or in this section of its outlet."""
    priority: AtLeast | None = None
    """``lead``: only stories that the desk put first; ``normal``: not those of which only the headline was printed."""

    @property
    def name(self) -> str:
        """The name of its folder."""
        chosen = (compared(self.section).replace(" ", "-").replace("/", "-"), self.priority or "")
        return "-".join(filter(None, (f"{self.first}_{self.last}", *chosen)))


def roundup(
    place: Place,
    wanted: Wanted,
    now: datetime,
    *,
    decided: Decided | None = None,
    sections: Sequence[SectionSettings] = (),
) -> Record:
    """Return the record of the round-up, with what the desk has `decided` on it; `sections` are those of the settings.

    Raises:
        ConfigError: there is nothing to be told.

    """
    records, later, unread = _records(place, wanted)
    if not records and any(day <= wanted.last for day in unread):
        raise ConfigError(f"None of the records of the editions from {wanted.first} to {wanted.last} can be read.")
    if not records:
        raise ConfigError(f"There is no edition from {wanted.first} to {wanted.last} in the archive.")
    withdrawn = Withdrawn.by((*records.values(), *later))
    decided = decided or Decided()
    sections = [section for section in sections if decided.names_section(section.name)]
    order = _order(records, sections)
    told = _told(records, wanted, withdrawn, decided, order)
    if not told:
        raise ConfigError(f"No story of the editions from {wanted.first} to {wanted.last} is wanted and can be told.")
    made = _made(told, records, wanted, now, order, sections)
    notes = (*_about(records, unread, wanted, now.date()), *_left_out(records, withdrawn), *_engines(records))
    latest = records[max(records)]
    return record.make(
        made.entries,
        edition=made.edition,
        skipped=(),
        engine=next((each.engine for each in reversed(records.values()) if each.engine), None),
        summariser=latest.summariser,
        notes=notes,
        degraded=tuple(_unreadable(unread, wanted)),
        stories=made.stories,
        watch=tuple(dict.fromkeys(name for each in records.values() for name in each.watch)),
        desk=replace(made.desk, notes=decided.notes(), excluded=tuple(decided.excluded)),
    )


def days_of(place: Place, made: Record) -> dict[date, Record]:
    """Return the records at hand of the days that a round-up cites."""
    cited = {point.cited.day for entry in made.entries for point in entry.points if point.cited}
    return {day: found for day in sorted(cited) if (found := _record(place, day)) is not None}


def _records(place: Place, wanted: Wanted) -> tuple[dict[date, Record], list[Record], list[date]]:
    """Return the records of the days wanted and of later ones, oldest first, and the days that cannot be read."""
    records, later, unread = {}, [], []
    for day in place.records.days():
        if day < wanted.first:
            continue
        made = _record(place, day)
        if made is not None and day <= wanted.last:
            records[day] = made
        elif made is not None:
            later.append(made)
        else:
            unread.append(day)
    return records, later, unread


def _record(place: Place, day: date) -> Record | None:
    for content in place.records.versions(day):
        with suppress(ReporterError):
            return record.loads(content)
    return None


def _told(
    records: Mapping[date, Record], wanted: Wanted, withdrawn: Withdrawn, decided: Decided, order: Sequence[str]
) -> list[Telling]:
    """Return the chains that are wanted, in the order of the round-up, with their articles numbered."""
    chosen: list[Told] = []
    for chain in chains(records):
        found = articles(chain, withdrawn)
        if found and _is_wanted(chain, wanted):
            first = _headline(chain, found)
            chosen.append((chain, {first: found[first]} | found))
    chosen = decided.applied(chosen)
    chosen.sort(key=lambda told: _rank(told[0], next(iter(told[1].values())).entry, order, decided.place(told[1])))
    numbers = map(str, count(1))
    numbered = [{next(iter(found)): next(numbers)} for _, found in chosen]
    return [
        Telling(
            chain=chain,
            articles=found,
            numbers=first | {identity: next(numbers) for identity in found if identity not in first},
            day=wanted.last,
        )
        for (chain, found), first in zip(chosen, numbered, strict=True)
    ]


def _is_wanted(chain: Sequence[Part], wanted: Wanted) -> bool:
    heads = [part.entries[0] for part in chain]
    names = {compared(name) for entry in heads for name in (entry.desk.section, entry.source.section) if name}
    if wanted.section and compared(wanted.section) not in names:
        return False
    priorities = {"lead"} if wanted.priority == "lead" else {"lead", "normal"}
    return wanted.priority is None or any(entry.desk.priority in priorities for entry in heads)


def _headline(chain: Sequence[Part], found: Mapping[str, object]) -> str:
    """Return the identity of the article with the headline: that of the last day, as far as it may be told."""
    identities = (entry.identity for part in reversed(chain) for entry in part.entries)
    return next(identity for identity in identities if identity in found)


def _rank(chain: Sequence[Part], head: Entry, order: Sequence[str], moved: int) -> tuple[float, ...]:
    """Return what stories are sorted by: section, leads, what was moved, priority, outlets, days, the latest."""
    section = order.index(head.desk.section) if head.desk.section in order else len(order)
    outlets = {entry.source.publisher for part in chain for entry in part.entries}
    priority = ("lead", "normal", "brief").index(head.desk.priority)
    return (
        section,
        priority > 0,
        moved,
        priority,
        -len(outlets),
        -len({part.day for part in chain}),
        -chain[-1].day.toordinal(),
    )


def _order(records: Mapping[date, Record], sections: Sequence[SectionSettings]) -> list[str]:
    """Return the names of the sections, in the order of the last edition that has them, then of the settings."""
    had = (name.name for day in sorted(records, reverse=True) for name in records[day].desk.sections)
    return list(dict.fromkeys((*had, *(section.name for section in sections))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    edition: Edition
    entries: list[Entry]
    stories: list[record.Story]
    desk: Desk


def _made(  # noqa: PLR0913, PLR0917  (what it is made from)
    told: Sequence[Telling],
    records: Mapping[date, Record],
    wanted: Wanted,
    now: datetime,
    order: Sequence[str],
    known: Sequence[SectionSettings],
) -> _Made:
    titles = {OTHER.name: OTHER} | {
        each.name: Section(name=each.name, title_en=each.title.en, title_ar=each.title.ar, entries=()) for each in known
    }
    titles |= {section.name: section for made in records.values() for section in made.desk.sections}
    order = [name for name in order if name != OTHER.name]
    grouped = any(made.stories for made in records.values()) or any(len(told_.numbers) > 1 for told_ in told)
    sections: dict[str, list[str]] = {}
    entries: list[Entry] = []
    for telling in told:
        head = next(iter(telling.articles.values())).entry
        section = (head.desk.section if head.desk.section in titles else OTHER.name) if order else None
        made = list(telling.entries(section, grouped=grouped))
        entries += made
        if section is not None:
            sections.setdefault(section, []).extend(entry.id for entry in made)
    latest = records[max(records)].edition
    return _Made(
        edition=replace(
            latest,
            date=wanted.last,
            first=wanted.first,
            kind="roundup",
            issued_at=now,
            title_en=f"{latest.title_en}: Round-up",
            title_ar=f"{latest.title_ar}: الحصاد",
        ),
        entries=sorted(entries, key=lambda entry: int(entry.id)),
        stories=[telling.story() for telling in told] if grouped else [],
        desk=Desk(
            sections=tuple(
                replace(titles[name], entries=tuple(sections[name]))
                for name in (*order, OTHER.name)
                if name in sections
            )
        ),
    )


def _about(records: Mapping[date, Record], unread: Sequence[date], wanted: Wanted, today: date) -> Iterator[Notice]:
    number = len(records)
    yield Notice(
        text_en=f"This is a round-up of {number} {plural(number, 'edition')}, {period_en(wanted.first, wanted.last)}. "
        "Each sentence is quoted as the edition of its day printed it",
        text_ar=f"هذا حصاد النشرات من {period_ar(wanted.first, wanted.last)} (عددها {number}). "
        "كل جملة فيه كما وردت في نشرة يومها",
    )
    if (missing := list(_missing((*records, *unread), wanted.first, min(wanted.last, today)))) and len(
        missing
    ) <= _MOST_NAMED:
        yield Notice(
            text_en=f"There was no edition on {', '.join(period_en(*days) for days in missing)}",
            text_ar=f"لم تصدر نشرة في {'، '.join(period_ar(*days) for days in missing)}",
        )


def _missing(days: Iterable[date], first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each time without an edition; `days` have one."""
    begun = first
    for day in (*sorted(days), last + timedelta(days=1)):
        if begun < day:
            yield begun, day - timedelta(days=1)
        begun = day + timedelta(days=1)


def _unreadable(days: Iterable[date], wanted: Wanted) -> Iterator[Notice]:
    """Say which records cannot be read; later ones may withdraw something."""
    for day in days:
        yield Notice(
            text_en=f"The record of {date_en(day)} cannot be read"
            + ("" if day <= wanted.last else ", so what it withdraws may be quoted here"),
            text_ar=f"تعذّرت قراءة سجل {date_ar(day)}" + ("" if day <= wanted.last else "، وقد يرد هنا ما سُحب فيه"),
        )


def _left_out(records: Mapping[date, Record], withdrawn: Withdrawn) -> Iterator[Notice]:
    """Say which articles are left out, and how many sentences of others."""
    gone: dict[str, Entry] = {}
    sentences = set[tuple[date, str]]()
    for day, made in records.items():
        for entry in made.entries:
            if withdrawn.has(day, entry):
                gone[entry.identity] = entry
            else:
                sentences |= {(day, point.id) for point in entry.points} & withdrawn.points
    for entry in list(gone.values())[:_MOST_NAMED]:
        title, outlet = entry.title.text_en or entry.title_ar, entry.source.publisher
        yield Notice(
            text_en=f"Left out, because it was withdrawn: “{title}” ({outlet})",
            text_ar=f"لم يُدرج لأنه سُحب: «{entry.title_ar}» ({outlet})",
        )
    if len(gone) > _MOST_NAMED:
        more = len(gone) - _MOST_NAMED
        yield Notice(
            text_en=f"{more} more withdrawn {plural(more, 'article')} left out",
            text_ar=f"مواد أخرى سُحبت ولم تُدرج: {more}",
        )
    if sentences:
        number = len(sentences)
        yield Notice(
            text_en=f"{number} {plural(number, 'sentence')} left out, because the outlet has since changed or "
            "withdrawn what was quoted",
            text_ar=f"جمل لم تُدرج لأن وسيلة الإعلام غيّرتها أو سحبتها بعد نشرها: {number}",
        )


def _engines(records: Mapping[date, Record]) -> Iterable[Notice]:
    """Say that the machine English is by several models, if it is."""
    names = dict.fromkeys(f"{made.engine.model} {made.engine.version}" for made in records.values() if made.engine)
    if len(names) > 1:
        yield Notice(
            text_en=f"The machine English was made by several models: {', '.join(names)}",
            text_ar=f"أُعدّت الترجمة الآلية بعدة نماذج: {', '.join(names)}",
        )
