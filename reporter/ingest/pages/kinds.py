"""Classify a page: an article, the beginning of one before a paywall, or something else.

In: the parsed page, its blocks, and the lines found as its body. Out: the reason why it is not an article, in words for
the reader of the briefing. The form (links, lengths, pictures) decides if possible; words are used only for short
pages.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from reporter.ingest.pages import headline as heads
from reporter.ingest.pages.blocks import Block
from reporter.ingest.pages.body import home_of
from reporter.ingest.pages.facts import PageFacts
from reporter.ingest.pages.phrases import PAID, READ_ON, WALL_CLASS, WALLS
from reporter.language.arabic.letters import words

LIST = "it is a list of links, not an article"
NO_TEXT = "it has no running text"
_HEADINGS = frozenset({"h2", "h3", "h4"})
_FEWEST_TOLD = 5
_LINKED_WORDS = 4
"""Minimum number of words of a link that is a headline."""
_FEWEST_LINKS = 4
_TOLD = 3
"""Number of consecutive paragraphs, without headlines of other pages between them, that make an article."""


_ROOT = re.compile(r"/?(?:(?:ar|arabic|home|index)(?:\.\w+)?/?)?", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!؟?…]\W*$")
_PLAYERS = ("video", "audio", "iframe", "object", "embed")
_PICTURES = ("img", "picture", "figure")


def why_no_article(
    page: etree._Element, blocks: Sequence[Block], lines: Sequence[str], facts: PageFacts, data: Mapping[str, Any]
) -> str | None:
    """Return why a page with the body `lines` is not an article, or None."""
    title = facts.metadata.title or ""
    body = [line for line in lines if line != title]
    text = " ".join(body)
    number = len(words(text))
    shown = [block.text for block in blocks if block.tag in {"h1", "h2"} or block is facts.headline]
    if number <= 120 and (reason := _wall_of_words([title, *shown], text)):
        return reason
    if is_list(blocks, body) or _is_front_page(page, blocks, body, facts, data):
        return LIST
    home = home_of(blocks, facts.headline)
    return _pictures_only(page if home is None else home, blocks, body)


def has_text(blocks: Sequence[Block], facts: PageFacts) -> bool:
    """Return whether any block below the headline can be a sentence, rather than a name or a figure."""
    return any(_tells(block) for block in blocks if block is not facts.headline)


def _is_front_page(
    page: etree._Element, blocks: Sequence[Block], body: Sequence[str], facts: PageFacts, data: Mapping[str, Any]
) -> bool:
    """Return whether many headlines link to other pages and nothing declares the page an article itself."""
    number = len(_headline_links(blocks))
    address = urlsplit(facts.metadata.url or "")
    root = bool(address.netloc) and re.fullmatch(
        r"/?(?:(?:ar|arabic|home|index)(?:\.\w+)?/?)?", address.path, re.IGNORECASE
    )
    if root and not address.query and not data and number >= 8:
        return True
    is_article = bool(data) or facts.metadata.published_at or (heads.meta(page, "og:type") or "").lower() == "article"
    if is_article or (facts.headline is not None and len(facts.headline.words) >= 4):
        return False
    return number >= 12 and _longest_told(blocks, body) < _TOLD


def is_list(blocks: Sequence[Block], body: Sequence[str]) -> bool:
    """Return whether `body` consists of headlines that link to other pages, each with a line of text."""
    links = _headline_links(blocks)
    if not body or _longest_told(blocks, body) >= _TOLD:
        return False
    if _continued_elsewhere(blocks) >= _FEWEST_LINKS:
        return True
    if len(links) < _FEWEST_LINKS:
        return False
    keys = [_plain(line) for line in body]
    held = [max((len(link) for link in links if link in key), default=0) for key in keys]
    if sum(held) >= 0.3 * sum(map(len, keys)) and sum(1 for mine in held if mine) >= 4:
        return True
    teasers = _teasers(blocks, keys)
    return teasers >= 4 and teasers >= 0.6 * len([key for key in keys if len(key.split()) >= 5])


def _continued_elsewhere(blocks: Sequence[Block]) -> int:
    """Return the number of links that only say that they lead to the rest: ``التفاصيل``."""
    links = {id(link): link for block in blocks for link in block.element.iter("a")}
    return sum(1 for link in links.values() if READ_ON.fullmatch(_plain(" ".join(link.itertext()))))


def _longest_told(blocks: Sequence[Block], body: Sequence[str]) -> int:
    """Return the number of consecutive paragraphs of `body` without headlines of other pages between them."""
    inside = {_plain(line) for line in body}
    longest = run = 0
    for block in blocks:
        if _leads_away(block):
            run = 0
        elif block.link_share < 0.5 and block.is_finished and len(block.words) >= 8 and _is_in(block.key, inside):
            run += 1
            longest = max(longest, run)
    return longest


def _tells(block: Block) -> bool:
    return block.tag not in {"h1", "title"} and len(block.words) >= _FEWEST_TOLD and block.link_share < 0.8


def _leads_away(block: Block) -> bool:
    """Return whether a block is a link with the length of a headline or in a heading element."""
    if block.link_share < 0.8:
        return False
    near = (block.element, *block.element.iterancestors())
    return len(block.words) >= _LINKED_WORDS or any(element.tag in _HEADINGS for element in near)


def _is_in(key: str, inside: set[str]) -> bool:
    return key in inside or any(line in key for line in inside if line)


def paywall_elements(blocks: Sequence[Block]) -> list[etree._Element]:
    """Return the elements of the page that ask for a subscription instead of showing the rest of the article."""
    found: list[etree._Element] = []
    for at, block in enumerate(blocks):
        is_headline = block.link_share >= 0.9 and len(block.words) > _LINKED_WORDS
        if len(block.text) > 400 or is_headline or not (found or PAID.search(block.key)):
            continue
        hits = {match.group() for match in PAID.finditer(block.key)}
        marked = any(
            WALL_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
            for element in (block.element, *islice(block.element.iterancestors(), 3))
            if element.tag not in {"body", "html", "main", "article"}
        )
        near = bool(found) and at > 0 and blocks[at - 1].element in found
        asks = hits and (marked or near or len(hits) > 1 or _refuses(block.key))
        dense = sum(len(hit.split()) for hit in hits) >= 0.25 * len(block.words)
        if len(block.words) <= 40 and ((asks and (marked or dense)) or (marked and found)):
            found.append(block.element)
    return found


def _refuses(plain: str) -> bool:
    """Return whether a line says that the rest of the text is withheld, and does not merely offer a subscription."""
    return re.search(r"فقط|متاح|حصري|لمتابعه|لمواصله|لقراءه|لاستكمال|لاكمال|only|continue", plain) is not None


def _wall_of_words(headings: Sequence[str], text: str) -> str | None:
    """Return the reason if a short page is mainly about itself, or if a heading tells what it is."""
    lines = [_plain(line) for line in (*headings, text)]
    plain = " ".join(dict.fromkeys(lines))
    for pattern, reason in WALLS:
        hits = {match.group() for match in pattern.finditer(plain)}
        said = sum(len(match.group().split()) for match in pattern.finditer(plain))
        if len(hits) >= 2 and said >= 0.18 * len(plain.split()):
            return reason
        for heading in lines[:-1]:
            if sum(len(match.group()) for match in pattern.finditer(heading)) >= 0.6 * len(heading) > 0:
                return reason
    return None


def _pictures_only(page: etree._Element, blocks: Sequence[Block], body: Sequence[str]) -> str | None:
    """Return the reason if there are only pictures or videos with captions."""
    keys = {" ".join(words(line)) for line in body}
    shown = [block for block in blocks if not block.is_frame]
    captions = {block.key for block in shown if block.is_caption}
    pictures = sum(1 for _ in page.iter(*_PICTURES))
    films = sum(1 for _ in page.iter(*_PLAYERS))
    told = [line for line in body if " ".join(words(line)) not in captions]
    prose = [
        line for line in told if len(words(line)) >= 20 or (len(words(line)) >= 6 and re.search(r"[.!؟?…]\W*$", line))
    ]
    if (films or pictures) and not prose and keys:
        return f"it has {'a video' if films else 'pictures'} and captions, but no article"
    return None


def _headline_links(blocks: Sequence[Block]) -> set[str]:
    """Return the texts of the links that are as long as headlines."""
    found = {block.key for block in blocks if block.link_share >= 0.9}
    found |= {_plain(" ".join(link.itertext())) for block in blocks for link in block.element.iter("a")}
    short = {block.key for block in blocks if _leads_away(block)}
    return short | {text for text in found if len(text.split()) >= _LINKED_WORDS}


def _teasers(blocks: Sequence[Block], keys: Sequence[str]) -> int:
    """Return the number of lines of the body directly under a headline that is a link, or under its time."""
    inside = set(keys)
    long = [block for block in blocks if _leads_away(block) or len(block.words) >= _FEWEST_TOLD]
    return sum(1 for above, below in pairwise(long) if _leads_away(above) and below.key in inside)


def _plain(text: str) -> str:
    return " ".join(words(text))
