"""The methods and formats that settings and flags can name: ours, and those of plug-ins.

Each list stands here once: the settings check values against it, ``--help`` and the documents print it. Nothing is
imported before it is used, so that a list costs no start-up time. Checks are not named by settings alone; their list
is ``reporter.checks.CHECKS``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from reporter import plugins
from reporter.plugins import Plugin


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be named."""

    name: str
    description: str
    """A few words, for people."""
    target: str
    """Its function, as ``module:attribute``."""


@dataclass(frozen=True, slots=True)
class Format(Entry):
    """One format in which an edition can be exported."""

    papers: tuple[str, ...] | None = None
    """The papers that can be asked for; None: all."""
    languages: tuple[str, ...] | None = None
    """The orders of languages that can be asked for; None: all."""
    own: bool = False
    """Every edition has a file of that format anyway."""


E = TypeVar("E", bound=Entry)


class Registry(Generic[E]):
    """Our entries of one kind and the plug-ins that add to them; iterating gives the names, ours first."""

    def __init__(self, kind: str, group: str, *entries: E) -> None:
        self.kind = kind
        self.group = group
        self.entries = {entry.name: entry for entry in entries}

    def __iter__(self) -> Iterator[str]:
        yield from self.entries
        yield from (plugin.name for plugin in plugins.installed(self.group) if plugin.name not in self.entries)

    def __contains__(self, name: object) -> bool:
        return name in self.entries or name in tuple(self)

    def listed(self) -> str:
        """Return our names for the documents, which do not change with what is installed.

        >>> METHODS.listed()[:25]
        '`biased-lexrank`, `lead`,'
        """
        return ", ".join(f"`{name}`" for name in self.entries)

    def checked(self, name: str) -> str:
        """Return `name` if there is such an entry.

        Raises:
            ValueError: there is none; the message lists what there is.

        """
        if name not in self:
            raise ValueError(f"'{name}' is not a {self.kind}; take one of {', '.join(self)}")
        return name

    def plugin(self, name: str) -> Plugin | None:
        """Return the plug-in that is called `name`; None if the name is ours."""
        if name in self.entries:
            return None
        return next(plugin for plugin in plugins.installed(self.group) if plugin.name == self.checked(name))

    def load(self, name: str) -> Callable[..., Any]:
        """Return the function called `name`, imported now.

        Raises:
            PluginError: it is a plug-in's, and cannot be imported or called.
            ValueError: there is none.

        """
        plugin = self.plugin(name)
        if plugin is None:
            module, _, attribute = self.entries[name].target.partition(":")
            function: Callable[..., Any] = getattr(import_module(module), attribute)
            return function
        loaded = plugin.load()
        if not callable(loaded):
            raise plugins.PluginError(plugin, f"is of type {type(loaded).__name__}, not a function")
        return loaded


_SUMY = "reporter.summarise.sumy_methods"
METHODS = Registry(
    "method",
    plugins.SUMMARISERS,
    Entry(
        "biased-lexrank",
        "sentences like many others, those that open a section first",
        "reporter.summarise.ranking:biased_lexrank",
    ),
    Entry("lead", "the first sentences", "reporter.summarise.ranking:lead"),
    Entry("lexrank", "sentences like many others", f"{_SUMY}:lexrank"),
    Entry("textrank", "sentences that share words with many others", f"{_SUMY}:textrank"),
    Entry("lsa", "sentences that stand for the main topics (latent semantic analysis)", f"{_SUMY}:lsa"),
    Entry("luhn", "sentences in which frequent words stand close together", f"{_SUMY}:luhn"),
    Entry("edmundson", "words of the title and cue words, and the place in the article", f"{_SUMY}:edmundson"),
    Entry("sum-basic", "sentences of frequent words", f"{_SUMY}:sum_basic"),
    Entry("kl", "sentences whose words are spread as in the whole article", f"{_SUMY}:kl"),
    Entry("reduction", "sentences with the greatest sum of similarities", f"{_SUMY}:reduction"),
)
"""How sentences can be ranked: functions of a ``summarise.material.Material`` that return its positions, best first."""

_ORDERS = ("english-first", "arabic-first")
_EXPORTS = "reporter.render.exports"
EXPORTS = Registry(
    "format",
    plugins.EXPORTERS,
    Format("docx", "Word", f"{_EXPORTS}:to_docx", papers=("A4", "Letter"), languages=_ORDERS),
    Format("epub", "EPUB 3", f"{_EXPORTS}:to_epub", papers=(), languages=_ORDERS),
    Format("md", "Markdown", f"{_EXPORTS}:to_md", papers=(), languages=_ORDERS),
    Format("csv", "a table with a row for each sentence", f"{_EXPORTS}:to_csv", papers=(), languages=()),
    Format("pdf", "PDF", f"{_EXPORTS}:to_pdf", own=True),
    Format("html", "HTML", f"{_EXPORTS}:to_html", own=True),
)
"""How an edition can be exported: functions of a record and the layout settings that return the bytes of a file."""
