"""The documents of an edition, made from its record through the Jinja templates."""

from collections.abc import Mapping
from typing import Any

from reporter.assets import template_folders
from reporter.config import LayoutSettings
from reporter.errors import ConfigError
from reporter.render import dates, direction, fonts, pdf


class Documents:
    """Makes ``briefing.html`` and ``briefing.pdf`` from a record."""

    def __init__(self, layout: LayoutSettings) -> None:
        """Find the templates.

        Raises:
            ConfigError: the template folder is missing.

        """
        self._layout = layout
        self._folders = template_folders(layout.templates)

    def render(self, record: Mapping[str, Any]) -> dict[str, bytes]:
        """Return the documents' bytes by file name; the same record gives the same bytes.

        Raises:
            ConfigError: a template is wrong; the message names file, line and reason.
            ReporterError: the page could not be set.

        """
        html = self.html(record)
        return {"briefing.html": html.encode(), "briefing.pdf": pdf.print_html(html, record)}

    def html(self, record: Mapping[str, Any]) -> str:
        """Return the self-contained HTML document, its fonts inside."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

        environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= direction.FILTERS | dates.FILTERS
        try:
            body = environment.get_template("briefing.html.j2").render(record=record, page=self._layout.page)
        except TemplateError as e:
            raise ConfigError(_template_mistake(e)) from e
        return body.replace(fonts.PLACEHOLDER, fonts.font_faces(body), 1)


def _template_mistake(error: Exception) -> str:
    """Name the template's file and line, which a run-time error holds only in its traceback."""
    line, name = getattr(error, "lineno", None), getattr(error, "filename", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((".j2", ".css")):
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    where = f" {name}, line {line}" if name else ""
    return f"The template{where} is wrong: {error}."
