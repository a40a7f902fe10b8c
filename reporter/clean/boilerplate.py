"""The word list of page noise: text on a news page that is not part of the article.

In: the shipped list (``reporter/data/boilerplate.yaml``, whose head describes the format) and the user's own. Out:
``Boilerplate``, which tells what kind of noise a line is, and which names are known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from reporter.assets import DATA
from reporter.clean.lines import Line
from reporter.errors import ConfigError
from reporter.language.arabic.letters import words
from reporter.yaml_reading import YamlError, compose

Effect = Literal["line", "labels", "block", "rest"]
"""What to remove: the line; also the labels after it; also what it announces; also everything after it."""

_FORMS = ("whole", "starts", "ends", "contains", "labels")
_NAMES = ("outlets", "outlet words", "places", "given names", "credits", "asides")
_LONGEST = 25
_NUMBER = re.compile(r"^[\d.,]+$")
_LABEL = re.compile(r"([^:：.\n]{1,40}?)\s*(?:[:：]|\.\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of noise; its phrases are folded words joined by spaces."""

    effect: Effect
    longest: int = _LONGEST
    unfinished: bool = False
    phrases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The phrases of each form: whole, starts, ends, contains, labels."""

    def allows(self, line: Line) -> bool:
        """Return whether `line`, which contains one of the phrases, can be noise of this kind."""
        return len(line.words) <= self.longest and not (self.unfinished and line.is_finished)

    def is_whole(self, line: Line) -> bool:
        """Return whether `line` contains nothing else except numbers (``التعليقات (3)``)."""
        said = {line.key, _without_numbers(line)}
        return not said.isdisjoint(self.phrases["whole"]) or line.key in self.phrases["labels"]


@dataclass(frozen=True, kw_only=True)
class Boilerplate:
    """All kinds of noise, and the names that identify datelines and credits."""

    kinds: Mapping[str, Kind]
    names: Mapping[str, frozenset[str]]
    """The folded names of each group: outlets, outlet words, places, given names, credits, asides."""

    @cached_property
    def spelled_outlets(self) -> frozenset[str]:
        """The outlets that are spelled out in letters (``أ ف ب``), without the spaces."""
        spelled = (key.split() for key in self.names["outlets"])
        return frozenset("".join(letters) for letters in spelled if all(len(letter) == 1 for letter in letters))

    def kind_of(self, line: Line) -> Kind | None:
        """Return the kind of noise that `line` is, or None if it is not noise."""
        if line.is_long or not line.words:
            return None
        return next((kind for kind in self._kinds_in(line) if kind.allows(line)), None)

    def _kinds_in(self, line: Line) -> Iterator[Kind]:
        """Yield the kinds that have a phrase in the right position in `line`."""
        label = _LABEL.match(line.text)
        lookups = [("whole", line.key), ("whole", _without_numbers(line)), ("labels", line.key)]
        lookups += [("labels", _key(label[1]))] if label else []
        for form, said in lookups:
            yield from self._whole.get((form, said), ())
        for phrase, kind in self._by_word["starts"].get(line.words[0], ()):
            if line.words[: len(phrase)] == phrase:
                yield kind
        for phrase, kind in self._by_word["ends"].get(line.words[-1], ()):
            if line.words[-len(phrase) :] == phrase:
                yield kind
        for word in self._by_word["contains"].keys() & set(line.words):
            for phrase, kind in self._by_word["contains"][word]:
                if f" {' '.join(phrase)} " in f" {line.key} ":
                    yield kind

    @cached_property
    def _whole(self) -> Mapping[tuple[str, str], list[Kind]]:
        """The kinds by form (whole, labels) and phrase."""
        index: dict[tuple[str, str], list[Kind]] = defaultdict(list)
        for kind in self.kinds.values():
            for form in ("whole", "labels"):
                for phrase in kind.phrases[form]:
                    index[form, phrase].append(kind)
        return dict(index)

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, list[tuple[tuple[str, ...], Kind]]]]:
        """Phrases (as words) and their kinds by form and the phrase's first word, or last for ``ends``."""
        index: dict[str, dict[str, list[tuple[tuple[str, ...], Kind]]]] = {
            form: defaultdict(list) for form in ("starts", "ends", "contains")
        }
        for kind in self.kinds.values():
            for form, by_word in index.items():
                for phrase in sorted(kind.phrases[form]):
                    split = tuple(phrase.split())
                    by_word[split[-1 if form == "ends" else 0]].append((split, kind))
        return {form: dict(by_word) for form, by_word in index.items()}


def load(extra: Sequence[Path] = ()) -> Boilerplate:
    """Return the shipped list extended with the lists in `extra`.

    Raises:
        ConfigError: a list cannot be read or is wrong; the message names the file and the line.

    """
    kinds: dict[str, Kind] = {}
    names: dict[str, frozenset[str]] = dict.fromkeys(_NAMES, frozenset())
    for path in (DATA / "boilerplate.yaml", *extra):
        _List(path).add_to(kinds, names)
    return Boilerplate(kinds=kinds, names=names)


class _List:
    """One YAML file of noise and names, read node by node, so that mistakes are reported with their lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add_to(self, kinds: dict[str, Kind], names: dict[str, frozenset[str]]) -> None:
        """Add the content of the file."""
        for section, node in self._entries(self._read()):
            if section == "noise":
                for name, kind in self._entries(node):
                    kinds[name] = self._kind(kind, kinds.get(name))
            elif section == "names":
                for group, phrases in self._entries(node):
                    if group not in names:
                        raise self._error(phrases, f"unknown group '{group}'; choose one of {', '.join(_NAMES)}")
                    names[group] |= self._phrases(phrases)
            else:
                raise self._error(node, f"unknown section '{section}'; it must be 'noise' or 'names'")

    def _read(self) -> yaml.Node | None:
        try:
            return compose(self._path.read_text(encoding="utf-8-sig"))
        except YamlError as e:
            raise ConfigError(f"{self._path}, line {e.line or 1}: this is not valid YAML: {e.problem}.") from e
        except (OSError, UnicodeDecodeError) as e:
            raise ConfigError(f"The word list {self._path} cannot be read: {e}.") from e

    def _entries(self, node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, "'name: value' lines are expected here")
        for key, value in node.value:
            yield str(key.value), value

    def _kind(self, node: yaml.Node, known: Kind | None) -> Kind:
        effect: Effect = known.effect if known else "line"
        longest = known.longest if known else _LONGEST
        unfinished = known.unfinished if known else False
        phrases = {form: known.phrases[form] if known else frozenset[str]() for form in _FORMS}
        for key, value in self._entries(node):
            said = value.value if isinstance(value, yaml.ScalarNode) else None
            if key in _FORMS:
                phrases[key] |= self._phrases(value)
            elif key == "effect" and said in get_args(Effect):
                effect = cast("Effect", said)
            elif key == "longest" and said and said.isdecimal():
                longest = int(said[:6])
            elif key == "unfinished" and said in {"true", "false"}:
                unfinished = said == "true"
            else:
                allowed = {"effect": ", ".join(get_args(Effect)), "longest": "a number", "unfinished": "true or false"}
                wanted = f"'{key}' must be {allowed[key]}" if key in allowed else f"unknown key '{key}'"
                raise self._error(value, wanted)
        return Kind(effect=effect, longest=longest, unfinished=unfinished, phrases=phrases)

    def _phrases(self, node: yaml.Node) -> frozenset[str]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, "a list is expected here, with one '- phrase' per line")
        return frozenset(self._phrase(item) for item in node.value)

    def _phrase(self, node: yaml.Node) -> str:
        key = _key(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if not key:
            raise self._error(node, "this must be a phrase of at least one word")
        return key

    def _error(self, node: yaml.Node, what: str) -> ConfigError:
        return ConfigError(f"{self._path}, line {node.start_mark.line + 1}: {what}.")


def _key(phrase: str) -> str:
    return " ".join(words(phrase))


def _without_numbers(line: Line) -> str:
    return " ".join(word for word in line.words if not _NUMBER.match(word))
