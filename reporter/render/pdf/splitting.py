"""Cut a long HTML document into parts that are printed separately and joined afterwards.

In: the HTML of an edition. Out: its head, its style sheet, and the bodies of its parts, which together are the body of
the document. A part begins where a unit begins: a child of the body, or a child of a ``main`` or ``section`` that is
itself a child of the body. Such a unit, for instance an entry or a block of several, is never divided.

Some style sheets say what can be known only of the whole document: counters, ``running()`` elements, ``target-text()``,
elements on every page (``position: fixed``). Their documents are not divided, and neither are those whose tags are
not nested.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

AGAIN = "data-again"
"""The attribute of an element that is open at the beginning of a part and began in an earlier one."""

_WHOLE_ONLY = re.compile(
    r"\bcounter-(?:reset|set|increment)\b|\brunning\s*\(|\btarget-text\s*\(|\bposition\s*:\s*fixed\b|\bcounters\s*\("
)
_OWN_STYLE = re.compile(r'\bstyle="([^"]*)"')
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_TOKEN = re.compile(
    r"""<!--.*?-->|<(script|style)\b.*?</\1\s*>|<(/?)([a-zA-Z][\w:-]*)(?:[^>"']|"[^"]*"|'[^']*')*?(/?)>""", re.DOTALL
)
_WITHOUT_END = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}  # fmt: skip
_DIVISIBLE = {"main", "section"}


class Part(NamedTuple):
    """What stands in the body of one part."""

    html: str
    again: bool
    """Its first element is one of the part before, continued."""


class Divided(NamedTuple):
    """A document in parts."""

    opening: str
    """What stands before the body, without the style sheet."""
    style: str
    body: str
    """The start tag of the body."""
    parts: tuple[Part, ...]


class _Unit(NamedTuple):
    """Where a unit begins."""

    at: int
    inside: str
    """The start tag of the element that it is in; empty for the body."""


def divided(html: str, number: int) -> Divided | None:
    """Return `html` in about `number` parts of similar size, or None if it can only be printed whole."""
    start, end = html.find("<body"), html.rfind("</body")
    tag = _TOKEN.match(html, max(0, start))
    if number < 2 or start < 0 or tag is None or end < tag.end():
        return None
    opening = html[:start]
    style = "\n".join(_STYLE.findall(opening))
    if _WHOLE_ONLY.search(style) or any(_WHOLE_ONLY.search(own[1]) for own in _OWN_STYLE.finditer(html, start)):
        return None
    found = list(units(html, tag.end(), end))
    if not found or found[-1] is None:
        return None
    cuts = _cuts([unit for unit in found if unit is not None], tag.end(), end, number)
    if not cuts:
        return None
    return Divided(_STYLE.sub("", opening), style, tag[0], tuple(_parts(html, tag.end(), end, cuts)))


def units(html: str, start: int, end: int) -> Iterator[_Unit | None]:
    """Yield the units before which a part may begin, in order; None at the end if the tags are not nested.

    The body of `html` is from `start` to `end`.
    """
    opened: list[tuple[str, str]] = []
    children = 0
    for token in _TOKEN.finditer(html, start, end):
        closing, name, empty = token[2], (token[3] or "").lower(), token[4]
        if not name:
            continue
        if closing:
            if not opened or opened.pop()[0] != name:
                yield None
                return
            continue
        if not opened:
            yield _Unit(token.start(), "")
            children = 0
        elif len(opened) == 1 and opened[0][0] in _DIVISIBLE:
            # The first child may be the heading of the others, and a heading is not left alone.
            if children > (1 if opened[0][0] == "section" else 0):
                yield _Unit(token.start(), opened[0][1])
            children += 1
        if not empty and name not in _WITHOUT_END:
            opened.append((name, token[0]))
    if opened:
        yield None


def _cuts(found: list[_Unit], start: int, end: int, number: int) -> list[_Unit]:
    """Return the units that begin the second part and the later ones, so that the parts are of similar length."""
    share = (end - start) / number
    cuts: list[_Unit] = []
    for unit, after in pairwise([*found, _Unit(end, "")]):
        middle = (unit.at + after.at) / 2 - start
        if unit is not found[0] and middle >= share * (len(cuts) + 1):
            cuts.append(unit)
    return cuts


def _parts(html: str, start: int, end: int, cuts: list[_Unit]) -> Iterator[Part]:
    for unit, after in pairwise([_Unit(start, ""), *cuts, _Unit(end, "")]):
        again, name = "", ""
        if unit.inside:
            again = f"{unit.inside[:-1]} {AGAIN}>"
        if after.inside:
            name = re.sub(r"^<([\w:-]+).*", r"</\1>", after.inside, flags=re.DOTALL)
        yield Part(again + html[unit.at : after.at] + name, bool(again))
