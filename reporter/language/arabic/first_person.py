"""Who says I or we in an Arabic sentence, and whether words of somebody else stand in it.

In: the folded words of a sentence, or its folded text. Out: yes or no. Verbs of saying are known in the first person,
past and present, with the pronouns that are attached to them: أكدنا "we confirmed", أخبرناهم "we told them", سنعلن "we
shall announce". أعلنت is "I announced" and "she announced" alike, أعلن "I announce" and "he announced".
"""

import re
from collections.abc import Iterable

_LED = ("", "و", "ف", "ل", "ول", "فل")
_PAST = """
اكد اعلن ذكر صرح زعم اعتبر حذر كشف شدد نوه تابع اعترف المح نبه اخبر ابلغ شرح طلب طالب وعد تعهد سال كتب نشر ناشد توقع
اقترح اتهم استنكر شجب رفض كرر ناقش قرر وصف تحدث وضح اوضح لفت انتقد هدد رحب اعرب اثبت سجل لاحظ استطرد اردف علق ابرز
اعتقد صرخ هتف همس عبر نقل اورد رجح افترض قدر نصح امر اقسم جزم استبعد ايد عارض حكم
"""
"""How the past begins, where أكدت is "I confirmed" and "she confirmed"; أكدنا is "we confirmed"."""
_PAST_OF_ITS_OWN = "قل اضف افد اشر اشد اجب ابن نفي راي ادعي ابدي روي حكي دعو اوصي سمي نعي ردد اصرر اقرر ادن ظنن"
"""How the first person of the past begins where "she" has other letters: قلت and قالت, نفيت and نفت."""
_PRESENT = """
وكد ضيف ذكر صرح زعم حذر كشف شدد نوه تابع عترف لمح نبه شرح طلب طالب عد تعهد سال كتب نشر ناشد توقع قترح تهم ستنكر شجب
رفض كرر ناقش قرر صف تحدث شير شيد فيد قول نفي ري دعي بدي روي حكي دعو رد صر قر دين جيب ود رجو نصح قسم حث لفت رحب لاحظ
"""
"""How the present goes on after its prefix: وكد in أؤكد and نؤكد."""
_PRESENT_LIKE_PAST = "علن وضح عتبر خبر بلغ عتقد عرب علق برز ورد ثبت فترض صدر"
"""The same, of verbs whose أ is also that of the past: أعلن."""
_OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "ك", "كم")
_OTHERS = "انا نحن اني انني اننا باننا بانني باني لاننا لانني لكننا لكنني كنا كنت لسنا لست لدينا لدي عندنا عندي"


def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that are of the first person, and those that may be."""
    sure, maybe = set(_OTHERS.split()), set[str]()
    for stem in _PAST.split():
        sure |= {f"{stem}نا{pronoun}" for pronoun in _OBJECTS}
        maybe |= {f"{stem}ت{pronoun}" for pronoun in _OBJECTS}
        if stem.endswith("ن"):  # أعلنّا
            sure |= {f"{stem}ا{pronoun}" for pronoun in _OBJECTS}
    for stem in _PAST_OF_ITS_OWN.split():
        sure |= {f"{stem}{ending}{pronoun}" for ending in ("ت", "نا") for pronoun in _OBJECTS}
    for stem in _PRESENT.split():
        sure |= {f"{prefix}{stem}{pronoun}" for prefix in ("ا", "سا", "ن", "سن") for pronoun in _OBJECTS}
    for stem in _PRESENT_LIKE_PAST.split():
        sure |= {f"{prefix}{stem}{pronoun}" for prefix in ("سا", "ن", "سن") for pronoun in _OBJECTS}
        maybe |= {f"ا{stem}{pronoun}" for pronoun in _OBJECTS}
    sure -= _SOMETHING_ELSE
    return (
        frozenset(led + word for led in _LED for word in sure) - _SOMETHING_ELSE,
        frozenset(led + word for led in _LED for word in maybe),
    )


_SOMETHING_ELSE = frozenset(["اري", "ارد", "اعد", "اصف", "اود", "نعد", "اقر", "اصر", "نري", "نرد", "نفي", "نشر", "نقل"])
"""Other words that look the same: نشر "he published"."""
_SURE, _MAYBE = _forms()
_DIRECT = re.compile(r"[\"«“„]|:(?!\d)|(?<![ء-ي])[وف]?(?:قايل(?:ا|ه|ين|ات)|بالقول|قوله|قولها|قولهم)(?![ء-ي])")


def in_first_person(words: Iterable[str]) -> bool:
    """Tell whether somebody speaks as I or we among the folded `words`.

    >>> [in_first_person([word]) for word in ["اكدنا", "اخبرناهم", "سنعلن", "اكدت", "اعلن"]]
    [True, True, True, False, False]
    """
    return not _SURE.isdisjoint(words)


def may_be_first_person(words: Iterable[str]) -> bool:
    """Tell whether a verb of saying among the folded `words` may be of the first person: أعلنت, أخبرته.

    >>> [may_be_first_person([word]) for word in ["حذرت", "اخبرته", "حذر"]]
    [True, True, False]
    """
    return not _MAYBE.isdisjoint(words)


def holds_direct_speech(text_folded: str) -> bool:
    """Tell whether words of somebody may stand in the sentence as they were said: in quotes, after a colon or قائلا.

    >>> [holds_direct_speech(text) for text in ["قال: نعم", "قال قايلا نعم", "في الساعه 10:30"]]
    [True, True, False]
    """
    return _DIRECT.search(text_folded) is not None
