"""What of a record is found again in its PDF: read back with PDFium, the reader inside Chrome, passage by passage.

In: a PDF's bytes and the passages that it prints. Out: how many of their words and numbers are found, and which are
not. Marks on letters, digits' script and punctuation do not count; nor does the order of the pieces of one line that
mixes directions, on which readers differ. The floor is 99.5 % of the words and all numbers; a run that falls below it
says so.
"""

import logging
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reporter.config import LayoutSettings
from reporter.record import Record
from reporter.render.fonts import spare_face, unprintable
from reporter.render.words.direction import digits_ar

log = logging.getLogger(__name__)

FLOOR = 0.995
"""Share of the words that is found again in a good PDF."""
_TOKEN = re.compile(r"\d+(?:[.,:/–-]\d+)*|[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
"""The same, a range in its two figures: readers differ on the order of Arabic-Indic ones."""
_AROUND = 24
"""Foreign words that may be before and inside a passage: a running head, the lines of the other column."""


class Legibility(NamedTuple):
    """How much of a record a reader of its PDF finds."""

    words: int
    words_found: int
    numbers: int
    numbers_found: int
    missing: tuple[str, ...]
    """The first words and numbers that are not found."""

    @property
    def good(self) -> bool:
        """Whether the floor is kept."""
        return self.words_found >= FLOOR * self.words and self.numbers_found == self.numbers


def check(pdf: bytes, record: Record, layout: LayoutSettings) -> None:
    """Log a warning if less of `record` is found again in `pdf` than the floor, or if it cannot be read."""
    try:
        text = read(pdf)
    except (OSError, RuntimeError, ValueError) as e:
        log.warning("The PDF could not be read back to check its text (%s); open it and search for a word.", e)
        return
    found = compare(tuple(passages(record, layout)), text, whole_ranges=layout.digits == "western")
    if not found.good:
        log.warning(
            "Programs that read the PDF find %.1f %% of its words and %d of its %d numbers; not found: %s. Search and "
            "copying may fail there; report it with the PDF.",
            100 * found.words_found / max(1, found.words),
            found.numbers_found,
            found.numbers,
            ", ".join(found.missing),
        )


def read(pdf: bytes) -> str:
    """Return the text of all pages, as PDFium reads it.

    Raises:
        RuntimeError: it is not a PDF.

    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def passages(record: Record, layout: LayoutSettings) -> Iterator[str]:
    """Yield the texts of `record` that the pages are to show, without characters that no face has."""
    for entry in record.entries:
        texts: list[str | None] = []
        if layout.languages != "english-only":
            texts += [entry.title_ar, entry.deck_ar, *(point.text_ar for point in entry.points)]
        if layout.languages != "arabic-only":
            texts += [english.text_en for english in entry.translations]
        for text in filter(None, texts):
            yield "".join(char for char in text if not unprintable(char) or spare_face(char))


def compare(wanted: Sequence[str], text: str, *, whole_ranges: bool = True) -> Legibility:
    """Return what of the passages `wanted` is in `text`, the words of each together.

    A score or range is one number, or two where `whole_ranges` is not asked for.

    >>> compare(["فاز الفريق 2-1"], "فاز الفر يق 2-1").missing
    ('الفريق',)

    """
    tokens = tokens_of(text, whole_ranges=whole_ranges)
    places = defaultdict(list)
    for place, token in enumerate(tokens):
        places[token].append(place)
    whole, cursor = f" {' '.join(tokens)} ", 0
    counts = {True: [0, 0], False: [0, 0]}
    missing: list[str] = []
    for passage in (tokens_of(passage, whole_ranges=whole_ranges) for passage in wanted):
        sought = f" {' '.join(passage)} "
        start = max(whole.find(sought, cursor), whole.find(sought) if cursor else -1)
        cursor = max(start, 0)
        lacking = [] if start >= 0 else _lacking(passage, tokens, places)
        for number in (True, False):
            counts[number][0] += sum(token[0].isdigit() is number for token in passage)
            counts[number][1] += sum(token[0].isdigit() is number for token in lacking)
        missing += lacking
    (numbers, no_numbers), (words, no_words) = counts[True], counts[False]
    return Legibility(words, words - no_words, numbers, numbers - no_numbers, tuple(missing[:5]))


def _lacking(passage: list[str], tokens: list[str], places: Mapping[str, list[int]]) -> list[str]:
    """Return the words of `passage` that are not in the stretch of `tokens` that is most like it."""
    best = Counter(passage)
    known = [(len(places[token]), at) for at, token in enumerate(passage) if token in places]
    for _, at in sorted(known)[:3]:
        for place in places[passage[at]][:5]:
            stretch = tokens[max(0, place - at - _AROUND) : place - at + len(passage) + _AROUND]
            best = min(best, Counter(passage) - Counter(stretch), key=Counter.total)
    return list(best.elements())


def tokens_of(text: str, *, whole_ranges: bool = True) -> list[str]:
    """Return the words and numbers of `text` without marks on letters, joiners and differences of digits.

    >>> tokens_of("تغلّبوا على كندا ٢-١!")
    ['تغلبوا', 'على', 'كندا', '2-1']

    """
    plain = unicodedata.normalize("NFKC", re.sub("[\u202a-\u202e\u2066-\u2069]", " ", text))  # pdftotext's
    kept = (char for char in plain if unicodedata.category(char) not in {"Mn", "Cf"} and char != "ـ")
    return (_TOKEN if whole_ranges else _FIGURE).findall(digits_ar("".join(kept)))
