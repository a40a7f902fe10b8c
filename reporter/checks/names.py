"""Names, acronyms and addresses that the Arabic writes in Latin letters are kept in the English."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reporter.checks.pair import Pair
from reporter.language.transliteration import distance
from reporter.model import Flag, Severity

CHECK = "names"

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s،؛»”\"<>]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#][A-Za-z]\w+", re.IGNORECASE
)
_LETTER = re.compile("[A-Za-z]")
_TRAILING = ".,;:!?)]}'\""
_NAME = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[.&'’/_-][A-Za-z\d]+)*|(?<!\d)(?<!\d[.-])\d+(?:[.-]\d+)*[A-Za-z][A-Za-z\d]*")
_PLAIN = re.compile(r"[^a-z\d]+")
_SEPARATED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_ACCENT = re.compile("[\u0300-\u036f]")
_LETTERS_OF_THEIR_OWN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | {"Æ": "Ae", "Œ": "Oe", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "Th"}
)
_UNITS = "km kg cm mm m g kw mw gw kwh mwh gwh mph kph gb mb tb hz mhz ghz am pm ad bc x"
_OF_TITLES = "the of and a an in der die das le la les el al il lo de du des et und y"
_NO_NAMES = frozenset(f"{_UNITS} {_OF_TITLES}".split())
"""Units, which can be written in many ways, and short words in foreign titles."""
_SHOWY = re.compile(r"\b[A-Z][A-Za-z]{3,}\b|\b(?=\w*\d)(?=\w*[A-Za-z])\w+\b|\b\w+[A-Z]\w*\b")
"""Certainly a name: capitals or figures inside the word, or an initial capital and a minimum length."""
_HOUR = re.compile(r"\d{1,2}h(?:\d\d)?", re.IGNORECASE)
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "de", "to"])


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag for the Latin names and addresses of the Arabic that the English does not have.

    It is an error if the English has a different one in its place. Case, accents, a plural s and the points of U.N. are
    ignored, and an acronym may be written out.
    """
    if not _LETTER.search(pair.text_ar):
        return
    missing: dict[Severity, list[str]] = {"error": [], "doubt": []}
    for name, severity in _missing(_without_accents(pair.text_ar), _without_accents(pair.text_en)):
        missing[severity].append(name)
    for severity, names in missing.items():
        if names:
            yield Flag(check=CHECK, detail=f"Names missing: {', '.join(names)}", severity=severity)


def _missing(text_ar: str, text_en: str) -> Iterator[tuple[str, Severity]]:
    """Yield the Latin names and addresses that only `text_ar` has, and how bad that is."""
    english = text_en.lower()
    others = [match.rstrip(_TRAILING).lower() for match in _ADDRESS.findall(english)]
    addresses = [match.rstrip(_TRAILING) for match in _ADDRESS.findall(text_ar)]
    for address in dict.fromkeys(addresses):
        if address.lower() not in english:
            yield address, "error" if others else "doubt"
    names = _NAME.findall(_SEPARATED.sub(_joined, _ADDRESS.sub(" ", text_ar)))
    plain = _PLAIN.sub(" ", _SEPARATED.sub(_joined, text_en).lower())
    words = set(plain.split())
    squeezed = plain.replace(" ", "")
    for name in dict.fromkeys(names):
        parts = [part for part in _PLAIN.sub(" ", name.lower()).split() if part not in _NO_NAMES]
        folded = " ".join(parts)
        if not parts or (len(folded) == 1 and not folded.isdigit()) or _HOUR.fullmatch(folded):
            continue
        if all(_is_in(part, words) for part in parts):
            continue
        if len(folded) >= 4 and folded.replace(" ", "") in squeezed:
            continue
        instead = {other.lower() for other in _SHOWY.findall(text_en)} - {other.lower() for other in names}
        if _is_changed(folded, instead):
            yield name, "error"
        elif not (name.isupper() and _is_written_out(name.lower(), plain.split())):
            yield name, "doubt"


def _without_accents(text: str) -> str:
    """Return `text` with plain Latin letters.

    >>> _without_accents("São Paulo, Łódź, L’Oréal")
    'Sao Paulo, Lodz, L’Oreal'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text))).translate(
        _LETTERS_OF_THEIR_OWN
    )


def _is_in(part: str, words: set[str]) -> bool:
    return part in words or part + "s" in words or part.removesuffix("s") in words


def _is_written_out(acronym: str, words: list[str]) -> bool:
    """Return whether the initials of `words`, with or without short words, form `acronym`.

    >>> _is_written_out("who", "the world health organization warned".split())
    True
    """
    spoken = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return len(acronym) >= 2 and (acronym in spoken or acronym in "".join(word[0] for word in words))


def _is_changed(name: str, others: Iterable[str]) -> bool:
    """Return whether one of `others` differs from `name` by one letter, or two if it is long: A350 and A380."""
    allowed = 1 if len(name) <= 6 else 2
    return any(abs(len(other) - len(name)) <= allowed and distance(name, other) <= allowed for other in others)


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(".", "") + " "
