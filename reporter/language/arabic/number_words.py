"""Arabic number words and their values: the vocabulary of ``numbers``.

In: a folded word, with its clitics (و ف ب ل ك ال). Out: its value, its kind, and how it is joined to the previous word.
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from reporter.language.arabic import clitics, duals

Kind = Literal[
    "unit", "ordinal", "teen", "ten", "hundred", "scale", "fraction", "fraction names", "vague", "hint", "decade"
]
Joint = Literal["next", "and", "apart"]
"""``and``: with و; ``apart``: with a preposition, which begins a new number."""


class Atom(NamedTuple):
    """One number word."""

    kind: Kind
    value: float
    others: tuple[float, ...] = ()
    """Other values of the word: خمس is five or a fifth."""
    is_dual: bool = False
    """A scale word in the dual: ألفان."""


_UNITS = {
    1: "واحد واحده واحدا احدي احد حادي حاديه",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه ثلاثا",
    4: "اربع اربعه اربعا",
    5: "خمس خمسه خمسا",
    6: "ست سته ستا",
    7: "سبع سبعه سبعا",
    8: "ثمان ثماني ثمانيه ثمانيا",
    9: "تسع تسعه تسعا",
}
TWO = frozenset(_UNITS[2].split()) | {"الاثنان", "الاثنين", "الاثنتان", "الاثنتين"}
_ORDINALS = {
    1: "اول اولي",
    2: "ثان ثاني ثانيه",
    3: "ثالث ثالثه ثالثا",
    4: "رابع رابعه رابعا",
    5: "خامس خامسه خامسا",
    6: "سادس سادسه سادسا",
    7: "سابع سابعه سابعا",
    8: "ثامن ثامنه ثامنا",
    9: "تاسع تاسعه تاسعا",
    10: "عاشر عاشره عاشرا",
}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_DECADE_ENDINGS = ("ينيات", "ينات", "يني", "ينيه")
_HUNDRED_STEMS = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
_SCALES = {1e3: "الف", 1e6: "مليون", 1e9: "مليار بليون", 1e12: "تريليون ترليون"}
_SCALE_PLURALS = {1e3: "الاف الوف الافا", 1e6: "ملايين", 1e9: "مليارات بلايين", 1e12: "تريليونات ترليونات"}
_FRACTIONS = {1 / 2: "نصف", 1 / 3: "ثلث", 1 / 4: "ربع", 2 / 3: "ثلثا ثلثي ثلثان ثلثين", 1 / 6: "سدس"}
_FRACTION_NAMES = {3: "اثلاث", 4: "ارباع", 5: "اخماس", 6: "اسداس", 7: "اسباع", 8: "اثمان", 9: "اتساع", 10: "اعشار"}
_TWICE = """
عام سنت شهر يوم ساعت اسبوع عقد قرن مر دقيقت مرت هدف كيلومتر متر شخص رجل امرات طفل ضعف جول جولت مبارات نقطت درجت
ولد جندي قاضي ضابط مقعد مرفا مسحوق لقب
"""
_HINTS = {
    2: "ثنايي ثناييه كلا كلتا كلاهما كليهما كلتاهما زوج مزدوج توام ضعف",
    3: "ثلاثي ثلاثيه ثلاثتهم مثلث ثلثاء",
    4: "رباعي رباعيه اربعتهم مربع",
    5: "خماسي خماسيه خمستهم",
    6: "سداسي سداسيه",
    7: "سباعي سباعيه اسبوع",
    10: "عقد عشري",
    12: "ظهرا دزينه ظهر",
    24: "يوم",
    100: "قرن قرون ميويه",
}
_OWNED = ("", "ه", "ها", "هم", "هن", "هما")


def _simple() -> dict[str, Atom]:
    """Return the words of the tables that represent themselves."""
    tables: tuple[tuple[Kind, dict[int, str] | dict[float, str]], ...] = (
        ("unit", _UNITS),
        ("ordinal", _ORDINALS),
        ("vague", _SCALE_PLURALS),
        ("hint", _HINTS),
    )
    words: dict[str, Atom] = {}
    for kind, table in tables:
        for value, forms in table.items():
            for form in forms.split():
                words.setdefault(form, Atom(kind, value))
    return words


def _tens_and_hundreds() -> dict[str, Atom]:
    words = {"عشر": Atom("teen", 10, (0.1,)), "عشره": Atom("teen", 10)}
    words |= {form: Atom("hundred", 100) for form in ("ميه", "مايه")}
    words |= {f"{stem}{ending}": Atom("hundred", 200) for stem in ("ميت", "مايت") for ending in ("ان", "ين", "ي", "ا")}
    words |= {"عشرات": Atom("vague", 10), "ميات": Atom("vague", 100)}
    for ten, stem in _TENS.items():
        words |= {f"{stem}{ending}": Atom("ten", ten) for ending in ("ون", "ين")}
        decades = (f"{stem}{ending}{owner}" for ending in _DECADE_ENDINGS for owner in _OWNED)
        words |= {form: Atom("decade", ten) for form in decades}
    for unit, stems in _HUNDRED_STEMS.items():
        words |= {f"{stem}{form}": Atom("hundred", 100 * unit) for stem in stems.split() for form in ("ميه", "مايه")}
    return words


def _scales() -> dict[str, Atom]:
    words = {}
    for value, forms in _SCALES.items():
        for form in forms.split():
            words[form] = Atom("scale", value)
            words[f"{form}ا"] = Atom("scale", value, (2 * value,))  # the accusative, or a dual before its noun
            words |= {f"{form}{ending}": Atom("scale", 2 * value, is_dual=True) for ending in ("ان", "ين", "ي")}
    return words


def _fractions() -> dict[str, Atom]:
    words: dict[str, Atom] = {}
    for value, forms in _FRACTIONS.items():
        words |= {f"{form}{owner}": Atom("fraction", value) for form in forms.split() for owner in _OWNED}
    for parts, form in _FRACTION_NAMES.items():
        words |= {f"{form}{owner}": Atom("fraction names", parts) for owner in _OWNED}
    words |= {"نصفا": Atom("fraction", 1 / 2), "ربعا": Atom("fraction", 1 / 4)}
    for value, form in ((5, "خمس"), (7, "سبع"), (9, "تسع"), (10, "عشر")):
        words |= {f"{form}{owner}": Atom("fraction", 1 / value) for owner in ("ها", "هم")}
    words["ثمن"] = Atom("hint", 8, (16.0, 1 / 8))  # price, eighth, or the round of sixteen
    return words | {form: Atom("unit", value, (1 / value,)) for form, value in (("خمس", 5), ("سبع", 7), ("تسع", 9))}


_WORDS = _simple() | _tens_and_hundreds() | _scales() | _fractions()
_JOINTS: dict[str, Joint] = {"و": "and", "وال": "and", "ال": "next"}
_NO_NUMBERS = frozenset({"بالميه", "بالمايه", "لست", "العامين"})
"""Percent; "I am not"; general, in the plural."""
_TWICE_FORMS = frozenset(
    f"{waw}{clitic}{stem}{ending}"
    for waw in clitics.WAW
    for clitic in ("", *clitics.ARTICLES, "ب", "ل")
    for stem in _TWICE.split()
    for ending in ("ان", "ين")
)


def _forms() -> dict[str, tuple[Atom, Joint]]:
    """Return every number word with every clitic; a plain word takes precedence over an equal form with a clitic."""
    forms: dict[str, tuple[Atom, Joint]] = {word: (found, "next") for word, found in _WORDS.items()}
    for prefix in clitics.BEFORE_NOUN[1:]:
        for word, found in _WORDS.items():
            if not (found.value == 100 and prefix == "ك"):  # كمية
                forms.setdefault(prefix + word, (found, _JOINTS.get(prefix, "apart")))
    return {form: found for form, found in forms.items() if form not in _NO_NUMBERS}


_FORMS = _forms()


@lru_cache(maxsize=50_000)
def atom(word: str) -> tuple[Atom, Joint] | None:
    """Return the value of a folded word, and how it is joined to the previous word; None for other words.

    >>> atom("وعشرين")
    (Atom(kind='ten', value=20, others=(), is_dual=False), 'and')
    """
    if (found := _FORMS.get(word)) is not None:
        return found
    if word in _NO_NUMBERS:
        return None
    if word in _TWICE_FORMS or duals.is_dual(word):
        return Atom("unit", 2), "apart"
    return None
