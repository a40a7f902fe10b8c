"""The desk's page as people use it: the real command, a real browser, the keyboard, two windows, both languages."""

import re
from datetime import date

import pytest
from browsers import needs_browser, package
from editions import desk, reporter, served
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from reporter.desk.decisions import Decisions, path_of, read

DAY = "2026-11-21"
SECTIONS = [
    {"name": "sport", "title": {"en": "Sport", "ar": "رياضة"}, "words": ["الفريق", "البطولة"]},
    {"name": "other", "title": {"en": "Other", "ar": "متفرقات"}, "rest": True},
]
CUP = "انطلاق البطولة الجديدة\n\nتنطلق البطولة يوم الجمعة بمشاركة 16 فريقا.\n\nوتقام المباريات في 4 مدن.\n"

pytestmark = [needs_browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with an edition of three articles in two sections; one sentence has English."""
    folder = tmp_path_factory.mktemp("desk")
    desk(folder, desk={"sections": SECTIONS})
    (folder / "articles/cup.txt").write_text(CUP, encoding="utf-8")
    result = reporter(folder, "run", "--date", DAY)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def address(folder):
    """Serve the desk with the real command."""
    with served(folder, "desk", "--by", "Lina") as address:
        yield address


@pytest.fixture
def page(browser, address, folder):
    """Return the page without any decisions; its console must stay empty."""
    for path in (folder / "decisions").glob("*"):
        path.unlink()
    browser.get(address)
    yield browser
    refused = re.compile(r"status of (409|422)")
    assert not [entry for entry in browser.get_log("browser") if not refused.search(entry["message"])]


def until(page, condition):
    return WebDriverWait(page, 60, 0.02).until(lambda _: condition())


def press(page, *keys):
    """Press keys together; they go to the focused element."""
    actions = ActionChains(page, duration=0)
    if keys[0] == Keys.CONTROL:
        actions.key_down(Keys.CONTROL).send_keys(*keys[1:]).key_up(Keys.CONTROL).perform()
    else:
        actions.send_keys(*keys).perform()


def rows(page):
    """Return the numbers of the articles in their order."""
    return page.execute_script("return [...document.querySelectorAll('.desk-row .number')].map((e) => e.textContent)")


def focused(page):
    """Return the number of the row that has the focus, and what has it there."""
    return page.execute_script("""
        const e = document.activeElement, row = e.closest(".desk-row");
        return [row?.querySelector(".number").textContent, e.matches("summary") ? "row" : e.dataset.control ?? e.id];
    """)


def text(page, selector):
    """Return the text or value of what is shown there; elements are replaced meanwhile."""
    return page.execute_script(
        """
        const e = document.querySelector(arguments[0]);
        if (!e?.checkVisibility()) return null;
        return e.matches("input, select") ? e.value : e.textContent.trim();
        """,
        selector,
    )


def news(page):
    return text(page, "#news")


def told(page, said):
    until(page, lambda: said in news(page))


def decided(folder):
    return read(path_of(folder / "decisions", date.fromisoformat(DAY)))


def only(folder):
    """Return the decisions on the one article that has some."""
    (found,) = decided(folder).entries.values()
    return found


def to_rows(page):
    """Press Tab until the first row has the focus."""
    while focused(page)[1] != "row":
        press(page, Keys.TAB)


def test_walking_and_moving_with_the_keyboard(page, folder):
    """The focus follows, the live region says where, and sections have borders."""
    to_rows(page)
    first, second, third = rows(page)
    assert focused(page) == [first, "row"]
    press(page, Keys.ARROW_DOWN)
    assert focused(page) == [second, "row"]
    assert news(page) == "2 of 2 in Sport"
    press(page, Keys.CONTROL, Keys.ARROW_UP)
    until(page, lambda: rows(page) == [second, first, third])
    told(page, "1 of 2 in Sport")
    assert focused(page) == [second, "row"]
    press(page, Keys.CONTROL, Keys.ARROW_UP)
    told(page, "It is the first of Sport")
    press(page, Keys.CONTROL, "z")
    told(page, "Taken back.")
    assert rows(page) == [first, second, third]
    assert focused(page) == [second, "row"]
    assert decided(folder) == Decisions()
    press(page, Keys.CONTROL, Keys.ARROW_DOWN)
    told(page, "It is the last of Sport")
    press(page, Keys.ARROW_DOWN)
    told(page, "1 of 1 in Other")


def test_priority_out_and_undo_with_the_keyboard(page, folder):
    """A lead comes first and is not passed; what is out leaves the focus to the next row and returns."""
    to_rows(page)
    first, second, third = rows(page)
    press(page, Keys.ARROW_DOWN)
    press(page, "1")
    until(page, lambda: rows(page) == [second, first, third])
    assert only(folder).priority == "lead"
    assert focused(page) == [second, "row"]
    press(page, Keys.CONTROL, Keys.ARROW_DOWN)
    told(page, "Leads come first")
    press(page, "3")
    until(page, lambda: rows(page) == [first, second, third])
    press(page, "2")
    until(page, lambda: decided(folder) == Decisions())
    press(page, "o")
    until(page, lambda: rows(page) == [first, third])
    assert focused(page) == [third, "row"]
    assert only(folder).out.by == "Lina"
    assert text(page, "#out-amount") == "1"
    press(page, Keys.CONTROL, "z")
    until(page, lambda: rows(page) == [first, second, third])
    told(page, "Taken back.")
    assert focused(page) == [second, "row"]


def test_what_is_typed_is_no_command(page, folder):
    """Letters in fields are text; Enter keeps them, Escape leads back, and the row stays open."""
    to_rows(page)
    first = rows(page)[0]
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    press(page, "o no, 1 2 3 s")
    press(page, Keys.ESCAPE)
    assert focused(page) == [first, "row"]
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    press(page, Keys.ENTER)
    told(page, "Saved.")
    (note,) = only(folder).notes
    assert (note.en, note.by, note.audience) == ("o no, 1 2 3 s", "Lina", "print")
    until(page, lambda: text(page, ".notes"))
    assert focused(page) == [first, "row"]
    assert text(page, ".note-form") is None
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    assert text(page, ":focus") == ""


def test_the_controls_of_an_open_row_keep_the_focus(page, folder):
    """Section, headline of the desk and sentences by Tab and Enter; a text that was begun elsewhere stays."""
    to_rows(page)
    first, second, third = rows(page)
    press(page, Keys.ENTER)
    until(page, lambda: page.find_elements(By.CSS_SELECTOR, ".lines"))
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    press(page, "Not yet")
    press(page, Keys.ESCAPE)
    press(page, "s")
    until(page, lambda: focused(page) == [first, "section"])
    press(page, Keys.ARROW_DOWN)
    press(page, Keys.ARROW_DOWN)
    until(page, lambda: decided(folder).entries and only(folder).section == "other")
    until(page, lambda: focused(page) == [first, "section"])
    told(page, "in Other")
    assert rows(page) == [second, first, third]
    assert text(page, ":focus") == "other"
    while "-k:" not in (control := focused(page)[1]):
        press(page, Keys.TAB)
    press(page, Keys.ENTER)
    until(page, lambda: only(folder).sentences.remove == (control.partition("-")[2],))
    until(page, lambda: focused(page) == [first, control] and text(page, ":focus") == "Quote")
    press(page, Keys.ENTER)
    until(page, lambda: only(folder).sentences.remove == ())
    told(page, "Saved.")
    press(page, Keys.ESCAPE)
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    assert text(page, ":focus") == "Not yet"
    link = page.execute_script("return document.querySelector('.english a').href")
    page.get(link)
    assert page.find_element(By.ID, link.partition("#")[2]).get_attribute("class").startswith("item")


def test_two_windows_on_one_article(page, folder, address):
    """The second decision is not made; the first is shown, and what was being typed is not lost."""
    to_rows(page)
    first = rows(page)[0]
    press(page, "n")
    until(page, lambda: focused(page) == [first, "note-en"])
    press(page, "From the first window")
    one = page.current_window_handle
    page.switch_to.new_window("tab")
    page.get(address)
    to_rows(page)
    press(page, "3")
    until(page, lambda: decided(folder).entries and only(folder).priority == "brief")
    page.close()
    page.switch_to.window(one)
    press(page, Keys.ENTER)
    told(page, "Somebody else has decided")
    assert text(page, ".mark") == "Brief"
    assert only(folder).notes == ()
    until(page, lambda: focused(page) == [first, "note-en"])
    assert text(page, ":focus") == "From the first window"
    press(page, Keys.ENTER)
    told(page, "Saved.")
    assert (only(folder).priority, only(folder).notes[0].en) == ("brief", "From the first window")


def test_english_is_edited_in_the_row(page, folder):
    """Leaving the field keeps it; the field keeps its place, and the head of the page counts it."""
    to_rows(page)
    first = rows(page)[0]
    press(page, Keys.ENTER)
    until(page, lambda: page.find_elements(By.CSS_SELECTOR, ".lines"))
    while not (control := focused(page)[1]).startswith("en-1-k:"):
        press(page, Keys.TAB)
    press(page, Keys.CONTROL, "a")
    press(page, "Our own words.")
    press(page, Keys.TAB)
    told(page, "Saved.")
    until(page, lambda: text(page, f"[data-control='{control}']") == "Our own words.")
    assert text(page, "#english").startswith("1/")
    assert "not in the edition yet: 1" in text(page, "#state")
    assert focused(page)[0] == first


def test_an_edition_is_approved_with_the_keyboard(page, folder):
    """The dialog takes the focus, Escape leaves it; it asks for decisions to be made first, then approves by name."""
    to_rows(page)
    press(page, "3")
    until(page, lambda: decided(folder).entries)
    page.find_element(By.CSS_SELECTOR, "[data-dialog=approval]").send_keys(Keys.ENTER)
    until(page, lambda: text(page, "#dialog [data-rebuild]"))
    press(page, Keys.ESCAPE)
    assert not page.find_element(By.ID, "dialog").is_displayed()
    assert page.execute_script("return document.activeElement.dataset.dialog") == "approval"
    press(page, Keys.ENTER)
    until(page, lambda: text(page, "#dialog [data-rebuild]"))
    page.find_element(By.CSS_SELECTOR, "#dialog [data-rebuild]").send_keys(Keys.ENTER)
    until(page, lambda: text(page, "#dialog [type=submit]") == "Approve as Lina")
    page.find_element(By.CSS_SELECTOR, "#dialog [type=submit]").send_keys(Keys.ENTER)
    told(page, "Approved.")
    assert not page.find_element(By.ID, "dialog").is_displayed()
    assert decided(folder).edition.approved.by == "Lina"
    assert "by Lina" in text(page, "#state")


def test_a_note_on_the_edition_is_written_with_the_keyboard(page, folder):
    """What is refused stays in its field."""
    page.find_element(By.CSS_SELECTOR, "[data-dialog=notes]").send_keys(Keys.ENTER)
    until(page, lambda: text(page, "#dialog [type=submit]"))
    page.find_element(By.CSS_SELECTOR, "#dialog [name=en]").send_keys(" ", Keys.ENTER)
    until(page, lambda: "cannot be kept" in text(page, "#dialog-news"))
    page.find_element(By.CSS_SELECTOR, "#dialog [name=en]").send_keys("No papers today.", Keys.ENTER)
    told(page, "Saved.")
    assert not page.find_element(By.ID, "dialog").is_displayed()
    assert text(page, "#noted") == "1"
    assert [note.en for note in decided(folder).edition.notes] == ["No papers today."]


def test_a_preview_is_led_to(page, folder):
    """The focus is on the link to it; the edition is as it was."""
    before = (folder / f"output/{DAY}/briefing.pdf").read_bytes()
    page.find_element(By.ID, "preview").send_keys(Keys.ENTER)
    until(page, lambda: focused(page)[1] == "" and text(page, "#news a") == "PDF")
    assert page.execute_script("return document.activeElement.pathname").endswith("/desk/preview.pdf")
    assert (folder / f"output/{DAY}/briefing.pdf").read_bytes() == before


def test_a_search_is_typed(page, folder):
    """The query goes into the address, in spite of the page's policy for forms."""
    page.find_element(By.LINK_TEXT, "Archive").send_keys(Keys.ENTER)
    until(page, lambda: page.find_elements(By.ID, "search"))
    press(page, "المتحف", Keys.ENTER)
    until(page, lambda: page.find_elements(By.TAG_NAME, "mark"))
    assert text(page, "[name=q]") == "المتحف"


def test_axe_finds_nothing(page, address):
    """In both languages, light and dark, wide and narrow, and on the page of the English; nothing is cut off."""
    axe = package("axe-core/axe.min.js").read_text(encoding="utf-8")
    found = {}
    views = [f"{view}{query}" for view in ("desk", "changes", "archive") for query in ("?", "?lang=ar&q=المتحف")]
    for path in (
        *views,
        *(f"{view}#{dialog}" for view in views[:2] for dialog in ("approval", "test", "notes")),
        "?",
        "?lang=ar",
    ):
        page.get("about:blank")
        page.get(address.removesuffix("desk") + path)
        page.execute_script(axe)
        page.execute_script("document.querySelector('details')?.setAttribute('open', '')")
        if "#" in path:
            page.execute_script(f"document.querySelector('[data-dialog={path.partition('#')[2]}]').click()")
            until(page, lambda: page.find_element(By.ID, "dialog").is_displayed())
        if path.startswith("desk"):
            until(page, lambda: page.find_elements(By.CSS_SELECTOR, ".lines"))
            page.execute_script("document.querySelectorAll('form').forEach((form) => { form.hidden = false; })")
        if path:
            assert page.execute_script("return document.documentElement.dir") == ("rtl" if "lang=ar" in path else "ltr")
        for scheme, width in (("light", 1280), ("dark", 320)):
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            page.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            violations = page.execute_async_script("""
                axe.run().then((said) => arguments[0](said.violations.map((v) => [v.id, v.nodes[0].html])));
            """)
            assert page.execute_script("return document.documentElement.scrollWidth") <= width
            found |= {(path, scheme, width): violations} if violations else {}
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert found == {}
