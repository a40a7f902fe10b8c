"""The HTML edition in a real browser: three widths, both orders, light and dark, keyboard, no scripts."""

import json
from itertools import product

import pytest
from browsers import needs_browser, package
from builders import DOUBT, ENGINE, article, entry, human, machine, missing, record
from newsday import newsday
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from reporter.config import LayoutSettings, Title
from reporter.model import Skipped
from reporter.render import Documents
from reporter.render.templates.samples import samples

pytestmark = [needs_browser, pytest.mark.slow]

WIDTHS = (320, 768, 1280)


def edition():
    """Return a record with everything: doubts, missing English, long URLs, inputs left out."""
    url = "https://example.org/" + "a-very-long-address/" * 8
    return record(
        entry("1"),
        entry(
            "2",
            article(name="b", deck="عنوان فرعي", url=url, outlet="وكالة", author="سلمى"),
            points=[machine("Machine English", DOUBT), missing(), human("The third")],
        ),
        entry("3", article(name="c")),
        skipped=[Skipped(source="b.bin", stage="ingest", reason="It is empty.")],
        engine=ENGINE,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a function that returns the URL of a page of the edition, or of the index."""
    folder = tmp_path_factory.mktemp("pages")

    def made(name="briefing", **layout):
        documents = Documents(LayoutSettings(**layout))
        path = folder / f"{name}-{'-'.join(layout.values())}.html"
        if name != "index":
            shown = {"briefing": edition, "stories": newsday, "decided": lambda: samples()["decided"]}[name]()
            path.write_text(documents.html(shown), encoding="utf-8")
        else:
            editions = [
                {
                    "date": "2026-11-21",
                    "issued_at": "2026-11-21T03:30:00Z",
                    "degraded": True,
                    "articles": 1,
                    "erratum": None,
                    "headlines": [{"text_ar": "خبر", "text_en": None, "entry": "1", "machine": False}],
                },
                {
                    "date": "2026-11-20",
                    "issued_at": "2026-11-20T03:30:00Z",
                    "degraded": False,
                    "articles": 5,
                    "erratum": None,
                    "headlines": [
                        *[{"text_ar": "خبر", "text_en": "Some news", "entry": "1", "machine": False}] * 4,
                        {
                            "text_ar": "أسعارُ القمح ترتفع",
                            "text_en": "Wheat prices rise",
                            "entry": "1",
                            "machine": False,
                        },
                    ],
                },
            ]
            path.write_bytes(documents.index(editions, Title()))
        return path.as_uri()

    return made


@pytest.fixture
def look(browser, pages):
    """Return a function that opens a page in a window of a given width; its console must be empty."""

    def opened(name="briefing", *, width=1280, dark=False, script=True, **layout):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        window = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", window)
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        browser.get(pages(name, **layout))
        return browser

    yield opened
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert not browser.get_log("browser")
    browser.execute_script("localStorage.clear()")


def box(page, selector, number=0):
    return page.find_elements(By.CSS_SELECTOR, selector)[number].rect


def choose(page, language):
    """Select the language that comes first."""
    page.find_element(By.CSS_SELECTOR, f"label[lang={language}]").click()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("languages", ["english-first", "arabic-first", "arabic-only", "english-only"])
@pytest.mark.parametrize("name", ["briefing", "index"])
def test_nothing_overflows_the_window(look, name, languages, width):
    """From phone to desktop, in both orders, no line is cut and nothing scrolls sideways."""
    page = look(name, width=width, languages=languages)
    assert page.execute_script("return document.documentElement.scrollWidth") == width
    for choice in page.find_elements(By.CSS_SELECTOR, ".controls label"):
        choice.click()
        assert page.execute_script("return document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("languages", ["english-first", "arabic-first"])
def test_stories_do_not_overflow_a_phone(look, languages):
    """Their lines of outlets are long."""
    page = look("stories", width=320, languages=languages)
    assert page.execute_script("return document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("words", ["wheat PRICES", "اسعار القمح", "rise ترتفع"])
def test_editions_are_found_by_words_in_their_headlines(look, words):
    """In either language and spelling, also in headlines that are folded away; an empty box shows everything."""
    page = look("index")
    editions = page.find_elements(By.CSS_SELECTOR, ".edition")
    field = page.find_element(By.ID, "words")
    field.send_keys(words)
    assert [each.is_displayed() for each in editions] == [False, True]
    assert page.find_element(By.XPATH, "//li[a='Wheat prices rise']").is_displayed()
    assert page.find_element(By.TAG_NAME, "output").text == "1 / 2"
    field.clear()
    field.send_keys(" ")
    assert [each.is_displayed() for each in editions] == [True, True]


@pytest.mark.parametrize("choice", ["en", "ar"])
def test_one_language_can_be_read_alone(look, choice):
    """The other one disappears, in a wide window and in a narrow one."""
    for width in (1280, 320):
        page = look(width=width)
        page.find_element(By.CSS_SELECTOR, f"label:has(#{choice}-only)").click()
        first = {name: page.find_element(By.CSS_SELECTOR, f"article .rows .{name}") for name in ("en", "ar")}
        shown = {name: element.is_displayed() for name, element in first.items()}
        assert shown == {"en": choice == "en", "ar": choice == "ar"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "languages"),
    [
        *product(["briefing", "index"], ["english-first", "arabic-first", "arabic-only"]),
        ("stories", "english-first"),
        ("decided", "arabic-first"),
    ],
)
def test_axe_finds_nothing(look, name, languages, dark):
    """There are no violations of WCAG or axe-core's best practices; contrast is checked in both colour schemes."""
    page = look(name, dark=dark, languages=languages)
    page.execute_script(package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))"
    )
    assert not found, json.dumps([[rule["id"], [node["html"] for node in rule["nodes"]]] for rule in found], indent=1)


def test_columns_are_side_by_side_or_stacked(look):
    """English is on the left in a wide window; in a narrow one, the leading language is on top."""
    page = look(width=1280)
    en, ar = box(page, "article .rows .en"), box(page, "article .rows .ar")
    assert en["x"] + en["width"] <= ar["x"] + 1
    assert abs(en["y"] - ar["y"]) < 8
    page = look(width=320)
    assert box(page, "article .rows .en")["y"] < box(page, "article .rows .ar")["y"]
    choose(page, "ar")
    assert box(page, "article .rows .ar")["y"] < box(page, "article .rows .en")["y"]


def test_the_order_can_be_chosen_without_scripts(look):
    """Labels, directions and order follow the choice by style sheets alone."""
    page = look(width=320, script=False)
    page.execute_script("document.querySelector('.source details').open = true")
    label = page.find_element(By.CSS_SELECTOR, ".source th")
    assert label.text == "Outlet"
    choose(page, "ar")
    assert label.text == "وسيلة الإعلام"
    assert box(page, "article .rows .ar")["y"] < box(page, "article .rows .en")["y"]
    assert page.find_element(By.TAG_NAME, "body").value_of_css_property("direction") == "rtl"


def test_the_order_is_remembered(look):
    """The choice is still there the next day."""
    choose(look(), "ar")
    assert look().find_element(By.ID, "ar-first").is_selected()
    choose(look(), "en")
    assert look().find_element(By.ID, "en-first").is_selected()


def test_a_sentence_is_copied_with_its_source(look, browser):
    """The copy has both languages, citation, outlet, date, URL and title, and none of our marks."""
    origin = {"origin": "file://", "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.execute_cdp_cmd("Browser.grantPermissions", origin)
    page = look()
    button = page.find_elements(By.CSS_SELECTOR, "article .copy")[3]
    button.click()
    copied = page.execute_async_script("const done = arguments[0]; navigator.clipboard.readText().then(done, done)")
    english, arabic, source, title = copied.split("\n")
    assert english == "Machine English"
    assert arabic == "فاز الفريق 2-1 على ضيفه مساء السبت."
    assert source.startswith("[2.1] Wakala, Salma, date not given, https://example.org/a-very-long-address/")
    assert title == "Briefing / الموجز, 2026-11-21"
    assert button.text == "copied"


def test_a_sentence_of_a_story_is_copied_with_its_own_source(look, browser):
    """That of the article that it is from, which is not the one with the headline; without what is said below it."""
    origin = {"origin": "file://", "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.execute_cdp_cmd("Browser.grantPermissions", origin)
    page = look("stories")
    row = page.find_element(By.XPATH, "//*[@id='point-19-2']/ancestor::div[@class='row']")
    row.find_element(By.CSS_SELECTOR, ".copy").click()
    copied = page.execute_async_script("const done = arguments[0]; navigator.clipboard.readText().then(done, done)")
    english, arabic, source, _ = copied.split("\n")
    assert english == "Traders complained that the old street was closed all summer."
    assert arabic == "وشكا تجار من إغلاق الشارع القديم طوال الصيف."
    assert source.startswith("[19.2] Al-Qala, 21 November 2026, 12:05 UTC+3, https://19.example/")
    assert not page.find_elements(By.CSS_SELECTOR, ".differ .copy")


def test_a_button_moves_no_lines(look):
    """Elements added by a script do not shift the text."""
    without = look(script=False).find_elements(By.CSS_SELECTOR, "article .rows > .row")
    before = [row.rect for row in without]
    after = [row.rect for row in look().find_elements(By.CSS_SELECTOR, "article .rows > .row")]
    assert after == before


def test_keyboard_reaches_everything(look):
    """Each link, choice and button can be reached with the tab key and shows its focus."""
    page = look()
    wanted = page.execute_script(
        "return [...document.querySelectorAll('a[href], input:checked, button, summary')].filter((e) => e.checkVisibility()).length"
    )
    reached = set()
    for _ in range(wanted + 2):
        page.switch_to.active_element.send_keys(Keys.TAB)
        focus = page.switch_to.active_element
        if focus.tag_name != "body":
            assert focus.value_of_css_property("outline-style") != "none", focus.get_attribute("outerHTML")
            reached.add(focus.id)
    assert len(reached) == wanted


def test_the_skip_link_leads_to_the_articles(look):
    """It is the first tab stop, and visible only while it has the focus."""
    page = look()
    page.switch_to.active_element.send_keys(Keys.TAB)
    skip = page.switch_to.active_element
    assert skip.text == "Skip to the articles"
    assert skip.rect["width"] > 50
    skip.send_keys(Keys.ENTER)
    assert page.current_url.endswith("#articles")


def test_printing_hides_the_controls(look):
    """The browser's print preview looks like the PDF: no buttons, white paper, dark ink."""
    page = look(dark=True)
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    assert not [e for e in page.find_elements(By.CSS_SELECTOR, ".copy, .controls, .skip") if e.is_displayed()]
    body = page.find_element(By.TAG_NAME, "body")
    assert body.value_of_css_property("color") == "rgba(28, 27, 25, 1)"
    assert body.value_of_css_property("background-color") == "rgba(0, 0, 0, 0)"


def test_ten_articles_are_small(pages):
    """Ten articles of four sentences, including fonts, take at most 300 KB."""
    sentences = [
        f"قال المتحدث باسم الوزارة إن المشروع رقم {n} سيبدأ في مطلع العام المقبل بتكلفة تبلغ نحو {n + 20} مليون دولار."
        for n in range(4)
    ]
    english = [
        f"The ministry's spokesman said that project {n} will start early next year at a cost of about {n + 20} million dollars."
        for n in range(4)
    ]
    entries = [
        entry(
            str(n),
            article(*sentences, name=chr(96 + n), outlet="وكالة", url=f"https://example.org/{n}"),
            points=[human(en) for en in english],
        )
        for n in range(1, 11)
    ]
    size = len(Documents(LayoutSettings()).html(record(*entries)).encode())
    assert size <= 300_000, size
