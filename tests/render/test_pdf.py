"""The printed document: its letters are those of the text, on any machine."""

from io import BytesIO

import pytest
from builders import article, entry, human, record
from pypdf import PdfReader

from reporter.config import LayoutSettings
from reporter.render import Documents, fonts


@pytest.fixture
def fonts_of_the_machine(tmp_path, monkeypatch):
    """Install the whole of our Arabic font on the machine, as a Debian package does."""
    folder = fonts.Face("Amiri", 400, "normal").path.parent
    config = tmp_path / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{folder}</dir><cachedir>{tmp_path}</cachedir></fontconfig>',
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))


def test_the_fonts_of_the_machine_are_out_of_sight(fonts_of_the_machine):
    """A Latin word in Arabic text is set in our Amiri, not in another Amiri whose glyphs have other numbers."""
    made = record(entry(article_=article("قالت منظمة (UNESCO) إنها nobelprize.org سجلت."), points=[human("x")]))
    pdf = Documents(LayoutSettings()).render(made)["briefing.pdf"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "UNESCO" in text
    assert "nobelprize.org" in text


def test_the_parser_makes_a_pattern_once():
    """tinyhtml5 looks its patterns up by characters; what it finds does what its own would do."""
    from tinyhtml5 import inputstream

    from reporter.render.pdf import _page_class

    _page_class()
    patterns = inputstream.characters_until_regex
    assert patterns[("&", "<", "\0"), False] is patterns[("&", "<", "\0"), False]
    assert patterns[("&", "<", "\0"), False].match("a-b]^c<").group() == "a-b]^c"
    assert patterns[frozenset(" \n"), True].match(" \n x").group() == " \n "
