"""Pages that a browser has saved with their pictures and frames, in a folder next to them.

In: the name of a folder and the names next to it. Out: the page that the folder belongs to. A frame in such a folder,
often an advertisement, is not an article.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath, PurePosixPath

PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht"})
"""Suffixes of saved pages, lower case."""
_ENDINGS = tuple(
    (  # noqa: SIM905 - a list of endings reads best as text
        "_files -files .files -dateien _fichiers _archivos _file _ficheiros _arquivos _bestanden _pliki _dosyalar "
        "_soubory _fajlok -filer -tiedostot _fails _failid _datoteke _elemei _bylos _fitxers _fitxategiak _ملفات "
        "-ملفات _файлы _файлове _קבצים"
    ).split()
)
"""The endings that browsers use, in different languages, for the folder saved with a page."""


def page_of(name: str, beside: Iterable[str]) -> str | None:
    """Return the page among the files `beside` that the folder `name` belongs to.

    >>> page_of("page_files", ["page.html", "other.html"])
    'page.html'
    """
    for ending in _ENDINGS:
        if name.lower().endswith(ending) and (stem := name[: -len(ending)]):
            for page in beside:
                path = PurePath(page)
                if path.suffix.lower() in PAGES and stem in {path.stem, path.name}:
                    return page
    return None


def folders_of_pages(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each folder in an archive with the files `names` that belongs to a page, and that page.

    >>> list(folders_of_pages(["a/page.html", "a/page_files/frame.html", "a/page_files/x.png"]))
    [('a/page_files', 'page.html')]
    """
    paths = [PurePosixPath(name) for name in names]
    inside: dict[PurePosixPath, list[str]] = {}
    for path in paths:
        if path.suffix.lower() in PAGES:
            inside.setdefault(path.parent, []).append(path.name)
    for folder in dict.fromkeys(parent for path in paths for parent in path.parents if parent.name):
        if page := page_of(folder.name, inside.get(folder.parent, ())):
            yield str(folder), page
