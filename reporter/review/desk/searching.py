"""The tab Archive of the desk's page: what all editions have printed, searched, and the pages that it is on.

In: a query and where to search. Out: the articles found, with what was found marked in both languages; the terms of the
glossary in them; and the page of an earlier edition.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import request, send_file
from flask.typing import ResponseReturnValue

from reporter import archive
from reporter.archive import Hit, Limits, NameCount, Passage, Place
from reporter.archive.records import PAGE
from reporter.editions.folders import edition_folders
from reporter.editions.sharding import FOLDER, shards_in
from reporter.model import Span
from reporter.render.words.moments import date_ar, date_en
from reporter.review.desk.head import Head
from reporter.review.desk.page import DOCUMENT_POLICY, Page
from reporter.translate import gather_glossary

_MOST = 50
"""Articles, or terms, that are shown."""

Piece = tuple[bool, str]
"""Some text, and whether it is marked."""


class Searching:
    """The request handlers of the tab."""

    def __init__(self, page: Page, head: Head) -> None:
        self._page, self._head = page, head

    def page(self, token: str) -> ResponseReturnValue:  # noqa: ARG002
        """Show the tab, with what the query in the address finds."""
        asked = {name: request.args.get(name, "").strip() for name in ("q", "from", "to", "outlet", "section", "show")}
        values: dict[str, Any] = {"asked": asked, "hits": None, "names": None, "note": "", "problem": ""}
        try:
            limits = _limits(asked)
        except ValueError:
            values["problem"] = self._page.words["wrong_day"]
        else:
            if asked["show"] == "names":
                values |= self._names(asked["q"], limits)
            elif asked["q"]:
                values |= self._hits(asked["q"], limits)
        return self._page.whole("archive", **values, **self._head.values())

    def edition(self, token: str, day: str, shard: str = "") -> ResponseReturnValue:  # noqa: ARG002
        """Return the page of an edition, which is restricted to showing itself."""
        output = self._page.desk.config.output
        known = {"": output} | {name: output / FOLDER / name for name in shards_in(output)}
        folder = edition_folders(known[shard]).get(day) if shard in known else None
        if folder is None or not (folder / PAGE).is_file():
            return {"error": f"There is no page of the edition of {day[:10]}."}, 404
        response = send_file((folder / PAGE).absolute(), mimetype="text/html", max_age=0)
        response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
        return response

    def _hits(self, text: str, limits: Limits) -> dict[str, Any]:
        labels = self._page.words
        found = archive.search(Place.of(self._page.desk.config), text, limits, most=_MOST)
        if not found.query.wanted:
            return {"problem": labels["no_word"]}
        note = labels["more_found"].format(_MOST) if found.more else ""
        note += labels["words_ignored"].format(found.query.ignored) if found.query.ignored else ""
        return {"hits": [self._hit(hit) for hit in found.hits], "note": note}

    def _hit(self, hit: Hit) -> dict[str, Any]:
        titled = any(passage.place == "title" for passage in hit.passages)
        return {
            "day": self._day(hit.day),
            "entry": hit.entry,
            "outlet": hit.outlet or "",
            "source": hit.url or hit.path,
            "withdrawn": hit.withdrawn and self._day(hit.withdrawn),
            "link": self._link(hit) if hit.file.name == PAGE else None,
            "title_en": None if titled else hit.title_en,
            "title_machine": hit.title_machine,
            "title_ar": None if titled else hit.title_ar,
            "passages": [self._passage(passage) for passage in hit.passages],
        }

    def _link(self, hit: Hit) -> str:
        """Return the address of an article in the page of its edition or shard."""
        *shard, day = hit.file.parent.relative_to(self._page.desk.config.output).parts[-2:]
        return "/".join(("editions", *map(quote, shard), f"{day}#{hit.anchor}"))

    def _passage(self, passage: Passage) -> dict[str, Any]:
        return {
            "place": passage.place if "." in passage.place else "",
            "title": passage.place == "title",
            "en": list(_marked(passage.en or "", passage.marks_en)),
            "machine": passage.machine,
            "ar": list(_marked(passage.ar, passage.marks_ar)),
            "changed": passage.changed and self._day(passage.changed),
        }

    def _names(self, text: str, limits: Limits) -> dict[str, Any]:
        config = self._page.desk.config
        glossary, _ = gather_glossary(config.glossary)  # problems there are logged
        found = archive.names(Place.of(config), glossary, text, limits)
        note = self._page.words["more_found"].format(_MOST) if len(found) > _MOST else ""
        return {"names": [self._name(name) for name in found[:_MOST]], "note": note}

    def _name(self, name: NameCount) -> dict[str, Any]:
        return {"en": name.en, "ar": name.ar, "articles": name.articles, "months": list(name.months.items())}

    def _day(self, day: date) -> str:
        return (date_ar if self._page.language == "ar" else date_en)(day)


def _limits(asked: dict[str, str]) -> Limits:
    """Return where to search.

    Raises:
        ValueError: a day is not a date.

    """
    first, last = (date.fromisoformat(asked[name]) if asked[name] else None for name in ("from", "to"))
    return Limits(first=first, last=last, outlet=asked["outlet"], section=asked["section"])


def _marked(text: str, marks: Sequence[Span]) -> Iterator[Piece]:
    """Yield the pieces of a text, those that were found marked."""
    at = 0
    for mark in marks:
        yield False, text[at : mark.start]
        yield True, mark.of(text)
        at = mark.end
    yield False, text[at:]
