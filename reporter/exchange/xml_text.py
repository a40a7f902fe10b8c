"""What both XML formats need: safe parsing, the words of a segment, text that XML can hold."""

import re
from collections.abc import Iterator
from typing import Any

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = {"bpt", "ept", "it", "ph", "ut"}  # of TMX: what they hold is no text; XLIFF's codes are empty
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(content: bytes) -> Any:  # noqa: ANN401 (lxml has no types)
    """Return the root element; entities stay unresolved, nothing is fetched.

    Raises:
        ValueError: it is no well-formed XML.

    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as e:
        raise ValueError(f"line {e.lineno} is no well-formed XML ({e.msg})") from e


def serialised(root: Any) -> bytes:  # noqa: ANN401
    """Return the bytes of a document, one element a line."""
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def text_of(element: Any) -> str:  # noqa: ANN401
    """Return the words inside `element`; codes go, an entity empties it: nobody knows what it says."""
    from lxml import etree

    if element is None or next(element.iter(etree.Entity), None) is not None:
        return ""
    return "".join(_words(element))


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    if element.tag not in _CODES:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def language(variant: Any) -> str:  # noqa: ANN401
    """Return the language of a TMX variant without its region: ``ar``, ``en``."""
    code = variant.get(XML_LANG) or variant.get("lang") or ""
    return str(code).lower().replace("_", "-").split("-")[0]


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
