"""Records of earlier forms of version 2, as they were written: fields were added within it, so these lack some."""

from pathlib import Path

import pytest

from reporter.config import LayoutSettings
from reporter.record import dumps, load, loads, problems
from reporter.render import Documents
from reporter.render.exports import export

KEPT = sorted((Path(__file__).parents[1] / "data/records").glob("version-2-*.json"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_is_read_and_valid(path):
    """Everything in it is still there: written again, it is read as the same."""
    made = load(path)
    assert problems(made) == ()
    assert loads(dumps(made)) == made
    assert len(made.entries) == 3


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_everything_can_be_made_from_it(path):
    """A page, its mail, and the exports."""
    made, documents = load(path), Documents(LayoutSettings())
    html = documents.html(made)
    for entry in made.entries:
        assert entry.title_ar.split()[0] in html
    assert documents.letter(made, lead="en", subject=None, attached=False).subject
    for form in ("docx", "md", "csv", "epub"):
        assert export(made, form)
