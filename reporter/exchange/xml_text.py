"""Shared by the XML formats: clean input, safe parsing, the words of a segment, and text that XML allows.

A character that XML does not allow becomes ``LOST``, so that only its unit is lost and not the file. Entities are not
resolved and nothing is fetched.
"""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from lxml.etree import _Element

LOST = "\ufdd0"
"""A noncharacter, which never occurs in text."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PARSING = {"resolve_entities": False, "no_network": True, "load_dtd": False, "encoding": "utf-8"}
_CODES = {"bpt", "ept", "it", "ph", "ut", "x", "bx", "ex", "sc", "ec", "sm", "em"}
"""Elements of TMX and XLIFF that contain code of another format."""
_NOT_XML = re.compile("[\0-\b\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(r"""<(/?)([A-Za-z][\w:.-]{0,30}|\d{1,4})((?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*(/?)>""")
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?(\s+encoding\s*=\s*["']([\w.:-]+)["'])[^>]*\?>""")
_BREAKS = {"br", "p", "div", "li", "tr", "td", "lb"}
_SPACES = {"lb", "br", "nl", "cr", "lf", "tab", "nbsp", "newline", "linebreak", "break", "line", "space"}
"""Names of codes that stand for white space."""
_SAYING = ("type", "ctype", "subType", "equiv", "equiv-text", "disp")
_VALUE = re.compile(r"""=\s*["']([^"']*)""")
_ALONE = re.compile(r"[A-Za-z]{1,2}\d{1,4}|\d{1,4}|br|p|hr|img|wbr")
_BLOCK = 1 << 16


class FormatError(ValueError):
    """A file does not have the format of its suffix; the message begins with the line."""


class Cleaned:
    """A file of any encoding, read as UTF-8 without the characters that stop an XML parser."""

    def __init__(self, file: BinaryIO) -> None:
        """Detect the encoding.

        Raises:
            FormatError: the file names an encoding that does not exist.

        """
        self._file = file
        head = file.read(_BLOCK)
        encoding = _encoding(head)
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        text = self._decoder.decode(head, final=not head).lstrip("\ufeff \t")
        declared = _DECLARED.match(text)
        self._text = text[: declared.start(1)] + text[declared.end(1) :] if declared else text
        self._rest = ""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, about `size` of them; empty at the end."""
        text = self._text
        ended = False
        while not ended and (not text or size < 0):
            block = self._file.read(_BLOCK)
            ended = not block
            text += self._decoder.decode(block, final=ended)
        text, self._text, self._rest = self._rest + text, "", ""
        cut = text.rfind("&", -12)
        if cut >= 0 and ";" not in text[cut:] and not ended:
            text, self._rest = text[:cut], text[cut:]
        if "&#" in text:
            text = _REFERENCE.sub(_allowed, text)
        return _NOT_XML.sub(LOST, text).encode() or (self.read(size) if self._rest and not ended else b"")


def _encoding(head: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if head.startswith(start):
            return encoding
    declared = _DECLARED.match(head[:300].decode("latin-1"))
    name = declared[2] if declared else "utf-8"
    try:
        return "utf-8" if codecs.lookup(name).name.startswith("utf-16") else codecs.lookup(name).name
    except LookupError:
        raise FormatError(f"line 1: unknown encoding {name}") from None


def _allowed(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    return found[0] if number < 0x110000 and not _NOT_XML.match(chr(number)) else LOST


def parse(content: bytes) -> "_Element":
    """Return the root element.

    Raises:
        FormatError: it is not well-formed XML.

    """
    from lxml import etree

    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_PARSING)
    try:
        return etree.fromstring(Cleaned(BytesIO(content)).read(), parser)
    except etree.XMLSyntaxError as e:
        raise FormatError(f"line {e.lineno}: this is not well-formed XML ({e.msg})") from e


def elements(file: BinaryIO, name: str, root: str) -> Iterator[Any]:
    """Yield the elements called `name` in file order, in any namespace; each is released after use.

    Raises:
        FormatError: it is not well-formed XML, or its outermost element is not called `root`.

    """
    from lxml import etree

    try:
        parsed = etree.iterparse(Cleaned(file), tag=f"{{*}}{name}", remove_comments=True, remove_pis=True, **_PARSING)
        for _, element in parsed:
            yield element
            element.clear(keep_tail=True)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as e:
        raise FormatError(f"line {e.lineno}: this is not well-formed XML ({e.msg})") from e
    found = name_of(parsed.root)
    if found != root:
        raise FormatError(f"line {parsed.root.sourceline}: this is not a {root.upper()} file, it begins with <{found}>")


def serialised(root: "_Element") -> bytes:
    """Return the bytes of a document, one element per line."""
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def name_of(element: "_Element") -> str:
    """Return the name of `element` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: "_Element", *names: str) -> Iterator["_Element"]:
    """Yield the children of `element` that have one of `names`, in any namespace."""
    return (child for child in element if name_of(child) in names)


def child(element: "_Element", name: str) -> "_Element | None":
    """Return the first child called `name`, or None."""
    return next(children(element, name), None)


def text_of(element: "_Element | None") -> str:
    """Return the words inside `element`, without codes but with the text of unknown elements.

    An entity becomes ``LOST``, because its value is unknown.
    """
    return "" if element is None else "".join(_words(element))


def _words(element: "_Element") -> Iterator[str]:
    from lxml import etree

    if element.tag is etree.Entity or name_of(element) == "cp":
        yield LOST
    elif name_of(element) in _CODES:
        inside = "".join(map(str, element.itertext()))
        said = [inside, *_VALUE.findall(inside), *(element.get(name, "") for name in _SAYING)]
        yield " " if any(map(_is_space, said)) else ""
    elif element.get("mtype") != "x-sdl-deleted":  # Trados keeps what a tracked change has deleted
        yield element.text or ""
        for inner in element:
            yield from _words(inner)
            yield inner.tail or ""


def _is_space(said: str) -> bool:
    """Return whether a code that says `said` stands for a line break, a tab or a space, and so keeps two words apart.

    >>> [_is_space(said) for said in ("xlf:lb", "<br class='x'/>", "&amp;nbsp;", "<b>", "bold", "")]
    [True, True, True, False, False, False]
    """
    if said.startswith("base64:"):
        try:
            said = base64.b64decode(said.removeprefix("base64:"), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
    said = html.unescape(html.unescape(said))
    if not said.strip():
        return bool(said)
    name = re.match(r"[\s<{\\/]*([\w:-]+)", said)
    return said.strip() in {"\\n", "\\r", "\\t"} or bool(name and re.split("[:-]", name[1])[-1].lower() in _SPACES)


def without_tags(text: str) -> str:
    """Return `text` without tags and entities of another format that were written as text.

    Text that only looks like a tag, with neither an attribute nor a matching tag, is kept.

    >>> without_tags('He <b>said</b> it<br/>twice &lt;x id="1"/&gt;&amp; left <no>')
    'He said it twice & left <no>'
    """
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
    if "<" not in text:
        return text
    closed = set(re.findall(r"</([\w:.-]+)\s*>", text))
    opened = set(re.findall(r"<([\w:.-]+)[\s>]", text))

    def replaced(found: re.Match[str]) -> str:
        close, name, attributes, empty = found.groups()
        is_tag = attributes or empty or _ALONE.fullmatch(name) or name in (opened if close else closed)
        if not is_tag:
            return found[0]
        space = name.lower() in _BREAKS or (name in _CODES and any(map(_is_space, _VALUE.findall(attributes))))
        return " " if space else ""

    return _TAG.sub(replaced, text)


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML does not allow."""
    return _NOT_XML.sub("", text)
