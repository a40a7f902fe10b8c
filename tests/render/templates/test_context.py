"""The values, features and uses of templates match the promises in docs/templates.md."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from jinja2 import Environment, meta, nodes

from reporter.assets import DATA, template_folders
from reporter.config import LayoutSettings
from reporter.record import document
from reporter.render.fonts import FACES
from reporter.render.templates import context
from reporter.render.templates.context import CONTEXTS, Layout
from reporter.render.templates.environment import environment
from reporter.render.templates.samples import samples

PAGE = (Path(__file__).parents[3] / "docs/templates.md").read_text(encoding="utf-8")
JINJA = environment(template_folders(None), "western")
SCHEMA = json.loads((DATA / "record.schema.json").read_text(encoding="utf-8"))
DOCUMENTS = [name for name in CONTEXTS if not name.startswith("review")]


def section(name):
    """Return the text between the marks of `name`."""
    found = re.search(rf"<!-- {name} -->\n?(.*?)<!-- end of {name} -->", PAGE, re.DOTALL)
    assert found, f"docs/templates.md has no part {name}"
    return found[1]


def rows(name):
    """Return the cells of the table `name` without its header."""
    lines = [line.strip("|").split(" | ") for line in section(name).strip().splitlines()[2:]]
    return [[cell.strip() for cell in line] for line in lines]


def in_words(hint):
    """Return a type as it is written on the page."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(f'"{value}"' for value in arguments)
    if origin in {Union, UnionType}:
        return " or ".join(in_words(argument) for argument in arguments)
    if origin is Mapping:
        return "mapping"
    if origin in {Sequence, tuple}:
        return f"list of {in_words(arguments[0])}"
    return {str: "text", int: "number", bool: "true or false", NoneType: "none"}.get(hint) or hint.__name__


def syntax(name):
    """Return the syntax tree of a shipped template."""
    return JINJA.parse(JINJA.loader.get_source(JINJA, name)[0])


def family(name):
    """Return the syntax trees of a template and of everything that it imports and includes."""
    trees, names = [], [name]
    for each in names:
        trees.append(syntax(each))
        names += [other for other in meta.find_referenced_templates(trees[-1]) if other not in names]
    return trees


def attributes(trees, of):
    """Return the names of attributes read from the variable `of`."""
    found = (node for tree in trees for node in tree.find_all(nodes.Getattr))
    return {node.attr for node in found if isinstance(node.node, nodes.Name) and node.node.name == of}


@pytest.mark.parametrize(
    "kind",
    ["BriefingContext", "IndexContext", "ListedEdition", "ListedRoundup", "Headline", "MailContext", "ReviewContext"],
)
def test_the_page_lists_each_value_with_its_type(kind):
    """The page and the code list the same values."""
    hints = get_type_hints(getattr(context, kind))
    assert [(name, kind_) for name, kind_, _ in rows(kind)] == [
        (f"`{name}`", in_words(hint)) for name, hint in hints.items()
    ]


def plain(hint):
    """Return whether values of this type are text, numbers or collections of them, whose methods are harmless."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in {str, int, bool, NoneType} or origin is Literal:
        return True
    if hint == Mapping[str, Any]:  # the record, which is JSON
        return True
    if origin in {Union, UnionType, Mapping, Sequence, tuple}:
        return all(plain(argument) for argument in arguments if argument is not Ellipsis)
    return (is_typeddict(hint) or hint is Layout) and all(plain(each) for each in get_type_hints(hint).values())


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_values_of_a_template_are_plain(name):
    """There are no settings (pydantic can load a pickle), paths, or other objects with unknown methods."""
    assert {key: plain(hint) for key, hint in get_type_hints(CONTEXTS[name]).items() if not plain(hint)} == {}
    assert not plain(LayoutSettings)
    assert not plain(Path)


def test_the_page_lists_the_layout():
    """It lists fields and properties."""
    hints = get_type_hints(Layout)
    hints |= {
        name: get_type_hints(value.fget)["return"]
        for name, value in vars(Layout).items()
        if isinstance(value, property)
    }
    assert [(name, kind) for name, kind, _ in rows("Layout")] == [
        (f"`{name}`", in_words(hint)) for name, hint in hints.items()
    ]


def test_the_page_lists_every_block():
    """The blocks are in the order of the templates."""
    real = [(f"`{name}`", f"`{block.name}`") for name in DOCUMENTS for block in syntax(name).find_all(nodes.Block)]
    assert sorted((template, block) for template, block, _ in rows("blocks")) == sorted(real)


def test_the_page_lists_every_filter():
    """Jinja's own filters are not listed."""
    listed = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows("filters")))
    assert sorted(listed) == sorted(set(JINJA.filters) - set(Environment().filters))


def test_the_page_lists_existing_pieces():
    """It lists their parameters; additional ones have defaults."""
    module = JINJA.get_template("pieces.html.j2").make_module({"layout": Layout.of(LayoutSettings())})
    for cell, _ in rows("pieces"):
        name, parameters = re.fullmatch(r"`pieces\.(\w+)\((.*)\)`", cell).groups()
        macro = next(node for node in syntax("pieces.html.j2").find_all(nodes.Macro) if node.name == name)
        needed = len(macro.args) - len(macro.defaults)
        assert list(getattr(module, name).arguments)[:needed] == parameters.split(", ")


def test_the_page_lists_colours_fonts_and_version():
    """Each light colour has a dark counterpart."""
    colours = JINJA.get_template("colours.j2").module
    assert [name for name, _ in rows("colours")] == [f"`{name}`" for name in colours.light]
    assert list(colours.light) == list(colours.dark)
    real = {}
    for face in FACES:
        real.setdefault(f"`{face.name}`", []).append(f"{face.weight}{' italic' if face.style == 'italic' else ''}")
    assert {name: weights.split(", ") for name, weights in rows("fonts")} == real
    assert section("version") == str(context.TEMPLATES_VERSION)


@pytest.mark.parametrize("name", CONTEXTS)
def test_templates_use_exactly_their_values(name):
    """A name is a value or set in the template itself or its parts; every value is used by some template."""
    trees = family(name)
    wanted = set().union(*(meta.find_undeclared_variables(tree) for tree in trees))
    own = {node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx in {"store", "param"}}
    own |= {node.name for tree in trees for node in tree.find_all(nodes.Macro)}
    own |= {node.target for tree in trees for node in tree.find_all(nodes.Import)}
    given = set(get_type_hints(CONTEXTS[name]))
    assert wanted - own - given - set(JINJA.globals) - {"caller"} == set()
    users = [each for each, kind in CONTEXTS.items() if kind is CONTEXTS[name]]
    assert given <= set().union(*(meta.find_undeclared_variables(tree) for user in users for tree in family(user)))


@pytest.mark.parametrize("name", CONTEXTS)
def test_templates_read_only_existing_fields(name):
    """They are found by the name of the variable."""
    point, entry = SCHEMA["$defs"]["point"]["properties"], SCHEMA["$defs"]["entry"]["properties"]
    fields = {"record": SCHEMA["properties"], "entry": entry, "point": point, "source": entry["source"]["properties"]}
    if name != "index.html.j2":
        fields["edition"] = SCHEMA["properties"]["edition"]["properties"]
    trees = family(name)
    for variable, known in fields.items():
        assert attributes(trees, variable) <= set(known), variable
    assert attributes(trees, "layout") <= {
        "page",
        "languages",
        "digits",
        "front_items",
        "appendix",
        "lead",
        "direction",
    }


def test_record_fields_on_the_page_are_in_the_schema():
    """They are also in the record of a full edition."""
    record: dict[str, Any] = document(samples()["full"])
    entry = record["entries"][0]
    places = {
        "record.edition": record["edition"], "record.entries": entry, "entry.source": entry["source"],
        "entry.points": entry["points"][0], "record.counts": record["counts"], "record.skipped": record["skipped"][0],
    }  # fmt: skip
    for name, place in places.items():
        said = re.search(rf"^\| `{re.escape(name)}` \| (.*) \|$", PAGE, re.MULTILINE)
        assert said, name
        assert set(re.findall(r"`(\w+)`", said[1])) <= set(place), name
