"""An edition printed in parts has what it has when it is printed whole; a lost process costs nothing."""

import io
import re
from collections import Counter
from functools import partial
from unittest.mock import patch

import pikepdf
import printing_ways
import pypdfium2
import pytest
from builders import article, entry, human, record
from faults import FaultyPress
from pdf_readers import nodes

from reporter.config import LayoutSettings
from reporter.render import Documents
from reporter.render.pdf import presses
from reporter.render.pdf.legibility import read, tokens_of
from reporter.render.pdf.presses import LostError, Presses, parts_of
from reporter.render.pdf.printing import print_html
from reporter.render.pdf.splitting import divided

WORDS = "رصيف ميناء جسر مدينة سوق حديقة مدرسة متحف شارع نهر جبل ساحل قرية وادي بحيرة حقل".split()  # noqa: SIM905
OWN = '{{% extends "shipped/briefing.html.j2" %}}{{% block style %}}{}{{% endblock %}}'


def edition(articles=7):
    """Return a record of articles whose letters differ."""
    entries = []
    for number in range(1, articles + 1):
        words = [WORDS[(number * place) % len(WORDS)] for place in range(1, 9)]
        sentences = [f"افتُتح {' و'.join(words[n:] + words[:n])} رقم {number * 100 + n}." for n in range(4)]
        english = [f"Place number {number * 100 + n} of {number} was opened near the old harbour." for n in range(4)]
        quoted = article(*sentences, name=chr(0x61 + number), title=f"افتتاح {words[0]}", outlet="صحيفة المرفأ")
        entries.append(entry(str(number), quoted, human(f"Opening number {number}"), [human(en) for en in english]))
    return record(*entries)


def roles(pdf):
    """Return role, language and text of each node in reading order."""
    return [
        (str(node.S), str(node.get("/Lang", "")), "".join(re.sub(r"\d+ of \d+", "", text).split()))
        for node, text in nodes(pdf)
    ]


def pages(pdf):
    """Return the text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def left_edges(pdf):
    """Return where the text begins on each page, in points from its left edge."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            round(min(text.get_rect(n)[0] for n in range(text.count_rects())), 1)
            for text in (page.get_textpage() for page in document)
        ]


def own_style(folder, style):
    """Return a folder with a template that adds `style`."""
    (folder / "briefing.html.j2").write_text(OWN.format(style), encoding="utf-8")
    return folder


def font_files(pdf):
    """Return the sizes of the font files in a PDF, in bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        return [len(each.read_bytes()) for each in streams if "/Length1" in each]


@pytest.fixture(scope="module")
def whole():
    return printing_ways.printed(edition(), "whole")


@pytest.fixture(scope="module")
def joined():
    return printing_ways.printed(edition(), "in parts", entries=2)


def test_the_text_is_the_same(whole, joined):
    """Every word is there as often, but for what stands in the margins."""
    margins = {
        "Page",
        "of",
        "صفحة",
        "من",
        "Briefing",
        "الموجز",
        "Saturday",
        "السبت",
        "November",
        "نوفمبر",
        "تشرين",
        "الثاني",
    }
    in_parts, in_whole = (
        Counter(token for token in tokens_of(read(pdf)) if token.isalpha() and token not in margins)
        for pdf in (joined, whole)
    )
    assert in_parts == in_whole
    assert in_whole.total() > 500


def test_the_structure_is_the_same(whole, joined):
    """One tree, in order, in which an element that two parts share is one node."""
    assert roles(pikepdf.open(io.BytesIO(joined))) == roles(pikepdf.open(io.BytesIO(whole)))


def test_the_outline_is_the_same(whole, joined):
    """And leads to the pages with the headings."""
    document = pikepdf.open(io.BytesIO(joined))
    with document.open_outline() as ours, pikepdf.open(io.BytesIO(whole)).open_outline() as theirs:
        assert [item.title for item in ours.root] == [item.title for item in theirs.root]
        texts = pages(joined)
        numbers = {page.objgen: number for number, page in enumerate(document.pages)}
        entries = [item for item in ours.root if re.match(r"\d\. ", item.title)]
        assert len(entries) == 7
        for item in entries:
            assert f"Opening number {item.title[0]}" in texts[numbers[item.destination[0].objgen]]


def test_links_lead_to_other_parts(whole, joined):
    """From page one to each article, and from a sentence to its source and back."""
    document = pikepdf.open(io.BytesIO(joined))
    texts, numbers = pages(joined), {page.objgen: number for number, page in enumerate(document.pages)}
    names = list(document.Root.Names.Dests.Names)
    keys = [bytes(name) for name in names[::2]]
    assert keys == sorted(set(keys))
    undivided = pikepdf.open(io.BytesIO(whole))
    assert set(keys) == {bytes(name) for name in undivided.Root.Names.Dests.Names[::2]}
    places = {str(name): numbers[place[0].objgen] for name, place in zip(names[::2], names[1::2], strict=True)}
    for number in range(1, 8):
        assert f"Opening number {number}" in texts[places[f"entry-{number}"]]
    links = [link for page in document.pages for link in page.get("/Annots", []) if "/Dest" in link]
    assert len(links) > 40
    assert {str(link.Dest) for link in links} <= places.keys()


def test_pages_are_numbered_through(joined):
    """Each says which of how many it is, in both languages."""
    texts = pages(joined)
    assert len(texts) >= 4
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert text.count("صفحة") == 1


def test_there_is_one_subset_of_each_font(whole, joined):
    """It has the letters of all parts, and no more."""
    assert len(font_files(joined)) == len(font_files(whole))
    assert sum(font_files(joined)) <= 1.1 * sum(font_files(whole))


def test_margins_alternate(whole, joined):
    """The binding is on the left of pages with an odd number, whichever part they are in."""
    even, odd = left_edges(whole)[1:3]
    assert odd > even + 10
    for number, edge in enumerate(left_edges(joined)[1:], 2):
        assert edge == pytest.approx(odd if number % 2 else even, abs=1), number


def test_pages_whose_sides_differ_in_width_are_right_too(tmp_path):
    """Their content cannot be moved; it is printed again."""
    templates = own_style(tmp_path, "@page :left { margin-left: 15mm; margin-right: 60mm }")
    pdf = printing_ways.printed(edition(), "in parts", entries=2, templates=templates)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            right = max(text.get_rect(n)[2] for n in range(text.count_rects()))
            assert (right < page.get_width() - 150) == (number % 2 == 0)


def test_a_background_is_under_the_text(tmp_path):
    """On each page, up to its edges."""
    templates = own_style(tmp_path, "@page { background: #ffe0e0 }")
    pdf = printing_ways.printed(edition(5), "in parts", entries=2, templates=templates)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=0.5, rev_byteorder=True).to_pil().convert("RGB")
            assert picture.getpixel((2, 2)) == picture.getpixel((picture.width - 3, 2)) == (255, 224, 224)
            assert picture.convert("L").getextrema()[0] < 100


def test_the_text_can_name_pages_of_other_parts(tmp_path):
    """Page one says on which page an article is, and each sentence where its source is."""
    style = '.glance a::after { content: " p. " target-counter(attr(href), page) "/" counter(pages) }'
    templates = own_style(tmp_path, style + '.cite::after { content: " at " target-counter(attr(href), page) }')
    texts = pages(printing_ways.printed(edition(), "in parts", entries=2, templates=templates))
    there = {
        number: at for at, text in enumerate(texts, 1) for number in re.findall(r"(?<!/)\b(\d) Opening number \1", text)
    }
    said = re.findall(r"Opening number (\d) p\. (\d+)/(\d+)", texts[0])
    assert len(said) == 7
    for number, page, total in said:
        assert (f"Opening number {number}" in texts[int(page) - 1], int(total)) == (True, len(texts)), (said, there)
    sources = {page for text in texts for page in re.findall(r"\[\d\.\d\] at (\d+)", text)}
    assert sources
    assert all("example" in texts[int(page) - 1] or "articles/" in texts[int(page) - 1] for page in sources)


def test_strings_are_carried_over_parts(tmp_path):
    """A running head that an article sets is on the pages after it, until the next one."""
    style = (
        "article { string-set: outlet attr(data-source) } "
        "@page { @top-center { content: string(outlet); font: 8pt Reporter IBM Plex Sans } @top-left { content: none } }"
    )
    pdf = printing_ways.printed(edition(), "in parts", entries=2, templates=own_style(tmp_path, style))
    assert all("articles/" in text for text in pages(pdf)[:-1])


@pytest.mark.parametrize(
    "style",
    [
        "article { counter-increment: story } body { counter-reset: story }",
        ".masthead { position: running(head) }",
        ".masthead { position: fixed }",
    ],
)
def test_what_only_the_whole_can_show_is_printed_whole(style, tmp_path):
    """Numbers that count through, and elements that are on every page."""
    usual = Documents(LayoutSettings()).html(edition(3))
    own = Documents(LayoutSettings(templates=own_style(tmp_path, style))).html(edition(3))
    assert (len(divided(usual, 3).parts), divided(own, 3)) == (3, None)


@pytest.mark.parametrize(
    ("entries", "size", "parts"),
    [(60, "auto", 1), (61, "auto", 4), (1000, "auto", 50), (3, 3, 1), (4, 3, 2), (9, 1, 9), (0, 1, 1)],
)
def test_small_editions_are_printed_whole(entries, size, parts):
    """As the settings say."""
    assert parts_of(entries, size) == parts


def test_an_edition_that_fits_is_printed_as_before():
    """Byte for byte, by this process."""
    made = edition(2)
    html = Documents(LayoutSettings()).html(made)
    assert Presses("auto", "ua-1").printed(html.encode(), made) == print_html(html, made, "ua-1")


def faulty(marker, *, once=None):
    """Replace the processes by such as die of an article with `marker`; with the file `once`, of the first."""
    return patch.object(presses, "Press", partial(FaultyPress, marker, once))


def test_other_processes_print_the_same_and_one_that_is_killed_costs_nothing(joined, tmp_path, caplog):
    """Its part is printed again by another."""
    caplog.set_level("ERROR", "reporter.worker")
    made, once = edition(), tmp_path / "once"
    with faulty("Opening number 5", once=once):
        pdf = Documents(LayoutSettings(part=2)).render(made)["briefing.pdf"]
    assert once.exists()
    assert pdf == joined


def test_an_article_that_kills_its_process_twice_is_an_error_here(caplog):
    """This process survives it, also when less and less is printed to find the article."""
    caplog.set_level("ERROR", "reporter.worker")
    bad, good = edition(3), edition(1)
    documents = Documents(LayoutSettings(part=2))
    with faulty("Opening number 2"):
        with pytest.raises(LostError, match=r"was lost twice: the system ended the printing"):
            documents.render(bad)
        with pytest.raises(LostError, match="was lost twice"):
            documents.render(edition(2))
        assert documents.render(good)["briefing.pdf"] == print_html(documents.html(good), good)


def test_an_error_in_another_process_is_raised_here(caplog):
    """With the place where it was raised."""
    made = edition(2)
    html = Documents(LayoutSettings()).html(made).replace("Opening number 1", '<img src="far.png" alt="">')
    with pytest.raises(Exception, match="include pictures in the document") as raised:
        Presses(1, "plain").printed(html.encode(), made)
    assert "in _printed" in "".join(raised.value.__notes__)
