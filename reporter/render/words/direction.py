"""Prepare text for the page: isolate runs whose direction must not change, and name characters without a glyph.

In: text of the record. Out: HTML in which each left-to-right run inside Arabic (a score ``2-1``, a telephone number, a
URL, a Latin name with its full stop) and each Arabic run inside English has its own ``<bdi>``. Arabic is set in the
digits that the layout specifies; the record keeps those of the outlet.

Source: Unicode Standard Annex 9, rules W2 to W7: after an Arabic letter, digits become Arabic numbers and a hyphen
between them no longer holds them together, so ``2-1`` is shown as ``1-2`` unless it is isolated.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

from reporter.render.fonts import unprintable

_URL = r"(?:https?://|www\.)[^\s<>«»“”\"'،؛]+[^\s<>«»“”\"'،؛.,:;!?)\]]"
_EMAIL = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"
_LETTER = r"A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f"
_IN_NAME = rf"{_LETTER}0-9_.&+/@'’°²³₀-₉-"
_NAME = rf"(?:[0-9][0-9.,]*[°-]?)?[{_LETTER}][{_IN_NAME}]*(?:[ ][{_LETTER}0-9][{_IN_NAME}]*)*"
_LATIN = rf"{_NAME}(?:(?<=[A-Z]\.[A-Z]\.)|(?<![.,]))"
_FIGURE = r"[0-9](?:[0-9.,:/]*[0-9])?"
_RANGE = rf"(?:{_FIGURE}[%٪](?:[–-]{_FIGURE}[%٪])+|{_FIGURE}(?:[–-]{_FIGURE})+)"
_MONEY = rf"[$€£¥₪] ?{_FIGURE}|{_FIGURE} ?[$€£¥₪]"
_TELEPHONE = r"(?:\+[0-9]|\(\+?[0-9]{1,4}\)[ -]?[0-9]|(?<![0-9])0[0-9])(?:[ ()-]{0,2}[0-9]){5,}"
_SIGNED = r"(?<![\w.,])[+−-][0-9]+(?:[.,][0-9]+)*"
_LEFT_TO_RIGHT = re.compile(f"{_URL}|{_EMAIL}|{_LATIN}|{_TELEPHONE}|{_MONEY}|{_RANGE}|{_SIGNED}")
_FIGURES = re.compile(rf"(?!{_TELEPHONE}$)(?:{_FIGURE}[%٪]?[–-]{_FIGURE}[%٪]?|{_SIGNED})")
_ARABIC_LETTER = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
_WORD = rf"[{_ARABIC_LETTER}]+"
_QUOTED = rf"[(«“\"]{_WORD}(?:\s{_WORD})*[)»”\"]"
_RIGHT_TO_LEFT = rf"{_WORD}(?:[\s\d.,/-]+(?:{_WORD}|{_QUOTED}))*(?:\s\d+$)?"
_IN_ENGLISH = re.compile(rf"(?P<arabic>{_RIGHT_TO_LEFT})|{_RANGE}")


_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Digits = Literal["western", "arabic-indic"]


def arabic(text: str, digits: Digits = "western") -> Markup:
    """Return `text` as HTML for a right-to-left context, with its numbers in `digits`.

    Names, addresses and telephone numbers keep Western digits. In Arabic-Indic digits, scores, ranges and signed
    numbers are read from right to left like the words around them, and need no isolation.

    >>> arabic("فاز الفريق 2-1 على ضيفه")
    Markup('فاز الفريق <bdi dir="ltr">2-1</bdi> على ضيفه')
    >>> arabic("فاز الفريق 2-1 أمام 44,198 متفرجا", "arabic-indic")
    Markup('فاز الفريق ٢-١ أمام ٤٤٬١٩٨ متفرجا')
    """
    return _wrapped(_in_digits(text, digits), _LEFT_TO_RIGHT, lambda _: Markup('<bdi dir="ltr">{}</bdi>'))


def digits_ar(text: str, digits: Digits = "western") -> str:
    """Return `text` with its numbers in `digits`, including their separators and percent signs.

    >>> digits_ar("٣٫٥٪ من ١٬٢٠٠")
    '3.5% من 1,200'
    >>> digits_ar("3.5% من 1,200", "arabic-indic")
    '٣٫٥٪ من ١٬٢٠٠'
    """
    text = text.translate(_WESTERN)
    text = re.sub(r"(?<=\d)[٫٬](?=\d)", lambda mark: "." if mark[0] == "٫" else ",", text)
    text = re.sub(r"(?<=\d)٪", "%", text)
    if digits == "western":
        return text
    text = re.sub(r"(?<![\d.])(\d+)\.(\d+)(?!\.?\d)", r"\1٫\2", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "٬", text)
    return re.sub(r"(?<=\d)%", "٪", text).translate(_ARABIC_INDIC)


def english(text: str) -> Markup:
    """Return `text` as HTML for a left-to-right context; scores and ranges stay on one line.

    >>> english("The outlet الشرق said it was 2-1")
    Markup('The outlet <bdi dir="rtl" lang="ar">الشرق</bdi> said it was <span class="range">2-1</span>')
    """
    isolate, range_ = Markup('<bdi dir="rtl" lang="ar">{}</bdi>'), Markup('<span class="range">{}</span>')
    return _wrapped(text, _IN_ENGLISH, lambda match: isolate if match["arabic"] else range_)


def for_mail(isolated: Markup) -> Markup:
    """Return the result of `arabic` or `english` for mail: Outlook supports ``span`` and ``dir``, but not ``bdi``.

    Figures stay on one line.

    >>> for_mail(arabic("فاز الفريق 2-1 على ضيفه"))
    Markup('فاز الفريق <span dir="ltr" style="white-space:nowrap">2-1</span> على ضيفه')
    """
    html = re.sub(r'(<bdi dir="ltr")(?=>[^A-Za-z<>]{1,20}</bdi>)', r'\1 style="white-space:nowrap"', str(isolated))
    return Markup(html.replace("<bdi ", "<span ").replace("</bdi>", "</span>"))  # noqa: S704 (escaped already)


def arabic_plain(text: str, digits: Digits = "western") -> str:
    """Return `text` for a plain-text mail: each left-to-right run between U+2066 and U+2069, which are invisible.

    >>> arabic_plain("فاز الفريق 2-1 على ضيفه")
    'فاز الفريق \u20662-1\u2069 على ضيفه'
    """
    return _LEFT_TO_RIGHT.sub("\u2066\\g<0>\u2069", _in_digits(text, digits))


def english_plain(text: str) -> str:
    """Return English for plain text: each Arabic run between U+2067 and U+2069, which are invisible.

    >>> english_plain("The outlet الشرق said it was 2-1")
    'The outlet \u2067الشرق\u2069 said it was 2-1'
    """
    return _IN_ENGLISH.sub(lambda run: f"\u2067{run[0]}\u2069" if run["arabic"] else run[0], text)


def breakable(text: str) -> Markup:
    """Return a long URL, path or hash as HTML that can break after each separator or eight characters."""
    parts = re.findall(r"[^/_.?&=-]{1,8}[/_.?&=-]*|[/_.?&=-]+", text)
    return Markup("<wbr>").join(escape(printable(part)) for part in parts)


def _in_digits(text: str, digits: Digits) -> str:
    """Return `text` with its numbers in `digits`, except in names, addresses and telephone numbers."""
    text = digits_ar(text)
    if digits == "western":
        return text
    kept = [run.span() for run in _LEFT_TO_RIGHT.finditer(text) if not _FIGURES.fullmatch(run.group())]
    edges = [0, *(edge for span in kept for edge in span), len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]
    return "".join(part if n % 2 else digits_ar(part, digits) for n, part in enumerate(parts))


def _wrapped(text: str, run: re.Pattern[str], element: Callable[[re.Match[str]], Markup]) -> Markup:
    """Return `text` as HTML, each match of `run` in the element that `element` returns for it."""
    html, done = Markup(""), 0
    for match in run.finditer(text):
        html += escape(printable(text[done : match.start()]))
        html += element(match).format(printable(match.group()))
        done = match.end()
    return html + escape(printable(text[done:]))


def printable(text: str) -> str:
    """Replace each character that none of our fonts has with its code point, so that the page shows something.

    >>> printable("قناة 新")
    'قناة [U+65B0]'
    """
    return "".join(f"[U+{ord(char):04X}]" if unprintable(char) else char for char in text)


def is_web_address(url: str | None) -> bool:
    """Return whether `url` may become a link: only http and https."""
    return url is not None and re.match(r"https?://", url) is not None


FILTERS: dict[str, Callable[..., object]] = {
    "arabic": arabic,
    "digits_ar": digits_ar,
    "english": english,
    "arabic_plain": arabic_plain,
    "printable": printable,
    "for_mail": for_mail,
    "breakable": breakable,
    "is_web_address": is_web_address,
}
