"""Arabic text, character by character and word by word.

In: text as an outlet wrote it. Out: the same text with clean characters, for printing, and folded words, stems and
keys, which are equal for different spellings, for comparing. The functions have no state and know nothing about
sentences.
"""

import re
import unicodedata
from functools import lru_cache

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
"""Diacritics and Koranic marks, for use in a regular expression's character class."""

_TATWEEL = "\u0640"
_TATWEEL_DASH = re.compile(f"(?<![^ \\t\\n]){_TATWEEL}+(?![^ \\t\\n])")
"""A separate tatweel, which outlets use as a dash: ``القاهرة ـ المنارة``."""
_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls except tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls, current and deprecated
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width spaces, byte order mark
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # noncharacters and surrogates
)
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_PRESENTATION_FORMS = "\ufb50-\ufd3d\ufd40-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"  # U+FD3E, U+FD3F are parentheses
_UNCLEAN = re.compile(f"\r\n|[{_TATWEEL}{_INVISIBLE}{_SPACES}{_LINE_ENDS}{_PRESENTATION_FORMS}]")
_SPACE = re.compile(f"[{_SPACES}]")
_LINE_END = re.compile(f"\r\n|[{_LINE_ENDS}]")
_PRESENTATION_FORM = re.compile(f"[{_PRESENTATION_FORMS}]")

_ANY_MARK = f"[{MARKS}\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_ANY_MARK}{{30}}){_ANY_MARK}+")
_MARK = re.compile(f"[{MARKS}]")
_NOT_FOLDED = re.compile(f"[{MARKS}{_TATWEEL}\u0300-\u036f\u200c\u200d]")
_WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)+(?!\w)|[^\W_](?:[^\W_]|[{MARKS}\u0300-\u036f\u200c\u200d])*")
_FOLDED = str.maketrans(
    "أإآٱىةؤئیکہھ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "٫٬",
    "اااايهوييكهه" + "0123456789" + "0123456789" + ".,",
)

_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("هما", "كما", "ها", "هم", "هن", "نا", "ان", "ات", "ون", "ين", "وا", "يه", "ه", "ي")
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+")

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″❝❞＂", '"') | dict.fromkeys("‹›‘’‚‛′`´", "'"))


def clean_characters(text: str) -> str:
    r"""Return `text` with the same words in clean characters.

    The result is in normal form C. Presentation forms become letters; tatweel, bidi controls and noncharacters are
    removed, and a separate tatweel becomes a dash. All spaces become plain spaces, and all line ends newlines.
    Diacritics, digits, dashes and quotation marks are kept, but at most 30 marks on one letter. The function is
    idempotent.

    Source: Unicode Standard Annex 15 (NFC, NFKC for the presentation forms, and the limit of the Stream-Safe Text
    Format); Annex 9 for the bidi controls.

    >>> clean_characters("قـــال\u200f\u00a0ﻣﺤﻤﺪ: «نَعَم»\r\n")
    'قال محمد: «نَعَم»\n'
    """
    composed = unicodedata.normalize("NFC", _UNCLEAN.sub(_plain, _TATWEEL_DASH.sub("–", text)))
    return _STACKED.sub(r"\1", composed)


@lru_cache(maxsize=20_000)  # words are few, and each is folded in many rules
def fold(word: str) -> str:
    """Return a form of `word` (clean characters) that is equal for all its spellings.

    Diacritics are removed, letters that outlets write differently (أ إ آ, ى ي, ة ه, the seats of hamza) are unified,
    digits become Western, and Latin letters lower-case.

    >>> fold("الإِدارَة"), fold("مُستشفى"), fold("٢٠٢٦"), fold("NATO")
    ('الاداره', 'مستشفي', '2026', 'nato')
    """
    return _NOT_FOLDED.sub("", unicodedata.normalize("NFC", word)).translate(_FOLDED).casefold()


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order; each number is one word.

    >>> words("ارتَفَعَ النفطُ ٢٫٤٪، إلى 3,5 (دولار).")
    ['ارتفع', 'النفط', '2.4', 'الي', '3,5', 'دولار']
    """
    return [folded for found in _WORD.findall(text) if (folded := fold(found))]


def spelled_words(text: str) -> list[str]:
    """Return the words of `text` in order, as they are spelled there, but without diacritics.

    >>> spelled_words("ارتَفَعَ النفطُ إلى ٣٫٥ (دولار).")
    ['ارتفع', 'النفط', 'إلى', '٣٫٥', 'دولار']
    """
    return [plain for found in _WORD.findall(text) if (plain := _MARK.sub("", found))]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the light stem of a folded `word`: without و, the article with its particles, and endings.

    At least three letters remain if و or an ending is removed, two if the article is. Other words are returned
    unchanged.

    Source: Larkey, Ballesteros and Connell (2007), "Light Stemming for Arabic Information Retrieval", light10.

    >>> [stem(word) for word in "والمستشفيات المستشفي وزيرها وزير بالكتاب nato".split()]
    ['مستشف', 'مستشف', 'زير', 'زير', 'كتاب', 'nato']
    """
    if not _ARABIC_WORD.fullmatch(word):
        return word
    if word.startswith("و") and not word.startswith("وال") and len(word) >= 4:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = word[: -len(ending)]
    return word


def arabic_share(text: str) -> float:
    """Return the share of Arabic-script letters among all letters of `text`; 0.0 if it has no letters.

    >>> arabic_share("غزة BBC 2026")
    0.5
    """
    letters = "".join(_LETTERS.findall(text)).replace(_TATWEEL, "")
    return sum(map(len, _ARABIC_LETTERS.findall(letters))) / len(letters) if letters else 0.0


def memory_key(text: str) -> str:
    """Return the key of `text` in a translation memory.

    The key has clean characters, no diacritics, single spaces, and one kind each of double and single quotation marks;
    letters and digits are unchanged.

    >>> memory_key(" قالَ:  “نعم”، و«لا» ") == memory_key('قال: "نعم"، و"لا"')
    True
    """
    plain = unicodedata.normalize("NFC", _MARK.sub("", clean_characters(text)))
    return " ".join(plain.translate(_QUOTES).split())


def _plain(match: re.Match[str]) -> str:
    found = match.group()
    if _PRESENTATION_FORM.match(found):
        # An isolated diacritic decomposes to a space and the mark, which belongs to the letter before it.
        return unicodedata.normalize("NFKC", found).lstrip(" ").replace(_TATWEEL, "")
    if _SPACE.match(found):
        return " "
    return "\n" if _LINE_END.match(found) else ""
