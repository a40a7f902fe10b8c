"""The ``watch`` section of config.yaml: what the desk looks for, and what it does not want to see."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import field_validator

from reporter.config.sections import Settings, Text, matching

WatchName = Annotated[
    str, matching(r"[^\W_](?:[\w -]{0,58}[^\W_])?", "1 to 60 letters, digits, spaces, hyphens and underscores")
]


class WatchSettings(Settings):
    """One watch list: words, phrases and people. Articles that contain one of them are its articles."""

    name: WatchName
    """Name of the list, such as `ports`. The documents print it, and `only` of a group of recipients refers to it."""
    words: tuple[Text, ...] = ()
    """Arabic words and phrases, in any spelling, with particles (و ف ب ل ك ال) and pronouns. With a hyphen before it,
    such as `-مطار`, a word or phrase excludes the articles that contain it."""
    people: tuple[Text, ...] = ()
    """Names of people. `سالم المنصوري` also finds `سالم بن أحمد المنصوري`."""
    top: bool = False
    """Put its articles before all others."""
    drop: bool = False
    """Leave its articles out of the edition, which says how many they are."""

    @field_validator("words", "people", mode="before")
    @classmethod
    def _one(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def wanted(self) -> tuple[str, ...]:
        """The words and phrases to look for."""
        return tuple(word for word in self.words if not word.startswith("-"))

    @property
    def excluded(self) -> tuple[str, ...]:
        """The words and phrases that exclude an article."""
        return tuple(word.removeprefix("-").strip() for word in self.words if word.startswith("-"))


def same_name(name: str) -> str:
    """Return the form of the name of a list or section that is equal for all its spellings.

    >>> same_name("Economy  News") == same_name("economy news")
    True
    """
    return " ".join(name.split()).casefold()


def mistakes(lists: Sequence[WatchSettings]) -> Iterator[str]:
    """Yield what is wrong with `lists`, in words."""
    names = [same_name(each.name) for each in lists]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"{names.count(name)} lists are named {name}"
    for each in lists:
        if not each.wanted and not each.people:
            yield f"{each.name} has nothing to match; give it words or people"
        for text in (*each.wanted, *each.excluded, *each.people):
            if not any(map(str.isalnum, text)):
                yield f"{each.name} has '{text}', which contains neither letters nor digits"
        if each.top and each.drop:
            yield f"{each.name} has both top and drop; set one of them"
