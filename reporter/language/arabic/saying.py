"""The Arabic verbs of saying and their folded forms.

In: ``data/reporting_verbs.tsv``, one verb per line with its kinds. Out: the verbs, their forms in the third person,
past and present, and their participles. Callers ask for a kind: the checks for verbs that report someone's words, the
summariser for verbs that depend on the previous sentence, the cleaner for verbs that begin a reporting sentence.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from reporter.assets import DATA
from reporter.language.arabic.letters import fold

Gender = Literal["m", "f", ""]
Kind = Literal["report", "that", "now", "opens", "empty"]

TABLE = DATA / "reporting_verbs.tsv"
_WEAK = ("ا", "ي")


class Verb(NamedTuple):
    """One verb, folded. Forms that are not used are empty."""

    past: str
    """The form of "he said": قال."""
    first: str
    """The stem of "I said": قل."""
    present: str
    """The stem of "he says" after the prefix: قول."""
    participle: str
    """The participle "saying" without ending: قايل."""
    kinds: frozenset[str]

    def in_past(self) -> Iterator[tuple[str, Gender]]:
        """Yield the past forms of the third person, each with its gender, which is empty in the plural.

        >>> dict(verbs("report")[0].in_past())
        {'قال': 'm', 'قالت': 'f', 'قالوا': ''}
        """
        stem = self.past[:-1] if self.past.endswith(_WEAK) else self.past
        yield from ((self.past, "m"), (f"{stem}ت", "f"), (f"{stem}وا", ""))

    def in_present(self) -> Iterator[tuple[str, Gender]]:
        """Yield the present forms in the same way.

        >>> dict(verbs("report")[0].in_present())
        {'يقول': 'm', 'تقول': 'f', 'يقولون': ''}
        """
        if self.present:
            yield from ((f"ي{self.present}", "m"), (f"ت{self.present}", "f"), (f"ي{self.present}ون", ""))

    def participles(self) -> Iterator[tuple[str, Gender]]:
        """Yield the forms of the participle that continue a report, each with its gender.

        >>> [form for form, _ in verbs("report")[0].participles()]
        ['قايلا', 'قايله', 'قايلين']
        """
        if self.participle:
            yield from ((f"{self.participle}ا", "m"), (f"{self.participle}ه", "f"), (f"{self.participle}ين", ""))


def verbs(kind: Kind | None = None) -> tuple[Verb, ...]:
    """Return the verbs of `kind`, or all verbs, in table order."""
    return tuple(verb for verb in _load() if kind is None or kind in verb.kinds)


def forms(kind: Kind) -> frozenset[str]:
    """Return the forms of the verbs of `kind` in the third person."""
    return frozenset(form for verb in verbs(kind) for form, _ in (*verb.in_past(), *verb.in_present()))


@cache
def _load() -> tuple[Verb, ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(_read(line) for line in lines if line and not line.startswith("#"))


def _read(line: str) -> Verb:
    past, first, present, participle, kinds = (fold(cell).strip("-") for cell in line.split("\t"))
    return Verb(past, first[:-1], present[1:], participle, frozenset(kinds.split()))
