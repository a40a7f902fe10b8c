"""The desk's page as part of the web application: its view of the edition, and the decisions that it sends.

In: requests that the guard has accepted. Out: the page, its rows after each change, and a preview of the edition.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from flask import Response, g, make_response, request
from flask.typing import ResponseReturnValue

from reporter.desk.journal import ChangedMeanwhileError
from reporter.model import Language
from reporter.record import Record
from reporter.record.blocks import printed
from reporter.render import Documents
from reporter.render.templates.context import DeskArticle, DeskGroup, DeskRow, ReviewFont
from reporter.render.templates.views import view
from reporter.render.words import wording
from reporter.review.desk import DeskSheet, Row
from reporter.review.desk_words import words
from reporter.review.guard import Guard
from reporter.review.presence import Presence
from reporter.review.sheet import item_id


class Parts(TypedDict):
    """What the page needs besides the desk's sheet."""

    guard: Guard
    documents: Documents
    fonts: Mapping[str, ReviewFont]
    record: Callable[[], Record]
    preview: Callable[[], bytes]
    presence: Presence
    fields: Callable[..., dict[str, Any]]


class DeskViews:
    """The request handlers of the desk's page."""

    def __init__(self, sheet: DeskSheet, parts: Parts) -> None:
        self._sheet = sheet
        self._parts = parts
        self._preview = b""
        self._counted: tuple[Record, int, int] | None = None

    def page(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the edition."""
        response = make_response(self._html("page", **self._rows()))
        self._parts["guard"].give_cookie(response)
        return response

    def rows(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the rows as they are now."""
        return self._answer()

    def article(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return what an opened row shows."""
        row = self._sheet.row(request.args.get("key", ""))
        return {"html": self._html("article", row=_article(row), choices=self._choices())}

    def decide(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Keep a decision on an article."""
        sent = self._parts["fields"](key=str, version=str, change=dict, window=str)
        try:
            self._sheet.decide(sent["key"], sent["change"], version=sent["version"], window=sent["window"])
        except ChangedMeanwhileError as e:
            return self._answer(error=str(e)), 409
        return self._answer()

    def move(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Put an article beside another one."""
        sent = self._parts["fields"](key=str, beside=str, after=bool, window=str)
        try:
            self._sheet.move(sent["key"], sent["beside"], after=sent["after"], window=sent["window"])
        except ChangedMeanwhileError as e:
            return self._answer(error=str(e)), 409
        return self._answer()

    def undo(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Take back the last decision of this window."""
        sent = self._parts["fields"](window=str)
        try:
            return self._answer(key=self._sheet.undo(window=sent["window"]))
        except ChangedMeanwhileError as e:
            return self._answer(error=str(e)), 409

    def here(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Note that a window is open, and return who else is there, and whether anything is new."""
        sent = self._parts["fields"](at=str, window=str)
        labels = words(self._language)
        others = self._parts["presence"].note(sent["window"], self._sheet.by, sent["at"][:10], datetime.now(UTC))
        said = [labels["is_in" if other.at else "is_here"].format(other.by, other.at) for other in others]
        return {"here": said, "stamp": self._sheet.stamp}

    def make_preview(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Make the edition with all decisions, without changing anything."""
        self._preview = self._parts["preview"]()
        return {}

    def preview(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the PDF that was made last."""
        return Response(self._preview, mimetype="application/pdf")

    @property
    def _language(self) -> Language:
        return "ar" if request.args.get("lang") == "ar" else "en"

    def _answer(self, **more: object) -> dict[str, object]:
        values = self._rows()
        told = {name: values[name] for name in ("state", "stamp", "to_check")} | {"out": len(values["out"])}
        return {"html": self._html("rows", **values), **told, **more}

    def _rows(self) -> dict[str, Any]:
        """Return what the rows and the head of the page say."""
        language, made = self._language, self._parts["record"]()
        labels, rows = words(language), self._sheet.rows()
        titles = {section.name: getattr(section.title, language) for section in self._sheet.sections}
        ids = {row.key: row.entry.id for row in rows}
        shown = [_shown(row, ids, ZoneInfo(made.edition.timezone)) for row in rows]
        to_check, total = self._counts(made)
        return {
            "groups": _groups(shown, titles, labels["no_section"]),
            "out": [_out(*item) for item in self._sheet.out()],
            "state": self._state(made, labels, to_check, total),
            "stamp": self._sheet.stamp,
            "to_check": to_check,
        }

    def _counts(self, made: Record) -> tuple[int, int]:
        """Return how many texts of the edition are doubtful, and how many it prints."""
        if self._counted is None or self._counted[0] is not made:
            self._counted = (made, len(list(wording.doubts(made))), len(list(printed(made))))
        return self._counted[1:]

    def _state(self, made: Record, labels: Mapping[str, str], to_check: int, total: int) -> str:
        approved, pending = made.desk.approved, self._sheet.pending()
        said = [labels["approved"].format(approved.by) if approved else labels["draft"]]
        said += [labels["of_to_check"].format(to_check, total)] if to_check else []
        said += [labels["pending"].format(pending)] if pending else []
        return " · ".join(said)

    def _choices(self) -> list[dict[str, str]]:
        return [{"key": row.key, "id": row.entry.id, "title_ar": row.entry.title_ar[:60]} for row in self._sheet.rows()]

    def _html(self, part: str, **values: Any) -> str:  # noqa: ANN401  (what the template needs)
        labels = words(self._language)
        shared: dict[str, Any] = {
            "part": part,
            "language": self._language,
            "words": labels,
            "sections": [
                {"name": section.name, "title": getattr(section.title, self._language)}
                for section in self._sheet.sections
            ],
        }
        if part == "page":
            shared |= {
                "record": view(self._parts["record"]()),
                "deadline": self._deadline(),
                "secret": self._parts["guard"].secret,
                "nonce": g.nonce,
                "fonts": self._parts["fonts"],
            }
        return self._parts["documents"].desk(**shared, **values)

    def _deadline(self) -> str | None:
        """Return until when the edition has to be approved."""
        by = self._sheet.settings.approval.by
        zone = ZoneInfo(self._parts["record"]().edition.timezone)
        return None if by is None else datetime.combine(self._sheet.day, by, zone).isoformat()


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


def _out(key: str, title: str, decided: Any) -> dict[str, object]:  # noqa: ANN401
    out = decided.out
    return {
        "key": key,
        "title_ar": title,
        "why": out.why if out else "",
        "by": out.by if out else "",
        "later": decided.later,
    }


def _time(row: Row, zone: ZoneInfo) -> str | None:
    at = row.entry.source.published_at
    return f"{at.astimezone(zone):%H:%M}" if isinstance(at, datetime) else at.isoformat() if at else None


def _shown(row: Row, ids: Mapping[str, str], zone: ZoneInfo) -> DeskRow:
    entry, decided = row.entry, row.decided
    return {
        "key": row.key,
        "version": row.version,
        "section": row.section,
        "time": _time(row, zone),
        "to_check": row.to_check,
        "ours_en": decided.our_headline.en,
        "ours_ar": decided.our_headline.ar,
        "entry": {
            "id": entry.id,
            "title_en": entry.title.text_en,
            "title_ar": entry.title_ar,
            "late": entry.desk.late,
            "outlet": entry.source.outlet or entry.source.path,
        },
        "priority": decided.priority,
        "under": ids.get(decided.under, "") if decided.under else None,
        "notes": len(decided.notes),
        "others": len(row.others),
    }


def _article(row: Row) -> DeskArticle:
    source, decided = row.entry.source, row.decided
    return {
        "key": row.key,
        "ours_en": decided.our_headline.en,
        "ours_ar": decided.our_headline.ar,
        "priority": decided.priority,
        "section": decided.section,
        "under": decided.under,
        "notes": [{"en": note.en, "ar": note.ar, "by": note.by, "for": note.audience} for note in decided.notes],
        "source": [part for part in (source.author, source.url, source.path) if part],
        "lines": [
            {
                "key": line.key,
                "item": item_id(line.text_ar),
                "text_ar": line.text_ar,
                "text_en": line.text_en,
                "printed": line.printed,
                "quoted": line.quoted,
                "paragraph": line.paragraph,
            }
            for line in row.lines()
        ],
        "others": [other.source.outlet or other.source.path for other in row.others],
    }
