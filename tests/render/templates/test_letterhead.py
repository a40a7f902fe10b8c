"""The letterhead shipped with reporter: on every page, in both directions, and in everything that is sent."""

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from reporter.assets import EXAMPLES_FOLDER, template_folders
from reporter.config import LayoutSettings, Title
from reporter.render import Documents
from reporter.render.templates.check import mistakes
from reporter.render.templates.page_samples import index_of
from reporter.render.templates.samples import samples

FOLDER = template_folders(None)[0] / EXAMPLES_FOLDER / "letterhead"
BLUE, RED = (0x14, 0x50, 0x7A), (0x7B, 0x2D, 0x26)


def documents(**layout):
    return Documents(LayoutSettings(templates=FOLDER, **layout))


def pixels(pdf, colour, *, page=0):
    """Return the number of pixels of `colour` in the left and right halves of the top fifth, and in total."""
    bitmap = pypdfium2.PdfDocument(pdf)[page].render(scale=1, rev_byteorder=True).to_numpy()[:, :, :3]
    found = (abs(bitmap.astype(int) - colour) < 12).all(axis=2)
    top, middle = found[: len(found) // 5], found.shape[1] // 2
    return int(top[:, :middle].sum()), int(top[:, middle:].sum()), int(found.sum())


@pytest.mark.parametrize(("languages", "side"), [("english-first", 0), ("arabic-first", 1), ("arabic-only", 1)])
def test_the_logo_is_at_the_start_of_the_line(languages, side):
    """It is on the left in an English document and on the right in an Arabic one."""
    pdf = documents(languages=languages).render(samples()["full"])["briefing.pdf"]
    halves = pixels(pdf, BLUE)
    assert halves[side] > 800
    assert halves[1 - side] < 100


@pytest.mark.parametrize("page", ["A4", "Letter", "phone"])
@pytest.mark.parametrize("sample", ["full", "empty", "degraded"])
def test_the_classification_is_on_every_page(page, sample):
    """It appears once per page, in both languages."""
    pdf = documents(page=page).render(samples()[sample])["briefing.pdf"]
    for number, sheet in enumerate(PdfReader(BytesIO(pdf)).pages, 1):
        text = sheet.extract_text()
        assert text.count("For internal use") == 1, number
        assert "للاستخدام" in text, number


def test_our_colours_are_replaced():
    """Rules, numbers and the picture in the sources use the colours of the letterhead."""
    made = documents().render(samples()["full"])
    assert "#7b2d26" not in made["briefing.html"].decode()
    for number, _ in enumerate(PdfReader(BytesIO(made["briefing.pdf"])).pages):
        assert pixels(made["briefing.pdf"], RED, page=number)[2] == 0, number


@pytest.mark.parametrize("lead", ["en", "ar"])
def test_the_mail_and_the_list_have_it_too(lead):
    """The subject begins with it, in the leading language."""
    first = {"en": "For internal use", "ar": "للاستخدام الداخلي"}[lead]
    letter = documents().letter(samples()["full"], lead=lead, subject=None, attached=True)
    assert letter.subject.startswith(f"[{first}] ")
    assert letter.text.startswith(first)
    assert "For internal use" in letter.html
    assert "#7b2d26" not in letter.html
    layout = LayoutSettings(templates=FOLDER)
    index = Documents(layout).index(index_of(samples()["full"], None)["editions"], Title()).decode()
    assert "For internal use" in index
    assert "<svg" in index


def test_the_letterhead_is_correct_and_small():
    """Others start from it, so it has no mistakes and contains no copies of our templates."""
    assert mistakes(LayoutSettings(templates=FOLDER)) == ()
    for path in FOLDER.glob("*.j2"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 20, path.name


def test_the_logo_has_a_description():
    """It needs nothing external."""
    logo = Path(FOLDER / "logo.svg").read_text(encoding="utf-8")
    assert re.search(r"<title>.+</title>", logo)
    assert "href" not in logo
