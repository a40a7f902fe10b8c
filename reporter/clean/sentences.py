"""Split Arabic press text into sentences.

In: text in which a newline ends a sentence (``unwrap`` hard-wrapped text first). Out: spans of that text, one per
sentence, without surrounding whitespace, in order and disjoint; only whitespace is outside them. The time is linear in
the length of any text.
"""

import re
from collections.abc import Iterator

from reporter.language.arabic.letters import MARKS, fold
from reporter.model import Span

_LONGEST_ASIDE = 120
"""Maximum number of characters of a quotation or bracket that is not split; longer ones are split into sentences."""
_LONGEST_SENTENCE = 1500
"""Maximum number of characters of a sentence; longer text without full stops is cut at a comma or a space."""
_LONGEST_TITLE = 6
"""Maximum number of words of a quoted question or exclamation inside a sentence: كتاب «لماذا أنا؟» صدر."""
_LONGEST_TOKEN = 40
"""Number of characters to examine before a full stop; no abbreviation is longer."""

_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_ENDS}]+")
_STOP = re.compile(
    r"[.!?؟…۔]+"
    r"(?:\[\d{1,3}\])*"  # note markers, as in an encyclopaedia
    r"""(?:\s?[»”’›)\]}]|["'])*"""
)
_CONTENT = re.compile(r"[^\W_]")
_VISIBLE = re.compile(r"\S")
_CLOSERS = {"»": "«", "”": "“", ")": "(", "]": "[", "}": "{"}
_FENCE = re.compile(rf"([«»“”()\[\]{{}}\"{_LINE_ENDS}])\1*")  # consecutive marks count as one
_GOES_ON = re.compile(r"\s*(?:[،؛:,;»”)\]}a-zß-öø-ÿ]|(?:إلخ|الخ|إلى آخره)\b)")
_ADDRESS = re.compile(r"://|^www\.|@|^#")
_GLUED_BEFORE = re.compile(rf"(?:[\u0621-\u064a{MARKS}]{{2}}|[\d%٪»”\")\]])$")
_GLUED_AFTER = re.compile(rf"[«“\"(]?(?:[\u0621-\u064a][{MARKS}]*[\u0621-\u064a]|و )")
_CONJUNCTION = re.compile(r"\s+[«“\"(]?(?:و\w|لكن|كما |ثم )")

_OPENING = re.compile(r"[«“\"'(\[{]")
_LETTERS_WITH_DOTS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LABEL = re.compile(r"(?:\d{1,3}|[^\W\d_])")
_DIGIT_BEFORE = re.compile(r"\d\)?\s*$")
_WORD_BEFORE = re.compile(r"(?<!\w)(\w+)\s+$")
_DEGREES = frozenset("دام")
"""Folded letters that form combined titles: أ.د.، أ.م.د.، د.م."""
_NAMED_BY_A_LETTER = frozenset(
    {"فيتامين", "مجموعه", "المجموعه", "الفيه", "فيه", "الحرف", "حرف", "النقطه", "الملحق", "ملحق", "القسم", "قسم"}
)
_SPELLED_LETTERS = frozenset(
    (  # noqa: SIM905 - a list of letters reads best as text
        "اي بي بيه سي دي ديه اف جي جيه اتش ايتش تش كي كيه كيو ال ام ان او ار اس تي تيه يو في دبليو دابليو اكس واي زد "
        "ايه"
    ).split()
)
"""Latin letters as spelled in Arabic names: دي. كي. أريا."""
_MIDDLE_INITIALS = _SPELLED_LETTERS - frozenset("اي ال ان او في دي يو بيه ديه تيه".split())  # noqa: SIM905
"""Those that are not also words or parts of names, so a single one is an initial: آرثر إم. كولينز."""
_PARTICLES = frozenset("وفبلك")
_SPELLED_BEFORE = re.compile(r"(?<!\w)(\w+)(\s?\.\s?|\s)$")
_WORD_AFTER = re.compile(r"\w+")
_NUMBERED = re.compile(r"\d{1,5}[/-][^\W\d_]")
"""A number with a letter, as of files and houses: 12/أ."""
_SPELLED_AFTER = re.compile(r"\s?(\w{2,5})\s?\.")
_GOES_ON_NAMED = re.compile(r"\s+(?!و|ف\w|قال|كما|لكن|ثم)[^\W\d_]{3}")
_DOMAIN = re.compile(r"\s?(?:نت|كوم|[أا]ور[غجك]|إنفو)(?!\w)")
"""The end of a domain name in Arabic letters: ساحل.نت."""
_LATIN_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "prof", "st", "gen", "sen", "rep", "gov", "lt", "col", "capt", "vs", "no", "vol"}
)
_LATIN_ENDINGS = frozenset({"inc", "ltd", "co", "corp", "jr", "sr", "etc"})


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` as character offsets, in order.

    A sentence ends at ``. ! ? ؟ … ۔`` with the quotation marks and brackets that close after it, and at a line end. It
    does not end inside a number, an address or a dotted abbreviation, after a one-letter title, at two dots (used as a
    dash), or inside a short quotation or bracket after which the sentence continues.

    >>> text = "قال د. سامي إن النسبة 3.5٪، وفق أ.ف.ب في عمّان. «هل نصدّق؟» لا أحد يعلم… ربما."
    >>> [span.of(text) for span in split_sentences(text)]
    ['قال د. سامي إن النسبة 3.5٪، وفق أ.ف.ب في عمّان.', '«هل نصدّق؟»', 'لا أحد يعلم…', 'ربما.']
    """
    asides = _Asides(text)
    return tuple(
        part
        for line in _LINE.finditer(text)
        for span in _split_line(text, line.start(), line.end(), asides)
        for part in _bounded(text, span)
    )


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """Cut a span that is too long for a sentence at the last ؛ or ، or space, or inside an extremely long word."""
    begin, end = span
    while end - begin > _LONGEST_SENTENCE:
        places = (text.rfind(mark, begin + 1, begin + _LONGEST_SENTENCE) for mark in "؛، ")
        cut = next((place + 1 for place in places if place > 0), begin + _LONGEST_SENTENCE)
        yield Span(begin, cut - 1 if text[cut - 1] == " " else cut)
        begin = _first(_VISIBLE, text, cut, end)
    yield Span(begin, end)


def _split_line(text: str, start: int, end: int, asides: "_Asides") -> Iterator[Span]:
    """Yield the sentences of one line, ``text[start:end]``."""
    begin = _first(_VISIBLE, text, start, end)
    content = _first(_CONTENT, text, begin, end)
    for stop in _STOP.finditer(text, begin, end):
        if content >= stop.start() or not _ends(text, stop, begin, end, asides):
            continue
        following = _first(_VISIBLE, text, stop.end(), end)
        next_content = _first(_CONTENT, text, following, end)
        if next_content == end:  # the rest contains no words, so it belongs to this sentence
            break
        yield Span(begin, stop.end())
        begin, content = following, next_content
    if begin < end:
        yield Span(begin, begin + len(text[begin:end].rstrip()))


def _ends(text: str, stop: re.Match[str], begin: int, end: int, asides: "_Asides") -> bool:
    """Return whether the sentence from `begin` ends at `stop`, in the line that ends at `end`."""
    at, after = stop.span()
    if after == end:
        return True
    pause = text[at : at + 2] == ".." or text[at] == "…"
    aside = asides.around(at)
    if aside and aside.end > after:
        return False
    if aside and (pause or text[at] not in ".۔") and _is_title(text, aside, begin):
        return False
    if not text[after].isspace():
        return not pause and _is_glued(text, begin, at, after)
    if stop.group() == ".." or _GOES_ON.match(text, after, end):
        return False
    return stop.group() != "." or not _is_abbreviation(text, begin, at, end)


def _is_title(text: str, aside: Span, begin: int) -> bool:
    """Return whether a closed quotation is a short part of the sentence around it, and not speech after a colon."""
    before = text[max(begin, aside.start - _LONGEST_TOKEN) : aside.start].rstrip()
    return bool(before) and before[-1] not in ":،," and len(aside.of(text).split()) <= _LONGEST_TITLE


def _is_glued(text: str, begin: int, at: int, after: int) -> bool:
    """Return whether two sentences meet at a full stop without a space: انتهى.وقال (not 3.5, أ.ف.ب or an address)."""
    before = text[max(begin, at - _LONGEST_TOKEN) : at].rstrip()
    if _DOMAIN.match(text, after):
        return False
    if not _GLUED_BEFORE.search(before) or not _GLUED_AFTER.match(text, after):
        return False
    following = _WORD_AFTER.match(text, after)
    if _is_letter(before.split()[-1].rsplit(".", 1)[-1]) and following and _is_letter(following[0]):
        return False  # إتش.إس.بي.سي
    return not _LABEL.fullmatch(before) and not _ADDRESS.search(before.split()[-1])


def _is_abbreviation(text: str, begin: int, at: int, end: int) -> bool:
    """Return whether the full stop at `at` belongs to the word before it and the sentence continues."""
    if _DOMAIN.match(text, at + 1, end) or _is_spaced_letter(text, begin, at, end):
        return True
    token = _last_token(text, begin, at)
    if at - begin <= 3 and _LABEL.fullmatch(text[begin:at]):
        return True
    word, before = fold(token), text[max(begin, at - len(token) - _LONGEST_TOKEN) : at - len(token)]
    if word.startswith("و") and len(word) > 1 and (word[1:].isascii() or _LETTERS_WITH_DOTS.fullmatch(word[1:])):
        word = word[1:]
    if len(word) == 1 and word.isalpha():
        return _is_initial(word, before, text[at + 1 : at + 4])
    if _is_letter(word):
        return _is_spelled(word, before, text, at + 1, end)
    if word in _LATIN_TITLES or (_LETTERS_WITH_DOTS.fullmatch(word) and _DEGREES.issuperset(word.replace(".", ""))):
        return True
    shortened = (
        word in _LATIN_ENDINGS
        or _LETTERS_WITH_DOTS.fullmatch(word)
        or _NUMBERED.fullmatch(word)
        or ("." in word and _SPELLED_LETTERS.issuperset(word.split(".")))
    )
    return bool(shortened) and not _CONJUNCTION.match(text, at + 1, end)


def _is_spaced_letter(text: str, begin: int, at: int, end: int) -> bool:
    """Return whether the full stop at `at` is separate and follows a spelled letter among others: ``إس . جي . إكس``."""
    if at - begin < 2 or text[at - 1] != " ":
        return False
    token = _last_token(text, begin, at - 1)
    word, before = fold(token), text[max(begin, at - 1 - len(token) - _LONGEST_TOKEN) : at - 1 - len(token)]
    return word in _SPELLED_LETTERS and _is_spelled(word, before, text, at + 1, end)


def _is_spelled(word: str, before: str, text: str, after: int, end: int) -> bool:
    """Return whether the spelled letter `word` is next to others with full stops, or is a middle initial.

    `before` is the text before it, `after` the position in `text` after its full stop.
    """
    previous = _SPELLED_BEFORE.search(before)
    spelled = previous is not None and _is_letter(previous.group(1))
    if spelled and previous is not None and "." in previous.group(2):
        return True
    following = _SPELLED_AFTER.match(text, after, end)
    if following and fold(following.group(1)) in _SPELLED_LETTERS:
        return True
    # بي بي سي. ends a sentence, آرثر إم. كولينز does not.
    return word in _MIDDLE_INITIALS and not spelled and _GOES_ON_NAMED.match(text, after, end) is not None


def _is_letter(word: str) -> bool:
    """Return whether `word` is a Latin letter as spelled in Arabic names, perhaps with a particle: لجيه."""
    folded = fold(word)
    return folded in _SPELLED_LETTERS or (folded[:1] in _PARTICLES and folded[1:] in _MIDDLE_INITIALS)


def _is_initial(letter: str, before: str, following: str) -> bool:
    """Return whether a single `letter` with a full stop is a title or an initial, not a unit or part of a name."""
    if letter not in "دا" and _DIGIT_BEFORE.search(before):
        return False  # 1770 م.
    named = _WORD_BEFORE.search(before)
    if named and fold(named.group(1)) in _NAMED_BY_A_LETTER:
        return False  # فيتامين د.
    return not letter.isascii() or following.strip()[:1].isascii()


def _last_token(text: str, begin: int, at: int) -> str:
    """Return the text between `at` and the last space or opening mark before it."""
    token = text[max(begin, at - _LONGEST_TOKEN) : at].rsplit(None, 1)[-1:]
    return _OPENING.split(token[0])[-1] if token and not text[at - 1].isspace() else ""


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text, start, end)
    return found.start() if found else end


class _Asides:
    """The short quotations and brackets of a text; positions must be queried in ascending order."""

    def __init__(self, text: str) -> None:
        self._spans = _outermost(sorted(_asides(text)))
        self._next = 0

    def around(self, position: int) -> Span | None:
        """Return the quotation or bracket around `position`, if any."""
        while self._next < len(self._spans) and self._spans[self._next].end <= position:
            self._next += 1
        if self._next < len(self._spans) and self._spans[self._next].start < position:
            return self._spans[self._next]
        return None


def _asides(text: str) -> Iterator[Span]:
    """Yield the pairs of quotation marks and brackets that are on one line and not too far apart."""
    opened: dict[str, int] = {}
    for fence in _FENCE.finditer(text):
        mark, at = fence.group(1), fence.start()
        if mark in _LINE_ENDS:
            opened.clear()
            continue
        if mark == '"':
            kind, opens = mark, _opens(text, at, is_open='"' in opened)
        else:
            kind, opens = _CLOSERS.get(mark, mark), mark not in _CLOSERS
        if opens:
            opened[kind] = at
        elif kind in opened and at - (first := opened.pop(kind)) <= _LONGEST_ASIDE:
            yield Span(first, at + 1)


def _opens(text: str, at: int, *, is_open: bool) -> bool:
    """Return whether the straight quotation mark at `at` opens a quotation, judged by spaces or else by alternation."""
    space_before = text[at - 1 : at].strip() == ""
    space_after = text[at + 1 : at + 2].strip() == ""
    return not is_open if space_before == space_after else space_before


def _outermost(spans: list[Span]) -> list[Span]:
    """Return sorted `spans` with overlapping ones merged."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
