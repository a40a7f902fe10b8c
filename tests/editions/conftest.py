"""A briefing whose editions are made in this process, with a fixed clock."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from editions import desk
from shard_days import GAMES

from reporter.config import load, with_flags
from reporter.workflows.make import build_edition

TEXTS = {
    "bridge": "افتتاح الجسر الجديد\n\nافتتحت البلدية الجسر الجديد صباح الأحد أمام السيارات والمشاة.\n",
    "harvest": "موسم الزيتون يبدأ مبكرا\n\nبدأ المزارعون قطف الزيتون قبل موعده بأسبوعين هذا العام.\n",
    "library": "المكتبة العامة تمدد ساعاتها\n\nتستقبل المكتبة العامة قراءها حتى منتصف الليل ابتداء من الشهر المقبل.\n",
}


class Desk:
    """A folder with articles, and the editions made from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.output = folder / "output"
        self._config = load(desk(folder))

    def put(self, name: str, text: str | None = None) -> Path:
        """Add an article."""
        path = self.articles / f"{name}.txt"
        path.write_text(text or TEXTS[name], encoding="utf-8")
        return path

    def config(self, stories: object = None, **editions: object):
        """Return the settings, overridden by those of `stories` and `editions`."""
        return with_flags(self._config, {"editions": {"select": "new", **editions}, "stories": stories or {}})

    def make(self, now: str, if_missing: bool = False, day: date | None = None, **settings: object):
        """Make the edition of `day`, or of the day of `now`, an ISO time in UTC."""
        return build_edition(
            self.config(**settings), datetime.fromisoformat(now).replace(tzinfo=UTC), day=day, if_missing=if_missing
        )


@pytest.fixture
def paper(tmp_path):
    """Return a briefing with two articles and `select: new`."""
    return Desk(tmp_path)


@pytest.fixture
def unprinted(monkeypatch):
    """Leave out the pages, which other tests print; what is tested here is in the record."""
    files = {"briefing.html": b"<!doctype html></html>", "briefing.pdf": b"%PDF-1.7 not printed %%EOF"}
    monkeypatch.setattr("reporter.render.Documents.render", lambda *_: dict(files))
    monkeypatch.setattr("reporter.workflows.pipeline.legibility.check", lambda *_: None)


@pytest.fixture
def games(paper):
    """Return a briefing with four articles about sport and two others, two to a shard."""
    for name, text in GAMES.items():
        paper.put(name, text)
    return paper
