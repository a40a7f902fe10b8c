"""What has changed since the earlier editions that recipients had.

In: the articles of a run, the earlier editions, and what the store and the ledger know about them. Out: whether an
article is new, another version of one that was printed, or printed already (``fate``, ``is_due``); and, for the record,
the new versions and the sentences that earlier editions quoted and that are no longer as quoted (``applied``).

An article is recognised by its versions in the inbox, its URL, its bytes or, without a URL, its file. A page with
hardly a word of what its address had before is another article.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reporter.editions.earlier import EarlierRecords
from reporter.editions.versions import full_text, is_same, text_key
from reporter.identity import canonical_address, identity
from reporter.language import differ
from reporter.model import Article, Source, Translation
from reporter.record import Arrival, Changes, Dropped, Entry, Quote, Record, Updated
from reporter.store.history import KeptArticle, KeptCorrection, KeptEdition

_GONE = "gone"
"""What is kept about a quoted sentence whose article was taken down."""
_Key = tuple[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store and the ledger know about articles and editions."""

    versions: Mapping[str, int] = field(default_factory=dict)
    """The number of a fetched article by the SHA-256 of each of its versions."""
    gone: Mapping[int, int] = field(default_factory=dict)
    """The HTTP status of fetched articles that were taken down, by their numbers."""
    delivered: frozenset[str] = frozenset()
    """Dates of the editions that someone was sent; none if nothing was ever sent."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an article was printed."""

    edition: KeptEdition
    index: int

    @property
    def article(self) -> KeptArticle:
        return self.edition.articles[self.index]


class Since:
    """The articles of a run, compared with the editions before that of a day."""

    def __init__(
        self,
        records: EarlierRecords,
        editions: Sequence[KeptEdition],
        day: date,
        articles: Sequence[Article],
        known: Known,
    ) -> None:
        self._records, self._known = records, known
        self._entries: dict[str, dict[str, Entry]] = {}
        self._texts: dict[str, str] = {}
        before = [edition for edition in editions if edition.date < day.isoformat()]
        self._last = before[-1] if before else None
        self._files: dict[str, _Place] | None = None
        had = [edition for edition in before if edition.date in known.delivered] or before
        self._had = {edition.date for edition in had}
        self._keys = {article.source.sha256: frozenset(self._keys_of(article.source)) for article in articles}
        self._places = self._found(before, {key for keys in self._keys.values() for key in keys})
        self._told = {
            (item.edition, item.point): item.today for edition in before for item in edition.corrections
        }  # the latest edition counts
        self._fates = {article.source.sha256: self._fate(article, self._had) for article in articles}
        self._due = {
            article.source.sha256
            for article in articles
            if self._fate(article, None) == "updated" or self._is_another(article, None)
        }
        dropped = tuple(self._all_dropped())
        gone = {item.identity for item in dropped}
        updated = (self._updated(article) for article in articles)
        self._changes = Changes(
            updated=tuple(item for item in updated if item is not None and item.identity not in gone), dropped=dropped
        )

    def is_due(self, article: Article) -> bool:
        """Return whether an article is to be printed although one with its URL was: its text is not the same."""
        return article.source.sha256 in self._due

    def translated(self, translate: Callable[[Sequence[str]], Sequence[Translation]]) -> None:
        """Add the English of the sentences that are in the place of quoted ones today."""
        texts = list(dict.fromkeys(quote.today_ar for _, quote in self._changes.corrections if quote.today_ar))
        if not texts:
            return
        english = dict(zip(texts, translate(texts), strict=True))

        def with_english(item: Updated) -> Updated:
            quotes = tuple(replace(quote, today=english.get(quote.today_ar or "")) for quote in item.quotes)
            return replace(item, quotes=quotes)

        self._changes = replace(self._changes, updated=tuple(map(with_english, self._changes.updated)))

    def applied(self, made: Record) -> Record:
        """Return the record with the change of each entry, and with what has changed."""
        ids = {entry.source.sha256: entry.id for entry in made.entries}
        updated = tuple(
            replace(item, entry=ids.get(item.after))
            for item in self._changes.updated
            if item.quotes or item.after in ids
        )
        told = {item.entry for item in updated}
        goes_on = {name for story in made.stories if story.continues for name in story.entries}
        entries = tuple(
            replace(entry, change="updated" if entry.id in told else self._arrival(entry, goes_on))
            for entry in made.entries
        )
        return replace(made, entries=entries, changes=replace(self._changes, updated=updated))

    def _key(self, article: Article) -> str:
        """Return the key of one of the articles of the run."""
        sha256 = article.source.sha256
        if sha256 not in self._texts:
            self._texts[sha256] = text_key(article)
        return self._texts[sha256]

    def _arrival(self, entry: Entry, goes_on: set[str]) -> Arrival:
        fate = self._fates.get(entry.source.sha256, "new")
        return "continued" if fate == "continued" or entry.id in goes_on else "new"

    def _keys_of(self, source: Source | KeptArticle) -> Iterator[_Key]:
        yield "bytes", source.sha256
        if source.url:
            yield "address", canonical_address(source.url)
        if source.sha256 in self._known.versions:
            yield "fetched", self._known.versions[source.sha256]

    def _found(self, editions: Sequence[KeptEdition], wanted: set[_Key]) -> dict[_Key, list[_Place]]:
        """Return where articles were printed, oldest first, by each of their keys that is `wanted` or gone."""
        wanted = wanted | {("fetched", number) for number in self._known.gone}
        found: dict[_Key, list[_Place]] = {}
        for edition in editions:
            for index, item in enumerate(edition.articles):
                for key in self._keys_of(item):
                    if key in wanted:
                        found.setdefault(key, []).append(_Place(edition, index))
        return found

    def _printed(self, article: Article, dates: set[str] | None) -> list[_Place]:
        """Return where an article was printed in the editions of `dates` (None: in any), oldest first."""
        found = {
            (place.edition.date, place.index): place
            for key in self._keys[article.source.sha256]
            for place in self._places.get(key, ())
            if dates is None or place.edition.date in dates
        }
        if not found and not article.source.url and (place := self._of_file(article)):
            return [place] if dates is None or place.edition.date in dates else []
        return [found[key] for key in sorted(found)]

    def _of_file(self, article: Article) -> _Place | None:
        """Return where the last edition had another version of a file without a URL."""
        if self._files is None:
            self._files = dict(self._printed_files())
        found = [self._files[path] for path in article.source.paths if path in self._files]
        place = min(found, key=lambda each: each.index, default=None)
        entry = place and self._entry(place)
        return place if entry and differ.share_text(entry.text_ar, article.text) else None

    def _printed_files(self) -> Iterator[tuple[str, _Place]]:
        """Yield the files without a URL that the last edition printed, and where; the first place comes last."""
        made = self._last and self._records.of(date.fromisoformat(self._last.date))
        if self._last and made:
            for index, entry in reversed(list(enumerate(made.entries[: len(self._last.articles)]))):
                if not entry.source.url:
                    yield from ((path, _Place(self._last, index)) for path in entry.source.paths)

    def _fate(self, article: Article, dates: set[str] | None) -> Arrival:
        """Compare an article with its last version in the editions of `dates`."""
        printed = self._printed(article, dates)
        if not printed or self._is_another(article, dates):
            return "new"
        return "continued" if is_same(printed[-1].article.text, self._key(article)) else "updated"

    def _is_another(self, article: Article, dates: set[str] | None) -> bool:
        """Return whether the address of an article that was printed has another article now."""
        printed = self._printed(article, dates)
        if not printed or is_same(printed[-1].article.text, self._key(article)):
            return False
        entry = self._entry(printed[-1])
        return entry is not None and not differ.share_text(article.text, entry.text_ar)

    def _updated(self, article: Article) -> Updated | None:
        """Return what has changed in an article; None if nothing has that anybody was sent."""
        printed = self._printed(article, self._had)
        quotes = tuple(self._quotes(article, printed))
        fate = self._fates[article.source.sha256]
        if not printed or fate == "new" or (fate != "updated" and not quotes):
            return None
        place, entry = printed[-1], self._entry(printed[-1])
        before, after = (full_text(entry), full_text(article)) if entry else ("", "")
        words, more = differ.said(before, after) if entry else ((), True)
        source = article.source
        return Updated(
            **_facts(place, entry, article),
            identity=identity(source.url, source.outlet, article.text),
            quotes=quotes,
            entry=None,
            before=place.article.sha256,
            after=source.sha256,
            silent=bool(entry and source.published_at and entry.source.published_at == source.published_at),
            words=words,
            more=more,
            diff=differ.pieces(before, after),
        )

    def _quotes(self, article: Article, printed: Sequence[_Place]) -> Iterator[Quote]:
        """Yield the sentences of earlier editions that are no longer as they were last told."""
        seen: set[str | None] = set()  # what later editions quoted, and what is in its place
        sentences: list[str] = []
        for place in reversed(printed):
            day = place.edition.date
            is_told_of = any(
                edition == day and point.startswith(f"{place.index + 1}.") for edition, point in self._told
            )
            if is_same(place.article.text, self._key(article)) and not is_told_of:
                continue
            entry = self._entry(place)
            if entry is None or not differ.share_text(article.text, entry.text_ar):
                continue
            sentences = sentences or [article.sentence_text(index) for index in range(len(article.sentences))]
            for point in entry.points:
                quoted, told_last = differ.key_of(point.text_ar), self._told.get((day, point.id))
                today = _today(point.text_ar, article.text, sentences)
                state = _state(today)
                is_told = bool(seen & {quoted, told_last, state or quoted})
                seen |= {quoted, state or quoted}
                if not is_told and state != (quoted if told_last is None else told_last):
                    yield Quote(
                        edition=date.fromisoformat(day),
                        point=point.id,
                        text_ar=point.text_ar,
                        text_en=point.english.text_en,
                        today_ar=today,
                        today=None,
                        diff=differ.pieces(point.text_ar, today) if today else (),
                    )

    def _all_dropped(self) -> Iterator[Dropped]:
        for number, status in sorted(self._known.gone.items()):
            printed = [place for place in self._places.get(("fetched", number), ()) if place.edition.date in self._had]
            quotes: dict[str, Quote] = {}
            for place in reversed(printed):
                entry, day = self._entry(place), place.edition.date
                for point in entry.points if entry else ():
                    if self._told.get((day, point.id)) != _GONE:
                        quote = Quote(
                            edition=date.fromisoformat(day),
                            point=point.id,
                            text_ar=point.text_ar,
                            text_en=point.english.text_en,
                            today_ar=None,
                            today=None,
                            diff=(),
                        )
                        quotes.setdefault(differ.key_of(point.text_ar), quote)
            if quotes and (entry := self._entry(printed[-1])):
                yield Dropped(
                    **_facts(printed[-1], entry, None),
                    identity=entry.identity,
                    quotes=tuple(quotes.values()),
                    status=status,
                )

    def _entry(self, place: _Place) -> Entry | None:
        """Return the entry of an article in the record of its edition; None if that is gone, or another version."""
        day = place.edition.date
        if day not in self._entries:
            made = self._records.of(date.fromisoformat(day))
            self._entries[day] = {entry.source.sha256: entry for entry in (made.entries if made else ())}
        return self._entries[day].get(place.article.sha256)


def kept_corrections(made: Record) -> tuple[KeptCorrection, ...]:
    """Return what an edition has corrected, for the history."""
    return tuple(
        KeptCorrection(
            edition=quote.edition.isoformat(),
            point=quote.point,
            today=_GONE if isinstance(article, Dropped) else _state(quote.today_ar),
        )
        for article, quote in made.changes.corrections
    )


def _state(today: str | None) -> str:
    return differ.key_of(today) if today else ""


def _today(quoted: str, text: str, sentences: Sequence[str]) -> str | None:
    """Return the sentence of an article that is in the place of a quoted one; the same if it is as quoted."""
    if differ.contains(text, quoted):
        return quoted
    found = differ.closest(quoted, sentences)
    return None if found is None else sentences[found]


def _facts(place: _Place, entry: Entry | None, present: Article | None) -> dict[str, Any]:
    """Return which article of which edition it was; without its entry, the facts are those of the `present` version."""
    source = entry.source if entry else present.source if present else None
    return {
        "edition": date.fromisoformat(place.edition.date),
        "number": entry.id if entry else str(place.index + 1),
        "outlet": source.outlet if source else None,
        "url": source.url if source else None,
        "title_ar": entry.title_ar if entry else present.title_ar if present else "",
        "title_en": entry.title.text_en if entry else None,
    }
