"""Print the HTML document as a PDF with WeasyPrint.

Nothing is fetched: a reference to anything outside the document is an error. A character without a glyph is also an
error, because it would be printed as an empty box. ``substitutes`` replaces characters that the text families lack,
``weasyprint_loading`` loads WeasyPrint, ``weasyprint_breaks`` and ``weasyprint_feet`` fill the pages,
``weasyprint_lines`` draws Arabic lines, ``weasyprint_tags`` builds the structure, and ``standards`` makes the file
suitable for archiving.

Private to WeasyPrint 70 and used here: the text of its log messages (``_LOST``, ``.notdef``).
tests/test_insides.py names it.
"""

import gc
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from traceback import walk_tb
from typing import Any
from xml.etree.ElementTree import Element

from reporter.config import PdfStandard
from reporter.errors import ReporterError
from reporter.record import Record
from reporter.render.pdf import standards
from reporter.render.pdf.substitutes import substitute
from reporter.render.pdf.weasyprint_breaks import full_pages
from reporter.render.pdf.weasyprint_feet import even_feet
from reporter.render.pdf.weasyprint_lines import FontUse, readable_lines
from reporter.render.pdf.weasyprint_loading import fetcher_class, page_class, setting, without_fonts_of_the_machine
from reporter.render.pdf.weasyprint_tags import LANGUAGE, structured

PANGO_COMMANDS = (
    "install it: 'sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' (Debian, Ubuntu), "
    "'sudo dnf install pango harfbuzz' (Fedora), 'brew install pango harfbuzz' (macOS)"
)

_LOST = ("Relative URI", "Failed to load", "Failed to render", "cannot be loaded")
"""Parts of WeasyPrint's messages about content that is missing from the page."""
_FOOTNOTE = re.compile(r'(?:<style\b[^>]*>[^<]*|<[^>]* style="[^">]*)\bfloat\s*:\s*footnote')
_DRAWING = re.compile(r"""<svg\b.*?</svg>|data:image/svg[^"'>)]*""", re.DOTALL)
_one_at_a_time = threading.Lock()
"""Held while printing, which changes environment variables and parts of WeasyPrint."""


def print_html(html: str, record: Record, standard: PdfStandard = "a-3a") -> bytes:
    """Return the PDF of `html`; its dates and identifier come from `record`, so that equal input makes equal bytes.

    The PDF conforms to `standard`.

    Raises:
        ReporterError: Pango, a glyph or a picture is missing, an SVG is malformed, the document refers to something
            outside itself or uses footnotes, or the disk is full.

    """
    refuse_footnotes(html)

    def write(page: Any, languages: tuple[str, ...]) -> bytes:  # noqa: ANN401 (WeasyPrint has no types)
        printed: bytes = page.write_pdf(**standards.options(record, standard, languages))
        return printed

    return printed(without_screen(html), record.edition.issued_at, write)


def refuse_footnotes(html: str) -> None:
    """Raise a ReporterError if `html` uses footnotes."""
    if _FOOTNOTE.search(html):
        raise ReporterError("A style sheet uses footnotes (float: footnote), which are not supported; remove them.")


def printed(
    html: str,
    issued: datetime,
    write: Callable[[Any, tuple[str, ...]], bytes],
    *,
    special: str = "",
    fonts: dict[str, FontUse] | None = None,
) -> bytes:
    """Return what `write` makes of the page `html`, given as WeasyPrint's HTML, and of the languages in it.

    `special` are characters that other parts of the document have: a spare face that is used gets them too. `fonts` is
    filled with the fonts that are used, which are then not embedded.

    Raises:
        ReporterError: as ``print_html`` does.

    """
    with _one_at_a_time:
        return _printed(html, issued, write, special, fonts)


def _printed(
    html: str,
    issued: datetime,
    write: Callable[[Any, tuple[str, ...]], bytes],
    special: str,
    fonts: dict[str, FontUse] | None,
) -> bytes:
    try:
        page_of, fetcher = page_class(), fetcher_class()(allowed_protocols={"data"}, fail_on_errors=True)
        from weasyprint.urls import FatalURLFetchingError
    except OSError as e:
        raise ReporterError(f"Pango, the library that lays out the pages, cannot be loaded; {PANGO_COMMANDS}.") from e

    with _warnings() as said, _dated(issued), readable_lines(fonts), full_pages(), even_feet(), _seldom_collected():
        try:
            page = page_of(string=_prepared(html), url_fetcher=fetcher, base_url=None)
            substitute(page.etree_element, special)
            languages = _languages_renamed(page.etree_element)
            with structured(page.etree_element), without_fonts_of_the_machine():
                made = write(page, languages)
        except FatalURLFetchingError as e:
            raise ReporterError(
                f"The document refers to something outside itself ({e}); templates must be self-contained."
            ) from e
        except OSError as e:
            raise ReporterError(
                f"The PDF could not be made ({e.strerror or e}); make room in the folder for temporary files (TMPDIR)."
            ) from e
        except Exception as e:
            if not any("weasyprint.images" in frame.f_globals["__name__"] for frame, _ in walk_tb(e.__traceback__)):
                raise
            drawing = _faulty_drawing(html)
            raise ReporterError(
                f"An SVG in the document is malformed ({type(e).__name__}: {e}): {drawing[:100]}… "
                "Check its attributes; a viewBox is four numbers."
            ) from e
    lost = [message for message in said if any(words in message for words in _LOST)]
    if lost:
        raise ReporterError(
            f"A part of the document cannot be printed ({lost[0][:200]}); include pictures in the document, "
            "as SVG or as a 'data:' URL."
        )
    missing = [message for message in said if "notdef" in message]
    if missing:
        raise ReporterError(f"The fonts lack a character: {missing[0]}; remove it from the template.")
    if not isinstance(made, bytes):
        raise TypeError(f"WeasyPrint returned {type(made).__name__}, not bytes")
    return made


def _faulty_drawing(html: str) -> str:
    """Return the first SVG of `html` that cannot be printed alone either."""
    for drawing in dict.fromkeys(_DRAWING.findall(html)):
        alone = f'<img src="{drawing}">' if drawing.startswith("data:") else drawing
        try:
            page_class()(string=alone).write_pdf()
        except Exception:  # noqa: BLE001  (WeasyPrint has no error of its own for it)
            return str(drawing)
    return "it is in a style sheet"


def without_screen(html: str) -> str:
    """Return `html` without what only a screen shows."""
    return re.sub(r"<!-- on screen -->.*?<!-- end of screen -->", "", html, flags=re.DOTALL)


def _prepared(html: str) -> str:
    """Return `html` changed so that WeasyPrint prints it correctly and quickly.

    Each space between text and an inline element is put into its own element,
    and spaces at the end of blocks are removed: if the text before an inline element or before the end of a block fits
    the line exactly except for its last space, WeasyPrint 70 breaks the line after its first word
    (``split_first_line``, the branch for a first line that is too long). SVG is left unchanged.
    """
    head, body, rest = html.partition("<body")
    parts = re.split(r"(<svg\b.*?</svg>)", re.sub(r"\s+(?=</(?:td|th|p|h[1-6])>)", "", rest), flags=re.DOTALL)
    parts[::2] = [
        re.sub(r"(?<![>\s])\s+(?=<(?:a|bdi|em|span|strong|code)\b)", "<span> </span>", part) for part in parts[::2]
    ]
    return head + body + "".join(parts)


def _languages_renamed(root: Element) -> tuple[str, ...]:
    """Return the languages of the document under `root`, and rename ``lang`` to ``LANGUAGE``.

    WeasyPrint does not share styles below an element with a ``lang`` attribute.
    """
    languages = {root.get("lang", "en")}
    for element in (each for each in root.iter() if each is not root and "lang" in each.attrib):
        element.set(LANGUAGE, element.attrib.pop("lang"))
        languages.add(element.attrib[LANGUAGE])
    return tuple(sorted(languages - {""}))


@contextmanager
def _dated(moment: datetime) -> Iterator[None]:
    """Make WeasyPrint write `moment` instead of the current time (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    with setting("SOURCE_DATE_EPOCH", str(max(0, int(moment.timestamp())))):  # fonts cannot have a time before 1970
        yield


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Make garbage collection rare: it would traverse the tree of the document, large and alive, every time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect the messages that WeasyPrint logs while it prints."""
    said: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield said
    finally:
        logger.removeHandler(collector)
