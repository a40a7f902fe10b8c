"""Decide whether a text is Arabic; a dozen other languages use the same script.

In: text. Out: None for Arabic, otherwise the reason why it is not, for the reader of the briefing. The decision is
based on the most common words, because letters alone cannot distinguish Persian from Arabic, or an Arabic article full
of brand names from an English one.
"""

import re
from collections.abc import Mapping, Sequence

from reporter.language.arabic.letters import MARKS, arabic_share

_FEWEST_COMMON = 0.025
"""Minimum share of the most common Arabic words; press texts have at least 4 %, other languages at most 1 %."""
_LOOKED_AT = 8_000
"""Number of characters to examine."""

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}\u0300-\u036f])*+")
_NOT_COMPARED = re.compile(rf"[{MARKS}\u0640]")
_IN_ARABIC_LETTERS = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_ARABIC_SHAPE = re.compile("^[وفبك]*ال...|^[وف]?لل...|ة$|[أإ]")
"""The article, the feminine ending, a hamza on its seat: rare in words of other languages."""
_OWN_LETTERS = {
    "Urdu": frozenset("ڑے"),
    "Pashto": frozenset("ټډړښځڅږۍګڼ"),
    "Kurdish": frozenset("ڕڵێ"),
    "Uyghur": frozenset("ۈۇۋ"),
    "Sindhi": frozenset("ٻڀٺٽڃڄڇڊڌڍڙڦڳڱڻ"),
    "Malay": frozenset("ڠڽݢۏ"),
}
"""Letters that are almost unique to one language."""
_FOREIGN_LETTER = re.compile(f"[پچژگکیہھٹڈںۆەېڤڭ{''.join(sorted(frozenset().union(*_OWN_LETTERS.values())))}]")
"""Iranian outlets also write Arabic with ک and ی."""

_ARABIC = frozenset(
    """
    في فى فی وفي من ومن على وعلى إلى الى وإلى عن أن وأن إن وإن أنه أنها إنه بأن التي التى الذي الذى الذين والتي هذا
    هذه ذلك تلك وهو وهي كان كانت وكان لم ولم لن قد وقد مع ومع أو أي عند حتى منذ خلال لكن ولكن كما غير ليس أيضا
    اللي إللي مش عشان علشان ده دول كده هاد هيك شو ديال باش هاذي
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""The most common words, including dialects, without those common in other languages (ما, ان, هم, بعد, بين)."""
_OTHERS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "Persian": "از در به که را این با است برای تا آن می های شد شده کرد بود یک خود گفت بر هم نیز تو اين كه براي",
        "Urdu": "کے کی میں ہے کا سے اور کو نے پر کہ یہ ہیں نہیں ہو گیا تھا لیے اس ایک بھی کر رہے گئی",
        "Pashto": "په چې کې او دی له ته سره يې د هم دا کړي کړ شوي شو وي هغه دغه يو باندې لپاره",
        "Kurdish": "لە بە کە بۆ ئەو ئەم هەر لەگەڵ بەڵام دەکات بوو کرد یان لەسەر هەروەها وەک نییە",
        "Uyghur": "ۋە بىلەن بۇ ئۇ بىر بولۇپ ئۈچۈن دەپ قىلىپ بولغان ھەم ئۇنىڭ كېيىن",
        "Sindhi": "جي جو ۾ جا کي آهي ۽ تي کان هن ته نه به آهن ان",
        "Malay": "يڠ دان دالم دري اين ايت اونتوق دڠن كڤد تيدق اوله",
        "English": "the of and to in a is that for on was with as by at from it he are were this be",
        "French": "le la les de des et en du un une que dans pour est qui sur au par pas",
        "German": "der die und den das von zu mit im ist für auf ein eine nicht sich dem",
        "Spanish": "el los las del que en un una por con para se su al lo y es",
        "Turkish": "ve bir bu için ile da de olarak olan daha çok gibi ise kadar sonra",
    }.items()
}
"""Common words that identify the likely language."""


def not_arabic(text: str, *, least: float) -> str | None:
    """Return why `text` is not Arabic, or None if it is.

    `least` is the minimum share of Arabic-script letters among its letters.

    >>> not_arabic("افتتح الوزير المحطة في العاصمة.", least=0.2)
    >>> not_arabic("مدیر پروژه گفت که این نیروگاه برق شهر را تأمین می‌کند.", least=0.2)
    'it is not Arabic; it looks like Persian'
    >>> not_arabic("The minister opened the station on Sunday.", least=0.2)
    'it is not Arabic: 0% of its letters are Arabic, at least 20% are needed; it looks like English'
    """
    sample = text[:_LOOKED_AT]
    words = [_NOT_COMPARED.sub("", word).lower() for word in _WORD.findall(sample)]
    share = arabic_share(sample)
    if share < least or share == 0:
        reason = f"it is not Arabic: {share:.0%} of its letters are Arabic, at least {least:.0%} are needed"
    elif _is_arabic([word for word in words if _IN_ARABIC_LETTERS.match(word)]):
        return None
    else:
        reason = "it is not Arabic"
    likely = _likely(words)
    return f"{reason}; it looks like {likely}" if likely else reason


def _is_arabic(words: Sequence[str]) -> bool:
    """Return whether `words`, all in the Arabic script, are Arabic.

    If common words are rare, as in a news flash or a table, the text is rejected only if there is evidence of another
    language.
    """
    common = len([word for word in words if word in _ARABIC])
    foreign = len([word for word in words if _FOREIGN_LETTER.search(word)])
    if common >= _FEWEST_COMMON * len(words) and common > foreign:
        return True
    other = max(sum(word in known for word in words) for known in _OTHERS.values())
    if common >= _FEWEST_COMMON * len(words) and common > other:
        return True
    shaped = sum(word in _ARABIC or _ARABIC_SHAPE.search(word) is not None for word in words)
    return shaped >= max(foreign, other)


def _likely(words: Sequence[str]) -> str | None:
    """Return the language whose common words are most frequent among `words`, or None if there are hardly any."""
    none: frozenset[str] = frozenset()
    found = {
        language: [word for word in words if word in known or not _OWN_LETTERS.get(language, none).isdisjoint(word)]
        for language, known in _OTHERS.items()
    }
    language = max(found, key=lambda name: len(found[name]))
    count, kinds = len(found[language]), len(set(found[language]))
    return language if count * 25 >= len(words) and (kinds > 1 or count * 10 >= len(words) > 0) else None
