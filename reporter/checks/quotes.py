"""Quotations are still marked as such."""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.language.arabic.letters import fold
from reporter.language.transliteration import is_name
from reporter.model import Flag

CHECK = "quotes"

_QUOTED_AR = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"|„([^„“”]+)[“”]")
_MARKS_AR = frozenset('«“„"')
_MARKS_EN = re.compile(r"[\"“”«»„]|(?<!\w)['‘]|['’](?!\w)")
_DOUBLE = re.compile(r"[\"“”«»„]")
_TITLED = re.compile(
    r"(?:برنامج|فيلم|كتاب|كتابه|كتابها|رواية|صحيفة|جريدة|مجلة|قناة|فرقة|مسرحية|أغنية|ألبوم|مسلسل|حزب|جمعية|"
    r"منظمة|مؤسسة|شركة|موقع|"
    r"حملة|مشروع|مبادرة|مهرجان|معرض|مؤتمر|جائزة|لعبة|تطبيق|تقرير|دراسة|مقال|بعنوان|شعار|عنوان|عبارة|مصطلح|لقب|"
    r"اسم|سلسلة|مركز)(?:ه|ها|هم)?"
    r"\s{0,9}:?\s{0,9}(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")"
)
"""Words that precede titles and names."""
_LATIN_NAME = re.compile("[A-Z][A-Za-z]{2}")
_LETTERS_AR = re.compile("[ء-ي]{3,}")
_A_STATEMENT = 5
"""Words; what is shorter is a title or a name, where the marks are a matter of style."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if a quoted statement has lost its marks, or a quotation is opened but never closed."""
    if _MARKS_AR.isdisjoint(pair.text_ar):
        return
    quoted = [next(filter(None, groups)) for groups in _QUOTED_AR.findall(_TITLED.sub(" ", pair.text_ar))]
    statements = [text for text in quoted if len(text.split()) >= _A_STATEMENT and not _is_title(text, pair)]
    if statements and not _MARKS_EN.search(pair.text_en):
        start = " ".join(statements[0].split()[:5])
        yield Flag(
            check=CHECK, detail=f"The Arabic has a quotation (“{start} …”), but the English has no quotation marks"
        )


def _is_title(text: str, pair: Pair) -> bool:
    """Return whether quoted words are or contain a foreign name, or are between marks that do not match."""
    words = _LETTERS_AR.findall(fold(text))
    if _LATIN_NAME.search(text) or not words or text.lstrip()[:1] in {"،", "؛", ".", ",", ":"}:
        return True
    return sum(is_name(word, pair.text_en) for word in words) * 2 > len(words)
