"""Data in the scripts of a page: JSON-LD, and the state of pages that are built by scripts.

In: the parsed page, before its scripts are removed. Out: the page's schema.org article, and the text of an article that
is nowhere else on the page. No script is executed.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from reporter.language.arabic.letters import arabic_share

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_LONGEST_SCRIPT = 1_000_000
_MOST_VALUES = 50_000
_FEWEST_WORDS = 20
_BODY_KEYS = frozenset(
    {"articlebody", "body", "content", "text", "fulltext", "bodytext", "html", "story", "bodyhtml", "contenthtml"}
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"</(?:p|div|li|h\d|blockquote)>|<br\s*/?>", re.IGNORECASE)


def linked_article(page: etree._Element) -> dict[str, Any]:
    """Return the page's first schema.org article with its people and organisations; empty if there is none."""
    nodes = list(_stated_nodes(page))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for node in nodes:
        if any(_ARTICLE_TYPES.search(kind) for kind in _kinds(node)):
            return node | {key: _resolved(node[key], by_id) for key in ("author", "publisher") if key in node}
    return {}


def says_it_is_a_list(page: etree._Element) -> bool:
    """Return whether the page declares itself a list of pages and contains no article."""
    kinds = {kind for node in _stated_nodes(page) for kind in _kinds(node)}
    return not kinds.isdisjoint(_LIST_TYPES) and not any(_ARTICLE_TYPES.search(kind) for kind in kinds)


def is_for_subscribers(article: Mapping[str, Any]) -> bool:
    """Return whether a schema.org article says that not everybody can read all of it."""
    return str(article.get("isAccessibleForFree")).lower() == "false"


def text_in_data(page: etree._Element, article: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Any]]:
    """Return the paragraphs in `article` or in the page's script data, and the object that has them.

    Both are empty if there are none.
    """
    stated = _paragraphs(article.get("articleBody"))
    if _words(stated) >= _FEWEST_WORDS:
        return stated, article
    best: tuple[list[str], Mapping[str, Any]] = [], {}
    for script in page.iter("script"):
        data = _state(script)
        if data is not None:
            best = max(best, *_texts_below(data), key=lambda found: _words(found[0]))
    return best if _words(best[0]) >= _FEWEST_WORDS else ([], {})


def listed(value: object) -> list[Any]:
    """Return `value` as a list."""
    return value if isinstance(value, list) else [value]


def _kinds(node: Mapping[str, Any]) -> list[str]:
    return [kind for kind in listed(node.get("@type")) if isinstance(kind, str)]


def _resolved(value: object, by_id: Mapping[str, dict[str, Any]]) -> list[Any]:
    """Return the items of `value`, with references (``{"@id": "#p"}``) replaced by the objects they refer to."""
    items = listed(value)
    keys = [item.get("@id") if isinstance(item, dict) and "name" not in item else None for item in items]
    return [by_id.get(key, item) if isinstance(key, str) else item for key, item in zip(keys, items, strict=True)]


def _stated_nodes(page: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD blocks of `page`."""
    for script in page.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_LONGEST_SCRIPT], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(data)


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects at the top level of a JSON-LD block, and the main entities of pages."""
    for node in listed(data):
        if isinstance(node, dict):
            yield node
            for inner in (*listed(node.get("@graph")), *listed(node.get("mainEntity"))):
                if isinstance(inner, dict):
                    yield inner


def _state(script: etree._Element) -> object:
    """Return the data that `script` is or sets (``window.state = {...}``), or None if it is a program."""
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    if kind == "application/ld+json" or not 100 <= len(text) <= _LONGEST_SCRIPT:
        return None
    start = text.find("{") if "json" in kind else _assigned(text)
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0] if start >= 0 else None
    except (ValueError, RecursionError):
        return None


def _assigned(text: str) -> int:
    found = re.match(r"\s*(?:(?:var|let|const)\s+)?[\w.$\[\]\"']{1,80}\s*=\s*(?=[{\[])", text)
    return found.end() if found else -1


def _texts_below(data: object) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    """Yield the texts in `data` under names that are used for article bodies, each with its object."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_VALUES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            for key, inner in value.items():
                if key.lower().replace("_", "") in _BODY_KEYS:
                    yield _paragraphs(inner), value
                if isinstance(inner, dict | list):
                    waiting.append(inner)
        elif isinstance(value, list):
            waiting.extend(inner for inner in value if isinstance(inner, dict | list))
    yield [], {}


def _paragraphs(value: object) -> list[str]:
    """Return the paragraphs of Arabic text in `value`: text, HTML, or a list of paragraphs."""
    if isinstance(value, list):
        parts = [item if isinstance(item, str) else _part(item) for item in value]
        value = "\n".join(part for part in parts if part)
    if not isinstance(value, str):
        return []
    plain = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", html.unescape(value))))
    lines = [line for line in (" ".join(line.split()) for line in plain.split("\n")) if line]
    return lines if arabic_share(" ".join(lines)) >= 0.5 else []


def _part(item: object) -> str:
    """Return the text of one element of a body that is stored as a list of elements."""
    if not isinstance(item, dict) or str(item.get("type", "paragraph")).lower() in {"image", "video", "ad", "embed"}:
        return ""
    return next((item[key] for key in ("text", "content", "value", "html") if isinstance(item.get(key), str)), "")


def _words(paragraphs: list[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)
