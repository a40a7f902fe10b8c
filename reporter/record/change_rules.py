"""The rules of the changes of a record that its schema cannot express."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reporter.language.differ import Piece, key_of
from reporter.record.changes import Dropped, Earlier, Quote, Updated
from reporter.record.shape import Entry, Record


def problems_of_changes(record: Record) -> Iterator[str]:
    """Yield the problems of the changes of `record`, in words."""
    changes = record.changes
    entries = {entry.id: entry for entry in record.entries}
    often = Counter(item.identity for item in (*changes.updated, *changes.dropped))
    yield from (f"changes: {name} is there {times} times" for name, times in often.items() if times > 1)
    for item in (*changes.updated, *changes.dropped):
        where = f"changes: {item.identity}"
        if item.edition >= record.edition.date:
            yield f"{where}: the edition of {item.edition} is not an earlier one"
        yield from (f"{where}: {problem}" for quote in item.quotes for problem in _in_quote(item, quote))
    for update in changes.updated:
        if update.entry is not None:
            yield from (f"changes: {update.identity}: {problem}" for problem in _in_entry(update, entries))
    told = {update.entry for update in changes.updated}
    for entry in record.entries:
        if (entry.change == "updated") != (entry.id in told):
            yield f"entry {entry.id}: its change is {entry.change}, which contradicts changes.updated"


def _in_quote(item: Earlier, quote: Quote) -> Iterator[str]:
    if quote.edition == item.edition and not quote.point.startswith(f"{item.number}."):
        yield f"point {quote.point} is not of entry {item.number}"
    if quote.edition > item.edition:
        yield f"point {quote.point}: the edition of {quote.edition} is later than that of {item.edition}"
    if quote.today_ar is None:
        if quote.diff or quote.today:
            yield f"point {quote.point} has no text today, but a diff or English of it"
    elif later(quote.diff) != quote.today_ar or key_of(earlier(quote.diff)) != key_of(quote.text_ar):
        yield f"point {quote.point}: the diff does not lead from its text to that of today"
    if isinstance(item, Dropped) and quote.today_ar is not None:
        yield f"point {quote.point} has a text today, but its article was taken down"


def _in_entry(update: Updated, entries: dict[str, Entry]) -> Iterator[str]:
    entry = entries.get(update.entry or "")
    if entry is None:
        yield f"there is no entry {update.entry}"
        return
    if entry.source.sha256 != update.after:
        yield f"entry {entry.id} is another version"
    if update.diff and not later(update.diff).endswith(entry.text_ar):
        yield "the diff does not lead to the text of its entry"


def later(diff: Sequence[Piece]) -> str:
    """Return the later version of a text."""
    return "".join(text for kind, text in diff if kind != "delete")


def earlier(diff: Sequence[Piece]) -> str:
    """Return the earlier version of a text, as far as the words are concerned."""
    return "".join(text for kind, text in diff if kind != "insert")
