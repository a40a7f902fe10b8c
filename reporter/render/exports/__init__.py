"""Exports: an edition's record as a file for another desk's program.

In: a record and a layout. Out: the bytes of a Word document (``docx``), a book for e-readers (``epub``), Markdown
(``md``), a table with a row a sentence (``csv``), or of the edition's own documents in another layout (``pdf``,
``html``), each with the citations, the marks of doubt and the sources. The same record gives the same bytes.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Literal, cast

from reporter.config import LayoutSettings
from reporter.record import Record
from reporter.render.templates.context import Language, Layout

Format = Literal["docx", "epub", "md", "csv", "pdf", "html"]
_NOT_XML = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def export(record: Record, form: Format, layout: LayoutSettings | None = None) -> bytes:
    """Return the file that `record` makes in the format `form`.

    `layout` gives paper, digits and templates, and the language that comes first and whose direction the pages have.
    Only a PDF or a page of HTML leaves a language out where the layout asks for that.

    Raises:
        ConfigError: a template of the document is wrong, or the template folder is missing.
        ReporterError: the fonts lack a character that a template asks for, or the PDF could not be made.

    """
    layout = layout or LayoutSettings()
    if form in {"pdf", "html"}:
        from reporter.render.documents import Documents

        documents = Documents(layout)
        return documents.html(record).encode() if form == "html" else documents.render(record)["briefing.pdf"]
    return _writer(form)(_printable(record), Layout.of(layout).lead, layout)


def _writer(form: Format) -> Callable[[Record, Language, LayoutSettings], bytes]:
    if form == "docx":
        from reporter.render.exports.docx import word_document

        return word_document
    if form == "epub":
        from reporter.render.exports.epub import book

        return book
    if form == "md":
        from reporter.render.exports.markdown import markdown

        return lambda record, lead, layout: markdown(record, lead, layout.digits).encode()
    from reporter.render.exports.table import table

    return lambda record, _lead, _layout: table(record)


def _printable(record: Record) -> Record:
    """Return `record` with U+FFFD for what XML cannot hold, and without marks that would change directions."""
    return cast("Record", _cleaned(record))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _NOT_XML.sub("\ufffd", _BIDI_CONTROLS.sub("", value))
    if type(value) is tuple:
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value
