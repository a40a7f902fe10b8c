"""The desk's page as part of the web application: its view of the edition, and the decisions that it sends.

In: requests that the guard has accepted. Out: the page, its rows after each change, and a preview of the edition.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from flask import Response, g, make_response, request
from flask.typing import ResponseReturnValue

from reporter.desk.journal import ChangedMeanwhileError
from reporter.model import Language
from reporter.record import Record
from reporter.render import Documents
from reporter.render.templates.context import DeskGroup, DeskLine, DeskRow, ReviewFont
from reporter.render.templates.views import view
from reporter.review.desk import DeskSheet, Row
from reporter.review.desk_words import words
from reporter.review.guard import Guard
from reporter.review.sheet import RefusedTextError


class Parts(TypedDict):
    """What the page needs besides the desk's sheet."""

    guard: Guard
    documents: Documents
    fonts: Mapping[str, ReviewFont]
    record: Callable[[], Record]
    preview: Callable[[], bytes]
    fields: Callable[..., dict[str, Any]]


class DeskViews:
    """The request handlers of the desk's page."""

    def __init__(self, sheet: DeskSheet, parts: Parts) -> None:
        self._sheet = sheet
        self._parts = parts
        self._preview = b""

    def page(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the edition."""
        response = make_response(self._html(part=False))
        self._parts["guard"].give_cookie(response)
        return response

    def rows(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the rows as they are now."""
        return self._answer()

    def decide(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Keep a decision on an article."""
        sent = self._parts["fields"](key=str, version=str, change=dict, window=str)
        try:
            self._sheet.decide(sent["key"], sent["change"], version=sent["version"], window=sent["window"])
        except ChangedMeanwhileError as e:
            return self._answer(error=str(e)), 409
        return self._answer()

    def order(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Keep the order of the articles that were moved."""
        sent = self._parts["fields"](keys=list, window=str)
        if not all(isinstance(key, str) for key in sent["keys"]):
            raise RefusedTextError("The page did not send this request; reload it.")
        self._sheet.order(sent["keys"], window=sent["window"])
        return self._answer()

    def undo(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Take back the last decision of this window."""
        sent = self._parts["fields"](window=str)
        return self._answer(key=self._sheet.undo(window=sent["window"]))

    def here(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Note that a window is open, and return who else is there."""
        sent = self._parts["fields"](at=str, window=str)
        return {"here": self._sheet.here(sent["window"][:40], sent["at"][:10])}

    def make_preview(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Make the edition with all decisions, without changing anything."""
        self._preview = self._parts["preview"]()
        return {}

    def preview(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the PDF that was made last."""
        return Response(self._preview, mimetype="application/pdf")

    def _answer(self, **more: object) -> dict[str, object]:
        return {"html": self._html(part=True), **more}

    def _html(self, *, part: bool) -> str:
        language: Language = "ar" if request.args.get("lang") == "ar" else "en"
        made, labels = self._parts["record"](), words(language)
        rows = self._sheet.rows()
        shown = [_shown(row, self._sheet, ZoneInfo(made.edition.timezone)) for row in rows]
        titles = {section.name: getattr(section.title, language) for section in self._sheet.sections}
        return self._parts["documents"].desk(
            record=view(made),
            language=language,
            words=labels,
            groups=_groups(shown, titles, labels["no_section"]),
            sections=[{"name": name, "title": title} for name, title in titles.items()],
            choices=[{"key": row.key, "id": row.entry.id, "title_ar": row.entry.title_ar[:60]} for row in rows],
            out=[
                {
                    "key": key,
                    "title_ar": title,
                    "why": decided.out.why if decided.out else "",
                    "by": decided.out.by if decided.out else "",
                    "later": decided.later,
                }
                for key, title, decided in self._sheet.out()
            ],
            pending=self._sheet.pending(),
            part=part,
            secret=self._parts["guard"].secret,
            nonce=g.nonce,
            fonts=self._parts["fonts"],
        )


def _groups(rows: list[DeskRow], titles: Mapping[str, str], other: str) -> list[DeskGroup]:
    """Return the rows under the headings of their sections."""
    names = dict.fromkeys(row["section"] if row["section"] in titles else "" for row in rows)
    return [
        {
            "title": titles.get(name or "", other),
            "rows": [row for row in rows if (row["section"] if row["section"] in titles else "") == name],
        }
        for name in names
    ]


def _shown(row: Row, sheet: DeskSheet, zone: ZoneInfo) -> DeskRow:
    entry, decided = row.entry, row.decided
    at = entry.source.published_at
    time = f"{at.astimezone(zone):%H:%M}" if isinstance(at, datetime) else at.isoformat() if at else None
    lines: list[DeskLine] = [
        {
            "key": line.key,
            "text_ar": line.text_ar,
            "text_en": line.text_en,
            "quoted": line.quoted,
            "paragraph": line.paragraph,
        }
        for line in row.lines
    ]
    return {
        "key": row.key,
        "version": row.version,
        "section": row.section,
        "time": time,
        "to_check": row.to_check,
        "ours_en": decided.our_headline.en,
        "ours_ar": decided.our_headline.ar,
        "entry": {
            "id": entry.id,
            "title_en": entry.title.text_en,
            "title_ar": entry.title_ar,
            "late": entry.desk.late,
            "source": {
                "outlet": entry.source.outlet,
                "author": entry.source.author,
                "url": entry.source.url,
                "path": entry.source.path,
            },
        },
        "decided": {
            "priority": decided.priority,
            "section": decided.section,
            "with": decided.under,
            "notes": [{"en": note.en, "ar": note.ar, "by": note.by, "for": note.audience} for note in decided.notes],
        },
        "lines": lines,
        "others": [{"outlet": other.source.outlet, "path": other.source.path} for other in sheet.told_with(row)],
    }
