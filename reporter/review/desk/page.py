"""What all parts of the desk's page need: the edition, the settings, and the template with its labels."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response, g, make_response, request

from reporter.config import Config
from reporter.model import Language, Source
from reporter.record import Record
from reporter.render import Documents
from reporter.render.templates.local_pages import ReviewFont
from reporter.render.templates.views import view
from reporter.render.words.attribution import outlet_name
from reporter.review.desk.presence import Presence
from reporter.review.desk.sheet import DeskSheet
from reporter.review.desk.words import words
from reporter.review.guard import Guard
from reporter.review.sheet import Sheet

DOCUMENT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
"""What the page of an edition may do: show itself, without its script."""
TABS = {"page": "edition", "changes": "changes", "archive": "archive"}
"""The labels of the tabs."""
SAID_BY_SCRIPT = (
    "of_in", "first", "last", "leads_first", "offline", "saved", "undone", "nothing_to_undo", "not_saved", "other",
    "returns", "making", "previewed", "working", "made", "minutes_left", "by_time", "time_passed",
)  # fmt: skip
"""The labels that only the script uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The edition on the desk."""

    config: Config
    folder: Path
    sheet: DeskSheet
    presence: Presence
    preview: Callable[[], Mapping[str, bytes]]
    """Makes its documents as a run would make them now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page in the language of the request."""

    desk: Desk
    english: Sheet
    documents: Documents
    guard: Guard
    fonts: Mapping[str, ReviewFont]

    @property
    def record(self) -> Record:
        """The record as it is on disk."""
        return self.english.record

    @property
    def language(self) -> Language:
        """The language of the labels."""
        return "ar" if request.args.get("lang") == "ar" else "en"

    @property
    def words(self) -> Mapping[str, str]:
        """The labels."""
        return words(self.language)

    @property
    def sections(self) -> list[dict[str, str]]:
        """The sections of the settings."""
        return [
            {"name": section.name, "title": getattr(section.title, self.language)}
            for section in self.desk.sheet.sections
        ]

    def outlet(self, source: Source) -> str:
        """Return the name of an outlet in the language of the page, or the file of its article."""
        return outlet_name(source.outlet, source.url, self.language) or source.path

    def part(self, name: str, **values: Any) -> str:  # noqa: ANN401  (what the template needs)
        """Return a part of the page."""
        return self.documents.desk(
            part=name, language=self.language, words=self.words, sections=self.sections, **values
        )

    def whole(self, name: str, **values: Any) -> Response:  # noqa: ANN401
        """Return the page with the tab `name`."""
        html = self.part(
            name,
            tabs=TABS,
            said_by_script=SAID_BY_SCRIPT,
            record=view(self.record),
            secret=self.guard.secret,
            nonce=g.nonce,
            fonts=self.fonts,
            **values,
        )
        response = make_response(html)
        self.guard.give_cookie(response)
        return response
