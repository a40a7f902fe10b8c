"""Corrections in files: export and import as CSV, TMX and XLIFF, and which rows are rejected."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reporter.errors import ConfigError, StoreError
from reporter.exchange import review_spreadsheet, tmx, xliff
from reporter.exchange.rows import Row, sealed
from reporter.exchange.xml_text import without_tags
from reporter.review import exchange
from reporter.review.sheet import Sheet, item_id

FORMATS = {"csv": review_spreadsheet, "tmx": tmx, "xlf": xliff}
HURT = "أصيب 377 شخصا."
COACH = "ولم يحضر المدرب المؤتمر الصحفي."
printable = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)
without_codes = printable.filter(lambda text: without_tags(text) == text)


def row(**values):
    usual = {
        "id": item_id(HURT), "place": "[2.1]", "text_ar": HURT, "text_en": "Some", "before_en": "Some", "notes": ("377?",),
        "reviewed": False, "by": "", "at": "", "seal": None,
    }  # fmt: skip
    return Row(**usual | values)


def find(sheet, text_ar):
    return next(item for item in sheet.items() if item.text_ar == text_ar)


def edited(rows, arabic, **values):
    return tuple(replace(each, **values) if each.text_ar == arabic else each for each in rows)


@pytest.mark.parametrize("name", FORMATS)
def test_exported_files_can_be_imported(sheet, tmp_path, name):
    """Each format keeps every text and all data about it; importing an unchanged file changes nothing."""
    sheet.save(find(sheet, HURT).id, 0, "377 <were> & hurt.", accept=True, window="w")
    rows = exchange.rows_of_sheet(sheet)
    path = tmp_path / f"sheet.{name}"
    exchange.write(path, rows)
    again = exchange.read(path)
    assert [replace(each, notes=()) for each in again] == [replace(each, notes=()) for each in rows]
    assert [bool(each.notes) for each in again] == [bool(each.notes) for each in rows]
    assert exchange.take(again, sheet, window="file") == exchange.Taken(taken=0, unchanged=len(rows), refused=())


@pytest.mark.parametrize("name", FORMATS)
@given(text_en=without_codes, text_ar=without_codes, by=printable)
def test_no_text_is_changed_by_the_exchange(name, text_en, text_ar, by):
    """Formulas, quotation marks, every script; only tags and entities of other formats are removed."""
    before = [row(text_en=text_en, text_ar=text_ar, by=by), row(text_en="=" + text_en, text_ar="'@" + text_ar)]
    after = list(FORMATS[name].loads(FORMATS[name].dumps(before)))
    assert [(each.text_en, each.text_ar, each.by) for each in after] == [
        (each.text_en, each.text_ar, each.by) for each in before
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "'=", "''+"])
def test_no_cell_is_a_formula(start):
    """If a text could be one, its cell begins with an apostrophe, which is removed on import."""
    text = f"{start}HYPERLINK(1)"
    content = review_spreadsheet.dumps([row(text_en=text, by=text, notes=(text,), before_en=text)])
    cells = [
        cell for line in list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:] for cell in line
    ]
    assert cells.count(f"'{text}") == 4
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n＝")]
    assert next(iter(review_spreadsheet.loads(content))).text_en == text


def test_a_spreadsheet_reads_utf8_and_intact_arabic():
    """Byte order mark, CRLF, Arabic letter by letter, and ids that do not look like numbers."""
    content = review_spreadsheet.dumps([row(text_ar="قال: «نعم»،\nثم 2-1 (UN)")])
    assert content.startswith(b"\xef\xbb\xbfid,place,arabic,english,reviewed")
    assert content.count(b"\r\n") == 2
    assert "قال: «نعم»،\nثم 2-1 (UN)" in content.decode("utf-8-sig")
    assert item_id("123").startswith("s")


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")])
def test_files_saved_by_spreadsheets_are_read(delimiter, encoding):
    """Semicolons, tabs in UTF-16, columns moved or missing, empty lines."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=delimiter)
    table.writerows([["Arabic", "extra", "English"], [HURT, "", "377, were; hurt"], ["", "", ""]])
    (only,) = review_spreadsheet.loads(text.getvalue().encode(encoding))
    assert (only.text_ar, only.text_en, only.id, only.seal) == (HURT, "377, were; hurt", "", None)


def test_xliff_conforms_to_the_standard():
    """Version 2.0, languages, one segment per unit with its state, and no target if there is no English."""
    rows = [row(), row(id="s2", reviewed=True), row(id="s3", text_en="")]
    root = etree.fromstring(xliff.dumps(rows))
    name = {"x": xliff.NAMESPACE}
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "ar", "en")
    assert root.xpath("//x:segment/@state", namespaces=name) == ["translated", "reviewed", "initial"]
    assert len(root.xpath("//x:target", namespaces=name)) == 2
    assert root.xpath("//x:unit/@id", namespaces=name) == [item_id(HURT), "s2", "s3"]
    assert root.xpath("//x:file/@canResegment", namespaces=name) == ["no"]


def test_segments_and_inline_codes_of_other_programs_are_read():
    """Split segments are joined, and codes do not contain our words."""
    unit = (
        '<segment state="final"><source>أصيب <ph id="1"/>377</source><target>377 <pc id="2">were</pc></target></segment>'
        "<ignorable><source> </source><target> </target></ignorable>"
        '<segment state="reviewed"><source>شخصا.</source><target>hurt.</target></segment>'
    )
    document = f'<xliff xmlns="{xliff.NAMESPACE}" version="2.0" srcLang="ar"><file id="f"><unit id="u">{unit}</unit></file></xliff>'
    (only,) = xliff.loads(document.encode())
    assert (only.text_ar, only.text_en, only.reviewed) == (HURT, "377 were hurt.", True)


def test_codes_in_a_tmx_segment_are_not_words():
    """The content of <hi> is text, that of <ph> and <bpt> is mark-up of some program."""
    seg = '<bpt i="1">&lt;b&gt;</bpt>377 <hi>people</hi><ept i="1">&lt;/b&gt;</ept> were hurt.<!-- no -->'
    unit = f'<tuv xml:lang="ar-EG"><seg>{HURT}</seg></tuv><tuv xml:lang="EN_us"><seg>{seg}</seg></tuv>'
    (only,) = tmx.loads(f'<tmx version="1.4"><header/><body><tu>{unit}</tu></body></tmx>'.encode())
    assert (only.text_ar, only.text_en, only.id, only.seal) == (HURT, "377 people were hurt.", "", None)


@pytest.mark.parametrize("name", ["tmx", "xlf"])
def test_entities_are_never_resolved(tmp_path, name):
    """A hostile document can neither read a file nor grow."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    body = {
        "tmx": '<tmx version="1.4"><body><tu><tuv xml:lang="ar"><seg>&x;</seg></tuv></tu></body></tmx>',
        "xlf": f'<xliff xmlns="{xliff.NAMESPACE}"><file><unit id="u"><segment><source>&x;</source></segment></unit></file></xliff>',
    }[name]
    document = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{body}'
    (only,) = FORMATS[name].loads(document.encode())
    assert "SECRET" not in only.text_ar
    assert "an entity" in only.problem


@pytest.mark.parametrize("name", FORMATS)
def test_changed_rows_are_imported(sheet, store, tmp_path, name):
    """Changed English becomes reviewed English; the rest is unchanged."""
    path = tmp_path / f"sheet.{name}"
    exchange.write(path, edited(exchange.rows_of_sheet(sheet), HURT, text_en="377 people were hurt."))
    result = exchange.take(exchange.read(path), sheet, window="file")
    assert (result.taken, result.unchanged, result.refused) == (1, 6, ())
    item = find(sheet, HURT)
    assert (item.state, item.correction.by, item.before_en) == ("reviewed", "Lina", "Some were hurt.")
    assert store.remembered([item.key])[item.key].reviewed


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_whose_arabic_changed_is_rejected(sheet, tmp_path, name):
    """One letter is enough; the message names the row, and the other rows are imported."""
    rows = edited(exchange.rows_of_sheet(sheet), COACH, text_en="The coach stayed away.")
    rows = edited(rows, HURT, text_ar="أصيب 378 شخصا.", text_en="378 people were hurt.")
    path = tmp_path / f"sheet.{name}"
    exchange.write(path, rows)
    result = exchange.take(exchange.read(path), sheet, window="file")
    assert result.taken == 1
    (refused,) = result.refused
    assert "[2.1]" in refused
    assert "its Arabic was changed" in refused
    assert find(sheet, HURT).state == "open"
    assert find(sheet, COACH).text_en == "The coach stayed away."


def test_arabic_of_another_sentence_is_rejected(sheet):
    """If rows were sorted incorrectly, English would be stored for the wrong Arabic."""
    rows = exchange.rows_of_sheet(sheet)
    result = exchange.take(edited(rows, HURT, text_ar=COACH, text_en="Wrong"), sheet, window="file")
    assert len(result.refused) == 1
    assert find(sheet, COACH).state == "open"


def test_a_row_marked_as_reviewed_is_accepted(sheet):
    """Its English need not change; without English the row is rejected."""
    rows = edited(exchange.rows_of_sheet(sheet), HURT, reviewed=True)
    rows = edited(rows, "وسجل المهاجم هدفين في غضون خمس دقائق.", reviewed=True)
    result = exchange.take(rows, sheet, window="file")
    assert result.taken == 1
    assert "no English to accept" in result.refused[0]
    assert find(sheet, HURT).state == "reviewed"


def test_later_corrections_are_not_overwritten(folder, corrections, sheet):
    """A changed row is rejected with the other's text; an unchanged one is silently ignored."""
    rows = exchange.rows_of_sheet(sheet)
    item = find(sheet, HURT)
    sheet.save(item.id, 0, "Mine", accept=True, window="w")
    sheet.save(item.id, 1, "Mine again", accept=True, window="w")
    rows_seal = sealed(1, "Mine", reviewed=True)
    stale = edited(rows, HURT, text_en="Yours", seal=rows_seal)
    result = exchange.take(stale, Sheet(folder, corrections, by="Omar"), window="file")
    assert "Lina has changed it since: Mine again" in result.refused[0]
    assert exchange.take(rows, sheet, window="file").unchanged == len(rows)
    assert find(sheet, HURT).text_en == "Mine again"


def test_all_corrections_can_be_moved_to_another_machine(sheet, corrections, folder, tmp_path):
    """Those of other editions too, even if no edition there has their Arabic."""
    from reporter.store import Store
    from reporter.store.corrections import Corrections

    sheet.save(find(sheet, HURT).id, 0, "377 people were hurt.", accept=True, window="w")
    path = tmp_path / "all.csv"
    exchange.write(path, (*exchange.rows_of_corrections(corrections), row(text_ar="جملة أخرى.", id=item_id("جملة أخرى."), text_en="Another sentence.", reviewed=True)))  # fmt: skip
    with Store.open(tmp_path / "other.sqlite3") as other:
        result = exchange.take(exchange.read(path), Sheet(folder, Corrections(other), by="Omar"), window="file")
        assert (result.taken, result.refused) == (2, ())
        assert {entry.text_en for entry in other.memory()} == {"377 people were hurt.", "Another sentence."}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "جملة".encode("cp1256"), "CSV UTF-8"),
        ("a.csv", b"one,two\r\n1,2\r\n", "no column named arabic or english"),
        ("a.csv", b"", "no column named"),
        ("a.csv", b'arabic,english\r\n"open', "not valid CSV"),
        ("a.tmx", b"<tmx><body>", "not well-formed XML"),
        ("a.tmx", b"<html/>", "not a TMX file"),
        ("a.xlf", b"<html/>", "not an XLIFF file"),
        ("a.xlf", b'<xliff version="2.0" srcLang="en" trgLang="ar"><file/></xliff>', "translates from en to ar"),
    ],
)
def test_a_file_of_another_format_is_rejected(tmp_path, name, content, words):
    """One sentence says what is wrong."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=words):
        exchange.read(tmp_path / name)


def test_unknown_formats_and_missing_files_are_rejected(tmp_path):
    """By the suffix, and before anything is written."""
    with pytest.raises(ConfigError, match=r"\.csv, \.tmx, \.xlf"):
        exchange.write(tmp_path / "a.docx", [])
    with pytest.raises(ConfigError, match="cannot be read"):
        exchange.read(tmp_path / "none.csv")
