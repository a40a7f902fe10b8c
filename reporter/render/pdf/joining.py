"""Join the parts of a document: pages, structure, links, outline, fonts.

In: PDFs of the content of the parts, and PDFs of the margins of all pages, the first of which has the metadata and the
attachments of the document. Out: one PDF that has what the document would have had if it had been printed whole.
Source: ISO 32000-1, 7.9.6 (name trees), 8.10 (form XObjects), 12.3 (destinations, outlines), 14.7 (structure).
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reporter.render.pdf.shared_fonts import Codes, embedded, recoded, shared
from reporter.render.pdf.sheets import Page

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from reporter.render.pdf.press import Printed

POINTS = 0.75
"""In a CSS pixel."""
_MARGINS = b"/Artifact BMC q /Margins Do Q EMC "


class Section:
    """A printed part and its place in the document."""

    def __init__(self, printed: "Printed", *, blank: bool, again: bool) -> None:
        self.printed = printed
        self.blank = blank
        """The PDF begins with a blank page."""
        self.again = again
        """Its first element is the last one of the part before, continued."""


def joined(parts: "Sequence[Section]", margins: "Sequence[Section]") -> bytes:
    """Return the PDF that consists of `parts` and `margins`."""
    import pikepdf

    fonts, codes = shared([section.printed.fonts for section in (*parts, *margins)])
    pdf = pikepdf.open(BytesIO(margins[0].printed.pdf))
    work = _Work(pdf)
    bare = list(pdf.pages)
    forms = list(work.forms(margins, codes[len(parts) :]))
    frames = [page for section in margins for page in section.printed.pages]
    for section, changed in zip(parts, codes, strict=False):
        work.add(section, changed, forms, frames)
    for _ in bare:
        del pdf.pages[0]
    shared_fonts = embedded(pdf, fonts, work.described)
    for resources in work.resources:
        resources.Font = shared_fonts
    work.finish()
    made = BytesIO()
    pdf.save(
        made, deterministic_id=True, min_version="1.7", fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return made.getvalue()


class _Work:
    """A document in the making."""

    def __init__(self, pdf: "Pdf") -> None:
        from pikepdf import Array

        self._pdf = pdf
        self._tree = pdf.Root.StructTreeRoot
        self._document = self._tree.K[0]
        self._document.K = Array()
        self._pages: list[Object] = []
        self._owners: list[Object] = []
        """The nodes of each page's marks."""
        self._annotations: list[tuple[Object, Object]] = []
        """Annotations and their nodes."""
        self._names: dict[bytes, Object] = {}
        self._bookmarks: list[tuple[int, str, Object, bool]] = []
        self.described: dict[str, Object] = {}
        """Font dictionaries by hash."""
        self.resources: list[Object] = []
        """All dictionaries of resources, which lack their fonts."""

    def forms(self, margins: "Sequence[Section]", codes: Sequence[Codes]) -> Iterator["Object"]:
        """Yield the margins of each page as a form."""
        import pikepdf
        from pikepdf import Name

        for number, (section, changed) in enumerate(zip(margins, codes, strict=True)):
            source = pikepdf.open(BytesIO(section.printed.pdf)) if number else self._pdf
            self._prepare(source, changed)
            for page in list(source.pages)[section.blank :]:
                form = page.Contents
                form.Type, form.Subtype = Name.XObject, Name.Form
                form.BBox, form.Resources = page.MediaBox, page.Resources
                yield self._pdf.copy_foreign(form) if number else form
            self.resources += [
                self._pdf.copy_foreign(each) if number else each for each in self._found
            ]

    def add(self, section: Section, codes: Codes, forms: "Sequence[Object]", frames: Sequence[Page]) -> None:
        """Add the pages of a part, with their margins, which are `forms`."""
        import pikepdf

        source = pikepdf.open(BytesIO(section.printed.pdf))
        self._prepare(source, codes)
        first, count = len(self._pages), len(section.printed.pages)
        skipped = int(section.blank)
        keys = {page.objgen: number for number, page in enumerate(source.pages)}
        chosen = list(source.pages)[skipped : skipped + count]
        for page in chosen:
            self._pdf.pages.append(page)
        new = [page.obj for page in list(self._pdf.pages)[-count:]]
        self.resources += [self._pdf.copy_foreign(each) for each in self._found]
        moves = [
            (frame.box[0] - page.box[0]) * POINTS
            for frame, page in zip(frames[first : first + count], section.printed.pages, strict=True)
        ]
        annotations: dict[int, Object] = {}
        for number, (page, move) in enumerate(zip(new, moves, strict=True)):
            self._complete(page, forms[first + number], frames[first + number], move)
            page.StructParents = first + number
            for annotation in page.get("/Annots", ()):
                annotations[int(annotation.StructParent)] = annotation
                if move:
                    annotation.Rect = [float(x) + (0 if i % 2 else move) for i, x in enumerate(annotation.Rect)]
        self._pages += new
        self._owners += [pikepdf.Array()] * count
        self._add_structure(source, section, annotations, first, skipped)
        self._add_names(source, {keys[page.objgen]: n for n, page in enumerate(chosen)}, keys, new, moves)
        for page, said, move in zip(new, section.printed.pages, moves, strict=True):
            for level, label, x, y, closed in said.bookmarks:
                self._bookmarks.append((level, label, _place(page, x + move, y), closed))

    def _prepare(self, source: "Pdf", codes: Codes) -> None:
        """Take the fonts out of a part's resources, and give its streams new codes."""
        self._found: list[Object] = []
        seen: set[tuple[int, int]] = set()
        for page in source.pages:
            self._recode(page.Contents, codes)
            self._visit(page.Resources, codes, seen)

    def _visit(self, resources: "Object", codes: Codes, seen: set[tuple[int, int]]) -> None:
        if resources.objgen in seen:
            return
        seen.add(resources.objgen)
        for name, font in resources.get("/Font", {}).items():
            if name[1:] not in self.described:
                (descendant,) = font.DescendantFonts
                for heavy, holder in (("/ToUnicode", font), ("/W", descendant)):
                    del holder[heavy]
                for kind in ("/FontFile2", "/FontFile3"):
                    if kind in descendant.FontDescriptor:
                        del descendant.FontDescriptor[kind]
                same = font.same_owner_as(self._pdf.Root)
                self.described[name[1:]] = font if same else self._pdf.copy_foreign(font)
        if "/Font" in resources:
            del resources["/Font"]
        self._found.append(resources)
        for kind in ("/XObject", "/Pattern"):
            for each in resources.get(kind, {}).values():
                if "/Resources" in each:
                    self._recode(each, codes)
                    self._visit(each.Resources, codes, seen)

    @staticmethod
    def _recode(stream: "Object", codes: Codes) -> None:
        if codes:
            stream.write(recoded(stream.read_bytes(), codes))

    def _complete(self, page: "Object", form: "Object", frame: Page, move: float) -> None:
        """Add its margins to a page, and move its content."""
        from pikepdf import Array, Dictionary

        resources = Dictionary(page.Resources)
        pictures = Dictionary(resources.get("/XObject", {}))
        pictures["/Margins"] = form
        resources.XObject = pictures
        page.Resources = resources
        self.resources.append(page.Resources)
        before = b"q " + (f"1 0 0 1 {move:.6f} 0 cm ".encode() if move else b"")
        below, above = (_MARGINS, b"") if frame.painted else (b"", _MARGINS)
        page.Contents = Array(
            [self._pdf.make_stream(below + before), page.Contents, self._pdf.make_stream(b" Q " + above)]
        )

    def _add_structure(
        self, source: "Pdf", section: Section, annotations: "dict[int, Object]", first: int, skipped: int
    ) -> None:
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        kids = list(tree.K[0].K)
        if section.again and kids and len(self._document.K):
            last = self._document.K[-1]
            if last.S == kids[0].S:
                for kid in kids[0].K:
                    kid.P = last
                    last.K.append(kid)
                kids = kids[1:]
        for kid in kids:
            kid.P = self._document
            self._document.K.append(kid)
        numbers = iter(tree.ParentTree.Nums)
        pages = len(source.pages)
        for key, value in zip(numbers, numbers, strict=True):
            number = int(key)
            if number in annotations and number >= pages:
                self._annotations.append((annotations[number], value))
            elif skipped <= number < skipped + len(section.printed.pages):
                self._owners[first + number - skipped] = value

    def _add_names(
        self, source: "Pdf", chosen: dict[int, int], keys: dict[tuple[int, int], int], new: "list[Object]", moves: list[float]
    ) -> None:
        if "/Names" not in source.Root or "/Dests" not in source.Root.Names:
            return
        pairs = iter(source.Root.Names.Dests.Names)
        for name, place in zip(pairs, pairs, strict=True):
            number = chosen.get(keys.get(place[0].objgen, -1))
            if number is not None:
                there = _place(new[number], float(place[2]) + moves[number], float(place[3]))
                self._names.setdefault(bytes(name), there)

    def finish(self) -> None:
        """Write the trees of the whole document."""
        from pikepdf import Array, Dictionary, OutlineItem, String

        numbers: list[Any] = []
        for number, owners in enumerate(self._owners):
            numbers += [number, owners]
        for number, (annotation, node) in enumerate(self._annotations, len(self._owners)):
            annotation.StructParent = number
            numbers += [number, node]
        self._tree.ParentTree.Nums = Array(numbers)
        self._tree.ParentTreeNextKey = len(self._owners) + len(self._annotations)
        names = Array([each for name in sorted(self._names) for each in (String(name), self._names[name])])
        if "/Names" not in self._pdf.Root:
            self._pdf.Root.Names = Dictionary()
        self._pdf.Root.Names.Dests = Dictionary(Names=names)
        with self._pdf.open_outline() as outline:
            above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
            for level, label, place, closed in self._bookmarks:
                while above[-1][0] >= level:
                    above.pop()
                item = OutlineItem(label, destination=place)
                item.is_closed = closed
                above[-1][1].append(item)
                above.append((level, item.children))


def _place(page: "Object", x: float, y: float) -> "Object":
    from pikepdf import Array, Name

    return Array([page, Name.XYZ, round(x, 6), round(y, 6), 0])
