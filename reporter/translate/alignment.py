"""Align each English word with Arabic words, according to the decoder's attention.

In: the pieces of source and hypothesis, and the attention between them. Out: links between words separated by spaces
(``text.split()``), so that links can be stored with the two texts and used without the engine.

Source: Bahdanau, Cho and Bengio (2015), section 5.2.1 (attention read as an alignment).
"""

from collections.abc import Sequence
from typing import NamedTuple

_LEAST = 0.1
"""Minimum share of a word's attention that counts as a link."""
_WORD_BEGINS = "▁"


class Link(NamedTuple):
    """A share of one English word's attention."""

    english: int
    """Index into the English text's words."""
    arabic: int
    """Index into the Arabic text's words."""
    weight: float
    """Mean over the word's pieces, 0 to 1."""


Links = tuple[Link, ...]


def links_between(
    source: Sequence[str],
    target: Sequence[str],
    attention: Sequence[Sequence[float]],
    text_ar: str,
    text_en: str,
) -> Links:
    """Return the links in `attention` (target pieces by source pieces); none if the words do not match.

    Pieces are those of SentencePiece, which mark the beginning of a word. There are no links for other tokenizers, or
    if the tokenizer changes the number of words.

    >>> pieces = ["▁وصل", "▁غوتي", "ريش"]
    >>> weights = [[0.1, 0.5, 0.4], [0.0, 0.6, 0.4], [0.9, 0.1, 0.0]]
    >>> [tuple(x) for x in links_between(pieces, ["▁And", "ers", "▁came"], weights, "وصل غوتيريش", "Anders came")]
    [(0, 1, 0.95), (1, 0, 0.9), (1, 1, 0.1)]
    """
    arabic, english = _words(source), _words(target)
    if (len(arabic), len(english)) != (len(text_ar.split()), len(text_en.split())):
        return ()
    links = []
    for number, rows in enumerate(english):
        for place, columns in enumerate(arabic):
            weight = sum(attention[row][column] for row in rows for column in columns) / len(rows)
            if weight >= _LEAST:
                links.append(Link(number, place, round(weight, 2)))
    return tuple(links)


def moved(links: Links, english: int, arabic: int) -> Links:
    """Return `links` shifted by the given numbers of words."""
    return tuple(Link(link.english + english, link.arabic + arabic, link.weight) for link in links)


def _words(pieces: Sequence[str]) -> list[list[int]]:
    """Return the indices of the pieces of each word."""
    words: list[list[int]] = []
    for index, piece in enumerate(pieces):
        if piece.startswith(_WORD_BEGINS) or not words:
            words.append([])
        words[-1].append(index)
    return words
