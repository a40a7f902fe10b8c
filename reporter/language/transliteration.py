"""Foreign names in Arabic letters: decide whether an Arabic word is a phonetic spelling of a name in the English.

In: a folded Arabic word, and an English text. Out: yes or no. ديلان is "Dylan" and not a dual, ستون is "Stone" and not
sixty. Vowels are ignored on both sides, and consonants that one of the scripts does not distinguish are treated as
equal.
"""

import re

from reporter.language.arabic import clitics

_ARABIC = str.maketrans(
    dict(zip("بپتثجحخدذرزسشصضطظعغفقكلمنهوي", "bbtsjhkdzrzsssdtz-jfkklmnh--", strict=True)) | dict.fromkeys("اءه", "-")
)
_ENGLISH = (
    ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("ph", "f"), ("kh", "k"), ("gh", "j"),
    ("ck", "k"), ("qu", "k"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("x", "ks"), ("c", "k"), ("q", "k"), ("g", "j"),
    ("p", "b"), ("v", "f"), ("w", "-"), ("y", "-"),
)  # fmt: skip
_VOWELS = re.compile("[-aeiouh]+")
_FEWEST_SOUNDS = 3
"""Minimum number of consonants of names that may differ in one; longer ones may differ in two."""
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’']+")


def is_name(word_ar: str, text_en: str, *, least: int = 2) -> bool:
    """Return whether a name in `text_en` sounds like the folded `word_ar`, with or without clitics.

    Names with fewer than `least` consonants are too short to compare.

    >>> is_name("ديلان", "Bob Dylan did not answer."), is_name("دولتان", "Bob Dylan did not answer.")
    (True, False)
    """
    wanted = {_arabic_sound(word_ar), _arabic_sound(clitics.bare(word_ar))}
    wanted = {sound for sound in wanted if len(sound) >= least}
    return any(_english_sound(name) in wanted for name in _NAME.findall(text_en))


def is_like_name(word_ar: str, name: str) -> bool:
    """Return whether the sound of a name differs from that of the folded `word_ar` by few consonants, if any.

    >>> is_like_name("كيمنيتس", "Chemnitz"), is_like_name("المناره", "Mandalay")
    (True, False)
    """
    theirs = _english_sound(name)
    for word in (word_ar, clitics.bare(word_ar)):
        mine = _arabic_sound(word)
        shorter = min(len(mine), len(theirs))
        if shorter >= _FEWEST_SOUNDS and distance(mine, theirs) <= (1 if shorter == _FEWEST_SOUNDS else 2):
            return True
    return is_name(word_ar, name)


def distance(first: str, second: str) -> int:
    """Return how many letters must be inserted, deleted or replaced to turn one word into the other.

    Source: Wagner and Fischer (1974), "The String-to-String Correction Problem".
    """
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        above, row = row, [at]
        for other, (up, corner) in enumerate(zip(above[1:], above, strict=False), 1):
            row.append(min(up + 1, row[-1] + 1, corner + (letter != second[other - 1])))
    return row[-1]


def _arabic_sound(word: str) -> str:
    return _once(_VOWELS.sub("", word.translate(_ARABIC)))


def _english_sound(name: str) -> str:
    name = name.lower().removesuffix("'s").removesuffix("’s")
    for letters, sound in _ENGLISH:
        name = name.replace(letters, sound)
    return _once(_VOWELS.sub("", name))


def _once(sound: str) -> str:
    """Return `sound` without doubled letters."""
    return re.sub(r"(.)\1+", r"\1", sound)
