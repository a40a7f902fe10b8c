"""Text after the last sentence, between the paragraphs, and in every article of an outlet."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from reporter import clean
from reporter.model import RawArticle, Source

SOURCE = Source(path="a.txt", sha256="0" * 64, retrieved_at=datetime(2026, 11, 21, tzinfo=UTC))
TITLE = "افتتاح مكتبة عامة في حي الصيادين"
BODY = (
    "افتتح رئيس البلدية صباح أمس مكتبة عامة في حي الصيادين بعد أعمال استمرت ثلاث سنوات.",
    "وقال إن المكتبة تضم أربعين ألف كتاب وقاعة للأطفال وأخرى للمخطوطات القديمة.",
    "وأضاف أن أبوابها ستبقى مفتوحة كل يوم حتى التاسعة مساء بلا أي رسوم.",
    "ويعمل في المكتبة اثنا عشر موظفا تدربوا شهرين على خدمة القراء.",
)
PROMOTION = (
    "نزلوا تطبيق ضفاف لتصلكم آخر الأخبار لحظة بلحظة.",
    "للاشتراك في خدمة الرسائل القصيرة أرسلوا كلمة ضفاف من هواتفكم",
    "انضموا إلى قناتنا على واتساب لمتابعة كل جديد.",
    "يمكنكم متابعتنا أيضا عبر صفحتنا على فيسبوك.",
    "ما رأيكم؟ شاركونا تعليقاتكم في الأسفل!",
    "هل أعجبك الخبر؟ اشترك في نشرتنا البريدية",
)
NOTES = (
    "جميع المقالات المنشورة تعبر عن آراء أصحابها ولا تعبر بالضرورة عن رأي الصحيفة.",
    "* الآراء الواردة أعلاه تمثل رأي كاتبها وحده",
    "ما يكتبه القراء هنا هو رأيهم ولا يتحمل الموقع مسؤولية عنه.",
    "*نقلا عن ضفاف",
    "نقلا عن صحيفة ضفاف المغربية",
    "* باحث في شؤون المكتبات",
    "#مكتبة #ضفاف #ثقافة",
    "مكتبات، حي الصيادين، ثقافة، أطفال",
    "رابط الخبر في صحيفة ضفاف: افتتاح مكتبة عامة",
)
LAST_SENTENCES = (
    "وتابع رئيس البلدية قوله إن التطبيق الجديد سيتيح استعارة الكتب من الهاتف.",
    "وحمل المشاركون لافتات كتبوا عليها أسماء كتبهم المفضلة.",
    "وسجلت المكتبة في يومها الأول ألف زائر.",
    "وقال: «يمكنكم أن تأتوا متى شئتم، فالمكتبة مكتبتكم».",
    "وقال رئيس تحرير الصحيفة إن المقال يعبر عن رأي كاتبه.",
    "ونشرت المكتبة صور الافتتاح على صفحتها في فيسبوك.",
    "المكتبة هدية الحي لأطفاله، والكتاب صديق لا يغيب.",
    "ويضم الحي مدرسة، وسوقا، وميناء.",
    "الباحث في شؤون المكتبات سامي الجندي حضر الافتتاح أيضا.",
)


@cache
def _noise():
    return clean.load()


def _cleaned(lines, title=TITLE, **source):
    raw = RawArticle(source=replace(SOURCE, **source), title=title, deck=None, text="\n".join(lines), encoding="utf-8")
    return clean.clean(raw, _noise())


@pytest.mark.parametrize("trailer", PROMOTION + NOTES)
@pytest.mark.parametrize("behind", [(), ("اشتركوا في قناتنا على يوتيوب.",)])
def test_text_after_the_last_sentence_is_removed(trailer, behind):
    """Promotions, policies, credits and tags are removed, one or several of them."""
    assert _cleaned([*BODY, trailer, *behind]).text == "\n".join(BODY)


@pytest.mark.parametrize("trailer", ["رابط الخبر بصحيفة ضفاف: افتتاح مكتبة", "للمزيد من الأخبار تابعوا صفحتنا"])
def test_a_note_after_the_last_sentence_is_removed(trailer):
    """It is in the same paragraph."""
    assert _cleaned([*BODY[:-1], f"{BODY[-1]} {trailer}"]).text == "\n".join(BODY)


@pytest.mark.parametrize("last", LAST_SENTENCES)
def test_a_last_sentence_is_kept(last):
    """It may resemble a note, because people in articles also subscribe, follow and hold opinions."""
    assert _cleaned([*BODY, last]).text == "\n".join([*BODY, last])


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("ليلى الحسن، كاتبة وباحثة في تاريخ المكتبات", "ليلى الحسن"),
        ("* ليلى الحسن كاتبة من بيروت.", "ليلى الحسن"),
        ("المقال يعبر عن رأي الكاتبة ليلى الحسن", "ليلى الحسن"),
        ("* كاتبة وباحثة في تاريخ المكتبات", None),
    ],
)
def test_a_note_names_the_writer(note, author):
    """The name is that of the author, and the note is not a sentence."""
    article = _cleaned([*BODY, note])
    assert (article.text, article.source.author) == ("\n".join(BODY), author)


@pytest.mark.parametrize(
    "links",
    [
        ["اقرأ.. بلدية الميناء تطلب شراء سبعة آلاف كتاب جديد من معرض العاصمة قبل نهاية العام"],
        ["سكان الحي القديم يحتجون على إغلاق مدرستهم الوحيدة قبل أيام من بداية العام الدراسي الجديد"],
        ["سكان الحي القديم يحتجون على إغلاق مدرستهم الوحيدة أمس", "لماذا ترتفع أسعار الورق؟", "صور من معرض الكتاب"],
    ],
)
def test_headlines_of_other_articles_between_paragraphs_are_removed(links):
    """They are lines without a final mark in texts in which every paragraph has one."""
    article = _cleaned([*BODY[:2], *links, *BODY[2:]])
    assert (article.text, article.headings) == ("\n".join(BODY), ())


@pytest.mark.parametrize(
    "line",
    [
        "وأكد رئيس البلدية أمام الحاضرين أن المجلس سيفتتح مكتبتين أخريين في العام المقبل",
        "تعتزم البلدية بناء مكتبة ثانية في شرق المدينة قبل نهاية العام المقبل بكلفة مليون دينار",
        "ما الذي يدفع بلدية صغيرة إلى أن تنفق كل هذا المال على مكتبة في هذا الوقت الصعب؟",
    ],
)
def test_a_sentence_without_its_full_stop_is_kept(line):
    """It begins with a verb, as sentences do; a question may be an interviewer's."""
    article = _cleaned([*BODY[:2], line, *BODY[2:]])
    assert line in (*article.text.split("\n"), *(heading.text for heading in article.headings))


def _run(count, outlet="ضفاف", first="", last="تصدر ضفاف عن مؤسسة النهر للصحافة منذ عام 1990."):
    lines = [f"افتتحت البلدية صباح أمس المكتبة رقم {{}} في حي الصيادين بعد أعمال طويلة. {BODY[1]}", *BODY[2:]]
    return [
        _cleaned([*([first] if first else []), lines[0].format(n), *lines[1 : 1 + n % 2], last], outlet=outlet)
        for n in range(count)
    ]


def test_a_last_line_shared_by_three_articles_is_boilerplate():
    """Spans, paragraphs and texts of the rest are valid."""
    articles = _run(3)
    mended = clean.without_repeated(articles)
    assert [article.text for article in mended] == [article.text.rpartition("\n")[0] for article in articles]
    for article in mended:
        assert article.sentence_text(0).startswith("افتتحت البلدية")
        assert all(
            s.span.end <= len(article.text) and s.paragraph < len(article.text.split("\n")) for s in article.sentences
        )


def test_a_shared_first_line_is_removed_and_spans_move():
    """The sentences are those that followed it."""
    mended = clean.without_repeated(
        _run(3, first="ضفاف نافذتكم على أخبار المدينة وأهلها كل صباح منذ ثلاثين عاما.", last=BODY[3])
    )
    for number, article in enumerate(mended):
        assert (
            article.sentence_text(0) == f"افتتحت البلدية صباح أمس المكتبة رقم {number} في حي الصيادين بعد أعمال طويلة."
        )
        assert article.text.count("\n", 0, article.sentences[-1].span.start) == article.sentences[-1].paragraph


def test_fewer_than_three_articles_of_an_outlet_prove_nothing():
    """Two articles, two outlets, or copies of one article are not enough."""
    several = [*_run(2), *_run(2, outlet="الشاطئ")]
    copies = _run(1) * 3
    assert clean.without_repeated(several) == tuple(several)
    assert clean.without_repeated(copies) == tuple(copies)
