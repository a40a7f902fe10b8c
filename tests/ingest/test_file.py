"""One file becomes an article, or a reason why it is not one."""

import logging
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from reporter.config import IngestSettings
from reporter.ingest import read_file
from reporter.model import RawArticle, Skipped

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
TEXT = "أعلنت البلدية أن الحديقة ستفتح أبوابها يوم السبت أمام جميع الزوار."


def _read(path, **settings):
    return read_file(path, IngestSettings(**settings), root=path.parent, now=NOW)


def _written(tmp_path, content, name="a.txt"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_is_read_unchanged(tmp_path):
    """The source says where the bytes came from, and nothing is invented."""
    found = _read(_written(tmp_path, TEXT + "\r\n" + TEXT))
    assert isinstance(found, RawArticle)
    assert found.text == f"{TEXT}\n{TEXT}"
    assert found.source.sha256 == sha256(f"{TEXT}\r\n{TEXT}".encode()).hexdigest()
    assert (found.title, found.deck, found.headings, found.encoding) == (None, None, (), "utf-8")
    facts = found.source
    assert (facts.path, facts.outlet, facts.place, facts.author, facts.url) == ("a.txt", None, None, None, None)


def test_encoding_is_logged(tmp_path, caplog):
    """With -v, the user sees which one was chosen."""
    caplog.set_level(logging.INFO, "reporter")
    found = _read(_written(tmp_path, TEXT.encode("cp1256")))
    assert (found.text, found.encoding) == (TEXT, "cp1256")
    assert "a.txt: read as cp1256" in caplog.text


def test_damage_is_a_warning(tmp_path, caplog):
    """The article is kept."""
    found = _read(_written(tmp_path, (TEXT * 3).encode() + b"\xff " + TEXT.encode()))
    assert isinstance(found, RawArticle)
    assert "a.txt: 1 damaged characters" in caplog.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "it is empty"),
        (b"%PDF-1.7 ...", "it is not text but a PDF file"),
        (b"\x1f\x8b\x08\x00abc", "it is not text but a gzip file"),
        (b"PK\x03\x04abc", "it is not text but a ZIP or Office file"),
        (bytes(range(256)) * 20, "it is not text but binary data"),
        (b"\x00" * 1000, "it is not text but binary data"),
        ("The garden opens on Saturday.", "it is not Arabic: 0% of its letters are Arabic, at least 20% are needed"),
        ("2026-11-21 :: 100 %", "it is not Arabic: 0% of its letters are Arabic, at least 20% are needed"),
        ("قال: the garden opens on Saturday at nine", "it is not Arabic: "),
        ("---\ntitle: عودة المطر إلى الساحل\n---\n", "it is not Arabic: 0%"),
    ],
)
def test_other_files_are_skipped(tmp_path, content, reason):
    """The reason is for the reader of the briefing."""
    found = _read(_written(tmp_path, content))
    assert isinstance(found, Skipped)
    assert (found.source, found.stage) == ("a.txt", "ingest")
    assert found.reason.startswith(reason)


def test_share_of_arabic_is_a_setting(tmp_path):
    """A bilingual desk can lower it."""
    path = _written(tmp_path, "قال: the garden opens on Saturday at nine")
    assert isinstance(_read(path, min_arabic=0.05), RawArticle)


def test_large_file_is_not_read(tmp_path):
    """The reason has the size and the limit."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert _read(path).reason == "it is too large: 3000.0 MB, at most 10 MB are read"


def test_zip_under_another_name_is_skipped(tmp_path):
    """It is a real ZIP file."""
    with zipfile.ZipFile(tmp_path / "a.txt", "w") as archive:
        archive.writestr("x.txt", TEXT)
    assert "ZIP" in _read(tmp_path / "a.txt").reason


def test_front_matter_overrides_the_page_and_a_sidecar_both(tmp_path):
    """The facts that a person wrote last take precedence."""
    page = (
        "---\nplace: عمان\noutlet: صحيفة النهر\n---\n<!doctype html><html><head><title>عنوان الصفحة كاملا</title>"
        '<meta property="og:site_name" content="موقع ما"><meta name="author" content="سعيد عمر"></head>'
        f"<body><article><p>{TEXT}</p><p>{TEXT[:-1]} أيضا.</p></article></body></html>"
    )
    (tmp_path / "a.yml").write_text("outlet: جريدة الشاطئ\npublished_at: 2026-11-20\n", encoding="utf-8")
    found = _read(_written(tmp_path, page, "a.html"))
    facts = found.source
    assert (found.title, facts.place, facts.outlet) == ("عنوان الصفحة كاملا", "عمان", "جريدة الشاطئ")
    assert (facts.author, found.byline) == (None, "سعيد عمر")
    assert facts.published_at == date(2026, 11, 20)


def test_an_author_stated_by_a_person_is_used_unchanged(tmp_path):
    """The page's author is then ignored."""
    page = f'<!doctype html><html><head><meta name="author" content="سعيد عمر"></head><body><p>{TEXT}</p></body></html>'
    (tmp_path / "a.yml").write_text("author: فريق التحرير\n", encoding="utf-8")
    found = _read(_written(tmp_path, page, "a.html"))
    assert (found.source.author, found.byline) == ("فريق التحرير", None)


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b"x" * 70_000])
def test_unusable_sidecar_is_reported(tmp_path, content, caplog):
    """The article is read without it."""
    (tmp_path / "a.yaml").write_bytes(content)
    assert isinstance(_read(_written(tmp_path, TEXT)), RawArticle)
    assert "a.txt: its sidecar a.yaml is ignored" in caplog.text


def test_page_under_a_text_name_is_a_page(tmp_path):
    """A saved page is recognised by its beginning."""
    page = f"\n<!DOCTYPE html>\n<html><body><nav>الرئيسية</nav><article><p>{TEXT}</p></article></body></html>"
    assert _read(_written(tmp_path, page)).text == TEXT


def test_page_without_an_article_is_skipped(tmp_path):
    """There is nothing to quote."""
    found = _read(_written(tmp_path, "<html><body><script>var a = 1</script></body></html>", "a.html"))
    assert found.reason == "it has no running text"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("????? ???? ?? ??????\n???? ?????? ??? ?????? ?? ???.\n", "its letters are lost"),
        ("https://wadi.example/1\nwww.wadi.example/2\n", "it contains only links; save the pages"),
    ],
)
def test_text_of_which_nothing_can_be_used_says_what_to_do(tmp_path, text, reason):
    """The share of Arabic letters would not tell."""
    skipped = _read(_written(tmp_path, text))
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith(reason)


def test_questions_in_a_row_are_not_lost_letters(tmp_path):
    """Nor is a link in an article."""
    text = "لماذا تأخر المشروع؟؟؟ ومتى يفتح الجسر??? سؤال يطرحه سكان الحي كل يوم.\nhttps://wadi.example/1\n"
    assert not isinstance(_read(_written(tmp_path, text)), Skipped)
