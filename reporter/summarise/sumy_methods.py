"""sumy's methods, applied to our sentences and words.

In: the material of an article and the name of a method. Out: the positions of all sentences, best first, as rated by
sumy. Each sentence is passed to sumy with its position as its text, which our tokenizer maps to its words; equal
sentences therefore remain distinct, and results come back as positions. sumy's tokenizers and stemmers, and NLTK's
data, are not used.
"""

import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from reporter.language.arabic.content import stop_words
from reporter.language.arabic.letters import fold, stem, words
from reporter.summarise.material import Material

if TYPE_CHECKING:
    from sumy.models.dom import ObjectDocumentModel
    from sumy.summarizers import AbstractSummarizer

LONGEST, LONGEST_FOR_KL = 400, 100
"""Maximum number of sentences for sumy, whose methods take quadratic time (kl: cubic). The rest follow in order."""

_ON_WHOLE_WORDS = frozenset({"lexrank", "sum-basic"})
"""Methods that get unstemmed words, without only the most common ones, because that works better on Arabic.

R1 on EASC's development half is .463 for lexrank and .424 for sum-basic, compared with .435 and .415 with stems and all
stop words.
"""
_OVER_SETS = frozenset({"lexrank", "lsa"})
"""Methods that sum over sets of stems; with strings, whose order differs between runs, rankings would differ too."""
_COMMONEST = "في من إلى على عن مع أن إن أو لا ما هذا هذه ذلك التي الذي"
_BONUS_WORDS = """
أعلن أعلنت كشف كشفت أكد أكدت قرر قررت أقر وافق وقع أطلق أطلقت افتتح بلغ بلغت ارتفع ارتفعت انخفض تراجع سجل سجلت
أهم أبرز أكبر أول لأول الأولى الرئيسي الرئيسية نتيجة نتائج قرار اتفاق خطة هدف يهدف تهدف
"""
_STIGMA_WORDS = """
مثلا ربما لعل أحيانا بالمناسبة عموما طبعا إلخ كذا صورة أرشيفية اقرأ شاهد تابع انظر هل لماذا ماذا يذكر جدير بالذكر
"""


class _Words:
    """A tokenizer with sumy's interface, over existing words."""

    def __init__(self, sentences: Sequence[Sequence[str]], headings: Sequence[Sequence[str]]) -> None:
        self._words = {str(position): tuple(found) for position, found in enumerate(sentences)}
        self._words |= {f"h{position}": tuple(found) for position, found in enumerate(headings)}

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of the sentence or heading identified by `text`."""
        return self._words[text]


class _Numbers:
    """A stemmer that returns stems as numbers, because sets of numbers have the same order in every run."""

    def __init__(self, stemmer: Callable[[str], str]) -> None:
        self._stemmer = stemmer
        self._numbers: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        return self._numbers.setdefault(self._stemmer(word), len(self._numbers))


def ranked(material: Material, method: str) -> tuple[int, ...]:
    """Return the positions of all sentences of `material`, best first, by sumy's `method`."""
    size = min(len(material.texts), LONGEST_FOR_KL if method == "kl" else LONGEST)
    best: list[int] = []

    def note_all(rated: Sequence[Any]) -> Sequence[Any]:
        """Record the whole ranking where sumy would take the first few."""
        best.extend(info.order for info in rated)
        return rated

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few words and divisions by zero; such sentences are ranked last
        _summarizer(method)(_document(material, size), note_all)
    return (*best, *(position for position in range(len(material.texts)) if position >= size or not best))


lexrank = partial(ranked, method="lexrank")
textrank = partial(ranked, method="textrank")
lsa = partial(ranked, method="lsa")
luhn = partial(ranked, method="luhn")
edmundson = partial(ranked, method="edmundson")
sum_basic = partial(ranked, method="sum-basic")
kl = partial(ranked, method="kl")
reduction = partial(ranked, method="reduction")


def _document(material: Material, size: int) -> "ObjectDocumentModel":
    """Return the first `size` sentences as a sumy document that starts with the headings."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    headings = [words(heading) for heading in material.headings]
    tokenizer = _Words(material.words[:size], headings)
    paragraphs: dict[int, list[Any]] = {}
    for position in range(size):
        paragraphs.setdefault(material.paragraphs[position], []).append(Sentence(str(position), tokenizer))
    if paragraphs:
        first = next(iter(paragraphs.values()))
        first[:0] = [Sentence(f"h{position}", tokenizer, is_heading=True) for position in range(len(headings))]
    return ObjectDocumentModel([Paragraph(sentences) for sentences in paragraphs.values()])


def _summarizer(method: str) -> "AbstractSummarizer":
    """Return sumy's summarizer for `method` with our stemmer and stop words."""
    summarizer: Any
    match method:
        case "lexrank":
            from sumy.summarizers.lex_rank import LexRankSummarizer as Summarizer
        case "textrank":
            from sumy.summarizers.text_rank import TextRankSummarizer as Summarizer
        case "lsa":
            from sumy.summarizers.lsa import LsaSummarizer as Summarizer
        case "luhn":
            from sumy.summarizers.luhn import LuhnSummarizer as Summarizer
        case "edmundson":
            from sumy.summarizers.edmundson import EdmundsonSummarizer as Summarizer
        case "sum-basic":
            from sumy.summarizers.sum_basic import SumBasicSummarizer as Summarizer
        case "kl":
            from sumy.summarizers.kl import KLSummarizer as Summarizer
        case _:
            from sumy.summarizers.reduction import ReductionSummarizer as Summarizer
    whole = method in _ON_WHOLE_WORDS
    stemmer = str if whole else stem
    summarizer = Summarizer(_Numbers(stemmer) if method in _OVER_SETS else stemmer)
    if method == "edmundson":
        summarizer.bonus_words = _folded(_BONUS_WORDS)
        summarizer.stigma_words = _folded(_STIGMA_WORDS)
        summarizer.null_words = stop_words()
    else:
        summarizer.stop_words = _folded(_COMMONEST) if whole else stop_words()
    return summarizer


def _folded(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split())
