"""What the pieces of a byline are together, and whether it is one at all.

In: a line of the head, the beginning of the first paragraph, or a page's author field. Out: the facts, or None. A line
under a headline may hold one name that no list knows, since its neighbours say what it is; in a paragraph every piece
must be known, and what follows must not lean on it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.bylines.facts import Dateline
from reporter.clean.bylines.parts import (
    Kind,
    Part,
    Parts,
    begins_with_role,
    has_sentence,
    is_other_hand,
    is_phrase,
    is_writer,
    may_be_outlet,
    opines,
    says_verb,
)
from reporter.clean.bylines.tokens import FROM, Pieces, cut
from reporter.clean.lines import Line
from reporter.language.arabic.letters import words

_LONGEST = 140
"""Characters in which a dateline at the beginning of a paragraph ends."""
_MOST_WORDS = 16
_DASHES = frozenset("-–—") | {"--"}
_SEPARATOR = re.compile(r"\)?\s*(?:--+|[-–—:/])\s*(?:[-–—]+\s*)?|\)\s+(?=\w)")
_PARENTHESIS = re.compile(r"[^-–—.؟!]{3,120}?\s[-–—]")
_ASIDE = re.compile(
    r"^(?:و(?:هو|هي|هم|قد|كان|كانت|التي|الذي)|التي|الذي|الذين|بحسب|وفق|كما|حيث|أي|أو|منها|ومنها|لا سيما)\b"
)
_OUTLETS_ARE = frozenset(words("صحيفة جريدة مجلة موقع قناة شبكة وكالة بوابة"))
_LABEL = re.compile(r"\S+(?:\s+\S+){0,3}\s*(?:[:/]|\s[-–—])")
_HANDLE = re.compile(r"@|://|^[\w.-]*[a-z0-9_][\w.-]*$", re.IGNORECASE)
_LATIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|al|bin|ben|el|de|van)){1,4}$")
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def read_byline(text: str, noise: Boilerplate) -> Dateline | None:
    """Return what `text` states if all of it is a byline of known names, else None; at least two facts are wanted.

    >>> from reporter.clean.boilerplate import load
    >>> read_byline("غزة / محمد ماجد / الأناضول", load())
    Dateline(place='غزة', author='محمد ماجد', outlet='الأناضول', day=None)
    """
    if len(text) > _LONGEST:
        return None
    reading = _Reading(text, noise)
    return reading.facts(under=False) if reading.count >= 2 else None


def read_line(line: Line, noise: Boilerplate, *, under: bool) -> Dateline | None:
    """Return what a line of the head states: a byline, a dateline, a day; None if it is something else.

    `under` says whether the headline comes above it: only there a name that no list knows is read by its neighbours.
    """
    if line.is_long or len(line.words) > _MOST_WORDS or _ends_as_sentence(line):
        return None
    reading = _Reading(line.text, noise)
    facts = reading.facts(under=under)
    return facts if facts is not None and reading.may_stand_alone(line, under=under) else None


def split_paragraph(text: str, noise: Boilerplate) -> tuple[Dateline, str]:
    """Return the dateline that `text` begins with, and the text behind it.

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
    """Return whom the author field of a page names; a handle, the outlet and its desks are not authors.

    >>> from reporter.clean.boilerplate import load
    >>> read_field("سلمى النجار - القاهرة", "الساحل", load())
    Dateline(place='القاهرة', author='سلمى النجار', outlet=None, day=None)
    """
    bare = _BY.sub("", text).strip()
    if outlet and _same(bare, outlet):
        return Dateline()
    if _LATIN_NAME.fullmatch(bare):
        return Dateline(author=bare)
    names = [name for name in re.split(r"\s*[،,;؛]\s*", bare) if not _HANDLE.search(name)]
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
    """Return whom a note such as ``سلمى النجار، كاتبة وباحثة في شؤون النقل`` calls a writer, or None if it is none.

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


def _may_be_person(part: Part) -> bool:
    return 2 <= len(part.piece.words) <= 3 and not part.text.startswith("ال") and not is_phrase(part.piece.words)


def _same(name: str, outlet: str) -> bool:
    """Return whether `name` is the `outlet`, in whatever spelling and with or without صحيفة or موقع."""
    return bool(words(name)) and set(words(name)) - _OUTLETS_ARE <= set(words(outlet))


def _ends_as_sentence(line: Line) -> bool:
    return line.is_finished and not re.search(r"\b[دم]\.\s*\S+[^.]*$|:\s*\.?$", line.text) and len(line.words) > 4


def _ends(text: str, noise: Boilerplate) -> Iterator[int]:
    """Yield where a dateline at the beginning of `text` may end: behind a mark, or behind an outlet before a verb."""
    beginning, names = text[:_LONGEST], Parts(noise)
    for found in _SEPARATOR.finditer(beginning):
        yield found.end()
        after = beginning[found.end() :]
        for outlet in re.finditer(r"(?:^|(?<=\s))\S+(?=\s)", after[:30]):
            if names.is_known_outlet(after[: outlet.end()]):
                yield found.end() + outlet.end()


class _Reading:
    """A would-be byline: its pieces, and what they are."""

    def __init__(self, text: str, noise: Boilerplate) -> None:
        self._text = text
        self._names = Parts(noise)
        self._pieces: Pieces = cut(text)
        self._parts = self._names.of(self._pieces.pieces)

    @property
    def count(self) -> int:
        """How many things it states."""
        return len(self._parts) + self._pieces.dated

    def has(self, *kinds: str) -> bool:
        """Return whether any part is of one of `kinds`."""
        return any(part.kind in kinds for part in self._parts)

    def lists_names(self) -> bool:
        """Return whether it holds nothing but what can be names, with commas between them."""
        said = [(piece.words, piece.before) for piece in self._pieces.pieces]
        names = all(len(name) <= 5 and not has_sentence(name) and before in {"", "،"} for name, before in said)
        return names and not self._pieces.pieces[0].bracketed

    def facts(self, *, under: bool, field: bool = False) -> Dateline | None:
        """Return the facts; None if a piece is left that nobody knows or nothing is known."""
        parts = self._named_by_role(self._parts)
        parts = self._named_by_neighbours(parts) if under else parts
        if any(part.kind in {"unknown", "sentence"} for part in parts) or not (parts or self._pieces.dated):
            return None
        kinds = {part.kind for part in parts}
        if "role" in kinds and kinds != {"role"} and not kinds & {"person", "outlet", "nobody"}:
            return None
        if (
            not kinds & {"place", "person"}
            and not field
            and any(part.kind == "outlet" and not part.sure for part in parts)
        ):
            return None
        return self._collected(parts)

    def opening(self, rest: str) -> Dateline | None:
        """Return the facts if the pieces are a dateline before the paragraph `rest`."""
        parts = self._city_before_agency(self._named_by_role(self._parts))
        if not parts or any(part.kind in {"unknown", "sentence"} for part in parts):
            return None
        credited = any(part.kind == "outlet" for part in parts)
        holds = self._is_credited(parts, rest) if credited else self._is_placed(parts, rest)
        return self._collected(parts) if holds and not self._opens_parenthesis(parts, rest) else None

    @property
    def _end(self) -> str:
        """The last character: the mark behind the dateline, or a letter where an outlet ends it."""
        return self._text.rstrip()[-1:]

    def _opens_parenthesis(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether the dash at the end begins an aside: ``قناة الساحل - من الميناء - توقفت``."""
        bracketed = any(part.kind == "outlet" and part.piece.bracketed for part in parts)
        return self._end in _DASHES and not bracketed and bool(_PARENTHESIS.match(rest)) and not says_verb(rest)

    def _is_placed(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether places and people alone are a dateline: with a dash, and no label or two ends of a way."""
        goes_on = says_verb(rest) and not _LABEL.match(rest)
        return any(part.kind == "place" for part in parts) and self._end in _DASHES and goes_on

    def _is_credited(self, parts: Sequence[Part], rest: str) -> bool:
        """Return whether parts with an outlet are a dateline; an outlet alone may be who speaks, or a common word."""
        known = [part for part in parts if part.kind == "outlet" and part.sure]
        bracketed = any(part.piece.bracketed for part in known)
        placed = self.has("place") or any(part.kind == "place" for part in parts)
        if not (known or placed):
            return False
        if self._end.isalnum():  # no mark behind the outlet
            return placed and (says_verb(rest) or re.search(r"\S[-/]\s?\S+\s*$", self._text) is not None)
        agency = self._names.is_agency(parts[0].text) and self._end in _DASHES and says_verb(rest)
        return placed or bracketed or self._pieces.dated or agency

    def may_stand_alone(self, line: Line, *, under: bool) -> bool:
        """Return whether the line is a byline by its size: one fact alone must be sure, short and no common word."""
        if self.count >= 2 or not self._parts:
            return True
        (part,) = self._parts
        if part.kind == "person":
            return under
        if part.kind in {"role", "nobody"}:
            return part.kind == "role" and under
        key = " ".join(words(part.text))
        ambiguous = self._names.is_place(part.text) and self._names.is_known_outlet(part.text)
        common = part.kind == "outlet" and len(line.words) == 1 and not self._names.is_agency(part.text)
        return len(line.words) <= 4 and not ambiguous and not common and bool(key)

    def _collected(self, parts: Sequence[Part]) -> Dateline:
        def named(kind: str) -> str | None:
            found = [part for part in parts if part.kind == kind]
            # A country in brackets behind its city: طرابلس (لبنان).
            names = [part.text for part in found if kind != "place" or not part.piece.bracketed]
            names = names or [part.text for part in found]
            return "، ".join(dict.fromkeys(names)) or None

        outlets = [part for part in parts if part.kind == "outlet"]
        outlet = next((part.text for part in outlets if part.sure), outlets[0].text if outlets else None)
        return Dateline(place=named("place"), author=named("person"), outlet=outlet, day=self._pieces.day)

    def _named_by_role(self, parts: Sequence[Part]) -> list[Part]:
        """Return `parts` with the unknown names behind كتب or بقلم as persons, those behind ترجمة as nobody."""
        named: list[Part] = []
        led = ""
        for part in parts:
            kind = part.kind
            if kind in {"role", "nobody"}:
                led = "other hand" if is_other_hand(part) else kind
            elif led == "other hand" and kind in {"unknown", "person"}:
                kind = "nobody"
            elif led == "role" and kind == "unknown" and part.piece.before != FROM:
                kind = "unknown" if is_phrase(part.piece.words) else "person"
            named.append(part._replace(kind=kind))
        return named

    def _named_by_neighbours(self, parts: Sequence[Part]) -> list[Part]:
        """Return `parts` with at most two unknown names as what their neighbours lack."""
        if sum(part.kind == "unknown" for part in parts) > 2:
            return list(parts)
        named = list(parts)
        for at, part in enumerate(parts):
            if part.kind == "unknown" and (kind := self._missing(part, named, first=at == 0)):
                named[at] = part._replace(kind=kind, sure=False)
        return named

    def _missing(self, part: Part, parts: Sequence[Part], *, first: bool) -> Kind | None:
        """Return what an unknown name is, by where it stands and by what the other parts are."""
        kinds = {other.kind for other in parts}
        if len(part.piece.words) > 4 or any(word.isdigit() for word in part.piece.words):
            return None
        if part.piece.quoted:
            return "outlet" if len(parts) > 1 and "outlet" not in kinds else None
        if part.piece.before == FROM:
            named = "place" not in kinds and kinds & {"person", "outlet"} and not is_phrase(part.piece.words)
            return "place" if named else None
        if "person" in kinds:
            return self._beside_person(part, kinds, first=first)
        if "outlet" in kinds:
            return self._beside_outlet(part, parts, first=first)
        return self._beside_place(part, parts) if "place" in kinds else None

    def _beside_person(self, part: Part, kinds: Collection[str], *, first: bool) -> Kind | None:
        """Return what is beside a writer: a place in brackets, a second writer behind a comma, an outlet."""
        if part.piece.bracketed and "place" not in kinds and not part.text.startswith("ال"):
            return "place"
        if not first and part.piece.before in {"،", ","} and _may_be_person(part):
            return "person"
        return "outlet" if "outlet" not in kinds and not part.piece.bracketed and may_be_outlet(part) else None

    def _beside_outlet(self, part: Part, parts: Sequence[Part], *, first: bool) -> Kind | None:
        """Return what is beside an outlet: a city, since agencies report from everywhere, or a writer."""
        outlet = next(other for other in parts if other.kind == "outlet")
        agency = self._names.is_agency(outlet.text)
        if not outlet.sure or (is_phrase(part.piece.words) and not (agency and part.piece.before in _DASHES)):
            return None
        placed = any(other.kind == "place" for other in parts)
        if not placed and len(part.piece.words) <= 3 and (first or agency):
            return "place"
        return "person" if _may_be_person(part) else None

    def _beside_place(self, part: Part, parts: Sequence[Part]) -> Kind | None:
        """Return what is beside a place: a writer behind a colon, or an outlet, which has the article."""
        place = next(other for other in parts if other.kind == "place")
        marked = not {part.piece.before, place.piece.before}.isdisjoint({":", "/", "|"})
        if marked and _may_be_person(part) and part.text.replace(" ", "").isalpha():
            return "person"
        return "outlet" if len(part.piece.words) <= 3 and part.text.startswith("ال") else None

    def _city_before_agency(self, parts: list[Part]) -> list[Part]:
        """Return `parts` with an unknown city, perhaps with its country, before a known agency in brackets.

        A known city may be before an unknown agency in brackets as well.
        """
        if not parts or not any(part.piece.bracketed or part.piece.before in {"/", "-", "–", "—"} for part in parts):
            return parts
        last = parts[-1]
        if last.kind == "outlet" and last.sure and last.piece.bracketed and parts[0].kind == "unknown":
            where = parts[:-1]
            of_country = all(part.piece.before in {"،", ","} for part in where[1:]) and len(where) <= 2
            if of_country and all(len(part.piece.words) <= 3 and part.kind in {"unknown", "place"} for part in where):
                return [*(part._replace(kind="place") for part in where), last]
        may_be_outlet = last.kind == "unknown" and last.piece.bracketed and len(last.piece.words) <= 3
        described = any(self._names.is_place(word) for word in last.text.split())
        if may_be_outlet and parts[0].kind == "place" and self._text.rstrip()[-1:] in "-–—" and not described:
            return [*parts[:-1], last._replace(kind="outlet", sure=False)]
        return parts
