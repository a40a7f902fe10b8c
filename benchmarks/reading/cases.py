"""Invented pages of the kinds that people save, and what is right for each.

Every case is a page built from the same few sentences, so that what differs is the kind alone. ``right`` says what a
careful reader would note; what it leaves out is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

TITLE = "افتتاح صالة جديدة في مطار الوادي"
FIRST = "افتتحت هيئة المطارات صباح اليوم صالة جديدة للمسافرين في مطار الوادي، تتسع لأربعة آلاف راكب في الساعة."
SECOND = "وقال مدير المطار هاني الصباغ إن الصالة الجديدة ستقصر مدة الانتظار إلى النصف، مضيفا أن العمل استمر عامين."
THIRD = "وتضم الصالة ثلاثين نافذة للجوازات، وعشرة سيور للأمتعة، ومواقف تتسع لألفي سيارة."
LAST = "وكانت الصالة القديمة قد أغلقت في الربيع الماضي بعد شكاوى المسافرين من الازدحام."
DECK = "الصالة تتسع لأربعة آلاف راكب وتضم ثلاثين نافذة"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p>"
OTHERS = (
    "المنتخب يبلغ نصف النهائي بعد مباراة مثيرة", "تراجع أسعار النفط في ختام التعاملات", "الحكومة تقر قانونا جديدا للسكن",
    "أمطار غزيرة على المناطق الشمالية", "افتتاح معرض الكتاب في العاصمة", "ارتفاع عدد السياح خلال الصيف",
    "وزير الصحة يزور المستشفى الجديد", "اتفاق على توسيع الميناء الغربي", "طلاب يبتكرون جهازا لتنقية المياه",
    "البنك المركزي يثبت سعر الفائدة", "حريق محدود في مصنع للنسيج", "مهرجان للسينما يبدأ الخميس المقبل",
)  # fmt: skip
"""Headlines of other pages."""
NAV = (
    '<header><a href="/">الرئيسية</a><ul><li><a href="/p">سياسة</a></li><li><a href="/e">اقتصاد</a></li></ul></header>'
)
SIDE = (
    "<aside><h3>الأكثر قراءة</h3>"
    + "".join(f'<div><a href="/n{i}">{h}</a></div>' for i, h in enumerate(OTHERS))
    + "</aside>"
)
CARDS = (
    '<div class="related"><h3>مواضيع ذات صلة</h3>'
    + "".join(
        f'<div class="card"><a href="/n{i}"><img src="x.jpg"><h4>{h}</h4></a></div>' for i, h in enumerate(OTHERS)
    )
    + "</div>"
)
PLUS_3 = timezone(timedelta(hours=3))


@dataclass(frozen=True, slots=True)
class Case:
    """One page and what is right for it."""

    kind: str
    name: str
    html: str
    right: dict[str, Any]
    """``refused`` (a word of the reason); or any of title, deck, first, last, outlet, author, published, without, has."""


def cases() -> Iterator[Case]:
    """Yield every case."""
    yield from _none()
    yield from _walls()
    yield from _articles()
    yield from _titles()
    yield from _decks()
    yield from _times()
    yield from _people()


def page(body: str, head: str = f"<title>{TITLE}</title>", top: str = NAV) -> str:
    """Return a page."""
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">{head}</head><body>{top}{body}'
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def _list(shape: str, body: str, head: str = "<title>صحيفة الوادي</title>") -> Case:
    return Case("list", shape, page(body, head), {"refused": "links"})


def _none() -> Iterator[Case]:
    """Front pages, sections, tags, searches, pages of pictures."""
    all_of = lambda made: "".join(made(i, h) for i, h in enumerate(OTHERS))  # noqa: E731
    teaser = "أعلنت الجهات المعنية صباح اليوم تطورا جديدا في هذا الملف بعد اجتماع طويل عقد في العاصمة."
    yield _list(
        "cards that are links",
        all_of(lambda i, h: f'<article><a href="/n{i}"><h3>{h}</h3><p>{teaser}</p></a></article>'),
    )
    yield _list(
        "headlines over teasers",
        all_of(lambda i, h: f'<div><h3><a href="/n{i}">{h}</a></h3><p>{teaser}</p><span>قبل ساعة</span></div>'),
    )
    yield _list(
        "teasers beside each other",
        "<div>" + all_of(lambda i, h: f'<h3><a href="/n{i}">{h}</a></h3><p>{teaser}</p>') + "</div>",
    )
    yield _list("bare links", "<h1>الوادي</h1>" + all_of(lambda i, h: f'<a href="/n{i}">{h}</a>'))
    yield _list(
        "a section",
        "<h1>اقتصاد</h1><ul>"
        + all_of(lambda i, h: f'<li><a href="/n{i}"><h2>{h}</h2></a><p>{FIRST[:70]}</p></li>')
        + "</ul>",
        "<title>اقتصاد - صحيفة الوادي</title>",
    )
    yield _list(
        "a tag that calls itself an article",
        "<h1>مطار الوادي</h1>"
        + all_of(lambda i, h: f'<div><time>29 نوفمبر 2026</time><a href="/n{i}">{h}</a><div>{SECOND}</div></div>'),
        '<title>مطار الوادي</title><meta property="og:type" content="article">',
    )
    yield _list(
        "a search",
        "<h1>نتائج البحث عن: مطار</h1>" + all_of(lambda i, h: f'<p><a href="/n{i}">{h}</a><br>29/11/2026</p>'),
    )
    yield _list(
        "links behind dates",
        "<ul>" + all_of(lambda i, h: f'<li>2026-11-{i + 10} <a href="/n{i}">{h}</a></li>') + "</ul>",
    )
    yield _list(
        "a list that says so",
        all_of(lambda i, h: f"<p id={i}>{h} {teaser}</p>"),
        '<title>الأخبار</title><script type="application/ld+json">{"@type":"CollectionPage"}</script>',
    )
    yield _list(
        "the site's own address",
        all_of(lambda i, h: f'<div><a href="/n{i}">{h}</a></div>') + BODY,
        '<title>الوادي</title><link rel="canonical" href="https://wadi.example/">',
    )
    yield _list(
        "two columns",
        "<table><tr><td>"
        + all_of(lambda i, h: f'<a href="/n{i}">{h}</a><br>')
        + "</td><td>"
        + all_of(lambda i, h: f'<a href="/m{i}">{h} أيضا</a><br>')
        + "</td></tr></table>",
    )
    figures = lambda made: "".join(made(i) for i in range(6))  # noqa: E731
    for name, shots in (
        (
            "figures",
            figures(
                lambda i: (
                    f'<figure><img src="{i}.jpg"><figcaption>مسافرون ينتظرون في الصالة الجديدة (وكالة الوادي).</figcaption></figure>'
                )
            ),
        ),
        (
            "slides",
            figures(
                lambda i: (
                    f'<div class="slide"><img src="{i}.jpg"><p class="caption">مسافرون في القاعة رقم {i}</p></div>'
                )
            ),
        ),
        ("pictures with a line", figures(lambda i: f'<p><img src="{i}.jpg"></p><p>القاعة رقم {i}</p>')),
    ):
        yield Case(
            "pictures",
            name,
            page(f"<article><h1>بالصور: {TITLE}</h1>{shots}</article>{CARDS}"),
            {"refused": "captions"},
        )
    yield Case(
        "pictures",
        "a film",
        page(
            f'<article><h1>شاهد.. {TITLE}</h1><video src="a.mp4"></video><p>لحظة وصول الرحلة الأولى</p></article>{CARDS}'
        ),
        {"refused": "captions"},
    )
    yield Case(
        "pictures",
        "a player in a frame",
        page(
            f'<div><h1>{TITLE}</h1><iframe src="https://player.example"></iframe><p>تقرير: هاني الصباغ</p></div>{SIDE}'
        ),
        {"refused": "captions"},
    )


def _walls() -> Iterator[Case]:
    """Pages that are in an article's place, and articles that are cut off."""
    for kind, name, body in (
        ("robots", "checking", "<h1>لحظة من فضلك</h1><p>نتحقق من أن متصفحك آمن. يرجى تفعيل جافا سكريبت.</p>"),
        (
            "robots",
            "a riddle",
            "<h2>تأكد من أنك إنسان</h2><p>أكمل رمز التحقق أدناه. يحتاج الموقع إلى مراجعة أمان اتصالك.</p><p>Ray ID: 8aa</p>",
        ),
        (
            "robots",
            "refused",
            "<h1>تم حظر الوصول</h1><p>رصدنا نشاطا غير معتاد من عنوان IP الخاص بك. معرف الطلب 77c1.</p>",
        ),
        ("error", "not there", "<h1>404</h1><p>عذرا، لم نعثر على الصفحة التي طلبتها. ربما تم حذفها أو نقلها.</p>"),
        ("error", "broken", "<h1>حدث خطأ غير متوقع</h1><p>نأسف، الخدمة غير متاحة حاليا. حاول مرة أخرى لاحقا.</p>"),
        ("error", "closed", "<h1>الموقع تحت الصيانة</h1><p>نعود إليكم قريبا بعد انتهاء أعمال الصيانة.</p>"),
        ("error", "gone", "<h1>الصفحة غير موجودة</h1><p>الرابط غير صحيح أو قديم. يمكنك العودة إلى الرئيسية.</p>"),
        (
            "consent",
            "cookies",
            "<h1>نحن نحترم خصوصيتك</h1><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين بياناتك وعرض الإعلانات المخصصة.</p>",
        ),
        (
            "consent",
            "settings",
            "<h1>قبل المتابعة</h1><p>نطلب موافقتك على استخدام الكوكيز وفق سياسة الخصوصية. اقبل الكل أو ارفض الكل.</p>",
        ),
        (
            "signing in",
            "an account",
            "<h1>تسجيل الدخول</h1><p>أدخل بريدك الإلكتروني وكلمة المرور.</p><p>ليس لديك حساب؟ أنشئ حسابا جديدا الآن.</p>",
        ),
    ):
        yield Case("wall", f"{kind}: {name}", page(f"<div>{body}</div>", top=""), {"refused": kind})
    for name, wall in (
        ("a line", "<p>باقي المقال متاح للأعضاء فقط.</p>"),
        (
            "a box",
            '<div class="paywall"><p>هذا المحتوى متاح للمشتركين فقط.</p><p>اشترك الآن لمتابعة القراءة.</p></div>',
        ),
        (
            "a form",
            '<div class="subscribe-box"><h3>لمتابعة القراءة</h3><p>هذا المقال حصري للمشتركين. لديك اشتراك؟ سجل دخولك.</p></div>',
        ),
    ):
        yield Case(
            "paywall",
            name,
            page(f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>{wall}</article>"),
            {"last": SECOND, "remarks": ("beginning only",)},
        )
    yield Case(
        "paywall",
        "nothing else",
        page(
            f'<article><h1>{TITLE}</h1><div class="paywall"><p>هذا المحتوى متاح للمشتركين فقط.</p><p>اشترك الآن لمتابعة القراءة.</p></div></article>'
        ),
        {"refused": "subscribers"},
    )


def _articles() -> Iterator[Case]:
    """Articles in whatever shape."""
    h1 = f"<h1>{TITLE}</h1>"
    whole = {"title": TITLE, "first": FIRST, "last": LAST, "without": OTHERS, "remarks": ()}
    yield Case("article", "links all around", page(f"<main>{h1}<div>{BODY}</div></main>{SIDE}{CARDS}"), whole)
    yield Case(
        "article",
        "lines with breaks",
        page(f"<div>{h1}<div>{FIRST}<br><br>{SECOND}<br><br>{THIRD}<br><br>{LAST}</div></div>{SIDE}"),
        whole,
    )
    yield Case(
        "article",
        "set out in a table",
        page(
            f"<table><tr><td>{h1}{BODY}</td><td>{''.join(f'<a href=/n{i}>{h}</a><br>' for i, h in enumerate(OTHERS))}</td></tr></table>"
        ),
        whole,
    )
    yield Case(
        "article",
        "links in its sentences",
        page(
            f'<article>{h1}<p><a href="/t">افتتحت هيئة المطارات</a>{FIRST[len("افتتحت هيئة المطارات") :]}</p><p>{SECOND}</p><p>{LAST}</p></article>{CARDS}'
        ),
        whole,
    )
    yield Case("article", "one sentence", page(f"<div>{h1}<p>{FIRST}</p></div>{CARDS}"), whole | {"last": FIRST})
    yield Case(
        "article",
        "a flash without a full stop",
        page(f"<article>{h1}<p>{FIRST[:58]}</p></article>{CARDS}"),
        whole | {"first": FIRST[:58], "last": FIRST[:58]},
    )
    yield Case(
        "article",
        "a film above the text",
        page(f'<article>{h1}<video src="x"></video><p>{FIRST}</p><p>{LAST}</p></article>'),
        whole,
    )
    yield Case(
        "article",
        "it speaks of an error",
        page(
            f"<article><h1>عذرا.. الرحلة غير موجودة على اللوحة</h1><p>فوجئ 404 مسافرين بأن رحلتهم غير موجودة على لوحة المواعيد، ولم يتم العثور على أسمائهم في القائمة.</p><p>{SECOND}</p></article>"
        ),
        {"last": SECOND},
    )
    yield Case(
        "article",
        "it speaks of subscribers",
        page(
            f"<article>{h1}<p>{FIRST}</p><p>وأعلنت الشركة أن الخدمة ستكون متاحة للمشتركين فقط خلال الشهر الأول.</p><p>{LAST}</p></article>"
        ),
        whole,
    )
    yield Case(
        "article",
        "a letter is offered",
        page(
            f'<article>{h1}{BODY}<div class="newsletter"><p>اشترك الآن في نشرتنا البريدية ليصلك كل جديد.</p></div></article>'
        ),
        whole,
    )
    items = "<li>ثلاثون نافذة للجوازات في القاعة الشرقية.</li><li>عشرة سيور للأمتعة في الطابق الأول.</li>"
    has = {"has": ("ثلاثون نافذة للجوازات في القاعة الشرقية.", "عشرة سيور للأمتعة في الطابق الأول.")}
    for name, shape in (
        ("in the middle", f"<div>{h1}<p>{FIRST}</p><p>{SECOND}</p><ul>{items}</ul><p>{LAST}</p></div>"),
        ("numbered", f"<article>{h1}<p>{FIRST}</p><p>{SECOND}</p><ol>{items}</ol><p>{LAST}</p></article>"),
        ("right in the page", f"{h1}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><ul>{items}</ul><p>{LAST}</p>"),
        (
            "at the end",
            f"<div>{h1}<p>{FIRST}</p><p>{SECOND}</p><p>وأبرز ما تضمه الصالة:</p><ul>{items}</ul></div>{SIDE}",
        ),
    ):
        yield Case("list in an article", name, page(shape), {"first": FIRST, "without": OTHERS} | has)
    yield Case(
        "article",
        "a quotation apart",
        page(
            f"<article>{h1}<p>{FIRST}</p><blockquote>سنفتح صالة أخرى في العام المقبل إن شاء الله.</blockquote><p>{LAST}</p></article>"
        ),
        whole | {"has": ("سنفتح صالة أخرى في العام المقبل إن شاء الله.",)},
    )
    yield Case(
        "article",
        "a headline of another page inside",
        page(f'<article>{h1}<p>{FIRST}</p><p><a href="/r">{OTHERS[0]}</a></p><p>{SECOND}</p><p>{LAST}</p></article>'),
        whole,
    )
    rows = "".join(f"<tr><td>رحلة {n}</td><td>{n}:30</td><td>{n}:55</td></tr>" for n in range(6, 10))
    yield Case(
        "table",
        "of times",
        page(
            f"<article>{h1}<p>{FIRST}</p><table><tr><th>الرحلة</th><th>الوصول</th><th>الإقلاع</th></tr>{rows}</table><p>{LAST}</p></article>"
        ),
        whole | {"remarks": ("without its table",), "without": ("الوصول", "رحلة 6")},
    )
    yield Case(
        "lead",
        "apart from the body",
        page(
            f'<div><h1>{TITLE}</h1><div class="intro"><p>{FIRST}</p></div><div class="body"><p>{SECOND}</p><p>{THIRD}</p><p>{LAST}</p><p>{SECOND[2:]}</p></div></div>',
            f'<title>{TITLE}</title><meta name="description" content="{FIRST}">',
        ),
        {"first": FIRST},
    )
    yield Case(
        "data",
        "linked data alone",
        page(
            '<div id="root"></div>',
            f'<title>{TITLE}</title><script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{FIRST} {SECOND} {LAST}"}}</script>',
        ),
        whole,
    )
    yield Case(
        "data",
        "the state of a script page",
        page(
            '<div id="root"></div>',
            f'<title>{TITLE}</title><script id="__NEXT_DATA__" type="application/json">{{"props":{{"post":{{"body":"<p>{FIRST}</p><p>{LAST}</p>"}}}}}}</script>',
        ),
        whole,
    )
    yield Case(
        "data",
        "a variable of a script",
        page(
            '<div id="app"></div>',
            f'<title>{TITLE}</title><script>window.__STATE__ = {{"article":{{"content":[{{"type":"paragraph","text":"{FIRST}"}},{{"type":"image","text":"صورة"}},{{"type":"paragraph","text":"{LAST}"}}]}}}};</script>',
        ),
        whole,
    )


def _titles() -> Iterator[Case]:
    site = '<meta property="og:site_name" content="صحيفة الوادي">'
    for name, head, top in (
        (
            "name behind",
            f'<title>{TITLE} - صحيفة الوادي</title><meta property="og:title" content="{TITLE} - صحيفة الوادي">{site}',
            f"<h1>{TITLE}</h1>",
        ),
        (
            "name before",
            f'<title>صحيفة الوادي | {TITLE}</title><meta property="og:title" content="صحيفة الوادي | {TITLE}">',
            f"<h1>{TITLE}</h1>",
        ),
        (
            "name in another spelling",
            f'<title>{TITLE} | صحيفه الوادى</title>{site}<meta property="og:title" content="{TITLE} | صحيفه الوادى">',
            f"<h2>{TITLE}</h2>",
        ),
        ("section between", f"<title>{TITLE} | اقتصاد | صحيفة الوادي</title>", f"<h1>{TITLE}</h1>"),
        (
            "the logo is the first heading",
            f'<title>{TITLE} - صحيفة الوادي</title><meta property="og:title" content="{TITLE} - صحيفة الوادي">',
            f"<h1>صحيفة الوادي</h1><h2>{TITLE}</h2>",
        ),
        ("no spaces at the bar", f"<title>{TITLE}|صحيفة الوادي</title>", f"<h1>{TITLE}</h1>"),
    ):
        yield Case(
            "title",
            name,
            page(f"<div>{top}{BODY}</div>", head),
            {"title": TITLE, "outlet": "صحيفة الوادي", "first": FIRST},
        )
    yield Case(
        "title",
        "cut short in the data",
        page(f"<article><h1>{TITLE}</h1>{BODY}</article>", f'<meta property="og:title" content="{TITLE[:20]}...">'),
        {"title": TITLE},
    )
    yield Case(
        "title",
        "the window says another",
        page(f"<article><h1>{TITLE}</h1>{BODY}</article>", "<title>مطار الوادي يتوسع مجددا</title>"),
        {"title": TITLE},
    )
    yield Case(
        "title",
        "a section is no outlet",
        page(f"<article><h1>{TITLE}</h1>{BODY}</article>", f"<title>{TITLE} - رياضة</title>"),
        {"title": TITLE, "outlet": None},
    )


def _decks() -> Iterator[Case]:
    for name, body, deck in (
        ("under the headline", f'<article><h1>{TITLE}</h1><h2 class="subtitle">{DECK}</h2>{BODY}</article>', DECK),
        (
            "a notice at the foot",
            f'<article><h1>{TITLE}</h1>{BODY}</article><div class="cookie-subtitle">نستخدم ملفات الارتباط لتحسين تجربتك في الموقع</div>',
            None,
        ),
        (
            "in English",
            f'<article><h1>{TITLE}</h1><p class="subtitle">We use cookies to make this site work</p>{BODY}</article>',
            None,
        ),
        (
            "a caption",
            f'<article><h1>{TITLE}</h1><figure><img src="a"><figcaption class="subtitle">مسافرون أمام الصالة الجديدة أمس</figcaption></figure>{BODY}</article>',
            None,
        ),
        (
            "a date",
            f'<article><h1>{TITLE}</h1><p class="subtitle">نشر يوم الأحد 29 نوفمبر 2026</p>{BODY}</article>',
            None,
        ),
        (
            "of a related article",
            f'<article><h1>{TITLE}</h1>{BODY}</article><div class="rel"><p class="subtitle">{OTHERS[0]} في الدقيقة الأخيرة</p></div>',
            None,
        ),
    ):
        yield Case("deck", name, page(body), {"deck": deck, "first": FIRST, "title": TITLE})


def _times() -> Iterator[Case]:
    day = date(2026, 11, 29)
    for shown, right in (
        ("الأحد، 29 نوفمبر 2026 09:23 ص", day),
        ("الأحد ٢٩ نوفمبر ٢٠٢٦ - ٠٩:٢٣ م", day),
        ("29 تشرين الثاني 2026", day),
        ("29 تشرين الثاني/نوفمبر 2026 - 14:21 (GMT+0300)", datetime(2026, 11, 29, 14, 21, tzinfo=PLUS_3)),
        ("29 نونبر 2026 على الساعة 18:40", day),
        ("5 جانفي 2026", date(2026, 1, 5)),
        ("12 أوت 2026", date(2026, 8, 12)),
        ("12 اغسطس 2026", date(2026, 8, 12)),
        ("3 دجنبر 2026", date(2026, 12, 3)),
        ("19 جمادى الآخرة 1448 هـ - 29 نوفمبر 2026 م", day),
        ("1448/06/19 الموافق 2026/11/29", day),
        ("29/11/2026", day),
        ("05/11/2026", date(2026, 11, 5)),
        ("تاريخ النشر: 29-11-2026 | 14:00 بتوقيت مكة", datetime(2026, 11, 29, 14, 0, tzinfo=PLUS_3)),
        ("29 نوفمبر 2026، 8:05 مساءً بتوقيت غرينتش", datetime(2026, 11, 29, 20, 5, tzinfo=UTC)),
        ("منذ 3 ساعات", None),
        ("29 نوفمبر", None),
    ):
        yield Case(
            "time",
            shown,
            page(f'<article><h1>{TITLE}</h1><div class="stamp">{shown}</div>{BODY}</article>'),
            {"published": right, "first": FIRST, "deck": None},
        )
        if right:
            yield Case(
                "time in meta",
                shown,
                page(
                    f"<article><h1>{TITLE}</h1>{BODY}</article>",
                    f'<title>{TITLE}</title><meta property="article:published_time" content="{shown}">',
                ),
                {"published": right},
            )
    yield Case(
        "time",
        "the day of the visit above",
        page(
            f'<div class="today">الاثنين 30 نوفمبر 2026</div><article><div class="post-date">29 نوفمبر 2026</div><h1>{TITLE}</h1>{BODY}</article>'
        ),
        {"published": day},
    )
    yield Case(
        "time",
        "updated before published",
        page(
            f"<article><h1>{TITLE}</h1><ul><li>آخر تحديث: 30 نوفمبر 2026</li><li>نُشر: 29 نوفمبر 2026</li></ul>{BODY}</article>"
        ),
        {"published": day},
    )
    yield Case(
        "time",
        "of another article",
        page(
            f'<article><h1>{TITLE}</h1>{BODY}</article><div class="rel"><span class="date">28 نوفمبر 2026</span><a href="/n">{OTHERS[0]}</a></div>'
        ),
        {"published": None},
    )


def _people() -> Iterator[Case]:
    for name, head, top, right in (
        ("a line", "", "<span>كتبت سلمى النجار</span>", "سلمى النجار"),
        ("a line with a colon", "", "<p>بقلم: هاني الصباغ</p>", "هاني الصباغ"),
        (
            "the outlet",
            '<meta name="author" content="صحيفة الوادي"><meta property="og:site_name" content="صحيفة الوادي">',
            "",
            None,
        ),
        ("a handle", '<meta name="author" content="wadinews">', "", None),
        ("a handle with an at", '<meta name="author" content="@wadi">', "", None),
        ("a dateline", '<meta name="author" content="(الوادي - وكالات)">', "", None),
        ("a person", '<meta name="author" content="كتبت: سلمى النجار">', "", "سلمى النجار"),
    ):
        yield Case(
            "author",
            name,
            page(f"<article><h1>{TITLE}</h1>{top}{BODY}</article>", f"<title>{TITLE}</title>{head}"),
            {"author": right, "first": FIRST, "deck": None},
        )
