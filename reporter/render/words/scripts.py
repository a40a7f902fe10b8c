"""Describe a word in a script that none of our fonts has, by the name of the script.

Source: Unicode 16, chapter 4.8 (the name of a character begins with that of its script).
"""

import unicodedata

from reporter.render.words.bilingual import Bilingual

_LONGEST_NAME = 24
"""Characters; anything longer is called a text."""
_SCRIPTS = {
    "HIRAGANA": Bilingual("Japanese", "باليابانية"),
    "KATAKANA": Bilingual("Japanese", "باليابانية"),
    "HALFWIDTH": Bilingual("Japanese", "باليابانية"),
    "HANGUL": Bilingual("Korean", "بالكورية"),
    "CJK": Bilingual("Chinese", "بالصينية"),
    "IDEOGRAPHIC": Bilingual("Chinese", "بالصينية"),
    "BOPOMOFO": Bilingual("Chinese", "بالصينية"),
    "HEBREW": Bilingual("Hebrew", "بالعبرية"),
    "SYRIAC": Bilingual("Syriac", "بالسريانية"),
    "TIFINAGH": Bilingual("Tifinagh", "بالأمازيغية"),
    "ARMENIAN": Bilingual("Armenian", "بالأرمنية"),
    "GEORGIAN": Bilingual("Georgian", "بالجورجية"),
    "ETHIOPIC": Bilingual("Ethiopic", "بالحبشية"),
    "COPTIC": Bilingual("Coptic", "بالقبطية"),
    "EGYPTIAN": Bilingual("hieroglyphs", "بالهيروغليفية"),
    "CUNEIFORM": Bilingual("cuneiform", "بالمسمارية"),
    "TIBETAN": Bilingual("Tibetan", "بالتبتية"),
    "MONGOLIAN": Bilingual("Mongolian", "بالمنغولية"),
    "THAANA": Bilingual("Dhivehi", "بالديفيهية"),
    "NKO": Bilingual("N’Ko", "بالنكو"),
}
_ANOTHER = Bilingual("another script", "بكتابة أخرى")


def named(run: str) -> Bilingual:
    """Return the description that replaces `run`, which is in a script that cannot be printed.

    >>> named("新华社").en, named("新华社").ar
    ('[name in Chinese]', '[اسم بالصينية]')
    >>> named("ニュース速報です").en
    '[name in Japanese]'
    """
    found = {unicodedata.name(char, "").split(" ")[0].split("-")[0] for char in run}
    script = next((name for first, name in _SCRIPTS.items() if first in found), _ANOTHER)
    what = Bilingual("name", "اسم") if len(run) <= _LONGEST_NAME else Bilingual("text", "نص")
    return Bilingual(f"[{what.en} in {script.en}]", f"[{what.ar} {script.ar}]")
