"""The regular expressions of the rooms that look at articles, and texts that each of them nearly matches.

In: the modules of these rooms. Out: ``Found`` values, and for each pattern what comes before a part that repeats, that
part, and a bad end.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType

ROOMS = ("fetch.feeds", "ingest", "clean", "language", "checks", "glossary")
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


@dataclass(frozen=True, slots=True)
class Found:
    """One regular expression, and the methods by which it is used."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]


def modules() -> Iterator[ModuleType]:
    """Yield every module of the rooms."""
    for room in ROOMS:
        package = importlib.import_module(f"reporter.{room}")
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns() -> list[Found]:
    """Return every pattern that a module holds, in whatever collection, or names where it uses it; each once."""
    found: dict[tuple[str, int], Found] = {}
    everything = "\n".join(inspect.getsource(module) for module in modules())
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _patterns_in(value):
                where = inspect.getsource(module) if name.startswith("_") else everything
                methods = re.findall(rf"\b{re.escape(name)}\.({'|'.join(METHODS)})\b", where)
                key = (pattern.pattern, pattern.flags)
                found.setdefault(key, Found(f"{module.__name__}.{name}", pattern, tuple(sorted({*methods} or METHODS))))
        for pattern, method, line in _written_in(module):
            found.setdefault((pattern.pattern, pattern.flags), Found(f"{module.__name__}:{line}", pattern, (method,)))
    return list(found.values())


def _patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _patterns_in(key, depth - 1)
            yield from _patterns_in(inner, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from _patterns_in(inner, depth - 1)


def _written_in(module: ModuleType) -> Iterator[tuple[re.Pattern[str], str, int]]:
    """Yield the patterns that a module passes to the functions of ``re``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        owner, first = node.func.value, node.args[0]
        named = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in METHODS
        if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield re.compile(first.value), node.func.attr, node.lineno


def pumped(pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """Return texts that a pattern nearly matches: what comes before a part that repeats, that part, and a bad end."""
    made: list[tuple[str, str, str]] = []
    _pump(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", made)
    return [(before, unit, "\x00") for before, unit in dict.fromkeys(made) if unit]


def _pump(tree: object, before: str, made: list[tuple[str, str]]) -> str:
    """Collect the parts of `tree` that repeat, each with an example of what is before it; return an example of all."""
    for kind, value in tree:  # type: ignore[attr-defined]
        before += _example(kind, value, before, made)
    return before


def _example(kind: object, value: object, before: str, made: list[tuple[str, str]]) -> str:  # noqa: PLR0911
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL or kind is kinds.ANY:
        return "x"
    if kind is kinds.IN:
        return _member(value)
    if kind is kinds.SUBPATTERN:
        return _pump(value[3], before, made)[len(before) :]
    if kind is kinds.ATOMIC_GROUP:
        return _pump(value, before, made)[len(before) :]
    if kind is kinds.BRANCH:
        ends = [_pump(branch, before, made)[len(before) :] for branch in value[1]]
        return ends[0]
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        least, most, inner = value
        unit = _pump(inner, before, made)[len(before) :]
        if most > 100:
            made.append((before, unit))
        return unit * min(max(least, 1), 3)
    return ""


def _member(members: list[tuple[object, object]]) -> str:
    categories = {kinds.CATEGORY_DIGIT: "7", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_WORD: "ب"}
    if members[0][0] is kinds.NEGATE:
        out = {chr(value) for kind, value in members if kind is kinds.LITERAL}
        return next(letter for letter in "xب7 ,؟" if letter not in out)
    for kind, value in members:
        if kind is kinds.LITERAL:
            return chr(value)
        if kind is kinds.RANGE:
            return chr(value[0])
        if kind is kinds.CATEGORY:
            return categories.get(value, "x")
    return "x"
