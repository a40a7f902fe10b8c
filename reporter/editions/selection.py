"""Which articles are in an edition, and what is missing from it.

An article is recognised by its bytes or its URL. It belongs only to the edition that first printed it, unless its text
has changed since (``changes.Since``). An edition that is made again keeps its articles in their order, followed by
those that have arrived since.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reporter.identity import canonical_address
from reporter.model import ASIDE, Article, Notice, Skipped
from reporter.record import LeftOut
from reporter.store.history import KeptArticle, KeptEdition

UNREADABLE_SHARE = 0.5
"""At this share of unreadable files, something is wrong with their source."""
Select = Literal["all", "new"]
InWords = Callable[[date], str]
"""Writes a day in the words of a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The articles of an edition, in order."""

    articles: tuple[Article, ...]
    added: tuple[bool, ...]
    """For each article, whether it arrived after the edition was first made."""
    last: str | None
    """Date of the latest earlier edition with articles."""
    repeated: bool
    """True if nothing is new and these are the articles of the last edition."""
    placed: int = 0
    """How many of the first of them keep their places, because the edition is made again."""
    left_out: tuple[LeftOut, ...] = ()
    """The new articles that watch lists leave out."""
    read: int = 0
    """How many articles were read, also those that are not in the edition."""
    unread: bool = False
    """Whether there was anything that could not be read."""

    def notes(self, in_english: InWords, in_arabic: InWords) -> tuple[Notice, ...]:
        """Return what the reader should know about this selection, with dates in words."""
        if self.last is None:
            return tuple(_notes(self, "", ""))
        day = date.fromisoformat(self.last)
        return tuple(_notes(self, in_english(day), in_arabic(day)))


def printed_on(day: date, editions: Sequence[KeptEdition]) -> "Marks":
    """Return what identifies the articles of the edition of `day`; nothing if it is made for the first time."""
    return Marks([item for edition in editions if edition.date == day.isoformat() for item in edition.articles])


def choose(
    articles: Sequence[Article],
    editions: Sequence[KeptEdition],
    day: date,
    select: Select,
    is_due: Callable[[Article], bool] = lambda _: False,
) -> Selection:
    """Return the articles of the edition of `day`, given the known `editions`.

    `is_due` tells which articles are printed again because they have changed since an earlier edition. With ``new``,
    the result may be empty; the caller decides what to do then.
    """
    own = next((edition for edition in editions if edition.date == day.isoformat()), None)
    others = [edition for edition in editions if edition.date != day.isoformat()]
    earlier = [edition for edition in others if edition.date < day.isoformat() and edition.articles]
    before = own.articles if own else ()
    kept = [] if select == "all" else list(_of(before, articles))
    chosen = [*kept, *(_once(articles) if select == "all" else _unprinted(articles, before, others, day, is_due))]
    first = Marks([item for item in before if not item.added])
    added = [article not in first for article in chosen]
    if all(added):  # nothing of an earlier version remains, so this is the first version
        added = [False] * len(chosen)
    printed = Marks([item for edition in earlier for item in edition.articles])
    return Selection(
        articles=tuple(chosen),
        added=tuple(added),
        last=earlier[-1].date if earlier else None,
        placed=len(kept),
        repeated=select == "new"
        and bool(chosen)
        and all(article in printed and not is_due(article) for article in chosen),
    )


def repeat(articles: Sequence[Article], editions: Sequence[KeptEdition], selection: Selection) -> Selection:
    """Replace an empty `selection` with the articles of the last edition that are still among `articles`."""
    last = next((edition for edition in editions if edition.date == selection.last), None)
    chosen = tuple(_of(last.articles, articles)) if last else ()
    return replace(selection, articles=chosen, added=(False,) * len(chosen), repeated=bool(chosen))


class Marks:
    """What identifies articles."""

    def __init__(self, kept: Collection[KeptArticle]) -> None:
        self._hashes = {item.sha256 for item in kept}
        self._addresses = {canonical_address(item.url) for item in kept if item.url}

    def __contains__(self, article: object) -> bool:
        if not isinstance(article, Article):
            return False
        source = article.source
        return source.sha256 in self._hashes or bool(source.url and canonical_address(source.url) in self._addresses)


class Finder:
    """Finds an article by its bytes or, failing that, its URL."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._by_hash = {article.source.sha256: article for article in articles}
        self._by_address = {
            canonical_address(article.source.url): article for article in articles if article.source.url
        }

    def of(self, item: KeptArticle) -> Article | None:
        """Return the article that `item` describes, or None."""
        found = self._by_hash.get(item.sha256)
        return found or (self._by_address.get(canonical_address(item.url)) if item.url else None)


def _of(kept: Sequence[KeptArticle], articles: Sequence[Article]) -> Iterator[Article]:
    """Yield each of `articles` that is among `kept` once, in the order of `kept`."""
    found = Finder(articles)
    taken: set[str] = set()
    for item in kept:
        article = found.of(item)
        if article is not None and article.source.sha256 not in taken:
            taken.add(article.source.sha256)
            yield article


def _unprinted(
    articles: Sequence[Article],
    before: Sequence[KeptArticle],
    others: Sequence[KeptEdition],
    day: date,
    is_due: Callable[[Article], bool],
) -> Iterator[Article]:
    """Return the articles that no edition has printed or left out, or that are due again, at most one for each URL."""
    later = [edition for edition in others if edition.date > day.isoformat()]
    printed = Marks([item for edition in others for item in edition.articles])
    fixed = Marks(
        [
            *before,
            *(item for edition in later for item in edition.articles),
            *(item for edition in others for item in edition.left_out),
        ]
    )
    return (
        article for article in _once(articles) if article not in fixed and (article not in printed or is_due(article))
    )


def _once(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield the articles, except those with the URL of an earlier one."""
    addresses = set()
    for article in articles:
        address = canonical_address(article.source.url) if article.source.url else None
        if address is None or address not in addresses:
            yield article
        addresses.add(address)


def _notes(selection: Selection, last_en: str, last_ar: str) -> Iterator[Notice]:
    numbers = [str(number) for number, added in enumerate(selection.added, start=1) if added]
    if selection.repeated:
        yield Notice(
            text_en=f"Nothing new has arrived since the edition of {last_en}; its articles are printed again",
            text_ar=f"لم يصل جديد منذ نشرة {last_ar}، وتُنشر موادها هنا مرة أخرى",
        )
    elif not selection.articles:
        yield _nothing_new(selection, last_en, last_ar)
    elif numbers:
        yield Notice(
            text_en=f"This edition was made again; {_articles(numbers)} arrived since it was first made",
            text_ar=f"أُعيد إعداد هذه النشرة، وما وصل بعد إعدادها الأول تجده تحت الرقم {'، '.join(numbers)}",
        )


def _nothing_new(selection: Selection, last_en: str, last_ar: str) -> Notice:
    """Return that nothing is new, and what became of the articles that were read, so that nobody suspects a fault."""
    left_out = len(selection.left_out)
    english, arabic = "No news today", "لا جديد اليوم"
    if last_en:
        said = (" that could be read", " أمكنت قراءته") if selection.unread else ("", "")
        but = (" but what watch lists leave out", " سوى ما تستبعده قوائم المتابعة") if left_out else ("", "")
        english += f": nothing{said[0]}{but[0]} has arrived since the edition of {last_en}"
        arabic += f": لم يصل شيء{said[1]}{but[1]} منذ نشرة {last_ar}"
    if left_out:
        earlier = selection.read - left_out
        english += f" (articles read: {selection.read}; left out: {left_out}; in earlier editions: {earlier})"
        arabic += f" (المقالات المقروءة: {selection.read}، المستبعد منها: {left_out}، في نشرات سابقة: {earlier})"
    elif selection.read:
        english += f" (articles read: {selection.read}, all of them in earlier editions)"
        arabic += f" (المقالات المقروءة: {selection.read}، وكلها في نشرات سابقة)"
    return Notice(text_en=english, text_ar=arabic)


def _articles(numbers: Sequence[str]) -> str:
    """Return the articles with these `numbers` as the subject of a sentence.

    >>> _articles(["7"]), _articles(["7", "8", "9"])
    ('article 7', 'articles 7, 8 and 9')
    """
    *most, last = numbers
    return f"articles {', '.join(most)} and {last}" if most else f"article {last}"


def degraded(skipped: Sequence[Skipped], read: int, inputs: Collection[str]) -> tuple[Notice, ...]:
    """Return what is missing, given that `read` articles were read and `skipped` were not.

    `inputs` are the files and folders named in the settings, in printed form.
    """
    return tuple(_degraded(skipped, read, inputs))


def _degraded(skipped: Sequence[Skipped], read: int, inputs: Collection[str]) -> Iterator[Notice]:
    skipped = [item for item in skipped if item.stage != ASIDE]
    missing = [item for item in skipped if item.source in inputs]
    for item in missing:
        yield Notice(
            text_en=f"{item.source} yielded nothing: {item.reason}",
            text_ar=f"لم يُقرأ شيء من أحد المصادر المحدَّدة: {item.source}",
        )
    failed = [item for item in skipped if item.stage != "ingest"]
    if failed:
        yield Notice(
            text_en=f"{len(failed)} article{'s were' if len(failed) > 1 else ' was'} left out because of an error",
            text_ar=f"عدد المواد التي استُبعدت لخطأ: {len(failed)}",
        )
    unreadable, files = len(skipped) - len(missing), len(skipped) - len(missing) + read
    if unreadable and unreadable >= UNREADABLE_SHARE * files:
        yield Notice(
            text_en=f"{unreadable} of {files} files could not be read",
            text_ar=f"عدد الملفات التي تعذّرت قراءتها: {unreadable} من أصل {files}",
        )
