"""The table of countries, cities, towns and well-known people, which is described in ``data/places.tsv``."""

from functools import cache
from typing import Literal, NamedTuple, cast

from reporter.assets import DATA

Kind = Literal["country", "city", "town", "person"]


class Place(NamedTuple):
    """One line of the table; names of several words have spaces."""

    kind: Kind
    names: tuple[str, ...]
    """The English names, the usual one first."""
    adjectives: tuple[str, ...]
    names_ar: tuple[str, ...]
    adjectives_ar: tuple[str, ...]
    """The adjectives in the masculine singular, without the article."""
    country: str
    """The English name of a city's country; may be empty."""


@cache
def table() -> tuple[Place, ...]:
    """Read the table, once."""
    lines = (DATA / "places.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_place(line) for line in lines if not line.startswith("#"))


def _place(line: str) -> Place:
    kind, names, adjectives, names_ar, adjectives_ar, country = line.split("\t")
    return Place(
        cast("Kind", kind),
        tuple(names.split(",")),
        tuple(filter(None, adjectives.split(","))),
        tuple(name.replace("_", " ") for name in names_ar.split()),
        tuple(adjective.replace("_", " ") for adjective in adjectives_ar.split()),
        country,
    )
