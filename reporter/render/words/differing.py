"""What documents say of the numbers in which the articles of a story differ."""

from collections.abc import Sequence
from typing import NamedTuple

from reporter.language.arabic.letters import words
from reporter.language.vocabulary import english_key, load
from reporter.record.blocks import Block
from reporter.record.stories import Difference, StatedValue
from reporter.render.words.bilingual import Bilingual
from reporter.render.words.tellers import distinct, entry_of, in_brackets, joined, some_of, told_at


class Differing(NamedTuple):
    """Different numbers of the same things, in words."""

    said: Bilingual
    citations: tuple[str, ...]
    """The ids of the sentences, or of the articles if their sentences are not printed."""


def differences(block: Block) -> tuple[Differing, ...]:
    """Return the numbers that differ and may be shown to readers; none if one article tells the story."""
    shown = block.story.differences if block.story else ()
    return tuple(_differing(each, block) for each in shown if each.printed)


def _differing(difference: Difference, block: Block) -> Differing:
    stated: dict[float, list[StatedValue]] = {}
    for value in difference.values:
        stated.setdefault(value.value, []).append(value)
    values = joined(" · ", [_stated(same, block) for same in stated.values()])
    noun = Bilingual(_noun_en(difference, block) or difference.noun, difference.noun)
    citations: dict[str, None] = {}
    for same in stated.values():
        printed = [_printed(value, block) for value in same]
        if any(printed):
            citations |= dict.fromkeys(filter(None, printed))
        elif _is_named(same, block):
            citations[same[0].entry] = None
    return Differing(
        Bilingual(f"They differ: {noun.en} — {values.en}", f"تختلف الأرقام: {noun.ar} — {values.ar}"), tuple(citations)
    )


def _stated(same: Sequence[StatedValue], block: Block) -> Bilingual:
    """Return a number and the outlets that state it, each with its time."""
    value = same[0].value
    figure = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    tellers = distinct(entry_of(block, each.entry) for each in same)
    told = some_of([told_at(entry, block.edition) for entry in tellers])
    if _is_named(same, block):
        return in_brackets(Bilingual(figure, figure), told)
    return joined(" ", [Bilingual(figure, figure), told])


def _is_named(same: Sequence[StatedValue], block: Block) -> bool:
    """Return whether an outlet that states a number is named; if none is, the numbers of their articles are enough."""
    return any(entry_of(block, each.entry).source.outlet for each in same)


def _printed(value: StatedValue, block: Block) -> str | None:
    """Return the id of the printed sentence that states `value`; None if it is not printed."""
    printed = (point.id for entry, point in block.rows if (entry.id, point.span) == (value.entry, value.span))
    return next(printed, None)


def _noun_en(difference: Difference, block: Block) -> str | None:
    """Return the English of what is counted, as a printed sentence has it; None if none does."""
    noun = words(difference.noun)
    meanings = load().meanings(noun)
    if len(noun) != 1 or not meanings:
        return None
    cited = {_printed(value, block) for value in difference.values}
    for _, point in block.rows:
        if point.id in cited:
            for word in (point.english.text_en or "").lower().split():
                if english_key(plain := word.strip(".,;:!?“”\"'()")) in meanings[0]:
                    return plain
    return None


NAMES: dict[str, object] = {"differences": differences}
"""More names available to templates as ``wording``."""
