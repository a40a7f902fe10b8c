"""Decode bytes in an unknown encoding.

In: the bytes of a file. Out: text, and the name of the encoding for the log. The order of attempts is: byte order mark,
strict UTF-8, UTF-8 with a few damaged characters, the charset declared in the file, then the old Arabic code pages and
UTF-16 without a mark, of which the one that makes the text look most Arabic is used. Text that a program decoded in
another encoding and saved again is repaired.
"""

import codecs
import re
from dataclasses import dataclass

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, because its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How XML begins without a byte order mark (XML 1.0, appendix F)."""
_CANDIDATES = ("cp1256", "iso8859-6", "utf-16-le", "utf-16-be")
_DECLARED = (
    re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE),
    re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})["']""", re.IGNORECASE),
)
_DECLARED_WITHIN = 4096
"""Number of bytes to search for a declaration (HTML requires 1024; saved pages often have scripts before it)."""
_MOSTLY = 0.6
"""Minimum share of Arabic letters."""
_SAMPLE = 200_000
"""Number of characters that is sufficient for judging an encoding."""

_LONE_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as Python's ``surrogateescape`` stands for it."""
_FOREIGN_BYTES = re.compile("[\udc80-\udcff]{3}(?:[ .,0-9\u0080-\u05bf-]{0,3}[\udc80-\udcff])*[\u0080-\u05bf]?")
"""Three of them and more, with pairs in between that happen to be a letter of UTF-8."""
_LONG_RUN = re.compile(r"(?:\s|&nbsp;|&#160;|&#[xX][aA]0;){64,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MULTI_BYTE = re.compile(r"[^\x00-\x7f\ufffd]")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_ARTICLE = re.compile(r"(?<!\w)[وبفكل]?ال(?=\w)")
_UNUSUAL = re.compile(r"[^\s\x21-\x7e]")
_MISREAD = (("cp1256", re.compile("[طظ]\\W|[طظ][^\x00-\x7f]")), ("cp1252", re.compile("[ØÙ][^\x00-\x7f]")))
"""Encodings as which UTF-8 is misread, each with the characters that Arabic letters become."""
_TWICE = re.compile("[ÃÂ][\x80-\xff\u0152-\u2122]")
"""What the letters of UTF-8 become that is misread as cp1252 twice."""
_ESCAPED = re.compile(r"&#x?[0-9a-fA-F]{3,5};|\\u[0-9a-fA-F]{4}")
"""Letters as HTML or JSON write them in ASCII."""
_FEWEST_ESCAPED = 20
_WESTERN = re.compile("[\xc0-\xff]")
"""Most of the characters that letters of the Arabic code pages become if they are misread as cp1252."""
_ARABIC_BLOCK = range(0x600, 0x700)
_LATIN_LETTER = re.compile("[A-Za-z]")
_MOST_MISREAD = 2
"""Maximum number of times that the same text is repaired."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was decoded."""

    text: str
    encoding: str
    """Python's name of the encoding."""
    damaged: int = 0
    """Number of characters that could not be decoded and became U+FFFD."""


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of `data`; never raises, but in the worst case the text makes no sense.

    `declared` is a charset stated outside the data, as in a header of HTTP; it only decides between
    encodings that make equally much sense.

    Source: the order is that of the HTML standard ("determining the character encoding"), with strict UTF-8 before
    the declaration, because saved pages are often converted without changing their declaration.

    >>> decode("خبر عاجل من القاهرة".encode("cp1256"))
    Decoded(text='خبر عاجل من القاهرة', encoding='cp1256', damaged=0)
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if encoding != "utf-8" or not rest or _as_utf8(rest):
                return _repaired(_lenient(rest, encoding))
            data = rest  # an editor added the mark to a file in another encoding
    for start, encoding in _XML_STARTS:
        if data.startswith(start):
            return _lenient(data, encoding)
    return _repaired(_as_utf8(data) or _old(data, declared))


def without_long_runs(text: str) -> str:
    """Return `text` with very long runs of whitespace shortened; articles have none.

    Some regular expressions, ours and those of libraries, would scan such a run from each of its positions.
    """
    return _LONG_RUN.sub(lambda found: "\n\n" if "\n" in found[0] else " ", text)


def control_share(text: str) -> float:
    r"""Return the share of control characters, including NUL, at the beginning of `text`.

    >>> control_share("a\x00b\x00")
    0.5
    """
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) / len(sample) if sample else 0.0


def _as_utf8(data: bytes) -> Decoded | None:
    """Return `data` decoded as UTF-8, even if a few characters are damaged; None if it is something else."""
    found = _lenient(data, "utf-8")
    # Arabic in UTF-16 consists of bytes below 128, which are valid UTF-8, but every other one is a control character.
    if control_share(found.text) > 0.2:
        return None
    if found.damaged:
        # In an Arabic code page, pairs of bytes rarely look like UTF-8.
        sound = len(_MULTI_BYTE.findall(found.text, 0, _SAMPLE))
        return _mixed(data) or found if found.text.count("\ufffd", 0, _SAMPLE) * 4 <= sound else None
    return found


def _mixed(data: bytes) -> Decoded | None:
    """Return UTF-8 into which a program copied text of an Arabic code page, with that text decoded too."""
    text = data.decode("utf-8", "surrogateescape")
    mended = _FOREIGN_BYTES.sub(_in_code_page, text)
    if mended == text:
        return None
    return Decoded(_LONE_BYTE.sub("\ufffd", mended), "utf-8", len(_LONE_BYTE.findall(mended)))


def _in_code_page(match: re.Match[str]) -> str:
    """Return bytes that are not UTF-8 as Arabic, if that is what they are."""
    found = _lenient(match[0].encode("utf-8", "surrogateescape"), "cp1256").text
    return found if _score(found)[0] > 0.9 else match[0]


def _repaired(found: Decoded) -> Decoded:
    """Return the text as it was before it was misread, perhaps twice, or else as it is."""
    for _ in range(_MOST_MISREAD):
        better = _put_right(found) or _unescaped(found)
        if better is None:
            break
        found = better
    return found


def _put_right(found: Decoded) -> Decoded | None:
    """Return the repaired text if `found` was misread and can be recovered, otherwise None."""
    sample = found.text[:_SAMPLE]
    letters = len(_UNUSUAL.findall(sample))
    if not letters:
        return None
    if 2 * len(_TWICE.findall(sample)) >= _MOSTLY * letters:
        once = "\n".join(_decoded_back(line, "cp1252", "utf-8") for line in found.text.split("\n"))
        return _undone(Decoded(once, found.encoding), "cp1252", "utf-8")
    for encoding, pairs in _MISREAD:
        if 2 * len(pairs.findall(sample)) >= _MOSTLY * letters and (text := _undone(found, encoding, "utf-8")):
            return text
    western = len(_WESTERN.findall(sample))
    if western < _MOSTLY * letters or western < len(_LATIN_LETTER.findall(sample)):
        return None
    undone = (_undone(found, "cp1252", "cp1256"), _undone(found, "cp1252", "iso8859-6"))
    return max(filter(None, undone), key=lambda each: _score(each.text)[1], default=None)


def _unescaped(found: Decoded) -> Decoded | None:
    """Return the text if its letters are written in ASCII, as in the source of a page or in JSON, otherwise None."""
    sample = found.text[:_SAMPLE]
    number = len(_ESCAPED.findall(sample))
    if number < _FEWEST_ESCAPED or _ARABIC.search(sample):
        return None
    text = _ESCAPED.sub(_letter, found.text)
    return Decoded(text, f"{found.encoding}, escaped", found.damaged) if _score(text)[0] > _MOSTLY else None


def _letter(match: re.Match[str]) -> str:
    code = match[0].strip("&#;\\u")
    number = (
        int(code.lstrip("x"), 16)
        if match[0].startswith(("\\u", "&#x", "&#X"))
        else int(code)
        if code.isdecimal()
        else 0
    )
    return chr(number) if _ARABIC_BLOCK.start <= number < _ARABIC_BLOCK.stop else match[0]


def _undone(found: Decoded, misread: str, original: str) -> Decoded | None:
    """Return `found` as it was before text in `original` was read as `misread`; None if that makes no Arabic."""
    text = "\n".join(_decoded_back(line, misread, original) for line in found.text.split("\n"))
    damaged = text.count("\ufffd")
    share, articles = _score(text)
    is_arabic = share > _MOSTLY and (original == "utf-8" or articles > 0)
    sound = text.count("\ufffd", 0, _SAMPLE) * 50 <= len(found.text[:_SAMPLE])
    return Decoded(text, f"{original} misread as {misread}", damaged) if is_arabic and sound else None


def _decoded_back(line: str, misread: str, original: str) -> str:
    """Return `line` as it was before its bytes, text in `original`, were read as `misread`."""
    # Programs keep bytes that are undefined in cp1252 as control characters of the same number.
    raw = b"".join(c.encode(misread, "ignore") or c.encode("latin-1", "ignore") or b"?" for c in line)
    return raw.decode(original, "replace")


def _old(data: bytes, outside: str | None) -> Decoded:
    """Return `data` in the charset that it declares, or in another one if that makes much more sense."""
    best, declared = _best(data, outside), _as_declared(data)
    if declared is None:
        return best
    (_, articles), (share, stated_articles) = _score(best.text), _score(declared.text)
    return best if articles > 2 * stated_articles + 2 and _score(best.text)[0] >= share else declared


def _as_declared(data: bytes) -> Decoded | None:
    """Return `data` decoded with the charset that it declares, or None if that is unknown or yields no Arabic."""
    for pattern in _DECLARED:
        found = pattern.search(data, 0, _DECLARED_WITHIN)
        decoded = _strictly(data, found[1].decode("ascii", "replace")) if found else None
        if decoded and _score(decoded.text)[0] >= _MOSTLY:
            return decoded
    return None


def _strictly(data: bytes, name: str) -> Decoded | None:
    """Return `data` decoded in the charset `name`, or None if that is unknown, not for text, or does not fit."""
    try:
        codec = codecs.lookup(name)
        text = data.decode(codec.name)
    except (LookupError, ValueError):  # ValueError: not decodable, or not a text codec
        return None
    return Decoded(text, codec.name) if isinstance(text, str) else None


def _best(data: bytes, outside: str | None) -> Decoded:
    """Return `data` decoded so that its text looks most Arabic; of equals, in the charset that is stated outside."""
    stated = _strictly(data, outside) if outside else None
    found = [_lenient(data, encoding) for encoding in _CANDIDATES]
    return max([*([stated] if stated else []), *found], key=lambda each: _score(each.text))


def _score(text: str) -> tuple[float, int]:
    """Return the share of Arabic letters among the non-ASCII characters, and the number of definite articles."""
    sample = text[:_SAMPLE]
    unusual = len(_UNUSUAL.findall(sample))
    return round(len(_ARABIC.findall(sample)) / unusual, 2) if unusual else 0.0, len(_ARTICLE.findall(sample))


def _lenient(data: bytes, encoding: str) -> Decoded:
    """Decode with U+FFFD for damaged characters; an incomplete character at the end of the file is dropped."""
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged:
        damaged -= data.count("\ufffd".encode(encoding, "ignore") or data)
    return Decoded(text.removesuffix("\ufffd") if damaged > 0 else text, encoding, max(damaged, 0))
