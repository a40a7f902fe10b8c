"""Sources added to the text of a config.yaml; every other character of it stays.

In: the text of the file and the settings of the new sources. Out: the new text, or a ConfigError that says what to do.
A YAML library that keeps comments would still change indentation, quotation marks and line breaks elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from reporter.config.file import parse
from reporter.errors import ConfigError
from reporter.yaml_reading import load

KEY = "sources"


def as_yaml(sources: Sequence[Mapping[str, Any]], indent: str = "  ") -> str:
    """Return `sources` as the items of a YAML list, each line indented."""
    lines = []
    for source in sources:
        text = yaml.safe_dump(dict(source), allow_unicode=True, sort_keys=False, width=10_000)
        first, *rest = text.splitlines()
        lines += [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]
    return "".join(f"{line}\n" for line in lines)


def with_sources(text: str, sources: Sequence[Mapping[str, Any]], *, name: str) -> str:
    """Return the config file `text`, called `name` in messages, with `sources` after those that it has.

    Raises:
        ConfigError: the file has mistakes, or its sources are written in a way that cannot be extended.

    """
    before = load(text) or {}
    added = _inserted(text, sources)
    after = None if added is None else load(added)
    if added is None or after != {**before, KEY: [*(before.get(KEY) or []), *sources]}:
        raise ConfigError(
            f"{name}: sources must be a list with one '- name: ...' block per source; write it so, or add this by "
            f"hand:\n{KEY}:\n{as_yaml(sources)}"
        )
    parse(after, name=name)
    return added


def _inserted(text: str, sources: Sequence[Mapping[str, Any]]) -> str | None:
    """Return `text` with the new items below the last one; None if its list is not written in lines."""
    lines = text.splitlines(keepends=True)
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    found = _value(root, KEY) if isinstance(root, yaml.MappingNode) else None
    if found is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}{KEY}:\n{as_yaml(sources)}"
    key, node = found
    if isinstance(node, yaml.SequenceNode) and not node.value:  # "sources: []"
        text = text[: node.start_mark.index].rstrip(" ") + text[node.end_mark.index :]
        lines = text.splitlines(keepends=True)
        at, indent = key.start_mark.line + 1, "  "
    elif isinstance(node, yaml.ScalarNode) and not node.value:  # "sources:" without items
        at, indent = key.start_mark.line + 1, "  "
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        at, indent = _last_line(node) + 1, " " * node.start_mark.column
    else:
        return None
    if at > len(lines):
        return None
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    return "".join((*lines[:at], as_yaml(sources, indent), *lines[at:]))


def _value(root: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next(((key, value) for key, value in root.value if key.value == name), None)


def _last_line(node: yaml.Node) -> int:
    """Return the line of the last character of `node`; what a parser calls its end includes comments below it."""
    if isinstance(node, yaml.ScalarNode) or (isinstance(node, yaml.CollectionNode) and node.flow_style):
        end = node.end_mark
        return int(end.line if end.column else end.line - 1)
    last = node.value[-1] if node.value else None
    if last is None:
        return int(node.start_mark.line)
    return max(map(_last_line, last)) if isinstance(last, tuple) else _last_line(last)
