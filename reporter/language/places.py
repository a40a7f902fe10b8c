"""The table of countries, cities, towns and well-known people: ``data/places.tsv``, whose first lines describe it."""

from functools import cache
from typing import Literal, NamedTuple, cast

from reporter.assets import DATA

Kind = Literal["country", "city", "town", "person"]


class Place(NamedTuple):
    """One line of the table; a name of several words has its spaces."""

    kind: Kind
    names: tuple[str, ...]
    """In English, the usual one in front."""
    adjectives: tuple[str, ...]
    names_ar: tuple[str, ...]
    adjectives_ar: tuple[str, ...]
    """Masculine singular, without the article."""
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
