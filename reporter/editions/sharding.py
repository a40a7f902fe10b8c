"""Divide the articles of a day among editions of limited size: the shards.

In: the articles, one by one, and which of them earlier editions of shards have. Out: the shard of each. An article that
was printed remains in its shard, so that no other prints it again; new ones fill the first shard of their section or
outlet, then the next.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reporter.config import SectionSettings, Title
from reporter.editions.folders import RECORD, edition_folders
from reporter.language.names import english
from reporter.model import Article

FOLDER = "shards"
"""The folder of the shards, in the output folder."""
_NUMBER = re.compile(r"(.*)--([0-9]+)")
_LONGEST = 40
_REST = "other-outlets"
_NO_OUTLET = Title(en="Other outlets", ar="وسائل إعلام أخرى")


@dataclass(slots=True)
class Division:
    """Decides to which shard an article belongs."""

    section_of: Callable[[Sequence[Article]], tuple[SectionSettings, bool] | None] | None
    """Returns the section of an article; None: they are divided by outlet."""
    most: int
    """Articles in a shard."""
    titles: dict[str, Title] = field(default_factory=dict)
    """Of every kind of articles; those of sections in their order."""
    sizes: Counter[str] = field(default_factory=Counter)
    """Articles that the edition of a shard has, or will have."""

    def kind(self, article: Article) -> str:
        """Return the name of the section or outlet of `article`."""
        section = self.section_of([article]) if self.section_of else None
        if section is not None:
            name, title = section[0].name, Title(en=section[0].title.en, ar=section[0].title.ar)
        else:
            name, title = _of_outlet(article)
        self.titles.setdefault(name, title)
        return name

    def shard(self, kind: str) -> str:
        """Return the shard in which there is room for one more article of this `kind`, and take the room."""
        number = 1
        while self.sizes[numbered(kind, number)] >= self.most:
            number += 1
        self.sizes[numbered(kind, number)] += 1
        return numbered(kind, number)

    def title(self, shard: str) -> Title:
        """Return the title of `shard`; that of a kind that is gone is its name."""
        kind, number = parts(shard)
        title = self.titles.get(kind, Title(en=kind, ar=kind))
        return title if number == 1 else Title(en=f"{title.en} ({number})", ar=f"{title.ar} ({number})")

    def ordered(self, shards: Sequence[str]) -> list[str]:
        """Return `shards` in the order in which they are printed."""
        places = {kind: place for place, kind in enumerate(self.titles if self.section_of else ())}

        def place(shard: str) -> tuple[bool, int, str, int]:
            kind, number = parts(shard)
            return kind == _REST, places.get(kind, len(places)), kind, number

        return sorted(shards, key=place)


def numbered(kind: str, number: int) -> str:
    """Return the name of a shard: the first has that of its kind.

    >>> numbered("economy", 1), numbered("economy", 3), parts("economy--3"), parts("economy")
    ('economy', 'economy--3', ('economy', 3), ('economy', 1))
    """
    return kind if number == 1 else f"{kind}--{number}"


def parts(shard: str) -> tuple[str, int]:
    """Return the kind and the number of a shard."""
    found = _NUMBER.fullmatch(shard)
    return (found[1], int(found[2])) if found else (shard, 1)


def shards_in(output: Path, day: str | None = None) -> list[str]:
    """Return the names of the shards in `output` that have an edition, or that of `day`."""
    folder = output / FOLDER
    found = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if day is not None:
        return [name for name in found if (folder / name / day / RECORD).is_file()]
    return [name for name in found if edition_folders(folder / name)]


def _of_outlet(article: Article) -> tuple[str, Title]:
    outlet = article.source.outlet
    if not outlet:
        return _REST, _NO_OUTLET
    title = english(outlet, "outlet").text or outlet
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    return (name, Title(en=title, ar=outlet)) if name else (_REST, _NO_OUTLET)
