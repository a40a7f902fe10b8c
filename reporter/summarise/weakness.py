"""Which sentences make poor quotations on their own, whatever they are about.

In: one sentence as text and as folded words. Out: a factor of at most 1 by which our ranker multiplies its score. The
factors are deliberately mild: a weak sentence should lose to its neighbours, not to everything.
"""

import re
from collections.abc import Sequence

from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import arabic_share, fold
from reporter.language.arabic.saying import forms

_FRAGMENT, _QUESTION, _CAPTION, _POINTER, _FOREIGN = 0.5, 0.5, 0.4, 0.7, 0.1
_FEWEST_WORDS = 5
_FEWEST_WORDS_WITHOUT_STOP = 8

_STOPPED = re.compile(r"[.!?؟…۔][»”’\"')\]]*$")
_BEGUN_BEFORE = re.compile(r"[\s.]*(?:[،؛,;:»”)\]]|[a-z])|(?:نت|كوم)\b")
_ASKED = re.compile(r"[?؟][!»”’\"')\]]*$")
_CAPTIONED = re.compile(
    r"^[\[(]?(?:صورة|صور|لقطة|مشهد من|تصوير|كاريكاتير|أرشيفية|فيديو)\b[^.]*$"
    r"|[(\[][^()\[\]]{0,40}(?:أرشيف|أرشيفية|رويترز|أ\.?\s?ف\.?\s?ب|الأناضول|غيتي|Getty|AFP|Reuters|AP|EPA)[^()\[\]]{0,20}[)\]]$"
)

_THIS_AND = re.compile(r"^هذا\s*،?\s*و|^(?:هذا|هذه|ذلك|وذلك|تلك)\s*[،.]")
"""A phrase that links a sentence to the one before: هذا، وقد … ."""
_SPEECH_AT_ONCE = re.compile(r"\S+\s*[:،]?\s*[:«“\"]")


def _folded(listed: str) -> frozenset[str]:
    """Return the listed words folded, each with and without a leading و or ف."""
    plain = {fold(word) for word in listed.split()}
    return frozenset(waw + word for word in plain for waw in WAW)


_REPORTING = frozenset(waw + form for form in forms("opens") for waw in WAW)
_WITHOUT_SUBJECT = _folded("""
أن إن أنه إنه أنها إنها أنهم إنهم بأن بأنه بأنها إلى ذلك هذا قائلا قائلة موضحا مؤكدا أيضا كذلك له لها لنا على
""")
_BACKWARD = _folded("""
هو هي هم ذلك لذلك لذا لكنه لكنها لكنهم بذلك هكذا عليه إنه إنها لأنه لأنها أيضا كذلك بدوره بدورها
""")


def is_stopped(text: str) -> bool:
    """Return whether the sentence `text` ends with a punctuation mark."""
    return _STOPPED.search(text) is not None


def is_piece(text: str, *, others_stopped: bool) -> bool:
    """Return whether `text` is only part of a sentence: it starts in the middle, or lacks the final mark others have.

    >>> is_piece("، كما قال الوزير أمس.", others_stopped=True), is_piece("هيئة الموانئ تحقق", others_stopped=False)
    (True, False)
    """
    return (
        _BEGUN_BEFORE.match(text) is not None
        or text.rstrip().endswith((":", "،", "؛"))
        or (others_stopped and not is_stopped(text))
    )


def factor(text: str, words: Sequence[str]) -> float:
    """Return the factor of the sentence `text` with the folded words `words`.

    >>> factor("وأضاف أن ذلك لم يكن متوقعا قبل الاجتماع.", ["واضاف", "ان", "ذلك", "لم", "يكن", "متوقعا"])
    0.7
    >>> factor("وأضاف الوزير أن السد لم يتضرر.", ["واضاف", "الوزير", "ان", "السد", "لم", "يتضرر"])
    1.0
    >>> factor("The company said the plant will open in March.", ["the", "company", "said", "the", "plant", "will"])
    0.1
    """
    if arabic_share(text) < 0.5:
        return _FOREIGN
    if _ASKED.search(text):
        return _QUESTION
    if _CAPTIONED.search(text):
        return _CAPTION
    if len(words) < (_FEWEST_WORDS if _STOPPED.search(text) else _FEWEST_WORDS_WITHOUT_STOP):
        return _FRAGMENT
    return _POINTER if _points_back(text, words) else 1.0


def _points_back(text: str, words: Sequence[str]) -> bool:
    opening = words[0]
    return (
        opening in _BACKWARD
        or _THIS_AND.match(text) is not None
        or (opening in _REPORTING and bool(words[1] in _WITHOUT_SUBJECT or _SPEECH_AT_ONCE.match(text)))
    )
