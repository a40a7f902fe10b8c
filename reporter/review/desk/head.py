"""The head of the desk's page, which all tabs have: how far the edition is, and the names of the tabs."""

from collections.abc import Iterable, Sequence
from typing import Any

from reporter.review.desk.compared import Earlier
from reporter.review.desk.page import Page
from reporter.review.sheet import Item
from reporter.workflows import approval


class Head:
    """The head of the page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.earlier = Earlier(page)

    def values(self, items: Sequence[Item] | None = None) -> dict[str, Any]:
        """Return what the head says; `items` are the English texts, if they are known."""
        desk, items = self._page.desk, self._page.english.items() if items is None else items
        until = approval.deadline(desk.config, desk.folder)
        reviewed = _places(item for item in items if item.state == "reviewed")
        return {
            "state": self._state(items),
            "english": f"{reviewed}/{_places(items)}",
            "out": [_out(*item) for item in desk.sheet.out()],
            "noted": len(desk.sheet.notes),
            "changes_label": self.earlier.label(),
            "stamp": desk.sheet.stamp,
            "deadline": None if until is None else until.isoformat(),
        }

    def standing(self) -> str:
        """Return whether the edition is approved, in words."""
        config, folder = approval.leading(self._page.desk.config, self._page.desk.folder)
        labels = self._page.words
        if self._page.desk.sheet.approved is None:
            return labels["draft"]
        found = approval.standing(config, folder)
        if found.given is None:
            return labels["draft"]
        said = labels["approved"].format(f"{found.given.at.astimezone(config.zone):%H:%M}", found.given.by)
        if found.holds:
            return said
        since = labels["change_since"] if found.changes == 1 else labels["changes_since"].format(found.changes)
        return f"{said}{labels['comma']} {since}"

    def _state(self, items: Sequence[Item]) -> str:
        labels = self._page.words
        pending = self._page.desk.sheet.pending() + sum(item.pending for item in items)
        doubted = [item for item in items if item.doubts]
        left = _places(item for item in doubted if item.state != "reviewed")
        said = [self.standing()]
        said += [labels["of_to_check"].format(left, _places(doubted))] if doubted else []
        said += [labels["pending"].format(pending)] if pending else []
        return " · ".join(said)


def _places(items: Iterable[Item]) -> int:
    """Return in how many places of the edition the texts stand, as the page of the English counts them."""
    return sum(len(item.places) for item in items)


def _out(key: str, title: str, decided: Any) -> dict[str, object]:  # noqa: ANN401
    out = decided.out
    return {
        "key": key,
        "title_ar": title,
        "why": out.why if out else "",
        "by": out.by if out else "",
        "later": decided.later,
    }
