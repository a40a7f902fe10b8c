"""Datelines and bylines: where an article was written, by whom, for whom.

In: a line, or the beginning of a first paragraph. Out: the facts that it states, told apart by the names of the word
list; what is not recognised is not guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.dates import DAY, HIJRI_DAY, day_of
from reporter.clean.lines import Line
from reporter.language.arabic.letters import words

_LONGEST = 140
"""Characters in which a dateline at the beginning of a paragraph ends."""
_PARTS = re.compile(r"\s*(?:[-–—/|:،()]|--)\s*")
_QUOTED = re.compile(r"""^\s*["'«“”](.+)["'»“”]\s*$""")
_SEPARATOR = re.compile(r"\)?\s*[-–—:/]{1,3}\s+|\)\s*[-–—:/]{1,3}\s*|\)\s+(?=\w)|\s[-–—]{1,2}(?=\S)")
_NAMED = re.compile(r"\w\s*[:/]\s*\w")
_DASH = re.compile(r"[-–—]\s*$")
_WEEKDAY = re.compile(r"^(?:ال)?(?:سبت|أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة)$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*(?:[صم]|صباحا|مساء|ظهرا|بتوقيت|توقيت|غرينتش|جرينتش|مكة|القدس|أبوظبي)\b)*")
_BY = re.compile(
    r"(?:(?P<wrote>كتبت?|كتبها|بقلم|أعده|أعدته)\s*[:/–—-]?"
    r"|(?:إعداد|تقرير|حوار|تحقيق|مراسل\w*|أجرى الحوار|الكاتب|المؤلف)\s*[:/–—-])"
    r"\s*(?P<name>[^:؛.]{3,60}?)\s*[:.]?$"
)
_OTHER_HANDS = re.compile(r"(?:ترجمة|تحرير|مراجعة|إعداد)\s*[:/–—-]")
_GENERIC = frozenset({"مراسل", "مراسلنا", "محرر", "المحرر", "فريق", "قسم", "وكالات", "خاص", "هييه", "متابعات"})
"""Folded words that stand in a byline where nobody is named."""
_FILLERS = frozenset({"في", "من", "م", "يوم", "الموافق"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline states; None: nothing."""

    place: str | None = None
    author: str | None = None
    outlet: str | None = None
    day: date | None = None

    def completed_by(self, other: "Dateline") -> "Dateline":
        """Return these facts, and those of `other` where these say nothing."""
        return Dateline(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


def read_dateline(text: str, noise: Boilerplate) -> Dateline | None:
    """Return what `text` states if all of it is a dateline, else None.

    At least two facts are wanted; beside a known place or outlet, one unknown name is taken for what is missing.

    >>> from reporter.clean.boilerplate import load
    >>> read_dateline("غزة / محمد ماجد / الأناضول", load())
    Dateline(place='غزة', author='محمد ماجد', outlet='الأناضول', day=None)
    """
    if len(text) > _LONGEST:
        return None
    parts = _Parts(text, noise)
    facts = parts.facts()
    return facts if facts and parts.count >= 2 else None


def read_line(line: Line, noise: Boilerplate) -> Dateline | None:
    """Return what a line of the head states: a dateline, a byline, or a place, an outlet or a day alone."""
    if line.is_long or len(line.words) > 16:
        return None
    return _byline(line, noise) or read_dateline(line.text, noise) or _single(line, noise)


def _single(line: Line, noise: Boilerplate) -> Dateline | None:
    """Return what a line states that holds one fact: a day, a known place, a known outlet."""
    parts = _Parts(line.text, noise)
    facts = parts.facts()
    if facts is None or not (facts.place or facts.outlet):
        return facts
    # الشرق الأوسط is a newspaper or a region, and single words such as الوطن are common ones.
    ambiguous = parts.only in noise.names["outlets"] and parts.only in noise.names["places"]
    common = facts.outlet and len(line.words) == 1 and parts.only not in noise.names["credits"]
    return None if len(line.words) > 4 or ambiguous or common else facts


def split_paragraph(text: str, noise: Boilerplate) -> tuple[Dateline, str]:
    """Return the dateline that `text` begins with, and the text behind it.

    >>> from reporter.clean.boilerplate import load
    >>> split_paragraph("القاهرة (رويترز) - قال مسؤول في وزارة الري إن منسوب النيل ارتفع.", load())[1]
    'قال مسؤول في وزارة الري إن منسوب النيل ارتفع.'
    """
    ends = [found.end() for found in _SEPARATOR.finditer(text[:_LONGEST])]
    for end in reversed(ends):
        rest = text[end:].lstrip()
        line = Line(rest)
        if not line.is_paragraph:
            continue
        parts = _Parts(text[:end], noise)
        facts = parts.facts(strict=True)
        known = facts and (facts.outlet or (facts.place and _DASH.search(text[:end])))
        if facts and known:
            return facts, rest
    return Dateline(), text


def _byline(line: Line, noise: Boilerplate) -> Dateline | None:
    """Return whom a line such as ``كتب: محمود سالم`` names; a bare ``كتب`` is followed by a known given name."""
    if _OTHER_HANDS.match(line.text) and not line.is_paragraph:
        return Dateline()
    found = None if line.is_finished else _BY.match(line.text)
    if found is None:
        return None
    name = re.split(r"\s*[-–—/|]\s*", found["name"])[0].strip(" ،:")
    named = words(name)
    if named and named[0] in _GENERIC:
        return Dateline()
    marked = found["wrote"] in (None, "بقلم") or re.match(r"\w+\s*[:/–—-]", line.text)
    return Dateline(author=name) if (marked and 1 <= len(named) <= 5) or _is_person(named, noise) else None


def _is_person(named: Sequence[str], noise: Boilerplate) -> bool:
    return 2 <= len(named) <= 4 and named[0] in noise.names["given names"]


class _Parts:
    """The pieces of a would-be dateline between dashes, slashes and brackets, each with what it is."""

    def __init__(self, text: str, noise: Boilerplate) -> None:
        self._text = text
        self._noise = noise
        self._found = Dateline()
        self._unknown: list[str] = []
        self.count = 0
        self.only = ""
        bare = _CLOCK.sub("|", DAY.sub(self._take_day, HIJRI_DAY.sub(self._take_hijri, text)))
        self._pieces = [piece for piece in (part.strip(" .؛,\t") for part in _PARTS.split(bare)) if words(piece)]
        for piece in self._pieces:
            self._take(piece)

    def facts(self, *, strict: bool = False) -> Dateline | None:
        """Return the facts; None when something is left that nobody knows (`strict`), or nothing is known."""
        found = self._found
        if self._unknown and (strict or len(self._unknown) > 1):
            return None
        if self._unknown:
            name = self._unknown[0]
            first = self._pieces[0] == name
            alone = found.place and not found.outlet and not found.author and self.count == 1
            if alone and _may_be_author(name, self._text):
                found = found.completed_by(Dateline(author=name))
            elif alone and _may_be_outlet(name):
                found = found.completed_by(Dateline(outlet=_bare(name)))
            elif found.outlet and not found.place and first and len(words(name)) <= 3:
                found = found.completed_by(Dateline(place=name))
            else:
                return None
            self.count += 1
            self._unknown.clear()
        return found if found != Dateline() or self.count else None

    def _take_day(self, match: re.Match[str]) -> str:
        self.count += 1
        self._found = self._found.completed_by(Dateline(day=day_of(match)))
        return "|"

    def _take_hijri(self, _match: re.Match[str]) -> str:
        self.count += 1
        return "|"

    def _take(self, piece: str) -> None:
        """Find out what `piece` is."""
        names, bare = self._noise.names, _bare(piece)
        said = [word for word in words(bare) if word not in _FILLERS]
        key = " ".join(said)
        self.only = key
        found = self._found
        if not key or _WEEKDAY.match(bare) or key.isdigit() or key in names["asides"]:
            self.count += key in names["asides"]
            return
        new = Dateline()
        if key in names["places"] and not (found.place and key in names["outlets"]):
            new = Dateline(place=bare if not found.place else None)
        elif key in names["outlets"] or any(f" {word} " in f" {key} " for word in names["outlet words"]):
            new = Dateline(outlet=bare)
        elif _is_person(said, self._noise):
            new = Dateline(author=bare)
        else:
            place = next((n for n in range(len(said) - 1, 0, -1) if " ".join(said[:n]) in names["places"]), 0)
            if place and " ".join(said[place:]) in names["outlets"]:
                split = bare.split()
                new = Dateline(place=" ".join(split[:place]), outlet=" ".join(split[place:]))
                self.count += 1
            else:
                self._unknown.append(piece)
                return
        if len(said) > 6:
            self._unknown.append(piece)
            return
        self.count += 1
        self._found = found.completed_by(new)


def _bare(piece: str) -> str:
    """Return `piece` without quotation marks around it and small words beside it."""
    quoted = _QUOTED.match(piece)
    bare = quoted.group(1) if quoted else piece
    return re.sub(r"^(?:في|من)\s+|\s+(?:في|من|م)$", "", bare).strip()


def _may_be_outlet(name: str) -> bool:
    """Tell whether an unknown name beside a place can be a paper's: quoted, or with the article."""
    bare = _bare(name)
    return bare != name or (len(bare.split()) <= 3 and bare.startswith("ال"))


def _may_be_author(name: str, line: str) -> bool:
    """Tell whether an unknown name beside a place can be a person's, as in ``بيروت: بولا حداد``."""
    said = name.split()
    return (
        2 <= len(said) <= 3
        and not name.startswith("ال")
        and name.replace(" ", "").isalpha()
        and bool(_NAMED.search(line))
    )
