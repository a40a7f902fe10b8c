"""The review as a person uses it: the real command, a real browser, the keyboard, two windows, a new edition."""

import http.client
import json
import shutil
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsers import needs_browser, open_browser
from editions import MODEL, desk, reporter, served
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from reporter.store import Store
from reporter.store.corrections import Corrections

DAY = "2026-11-21"

pytestmark = [
    needs_browser,
    pytest.mark.engine,
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with an edition of machine English, and the model that made it."""
    folder = tmp_path_factory.mktemp("desk")
    desk(folder)
    assert reporter(folder, "models", "install", MODEL).returncode == 0
    result = reporter(folder, "run", "--date", DAY)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return a copy of that folder for one test."""
    return Path(shutil.copytree(made, tmp_path / "desk"))


@pytest.fixture
def address(folder):
    """Serve the review with the real command."""
    with served(folder, "review", "--by", "Lina") as address:
        yield address


@pytest.fixture(scope="module")
def browsers(tmp_path_factory):
    """Return a function that returns the first or second of two browsers."""
    started = {}

    def browser(number):
        if number not in started:
            started[number] = open_browser(tmp_path_factory.mktemp("browser"))
        return started[number]

    yield browser
    for page in started.values():
        page.quit()


@pytest.fixture
def browse(address, browsers):
    """Return a function that opens the page in the other browser each time; their consoles must be empty."""
    opened = []

    def open_page(width=1280):
        page = browsers(len(opened))
        opened.append(page)
        page.set_window_size(width, 1000)
        page.get(address)
        return page

    yield open_page
    for page in opened:
        said = [entry["message"] for entry in page.get_log("browser") if "409" not in entry["message"]]
        page.get("about:blank")
        assert not said


def until(page, condition):
    return WebDriverWait(page, 600, 0.05).until(lambda _: condition())


def press(page, *keys):
    """Press keys together; they go to the focused element."""
    page.switch_to.active_element.send_keys("".join(keys))


def items(page):
    return page.find_elements(By.CSS_SELECTOR, ".item")


def text_of(item):
    return item.find_element(By.TAG_NAME, "textarea").get_property("value")


def state(item):
    return item.get_attribute("data-state")


def reviewed(page):
    return page.find_element(By.ID, "reviewed").text


def focused(page):
    """Return the item with the focus."""
    return page.execute_script("return document.activeElement.closest('.item')")


def versions(folder):
    with Store.open(folder / ".reporter/store.sqlite3") as store:
        rows = store.rows("SELECT DISTINCT key FROM correction")
        return [[(item.state, item.text_en, item.by) for item in Corrections(store).history(key)] for (key,) in rows]


def replace_text(page, text):
    press(page, Keys.CONTROL, "a")
    press(page, text)


def test_a_review_with_the_keyboard_alone(browse, folder):
    """Move down, type, accept, go back, undo: every step is stored and counted, and the focus moves as expected."""
    page = browse()
    total = len(items(page))
    first, second = items(page)[:2]
    before = text_of(first)
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    assert focused(page) == first
    replace_text(page, "Written by a person.")
    until(page, lambda: state(first) == "draft")
    assert versions(folder) == [[("draft", "Written by a person.", "Lina")]]
    assert reviewed(page) == f"0 of {total} reviewed"
    press(page, Keys.CONTROL, Keys.ENTER)
    until(page, lambda: state(first) == "reviewed")
    assert focused(page) == second
    until(page, lambda: reviewed(page) == f"1 of {total} reviewed")
    press(page, Keys.CONTROL, Keys.ENTER)
    until(page, lambda: reviewed(page) == f"2 of {total} reviewed")
    press(page, Keys.ALT, Keys.ARROW_UP)
    press(page, Keys.ALT, Keys.ARROW_UP)
    assert focused(page) == first
    press(page, Keys.ALT, "u")
    until(page, lambda: state(first) == "open")
    assert text_of(first) == before
    assert reviewed(page) == f"1 of {total} reviewed"


def test_every_control_works_with_tab_and_enter(browse):
    """Without shortcuts: text, undo, accept, and the bar at the top."""
    page = browse()
    first = items(page)[0]
    seen = []
    for _ in range(12):
        press(page, Keys.TAB)
        element = page.switch_to.active_element
        seen.append(element.get_attribute("id") or element.get_attribute("class") or element.tag_name)
        if seen[-1] == "textarea":
            press(page, "Typed.")
        if "accept" in seen[-1]:
            press(page, Keys.ENTER)
            break
    assert seen[:5] == ["only-open", "a", "a", "a", "rebuild"]
    assert "textarea" in seen
    until(page, lambda: state(first) == "reviewed")


def test_drafts_survive_the_window(browse):
    """The draft is still there after reloading, and becomes reviewed when its field loses the focus."""
    page = browse()
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    replace_text(page, "Half a sent")
    until(page, lambda: state(items(page)[0]) == "draft")
    page.refresh()
    first = items(page)[0]
    assert (text_of(first), state(first)) == ("Half a sent", "draft")
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    press(page, Keys.END)
    press(page, "ence.")
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    until(page, lambda: state(first) == "reviewed")
    assert text_of(first) == "Half a sentence."


def test_another_persons_draft_is_not_accepted_by_moving_through(browse, folder):
    """Only a person who has typed accepts by leaving."""
    one, two = browse(), browse()
    press(one, Keys.ALT, Keys.ARROW_DOWN)
    replace_text(one, "Half a sent")
    until(one, lambda: state(items(one)[0]) == "draft")
    two.refresh()
    press(two, Keys.ALT, Keys.ARROW_DOWN)
    press(two, Keys.ALT, Keys.ARROW_DOWN)
    press(two, "x")
    until(two, lambda: state(items(two)[1]) == "draft")
    assert sorted(versions(folder)) == [
        [("draft", "Half a sent", "Lina")],
        [("draft", text_of(items(two)[1]), "Lina")],
    ]


def test_invisible_characters_are_removed(browse):
    """The page does not wait for them forever."""
    page = browse()
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    first = items(page)[0]
    replace_text(page, "One\u202e  two ")
    until(page, lambda: state(first) == "draft")
    assert "unsaved" not in first.get_attribute("class")
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    until(page, lambda: state(first) == "reviewed")
    assert text_of(first) == "One two"


def test_text_is_never_executed(browse):
    """Neither immediately nor after reloading."""
    page = browse()
    hostile = '</textarea><img src=x onerror="window.ran=1"><script>window.ran=1</script>'
    press(page, Keys.ALT, Keys.ARROW_DOWN)
    replace_text(page, hostile)
    press(page, Keys.CONTROL, Keys.ENTER)
    until(page, lambda: state(items(page)[0]) == "reviewed")
    page.refresh()
    assert text_of(items(page)[0]) == hostile
    assert page.execute_script("return window.ran") is None


@pytest.mark.parametrize(("choice", "wins"), [("keep", "Second"), ("take", "First")])
def test_two_windows_lose_nothing(browse, folder, choice, wins):
    """The later one is shown the other's text and chooses; both texts are in the history."""
    one, two = browse(), browse()
    for page in (one, two):
        press(page, Keys.ALT, Keys.ARROW_DOWN)
    replace_text(one, "First")
    press(one, Keys.CONTROL, Keys.ENTER)
    until(one, lambda: state(items(one)[0]) == "reviewed")
    replace_text(two, "Second")
    disputed = items(two)[0]
    until(two, lambda: disputed.find_element(By.CSS_SELECTOR, ".other").is_displayed())
    assert "Lina has changed it since: First" in disputed.find_element(By.CSS_SELECTOR, ".other").text
    assert text_of(disputed) == "Second"
    disputed.find_element(By.CSS_SELECTOR, f".{choice}").click()
    until(two, lambda: state(disputed) == "reviewed")
    assert text_of(disputed) == wins
    ((*history,),) = versions(folder)
    assert [text for _, text, _ in history] == (["First", "Second"] if choice == "keep" else ["First"])
    one.refresh()
    assert text_of(items(one)[0]) == wins


def test_a_reactivated_window_shows_changes_of_the_other(browse):
    """Texts that are not being edited there are updated."""
    one, two = browse(), browse()
    press(one, Keys.ALT, Keys.ARROW_DOWN)
    replace_text(one, "First")
    press(one, Keys.CONTROL, Keys.ENTER)
    until(one, lambda: state(items(one)[0]) == "reviewed")
    two.execute_script("window.dispatchEvent(new Event('focus'))")
    until(two, lambda: state(items(two)[0]) == "reviewed")
    assert text_of(items(two)[0]) == "First"
    assert reviewed(two) == reviewed(one)


def test_one_button_makes_the_edition_again(browse, folder):
    """The correction is in the record with its author and in the HTML edition; the sentence is settled."""
    page = browse()
    sentence = next(item for item in items(page) if "sentence" in item.get_attribute("class"))
    name = sentence.get_attribute("id")
    page.execute_script("arguments[0].querySelector('textarea').focus()", sentence)
    replace_text(page, "A person wrote this & meant <it>.")
    page.find_element(By.ID, "rebuild").click()
    news = "return document.getElementById('news')?.textContent ?? ''"  # the page is loaded again meanwhile
    until(page, lambda: "made again: 1 text reviewed by a person" in page.execute_script(news))
    record = json.loads((folder / "output" / DAY / "briefing.json").read_text(encoding="utf-8"))
    (point,) = [point for entry in record["entries"] for point in entry["points"] if point["reviewed"]]
    assert (point["text_en"], point["origin"], point["reviewed"]["by"]) == (
        "A person wrote this & meant <it>.", "memory", "Lina",
    )  # fmt: skip
    assert record["counts"]["reviewed"] == 1
    html = (folder / "output" / DAY / "briefing.html").read_text(encoding="utf-8")
    assert "A person wrote this &amp; meant &lt;it&gt;." in html
    settled = page.find_element(By.ID, name)
    assert state(settled) == "reviewed"
    assert "In the edition as reviewed" in settled.find_element(By.XPATH, "..").text
    assert page.find_element(By.ID, "pending").text == ""
    again = reporter(folder, "run", "--date", DAY)
    assert again.returncode == 0
    later = json.loads((folder / "output" / DAY / "briefing.json").read_text(encoding="utf-8"))
    assert later["counts"]["reviewed"] == 1


@pytest.mark.parametrize("width", [1280, 700])
def test_both_scripts_are_laid_out_correctly(browse, width):
    """Arabic is on the right, or above in a narrow window; our fonts are used, and nothing overflows."""
    page = browse(width)
    look = page.execute_script("""
        const item = document.querySelector(".item"), ar = item.querySelector(".arabic"), en = item.querySelector("textarea");
        const style = (e) => [getComputedStyle(e).direction, getComputedStyle(e).textAlign, getComputedStyle(e).fontFamily];
        const [a, e] = [ar.getBoundingClientRect(), en.getBoundingClientRect()];
        return {ar: style(ar), en: style(en), beside: a.left >= e.right - 10, above: a.bottom <= e.top + 5,
                wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
                cut: [...document.querySelectorAll("textarea")].some((t) => t.scrollHeight > t.clientHeight + 1),
                fonts: [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family)};
    """)
    assert look["ar"] == ["rtl", "right", "Amiri, serif"]
    assert look["en"] == ["ltr", "left", "Spectral, serif"]
    assert (look["beside"], look["above"]) == ((True, False) if width == 1280 else (False, True))
    assert not look["wide"]
    assert not look["cut"]
    assert {"Amiri", "Spectral"} <= {name.strip('"') for name in look["fonts"]}


def test_the_server_is_local_and_checks_the_host(address):
    """A request with another Host, or without the token, gets nothing."""
    host, path = urlsplit(address).netloc, urlsplit(address).path
    assert host.startswith("127.0.0.1:")

    def status(path, **headers):
        with closing(http.client.HTTPConnection(host, timeout=600)) as connection:
            connection.request("GET", path, headers=headers)
            return connection.getresponse().status

    assert status(path) == 200
    assert status(path, Host="evil.example") == 421
    assert status("/", Host=host) == 404
    assert len(path) > 40
