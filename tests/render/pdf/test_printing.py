"""The printed document: its letters match the text on any machine."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from builders import article, entry, human, record
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from reporter.config import LayoutSettings
from reporter.errors import ReporterError
from reporter.render import Documents, fonts
from reporter.render.pdf import standards
from reporter.render.pdf.printing import _prepared, print_html

PAGE = "<!doctype html><html lang=en><head><title>T</title><style>{style}</style></head><body>{body}</body></html>"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FIRST_PRINTING = """
import ctypes.util, threading
from builders import record
from reporter.render.pdf.printing import print_html

search, together = ctypes.util.find_library, threading.Barrier(4)

def first():
    together.wait()
    print_html("<html><head><title>T</title></head><body></body></html>", record())

threads = [threading.Thread(target=first) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert ctypes.util.find_library is search
"""

VARIABLE_FONT = """
import base64, sys
from builders import record
from reporter.render import fonts
from reporter.render.pdf.printing import print_html

def page(style):
    return f"<html lang=en><head><title>T</title><style>{style}</style></head><body>a</body></html>"

unvarying = fonts.Face("Spectral", 400, "normal")
print_html(page(fonts.rule(unvarying, {97}) + "body { font-family: 'Reporter Spectral' }"), record())
assert "fontTools.varLib.instancer" not in sys.modules
font = base64.b64encode(fonts.Face("Noto Sans Symbols", 400, "normal").path.read_bytes()).decode()
pdf = print_html(page(f"@font-face {{ font-family: V; src: url('data:font/ttf;base64,{font}') }} body {{ font-family: V }}"), record())
assert "fontTools.varLib.instancer" in sys.modules
sys.stdout.buffer.write(pdf)
"""


@pytest.fixture
def fonts_of_the_machine(tmp_path, monkeypatch):
    """Install our complete Arabic font on the machine, as a Debian package does."""
    folder = fonts.Face("Amiri", 400, "normal").path.parent
    config = tmp_path / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{folder}</dir><cachedir>{tmp_path}</cachedir></fontconfig>',
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))


def test_the_fonts_of_the_machine_are_not_used(fonts_of_the_machine):
    """A Latin word in Arabic text is set in our Amiri, not in another Amiri with different glyph numbers."""
    made = record(entry(article_=article("قالت منظمة (UNESCO) إنها nobelprize.org سجلت."), points=[human("x")]))
    pdf = Documents(LayoutSettings()).render(made)["briefing.pdf"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "UNESCO" in text
    assert "nobelprize.org" in text


def test_a_document_is_the_same_whatever_the_machine_does_to_fonts(tmp_path, monkeypatch):
    """A machine that makes all fonts oblique has the same bytes, and its setting afterwards."""
    rule = '<match target="font"><edit name="slant" mode="assign"><const>oblique</const></edit></match>'
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{fonts.FACES[0].path.parent}</dir>{rule}</fontconfig>", encoding="utf-8")
    faces = fonts.rule(fonts.FACES[0], set(map(ord, "قال a")))
    page = PAGE.format(style=f"{faces} body {{ font-family: '{fonts.FACES[0].name}' }}", body="<p>قال a</p>")
    usual = print_html(page, record())
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    assert print_html(page, record()) == usual
    assert os.environ["FONTCONFIG_FILE"] == str(config)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="logo.png" alt="x">',
        '<p style="background: url(logo.png)"></p>',
        '<p style="list-style-image: url(logo.png)"></p>',
        '<link rel="stylesheet" href="look.css">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
        '<svg viewBox="0 0 9 9"><image href="logo.png" width="9" height="9"/></svg>',
    ],
)
def test_a_missing_picture_stops_the_run(picture, caplog):
    """Neither a file next to the template nor one in the text is silently left blank."""
    with pytest.raises(ReporterError, match="include pictures in the document"):
        print_html(PAGE.format(style="", body=picture), record())
    assert caplog.messages


@pytest.mark.parametrize(
    "picture",
    [
        '<svg viewBox="0 0 9"><path d="M0 0h9v9z"/></svg>',
        '<svg viewBox="left top wide high"><path d="M0 0h9v9z"/></svg>',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 9%22/%3E" alt="x">',
        "<img src='data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%209%22/%3E' alt='x'>",
    ],
)
def test_a_malformed_svg_is_named(picture):
    """The other drawing is fine."""
    body = f'<svg viewBox="0 0 7 7"><path d="M0 0h7v7z"/></svg><p>one</p>{picture}'
    with pytest.raises(ReporterError, match=r"An SVG in the document is malformed \(.*viewBox.*four numbers") as raised:
        print_html(PAGE.format(style="", body=body), record())
    assert "0 0 7 7" not in str(raised.value)


def test_an_error_without_a_drawing_is_not_blamed_on_one(monkeypatch):
    """Whatever else goes wrong in printing keeps its own name."""
    monkeypatch.setattr(standards, "options", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        print_html(PAGE.format(style="", body='<svg viewBox="0 0 7 7"><path d="M0 0h7v7z"/></svg>'), record())


def test_an_embedded_picture_is_printed():
    """It may be text or SVG; a link to another file is not a picture."""
    body = f'<img src="data:image/png;base64,{DOT}" alt="x"><svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg><a href="a.html"></a>'
    assert b"/Subtype /Image" in print_html(PAGE.format(style="", body=body), record())


@pytest.mark.parametrize(
    ("style", "body"), [("span { float : footnote }", "<span>x</span>"), ("", '<p style="float:footnote">x</p>')]
)
def test_footnotes_are_rejected_by_name(style, body):
    """WeasyPrint's rules for them are left out; text about footnotes is just text."""
    with pytest.raises(ReporterError, match="footnotes"):
        print_html(PAGE.format(style=style, body=body), record())


def test_an_svg_is_unchanged():
    """HTML inside would end it; elsewhere, a space before an inline element becomes an element."""
    svg = "<svg><title>A logo</title> <a href='#x'><path d='M0 0h1'/></a>\n<a/></svg>"
    page = PAGE.format(style="", body=f"<p>one {svg} <em>two</em></p>")
    assert _prepared(page) == PAGE.format(style="", body=f"<p>one {svg}<span> </span><em>two</em></p>")


def test_threads_that_print_first_leave_the_process_as_it_was():
    """One thread at a time changes the library search while WeasyPrint loads; needs a new process."""
    tests = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PRINTING], cwd=tests, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_parser_compiles_a_pattern_once():
    """tinyhtml5 looks up its patterns by characters; ours behave like its own."""
    from tinyhtml5 import inputstream

    from reporter.render.pdf.weasyprint_loading import page_class

    page_class()
    patterns = inputstream.characters_until_regex
    assert patterns[("&", "<", "\0"), False] is patterns[("&", "<", "\0"), False]
    assert patterns[("&", "<", "\0"), False].match("a-b]^c<").group() == "a-b]^c"
    assert patterns[frozenset(" \n"), True].match(" \n x").group() == " \n "


def test_a_variable_font_is_fixed_by_modules_that_other_fonts_do_not_load():
    """The modules of fontTools that take long to load are loaded for a variable font, and it is embedded as fixed."""
    ran = subprocess.run(
        [sys.executable, "-c", VARIABLE_FONT], check=True, capture_output=True, cwd=Path(__file__).parents[2]
    )
    (font,) = {
        font["/BaseFont"]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"].get_data()
        for font in (
            each.get_object() for each in PdfReader(BytesIO(ran.stdout)).pages[0]["/Resources"]["/Font"].values()
        )
    }.values()
    assert "fvar" not in TTFont(BytesIO(font))
