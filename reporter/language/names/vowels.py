"""Transliterate one Arabic word letter by letter, and supply the vowels that are not written.

In: a word without article. Out: Latin letters in lower case, ALA-LC without diacritics.

As an intermediate form, a word consists of Arabic letters (consonants), the capitals A I U O (long vowels) and small
letters (short vowels); 0 means that a diacritic marks the absence of a vowel. Short vowels are inserted so that no
syllable begins with two consonants, as in Arabic; the choice of vowel follows the most common patterns of names.
Diacritics in the word take precedence.
"""

import re
from functools import cache

from reporter.language.arabic.letters import clean_characters

_LATIN = dict(
    zip(
        "بتثجحخدذرزسشصضطظغفقكلمنهويپچژڤگ",
        "b t th j h kh d dh r z s sh s d t z gh f q k l m n h w y p ch zh v g".split(),  # noqa: SIM905
        strict=True,
    )
)
_VARIANTS = str.maketrans("ئؤکڪیےېۆہھۀەڭڨٹڈڑڕڵں", "ءءككيييوهههةگگتدررلن")
_DIACRITICS = str.maketrans("\u064e\u064f\u0650\u0652", "aui0")
_CONSONANT = f"[{''.join(_LATIN)}عء]"
_FIRM = _CONSONANT.replace("وي", "")
"""A consonant that is never a vowel."""

_LETTERS = (
    ("(CONSONANT)([aui]?)\u0651", r"\g<1>0\1\2"),
    (r"^(CONSONANT)0\1", r"\1"), ("^[أاٱإ](?=[aiu])", ""), ("^[أاٱ]", "a"), ("^إ", "i"), ("^آ", "a"),
    ("آ", "ءA"), ("(?<=CONSONANT)أ$", "A"), ("[أإ]", "ء"), ("[اٱىة]", "A"), ("aA", "A"),
    ("iي(?!A)", "I"), ("uو(?!A)", "U"),
)  # fmt: skip
"""Doubled consonants, hamza, and the vowels that are letters."""
_WAW_AND_YA = (
    ("^iي(?=FIRM)", "I"), ("^aو(?=FIRM{2})", "O"), ("^aو(?=FIRM[AIU])", "O"),
    ("^(CONSONANT)و(?=FIRM$)", r"\1aو"), ("^(CONSONANT)ي(?=FIRM(?:Aء)?$)", r"\1aي"),
    ("^(CONSONANT)و(?=FIRM{2}A?$)", r"\1aو"), ("^(CONSONANT)ي(?=FIRM{2}A?$)", r"\1aي"),
    ("(?<=CONSONANT)و(?=FIRM|$)", "U"), ("(?<=CONSONANT)ي(?=FIRM|$)", "I"), ("(?<=CONSONANT)(?=يA$)", "i"),
    ("Aء$", "A"),
)  # fmt: skip
"""و and ي are vowels between consonants and at the end: سعود Saud, كريم Karim, سوري Suri; فوز Fawz, بيرق Bayraq."""
_SHORT = (
    ("(CONSONANT)(?=CONSONANT0)|(?<=0)(CONSONANT)(?=CONSONANT)", r"\1\2a"),
    ("^(CONSONANT)(?=CONSONANT)", r"\1a"),
    ("(?<=A)(CONSONANT)(?=CONSONANT)", r"\1i"),
    ("(?<=[UIO])(CONSONANT)(?=CONSONANT$)", r"\1a"),
    ("(?<=[UIO])(CONSONANT{2})(?=CONSONANT)", r"\1a"),
    *((("(?<=[aiu])(CONSONANT{2})(?=CONSONANT)", r"\1a"),) * 3),
    ("(?<=..[aiu])(CONSONANT)(?=CONSONANT$)", r"\1a"),
)
"""Vowels around doubled consonants of a word with diacritics, after the first consonant, after a long a (خالد Khalid),
and between three consonants (جعفر Jaafar)."""
_PREFIX = (
    ("^مa(CONSONANT{2})a(CONSONANT)$", r"مu\1i\2"),
    ("^مa(?=CONSONANTACONSONANTi|CONSONANT?تa|[سن]تa)", "مu"),
)
"""مسلم Muslim, مبارك Mubarak, مستقبل Mustaqbal; but منصور Mansur, مدرسة Madrasa."""
_AYN = (("aع0?(?=CONSONANT)", "aa"), ("[عء0]", ""))
"""سعد Saad, سعيد Said."""
_DIGRAPH_TWICE = re.compile("(sh|th|kh|dh|gh|ch|zh)(?=\\1)")


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the rules in their order, compiled when the first name is transliterated."""
    return tuple(
        (re.compile(pattern.replace("CONSONANT", _CONSONANT).replace("FIRM", _FIRM)), instead)
        for pattern, instead in (*_LETTERS, *_WAW_AND_YA, *_SHORT, *_PREFIX, *_AYN)
    )


def vocalized(word: str) -> str:
    """Return the Arabic `word` in Latin letters; characters that do not occur in Arabic names are left out.

    >>> [vocalized(word) for word in "كريم خالد منصور جعفر فجر مستقبل حقيقة هيفاء سعدون".split()]
    ['karim', 'khalid', 'mansur', 'jaafar', 'fajr', 'mustaqbal', 'haqiqa', 'hayfa', 'saadun']
    >>> vocalized("قُرّة"), vocalized("عُمان")
    ('qurra', 'uman')
    """
    row = clean_characters(word).translate(_VARIANTS).translate(_DIACRITICS)
    for pattern, instead in _rules():
        row = pattern.sub(instead, row)
    latin = "".join(_LATIN.get(char, char.lower() if char.isascii() else "") for char in row)
    return _DIGRAPH_TWICE.sub("", latin)
