"""How YAML is read everywhere: with a safe loader, and errors that have a line and a reason.

A key that is given twice is an error, because PyYAML would silently use the last one.

If a value does not match its tag, PyYAML's constructors raise arbitrary Python exceptions (``!!bool maybe`` is a
KeyError). Here they all become a ``YamlError``.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import yaml


class YamlError(ValueError):
    """A mistake in a YAML text, such as ``line 3: mapping values are not allowed here``."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem if line is None else f"line {line}: {problem}")
        self.problem = problem
        self.line = line
        """From 1; None if unknown."""


Data = TypeVar("Data")


class _Located:
    """Adds the position to errors about invalid values, and rejects keys that are given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        """Return the mapping of `node`."""
        seen: set[object] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    problem = f"{key.value[:40]} is given twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[misc]

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002  (PyYAML's)
        try:
            return super().construct_object(node, deep)  # type: ignore[misc]
        except (yaml.YAMLError, RecursionError):
            raise
        except Exception as e:
            tag = str(node.tag).removeprefix("tag:yaml.org,2002:")[:40]
            raise yaml.constructor.ConstructorError(None, None, f"this is not a valid {tag}", node.start_mark) from e


class _Loader(_Located, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, in C if available, because every run reads lists of hundreds of lines."""


class _PlainLoader(_Located, yaml.SafeLoader):
    """YAML without aliases, with which a short file could demand unlimited work."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Reject aliases."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed", event.start_mark)
        return super().compose_node(parent, index)


for _loader in (_Loader, _PlainLoader):  # as in YAML 1.2, on and off are words: `checks: {off: [quotes]}`
    _loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if first not in {"o", "O"} or not tag.endswith(":bool")]
        for first, resolvers in _loader.yaml_implicit_resolvers.items()
    }


def load(text: str | bytes, *, aliases: bool = True) -> Any:  # noqa: ANN401 (YAML is anything until it is checked)
    """Return the data in `text`; use ``aliases=False`` for untrusted text.

    >>> load("inputs: !!bool q")
    Traceback (most recent call last):
    reporter.yaml_reading.YamlError: line 1: this is not a valid bool

    Raises:
        YamlError: it is not YAML, or contains an invalid value.

    """
    return _read(lambda: yaml.load(text, Loader=_Loader if aliases else _PlainLoader))  # noqa: S506  (safe loaders)


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of `text`, each with its position.

    Raises:
        YamlError: it is not YAML.

    """
    node: yaml.Node | None = _read(lambda: yaml.compose(text, Loader=_Loader))
    return node


def _read(read: Callable[[], Data]) -> Data:
    try:
        return read()
    except RecursionError as e:
        raise YamlError("it is nested too deeply", None) from e
    except Exception as e:
        mark = getattr(e, "problem_mark", None)
        problem = getattr(e, "problem", None) or str(e) or type(e).__name__
        raise YamlError(" ".join(str(problem).split())[:200], mark.line + 1 if mark else None) from e
