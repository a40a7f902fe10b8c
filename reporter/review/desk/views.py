"""The first view of the desk's page: the edition, and the decisions that the page sends.

In: requests that the guard has accepted. Out: the page, its rows after each change, and a preview of the edition.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from reporter.desk.decisions import Note
from reporter.desk.journal import ChangedMeanwhileError, Who
from reporter.render.templates.local_pages import DeskArticle, DeskEnglish, DeskGroup, DeskRow, DeskTold
from reporter.review.desk.compared import Changes
from reporter.review.desk.head import Head
from reporter.review.desk.page import DOCUMENT_POLICY, Page
from reporter.review.desk.sheet import Row
from reporter.review.fields import fields
from reporter.review.sheet import Item, item_id
from reporter.review.words import shown_flag
from reporter.workflows import approval


class DeskViews:
    """The request handlers of the first view."""

    def __init__(self, page: Page, head: Head) -> None:
        self._page, self._sheet, self._head = page, page.desk.sheet, head
        self._changes = Changes(page, head.earlier)
        self._preview: Mapping[str, bytes] = {}

    def page(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the edition."""
        return self._page.whole("page", **self._rows())

    def changes(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the tab Changes."""
        return self._page.whole("changes", **self._changes.values(), **self._head.values())

    def rows(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the rows as they are now."""
        return self.answer()

    def article(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return what an opened row shows."""
        row = self._sheet.row(request.args.get("key", ""))
        return {"html": self._page.part("article", row=self._article(row), choices=self._choices())}

    def decide(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Keep a decision on an article."""
        sent = fields(key=str, version=str, change=dict, window=str)
        try:
            self._sheet.decide(sent["key"], sent["change"], version=sent["version"], who=who(sent["window"]))
        except ChangedMeanwhileError as e:
            return self.answer(error=str(e)), 409
        return self.answer()

    def move(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Put an article beside another one."""
        sent = fields(key=str, beside=str, after=bool, window=str)
        try:
            self._sheet.move(sent["key"], sent["beside"], after=sent["after"], who=who(sent["window"]))
        except ChangedMeanwhileError as e:
            return self.answer(error=str(e)), 409
        return self.answer()

    def undo(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Take back the last decision of this window."""
        sent = fields(window=str)
        try:
            return self.answer(key=self._sheet.undo(who(sent["window"])))
        except ChangedMeanwhileError as e:
            return self.answer(error=str(e)), 409

    def here(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Note that a window is open, and return who else is there, and whether anything is new."""
        sent = fields(at=str, window=str)
        labels = self._page.words
        others = self._page.desk.presence.note(sent["window"], g.by, sent["at"][:10], datetime.now(UTC))
        said = [labels["is_in" if other.at else "is_here"].format(other.by, other.at) for other in others]
        return {"here": said, "stamp": self._sheet.stamp}

    def make_preview(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Make the edition with all decisions, without changing anything."""
        self._preview = self._page.desk.preview()
        return {}

    def preview(self, token: str, suffix: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return a document that was made last."""
        made = self._preview.get(f"briefing.{suffix}")
        if made is None:
            return {"error": "There is no preview; make one first."}, 404
        response = Response(made, mimetype="application/pdf" if suffix == "pdf" else "text/html")
        if suffix == "html":
            response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
        return response

    def answer(self, **more: object) -> dict[str, object]:
        """Return the rows as they are now, with what the head of the page says."""
        values = self._rows()
        told = {name: values[name] for name in ("state", "stamp", "english", "noted")}
        told |= {"out": len(values["out"]), "changes": values["changes_label"]}
        return {"html": self._page.part("rows", **values), **told, **more}

    def _rows(self) -> dict[str, Any]:
        """Return what the rows and the head of the page say."""
        rows, items = self._sheet.rows(), self._page.english.items()
        texts = {item.id: item for item in items}
        titles = {section["name"]: section["title"] for section in self._page.sections}
        ids = {row.key: row.entry.id for row in rows}
        shown = [_shown(row, ids, texts, self._page) for row in rows]
        return self._head.values(items) | {
            "groups": _groups(shown, titles, self._page.words["no_section"]),
            "stale": approval.stale_decisions(self._page.desk.folder),
        }

    def _article(self, row: Row) -> DeskArticle:
        items = {item.id: item for item in self._page.english.items()}
        decided = row.decided
        return {
            "key": row.key,
            "ours_en": decided.our_headline.en,
            "ours_ar": decided.our_headline.ar,
            "priority": decided.priority,
            "section": decided.section,
            "under": decided.under,
            "notes": list(map(shown_note, decided.notes)),
            "title": self._english(items.get(item_id(row.entry.title_ar))),
            "told": [self._told(each, items) for each in (row, *row.others)],
        }

    def _told(self, row: Row, items: Mapping[str, Item]) -> DeskTold:
        """Return an article of a story with all its sentences."""
        source = row.entry.source
        return {
            "key": row.key,
            "version": row.version,
            "id": row.entry.id,
            "title_ar": row.entry.title_ar,
            "outlet": self._page.outlet(source),
            "out": row.decided.out is not None or row.decided.later,
            "source": [part for part in (source.author, _time(row, self._zone), source.url, source.path) if part],
            "lines": [
                {
                    "key": line.key,
                    "text_ar": line.text_ar,
                    "english": self._english(items.get(item_id(line.text_ar))) if line.printed else None,
                    "printed": line.printed,
                    "quoted": line.quoted,
                    "paragraph": line.paragraph,
                }
                for line in row.lines()
            ],
        }

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._page.record.edition.timezone)

    def _english(self, item: Item | None) -> DeskEnglish | None:
        """Return the English of a text as it will be printed."""
        if item is None:
            return None
        return {
            "item": item.id,
            "version": item.version,
            "text": item.text_en,
            "reviewed": item.state == "reviewed",
            "flags": list(map(shown_flag, self._page.english.flags(item))),
        }

    def _choices(self) -> list[dict[str, str]]:
        return [{"key": row.key, "id": row.entry.id, "title_ar": row.entry.title_ar[:60]} for row in self._sheet.rows()]


def shown_note(note: Note) -> dict[str, str | None]:
    """Return what the page shows of a note."""
    return {"en": note.en, "ar": note.ar, "by": note.by, "for": note.audience}


def who(window: str) -> Who:
    """Return who decides in a window."""
    return Who(by=g.by, at=datetime.now(UTC).replace(microsecond=0), window=window)


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


def _time(row: Row, zone: ZoneInfo) -> str | None:
    at = row.entry.source.published_at
    return f"{at.astimezone(zone):%H:%M}" if isinstance(at, datetime) else at.isoformat() if at else None


def _shown(row: Row, ids: Mapping[str, str], texts: Mapping[str, Item], page: Page) -> DeskRow:
    entry, decided = row.entry, row.decided
    title = texts.get(item_id(entry.title_ar))
    return {
        "key": row.key,
        "version": row.version,
        "shows": _shows(row, texts),
        "section": row.section,
        "time": _time(row, ZoneInfo(page.record.edition.timezone)),
        "to_check": sum(_to_check(each, texts) for each in (row, *row.others)),
        "ours_en": decided.our_headline.en,
        "ours_ar": decided.our_headline.ar,
        "entry": {
            "id": entry.id,
            "title_en": title.text_en if title else entry.title.text_en,
            "title_ar": entry.title_ar,
            "late": entry.desk.late,
            "outlet": page.outlet(entry.source),
        },
        "priority": decided.priority,
        "under": ids.get(decided.under, "") if decided.under else None,
        "notes": len(decided.notes),
        "others": len(row.others),
    }


def _texts(row: Row, texts: Mapping[str, Item]) -> Iterator[Item]:
    """Yield the printed texts of an article."""
    for text_ar in (row.entry.title_ar, *(point.text_ar for point in row.entry.points)):
        if (item := texts.get(item_id(text_ar))) is not None:
            yield item


def _to_check(row: Row, texts: Mapping[str, Item]) -> int:
    return sum(bool(item.doubts) and item.state != "reviewed" for item in _texts(row, texts))


def _shows(row: Row, texts: Mapping[str, Item]) -> str:
    """Return a text that changes with what an opened row shows."""
    told = (row, *row.others)
    said = [each.version for each in told] + [str(item.version) for each in told for item in _texts(each, texts)]
    return hashlib.sha256(" ".join(said).encode()).hexdigest()[:16]
