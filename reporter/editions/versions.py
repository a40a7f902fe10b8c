"""Versions of an article: whether their title and text differ."""

import re

from reporter.language import differ
from reporter.model import Article
from reporter.record import Entry

_LONGEST_SCRAP = 12
"""Words of a line such as a headline of another article that was left on the page."""
_IS_SAID = re.compile(r"\d|[.!?؟…:؛۔]\W{0,9}$")
"""A number, or the end of a sentence."""


def text_key(article: Article | Entry) -> str:
    """Return a key by which ``is_same`` recognises versions of an article without a difference in title and text."""
    lines = body_of(article).split("\n")
    prose = [line for line in lines if len(line.split()) > _LONGEST_SCRAP or _IS_SAID.search(line)]
    title = "" if article.title_derived else article.title_ar
    keys = [
        differ.key_of("\n".join((title, *some)))
        for some in ((lines, prose) if 0 < len(prose) < len(lines) else (lines,))
    ]
    return f"{keys[0]} {keys[-1]}"


def is_same(key: str, other: str) -> bool:
    """Return whether two keys are those of versions without a difference; a key that is not known is equal to any.

    Short lines that are neither sentences nor have a number do not count, because they come and go with a page.
    """
    return not (key and other) or any(one == two for one, two in zip(key.split(), other.split(), strict=True))


def body_of(article: Article | Entry) -> str:
    """Return the text without the title."""
    return article.text if isinstance(article, Article) else article.text_ar


def full_text(article: Article | Entry) -> str:
    """Return title and text, each paragraph on a line."""
    text = body_of(article)
    return text if article.title_derived else f"{article.title_ar}\n{text}"
