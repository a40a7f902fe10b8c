"""What an Arabic sentence is about: the stems of its content words, and how much of them two sentences share.

In: folded words (``letters.words``). Out: light stems without stop words and empty verbs of saying.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from reporter.assets import DATA
from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import fold, stem, words
from reporter.language.arabic.saying import verbs


def content_stems(sentence: Sequence[str]) -> tuple[str, ...]:
    """Return the light stems of the folded words of `sentence`, without stop words.

    >>> content_stems(words("وقال الوزير إن المستشفيات في المدينة مفتوحة"))
    ('وزير', 'مستشف', 'مدين', 'مفتوح')
    """
    stop = stop_words()
    return tuple(stem(word) for word in sentence if word not in stop)


def stems_of(text: str) -> frozenset[str]:
    """Return the content stems of `text`."""
    return frozenset(content_stems(words(text)))


def containment(stems: AbstractSet[str], others: AbstractSet[str]) -> float:
    """Return the share of the smaller of two sets of stems that is in the other; 0.0 if one is empty.

    >>> containment({"وزير", "مدين", "مفتوح"}, {"وزير", "مدين"})
    1.0
    """
    smaller = min(len(stems), len(others))
    return len(stems & others) / smaller if smaller else 0.0


@cache
def stop_words() -> frozenset[str]:
    """Return the folded stop words and empty verbs of saying, each with and without a leading و."""
    lines = (DATA / "stopwords_ar.txt").read_text(encoding="utf-8").splitlines()
    listed = {fold(word) for line in lines if not line.startswith("#") for word in line.split()}
    listed |= {form for verb in verbs("empty") for form, _ in verb.in_past()}
    return frozenset(waw + word for word in listed for waw in WAW[:2])
