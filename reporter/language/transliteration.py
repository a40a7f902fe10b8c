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
