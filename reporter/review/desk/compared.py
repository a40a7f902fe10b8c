"""The tab Changes of the desk's page: the edition against the one before, and against what was mailed.

In: the records of both editions, and those that were kept when they were mailed. Out: what is new, updated, continued
and gone, and which texts are not as their recipients had them.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reporter import record
from reporter.editions.compared import Comparison, Pair, compare
from reporter.editions.folders import RECORD, edition_folders, is_roundup
from reporter.errors import ReporterError
from reporter.record import Entry
from reporter.record.blocks import home
from reporter.record.desk import Difference
from reporter.render.words.changes import AND_MORE, SILENT, became, excerpt, on
from reporter.render.words.errata import erratum_item
from reporter.review.desk.page import Page
from reporter.workflows import erratum


class Earlier:
    """The edition before, compared with this one."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: tuple[record.Record, object, Comparison | None] | None = None

    def label(self) -> str:
        """Return the name of the tab."""
        labels, earlier = self._page.words, self._folder()
        found = self._found(earlier)
        if earlier is None or found is None:
            return labels["changes"]
        day = on(date.fromisoformat(earlier.name), self._page.record.edition).of(self._page.language)
        return labels["changes_since_day"].format(day, len(found.new), len(found.updated))

    def found(self) -> Comparison | None:
        """Return what has changed since the edition before; None if there is none that can be read."""
        return self._found(self._folder())

    def _found(self, earlier: Path | None) -> Comparison | None:
        made = self._page.record
        version = earlier and (earlier, (earlier / RECORD).stat().st_mtime_ns)
        if self._known is None or self._known[0] is not made or self._known[1] != version:
            self._known = made, version, _compared(earlier, made)
        return self._known[2]

    def _folder(self) -> Path | None:
        config, own = self._page.desk.config, self._page.desk.folder
        if is_roundup(own):  # it has what earlier editions have
            return None
        before = [folder for name, folder in edition_folders(config.output).items() if name < own.name]
        return before[-1] if before else None


class Changes:
    """What the tab shows."""

    def __init__(self, page: Page, earlier: Earlier) -> None:
        self._page, self._earlier = page, earlier

    def values(self) -> dict[str, Any]:
        """Return what the tab shows."""
        return {"compared": _shown(self._earlier.found(), self._page), **self._mailed()}

    def _mailed(self) -> dict[str, Any]:
        desk = self._page.desk
        try:
            found = erratum.mailed(desk.config, desk.folder, now=datetime.now(UTC))
        except ReporterError as e:  # a run is sending: nothing is wrong with the page
            return {"mailed": [], "problem": str(e)}
        return {
            "mailed": [
                {
                    "said": _recipients(each, self._page.words),
                    "changed": [_difference(item, self._page) for item in each.changed],
                }
                for each in found
            ],
            "problem": None,
        }


def _compared(earlier: Path | None, made: record.Record) -> Comparison | None:
    try:
        return None if earlier is None else compare(record.load(earlier / RECORD), made)
    except ReporterError:
        return None


def _recipients(mailed: erratum.Mailed, labels: Mapping[str, str]) -> str:
    name = "had_unknown" if not mailed.known else "had_other" if mailed.changed else "had_same"
    return labels[name].format(mailed.recipients)


def _shown(found: Comparison | None, page: Page) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "new": [_entry(entry, page) for entry in found.new],
        "updated": [_entry(pair.after, page) | _pair(pair, page) for pair in found.updated],
        "continued": [_entry(entry, page) for entry in found.continued],
        "gone": [_entry(entry, page) | _taken_down(found.dropped.get(entry.identity), page) for entry in found.gone],
    }


def _entry(entry: Entry, page: Page) -> dict[str, Any]:
    return {
        "id": entry.id,
        "row": home(entry),
        "title_en": entry.title.text_en,
        "title_ar": entry.title_ar,
        "outlet": page.outlet(entry.source),
        "said": (),
        "diff": (),
    }


def _taken_down(status: int | None, page: Page) -> dict[str, Any]:
    return {} if status is None else {"said": [page.words["taken_down"].format(status)]}


def _pair(pair: Pair, page: Page) -> dict[str, Any]:
    said = [became(*words) for words in pair.words] + [AND_MORE] * pair.more + [SILENT] * pair.silent
    return {"said": [each.of(page.language) for each in said], "diff": list(excerpt(pair.diff))}


def _difference(item: Difference, page: Page) -> dict[str, Any]:
    said = erratum_item(item)
    return {"place": item.place, "said": said.said.of(page.language), "en": said.en, "ar": said.ar}
