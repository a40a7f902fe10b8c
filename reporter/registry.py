"""The methods and formats that settings and flags can name: ours, and those of plug-ins.

This is the only list of each: settings are validated against it, and ``--help`` and the documentation print it. Nothing
is imported before it is used, so the lists cost no start-up time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeVar

from reporter import plugins
from reporter.plugins import Plugin


@dataclass(frozen=True, slots=True)
class Choice:
    """One named method or format."""

    name: str
    description: str
    """A short description for users."""
    target: str
    """Its function, as ``module:attribute``."""


@dataclass(frozen=True, slots=True)
class Format(Choice):
    """One export format."""

    papers: tuple[str, ...] | None = None
    """The supported paper sizes; None means all."""
    languages: tuple[str, ...] | None = None
    """The supported orders of languages; None means all."""
    own: bool = False
    """True if every edition has a file of this format anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChoice(Choice):
    """One check of a translation."""

    label: str
    """For people, two or three words."""
    description_ar: str


C = TypeVar("C", bound=Choice)


class Registry(Generic[C]):
    """Our choices of one kind and the plug-ins that add to them; iterating gives the names, ours first."""

    def __init__(self, kind: str, group: str, *choices: C) -> None:
        self.kind = kind
        self.group = group
        self.choices = {choice.name: choice for choice in choices}

    def __iter__(self) -> Iterator[str]:
        yield from self.choices
        yield from (plugin.name for plugin in plugins.installed(self.group) if plugin.name not in self.choices)

    def __contains__(self, name: object) -> bool:
        return name in self.choices or name in tuple(self)

    def listed(self) -> str:
        """Return our names for the documentation, which must not depend on the installed plug-ins.

        >>> METHODS.listed()[:25]
        '`biased-lexrank`, `lead`,'
        """
        return ", ".join(f"`{name}`" for name in self.choices)

    def checked(self, name: str) -> str:
        """Return `name` if it exists.

        Raises:
            ValueError: it does not; the message lists the names that do.

        """
        if name not in self:
            raise ValueError(f"unknown {self.kind} '{name}'; choose one of {', '.join(self)}")
        return name

    def plugin(self, name: str) -> Plugin | None:
        """Return the plug-in called `name`; None if the name is ours."""
        if name in self.choices:
            return None
        return next(plugin for plugin in plugins.installed(self.group) if plugin.name == self.checked(name))

    def load(self, name: str) -> Callable[..., Any]:
        """Import and return the function called `name`.

        Raises:
            PluginError: it belongs to a plug-in and cannot be imported or called.
            ValueError: it does not exist.

        """
        plugin = self.plugin(name)
        if plugin is None:
            module, _, attribute = self.choices[name].target.partition(":")
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
    Choice(
        "biased-lexrank",
        "sentences similar to many others, with a preference for those that open a section",
        "reporter.summarise.ranking:biased_lexrank",
    ),
    Choice("lead", "the first sentences", "reporter.summarise.ranking:lead"),
    Choice("lexrank", "sentences similar to many others", f"{_SUMY}:lexrank"),
    Choice("textrank", "sentences that share words with many others", f"{_SUMY}:textrank"),
    Choice("lsa", "sentences that represent the main topics (latent semantic analysis)", f"{_SUMY}:lsa"),
    Choice("luhn", "sentences in which frequent words are close together", f"{_SUMY}:luhn"),
    Choice("edmundson", "words of the title, cue words and the position in the article", f"{_SUMY}:edmundson"),
    Choice("sum-basic", "sentences of frequent words", f"{_SUMY}:sum_basic"),
    Choice("kl", "sentences whose words are distributed as in the whole article", f"{_SUMY}:kl"),
    Choice("reduction", "sentences with the greatest sum of similarities", f"{_SUMY}:reduction"),
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
    Format("csv", "a table with one row per sentence", f"{_EXPORTS}:to_csv", papers=(), languages=()),
    Format("pdf", "PDF", f"{_EXPORTS}:to_pdf", own=True),
    Format("html", "HTML", f"{_EXPORTS}:to_html", own=True),
)
"""How an edition can be exported: functions of a record and the layout settings that return the bytes of a file."""


def _check(name: str, label: str, description: str, description_ar: str) -> CheckChoice:
    target = f"reporter.checks.{name}:check"
    return CheckChoice(name, description, target, label=label, description_ar=description_ar)


CHECKS = Registry(
    "check",
    plugins.CHECKS,
    _check(
        "spacing",
        "Words run together",
        "The words of the Arabic are apart; where they are not, no other check is applied",
        "كلمات النص العربي منفصلة؛ وإلا فلا يُجرى أي فحص آخر",
    ),
    _check(
        "untranslated",
        "Arabic left over",
        "No part of the Arabic is left untranslated",
        "لا يبقى شيء من النص دون ترجمة",
    ),
    _check(
        "repetition",
        "Repetition",
        "The English does not say the same thing over and over",
        "لا تكرر الترجمة العبارة نفسها",
    ),
    _check(
        "numbers",
        "Numbers",
        "The English has the numbers of the Arabic, and no others",
        "أرقام الترجمة هي أرقام النص العربي لا غيرها",
    ),
    _check(
        "dates",
        "Dates",
        "The English names the months and weekdays that the Arabic names",
        "تذكر الترجمة الشهور والأيام التي يذكرها النص العربي",
    ),
    _check(
        "money",
        "Currencies",
        "The English has the currencies of the Arabic: dollars, not euros",
        "العملة هي نفسها: الدولار لا اليورو",
    ),
    _check(
        "names",
        "Latin names",
        "Names and addresses in Latin letters are kept",
        "تبقى الأسماء والعناوين المكتوبة بحروف لاتينية",
    ),
    _check(
        "places",
        "Places and people",
        "The English names no country, city or official that the Arabic does not name",
        "لا تذكر الترجمة بلدا أو مدينة أو مسؤولا لا يذكره النص العربي",
    ),
    _check("negation", "Negation", "The English negates what the Arabic negates", "تنفي الترجمة ما ينفيه النص العربي"),
    _check(
        "quotes",
        "Quotation marks",
        "Quotations are still marked as such",
        "يبقى الكلام المقتبس بين علامتي تنصيص",
    ),
    _check(
        "speaker",
        "Speaker",
        "The English says who is speaking, as the Arabic does",
        "تنسب الترجمة الكلام إلى قائله كما في النص العربي",
    ),
    _check(
        "cut",
        "Cut off",
        "The English does not break off in the middle of a sentence",
        "لا تنقطع الترجمة قبل نهاية الجملة",
    ),
    _check(
        "glossary",
        "Glossary",
        "Terms are translated as in the glossary",
        "تُترجم المصطلحات كما في المسرد",
    ),
    _check(
        "contrasts",
        "Opposites",
        "Nothing has become its opposite, and no unit a different one",
        "لا ينقلب المعنى إلى ضده ولا تتبدل وحدة القياس",
    ),
    _check(
        "adequacy",
        "Content",
        "The English is about the same subject as the Arabic",
        "موضوع الترجمة هو موضوع النص العربي",
    ),
    _check(
        "length",
        "Parts",
        "The English has all parts of the Arabic, and no others",
        "في الترجمة كل أجزاء النص العربي لا زيادة عليها",
    ),
    _check("score", "Engine unsure", "The engine was confident enough", "كان محرك الترجمة واثقا من ترجمته"),
)
"""The checks of a translation, in the order in which their flags are shown: what is plainest first."""

SHEETS = {
    ".csv": "reporter.exchange.review_spreadsheet",
    ".tmx": "reporter.exchange.tmx",
    ".xlf": "reporter.exchange.xliff",
    ".xliff": "reporter.exchange.xliff",
}
"""The formats in which a review goes out and comes back, by the ending of the file: modules of dumps and loads."""
