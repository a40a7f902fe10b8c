"""Find the headline, deck, dateline, headings and paragraphs among the lines of an article.

In: lines without page noise, and the known metadata. Out: a ``Head``, and the paragraphs and headings of the body.
Unknown facts are None, never invented.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.bylines import Dateline, begins_with_role, is_writer, read_line
from reporter.clean.lines import Line, common_share
from reporter.clean.noise import is_punctuated
from reporter.language.arabic.letters import words

_DEEPEST_HEAD = 15
"""Maximum number of lines before the first paragraph that can be the head."""
_LONGEST_HEADLINE = 24
_SHORTEST_HEADLINE, _SHORTEST_DECK = 2, 3
_LABELLED = re.compile(r"\W{0,5}\w+(?: \w+)? ?\|")
"""A label before a headline: ``عاجل | ...``."""
_FEWEST_TOLD = 6
"""Minimum number of words of a line that tells something."""
_SHORTEST_TELLING = 7
"""Minimum number of words; a shorter line after section names is not a deck."""
_SECTIONS = re.compile(r"^\w+(?: \w+)?(?:, \w+(?: \w+)?)+$")
"""The sections of a news site, with a Latin comma: ``أخبار, محليات``."""
_SUBORDINATES = frozenset({"بعد", "وسط", "عقب", "فيما", "بينما", "خلال", "رغم", "مع", "وذلك", "حيث", "قبل"})
_LONGEST_HEADING = 12
"""Maximum number of words of a heading that is recognised only by its appearance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The parts above the first paragraph."""

    title: str | None
    deck: str | None
    dateline: Dateline


def split_head(
    lines: Sequence[Line], title: str | None, deck: str | None, noise: Boilerplate
) -> tuple[Head, Sequence[Line]]:
    """Return the head of an article and its other lines; `title` and `deck` are those already known."""
    reading = _HeadReading(lines, title, deck, noise)
    end = next((at for at, line in enumerate(lines[:_DEEPEST_HEAD]) if not reading.takes(line)), None)
    if end is None:  # without running text, appearance tells nothing
        if title is None and lines and _is_above_flashes(lines):
            return Head(title=lines[0].text, deck=deck, dateline=reading.facts), lines[1:]
        return Head(title=title, deck=deck, dateline=reading.facts), lines
    spare = reading.candidates + reading.others
    if title is None:
        candidates = reading.candidates or [line for line in reading.others if _may_stand_alone(line)][:1]
        found, below = _headline_and_deck(candidates, lines[end]) if candidates else (None, None)
        title = found.text if found else None
    else:
        found, below = (
            None,
            next((line for line in reading.candidates if not line.marked or _is_marked_deck(line)), None),
        )
    if deck is None and below:
        deck = below.text
        spare.remove(below)
    kept = [line for line in spare if line is not found and (not found or line.number > found.number or line.marked)]
    return Head(title=title, deck=deck, dateline=reading.facts), [*sorted(kept, key=_place), *lines[end:]]


def _is_short_headline(lines: Sequence[Line], noise: Boilerplate) -> bool:
    """Return whether a first line of one or two words is the headline: an author's name and a paragraph follow it."""
    if len(lines) < 3 or not 1 <= len(lines[0].words) <= 2 or not re.sub(r"[؟!?.…، ]", "", lines[0].text).isalpha():
        return False
    first, second = (read_line(line, noise, under=True) for line in lines[:2])
    named = second is not None and second.author and not (first is not None and first.author)
    return bool(named) and (lines[2].is_paragraph or lines[2].is_finished or len(lines[2].words) >= _LONGEST_HEADING)


def _is_above_flashes(lines: Sequence[Line]) -> bool:
    """Return whether the first line is the headline of a text in which no line ends with a mark.

    It is shorter than the others or has a label; the lines of a list of headlines are alike.
    """
    first, *others = lines
    told = [line for line in others if len(line.words) >= _FEWEST_TOLD]
    can_be = _SHORTEST_DECK <= len(first.words) <= _LONGEST_HEADLINE and not (first.bulleted or first.introduces)
    if not can_be or len(told) < 2:
        return False
    return _LABELLED.match(first.text) is not None or len(first.words) <= 0.8 * median(len(line.words) for line in told)


def _is_marked_deck(line: Line) -> bool:
    """Return whether a heading under the headline is a sentence, so that it cannot be the heading of a section."""
    return line.is_finished and len(line.words) > _LONGEST_HEADING - 2


def _place(line: Line) -> int:
    return line.number


def _may_stand_alone(line: Line) -> bool:
    """Return whether a short line is the headline because no other line is."""
    return not (line.bulleted or line.introduces) and len(line.words) >= _SHORTEST_HEADLINE


def split_headings(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the paragraphs and headings of a body.

    Short unfinished lines after the last paragraph are left out: tags, times, labels of a form. Lines are read from the
    bottom, because the meaning of a line depends on the paragraph below it.
    """
    punctuated = is_punctuated(lines)
    items = _items(lines)
    paragraphs: list[Line] = []
    headings: list[Line] = []
    for line in reversed(lines):
        over = paragraphs[-1] if paragraphs else None
        short = _is_fragment(line, punctuated=punctuated)
        if line.marked or (line not in items and over and (short or _is_heading(line, over, punctuated=punctuated))):
            headings.append(line)
        elif line in items or not short:
            paragraphs.append(line)
    return paragraphs[::-1], headings[::-1]


class _HeadReading:
    """The lines above the first paragraph, classified one after the other."""

    def __init__(self, lines: Sequence[Line], title: str | None, deck: str | None, noise: Boilerplate) -> None:
        self.facts = Dateline()
        self.candidates: list[Line] = []
        """Lines that can be the headline or the deck."""
        self.others: list[Line] = []
        """Lines that are neither candidates nor datelines."""
        self._noise = noise
        self._known = [Line(text) for text in (title, deck) if text]
        self._titled = title is not None
        self._labelled = False
        """Whether there was a line of section names; short lines below it are tags and captions."""
        self._closed = False
        """Whether there was a dateline under the headline; no deck comes below it."""
        self._punctuated = is_punctuated(lines)
        self._opening = [line for line in lines if line.is_paragraph][:2]
        if not self._titled and _is_short_headline(lines, noise):
            self.candidates.append(lines[0])

    def takes(self, line: Line) -> bool:
        """Add `line` to the head; return False if it is the first line of the body."""
        if line.is_paragraph and not (self._titled and _is_marked_deck(line) and line.marked and not self.candidates):
            return False
        if any(_is_same(line, known) for known in (*self._known, *self.candidates)):
            return True
        stated = self._stated(line)
        if stated is not None:
            self.facts = self.facts.also_by(stated.author).completed_by(stated)
            self._closed = bool(self.candidates)
        elif self.facts.author and is_writer(line.text) and not line.is_finished:
            pass
        elif self._opens_body(line):
            return False
        elif _SECTIONS.match(line.text):
            self._labelled = True
        elif self._labelled and self.candidates and not line.marked and len(line.words) < _SHORTEST_TELLING:
            pass
        elif line.marked or (self._may_be_headline(line) and not self._closed):
            self.candidates.append(line)
        else:
            self.others.append(line)
            # What a line such as ويشمل ذلك: introduces is not a deck.
            self._closed = self._closed or (line.introduces and bool(self._titled or self.candidates))
        return True

    def _stated(self, line: Line) -> Dateline | None:
        """Return the facts of a byline; it never names a person whom the article mentions directly after it."""
        stated = read_line(line, self._noise, under=self._titled or bool(self.candidates))
        if line.marked and not begins_with_role(line.words) and stated != Dateline(author=line.text):
            stated = None  # a heading, unless it is a name alone
        names = words(stated.author) if stated and stated.author else []
        spoken_of = len(names) > 1 and any(f" {' '.join(names[:2])} " in f" {said.key} " for said in self._opening)
        return None if spoken_of and not begins_with_role(line.words) else stated

    def _opens_body(self, line: Line) -> bool:
        """Return whether a line that is not clearly a paragraph is nevertheless the first line of the body."""
        if line.marked or line.bulleted:
            return False
        known = len(self.candidates) + 2 * (self._titled or self._closed)
        if line.is_finished and not line.asks and len(line.words) >= 4:
            return True
        if known >= 2:
            return len(line.words) >= 12
        return len(line.words) > _LONGEST_HEADLINE or (known == 1 and not self._punctuated and len(line.words) >= 15)

    def _may_be_headline(self, line: Line) -> bool:
        """Return whether `line` can be a headline, or the deck under it."""
        if line.bulleted or line.introduces or len(line.words) > _LONGEST_HEADLINE:
            return False
        return len(line.words) >= (_SHORTEST_DECK if self.candidates else 3)


def _is_same(line: Line, known: Line) -> bool:
    """Return whether `line` repeats `known`, perhaps shortened or followed by a name."""
    if not line.words or line.is_long:
        return False
    shorter, longer = sorted((line.words, known.words), key=len)
    return shorter == longer or (len(shorter) >= 5 and common_share(longer, shorter) > 0.8)


def _headline_and_deck(candidates: Sequence[Line], lead: Line) -> tuple[Line, Line | None]:
    """Return the headline and the deck, which may be above it.

    The upper line is the headline, unless the lower one is shorter and has more in common with the first paragraph.
    """
    upper, lower = candidates[0], candidates[1] if len(candidates) > 1 else None
    if lower is None:
        return upper, None
    closer = common_share(lower.words, lead.words) > common_share(upper.words, lead.words)
    subordinate = upper.words[0] in _SUBORDINATES and lower.words[0] not in _SUBORDINATES
    if (closer and len(lower.text) < len(upper.text)) or subordinate:
        return lower, upper if len(upper.words) >= _SHORTEST_DECK else None
    return upper, lower


def _items(lines: Sequence[Line]) -> set[Line]:
    """Return the list items: lines with a list marker, or consecutive short lines after ``ويشمل ذلك:``."""
    items: set[Line] = set()
    open_list = False
    for line in lines:
        short = not line.is_finished and len(line.words) <= _LONGEST_HEADING and not line.marked
        if line.bulleted or (open_list and short):
            items.add(line)
        open_list = line.introduces or (line in items and not line.bulleted)
    return items


def _is_heading(line: Line, following: Line, *, punctuated: bool) -> bool:
    """Return whether `line` looks like a heading of `following`: short and unfinished, or a question."""
    if line.reports or not line.words or (line.is_finished and not line.asks):
        return False
    if line.introduces and (len(line.words) > 5 or not line.text.endswith(":") or following.bulleted):
        return False
    if punctuated:
        return len(line.words) <= _LONGEST_HEADING and (following.is_paragraph or following.bulleted)
    return len(line.words) <= 8 and len(following.words) >= max(12, 2 * len(line.words))


def _is_fragment(line: Line, *, punctuated: bool) -> bool:
    """Return whether a short line without a final mark is not a sentence."""
    if line.is_paragraph or line.is_finished or line.reports or line.introduces:
        return False
    return len(line.words) <= (6 if punctuated else 3)
