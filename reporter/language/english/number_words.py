"""English number words and their values: the vocabulary of ``numbers``."""


def _in_order(words: str, first: int, step: int = 1) -> dict[str, float]:
    """Return the words with their values, counted from `first`."""
    return {word: float(first + step * index) for index, word in enumerate(words.split())}


def _by_value(lines: str) -> dict[str, frozenset[float]]:
    """Return the words of lines such as ``2: twice both`` with all their values."""
    values: dict[str, set[float]] = {}
    for line in lines.strip().splitlines():
        value, _, words = line.partition(":")
        for word in words.split():
            values.setdefault(word, set()).add(float(value))
    return {word: frozenset(found) for word, found in values.items()}


SMALL = _in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    0,
)
TENS = _in_order("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12} | {
    "mln": 1e6, "bln": 1e9, "trn": 1e12, "mcm": 1e6, "bcm": 1e9, "mcf": 1e6, "bcf": 1e9, "tcf": 1e12, "mbpd": 1e6,
}  # fmt: skip
"""Suffixes directly after a figure; some, such as m and b, can also be units."""
SCALES_OF_FIGURES = {word: value for word, value in SUFFIXES.items() if len(word) >= 2}
"""Suffixes that can also follow a space."""
ORDINALS = (
    _in_order(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth",
        1,
    )
    | {f"{word.removesuffix('y')}ieth": value for word, value in TENS.items()}
    | {"hundredth": 1e2, "thousandth": 1e3, "millionth": 1e6}
)
PARTS = {"half": 2.0, "halves": 2.0, "quarter": 4.0, "quarters": 4.0} | {
    f"{word}{plural}": value for word, value in ORDINALS.items() if value >= 3 for plural in ("", "s")
}
"""Denominators: two thirds, three quarters."""
PLURALS = {"tens": 1e1, "dozens": 1e1} | {f"{word}s": value for word, value in SCALES.items()}
DECADES = {f"{word.removesuffix('y')}ies": value for word, value in TENS.items()}
MONTHS = _in_order("january february march april may june july august september october november december", first=1)
GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}
HINTS = _by_value("""
0.25: quarters
0.5: semi mid
1: single once sole
2: twice both double doubled doubles doubling couple pair twin twins twofold dual duo bilateral fortnight brace
2: either neither halved biennial biannual respectively latter
3: triple tripled tripling treble trebled threefold thrice trio trilateral tripartite triplets trilogy triangle
3: quarterly
4: quadruple quadrupled quadrupling fourfold quartet quarterly quadrilateral
5: fivefold quintet quintuple pentagon
6: sixfold hexagon
7: sevenfold
8: eightfold octagon octagonal sixteen
10: tenfold decade decades dozen scores
12: dozen noon midday midnight
13: teenage
14: fortnight
24: midnight
100: century centenary centennial
1000: millennium
""")
"""Words that can match a number in the Arabic but do not require one; "sixteen" may be a round of eight matches."""
