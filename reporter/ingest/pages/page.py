"""A saved web page -> the lines of its article, its headings and its metadata.

In: HTML as text. Out: one block per line. No links are fetched and no scripts are executed.
"""

import logging
import re
from dataclasses import dataclass

from lxml import etree

from reporter.ingest.encodings import without_long_runs
from reporter.ingest.metadata import Metadata
from reporter.model import Remark

log = logging.getLogger(__name__)

_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
_LONG_TAG = re.compile(r"(<[A-Za-z][\w-]{0,30})[^<>]{20000,}(?=>)")
"""A tag with an embedded picture, or one made to keep a parser busy with many attributes; only its name is kept."""
_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BODY = re.compile(r"<(?:body|frameset)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:\s+|<!--.*?-->|<!doctype[^<>]*>|</?(?:html|head|meta|link|base)\b[^<>]*>"
    r"|<(title|script|style|noscript|template)\b.*?</\1\s*>)*",
    re.IGNORECASE | re.DOTALL,
)
"""What can precede the body of a page that does not mark it, as HTML allows."""
_MOST_ELEMENTS = 100_000
"""Maximum number of elements; a news page has a few thousand, and trafilatura's time grows with them."""
_FURNITURE = ("nav", "footer", "button", "select", "noscript", "script", "style", "template")
_FEWEST_WORDS = 40
"""Number of words below which a body may be only an excerpt of a text in the page's scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """The article of a page; `text` is empty if none was found."""

    text: str
    headings: tuple[str, ...]
    metadata: Metadata
    remarks: tuple[Remark, ...] = ()
    reason: str = "no article was found in the page"
    """Why there is no text; None if there is."""


def looks_like_page(text: str) -> bool:
    """Return whether `text` is HTML, regardless of the file name."""
    return _PAGE.match(text) is not None


def read_page(text: str) -> WebPage:
    """Return the article of the page `text`; never raises."""
    from lxml.html import HTMLParser, document_fromstring

    short = _LONG_TAG.sub(r"\1", _DECLARATION.sub("", without_long_runs(text), count=1))
    source = _with_body(short.replace("\x00", "")).encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = document_fromstring(source, parser=parser)
        if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
            return _none(f"the page has more than {_MOST_ELEMENTS:,} elements, too many for an article")
        return _read(page)
    except (etree.LxmlError, AssertionError, RecursionError, ValueError) as e:
        log.debug("page not readable: %s", e)
        return WebPage(text="", headings=(), metadata=Metadata())


def _with_body(source: str) -> str:
    """Mark where the body begins; the parser, which knows HTML 4, would look for it in vain before an ``article``."""
    head = None if _BODY.search(source) else _HEAD.match(source)
    return source if head is None else f"{source[: head.end()]}<body>{source[head.end() :]}"


def _read(page: etree._Element) -> WebPage:
    """Return the article of the parsed `page`, which is modified."""
    from reporter.ingest.pages.blocks import read_blocks
    from reporter.ingest.pages.body import (
        by_blocks,
        completed,
        find_body,
        join_parts,
        take,
        take_embedded,
        take_tables,
        without_links,
    )
    from reporter.ingest.pages.data import is_for_subscribers, linked_article, says_it_is_a_list, text_in_data
    from reporter.ingest.pages.facts import facts_in_state, read_page_facts
    from reporter.ingest.pages.kinds import LIST, NO_TEXT, has_text, paywall_elements, why_no_article

    take_embedded(page)
    blocks = read_blocks(page)
    data = linked_article(page)
    facts = read_page_facts(page, blocks, data)
    in_data, owner = text_in_data(page, data)
    stated = facts.metadata
    walls = paywall_elements(blocks)
    tables = take_tables(page)
    take([*walls, *facts.spoken_for])
    left = set(page.iter())
    blocks = tuple(block for block in blocks if block.element in left)
    lists_itself = says_it_is_a_list(page)
    etree.strip_elements(page, *_FURNITURE, with_tail=False)  # for a short article trafilatura returns all text
    join_parts(page, facts.headline)
    lines, headings = find_body(page)
    lines = completed(by_blocks(lines, blocks, facts.headline), blocks, facts.headline, facts.lead)
    remarks: list[Remark] = ["without its table"] if tables else []
    if _is_fuller(in_data, lines):
        lines, headings = in_data, []
        stated = stated.over(facts_in_state(owner, stated.outlet))
    else:
        told = [line for line in lines if line != facts.metadata.title and len(line.split()) >= 5]
        reason = LIST if lists_itself else why_no_article(page, blocks, lines, facts, data)
        if walls and reason is None and not told:
            reason = "its text is for subscribers only"
        if reason is None and not has_text(blocks, facts):
            reason = NO_TEXT
        if reason:
            return _none(reason)
        lines = without_links(lines, blocks)
        if walls or (is_for_subscribers(data) and _breaks_off(lines)):
            remarks.append("beginning only")
    return WebPage(text="\n".join(lines), headings=tuple(headings), metadata=stated, remarks=tuple(remarks))


def _breaks_off(lines: list[str]) -> bool:
    """Return whether a text is so short, or ends in such a way, that it can be the beginning of a longer one."""
    return lines[-1].rstrip().endswith(("...", "…")) or sum(len(line.split()) for line in lines) < _FEWEST_WORDS


def _is_fuller(in_data: list[str], lines: list[str]) -> bool:
    """Return whether the data of the page contain more of the article than its body does."""
    theirs, ours = (sum(len(line.split()) for line in text) for text in (in_data, lines))
    return theirs > 1.5 * ours and (ours < _FEWEST_WORDS or theirs > 2 * ours)


def _none(reason: str) -> WebPage:
    return WebPage(text="", headings=(), metadata=Metadata(), reason=reason)
