"""What makes an edition less than it should be, for its front page: missing inputs, many files that cannot be read."""

from collections.abc import Collection, Iterator, Sequence

from reporter.model import Notice, Skipped

UNREADABLE_SHARE = 0.5
"""From this share of unreadable files on, something is wrong with where they come from."""


def shortfalls(skipped: Sequence[Skipped], read: int, inputs: Collection[str]) -> tuple[Notice, ...]:
    """Return what is missing after `read` articles were read and `skipped` were not.

    `inputs` are the files and folders that the settings name, as they are printed.
    """
    return tuple(_shortfalls(skipped, read, inputs))


def _shortfalls(skipped: Sequence[Skipped], read: int, inputs: Collection[str]) -> Iterator[Notice]:
    missing = [item for item in skipped if item.source in inputs]
    for item in missing:
        yield Notice(
            text_en=f"An input gave nothing: {item.source} ({item.reason})",
            text_ar=f"لم يُقرأ شيء من أحد المصادر المحدَّدة: {item.source}",
        )
    unreadable, files = len(skipped) - len(missing), len(skipped) - len(missing) + read
    if unreadable and unreadable >= UNREADABLE_SHARE * files:
        yield Notice(
            text_en=f"{unreadable} of {files} files could not be read",
            text_ar=f"عدد الملفات التي تعذّرت قراءتها: {unreadable} من أصل {files}",
        )
