"""The table: one row per sentence, in a form that spreadsheets open correctly."""

import csv
import io

from reporter.render.exports import export
from reporter.render.exports.table import COLUMNS


def rows(record):
    content = export(record, "csv")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_each_sentence_has_a_row_with_its_source_and_its_doubts(full):
    """Numbers remain numbers, and a point cannot be mistaken for one."""
    first, second, third, fourth = rows(full)
    assert tuple(first) == COLUMNS
    assert [row["point"] for row in (first, second, third, fourth)] == ["[1.1]", "[1.2]", "[1.3]", "[2.1]"]
    assert (first["flag_severity"], first["flag_check"]) == ("error; note", "numbers; glossary-applied")
    assert (first["origin"], first["score"]) == ("machine", "-0.4")
    assert (first["span_start"], first["span_end"]) == ("0", "35")
    assert (second["reviewed_by"], second["reviewed_at"]) == ("Lina", "2026-11-21T06:00:00Z")
    assert (third["text_en"], third["origin"], third["reason"][:16]) == ("", "withheld", "English withheld")
    assert (first["outlet"], first["place"], first["author"]) == ("نشرة", "الدوحة", "سلمى")
    assert (first["outlet_en"], first["place_en"], first["author_en"]) == ("Nashra", "Doha", "Salma")
    assert (fourth["outlet"], fourth["author"], fourth["url"], fourth["outlet_en"]) == ("", "", "", "")
    entry = full.entries[0]
    assert entry.text_ar[int(first["span_start"]) : int(first["span_end"])] == first["text_ar"]


def test_a_spreadsheet_opens_it_correctly(full):
    """The file is UTF-8 with a byte order mark and CRLF line endings."""
    content = export(full, "csv")
    assert content.startswith(b"\xef\xbb\xbfedition,")
    assert content.count(b"\n") == content.count(b"\r\n") == 5


def test_no_cell_is_a_formula(hostile):
    """This holds for every first character of a text."""
    for row in rows(hostile):
        assert row["text_ar"].startswith("'=cmd()")
        assert not [cell for name, cell in row.items() if cell[:1] in "=+@" and cell]
        assert not [name for name, cell in row.items() if cell.startswith("-") and name != "score"]
