"""Apply the decisions of the desk to the articles of a run: what is out, where it stands, what is quoted of it.

In: the settings, the decisions on an edition, and articles. Out: the articles that stay, their sections, order,
priorities and sentences, and the decisions that found no article or sentence any longer.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from reporter.config import DeskSettings, SectionSettings
from reporter.desk.decisions import Decisions, EntryDecisions, Note, name_of, names
from reporter.desk.sentences import sentence_keys
from reporter.identity import identity
from reporter.language.arabic.letters import words
from reporter.language.arabic.phrases import Phrase, Phrases, Words
from reporter.model import Article, Pick, Source
from reporter.record.desk import Desk, DeskNote, EntryDesk, Excluded, OwnHeadline, Section

_FIRST, _LAST = 0, 1


class _Fit:
    """Whether articles belong to one section."""

    def __init__(self, section: SectionSettings) -> None:
        wanted = [word for word in section.words if not word.startswith("-")]
        excluded = [word.removeprefix("-").strip() for word in section.words if word.startswith("-")]
        self.section = section
        people = [Phrase(name, None, "person") for name in section.people]
        self._wanted = Phrases([*(Phrase(word, None, "word") for word in wanted), *people])
        self._excluded = Phrases([Phrase(word, None, "word") for word in excluded])
        self._outlets = {" ".join(words(name)) for name in section.outlets}

    def has(self, article: Article, said: Sequence[Words], lists: Collection[str]) -> bool:
        """Return whether `article` fits, whose words are `said` and which belongs to the watch `lists`."""
        source = article.source
        if source.fetched_from in self.section.feeds or not set(self.section.watch).isdisjoint(lists):
            return True
        if source.outlet and " ".join(words(source.outlet)) in self._outlets:
            return True
        if any(Path(source.path).is_relative_to(folder) for folder in self.section.folders):
            return True
        if any(self._excluded.find(text) for text in said):
            return False
        return any(self._wanted.find(text) for text in said)


@dataclass(slots=True)
class Arrangement:
    """The decisions on one edition, and the settings that they complete."""

    settings: DeskSettings
    decisions: Decisions
    day: date
    zone: ZoneInfo
    root: Path
    partial: bool = False
    """Whether other editions have the articles of some decisions, so that a decision without an article is not stale.
    """
    lists_of: Callable[[Article], Collection[str]] = lambda _: ()
    """Returns the names of the watch lists that an article belongs to."""
    _found: set[str] = field(default_factory=set)
    """The names of decisions that were applied."""
    _fits: list[_Fit] = field(default_factory=list)
    _first_fits: dict[tuple[str, str], int] = field(default_factory=dict)
    """The number of the first section that fits an article, by file and title; matching takes long."""

    def __post_init__(self) -> None:
        """Prepare the sections for matching."""
        self._fits = [_Fit(section) for section in self.settings.sections]

    @property
    def reorders(self) -> bool:
        """Whether the order of the edition is not only that of the rules."""
        decided = self.decisions.entries.values()
        moved = any(each.section or each.priority == "lead" for each in decided)
        return bool(self.settings.sections or self.decisions.order or moved)

    def of(self, article: Article) -> EntryDecisions:
        """Return the decisions on `article`."""
        name = _identity(article)
        found = self.decisions.of(article.source, name)
        if found != EntryDecisions():
            self._found |= set(names(article.source, name))
        return found

    def kept(self, articles: Iterable[Article], printed: Container[Article] = ()) -> tuple[Article, ...]:
        """Return the articles that are neither out nor too late; a correction of one that was `printed` is not."""
        left = (article for article in articles if not self._is_out(article))
        return tuple(article for article in left if article in printed or not self._is_too_late(article))

    def excluded(self, articles: Iterable[Article]) -> tuple[Excluded, ...]:
        """Return what the record has of those of `articles` that are out."""
        return tuple(self._excluded(article) for article in articles if self._is_out(article))

    def out(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """Return the articles that a person has left out."""
        return tuple(filter(self._is_out, articles))

    def told_under(self, articles: Sequence[Article]) -> dict[str, str]:
        """Return for the identities of articles that are told under others the identities of these."""
        by_name = {name: _identity(each) for each in articles for name in names(each.source, _identity(each))}
        above = {_identity(article): by_name.get(self.under(article) or "") for article in articles}
        return {one: other for one, other in above.items() if other is not None and other != one}

    def section(self, articles: Sequence[Article]) -> tuple[SectionSettings, bool] | None:
        """Return the section of a block of `articles`, and whether a person chose it; None if there are no sections."""
        if not self._fits:
            return None
        by_name = {fit.section.name: fit.section for fit in self._fits}
        for article in articles:
            if (chosen := self.of(article).section) in by_name:
                return by_name[str(chosen)], True
        first = min(map(self._first_fit, articles), default=len(self._fits))
        if first < len(self._fits):
            return self._fits[first].section, False
        return next((section for section in by_name.values() if section.rest), self._fits[-1].section), False

    def ordered(self, blocks: Sequence[Sequence[Article]]) -> list[int]:
        """Return the numbers of `blocks` in the order in which they are printed; without decisions, as they are."""
        moved = {name_of(key): place for place, key in enumerate(self.decisions.order)}
        places = {fit.section.name: place for place, fit in enumerate(self._fits)}

        def rank(number: int) -> tuple[int, int, int, int]:
            articles = blocks[number]
            section = self.section(articles)
            told = [name for article in articles for name in names(article.source, _identity(article))]
            at = min((moved[name] for name in told if name in moved), default=len(moved))
            self._found |= moved.keys() & set(told)
            lead = any(self.of(article).priority == "lead" for article in articles)
            return places[section[0].name] if section else 0, _FIRST if lead else _LAST, at, number

        return sorted(range(len(blocks)), key=rank)

    def is_brief(self, articles: Sequence[Article]) -> bool:
        """Return whether only headline and source of a block are printed."""
        return bool(articles) and self.of(articles[0]).priority == "brief"

    def is_quoted(self, articles: Iterable[Article]) -> bool:
        """Return whether a person wants a sentence of a block to be printed, wherever the block stands."""
        return any(self.of(article).sentences.add for article in articles)

    def picks(self, article: Article, picks: Sequence[Pick]) -> tuple[Pick, ...]:
        """Return `picks` with the sentences that a person added, and without those that a person removed."""
        chosen = self.of(article).sentences
        if not (chosen.add or chosen.remove):
            return tuple(picks)
        keys = sentence_keys(article.sentence_text(number) for number in range(len(article.sentences)))
        number_of = {key: number for number, key in enumerate(keys)}
        self._found |= {key for key in (*chosen.add, *chosen.remove) if key in number_of}
        removed = {number_of[key] for key in chosen.remove if key in number_of}
        kept = [pick for pick in picks if pick.sentence not in removed]
        have = {pick.sentence for pick in kept}
        last = max((pick.rank for pick in picks), default=0)
        added = [number_of[key] for key in chosen.add if key in number_of and number_of[key] not in have]
        ranks = enumerate(dict.fromkeys(added), start=last + 1)
        kept += [Pick(sentence=number, rank=rank, chosen_by="person") for rank, number in ranks]
        return tuple(sorted(kept, key=lambda pick: pick.sentence))

    def sentence_order(self, articles: Sequence[Article]) -> dict[tuple[int, int], int]:
        """Return the place that a person gave to sentences of a block, by article and sentence."""
        places: dict[tuple[int, int], int] = {}
        for at, article in enumerate(articles):
            wanted = self.of(article).sentences.order
            if not wanted:
                continue
            keys = sentence_keys(article.sentence_text(number) for number in range(len(article.sentences)))
            number_of = {key: number for number, key in enumerate(keys)}
            self._found |= number_of.keys() & set(wanted)
            places |= {(at, number_of[key]): place for place, key in enumerate(wanted) if key in number_of}
        return places

    def entry(self, article: Article, block: Sequence[Article]) -> EntryDesk:
        """Return what the record has of the decisions on `article`, which is in `block`."""
        decided, section = self.of(article), self.section(block)
        ours = decided.our_headline
        return EntryDesk(
            section=section[0].name if section else None,
            section_by=("person" if section[1] else "rule") if section else None,
            priority=decided.priority,
            late=self._is_after(article, self.settings.late_after),
            our_headline=OwnHeadline(en=ours.en, ar=ours.ar) if ours.en or ours.ar else None,
            notes=tuple(map(note_of, decided.notes)),
        )

    def under(self, article: Article) -> str | None:
        """Return the name of the article under which a person has told `article`."""
        under = self.of(article).under
        return name_of(under) if under else None

    def edition(self, excluded: Sequence[Excluded]) -> Desk:
        """Return what the record has of the decisions on the edition; its sections have no entries yet."""
        return Desk(
            sections=tuple(
                Section(name=section.name, title_en=section.title.en, title_ar=section.title.ar, entries=())
                for section in self.settings.sections
            ),
            notes=tuple(map(note_of, self.decisions.edition.notes)),
            excluded=tuple(excluded),
        )

    def stale(self) -> tuple[str, ...]:
        """Return the keys of decisions that found no article or sentence, after everything has been applied."""
        return () if self.partial else tuple(stale(self.decisions, self._found))

    def _first_fit(self, article: Article) -> int:
        """Return the number of the first section that fits `article`; the number of sections if none does."""
        key = article.source.sha256, article.title_ar
        if key not in self._first_fits:
            said = [Words(text) for text in (article.title_ar, article.deck_ar or "", article.text)]
            lists = self.lists_of(article)
            fitting = (number for number, fit in enumerate(self._fits) if fit.has(article, said, lists))
            self._first_fits[key] = next(fitting, len(self._fits))
        return self._first_fits[key]

    def _is_out(self, article: Article) -> bool:
        decided = self.of(article)
        return decided.out is not None or decided.later

    def _excluded(self, article: Article) -> Excluded:
        decided, source = self.of(article), article.source
        return Excluded(
            title_ar=article.title_ar,
            outlet=source.outlet,
            identity=_identity(article),
            sha256=source.sha256,
            url=source.url,
            why=decided.out.why if decided.out else "",
            by=decided.out.by if decided.out else "",
            at=decided.out.at if decided.out else None,
            later=decided.later,
        )

    def _is_too_late(self, article: Article) -> bool:
        return self._is_after(article, self.settings.closes)

    def _is_after(self, article: Article, limit: time | None) -> bool:
        """Return whether `article` arrived after the time of day `limit` of the edition's day."""
        if limit is None:
            return False
        arrived = _arrived(article.source, self.root)
        return arrived is not None and arrived > datetime.combine(self.day, limit, self.zone).astimezone(UTC)


def _arrived(source: Source, root: Path) -> datetime | None:
    """Return when an article arrived: when it was fetched, or when its file was last written."""
    if source.fetched_from:
        return source.retrieved_at
    try:
        return datetime.fromtimestamp((root / source.path).stat().st_mtime, UTC)
    except (OSError, ValueError):
        return None


def _identity(article: Article) -> str:
    return identity(article.source.url, article.source.outlet, article.text)


def note_of(note: Note) -> DeskNote:
    """Return what the record has of a note."""
    return DeskNote(en=note.en, ar=note.ar, by=note.by, at=note.at, audience=note.audience)


def stale(decisions: Decisions, found: Collection[str]) -> Iterator[str]:
    """Yield the keys of decisions that found no article or sentence; `found` are the names of those that did."""
    for key, decided in decisions.entries.items():
        if name_of(key) not in found:
            if decided != EntryDecisions(headline=decided.headline):
                yield key
            continue
        chosen = decided.sentences
        yield from (f"{key} {name}" for name in (*chosen.add, *chosen.remove, *chosen.order) if name not in found)
    yield from (f"order {key}" for key in decisions.order if name_of(key) not in found)
