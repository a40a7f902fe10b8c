"""Paper: how many pages an edition takes, how full they are, and where they end."""

import random
import re
from contextlib import nullcontext
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from builders import DOUBT, article, entry, human, machine, record
from pypdf import PdfReader

from benchmarks.printing import counted_layouts, printed_elements
from reporter.config import LayoutSettings
from reporter.render import Documents
from reporter.render.pdf.printing import print_html

MOST_BLANK = 0.15
CLAUSES = (
    ("أعلنت بلدية الميناء افتتاح رصيف جديد للعبارات", "the port's council announced the opening of a new ferry quay"),
    ("بعد أعمال استمرت عامين ونصف العام", "after works that had lasted two and a half years"),
    ("وشارك في الاحتفال مئات السكان والصيادين", "hundreds of residents and fishermen took part in the ceremony"),
    ("في وقت طالبت فيه نقابة العمال بزيادة الأجور", "while the union of workers demanded higher wages"),
    ("وقالت المديرة إن الرحلات ستتضاعف خلال الصيف", "the director said that crossings would double in summer"),
    ("من دون أن ترتفع أسعار التذاكر على الركاب", "without any rise of the fares that passengers pay"),
    ("وحذر خبراء البيئة من أثر الوقود على الشعاب", "ecologists warned of what the fuel does to the reefs"),
)
HEADLINES = (
    ("رصيف جديد للعبارات في ميناء المدينة", "A new ferry quay in the city's port"),
    (
        "سكان الميناء يحتفلون بافتتاح الرصيف بعد عامين ونصف من الأعمال",
        "Residents of the port celebrate the new quay after two and a half years of works",
    ),
)


def edition(articles, sentences, clauses, *, doubted=0, doubts=1, decks=False):  # noqa: PLR0913
    """Return a record: so many articles, with sentences of so many clauses; every `doubted`-th has so many doubts."""
    chance = random.Random(7)
    entries = []
    for number in range(1, articles + 1):
        drawn = [chance.sample(CLAUSES, chance.randint(*clauses)) for _ in range(sentences)]
        arabic = ["، ".join(ar for ar, _ in parts) + "." for parts in drawn]
        english = [", ".join(en for _, en in parts).capitalize() + "." for parts in drawn]
        title_ar, title_en = HEADLINES[number % 2]
        quoted = article(
            *arabic, name=chr(0x100 + number), title=title_ar, outlet="صحيفة المرفأ", place="الميناء",
            published_at=datetime(2026, 11, 20, 5, number, tzinfo=UTC), url=f"https://example.org/2026/11/20/port-{number}",
            deck="قال المنظمون إن العمل سيكتمل قبل الصيف" if decks else None,
        )  # fmt: skip
        flags = [(DOUBT,) * doubts if doubted and n % doubted == 0 else () for n in range(sentences)]
        points = [machine(text, *flag) for text, flag in zip(english, flags, strict=True)]
        deck = human("The organisers say that the work will be complete before summer")
        entries.append(entry(str(number), quoted, machine(title_en), points, deck))
    return record(*entries)


class Printed:
    """An edition, printed, and what its printing took."""

    def __init__(self, made, **layout):
        self.html = Documents(LayoutSettings(**layout)).html(made)
        with counted_layouts() as laid_out:
            self.pdf = print_html(self.html, made)
        self.layouts = len(laid_out)
        self.texts = [page.extract_text() for page in PdfReader(BytesIO(self.pdf)).pages]

    @property
    def blank(self):
        """The share of the area of the text that is blank at the foot of each page of paper."""
        return self.feet(21, 18)

    def feet(self, top, bottom):
        """Return the same for margins of so many mm; that at the top of page one of paper is smaller."""
        shares = []
        for number, page in enumerate(pypdfium2.PdfDocument(self.pdf)):
            foot, head = (mm * 72 / 25.4 for mm in (bottom, min(top, 14) if number == 0 else top))
            text = page.get_textpage()
            bottoms = [text.get_rect(n)[1] for n in range(text.count_rects())]
            lowest = min(bottom for bottom in bottoms if bottom > foot - 3)
            shares.append((lowest - foot) / (page.get_height() - foot - head))
        return shares


@pytest.fixture(scope="module")
def many():
    """24 short articles."""
    return Printed(edition(24, 3, (3, 4)))


@pytest.fixture(scope="module")
def long():
    """Five articles of long sentences with doubts."""
    return Printed(edition(5, 4, (4, 6), doubted=2, decks=True))


def test_an_edition_takes_few_pages(many, long):
    """Paper is read on the way to work."""
    assert len(many.texts) <= 14
    assert len(long.texts) <= 6


@pytest.mark.parametrize("name", ["many", "long"])
def test_no_page_but_the_last_ends_blank(name, request):
    """A long sentence breaks where otherwise too much of a page would stay blank."""
    assert max(request.getfixturevalue(name).blank[:-1]) <= MOST_BLANK


def test_pages_of_letter_paper_are_full_too():
    """They are shorter and wider."""
    assert max(Printed(edition(6, 4, (4, 6), doubted=2), page="Letter").blank[:-1]) <= MOST_BLANK


def test_what_is_blank_is_between_the_rows(monkeypatch):
    """Pages end at about the same height, none below its foot, and the last one is a quarter full."""
    made = edition(8, 3, (3, 4))
    *even, last = Printed(made).blank
    assert -0.01 <= min(even) <= max(even) <= 0.06
    assert last <= 0.76
    monkeypatch.setattr("reporter.render.pdf.printing.even_feet", nullcontext)
    *ragged, nearly_empty = Printed(made).blank
    assert max(ragged) > 0.1
    assert nearly_empty > 0.8


def test_pages_of_a_phone_are_full_too():
    """A headline with deck and byline stays whole only if that leaves little blank; three lines are a seventh of it."""
    *feet, _ = Printed(edition(9, 3, (2, 5), doubted=3, decks=True), page="phone").feet(9, 12)
    assert sum(blank > MOST_BLANK for blank in feet) <= 1
    assert max(feet) <= 0.2


def test_page_one_of_a_phone_is_one_page():
    """It shows fewer headlines, and ends with how many more there are and with the meaning of the sign."""
    first, *others = Printed(edition(5, 1, (1, 1)), page="phone").texts
    assert "and 3 more inside" in first
    assert "translated by a machine" in " ".join(first.split())
    assert not any("more inside" in text for text in others)


@pytest.mark.parametrize("name", ["many", "long"])
def test_no_heading_is_alone_at_the_foot_of_a_page(name, request):
    """The page with the end of a byline has a part of the first sentence."""
    heads = 0
    for text in request.getfixturevalue(name).texts[1:]:
        for byline in re.finditer(r"05:\d\d UTC\b", text.partition("Sources")[0]):
            heads += 1
            assert re.search(r"[a-z]{4}", text[byline.end() :].partition("Briefing ·")[0]), text
    assert heads >= 8


def test_sentences_break_only_where_it_fills_a_page(many):
    """Most pages end with a whole sentence."""
    broken = [text for text in many.texts[1:] if re.match("[a-z]", text)]
    assert 1 <= len(broken) <= 4


@pytest.mark.parametrize("doubts", [1, 3])
def test_no_page_begins_with_a_doubt(doubts):
    """It stays with the last lines of its sentence."""
    made = Printed(edition(6, 3, (2, 4), doubted=1, doubts=doubts))
    tops = []
    for page in pypdfium2.PdfDocument(made.pdf):
        text, running_head, middle = page.get_textpage(), page.get_height() - 20 * 72 / 25.4, page.get_width() / 2
        rects = [text.get_rect(n) for n in range(text.count_rects())]
        body = (rect for rect in rects if rect[3] < running_head and rect[0] < middle)
        top = max(body, key=lambda rect: rect[3])
        tops.append(text.get_text_bounded(*top).strip())
    assert len(tops) > 4
    assert [top for top in tops if top.startswith(("Wrong?", "Check:"))] == []
    assert max(made.blank[:-1]) <= MOST_BLANK


def test_each_page_is_laid_out_once(many, long):
    """Nothing on a page depends on the number of another."""
    for printed in (many, long):
        assert printed.layouts <= 1.05 * len(printed.texts)


def test_an_entry_has_few_elements(many):
    """Each of them is a box to lay out and to draw."""
    assert printed_elements(many.html) <= 90 * 24


def test_names_in_headlines_are_not_broken():
    """A Latin name or a number at the end of a line goes to the next one whole, wherever its line ends."""
    words = ["شركة", "السكك", "البحرية", "في", "الميناء", "القديم", "تشتري", "حصة", "من"]
    kept = ("Transatlantique", "-18.75%")
    entries = [
        entry(
            str(n),
            article(name=chr(0x100 + n), title=f"{' '.join(words[:n])} {kept[n % 2]} ثم تبيعها", outlet="صحيفة"),
            title=human("A short title"),
        )
        for n in range(1, 10)
    ]
    first = Printed(record(*entries)).texts[0].partition("The team beat")[0]
    assert [first.count(name) for name in kept] == [4, 6]  # the first is the headline of its article, too
