"""Prepare text for the page: isolate runs whose direction must not change, and remove invisible characters.

In: text of the record. Out: HTML in which each left-to-right run inside Arabic (a score ``2-1``, a telephone number, a
URL, a Latin name with its brackets) and each Arabic run inside English has its own ``<bdi>``; ``directional_runs``
finds the runs. Arabic is set in the digits that the layout specifies; the record keeps those of the outlet.

Source: Unicode Standard Annex 9, rules W2 to W7: after an Arabic letter, digits become Arabic numbers and a hyphen
between them no longer holds them together, so ``2-1`` is shown as ``1-2`` unless it is isolated.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple, Self

from markupsafe import Markup, escape

from reporter.render.words.directional_runs import FIGURES, RANGE, Span, left_to_right, right_to_left
from reporter.render.words.signs import printable

_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Digits = Literal["western", "arabic-indic"]


class Mark(NamedTuple):
    """A part of a text to be marked."""

    span: tuple[int, int]
    names: tuple[str, ...]
    """Of the watch lists that have its words."""


class Marked(str):
    """A text with marks in it, which ``arabic`` prints as ``<mark>``; in all other ways it is its text."""

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]
    """In order, without overlap."""

    @classmethod
    def of(cls, text: str, hits: Sequence[tuple[int, int, str]]) -> Self:
        """Return `text` with a mark for each of `hits` (start, end, name); those that overlap become one.

        >>> Marked.of("ميناء دبي", [(0, 9, "cities"), (0, 5, "ports")]).marks
        (Mark(span=(0, 9), names=('ports', 'cities')),)
        """
        marks: list[Mark] = []
        for start, end, name in sorted(hits):
            if marks and start < marks[-1].span[1]:
                (first, last), names = marks.pop()
                marks.append(Mark((first, max(last, end)), tuple(dict.fromkeys((*names, name)))))
            else:
                marks.append(Mark((start, end), (name,)))
        made = cls(text)
        made.marks = tuple(marks)
        return made

    def pieces(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the text in pieces, each with the names of its mark, or none."""
        end = 0
        for (start, stop), names in self.marks:
            yield self[end:start], ()
            yield self[start:stop], names
            end = stop
        yield self[end:], ()


def arabic(text: str, digits: Digits = "western") -> Markup:
    """Return `text` as HTML for a right-to-left context, with its numbers in `digits`.

    Names, addresses and telephone numbers keep Western digits. In Arabic-Indic digits, scores, ranges and signed
    numbers are read from right to left like the words around them, and need no isolation.

    >>> arabic("فاز الفريق 2-1 على ضيفه")
    Markup('فاز الفريق <bdi dir="ltr">2-1</bdi> على ضيفه')
    >>> arabic("فاز الفريق 2-1 أمام 44,198 متفرجا", "arabic-indic")
    Markup('فاز الفريق ٢-١ أمام ٤٤٬١٩٨ متفرجا')
    >>> arabic(Marked.of("وصل 2-1 إلى الميناء", [(12, 19, "ports")]))
    Markup('وصل <bdi dir="ltr">2-1</bdi> إلى <mark title="ports">الميناء</mark>')
    """
    if isinstance(text, Marked) and text.marks:
        return _with_marks(text, digits)
    text = _in_digits(text, digits)
    return Markup("").join(
        Markup('<bdi dir="ltr">{}</bdi>').format(piece) if isolated else escape(piece)
        for piece, isolated in _pieces(text, left_to_right(text))
    )


def _with_marks(text: Marked, digits: Digits) -> Markup:
    """Return `text` as ``arabic`` does, with its marks; a run that has its own direction is marked as a whole."""
    shown = [(_in_digits(piece, digits), names) for piece, names in text.pieces()]
    whole = "".join(piece for piece, _ in shown)
    if whole != _in_digits(str(text), digits):  # a mark inside a number or address
        return arabic(str(text), digits)
    ends = list(accumulate(len(piece) for piece, _ in shown))
    named = [(end - len(piece), end, names) for end, (piece, names) in zip(ends, shown, strict=True) if names]
    made, start = [], 0
    for run, isolated in _pieces(whole, left_to_right(whole)):
        end = start + len(run)
        inside = [
            (max(start, first), min(end, last), names) for first, last, names in named if first < end and last > start
        ]
        if isolated:
            names = tuple(dict.fromkeys(name for *_, names in inside for name in names))
            made.append(_mark(Markup('<bdi dir="ltr">{}</bdi>').format(run), names))
        else:
            at = start
            for first, last, names in inside:
                made += [escape(whole[at:first]), _mark(escape(whole[first:last]), names)]
                at = last
            made.append(escape(whole[at:end]))
        start = end
    return Markup("").join(made)


def _mark(html: Markup, names: Sequence[str]) -> Markup:
    return Markup('<mark title="{}">{}</mark>').format(", ".join(names), html) if names else html


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

    Left-to-right runs inside an Arabic run are isolated as well.

    >>> english("The outlet الشرق said it was 2-1")
    Markup('The outlet <bdi dir="rtl" lang="ar">الشرق</bdi> said it was <span class="range">2-1</span>')
    """
    text = printable(text)
    return Markup("").join(
        Markup('<bdi dir="rtl" lang="ar">{}</bdi>').format(arabic(piece)) if isolated else _with_ranges(piece)
        for piece, isolated in _pieces(text, right_to_left(text))
    )


def _with_ranges(text: str) -> Markup:
    ranges = (Span(*found.span()) for found in RANGE.finditer(text))
    return Markup("").join(
        Markup('<span class="range">{}</span>').format(piece) if whole else escape(piece)
        for piece, whole in _pieces(text, ranges)
    )


def for_mail(isolated: Markup) -> Markup:
    """Return the result of `arabic` or `english` for mail: Outlook supports ``span`` and ``dir``, but not ``bdi``.

    Figures stay on one line.

    >>> for_mail(arabic("فاز الفريق 2-1 على ضيفه"))
    Markup('فاز الفريق <span dir="ltr" style="white-space:nowrap">2-1</span> على ضيفه')
    >>> for_mail(arabic(Marked.of("إلى الميناء", [(4, 11, "ports")])))
    Markup('إلى <span class="hit" title="ports">الميناء</span>')
    """
    html = re.sub(r'(<bdi dir="ltr")(?=>[^A-Za-z<>]{1,20}</bdi>)', r'\1 style="white-space:nowrap"', str(isolated))
    html = html.replace("<bdi ", "<span ").replace("</bdi>", "</span>")
    html = html.replace("<mark ", '<span class="hit" ').replace("</mark>", "</span>")
    return Markup(html)  # noqa: S704 (escaped already)


def arabic_plain(text: str, digits: Digits = "western") -> str:
    """Return `text` for a plain-text mail: each left-to-right run between U+2066 and U+2069, which are invisible.

    >>> arabic_plain("فاز الفريق 2-1 على ضيفه")
    'فاز الفريق \u20662-1\u2069 على ضيفه'
    """
    text = _in_digits(text, digits)
    return "".join(
        f"\u2066{piece}\u2069" if isolated else piece for piece, isolated in _pieces(text, left_to_right(text))
    )


def english_plain(text: str) -> str:
    """Return English for plain text: each Arabic run between U+2067 and U+2069, which are invisible.

    >>> english_plain("The outlet الشرق said it was 2-1")
    'The outlet \u2067الشرق\u2069 said it was 2-1'
    """
    text = printable(text)
    return "".join(
        f"\u2067{arabic_plain(piece)}\u2069" if isolated else piece
        for piece, isolated in _pieces(text, right_to_left(text))
    )


def breakable(text: str) -> Markup:
    """Return a long URL, path or hash as HTML that can break after each separator or eight characters."""
    parts = re.findall(r"[^/_.?&=-]{1,8}[/_.?&=-]*|[/_.?&=-]+", text)
    return Markup("<wbr>").join(escape(printable(part)) for part in parts)


def _in_digits(text: str, digits: Digits) -> str:
    """Return `text` as printed, with its numbers in `digits`, except in names, addresses and telephone numbers."""
    text = printable(digits_ar(text))
    if digits == "western":
        return text
    kept = (run for run in left_to_right(text) if not FIGURES.fullmatch(text, *run))
    return "".join(piece if isolated else digits_ar(piece, digits) for piece, isolated in _pieces(text, kept))


def _pieces(text: str, runs: Iterator[Span]) -> Iterator[tuple[str, bool]]:
    """Yield `text` in pieces, each with whether it is one of the `runs`."""
    edges = [0, *(edge for run in runs for edge in run), len(text)]
    for n, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield text[start:end], n % 2 == 1


def is_web_address(url: str | None) -> bool:
    """Return whether `url` may become a link: only http and https."""
    return url is not None and re.match(r"https?://", url) is not None


FILTERS: dict[str, Callable[..., object]] = {
    "arabic": arabic,
    "digits_ar": digits_ar,
    "english": english,
    "arabic_plain": arabic_plain,
    "english_plain": english_plain,
    "printable": printable,
    "for_mail": for_mail,
    "breakable": breakable,
    "is_web_address": is_web_address,
}
