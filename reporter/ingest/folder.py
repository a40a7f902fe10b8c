"""The inputs of a run -> each of their articles once, in a stable order.

In: the values of ``inputs:`` or ``--input``. Out: raw articles, and a ``Skipped`` for everything else. A file is read
only once, even if it has several names; files with the same bytes are left out and listed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from reporter.ingest.finding import Finder, identity
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
        for item in self._read(self._files()):
            if isinstance(item, RawArticle):
                name = item.source.path
                if (first := first_with.setdefault(item.source.sha256, name)) != name:
                    yield Skipped(source=name, stage=ASIDE, reason=f"it is the same as {first}")
                    continue
            yield item

    def _files(self) -> Iterator[Path | Skipped]:
        """Yield each file once, and everything else as ``Skipped``."""
        files: set[tuple[int, int]] = set()
        for found in chain(self._finder.find(), self._fetched):
            if not isinstance(found, Skipped) and (inode := identity(found)):
                if inode in files:
                    continue
                files.add(inode)
            yield found
