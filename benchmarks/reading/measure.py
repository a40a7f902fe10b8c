"""What an extractor finds in a case, and which facts are wrong."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.reading.cases import Case
from benchmarks.reading.files import written
from reporter import clean, ingest
from reporter.config import IngestSettings
from reporter.language.arabic.letters import words
from reporter.model import Article, RawArticle

_NOW = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
_BODY = frozenset({"first", "last", "without", "has"})
ALL = _BODY | {"refused", "title", "deck", "outlet", "place", "author", "published", "remarks", "items"}
_NOISE = clean.load(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The facts that an extractor finds in a page; None if it finds nothing."""

    refused: str | None = None
    title: str | None = None
    deck: str | None = None
    lines: tuple[str, ...] = ()
    """Its sentences or paragraphs, in order."""
    outlet: str | None = None
    place: str | None = None
    author: str | None = None
    published: datetime | date | None = None
    remarks: tuple[str, ...] = ()
    items: int = 1
    """How many articles are in the file."""
    tells: frozenset[str] = ALL
    """The facts that it can find at all."""


def ours(case: Case) -> Read:
    """Return what reporter reads from the first article of `case`."""
    with TemporaryDirectory() as folder:
        path = written(case, Path(folder))
        found = list(ingest.read_files(path, IngestSettings(), root=Path(folder), now=_NOW))
    read = [raw for raw in found if isinstance(raw, RawArticle)]
    article = clean.clean(read[0], _NOISE) if read else found[0]
    if not isinstance(article, Article):
        return Read(refused=article.reason)
    return Read(
        title=article.title_ar,
        deck=article.deck_ar,
        lines=tuple(article.sentence_text(index) for index in range(len(article.sentences))),
        outlet=article.source.outlet,
        place=article.source.place,
        author=article.source.author,
        published=article.source.published_at,
        remarks=article.source.remarks,
        items=len(read),
    )


def trafilatura(case: Case) -> Read:
    """Return what trafilatura reads from the page of `case`."""
    import trafilatura as library

    found = library.bare_extraction(case.text, include_comments=False, with_metadata=True)
    facts = _BODY | {"refused", "title", "outlet", "author", "published"}
    if found is None or not found.text:
        return Read(refused="links captions robots error consent sign-in subscribers", tells=facts)
    day = date.fromisoformat(found.date) if found.date else None
    lines = tuple(line for line in found.text.split("\n") if line != found.title)
    return Read(title=found.title, lines=lines, outlet=found.sitename, author=found.author, published=day, tells=facts)


def newspaper4k(case: Case) -> Read:
    """Return what newspaper4k reads from the page of `case`."""
    import newspaper

    article = newspaper.Article("https://wadi.example/1", language="ar", fetch_images=False)
    article.download(input_html=case.text)
    article.parse()
    facts = _BODY | {"refused", "title", "author", "published"}
    if not article.text:
        return Read(refused="links captions robots error consent sign-in subscribers", tells=facts)
    when = article.publish_date
    day = None if when is None else when if when.tzinfo else when.date()
    lines = tuple(line for line in article.text.split("\n") if line)
    return Read(title=article.title, lines=lines, author="، ".join(article.authors) or None, published=day, tells=facts)


def readability(case: Case) -> Read:
    """Return what readability-lxml reads from the page of `case`."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(case.text)
    body = fromstring(document.summary())
    lines = tuple(text for element in body.iter("p", "li", "div") if (text := (element.text or "").strip()))
    return Read(title=document.title(), lines=lines, tells=_BODY | {"title"})


def wrong(case: Case, read: Read) -> dict[str, Any]:
    """Return the wrong facts in `read` for `case`, by name; empty if all are right."""
    if "refused" in case.right or read.refused is not None:
        right = case.right.get("refused")
        fine = right is not None and read.refused is not None and right in read.refused
        return {} if fine else {"refused": read.refused or read.lines[:2]}
    return {name: has for name, right in case.right.items() if (has := _differs(name, right, read)) is not None}


def _differs(name: str, right: Any, read: Read) -> Any:
    text = " ".join(_key(line) for line in read.lines)
    if name == "first":
        return None if read.lines and _key(read.lines[0]).startswith(_key(right)) else (read.lines[:1] or "nothing")
    if name == "last":
        return None if read.lines and _key(read.lines[-1]).endswith(_key(right)) else (read.lines[-1:] or "nothing")
    if name == "without":
        return [noise for noise in right if _key(noise) in text] or None
    if name == "has":
        return [part for part in right if _key(part) not in text] or None
    has = getattr(read, name)
    return None if has == right else (has or "nothing")


def _key(text: str) -> str:
    return " ".join(words(text))
