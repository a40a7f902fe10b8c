"""The trees of a joined document: its structure, its named destinations and its outline.

In: the pages of the parts, and their structure trees. Out: one tree of each kind in the document's catalog.
Source: ISO 32000-1, 7.9.6 (name trees), 12.3 (destinations, outlines), 14.7.4 (structure content).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reporter.render.pdf.sheets import Page

if TYPE_CHECKING:
    from pikepdf import Pdf

Object = Any
"""An object of a PDF."""


class Trees:
    """The trees in the making."""

    def __init__(self, pdf: "Pdf") -> None:
        """Begin with the structure of `pdf`, which has no content."""
        from pikepdf import Array

        self._pdf = pdf
        self._root: Object = pdf.Root.StructTreeRoot
        self._document = self._root.K[0]
        self._document.K = Array()
        self._owners: list[Object] = []
        """The nodes of each page's marks, page by page."""
        self._annotations: list[tuple[Object, Object]] = []
        """Annotations and their nodes."""
        self._names: dict[bytes, Object] = {}
        self._bookmarks: list[tuple[int, str, Object, bool]] = []

    def add_page(self, page: Object, said: Page, move: float) -> None:
        """Add what leads to a page whose content was moved to the right by `move` points."""
        for name, x, y in said.anchors:
            self._names.setdefault(_as_bytes(name), _place(page, x + move, y))
        for level, label, x, y, closed in said.bookmarks:
            self._bookmarks.append((level, label, _place(page, x + move, y), closed))

    def add_structure(self, tree: Object, annotations: Mapping[int, Object], pages: range, *, again: bool) -> None:
        """Add the structure of a part.

        `tree` is its root, which is now in this document. `annotations` are those of the part by their numbers in
        `tree`, and `pages` the numbers of its pages there. `again`: its first node continues the last one so far.
        """
        kids, held = list(tree.K[0].K), self._document.K
        if again and kids and len(held) and held[-1].S == kids[0].S:
            _adopt(held[-1], list(kids.pop(0).K))
        _adopt(self._document, kids)
        owners = iter(tree.ParentTree.Nums)
        owner_of = {int(number): owner for number, owner in zip(owners, owners, strict=True)}
        for number in pages:
            self._pdf.pages[len(self._owners)].obj.StructParents = len(self._owners)
            self._owners.append(owner_of[number])
        self._annotations += [(annotation, owner_of[number]) for number, annotation in annotations.items()]

    def finish(self) -> None:
        """Write the trees."""
        from pikepdf import Array, Dictionary, OutlineItem, String

        numbers: list[Any] = [each for pair in enumerate(self._owners) for each in pair]
        for number, (annotation, node) in enumerate(self._annotations, len(self._owners)):
            annotation.StructParent = number
            numbers += [number, node]
        self._root.ParentTree.Nums = Array(numbers)
        self._root.ParentTreeNextKey = len(self._owners) + len(self._annotations)
        if "/Names" not in self._pdf.Root:
            self._pdf.Root.Names = Dictionary()
        names = [each for name in sorted(self._names) for each in (String(name), self._names[name])]
        self._pdf.Root.Names.Dests = Dictionary(Names=Array(names))
        with self._pdf.open_outline() as outline:
            above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
            for level, label, place, closed in self._bookmarks:
                while above[-1][0] >= level:
                    above.pop()
                item = OutlineItem(label, destination=place)
                item.is_closed = closed
                above[-1][1].append(item)
                above.append((level, item.children))


def _adopt(parent: Object, kids: list[Object]) -> None:
    for kid in kids:
        kid.P = parent
        parent.K.append(kid)


def _place(page: Object, x: float, y: float) -> Object:
    from pikepdf import Array, Name

    return Array([page, Name.XYZ, round(x, 6), round(y, 6), 0])


def _as_bytes(name: str) -> bytes:
    """Return the name of a destination as WeasyPrint writes it in links."""
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")
