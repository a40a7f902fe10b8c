"""Recognise answers that ask for a person: browser checks, captchas and consent pages.

In: an answer. Out: what it was recognised by, or None. The signs are in ``data/challenges.yaml``. An article about
captchas or cookies, or a page with a cookie banner, is not such a page: it has text of its own. Pages that ask for a
person are never worked around.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
MOST_WORDS = 150
MOST_WORDS_OF_CONSENT = 1_500
"""A page with more words is not a check, or a consent page."""
UNKNOWN_SHARE = 0.4
"""Largest share of words that are not in the lists; news have more, even about captchas and cookies."""
EVIDENCE_SHARE = 0.05
_ASKING = frozenset({202, 401, 403, 405, 418, 429, 503})
"""Statuses with which such pages come, if not with 200."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:<\?xml(?![^\0]{0,600}<html)|<(?:rss|feed|rdf|urlset|sitemapindex|opml)\b)", re.IGNORECASE
)
_ASIDE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|font|i|mark|small|span|strong|u|wbr)\b[^<>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>.*?(?:</title\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_ARTICLE = re.compile(
    r"<article\b|article:published_time|\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"(?:\w*NewsArticle|Article|BlogPosting)\""
    r"|property=[\"']og:type[\"'] content=[\"']article",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of ``challenges.yaml``, ready to be looked for."""

    headers: Mapping[str, frozenset[str]]
    hosts: frozenset[str]
    machinery: Mapping[str, tuple[str, ...]]
    refusals: Mapping[str, tuple[str, ...]]
    widgets: tuple[str, ...]
    person: re.Pattern[str]
    consent: re.Pattern[str]
    waiting: re.Pattern[str]
    address: re.Pattern[str]
    other: re.Pattern[str]
    stopwords: frozenset[str]


@cache
def _signs() -> _Signs:
    data: dict[str, Any] = load((DATA / "challenges.yaml").read_bytes())
    lines = (DATA / "stopwords_ar.txt").read_text(encoding="utf-8").splitlines()
    return _Signs(
        headers={name: frozenset(values) for name, values in data["headers"].items()},
        hosts=frozenset(data["hosts"]),
        machinery=_lowered(data["machinery"]),
        refusals=_lowered(data["refusals"]),
        widgets=tuple(data["widgets"]),
        person=_pattern(data["person"]),
        consent=_pattern(data["consent"]),
        waiting=_pattern(data["waiting"]),
        address=_pattern(data["address"]),
        other=_pattern(data["other"]),
        stopwords=frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split()),
    )


def _lowered(vendors: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {vendor: tuple(sign.lower() for sign in signs) for vendor, signs in vendors.items()}


def _pattern(lines: Iterable[str]) -> re.Pattern[str]:
    """Return one expression for the words of `lines`."""
    return re.compile("|".join(word.replace("*", r"\w*") for line in lines for word in line.split()))


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
    page = _Page(_text(content[:MOST_BYTES]))
    if page.is_long:
        return None
    refused = status != 200
    found = _vendor(page, signs, refused=refused) or _kind(page, signs, host, refused=refused)
    return None if found and not refused and page.is_article else found


def _text(content: bytes) -> str:
    """Return `content` as text; quickly, if it is UTF-8, as nearly all pages are."""
    text = content.decode("utf-8", "replace")
    return text if text.count("\ufffd") <= 3 else decode(content).text


class _Page:
    """What a page says, as far as it matters here."""

    def __init__(self, source: str) -> None:
        self.source = source.lower()
        shown = _shown(_TITLE.sub(" ", source))
        self.is_long = shown.count(" ") > MOST_WORDS_OF_CONSENT
        body = [] if self.is_long else words(shown)
        self.words = (
            body if self.is_long or len(body) >= 4 else words(_shown(source))
        )  # the title may be that of the article

    @property
    def is_article(self) -> bool:
        """True if it is marked up as an article, and has text."""
        return len(self.words) >= 40 and _ARTICLE.search(self.source) is not None

    def has(self, marks: Iterable[str]) -> bool:
        """Return True if the source contains one of `marks`."""
        return any(mark in self.source for mark in marks)


def _shown(source: str) -> str:
    """Return the text that a reader sees, each line once."""
    lines = (unescape(block).strip() for block in _TAG.split(_INLINE.sub("", _ASIDE.sub(" ", source))))
    return " ".join(dict.fromkeys(lines))


def _vendor(page: _Page, signs: _Signs, *, refused: bool) -> str | None:
    """Return whose machinery the page consists of."""
    if len(page.words) > (400 if refused else 150):
        return None
    vendors = [*signs.machinery.items(), *(signs.refusals.items() if refused else ())]
    found = next((vendor for vendor, marks in vendors if page.has(marks)), None)
    if found is None and (refused or len(page.words) <= 25) and page.has(signs.widgets):
        return "captcha"
    return found


def _kind(page: _Page, signs: _Signs, host: str, *, refused: bool) -> str | None:
    """Return what the page asks for, if nearly all its words are about that."""
    counts = Counter(_sort(word, signs, host) for word in page.words)
    total = len(page.words)
    person, consent, waiting = counts["person"], counts["consent"], counts["waiting"]
    evidence = person + consent + waiting
    speaks = any(signs.address.fullmatch(word) for word in page.words)
    is_enough = speaks and person + consent >= 1 and evidence >= (1 if refused else max(2, EVIDENCE_SHARE * total))
    is_short = evidence >= 1 and total <= 12 and not counts["unknown"]
    if not (is_enough or is_short) or counts["unknown"] > (0.5 if refused else UNKNOWN_SHARE) * total:
        return None
    kind = "consent" if consent > person else "challenge"
    return kind if total <= (MOST_WORDS_OF_CONSENT if kind == "consent" else MOST_WORDS) else None


def _sort(word: str, signs: _Signs, host: str) -> str:
    for kind in ("person", "consent", "waiting"):
        if getattr(signs, kind).fullmatch(word):
            return kind
    if word in signs.stopwords or word in host or not word.isalpha() or signs.other.fullmatch(word):
        return "other"
    return "unknown"
