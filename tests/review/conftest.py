"""An edition to review, with a flagged sentence, one without English, human ones, and hostile text."""

import pytest
from builders import DOUBT, ENGINE, article, entry, human, machine, missing, record

from reporter.record import dumps
from reporter.review.sheet import Sheet
from reporter.store import Store
from reporter.store.corrections import Corrections

HOSTILE = "</textarea><script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path):
    """Return the folder of the edition; its second entry repeats the last sentence of the first."""
    first = article(deck="عنوان فرعي", outlet="نشرة")
    second = article("أصيب 377 شخصا.", "ولم يحضر المدرب المؤتمر الصحفي.", name="b", title="عنوان آخر")
    made = record(
        entry("1", first, points=[human("The team won 2-1."), missing(), machine(f"{HOSTILE} One", score=-0.3)]),
        entry("2", second, title=machine("Other headline"), points=[machine("Some were hurt.", DOUBT), machine("Two")]),
        engine=ENGINE,
    )
    path = tmp_path / "output" / "2026-11-21"
    path.mkdir(parents=True)
    (path / "briefing.json").write_bytes(dumps(made))
    (path / "briefing.pdf").write_bytes(b"%PDF-")
    return path


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened


@pytest.fixture
def corrections(store):
    return Corrections(store)


@pytest.fixture
def sheet(folder, corrections):
    return Sheet(folder, corrections, by="Lina")
