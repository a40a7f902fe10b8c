"""What both XML formats need: safe parsing, the words of a segment, text that XML can hold."""

import re
from typing import Any

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(content: bytes) -> Any:  # noqa: ANN401 (lxml has no types)
    """Return the root element; entities stay unresolved, nothing is fetched.

    Raises:
        ValueError: it is no well-formed XML.

    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as e:
        raise ValueError(f"line {e.lineno} is no well-formed XML ({e.msg})") from e


def serialised(root: Any) -> bytes:  # noqa: ANN401
    """Return the bytes of a document, one element a line."""
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def text_of(element: Any) -> str:  # noqa: ANN401
    """Return the words inside `element`; inline codes go, an entity empties it (nobody knows what it would say)."""
    from lxml import etree

    if element is None or next(element.iter(etree.Entity), None) is not None:
        return ""
    return "".join(element.itertext(with_tail=False))


def language(variant: Any) -> str:  # noqa: ANN401
    """Return the language of a TMX variant without its region: ``ar``, ``en``."""
    code = variant.get(XML_LANG) or variant.get("lang") or ""
    return str(code).lower().replace("_", "-").split("-")[0]


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
