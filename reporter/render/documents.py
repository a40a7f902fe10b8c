"""Make the documents of an edition and its mail from its record with the Jinja templates."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Unpack, cast

from reporter.config import FrontSettings, LayoutSettings, Title
from reporter.heap import give_back
from reporter.letters import Letter
from reporter.model import Language
from reporter.record import Record, public
from reporter.record.blocks import blocks
from reporter.render import fonts
from reporter.render.pdf.presses import Presses
from reporter.render.templates.context import (
    BriefingContext,
    IndexContext,
    IndexTitle,
    Layout,
    ListedEdition,
    ListedRoundup,
    MailContext,
)
from reporter.render.templates.environment import Templates
from reporter.render.templates.local_pages import DeskContext, ReviewContext
from reporter.render.templates.views import view
from reporter.render.words.standing import subject_mark

MOST_MAIL_BYTES = 99_000
"""Maximum size of the HTML part; Gmail clips messages longer than 102 KB."""


class Documents:
    """Makes ``briefing.html``, ``briefing.pdf`` and the mail from a record."""

    def __init__(self, layout: LayoutSettings, front: FrontSettings | None = None) -> None:
        """Find the templates; without `front`, page one is that of the default settings.

        Raises:
            ConfigError: the template folder is missing.

        """
        self._presses = Presses(layout.part, layout.pdf)
        self._layout = Layout.of(layout, front)
        self._templates = Templates(layout.templates, self._layout.digits)

    def render(self, record: Record) -> dict[str, bytes]:
        """Return the documents' bytes by file name; the same record always makes the same bytes.

        Raises:
            ConfigError: a template is wrong; the message names file, line and reason.
            ReporterError: the PDF could not be made.

        """
        record = public(record)
        html = self.html(record).encode()
        give_back(len(html))
        pdf = self._presses.printed(html, record)
        give_back(len(html))
        return {"briefing.html": html, "briefing.pdf": pdf}

    def html(self, record: Record) -> str:
        """Return the self-contained HTML document with its fonts."""
        return self._page("briefing.html.j2", BriefingContext(record=view(public(record)), layout=self._layout))

    def index(
        self, editions: Sequence[Mapping[str, Any]], title: Title, roundups: Sequence[Mapping[str, Any]] = ()
    ) -> bytes:
        """Return the self-contained page that lists `editions` and `roundups`; links are relative to the output folder.

        Raises:
            ConfigError: the template is wrong.

        """
        listed = cast("Sequence[ListedEdition]", editions)
        values = IndexContext(
            editions=listed,
            roundups=cast("Sequence[ListedRoundup]", roundups),
            title=IndexTitle(en=title.en, ar=title.ar),
            layout=self._layout,
        )
        return self._page("index.html.j2", values).encode()

    def review(self, **values: Unpack[ReviewContext]) -> str:
        """Return the page on which an edition is reviewed; it loads its fonts from its server.

        Raises:
            ConfigError: the template is wrong.

        """
        return self._templates.rendered("review.html.j2", values)

    def desk(self, **values: Unpack[DeskContext]) -> str:
        """Return the page on which an edition is arranged, or its rows alone.

        Raises:
            ConfigError: the template is wrong.

        """
        return self._templates.rendered("desk.html.j2", values)

    def _page(self, template: str, values: BriefingContext | IndexContext) -> str:
        """Return the page that `template` makes, with its fonts."""
        body = self._templates.rendered(template, values)
        return body.replace(fonts.PLACEHOLDER, fonts.font_faces(body), 1)

    def letter(
        self,
        record: Record,
        *,
        lead: Language,
        subject: str | None,
        attached: bool,
        pdf_at: str | None = None,
    ) -> Letter:
        """Return the edition as a mail, without attachments.

        `lead` is the language that comes first, `subject` a template that replaces the default, `attached` whether the
        PDF is attached, and `pdf_at` where it is if it was too large to attach. The HTML contains as many complete
        blocks as fit in ``MOST_MAIL_BYTES``, and only the headlines of the others.

        Raises:
            ConfigError: a template, or `subject`, is wrong.

        """
        record = public(record)
        made, number = view(record), len(blocks(record))
        values = MailContext(
            record=made,
            edition=made["edition"],
            lead=lead,
            attached=attached,
            pdf_at=pdf_at,
            front=self._layout.front_items,
            whole=number,
        )
        html = self._mail(values, number)
        if len(html.encode()) > MOST_MAIL_BYTES:
            whole = bisect_left(
                range(number), x=True, key=lambda whole: len(self._mail(values, whole).encode()) > MOST_MAIL_BYTES
            )
            html = self._mail(values, max(0, whole - 1))
        return Letter(
            subject=subject_mark(record, lead)
            + self._templates.rendered("mail.subject.txt.j2", values, source=subject),
            text=self._templates.rendered("mail.txt.j2", values),
            html=html,
            attachments=(),
        )

    def _mail(self, values: MailContext, whole: int) -> str:
        return self._templates.rendered("mail.html.j2", MailContext(**{**values, "whole": whole}))
