"""TMX as common tools write it: one reader for the memory and for reviews."""

import io
import random

import pytest

from reporter.exchange import tmx
from reporter.exchange.xml_text import FormatError, without_tags
from reporter.translate.memory import TmxFile

AR, EN = "أغلق الميناء أبوابه مساء.", "The port closed in the evening."


def document(*units, head='<?xml version="1.0" encoding="UTF-8"?>', root='tmx version="1.4"'):
    return f'{head}<{root}><header creationtool="t" srclang="ar"/><body>{"".join(units)}</body></tmx>'


def unit(arabic=AR, english=EN, ar="ar", en="en", more=""):
    return (
        f'<tu>{more}<tuv xml:lang="{ar}"><seg>{arabic}</seg></tuv><tuv xml:lang="{en}"><seg>{english}</seg></tuv></tu>'
    )


def read(content):
    return list(tmx.read(io.BytesIO(content if isinstance(content, bytes) else content.encode())))


def texts(content):
    return [(each.text_ar, each.text_en) for each in read(content)]


@pytest.mark.parametrize(
    "english",
    [
        'The <g id="1">port</g> closed <mrk mtype="term">in</mrk> the <x-own a="b">evening</x-own>.',
        "The <hi>port <hi>closed</hi></hi> in the evening.",
        'The <bpt i="1">&lt;b&gt;</bpt>port<ept i="1">&lt;/b&gt;</ept> closed<ph>{0}</ph> in the evening.',
        "The &lt;b&gt;port&lt;/b&gt; closed in the evening.",
        "The &lt;g1&gt;port&lt;/g1&gt; closed&lt;x2/&gt; in the evening.",
        "The &amp;lt;i&amp;gt;port&amp;lt;/i&amp;gt; closed in&amp;nbsp;the evening.",
        'The &lt;span class="a"&gt;port&lt;/span&gt;&lt;br&gt;closed in the evening.',
        "The port<!-- a note --> closed <?pi?>in the evening.",
        "The <mrk><unknown>port</unknown></mrk> closed in the evening.",
        "<![CDATA[The port closed in the evening.]]>",
    ],
)
def test_words_are_kept_and_codes_removed(english, tmp_path):
    """Whatever a program wraps around words, the memory and the review read the same text."""
    content = document(unit(english=english))
    ((_, found),) = texts(content)
    assert " ".join(found.split()) == EN
    path = tmp_path / "m.tmx"
    path.write_text(content, encoding="utf-8")
    assert [entry.text_en for entry in TmxFile(path)] == [EN]
    assert [" ".join(row.text_en.split()) for row in tmx.loads(content.encode())] == [EN]


@pytest.mark.parametrize(
    "code",
    [
        '<ph x="1" type="lb"/>',
        '<x id="2" ctype="x-lb"/>',
        "<ph>&lt;br class='a'/&gt;</ph>",
        '<ph>&lt;mq:rxt displaytext="&amp;nbsp;" val="&amp;nbsp;" /&gt;</ph>',
        "<ut>{\\line }</ut>",
        "<ph>\\n</ph>",
        "<it pos='begin'>\u00a0</it>",
        '&lt;ph id="mtc_1" equiv-text="base64:PGJyIC8+"/&gt;',
    ],
)
def test_a_code_that_stands_for_a_space_keeps_words_apart(code):
    """A line break or a space that cannot break, in the way of each program."""
    ((_, found),) = texts(document(unit(english=f"The port{code}closed in the evening.")))
    assert " ".join(found.split()) == EN


@pytest.mark.parametrize("code", ['<bpt i="1" type="bold" x="2"/>', "<ph>&lt;b class='x y'&gt;</ph>", "<ph>{0}</ph>"])
def test_other_codes_do_not_part_a_word(code):
    """Half a word may be bold."""
    assert texts(document(unit(english=f"The po{code}rt closed in the evening."))) == [(AR, EN)]


def test_tags_are_removed_from_the_arabic_too():
    """Otherwise no sentence of an article would ever match."""
    assert texts(document(unit(arabic="أغلق &lt;b&gt;الميناء&lt;/b&gt; <g id='1'>أبوابه</g> مساء.")))[0][0] == AR


@pytest.mark.parametrize("text", ["a < b and c > d", "He said <no>.", "x<y>z", "AT&T", "5 <6> 7", "<3", "if a<b then"])
def test_text_that_only_looks_like_a_tag_is_kept(text):
    """Mathematics, hearts, and text in angle brackets."""
    assert without_tags(text) == text.replace("<6>", "")


@pytest.mark.parametrize("ar", ["ar", "AR", "ara", "arb", "ar-SA", "ar_SA", "AR-01", "ar-Arab-EG", "Arabic", "arb_EG"])
@pytest.mark.parametrize("en", ["en", "EN-US", "eng", "en_GB", "English (US)"])
def test_languages_have_many_names(ar, en):
    """With regions and scripts, by ISO 639-2 and -3, and in words."""
    assert texts(document(unit(ar=ar, en=en))) == [(AR, EN)]


@pytest.mark.parametrize("other", ["arz", "arc", "fa", "ars", "art", "enm", ""])
def test_other_languages_are_distinguished(other):
    """Their codes only begin alike."""
    assert texts(document(unit(ar=other))) == [("", EN)]


def test_the_newest_of_several_variants_is_used():
    """By change date, else by creation date; the first of equals."""

    def variant(text, **dates):
        stated = " ".join(f'{name}="{date}"' for name, date in dates.items())
        return f'<tuv xml:lang="en-GB" {stated}><seg>{text}</seg></tuv>'

    arabic = f'<tuv xml:lang="ar"><seg>{AR}</seg></tuv>'
    first = variant("old", changedate="20240101T000000Z")
    newest = variant("new", creationdate="20200101T000000Z", changedate="2025-03-01T10:00:00Z")
    third = variant("third", creationdate="20250228T235959Z")
    empty = variant("", changedate="20260101T000000Z")
    for order in ([first, newest, third, empty], [empty, third, newest, first]):
        (only,) = read(document(f"<tu>{arabic}{''.join(order)}</tu>"))
        assert (only.text_en, only.changed) == ("new", "20250301T100000Z")
    (only,) = read(document(f"<tu>{arabic}{variant('a')}{variant('b')}</tu>"))
    assert only.text_en == "a"


BAD = ["&#x1F;", "&#31;", "&#0;", "&#xD83D;", "&#xFFFF;", "&#x110000;", "\x0b", "\x00", "\x1f", "\ufffe", "&#x00001f;"]


@pytest.mark.parametrize("bad", BAD)
def test_a_control_character_loses_only_its_unit(bad, tmp_path):
    """As a reference or as it is; the units around it are read, and it is reported."""
    path = tmp_path / "m.tmx"
    path.write_text(document(unit(), unit(english=f"The{bad} port."), unit(english="Yes")), encoding="utf-8")
    file = TmxFile(path)
    assert [entry.text_en for entry in file] == [EN, "Yes"]
    assert file.left_out == 1
    assert file.named == ["unit 2 (line 1) has a control character or an entity in its English"]


def test_invalid_utf8_loses_only_its_character():
    """A file of half a gigabyte is not lost because of one byte."""
    content = document(unit(), unit(english="caf#"), unit()).encode().replace(b"#", b"\xe9")
    assert [each.text_en for each in read(content)] == [EN, "caf\ufffd", EN]


def test_references_across_blocks_are_read_correctly():
    """Anything may be at the boundary between two reads."""
    chosen = random.Random(5)
    units = [unit(english=f"{'x' * chosen.randrange(200)}&#xE9;&amp;&#1575;") for _ in range(3000)]
    found = texts(document(*units))
    assert len(found) == 3000
    assert all(english.endswith("é&ا") for _, english in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_encodings(encoding):
    """Declared, with a byte order mark, or recognisable."""
    names = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "cp1256": "windows-1256"}
    text = document(unit(), head=f'<?xml version="1.0" encoding="{names.get(encoding, encoding)}"?>')
    assert texts(text.encode(encoding)) == [(AR, EN)]


def test_a_namespace_makes_no_difference():
    """Some programs write one."""
    assert texts(document(unit(), root='tmx version="1.4" xmlns="http://www.lisa.org/tmx14"')) == [(AR, EN)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<tmx><body>\n<tu>\n</body></tmx>", "line 3: this is not well-formed XML"),
        (document(unit())[:-30], "line 1: this is not well-formed XML"),
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', "line 1: unknown encoding klingon"),
        ("\n<xliff/>", "line 2: this is not a TMX file, it begins with <xliff>"),
    ],
)
def test_other_files_are_rejected_with_the_line(content, message):
    """A truncated file is also rejected."""
    with pytest.raises(FormatError, match=message):
        read(content)


def test_what_we_write_is_read_back_as_text():
    """A sentence about <b>HTML</b> is unchanged."""
    text = "The tag <b>b</b> &amp; <br/>."
    row = next(tmx.loads(tmx.dumps([next(tmx.loads(document(unit()).encode()))])))
    assert row.text_en == EN
    sealed = document(unit(english="&lt;b&gt;b&lt;/b&gt;", more='<prop type="x-seal">v1-01234567</prop>'))
    assert texts(sealed) == [(AR, "<b>b</b>")]
    assert without_tags(text) != text


def test_a_file_without_usable_units_is_reported(tmp_path):
    """Its languages may be wrong, or it may have no units at all."""
    from reporter.errors import StoreError

    path = tmp_path / "m.tmx"
    path.write_text(document(unit(ar="fr"), unit(ar="fr")), encoding="utf-8")
    with pytest.raises(StoreError, match=r"m\.tmx contains no usable translation: unit 1 \(line 1\) has no Arabic"):
        list(TmxFile(path))
    path.write_text(document(), encoding="utf-8")
    with pytest.raises(StoreError, match=r"m\.tmx contains no usable translation: it has no units"):
        list(TmxFile(path))
