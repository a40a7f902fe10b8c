"""Build the structure of a PDF, which tells a screen reader what to read, in which order and in which language.

In: the boxes that WeasyPrint has laid out, and their HTML elements. Out: a structure tree in which an element is one
node, however many lines and pages it fills, and each passage has its language. Decoration (running heads, page numbers,
repeated table heads, anything ``aria-hidden``) becomes an artifact.

A table is tagged as a table only if it has row or column headings (``th``). Tables without headings only set text in
two columns: their cells become paragraphs in reading order, row by row, because nobody wants to hear "row 3, column 2"
before each sentence. Source: ISO 32000-1, 14.7 (logical structure), 14.8 (tagged PDF); ISO 14289-1, 7 (PDF/UA).

Private to WeasyPrint 70 and used here: ``pdf.add_tags`` and ``pdf.stream.Stream.marked`` (replaced); of a stream
``artifact`` and ``_tags``; of a document ``pages`` and each one's ``_page_box``; of a box ``element``, ``element_tag``,
``link_annotation``, ``children``, ``descendants`` and its style's ``parent_style``; ``formatting_structure.boxes``
(``MarginBox``, ``BlockLevelBox``, ``TableCellBox``); of the PDF ``page_references``, ``objects`` and ``catalog``.
tests/test_insides.py names each of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from pydyf import PDF, Dictionary
    from weasyprint import Document
    from weasyprint.css import ComputedStyle
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.pdf.stream import Stream

LANGUAGE = "data-language"
"""The attribute that replaces ``lang`` while a document is printed."""

GROUPS = {"Art", "BlockQuote", "Div", "Document", "L", "LI", "Part", "Sect", "Table", "TBody", "TFoot", "THead", "TR"}
"""Nodes in which text must be wrapped in a paragraph."""

ROLES = {
    "article": "Art", "aside": "Sect", "blockquote": "BlockQuote", "caption": "Caption", "figcaption": "Caption",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "li": "LI", "main": "Part", "nav": "Sect", "ol": "L", "p": "P", "section": "Sect", "ul": "L",
}  # fmt: skip
TABLE_ROLES = {
    "table": "Table", "tbody": "TBody", "td": "TD", "tfoot": "TFoot", "th": "TH", "thead": "THead", "tr": "TR",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"

Parents = dict[Element, Element]
Node = Any
"""A structure element: a pydyf dictionary."""


@contextmanager
def structured(root: Element) -> Iterator[None]:
    """Make WeasyPrint build the structure under `root` as this module describes; only one thread at a time."""
    import weasyprint.pdf
    from weasyprint.pdf.stream import Stream

    add_tags, marked = weasyprint.pdf.add_tags, Stream.marked
    parents = {child: parent for parent in root.iter() for child in parent}
    heads: dict[Element, Box] = {}

    def tagged(pdf: "PDF", document: "Document", pdf_version: object, streams: "list[Stream]") -> None:  # noqa: ARG001
        _Tree(pdf, document.metadata.lang or "en", parents).grow(document.pages, streams)

    @contextmanager
    def marked_or_artifact(stream: "Stream", box: "Box", tag: str) -> Iterator[None]:
        hidden = stream._tags is not None and _is_artifact(stream, box, parents, heads)  # noqa: SLF001
        with stream.artifact() if hidden else marked(stream, box, tag):
            yield

    weasyprint.pdf.add_tags, Stream.marked = tagged, marked_or_artifact
    try:
        yield
    finally:
        weasyprint.pdf.add_tags, Stream.marked = add_tags, marked


def _is_artifact(stream: "Stream", box: "Box", parents: Parents, heads: dict[Element, "Box"]) -> bool:
    """Return whether `box` is in a margin, hidden, or in a table head drawn on an earlier page (`heads`)."""
    if box.element is None or _is_running(box.style):
        return True
    for element in _upwards(box.element, parents):
        if element.get("aria-hidden") == "true":
            return True
        if element.tag == "thead" and heads.setdefault(element, stream) is not stream:
            return True
    return False


def _is_running(style: "ComputedStyle") -> bool:
    """Return whether the box with this style, or one around it, was moved to a margin (``position: running()``)."""
    while style is not None:
        if style["position"][0] == "running()":
            return True
        style = style.parent_style
    return False


def _upwards(element: Element, parents: Parents) -> Iterator[Element]:
    """Yield `element` and its ancestors."""
    while element is not None:
        yield element
        element = parents.get(element)  # type: ignore[assignment]


class _Place(NamedTuple):
    """The position of a box in the tree."""

    node: Node
    element: Element | None
    """The element that the passage belongs to, or None at the top."""


class _Tree:
    """The structure tree of one document."""

    def __init__(self, pdf: "PDF", language: str, parents: Parents) -> None:
        self._pdf = pdf
        self._parents = parents
        self._language = language
        self._nodes: dict[tuple[Element | None, str], Node] = {}
        self._languages: dict[Element, str] = {}
        self._page = 0
        self._marks: dict[Any, dict[str, Any]] = {}
        self._owners: list[Node] = []
        """The node of each mark, by the mark's number."""
        self._annotations: list[tuple[Node, Any]] = []

    def grow(self, pages: list[Any], streams: "list[Stream]") -> None:
        """Build the tree and add it to the document's catalog."""
        import pydyf

        numbers, root = pydyf.Dictionary(), pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(numbers)
        self._pdf.add_object(root)
        document = self._node("Document", root)
        root |= {"K": pydyf.Array([document.reference]), "ParentTree": numbers.reference}
        nums = pydyf.Array()
        for self._page, (page, stream) in enumerate(zip(pages, streams, strict=True)):
            self._marks, self._owners = stream._tags, [None] * len(stream._tags)  # noqa: SLF001
            self._walk(page._page_box, _Place(document, None))  # noqa: SLF001
            nums.extend([self._page, pydyf.Array(node.reference for node in self._owners)])
        for key, (node, annotation) in enumerate(self._annotations, len(pages)):
            annotation["StructParent"] = key
            nums.extend([key, node.reference])
        numbers["Nums"] = nums
        root["ParentTreeNextKey"] = len(pages) + len(self._annotations)
        self._pdf.catalog |= {
            "StructTreeRoot": root.reference,
            "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
            "Lang": pydyf.String(self._language),
        }

    def _walk(self, box: "Box", place: _Place) -> None:
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)  # an absolutely positioned box has a placeholder
        hides = box.element is not None and box.element.get("aria-hidden") == "true"
        if hides or isinstance(box, boxes.MarginBox):
            for hidden in box.descendants():
                if hidden.link_annotation:
                    self._drop(hidden.link_annotation)
            return
        here = self._place(box, place)
        if box.link_annotation:
            self._link(here, box)
        if (mark := self._marks.get(box)) is not None:
            self._hold(mark["mcid"], box, here)
        for child in getattr(box, "children", ()):
            self._walk(child, here)

    def _place(self, box: "Box", place: _Place) -> _Place:
        """Return the position of the content of `box`."""
        role = self._role(box)
        if role is None:
            passage = box.element if _begins_passage(box) else place.element
            return _Place(place.node, passage)
        node = self._nodes.get((box.element, role)) or self._new(box, role, place)
        if role == "LI":
            node = self._child(node, box.element, "LBody")
        return _Place(node, box.element)

    def _new(self, box: "Box", role: str, place: _Place) -> Node:
        import pydyf

        parent = place.node
        if role in {"Link", "Figure"} and parent["S"][1:] in GROUPS:
            parent = self._child(parent, place.element, "P")
        node = self._child(parent, box.element, role)
        if role in {"TH", "TD"}:
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            attributes = {name: span for name, span in spans.items() if span > 1}
            if role == "TH":
                attributes["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
            if attributes:
                node["A"] = pydyf.Dictionary({"O": "/Table"} | attributes)
        elif role == "Figure":
            node["Alt"] = pydyf.String(_alternative(box.element))
        return node

    def _child(self, parent: Node, element: Element | None, role: str) -> Node:
        """Return the node of `element` with `role`; append it to `parent` if it is new."""
        key = (element, role)
        if key not in self._nodes:
            self._nodes[key] = self._node(role, parent, element)
            parent["K"].append(self._nodes[key].reference)
        return self._nodes[key]

    def _node(self, role: str, parent: Node, element: Element | None = None) -> Node:
        import pydyf

        node = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{role}", "P": parent.reference, "K": pydyf.Array()}
            | ({} if element is None else {"Lang": pydyf.String(self._language_of(element))})
        )
        node.page = None
        self._pdf.add_object(node)
        return node

    def _hold(self, mark: int, box: "Box", place: _Place) -> None:
        """Add the marked content with the number `mark` to the tree."""
        import pydyf

        node = place.node
        if node["S"][1:] in GROUPS:
            node = self._child(node, place.element, "P")
        if node["S"] != "/Figure" and self._language_of(box.element) != node["Lang"].string:
            node = self._child(node, box.element, "Span")
        page = self._pdf.page_references[self._page]
        if node.page is None:
            node.page = node["Pg"] = page
        node["K"].append(mark if node.page == page else pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark}))
        self._owners[mark] = node

    def _link(self, place: _Place, box: "Box") -> None:
        """Connect a link's annotation to its node and describe its target; drop it if it has no width."""
        import pydyf

        node, annotation = place.node, box.link_annotation
        left, _, right, _ = annotation["Rect"]
        if node["S"] != "/Link" or left == right:
            self._drop(annotation)
            return
        if "URI" not in annotation.get("A", {}):
            said = " ".join("".join(place.element.itertext()).split()) if place.element is not None else ""
            annotation["Contents"] = pydyf.String(said or annotation["Contents"].string)
        page = self._pdf.page_references[self._page]
        node["K"].append(pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page}))
        self._annotations.append((node, annotation))

    def _drop(self, annotation: "Dictionary") -> None:
        """Remove an annotation from its page."""
        page = self._pdf.objects[int(self._pdf.page_references[self._page].split()[0])]
        page["Annots"].remove(annotation.reference)

    def _language_of(self, element: Element | None) -> str:
        if element is None:
            return self._language
        if element not in self._languages:
            own = element.get(LANGUAGE)
            self._languages[element] = own or self._language_of(self._parents.get(element))
        return self._languages[element]

    def _role(self, box: "Box") -> str | None:
        """Return the role of a box's element, or None if it has no role of its own."""
        tag = box.element_tag
        if box.element is None:
            return None
        if tag in TABLE_ROLES:
            table = next(each for each in _upwards(box.element, self._parents) if each.tag == "table")
            return TABLE_ROLES[tag] if table.find(".//th") is not None else None
        if tag in {"img", f"{SVG}svg"}:
            return "Figure"
        return "Link" if tag == "a" and box.element.get("href") else ROLES.get(tag)


def _begins_passage(box: "Box") -> bool:
    """Return whether the text in `box` forms a separate paragraph."""
    from weasyprint.formatting_structure import boxes

    return box.element is not None and isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox)


def _alternative(element: Element) -> str:
    """Return the description of a picture."""
    if element.tag != f"{SVG}svg":
        return str(element.get("alt") or element.get("aria-label") or "")
    parts = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
    said = " ".join(" ".join("".join(part.itertext()).split()) for part in parts if part is not None)
    return said or str(element.get("aria-label") or "")
