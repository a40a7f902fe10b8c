"""Text that would change its direction is isolated, and no text is lost."""

import re
from html import unescape

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reporter.render.words.direction import (
    arabic,
    arabic_plain,
    breakable,
    digits_ar,
    english,
    english_plain,
    is_web_address,
)

AWKWARD = "بحAc12 ()[]«»“”\"'.,:;-+%°#@/&!?،؛؟\n\u200c\u200d\ufe0f\u00ad\u202e\U0001f600"


def isolated(html):
    return re.findall(r'<bdi dir="ltr">(.*?)</bdi>', str(html))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("فاز 2-1 على ضيفه", ["2-1"]),
        ("في موسم 2025-2026 وموسم 2024–2025", ["2025-2026", "2024–2025"]),
        ("هاتف +966-55-123-4567 للاستفسار", ["+966-55-123-4567"]),
        ("هاتف 00966 55 123 4567", ["00966 55 123 4567"]),
        ("للاستفسار (02) 2794-1234 أو (+962) 6 555 0123", ["(02) 2794-1234", "(+962) 6 555 0123"]),
        ("بين 10%-15% من الناخبين", ["10%-15%"]),
        ("بلغت الحرارة -5 درجات", ["-5"]),
        ("انظر https://example.org/a-b?c=1، ثم", ["https://example.org/a-b?c=1"]),
        ("بعرض 20×30 مترا و4×4", []),
        ("فيروس كوفيد-19 وطائرة إف-16 ورؤية-2030", []),
        ("شبكة 5G بارتفاع 1.5°C من CO₂ لكل m²", ["5G", "1.5°C", "CO₂", "m²"]),
        ("غاز H2O. ومجموعة G7.", ["H2O", "G7"]),
        ("تابعة ل U.N. في جنيف", ["U.N."]),
        ("بسعر $250 أو و€30 أو 40 €", ["$250", "€30", "40 €"]),
        ("بين 10-15% و3.5% أو 10%-15%", ["10-15", "10%-15%"]),
        ("هاتف 011-765-4321 وحساب 1234-5678-9012", ["011-765-4321", "1234-5678-9012"]),
        ("لاعب بايرن München في José Martí وSão Paulo", ["München", "José Martí", "São Paulo"]),
        ("البريد press-desk@example.org فقط", ["press-desk@example.org"]),
        ("قالت NASA إن James Webb وصل", ["NASA", "James Webb"]),
        ("في 21/11/2026 عند 09:15 بنسبة 53% من 1,000.5", []),
    ],
)
def test_left_to_right_runs_are_isolated_in_arabic(text, runs):
    """Scores, seasons, telephone numbers, URLs and names keep their order; other text stays plain."""
    assert isolated(arabic(text)) == runs


def indic(text):
    return arabic(text, "arabic-indic")


def test_markup_in_text_is_text():
    """HTML and Jinja in a headline are printed, never interpreted."""
    for show in (arabic, english, breakable):
        html = str(show('<script>alert("x")</script> {{ 7*7 }}'))
        assert "<script" not in html
        assert unescape(re.sub(r"<[^>]*>", "", html)) == '<script>alert("x")</script> {{ 7*7 }}'


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8", exclude_categories=["Cc"]), st.sampled_from(AWKWARD))))
def test_no_printable_character_is_lost(text):
    """Isolation adds elements and takes away only what is never printed, whatever the marks."""
    for show, same in ((arabic, digits_ar), (indic, digits_ar), (english, str), (breakable, str)):
        shown = unescape(re.sub(r"<[^>]*>", "", str(show(text))))
        assert visible(same(shown)) == visible(same(text))
    for show in (arabic_plain, english_plain):
        assert visible(digits_ar(show(text))) == visible(digits_ar(text))


def visible(text):
    """Return `text` without formats and selectors."""
    return "".join(c for c in text if not regex.match(r"\p{Default_Ignorable_Code_Point}", c))


def test_an_emoji_is_left_to_the_readers_machine():
    """A sign of the text is a sign on the page, with what shapes it."""
    for sign in ("\U0001f600", "✔\ufe0f", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "1\ufe0f\u20e3"):
        assert arabic(f"خبر {sign} عاجل") == f"خبر {sign} عاجل"


@pytest.mark.parametrize(
    ("url", "is_one"), [("https://a.example", True), ("javascript:alert(1)", False), (None, False)]
)
def test_only_web_addresses_become_links(url, is_one):
    """A saved page must not smuggle a script into the briefing."""
    assert is_web_address(url) is is_one


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("فاز 2-1 في موسم 2025-2026", "فاز ٢-١ في موسم ٢٠٢٥-٢٠٢٦"),
        ("في 21/11/2026 عند 09:15", "في ٢١/١١/٢٠٢٦ عند ٠٩:١٥"),
        ("بنسبة 3.5% من 1,200 دولار", "بنسبة ٣٫٥٪ من ١٬٢٠٠ دولار"),
        ("اتصل على +966 11 234 5678 الآن", 'اتصل على <bdi dir="ltr">+966 11 234 5678</bdi> الآن'),
        ("بلغت -5 درجات", "بلغت -٥ درجات"),
        ("هاتف iPhone 15 بسعر 799", 'هاتف <bdi dir="ltr">iPhone 15</bdi> بسعر ٧٩٩'),
        ("الساعة ٩ مساء", "الساعة ٩ مساء"),
        ("هاتف 011-765-4321", 'هاتف <bdi dir="ltr">011-765-4321</bdi>'),
        ("حساب 1234-5678-9012", 'حساب <bdi dir="ltr">1234-5678-9012</bdi>'),
        ("فيروس كوفيد-19", "فيروس كوفيد-١٩"),
    ],
)
def test_numbers_in_arabic_indic_digits(text, shown):
    """Figures, dates, scores and percentages follow the words; Latin and left-to-right text keeps Western digits."""
    assert indic(text) == shown


def test_western_digits_do_not_depend_on_the_outlet():
    """An edition has one kind of digits: an outlet's ٣٧٧ is printed as 377."""
    assert arabic("قتل ٣٧٧ شخصا بنسبة ٣٫٥٪") == "قتل 377 شخصا بنسبة 3.5%"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('for وحركة "حماس" now', ['وحركة "حماس"']),
        ("for مجلس (الأمن) now", ["مجلس (الأمن)"]),
        ("says “الشرق” now", ["الشرق"]),
        ("فرانس 24", ["فرانس 24"]),
    ],
)
def test_quotation_marks_inside_arabic_stay_with_it(text, shown):
    """Marks around a word in an Arabic phrase belong to the phrase, those around the phrase to the English."""
    assert [unescape(run) for run in re.findall(r'<bdi dir="rtl" lang="ar">(.*?)</bdi>', english(text))] == shown
