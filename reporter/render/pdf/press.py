"""Print the parts of a divided document in a process of their own, where their methods are called one by one.

In: the HTML of a part. Out: its PDF without fonts, and what is needed to join it with the others.

Private to WeasyPrint 70 and used here: a document's ``fonts``; a page's ``_page_box``, its ``page_type.name``,
``background`` with ``color`` and ``layers``, ``canvas_background``, ``content_box_x``, ``content_box_y`` and
``descendants``; a box's ``string_set``.
tests/test_insides.py names each of them.
"""

import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from reporter.config import PdfStandard
from reporter.record import Record
from reporter.render.pdf import joining, standards
from reporter.render.pdf.printing import print_html, printed
from reporter.render.pdf.sheets import POINTS, Page
from reporter.render.pdf.weasyprint_counters import noted_counters
from reporter.render.pdf.weasyprint_lines import FontUse

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A part, printed."""

    pdf: bytes
    """Its fonts are not embedded."""
    pages: tuple[Page, ...]
    fonts: bytes
    """What is used of the fonts, by their hash, pickled: a ``dict[str, FontUse]``. It is small like this."""
    font_files: dict[str, bytes]
    """By hash; those that this process has returned before are left out."""
    languages: tuple[str, ...]
    numbered: bool
    """Its text contains the numbers of pages, or counts them."""


class Failure(NamedTuple):
    """An exception that was raised in the other process."""

    error: Exception


class Press:
    """Prints parts of one document."""

    def __init__(self, style: str, special: str, issued: datetime) -> None:
        """Print with the style sheet `style`; `special` are characters of the whole document (``substitutes``)."""
        self._style = style
        self._special = special
        self._issued = issued
        self._returned: set[str] = set()

    def whole(self, html: str, record: Record, standard: PdfStandard) -> Iterator[bytes | Failure]:
        """Yield the PDF of a document that is not divided."""
        yield _attempt(lambda: print_html(html, record, standard))

    def content(self, html: str) -> Iterator[Printed | Failure]:
        """Yield a part."""
        yield _attempt(lambda: self._print(html, {}))

    def margins(
        self, html: str, document: tuple[Record, PdfStandard, tuple[str, ...]] | None
    ) -> Iterator[Printed | Failure]:
        """Yield pages that have only margins; with `document`, they are in a PDF that declares and attaches these."""
        yield _attempt(lambda: self._print(html, standards.options(*document) if document else {}))

    def join(
        self, parts: list[joining.Section], margins: list[joining.Section], font_files: dict[str, bytes]
    ) -> Iterator[bytes | Failure]:
        """Yield the joined document; `font_files` are the fonts by their hash."""
        yield _attempt(lambda: joining.joined(parts, margins, font_files))

    @cached_property
    def _sheet(self) -> dict[str, Any]:
        """WeasyPrint's options with the style sheet, which is parsed once."""
        from weasyprint import CSS
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        fonts, counters = FontConfiguration(), CounterStyle()
        fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        sheet = CSS(string=self._style, font_config=fonts, counter_style=counters, url_fetcher=fetcher)
        return {"stylesheets": [sheet], "font_config": fonts, "counter_style": counters}

    def _print(self, html: str, options: dict[str, Any]) -> Printed:
        used: dict[str, FontUse] = {}
        found: dict[str, Any] = {}

        def write(page: Any, languages: tuple[str, ...]) -> bytes:  # noqa: ANN401 (WeasyPrint has no types)
            with noted_counters() as numbered:
                document = page.render(**self._sheet)
            found.update(pages=tuple(map(_page, document.pages)), languages=languages, numbered=bool(numbered))
            finish = options.get("finisher", standards.annotations_printed)
            pdf: bytes = document.write_pdf(
                **({"pdf_tags": True, "pdf_version": "1.7"} | options | {"finisher": _collected(used, finish)})
            )
            return pdf

        pdf = printed(html, self._issued, write, special=self._special, fonts=used)
        files = {name: use.file for name, use in used.items() if name not in self._returned}
        self._returned |= used.keys()
        for use in used.values():
            use.file = b""
        return Printed(pdf=pdf, fonts=pickle.dumps(used), font_files=files, **found)


def _collected(used: dict[str, FontUse], finish: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """Return the finisher `finish`, which also adds to `used` what is drawn with each font."""

    def finisher(document: Any, pdf: Any) -> None:  # noqa: ANN401 (WeasyPrint has no types)
        for font in document.fonts.values():
            used[font.hash].widths |= font.widths
            used[font.hash].texts |= font.to_unicode
        finish(document, pdf)

    return finisher


def _attempt(action: Callable[[], Any]) -> Any:  # noqa: ANN401  (what the action returns)
    try:
        return action()
    except Exception as e:  # noqa: BLE001  (it is raised again in the process that asked)
        e.add_note("".join(traceback.format_exception(e)))
        return Failure(e)


def _page(page: Any) -> Page:  # noqa: ANN401 (WeasyPrint has no types)
    box = page._page_box  # noqa: SLF001
    strings = [
        (name, text)
        for each in box.descendants()
        if each.string_set and each.string_set != "none" and each.element_tag not in {"html", "body"}
        for name, text in each.string_set
    ]
    return Page(
        box=(box.content_box_x(), box.content_box_y(), box.width, box.height),
        painted=any(
            each is not None and bool(each.color.alpha or any(layer.image for layer in each.layers))
            for each in (box.background, box.canvas_background)
        ),
        name=box.page_type.name,
        strings=tuple(strings),
        bookmarks=tuple(
            (level, label, x * POINTS, (page.height - y) * POINTS, state == "closed")
            for level, label, (x, y), state in page.bookmarks
        ),
        anchors=tuple((name, x * POINTS, (page.height - y) * POINTS) for name, (x, y, *_) in page.anchors.items()),
    )
