"""Arabic stop words: words that say nothing about what a text is about.

In: folded words. Out: the light stems of those that remain. ``stopwords_ar.txt`` lists the stop words.
"""

from collections.abc import Sequence
from functools import cache

from reporter.assets import DATA
from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import fold, stem
from reporter.language.arabic.saying import verbs


def content_stems(said: Sequence[str]) -> tuple[str, ...]:
    """Return the light stems of the folded words `said`, without stop words.

    >>> content_stems(["وقال", "الوزير", "ان", "المستشفيات", "في", "المدينه", "مفتوحه"])
    ('وزير', 'مستشف', 'مدين', 'مفتوح')
    """
    stop = stop_words()
    return tuple(stem(word) for word in said if word not in stop)


@cache
def stop_words() -> frozenset[str]:
    """Return the folded stop words and empty verbs of saying, each with and without a leading و."""
    lines = (DATA / "stopwords_ar.txt").read_text(encoding="utf-8").splitlines()
    listed = {fold(word) for line in lines if not line.startswith("#") for word in line.split()}
    listed |= {form for verb in verbs("empty") for form, _ in verb.in_past()}
    return frozenset(waw + word for word in listed for waw in WAW[:2])
