"""Exports: an edition's record as a file for another desk's program.

In: a record and a layout. Out: the bytes of a Word document (``docx``), a book for e-readers (``epub``), Markdown
(``md``), a table with a row a sentence (``csv``), or of the edition's own documents in another layout (``pdf``,
``html``), each with the citations, the marks of doubt and the sources. The same record gives the same bytes.
"""

import re
from collections.abc import Mapping
from typing import Any

from reporter import plugins
from reporter.config import LayoutSettings
from reporter.plugins import PluginError
from reporter.registry import EXPORTS
from reporter.render.templates.context import Layout

_NOT_XML = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def export(record: Mapping[str, Any], form: str, layout: LayoutSettings | None = None) -> bytes:
    """Return the file that `record` makes in the format `form`.

    `layout` gives paper, digits and templates, and the language that comes first and whose direction the pages have.
    Only a PDF or a page of HTML leaves a language out where the layout asks for that.

    Raises:
        ConfigError: a template of the document is wrong, or the template folder is missing.
        PluginError: the format is a plug-in's, and it breaks.
        ReporterError: the fonts lack a character that a template asks for, or the PDF could not be made.

    """
    layout = layout or LayoutSettings()
    plugin = EXPORTS.plugin(form)
    if plugin is None:
        made: bytes = EXPORTS.load(form)(record, layout)
        return made
    try:
        made = EXPORTS.load(form)(record, layout)
    except PluginError:
        raise
    except Exception as e:
        raise PluginError(plugin, f"broke ({plugins.reason(e)}); the edition itself is whole") from e
    if not isinstance(made, bytes):
        raise PluginError(plugin, f"returned a {type(made).__name__}, not bytes")
    return made


def to_docx(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:
    """Return a Word document."""
    from reporter.render.exports.docx import word_document

    return word_document(_printable(record), Layout.of(layout).lead, layout)


def to_epub(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:
    """Return a book for e-readers."""
    from reporter.render.exports.epub import book

    return book(_printable(record), Layout.of(layout).lead, layout)


def to_md(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:
    """Return Markdown."""
    from reporter.render.exports.markdown import markdown

    return markdown(_printable(record), Layout.of(layout).lead, layout.digits).encode()


def to_csv(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:  # noqa: ARG001 (all formats are called alike)
    """Return a table with a row for each sentence."""
    from reporter.render.exports.table import table

    return table(_printable(record))


def to_pdf(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:
    """Return the PDF in this layout."""
    from reporter.render.documents import Documents

    return Documents(layout).render(record)["briefing.pdf"]


def to_html(record: Mapping[str, Any], layout: LayoutSettings) -> bytes:
    """Return the page of HTML in this layout."""
    from reporter.render.documents import Documents

    return Documents(layout).html(record).encode()


def _printable(value: Any) -> Any:  # noqa: ANN401 (any part of a record)
    """Return `value` with U+FFFD for what XML cannot hold, and without marks that would change directions."""
    if isinstance(value, str):
        return _NOT_XML.sub("\ufffd", _BIDI_CONTROLS.sub("", value))
    if isinstance(value, Mapping):
        return {name: _printable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_printable(item) for item in value]
    return value
