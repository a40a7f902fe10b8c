"""Check that a PDF contains the text of its record, by extracting it with PDFium, the PDF engine of Chrome.

In: the bytes of a PDF and the passages that it prints. Out: how many of their words and numbers are found, and which
are not. Marks on letters, the script of digits and punctuation are ignored, and so is the order of the pieces of a line
with mixed directions, on which PDF readers differ. At least 99.5 % of the words and all numbers must be found;
otherwise the run logs a warning.
"""

import logging
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
        text = read(pdf)
    except (OSError, RuntimeError, ValueError) as e:
        log.warning("The text of the PDF could not be checked (%s); open the PDF and search for a word.", e)
        return
    found = compare(tuple(passages(record, layout)), text, whole_ranges=layout.digits == "western")
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
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
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
    """Return the words of `passage` that are missing from the most similar stretch of `tokens`."""
    best = Counter(passage)
    known = [(len(places[token]), at) for at, token in enumerate(passage) if token in places]
    for _, at in sorted(known)[:3]:
        for place in places[passage[at]][:5]:
            stretch = tokens[max(0, place - at - _AROUND) : place - at + len(passage) + _AROUND]
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
