"""The dialog of the desk's page with the notes on the whole edition.

In: requests that the guard has accepted. Out: the notes, and the rows after a change.
"""

from flask.typing import ResponseReturnValue

from reporter.review.desk.page import Page
from reporter.review.desk.sheet import name_of_note
from reporter.review.desk.updates import note_of
from reporter.review.desk.views import DeskViews, shown_note, who
from reporter.review.fields import fields


class Noting:
    """The request handlers of the dialog."""

    def __init__(self, page: Page, views: DeskViews) -> None:
        self._page, self._views = page, views

    def dialog(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the notes, and the form for another one."""
        notes = [shown_note(note) | {"name": name_of_note(note)} for note in self._page.desk.sheet.notes]
        return {"html": self._page.part("notes", notes=notes)}

    def add(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Keep a note."""
        sent = fields(**{"en": str, "ar": str, "for": str, "window": str})
        by = who(sent["window"])
        self._page.desk.sheet.add_note(note_of(sent, by), by)
        return self._views.answer(said=[self._page.words["saved"]])

    def remove(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Remove a note."""
        sent = fields(note=str, window=str)
        self._page.desk.sheet.remove_note(sent["note"], who(sent["window"]))
        return self._views.answer(said=[self._page.words["saved"]])
