"""WeasyPrint as this product uses it: loaded quickly, without what no document needs, and without the machine's fonts.

Private to WeasyPrint 70 and used here: ``HTML._ua_stylesheets`` (replaced), ``html.UA_STYLESHEET``; private to
cssselect2 0.10: ``Matcher.other_selectors``; private to tinyhtml5 2.1: ``inputstream.characters_until_regex``
(replaced). tests/test_insides.py names each of them.
"""

import ctypes.util
import mimetypes
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from xml.sax.saxutils import escape

from reporter.render.fonts import FACES, unpacked

_IS_NOTE = re.compile(r"(?:foot)?note-").match
_PSEUDO_ELEMENT = 3
"""Its place among what cssselect2 keeps of a selector."""
_SUBSETTING = ("fontTools.subset", "fontTools.varLib.instancer")
"""What WeasyPrint needs where HarfBuzz cannot make subsets, and for variable fonts; loading them takes 50 ms."""


@cache
def page_class() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """Return WeasyPrint's HTML with its default style sheet minus the rules for footnotes.

    Those rules add five styles to every element, which take a quarter of the memory of a long document.
    """
    with _libraries_by_name(), _types_of_the_standard_library(), _loaded_at_need(_SUBSETTING):
        from weasyprint import HTML
    from tinyhtml5 import inputstream  # type: ignore[import-untyped]
    from weasyprint.html import UA_STYLESHEET

    inputstream.characters_until_regex = _Patterns()

    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [
        selector for selector in sheet.matcher.other_selectors if not _IS_NOTE(selector[_PSEUDO_ELEMENT] or "")
    ]

    class Page(HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 (WeasyPrint calls it so)
            return [*super()._ua_stylesheets(forms)[1:], sheet]

    return Page


@cache
def fetcher_class() -> Any:  # noqa: ANN401 (WeasyPrint has no types)
    """Return WeasyPrint's URLFetcher that unpacks fonts: WeasyPrint's own unpacking rewrites each of their tables."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            answer = super().fetch(url, headers)
            content = answer.read()
            return URLFetcherResponse(url, unpacked(content) if content[:4] == b"wOFF" else content, answer.headers)

    return Fetcher


class _Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """The patterns of WeasyPrint's HTML parser, each compiled once: tinyhtml5 2.1 caches them under the wrong key."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        """Compile the pattern for a run of these characters, or of any others."""
        characters, these = key
        self[key] = re.compile(f"[{'' if these else '^'}{re.escape(''.join(characters))}]+")
        return self[key]


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Make Linux find WeasyPrint's libraries by the last of the names that it tries.

    For each earlier name, ``find_library`` runs the linker and the compiler: 54 processes, a quarter of a second.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _loaded_at_need(names: Iterable[str]) -> Iterator[None]:
    """Make functions that are imported from the modules `names` load these when they are called."""

    class Later(ModuleType):
        def __getattr__(self, name: str) -> Callable[..., Any]:
            if name.startswith("__"):
                raise AttributeError(name)

            def called(*arguments: object, **options: object) -> object:
                return getattr(import_module(self.__name__), name)(*arguments, **options)

            return called

    later = {name: Later(name) for name in names if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        for name in later:
            del sys.modules[name]


@contextmanager
def _types_of_the_standard_library() -> Iterator[None]:
    """Keep the system's lists of media types unread: WeasyPrint makes a table without them, after reading them."""
    files = mimetypes.knownfiles
    mimetypes.knownfiles = []
    try:
        yield
    finally:
        mimetypes.knownfiles = files
        mimetypes.inited = False


@contextmanager
def without_fonts_of_the_machine() -> Iterator[None]:
    """Let Fontconfig know only Amiri, besides the fonts of the document; without any font Pango stops the process.

    Looking for a character in the fonts of the machine, which are not used, takes longer the more there are.
    """
    with TemporaryDirectory(prefix="reporter-fonts-") as folder:
        Path(folder, "Amiri.ttf").symlink_to(FACES[0].path)
        config, place = Path(folder, "fonts.conf"), escape(folder)
        config.write_text(f"<fontconfig><dir>{place}</dir><cachedir>{place}</cachedir></fontconfig>", encoding="utf-8")
        with setting("FONTCONFIG_FILE", str(config)):
            yield


@contextmanager
def setting(name: str, value: str) -> Iterator[None]:
    """Give the environment variable `name` a value for the libraries, which read it themselves."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
