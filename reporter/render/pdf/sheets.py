"""The HTML of the parts of a divided document: their content, and the margins of their pages.

In: a divided document, and what is known of its pages. Out: HTML documents. The content of a part is printed without
what stands in the margins of its pages, because that depends on the whole document ("Page 7 of 90"). The margins are
printed on blank pages, once the number of pages is known, and put under the content when everything is joined.

A part may begin on any page, so its HTML begins with a blank one (``BLANK``). Its links may lead to other parts, and a
style sheet may ask for the page of their targets (``target-counter()``). So its HTML ends with pages that have these
targets, each with the number of the page that has it in the joined document, if it is known. Both are left out of the
joined document.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from reporter.render.pdf.splitting import AGAIN, Divided

POINTS = 0.75
"""In a CSS pixel."""
BLANK = "reporter-blank"
_TOTAL = "reporter-pages"
"""The counter that takes the place of ``pages``, which WeasyPrint sets to the pages of one part."""
_MARGINS = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "right-top", "right-middle",
    "right-bottom", "bottom-right-corner", "bottom-right", "bottom-center", "bottom-left", "bottom-left-corner",
    "left-bottom", "left-middle", "left-top",
)  # fmt: skip
_CONTENT = (
    "@page {{ background: none; border-color: transparent; counter-reset: {total} {pages}; {margins} }} "
    "html, body {{ background: none; }} "
    "@page {blank} {{ counter-set: page {before} }} "
    ".{blank} {{ page: {blank}; break-after: page; }} "
    ".{blank} + *, .{blank} + * > :first-child {{ margin-top: 0; }} "
    "[{again}] {{ bookmark-level: none; string-set: none; }} "
    ".reporter-target {{ break-before: page; display: block; }} .reporter-target > * {{ display: block; }}"
)
_BARE = (
    "@page {{ counter-reset: {total} {pages}; }} @page {blank} {{ counter-set: page {before} }} "
    ".reporter-page {{ break-after: page; }} .reporter-page:last-child {{ break-after: auto; }}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a part."""

    box: tuple[float, float, float, float]
    """Where its content may be: left, top, width, height; in CSS pixels."""
    painted: bool
    """It has a background, which its content covers."""
    name: str
    """Its name in style sheets (``page``), or nothing."""
    strings: tuple[tuple[str, str], ...]
    """What ``string-set`` sets on it: names and texts."""
    bookmarks: tuple[tuple[int, str, float, float, bool], ...]
    """Level, label, place in points from the left and the bottom, and whether it is closed."""
    anchors: tuple[tuple[str, float, float], ...]
    """Name, and place in points."""


def with_total(style: str) -> str:
    """Return the style sheet with the number of pages of the whole document in the place of that of a part."""
    return re.sub(r"\bcounter\(\s*pages\b", f"counter({_TOTAL}", style)


class Contents:
    """Makes the HTML of the parts of a document."""

    def __init__(self, document: Divided) -> None:
        self._document = document
        ids = [_ids(part.html) for part in document.parts]
        self._known = frozenset().union(*ids)
        self._foreign = [
            sorted((_targets(part.html) & self._known) - own) for part, own in zip(document.parts, ids, strict=True)
        ]

    def html(self, number: int, start: int, total: int, pages: Mapping[str, int]) -> str:
        """Return the HTML of part `number`, counted from 0, whose first page has the number `start`.

        `total` is the number of pages of the document, and `pages` has the page of each anchor.
        """
        part = self._document.parts[number]
        style = _CONTENT.format(
            total=_TOTAL, pages=total, blank=BLANK, before=start - 1, again=AGAIN,
            margins=" ".join(f"@{place} {{ content: none }}" for place in _MARGINS),
        )  # fmt: skip
        blank = f'<div class="{BLANK}" aria-hidden="true"></div>' if self.blank(number) else ""
        targets = defaultdict(list)
        for name in self._foreign[number]:
            targets[pages.get(name, 1)].append(name)
        after = ""
        for place, (page, names) in enumerate(sorted(targets.items())):
            style += f" @page reporter-target-{place} {{ counter-set: page {page} }}"
            stubs = "".join(f'<span id="{escape(name)}"></span>' for name in names)
            after += (
                f'<div class="reporter-target" style="page: reporter-target-{place}" aria-hidden="true">{stubs}</div>'
            )
        return _page(self._document, style, blank + part.html + after)

    def blank(self, number: int) -> bool:
        """Return whether the HTML of part `number` begins with a blank page."""
        return number > 0

    def after(self, number: int, pages: Mapping[str, int]) -> int:
        """Return with how many pages of targets the HTML of part `number` ends."""
        return len({pages.get(name, 1) for name in self._foreign[number]})


def margins(document: Divided, pages: Sequence[Page], first: int, last: int) -> str:
    """Return the HTML of the margins of the pages from number `first` to `last`, inclusive.

    It begins with a blank page, unless it begins with the first page of the document.
    """
    style = _BARE.format(total=_TOTAL, pages=len(pages), blank=BLANK, before=first - 1)
    carried = {name: text for page in pages[: first - 1] for name, text in page.strings}
    before = _bare(BLANK, tuple(carried.items())) if first > 1 else ""
    return _page(document, style, before + "".join(_bare(page.name, page.strings) for page in pages[first - 1 : last]))


def _bare(name: str, strings: tuple[tuple[str, str], ...]) -> str:
    page = f"page: {name}" if name else ""
    inside = "".join(
        f'<div style="{escape(f"string-set: {string} {_quoted(text)}")}"></div>' for string, text in strings
    )
    return f'<div class="reporter-page" style="{page}" aria-hidden="true">{inside}</div>'


def _quoted(text: str) -> str:
    """Return `text` as a string of a style sheet."""
    return '"' + "".join(rf"\{ord(char):x} " if char in '"\\\n\r\f' else char for char in text) + '"'


def _page(document: Divided, style: str, body: str) -> str:
    head, end, rest = document.opening.rpartition("</head")
    return f"{head}<style>{style}</style>{end}{rest}{document.body}{body}</body></html>"


def _ids(html: str) -> frozenset[str]:
    return frozenset(map(unescape, re.findall(r'\sid="([^"]*)"', html)))


def _targets(html: str) -> frozenset[str]:
    return frozenset(map(unescape, re.findall(r'\shref="#([^"]*)"', html)))


def places(pages: Sequence[Page]) -> Iterator[tuple[str, int]]:
    """Yield each anchor with the number of its page; of anchors of the same name, the first."""
    seen: set[str] = set()
    for number, page in enumerate(pages, 1):
        for anchor, _, _ in page.anchors:
            if anchor not in seen:
                seen.add(anchor)
                yield anchor, number
