"""The lines of the article in a page.

In: the parsed page. Out: one block per line, and the lines that are headings. trafilatura finds the body; whatever it
leaves out between paragraphs (lists, highlighted blocks) is restored from the blocks of the page.
"""

import logging
import re
from collections.abc import Sequence

from lxml import etree

from reporter.ingest.pages.blocks import Block
from reporter.language.arabic.letters import stem, words

_BLOCKS = frozenset({"head", "p", "list", "item", "quote", "code", "table", "row", "cell", "div", "lb"})
_EMBEDDED = re.compile(r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FEWEST_TOLD = 8
"""Minimum number of words of a paragraph in an entry of a live page."""
_FEWEST_LEAD, _FEWEST_SHARED = 10, 2
"""Minimum number of words of a first paragraph, and of those that the body has too."""
_MOST_CELL = 80
"""Maximum number of characters of a cell in a table of figures; tables with longer cells are used for layout."""


def find_body(page: etree._Element) -> tuple[list[str], list[str]]:
    """Return the blocks of the article that trafilatura finds in `page`, and which of them are headings."""
    import trafilatura

    # Its errors are not helpful to the reader; if it finds nothing, the text is reported as empty.
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
    return lines, headings


def take_tables(page: etree._Element) -> bool:
    """Remove the tables of figures from `page`; return whether there was one.

    Their rows are not sentences, and the meaning of a row depends on other rows.
    """
    taken = False
    for table in list(page.iter("table")):
        rows = [row for row in table.iter("tr") if len([cell for cell in row if cell.tag in {"td", "th"}]) >= 2]
        cells = [" ".join("".join(cell.itertext()).split()) for row in rows for cell in row if cell.tag in {"td", "th"}]
        if len(rows) >= 2 and all(len(cell) <= _MOST_CELL for cell in cells) and table.find(".//table") is None:
            _take(table)
            taken = True
    return taken


def take_embedded(page: etree._Element) -> None:
    """Remove embedded posts of social networks from `page`; their words do not belong to the article."""
    take([quote for quote in page.iter("blockquote") if _EMBEDDED.search(quote.get("class") or "")])


def join_parts(page: etree._Element, headline: Block | None) -> None:
    """Join the entries of a live page, which are adjacent ``article`` elements under its headline, into one article.

    trafilatura reads only the first of such elements.
    """
    if headline is None or any(element.tag == "article" for element in headline.element.iterancestors()):
        return
    by_parent: dict[etree._Element, list[etree._Element]] = {}
    for article in page.iter("article"):
        if (parent := article.getparent()) is not None and _tells(article):
            by_parent.setdefault(parent, []).append(article)
    for entries in by_parent.values():
        for entry in entries if len(entries) > 1 else ():
            entry.tag = "div"


def _tells(article: etree._Element) -> bool:
    """Return whether an element contains a paragraph and no headline that links to another page."""
    paragraphs = ("".join(paragraph.itertext()) for paragraph in article.iter("p"))
    linked = any(link.getparent().tag in _HEADINGS or link.find("h2") is not None for link in article.iter("a"))
    return not linked and any(len(words(paragraph)) >= _FEWEST_TOLD for paragraph in paragraphs)


def take(elements: Sequence[etree._Element]) -> None:
    """Remove `elements` from their page, but keep the text after each of them."""
    for element in elements:
        if element.getparent() is not None:
            _take(element)


def by_blocks(lines: Sequence[str], blocks: Sequence[Block], headline: Block | None) -> list[str]:
    """Return `lines`, with lines that span several blocks of the page split into these blocks.

    If trafilatura finds no body, it returns the whole page as one line; then only the part around `headline` is used.
    """
    cut: list[str] = []
    keys = [block.key for block in blocks]
    home = home_of(blocks, headline)
    at_home = set() if home is None else set(home.iter())
    start = 0
    for line in lines:
        key = f" {_key(line)} "
        if any(key.strip() in other for other in keys[start:]):
            start = next((at for at in range(start, len(keys)) if key.strip() in keys[at]), start)
            cut.append(line)
            continue
        inside = [at for at in range(start, len(keys)) if keys[at] and f" {keys[at]} " in key]
        if len(inside) >= 2 and sum(len(keys[at]) for at in inside) >= 0.8 * len(key):
            start = inside[-1]
            cut += [blocks[at].text for at in inside if home is None or blocks[at].element in at_home]
        else:
            cut.append(line)
    if home is None:
        return cut
    outside = {block.key for block in blocks if block.link_share >= 0.9 and block.element not in at_home}
    return [line for line in cut if _key(line) not in outside]


def home_of(blocks: Sequence[Block], headline: Block | None) -> etree._Element | None:
    """Return the smallest element that contains `headline` and text outside links."""
    for element in headline.element.iterancestors() if headline is not None else ():
        inside = set(element.iter())
        told = (block for block in blocks if block is not headline and block.element in inside)
        if any(len(block.words) >= 3 and block.link_share < 0.5 for block in told):
            return element
    return None


def without_links(lines: Sequence[str], blocks: Sequence[Block]) -> list[str]:
    """Return `lines` without those that are only a link to another page (related headlines, "read more")."""
    linked = {block.key for block in blocks if block.link_share >= 0.9 and not block.is_finished}
    linked -= {block.key for block in blocks if block.link_share < 0.9}
    return [line for line in lines if _key(line) not in linked]


def completed(lines: Sequence[str], blocks: Sequence[Block], headline: Block | None, lead: str | None) -> list[str]:
    """Return `lines` completed with blocks that are between them on the page, and with the first paragraph."""
    placed = _placed(lines, blocks)
    parents = [block.element.getparent() for block in placed.values()]
    whole = list(lines)
    known = {_key(line) for line in lines}
    places = sorted(placed)
    end = _end(blocks, places)
    at, after = 0, len(lines)
    inserted = 0
    for place in range(places[0], end) if places else ():
        block = blocks[place]
        if place in placed:
            continue
        at = sum(1 for other in places if other < place)
        after = _line_after(lines, blocks, places, at)
        item = block.tag == "li"
        if block.key not in known and _belongs(block, parents, places[-1] < place):
            whole.insert(after + inserted, f"- {block.text}" if item else block.text)
            inserted += 1
    lead = lead or _lost_lead(blocks, headline, places)
    return _led(whole, lead) if lead else whole


def _led(lines: list[str], lead: str) -> list[str]:
    """Return `lines` with the first paragraph in its place, below the headline; trafilatura may put it at the end."""
    if _key(lead) in map(_key, lines[:2]):
        return lines
    others = [line for line in lines if _key(line) != _key(lead)]
    titled = bool(others) and not others[0].rstrip().endswith((".", "…", "!", "؟")) and len(others[0].split()) < 15
    return [*others[:titled], lead, *others[titled:]]


def _lost_lead(blocks: Sequence[Block], headline: Block | None, places: Sequence[int]) -> str | None:
    """Return the paragraph between the headline and the body that is about the same as they are."""
    if headline is None or headline not in blocks or not places:
        return None
    start = blocks.index(headline) + 1
    body = frozenset().union(*(_stems(blocks[at]) for at in places))
    for block in blocks[start : places[0]]:
        apart = not (block.is_caption or block.is_frame) and block.link_share < 0.2
        if apart and block.is_finished and len(block.words) >= _FEWEST_LEAD:
            said = _stems(block)
            is_about = not said.isdisjoint(_stems(headline)) or len(said & body) >= _FEWEST_SHARED
            return block.text if is_about else None
    return None


def _stems(block: Block) -> frozenset[str]:
    return frozenset(stem(word) for word in block.words if len(word) > 3)


def _placed(lines: Sequence[str], blocks: Sequence[Block]) -> dict[int, Block]:
    """Return the blocks that contain one of `lines`, by position."""
    placed: dict[int, Block] = {}
    start = 0
    keys = [block.key for block in blocks]
    for line in lines:
        key = _key(line)
        found = next((at for at in range(start, len(blocks)) if key and key in keys[at]), None)
        if found is not None:
            placed[found] = blocks[found]
            start = found
    return placed


def _line_after(lines: Sequence[str], blocks: Sequence[Block], places: Sequence[int], at: int) -> int:
    """Return the index of the first line after the block `places[at - 1]`."""
    if at == 0:
        return 0
    key = blocks[places[at - 1]].key
    last = max((index for index, line in enumerate(lines) if _key(line) in key), default=len(lines) - 1)
    return last + 1


def _end(blocks: Sequence[Block], places: Sequence[int]) -> int:
    """Return where the article ends: after its last paragraph and any list that directly follows it."""
    if not places:
        return 0
    end = places[-1] + 1
    parent = blocks[places[-1]].element.getparent()
    while end < len(blocks) and blocks[end].tag == "li":
        above = blocks[end].element.getparent()
        if above is None or above.getparent() is not parent:
            break
        end += 1
    return end


def _belongs(block: Block, parents: Sequence[etree._Element | None], behind: bool) -> bool:  # noqa: FBT001
    """Return whether a block that was left out is part of the article."""
    parent = block.element.getparent()
    if block.is_caption or block.is_frame or block.linked:
        return False
    if block.tag == "li":
        above = parent.getparent() if parent is not None else None
        return sum(1 for other in parents if other is above) >= 2 and (not behind or len(block.words) >= 4)
    paragraph = block.tag in {"p", "blockquote", "div"} and block.is_finished and len(block.words) >= 8
    return paragraph and sum(1 for other in parents if other is parent) >= 2


def _take(element: etree._Element) -> None:
    element.drop_tree()


def _key(text: str) -> str:
    return " ".join(words(text))
