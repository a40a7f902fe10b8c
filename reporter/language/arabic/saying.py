"""The Arabic verbs of saying: which there are, and the folded forms in which they are met.

In: ``data/reporting_verbs.tsv``, one verb a line with its kinds. Out: the verbs, and their forms in the third person,
past and present, and as participles. Who reads sentences asks for a kind: a check wants what reports someone's words,
the summariser what leans on the sentence before, the cleaner what begins a sentence of a report.
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
    """One verb, folded. A form that is not looked for is empty."""

    past: str
    """He said: قال."""
    first: str
    """How "I said" begins: قل."""
    present: str
    """How "he says" goes on after its prefix: قول."""
    participle: str
    """Saying, without ending: قايل."""
    kinds: frozenset[str]

    def in_past(self) -> Iterator[tuple[str, Gender]]:
        """Yield the forms of the third person in the past, each with its gender, empty in the plural.

        >>> dict(verbs("report")[0].in_past())
        {'قال': 'm', 'قالت': 'f', 'قالوا': ''}
        """
        stem = self.past[:-1] if self.past.endswith(_WEAK) else self.past
        yield from ((self.past, "m"), (f"{stem}ت", "f"), (f"{stem}وا", ""))

    def in_present(self) -> Iterator[tuple[str, Gender]]:
        """Yield the same in the present.

        >>> dict(verbs("report")[0].in_present())
        {'يقول': 'm', 'تقول': 'f', 'يقولون': ''}
        """
        if self.present:
            yield from ((f"ي{self.present}", "m"), (f"ت{self.present}", "f"), (f"ي{self.present}ون", ""))

    def participles(self) -> Iterator[tuple[str, Gender]]:
        """Yield the forms of the participle as they go on with a report, each with its gender.

        >>> [form for form, _ in verbs("report")[0].participles()]
        ['قايلا', 'قايله', 'قايلين']
        """
        if self.participle:
            yield from ((f"{self.participle}ا", "m"), (f"{self.participle}ه", "f"), (f"{self.participle}ين", ""))


def verbs(kind: Kind | None = None) -> tuple[Verb, ...]:
    """Return the verbs of `kind`, or all, in the order of the table."""
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
