"""Watch lists: what they find, what they put first, and what they leave out."""

import json
import shutil
from datetime import UTC, date, datetime

import pytest
from builders import article

from reporter.config import parse, with_flags
from reporter.editions import Watcher, by_importance, choose, leave_out
from reporter.errors import ConfigError, NothingNewError, ReporterError
from reporter.record import problems
from reporter.store.history import KeptArticle, KeptEdition
from reporter.workflows.make import build_edition

pytestmark = pytest.mark.usefixtures("unprinted")

PORTS = {"name": "ports", "words": ["ميناء", "الموانئ", "رأس الوادي"], "people": ["سالم المنصوري"]}
STARS = {"name": "noise", "words": ["برجك", "حظك اليوم"], "drop": True}
HOROSCOPE = "حظك اليوم مع خبير الفلك\n\nينتظر برجك اليوم لقاء سعيد مع صديق قديم من أيام الدراسة.\n"
BRIDGE = "افتتاح الجسر الجديد"
MATCH, MUSEUM = "الفريق المحلي يفوز على ضيفه", "افتتاح متحف جديد على الساحل"


def watcher(*lists):
    return Watcher(parse({"watch": list(lists)}, name="x").watch)


def hits(made, *lists):
    parts = {"title": made.title_ar, "deck": made.deck_ar, "text": made.text}
    return [(hit.watch, hit.part, hit.span.of(parts[hit.part])) for hit in watcher(*lists).of(made)]


def test_hits_are_found_in_title_deck_and_text():
    """List by list, in order; an article may belong to several."""
    made = article(
        "أعلن سالم بن حمد المنصوري الخطة.",
        "وتشمل مينائي الشرق، وموانئ أخرى بالموانئ.",
        title="ميناء رأس الوادي",
        deck="خطة للميناء",
    )
    plan = {"name": "plans", "words": ["خطة"]}
    assert hits(made, plan, PORTS) == [
        ("plans", "deck", "خطة"),
        ("plans", "text", "الخطة"),
        ("ports", "title", "ميناء"),
        ("ports", "title", "رأس الوادي"),
        ("ports", "deck", "للميناء"),
        ("ports", "text", "سالم بن حمد المنصوري"),
        ("ports", "text", "بالموانئ"),
    ]


def test_a_word_with_a_hyphen_excludes_articles():
    """Wherever they have it, in any of its forms; other lists are not affected."""
    lists = ({"name": "ports", "words": ["ميناء", "-مطار"]}, {"name": "city", "words": ["مدينة"]})
    assert hits(article("وصلت السفينة إلى ميناء المدينة.", title="خبر"), *lists) == [
        ("ports", "text", "ميناء"),
        ("city", "text", "المدينة"),
    ]
    made = article("وصل الوفد إلى ميناء المدينة.", title="خبر عن المطار ومطارها")
    assert hits(made, {"name": "visits", "words": "وفد"}) == [("visits", "text", "الوفد")]
    assert hits(made, *lists) == [("city", "text", "المدينة")]


def test_all_mistakes_in_lists_are_named_at_once():
    """Two lists of one name, nothing to match, and both top and drop."""
    lists = [
        {"name": "ports", "words": ["ميناء"], "top": True, "drop": True},
        {"name": "Ports", "words": ["-مطار"]},
        {"name": "empty"},
        {"name": "signs", "words": ["…", "خبر"]},
    ]
    with pytest.raises(ConfigError) as caught:
        parse({"watch": lists}, name="x")
    said = str(caught.value)
    for part in (
        "2 lists are named ports",
        "ports has both top and drop",
        "Ports has nothing to match",
        "empty has nothing to match",
        "signs has '…'",
    ):
        assert part in said


def order(*articles, lists, watch=()):
    return "".join(
        each.source.path.removeprefix("articles/")[0] for each in by_importance(articles, watch, watcher(*lists))
    )


def test_lists_move_articles_up():
    """One at the top before what several outlets report, others among equals; `front.watch` counts with them."""
    event = [article("وصل الوفد.", name=name, title="افتتاح الجسر الجديد فوق نهر الوادي", outlet=name) for name in "ab"]
    port, wheat = (
        article("وصلت السفن إلى مينائها.", name="c", title="خبر"),
        article("سعر القمح.", name="d", title="مقال"),
    )
    assert order(wheat, port, *event, lists=[PORTS]) == "abcd"
    assert order(wheat, port, *event, lists=[PORTS | {"top": True}]) == "cabd"
    assert order(port, wheat, *event, lists=[PORTS], watch=["القمح", "سعر"]) == "abdc"


@pytest.fixture
def paper(paper):
    """Return a briefing with an article of the list that leaves out horoscopes."""
    paper.put("stars", HOROSCOPE)
    return paper


def make(paper, now, lists=(STARS,), **settings):
    config = with_flags(paper.config(**settings), {"watch": list(lists), "layout": {"pdf": "plain"}})
    return build_edition(config, datetime.fromisoformat(now).replace(tzinfo=UTC))


def titles(result):
    return [entry.title_ar for entry in result.record.entries]


def left_out(result):
    return [(item.watch, item.path) for item in result.record.left_out]


def test_what_lists_leave_out_is_named_once_and_does_not_come_back(paper):
    """In later editions, even after the list and the edition that left it out are gone."""
    museums = {"name": "museums", "words": ["متحف"], "top": True}
    first = make(paper, "2026-11-20T03:30", [PORTS, museums, STARS])
    assert titles(first) == [MUSEUM, MATCH]
    assert first.record.watch == ("ports", "museums")
    assert [entry.watch for entry in first.record.entries] == [("museums",), ()]
    museum = first.record.entries[0]
    words = [hit.span.of(museum.text_ar) for hit in museum.hits if hit.part == "text"]
    assert words == ["متحفا", "المتحف", "المتحف"]
    assert left_out(first) == [("noise", "articles/stars.txt")]
    assert (first.skipped, problems(first.record)) == ((), ())
    report = json.loads((first.folder / "run.json").read_text(encoding="utf-8"))
    assert report["watch"] == {"ports": {"articles": 0}, "museums": {"articles": 1}, "noise": {"left_out": 1}}

    shutil.rmtree(first.folder)
    paper.put("bridge")
    later = make(paper, "2026-11-21T03:30", ())
    assert (titles(later), left_out(later)) == ([BRIDGE], [])


def test_an_edition_that_is_made_again_judges_what_it_left_out_anew():
    """The articles of its own day; those that another day left out stay out."""
    stars = article("ينتظر برجك لقاء.", name="s", title="حظك اليوم")
    kept = KeptArticle(sha256=stars.source.sha256, url="", added=False)
    made = KeptEdition(
        date="2026-11-20", stamp="", headlines=(), issued_at="", degraded=False, articles=(), left_out=(kept,)
    )
    for day, again in ((date(2026, 11, 20), True), (date(2026, 11, 21), False)):
        assert bool(choose([stars], [made], day, "new").articles) == again
        assert bool(leave_out(watcher(STARS), [stars], [made], day, "new")[1]) == again
    assert leave_out(watcher(STARS), [stars], [made], date(2026, 11, 21), "all")[1]


def test_a_day_whose_new_articles_are_all_left_out_has_nothing_new(paper):
    """The settings decide what happens then; a first edition is not made."""
    everything = {"name": "all", "words": ["الفريق", "متحف", "برجك"], "drop": True}
    with pytest.raises(ReporterError, match=r"watch lists leave out every article \(all\)"):
        make(paper, "2026-11-19T03:30", [everything], select="all")
    make(paper, "2026-11-20T03:30")
    paper.put("stars-2", HOROSCOPE.replace("سعيد مع صديق قديم", "غريب مع جار جديد لم تره من قبل"))
    with pytest.raises(NothingNewError):
        make(paper, "2026-11-21T03:30", on_nothing_new="skip")
    noted = make(paper, "2026-11-21T03:30")
    assert (titles(noted), left_out(noted)) == ([], [("noise", "articles/stars-2.txt")])
    (note,) = noted.record.notes
    assert "nothing but what watch lists leave out has arrived" in note.text_en
    assert note.text_en.endswith("(articles read: 4; left out: 1; in earlier editions: 3)")
