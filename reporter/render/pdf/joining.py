"""Join the parts of a document: their pages, with the margins of these, their resources and their fonts.

In: PDFs of the content of the parts, and PDFs of the margins of all pages, the first of which has the metadata and the
attachments of the document. Out: one PDF that has what the document would have had if it had been printed whole.
Source: ISO 32000-1, 7.8.3 (resources), 8.10 (form XObjects).
"""

import pickle
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reporter.render.pdf.shared_fonts import SharedFonts, embedded, recoded
from reporter.render.pdf.sheets import POINTS, Page
from reporter.render.pdf.trees import Trees

if TYPE_CHECKING:
    from pikepdf import Pdf

    from reporter.render.pdf.press import Printed

Object = Any
"""An object of a PDF."""

_MARGINS = b"/Artifact BMC q /Margins Do Q EMC "


@dataclass(frozen=True, slots=True)
class Section:
    """A printed part and its place in the document."""

    printed: "Printed"
    blank: bool
    """Its PDF begins with a blank page."""
    again: bool
    """Its first element is the last one of the part before, continued."""


def joined(parts: Sequence[Section], margins: Sequence[Section], font_files: Mapping[str, bytes]) -> bytes:
    """Return the PDF that consists of `parts` and `margins`; `font_files` are the fonts by their hash."""
    import pikepdf

    fonts = SharedFonts()
    pdf = pikepdf.open(BytesIO(margins[0].printed.pdf))
    for _ in list(pdf.pages):
        del pdf.pages[0]
    trees, resources = Trees(pdf), _Resources()
    forms = [form for section in margins for form in _Source(pdf, section, fonts, resources).forms()]
    for section in parts:
        _Source(pdf, section, fonts, resources).add(forms, trees)
    resources.finish(embedded(pdf, fonts.fonts, font_files, resources.fonts))
    trees.finish()
    made = BytesIO()
    pdf.save(
        made, deterministic_id=True, min_version="1.7", fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return made.getvalue()


class _Resources:
    """The resources of a document in the making, which get their fonts in the end."""

    def __init__(self) -> None:
        self.fonts: dict[str, Object] = {}
        """Font dictionaries by hash, without what is large in them."""
        self.lacking: list[Object] = []

    def finish(self, fonts: Object) -> None:
        """Put in the fonts."""
        for resources in self.lacking:
            resources.Font = fonts


class _Source:
    """The PDF of a part."""

    def __init__(self, pdf: "Pdf", section: Section, fonts: SharedFonts, resources: _Resources) -> None:
        import pikepdf

        self._pdf = pdf
        self._section = section
        self._codes = fonts.codes(pickle.loads(section.printed.fonts))  # noqa: S301  (written by our own code)
        self._resources = resources
        self._source = pikepdf.open(BytesIO(section.printed.pdf))
        self._own = range(section.blank, section.blank + len(section.printed.pages))
        """The pages that belong to the document."""
        self._pages = [page.obj for page in self._source.pages][self._own.start : self._own.stop]
        self._copied: dict[tuple[int, int], Object] = {}

    def forms(self) -> Iterator[tuple[Object, Page]]:
        """Yield pages as forms, and what is known of each."""
        from pikepdf import Name

        for page, said in zip(self._pages, self._section.printed.pages, strict=True):
            form = self._content(page.Contents)
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = [*map(float, page.MediaBox)]
            form.Resources = self._without_fonts(page.Resources)
            yield form, said

    def add(self, forms: Sequence[tuple[Object, Page]], trees: Trees) -> None:
        """Add the pages to the document; `forms` are the margins of all its pages."""
        import pikepdf

        annotations: dict[int, Object] = {}
        for page, said in zip(self._pages, self._section.printed.pages, strict=True):
            form, frame = forms[len(self._pdf.pages)]
            content, resources = self._content(page.Contents), self._without_fonts(page.Resources)
            del page.Contents, page.Resources
            self._pdf.pages.append(pikepdf.Page(page))
            new = self._pdf.pages[-1].obj
            move = (frame.box[0] - said.box[0]) * POINTS
            new.Resources = self._with_form(resources, form)
            new.Contents = self._with_margins(content, move, under=frame.painted)
            for annotation in new.get("/Annots", ()):
                annotations[int(annotation.StructParent)] = annotation
                left, low, right, high = map(float, annotation.Rect)
                annotation.Rect = [left + move, low, right + move, high]
            trees.add_page(new, said, move)
        tree = self._pdf.copy_foreign(self._source.Root.StructTreeRoot)
        trees.add_structure(tree, annotations, self._own, again=self._section.again)

    def _with_margins(self, content: Object, move: float, *, under: bool) -> Object:
        """Return `content`, moved to the right by `move` points, with the margins above or `under` it."""
        from pikepdf import Array

        below, above = (_MARGINS, b"") if under else (b"", _MARGINS)
        before = below + b"q " + (f"1 0 0 1 {move:.6f} 0 cm ".encode() if move else b"")
        return Array([self._pdf.make_stream(before), content, self._pdf.make_stream(b" Q " + above)])

    def _with_form(self, resources: Object, form: Object) -> Object:
        from pikepdf import Dictionary

        own = self._pdf.make_indirect(Dictionary(dict(resources.items())))
        own.XObject = Dictionary(dict(resources.get("/XObject", {}).items()) | {"/Margins": form})
        self._resources.lacking.append(own)
        return own

    def _content(self, stream: Object) -> Object:
        """Return the copy of a page's stream, with new codes."""
        from pikepdf import Name

        content = zlib.compress(recoded(stream.read_bytes(), self._codes))
        return self._pdf.make_stream(content, Filter=Name.FlateDecode)

    def _without_fonts(self, resources: Object) -> Object:
        """Return the copy of `resources`, with those of its forms and patterns."""
        if resources.objgen not in self._copied:
            self._take_fonts(resources)
            for stream in _drawings(resources):
                if self._codes:
                    stream.write(recoded(stream.read_bytes(), self._codes))
                self._take_fonts(stream.Resources)
            self._copied[resources.objgen] = copy = self._pdf.copy_foreign(resources)
            self._resources.lacking += [copy, *(stream.Resources for stream in _drawings(copy))]
        return self._copied[resources.objgen]

    def _take_fonts(self, resources: Object) -> None:
        for name, font in resources.get("/Font", {}).items():
            if name[1:] not in self._resources.fonts:
                (descendant,) = font.DescendantFonts
                del font["/ToUnicode"], descendant["/W"]
                for kind in {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys()):
                    del descendant.FontDescriptor[kind]
                self._resources.fonts[name[1:]] = self._pdf.copy_foreign(font)
        if "/Font" in resources:
            del resources["/Font"]


def _drawings(resources: Object) -> Iterator[Object]:
    """Yield the forms and patterns in `resources`, and those in their own resources."""
    for kind in ("/XObject", "/Pattern"):
        for stream in resources.get(kind, {}).values():
            if "/Resources" in stream:
                yield stream
                yield from _drawings(stream.Resources)
