"""Signs and scripts that the text families lack are printed, or said; the machine's own fonts have no part in it."""

from io import BytesIO

import pytest
from builders import article, entry, human, record
from printing_ways import WAYS, printed
from pypdf import PdfReader
from tinyhtml5 import parse

from reporter.render.pdf import legibility
from reporter.render.pdf.substitutes import substitute

PAGE = '<html lang="en"><head><title>t</title></head><body data-head-ar="{head}">{body}</body></html>'


def changed(body, head=""):
    """Return the body of a page of HTML after the change, and the faces that it needs."""
    root = parse(PAGE.format(body=body, head=head), namespace_html_elements=False)
    substitute(root)
    styles = "".join(style.text for style in root.iter("style"))
    return root.find("body"), styles


def said(body):
    return "".join(changed(body)[0].itertext())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("the 新华社 agency", "the [name in Chinese] agency"),
        ("the 共同 通信 agency", "the [name in Chinese] agency"),
        ("from ニュース速報", "from [name in Japanese]"),
        ("말 and 字", "[name in Korean] and [name in Chinese]"),
        ("字" * 40, "[text in Chinese]"),
        ('<p lang="ar">وكالة 新华社 <b>字</b> قالت</p>', "وكالة [اسم بالصينية] [اسم بالصينية] قالت"),
        ('<p lang="ar">لغة ⵜⴰⵎⴰⵣⵉⵖⵜ</p>', "لغة [اسم بالأمازيغية]"),
        ("a \U000132ac b", "a [name in hieroglyphs] b"),
        ("𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴 ＡＢＣ", "Breaking ABC"),
        ("rated ★ by a reader", "rated  by a reader"),
        ("a plain text, with «marks» — and ألف", "a plain text, with «marks» — and ألف"),
    ],
)
def test_what_no_face_has_is_said_in_the_language_of_its_place(text, printed):
    """One bracket for a run; letters in fancy dress become plain; a sign that no face has is left out."""
    assert said(text) == printed


@pytest.mark.parametrize(
    ("text", "family", "set_in_it"),
    [
        ("at 🔴 now", "Noto Emoji", ["🔴\ufe0e"]),
        ("done ✔\ufe0f here ❌", "Noto Emoji", ["✔\ufe0e", "❌\ufe0e"]),
        ("👨\u200d👩\u200d👧", "Noto Emoji", ["👨\ufe0e\u200d👩\ufe0e\u200d👧\ufe0e"]),
        ("1\ufe0f\u20e3 first", "Noto Emoji", ["1\ufe0e\u20e3"]),
        ("the הארץ daily", "Noto Sans Hebrew", ["הארץ"]),
        ("in თბილისი", "Noto Sans Georgian", ["თბილისი"]),
        ("① of ②", "Noto Sans Symbols", ["①", "②"]),
    ],
)
def test_what_a_spare_face_has_is_set_in_it(text, family, set_in_it):
    """Each sign in an element that names the face, and asks for no font of the machine's."""
    body, styles = changed(f"<p>{text}</p>")
    spans = [span for span in body.iter("span") if f"Reporter {family};" in span.get("style")]
    assert [span.text for span in spans] == set_in_it
    assert f'font-family: "Reporter {family}"' in styles


def test_a_text_that_needs_nothing_is_not_touched():
    """No element and no face comes in; a running head says by name what it cannot show."""
    body, styles = changed("<p>Plain <b>text</b>, ألف 2-1 ©</p>")
    assert not list(body.iter("span"))
    assert styles == ""
    assert changed("<p>x</p>", head="الموجز 字 😀")[0].get("data-head-ar").strip() == "الموجز [اسم بالصينية]"


def test_a_picture_keeps_its_signs_out():
    """An SVG has no other face; its words are said, its name for those who cannot see it stays."""
    body, _ = changed("<svg xmlns='http://www.w3.org/2000/svg'><title>字 😀</title><text>字 😀 x</text></svg>")
    assert "".join(body.itertext()) == "字 😀[name in Chinese]  x"


@pytest.mark.parametrize("way", WAYS)
def test_an_edition_with_signs_and_scripts_is_printed_in_our_fonts_and_read_back(way):
    """Hebrew and signs are in the text of the PDF, and no font but ours is."""
    made = record(
        entry(
            "1",
            article("🔴 عاجل ✔️ قالت صحيفة הארץ إن الوزير غادر 👍."),
            points=[human("🔴 Urgent: the daily הארץ said that the minister left 👍.")],
        ),
        entry("2", article("قال متحدث باسم שלום ⚽ إن العمل انتهى 🔴.", name="b"), points=[human("All done ⚽ 🔴.")]),
    )
    pdf = printed(made, way)
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {"Reporter-Noto-Emoji", "Reporter-Noto-Sans-Hebrew"} <= fonts
    assert all(name.startswith("Reporter-") for name in fonts)
    text = legibility.read(pdf)
    assert "🔴" in text
    assert "⚽" in text
    assert "הארץ" in text
