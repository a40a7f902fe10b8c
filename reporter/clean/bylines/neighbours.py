"""Identify unknown names in a byline by a role, by their position in the line and by the parts next to them.

In: the parts of a byline. Out: the same parts, with the kinds of those unknown names that can be identified.
"""

from collections.abc import Collection, Sequence

from reporter.clean.bylines.parts import Kind, Part, Parts, is_called_outlet, is_other_hand, may_be_outlet
from reporter.clean.bylines.said import ends_like_outlet, is_phrase, is_writer
from reporter.clean.bylines.tokens import FROM

DASHES = frozenset("-–—") | {"--"}
_LISTED = frozenset("،,")


def named_by_role(parts: Sequence[Part]) -> list[Part]:
    """Return `parts` with unknown names after كتب or بقلم as persons, and without those after ترجمة."""
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


def named_by_neighbours(parts: Sequence[Part], names: Parts) -> list[Part]:
    """Return `parts` with up to two unknown names identified as what their neighbours lack."""
    if sum(part.kind == "unknown" for part in parts) > 2:
        return list(parts)
    named = _person_and_outlet(parts)
    for at, part in enumerate(named):
        if part.kind == "unknown" and (kind := _missing(part, named, names, first=at == 0)):
            named[at] = part._replace(kind=kind, sure=False)
    return named


def _person_and_outlet(parts: Sequence[Part]) -> list[Part]:
    """Return two unknown names as a writer and an outlet if the outlet ends like one: ``سلمى حداد - ضفاف برس``."""
    if [part.kind for part in parts] == ["unknown", "unknown"] and parts[1].piece.before in DASHES | {"/", "|"}:
        for at, other in ((0, 1), (1, 0)):
            if may_be_person(parts[at]) and ends_like_outlet(parts[other].piece.words):
                kinds: dict[int, Kind] = {at: "person", other: "outlet"}
                return [part._replace(kind=kinds[index], sure=False) for index, part in enumerate(parts)]
    return list(parts)


def city_before_agency(parts: list[Part], names: Parts, *, end: str, dated: bool) -> list[Part]:
    """Return `parts` with an unknown city, perhaps with its country, before a known agency in brackets or after a dash.

    An unknown agency after a known city is also identified: in brackets if a dash follows, in quotation marks if a dash
    or a colon follows, and between slashes after a day. So is a writer between dashes after an agency in brackets.
    """
    if not parts:
        return parts
    last = parts[-1]
    before = parts[-2] if len(parts) > 1 else last
    credited = before.kind == "outlet" and before.sure and before.piece.bracketed
    if credited and last.kind == "unknown" and {last.piece.before, end} <= DASHES and may_be_person(last):
        return [*parts[:-1], last._replace(kind="person")]
    between = {last.piece.before, end} <= DASHES | {"/"} and not is_phrase(parts[0].piece.words)
    known = names.is_agency(last.text) and (dated or between or before.piece.bracketed)
    agency = last.kind == "outlet" and last.sure and (last.piece.bracketed or known)
    where = parts[:-1]
    if agency and any(part.kind == "unknown" for part in where):
        of_country = all(part.piece.before in _LISTED or part.piece.bracketed for part in where[1:]) and len(where) <= 2
        if of_country and all(len(part.piece.words) <= 3 and part.kind in {"unknown", "place"} for part in where):
            return [*(part._replace(kind="place") for part in where), last]
    may_be_agency = last.kind == "unknown" and last.piece.bracketed and len(last.piece.words) <= 3
    described = not last.piece.quoted and any(names.is_place(word) for word in last.text.split())
    may_be_agency = may_be_agency and end in DASHES
    if last.kind == "unknown" and len(last.piece.words) <= 3 and not may_be_agency:
        quoted = last.piece.quoted and end in DASHES | {":"}
        may_be_agency = quoted or (dated and end == "/" and last.piece.before in {"/", "|"})
    if may_be_agency and parts[0].kind == "place" and not described:
        return [*parts[:-1], last._replace(kind="outlet", sure=False)]
    return parts


def may_be_person(part: Part) -> bool:
    """Return whether an unknown name looks like the name of a person."""
    return 2 <= len(part.piece.words) <= 3 and not part.text.startswith("ال") and not is_phrase(part.piece.words)


def _missing(part: Part, parts: Sequence[Part], names: Parts, *, first: bool) -> Kind | None:
    """Return the kind of an unknown name, judged by its position and the other parts."""
    kinds = {other.kind for other in parts}
    said = part.piece.words
    if len(said) > 4 or any(word.isdigit() for word in said):
        return None
    if part.piece.quoted:
        return "outlet" if len(parts) > 1 and "outlet" not in kinds else None
    leads = first and len(parts) > 2 and _is_credited(parts)
    if leads or part.piece.before == FROM:
        named = len(said) <= 3 if leads else kinds & {"person", "outlet"} and not is_phrase(said)
        return "place" if "place" not in kinds and named else None
    if "person" in kinds:
        return _beside_person(part, kinds, first=first)
    if "outlet" in kinds:
        return _beside_outlet(part, parts, names, first=first)
    return _beside_place(part, parts, names) if "place" in kinds else _beside_nobody(part, kinds, first=first)


def _is_credited(parts: Sequence[Part]) -> bool:
    """Return whether `parts` contain an outlet between slashes, as in ``قيصري/ سلمى النجار/ الأناضول``."""
    slashed = all(part.piece.before == "/" for part in parts[1:])
    return slashed and any(part.kind == "outlet" and part.sure for part in parts[1:])


def _beside_person(part: Part, kinds: Collection[str], *, first: bool) -> Kind | None:
    """Return what is next to a writer: a place in brackets, a second one after a comma, a profession, an outlet."""
    if is_writer(part.text):
        return "nobody"
    if part.piece.bracketed and "place" not in kinds and not part.text.startswith("ال"):
        return "place"
    if not first and part.piece.before in _LISTED and may_be_person(part):
        return "person"
    third = "place" in kinds and not first and part.piece.before in DASHES | {"/", "|"}
    return "outlet" if "outlet" not in kinds and not part.piece.bracketed and (third or may_be_outlet(part)) else None


def _beside_outlet(part: Part, parts: Sequence[Part], names: Parts, *, first: bool) -> Kind | None:
    """Return what is next to an outlet: a city, because agencies report from everywhere, or a writer."""
    outlet = next(other for other in parts if other.kind == "outlet")
    agency = names.is_agency(outlet.text)
    placed = any(other.kind == "place" for other in parts)
    if outlet.sure and placed and not first and _is_credited(parts) and 2 <= len(part.piece.words) <= 3:
        return "person"
    if (
        placed
        and part is parts[-1]
        and len(parts) == 3
        and part.piece.before in DASHES | {"/", "|"}
        and may_be_person(part)
    ):
        return "person"  # عمان - الشراع - سامح النجار
    common = is_phrase(part.piece.words) and not (agency and part.piece.before in DASHES)
    city = first and len(part.piece.words) == 1 and parts[1] is outlet and outlet.piece.before in DASHES | {"/"}
    if not outlet.sure or (common and not city):
        return None
    if not placed and len(part.piece.words) <= 3 and (first or agency):
        return "place"
    return "person" if may_be_person(part) else None


def _beside_nobody(part: Part, kinds: Collection[str], *, first: bool) -> Kind | None:
    """Return whether an outlet follows words that name nobody: ``خاص - المرفأ الآن``."""
    marked = not first and part.piece.before in DASHES | {"/", "|", ":"}
    return "outlet" if "nobody" in kinds and marked and is_called_outlet(part) else None


def _beside_place(part: Part, parts: Sequence[Part], names: Parts) -> Kind | None:
    """Return what is next to a place: a writer after a colon, or an outlet with the article or a typical word."""
    place = next(other for other in parts if other.kind == "place")
    marked = not {part.piece.before, place.piece.before}.isdisjoint({":", "/", "|"})
    closed = part is parts[-1] and part.piece.closed  # أسيوط - إسلام رضوان:
    if closed and len(parts) == 2 and 2 <= len(part.piece.words) <= 3 and not part.text.startswith("ال"):
        return "person"
    if marked and may_be_person(part) and part.text.replace(" ", "").isalpha():
        return "person"
    if len(part.piece.words) <= 3 and part.text.startswith("ال"):
        return "outlet"
    dashed = not {part.piece.before, place.piece.before}.isdisjoint(DASHES | {"/"})
    if len(parts) != 2 or not dashed:
        return None
    if (
        may_be_person(part)
        and not ends_like_outlet(part.piece.words)
        and not any(map(names.is_place, part.text.split()))
    ):
        return "person"
    return "outlet" if len(part.piece.words) == 1 else None
