"""Names, acronyms and addresses that the Arabic writes in Latin letters are kept in the English."""

import re
from collections.abc import Iterable

from reporter.model import Flag
from reporter.translate.checks.pair import Pair

CHECK = "names"

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s،؛»”\"<>]+|[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)[@#][A-Za-z]\w+", re.IGNORECASE
)
_LETTER = re.compile("[A-Za-z]")
_TRAILING = ".,;:!?)]}'\""
_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ\d]*(?:[.&'’/_-][A-Za-zÀ-ɏ\d]+)*|\d+(?:[.-]\d+)*[A-Za-z][A-Za-z\d]*")
_PLAIN = re.compile(r"[^a-z\dà-ɏ]+")
_SEPARATED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_UNITS = frozenset(
    [
        "km",
        "kg",
        "cm",
        "mm",
        "m",
        "g",
        "kw",
        "mw",
        "gw",
        "mph",
        "kph",
        "gb",
        "mb",
        "tb",
        "hz",
        "mhz",
        "ghz",
        "am",
        "pm",
        "ad",
        "bc",
        "x",
    ]
)
"""Written in many ways, and no names."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield an error for each Latin name or address of the Arabic that the English does not have.

    Upper and lower case, a plural's s and the points of U.N. make no difference.
    """
    if not _LETTER.search(pair.text_ar):
        return
    english = pair.text_en.lower()
    addresses = [match.rstrip(_TRAILING) for match in _ADDRESS.findall(pair.text_ar)]
    for address in dict.fromkeys(addresses):
        if address.lower() not in english:
            yield _missing(address)
    names = _NAME.findall(_SEPARATED.sub(_joined, _ADDRESS.sub(" ", pair.text_ar)))
    plain = _PLAIN.sub(" ", _SEPARATED.sub(_joined, pair.text_en).lower())
    words = set(plain.split())
    squeezed = plain.replace(" ", "")
    for name in dict.fromkeys(names):
        folded = _PLAIN.sub(" ", name.lower()).strip()
        if not folded or folded in _UNITS or (len(folded) == 1 and not folded.isdigit()):
            continue
        if all(_is_in(part, words) for part in folded.split()):
            continue
        if len(folded) >= 4 and folded.replace(" ", "") in squeezed:
            continue
        yield _missing(name)


def _is_in(part: str, words: set[str]) -> bool:
    return part in words or part + "s" in words or part.removesuffix("s") in words


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(".", "") + " "


def _missing(name: str) -> Flag:
    return Flag(check=CHECK, detail=f"{name} is in the Arabic, not in the English", severity="error")
