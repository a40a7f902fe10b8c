"""Lines of Arabic look as WeasyPrint draws them, and programs that read the file find whole words."""

from contextlib import nullcontext
from io import BytesIO

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from reporter.render import fonts
from reporter.render.pdf.embedded_fonts import Component, Composite, with_letters
from reporter.render.pdf.legibility import tokens_of
from reporter.render.pdf.weasyprint_lines import Shaped, letters_of, readable_lines
from reporter.render.pdf.weasyprint_loading import page_class

TEXT = "قال «المركز العسكري» إنّ فريقًا من 12 خبيرًا (UNESCO) وصل إلى الكويت لكنه لم يُعلن شيئًا."
PAGE = "<style>{faces} p {{ font: 40px {family}; width: 500px }}</style><body><p dir=rtl>{text}</p></body>"


def printed(family, lines):
    html = PAGE.format(family=family, text=TEXT, faces="")
    html = PAGE.format(family=family, text=TEXT, faces=fonts.font_faces(html))
    with lines:
        return page_class()(string=html).write_pdf()


@pytest.fixture(scope="module", params=["Reporter Amiri", "Reporter IBM Plex Sans Arabic, Reporter Amiri"])
def family(request):
    return request.param


def test_a_line_looks_the_same(family):
    """Joining, marks and kerning are WeasyPrint's: at reading distance, no pixel differs."""
    pages = [
        pypdfium2.PdfDocument(printed(family, lines))[0].render(scale=2, grayscale=True).to_pil().reduce(4)
        for lines in (readable_lines(), nullcontext())
    ]
    assert pages[1].getextrema()[0] < 50
    assert ImageChops.difference(*pages).getextrema()[1] < 50


def test_words_are_whole_in_reading_order(family):
    """PDFium extracts the passage as it was written, including numbers and a Latin word."""
    page = pypdfium2.PdfDocument(printed(family, readable_lines()))[0].get_textpage()
    assert tokens_of(page.get_text_bounded()) == tokens_of(TEXT)


def test_weasyprint_is_restored_afterwards():
    """Other code that prints in the same process is not affected."""
    from weasyprint.draw import text
    from weasyprint.pdf.fonts import Font

    before = text.draw_first_line, Font.subset
    with readable_lines():
        assert text.draw_first_line != before[0]
    assert (text.draw_first_line, Font.subset) == before


GLYPHS = st.lists(
    st.builds(Shaped, st.integers(1, 99), st.integers(0, 900), st.integers(-99, 99), st.integers(-99, 99)), min_size=1
)


@given(st.text("لاكنبي\u064b\u0651", min_size=1, max_size=4), GLYPHS)
def test_letters_keep_the_text_and_the_width(text, glyphs):
    """Whatever the shaper makes of a cluster, nothing is lost and the following text keeps its place."""
    letters = letters_of(text, glyphs, right_to_left=True)
    assert "".join(letter.text for letter in letters)[::-1] == text
    assert sum(letter.advance for letter in letters) == sum(glyph.width for glyph in glyphs)
    pieces = [letter.pieces for letter in letters if letter.pieces]
    assert [[piece.glyph for piece in each] for each in pieces] == [[glyph.glyph for glyph in glyphs]]


def test_each_letter_is_one_glyph():
    """The embedded font has it under its number, with its width and its pieces in place."""
    face = fonts._woff(fonts.Face("Amiri", 400, "normal"), {ord(char) for char in "بت"})
    font = TTFont(BytesIO(face))
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    count = font["maxp"].numGlyphs
    beh, teh = (font.getGlyphID(font.getBestCmap()[ord(char)]) for char in "بت")
    letters = {
        Composite((Component(beh, 0, 0), Component(teh, 30, -50)), 777, "بت"): count,
        Composite((), 11, " "): count + 1,
    }
    made = TTFont(BytesIO(with_letters(plain.getvalue(), letters)))
    order = made.getGlyphOrder()
    assert [made["hmtx"][order[number]][0] for number in letters.values()] == [777, 11]
    glyph = made["glyf"][order[count]]
    assert [(made.getGlyphID(part.glyphName), part.x, part.y) for part in glyph.components] == [
        (beh, 0, 0),
        (teh, 30, -50),
    ]
    box = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
    glyph.recalcBounds(made["glyf"])
    assert box == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
    assert made["glyf"][order[count + 1]].numberOfContours == 0


def test_a_piece_may_be_farther_away_than_a_font_can_say():
    """As a mark on hundreds of others; it is drawn nearer, and the document is printed."""
    face = fonts._woff(fonts.Face("Amiri", 400, "normal"), {ord("ب")})
    font = TTFont(BytesIO(face))
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    count, beh = font["maxp"].numGlyphs, font.getGlyphID(font.getBestCmap()[ord("ب")])
    letters = {Composite((Component(beh, 0, 0), Component(beh, 0, 70_000)), 500, "ب"): count}
    made = TTFont(BytesIO(with_letters(plain.getvalue(), letters)))
    assert made["glyf"][made.getGlyphOrder()[count]].components[1].y == 32767
