"""Page one: the day in one line, and as many headlines as the page has room for."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from builders import DOUBT, ENGINE, altered, article, entry, human, machine, no_articles, record

from reporter.config import FrontSettings, LayoutSettings
from reporter.model import Pick, Summary, Translation
from reporter.record import make_entry
from reporter.render import Documents
from reporter.render.templates.context import Layout
from reporter.render.words import front

RIYADH = timezone(timedelta(hours=3))


def dated(number, published_at, outlet="وكالة"):
    return entry(str(number), article(name=chr(96 + number), outlet=outlet, published_at=published_at))


def test_the_day_in_one_line():
    """Articles, outlets and the period they cover, by the clocks of the edition."""
    made = record(
        dated(1, datetime(2026, 11, 20, 20, 0, tzinfo=RIYADH)),
        dated(2, datetime(2026, 11, 21, 2, 0, tzinfo=UTC), "صحيفة"),
        dated(3, None),
    )
    said = front.summary(made)
    assert said.en == "3 articles from 2 outlets · published 20 November, 20:00 to 05:00 (UTC+3)"
    assert said.ar == "3 مقالات · وسيلتا إعلام · نُشرت من 20 نوفمبر/تشرين الثاني، 20:00 إلى 05:00 (UTC+3)"


@pytest.mark.parametrize("published", [None, date(2026, 11, 20)])
def test_a_period_says_only_what_is_known(published):
    """No time, no clocks; no date, no period."""
    said = front.summary(record(dated(1, published))).en
    assert said == "1 article from 1 outlet" + (" · published 20 November" if published else "")


def test_an_edition_without_articles_counts_nothing():
    """A notice says why there are none."""
    assert front.summary(no_articles()) == ("", "")


def test_what_arrived_later_is_counted():
    """The reader of the first version sees how much is new."""
    made = altered(record(dated(1, None), dated(2, None)), lambda json: json["entries"][1].update(added=True))
    assert "1 added since the first version" in front.summary(made).en


def untitled(*, quoted):
    """Return an entry whose article begins without a headline, and of which the first sentence is quoted or not."""
    made = replace(article(title="فاز الفريق 2-1 على ضيفه مساء السبت"), title_derived=True)
    picks = (Pick(sentence=0 if quoted else 1, rank=1), Pick(sentence=2, rank=2))
    opening = machine("The team beat its visitors 2-1 on Saturday evening")
    return make_entry(
        "1", Summary(article=made, picks=picks), title=opening, deck=None, points=[human("One"), human("Two")]
    )


@pytest.mark.parametrize("quoted", [True, False])
def test_opening_words_are_not_told_twice(quoted):
    """If they are a quoted sentence, the article is told without headline; page one and the subject show them."""
    made = record(untitled(quoted=quoted), dated(2, None), engine=ENGINE)
    documents = Documents(LayoutSettings())
    html = documents.html(made)
    heading = re.sub("<[^>]*>", "", html[html.index("<article") :].partition("</header>")[0])
    assert ("No headline" in heading, "بلا عنوان" in heading) == (quoted, True)
    assert ("The team beat its visitors 2-1 on" not in heading) == quoted
    glance = html.partition("<main")[0]
    assert "The team beat its visitors" in glance
    assert "opening words, no headline" in glance
    mail = documents.letter(made, lead="en", subject=None, attached=False)
    assert "The team beat its visitors" in mail.subject
    for text in (mail.text, mail.html):
        assert ("No headline" in text) == quoted


def test_one_story_is_page_one():
    """No list of headlines leads to the only one."""
    assert front.is_alone(record(dated(1, None)))
    assert not front.is_alone(record(dated(1, None), dated(2, None)))
    assert not front.is_alone(no_articles())
    html = Documents(LayoutSettings()).html(record(entry("1", title=machine("A title")), engine=ENGINE))
    assert "At a glance" not in html
    assert 'title="machine translation">&nbsp;≈' in html.partition("</header>")[2].partition("</h2>")[0]
    assert "translated by a machine" in html


def layout(items=10, **settings):
    return Layout.of(LayoutSettings(**settings), FrontSettings(items=items))


def test_page_one_has_at_most_the_headlines_that_are_asked_for():
    """The rest is counted elsewhere."""
    made = record(*(dated(number, None) for number in range(1, 9)))
    assert front.headlines(made, layout(3)) == 3
    assert front.headlines(made, layout(10)) == 8


def test_long_headlines_leave_room_for_fewer():
    """Both languages are measured; Letter is shorter than A4, and a phone's page has one below the other."""
    title = "إعلان " * 20
    made = record(
        *(entry(str(n), article(name="a", title=title), title=human("Statement " * 12)) for n in range(1, 21))
    )
    shown = {page: front.headlines(made, layout(20, page=page)) for page in ("A4", "Letter", "phone")}
    assert 2 == shown["phone"] < 3 < shown["Letter"] < shown["A4"] < 10


def test_a_long_summary_takes_its_room_on_a_phone():
    """There its lines are short."""

    def shown(**source):
        return front.headlines(
            record(*(entry(str(n), article(name="a", title="إعلان " * 8, **source)) for n in range(1, 9))),
            layout(page="phone"),
        )

    assert shown() == 4
    assert shown(outlet="صحيفة", published_at=datetime(2025, 12, 30, 20, 15, tzinfo=UTC)) == 3


def test_notices_take_their_room():
    """A long notice above the headlines costs some of them."""
    many = [entry(str(n), article(name="a", title="إعلان " * 12)) for n in range(1, 21)]
    plain = front.headlines(record(*many), layout(20))
    notice = altered(
        record(*many), lambda json: json.update(notes=[{"text_en": "A word " * 60, "text_ar": "كلمة " * 60}])
    )
    assert front.headlines(notice, layout(20)) < plain


def test_machine_headlines_are_marked():
    """Unless someone reviewed them; also in the subject of a mail."""
    for title, end in ((machine("By a machine"), "By a machine ≈"), (human("By a person"), "By a person")):
        made = record(entry("1", title=title), engine=ENGINE)
        letter = Documents(LayoutSettings()).letter(made, lead="en", subject=None, attached=False)
        assert letter.subject.strip().endswith(f": {end}")
    assert front.is_machine(entry("1", title=machine("Machine English", DOUBT)))
    assert not front.is_machine(entry("1", title=human("English")))


def test_times_are_those_of_the_edition():
    """An outlet's own zone is stated beside its article."""
    made = record(dated(1, datetime(2026, 11, 20, 22, 30, tzinfo=UTC)), engine=ENGINE)
    said = front.byline(made.entries[0], "2026-11-21", "Asia/Riyadh")
    assert said == ("Wakala · 01:30", "وكالة · 01:30")


@pytest.mark.parametrize(("withheld", "said"), [(1, False), (2, True), (3, True)])
def test_page_one_says_that_most_english_was_withheld(withheld, said):
    """A page of reasons instead of English is not a fault of the program; a few of them need no notice."""
    kept = Translation(
        text_en=None, origin="withheld", reason="English withheld: 2 is in the Arabic, not in the English"
    )
    made = record(entry("1", points=[*[kept] * withheld, *[human("English")] * (3 - withheld)]))
    sentence = f"The English of {withheld} of 3 sentences was withheld because it contradicted the Arabic."
    documents = Documents(LayoutSettings())
    letter = documents.letter(made, lead="en", subject=None, attached=False)
    for text in (documents.html(made), letter.html, letter.text):
        assert (sentence in text) == said
