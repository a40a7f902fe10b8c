"""Remove lines that are not part of the article: page noise, captions, duplicates.

In: lines. Out: the remaining lines, unchanged.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from reporter.clean.boilerplate import Boilerplate, Kind
from reporter.clean.bylines import read_byline, read_line, says_verb
from reporter.clean.days import ends_with_day
from reporter.clean.lines import Line, common_share
from reporter.language.arabic.letters import words

_MOST_LINKS = 10
"""Maximum number of headlines that one line such as اقرأ أيضا announces."""
_FEWEST_FINISHED = 3
"""Minimum number of paragraphs with a final mark for recognising lines without one."""
_LONGEST_HEADING, _SHORTEST_LINK, _LONGEST_LINK = 13, 9, 25
"""Limits for lines between paragraphs, in words."""
_SHORTEST_ALIEN = 6
"""Minimum number of words; a shorter line may be a heading without words in common with its section."""
_SECTION = 3
"""Number of paragraphs under a heading to compare it with."""
_ALIEN = 0.2
"""Minimum share of its words that a heading has in common with its section."""
_CREDIT = re.compile(r"(?:\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]|\s[-–—|/]\s*([^-–—|/()]{1,40}))\s*$")
_NAMED_BEFORE = re.compile(r"(?:^|\s)(?:وكالة|وكالات|لوكالة|برس|الفرنسية|صحيفة|لصحيفة|قناة|لقناة|شبكة|للأنباء|ل)\s*$")
_DURATION = re.compile(
    r"^\W*\d*\W*(?:دقيقة|دقائق|دقيقتان|ثانية|ثوان|ساعة|ساعات)?\W*(?:قراءة|للقراءة|مشاهدة|استماع)?\W*$"
)
_BREADCRUMB = re.compile(r"^[^«»>›.]{1,40}(?:\s*[>›»]\s*[^«»>›.]{1,40}){1,6}$")
_SECTIONS = re.compile(r"^\w+(?: \w+)?(?:\s*\|\s*\w+(?: \w+)?)+$")
_EMBEDDED = re.compile(r"\b(?:pic\.twitter\.com|t\.co)/\w+\W*$")
_DOTTED = re.compile(r"[^.:]{1,20}\.\.")
"""A label with two dots, which headlines also have: ``شاهد.. وصول السفينة``."""
_AGO = re.compile(r"^\W*(?:منذ|قبل)\s+(?:\d+\s+)?\w+\W*$")


def without_noise(lines: Sequence[Line], noise: Boilerplate) -> list[Line]:
    """Return `lines` without the noise in the word lists and without the lines that it announces.

    Before the article has begun, noise announces nothing and does not end the text, because ``آخر الأخبار`` at the top
    of a page is above the headline itself.
    """
    kept: list[Line] = []
    begun = False
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        exempt = (line.marked and line.is_paragraph) or (not begun and _DOTTED.match(line.text))
        kind = None if exempt else noise.kind_of(line)
        if kind is None and (not _is_furniture(line, noise) or _is_byline(line, at - 1, noise)):
            kept.append(line)
            begun = begun or line.is_paragraph
        elif kind and begun:
            if kind.effect == "rest":
                break
            at += _announced(kind, line, lines[at : at + 2 * _MOST_LINKS])
    return kept


def without_captions(lines: Sequence[Line], noise: Boilerplate) -> list[Line]:
    """Return `lines` without captions: lines with a picture credit or date, and lines that occur twice in a row."""
    dated = is_punctuated(lines)
    begun = False
    caption = [
        (_has_credit(line, noise) and not _is_byline(line, at, noise)) or (dated and _is_dated(line))
        for at, line in enumerate(lines)
    ]
    for at, (line, following) in enumerate(pairwise(lines)):
        begun = begun or line.is_paragraph
        # Above the article, the repeated line is the headline.
        if _repeats(line, following) and (begun or line.words != following.words):
            caption[at] = caption[at + 1] = True
    return [line for line, is_caption in zip(lines, caption, strict=True) if not is_caption or line.marked]


def without_repeats(lines: Sequence[Line], said: Sequence[str]) -> list[Line]:
    """Return `lines` without those in `said` (headline, deck), and without repetitions of longer lines."""
    seen = {" ".join(words(text)) for text in said}
    kept: list[Line] = []
    for line in lines:
        if line.is_long or line.key not in seen:
            kept.append(line)
        if len(line.words) >= 5:
            seen.add(line.key)
    return kept


def without_links(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without headlines of other articles among the paragraphs, if all paragraphs end with a mark.

    Such a headline has no final mark, is too long for a heading or next to others like it, and begins with a noun.
    """
    if sum(line.is_paragraph and line.is_finished for line in lines) < _FEWEST_FINISHED:
        return list(lines)
    kept: list[Line] = []
    end = 0
    for is_open, run in groupby(lines, key=_may_be_link):
        found = list(run)
        end += len(found)
        longest = max((len(line.words) for line in found if not line.asks), default=0)
        between = bool(kept) and kept[-1].is_paragraph and not kept[-1].introduces and end < len(lines)
        if is_open and between:
            long = longest >= _LONGEST_HEADING or (len(found) > 1 and longest >= _SHORTEST_LINK)
            if long or (len(found) == 1 and _is_of_other_article(found[0], lines[end : end + _SECTION])):
                continue
        kept += found
    return kept


def _is_of_other_article(line: Line, section: Sequence[Line]) -> bool:
    """Return whether a line with the length of a heading has hardly any words in common with the `section` below."""
    if line.asks or len(line.words) < _SHORTEST_ALIEN:
        return False
    below = [word for other in section for word in other.words]
    return common_share(line.words, below) < _ALIEN


def _may_be_link(line: Line) -> bool:
    """Return whether `line` can be the headline of another article: a noun first, and no final mark except ؟."""
    if line.is_long or line.marked or line.bulleted or line.introduces or not 1 <= len(line.words) <= _LONGEST_LINK:
        return False
    first, second = (*line.words, "")[:2]
    begins_verb = says_verb(line.text) or first.startswith("و") or (first.startswith("ت") and second.startswith("ال"))
    return not begins_verb and (line.asks or not line.is_finished)


def is_punctuated(lines: Sequence[Line]) -> bool:
    """Return whether the paragraphs of this text end with a full stop, which not every outlet uses."""
    running = [line for line in lines if line.is_long or len(line.words) >= 15]
    return 2 * sum(line.is_finished for line in running) >= len(running)


def _is_furniture(line: Line, noise: Boilerplate) -> bool:
    """Return whether `line` is a breadcrumb (الرئيسية > علوم), a reading time, an age (منذ ساعتين) or a post."""
    if _EMBEDDED.search(line.text[-60:]):
        return True
    if len(line.text) > 120 or line.is_finished:
        return False
    if _SECTIONS.match(line.text):
        stated = read_byline(line.text, noise)
        return stated is None or not (stated.author or stated.outlet)
    return any(pattern.match(line.text) for pattern in (_DURATION, _AGO, _BREADCRUMB))


def _announced(kind: Kind, line: Line, following: Sequence[Line]) -> int:
    """Return how many lines of `following` belong to the noise `line`."""
    if kind.effect == "labels":
        return sum(1 for _ in _labels(following))
    if kind.effect != "block" or not kind.is_whole(line):
        return 0
    headlines = list(_headlines(following[:_MOST_LINKS]))
    count = len(headlines)
    if headlines and count < len(following) and _is_teaser(following[count], headlines[-1]):
        count += 1
    return count


def _labels(following: Sequence[Line]) -> Iterator[Line]:
    for line in following:
        if line.is_finished or len(line.words) > 4:
            return
        yield line


def _headlines(following: Sequence[Line]) -> Iterator[Line]:
    """Yield the links under a line such as اقرأ أيضا: the first line, then lines too long for a heading."""
    for number, line in enumerate(following):
        linked = (
            len(line.words) <= 25 and (not line.is_finished or line.asks) and not line.introduces and not line.marked
        )
        if not linked or (number and len(line.words) < 7 and not line.bulleted):
            return
        yield line


def _is_teaser(line: Line, headline: Line) -> bool:
    """Return whether `line` continues the linked `headline` and not the article."""
    if line.text.endswith(("...", "…")):
        return True
    return not line.is_long and not line.reports and common_share(headline.words, line.words) >= 0.4


def _has_credit(line: Line, noise: Boilerplate) -> bool:
    """Return whether `line` ends with a picture credit: ``(رويترز)``, ``- AFP``."""
    found = None if line.is_long else _CREDIT.search(line.text[-80:])
    if found is None or line.reports or _NAMED_BEFORE.search(line.text[-80:][: found.start()]):
        return False
    if read_byline(line.text, noise):
        return False
    credited = " ".join(words(next(filter(None, found.groups()), "")))
    names = noise.names["credits"]
    parts = [
        " ".join(words(part)) for part in re.split(r"[-–—،,/+|]|\bvia\b|عبر", " ".join(filter(None, found.groups())))
    ]
    return credited in names or (any(parts) and all(part in names for part in parts if part))


def _is_byline(line: Line, at: int, noise: Boilerplate) -> bool:
    """Return whether the line directly below the first one names a writer, perhaps one who is in no list."""
    stated = read_line(line, noise, under=True) if at == 1 else None
    return stated is not None and stated.author is not None


def _is_dated(line: Line) -> bool:
    if line.is_long or line.is_finished or line.reports or len(line.words) < 6:
        return False
    return ends_with_day(line.text)


def _repeats(line: Line, following: Line) -> bool:
    """Return whether a caption is repeated, the second time perhaps with its credit."""
    if line.is_long or following.is_long or line.is_finished or len(line.words) < 3:
        return False
    return (
        following.words[: len(line.words)] == line.words
        and len(following.words) - len(line.words) <= 6
        and not following.is_finished
    )
