"""Mails, saved pages, DOCX, PDF, ZIP and chats, each made by the programs that people use."""

import io
import json
import shutil
import struct
import subprocess
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
import weasyprint

from reporter import clean
from reporter.config import IngestSettings
from reporter.ingest import read_file, read_files
from reporter.model import ASIDE, Article, RawArticle, Skipped

NOW = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
NOISE = clean.load(())
TITLE = "إعادة فتح المكتبة العامة في حي الزيتون"
FIRST = (
    "أعادت البلدية صباح اليوم فتح المكتبة العامة في حي الزيتون بعد أعمال ترميم استمرت 14 شهرا وكلفت ثلاثة ملايين دينار."
)
SECOND = (
    "وقالت مديرة المكتبة ليلى الحسن: «لا بد من خلق علاقة جديدة مع الأطفال» (6-12 عاما)، وأضافت أن الإقبال فاق التوقعات."
)
LAST = "وتضم المكتبة الآن 25,000 كتاب، وقاعة للقراءة تتسع لمئتي زائر، ومسرحا صغيرا للعروض الأسبوعية."
PARAGRAPHS = (FIRST, SECOND, LAST)
PAGE = (
    f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>'
    f"<article><h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article></body></html>"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOFFICE = shutil.which("soffice")


def _written(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _raw(path, **settings):
    return read_file(path, IngestSettings(**settings), root=path.parent, now=NOW)


def _all(path, **settings):
    return list(read_files(path, IngestSettings(**settings), root=path.parent, now=NOW))


def _article(path) -> Article:
    raw = _raw(path)
    assert isinstance(raw, RawArticle), raw
    article = clean.clean(raw, NOISE)
    assert isinstance(article, Article), article
    return article


def _is_whole(article):
    """Compare the title and every sentence letter by letter."""
    assert article.title_ar == TITLE
    assert [article.sentence_text(index) for index in range(len(article.sentences))] == list(PARAGRAPHS)


def _browser(*arguments):
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.fixture
def saved(tmp_path):
    """Write the page that the programs convert."""
    return _written(tmp_path, "page.html", PAGE)


# PDF


def test_pdf_of_weasyprint(tmp_path):
    """Reporter itself and many sites make such PDFs."""
    data = weasyprint.HTML(string=PAGE.replace("<body>", '<body style="font-family: Amiri">')).write_pdf()
    article = _article(_written(tmp_path, "a.pdf", data))
    _is_whole(article)
    assert article.source.remarks == ("from a PDF",)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_pdf_of_a_browser(tmp_path, saved):
    """A printed page has the browser's header and footer, and its letters in visual order."""
    _browser(f"--print-to-pdf={tmp_path / 'a.pdf'}", saved.as_uri())
    _is_whole(_article(tmp_path / "a.pdf"))


@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice")
@pytest.mark.slow
def test_pdf_and_docx_of_libreoffice(tmp_path):
    """The same document in both formats."""
    _written(tmp_path, "a.html", PAGE)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, name in (("docx:MS Word 2007 XML", "a.html"), ("pdf", "a.docx")):
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / name]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    _is_whole(_article(tmp_path / "a.docx"))
    _is_whole(_article(tmp_path / "a.pdf"))


def test_scan_is_recognised(tmp_path):
    """Its pages are pictures."""
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='90' height='90'/></svg>"
    data = weasyprint.HTML(string=f"<body>{picture}</body>").write_pdf()
    found = _raw(_written(tmp_path, "a.pdf", data))
    assert "it is a scan" in found.reason


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-1.7\n" + bytes(range(256)) * 50, b"no PDF at all"])
def test_damaged_pdf(tmp_path, data):
    """A reason, not a crash."""
    assert "damaged, or not a PDF" in _raw(_written(tmp_path, "a.pdf", data)).reason


def test_a_book_is_not_an_article(tmp_path):
    """The PDF has very many pages."""
    data = weasyprint.HTML(string="<style>p{page-break-after:always}</style>" + "<p>صفحة</p>" * 40).write_pdf()
    assert "pages, at most 30 are read" in _raw(_written(tmp_path, "a.pdf", data)).reason


# DOCX


def _document(change=None):
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_docx(tmp_path):
    """Title and paragraphs are read; the creator of the file is not the author."""
    article = _article(_written(tmp_path, "a.docx", _document()))
    _is_whole(article)
    assert article.source.author is None


def test_table_of_figures_in_a_docx_is_left_out(tmp_path):
    """The article says so."""

    def change(document):
        table = document.add_table(rows=3, cols=3)
        for cell in (cell for row in table.rows for cell in row.cells):
            cell.text = "العدد 7"

    article = _article(_written(tmp_path, "a.docx", _document(change)))
    assert "العدد 7" not in article.text
    assert article.source.remarks == ("without its table",)


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"not a document", b"PK\x05\x06" + b"\x00" * 18])
def test_damaged_docx(tmp_path, data):
    """A reason, not a crash."""
    assert "damaged" in _raw(_written(tmp_path, "a.docx", data)).reason


def test_docx_that_unpacks_to_too_much_is_rejected(tmp_path):
    """This happens before it is opened."""
    file = io.BytesIO(_document())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\x00" * 30_000_000)
    assert "unpacks to more than 20 MB" in _raw(_written(tmp_path, "a.docx", file.getvalue()), max_file_mb=1).reason


# Mail and saved pages


def _mail(subject=TITLE, html=PAGE, plain=None, sender="صحيفة الزيتون <news@zaytun.example>"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "desk@example.org", subject
    mail["Date"] = "Sun, 29 Nov 2026 07:00:00 +0300"
    mail.set_content(plain or "\n\n".join(PARAGRAPHS))
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def test_mail(tmp_path):
    """Subject, sender and date complete the facts in the page."""
    article = _article(_written(tmp_path, "a.eml", bytes(_mail())))
    _is_whole(article)
    assert article.source.outlet == "صحيفة الزيتون"
    assert article.source.published_at.isoformat() == "2026-11-29T07:00:00+03:00"


def test_plain_mail(tmp_path):
    """It does not contain a page."""
    _is_whole(_article(_written(tmp_path, "a.eml", bytes(_mail(html=None)))))


def test_forwarded_mail_is_not_from_its_sender(tmp_path):
    """A colleague forwarded the article."""
    article = _article(
        _written(tmp_path, "a.eml", bytes(_mail(subject=f"Fwd: {TITLE}", sender="Sami <s@desk.example>")))
    )
    assert (article.title_ar, article.source.outlet) == (TITLE, None)


def test_attachments_of_a_mail_are_read(tmp_path):
    """Each according to its type; those that are not read are listed."""
    mail = _mail()
    mail.add_attachment(_document(), maintype="application", subtype="octet-stream", filename="report.docx")
    mail.add_attachment(b"{\\rtf1}", maintype="application", subtype="rtf", filename="../old.rtf")
    found = _all(_written(tmp_path, "a.eml", bytes(mail)))
    assert [
        getattr(item, "source", None) and (item.source if isinstance(item, Skipped) else item.source.path)
        for item in found
    ] == [
        "a.eml",
        "a.eml/report.docx",
        "a.eml/.._old.rtf",
    ]


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_page_saved_by_a_browser_in_one_file(tmp_path, saved):
    """It is Chromium's own MHTML, made through its debugging protocol."""
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("--headless", "--no-sandbox", "--disable-gpu"):
        options.add_argument(flag)
    driver_path = shutil.which("chromedriver")
    if driver_path is None:
        pytest.skip("there is no chromedriver")
    service = selenium.ChromeService(driver_path)
    with selenium.Chrome(options=options, service=service) as driver:
        driver.get(saved.as_uri())
        text = driver.execute_cdp_cmd("Page.captureSnapshot", {"format": "mhtml"})["data"]
    _is_whole(_article(_written(tmp_path, "a.mhtml", text)))


def test_saved_page_keeps_its_url(tmp_path):
    """The part that the message declares as its start is the page."""
    frame, page = "<html><body><p>إعلان</p></body></html>", PAGE
    text = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://zaytun.example/1\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"; start="<page@x>"\n\n--b\n'
        f"Content-Type: text/html; charset=utf-8\nContent-ID: <frame@x>\nContent-Transfer-Encoding: 8bit\n\n{frame}\n--b\n"
        f"Content-Type: text/html; charset=utf-8\nContent-ID: <page@x>\nContent-Transfer-Encoding: 8bit\n\n{page}\n--b--\n"
    )
    article = _article(_written(tmp_path, "a.mht", text))
    _is_whole(article)
    assert article.source.url == "https://zaytun.example/1"


@pytest.mark.parametrize("name", ["a.eml", "a.mhtml"])
def test_something_other_than_a_message(tmp_path, name):
    """There is a reason, not a crash."""
    assert isinstance(_raw(_written(tmp_path, name, "نص بلا رأس")), Skipped)
    assert isinstance(_raw(_written(tmp_path, name, "Subject: x\nContent-Type: image/png\n\nx")), Skipped)


# ZIP


def _zipped(files, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_archive(tmp_path):
    """Its files are read in order, those that are not read are listed, and nothing is written to disk."""
    files = {
        "news/page.html": PAGE,
        "../../slip.txt": "\n\n".join(PARAGRAPHS),
        "inner.zip": _zipped({"a.txt": FIRST}),
        "photo.jpg": b"\xff\xd8\xff",
        "__MACOSX/._page.html": b"x",
        ".DS_Store": b"x",
    }
    found = _all(_written(tmp_path, "a.zip", _zipped(files)))
    assert [item.source.path for item in found if isinstance(item, RawArticle)] == [
        "a.zip/news/page.html",
        "a.zip/../../slip.txt",
    ]
    assert [(item.source, item.stage) for item in found if isinstance(item, Skipped)] == [
        ("a.zip/inner.zip", "ingest"),
        ("a.zip/photo.jpg", ASIDE),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_archive_with_a_bomb(tmp_path):
    """It is rejected because of its declared sizes, and because of the real ones if the declaration is false."""
    bomb = _zipped({"a.txt": b"\x00" * 3_000_000})
    assert "it is too large: 3.0 MB" in _all(_written(tmp_path, "a.zip", bomb), max_file_mb=1)[0].reason
    many = _zipped({f"{number}.txt": b"\x00" * 900_000 for number in range(40)})
    assert "too large" in _all(_written(tmp_path, "b.zip", many), max_file_mb=1)[0].reason
    at = bomb.rindex(b"PK\x01\x02") + 24
    lying = bomb[:at] + struct.pack("<I", 10) + bomb[at + 4 :]
    (found,) = _all(_written(tmp_path, "c.zip", lying), max_file_mb=1)
    assert isinstance(found, Skipped)
    crowd = _zipped({f"{number}.txt": b"x" for number in range(600)})
    assert "it contains 600 files" in _all(_written(tmp_path, "d.zip", crowd))[0].reason


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"no archive", b"PK\x05\x06" + b"\x00" * 18])
def test_damaged_archive(tmp_path, data):
    """A reason, not a crash."""
    assert isinstance(_all(_written(tmp_path, "a.zip", data))[0], Skipped)


# Chats

WHATSAPP = {
    "iPhone": "[29/11/2026, 7:14:03 ص] \u200eمرصد الزيتون: {}\n[29/11/2026, 7:15:41 ص] نور: شكرا\n",
    "Android": "29/11/2026، 7:14 ص - الرسائل والمكالمات مشفرة بين الطرفين\n29/11/2026، 7:14 ص - مرصد الزيتون: {}\n29/11/2026، 7:20 ص - نور: <تم حذف الوسائط>\n",
    "English": "11/29/26, 7:14 AM - مرصد الزيتون: {}\n11/29/26, 7:20 AM - Noor: <Media omitted>\n",
    "Arabic digits": "[٢٩/١١/٢٠٢٦, ٧:١٤:٠٣ ص] مرصد الزيتون: {}\n[٢٩/١١/٢٠٢٦, ٧:١٥:٤١ ص] نور: شكرا\n",
    "Telegram": "مرصد الزيتون, [29.11.2026 07:14]\n{}\n\nنور, [29.11.2026 07:15]\nشكرا\n",
}


@pytest.mark.parametrize("program", WHATSAPP)
def test_chat(tmp_path, program):
    """One message is one article; asterisks, emoji, forwarding notes and the channel's footer are removed."""
    message = (
        f"*{TITLE}* 📚\n{FIRST} 👇👇\n{SECOND}\nللمزيد: https://zaytun.example/1\n_تم إعادة توجيه هذه الرسالة_\n"
        "انضم إلى قناتنا على واتساب 👈 https://whatsapp.com/channel/x"
    )
    found = _all(_written(tmp_path, "chat.txt", WHATSAPP[program].replace("{}", message)))
    (raw,) = [item for item in found if isinstance(item, RawArticle)]
    assert (raw.title, raw.source.outlet, raw.source.url) == (TITLE, "مرصد الزيتون", "https://zaytun.example/1")
    assert raw.source.published_at == date(2026, 11, 29)
    assert raw.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert [item.stage for item in found if isinstance(item, Skipped)] == [ASIDE]


def test_telegram_json(tmp_path):
    """The desktop program exports a channel like this."""
    chat = {
        "name": "مرصد الزيتون",
        "type": "public_channel",
        "messages": [
            {"id": 1, "type": "service", "action": "create_channel"},
            {
                "id": 2,
                "type": "message",
                "date": "2026-11-29T07:14:03",
                "date_unixtime": "1795925643",
                "from": "مرصد الزيتون",
                "text": [
                    {"type": "bold", "text": TITLE},
                    f"\n{FIRST}\n",
                    {"type": "link", "text": "https://t.me/zaytun"},
                ],
            },
            {
                "id": 3,
                "type": "message",
                "date": "2026-11-29T07:20:00",
                "from": "مرصد الزيتون",
                "text": "",
                "photo": "p.jpg",
            },
        ],
    }
    found = _all(_written(tmp_path, "result.json", json.dumps(chat, ensure_ascii=False)))
    (raw,) = [item for item in found if isinstance(item, RawArticle)]
    assert (raw.title, raw.source.outlet, raw.text) == (TITLE, "مرصد الزيتون", f"{TITLE}\n{FIRST}")
    assert raw.source.published_at == datetime.fromtimestamp(1795925643, UTC)


@pytest.mark.parametrize(
    "text", ["{}", "[]", "{", '{"messages": 1}', '{"messages": [1, {"type": "message", "text": {}}]}']
)
def test_other_json(tmp_path, text):
    """There is a reason, not a crash."""
    assert isinstance(_all(_written(tmp_path, "a.json", text))[0], Skipped)


def test_article_with_a_time_in_it_is_not_a_chat(tmp_path):
    """A timestamp is not enough."""
    _is_whole(_article(_written(tmp_path, "a.txt", "\n\n".join((TITLE, *PARAGRAPHS)))))
    text = f"{TITLE}\n\n{FIRST}\n29/11/2026, 7:14 - بيان: {SECOND}"
    assert _all(_written(tmp_path, "b.txt", text))[0].source.path == "b.txt"


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
@pytest.mark.parametrize("font", ["Amiri-Regular", "IBMPlexSansArabic-Regular"])
def test_pdf_in_columns(tmp_path, font):
    """One column after the other; fonts with letters above one another and spaces without width."""
    file = next(Path(weasyprint.__file__).parents[1].glob(f"fontpkg_*/files/{font}.ttf"))
    style = f"<style>@font-face {{font-family: F; src: url('{file.as_uri()}')}} body {{font: 13px F}}</style>"
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = f'{style}<h1>{TITLE}</h1><div style="columns: 2">{text}</div>'
    path = _written(tmp_path, "columns.html", f'<html lang="ar" dir="rtl"><meta charset="utf-8">{page}</html>')
    _browser("--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'a.pdf'}", path.as_uri())
    _is_whole(_article(tmp_path / "a.pdf"))


def test_telegram_page(tmp_path):
    """A chat exported as HTML: senders, also of forwarded and joined messages, times with their zone."""

    def message(number, said, name="", joined=""):
        sender = f'<div class="from_name">\n{name}\n</div>' if name else ""
        return (
            f'<div class="message default clearfix{joined}" id="message{number}"><div class="body">'
            f'<div class="pull_right date details" title="15.11.2026 0{number}:30:11 UTC+03:00">0{number}:30</div>'
            f"{sender}{said}</div></div>"
        )

    forwarded = (
        '<div class="forwarded body"><div class="from_name">\nوكالة المرفأ <span class="date details" '
        f'title="14.11.2026 22:05:00"> 14.11.2026</span></div><div class="text">\n{LAST}\n</div></div>'
    )
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Exported Data</title></head><body>'
        '<div class="page_wrap"><div class="page_header"><div class="text bold">\nقناة الزيتون\n</div></div>'
        '<div class="page_body chat_page"><div class="history">'
        '<div class="message service" id="message-1"><div class="body details">15 November 2026</div></div>'
        + message(1, f'<div class="text">\n<strong>🔴 {TITLE}</strong><br><br>{FIRST}<br>@zaytun_news</div>', "سلمى")
        + message(2, f'<div class="text">\n{SECOND}\n</div>', joined=" joined")
        + message(3, forwarded, "سلمى")
        + message(4, '<div class="text">\nشكرا\n</div>', "سامر")
        + "</div></div></div></body></html>"
    )
    *found, short = _all(_written(tmp_path, "messages.html", page))
    articles = [clean.clean(raw, NOISE) for raw in found]
    assert [article.source.outlet for article in articles] == ["سلمى", "سلمى", "وكالة المرفأ"]
    assert [article.text for article in articles] == [FIRST, SECOND, LAST]
    assert articles[0].title_ar == TITLE
    assert articles[1].source.published_at.isoformat() == "2026-11-15T02:30:11+03:00"
    assert "too little Arabic" in short.reason


def test_frames_of_a_saved_page_in_an_archive_belong_to_it(tmp_path):
    """As in a folder; other folders with such a name are read."""
    frame = PAGE.replace(TITLE, "إعلان عن خدمة جديدة").replace(
        FIRST, "احصل على شهرين مجانا عند الاشتراك في الخدمة الجديدة."
    )
    files = {
        "new/page.html": PAGE,
        "new/page_files/ad.html": frame,
        "new/old_files/b.txt": "\n\n".join((TITLE, *PARAGRAPHS)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    aside, *read = _all(_written(tmp_path, "a.zip", packed.getvalue()))
    assert (aside.source, aside.reason, aside.stage) == ("a.zip/new/page_files", "it belongs to page.html", ASIDE)
    assert [raw.source.path for raw in read] == ["a.zip/new/page.html", "a.zip/new/old_files/b.txt"]


@pytest.mark.parametrize("encoding", ["cp720", "cp1256", "utf-8"])
def test_names_in_an_archive_of_windows_are_readable(tmp_path, encoding):
    """They are in an old code page, without a sign of it."""
    name, packed = "خبر اليوم.txt".encode(encoding), io.BytesIO()
    placeholder = "x" * len(name)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(placeholder, "\n\n".join((TITLE, *PARAGRAPHS)))
    (raw,) = _all(_written(tmp_path, "a.zip", packed.getvalue().replace(placeholder.encode(), name)))
    assert raw.source.path == "a.zip/خبر اليوم.txt"


CHAT = """[29/11/2026, 7:10:00 ص] غرفة الأخبار: ‎Messages and calls are end-to-end encrypted. Only people in this chat can read them.
[29/11/2026, 7:11:00 ص] غرفة الأخبار: الرسائل والمكالمات مشفرة تمامًا بين الطرفين ولا يمكن لأي شخص خارج المحادثة قراءتها.
[29/11/2026, 7:12:00 ص] سامر: *عاجل*
{first}
[29/11/2026, 7:13:00 ص] سامر: *عاجل*
*{title}*
{second}
[29/11/2026, 7:14:00 ص] سامر: استطلاع:
هل تؤيد إغلاق الشارع أمام السيارات أيام العطل؟
خيار: نعم (3 أصوات)
خيار: لا (5 أصوات)
"""


def test_notices_of_a_chat_are_not_news_and_a_cry_is_no_headline(tmp_path):
    """Both are by the program or a habit."""
    *read, short = _all(_written(tmp_path, "a.txt", CHAT.format(first=FIRST, second=SECOND, title=TITLE)))
    first, second = (clean.clean(raw, NOISE) for raw in read)
    assert (first.title_derived, first.text) == (True, FIRST)
    assert (second.title_ar, second.text) == (TITLE, SECOND)
    assert (short.source, short.stage) == ("a.txt/3 short messages", ASIDE)


def test_a_page_under_another_name_is_recognised(tmp_path):
    """Plain text, and a page that was saved as one file."""
    _is_whole(_article(_written(tmp_path, "a.html", "\n\n".join((TITLE, *PARAGRAPHS)))))
    message = EmailMessage()
    message.set_content(PAGE, subtype="html")
    message.make_related()
    _is_whole(_article(_written(tmp_path, "b.htm", bytes(message))))


def test_a_subject_without_an_encoding_is_read(tmp_path):
    """Old programs write it as they write the text."""
    headers = f"From: {'مكتب الرصد'} <a@b.example>\r\nSubject: {TITLE}\r\nContent-Type: text/plain\r\n\r\n"
    article = _article(_written(tmp_path, "a.eml", (headers + "\r\n\r\n".join(PARAGRAPHS)).encode("cp1256")))
    assert (article.title_ar, article.source.outlet) == (TITLE, "مكتب الرصد")
    _is_whole(article)


@pytest.mark.parametrize("ends", [True, False])
def test_breaks_in_a_paragraph_of_word_begin_another_if_sentences_end_there(tmp_path, ends):
    """Text pasted from a page or a chat has them; others only break the line."""
    document, lines = docx.Document(), (TITLE, *PARAGRAPHS) if ends else (FIRST[:60], FIRST[60:])
    paragraph = document.add_paragraph()
    for line in lines:
        paragraph.add_run(line).add_break()
    document.save(tmp_path / "a.docx")
    article = _article(tmp_path / "a.docx")
    if ends:
        _is_whole(article)
    else:
        assert article.text.replace(" ", "") == FIRST.replace(" ", "")


def test_running_titles_of_a_pdf_are_not_in_its_text(tmp_path):
    """Neither above nor below, whatever the page number; a line that only one page begins with is kept."""
    style = (
        "<style>@page {size: A5; @top-center {content: 'صحيفة المرفأ'; font-size: 12pt} @bottom-center "
        "{content: 'صفحة ' counter(page); font-size: 12pt}} body {font-size: 12pt; direction: rtl}</style>"
    )
    text = "".join(f"<p>{FIRST.replace('14', str(number))}</p>" for number in range(20, 60))
    weasyprint.HTML(string=f"<html lang='ar'>{style}<h1>{TITLE}</h1>{text}</html>").write_pdf(tmp_path / "a.pdf")
    article = _article(tmp_path / "a.pdf")
    assert "صحيفة المرفأ" not in article.text
    assert "صفحة" not in article.text
    assert [number for number in range(20, 60) if f"استمرت {number} شهرا" not in article.text] == []
