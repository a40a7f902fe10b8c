"""The desk's page: what it shows, what it keeps, and that two people never lose a decision."""

import json
import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from builders import DOUBT, machine, record
from flask.testing import FlaskClient
from lxml import html as parser

from reporter.config import LayoutSettings, load
from reporter.desk.decisions import path_of, read
from reporter.record import dumps
from reporter.render import Documents
from reporter.render.templates.samples import samples
from reporter.review import app
from reporter.review.desk.page import Desk
from reporter.review.desk.presence import HERE_S, Presence
from reporter.review.desk.sheet import DeskSheet
from reporter.review.guard import SECRET_HEADER, Guard
from reporter.review.sheet import item_id

PORT = 8123
HOST = f"127.0.0.1:{PORT}"
SECTIONS = (
    {"name": "economy", "title": {"en": "Economy", "ar": "اقتصاد"}, "words": ["قمح"]},
    {"name": "region", "title": {"en": "Region", "ar": "الإقليم"}, "rest": True},
)
PORT_KEY, WHEAT_KEY = "url:https://1.example/port", "url:https://2.example/port"


@pytest.fixture
def guard():
    return Guard(port=PORT)


@pytest.fixture
def config(tmp_path):
    """Return the settings of the edition's folder."""
    written = {"timezone": "UTC", "store": "store.sqlite3", "desk": {"sections": SECTIONS}}
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    return load(tmp_path / "config.yaml")


@pytest.fixture
def settings(config):
    return config.desk


@pytest.fixture
def client(sheet, guard, config):
    """Return a client of the page of an edition with stories."""
    (sheet.folder / "briefing.json").write_bytes(dumps(samples()["stories"]))
    desk = Desk(
        config=config,
        folder=sheet.folder,
        sheet=DeskSheet(sheet.folder, lambda: sheet.record, config.desk),
        presence=Presence(config.desk.decisions / "here"),
        preview=lambda: {"briefing.pdf": b"%PDF-1.7", "briefing.html": b"<p>preview"},
    )
    made = app.build(sheet, Documents(LayoutSettings()), guard, record, desk=desk)

    class Browser(FlaskClient):
        def open(self, *arguments, **more):
            return super().open(*arguments, **{"base_url": f"http://{HOST}"} | more)

    made.test_client_class = Browser
    browser = made.test_client()
    assert browser.get(f"/{guard.token}/").status_code == 200
    return browser


def page(client, guard, query="", *, tab="desk"):
    answer = client.get(f"/{guard.token}/{tab}{query}")
    assert answer.status_code == 200
    return parser.fromstring(answer.get_data(as_text=True))


def opened(client, guard, key):
    """Return what an opened row shows."""
    answer = client.get(f"/{guard.token}/desk/article", query_string={"key": key})
    assert answer.status_code == 200
    return parser.fromstring(f"<div>{answer.get_json()['html']}</div>")


def post(client, guard, path, **body):
    headers = {"Origin": f"http://{HOST}", SECRET_HEADER: guard.secret}
    return client.post(f"/{guard.token}/desk/{path}", json={"window": "w1"} | body, headers=headers)


def version(client, guard, key):
    (row,) = page(client, guard).xpath(f"//li[@data-key='{key}']")
    return row.get("data-version")


def decide(client, guard, key, change, **more):
    return post(client, guard, "decide", key=key, version=version(client, guard, key), change=change, **more)


def decisions(settings):
    (path,) = settings.decisions.glob("*.yaml")
    return read(path)


def test_the_page_shows_stories_with_their_articles(client, guard):
    """Under the sections, with every sentence of the article whose headline is printed."""
    made = page(client, guard)
    assert [" ".join(head.text_content().split()) for head in made.xpath("//h2")] == ["Articles 2", "Out 0"]
    rows = made.xpath("//li[contains(@class, 'desk-row')]")
    assert [row.get("data-key") for row in rows] == [PORT_KEY, WHEAT_KEY]
    story = opened(client, guard, PORT_KEY)
    first, second, *_ = story.xpath(".//ol[contains(@class, 'lines')]")
    said = [line.get("class").split() for line in first.xpath("li")]
    assert said == [["quoted", "begins"], ["quoted", "begins"], ["begins"]]
    assert "also in" in story.text_content()
    (text, *_) = first.xpath(".//textarea")
    assert text.get("data-item") == item_id(first.xpath("string(li/span)"))
    (other, *_) = story.xpath(".//div[@data-key]")
    assert other.get("data-key") == next(iter(second.xpath("ancestor::div/@data-key"))) != PORT_KEY


def test_the_other_articles_of_a_story_are_decided_on(client, guard, settings):
    """Each of their sentences can be quoted, each article left out; the opened row shows it."""
    before = page(client, guard).xpath(f"//li[@data-key='{PORT_KEY}']/@data-shows")
    (other, *_) = opened(client, guard, PORT_KEY).xpath(".//div[@data-key]")
    key, version = other.get("data-key"), other.get("data-version")
    sentence = other.xpath(".//button[@data-change='quote']/@data-value")[0]
    answer = post(client, guard, "decide", key=key, version=version, change={"quote": sentence})
    assert answer.status_code == 200
    assert decisions(settings).entries[key].sentences.add == (sentence,)
    assert page(client, guard).xpath(f"//li[@data-key='{PORT_KEY}']/@data-shows") != before
    assert post(client, guard, "decide", key=key, version="", change={"out": ""}).status_code == 200
    (taken_in, *_) = opened(client, guard, PORT_KEY).xpath(f".//div[@data-key='{key}']//button/@data-value")
    assert taken_in == "null"


def test_the_english_is_edited_in_the_row(client, guard, sheet):
    """It is saved as on the page with all of it, counts there, and is then no longer to be checked."""
    (text, *_) = opened(client, guard, PORT_KEY).xpath(".//textarea")
    headers = {"Origin": f"http://{HOST}", SECRET_HEADER: guard.secret}
    body = {"id": text.get("data-item"), "version": 0, "text": "Our words.", "accept": True, "window": "w1"}
    assert client.post(f"/{guard.token}/save", json=body, headers=headers).status_code == 200
    (text, *_) = opened(client, guard, PORT_KEY).xpath(".//textarea")
    assert (text.text.strip(), text.get("data-version")) == ("Our words.", "1")
    made = page(client, guard)
    assert made.xpath("string(//*[@id='english'])").startswith("1/")
    assert "not in the edition yet: 1" in made.xpath("string(//*[@id='state'])")


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"priority": "lead"}, {"priority": "lead"}),
        ({"section": "economy"}, {"section": "economy"}),
        ({"with": WHEAT_KEY}, {"with": WHEAT_KEY}),
        ({"later": True}, {"later": True}),
        ({"our_headline": {"en": "Port", "ar": ""}}, {"our_headline": {"en": "Port"}}),
    ],
)
def test_a_decision_is_kept_in_the_file(client, guard, settings, change, kept):
    assert decide(client, guard, PORT_KEY, change).status_code == 200
    found = decisions(settings).entries[PORT_KEY].model_dump(by_alias=True, exclude_defaults=True)
    assert {name: value for name, value in found.items() if name != "headline"} == kept


def test_out_names_who_and_why_and_is_taken_in_again(client, guard, settings):
    decide(client, guard, PORT_KEY, {"out": "yesterday's news"})
    out = decisions(settings).entries[PORT_KEY].out
    assert (out.why, out.by) == ("yesterday's news", "Lina")
    made = page(client, guard)
    assert "yesterday's news" in made.xpath("//ul[@class='out']")[0].text_content()
    assert post(client, guard, "decide", key=PORT_KEY, version="", change={"out": None}).status_code == 200
    assert PORT_KEY not in decisions(settings).entries


def test_notes_and_sentences(client, guard, settings):
    """A sentence that is quoted by rule is removed, another one added, and both taken back."""
    lines = opened(client, guard, PORT_KEY).xpath("//ol[contains(@class,'lines')]//button")
    first, last = lines[0].get("data-value"), lines[2].get("data-value")
    assert decide(client, guard, PORT_KEY, {"unquote": first}).status_code == 200
    assert decide(client, guard, PORT_KEY, {"quote": last}).status_code == 200
    chosen = decisions(settings).entries[PORT_KEY].sentences
    assert (chosen.add, chosen.remove) == ((last,), (first,))
    decide(client, guard, PORT_KEY, {"quote": first})
    decide(client, guard, PORT_KEY, {"unquote": last})
    assert PORT_KEY not in decisions(settings).entries
    decide(client, guard, PORT_KEY, {"note": {"en": "Confirmed.", "ar": "", "for": "desk"}})
    (note,) = decisions(settings).entries[PORT_KEY].notes
    assert (note.en, note.ar, note.by, note.audience) == ("Confirmed.", None, "Lina", "desk")
    decide(client, guard, PORT_KEY, {"without_note": 0})
    assert PORT_KEY not in decisions(settings).entries


def test_another_persons_decision_is_not_lost(client, guard, settings):
    """The second is refused and gets the rows as they are now."""
    old = version(client, guard, PORT_KEY)
    assert decide(client, guard, PORT_KEY, {"priority": "lead"}).status_code == 200
    answer = post(client, guard, "decide", key=PORT_KEY, version=old, change={"priority": "brief"}, window="w2")
    assert answer.status_code == 409
    assert "priority-lead" in answer.get_json()["html"]
    assert decisions(settings).entries[PORT_KEY].priority == "lead"


def test_random_decisions_of_two_windows_are_all_kept(client, guard, settings):
    """Each one is either kept or refused; `make bench` has more."""
    chance, versions, kept = random.Random(3), {}, 0
    for _ in range(30):
        window = chance.choice(["w1", "w2"])
        if chance.random() < 0.6 or window not in versions:
            versions[window] = version(client, guard, PORT_KEY)
        change = {"note": {"en": f"note {kept}", "ar": "", "for": "desk"}}
        answer = post(client, guard, "decide", key=PORT_KEY, version=versions[window], change=change, window=window)
        assert answer.status_code in {200, 409}
        kept += answer.status_code == 200
    assert [note.en for note in decisions(settings).entries[PORT_KEY].notes] == [f"note {n}" for n in range(kept)]
    assert kept >= 10


def test_two_processes_lose_nothing_and_a_kill_damages_nothing(tmp_path):
    """A sample of `make bench desk`."""
    from benchmarks.desk import interleaved, killed

    lost, refused = interleaved(tmp_path / "two/2026-11-29.yaml", 10)
    assert lost == 0 < refused
    assert killed(tmp_path / "kill/2026-11-29.yaml", 1) == (0, 0)


def test_articles_are_moved_and_moves_taken_back(client, guard, settings):
    answer = post(client, guard, "move", key=WHEAT_KEY, beside=PORT_KEY, after=False)
    assert re.findall(r'data-key="([^"]+)"', answer.get_json()["html"])[:2] == [WHEAT_KEY, PORT_KEY]
    assert decisions(settings).order == (WHEAT_KEY, PORT_KEY)
    assert post(client, guard, "undo").get_json()["key"] == "order"
    assert decisions(settings).order == ()
    assert post(client, guard, "undo").get_json()["key"] is None


def test_a_move_keeps_the_order_of_other_sections(client, guard, settings):
    """Somebody else may have arranged them since the page was opened; between sections nothing is moved."""
    decide(client, guard, WHEAT_KEY, {"section": "economy"})
    path = next(settings.decisions.glob("*.yaml"))
    written = path.read_text(encoding="utf-8")
    path.write_text(f'{written}order: ["{WHEAT_KEY}", "sha256:gone"]\n', encoding="utf-8")
    assert post(client, guard, "move", key=WHEAT_KEY, beside=PORT_KEY, after=True).status_code == 409
    decide(client, guard, PORT_KEY, {"section": "economy"})
    assert post(client, guard, "move", key=WHEAT_KEY, beside=PORT_KEY, after=True).status_code == 200
    assert decisions(settings).order == ("sha256:gone", PORT_KEY, WHEAT_KEY)


def test_what_is_out_leaves_its_section(client, guard):
    """It stands below, and returns to where it was."""
    decide(client, guard, PORT_KEY, {"later": True})
    assert page(client, guard).xpath("//li[contains(@class, 'desk-row')]/@data-key") == [WHEAT_KEY]
    post(client, guard, "decide", key=PORT_KEY, version="", change={"later": False})
    assert page(client, guard).xpath("//li[contains(@class, 'desk-row')]/@data-key") == [PORT_KEY, WHEAT_KEY]


def test_two_articles_are_not_told_with_each_other(client, guard, settings):
    """The second decision is refused, and the file stays readable."""
    assert decide(client, guard, PORT_KEY, {"with": WHEAT_KEY}).status_code == 200
    answer = decide(client, guard, WHEAT_KEY, {"with": PORT_KEY})
    assert answer.status_code == 422
    assert "leads back" in answer.get_json()["error"]
    assert list(decisions(settings).entries) == [PORT_KEY]


def test_undo_takes_back_no_decision_of_another_window(client, guard, settings):
    decide(client, guard, PORT_KEY, {"priority": "lead"})
    decide(client, guard, PORT_KEY, {"note": {"en": "Theirs.", "ar": "", "for": "desk"}}, window="w2")
    assert post(client, guard, "undo").status_code == 409
    assert [note.en for note in decisions(settings).entries[PORT_KEY].notes] == ["Theirs."]
    assert post(client, guard, "undo", window="w2").get_json()["key"] == PORT_KEY
    assert post(client, guard, "undo").status_code == 200
    assert PORT_KEY not in decisions(settings).entries


def test_a_window_learns_that_there_is_something_new(client, guard):
    """From the stamp, which changes with every decision."""
    before = page(client, guard).xpath("//body/@data-stamp")[0]
    assert post(client, guard, "here", at="").get_json()["stamp"] == before
    decide(client, guard, PORT_KEY, {"priority": "lead"}, window="w2")
    assert post(client, guard, "here", at="").get_json()["stamp"] != before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("decide", {"key": PORT_KEY, "version": "", "change": {"priority": "first"}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {"section": "No such name"}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {"mood": "good"}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {"quote": "k:xyz"}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {"note": {"en": "", "ar": "", "for": "desk"}}}),
        ("decide", {"key": PORT_KEY, "version": "", "change": {"our_headline": 3}}),
        ("decide", {"key": "url:https://gone.example/", "version": "", "change": {"priority": "lead"}}),
        ("decide", {"key": 3, "version": "", "change": {}}),
        ("move", {"key": "url:https://gone.example/", "beside": PORT_KEY, "after": True}),
        ("move", {"key": PORT_KEY, "beside": PORT_KEY, "after": True}),
        ("move", {"key": PORT_KEY, "beside": WHEAT_KEY, "after": 1}),
    ],
)
def test_what_is_no_decision_is_refused(client, guard, settings, path, body):
    """In one sentence, and nothing is written."""
    answer = post(client, guard, path, **body)
    assert answer.status_code == 422
    assert answer.get_json()["error"]
    assert list(settings.decisions.glob("*.yaml")) == []


def test_without_the_secret_nothing_is_decided(client, guard, settings):
    answer = client.post(f"/{guard.token}/desk/undo", json={"window": "w"}, headers={"Origin": f"http://{HOST}"})
    assert answer.status_code == 403


def test_a_mistake_in_the_file_is_told(client, guard, settings, sheet):
    """It names file and line, and can be mended by hand."""
    path = path_of(settings.decisions, date.fromisoformat(sheet.folder.name))
    path.parent.mkdir()
    path.write_text("entries: {a: {priority: first}}", encoding="utf-8")
    answer = client.get(f"/{guard.token}/desk")
    assert answer.status_code == 500
    assert "line 1" in json.loads(answer.get_data(as_text=True))["error"]


def test_hostile_text_is_no_mark_up(client, guard, settings):
    """In headlines and notes of the desk."""
    hostile = "<img src=x onerror=alert(1)>"
    decide(client, guard, PORT_KEY, {"our_headline": {"en": hostile, "ar": hostile}})
    decide(client, guard, PORT_KEY, {"note": {"en": hostile, "ar": hostile, "for": "print"}})
    made = page(client, guard)
    assert made.xpath("//img") == []
    assert hostile in made.text_content()


def test_the_preview_has_both_documents(client, guard):
    """The page may only show itself."""
    assert client.get(f"/{guard.token}/desk/preview.pdf").status_code == 404
    assert post(client, guard, "preview").status_code == 200
    answer = client.get(f"/{guard.token}/desk/preview.pdf")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    answer = client.get(f"/{guard.token}/desk/preview.html")
    assert (answer.mimetype, answer.data) == ("text/html", b"<p>preview")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert client.get(f"/{guard.token}/desk/preview.json").status_code == 404


def test_the_page_is_in_both_languages(client, guard):
    """Labels, direction and headings."""
    made = page(client, guard, "?lang=ar")
    assert (made.get("lang"), made.get("dir")) == ("ar", "rtl")
    assert "المستبعد" in made.xpath("//h2")[-1].text_content()


def test_in_arabic_a_doubt_says_in_arabic_what_is_expected(client, guard, sheet):
    """On all pages; its details stay in English."""
    port, *others = samples()["stories"].entries
    doubted = replace(samples()["stories"], entries=(replace(port, title=machine("A port", DOUBT)), *others))
    (sheet.folder / "briefing.json").write_bytes(dumps(doubted))
    rule = "المطلوب: أرقام الترجمة هي أرقام النص العربي لا غيرها"
    english, arabic = (page(client, guard, query, tab="") for query in ("", "?lang=ar"))
    assert english.xpath("string(//ul[@class='flags']/li)") == f"Wrong? {DOUBT.detail}"
    assert arabic.xpath("string(//ul[@class='flags']/li)") == f"خطأ؟ {rule} {DOUBT.detail}"
    opened = client.get(f"/{guard.token}/desk/article?lang=ar&key={PORT_KEY}").get_json()["html"]
    assert parser.fromstring(opened).xpath("string(//ul[@class='flags']/li)") == f"خطأ؟ {rule} {DOUBT.detail}"
    dialog = parser.fromstring(client.get(f"/{guard.token}/desk/approval?lang=ar").get_json()["html"])
    assert dialog.xpath("string(//ul/li)") == f"[{port.id}] {rule} {DOUBT.detail}"


def test_machine_english_is_marked_in_the_archive(client, guard, sheet):
    entry, *others = samples()["stories"].entries
    title = entry.title_ar.split()[0]
    made = replace(samples()["stories"], entries=(replace(entry, title=machine("A port")), *others))
    (sheet.folder / "briefing.json").write_bytes(dumps(made))
    found = page(client, guard, f"?q={title}", tab="archive")
    english = [
        " ".join(each.text_content().split()) for each in found.xpath("//*[@class='pair of-title']/p[@lang='en']")
    ]
    assert "A port ≈" in english
    assert [each.endswith("≈") for each in english].count(True) == 1


def test_others_are_shown_for_a_minute(tmp_path):
    """By their names; a window of one's own is no other, and a damaged file nobody."""
    at = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)
    one, two = Presence(tmp_path / "here"), Presence(tmp_path / "here")
    assert one.note("w1", "Lina", "2", at) == ()
    (tmp_path / "here/x.json").write_text("{", encoding="utf-8")
    assert [(other.by, other.at) for other in two.note("../w2", "Omar", "", at)] == [("Lina", "2")]
    assert one.note("w3", "Lina", "", at + timedelta(seconds=HERE_S + 1)) == ()
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["w3.json", "x.json"]
