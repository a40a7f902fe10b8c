"""The dialogs of the desk's page that approve an edition and mail it as a test.

In: requests that the guard has accepted. Out: what somebody who approves should know, and what was done. It is the same
as what ``reporter approve`` and ``reporter send --test`` say and do.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import g
from flask.typing import ResponseReturnValue

from reporter import addresses
from reporter.errors import NotApprovedError
from reporter.letters import Receipt
from reporter.review.desk.head import Head
from reporter.review.desk.page import Page
from reporter.review.desk.views import DeskViews
from reporter.review.fields import fields
from reporter.review.sheet import RefusedTextError, item_id
from reporter.review.words import rule
from reporter.workflows import approval
from reporter.workflows.release import approve_edition, send_test


class Approving:
    """The request handlers of the dialogs."""

    def __init__(self, page: Page, head: Head, views: DeskViews) -> None:
        self._page, self._head, self._views = page, head, views

    def dialog(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return what somebody who approves the edition should know."""
        config, folder = self._page.desk.config, self._page.desk.folder
        approval.require_no_shard(config, folder)
        found, standing = approval.concerns(folder), approval.standing(config, folder)
        doubts = [
            {
                "place": each.place,
                "item": item_id(each.text_ar),
                "why": each.why,
                "rules": "؛ ".join(filter(None, map(rule, each.checks))),
            }
            for each in found.doubts
        ]
        return {
            "html": self._page.part(
                "approval",
                said=self._head.standing(),
                by=g.by,
                content=standing.content,
                given=standing.given is not None,
                holds=standing.holds,
                unapplied=standing.unapplied,
                when=self._when(),
                doubts=doubts,
                late=[each._asdict() for each in found.late],
                stale=found.stale,
            )
        }

    def approve(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Approve the content that the dialog has shown, and mail it if it is time.

        The decision belongs to no window, so that Undo does not take it back: the documents tell of it.
        """
        desk, sent = self._page.desk, fields(content=str)
        try:
            receipts = approve_edition(
                desk.config, desk.folder, by=g.by, now=datetime.now(UTC), content=sent["content"]
            )
        except NotApprovedError as e:
            return self._views.answer(error=str(e)), 409
        return self._views.answer(said=[self._page.words["is_approved"], *_mailed(receipts, self._page.words)])

    def withdraw(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Withdraw the approval."""
        desk = self._page.desk
        approval.withdraw(desk.config, desk.folder, by=g.by, at=datetime.now(UTC))
        return self._views.answer(said=[self._page.words["is_withdrawn"]])

    def test_dialog(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Return the form that asks where the test goes."""
        return {
            "html": self._page.part("test", to=g.by if "@" in g.by else "", pending=self._page.desk.sheet.pending())
        }

    def test(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Mail the edition to one address as a test."""
        desk, sent = self._page.desk, fields(to=str)
        try:
            address = addresses.parse(sent["to"]).spec
        except ValueError as e:
            raise RefusedTextError(f"{sent['to'][:100]}: {e}") from e
        receipts = send_test(desk.config, desk.folder, address, now=datetime.now(UTC))
        return {"said": _mailed(receipts, self._page.words)}

    def _when(self) -> str:
        """Return when the edition is mailed if it is approved now."""
        config, labels = self._page.desk.config, self._page.words
        if not config.desk.approval.needed or not config.delivery.sends:
            return labels["not_needed"]
        until = approval.deadline(config, self._page.desk.folder)
        if until is None or not approval.is_open(config, self._page.desk.folder, datetime.now(UTC)):
            return labels["mailed_at_once"]
        return labels["mailed_at"].format(f"{until:%H:%M}")


def _mailed(receipts: Sequence[Receipt], labels: Mapping[str, str]) -> list[str]:
    """Return what became of the mails, in words."""
    sent = sum(receipt.state in {"sent", "had"} for receipt in receipts)
    bad = [receipt for receipt in receipts if receipt.state not in {"sent", "had", "nothing"}]
    said = [labels["mailed_to"].format(sent)] if sent else []
    return said + [labels["not_mailed_to"].format(each.recipient, each.detail) for each in bad]
