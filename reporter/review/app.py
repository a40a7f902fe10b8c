"""The page as a web application: it shows the sheet, stores corrections, and makes the edition again.

In: requests that the guard accepts. Out: one page, its fonts, the edition's PDF, and small JSON responses. Templates
escape the texts on the page; the page's script inserts texts from JSON as text, never as HTML.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, g, make_response, redirect, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from reporter.errors import ReporterError
from reporter.model import Language
from reporter.record import Record
from reporter.render import Documents
from reporter.render.fonts import FACES, Face
from reporter.render.templates.local_pages import (
    ReviewFont,
    ReviewGroup,
    ReviewItem,
    ReviewProgress,
    ReviewState,
)
from reporter.render.templates.views import view
from reporter.render.words import wording
from reporter.review.desk.approving import Approving
from reporter.review.desk.head import Head
from reporter.review.desk.noting import Noting
from reporter.review.desk.page import Desk, Page
from reporter.review.desk.searching import Searching
from reporter.review.desk.views import DeskViews
from reporter.review.fields import fields
from reporter.review.guard import Guard
from reporter.review.sheet import Item, RefusedTextError, Sheet, UnknownItemError
from reporter.review.words import shown_flag, words
from reporter.store import MemoryEntry
from reporter.store.corrections import OutdatedError

log = logging.getLogger(__name__)

MAX_REQUEST_BYTES = 200_000
FONTS = {face.path.name: face for face in FACES}

Rebuild = Callable[[], Record]
"""Makes the edition again and returns its record."""


def build(  # noqa: PLR0913  (the page needs these parts)
    sheet: Sheet,
    documents: Documents,
    guard: Guard,
    rebuild: Rebuild,
    keep_copy: Callable[[], None] = lambda: None,
    *,
    desk: Desk | None = None,
) -> Flask:
    """Return the application; `keep_copy` is called whenever the accepted corrections have changed."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    views = _Views(sheet, documents, guard, rebuild, keep_copy)
    app.before_request(views.check)
    app.after_request(views.seal)
    app.add_url_rule("/<token>/", view_func=views.page)
    if guard.proxy is not None:
        app.add_url_rule("/", view_func=views.entrance)
    app.add_url_rule("/<token>/fonts/<name>", view_func=views.font)
    app.add_url_rule("/<token>/briefing.pdf", view_func=views.pdf)
    app.add_url_rule("/<token>/state", view_func=views.state)
    app.add_url_rule("/<token>/save", view_func=views.save, methods=["POST"])
    app.add_url_rule("/<token>/undo", view_func=views.undo, methods=["POST"])
    app.add_url_rule("/<token>/rebuild", view_func=views.rebuild, methods=["POST"])
    if desk is not None:
        _add_desk(app, desk, sheet=sheet, documents=documents, guard=guard)
    app.register_error_handler(OutdatedError, views.outdated)
    app.register_error_handler(ReporterError, views.failed)
    app.register_error_handler(HTTPException, views.impossible)
    app.register_error_handler(Exception, views.broken)
    return app


def _add_desk(app: Flask, desk: Desk, *, sheet: Sheet, documents: Documents, guard: Guard) -> None:
    """Add the pages of the desk to the application."""
    fonts = {name: _font(face) for name, face in FONTS.items()}
    page = Page(desk=desk, english=sheet, documents=documents, guard=guard, fonts=fonts)
    head = Head(page)
    views = DeskViews(page, head)
    searching, approving, noting = Searching(page, head), Approving(page, head, views), Noting(page, views)
    for rule, shown in (
        ("desk", views.page),
        ("changes", views.changes),
        ("archive", searching.page),
        ("editions/<day>", searching.edition),
        ("editions/<shard>/<day>", searching.edition),
        ("desk/rows", views.rows),
        ("desk/article", views.article),
        ("desk/preview.<suffix>", views.preview),
        ("desk/approval", approving.dialog),
        ("desk/test", approving.test_dialog),
        ("desk/notes", noting.dialog),
    ):
        app.add_url_rule(f"/<token>/{rule}", view_func=shown, endpoint=rule)
    for name, done in (
        ("decide", views.decide),
        ("move", views.move),
        ("undo", views.undo),
        ("here", views.here),
        ("preview", views.make_preview),
        ("approve", approving.approve),
        ("withdraw", approving.withdraw),
        ("test", approving.test),
        ("note", noting.add),
        ("remove-note", noting.remove),
    ):
        app.add_url_rule(f"/<token>/desk/{name}", view_func=done, methods=["POST"], endpoint=f"desk {name}")


class _Views:
    """The request handlers; the guard checks the token in each path."""

    def __init__(
        self, sheet: Sheet, documents: Documents, guard: Guard, rebuild: Rebuild, keep_copy: Callable[[], None]
    ) -> None:
        self._sheet = sheet
        self._documents = documents
        self._guard = guard
        self._rebuild = rebuild
        self._keep_copy = keep_copy

    def check(self) -> ResponseReturnValue | None:
        """Reject what the guard rejects."""
        g.nonce, g.by = secrets.token_urlsafe(16), self._guard.user(request) or self._sheet.by
        refusal = self._guard.refusal(request, (request.view_args or {}).get("token"))
        return None if refusal is None else ({"error": refusal.reason}, refusal.status)

    def seal(self, response: Response) -> Response:
        """Restrict every response to its own content."""
        self._guard.seal(response, g.nonce)
        return response

    def entrance(self) -> ResponseReturnValue:
        """Lead a user whom the proxy knows to the page."""
        return redirect(f"/{self._guard.token}/desk")

    def page(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the sheet."""
        items = self._sheet.items()
        language: Language = "ar" if request.args.get("lang") == "ar" else "en"
        html = self._documents.review(
            record=view(self._sheet.record),
            language=language,
            words=words(language),
            groups=_groups(items, self._sheet.similar),
            progress=_progress(items),
            state={item.id: self._state(item) for item in items},
            secret=self._guard.secret,
            nonce=g.nonce,
            fonts={name: _font(face) for name, face in FONTS.items()},
        )
        response = make_response(html)
        self._guard.give_cookie(response)
        return response

    def font(self, token: str, name: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return one of our fonts with all its characters, because any of them may be typed."""
        if name not in FONTS:
            return {"error": "This font does not exist."}, 404
        return send_file(FONTS[name].path, mimetype="font/ttf", max_age=86_400)

    def pdf(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the PDF of the edition as it was last made."""
        return send_file((self._sheet.folder / "briefing.pdf").absolute(), mimetype="application/pdf", max_age=0)

    def state(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the current state of everything, for a window that was inactive."""
        items = self._sheet.items()
        return {"items": [self._state(item) for item in items], "progress": _progress(items)}

    def save(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Store an English text."""
        sent = fields(id=str, version=int, text=str, accept=bool, window=str)
        accept = sent["accept"]
        item = self._sheet.save(
            sent["id"], sent["version"], sent["text"], accept=accept, window=sent["window"], by=g.by
        )
        if accept:
            self._keep_copy()
        return self._answer(item)

    def undo(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return to the previous version of a text."""
        sent = fields(id=str, version=int, window=str)
        item = self._sheet.undo(sent["id"], sent["version"], window=sent["window"], by=g.by)
        self._keep_copy()
        return self._answer(item)

    def rebuild(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Make the edition again."""
        made = self._rebuild()
        return {"reviewed": wording.reviewed_texts(made), "to_check": len(list(wording.doubts(made)))}

    def outdated(self, error: OutdatedError) -> ResponseReturnValue:
        """Return what someone else has written in the meantime."""
        now = next(item for item in self._sheet.items() if item.correction == error.current)
        return self._answer(now), 409

    def failed(self, error: ReporterError) -> ResponseReturnValue:
        """Return what is wrong as one sentence."""
        known = {UnknownItemError: 404, RefusedTextError: 422}
        return {"error": str(error)}, known.get(type(error), 500)

    def impossible(self, error: HTTPException) -> ResponseReturnValue:
        """Return errors in the form that the script expects."""
        return {"error": f"{error.name}."}, error.code or 500

    def broken(self, error: Exception) -> ResponseReturnValue:
        """Log a bug of ours without the URL, which is secret."""
        log.error("The review page could not answer", exc_info=error)
        return {"error": "An error in reporter; see the log."}, 500

    def _answer(self, item: Item) -> dict[str, Any]:
        return {"item": self._state(item), "progress": _progress(self._sheet.items())}

    def _state(self, item: Item) -> ReviewState:
        return {
            "id": item.id,
            "version": item.version,
            "state": item.state,
            "text": item.text_en,
            "before": item.before_en or "",
            "by": item.correction.by if item.correction else "",
            "undoable": item.undoable,
            "flags": list(map(shown_flag, self._sheet.flags(item))),
        }


def _groups(items: tuple[Item, ...], similar: Callable[[Item], MemoryEntry | None]) -> list[ReviewGroup]:
    """Return the items in the groups of the page: doubtful ones first, those settled by a person last."""
    open_ = [item for item in items if not item.printed]
    doubted = [item for item in open_ if item.doubts]
    doubted.sort(key=lambda item: all(flag.severity != "error" for flag in item.before_flags))
    missing = [item for item in open_ if not item.doubts and item.before_en is None]
    rest = [item for item in open_ if not item.doubts and item.before_en is not None]
    groups = (
        ("To check", "بحاجة إلى مراجعة", doubted),
        ("Without English", "بلا ترجمة إنجليزية", missing),
        ("Nothing doubtful seen", "لم يُلحظ ما يثير الشك", rest),
        ("In the edition as reviewed", "في النشرة بعد المراجعة", [item for item in items if item.printed]),
    )
    return [
        {
            "name_en": en,
            "name_ar": ar,
            "places": _places(found),
            "entries": [_shown(item, similar(item)) for item in found],
        }
        for en, ar, found in groups
        if found
    ]


def _places(items: Iterable[Item]) -> int:
    """Return in how many places of the edition the texts stand, which is what its front page counts."""
    return sum(len(item.places) for item in items)


def _progress(items: tuple[Item, ...]) -> ReviewProgress:
    return {
        "reviewed": _places(item for item in items if item.state == "reviewed"),
        "total": _places(items),
        "pending": _places(item for item in items if item.pending),
    }


def _shown(item: Item, similar: MemoryEntry | None) -> ReviewItem:
    return {
        "id": item.id,
        "kind": item.kind,
        "places": item.places,
        "story": item.story,
        "text_ar": item.text_ar,
        "before_en": item.before_en,
        "before_origin": item.before_origin,
        "tried": item.tried,
        "similar_ar": similar.text_ar if similar else None,
        "similar_en": similar.text_en if similar else None,
        "reason": item.reason,
    }


def _font(face: Face) -> ReviewFont:
    return {"family": face.family, "weight": face.weight, "style": face.style}
