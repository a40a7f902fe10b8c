"""Insert glossary terms where machine English has other words for them.

In: the Arabic, its English, and the links between their words. Out: the English with the terms, and a note for each
change. A term is inserted only if the links leave no doubt about the words that represent it; otherwise the text is
unchanged.
"""

import re
from collections.abc import Sequence

from reporter.glossary.terms import English, Found, Glossary, plain_english, without_article
from reporter.model import Flag, Span

CHECK = "glossary-applied"

_OURS = 0.6
"""A word with at least this share of its attention on the term represents it."""
_NOT_OURS = 0.35
"""A word with a share between this and _OURS is ambiguous."""
_COVERED = 0.5
"""Minimum share of the term's words that receive attention from the words to be replaced."""
_SEEN = 0.3
"""Minimum attention from one of those words for a word of the term to count."""
_MOST_WORDS = 3
"""Maximum number of words to replace beyond the length of the term."""

_ARTICLES = {"the", "a", "an"}
_SMALL = {"of", "for", "in", "on", "at", "to", "and", "by", "with", "from"}
_EDGES = re.compile(r"^(?P<before>\W*)(?P<word>.*?)(?P<after>(?:['’]s?)?\W*)$", re.DOTALL)


def put_terms(
    text_ar: str, text_en: str, links: Sequence[tuple[int, int, float]], glossary: Glossary
) -> tuple[str, tuple[Flag, ...]]:
    """Return `text_en` with glossary terms inserted where `links` are clear, and a note for each.

    >>> from reporter.glossary.terms import Term
    >>> names = Glossary([Term(arabic=("غوتيريش",), english=("Guterres",))])
    >>> text, notes = put_terms("وصل غوتيريش", "Anders arrived.", [(0, 1, 0.9), (1, 0, 1.0)], names)
    >>> text, notes[0].detail
    ('Guterres arrived.', '“Guterres” replaces “Anders”, as the glossary requires for غوتيريش')
    """
    words = text_en.split()
    missing = [found for found in glossary.find(text_ar) if not English(text_en).has_any(found.term.english)]
    changes: dict[Found, range] = {}
    for found in missing:
        place = _place(found, text_ar, words, links, glossary)
        if place is not None and all(set(place).isdisjoint(other) for other in changes.values()):
            changes[found] = place
    notes = []
    for found, place in sorted(changes.items(), key=lambda item: -item[1].start):
        replaced, put = _put(words, place, found.term.english[0])
        notes.append(
            Flag(
                check=CHECK,
                severity="note",
                detail=f"“{put}” replaces “{replaced}”, as the glossary requires for {found.span.of(text_ar)}",
            )
        )
    return " ".join(words) if notes else text_en, tuple(reversed(notes))


def _place(
    found: Found,
    text_ar: str,
    words: Sequence[str],
    links: Sequence[tuple[int, int, float]],
    glossary: Glossary,
) -> range | None:
    """Return the English words that represent `found`; None unless that is clear."""
    own = set(_word_indices(text_ar, found.span))
    on_term = [0.0] * len(words)
    for english, arabic, weight in links:
        if arabic in own:
            on_term[english] += weight
    ours = _trimmed([index for index, weight in enumerate(on_term) if weight >= _OURS], words)
    name = without_article(found.term.english[0])
    if not ours or ours[-1] - ours[0] + 1 != len(ours) or len(ours) > len(name.split()) + _MOST_WORDS:
        return None
    place = range(ours[0], ours[-1] + 1)
    rivals = {index for index, weight in enumerate(on_term) if weight > _NOT_OURS} - set(place)
    if not all(_is_small(words[index]) for index in rivals):
        return None
    seen = {arabic for english, arabic, weight in links if arabic in own and english in place and weight >= _SEEN}
    if len(seen) < _COVERED * len(own):
        return None
    if name[:1].isupper() and not words[place.start].lstrip("\"'“‘«([")[:1].isupper():
        return None  # a name represents a name
    replaced = English(" ".join(words[place.start : place.stop]))
    others = {other.term for other in glossary.find(text_ar)} - {found.term}
    return None if any(replaced.has_any(other.english) for other in others) else place


def _trimmed(ours: list[int], words: Sequence[str]) -> list[int]:
    """Return `ours` without articles and short words at its edges, which are handled with the inserted term."""
    while ours and _is_small(words[ours[0]]):
        ours = ours[1:]
    while ours and _is_small(words[ours[-1]]):
        ours = ours[:-1]
    return ours


def _is_small(word: str) -> bool:
    return plain_english(word) in _ARTICLES | _SMALL | {""}


def _put(words: list[str], place: range, english: str) -> tuple[str, str]:
    """Replace the words at `place` and an article before them by `english`; return the old and the new words."""
    first, last = words[place.start], words[place.stop - 1]
    before, after = _parts(first)["before"], _parts(last)["after"]
    start = place.start
    put = without_article(english)
    if start and words[start - 1].casefold() in _ARTICLES and not before:
        start -= 1
    elif english != put and start and words[start - 1].casefold() in {"this", "that", "his", "her", "its", "their"}:
        english = put
    replaced = " ".join(words[start : place.stop]).removeprefix(before).removesuffix(after)
    if start == 0 or words[start - 1].endswith((".", "!", "?")):
        english = english[:1].upper() + english[1:]
    words[start : place.stop] = f"{before}{english}{after}".split()
    return replaced, english


def _parts(word: str) -> dict[str, str]:
    match = _EDGES.match(word)
    assert match is not None
    return match.groupdict()


def _word_indices(text: str, span: Span) -> list[int]:
    """Return the indices of the words that overlap with `span`."""
    places = [match.span() for match in re.finditer(r"\S+", text)]
    return [index for index, (start, end) in enumerate(places) if start < span.end and end > span.start]
