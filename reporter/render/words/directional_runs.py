r"""Find runs of the other direction: a Latin name in Arabic, an Arabic title in English.

A run is what an editor would set as one piece. In Arabic it begins at a left-to-right letter, or at a bracket or
quotation mark before it that is closed inside the run. Marks, spaces and numbers between two of its words belong to
it. A mark at its end belongs to it if it closes what the run opened, or is part of the last word (``Ltd.``, ``C#``,
``5°``). These end a run: an Arabic letter or comma, a new line, a bullet, an emoji, and a bracket whose partner is
outside. Numbers without a name are runs if Arabic would reverse them: ``2-1``, ``+971 4 555 0100``, ``-5°``. Brackets
or quotation marks around a whole run belong to the text around it.

Source: Unicode Standard Annex 9, rules W1 to W7 (numbers), N0 (paired brackets), N1 and N2 (neutral marks).
"""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""For a character class: right-to-left letters with their digits and marks."""

_OPENS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”", "„": "“”", '"': '"'}
_MARK = re.compile("[" + re.escape("".join(_OPENS) + "".join(_OPENS.values())) + "]")
_DEEPEST = 63
"""Brackets inside brackets (UAX 9, BD16)."""
_NEAR = 40
"""Characters; a number before a unit, or a word before a full stop, is not longer."""

_URL = r"(?:https?://|www\.)[^\s<>«»“”\"'،؛]+[^\s<>«»“”\"'،؛.,:;!?)\]]"
_FIGURE = r"[0-9](?:[0-9.,:/]{0,38}[0-9])?"
_SIGN = r"(?:(?<![\w.,])|(?<=(?<!\w)و)|(?<=ـ))[+−-]"  # also after the particles that are written with a number
_RANGE = rf"(?:{_FIGURE}[%٪](?:[–-]{_FIGURE}[%٪])+|{_FIGURE}°?(?:[–+-]{_FIGURE}°?)+)"
_SIGNED = rf"(?:{_SIGN}{_FIGURE}[%°]?|{_FIGURE}°)"
_MONEY = rf"[$€£¥₪] ?{_FIGURE}|{_FIGURE} ?[$€£¥₪]"
_TELEPHONE = r"(?:\+[0-9]|\(\+?[0-9]{1,4}\)[ -]?[0-9]|(?<![0-9])0[0-9])(?:[ ()-]{0,2}[0-9]){5,}"
_NUMBERS = re.compile(f"{_TELEPHONE}|{_MONEY}|{_RANGE}|{_SIGNED}|#[0-9]+")
FIGURES = re.compile(rf"(?!{_TELEPHONE}$)(?:{_FIGURE}[%٪°]?[–+-]{_FIGURE}[%٪°]?|{_SIGNED})")
"""Runs that are numbers, which use the digits of the layout."""
RANGE = re.compile(_RANGE)

_ADDRESS = re.compile(_URL)
_STRETCH = re.compile(
    f"[^{RTL}،؛؟\t\n\r\x0b\x0c\u0085\u2022\u2023\u2028\u2029\u2300-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]+"
)
"""Text without right-to-left letters and without anything that separates runs."""
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_BRACKET = re.compile(r"[^\W\d_]|[(\[]")
_LAST = re.compile(r"[\w\u0300-\u036f]")
_BEFORE_FIRST = re.compile(
    rf"(?:{_SIGN}(?=[0-9°]))?(?:[0-9]+[.,:/°'’&+×-]+)*[0-9]*(?:[@#$€£¥₪°]|(?<!\.)\.|(?<!\S)/)?\Z"
)
"""The part of a word before its first letter: ``5G``, ``1.5°C``, ``@user``, ``.NET``."""
_PREFIXES = "[kMGTPµμmcdn]?"
_UNIT = re.compile(
    rf"(?:{_PREFIXES}(?:B|b|bit|bps|Wh?|VA?|Ah?|Hz|m|g|l|L|J|N|Pa|t|Sv)(?:/[smh]|/min|²|³)?|km/h|mph|fps|rpm|kn|"
    r"[CFK]|px|dpi|ppm|ft|lb|lbs|oz|mi|ha|bpd|boe|dB|TEU|hp|bar|AM|PM|am|pm|a\.m|p\.m|GMT|UTC|CET|EST|BST|USD|EUR|"
    r"GBP|CHF|JPY|CNY|RUB|TRY|SAR|AED|EGP|QAR|KWD|BHD|OMR|JOD|LBP|SYP|IQD|YER|LYD|TND|DZD|MAD|SDG|MRU|ILS|[a-z]+)(?![^\W\d_])"
)
_BEFORE_UNIT = re.compile(rf"(?:{_SIGN})?[$€£¥₪]?{_FIGURE}(?:[–-]{_FIGURE})*[ \u00a0\u202f]°?\Z")
_OF_THE_LAST_WORD = re.compile(r"[#+*%‰°′″™®©$€£¥₪]+(?!\w)")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z])(?:(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}|Ltd|Inc|Co|Corp|Bros|Jr|Sr|Dr|Mr|Mrs|Ms|Prof|St|Gen|Gov|Sen|Rep|Dept|"
    r"Univ|Assn|Intl|etc|vs)\Z"
)
_COUNTS_WHAT_FOLLOWS = re.compile(rf"(?:\s*[,:;–—|-]|(?<=[)\]}}»”\"]))\s+{_FIGURE}[%°]?\Z")
"""A number after a mark at the end of a run; if Arabic follows, it belongs to that (``Reuters: 12 قتيلا``)."""
_ARABIC_NEXT = re.compile(rf"\s*[{RTL}]")

_RTL_WORD = re.compile(rf"[{RTL}]+")
_ACRONYM = r"[A-Z][A-Z0-9&.+-]+"
_ARABIC_STRETCH = re.compile(
    rf"[\"“«„(\[{{‹]{{0,4}}(?:(?<!\w)[#@])?[{RTL}]+(?:(?:[^\w{RTL}\n\r\t·|•,;\u2300-\u2bff\U0001f000-\U0001faff]|[0-9]|"
    rf"(?<=[0-9]),(?=[0-9])|(?<=\s){_ACRONYM}(?=\s))+[{RTL}]+)*(?:\s?[0-9]+(?![^\W_]|\s[^\W\d_]))?[\"”»)\]}}›“]*"
)
_PHRASE = re.compile(rf"[{RTL}].*[{RTL}][.!…]*", re.DOTALL)
_LATIN_WORD = re.compile(r"[A-Za-z][\w'’]*")


class Span(NamedTuple):
    """The position of a run in its text."""

    start: int
    end: int


def left_to_right(text: str) -> Iterator[Span]:
    """Yield the left-to-right runs of `text`, which is Arabic.

    >>> text = "أعلنت شركة North Water (UK) Ltd. فوزها (NATO) 2-1"
    >>> [text[start:end] for start, end in left_to_right(text)]
    ['North Water (UK) Ltd.', 'NATO', '2-1']
    """
    place = 0
    for address in _ADDRESS.finditer(text):
        if _RTL_WORD.search(address.group()):
            yield from _between(text, place, address.start())
            yield Span(*address.span())
            place = address.end()
    yield from _between(text, place, len(text))


def right_to_left(text: str) -> Iterator[Span]:
    """Yield the right-to-left runs of `text`, which is English.

    >>> text = 'The movement "حزب الله (لبنان)" told الشرق الأوسط.'
    >>> [text[start:end] for start, end in right_to_left(text)]
    ['حزب الله (لبنان)', 'الشرق الأوسط']
    """
    if not _RTL_WORD.search(text):
        return
    place = 0
    for start, end in _phrases(text):
        if start >= place:
            yield from _arabic_between(text, place, start)
            yield Span(start, end)
            place = end
    yield from _arabic_between(text, place, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Span]:
    for stretch in _STRETCH.finditer(text, start, end):
        if _WORD.search(text, *stretch.span()):
            for part in _parts(text, Span(*stretch.span())):
                yield from _of_part(text, part)


def _of_part(text: str, part: Span) -> Iterator[Span]:
    """Yield the run of `part` that has letters, and the numbers before and after it."""
    letter = _LETTER.search(text, *part)
    if letter is None:
        yield from _numbers(text, part)
        return
    pairs = _pairs(text, part)[0]
    start = _opened(_start(text, part, letter.start()), pairs)
    run = _unenclosed(_without_count(text, Span(start, _end(text, Span(start, part.end), pairs)), pairs), pairs)
    yield from _numbers(text, Span(part.start, run.start))
    yield run
    yield from _numbers(text, Span(run.end, part.end))


def _numbers(text: str, part: Span) -> Iterator[Span]:
    return (Span(*found.span()) for found in _NUMBERS.finditer(text, *part))


def _start(text: str, part: Span, letter: int) -> int:
    """Return the start of the run whose first letter is at `letter`, including a number before a unit."""
    word = max(text.rfind(space, part.start, letter) for space in " \u00a0\u202f")
    near = max(part.start, letter - _NEAR)
    before = _BEFORE_FIRST.search(text, max(near, word + 1), letter)
    start = before.start() if before else letter
    measured = _BEFORE_UNIT.search(text, near, letter) if _UNIT.match(text, letter) else None
    return measured.start() if measured else start


def _end(text: str, run: Span, pairs: list[Span]) -> int:
    """Return the end of a run that may be as long as `run`."""
    end = run.end
    while not _LAST.match(text, end - 1):
        end -= 1
    while _ARABIC_NEXT.match(text, end) and (
        number := _COUNTS_WHAT_FOLLOWS.search(text, max(run.start, end - _NEAR), end)
    ):
        end = number.start()
    address = next((found for found in _ADDRESS.finditer(text, *run) if found.start() < end <= found.end()), None)
    if address:
        return address.end()
    before = -1
    while before != end:
        before = end
        mark = _OF_THE_LAST_WORD.match(text, end, run.end)
        end = mark.end() if mark else end
        if text[end : end + 1] == "." and _ABBREVIATION.search(text, max(run.start, end - _NEAR), end):
            end += 1
        end = max([end, *(pair.end for pair in pairs if run.start <= pair.start < end)])
    return end


def _opened(start: int, pairs: list[Span]) -> int:
    """Return `start`, or the place of the outermost bracket before it that is closed after it."""
    return min([start, *(pair.start for pair in pairs if pair.start < start < pair.end)])


def _without_count(text: str, run: Span, pairs: list[Span]) -> Span:
    """Return `run` without the number after a name in brackets, as in ``(NATO) 32``."""
    name = next((pair for pair in pairs if pair.start == run.start), run)
    return run if _LETTER_OR_BRACKET.search(text, name.end, run.end) else Span(run.start, name.end)


def _unenclosed(run: Span, pairs: list[Span]) -> Span:
    """Return `run` without brackets and quotation marks around all of it."""
    while run in pairs:
        run = Span(run.start + 1, run.end - 1)
    return run


def _parts(text: str, stretch: Span) -> Iterator[Span]:
    """Split `stretch` at brackets whose partner is not in it."""
    pairs, strays = _pairs(text, stretch)
    strays = sorted([*strays, *_crossed(pairs, strays)])
    start = stretch.start
    for stray in strays:
        yield Span(start, stray)
        start = stray + 1
    yield Span(start, stretch.end)


def _crossed(pairs: list[Span], strays: list[int]) -> Iterator[int]:
    """Yield both ends of each pair that contains one of `strays`, which are in order."""
    for start, end in pairs:
        if bisect(strays, start) != bisect(strays, end):
            yield from (start, end - 1)


def _pairs(text: str, stretch: Span) -> tuple[list[Span], list[int]]:
    """Return the pairs of brackets and quotation marks in `stretch`, and the places of unpaired ones."""
    pairs: list[Span] = []
    opened: list[tuple[str, int]] = []
    strays: list[int] = []
    for mark in _MARK.finditer(text, *stretch):
        char, place = mark.group(), mark.start()
        at = next((n for n in reversed(range(len(opened))) if char in opened[n][0]), None)
        if at is not None:
            pairs.append(Span(opened[at][1], place + 1))
            strays += [stray for _, stray in opened[at + 1 :]]
            del opened[at:]
        elif char in _OPENS and len(opened) < _DEEPEST:
            opened.append((_OPENS[char], place))
        else:
            strays.append(place)
    return pairs, sorted([*strays, *(place for _, place in opened)])


def _arabic_between(text: str, start: int, end: int) -> Iterator[Span]:
    for stretch in _ARABIC_STRETCH.finditer(text, start, end):
        for part in _parts(text, Span(*stretch.span())):
            words = list(_RTL_WORD.finditer(text, *part))
            if words:
                yield _arabic_run(text, part, Span(words[0].start(), words[-1].end()))


def _arabic_run(text: str, part: Span, words: Span) -> Span:
    """Return the run from the first to the last of `words`, with their brackets and the number after them."""
    pairs = _pairs(text, part)[0]
    tagged = words.start > part.start and text[words.start - 1] in "#@"
    start = _opened(words.start - tagged, pairs)
    number = re.compile(r"\s?[0-9]+").match(text, words.end, part.end)
    end = number.end() if number else words.end
    end = max([end, *(pair.end for pair in pairs if start <= pair.start < end)])
    return _unenclosed(Span(start, end), pairs)


def _phrases(text: str) -> Iterator[Span]:
    """Yield Arabic phrases that contain Latin names: all of `text`, or what is in quotation marks or brackets."""
    quoted = sorted(Span(start + 1, end - 1) for start, end in _pairs(text, Span(0, len(text)))[0])
    whole = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    for start, end in (whole, *quoted):
        found = _PHRASE.fullmatch(text, start, end)
        latin = _LATIN_WORD.findall(text, start, end) if found else []
        if latin and len(_RTL_WORD.findall(text, start, end)) > len(latin):
            yield Span(start, end)
