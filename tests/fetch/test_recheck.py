"""Pages that editions have quoted are asked for again: politely, and only for some days."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from press import NOW, PARAGRAPHS, ManualClock, Outlet, Reply, config_for, page
from web_servers import serving

from reporter.config import with_flags
from reporter.fetch.recheck import due
from reporter.record import problems
from reporter.store import Store
from reporter.store.history import History, KeptArticle, KeptEdition
from reporter.store.press import FetchedArticle, Press, QuotedArticle, Recheck, Version
from reporter.workflows.fetch import FetchOptions, fetch
from reporter.workflows.make import build_edition

CHANGED = (PARAGRAPHS[0], PARAGRAPHS[1].replace("420", "240"), *PARAGRAPHS[2:])


@pytest.fixture
def outlet():
    """Serve an outlet with two articles."""
    with serving() as server:
        made = Outlet(server)
        made.add(1, hours=2)
        made.add(
            2, hours=1, title="مكتبة المدينة تمدد ساعاتها", text=("تستقبل المكتبة العامة قراءها حتى منتصف الليل.",) * 2
        )
        yield made


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def desk(tmp_path, outlet, clock):
    """Return a briefing that fetches, and makes editions at the time of the clock."""
    return Desk(tmp_path, outlet, clock)


class Desk:
    """A briefing that fetches, and makes editions at the time of the clock."""

    def __init__(self, folder, outlet, clock):
        self.folder, self.outlet, self.clock = folder, outlet, clock
        self.config = config_for(folder, {"name": "alwadi", "feed": outlet.address(), "outlet": "صحيفة الوادي"})

    def fetch(self, hours=6, **settings):
        """Fetch, `hours` after the last time, and return how the quoted pages were, and what was asked for."""
        self.clock.sleep(3600 * hours)
        before = len(self.outlet.server.asked)
        config = with_flags(self.config, {"fetch": settings}) if settings else self.config
        result = fetch(config, FetchOptions(force=True), clock=self.clock)
        return dict(result.rechecked), self.outlet.server.asked[before:]

    def make(self):
        """Make the edition of the day of the clock."""
        made = build_edition(self.config, self.clock.now()).record
        assert problems(made) == ()
        return made

    def quote(self):
        """Record an edition that quotes every page in the inbox."""
        quoted = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.folder.glob("inbox/alwadi/2*/*.html")]
        articles = tuple(KeptArticle(sha256=sha256, url="", added=False) for sha256 in quoted)
        day = str(self.clock.now().date())
        with Store.open(self.config.store) as store:
            History(store, str(self.config.output)).keep(
                KeptEdition(date=day, stamp="", headlines=(), issued_at="", degraded=False, articles=articles)
            )

    def gone(self):
        """Return the HTTP status of each article that was taken down."""
        with Store.open(self.config.store) as store:
            return list(Press(store).gone().values())

    def change(self, number, text=CHANGED):
        """Change the page of an article, but not what its feed says."""
        item = self.outlet.items[number]
        self.outlet.server.pages[item["path"]] = Reply(
            body=page(item["title"], text).encode(), headers={"Content-Type": "text/html; charset=utf-8"}
        )


def test_a_silent_edit_is_found_and_told(desk):
    """The feed says nothing of it; the next edition prints the article again, with what was quoted and what it says now."""
    desk.fetch()
    first = desk.make()
    assert desk.fetch()[0] == {"same": 2}
    desk.change(1)
    assert desk.fetch(12)[0] == {"same": 1, "updated": 1}
    second = desk.make()
    assert [entry.change for entry in second.entries] == ["updated"]
    (updated,) = second.changes.updated
    assert (updated.words, updated.silent, updated.edition) == ((("420", "240"),), True, first.edition.date)
    (quote,) = updated.quotes
    printed = {point.id: point.text_ar for entry in first.entries for point in entry.points}
    assert (printed[quote.point], quote.today_ar) == (PARAGRAPHS[1], CHANGED[1])
    report = json.loads((desk.folder / "output" / str(first.edition.date) / "fetch.json").read_bytes())
    assert report["rechecked"]["updated"] + report["rechecked"]["same"] > 0


def test_an_article_is_taken_down_if_it_is_missing_twice(desk):
    """One failure may be a mistake of the server; then it is asked for no more."""
    desk.fetch()
    desk.make()
    desk.outlet.server.pages["/news/1"] = Reply(410)
    assert desk.fetch(12)[0] == {"same": 1, "missing": 1}
    assert desk.gone() == []
    assert desk.fetch(12)[0] == {"same": 1, "gone": 1}
    assert desk.gone() == [410]
    desk.clock.sleep(3600 * 6)
    (dropped,) = desk.make().changes.dropped
    assert (dropped.status, dropped.title_ar) == (410, desk.outlet.items[1]["title"])
    assert PARAGRAPHS[1] in [quote.text_ar for quote in dropped.quotes]
    assert "/news/1" not in [asked.path for asked in desk.fetch(1)[1]]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Reply(503), "unanswered"),
        (Reply(403), "unanswered"),
        (Reply(302, headers={"Location": "/"}), "unanswered"),
        (Reply(body=b"", headers={"Content-Type": "text/html"}), "unanswered"),
        (Reply(body=page("الصفحة غير موجودة", ("عذرا، لم نجد ما تبحث عنه.",)).encode()), "unanswered"),
        (Reply(body=page("خبر آخر", ("وصل وفد من الخبراء إلى الميناء صباح أمس.",) * 3).encode()), "unanswered"),
        (Reply(body=b"PK\x03\x04", headers={"Content-Type": "application/zip"}), "unanswered"),
        (Reply(body=page("جسر الوادي يفتح صباح الأحد 1", PARAGRAPHS, head="<!-- new design -->").encode()), "same"),
        (Reply(body=page("جسر الوادي يفتح صباح الأحد 1", ("المشاهدات: 98500", *PARAGRAPHS, "اقرأ أيضا: حريق في السوق")).encode()), "same"),
        (Reply(body=page("جسر الوادي يفتح صباح الأحد 1", PARAGRAPHS).replace("utf-8", "windows-1256").encode("cp1256")), "same"),
    ],
)  # fmt: skip
def test_what_says_nothing_about_the_article_changes_nothing(desk, answer, outcome):
    """Neither an outage nor another page at its address is a correction; nor does it end a row of failures."""
    desk.outlet.server.pages["/"] = Reply(body=page("الرئيسية", ("أهلا بكم في موقع صحيفة الوادي.",) * 3).encode())
    desk.fetch()
    desk.quote()
    desk.outlet.server.pages["/news/1"] = answer
    found = desk.fetch()[0]
    assert found == ({"same": 2} if outcome == "same" else {"same": 1, outcome: 1})
    assert len(list(desk.folder.glob("inbox/alwadi/2*/*.html"))) == 2


def test_failures_in_a_row_are_counted_across_outages(desk):
    desk.fetch()
    desk.quote()
    found = []
    for status in (404, 503, 404):
        desk.outlet.server.pages["/news/1"] = Reply(status)
        found.append(set(desk.fetch(12)[0]) - {"same"})
    assert found == [{"missing"}, {"unanswered"}, {"gone"}]


def test_a_page_that_comes_back_was_not_taken_down(desk):
    desk.fetch()
    desk.quote()
    whole = desk.outlet.server.pages["/news/1"]
    found = []
    for answer in (Reply(404), whole, Reply(404)):
        desk.outlet.server.pages["/news/1"] = answer
        found.append(desk.fetch(8)[0])
    assert found == [{"same": 1, "missing": 1}, {"same": 2}, {"same": 1, "missing": 1}]


def test_a_page_is_asked_for_only_if_it_has_changed(desk):
    """With the validators that came with it, and later with those of the last answer."""

    def answer(tag):
        item = desk.outlet.items[1]
        body = page(item["title"], PARAGRAPHS, head=f"<!-- {tag} -->").encode()
        whole = Reply(body=body, headers={"Content-Type": "text/html", "ETag": tag})
        desk.outlet.server.pages["/news/1"] = lambda asked: (
            Reply(304) if asked.headers["If-None-Match"] == tag else whole
        )

    answer('"a"')
    desk.fetch()
    desk.quote()
    sent = []
    for tag in ('"a"', '"b"', '"b"'):
        answer(tag)
        outcomes, asked = desk.fetch()
        assert outcomes == {"same": 2}
        sent += [item.headers["If-None-Match"] for item in asked if item.path == "/news/1"]
    assert sent == ['"a"', '"a"', '"b"']


def test_pages_are_asked_for_only_for_some_days(desk):
    """And never if the settings say so."""
    desk.fetch()
    desk.quote()
    assert desk.fetch(1, recheck_days=0)[0] == {}
    assert desk.fetch(70)[0] == {"same": 2}
    assert desk.fetch(30)[0] == {}


def test_robots_txt_is_respected(desk):
    desk.fetch()
    desk.quote()
    desk.clock.sleep(86400)
    desk.outlet.server.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /news/\n")
    outcomes, asked = desk.fetch()
    assert outcomes == {"unanswered": 2}
    assert not [item for item in asked if item.path.startswith("/news")]


def test_the_longest_waiting_come_first_and_no_more_than_fifty():
    def quoted(number):
        article = FetchedArticle(id=number, mark="", source="a", title="", stamp="")
        version = Version(sha256="", path="", fetched_at=NOW - timedelta(days=1), text="")
        return QuotedArticle(article=article, version=version, hashes=frozenset())

    known = {number: Recheck(asked_at=NOW - timedelta(minutes=number)) for number in range(2, 70)}
    known[69] = Recheck(asked_at=NOW, missing=2)
    found = due([quoted(number) for number in range(1, 71)], known, NOW)
    assert [item.article.id for item in found] == [1, 70, *range(68, 20, -1)]
    assert due([quoted(1)], {}, NOW - timedelta(days=2)) == []


def test_a_fetch_that_was_killed_counts_once(desk, tmp_path):
    """The store is changed after each answer, so a second fetch goes on where the first one was."""
    desk.fetch()
    desk.quote()
    with Store.open(desk.config.store) as store:
        press = Press(store)
        (first, _) = press.quoted_articles(date(2026, 11, 1).isoformat())
        press.keep_recheck(first.article.id, Recheck(asked_at=NOW, missing=1, status=404))
        assert press.gone() == {}
    desk.outlet.server.pages["/news/1"] = desk.outlet.server.pages["/news/2"] = Reply(404)
    assert desk.fetch()[0] == {"gone": 1, "missing": 1}
