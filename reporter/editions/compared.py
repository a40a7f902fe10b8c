"""Two editions compared, article by article: what is new, updated, continued and gone.

In: their records. Out: ``Comparison``. Articles are recognised by their identity or, without a URL, by their file if
most of its text is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporter.editions.versions import full_text, is_same, text_key
from reporter.language import differ
from reporter.language.differ import Piece
from reporter.record import Entry, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An article in both editions."""

    before: Entry
    after: Entry
    silent: bool
    """The text has changed, but the date that the outlet states has not."""
    words: tuple[tuple[str, str], ...]
    """Pairs of old and new Arabic words, numbers first."""
    more: bool
    """Whether there are more changes than `words`."""
    diff: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a later edition has, compared with an earlier one."""

    new: tuple[Entry, ...]
    updated: tuple[Pair, ...]
    continued: tuple[Entry, ...]
    """Articles of the later edition that the earlier one has too, or whose story it has."""
    gone: tuple[Entry, ...]
    """Articles of the earlier edition that the later one does not have."""
    dropped: Mapping[str, int]
    """HTTP status of those that were taken down, as far as the later edition knows, by their identity."""


def compare(before: Record, after: Record) -> Comparison:
    """Return what has changed from `before` to `after`."""
    goes_on = f"{before.edition.date.isoformat()}/"
    stories = {name for story in after.stories if (story.continues or "").startswith(goes_on) for name in story.entries}
    known = {entry.identity: entry for entry in before.entries}
    files = {path: entry for entry in before.entries if not entry.source.url for path in entry.source.paths}
    new: list[Entry] = []
    updated: list[Pair] = []
    continued: list[Entry] = []
    found: set[str] = set()
    for entry in after.entries:
        earlier = known.get(entry.identity) or _of_file(entry, files)
        if earlier is not None:
            found.add(earlier.id)
        if earlier is None or not (
            is_same(text_key(earlier), text_key(entry)) or differ.share_text(earlier.text_ar, entry.text_ar)
        ):
            (continued if entry.id in stories else new).append(entry)
        elif is_same(text_key(earlier), text_key(entry)):
            continued.append(entry)
        else:
            updated.append(_pair(earlier, entry))
    return Comparison(
        new=tuple(new),
        updated=tuple(updated),
        continued=tuple(continued),
        gone=tuple(entry for entry in before.entries if entry.id not in found),
        dropped={item.identity: item.status for item in after.changes.dropped},
    )


def _of_file(entry: Entry, files: Mapping[str, Entry]) -> Entry | None:
    """Return the earlier version of a file without a URL."""
    if entry.source.url:
        return None
    earlier = next((files[path] for path in entry.source.paths if path in files), None)
    return earlier if earlier and differ.share_text(earlier.text_ar, entry.text_ar) else None


def _pair(before: Entry, after: Entry) -> Pair:
    old, new = full_text(before), full_text(after)
    words, more = differ.said(old, new)
    stated = before.source.published_at
    return Pair(
        before=before,
        after=after,
        silent=stated is not None and stated == after.source.published_at,
        words=words,
        more=more,
        diff=differ.pieces(old, new),
    )
