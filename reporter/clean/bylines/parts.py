"""Classify a piece of a byline: a place, a person, an outlet, a role, or part of a sentence.

In: a piece. Out: its kind, and whether the word lists are certain about it.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.bylines.said import (
    NOBODY,
    OFFICE_GOES_ON,
    OFFICES,
    OTHER_HANDS,
    OUTLETS_END,
    ROLES,
    ends_like_outlet,
    is_desk,
    is_phrase,
    is_present,
    speaks,
)
from reporter.clean.bylines.tokens import Piece
from reporter.language.arabic.letters import words
from reporter.language.places import table

Kind = Literal["place", "person", "outlet", "role", "nobody", "unknown", "sentence"]

_LONGEST_NAME = 5
"""Words."""
_TITLES = re.compile(
    r"^(?:(?:[أا]\.\s?)?(?:[مد]\.\s?)+|[مدأا]\.\s?|(?:ال)?(?:دكتور|دكتورة|أستاذ|استاذ|أستاذة|مهندس|مهندسة|مستشار|قس|أب)\s+"
    r"|\w\.\s?(?=\w{3})|(?:الشيخ|اللواء|العميد|السفير|المطران|البروفيسور|البروفسور|الإعلامي|الصحفي|الصحافي|الكاتب|الكاتبة|الزميل)\s+)"
)
_ENDS_NAME = frozenset({"الله", "الدين", "الحق", "النبي"})
"""Second words of names whose first word may be any: ضيف الله، نور الدين."""
_CONNECTORS = frozenset("بن بنت ابن ال ابو ابي ام ولد عبد اولاد ابا ذو بو ايت الدين الله سيدي فان دي دو".split())  # noqa: SIM905


class Part(NamedTuple):
    """A piece and its kind."""

    kind: Kind
    text: str
    piece: Piece
    sure: bool = True


@cache
def _places() -> frozenset[str]:
    """Return the folded Arabic names of countries, cities and towns."""
    return frozenset(" ".join(words(name)) for place in table() if place.kind != "person" for name in place.names_ar)


class Parts:
    """Classifies pieces by the names in a word list and by their form."""

    def __init__(self, noise: Boilerplate) -> None:
        self._noise = noise
        self._names = noise.names

    @property
    def outlets(self) -> frozenset[str]:
        """The known outlets, folded."""
        return self._names["outlets"]

    def of(self, pieces: Sequence[Piece]) -> list[Part]:
        """Return the kinds of the pieces."""
        parts = [part for piece in pieces for part in self._read(piece)]
        places = [part for part in parts if part.kind == "place"]
        # قنا is a town and an agency: next to another place it is the agency, unless both are in a list of places.
        return [
            part._replace(kind="outlet")
            if part in places
            and len(places) > 1
            and self.is_known_outlet(part.text)
            and part.piece.before not in {"،", ","}
            else part
            for part in parts
        ]

    def is_known_outlet(self, name: str) -> bool:
        """Return whether `name` is a known outlet; agencies may be spelled out in letters (``و م ع``, ``أ.ف.ب``)."""
        said = words(name)
        letters = "".join(said) if len(said) > 1 and all(len(word) == 1 for word in said) else None
        return " ".join(said) in self.outlets or (
            letters is not None and (letters in self._noise.spelled_outlets or letters in self.outlets)
        )

    def is_agency(self, name: str) -> bool:
        """Return whether `name` is an outlet whose texts others print, and not a common word."""
        return " ".join(words(name)) in self._names["credits"] or (
            self.is_known_outlet(name) and len(words(name)[0]) == 1
        )

    def is_place(self, name: str) -> bool:
        """Return whether `name` is a known place, in the word lists or the table of places."""
        key = " ".join(words(name))
        return key in self._names["places"] or key in _places()

    def is_person(self, name: str, *, sure: bool = True) -> bool:
        """Return whether `name` is a person: a title or a known given name, followed by words that look like a name."""
        bare = _TITLES.sub("", name)
        said = words(bare)
        if not 1 <= len(said) <= _LONGEST_NAME or not all(word.isalpha() for word in said):
            return False
        if speaks(bare):
            return False
        if bare != name:
            return True
        return len(said) >= 2 and said[0] in self._given and (not sure or self._goes_on_as_name(said[1:]))

    def ends_as_outlet(self, said: Sequence[str]) -> bool:
        """Return whether the folded words `said` end like names of outlets: نيوز، بوست، أونلاين."""
        return 2 <= len(said) <= 3 and said[-1] in self._names["outlet words"]

    @property
    def _given(self) -> frozenset[str]:
        return self._names["given names"]

    def _goes_on_as_name(self, rest: Sequence[str]) -> bool:
        """Return whether the words after a given name can be a family name: the article, a connector, a known name."""
        if len(rest) == 1 and not is_present(rest[0]):
            return True
        named = [
            word.startswith("ال") or word in _CONNECTORS or word in self._given or following in _ENDS_NAME
            for word, following in zip_longest(rest, rest[1:])
        ]
        if len(rest) > 1 and rest[-2] in self._given and not is_present(rest[-1]) and not rest[-1].startswith("لل"):
            named[-1] = True  # a family name that is in no list
        after = [False, *(word in _CONNECTORS for word in rest)]
        return all(is_named or follows for is_named, follows in zip(named, after, strict=False))

    def _read(self, piece: Piece) -> list[Part]:
        """Return the part that `piece` is, or the parts that it contains without marks between them."""
        said = piece.words
        if said[0] in OTHER_HANDS:
            return self._led_by_other_hand(piece, said)
        if said[0] in ROLES:
            return self._led_by_role(piece, said)
        if said[:2] == ["نقلا", "عن"] and self.is_known_outlet(" ".join(said[2:])):
            return [Part("outlet", piece.text.split(maxsplit=2)[2], piece)]
        kind = self._listed(piece, said)
        return [Part(kind, piece.text, piece)] if kind else self._by_shape(piece, said)

    def _listed(self, piece: Piece, said: list[str]) -> Kind | None:
        """Return the kind of a piece whose words, or first words, are in a list."""
        nobody = len(said) <= 3 and said[0] in NOBODY and not self.is_known_outlet(piece.text)
        if " ".join(said) in self._names["asides"] or nobody:
            return "nobody"
        if self.is_place(piece.text) and not piece.quoted:
            return "place"
        if self.is_known_outlet(piece.text):
            return "outlet"
        told = speaks(piece.text) or len(said) > _LONGEST_NAME + 1
        return "sentence" if told or (said[0] in OFFICES and not self._is_called(piece.text, said)) else None

    def _is_called(self, name: str, said: Sequence[str]) -> bool:
        """Return whether the word for an office at the start of `name` is a given name: أمين، أمير."""
        office = said[1:2] and (said[1] in OFFICE_GOES_ON or self.is_place(" ".join(said[1:])))
        return not office and self.is_person(name)

    def _by_shape(self, piece: Piece, said: list[str]) -> list[Part]:
        """Return the kind of a piece that is not in a list as a whole."""
        if named := self._persons(piece.text):
            return [Part("person", name, piece) for name in named]
        outlet_words = self._names["outlet words"]
        endings = outlet_words | OUTLETS_END
        short = next((said[:at] for at in range(len(said), 1, -1) if said[at - 1] not in endings), said[:1])
        if len(short) < len(said) and self.is_known_outlet(" ".join(short)):
            return [Part("outlet", piece.text, piece)]
        if len(said) <= 4 and len(said) > 1 and (said[0] in outlet_words or said[-1] in outlet_words):
            return [Part("outlet", piece.text, piece, sure=False)]
        return self._split(piece) or [Part("unknown", piece.text, piece)]

    def _persons(self, text: str) -> list[str]:
        """Return the person named in `text`, or the two persons joined by و."""
        if self.is_person(text):
            return [text]
        several = re.split(r"\s{1,9}و\s?(?=\w{2})", text)
        unlisted = [name for name in several if not self.is_person(name)]
        return several if len(unlisted) < len(several) and all(map(_looks_like_name, unlisted)) else []

    def _split(self, piece: Piece) -> list[Part]:
        """Return a place and an outlet, or a person and a place, that are next to each other: ``الرياض واس``."""
        raw = piece.text.split()
        for at in range(len(raw) - 1, 0, -1):
            first, second = " ".join(raw[:at]), " ".join(raw[at:])
            if self.is_place(first) and self.is_known_outlet(second):
                return [Part("place", first, piece), Part("outlet", second, piece)]
        return []

    def _person_in_place(self, text: str) -> tuple[str, str] | None:
        """Return the place and the person in ``في الرباط سعاد الإدريسي``."""
        raw = text.split()
        if raw[0] != "في":
            return None
        for at in range(2, len(raw) - 1):
            place, name = " ".join(raw[1:at]), " ".join(raw[at:])
            if self.is_place(place) and (self.is_person(name) or _looks_like_name(name)):
                return place, name
        return None

    def _led_by_other_hand(self, piece: Piece, said: list[str]) -> list[Part]:
        """Return one part for ``ترجمة سلمى النجار``, who is not the author."""
        raw = piece.text.split(maxsplit=1)
        alone = len(raw) == 1 or _does_more(said) or bool(self._persons(raw[1]))
        return [Part("nobody" if alone else "sentence", piece.text, piece)]

    def _of_correspondent(self, rest: Piece) -> list[Part]:
        """Return the outlet, the place and the name after مراسل or موفد: ``الساحل في القاهرة``."""
        if placed := self._person_in_place(rest.text):
            return [Part("place", placed[0], rest), Part("person", placed[1], rest)]
        inner = [rest._replace(text=text.strip()) for text in re.split(r"(?:^|\s)(?:في|إلى)\s", rest.text)]
        parts = [part for each in inner if each.text for part in self._read(each)]
        parts = [part._replace(kind="outlet") if part.kind == "unknown" else part for part in parts]
        return [part for part in parts if part.kind != "nobody" and part.text != "الحوار"]

    def _led_by_role(self, piece: Piece, said: list[str]) -> list[Part]:
        """Return a role and the name after it: ``كتبت سلمى النجار``, ``مراسل الساحل في القاهرة``."""
        raw = piece.text.split(maxsplit=1)
        role = Part("role", piece.text, piece)
        if len(raw) == 1 or _does_more(said) or ROLES.issuperset(said):
            return [role]
        rest = piece._replace(text=raw[1], before=" ")
        if is_desk(said[1:]):
            return [role, Part("nobody", raw[1], rest)]
        if said[0].startswith(("مراسل", "موفد", "رساله", "اجر", "حاور")):
            return [role, *self._of_correspondent(rest)]
        named = self._persons(raw[1])
        if named and all(len(words(_TITLES.sub("", name))) <= 4 for name in named):
            return [role, *(Part("person", name, rest) for name in named)]
        return [Part("sentence", piece.text, piece)]


def _does_more(said: Sequence[str]) -> bool:
    """Return whether a second role follows the first: ``تحقيق وتصوير``."""
    return len(said) > 1 and said[1].startswith("و") and said[1][1:] in ROLES | OTHER_HANDS | {"تقديم"}


def _looks_like_name(name: str) -> bool:
    """Return whether `name` is two or three words that are not a common phrase, nor part of a sentence."""
    said = words(name)
    return 2 <= len(said) <= 3 and all(word.isalpha() for word in said) and not speaks(name) and not is_phrase(said)


def may_be_outlet(part: Part) -> bool:
    """Return whether an unknown name next to a writer is an outlet, by its ending, its article or its rarity."""
    said = part.piece.words
    definite = len(said) <= 2 and all(word.startswith("ال") for word in said)
    return said[-1] in OUTLETS_END or definite or part.text.isascii() or not is_phrase(said)


def is_called_outlet(part: Part) -> bool:
    """Return whether an unknown name without a writer or a place next to it is an outlet: ``خاص - المرفأ الآن``."""
    said = part.piece.words
    definite = len(said) <= 2 and all(word.startswith("ال") for word in said)
    return ends_like_outlet(said) or part.text.isascii() or (definite and not is_phrase(said))


def is_other_hand(part: Part) -> bool:
    """Return whether `part` introduces a translator, editor or photographer."""
    return part.piece.words[0] in OTHER_HANDS
