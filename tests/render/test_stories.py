"""A story that several articles tell, in every document: who has it, who was first, who else says so, what differs."""

import csv
import io
import re
from dataclasses import replace
from html import unescape
from zipfile import ZipFile

import pytest
from lxml import etree
from newsday import PLACES, SECRET, TOLD, newsday
from pypdf import PdfReader

from reporter.config import LayoutSettings, Title
from reporter.model import Translation
from reporter.record import dumps, loads, problems
from reporter.record.blocks import also_reported, blocks, printed
from reporter.record.stories import Story, Why
from reporter.render import Documents
from reporter.render.exports import export
from reporter.render.pdf import legibility
from reporter.render.templates.samples import samples
from reporter.render.words import front, stories, wording
from reporter.render.words.differing import differences

UNPRINTED_TITLE = "كما يراه أهله"
SAID_EN = (
    "The navy takes back the port of Ras al-Wadi",
    "3 outlets · 2 texts · headline from Al-Wadi · continues from 20 Nov, no. 5 · watch list ports",
    "first: Al-Wadi 08:15 · then Al-Qala 08:40, Al-Sahil 09:05",
    "Al-Wadi · also in Al-Qala (same text, agency WAM); Al-Sahil",
    "Al-Sahil alone",
    "They differ: ships — 6 (Al-Wadi 08:15, Al-Qala 08:40) · 4 (Al-Sahil 09:05) [1.2] [4.1]",
)
SAID_AR = (
    "القوات البحرية تستعيد ميناء رأس الوادي",
    "3 وسائل إعلام · نصان · العنوان من الوادي · تتمة لخبر 20 نوفمبر/تشرين الثاني، الرقم 5 · قائمة المتابعة: ports",
    "الأول: الوادي 08:15 · ثم القلعة 08:40، الساحل 09:05",
    "الوادي · وأيضًا في القلعة (النص نفسه، وكالة وام)؛ الساحل",
    "الساحل فقط",
    "تختلف الأرقام: سفن — 6 (الوادي 08:15، القلعة 08:40) · 4 (الساحل 09:05) [1.2] [4.1]",
)


def plain(text):
    """Return the visible text of HTML, XML or plain text on one line, without invisible marks and Markdown's."""
    text = re.sub(r"<(style|script|head)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = unescape(re.sub(r"</?(?:span|bdi|a|b|strong|em|i|w:[rt]|w:hyperlink)\b[^>]*>|<wbr/?>", "", text))
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).replace("\xa0", " ")
    text = re.sub(r"\[(\[[\d.]+\])\]", r"\1", text).replace("\\", "").replace("*", "")
    return " ".join(text.split())


def outputs(record):
    """Return the plain text of every document by its name."""
    settings = LayoutSettings()
    documents = Documents(settings)
    letter = documents.letter(record, lead="en", subject=None, attached=True)
    docx = ZipFile(io.BytesIO(export(record, "docx", settings))).read("word/document.xml").decode()
    epub = ZipFile(io.BytesIO(export(record, "epub", settings)))
    pages = [epub.read(name).decode() for name in epub.namelist() if re.search(r"(?<!nav)\.xhtml", name)]
    made = {
        "html": documents.html(record),
        "mail": letter.html,
        "text": letter.text,
        "docx": re.sub(r"<w:rPr>.*?</w:rPr>", "", docx),
        "epub": "".join(re.sub("<head>.*?</head>", "", page, flags=re.DOTALL) for page in pages),
        "md": export(record, "md", settings).decode(),
    }
    return {name: plain(text) for name, text in made.items()}


@pytest.fixture(scope="module")
def told():
    return samples()["stories"]


@pytest.fixture(scope="module")
def day():
    made = loads(dumps(newsday()))
    assert problems(made) == ()
    return made


@pytest.fixture(scope="module")
def documents(day):
    return Documents(LayoutSettings()).render(day)


@pytest.fixture(scope="module")
def told_in(told):
    return outputs(told)


@pytest.fixture(scope="module")
def day_in(day):
    return outputs(day)


@pytest.mark.parametrize("name", ["html", "mail", "text", "docx", "epub", "md"])
def test_every_document_says_it_in_both_languages(told_in, name):
    """The headline, how many outlets, who was first, who else has each sentence, and where numbers differ."""
    text = told_in[name]
    for said in (*SAID_EN, *SAID_AR):
        assert said in text, said


@pytest.mark.parametrize("languages", ["english-only", "arabic-only", "arabic-first"])
def test_pages_in_other_languages_say_it_too(told, languages):
    """A page in one language says nothing of it in the other."""
    text = plain(Documents(LayoutSettings(languages=languages)).html(told))
    english, arabic = ([said in text for said in each] for each in (SAID_EN, SAID_AR))
    assert all(english) is (languages != "arabic-only")
    assert all(arabic) is (languages != "english-only")
    if languages == "arabic-only":
        assert "They differ" not in text


@pytest.mark.parametrize("layout", [{}, {"page": "phone"}, {"languages": "arabic-first"}], ids=str)
def test_the_pdf_reads_back_all_of_it(told, layout):
    """As another PDF engine extracts it."""
    pdf = Documents(LayoutSettings(**layout)).render(told)["briefing.pdf"]
    settings = LayoutSettings(**layout)
    wanted = (*SAID_EN, *SAID_AR, *legibility.passages(told, settings))
    assert legibility.compare(wanted, legibility.read(pdf)).missing == ()


def test_a_table_has_the_story_of_each_sentence(told):
    """The number of the story, its outlets, and who else says it."""
    rows = list(csv.DictReader(io.StringIO(export(told, "csv").decode("utf-8-sig"), newline="")))
    assert [(row["point"], row["story"], row["outlets"], row["also"]) for row in rows] == [
        ("[1.1]", "1", "3", "القلعة; الساحل"),
        ("[1.2]", "1", "3", "القلعة"),
        ("[4.1]", "1", "3", ""),
        ("[4.2]", "1", "3", ""),
        ("[2.1]", "2", "", ""),
        ("[2.2]", "2", "", ""),
    ]


@pytest.mark.parametrize("name", ["html", "mail", "text", "docx", "epub", "md"])
def test_of_unprinted_articles_only_the_sources_show_anything(day_in, name):
    """Their sentences and titles are nowhere else, and English that nobody wanted is not called missing."""
    text = day_in[name]
    sources = re.split(r"Sources(?: · المصادر| المصادر)", text)[-1]
    for place, teller in zip(PLACES, TOLD, strict=True):
        assert SECRET.format(place) not in text
        unprinted = f"جسر {place} الجديد {UNPRINTED_TITLE}"
        assert text.count(unprinted) == sources.count(unprinted)
        if name in {"html", "docx", "epub", "md"} and any(each.own for each in teller):
            assert unprinted in sources
    assert "English not available" not in text


@pytest.mark.parametrize("languages", ["english-only", "arabic-first"])
def test_unwanted_english_is_not_missing_on_any_page(day, languages):
    """Its headline is shown in Arabic."""
    text = plain(Documents(LayoutSettings(languages=languages)).html(day))
    assert "not available" not in text
    assert day.degraded == ()
    assert "(12)" in text


def test_nothing_vanishes(day, day_in):
    """Stories that are not printed are listed with their outlets, and every article is among the sources."""
    for name, text in day_in.items():
        for number, said in ((11, "Al-Wadi, Al-Qala, Al-Sahl, Al-Nab"), (12, "Al-Sahl")):
            assert f"جسر {list(PLACES)[number - 1]} الجديد يفتتح يوم الأحد ({number})" in text, (name, number)
            assert said in text.partition("Also reported")[2], (name, number)
    html = Documents(LayoutSettings()).html(day)
    assert re.findall(r'id="source-(\d+)"', html) == [entry.id for entry in day.entries]


def test_every_link_leads_somewhere(day, documents):
    """In the page, the e-book and the Word document; an article that is not printed leads to its story."""
    html = documents["briefing.html"].decode()
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(re.findall(r'\bid="([^"]*)"', html))
    assert re.search(r'id="source-13" href="#entry-1"', html)
    word = ZipFile(io.BytesIO(export(day, "docx"))).read("word/document.xml").decode()
    assert set(re.findall(r'w:anchor="([^"]*)"', word)) <= set(re.findall(r'w:name="([^"]*)"', word))
    book = ZipFile(io.BytesIO(export(day, "epub")))
    pages = {name.removeprefix("EPUB/"): book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
    ids = {
        f"{name}#{each.get('id')}"
        for name, page in pages.items()
        for each in etree.fromstring(page).iter()
        if each.get("id")
    }
    links = [link.decode() for page in pages.values() for link in re.findall(rb'href="([^"]*\.xhtml[^"]*)"', page)]
    assert "also.xhtml" in links
    assert {link for link in links if link not in pages} <= ids


def test_the_numbers_of_page_one_are_those_of_the_stories(day, day_in):
    """Stories, articles and outlets; the stories of which only a headline is printed are inside."""
    said = front.summary(day)
    assert said.en.startswith("12 stories from 36 articles by 10 outlets · ")
    assert said.ar.startswith("12 خبرًا · 36 مقالًا · 10 وسائل إعلام · ")
    assert "8 outlets · first: Al-Wadi 05:00" in day_in["html"]
    assert "and 2 more inside" in day_in["html"]
    assert next((each.number, each.words.en, each.words.ar) for each in wording.figures(day)) == (12, "stories", "خبرًا")


def test_the_outline_of_the_pdf_has_each_story_once(documents):
    """And the list of the others."""
    outline = [each.title for each in PdfReader(io.BytesIO(documents["briefing.pdf"])).outline]
    told = [title for title in outline if re.match(r"\d+\. ", title)]
    assert [title.partition(".")[0] for title in told] == [str(n) for n in range(1, 11)]
    assert "Also reported · أخبار أخرى" in outline


def test_no_heading_ends_a_page(documents):
    """Each heading has two sentences of its story on its page."""
    for page in PdfReader(io.BytesIO(documents["briefing.pdf"])).pages[1:]:
        text = page.extract_text()
        for number in re.findall(r"^(\d+)\s+The new bridge", text, re.MULTILINE):
            if f"[{number}.1]" in text:
                assert text.count(f"[{number}.") >= 2
            else:
                assert int(number) in {11, 12}


def test_a_pdf_ua_checker_finds_nothing(told, tmp_path):
    """The block keeps the document accessible."""
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    path = tmp_path / "briefing.pdf"
    path.write_bytes(Documents(LayoutSettings(pdf="ua-1")).render(told)["briefing.pdf"])
    assert not pdfua.validate(path).findings


def test_stories_of_one_article_look_like_articles():
    """In every document, as if articles had not been grouped."""
    ungrouped = samples()["full"]
    day = ungrouped.edition.date.isoformat()
    entries = [replace(entry, story=f"{day}/{entry.id}") for entry in ungrouped.entries]
    grouped = replace(
        ungrouped,
        entries=tuple(entries),
        stories=tuple(
            Story(
                id=entry.story,
                continues=None,
                entries=(entry.id,),
                headline=entry.id,
                outlets=1,
                first=None,
                texts=(),
                points=(),
                differences=(),
                why=Why(terms=(), similarity=((entry.id, 1.0),)),
            )
            for entry in entries
        ),
    )
    for languages in ("english-first", "arabic-only"):
        layout = LayoutSettings(languages=languages)
        assert Documents(layout).html(grouped) == Documents(layout).html(ungrouped)
    for form in ("md", "docx"):
        assert export(grouped, form) == export(ungrouped, form)
    letters = [
        Documents(LayoutSettings()).letter(made, lead="ar", subject=None, attached=True)
        for made in (grouped, ungrouped)
    ]
    assert letters[0] == letters[1]


def first_of(day, number):
    return stories.first(blocks(day)[number - 1])


def test_who_was_first_is_never_guessed(day):
    """A day comes after another day only; what was fetched first was seen first; without either, no order is claimed."""
    assert first_of(day, 4).en == "first: Al-Wadi 20 Nov · then Al-Qala 21 Nov · also Al-Nab 20 Nov"
    assert first_of(day, 5).en == "told by Al-Wadi, Maraa al-Sahil, Al-Qala"
    assert first_of(day, 5).ar == "نشرته: الوادي، مرآة الساحل، القلعة"
    assert first_of(day, 7).en == "first seen: Al-Qala 06:45 · also Al-Nab, Manara al-Jabl"
    assert first_of(day, 7).ar.startswith("أول ما رُصد: القلعة 06:45 · وأيضًا ")


def test_spellings_of_one_outlet_are_one(told):
    """As on page one."""
    fourth = told.entries[3]
    same = replace(fourth, source=replace(fourth.source, outlet="صحيفة الوادي"))
    block = blocks(replace(told, entries=(*told.entries[:3], same)))[0]
    assert stories.coverage(block).en.startswith("2 outlets · 3 articles · 2 texts")
    assert stories.told(block, block.rows[0].point).en == "Al-Wadi · also in Al-Qala (same text, agency WAM)"


def test_a_time_that_is_the_same_is_not_later(told):
    """Nor is the order of days stated if the record does not know who was first."""
    third = told.entries[2]
    same = replace(third, source=replace(third.source, published_at=told.stories[0].first.at))
    made = replace(told, entries=(*told.entries[:2], same, told.entries[3]))
    assert stories.first(blocks(made)[0]).en == "first: Al-Wadi 08:15 · then Al-Sahil 09:05 · also Al-Qala 08:15"
    unknown = replace(told, stories=(replace(told.stories[0], first=None), told.stories[1]))
    assert stories.first(blocks(unknown)[0]).en == "told by Al-Wadi 08:15, Al-Qala 08:40, Al-Sahil 09:05"
    assert front.block_byline(blocks(unknown)[0]).en == "3 outlets"


def test_an_outlet_without_a_name_is_the_number_of_its_article(day):
    """So that each sentence still says where it is from."""
    block = blocks(day)[5]
    assert stories.coverage(block).en == "3 articles · 2 texts · headline from [6]"
    assert first_of(day, 6).en == "first: [6] 04:00 · then [28] 05:00, [29] 06:00"
    assert stories.told(block, block.rows[1].point).en == "[6] · also in [28] (same text)"
    assert stories.told(block, block.rows[-1].point).en == "[29] alone"


def test_one_outlet_is_not_said_to_be_alone(day):
    """Nobody else tells the story."""
    block = blocks(day)[9]
    assert stories.told(block, block.rows[0].point) is None
    assert stories.coverage(block).en == "1 outlet · 2 articles · 2 texts · headline from Barid al-Janoub"


def test_a_story_goes_on_from_another_year(day):
    """The date says so."""
    assert stories.coverage(blocks(day)[7]).en.endswith("continues from 31 Dec 2025, no. 4")


def test_many_outlets_are_named_once(day):
    """Below the headline; at the sentences they are counted."""
    block = blocks(day)[0]
    assert stories.told(block, block.rows[1].point).en == "Al-Wadi · also in 6 outlets (same text, agency WAM)"
    assert [line.en for line in stories.heading_lines(block)][2].startswith("same text, agency WAM: Al-Wadi, Al-Qala, ")
    assert first_of(day, 1).en.endswith("Maraa al-Sahil 11:42, Al-Nab 12:10")


def test_numbers_of_articles_stand_once_where_no_outlet_is_named(told):
    """They are in brackets already, and are not cited again."""
    entries = tuple(replace(entry, source=replace(entry.source, outlet=None)) for entry in told.entries)
    (said,) = differences(blocks(replace(told, entries=entries))[0])
    assert said.said.en == "They differ: ships — 6 [1] 08:15, [3] 08:40 · 4 [4] 09:05"
    assert said.citations == ("1.2", "4.1")


def test_only_certain_differences_are_shown(day):
    """In the Arabic of the articles, if no printed sentence has their English."""
    (said,) = differences(blocks(day)[1])
    assert said.said.en == "They differ: عاملا — 60 (Al-Wadi 06:00, Al-Qala 06:30) · 45 (Sawt al-Nakhil 07:00)"
    assert said.citations == ("2.2", "23.1")


@pytest.mark.parametrize(("noun", "said"), [("سفن", "ships"), ("سفن حربية", "سفن حربية"), ("حاوية", "حاوية")])
def test_a_noun_is_in_english_only_if_a_sentence_with_the_number_has_it(told, noun, said):
    """Nothing is translated for it, and a part of it is not the whole."""
    story = told.stories[0]
    made = replace(
        told, stories=(replace(story, differences=(replace(story.differences[0], noun=noun),)), told.stories[1])
    )
    (differing,) = differences(blocks(made)[0])
    assert differing.said.en.startswith(f"They differ: {said} — 6 (")
    assert differing.said.ar.startswith(f"تختلف الأرقام: {noun} — 6 (")


def test_a_number_that_is_not_printed_is_cited_by_its_article(told):
    """As is a sentence that stands in one of its copies only."""
    story = told.stories[0]
    shorter = replace(story, points=tuple(point for point in story.points if point.point != "1.2"))
    made = replace(told, stories=(shorter, *told.stories[1:]))
    (said,) = differences(blocks(made)[0])
    assert said.citations == ("1", "4.1")


def test_printed_remarks_name_their_outlets(told):
    """Another outlet's article may have been read from a PDF."""
    fourth = told.entries[3]
    read = replace(fourth, source=replace(fourth.source, remarks=("from a PDF",)), title_derived=True)
    block = blocks(replace(told, entries=(*told.entries[:3], read)))[0]
    assert stories.heading_lines(block)[-1].en == "Al-Sahil: from a PDF"


def test_only_printed_texts_are_counted(day):
    """A doubt about a title that is not printed is nothing to check."""
    doubted = Translation(text_en="A title", origin="withheld", reason="English withheld: 3 is missing")
    entries = [replace(entry, title=doubted) if int(entry.id) > 12 else entry for entry in day.entries]
    made = replace(day, entries=tuple(entries))
    assert list(wording.doubts(made)) == []
    assert [text.place for text in printed(made)][:4] == ["1", "1.1", "1.2", "1.3"]
    assert [block.entry.id for block in also_reported(made)] == ["11", "12"]


def test_a_long_mail_keeps_whole_stories(day, monkeypatch):
    """The others have their headline, and the list of the rest is complete."""
    monkeypatch.setattr("reporter.render.documents.MOST_MAIL_BYTES", 60_000)
    letter = Documents(LayoutSettings()).letter(day, lead="en", subject=None, attached=True)
    text = plain(letter.html)
    assert len(letter.html.encode()) <= 60_000
    assert "In the PDF" in text
    assert text.count("The new bridge of Qasr al-Raml opens on Sunday") == 2
    assert "Also reported" in text


def test_the_index_lists_stories(day):
    """An Arabic headline without wanted English is not called missing."""
    editions = [
        {
            "date": "2026-11-21",
            "issued_at": "2026-11-21T03:30:00Z",
            "degraded": False,
            "articles": 36,
            "erratum": None,
            "headlines": [
                {"text_ar": "خبر", "text_en": "News", "entry": "1", "machine": False},
                {"text_ar": "خبر آخر", "text_en": "", "entry": "1", "machine": False},
            ],
        }
    ]
    page = Documents(LayoutSettings()).index(editions, Title()).decode()
    assert "not available" not in page
    assert page.count("<li>") == 3
    assert '<a href="2026-11-21/briefing.html#entry-1">News</a>' in page
