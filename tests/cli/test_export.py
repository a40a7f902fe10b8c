"""`reporter export` on the command line: where files are written, error messages, and which exports editions keep."""

import json
import zipfile

import pytest
from editions import desk, from_scratch, reporter
from pypdf import PdfReader

DAY = "2026-11-21"
EDITION = f"output/{DAY}"


@pytest.mark.parametrize("form", ["docx", "epub", "md", "csv"])
def test_the_latest_edition_is_written_beside_its_record(folder, form):
    """The path is printed, nothing else is written, and a second export makes the same bytes."""
    result = reporter(folder, "export", "--format", form)
    path = folder / EDITION / f"briefing.{form}"
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{path}\n", "")
    content = path.read_bytes()
    assert from_scratch(folder, "export", "--format", form, "--date", DAY).returncode == 0
    assert path.read_bytes() == content
    assert {item.name for item in (folder / EDITION).iterdir()} == {
        "briefing.json",
        "briefing.html",
        "briefing.pdf",
        "edition.json",
        "run.json",
        path.name,
    }


def test_export_to_a_file_in_another_order_of_languages(folder):
    """`--to` is relative to the working directory."""
    result = reporter(folder, "export", "--format", "epub", "--languages", "arabic-first", "--to", "book.epub")
    assert (result.returncode, result.stdout) == (0, "book.epub\n")
    with zipfile.ZipFile(folder / "book.epub") as book:
        assert b'page-progression-direction="rtl"' in book.read("EPUB/package.opf")


def test_a_pdf_for_a_phone(folder):
    """The edition's own documents can be exported in another layout to a file of your choice."""
    result = reporter(folder, "export", "--format", "pdf", "--page", "phone", "--to", "phone.pdf")
    assert (result.returncode, result.stderr) == (0, "")
    box = PdfReader(folder / "phone.pdf").pages[0].mediabox
    assert round(float(box.width) / 72 * 25.4) == 90


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--format", "pdf", "--page", "phone"], 2, "name another file with --to"),
        (["--format", "epub", "--languages", "english-only"], 2, "accepts english-first or arabic-first"),
        (["--format", "csv", "--languages", "arabic-first"], 2, "csv has both languages in separate columns"),
        (["--format", "docx", "--page", "phone"], 2, "docx supports only A4 and Letter"),
        (["--format", "md", "--page", "A4"], 2, "md has no fixed pages"),
        (["--format", "odt"], 2, "invalid choice: 'odt'"),
        (["--format", "md", "--date", "2020-01-01"], 2, "There is no edition of 2020-01-01"),
        (["--format", "md", "--date", "yesterday"], 2, "'yesterday' is not a date"),
        (["--format", "docx", "--to", f"{EDITION}/briefing.json"], 2, "the name must end in .docx"),
        (["--format", "md", "--to", "folder.md"], 2, "folder.md is a folder"),
        (["--format", "md", "--to", "nowhere/a.md"], 1, "cannot be written (No such file or directory)"),
    ],
)
def test_mistakes_end_in_one_sentence(folder, arguments, code, words):
    """There is no traceback, and nothing is changed."""
    (folder / "folder.md").mkdir()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = reporter(folder, "export", *arguments)
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_without_an_edition_the_message_says_how_to_make_one(tmp_path):
    """There is nothing to export yet."""
    desk(tmp_path)
    result = reporter(tmp_path, "export", "--format", "md")
    assert result.returncode == 2
    assert "make one with 'reporter run'" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"), [("no JSON", "is not a JSON record"), ('{"entries": []}', "is not a valid record")]
)
def test_an_invalid_record_is_rejected(folder, content, words):
    """The message says how to see what is wrong with it."""
    (folder / EDITION / "briefing.json").write_text(content, encoding="utf-8")
    result = reporter(folder, "export", "--format", "md")
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / EDITION / "briefing.md").exists()


def test_an_edition_that_is_made_again_keeps_its_exports_and_names_them(folder):
    """Someone may have edited them, but they show the edition as it was."""
    reporter(folder, "export", "--format", "docx")
    (folder / EDITION / "briefing.docx").write_bytes(b"edited by hand")
    assert reporter(folder, "run", "--date", DAY, "-v").returncode == 0
    assert (folder / EDITION / "briefing.docx").read_bytes() == b"edited by hand"
    warnings = json.loads((folder / EDITION / "run.json").read_text(encoding="utf-8"))["warnings"]
    assert [warning for warning in warnings if "briefing.docx" in warning and "export again" in warning]


def test_an_old_edition_is_deleted_with_its_exports(tmp_path):
    """Unlike other files, exports do not keep an edition from being deleted."""
    desk(tmp_path, editions={"keep_days": 1})
    for day in ("2026-11-18", "2026-11-19"):
        assert reporter(tmp_path, "run", "--date", day).returncode == 0
        assert reporter(tmp_path, "export", "--format", "csv", "--date", day).returncode == 0
    assert reporter(tmp_path, "export", "--format", "md", "--to", "output/2026-11-19/mine.md").returncode == 0
    assert reporter(tmp_path, "run", "--date", "2026-11-22").returncode == 0
    assert sorted(path.name for path in (tmp_path / "output").glob("2026-*")) == ["2026-11-19", "2026-11-22"]
