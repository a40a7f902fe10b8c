"""The headline of a page, its deck, and the outlet next to the headline in the page title.

In: the parsed page, its blocks, its JSON-LD data. Out: texts on one line. A heading on the page is the headline if the
stated title contains it; the outlet's name is removed from either end, in either spelling.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from reporter.ingest.metadata import one_line
from reporter.ingest.pages.blocks import Block, between_headline_and_body
from reporter.ingest.pages.blocks import one_line as line_of
from reporter.ingest.stated_times import stated_time
from reporter.language.arabic.letters import arabic_share, words

_TAIL = re.compile(r"\s{1,9}[|–—:•·-]\s{1,9}|\s{0,9}[|»«]\s{0,9}|\s{1,9}::\s{1,9}")
_SITE = re.compile(r"\s{0,9}[|»«]\s{0,9}|\s{1,9}(?:::|•)\s{1,9}")
"""Marks before the outlet's name that headlines do not contain."""
_LONGEST_NAME = 5
"""Maximum number of words of an outlet's name."""
_CUT = ("...", "…")
_SHORTEST = 4
"""Minimum number of words of a headline without a heading element; most outlets' names are shorter."""
_SECTIONS = frozenset(
    " ".join(words(name))
    for name in (  # noqa: SIM905 - a list of names reads best as text
        "أخبار،الأخبار،رياضة،الرياضة،اقتصاد،الاقتصاد،سياسة،السياسة،ثقافة،الثقافة،فن،فنون،منوعات،محليات،"
        "محلي،عربي،عربية،دولي،دولية،عالمي،العالم،عرب وعالم،عربي ودولي،أخبار عربية،أخبار محلية،تكنولوجيا،"
        "تقنية،علوم،صحة،رأي،آراء،مقالات،حوادث،مجتمع،تقارير،تحقيقات،حوارات،الرئيسية،الصفحة الرئيسية،فيديو،"
        "صور،أخبار العالم،الشرق الأوسط،أسواق"
    ).split("،")
)
_OUTLETS_ARE = frozenset(words("صحيفة جريدة مجلة موقع قناة شبكة وكالة بوابة"))
_DECK = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|sub-?title|sub-?head(?:line|ing)?|alternative-?headline)(?:$|[\s_-])",
    re.IGNORECASE,
)


_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|excerpt|summary|abstract|chapeau|teaser)(?:$|[\s_-])", re.IGNORECASE
)
"""Names of an element that contains the first paragraph, or that contains the whole article."""


def meta(page: etree._Element, *names: str) -> str | None:
    """Return the content of the first ``meta`` element with one of `names`, in the order of `names`."""
    stated: dict[str, str] = {}
    for attribute in ("property", "name", "itemprop"):
        for element in page.iter("meta"):
            if (name := element.get(attribute)) and (content := text_of(element.get("content"))):
                stated.setdefault(name.lower(), content)
    return next((stated[name.lower()] for name in names if name.lower() in stated), None)


def text_of(value: object) -> str | None:
    """Return `value` as one line; entities are resolved, because many sites escape twice."""
    return one_line(html.unescape(value)) if isinstance(value, str) else None


def window_title(page: etree._Element) -> str:
    """Return the text of the ``title`` element."""
    return next((found for element in page.iter("title") if (found := one_line("".join(element.itertext())))), "")


def find_headline(page: etree._Element, blocks: Sequence[Block], data: Mapping[str, Any]) -> Block | None:
    """Return the heading that is the article's headline; None if the page shows none."""
    headings = [block for block in blocks if _is_h1(block)]
    stated = [text for text in _stated(page, data) if text]
    for text in stated:
        whole = [block for block in headings if _agrees(block.text, text)]
        if whole:
            return max(whole, key=lambda block: len(block.text))
    lower = [block for block in blocks if block.tag in {"h2", "h3"} and not block.is_frame and len(block.words) >= 3]
    for text in stated:
        if found := next((block for block in lower if _agrees(block.text, text)), None):
            return found
    parts = {_key(part) for text in stated for part in (text, *_TAIL.split(text)) if len(part.split()) >= _SHORTEST}
    same = (block for block in blocks if block.key in parts and block.link_share < 0.5 and not block.is_frame)
    return next(same, headings[0] if headings else None)


def title_of(
    page: etree._Element, blocks: Sequence[Block], headline: Block | None, data: Mapping[str, Any], outlet: str | None
) -> str | None:
    """Return the article's title."""
    stated = [text for text in _stated(page, data) if text]
    shown = one_line(headline.text) if headline is not None else None
    if shown and (any(_agrees(shown, text) for text in stated) or _is_own(shown, stated, page, data, outlet)):
        return without_outlet(shown, outlet)
    if not stated:
        return None
    title = _part_in_text(without_outlet(stated[0], outlet), blocks)
    return title if outlet or headline is not None else _without_site(title)


def _without_site(title: str) -> str:
    """Return a page title without the sections and the outlet after it, as far as they cannot be part of a headline.

    >>> _without_site("عودة المطر إلى قرى الساحل - محليات - صحيفة الضفاف")
    'عودة المطر إلى قرى الساحل'
    """
    for found in _SITE.finditer(title):
        if len(title[: found.start()].split()) >= _SHORTEST and len(title[found.end() :].split()) <= _LONGEST_NAME:
            return title[: found.start()].strip()
    kept = title
    while (tails := list(_TAIL.finditer(kept))) and len(kept[: tails[-1].start()].split()) >= _SHORTEST:
        tail = kept[tails[-1].end() :]
        if not (is_outlet(tail) or (kept != title and _key(tail) in _SECTIONS)):
            break
        kept = kept[: tails[-1].start()].strip()
    return kept


def _part_in_text(stated: str, blocks: Sequence[Block]) -> str:
    """Return the part of a stated title that the page's text repeats, if the other parts can be names."""
    parts = _TAIL.split(stated)
    longest = max(parts, key=lambda part: len(part.split()))
    names = [part for part in parts if part is not longest]
    alone = len(longest.split()) >= _SHORTEST and all(len(name.split()) <= 5 for name in names)
    return longest.strip() if alone and any(_key(longest) in block.key for block in blocks) else stated


def _is_own(
    shown: str, stated: Sequence[str], page: etree._Element, data: Mapping[str, Any], outlet: str | None
) -> bool:
    """Return whether the page's first heading is the headline although the page title is different."""
    only_the_window = not text_of(data.get("headline")) and meta(page, "og:title", "twitter:title") is None
    name = _same_name(_key(shown), _key(outlet or "")) or _key(shown) in _SECTIONS
    return not stated or (only_the_window and len(words(shown)) >= 2 and not name)


def outlet_beside_title(page: etree._Element, title: str | None) -> str | None:
    """Return the name next to the article's title in the page title.

    Sections of the outlet, and names longer than five words, are not outlets.
    """
    parts = _TAIL.split(window_title(page))
    if title is None or len(parts) < 2:
        return None
    key = _key(title)
    for beside in (parts[-1], parts[0]):
        rest = [part for part in parts if part is not beside]
        if key and key in _key(" ".join(rest)) and 0 < len(beside.split()) <= 5 and _key(beside) not in _SECTIONS:
            return one_line(beside)
    return None


def is_outlet(title: str) -> bool:
    """Return whether a title is an outlet's name alone, as in the window of old sites: ``جريدة الساحل اليومية``."""
    said = words(title)
    return 2 <= len(said) <= 5 and said[0] in _OUTLETS_ARE


def without_outlet(title: str, outlet: str | None) -> str:
    """Return `title` without the name of the outlet at either end.

    >>> without_outlet("عودة المطر - قناة صدى الساحل", "قناة صدي الساحل")
    'عودة المطر'
    """
    name = _key(outlet or "")
    for found in reversed(list(_TAIL.finditer(title))) if name else ():
        head, tail = title[: found.start()].strip(), title[found.end() :].strip()
        if tail and _same_name(_key(tail), name) and head:
            return without_outlet(head, outlet)
        if head and _same_name(_key(head), name) and tail:
            return without_outlet(tail, outlet)
    return title


def deck_of(
    page: etree._Element, blocks: Sequence[Block], headline: Block | None, data: Mapping[str, Any], title: str | None
) -> str | None:
    """Return the line under the headline of the page."""
    found = text_of(data.get("alternativeHeadline"))
    if not found:
        described = {_key(text) for text in (text_of(data.get("description")), *_descriptions(page)) if text}
        found = next(_decks(_below(blocks, headline), described), None)
    return found if found and _key(found) != _key(title or "") and arabic_share(found) >= 0.5 else None


def lead_of(page: etree._Element, blocks: Sequence[Block], headline: Block | None) -> str | None:
    """Return the page's description if it is also a paragraph between headline and body."""
    described = [_key(text) for text in _descriptions(page)]
    for block in _below(blocks, headline):
        if block.is_finished and not block.text.endswith(_CUT) and len(block.words) >= 6 and block.key in described:
            return block.text
    return None


def _descriptions(page: etree._Element) -> list[str]:
    return [text for name in ("og:description", "description") if (text := meta(page, name))]


def _below(blocks: Sequence[Block], headline: Block | None) -> list[Block]:
    """Return the blocks between headline and body, and the first block of the body, which may be lead or deck."""
    above = list(between_headline_and_body(blocks, headline))
    if headline is None:
        return []
    start = blocks.index(above[-1] if above else headline) + 1
    return above + [block for block in blocks[start : start + 1] if not block.is_frame]


def _decks(below: Sequence[Block], described: set[str]) -> Iterator[str]:
    for block in below:
        marked = _is_marked_deck(block)
        shown = block.key in described and not block.text.endswith((".", *_CUT))
        fits = 4 <= len(block.words) <= 60 and not block.is_caption and block.link_share < 0.5
        if (marked or shown) and fits and stated_time(block.text) is None and (text := one_line(block.text)):
            yield text


def _is_marked_deck(block: Block) -> bool:
    near = (block.element, *islice(block.element.iterancestors(), 2))
    return any(
        _DECK.search(element.get("class") or "")
        or element.get("itemprop") == "alternativeHeadline"
        or (_LEAD.search(element.get("class") or "") and line_of(element) == block.text)
        for element in near
    )


def _stated(page: etree._Element, data: Mapping[str, Any]) -> Iterator[str | None]:
    yield text_of(data.get("headline"))
    yield meta(page, "og:title", "twitter:title")
    yield one_line(window_title(page).split(" | ")[0])


def _is_h1(block: Block) -> bool:
    return block.tag == "h1" or any(element.tag == "h1" for element in block.element.iterancestors())


def _agrees(shown: str, stated: str) -> bool:
    """Return whether a heading is the stated title: contained in it, or beginning with it if it is truncated."""
    parts = _TAIL.split(stated)
    if len(parts) > 1 and _key(shown) in {_key(parts[0]), _key(parts[-1])} and len(shown) < max(map(len, parts)):
        return False  # the outlet's name
    begun = stated.removesuffix(_CUT[0]).removesuffix(_CUT[1]).rstrip()
    mine, theirs = _key(shown), _key(begun)
    return bool(mine) and ((f" {mine} " in f" {theirs} " and len(mine.split()) > 1) or mine.startswith(theirs))


def _same_name(part: str, outlet: str) -> bool:
    return bool(part and outlet) and (part == outlet or (len(part.split()) <= 5 and (part in outlet or outlet in part)))


def _key(text: str) -> str:
    return " ".join(words(text))
