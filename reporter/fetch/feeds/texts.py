"""The texts of feeds: titles that were escaped twice, descriptions in HTML, teasers.

In: a value as the feed has it. Out: one clean line, plain text, or clean HTML. Captions and credits of pictures are
left out.
"""

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from reporter.fetch.feeds.mending import without_controls
from reporter.ingest.metadata import one_line
from reporter.language.arabic.letters import clean_characters, fold
from reporter.language.identification import not_arabic

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST_WORDS = 60
"""Number of words below which a text is a teaser rather than an article."""
_LEAST_ARABIC = 0.3
"""Minimum share of Arabic letters in the title and summary of an item in Arabic."""
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|big|sub|sup|p|br|div|img|bdi|bdo|mark|h[1-6])(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w{1,30};")
_LEFT_OUT = ("figure", "figcaption", "script", "style", "noscript", "iframe", "object", "template", "form", "button")
_CAPTION = re.compile(r"caption|credit|legend", re.IGNORECASE)
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article", "h1", "h2", "h3", "h4", "h5",
    "h6", "dd", "dt", "dl", "pre", "hr", "header", "footer",
}  # fmt: skip
_CELLS = {"td", "th"}
_READ_MORE = re.compile(
    r"(?<!\w)(?:(?:اقرا|اقراوا) (?:ال)?(?:مزيد|خبر|مقال|تقرير|موضوع|بقيه|تفاصيل|تتمه)"
    r"|(?:قراءه|لقراءه|طالع|شاهد|عرض) (?:المزيد|بقيه|التتمه)"
    r"|للمزيد(?: من التفاصيل)?(?: ?:|\W{0,9}(?:اضغط|انقر|زوروا|http|$))"
    r"|لقراءه ال(?:خبر|مقال|تقرير|موضوع) (?:كامل|كاملا|بالكامل|اضغط|من هنا|هنا)"
    r"|(?:تابع|متابعه|لمتابعه|اكمل|اكمال|لاستكمال|مواصله|واصل) (?:ال)?قراءه"
    r"|read (?:more|the full|the rest)|continue reading|(?:read|see) full (?:article|story))"
    r"|(?:…|\.\.|»|\||-|\[|>) ?(?:المزيد|التفاصيل(?: الكامله)?)\W*$",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"\[\s*(?:…|\.{2,3}|&hellip;)\s*\]")
_ENDS_OPEN = re.compile(r"(?:…|\.\.\.?)[\s»\"')\]]*$")
_END = 160
"""Number of characters at the end of a text in which an elision points to the rest; an address may follow it."""
_LAST_WORDS = 60
"""Number of characters at the end of a text in which words point to the rest."""


def line(value: object) -> str:
    """Return a title as one line of clean text, however often it was escaped; empty if there is none.

    >>> line("&amp;quot;جسر الوادي&amp;quot;&nbsp;يفتتح <b>اليوم</b>")
    '"جسر الوادي" يفتتح اليوم'
    """
    if not isinstance(value, str):
        return ""
    text = value[:10_000]
    for _ in range(4):
        plain = html.unescape(_TAG.sub("", text))
        if plain == text:
            break
        text = plain
    found = " ".join(clean_characters(text).split())
    return found if len(found) <= 500 else one_line(found[:499] + "…") or ""


def tidy(markup: str) -> tuple[str, str]:
    """Return `markup` without captions, credits and scripts, and its plain text with a line for each block.

    Text without markup becomes paragraphs. If `markup` was escaped twice, it is read as the HTML it stands for.
    """
    if not markup.strip():
        return "", ""
    if "<" not in markup and "&lt;" in markup:
        markup = html.unescape(markup)
    if not _MARKUP.search(markup):
        plain = _lines(markup)
        return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in plain.split("\n")), plain
    root = _parsed(markup)
    if root is None:
        plain = _lines(html.unescape(re.sub(r"<[^<>]*>", " ", markup)))
        return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in plain.split("\n")), plain
    _remove_captions(root)
    inside = html.escape(root.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in root
    )
    return inside.strip(), _lines(_text(root))


def escaped(text: str) -> str:
    """Return plain text as HTML, with a paragraph for each line."""
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in _lines(text).split("\n") if part)


def as_page(title: str, content: str) -> str:
    """Return a web page with the full text of an item, so that ingest reads it like any other page."""
    name = html.escape(title, quote=False)
    head = f'<head><meta charset="utf-8"><title>{name}</title></head>'
    return f"<!DOCTYPE html>\n<html>{head}<body><article><h1>{name}</h1>\n{content}\n</article></body></html>\n"


def is_teaser(text: str) -> bool:
    """Return whether plain `text` only announces an article: it is short, or it ends by pointing to the rest.

    >>> is_teaser("افتتح الوزير الجسر… اقرأ المزيد")
    True
    """
    return len(text.split()) < _FEWEST_WORDS or points_to_rest(text)


def points_to_rest(text: str) -> bool:
    """Return whether plain `text`, of any length, ends by pointing to the rest of it."""
    end = text[-_END:]
    folded = " ".join(fold(word) for word in text[-_LAST_WORDS:].split())
    return bool(_READ_MORE.search(folded) or _ELIDED.search(end) or _ENDS_OPEN.search(end))


def language_of(text: str, stated: str | None) -> str | None:
    """Return ``ar`` if `text` is Arabic, otherwise the language stated for it unless that is Arabic."""
    if text.strip() and not_arabic(text, least=_LEAST_ARABIC) is None:
        return "ar"
    return stated.lower() if stated and (not text.strip() or not stated.lower().startswith("ar")) else None


def _parsed(markup: str) -> "_Element | None":
    """Return the parsed fragment in a ``div``."""
    from lxml.html import HTMLParser

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    source = f"<html><body><div>{markup}</div></body></html>".encode("utf-8", "replace")
    try:
        root = etree.fromstring(source, parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    body = None if root is None else root.find("body")
    if body is None:
        return None
    return body[0] if len(body) == 1 and body[0].tag == "div" and not (body[0].tail or "").strip() else body


def _remove_captions(root: "_Element") -> None:
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    for element in root.xpath(".//*[@class]"):
        parent = element.getparent()
        if parent is not None and _CAPTION.search(element.get("class")):
            _drop(element, parent)


def _drop(element: "_Element", parent: "_Element") -> None:
    """Remove `element` and keep what follows it, without characters that HTML allows and lxml does not."""
    tail, before = element.tail or "", element.getprevious()
    parent.remove(element)
    if before is None:
        parent.text = without_controls((parent.text or "") + tail)
    else:
        before.tail = without_controls((before.tail or "") + tail)


def _text(root: "_Element") -> str:
    """Return the text of `root`, with a line end around each block."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if element.tag in _BLOCKS or element.tag == "br" else "")
            pieces.append(" ".join((element.text or "").split(" ")).replace("\n", " "))
        else:
            pieces.append("\n" if element.tag in _BLOCKS else " " if element.tag in _CELLS else "")
            pieces.append((element.tail or "").replace("\n", " ") if element is not root else "")
    return "".join(pieces)


def _lines(text: str) -> str:
    """Return `text` in clean characters, without empty lines."""
    lines = (" ".join(part.split()) for part in clean_characters(text).split("\n"))
    return "\n".join(part for part in lines if part)
