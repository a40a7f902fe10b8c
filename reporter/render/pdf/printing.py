"""Print the HTML document as a PDF with WeasyPrint.

Nothing is fetched: a reference to anything outside the document is an error. A character without a glyph is also an
error, because it would be printed as an empty box. ``substitutes`` replaces characters that the text families lack,
``weasyprint_breaks`` and ``weasyprint_feet`` fill the pages, ``weasyprint_lines`` draws Arabic lines,
``weasyprint_tags`` builds the structure, and ``standards`` makes the file suitable for archiving.

Private to WeasyPrint 70 and used here: ``HTML._ua_stylesheets`` (replaced), ``html.UA_STYLESHEET``, the text of its log
messages (``_LOST``, ``.notdef``); private to cssselect2 0.10: ``Matcher.other_selectors``; private to tinyhtml5 2.1:
``inputstream.characters_until_regex`` (replaced).
tests/test_insides.py names each of them.
"""

import ctypes.util
import gc
import logging
import mimetypes
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from functools import cache
from importlib import import_module
from traceback import walk_tb
from types import ModuleType
from typing import Any
from xml.etree.ElementTree import Element

from reporter.config import PdfStandard
from reporter.errors import ReporterError
from reporter.record import Record
from reporter.render.fonts import unpacked
from reporter.render.pdf import standards
from reporter.render.pdf.substitutes import substitute
from reporter.render.pdf.weasyprint_breaks import full_pages
from reporter.render.pdf.weasyprint_feet import even_feet
from reporter.render.pdf.weasyprint_lines import FontUse, readable_lines
from reporter.render.pdf.weasyprint_tags import LANGUAGE, structured

PANGO_COMMANDS = (
    "install it: 'sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' (Debian, Ubuntu), "
    "'sudo dnf install pango harfbuzz' (Fedora), 'brew install pango harfbuzz' (macOS)"
)

_LOST = ("Relative URI", "Failed to load", "Failed to render", "cannot be loaded")
"""Parts of WeasyPrint's messages about content that is missing from the page."""
_IS_NOTE = re.compile(r"(?:foot)?note-").match
_PSEUDO_ELEMENT = 3
"""Its place among what cssselect2 keeps of a selector."""
_SUBSETTING = ("fontTools.subset", "fontTools.varLib.instancer")
"""What WeasyPrint needs where HarfBuzz cannot make subsets, and for variable fonts: a tenth of a second to load."""
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
        page_class, fetcher_class = _page_class(), _fetcher_class()
        from weasyprint.urls import FatalURLFetchingError
    except OSError as e:
        raise ReporterError(f"Pango, the library that lays out the pages, cannot be loaded; {PANGO_COMMANDS}.") from e

    fetcher = fetcher_class(allowed_protocols={"data"}, fail_on_errors=True)
    with _warnings() as said, _dated(issued), readable_lines(fonts), full_pages(), even_feet(), _seldom_collected():
        try:
            page = page_class(string=_prepared(html), url_fetcher=fetcher, base_url=None)
            substitute(page.etree_element, special)
            languages = _languages_renamed(page.etree_element)
            with structured(page.etree_element):
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
            drawing = _faulty_drawing(html, page_class)
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


def _faulty_drawing(html: str, page_class: Any) -> str:  # noqa: ANN401 (WeasyPrint has no types)
    """Return the first SVG of `html` that cannot be printed alone either."""
    for drawing in dict.fromkeys(_DRAWING.findall(html)):
        alone = f'<img src="{drawing}">' if drawing.startswith("data:") else drawing
        try:
            page_class(string=alone).write_pdf()
        except Exception:  # noqa: BLE001  (WeasyPrint has no error of its own for it)
            return str(drawing)
    return "it is in a style sheet"


@cache
def _page_class() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """Return WeasyPrint's HTML with its default style sheet minus the rules for footnotes.

    Those rules add five styles to every element, which take a quarter of the memory of a long document.
    """
    with _libraries_by_name(), _types_of_the_standard_library(), _loaded_at_need(_SUBSETTING):
        from weasyprint import HTML
    from tinyhtml5 import inputstream  # type: ignore[import-untyped]
    from weasyprint.html import UA_STYLESHEET

    inputstream.characters_until_regex = _Patterns()

    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [
        selector for selector in sheet.matcher.other_selectors if not _IS_NOTE(selector[_PSEUDO_ELEMENT] or "")
    ]

    class Page(HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 (WeasyPrint calls it so)
            return [*super()._ua_stylesheets(forms)[1:], sheet]

    return Page


@cache
def _fetcher_class() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """Return WeasyPrint's URLFetcher that unpacks fonts: WeasyPrint's own unpacking rewrites each of their tables."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            answer = super().fetch(url, headers)
            content = answer.read()
            return URLFetcherResponse(url, unpacked(content) if content[:4] == b"wOFF" else content, answer.headers)

    return Fetcher


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """The patterns of WeasyPrint's HTML parser, each compiled once: tinyhtml5 2.1 caches them under the wrong key."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        """Compile the pattern for a run of these characters, or of any others."""
        characters, these = key
        self[key] = re.compile(f"[{'' if these else '^'}{re.escape(''.join(characters))}]+")
        return self[key]


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Make Linux find WeasyPrint's libraries by the last of the names that it tries.

    For each earlier name, ``find_library`` runs the linker and the compiler: 54 processes, a quarter of a second.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _loaded_at_need(names: Iterable[str]) -> Iterator[None]:
    """Make functions that are imported from the modules `names` load these when they are called."""

    class Later(ModuleType):
        def __getattr__(self, name: str) -> Callable[..., Any]:
            if name.startswith("__"):
                raise AttributeError(name)

            def called(*arguments: object, **options: object) -> object:
                return getattr(import_module(self.__name__), name)(*arguments, **options)

            return called

    later = {name: Later(name) for name in names if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


@contextmanager
def _types_of_the_standard_library() -> Iterator[None]:
    """Keep the system's lists of media types unread: WeasyPrint makes a table without them, after reading them."""
    files = mimetypes.knownfiles
    mimetypes.knownfiles = []
    try:
        yield
    finally:
        mimetypes.knownfiles = files
        mimetypes.inited = False


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
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(max(0, int(moment.timestamp())))  # fonts cannot have a time before 1970
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


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
