"""The documents of an edition and its mail, made from its record through the Jinja templates."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

from reporter.assets import template_folders
from reporter.config import LayoutSettings, Title
from reporter.errors import ConfigError
from reporter.model import Letter
from reporter.render import counting, dates, direction, fonts, pdf
from reporter.render.context import Layout, to_check
from reporter.render.picture import picture


class Documents:
    """Makes ``briefing.html``, ``briefing.pdf`` and the mail from a record."""

    def __init__(self, layout: LayoutSettings) -> None:
        """Find the templates.

        Raises:
            ConfigError: the template folder is missing.

        """
        self._layout = Layout.of(layout)
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
        return self._page("briefing.html.j2", record=record)

    def index(self, editions: Sequence[Mapping[str, Any]], title: Title) -> bytes:
        """Return the page that lists `editions`, self-contained, its links relative to the output folder.

        Raises:
            ConfigError: the template is wrong.

        """
        return self._page("index.html.j2", editions=editions, title=title).encode()

    def review(self, **values: object) -> str:
        """Return the page on which an edition is reviewed; it asks its server for the fonts.

        Raises:
            ConfigError: the template is wrong.

        """
        return self._rendered("review.html.j2", values)

    def _page(self, template: str, **values: object) -> str:
        """Return the page that `template` makes, its fonts inside."""
        body = self._rendered(template, {"layout": self._layout, **values})
        return body.replace(fonts.PLACEHOLDER, fonts.font_faces(body), 1)

    def letter(
        self,
        record: Mapping[str, Any],
        *,
        lead: Literal["english", "arabic"],
        subject: str | None,
        attached: bool,
    ) -> Letter:
        """Return the edition as a mail, without attachments.

        `lead` is the language that comes first, `subject` a template in the place of ours, `attached` says whether the
        PDF goes with it.

        Raises:
            ConfigError: a template, or `subject`, is wrong.

        """
        values = {"record": record, "edition": record["edition"], "lead": lead, "attached": attached}
        return Letter(
            subject=self._rendered("mail.subject.txt.j2", values, source=subject),
            text=self._rendered("mail.txt.j2", values),
            html=self._rendered("mail.html.j2", values),
            attachments=(),
        )

    def _rendered(self, name: str, values: Mapping[str, object], *, source: str | None = None) -> str:
        """Return the template `name`, or the template whose text is `source`, filled in."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

        environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=not name.endswith(".txt.j2"),  # noqa: S701 (plain text has nothing to escape)
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= direction.FILTERS | dates.FILTERS | counting.FILTERS
        environment.filters |= {"to_check": to_check, "picture": picture}
        for set_digits in ("arabic", "digits_ar"):
            environment.filters[set_digits] = partial(direction.FILTERS[set_digits], digits=self._layout.digits)
        try:
            template = environment.get_template(name) if source is None else environment.from_string(source)
            return template.render(values)
        except TemplateError as e:
            raise ConfigError(_template_mistake(e)) from e


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
