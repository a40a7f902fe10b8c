"""What of an article is searched: its printed texts, or all of it, and the words of the index made from them.

In: an entry of a record as JSON, of any version of the record. Out: its texts, in both languages, and its words.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import fold
from reporter.language.arabic.phrases import Words
from reporter.language.names import english
from reporter.store.archive import ArticleWords, IndexedArticle

Json = dict[str, Any]

_BETWEEN = " \ue000 "
"""Between two texts of an article: no phrase goes over it, and nobody can search for it."""


class Text(NamedTuple):
    """One text of an article."""

    place: str
    """``title``, ``our headline`` (the desk's), ``deck``, or the id of a point."""
    ar: str
    en: str | None
    machine: bool = False
    """Whether a machine made the English, and nobody reviewed it."""


def printed(entry: Json) -> Iterator[Text]:
    """Yield the texts of an article that were printed: its titles, its deck and the quoted sentences."""
    yield Text("title", entry["title_ar"], entry.get("title_en"), entry.get("title_origin") == "machine")
    if ours := entry.get("our_headline"):
        yield Text("our headline", ours["ar"] or "", ours["en"])
    if entry.get("deck_ar"):
        yield Text("deck", entry["deck_ar"], entry.get("deck_en"), entry.get("deck_origin") == "machine")
    for point in entry["points"]:
        yield Text(point["id"], point["text_ar"], point.get("text_en"), point.get("origin") == "machine")


def indexed(entry: Json, position: int, *, whole: bool) -> IndexedArticle:
    """Return what the index knows about an article; with `whole`, of all its text."""
    texts = list(printed(entry))
    arabic = [text.ar for text in texts]
    if whole:
        arabic = [text.ar for text in texts if "." not in text.place] + entry["text_ar"].split("\n")
    return IndexedArticle(
        position=position,
        outlet=_outlet(entry["source"]),
        section=_sections(entry),
        words=_words(arabic, [text.en for text in texts if text.en]),
    )


def withdrawn(document: Json) -> Iterator[str]:
    """Yield the keys of what a record says was withdrawn.

    These are articles that were taken down, sentences that an article no longer has, and what the desk withdraws.
    """
    changes = document.get("changes") or {"dropped": (), "updated": ()}
    yield from (item["identity"] for item in changes["dropped"])
    for item in (*changes["dropped"], *changes["updated"]):
        yield from (key_of(quote["edition"], quote["point"]) for quote in item["quotes"])
    erratum = document["edition"].get("erratum")
    if erratum and erratum["kind"] == "withdrawn":
        names = erratum["entries"] or [entry["id"] for entry in document["entries"]]
        yield from (key_of(document["edition"]["date"], name) for name in names)


def key_of(day: str, name: str) -> str:
    """Return what identifies an entry or a point, called `name` there, of the edition of `day`."""
    return f"{day}#{name}"


def compared(name: str) -> str:
    """Return a name in the form in which names of outlets and sections are compared."""
    return " ".join(fold(word) for word in name.split())


def _words(arabic: Sequence[str], english_texts: Sequence[str]) -> ArticleWords:
    folded = [Words(text).folded for text in arabic]
    return ArticleWords(
        words=_BETWEEN.join(" ".join(words) for words in folded),
        stems=_BETWEEN.join(" ".join(content_stems(words)) for words in folded),
        english=_BETWEEN.join(english_texts),
    )


def _outlet(source: Json) -> str:
    """Return the names of an outlet: its own, in English, and that of the source in the settings."""
    outlet = source.get("outlet") or ""
    names = (outlet, english(outlet, "outlet").text if outlet else "", source.get("fetched_from") or "")
    return "\n".join(dict.fromkeys(filter(None, map(compared, names))))


def _sections(entry: Json) -> str:
    names = (entry.get("section") or "", entry["source"].get("section") or "")
    return "".join(f"\n{name}\n" for name in dict.fromkeys(filter(None, map(compared, names))))
