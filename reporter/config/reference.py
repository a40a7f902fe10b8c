"""The commented config.yaml and the table in docs/settings.md, generated from the docstrings of the settings."""

import ast
import inspect
import textwrap
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any, TypeGuard, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reporter.config import Config

HEAD = """\
# Settings of a reporter briefing.
# Every setting is listed with its meaning. Lines that are commented out show the default.
# Relative paths are relative to the folder of this file. Reference: docs/settings.md.
"""


def commented_yaml(values: Mapping[str, Any]) -> str:
    """Return a config.yaml that sets `values` (nested like the file) and lists all other settings commented out."""
    return HEAD + "\n".join(_lines(Config, values, ""))


def table() -> str:
    """Return the settings as a Markdown table: setting, default, meaning."""
    rows = [f"| `{path}` | {default} | {meaning} |" for path, default, meaning in _rows(Config, "")]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def _lines(model: type[BaseModel], values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        section = _section(field)
        if not indent:
            yield ""
        for line in textwrap.wrap(_meaning(model, name), 110 - len(indent), break_on_hyphens=False):
            yield f"{indent}# {line}"
        if section is not None:
            yield f"{indent}{name}:"
            yield from _lines(section, values.get(name) or {}, indent + "  ")
        elif name in values:
            yield f"{indent}{_setting(name, values[name])}"
        elif (item := _item(field)) is not None:
            yield from (f"{indent}# {line}" for line in (f"{name}:", "  -", *_lines(item, {}, "    ")))
        else:
            yield f"{indent}# {_setting(name, _default(field))}"
    if not indent:
        yield ""


def _rows(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        section = _section(field)
        if section is not None:
            yield from _rows(section, f"{prefix}{name}.")
        elif (item := _item(field)) is not None:
            yield f"{prefix}{name}", "", _meaning(model, name)
            yield from _rows(item, f"{prefix}{name}[].")
        else:
            default = _default(field)
            shown = "" if default in (None, [], {}, "") else f"`{_flow(default)}`"
            yield f"{prefix}{name}", shown, _meaning(model, name).replace("|", "\\|")


def _section(field: FieldInfo) -> type[BaseModel] | None:
    """Return the settings class of a field that is a section, or an optional one."""
    kinds = get_args(field.annotation) if get_origin(field.annotation) is UnionType else (field.annotation,)
    return next((kind for kind in kinds if _is_section(kind)), None)


def _item(field: FieldInfo) -> type[BaseModel] | None:
    """Return the settings class of the items of a field that is a list of sections."""
    kinds = get_args(field.annotation) if get_origin(field.annotation) is tuple else ()
    return next((kind for kind in kinds if _is_section(kind)), None)


def _is_section(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _meaning(model: type[BaseModel], name: str) -> str:
    return " ".join((model.model_fields[name].description or _docstrings(model)[name]).split())


@cache
def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Return what the source of `model` says below each of its settings.

    pydantic can read this itself, but does so whenever a program starts.
    """
    if model is BaseModel:
        return {}
    (definition,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(definition, ast.ClassDef)
    inherited = [_docstrings(base) for base in model.__bases__ if _is_section(base)]
    return dict(ChainMap(_below_settings(definition), *inherited))


def _below_settings(definition: ast.ClassDef) -> dict[str, str]:
    return {
        setting.target.id: below.value.value
        for setting, below in pairwise(definition.body)
        if isinstance(setting, ast.AnnAssign) and isinstance(setting.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def _default(field: FieldInfo) -> object:
    value = None if field.is_required() else field.get_default(call_default_factory=True)
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str | dict) else str(value)


def _setting(name: str, value: object) -> str:
    return f"{name}: {_flow(value)}".rstrip()


def _flow(value: object) -> str:
    if value is None:
        return ""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return text.removesuffix("\n").removesuffix("\n...")
