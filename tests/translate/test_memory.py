"""Import and export of translation memories as TMX."""

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from reporter.errors import ConfigError, ReporterError, StoreError
from reporter.language.arabic.letters import memory_key
from reporter.store import MemoryEntry, Store
from reporter.translate.memory import TmxFile, import_file, import_memory, write

SEEDS = Path(__file__).parents[2] / "seeds" / "memory.tmx"


def tmx(*units, head='<?xml version="1.0" encoding="UTF-8"?>', srclang="ar"):
    return (
        f'{head}<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" '
        f'adminlang="en" srclang="{srclang}" datatype="plaintext"/><body>{"".join(units)}</body></tmx>'
    )


def unit(arabic="نعم", english="Yes", *, ar="ar", en="en", attributes=""):
    return (
        f'<tu {attributes}><tuv xml:lang="{ar}"><seg>{arabic}</seg></tuv>'
        f'<tuv xml:lang="{en}"><seg>{english}</seg></tuv></tu>'
    )


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a TMX file."""

    def make(content, name="m.tmx"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def pairs(path):
    return [(entry.text_ar, entry.text_en) for entry in TmxFile(path)]


def found(store, text):
    return [entry.text_en for entry in store.remembered([memory_key(text)]).values()]


def test_units_are_read_in_order(file):
    """Arabic first, then English."""
    assert pairs(file(tmx(unit(), unit("لا", "No")))) == [("نعم", "Yes"), ("لا", "No")]


@pytest.mark.parametrize(("ar", "en"), [("ar-SA", "en-GB"), ("AR", "EN-us"), ("ar_EG", "en_US")])
def test_regional_variants_are_arabic_and_english(file, ar, en):
    """Tools write them in many ways."""
    assert pairs(file(tmx(unit(ar=ar, en=en)))) == [("نعم", "Yes")]


def test_the_old_lang_attribute_is_understood(file):
    """In TMX 1.1, lang has no prefix."""
    assert pairs(file(tmx(unit().replace("xml:lang", "lang")))) == [("نعم", "Yes")]


def test_the_order_of_languages_does_not_matter(file):
    """A memory made from English can also be used."""
    swapped = unit("Yes", "نعم", ar="en", en="ar")
    assert pairs(file(tmx(swapped, srclang="en"))) == [("نعم", "Yes")]


def test_inline_codes_are_removed_and_highlighted_words_kept(file):
    """<bpt>, <ph> and similar elements contain codes; <hi> contains text."""
    arabic = 'قال <bpt i="1">&lt;b&gt;</bpt>الوزير<ept i="1">&lt;/b&gt;</ept> <hi>أمس</hi><ph>{0}</ph>.'
    assert pairs(file(tmx(unit(arabic, "The <hi>minister <hi>said</hi></hi><ut>x</ut>.")))) == [
        ("قال الوزير أمس.", "The minister said.")
    ]


def test_units_that_lack_a_side_are_counted_and_left_out(file):
    """One bad unit does not affect the rest."""
    bad = (
        unit("نعم", ""),
        unit("", "Yes"),
        unit("نعم", "Oui", en="fr"),
        unit("Si", "Yes", ar="es"),
        "<tu/>",
        "<tu><tuv xml:lang='ar'/></tu>",
        unit("ا" * 20_000, "long"),
        unit("ـ", "a tatweel alone"),
    )
    read = TmxFile(file(tmx(*bad, unit())))
    assert [entry.text_en for entry in read] == ["Yes"]
    assert (read.entries, read.left_out) == (1, len(bad))


def test_who_and_when_are_kept(file):
    """Change takes precedence over creation, and the variant over the unit."""
    text = tmx(
        unit(attributes='creationid="a" creationdate="20250101T000000Z" changeid="b" changedate="20260101T000000Z"'),
        unit(attributes='creationid="a" creationdate="20250101T000000Z"'),
        unit(attributes='changedate="yesterday"'),
    )
    assert [(entry.author, entry.changed) for entry in TmxFile(file(text))] == [
        ("b", "20260101T000000Z"),
        ("a", "20250101T000000Z"),
        ("", ""),
    ]


def test_an_entity_is_never_resolved(file, tmp_path):
    """Neither one in the file nor a file of this machine; its unit is left out, and the next is read."""
    (tmp_path / "secret").write_text("secret")
    head = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY y "ha">]>'
    read = TmxFile(file(tmx(unit("نعم &x;", "Yes"), unit("نعم", "Yes &y;"), unit("لا", "No"), head=head)))
    assert [entry.text_en for entry in read] == ["No"]
    assert read.left_out == 2


def test_a_billion_laughs_attack_is_harmless(file):
    """It is immediately rejected or left out, depending on the XML library."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    read = TmxFile(file(tmx(unit("نعم", "Yes &l11;"), head=f'<!DOCTYPE tmx [<!ENTITY l0 "ha">{laughs}]>')))
    try:
        assert list(read) == []
    except StoreError as e:
        assert "m.tmx, line 1" in str(e)  # noqa: PT017 (either is right)


def test_a_named_document_type_is_not_fetched(file):
    """Most tools write one, but the DTD is not needed."""
    head = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">'
    assert pairs(file(tmx(unit(), head=head))) == [("نعم", "Yes")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_encodings_are_as_the_file_declares(file, encoding):
    """Many tools write UTF-16."""
    text = tmx(unit(), head=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert pairs(file(text.encode(encoding))) == [("نعم", "Yes")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"m\.tmx, line"),
        ("no xml", r"m\.tmx, line 1"),
        ("<a>\n<b>\n</a>", r"m\.tmx, line"),
        ("<html></html>", r"line 1: this is not a TMX file, it begins with <html>"),
        ("<tmx><body>\n<tu>\n</body></tmx>", r"m\.tmx, line 3"),
        (b"\x00\xff" * 100, r"m\.tmx, line"),
    ],
)
def test_other_files_are_rejected_with_the_line(file, store, content, message):
    """The message leads to the place."""
    with pytest.raises(StoreError, match=message):
        import_file(file(content), store)


def test_a_missing_or_broken_file_loses_only_its_own_translations(file, store, tmp_path, caplog):
    """Each is reported, and the following files are read."""
    broken, good = file("no TMX", "broken.tmx"), file(tmx(unit()), "good.tmx")
    wrong = import_memory([tmp_path / "nowhere.tmx", broken, good], store)
    assert ["nowhere.tmx cannot be read" in wrong[0], "broken.tmx" in wrong[1], len(wrong)] == [True, True, 2]
    assert found(store, "نعم") == ["Yes"]
    assert len(caplog.records) == 2


def test_a_missing_file_is_an_error_of_the_command(store, tmp_path):
    """Someone who imports a file is told immediately."""
    with pytest.raises(ConfigError, match=r"nowhere\.tmx cannot be read"):
        import_file(tmp_path / "nowhere.tmx", store)


def test_an_unchanged_file_is_not_read_again(file, store):
    """It is recognised by its hash, not its time."""
    path = file(tmx(unit(), unit("لا", ""), unit("ربما", "Perhaps")))
    result = import_file(path, store)
    assert (result.entries, result.left_out) == (2, 1)
    assert import_file(path, store) is None


def test_a_changed_file_replaces_its_earlier_entries(file, store):
    """Entries that the translator deleted are removed."""
    import_memory([file(tmx(unit(), unit("لا", "No")))], store)
    import_memory([file(tmx(unit("نعم", "Yes indeed")))], store)
    assert found(store, "نعم") == ["Yes indeed"]
    assert found(store, "لا") == []


def test_a_changed_file_that_is_broken_keeps_its_earlier_entries(file, store):
    """This holds even if the error follows good units."""
    import_file(file(tmx(unit())), store)
    with pytest.raises(StoreError):
        import_file(file(tmx(unit("نعم", "new"), unit("لا", "No"))[:-20]), store)
    assert found(store, "نعم") == ["Yes"]
    assert found(store, "لا") == []


def test_a_file_removed_from_the_list_is_forgotten(file, store):
    """An imported one is not."""
    import_memory([file(tmx(unit()), "listed.tmx")], store)
    import_file(file(tmx(unit("لا", "No")), "imported.tmx"), store)
    import_memory([], store)
    assert found(store, "نعم") == []
    assert found(store, "لا") == ["No"]


def test_a_listed_file_that_is_also_imported_is_kept(file, store):
    """The command makes it permanent, changed or not, and listing it again does not undo that."""
    path = file(tmx(unit()))
    import_memory([path], store)
    assert import_file(path, store).entries == 1
    assert import_memory([path], store) == ()
    import_memory([], store)
    assert found(store, "نعم") == ["Yes"]


def test_an_import_that_cannot_be_saved_is_an_error(file, caplog):
    """A listed file is still used in this run; an imported one would be lost silently."""
    path = file(tmx(unit()))
    with Store.open(Path("/proc/none/store.sqlite3")) as store:
        import_memory([path], store)
        assert found(store, "نعم") == ["Yes"]
        with pytest.raises(StoreError, match="cannot save it"):
            import_file(path, store)
    assert "in memory" in caplog.text


def test_equivalent_spellings_are_found(file, store):
    """Diacritics, tatweel, quotation marks and spaces do not matter (arabic.memory_key)."""
    import_file(file(tmx(unit("قالَ: “نعـــم”", "He said yes"))), store)
    assert found(store, "قال:  «نعم»") == ["He said yes"]


ENTRIES = (
    MemoryEntry(key="1", text_ar="نعم & <لا>", text_en="Yes & <no>", changed="20260101T000000Z", author="Huda"),
    MemoryEntry(key="2", text_ar="سطر", text_en="A\x0bline"),
)


def test_exported_entries_are_read_back(tmp_path):
    """Texts, author and date; characters that XML does not allow are dropped."""
    write(tmp_path / "out.tmx", ENTRIES)
    read = [(e.text_ar, e.text_en, e.changed, e.author) for e in TmxFile(tmp_path / "out.tmx")]
    assert read == [("نعم & <لا>", "Yes & <no>", "20260101T000000Z", "Huda"), ("سطر", "Aline", "", "")]


def test_the_written_file_is_tmx_1_4_and_always_the_same(tmp_path):
    """Its header conforms to the standard, equal entries make equal bytes, and no other file remains."""
    for name in ("a.tmx", "b.tmx"):
        write(tmp_path / name, ENTRIES)
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()
    root = etree.parse(tmp_path / "a.tmx").getroot()
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = dict(root.find("header").attrib)
    assert (header["segtype"], header["srclang"], header["datatype"]) == ("sentence", "ar", "plaintext")
    assert {"creationtool", "creationtoolversion", "o-tmf", "adminlang"} < header.keys()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tmx", "b.tmx"]


def test_a_place_that_cannot_be_written_is_reported():
    """There is one sentence."""
    with pytest.raises(ReporterError, match="cannot be written"):
        write(Path("/proc/reporter/out.tmx"), ENTRIES)


def test_the_samples_memory_is_read_completely(store):
    """Every unit of the shipped file counts."""
    result = import_file(SEEDS, store)
    assert result.left_out == 0
    assert result.entries == len(etree.parse(SEEDS).findall(".//tu"))
    assert len(store.memory()) == result.entries


def test_a_large_file_is_read_in_little_memory(tmp_path):
    """Of 120,000 units, each is released after reading, including empty elements."""
    path = tmp_path / "large.tmx"
    path.write_text(tmx(*[unit()] * 120_000))
    code = (
        "import lxml.etree, psutil, sys; from pathlib import Path\n"
        "from reporter.translate.memory import TmxFile\n"
        "rss = lambda: psutil.Process().memory_info().rss // 1024**2\n"
        "before = rss()\n"
        "for count, _ in enumerate(TmxFile(Path(sys.argv[1])), 1):\n"
        "    if count == 120_000: print(count, rss() - before)\n"
    )
    result = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    count, megabytes = map(int, result.stdout.split())
    assert count == 120_000
    assert megabytes < 7
