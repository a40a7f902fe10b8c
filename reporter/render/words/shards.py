"""The list of the shards of a day, in the edition that leads to them."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from reporter.record import Record
from reporter.render.words.bilingual import MACHINE, Bilingual, plural
from reporter.render.words.plurals import counted_ar


class ShardRow(NamedTuple):
    """One shard."""

    title: Bilingual
    about: Bilingual
    """How many articles it has, and its first headline."""
    file: str
    """Its page, as the edition links to it."""

    @property
    def said(self) -> Bilingual:
        """All of it in one line."""
        return Bilingual(f"{self.title.en} · {self.about.en}", f"{self.title.ar} · {self.about.ar}")


def shards_heading(record: Record) -> Bilingual:
    """Return the heading above the list: how many articles the shards have."""
    said = in_shards(record)
    return Bilingual(f"The whole day: {said.en}", f"اليوم كله: {said.ar}")


def in_shards(record: Record) -> Bilingual:
    """Return in a few words how many articles the shards have."""
    articles, parts = sum(shard.articles for shard in record.shards), len(record.shards)
    return Bilingual(
        f"{articles:,} {plural(articles, 'article')} in {parts:,} {plural(parts, 'part')}",
        f"عدد المقالات {articles:,} وعدد الأجزاء {parts:,}",
    )


def shard_rows(record: Record) -> Iterator[ShardRow]:
    """Yield the shards in their order."""
    for shard in record.shards:
        number = shard.articles
        by_machine = f" {MACHINE}" if shard.headline_origin == "machine" else ""
        headline = f" · {shard.headline_en}{by_machine}" if shard.headline_en else ""
        yield ShardRow(
            Bilingual(shard.title_en, shard.title_ar),
            Bilingual(
                f"{number:,} {plural(number, 'article')}{headline}",
                f"{counted_ar(number, 'article')} · {shard.headline_ar}",
            ),
            f"../shards/{quote(shard.name)}/{record.edition.date}/briefing.html",
        )


NAMES: dict[str, object] = {"shards_heading": shards_heading, "shard_rows": shard_rows}
"""More names available to templates as ``wording``."""
