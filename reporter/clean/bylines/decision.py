"""Decide whether a text is a byline, and what it states.

In: a line of the head, the beginning of the first paragraph, or a page's author field. Out: the facts, or None. A line
under a headline may contain one name that is in no list, because its neighbours identify it; in a paragraph, every
piece must be known, and the text after it must not depend on it.
"""

import re
from collections.abc import Iterator, Sequence

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.bylines.facts import Dateline
from reporter.clean.bylines.neighbours import DASHES, city_before_agency, named_by_neighbours, named_by_role
from reporter.clean.bylines.parts import Part, Parts
from reporter.clean.bylines.said import begins_with_role, has_sentence, is_desk, is_phrase, is_writer, opines, says_verb
from reporter.clean.bylines.tokens import FROM, Pieces, cut
from reporter.clean.days import DAY, HIJRI_DAY
from reporter.clean.lines import Line
from reporter.language.arabic.letters import words

_LONGEST = 140
"""Maximum number of characters of a dateline at the beginning of a paragraph."""
_MOST_WORDS = 16
_SEPARATOR = re.compile(r"\)?\s{0,9}(?:--+|[-–—:/])\s{0,9}(?:[-–—]+\s{0,9})?|\)\s{1,9}(?=\w)")
_PARENTHESIS = re.compile(r"[^-–—.؟!]{3,120}?\s[-–—]")
_ASIDE = re.compile(
    r"^(?:و(?:هو|هي|هم|قد|كان|كانت|التي|الذي)|التي|الذي|الذين|بحسب|وفق|كما|حيث|أي|أو|منها|ومنها|لا سيما)\b"
)
_OUTLETS_ARE = frozenset(words("صحيفة جريدة مجلة موقع قناة شبكة وكالة بوابة"))
_LABEL = re.compile(r"\S+(?:\s+\S+){0,3}\s*(?:[:/]|\s[-–—])")
_HANDLE = re.compile(r"@|://|^(?=[^a-z0-9_]*[a-z0-9_])[\w.-]+$", re.IGNORECASE)
_LATIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|bin|ben|el|de|van)){1,4}$")
_LATIN_DESKS = frozenset(
    words("desk admin administrator editor editors editorial staff newsroom team webmaster agencies user")
)
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def read_byline(text: str, noise: Boilerplate) -> Dateline | None:
    """Return the facts in `text` if all of it is a byline of known names with at least two facts, otherwise None.

    >>> from reporter.clean.boilerplate import load
    >>> read_byline("غزة / محمد ماجد / الأناضول", load())
    Dateline(place='غزة', author='محمد ماجد', outlet='الأناضول', day=None)
    """
    if len(text) > _LONGEST:
        return None
    reading = _Reading(text, noise)
    return reading.facts(under=False) if reading.count >= 2 else None


def read_line(line: Line, noise: Boilerplate, *, under: bool) -> Dateline | None:
    """Return the facts in a line of the head, which may be a byline, a dateline or a day; None if it is something else.

    `under` tells whether it is below the headline; only there, unknown names are identified by their neighbours.
    """
    if line.is_long or len(line.words) > _MOST_WORDS or _ends_as_sentence(line):
        return None
    reading = _Reading(line.text, noise)
    facts = reading.facts(under=under)
    return facts if facts is not None and reading.may_stand_alone(line, under=under) else None


def split_paragraph(text: str, noise: Boilerplate) -> tuple[Dateline, str]:
    """Return the dateline at the beginning of `text`, and the text after it.

    >>> from reporter.clean.boilerplate import load
    >>> split_paragraph("القاهرة (رويترز) - قال مسؤول في وزارة الري إن منسوب النيل ارتفع.", load())[1]
    'قال مسؤول في وزارة الري إن منسوب النيل ارتفع.'
    """
    for end in sorted(_ends(text, noise), reverse=True):
        rest = text[end:].lstrip()
        if not Line(rest).is_paragraph or _ASIDE.match(rest):
            continue
        if facts := _Reading(text[:end], noise).opening(rest):
            return facts, rest
    return Dateline(), text


def read_field(text: str, outlet: str | None, noise: Boilerplate) -> Dateline:
    """Return the author in the author field of a page; accounts, the outlet and its desks are not authors.

    >>> from reporter.clean.boilerplate import load
    >>> read_field("سلمى النجار - القاهرة", "الساحل", load())
    Dateline(place='القاهرة', author='سلمى النجار', outlet=None, day=None)
    """
    bare = _BY.sub("", text).strip()
    nobody = not _LATIN_DESKS.isdisjoint(words(bare)) or (bare.isascii() and Parts(noise).is_agency(bare))
    if nobody or (outlet and _same(bare, outlet)):
        return Dateline()
    if _LATIN_NAME.fullmatch(bare):
        return Dateline(author=bare)
    names = [name for name in re.split(r"\s{0,9}[،,;؛]\s{0,9}", bare) if not _HANDLE.search(name)]
    bare = "، ".join(name for name in names if not (outlet and _same(name, outlet)))
    if not bare:
        return Dateline()
    reading = _Reading(bare, noise)
    facts = reading.facts(under=True, field=True)
    if facts is not None:
        return facts
    if reading.lists_names() and not reading.has("place", "outlet", "nobody"):
        return Dateline(author=bare)
    return Dateline()


def writer_named_in(text: str, noise: Boilerplate) -> str | None:
    """Return the writer named in a note such as ``سلمى النجار، كاتبة وباحثة في شؤون النقل``, or None.

    >>> from reporter.clean.boilerplate import load
    >>> writer_named_in("المقال يعبر عن رأي الكاتبة سلمى النجار", load())
    'سلمى النجار'
    """
    names = Parts(noise)
    raw = text.strip(" .*").split()
    for length in (4, 3, 2):
        name = " ".join(raw[:length]).rstrip("،,:-–—")
        behind = " ".join(raw[length:]).lstrip("،,:-–— ")
        if len(raw) > length and names.is_person(name) and is_writer(behind):
            return name
        name = " ".join(raw[-length:])
        if len(raw) > length and begins_with_role(words(raw[-length - 1])) and names.is_person(name):
            return name if opines(words(text)) else None
    return None


def _same(name: str, outlet: str) -> bool:
    """Return whether `name` is the `outlet`, in any spelling, with or without صحيفة or موقع."""
    return bool(words(name)) and set(words(name)) - _OUTLETS_ARE <= set(words(outlet))


def _ends_as_sentence(line: Line) -> bool:
    return line.is_finished and not re.search(r"\b[دم]\.\s*\S+[^.]*$|:\s*\.?$", line.text) and len(line.words) > 4


def _ends(text: str, noise: Boilerplate) -> Iterator[int]:
    """Yield the possible ends of a dateline at the start of `text`: after a mark, or between an outlet and a verb."""
    beginning, names = text[:_LONGEST], Parts(noise)
    marks = [found.end() for found in _SEPARATOR.finditer(beginning)]
    yield from (end for end in marks if beginning.count("(", 0, end) <= beginning.count(")", 0, end))
    days = [found.end() for day in (DAY, HIJRI_DAY) for found in day.finditer(beginning)]
    for start in (*marks, *days):
        after = beginning[start : start + 30]
        for outlet in re.finditer(r"(?:^|(?<=\s))\S+(?=\s)", after):
            if names.is_known_outlet(after[: outlet.end()]):
                yield start + outlet.end()


class _Reading:
    """A possible byline: its pieces, and what they are."""

    def __init__(self, text: str, noise: Boilerplate) -> None:
        self._text = text
        self._names = Parts(noise)
        self._pieces: Pieces = cut(text)
        self._parts = self._names.of(self._pieces.pieces)

    @property
    def count(self) -> int:
        """The number of facts in it."""
        return len(self._parts) + self._pieces.dated

    def has(self, *kinds: str) -> bool:
        """Return whether any part has one of `kinds`."""
        return any(part.kind in kinds for part in self._parts)

    def lists_names(self) -> bool:
        """Return whether it consists only of possible names, separated by commas."""
        said = [(piece.words, piece.before) for piece in self._pieces.pieces]
        names = all(len(name) <= 5 and not has_sentence(name) and before in {"", "،"} for name, before in said)
        return names and not self._pieces.pieces[0].bracketed

    def facts(self, *, under: bool, field: bool = False) -> Dateline | None:
        """Return the facts; None if there are none or a piece remains unknown."""
        parts = named_by_role(self._parts)
        parts = named_by_neighbours(parts, self._names) if under else parts
        if any(part.kind in {"unknown", "sentence"} for part in parts) or not (parts or self._pieces.dated):
            return None
        kinds = {part.kind for part in parts}
        if "role" in kinds and kinds != {"role"} and not kinds & {"person", "outlet", "nobody"}:
            return None
        guessed = any(part.kind == "outlet" and not part.sure for part in parts)
        named = under and self._names.ends_as_outlet(parts[-1].piece.words) if parts else False
        if guessed and not (kinds & {"place", "person", "nobody"} or field or named):
            return None
        return self._collected(parts)

    def opening(self, rest: str) -> Dateline | None:
        """Return the facts if the pieces are a dateline before the paragraph `rest`."""
        parts = city_before_agency(named_by_role(self._parts), self._names, end=self._end, dated=self._pieces.dated)
        if not parts or any(part.kind in {"unknown", "sentence"} for part in parts):
            return None
        credited = any(part.kind == "outlet" for part in parts)
        holds = self._is_credited(parts, rest) if credited else self._is_placed(parts, rest)
        return self._collected(parts) if holds and not self._opens_parenthesis(parts, rest) else None

    @property
    def _end(self) -> str:
        """The last character: the mark after the dateline, or a letter if it ends with an outlet."""
        return self._text.rstrip()[-1:]

    def _opens_parenthesis(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether the dash at the end begins an aside: ``قناة الساحل - من الميناء - توقفت``."""
        agency = any(part.piece.bracketed and self._names.is_agency(part.text) for part in parts)
        return self._end in DASHES and not agency and bool(_PARENTHESIS.match(rest)) and not says_verb(rest)

    def _is_placed(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether places and people without an outlet are a dateline: with a dash, not a label or a route."""
        goes_on = says_verb(rest) and not _LABEL.match(rest)
        return any(part.kind == "place" for part in parts) and self._end in DASHES and goes_on

    def _is_credited(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether parts with an outlet are a dateline; a single outlet may be the speaker, or a common word."""
        known = [part for part in parts if part.kind == "outlet" and part.sure]
        bracketed = any(part.piece.bracketed for part in known)
        placed = self.has("place") or any(part.kind == "place" for part in parts)
        if not (known or placed):
            return False
        if self._end.isalnum():  # no mark after the outlet
            return placed and (says_verb(rest) or re.search(r"\S[-/]\s?\S+\s*$", self._text) is not None)
        if self._pieces.dated:
            return True
        unmistakable = any(self._names.is_agency(part.text) or not is_phrase(part.piece.words) for part in known)
        if self._end == ")":  # no mark after the brackets
            return placed and unmistakable
        if self._end == ":" and not says_verb(rest) and all(part.kind in {"place", "outlet"} for part in parts):
            # Otherwise a label: ``الجزيرة / السودان: ...``.
            return any(part.piece.quoted or part.piece.bracketed or part.piece.before == FROM for part in parts)
        alone = unmistakable and self._end in DASHES | {"/"} and says_verb(rest)
        return placed or bracketed or alone

    def may_stand_alone(self, line: Line, *, under: bool) -> bool:
        """Return whether there is enough for a byline; a single fact must be certain, short and not a common word."""
        if self.count >= 2 or not self._parts:
            return True
        (part,) = self._parts
        if part.kind == "person":
            return under
        if part.kind in {"role", "nobody"}:
            return under and (part.kind == "role" or is_desk(part.piece.words))
        key = " ".join(words(part.text))
        ambiguous = self._names.is_place(part.text) and self._names.is_known_outlet(part.text)
        is_word = len(line.words) == 1 and is_phrase(line.words)
        common = part.kind == "outlet" and is_word and not self._names.is_agency(part.text)
        return len(line.words) <= 5 and not ambiguous and not common and bool(key)

    def _collected(self, parts: Sequence[Part]) -> Dateline:
        def named(kind: str) -> str | None:
            found = [part for part in parts if part.kind == kind]
            # A country in brackets after its city: طرابلس (لبنان).
            names = [part.text for part in found if kind != "place" or not part.piece.bracketed]
            names = names or [part.text for part in found]
            return "، ".join(dict.fromkeys(names)) or None

        outlets = [part for part in parts if part.kind == "outlet"]
        outlet = next((part.text for part in outlets if part.sure), outlets[0].text if outlets else None)
        return Dateline(place=named("place"), author=named("person"), outlet=outlet, day=self._pieces.day)
