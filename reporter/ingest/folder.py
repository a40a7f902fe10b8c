"""The inputs of a run -> each of their articles once, in a stable order.

In: the values of ``inputs:`` or ``--input``. Out: raw articles, and a ``Skipped`` for everything else. A file is read
only once, even if it has several names; files with the same bytes are left out and listed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from reporter.ingest.finding import MOST_NAMED, Finder, identity
from reporter.model import ASIDE, RawArticle, Skipped


class Folder:
    """The inputs of a run: files on this machine."""

    def __init__(
        self,
        inputs: Sequence[str],
        read: Callable[[Iterable[Path | Skipped]], Iterable[RawArticle | Skipped]],
        *,
        root: Path,
        own: Collection[Path] = (),
        fetched: Iterable[Path | Skipped] | None = None,
    ) -> None:
        """Find `inputs` and `read` them; `own` are the files and folders of reporter itself, which are never inputs.

        `read` yields what is in the files that it is given, in their order, and what is already ``Skipped``. `fetched`
        are pages of the inbox, which are read after the inputs; if there is one, even without a page, an input may be
        an empty folder.
        """
        self._finder = Finder(inputs, root=root, own=own, may_be_empty=fetched is not None)
        self._fetched = tuple(fetched or ())
        self._read = read

    def read(self) -> Iterator[RawArticle | Skipped]:
        """Yield every article, and everything else as ``Skipped``; each file, and each content, once."""
        first_with: dict[str, str] = {}
        copies: dict[str, list[str]] = {}
        for item in self._read(self._files()):
            if isinstance(item, RawArticle):
                name = item.source.path
                if (first := first_with.setdefault(item.source.sha256, name)) != name:
                    copies.setdefault(first, []).append(name)
                    continue
            yield item
        for first, names in copies.items():
            yield from _copies(first, names)

    def _files(self) -> Iterator[Path | Skipped]:
        """Yield each file once, and everything else as ``Skipped``."""
        files: set[tuple[int, int]] = set()
        for found in chain(self._finder.find(), self._fetched):
            if not isinstance(found, Skipped) and (inode := identity(found)):
                if inode in files:
                    continue
                files.add(inode)
            yield found


def _copies(first: str, names: Sequence[str]) -> Iterator[Skipped]:
    """Yield the copies `names` of the file `first`; many of them as a single item."""
    named = names if len(names) <= MOST_NAMED else names[:1]
    for name in named:
        yield Skipped(source=name, stage=ASIDE, reason=f"it is the same as {first}")
    if others := len(names) - len(named):
        yield Skipped(source=f"{others} other files", stage=ASIDE, reason=f"they are the same as {first}, too")
