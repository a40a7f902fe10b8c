"""Read what a person decided about stories: articles that must be in one story, and articles that must not.

In: the text of ``stories.yaml``::

    part: [2.1, 2.4]
    join: [[3, 7], [2026-11-20/4, "url:https://news.example/7"]]

Out: statements. Each list names two or more articles: by the number of an entry or of one of its sentences, in the
latest edition or in that of a date, or by identity (``url:…``, ``sha256:…``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

import yaml

from reporter.identity import canonical_address
from reporter.yaml_reading import YamlError, compose

Kind = Literal["part", "join"]
Pairs = frozenset[frozenset[str]]
"""Pairs of identities of articles (``reporter.identity``)."""

KINDS: tuple[Kind, ...] = get_args(Kind)
_NUMBER = re.compile(r"(?:(\d{4}-\d\d-\d\d)/)?(\d+)(?:\.\d+)?")
_IDENTITY = re.compile(r"(sha256:[0-9a-f]{64})|(?:url:)?(https?://\S+)|url:(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What a person decided."""

    part: Pairs = frozenset()
    """Articles that are in different stories."""
    join: Pairs = frozenset()
    """Articles that are in one story."""


UNDECIDED = Decisions()


class Named(NamedTuple):
    """An article that a statement names: by an entry of an edition, or by its identity."""

    text: str
    """As it is written."""
    identity: str | None
    entry: str = ""
    day: date | None = None
    """The day of the edition; None for the latest one."""


class Statement(NamedTuple):
    """One list of the file."""

    kind: Kind
    articles: tuple[Named, ...]
    line: int

    @property
    def text(self) -> str:
        """The statement in one line, which is equal however it is laid out."""
        return " ".join((self.kind, *(named.text for named in self.articles)))


def statements(text: str) -> tuple[Statement, ...]:
    """Return the statements in `text`.

    >>> [said.text for said in statements("{join: [[3, 7], [5, 2026-11-20/4]], part: [2.10, 4]}")]
    ['join 3 7', 'join 5 2026-11-20/4', 'part 2.10 4']

    Raises:
        YamlError: `text` is not what this file must be; the message has line and reason.

    """
    root = compose(text)
    return () if root is None else tuple(_statements(root))


def _statements(root: yaml.Node) -> Iterator[Statement]:
    if not isinstance(root, yaml.MappingNode):
        raise _error(root, "write 'part:' or 'join:' and a list of articles")
    for key, value in root.value:
        kind = next((kind for kind in KINDS if kind == key.value), None)
        if kind is None:
            raise _error(key, f"'{key.value}' is neither 'part' nor 'join'")
        if not isinstance(value, yaml.SequenceNode):
            raise _error(value, f"'{kind}' needs a list of articles, such as [2, 4]")
        nested = [isinstance(item, yaml.SequenceNode) for item in value.value]
        if any(nested) and not all(nested):
            raise _error(value, f"'{kind}' must be one list of articles or a list of such lists")
        for articles in value.value if any(nested) else [value] if value.value else []:
            yield Statement(kind, tuple(map(_named, articles.value)), articles.start_mark.line + 1)
            if len(articles.value) < 2:
                raise _error(articles, f"'{kind}' needs at least two articles")


def _named(node: yaml.Node) -> Named:
    """Return the article that a scalar names; numbers are read as they are written, because 2.10 is not 2.1."""
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    if number := _NUMBER.fullmatch(text):
        try:
            return Named(text, None, number[2], date.fromisoformat(number[1]) if number[1] else None)
        except ValueError:
            raise _error(node, f"'{number[1]}' is not a date") from None
    if found := _IDENTITY.fullmatch(text):
        return Named(text, found[1].lower() if found[1] else canonical_address(found[2] or found[3]))
    raise _error(node, f"'{text}' is not an article; write its number, such as 2 or 2026-11-20/2, or its address")


def _error(node: yaml.Node, problem: str) -> YamlError:
    return YamlError(problem, node.start_mark.line + 1)
