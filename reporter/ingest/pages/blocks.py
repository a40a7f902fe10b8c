"""The visible text of a page as a list of blocks, in the order of the page.

In: the parsed page. Out: ``Block`` objects. A block is the topmost element that directly contains text, so a paragraph
with links is one block, and a container of paragraphs is not a block.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reporter.language.arabic.letters import words

UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "select", "button", "svg", "option"})
_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?(?:caption|figcaption|credit|legend)(?:$|[\s_-])|caption", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FINISHED = re.compile(r"""[.!؟?…۔][\s"'”“»«’)\]]*$""")
_FRAME = frozenset({"nav", "footer", "aside", "form"})
_PARTS = frozenset(
    {"p", "div", "li", "ul", "ol", "br", "td", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}
    | {"header", "blockquote", "figure", "figcaption", "main", "dd", "dt"}
)
"""Elements that begin on a new line."""


@dataclass(frozen=True, eq=False)
class Block:
    """One piece of visible text and the element that contains it."""

    element: etree._Element
    text: str
    """The text as one line."""
    linked: int
    """Number of its characters that are links."""

    @property
    def tag(self) -> str:
        """The name of its element."""
        return str(self.element.tag)

    @cached_property
    def words(self) -> list[str]:
        """Its folded words."""
        return words(self.text)

    @cached_property
    def key(self) -> str:
        """The form of its words for comparison."""
        return " ".join(self.words)

    @property
    def is_finished(self) -> bool:
        """Whether it ends like a sentence."""
        return _FINISHED.search(self.text) is not None

    @cached_property
    def link_share(self) -> float:
        """The share of its text that is links, from 0 to 1."""
        return min(1.0, self.linked / len(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        return self.link_share < 0.5 and (len(self.words) >= 15 or (self.is_finished and len(self.words) >= 8))

    @cached_property
    def is_caption(self) -> bool:
        """Whether it belongs to a picture."""
        return any(
            element.tag in {"figcaption", "figure"} or _CAPTION.search(element.get("class") or "")
            for element in (self.element, *self.element.iterancestors())
            if element.tag not in {"body", "html", "article", "main"}
        )

    @cached_property
    def is_frame(self) -> bool:
        """Whether it is part of the frame of the page: a menu, the footer, a form."""
        return self.tag in _FRAME or any(element.tag in _FRAME for element in self.element.iterancestors())


def read_blocks(page: etree._Element) -> tuple[Block, ...]:
    """Return the blocks of `page`."""
    return tuple(_blocks(page))


def between_headline_and_body(blocks: Sequence[Block], headline: Block | None) -> Sequence[Block]:
    """Return the blocks between `headline` and the first paragraph; none if there is no headline."""
    if headline is None:
        return ()
    start = blocks.index(headline) + 1
    stop = next((at for at in range(start, len(blocks)) if blocks[at].is_prose and not blocks[at].is_caption), start)
    return [block for block in blocks[start:stop] if not block.is_frame]


def one_line(element: etree._Element) -> str:
    """Return the visible text of `element` as one line."""
    text = "".join(_texts(element)) if len(element) else element.text or ""
    return " ".join(text.split())


def _blocks(page: etree._Element) -> Iterator[Block]:
    waiting = [(page, False)]
    while waiting:
        element, linked = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        linked = linked or element.tag == "a"
        if not _has_own_text(element):
            waiting.extend((child, linked) for child in reversed(element))
        elif text := one_line(element):
            links = len(text) if linked else sum(len(one_line(link)) for link in element.iter("a"))
            yield Block(element, text, links)


def _has_own_text(element: etree._Element) -> bool:
    """Return whether `element` directly contains text, other than a few words between paragraphs."""
    if element.tag in {"html", "body"}:
        return False
    texts = [text for text in (element.text, *(child.tail for child in element)) if text and not text.isspace()]
    own = sum(1 for text in texts for _ in _WORD.finditer(text))
    return own > 3 or (own > 0 and not any(child.tag in _PARTS for child in element))


def _texts(element: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if not isinstance(inner.tag, str) or inner.tag in UNSEEN:
                walk.skip_subtree()
                continue
            if inner is not element and inner.tag in _PARTS:
                yield " "
            yield inner.text or ""
        elif inner is not element:
            yield " " if inner.tag in _PARTS else ""
            yield inner.tail or ""
