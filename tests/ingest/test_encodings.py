"""Bytes in any encoding are decoded."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.ingest.encodings import Decoded, decode

SHORT = "خبر قصير عن المطر في مدينة عمان"
LONG = (
    "أعلنت هيئة الأرصاد أن الأمطار ستستمر حتى نهاية الأسبوع، ودعت السائقين إلى الحذر. «لا تخرجوا إلا للضرورة»؛ "
    "وقال مدير الهيئة: هل ننتظر فيضانا؟ لا. وبلغت كمية المطر 35 مليمترا في ثلاث ساعات فقط.\n"
) * 3
OLD = {"cp1256": LONG, "iso8859-6": LONG.replace("«", '"').replace("»", '"')}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859-6", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_text_without_a_mark_is_decoded(encoding, text):
    """Short and long texts, in the old code pages and in UTF-16 without a byte order mark."""
    text = OLD["iso8859-6"] if encoding == "iso8859-6" and text == LONG else text
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.damaged) == (text, encoding, 0)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_decides_and_is_removed(mark, encoding):
    """The mark is not part of the text."""
    assert decode(mark + LONG.encode(encoding)).text == LONG


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1256">',
        "<meta charset=windows-1256>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
        '<?xml version="1.0" encoding="windows-1256"?>',
    ],
)
def test_declared_charset_is_followed(declaration):
    """This holds even if the text is too short to judge."""
    assert decode((declaration + "نور").encode("cp1256")).text == declaration + "نور"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "no-such-charset", "base64", "rot13", "idna", "undefined"])
def test_wrong_declaration_does_no_harm(declared):
    """A charset that is unknown, not for text, or yields no Arabic is ignored."""
    text = f'<meta charset="{declared}"><p>{LONG}</p>'
    assert decode(text.encode("cp1256")).text == text


def test_converted_page_that_still_declares_its_old_charset_is_utf8():
    """Browsers save pages as UTF-8 without changing the declaration."""
    text = f'<meta charset="windows-1256"><p>{LONG}</p>'
    assert decode(text.encode()).text == text


def test_incomplete_character_at_the_end_is_dropped():
    """A download that ended inside a character is still UTF-8."""
    found = decode((LONG[:100] + "م").encode()[:-1])
    assert found.encoding == "utf-8"
    assert found.damaged == 1
    assert found.text == LONG[:100]


def test_few_damaged_bytes_stay_visible():
    """They are not a reason to decode the whole text with an Arabic code page."""
    data = bytearray(LONG.encode())
    data[101] = data[301] = 0xFF
    found = decode(bytes(data))
    assert found.encoding == "utf-8"
    assert found.damaged >= 2
    assert "\ufffd" in found.text


def test_replacement_character_in_the_text_is_not_damage():
    """The characters were lost elsewhere."""
    assert decode((LONG + "\ufffd" + LONG).encode()).damaged == 0


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise(data):
    """Any bytes yield text without surrogates."""
    assert not any("\ud800" <= char <= "\udfff" for char in decode(data).text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffd"), max_size=100)
)
def test_utf8_is_never_misread(text):
    """Valid UTF-8 is always decoded as UTF-8."""
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(("encoding", "read"), [("cp1256", "cp1256"), ("latin-1", "cp1252"), ("cp1252", "cp1252")])
def test_utf_8_that_was_misread_and_saved_again_is_repaired(encoding, read):
    """Letters, marks, quotation marks and digits are restored, even bytes that are undefined in cp1252."""
    text = "افتُتح الجسر «الجديد» أمس – بحضور ١٢٠٠ زائر (BBC).\nوقال الوزير: «نعم… بالتأكيد»."
    misread = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())
    assert decode(misread.encode()) == Decoded(text, f"utf-8 misread as {read}")


def test_arabic_that_was_not_misread_is_unchanged():
    """Words full of ط and ظ, in UTF-8 and in an old code page."""
    text = "ظ ط حظ وحفظ الطالب نظام الخط، وظل ينتظر الطبيب في المحطة."
    assert decode(text.encode()) == Decoded(text, "utf-8")
    assert decode(text.encode("cp1256")).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_xml_without_a_mark_begins_with_its_encoding(encoding):
    """Also if nothing in it is Arabic."""
    assert decode("<?xml version='1.0'?><a>valley</a>".encode(encoding)).text.endswith("<a>valley</a>")


def test_a_mark_may_be_wrong():
    """An editor added it to a file in another encoding."""
    assert decode(codecs.BOM_UTF8 + f"<p>{LONG}</p>".encode("cp1256")).text == f"<p>{LONG}</p>"


def test_a_declared_code_page_may_be_the_other_one():
    """Letters are as Arabic in one as in the other, but words are not."""
    text = f'<?xml version="1.0" encoding="windows-1256"?>{OLD["iso8859-6"]}'
    assert decode(text.encode("iso8859-6")).text == text


def test_a_charset_outside_the_data_decides_between_equals():
    """A word without an article fits both code pages."""
    for encoding in ("cp1256", "iso8859-6"):
        assert decode("برد".encode(encoding), declared=encoding).text == "برد"
    assert decode(LONG.encode("cp1256"), declared="iso-8859-1").text == LONG
    assert decode(LONG.encode("cp1256"), declared="no-such-charset").text == LONG


def test_a_code_page_inside_utf_8():
    """A program copied an old text into a new one; a character that was cut stays damaged."""
    before, inside, after = f"<title>المرفأ</title><p>{LONG}", "وصلت السفينة، وأفرغت 12 حاوية.", "</p><p>ثم غادرت</p>"
    found = decode(before.encode() + inside.encode("cp1256") + after.encode())
    assert (found.text, found.damaged) == (before + inside + after, 0)
    cut = decode(before.encode() + "ثم".encode()[:3] + after.encode())
    assert (cut.text, cut.damaged) == (before + "ث\ufffd" + after, 1)


def _misread(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


OLD_PAGE = "أعلن المجلس البلدي أمس عن فتح السوق الجديد، وقال رئيسه إن الرسوم لن تتغير قبل الصيف."


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
def test_an_old_code_page_that_was_misread_is_repaired(encoding):
    """Every letter is one of Western Europe then; French text has such letters, but few."""
    assert decode(_misread(OLD_PAGE.encode(encoding)).encode()) == Decoded(OLD_PAGE, f"{encoding} misread as cp1252")
    french = "Été à Orléans : l'élève, âgée de dix ans, a été félicitée par la maîtresse à l'école."
    assert decode(french.encode()) == Decoded(french, "utf-8")


def test_what_was_misread_is_repaired_behind_a_mark_and_if_it_was_misread_twice():
    """Editors add the mark when they save."""
    once = _misread(OLD_PAGE.encode())
    assert decode(codecs.BOM_UTF8 + once.encode()).text == OLD_PAGE
    assert decode(_misread(once.encode()).encode()).text == OLD_PAGE


@pytest.mark.parametrize("write", [lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):x};", lambda c: f"\\u{ord(c):04x}"])
def test_letters_written_in_ascii_are_read(write):
    """As in the source of a page, and in JSON."""
    assert decode("".join(write(c) if ord(c) > 127 else c for c in OLD_PAGE).encode()).text == OLD_PAGE
