"""Exports: an edition's record as a file for other programs.

In: a record and a layout. Out: the bytes of a Word document (``docx``), a book for e-readers (``epub``), Markdown
(``md``), a table with one row per sentence (``csv``), or the edition's own documents in another layout (``pdf``,
``html``), each with the citations, the marks of doubt and the sources. The same record always makes the same bytes.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import cast

from reporter import plugins
from reporter.config import FrontSettings, LayoutSettings
from reporter.plugins import PluginError
from reporter.record import Record, document, public
from reporter.registry import EXPORTS
from reporter.render.templates.context import Layout

_NOT_XML = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def export(
    record: Record, form: str, layout: LayoutSettings | None = None, front: FrontSettings | None = None
) -> bytes:
    """Return `record` exported in the format `form`.

    `layout` sets paper, digits, templates and the leading language, which determines the direction of the pages. Only
    PDF and HTML leave out a language if the layout says so.

    Raises:
        ConfigError: a template of the document is wrong, or the template folder is missing.
        PluginError: the format belongs to a plug-in, which failed.
        ReporterError: the fonts lack a character that a template uses, or the PDF could not be made.

    """
    record, layout = public(record), layout or LayoutSettings()
    plugin = EXPORTS.plugin(form)
    if plugin is None:
        made: bytes = EXPORTS.load(form)(record, layout, front or FrontSettings())
        return made
    try:
        made = EXPORTS.load(form)(document(record), layout)
    except PluginError:
        raise
    except Exception as e:
        raise PluginError(plugin, f"failed ({plugins.reason(e)}); the edition itself is complete") from e
    if not isinstance(made, bytes):
        raise PluginError(plugin, f"returned a {type(made).__name__}, not bytes")
    return made


def to_docx(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:
    """Return a Word document."""
    from reporter.render.exports.docx import word_document

    return word_document(_printable(record), Layout.of(layout).lead, layout, front.items)


def to_epub(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:
    """Return a book for e-readers."""
    from reporter.render.exports.epub import book

    return book(_printable(record), Layout.of(layout).lead, layout, front.items)


def to_md(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:  # noqa: ARG001
    """Return Markdown."""
    from reporter.render.exports.markdown import markdown

    return markdown(_printable(record), Layout.of(layout).lead, layout.digits).encode()


def to_csv(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:  # noqa: ARG001
    """Return a table with one row per sentence."""
    from reporter.render.exports.table import table

    return table(_printable(record))


def to_pdf(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:
    """Return the PDF in this layout."""
    from reporter.render.documents import Documents

    return Documents(layout, front).render(record)["briefing.pdf"]


def to_html(record: Record, layout: LayoutSettings, front: FrontSettings) -> bytes:
    """Return the HTML page in this layout."""
    from reporter.render.documents import Documents

    return Documents(layout, front).html(record).encode()


def _printable(record: Record) -> Record:
    """Return `record` with U+FFFD for characters that XML does not allow, and without bidi control characters."""
    return cast("Record", _cleaned(record))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return _NOT_XML.sub("\ufffd", _BIDI_CONTROLS.sub("", value))
    if type(value) is tuple:
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value
