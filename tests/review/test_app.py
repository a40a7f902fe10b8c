"""The server of the page: who gets a response, what is stored, and that no text is ever mark-up."""

import re

import pytest
from builders import DOUBT, ENGINE, article, entry, human, machine, record
from flask.testing import FlaskClient
from lxml import html as parser
from newsday import newsday

from reporter.config import LayoutSettings
from reporter.errors import AlreadyRunningError
from reporter.model import Translation
from reporter.record import dumps
from reporter.render import Documents
from reporter.render.templates.samples import samples
from reporter.render.words import wording
from reporter.review import app, exchange
from reporter.review.guard import COOKIE, SECRET_HEADER, Guard
from reporter.review.sheet import Sheet
from reporter.store import MemoryEntry, Store
from reporter.translate import memory

PORT = 8123
HOST = f"127.0.0.1:{PORT}"
HOSTILE = "</textarea><script>alert(1)</script>"
HURT = "أصيب 377 شخصا."


@pytest.fixture
def guard():
    return Guard(port=PORT)


@pytest.fixture
def made(sheet, guard):
    return app.build(sheet, Documents(LayoutSettings()), guard, lambda: samples()["full"])


@pytest.fixture
def client(made, guard):
    """Return a client that has loaded the page."""
    browser = browser_of(made)
    assert browser.get(f"/{guard.token}/").status_code == 200
    return browser


def browser_of(made):
    class Browser(FlaskClient):
        def open(self, *arguments, **more):
            return super().open(*arguments, **{"base_url": f"http://{HOST}"} | more)

    made.test_client_class = Browser
    return made.test_client()


def post(client, guard, path, body, **headers):
    given = {"Origin": f"http://{HOST}", SECRET_HEADER: guard.secret} | headers
    return client.post(
        f"/{guard.token}/{path}", json=body, headers=[pair for pair in given.items() if pair[1] is not None]
    )


def item(sheet):
    return next(item for item in sheet.items() if item.text_ar == HURT)


def saving(sheet, text="377 people were hurt.", version=0, accept=True):
    return {"id": item(sheet).id, "version": version, "text": text, "accept": accept, "window": "w"}


def test_the_page_shows_flagged_sentences_first(client, guard):
    """Then come those without English, then the rest; the page also shows the progress."""
    page = parser.fromstring(client.get(f"/{guard.token}/").get_data(as_text=True))
    assert page.xpath("//section//h2/text()[1]") == ["To check ", "Without English ", "Nothing doubtful seen "]
    assert page.xpath("//article[1]//p[@lang='ar']//text()")[0] == HURT
    assert page.xpath("string(//*[@id='reviewed'])") == "0 of 8 reviewed"
    assert all(element.get("dir") == "rtl" for element in page.xpath("//*[@lang='ar']"))


def test_texts_are_below_the_headlines_of_their_stories(folder, corrections, guard):
    """Only what is printed is reviewed; a headline that nobody wanted in English is not."""
    (folder / "briefing.json").write_bytes(dumps(newsday()))
    sheet = Sheet(folder, corrections, by="Lina")
    made = app.build(sheet, Documents(LayoutSettings()), guard, newsday)
    page = parser.fromstring(browser_of(made).get(f"/{guard.token}/").get_data(as_text=True))
    heads = [" ".join(each.text_content().split()) for each in page.xpath("//h3")]
    assert len(heads) == 11
    assert heads[0] == "1 The new bridge of Ras al-Wadi opens on Sunday جسر رأس الوادي الجديد يفتتح يوم الأحد (1)"
    places = {place for item in sheet.items() for place in item.places}
    assert {"1", "19.1", "11"} <= places
    assert not {"12", "13", "19"} & places


def test_the_human_translation_of_a_similar_sentence_can_be_taken_over(made, guard, sheet, monkeypatch):
    """It stands open below the English of what nobody has translated, with a button; what is printed stays as it is."""
    known = MemoryEntry(key="k", text_ar="ولم يحضر اللاعب المؤتمر الصحفي", text_en="The player did not attend.")
    monkeypatch.setattr(sheet, "similar", lambda item: known if "المدرب" in item.text_ar else None)
    page = parser.fromstring(browser_of(made).get(f"/{guard.token}/").text)
    (suggestion,) = page.xpath("//details[@open and summary='A similar sentence that a person has translated']")
    assert suggestion.xpath("string(.//q)") == "The player did not attend."
    assert suggestion.xpath(".//p[@lang='ar']")[0].text.startswith("ولم يحضر اللاعب")
    assert suggestion.xpath(".//button[@class='use']")
    assert "The player" not in "".join(page.xpath("//textarea/text()"))


def test_text_is_never_markup(client, guard, sheet):
    """This holds for the text of the article, the machine and people."""
    post(client, guard, "save", saving(sheet, text='"><img src=x onerror=alert(1)>{{ 7*7 }}'))
    source = client.get(f"/{guard.token}/").get_data(as_text=True)
    page = parser.fromstring(source)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img")
    texts = [area.text for area in page.xpath("//textarea")]
    assert any(HOSTILE in text for text in texts)
    assert any("<img" in text and "{{ 7*7 }}" in text for text in texts)


def test_nothing_is_loaded_from_elsewhere(client, guard):
    """The page has no URL of another host, and its policy allows none."""
    answer = client.get(f"/{guard.token}/")
    assert not re.findall(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:)?//""", answer.get_data(as_text=True))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_saving_stores_the_text_and_returns_the_progress(client, guard, sheet):
    """The response has the new version, its doubts and the progress."""
    answer = post(client, guard, "save", saving(sheet)).get_json()
    assert answer["progress"] == {"reviewed": 1, "total": 8, "pending": 1}
    assert {name: answer["item"][name] for name in ("version", "state", "by", "flags", "undoable")} == {
        "version": 1, "state": "reviewed", "by": "Lina", "flags": [], "undoable": True,
    }  # fmt: skip
    back = post(client, guard, "undo", {"id": item(sheet).id, "version": 1, "window": "w"}).get_json()
    assert (back["item"]["text"], back["progress"]["reviewed"]) == ("Some were hurt.", 0)


def test_a_stale_window_is_shown_the_other_text(client, guard, sheet):
    """The response is 409 with the other text, and nothing is changed."""
    post(client, guard, "save", saving(sheet, text="Mine"))
    answer = post(client, guard, "save", saving(sheet, text="Yours"))
    assert (answer.status_code, answer.get_json()["item"]["text"]) == (409, "Mine")
    assert item(sheet).text_en == "Mine"


def test_the_edition_is_made_again(client, guard):
    """One request, which answers with what its front page will say."""
    assert post(client, guard, "rebuild", {}).get_json() == {
        "reviewed": wording.reviewed_texts(samples()["full"]),
        "to_check": len(list(wording.doubts(samples()["full"]))),
    }


def test_the_front_page_and_the_review_count_the_same(folder, corrections, guard):
    """A doubt in a headline, one without flags that was withheld, and one sentence in two places are all counted."""
    twice = machine("Two", DOUBT)
    withheld = Translation(text_en=None, origin="withheld", reason="English withheld: 377 is missing")
    sides = ("أصيب 377 شخصا.", "ولم يحضر المدرب المؤتمر الصحفي.")
    made = record(
        entry("1", article(*sides), title=machine("A headline", DOUBT), points=[withheld, twice]),
        entry("2", article(*sides, name="b", title="عنوان آخر"), title=human("Other"), points=[withheld, twice]),
        engine=ENGINE,
    )
    (folder / "briefing.json").write_bytes(dumps(made))
    documents = Documents(LayoutSettings())
    front = parser.fromstring(documents.html(made).encode())
    review = app.build(Sheet(folder, corrections, by="Lina"), documents, guard, lambda: made)
    page = parser.fromstring(browser_of(review).get(f"/{guard.token}/").get_data(as_text=True))
    counted = [figure.number for figure in wording.figures(made) if figure.place == "to-check"]
    assert counted == [5]
    links = front.xpath("//a[@href='#to-check']")
    assert len(links) == 3  # in both lines of the summary, and in the figures
    assert all("5" in link.text_content() for link in links)
    assert page.xpath("string(//section[1]//*[@class='amount'])") == "5"


def test_a_failure_is_one_sentence(sheet, guard):
    """For example, another run is in progress."""

    def fail():
        raise AlreadyRunningError("Another run is writing.")

    browser = browser_of(app.build(sheet, Documents(LayoutSettings()), guard, fail))
    browser.get(f"/{guard.token}/")
    answer = post(browser, guard, "rebuild", {})
    assert (answer.status_code, answer.get_json()) == (500, {"error": "Another run is writing."})


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", "127.0.0.1", "[::1]:8123", ""])
def test_other_hosts_are_rejected(client, guard, host):
    """A name that a hostile DNS reply points here is not ours."""
    assert client.get(f"/{guard.token}/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:9", "http://localhost:8123", ""],
)
def test_other_origins_are_rejected(client, guard, sheet, origin):
    """For reading and writing, even with all secrets."""
    assert post(client, guard, "save", saving(sheet), Origin=origin).status_code == 403
    assert client.get(f"/{guard.token}/", headers={"Origin": origin}).status_code == 403
    assert item(sheet).version == 0


@pytest.mark.parametrize(
    "headers", [{"Origin": None}, {SECRET_HEADER: None}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "é"}]
)
def test_writing_needs_the_pages_own_secret_and_origin(client, guard, sheet, headers):
    """A form on another page has neither."""
    assert post(client, guard, "save", saving(sheet), **headers).status_code == 403
    assert item(sheet).version == 0


def test_writing_needs_the_cookie_of_the_page(client, guard, sheet):
    """It is valid only for this path and for requests from this site, and scripts cannot read it."""
    cookie = client.get_cookie(COOKIE, domain="127.0.0.1", path=f"/{guard.token}/")
    assert (cookie.same_site, cookie.http_only) == ("Strict", True)
    client.delete_cookie(COOKIE, domain="127.0.0.1", path=f"/{guard.token}/")
    assert post(client, guard, "save", saving(sheet)).status_code == 403


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/state", "/favicon.ico", "/{token}x/", "/{token}/nothing"])
def test_without_the_token_there_is_nothing(client, guard, path):
    """The response reveals nothing about the page."""
    answer = client.get(path.format(token=guard.token))
    assert answer.status_code == 404
    assert guard.token not in answer.get_data(as_text=True)


def test_no_other_page_may_read_or_frame_it(client, guard):
    """There is never a CORS header or a frame."""
    for answer in (client.get(f"/{guard.token}/state"), client.options(f"/{guard.token}/save")):
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]
        assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "body", [[], {}, {"id": 1}, {"id": "x", "version": "0", "text": "t", "accept": True, "window": "w"}, "x" * 300_000]
)
def test_a_malformed_request_is_rejected(client, guard, body):
    """There is never a traceback."""
    assert post(client, guard, "save", body).status_code in {400, 413, 422}


def test_fonts_and_the_pdf_are_served(client, guard):
    """No other files are served."""
    page = client.get(f"/{guard.token}/").get_data(as_text=True)
    for name in re.findall(r'url\("fonts/([^"]+)"\)', page):
        with client.get(f"/{guard.token}/fonts/{name}") as answer:
            assert answer.mimetype == "font/ttf"
    assert client.get(f"/{guard.token}/fonts/..%2Fbriefing.json").status_code == 404
    with client.get(f"/{guard.token}/briefing.pdf") as answer:
        assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize("attempt", ["{{ (fonts.values() | first).path }}", "{{ groups[0].entries[0].correction }}"])
def test_the_template_gets_only_what_it_prints(sheet, guard, tmp_path, attempt):
    """A font's name, not its file; an item's texts, not the item."""
    (tmp_path / "look").mkdir()
    (tmp_path / "look/review.html.j2").write_text(attempt, encoding="utf-8")
    documents = Documents(LayoutSettings(templates=tmp_path / "look"))
    browser = browser_of(app.build(sheet, documents, guard, dict))
    answer = browser.get(f"/{guard.token}/")
    assert answer.status_code == 500
    assert "line 1 is wrong: 'dict object' has no attribute" in answer.get_json()["error"]


def test_every_run_has_its_own_long_secrets():
    """256 bits each."""
    one, other = Guard(port=1), Guard(port=1)
    assert len({one.token, one.secret, one.cookie, other.token, other.secret, other.cookie}) == 6
    assert min(len(one.token), len(one.secret)) >= 43
    assert one.token not in repr(one)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"id": ' * 5000,
        '{"id": "{id}", "version": 99999999999999999999, "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": -1, "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": NaN, "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": 1e400, "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": ' + "9" * 5000 + ', "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": 0, "text": "\\ud800", "accept": true, "window": "w"}',
        '{"id": "\\udfff", "version": 0, "text": "t", "accept": true, "window": "w"}',
        '{"id": "{id}", "version": 0, "text": "t", "accept": true, "window": "\\ud8ab"}',
        '{"id": "{id}", "version": 0, "text": "\\u0000", "accept": true, "window": "w"}',
        b"\xff\xfe\x00",
        b"",
        b"null",
        b'"\xed\xa0\x80"',
    ],
)
@pytest.mark.parametrize("path", ["save", "undo"])
def test_no_request_body_causes_an_error_500(client, guard, sheet, body, path, caplog):  # noqa: PLR0913, PLR0917  (fixtures)
    """Anything that the page would not send is rejected with a 4xx status and changes nothing."""
    content = body if isinstance(body, bytes) else body.replace("{id}", item(sheet).id).encode()
    for kind in ("application/json", "application/json; charset=utf-7", "text/plain", "multipart/form-data"):
        headers = {"Origin": f"http://{HOST}", SECRET_HEADER: guard.secret, "Content-Type": kind}
        answer = client.post(f"/{guard.token}/{path}", data=content, headers=headers)
        assert answer.status_code < 500, answer.get_data()
        assert answer.status_code >= 400 or path == "undo"  # which examines no text
    assert item(sheet).version == 0
    assert guard.token not in caplog.text


def test_a_bug_is_logged_without_the_url(sheet, guard, caplog):
    """The URL is the key to the page."""

    def fail():
        raise ZeroDivisionError("a bug")

    browser = browser_of(app.build(sheet, Documents(LayoutSettings()), guard, fail))
    browser.get(f"/{guard.token}/")
    answer = post(browser, guard, "rebuild", {})
    assert answer.status_code == 500
    assert "ZeroDivisionError" in caplog.text
    for secret in (guard.token, guard.secret, guard.cookie):
        assert secret not in caplog.text
        assert secret not in answer.get_data(as_text=True)


def test_the_local_end_of_a_tunnel_can_be_allowed(sheet):
    """With ssh -L 9000:127.0.0.1:8123, a browser requests localhost:9000."""
    guard = Guard(port=PORT, allowed_hosts=("localhost:9000",))
    browser = browser_of(app.build(sheet, Documents(LayoutSettings()), guard, dict))
    far = {"base_url": "http://localhost:9000"}
    assert browser.get(f"/{guard.token}/", **far).status_code == 200
    headers = {"Origin": "http://localhost:9000", SECRET_HEADER: guard.secret}
    assert browser.post(f"/{guard.token}/save", json=saving(sheet), headers=headers, **far).status_code == 200
    refused = browser.get(f"/{guard.token}/", base_url="http://localhost:9001")
    assert refused.status_code == 421
    assert "--allow-host localhost:PORT" in refused.get_json()["error"]


def test_accepted_corrections_are_copied_next_to_the_store(sheet, guard, tmp_path, corrections):
    """Drafts are not, and undone corrections are removed from the next copy."""
    copy = tmp_path / "corrections.tmx"
    made = app.build(sheet, Documents(LayoutSettings()), guard, dict, lambda: exchange.keep_copy(corrections, copy))
    browser = browser_of(made)
    browser.get(f"/{guard.token}/")
    post(browser, guard, "save", saving(sheet, text="Half a", accept=False))
    assert not copy.exists()
    post(browser, guard, "save", saving(sheet, version=1))
    with Store.open(tmp_path / "elsewhere" / "other.sqlite3") as other:
        memory.import_file(copy, other)
        assert [(entry.text_ar, entry.text_en) for entry in other.memory()] == [(HURT, "377 people were hurt.")]
