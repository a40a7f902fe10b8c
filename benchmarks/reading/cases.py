"""The cases of ``cases.yaml``: invented pages and other files, and what is right for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined

_FILE = Path(__file__).with_suffix(".yaml")
_PAGE = (
    '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}</head><body>{top}{body}'
    "<footer>جميع الحقوق محفوظة</footer></body></html>"
)
_GROUP = {"kind", "form", "head", "top", "body", "right", "also", "cases"}
_CASE = {"name", "head", "top", "body", "right"}


@dataclass(frozen=True, slots=True)
class Case:
    """One page or other file, and what is right for it."""

    kind: str
    name: str
    form: str
    """``page``, ``mail``, ``word``, ``pdf``, ``chat`` or ``data``."""
    head: str
    """The headers of a mail."""
    text: str
    """Its HTML, or its plain text."""
    right: dict[str, Any]
    """``refused`` (a word of the reason); or any of title, deck, first, last, outlet, place, author, published,
    remarks, without, has, items."""


def cases() -> Iterator[Case]:
    """Yield every case."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    jinja = Environment(undefined=StrictUndefined, autoescape=False)
    parts: dict[str, Any] = {"others": data["others"]}
    for name, template in data["parts"].items():
        parts[name] = jinja.from_string(template).render(parts)
    for group in data["groups"]:
        for shared in (group, group | group["also"]) if "also" in group else (group,):
            for case in group["cases"]:
                yield _case(jinja, parts, shared, case)


def _case(jinja: Environment, parts: Mapping[str, Any], group: Mapping[str, Any], case: Mapping[str, Any]) -> Case:
    if unknown := (group.keys() - _GROUP) | (case.keys() - _CASE):
        raise ValueError(f"{_FILE.name}: {case['name']}: unknown: {', '.join(sorted(unknown))}")
    given = {"head": "<title>{{ title }}</title>", "top": "{{ nav }}", **group, **case}
    page = {name: jinja.from_string(given[name]).render(parts, name=case["name"]) for name in ("head", "top", "body")}
    right = group["right"] | case.get("right", {})
    form = group.get("form", "page")
    return Case(
        kind=group["kind"],
        name=case["name"],
        form=form,
        head=page["head"],
        text=_PAGE.format(**page) if form == "page" else page["body"],
        right={fact: tuple(value) if isinstance(value, list) else value for fact, value in right.items()},
    )
