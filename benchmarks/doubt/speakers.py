"""English that does not say who is speaking, or names somebody else."""

import random
import re

from benchmarks.doubt.spoil import Pair, put

_REPORTS = (
    "said|says|announced|stated|added|explained|noted|stressed|confirmed|declared|pointed out|warned|reported|revealed|"
    "told reporters|affirmed|emphasised|claimed"
)
_FIRST = re.compile(
    rf"^[^.:;\"“]{{2,100}}? (?:(?:{_REPORTS}) that|(?:said|says)(?! (?:in|on|at|to|during|after))(?: that)?) "
    r"(?=[^,.]{15})"
)
_LAST = re.compile(rf",[”\"’']? (?:[^,\"“”.]{{2,60}} (?:{_REPORTS})|(?:{_REPORTS}) [^,\"“”.]{{2,60}})(?=\.?$)")
_ACCORDING = re.compile(r"^According to [^,]+, |,? according to [^,.]+(?=\.?$)")
_PRONOUN = re.compile(rf"\b(he|she) (?={_REPORTS})", re.IGNORECASE)
_NAMED = re.compile(rf"^[^.,:;\"“]{{2,60}}? (?=(?:{_REPORTS})\b)")
_OFFICE = (
    "minister", "president", "spokesman", "spokeswoman", "ambassador", "director", "governor", "doctor", "lawyer",
    "coach", "police", "army", "committee", "ministry", "expert", "judge", "commander", "witnesses", "researchers",
)  # fmt: skip
_OFFICE_SPEAKS = re.compile(rf"\b(?:{'|'.join(_OFFICE)})(?= (?:[^,.:;\"“]{{1,40}} )?(?:{_REPORTS})\b)")


def attribution_removed(pair: Pair, _chance: random.Random) -> str | None:
    """State a quoted claim as fact: without "the minister said that", ", he added", "according to"."""
    for pattern in (_FIRST, _LAST, _ACCORDING):
        kept = pattern.sub("", pair[1], count=1)
        if kept != pair[1]:
            return kept[0].upper() + kept[1:]
    return None


def he_and_she(pair: Pair, chance: random.Random) -> str | None:
    """Change the speaker from a man to a woman, or the reverse."""
    other = {"he": "she ", "she": "he ", "He": "She ", "She": "He "}
    return put(pair[1], list(_PRONOUN.finditer(pair[1])), lambda old, _chance: other[old.strip()], chance)


def said_by_me(pair: Pair, chance: random.Random) -> str | None:
    """Attribute to the writer what someone else says."""
    return put(pair[1], list(_NAMED.finditer(pair[1])), lambda _old, _chance: "I ", chance)


def said_by_another(pair: Pair, chance: random.Random) -> str | None:
    """Replace the speaker's office with another."""
    return put(
        pair[1],
        list(_OFFICE_SPEAKS.finditer(pair[1])),
        lambda old, chance: chance.choice([office for office in _OFFICE if office[:5] != old[:5]]),
        chance,
    )
