"""The fonts in the documents: only those that the style sheet names, with only the characters that are printed."""

import base64
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from reporter.render import fonts

PAGE = "<html><head><style>{style}</style></head><body>{text}</body></html>"


def rules(style, text):
    """Return the fonts of the rules by family and weight."""
    made = fonts.font_faces(PAGE.format(style=style, text=text))
    found = re.findall(r'font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+).*?base64,([^"]+)', made)
    return {
        (family, int(weight), slant): TTFont(BytesIO(base64.b64decode(data))) for family, weight, slant, data in found
    }


def test_a_family_that_is_not_named_is_not_embedded():
    """IBM Plex Sans Arabic alone does not include IBM Plex Sans, nor the reverse."""
    families = {family for family, _, _ in rules('h2 { font: 600 1em "Reporter IBM Plex Sans Arabic" }', "خبر one")}
    assert families == {"Reporter IBM Plex Sans Arabic"}
    families = {
        family for family, _, _ in rules("h2 { font: 600 1em Reporter IBM Plex Sans, Reporter Spectral }", "خبر one")
    }
    assert families == {"Reporter IBM Plex Sans", "Reporter Spectral"}
    assert not rules("p { font-family: Reporter Amiri Quran }", "خبر")


def test_a_variable_font_becomes_two_static_ones():
    """Readers and printers get no axes; the bolder font has wider letters."""
    made = rules("h2 { font-family: 'Reporter IBM Plex Sans' }", "Heading")
    widths = []
    for weight in (400, 600):
        font = made["Reporter IBM Plex Sans", weight, "normal"]
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == weight
        widths.append(font["hmtx"][font.getBestCmap()[ord("n")]][0])
    assert widths[0] < widths[1]


def test_only_the_characters_of_the_document_are_kept():
    """A letter is included with its joined forms; other letters are not."""
    font = rules("p { font-family: Reporter Amiri }", "بيت")["Reporter Amiri", 400, "normal"]
    assert {ord(char) for char in "بيت"} <= set(font.getBestCmap())
    assert ord("ش") not in font.getBestCmap()


def test_a_character_that_no_face_has_is_known():
    """The page of HTML leaves it to the reader's machine; a template that asks for it in print is wrong."""
    page = PAGE.format(style="p { font-family: Reporter Amiri }", text="\U0001f600 א 字")
    assert fonts.without_glyph(page) == ("字",)
    assert "Reporter Amiri" in fonts.font_faces(page)


def test_a_packed_font_is_whole():
    """Every table is what it was, the checksums are right, and what does not become smaller is stored as it is."""
    face = fonts.Face("Amiri", 400, "normal")
    plain = TTFont(face.path)
    whole = TTFont(BytesIO(fonts.packed(face.path.read_bytes())), checkChecksums=2)
    assert whole.flavor == "woff"
    assert set(whole.reader.keys()) == set(plain.reader.keys())
    assert all(whole.reader[tag] == plain.reader[tag] for tag in plain.reader.keys() if tag != "head")  # noqa: SIM118
    assert whole.reader.tables["gasp"].length == whole.reader.tables["gasp"].origLength


@pytest.mark.parametrize("face", [fonts.FACES[0], fonts.FACES[-1], fonts.SIGNS])
def test_a_font_is_the_same_after_packing_and_unpacking(face):
    """Its tables are, and fontTools reads the file."""
    font = face.path.read_bytes()
    again = fonts.unpacked(fonts.packed(font))
    before, after = TTFont(BytesIO(font)), TTFont(BytesIO(again), checkChecksums=2)
    assert {tag: after.reader[tag] for tag in after.reader.keys()} == {  # noqa: SIM118
        tag: before.reader[tag]
        for tag in before.reader.keys()  # noqa: SIM118
    }
    assert after["post"].formatType
