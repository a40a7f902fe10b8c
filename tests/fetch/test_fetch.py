"""``reporter fetch`` against real servers: what is new is kept once, and a source that fails costs nothing else."""

import json
import shutil
from datetime import timedelta

import pytest
import yaml
from press import NOW, PARAGRAPHS, Reply, config_for, page

from reporter.errors import AlreadyRunningError
from reporter.files import locked
from reporter.workflows.fetch import FetchOptions, fetch, preview
from reporter.workflows.make import build_edition

EVERYTHING = FetchOptions()
WORDS = ("ثم",) * 80


def sidecars(folder):
    """Return the sidecars in the inbox, in the order of their names."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("inbox/*/2*/*.yaml"))]


def pages(folder):
    """Return the pages in the inbox."""
    return sorted(path for path in folder.glob("inbox/*/2*/*") if path.suffix != ".yaml")


def test_new_articles_are_kept_as_they_came(tmp_path, outlet, fetched):
    """With a sidecar that says where they come from; in the folder of the source and the day."""
    assert fetched(section="local").fates == {"new": 2}
    assert [path.parent for path in pages(tmp_path)] == [tmp_path / "inbox/alwadi/2026-11-22"] * 2
    kept = {path.read_bytes() for path in pages(tmp_path)}
    assert kept == {outlet.server.pages[f"/news/{number}"].body for number in (1, 2)}
    first = next(one for one in sidecars(tmp_path) if one["guid"] == "n-1")
    assert first["url"] == first["final_url"] == outlet.address("/news/1")
    assert (first["source"], first["section"], first["status"]) == ("alwadi", "local", 200)
    assert first["feed"]["published_at"] == "2026-11-22T06:00:00+00:00"
    assert first["feed"]["outlet"] == "صحيفة الوادي"
    assert len(list(tmp_path.glob("inbox/alwadi/feed/*.xml"))) == 1
    assert not list(tmp_path.glob("inbox/**/.*.part"))


def test_nothing_is_fetched_twice(tmp_path, outlet, fetched):
    """Not even if the feed is sent again, without validators."""
    fetched()
    before, asked = pages(tmp_path), len(outlet.server.asked)
    assert fetched().fates == {"known": 2}
    assert pages(tmp_path) == before
    assert outlet.server.paths[asked:] == ["/rss.xml"]


def test_a_feed_that_has_not_changed_is_not_sent_again(outlet, fetched):
    """Its validators are those of the last feed that could be read."""
    outlet.publish(ETag='W/"7"')
    fetched()
    outlet.server.pages["/rss.xml"] = lambda asked: Reply(304 if asked.headers["If-None-Match"] == 'W/"7"' else 500)
    visit = fetched()
    assert (visit.outcome, visit.fates) == ("asked", {})


def test_an_article_whose_page_failed_is_fetched_next_time(tmp_path, outlet, fetched, clock):
    """Therefore the feed is read again although it has not changed."""
    outlet.publish(ETag='"7"')
    whole = outlet.server.pages["/news/2"]
    outlet.server.pages["/news/2"] = Reply(503)
    visit = fetched()
    assert (visit.fates, [missing.address for missing in visit.missing]) == ({"new": 1}, [outlet.address("/news/2")])
    outlet.server.pages["/news/2"] = whole
    clock.sleep(3600)
    assert fetched().fates == {"new": 1, "known": 1}
    assert len(pages(tmp_path)) == 2


def test_another_guid_and_address_with_the_same_text_is_the_same_article(tmp_path, outlet, fetched, clock):
    """As after a site has moved to other addresses."""
    fetched()
    outlet.items[1] |= {"guid": "https://other/1", "path": "/2026/11/bridge"}
    outlet.publish()
    moved = page(outlet.items[1]["title"], PARAGRAPHS, head="<!-- new design -->")
    outlet.server.pages["/2026/11/bridge"] = Reply(body=moved.encode())
    clock.sleep(3600)
    assert fetched().fates == {"known": 2}
    assert len(pages(tmp_path)) == 2
    clock.sleep(3600)
    assert fetched().fates == {"known": 2}


def test_the_same_title_alone_does_not_make_the_same_article(tmp_path, outlet, fetched):
    """Columns and weather reports have the same title every day."""
    outlet.add(3, title="حالة الطقس")
    fetched()
    outlet.add(4, title="حالة الطقس", text=PARAGRAPHS[::-1])
    assert fetched().fates == {"new": 1, "known": 3}
    assert len({one["article"] for one in sidecars(tmp_path)}) == 4


def test_a_silent_edit_is_a_new_version(tmp_path, outlet, fetched, clock):
    """The guid and the date stay, and the feed tells by its description."""
    fetched()
    outlet.items[1]["text"] = (PARAGRAPHS[0].replace("عشرين", "ثلاثين"), PARAGRAPHS[1].replace("420", "240"))
    outlet.publish()
    clock.sleep(3600)
    assert fetched().fates == {"updated": 1, "known": 1}
    old, new = [one for one in sidecars(tmp_path) if one["guid"] == "n-1"]
    assert new["article"] == old["article"]
    assert (tmp_path / "inbox" / new["version_of"]).is_file()
    assert "version_of" not in old


def test_a_page_that_differs_only_outside_the_article_is_no_new_version(tmp_path, outlet, fetched, clock):
    """Advertisements and counters change with every request."""
    fetched()
    outlet.items[1]["title"] += "!"
    outlet.publish()
    outlet.server.pages["/news/1"] = Reply(
        body=page(outlet.items[1]["title"], PARAGRAPHS, head="<!-- 4711 -->").encode()
    )
    clock.sleep(3600)
    assert fetched().fates == {"known": 2}
    assert len(pages(tmp_path)) == 2


def test_one_guid_for_all_items_identifies_none_of_them(tmp_path, outlet, fetched, clock):
    """And from then on guids are not trusted in this feed."""
    for item in outlet.items.values():
        item["guid"] = "urn:feed"
    outlet.publish()
    visit = fetched()
    assert (visit.fates, visit.state.guids_repeat) == ({"new": 2}, True)
    outlet.items[1]["guid"], outlet.items[2]["guid"] = "n-1", "n-2"
    outlet.publish()
    clock.sleep(3600)
    assert fetched().fates == {"known": 2}


@pytest.mark.parametrize("together", [True, False])
def test_one_article_in_two_sections_of_an_outlet_is_one(tmp_path, outlet, clock, together):
    """The address decides, whatever the guids are, and even if both are asked at the same time."""
    outlet.server.pages["/sport.xml"] = Reply(body=outlet.feed().replace("n-1", "s-1").encode())
    sources = [
        {"name": name, "feed": outlet.address(path), "outlet": "صحيفة الوادي"}
        for name, path in (("all", "/rss.xml"), ("sport", "/sport.xml"))
    ]
    for part in [("all", "sport")] if together else [("all",), ("sport",)]:
        fetch(config_for(tmp_path, *sources), FetchOptions(names=part), clock=clock)
    assert len(pages(tmp_path)) == 2


@pytest.mark.parametrize("unchanged", [False, True])
def test_a_page_that_was_removed_is_fetched_again(tmp_path, outlet, fetched, clock, unchanged):
    """Otherwise its article would be in no edition; but what was removed because it is old stays away."""
    if unchanged:
        outlet.publish(ETag='"1"')
        outlet.server.pages["/rss.xml"] = _answers_304(outlet.server.pages["/rss.xml"])
    fetched()
    shutil.rmtree(tmp_path / "inbox/alwadi")
    clock.sleep(3600)
    assert fetched().fates == {"new": 2}
    assert len(pages(tmp_path)) == 2
    clock.sleep(3600)
    assert not fetched().fates.get("new")
    clock.sleep(31 * 86400)
    shutil.rmtree(tmp_path / "inbox/alwadi")
    assert not fetched(max_age_days=60).fates.get("new")


def _answers_304(reply):
    def answer(asked):
        return Reply(304) if asked.headers.get("If-None-Match") else reply

    return answer


def test_what_a_renamed_source_had_comes_again_under_its_new_name(tmp_path, fetched, clock):
    """A run reads only the folders of the sources in the settings."""
    fetched()
    clock.sleep(3600)
    assert fetched(name="wadi").fates == {"new": 2}
    (health,) = json.loads(next(tmp_path.glob("output/*/fetch.json")).read_text(encoding="utf-8"))["sources"]
    assert (health["name"], health["week"]) == ("wadi", 2)
    clock.sleep(3600)
    assert fetched(name="wadi").fates == {"known": 2}


OTHER_NEWS = (
    "رفع البنك المركزي سعر الفائدة نصف نقطة مئوية، في أول قرار من نوعه منذ ثلاثة أعوام.",
    "وتراجعت أسهم شركات العقار بعد إعلان القرار، في حين ارتفعت أسهم المصارف.",
)


def test_a_guid_that_is_given_to_another_article_does_not_replace_the_first(tmp_path, outlet, fetched, clock):
    """Title, address and text differ. From then on guids are not trusted in this feed."""
    fetched()
    outlet.items[1] |= {"title": "المصرف المركزي يرفع الفائدة", "path": "/economy/7", "text": OTHER_NEWS}
    outlet.publish()
    clock.sleep(3600)
    visit = fetched()
    assert (visit.fates, visit.state.guids_repeat) == ({"new": 1, "known": 1}, True)
    assert len({one["article"] for one in sidecars(tmp_path)}) == 3
    clock.sleep(3600)
    assert fetched().fates == {"known": 2}


def test_an_article_may_change_its_title_and_address(tmp_path, outlet, fetched, clock):
    """Its guid and most of its text stay."""
    fetched()
    outlet.items[1] |= {"title": "افتتاح رسمي", "path": "/news/opened", "text": (*PARAGRAPHS, OTHER_NEWS[0])}
    outlet.publish()
    clock.sleep(3600)
    visit = fetched()
    assert (visit.fates, visit.state.guids_repeat) == ({"updated": 1, "known": 1}, False)
    assert len({one["article"] for one in sidecars(tmp_path)}) == 2


def test_the_text_of_the_feed_stands_in_for_a_page_that_cannot_be_had(tmp_path, outlet, fetched):
    """If it is whole and has at least sixty words."""
    outlet.add(3, content=True)
    outlet.add(4, content=True, text=PARAGRAPHS[:2])
    for number in (2, 3, 4):
        outlet.server.pages[f"/news/{number}"] = Reply(404)
    visit = fetched()
    assert visit.fates == {"new": 2}
    assert {missing.address for missing in visit.missing} == {outlet.address("/news/2"), outlet.address("/news/4")}
    (made,) = [one for one in sidecars(tmp_path) if one.get("text_from") == "feed"]
    assert made["guid"] == "n-3"


def test_full_text_in_the_feed_needs_no_page(outlet, fetched):
    """And what the feed only begins is named."""
    outlet.add(3, content=True)
    visit = fetched(full_text="feed")
    assert (visit.fates, len(visit.missing)) == ({"new": 1}, 2)
    assert "set full_text: page" in visit.missing[0].reason
    assert outlet.server.paths == ["/rss.xml"]


def test_robots_txt_is_obeyed_for_pages_and_the_feed_is_asked_in_any_case(outlet, fetched):
    """Unless the settings say otherwise."""
    outlet.server.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /")
    visit = fetched()
    assert (visit.outcome, visit.fates, len(visit.missing)) == ("asked", {}, 2)
    assert outlet.server.paths == ["/rss.xml", "/robots.txt"]
    assert fetched(robots="ignore").fates == {"new": 2}


def test_old_and_excluded_articles_are_left_out(outlet, fetched):
    """And those beyond the newest."""
    outlet.add(3, hours=80)
    outlet.add(4, path="/video/4")
    visit = fetched(exclude="/video/*", newest=1)
    assert (visit.fates, visit.left_out) == ({"new": 1}, 3)
    assert outlet.server.paths[-1] == "/news/2"
    assert fetched(FetchOptions(since=NOW - timedelta(days=5)), exclude="/video/*").fates == {"new": 2, "known": 1}


def test_a_glob_in_arabic_fits_an_address_in_percent_signs(outlet, fetched):
    """People write what the browser shows."""
    outlet.add(3, path="/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/3")
    assert fetched(include="/سياسة/*").fates == {"new": 1}


def test_a_watched_page_gives_a_version_for_each_change_of_its_text(tmp_path, outlet, fetched, clock):
    """Not for changes around it."""
    address = outlet.address("/statement")
    outlet.server.pages["/statement"] = Reply(body=page("بيان الوزارة", PARAGRAPHS[:2]).encode())
    assert fetched(feed=None, page=address).fates == {"new": 1}
    outlet.server.pages["/statement"] = Reply(body=page("بيان الوزارة", PARAGRAPHS[:2], head="<!--1-->").encode())
    clock.sleep(3600)
    assert fetched(feed=None, page=address).fates == {"known": 1}
    outlet.server.pages["/statement"] = Reply(body=page("بيان الوزارة", PARAGRAPHS).encode())
    clock.sleep(3600)
    assert fetched(feed=None, page=address).fates == {"updated": 1}
    assert outlet.server.paths == ["/statement"] * 3
    assert not (tmp_path / "inbox/alwadi/feed").exists()


def test_a_section_page_and_a_sitemap_are_sources_too(tmp_path, outlet, fetched):
    """Their articles are the links and the addresses."""
    links = "".join(f'<h2><a href="/news/{number}">{outlet.items[number]["title"]}</a></h2>' for number in (1, 2))
    outlet.server.pages["/politics"] = Reply(body=f"<!DOCTYPE html><html><body>{links}</body></html>".encode())
    assert fetched(feed=None, site=outlet.address("/politics"), include="/news/*").fates == {"new": 2}
    locations = "".join(f"<url><loc>{outlet.address(f'/news/{number}')}</loc></url>" for number in (1, 2))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    outlet.server.pages["/map.xml"] = Reply(body=f'<urlset xmlns="{space}">{locations}</urlset>'.encode())
    index = f'<sitemapindex xmlns="{space}"><sitemap><loc>{outlet.address("/map.xml")}</loc></sitemap></sitemapindex>'
    outlet.server.pages["/index.xml"] = Reply(body=index.encode())
    assert sum(fetched(feed=None, site=outlet.address("/index.xml")).fates.values()) == 2


def test_old_days_are_removed_but_not_what_an_edition_quotes(tmp_path, outlet, clock):
    """Of the last 31 days."""
    import hashlib

    from reporter.store import Store
    from reporter.store.history import History, KeptArticle, KeptEdition

    config = config_for(tmp_path, {"name": "alwadi", "feed": outlet.address()}, keep_days=10)
    fetch(config, EVERYTHING, clock=clock)
    quoted = next(path for path in pages(tmp_path))
    article = KeptArticle(sha256=hashlib.sha256(quoted.read_bytes()).hexdigest(), url="", added=False)
    with Store.open(config.store) as store:
        History(store, str(config.output)).keep(
            KeptEdition(
                date="2026-11-23", stamp="", headlines=(), issued_at="2026-11-23T03:00:00Z", degraded=False,
                articles=(article,),
            )
        )  # fmt: skip
    clock.sleep(86400 * 12)
    assert fetch(config, EVERYTHING, clock=clock).removed == 1
    assert pages(tmp_path) == [quoted]
    assert quoted.with_suffix(".yaml").is_file()


def test_what_an_interrupted_fetch_left_is_removed(tmp_path, outlet, fetched):
    """A page without its sidecar was never finished, and is fetched again."""
    fetched()
    first = pages(tmp_path)[0]
    first.with_suffix(".yaml").unlink()
    (first.parent / ".x.html.1.part").touch()
    assert fetched().fates == {"new": 1, "known": 1}
    assert first.with_suffix(".yaml").exists()
    assert not list(first.parent.glob(".*"))


def test_only_one_fetch_at_a_time(tmp_path, fetched):
    """A run is no fetch."""
    (tmp_path / "inbox").mkdir()
    with locked(tmp_path / "inbox/.lock"), pytest.raises(AlreadyRunningError, match="Another fetch"):
        fetched()


def test_a_preview_writes_nothing(tmp_path, outlet, clock):
    """And asks for no page."""
    config = config_for(tmp_path, {"name": "alwadi", "feed": outlet.address()})
    ((source, shown),) = preview(config, EVERYTHING, clock=clock)
    assert (source.name, shown.listed, [item.guid for item in shown.items]) == ("alwadi", 2, ["n-2", "n-1"])
    assert outlet.server.paths == ["/rss.xml"]
    assert not (tmp_path / "inbox").exists()


@pytest.mark.usefixtures("outlet")
def test_a_page_that_all_articles_name_as_their_own_merges_none(tmp_path, outlet, fetched):
    """A template that is wrong."""
    for number in (1, 2):
        head = f'<link rel="canonical" href="{outlet.address("/news/index")}">'
        outlet.server.pages[f"/news/{number}"] = Reply(
            body=page(outlet.items[number]["title"], PARAGRAPHS, head=head).encode()
        )
    assert fetched().fates == {"new": 2}
    assert len({one["article"] for one in sidecars(tmp_path)}) == 2


def test_something_else_than_a_page_is_named(outlet, fetched):
    """A picture is no article."""
    outlet.server.pages["/news/1"] = Reply(body=b"\x89PNG\0", headers={"Content-Type": "image/png"})
    assert "image/png" in fetched().missing[0].reason


def test_every_article_is_in_one_edition_even_if_a_day_has_none(tmp_path, outlet, clock):
    """Articles come every day; on the third, no edition is made."""
    config = config_for(tmp_path, {"name": "alwadi", "feed": outlet.address()})
    printed = []
    for day in range(4):
        for number in range(2):
            title = f"{('سوق', 'طريق', 'مدرسة', 'مزرعة', 'ملعب')[day]} {('قديم', 'جديد')[number]} في بلدة {day * 7 + number}"
            text = (f"{title} كما قال رئيس البلدية صباح اليوم.", *PARAGRAPHS[number : number + 2])
            outlet.add(10 + 2 * day + number, title=title, hours=1 - 24 * day, text=text)
        fetch(config, EVERYTHING, clock=clock)
        if day != 2:
            record = build_edition(config, clock.now()).record
            printed.append({entry.title_ar for entry in record.entries})
            assert not record.degraded or "English" in record.degraded[0]
        clock.sleep(86400)
    titles = [item["title"] for number, item in outlet.items.items() if number >= 10]
    assert sorted(title for edition in printed for title in edition if title in titles) == sorted(titles)
    assert [len(edition) for edition in printed] == [4, 2, 4]


@pytest.mark.parametrize("head", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
def test_pages_that_all_name_one_address_are_printed_with_their_own(tmp_path, outlet, clock, head):
    """Such a website must not lose every article but the first; the second edition is of the next day."""
    config = config_for(tmp_path, {"name": "alwadi", "feed": outlet.address()})
    outlet.items.clear()
    printed = []
    for day, (title, text) in enumerate((("جسر الوادي يفتح", PARAGRAPHS), ("المركزي يرفع الفائدة", OTHER_NEWS))):
        outlet.add(10 + day, title=title, text=text, hours=1 - 24 * day)
        for item in outlet.items.values():
            named = head.format(outlet.address("/latest"))
            outlet.server.pages[item["path"]] = Reply(body=page(item["title"], item["text"], head=named).encode())
        fetch(config, EVERYTHING, clock=clock)
        printed.append([entry.source.url for entry in build_edition(config, clock.now()).record.entries])
        clock.sleep(86400)
    assert [len(edition) for edition in printed] == [1, 1]
    assert printed[1] == [outlet.address("/news/11")]


def test_a_page_in_place_of_a_feed_is_told_and_its_own_feed_is_offered(outlet, fetched):
    """Also by a page that asks for consent."""
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    outlet.server.pages["/old"] = Reply(body=f"<!DOCTYPE html><html><head>{link}</head><body>x</body></html>".encode())
    visit = fetched(feed=outlet.address("/old"))
    assert (visit.state.kind, outlet.address() in visit.state.reason) == ("html", True)
    consent = f"<!DOCTYPE html><html><head>{link}</head><body><h1>نستخدم ملفات تعريف الارتباط</h1></body></html>"
    outlet.server.pages["/wall"] = Reply(body=consent.encode())
    visit = fetched(feed=outlet.address("/wall"))
    assert (visit.state.kind, outlet.address() in visit.state.reason) == ("asks-for-a-person", True)


def test_articles_in_another_language_can_be_left_out(outlet, fetched):
    """Before their pages are asked for."""
    outlet.add(
        3, title="Bridge opens in the valley", text=("The valley bridge opens to traffic on Sunday morning.",) * 4
    )
    visit = fetched(language="ar")
    assert (visit.fates, visit.left_out) == ({"new": 2}, 1)
    assert "/news/3" not in outlet.server.paths
