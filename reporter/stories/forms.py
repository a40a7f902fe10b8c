"""Recognise texts of one form about different events: congratulations to two kings, an office opened in two towns.

In: two articles. Out: whether they have one form, and whether a name makes them reports of different events although
they have the same text. That is so if each headline has a name that the other article does not have at all, and one
stands in the text where the other text has the other. Only names of places and institutions count: those in the table
of places, or after words such as مدينة and جمهورية. Different spellings of a name, different numbers and different
words for the same thing do not.
"""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import pairwise

from reporter.language import places
from reporter.language.arabic.content import stop_words
from reporter.language.arabic.letters import fold, stem, words
from reporter.language.arabic.months import may_be_month
from reporter.language.arabic.number_words import atom

_MOST_WORDS = 200
"""Words of a text to compare; what a text of a form is about stands at its beginning."""
_SAME_NAME = 0.7
"""Minimum similarity of two spellings of a name, 0 to 1."""
_OF_ONE_FORM = 0.3
"""Minimum share of the triples of words of the shorter text that another text of the same form has too."""
_HEADS = (
    "مدينة بلدة قرية محافظة ولاية منطقة إقليم دائرة حي مخيم جمهورية مملكة دولة إمارة سلطنة جامعة مستشفى مطار ميناء نادي"
)
_WEEKDAYS = frozenset(map(fold, ("سبت", "أحد", "اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة")))
_BEFORE_NAMES = frozenset(map(fold, _HEADS.split()))
"""Words that are followed by the name of a place or an institution."""


class Form:
    """The words of an article, for comparison with others of the same form."""

    def __init__(self, title: str, said: Sequence[str]) -> None:
        """Describe an article with this `title` whose text consists of the folded words `said`."""
        self.title = tuple(words(title))
        self.text = tuple(said[:_MOST_WORDS])

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all these words."""
        return _stems((*self.title, *self.text))

    @cached_property
    def grams(self) -> frozenset[tuple[str, ...]]:
        """The triples of words in the text."""
        return frozenset(zip(self.text, self.text[1:], self.text[2:], strict=False))

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of possible names in the headline."""
        said = (*self.title, "", *self.text)
        led = {word for before, word in pairwise(said) if before in _BEFORE_NAMES}
        return frozenset(
            stem(word)
            for word in self.title
            if word not in stop_words()
            and word.isalpha()
            and atom(word) is None
            and (word in led or stem(word) in _places())
        )


def differ_in_name(one: Form, other: Form) -> bool:
    """Return whether two articles with the same text report different events."""
    mine, theirs = one.names - other.stems, other.names - one.stems
    if not (mine and theirs):
        return False
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, one.text, other.text, autojunk=False
    ).get_opcodes():
        if kind == "replace":
            here, there = mine & _stems(one.text[start:end]), theirs & _stems(other.text[other_start:other_end])
            if there and any(not any(_may_be_one(name, another) for another in there) for name in here):
                return True
    return False


def fill_one_form(one: Form, other: Form) -> bool:
    """Return whether two texts differ but have much of their wording in common."""
    smaller = min(len(one.grams), len(other.grams))
    return one.text != other.text and len(one.grams & other.grams) >= _OF_ONE_FORM * smaller > 0


def without_figures(title: str) -> tuple[str, ...]:
    """Return the folded words of `title` without numbers, months and days of the week.

    >>> without_figures("المرور: ثلاثة قتلى في 28 حادثا مساء الأحد")
    ('المرور', 'قتلي', 'في', 'حادثا', 'مساء')
    """
    return tuple(
        word
        for word in words(title)
        if word.isalpha() and atom(word) is None and not may_be_month(word) and word.removeprefix("ال") not in _WEEKDAYS
    )


def _stems(said: Sequence[str]) -> frozenset[str]:
    return frozenset(map(stem, said))


def _may_be_one(name: str, other: str) -> bool:
    """Return whether two names are spellings of one, names of one place, or a country and a city that stands for it."""
    if SequenceMatcher(None, name, other).ratio() >= _SAME_NAME:
        return True
    return any(
        one is another or one.country == another.names[0] or another.country == one.names[0]
        for one in _places().get(name, ())
        for another in _places().get(other, ())
    )


@cache
def _places() -> dict[str, list[places.Place]]:
    """Return the places of the stems of their Arabic names."""
    found = defaultdict(list)
    for place in places.table():
        if place.kind != "person":
            for name in (*place.names_ar, *place.adjectives_ar):
                for word in words(name):
                    found[stem(word)].append(place)
    return dict(found)
