"""A saved web page -> the lines of its article, its headings, and what the page says about it.

In: HTML as text. Out: one block a line. The body is found by trafilatura; what it knows of times is too little, so
``page_metadata`` reads that. Nothing that the page links to is fetched, no script is run.
"""

import logging
import re
from dataclasses import dataclass

from reporter.ingest.metadata import Metadata

log = logging.getLogger(__name__)

_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")
_LONG_TAG = re.compile(r"(<[A-Za-z][\w-]{0,30})[^<>]{20000,}(?=>)")
"""A tag with an embedded picture, or made to keep a parser busy: attributes take quadratic time. Its name is enough."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_MOST_ELEMENTS = 100_000
"""A news page has some thousands; the time that trafilatura takes grows with them."""
_FURNITURE = ("nav", "footer", "button", "select", "noscript", "script", "style", "template")
_BLOCKS = frozenset({"head", "p", "list", "item", "quote", "code", "table", "row", "cell", "div", "lb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """The article of a page; `text` is empty where none was found."""

    text: str
    headings: tuple[str, ...]
    metadata: Metadata
    reason: str = "no article was found in the page"
    """Why there is no text, when there is none."""


def looks_like_page(text: str) -> bool:
    """Tell whether `text` is HTML, whatever its file is called."""
    return _PAGE.match(text) is not None


def read_page(text: str) -> WebPage:
    """Return the article of the page `text`; never raises."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    from reporter.ingest.page_metadata import read_page_metadata

    short = _LONG_TAG.sub(r"\1", _DECLARATION.sub("", text, count=1))
    source = short.replace("\x00", "").encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = document_fromstring(source, parser=parser)
        if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
            reason = f"the page has more than {_MOST_ELEMENTS:,} elements, which no article has"
            return WebPage(text="", headings=(), metadata=Metadata(), reason=reason)
        metadata = read_page_metadata(page)
        etree.strip_elements(page, *_FURNITURE, with_tail=False)  # of a short article trafilatura takes all text
        lines, headings = _body(page)
    except (etree.LxmlError, AssertionError, RecursionError, ValueError) as e:
        log.debug("page not readable: %s", e)
        return WebPage(text="", headings=(), metadata=Metadata())
    return WebPage(text="\n".join(lines), headings=headings, metadata=metadata)


def _body(page: object) -> tuple[list[str], tuple[str, ...]]:
    """Return the blocks of the article that trafilatura finds in `page`, and which of them are headings."""
    import trafilatura
    from lxml import etree

    # Its errors are about pages, not for the reader: what it cannot find is reported as an empty text.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    lines: list[str] = []
    headings: list[str] = []
    pieces: list[str] = []

    def end_block(*, heading: bool) -> None:
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if line.strip("-"):
            lines.append(line)
            if heading:
                headings.append(line)

    for event, element in etree.iterwalk(body, events=("start", "end")) if body is not None else ():
        if element.tag in _BLOCKS:
            end_block(heading=event == "end" and element.tag == "head")
        if element.tag == "item" and event == "start":
            pieces.append("- ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    end_block(heading=False)
    return lines, tuple(headings)
