"""Recognise answers that ask for a person: browser checks, captchas and consent pages.

In: an answer. Out: what it was recognised by, or None. The signs are in ``data/challenges.yaml``. An article about
captchas or cookies, or a page with a cookie banner, is not such a page: it has text of its own. Pages that ask for a
person are never worked around.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from reporter.assets import DATA
from reporter.ingest.encodings import decode
from reporter.language.arabic.letters import fold, words
from reporter.yaml_reading import load

MOST_BYTES = 300_000
"""Such pages are shorter; the rest of a longer one is not looked at."""
_ASKING = frozenset({202, 401, 403, 405, 418, 429, 503})
"""Statuses with which such pages come, if not with 200."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<\?xml(?![^\0]{0,600}<html)|<(?:rss|feed|rdf|urlset|sitemapindex|opml)\b)", re.IGNORECASE
)
_ASIDE = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|font|i|mark|small|span|strong|u|wbr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h([12])\b[^>]*>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_ARTICLE = re.compile(
    r"<article\b|article:published_time|\"@type\"\s*:\s*\[?\s*\"(?:\w*NewsArticle|Article|BlogPosting)\""
    r"|property=[\"']og:type[\"'] content=[\"']article",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[|–—·•-]\s+")


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of ``challenges.yaml``, ready to be looked for."""

    headers: Mapping[str, frozenset[str]]
    hosts: frozenset[str]
    machinery: Mapping[str, tuple[str, ...]]
    refusals: Mapping[str, tuple[str, ...]]
    challenges: re.Pattern[str]
    consent: re.Pattern[str]
    vocabulary: re.Pattern[str]


@cache
def _signs() -> _Signs:
    data: dict[str, Any] = load((DATA / "challenges.yaml").read_bytes())
    return _Signs(
        headers={name: frozenset(values) for name, values in data["headers"].items()},
        hosts=frozenset(data["hosts"]),
        machinery=_lowered(data["machinery"]),
        refusals=_lowered(data["refusals"]),
        challenges=_pattern(data["challenges"]),
        consent=_pattern(data["consent"]),
        vocabulary=_pattern(data["vocabulary"]),
    )


def _lowered(vendors: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {vendor: tuple(sign.lower() for sign in signs) for vendor, signs in vendors.items()}


def _pattern(expressions: Iterable[str]) -> re.Pattern[str]:
    """Return one expression over folded words, in which ``*`` alone is up to four words."""
    parts = []
    for expression in expressions:
        folded = re.sub("[\u0621-\u064a]+", lambda found: fold(found[0]), expression)
        parts.append(re.sub(r" \*(?= |$)| \*(?=\()", r"(?: \\S+){0,4}?", folded))
    return re.compile(r"(?<!\S)(?:" + "|".join(f"(?:{part})" for part in parts) + r")(?!\S)")


def asks_for_a_person(status: int, headers: Mapping[str, str], content: bytes, *, host: str = "") -> str | None:
    """Return the vendor, header or kind of page that `content` was recognised by; None if it asks for no person.

    `headers` are by lower-case name; `host` is the one that gave the answer.
    """
    signs = _signs()
    for name, values in signs.headers.items():
        if headers.get(name, "").strip().lower() in values and (status in _ASKING or name == "cf-mitigated"):
            return name
    if host.partition(".")[0] in signs.hosts and host.count(".") >= 2:
        return "consent"
    if status not in _ASKING and status != 200:
        return None
    if status == 200 and (_FEED.match(content) or not _HTML.search(content[:2_000])):
        return None
    page = _Page(decode(content[:MOST_BYTES]).text)
    if status == 200 and page.is_article:
        return None
    return _vendor(page, signs, refused=status != 200) or _kind(page, signs, refused=status != 200)


class _Page:
    """What a page says, as far as it matters here."""

    def __init__(self, source: str) -> None:
        self.source = source.lower()
        shown = _ASIDE.sub(" ", source)
        self.lines = [folded for line in _lines(shown) if (folded := words(line))]
        self.words = sum(map(len, self.lines))
        self.titles = [folded for title in _titles(source, shown) if (folded := words(title))]

    @property
    def is_article(self) -> bool:
        """True if it is marked up as an article, and has text."""
        return self.words >= 40 and _ARTICLE.search(self.source) is not None

    def other_words(self, vocabulary: re.Pattern[str]) -> int:
        """Return the number of words in lines that have nothing to do with checks or consent."""
        return sum(len(line) for line in self.lines if not vocabulary.search(" ".join(line)))


def _lines(shown: str) -> Iterator[str]:
    """Yield the text of each block, the title's included."""
    for block in _TAG.split(_INLINE.sub("", shown)):
        text = unescape(block).strip()
        if text:
            yield text


def _titles(source: str, shown: str) -> Iterator[str]:
    """Yield the title, its parts between separators, and the first heading."""
    if found := _TITLE.search(source):
        title = unescape(found[1]).strip()
        yield from dict.fromkeys((title, *_SEPARATOR.split(title)))
    if found := _HEADING.search(shown):
        yield unescape(_TAG.sub(" ", found[2]))


def _vendor(page: _Page, signs: _Signs, *, refused: bool) -> str | None:
    """Return whose machinery the page consists of."""
    if page.words > 400 or (not refused and page.other_words(signs.vocabulary) > 80):
        return None
    for vendor, marks in signs.machinery.items():
        if any(mark in page.source for mark in marks):
            return vendor
    if refused:
        return next(
            (vendor for vendor, marks in signs.refusals.items() if any(mark in page.source for mark in marks)), None
        )
    return None


def _kind(page: _Page, signs: _Signs, *, refused: bool) -> str | None:
    """Return what the page tells its reader to do, if it says little else."""
    others = page.other_words(signs.vocabulary)
    for kind, pattern, most in (("challenge", signs.challenges, 250), ("consent", signs.consent, 900)):
        said_by_title = any(_covered(title, pattern) for title in page.titles)
        said_by_text = page.words <= (250 if refused else 120) and any(
            pattern.search(" ".join(line)) for line in page.lines
        )
        if said_by_title and page.words <= most and others <= (150 if refused else 80):
            return kind
        if said_by_text and others <= (100 if refused else 30):
            return kind
    return None


def _covered(title: list[str], pattern: re.Pattern[str]) -> bool:
    """Return True if at least half of the words of `title` are what `pattern` looks for."""
    return 2 * sum(len(found[0].split()) for found in pattern.finditer(" ".join(title))) >= len(title)
