"""What a screen reader receives: passages in reading order, each in its language, and tables that are real tables."""

import io
from itertools import pairwise

import pikepdf
import printing_ways
import pytest
from builders import DOUBT, ENGINE, article, entry, human, machine, missing, record
from pdf_readers import nodes, shown
from printing_ways import WAYS

from reporter.model import Skipped
from reporter.render import fonts
from reporter.render.pdf.printing import print_html

PAGE = """<!doctype html><html lang="en"><head><title>Title</title><style>{faces}
@page {{ size: 400px 300px; margin: 40px; @bottom-left {{ content: "Page " counter(page); font: 9px Reporter Spectral }} }}
body {{ font: 16px Reporter Spectral, Reporter Amiri }}</style></head><body>{body}</body></html>"""


def printed(body):
    html = PAGE.format(body=body, faces="")
    html = PAGE.format(body=body, faces=fonts.font_faces(html))
    return pikepdf.open(io.BytesIO(print_html(html, record())))


def outline(pdf):
    return [
        (str(node.S)[1:], str(node.get("/Lang", "")), " ".join(text.split())) for node, text in nodes(pdf) if node.S != "/Document"
    ]  # fmt: skip


@pytest.fixture(scope="module", params=WAYS)
def briefing(request):
    entries = [
        entry(
            str(number),
            article(name="b", deck="عنوان فرعي", url="https://example.org/b", title="خبر عاجل عن منظمة UNESCO"),
            points=[machine("Machine English", DOUBT), missing(), human("The third")],
        )
        for number in range(1, 5)
    ]
    made = record(*entries, skipped=[Skipped(source="b.bin", stage="ingest", reason="It is empty.")], engine=ENGINE)
    return pikepdf.open(io.BytesIO(printing_ways.printed(made, request.param)))


def test_each_passage_has_its_language(briefing):
    """Arabic is read by an Arabic voice, English by an English one."""
    passages = [
        (node, text) for node, text in nodes(briefing) if text.strip() and str(node.S) not in {"/Span", "/Link"}
    ]
    assert len(passages) > 100
    languages = {"ar": 0, "en": 0}
    for node, text in passages:
        arabic = sum("\u0621" <= char <= "\u064a" for char in text)
        latin = sum(char.isascii() and char.isalpha() for char in text)
        if arabic or latin:
            languages[str(node.Lang)] += 1
            assert (arabic >= latin) == (node.Lang == "ar"), (text, node.Lang)
    assert min(languages.values()) > 30
    assert briefing.Root.Lang == "en"


def test_layout_tables_become_paragraphs_in_reading_order():
    """A table without headings is not a table: its cells follow each other row by row."""
    pdf = printed(
        '<article><table><tr><td>One</td><td lang="ar" dir="rtl">واحد</td></tr>'
        '<tr><td>Two <b>and</b> <bdi lang="ar">ب</bdi></td><td lang="ar" dir="rtl">اثنان</td></tr></table></article>'
    )
    assert outline(pdf) == [
        ("Art", "en", ""),
        ("P", "en", "One"),
        ("P", "ar", "دحاو"),
        ("P", "en", "Two and"),
        ("Span", "ar", "ب"),
        ("P", "ar", "نانثا"),
    ]


def test_a_passage_may_name_its_region():
    """The user's templates may do so; the document lists each language that it has."""
    pdf = printed("<p lang=\"ar-SA\">قال</p><p lang='fr-FR'>Il a dit</p><p id=x lang=de>Er sagte</p>")
    assert [(role, language) for role, language, _ in outline(pdf)] == [("P", "ar-SA"), ("P", "fr-FR"), ("P", "de")]
    assert set(pdf.open_metadata()["dc:language"]) == {"ar-SA", "de", "en", "fr-FR"}


def test_running_elements_are_artifacts():
    """A header that is repeated on each page is never read; a link in it is text."""
    style = "<style>header { position: running(top) } @page { @top-left { content: element(top) } }</style>"
    header = '<header><p>Desk <b>News</b> <a href="https://example.org">site</a></p></header>'
    pdf = printed(f'{style}{header}<p>One</p><p style="break-before: page">Two</p>')
    assert outline(pdf) == [("P", "en", "One"), ("P", "en", "Two")]
    for page in pdf.pages:
        drawn = [marks for marks, font, _ in shown(page) if font is not None]
        assert sum(marks[0][0] == "/Artifact" for marks in drawn) > 1
        assert not page.get("/Annots")


def test_a_table_with_headings_is_a_table():
    """Its headings have their scope, and its cells their spans."""
    pdf = printed(
        "<table><thead><tr><th>A<th>B</thead><tbody><tr><th scope=row>Row<td>1</td></tr>"
        "<tr><td colspan=2>Both</td></tr></tbody></table>"
    )
    assert [(role, text) for role, _, text in outline(pdf)] == [
        ("Table", ""), ("THead", ""), ("TR", ""), ("TH", "A"), ("TH", "B"),
        ("TBody", ""), ("TR", ""), ("TH", "Row"), ("TD", "1"), ("TR", ""), ("TD", "Both"),
    ]  # fmt: skip
    scopes = [str(node.A.Scope) for node, _ in nodes(pdf) if node.S == "/TH"]
    assert scopes == ["/Column", "/Column", "/Row"]
    assert [node.A.ColSpan for node, _ in nodes(pdf) if node.S == "/TD" and "/A" in node] == [2]


def test_an_element_is_one_node_on_all_its_pages():
    """A paragraph or table continued on the next page is one node; a repeated table head is not read again."""
    rows = "".join(f"<tr><th scope=row>R{number}<td>{number}</tr>" for number in range(30))
    pdf = printed(f"<p>{'word ' * 300}</p><table><thead><tr><th>Head<th>Value</thead>{rows}</table>")
    assert len(pdf.pages) > 4
    found = outline(pdf)
    assert [role for role, _, _ in found].count("P") == 1
    assert [role for role, _, _ in found].count("Table") == 1
    assert [text for _, _, text in found].count("Head") == 1
    assert [text for role, _, text in found if role == "TD"] == [str(number) for number in range(30)]
    assert found[0][2].split() == ["word"] * 300


def test_decoration_is_an_artifact():
    """Page numbers and content hidden from assistive technology are not read."""
    pdf = printed(
        '<p>Read <span aria-hidden="true">Ornament</span></p><div aria-hidden="true"><a href="#x" id="x">1</a></div>'
    )
    assert outline(pdf) == [("P", "en", "Read")]
    texts = [marks for marks, font, _ in shown(pdf.pages[0]) if font is not None]
    assert [marks[0][0] for marks in texts].count("/Artifact") == 3


def test_a_picture_has_a_description():
    """An inline SVG is a figure; its title and description are read."""
    pdf = printed(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="50" height="50"><title>Articles</title>'
        '<desc>by outlet</desc><rect width="20" height="20"/></svg>'
    )
    assert [str(node.Alt) for node, _ in nodes(pdf) if node.S == "/Figure"] == ["Articles by outlet"]


def test_links_describe_their_target():
    """By the words of an internal link or the URL of another; node and annotation refer to each other."""
    pdf = printed('<p id="x">See <a href="#x">[1.2]</a> and <a href="https://example.org/">there</a>.</p>')
    links = [node for node, _ in nodes(pdf) if node.S == "/Link"]
    annotations = [kid.Obj for node in links for kid in node.K if not isinstance(kid, int)]
    assert [str(each.Contents) for each in annotations] == ["[1.2]", "https://example.org/"]
    numbers = dict(
        zip(pdf.Root.StructTreeRoot.ParentTree.Nums[::2], pdf.Root.StructTreeRoot.ParentTree.Nums[1::2], strict=True)
    )
    assert [numbers[each.StructParent].objgen for each in annotations] == [node.objgen for node in links]


def test_lists_have_items():
    """A list has its items, and each item has its label."""
    assert [(role, text) for role, _, text in outline(printed("<ul><li>One<li>Two</ul>"))] == [
        ("L", ""), ("LI", ""), ("LBody", "• One"), ("LI", ""), ("LBody", "• Two"),
    ]  # fmt: skip


def test_headings_and_parts_are_in_order(briefing):
    """One title, then second-level headings, entries as articles, and sources and the rest as sections."""
    roles = [str(node.S)[1:] for node, _ in nodes(briefing)]
    headings = [role for role in roles if role in {"H1", "H2", "H3"}]
    assert headings[0] == "H1"
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in pairwise(headings))
    assert roles.count("Art") == 4
    assert {"Sect", "Table", "TH", "Link"} <= set(roles)
