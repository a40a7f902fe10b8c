"""Cleaning as a whole: properties of every text."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reporter import clean
from reporter.language.arabic.letters import clean_characters
from reporter.model import Article, RawArticle, Skipped, Source

SOURCE = Source(path="a.txt", sha256="0" * 64, retrieved_at=datetime(2026, 11, 21, tzinfo=UTC))
LINES = (
    "افتتاح خط قطار جديد بين المدينتين",
    "الرحلة تستغرق أربعين دقيقة فقط بدلا من ساعتين كاملتين",
    "دبي - الشرق",
    "القاهرة (رويترز) - قالت وزارة النقل إن الخط الجديد سينقل عشرين ألف راكب كل يوم.",
    "غزة - عمان - بترا - رويترز - قالت الوزارة.",
    "افتتحت وزارة النقل صباح اليوم خط القطار الجديد الذي يربط بين المدينتين، بعد عمل استمر ثلاث سنوات.",
    "وقال الوزير إن الخط سينقل عشرين ألف راكب كل يوم، وأضاف أن التذكرة ستكون رخيصة.",
    "ويضم الخط سبع محطات أكبرها محطة الميدان التي تتسع لثلاثة آلاف راكب في الساعة الواحدة",
    "محطات جديدة",
    "ماذا بعد؟",
    "ويشمل ذلك:",
    "- محطة الميدان",
    "اقرأ أيضاً",
    "اقرأ أيضاً: قطار جديد",
    "الوسوم",
    "قطارات",
    "شارك",
    "أضف تعليقا",
    "ركاب ينتظرون على رصيف المحطة (رويترز)",
    "ركاب ينتظرون على رصيف المحطة",
    "الرئيسية > أخبار",
    "المصدر: الجزيرة",
    "كتب: محمد سالم",
    "18 ديسمبر 2025",
    "Reuters",
    "نعم.",
    "",
)
texts = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=14).map("\n".join)


@cache
def _noise():
    return clean.load()


def _raw(text, title=None, deck=None, headings=(), source=SOURCE):
    return RawArticle(source=source, title=title, deck=deck, text=text, encoding="utf-8", headings=headings)


@settings(max_examples=400, deadline=None)
@given(text=texts, title=st.none() | st.sampled_from(LINES[:2]) | st.text(max_size=20), marked=st.booleans())
def test_any_text_is_an_article_or_skipped(text, title, marked):
    """Nothing raises; spans are valid, the text has clean characters, and paragraphs are not empty."""
    found = clean.clean(_raw(text, title, headings=("محطات جديدة",) if marked else ()), _noise())
    if isinstance(found, Skipped):
        assert found.reason
        return
    assert clean_characters(found.text) == found.text
    assert unicodedata.is_normalized("NFC", found.title_ar)
    assert found.title_ar
    assert all(paragraph.strip() == paragraph != "" for paragraph in found.text.split("\n"))
    assert found.sentences
    end = 0
    for sentence in found.sentences:
        assert end <= sentence.span.start < sentence.span.end <= len(found.text)
        assert found.text.count("\n", 0, sentence.span.start) == sentence.paragraph
        end = sentence.span.end


def _cleaned_twice(text, headings=()):
    """Return an article and the result of cleaning its text again under the same headline."""
    first = clean.clean(_raw(text, headings=headings), _noise())
    if isinstance(first, Skipped):
        return first, first
    title = None if first.title_derived else first.title_ar
    return first, clean.clean(_raw(first.text, title, first.deck_ar, source=first.source), _noise())


def test_one_removal_may_enable_another():
    """When a heading between two equal items is removed, they turn out to be a repeated caption."""
    item, heading = "- محطة الميدان الكبرى", "محطات جديدة"
    first, again = _cleaned_twice("\n".join([LINES[5], item, heading, item, LINES[6]]), headings=(heading,))
    assert again.text == first.text == f"{LINES[5]}\n{LINES[6]}"


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_cleaning_is_idempotent(text):
    """Cleaning the text of an article again under the same headline does not change it."""
    first, again = _cleaned_twice(text)
    if isinstance(first, Article):
        assert isinstance(again, Article)
        assert again.text == first.text
        assert again.title_ar == first.title_ar


def test_a_subheading_after_a_marked_list_is_not_an_item():
    """After items with markers, a line without one ends the list."""
    lines = [LINES[5], "ينصح الدليل بغسل اليدين في الحالات الآتية:", "- قبل تناول الطعام", "ثالثا: التهوية", LINES[6]]
    article = clean.clean(_raw("\n".join(lines)), _noise())
    assert [heading.text for heading in article.headings] == ["ثالثا: التهوية"]


@pytest.mark.parametrize(
    "head",
    [
        "From: news@agency.example\nTo: desk@example.org\nSubject: {}\nDate: Wed, 18 Nov 2026 09:12:00 +0200\n\n",
        "من: وكالة النيل للأنباء\nإلى: قائمة المشتركين\nالموضوع: {}\nالتاريخ: 18 نوفمبر 2026\n\n",
    ],
)
def test_mail_headers_provide_title_and_day(head):
    """The subject is the title; sender and recipients are not part of the article."""
    article = clean.clean(_raw(head.format(LINES[0]) + f"{LINES[5]}\n\n{LINES[6]}"), _noise())
    assert (article.title_ar, article.title_derived, article.deck_ar) == (LINES[0], False, None)
    assert article.text == f"{LINES[5]}\n{LINES[6]}"
    assert article.source.published_at == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("line", "day"),
    [("2026-11-14 10:30", date(2026, 11, 14)), ("2026-11-14", date(2026, 11, 14)), ("05/06/2026", date(2026, 6, 5))],
)
def test_a_numeric_date_alone_on_a_line_is_the_articles_date(line, day):
    """The day comes before the month, as on pages."""
    article = clean.clean(_raw("\n".join([LINES[0], line, LINES[5], LINES[6]])), _noise())
    assert (article.title_ar, article.source.published_at) == (LINES[0], day)
    assert article.text == f"{LINES[5]}\n{LINES[6]}"


def test_a_dateline_may_end_with_the_agency_in_brackets():
    """Xinhua writes it like this, without a dash."""
    article = clean.clean(_raw(f"{LINES[0]}\nبكين 20 نوفمبر 2026 (شينخوا) {LINES[5]}"), _noise())
    source = article.source
    assert (source.place, source.outlet, source.published_at) == ("بكين", "شينخوا", date(2026, 11, 20))
    assert article.text == LINES[5]


HEADLINES = ("إصابات جديدة", "تسجيل إصابات جديدة في العاصمة", "الصحة تعلن حصيلة الأسبوع الماضي من الإصابات الجديدة")
UNDER = (
    "القرار جاء متوافقا مع توقعات المحللين",
    "اللقاح متوفر",
    "الوزارة تدعو إلى أخذ اللقاح قبل حلول الشتاء",
    "لقاح الشتاء:",
    "القاهرة - رويترز",
    "كتب: محمد سالم",
    "18 ديسمبر 2025",
)
BODY = (
    LINES[5],
    LINES[6],
    "أولا: التطعيم",
    "ثانيا: غسل اليدين",
    "ينصح الدليل بغسل اليدين بالماء والصابون مدة عشرين ثانية على الأقل:",
    "- قبل تناول الطعام",
    "هل انتهى الوباء؟",
    'The minister said: "We are ready for the winter."',
)
FACTS = {"القاهرة - رويترز", "كتب: محمد سالم", "18 ديسمبر 2025"}


@settings(max_examples=200, deadline=None)
@given(
    headline=st.sampled_from(HEADLINES),
    under=st.lists(st.sampled_from(UNDER), max_size=4, unique=True),
    body=st.lists(st.sampled_from(BODY), max_size=6, unique=True),
    blank=st.booleans(),
)
def test_no_line_of_an_article_without_noise_is_lost(headline, under, body, blank):
    """Each line is in the title, the deck, a heading, the text or the facts of the dateline.

    Two words above a longer line are not in the property: on most sites they name the section.
    """
    assume(headline != HEADLINES[0] or not {UNDER[0], UNDER[2]} & set(under))
    last = "وختم الوزير بالقول إن الخط الجديد سيفتح أمام الركاب في مطلع الشهر المقبل."
    lines = [headline, *under, "وصل الوزير صباح اليوم إلى المدينة الساحلية لافتتاح المحطة الجديدة.", *body, last]
    article = clean.clean(_raw(("\n\n" if blank else "\n").join(lines)), _noise())
    assert isinstance(article, Article)
    kept = {article.title_ar, article.deck_ar, *(h.text for h in article.headings), *article.text.split("\n")}
    assert [line for line in lines if line not in kept | FACTS] == []
    assert headline in (article.title_ar, article.deck_ar)
    source = article.source
    assert [source.place, source.author, source.published_at is not None] == [
        "القاهرة" if UNDER[4] in under else None,
        "محمد سالم" if UNDER[5] in under else None,
        UNDER[6] in under,
    ]


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("الصبر\nد. ليلى الحسن", ("الصبر", None, "د. ليلى الحسن", None)),
        ("دمشق الأهرام\nليلى الحسن", ("دمشق الأهرام", None, "ليلى الحسن", None)),
        (f"{LINES[0]}\nليلى الحسن\nكاتبة وباحثة في شؤون النقل", (LINES[0], None, "ليلى الحسن", None)),
        (f"{LINES[0]}\nليلى الحسن\nسامي الجندي", (LINES[0], None, "ليلى الحسن، سامي الجندي", None)),
        (f"{LINES[0]}\nليلى الحسن ـ بيروت", (LINES[0], "بيروت", "ليلى الحسن", None)),
        (f"{LINES[0]}\nليلى الحسن – ضفاف اليوم", (LINES[0], None, "ليلى الحسن", "ضفاف اليوم")),
        (f"{LINES[0]}\n{LINES[1]}\nبيروت: ليلى الحسن", (LINES[0], "بيروت", "ليلى الحسن", None)),
    ],
)
def test_a_byline_is_neither_headline_nor_deck(head, facts):
    """A headline of one or two words is still the headline; author, place and outlet are separated."""
    article = clean.clean(_raw(f"{head}\n{LINES[5]}\n{LINES[6]}"), _noise())
    source = article.source
    assert (article.title_ar, source.place, source.author, source.outlet) == facts
    assert article.deck_ar == (LINES[1] if LINES[1] in head else None)
    assert article.text == f"{LINES[5]}\n{LINES[6]}"


@pytest.mark.parametrize(
    ("byline", "facts"),
    [
        ("ليلى الحسن - بيروت", ("بيروت", "ليلى الحسن")),
        ("(بيروت - ضفاف)", ("بيروت", None)),
        ("صحيفة ضفاف", (None, None)),
        ("ضفاف", (None, None)),
        ("difaf_admin", (None, None)),
        ("ليلى الحسن، ضفاف", (None, "ليلى الحسن")),
    ],
)
def test_the_author_field_of_a_page_is_read_as_a_byline(byline, facts):
    """The outlet, its desks and accounts are not authors, and a place is recognised."""
    raw = replace(_raw(f"{LINES[5]}\n{LINES[6]}", LINES[0], source=replace(SOURCE, outlet="ضفاف")), byline=byline)
    source = clean.clean(raw, _noise()).source
    assert (source.place, source.author) == facts


@pytest.mark.parametrize(
    "opening",
    [
        "قالت صحيفة ضفاف: الوزارة ستفتح الخط الجديد أمام الركاب في الشهر المقبل.",
        "ردت قناة ضفاف - التي تبث من الساحل - بأن الخبر لم يكن دقيقا.",
        "رئيس وكالة النقل: الخط الجديد سيفتح أمام الركاب في الشهر المقبل.",
        "بيروت - المدينة القديمة - تستعد لافتتاح الخط الجديد في الشهر المقبل.",
    ],
)
def test_no_part_of_a_sentence_becomes_metadata(opening):
    """The speaker stays in the sentence."""
    article = clean.clean(_raw(f"{LINES[0]}\n\n{opening}\n\n{LINES[6]}"), _noise())
    assert article.text == f"{opening}\n{LINES[6]}"
    assert (article.source.place, article.source.author, article.source.outlet) == (None, None, None)


def test_a_line_about_the_subject_of_the_article_is_not_a_byline():
    """The subject of an article is not its author, unless the line says so."""
    about, body = "زياد الجندي - الأسطورة", "ودع الجمهور أمس المطرب زياد الجندي الذي رحل عن سبعين عاما بعد مرض طويل."
    article = clean.clean(_raw(f"{LINES[0]}\n{about}\n{body}\n{LINES[6]}"), _noise())
    assert about in (article.title_ar, article.deck_ar)
    assert article.source.author is None
    article = clean.clean(_raw(f"{LINES[0]}\nبقلم: زياد الجندي\n{body}\n{LINES[6]}"), _noise())
    assert article.source.author == "زياد الجندي"


@pytest.mark.parametrize("text", ["عاجل: إغلاق الميناء بسبب العاصفة", "إغلاق الميناء الشرقي حتى إشعار آخر"])
def test_a_single_line_is_a_news_flash(text):
    """Without a full stop it looks like a headline, but there is no other text that could be the news."""
    made = clean.clean(_raw(text), _noise())
    assert isinstance(made, Article)
    assert made.title_derived
    assert [made.sentence_text(number) for number in range(len(made.sentences))] == [text]


def test_a_single_line_of_a_few_words_is_not_a_news_flash():
    """A name alone is not news."""
    assert isinstance(clean.clean(_raw("سالم العلي"), _noise()), Skipped)


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("الهلال يضم المهاجم البرازيلي في صفقة قياسية", "nothing"),
        ("محادثات الوزارة حول الديون والاحتياطي الأجنبي", "a heading"),
        ("مخاوف التجار قبل الأعياد", "a heading"),
    ],
)
def test_a_headline_of_another_article_is_not_a_heading(line, becomes):
    """It is alone between finished paragraphs and has nothing in common with those below it."""
    text = (
        "وصل وفد المصرف المركزي إلى العاصمة أمس لبحث سعر الصرف مع وزير المالية.",
        line,
        "وتقول مصادر في الوزارة إن المحادثات ستتناول الاحتياطي من العملات الأجنبية والديون.",
        "وكان سعر الصرف قد هبط في الأسبوع الماضي إلى أدنى مستوى منذ ثلاثة أعوام.",
        "ويأمل التجار في أن تستقر السوق قبل موسم الأعياد في الشهر المقبل.",
    )
    article = clean.clean(_raw("\n".join(text), "المصرف المركزي يبحث سعر الصرف"), _noise())
    assert [heading.text for heading in article.headings] == ([line] if becomes == "a heading" else [])
    assert len(article.sentences) == 4


def test_a_list_under_the_headline_has_no_deck():
    """The items that a line introduces are text, also when nothing but the headline is above them."""
    introduced, item = "ويشمل ذلك:", "إعادة بناء ثلاث محطات في الضواحي"
    first, again = _cleaned_twice(f"{LINES[0]}\nدبي - الشرق\n{introduced}\n{item}\n{LINES[5]}")
    assert again.text == first.text == f"{introduced}\n{item}\n{LINES[5]}"
    assert again.deck_ar is None


FLASHES = (
    "قطعت السيول الطريق الساحلي عند ثلاثة مواضع قرب الجسر",
    "أجلت فرق الدفاع المدني سبعين شخصا من الحي القديم",
    "دعت الأرصاد السكان إلى تجنب الأودية حتى مساء الجمعة",
)


@pytest.mark.parametrize("title", ["سيول على الساحل الغربي", "عاجل | سيول تقطع الطريق الساحلي ليلا وتحاصر السيارات"])
def test_the_headline_of_a_text_without_full_stops(title):
    """It is shorter than the lines below it, or has a label."""
    article = clean.clean(_raw("\n".join((title, *FLASHES))), _noise())
    assert (article.title_ar, article.title_derived) == (title, False)
    assert article.text == "\n".join(FLASHES)


def test_headlines_in_a_row_have_no_headline():
    """Every line is quoted, also the first, from which the title is taken."""
    article = clean.clean(_raw("\n".join(FLASHES)), _noise())
    assert (article.title_ar, article.title_derived) == (FLASHES[0], True)
    assert article.text == "\n".join(FLASHES)


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [("جوبا / أتيم لوال / الأناضول", "أتيم لوال", "الأناضول"), ("جمانة الريدي | الفرات", "جمانة الريدي", "الفرات")],
)
def test_a_byline_below_the_headline_is_neither_a_caption_nor_a_list_of_sections(line, author, outlet):
    """Further down, a line with an agency at its end is the credit of a picture."""
    title, *text = "افتتاح السوق الجديد في المدينة", *(f"{flash}." for flash in FLASHES)
    article = clean.clean(_raw("\n".join((title, line, *text))), _noise())
    assert (article.source.author, article.source.outlet, article.deck_ar) == (author, outlet, None)
    article = clean.clean(_raw("\n".join((title, text[0], line, *text[1:]))), _noise())
    assert article.text == "\n".join(text)
