"""Find the first person in an Arabic sentence, and whether it contains direct speech.

In: the folded words of a sentence, or its folded text. Out: yes or no. Verbs of saying are recognised in the first
person, past and present, with attached pronouns: أكدنا "we confirmed", أخبرناهم "we told them", سنعلن "we shall
announce". Some forms are ambiguous: أعلنت is "I announced" or "she announced", أعلن "I announce" or "he announced".
"""

import re
from collections.abc import Iterable

from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.saying import verbs

_LED = (*WAW, "ل", "ول", "فل")
_OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "ك", "كم")
_OTHERS = "انا نحن اني انني اننا باننا بانني باني لاننا لانني لكننا لكنني كنا كنت لسنا لست لدينا لدي عندنا عندي"


def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that are in the first person, and those that may be."""
    sure, maybe = set(_OTHERS.split()), set[str]()
    for verb in verbs():
        same_as_hers = verb.first == verb.past  # أكدت is "I confirmed" or "she confirmed"
        if verb.first:
            sure |= {f"{verb.first}نا{pronoun}" for pronoun in _OBJECTS}
            (maybe if same_as_hers else sure).update(f"{verb.first}ت{pronoun}" for pronoun in _OBJECTS)
            if same_as_hers and verb.first.endswith("ن"):  # أعلنّا
                sure |= {f"{verb.first}ا{pronoun}" for pronoun in _OBJECTS}
        if verb.present:
            sure |= {f"{prefix}{verb.present}{pronoun}" for prefix in ("سا", "ن", "سن") for pronoun in _OBJECTS}
            same_as_his = f"ا{verb.present}" == verb.past  # أعلن is "I announce" or "he announced"
            (maybe if same_as_his else sure).update(f"ا{verb.present}{pronoun}" for pronoun in _OBJECTS)
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
    """Return whether the folded `words` contain a certain first person.

    >>> [in_first_person([word]) for word in ["اكدنا", "اخبرناهم", "سنعلن", "اكدت", "اعلن"]]
    [True, True, True, False, False]
    """
    return not _SURE.isdisjoint(words)


def may_be_first_person(words: Iterable[str]) -> bool:
    """Return whether a verb of saying among the folded `words` may be in the first person: أعلنت, أخبرته.

    >>> [may_be_first_person([word]) for word in ["حذرت", "اخبرته", "حذر"]]
    [True, True, False]
    """
    return not _MAYBE.isdisjoint(words)


def holds_direct_speech(text_folded: str) -> bool:
    """Return whether the sentence may contain direct speech: in quotation marks, after a colon or after قائلا.

    >>> [holds_direct_speech(text) for text in ["قال: نعم", "قال قايلا نعم", "في الساعه 10:30"]]
    [True, True, False]
    """
    return _DIRECT.search(text_folded) is not None
