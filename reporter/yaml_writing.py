"""YAML for files that people edit as well: in the given order, with quoted texts, one item a line.

In: dictionaries, lists, texts and numbers. Out: YAML.
"""

from typing import Any

import yaml


def quoted(data: dict[str, Any]) -> str:
    r"""Return `data` as YAML; empty if there is none.

    >>> quoted({"order": ["a"], "count": 1})
    'order:\n  - "a"\ncount: 1\n'
    """
    made = yaml.dump(
        _plain(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=False
    )
    return made if data else ""


class Quoted(str):
    """A text that is written in quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes YAML with quoted texts, and lists below their names."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


_Dumper.add_representer(
    Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')
)


def _plain(data: Any) -> Any:  # noqa: ANN401  (any YAML)
    """Return `data` with its texts marked for quoting."""
    if isinstance(data, dict):
        return {name: _plain(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return Quoted(data) if isinstance(data, str) else data
