"""Check that a PDF contains the text of its record, by extracting it with PDFium, the PDF engine of Chrome.

In: the bytes of a PDF and the passages that it prints. Out: how many of their words and numbers are found, and which
are not. Marks on letters, the script of digits and punctuation are ignored, and so is the order of the pieces of a line
with mixed directions, on which PDF readers differ. At least 99.5 % of the words and all numbers must be found;
otherwise the run logs a warning.
"""

import logging
import re
import sys
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from reporter.config import LayoutSettings
from reporter.record import Record
from reporter.record.blocks import printed
from reporter.render.fonts import spare_face, unprintable
from reporter.render.words.direction import digits_ar

log = logging.getLogger(__name__)

FLOOR = 0.995
"""The minimum share of words to find."""
_TOKEN = re.compile(r"\d+(?:[.,:/–-]\d+)*|[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
"""The same, with a range split into its two figures: PDF readers differ on the order of Arabic-Indic ones."""
_AROUND = 24
"""Maximum number of other words before and inside a passage: a running head, the lines of the other column."""

_TOGETHER = 200
"""Passages that are sought at once."""
_ROOM = 3
"""How much text the pages with some passages have at most, compared with the passages."""


class Legibility(NamedTuple):
    """How much of a record's text is found in its PDF."""

    words: int
    words_found: int
    numbers: int
    numbers_found: int
    missing: tuple[str, ...]
    """The first words and numbers that are not found."""

    @property
    def good(self) -> bool:
        """Whether enough was found."""
        return self.words_found >= FLOOR * self.words and self.numbers_found == self.numbers


def check(pdf: bytes, record: Record, layout: LayoutSettings) -> None:
    """Log a warning if too little of `record` is found in `pdf`, or if the PDF cannot be read."""
    try:
        pages = read_pages(pdf)
    except (OSError, RuntimeError, ValueError) as e:
        log.warning("The text of the PDF could not be checked (%s); open the PDF and search for a word.", e)
        return
    found = compare_pages(passages(record, layout), pages, whole_ranges=layout.digits == "western")
    if not found.good:
        log.warning(
            "Programs find only %.1f %% of the words and %d of the %d numbers in the PDF; not found: %s. Search and "
            "copying may fail there; please report this and attach the PDF.",
            100 * found.words_found / max(1, found.words),
            found.numbers_found,
            found.numbers,
            ", ".join(found.missing),
        )


def read(pdf: bytes) -> str:
    """Return the text of all pages, as extracted by PDFium.

    Raises:
        RuntimeError: it is not a PDF.

    """
    return "\n".join(read_pages(pdf))


def read_pages(pdf: bytes) -> list[str]:
    """Return the text of each page, as ``read`` does."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def passages(record: Record, layout: LayoutSettings) -> Iterator[str]:
    """Yield the texts of `record` that the pages should show, without characters that no font has."""
    for printed_text in printed(record):
        texts = [
            printed_text.text_ar if layout.languages != "english-only" else None,
            printed_text.english.text_en if layout.languages != "arabic-only" else None,
        ]
        for text in filter(None, texts):
            yield "".join(char for char in text if not unprintable(char) or spare_face(char))


def compare(wanted: Sequence[str], text: str, *, whole_ranges: bool = True) -> Legibility:
    """Return how much of the passages `wanted` is in `text`; the words of a passage must be close together.

    A score or range counts as one number, or as two if `whole_ranges` is false.

    >>> compare(["فاز الفريق 2-1"], "فاز الفر يق 2-1").missing
    ('الفريق',)

    """
    return compare_pages(wanted, [text], whole_ranges=whole_ranges)


def compare_pages(wanted: Iterable[str], pages: Sequence[str], *, whole_ranges: bool = True) -> Legibility:
    """Return how much of the passages `wanted` is on `pages`, as ``compare`` does for their whole text.

    Some passages at a time are sought on a few pages, those after the ones with the passages before, so that a long
    document needs little memory. What is not there is sought on all pages.
    """
    tally, astray = _Tally(), []
    first, passages_ = 0, iter(wanted)
    while some := [tokens_of(passage, whole_ranges=whole_ranges) for passage in islice(passages_, _TOGETHER)]:
        text = _Text(pages[first : _end(pages, first, some)], whole_ranges=whole_ranges)
        for passage in some:
            if text.lacking(passage):
                astray.append(passage)
            else:
                tally.add(passage, [])
        first += text.page
    if astray:
        text = _Text(pages, whole_ranges=whole_ranges)
        for passage in astray:
            tally.add(passage, text.lacking(passage))
    return tally.legibility()


def _end(pages: Sequence[str], first: int, passages_: Sequence[list[str]]) -> int:
    """Return the number of the page after the last that `passages_` may be on, if they begin on page `first`."""
    most, end = _ROOM * sum(len(token) for passage in passages_ for token in passage), first
    while end < len(pages) and most > 0:
        most -= len(pages[end])
        end += 1
    return end + 1


class _Tally:
    """The words and the numbers of passages, and what of them is missing."""

    def __init__(self) -> None:
        self._all = Counter[bool]()
        self._lacking = Counter[bool]()
        self._missing: list[str] = []

    def add(self, passage: list[str], lacking: list[str]) -> None:
        """Count the tokens of `passage`, of which `lacking` are missing."""
        self._all.update(token[0].isdigit() for token in passage)
        self._lacking.update(token[0].isdigit() for token in lacking)
        self._missing += lacking

    def legibility(self) -> Legibility:
        """Return the result."""
        words, numbers = self._all[False], self._all[True]
        found = words - self._lacking[False], numbers - self._lacking[True]
        return Legibility(words, found[0], numbers, found[1], tuple(self._missing[:5]))


class _Text:
    """The tokens of some pages, in which passages are sought one after the other."""

    def __init__(self, pages: Sequence[str], *, whole_ranges: bool) -> None:
        self._tokens: list[str] = []
        self._starts: list[int] = []
        """Where each page begins among the tokens."""
        for page in pages:
            self._starts.append(len(self._tokens))
            self._tokens += map(sys.intern, tokens_of(page, whole_ranges=whole_ranges))
        self._whole = f" {' '.join(self._tokens)} "
        self._cursor = 0

    @property
    def page(self) -> int:
        """The number of the page with the last passage that was found, counted from 0."""
        before = self._whole.count(" ", 0, self._cursor + 1) - 1
        return max(0, bisect_right(self._starts, before) - 1)

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        places = defaultdict(list)
        for place, token in enumerate(self._tokens):
            places[token].append(place)
        return places

    def lacking(self, passage: list[str]) -> list[str]:
        """Return the words of `passage` that are missing."""
        sought = f" {' '.join(passage)} "
        start = max(self._whole.find(sought, self._cursor), self._whole.find(sought) if self._cursor else -1)
        self._cursor = max(start, 0)
        return [] if start >= 0 or self._is_broken(passage) else self._lacking(passage)

    def _is_broken(self, passage: list[str]) -> bool:
        """Return whether `passage` begins on one page and ends on the next, with other columns in between."""
        starts, end = [*self._starts, len(self._tokens)], len(passage) + _AROUND
        for place in self._places.get(passage[0], ()):
            number = bisect_right(self._starts, place)
            if number == len(self._starts):
                continue
            upper = self._tokens[max(place - end, starts[number - 1]) : min(place + end, starts[number])]
            rest = Counter(passage) - Counter(upper)
            first = next((token for token in passage if token in rest), "")
            for begin in self._places.get(first, ()):
                near = self._tokens[max(begin - _AROUND, starts[number]) : min(begin + end, starts[number + 1])]
                if starts[number] <= begin < starts[number + 1] and not rest - Counter(near):
                    return True
        return False

    def _lacking(self, passage: list[str]) -> list[str]:
        """Return the words of `passage` that are missing from the most similar stretch of the tokens."""
        best = Counter(passage)
        known = [(len(self._places[token]), at) for at, token in enumerate(passage) if token in self._places]
        for _, at in sorted(known)[:3]:
            for place in self._places[passage[at]][:5]:
                stretch = self._tokens[max(0, place - at - _AROUND) : place - at + len(passage) + _AROUND]
                best = min(best, Counter(passage) - Counter(stretch), key=Counter.total)
        return list(best.elements())


def tokens_of(text: str, *, whole_ranges: bool = True) -> list[str]:
    """Return the words and numbers of `text`, without marks and joiners, and with Western digits.

    >>> tokens_of("تغلّبوا على كندا ٢-١!")
    ['تغلبوا', 'على', 'كندا', '2-1']

    """
    plain = unicodedata.normalize("NFKC", re.sub("[\u202a-\u202e\u2066-\u2069]", " ", text))  # pdftotext's
    kept = (char for char in plain if unicodedata.category(char) not in {"Mn", "Cf"} and char != "ـ")
    return (_TOKEN if whole_ranges else _FIGURE).findall(digits_ar("".join(kept)))
