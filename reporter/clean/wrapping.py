"""Undo hard wrapping: rejoin lines that a mail program or editor broke at a fixed width.

In: plain text with clean characters. Out: the same text, with one line per paragraph.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from textwrap import dedent

_NARROWEST, _WIDEST = 30, 130
"""Minimum and maximum width in characters; with longer lines, each line is a paragraph."""
_FEWEST_BREAKS = 3
_MOSTLY = 0.6
_SENTENCE_ENDS = tuple('.!?؟…۔:»”")')
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FEWEST_IN_BLOCKS = 2
"""Number of broken lines that is sufficient if blank lines separate the paragraphs."""
_NEARLY = 0.7
"""Minimum share of the width that a broken line fills."""
_ITEM_MARKS = ("-", "–", "—", "•", "*", "·", "▪", "●", "#", ">")


def unwrapped(text: str) -> str:
    r"""Return `text` with each paragraph on one line, or unchanged if it was not hard-wrapped.

    If blank lines separate the paragraphs, each is judged by its own lines and those of the other paragraphs; a
    headline or dateline that is longer does not affect their width.

    >>> unwrapped("عودة المطر إلى الساحل الشرقي بعد غياب طويل جدا\n\nعاد المطر إلى مدن الساحل الشرقي\n"
    ... "بعد غياب دام أكثر من سبعة أشهر\nكاملة.\n").split("\n")[2]
    'عاد المطر إلى مدن الساحل الشرقي بعد غياب دام أكثر من سبعة أشهر كاملة.'
    """
    blocks = [block.split("\n") for block in _BLANK_LINES.split(dedent(text).strip("\n"))]
    ended = [lines for lines in blocks if len(lines) > 1 and lines[-1].rstrip().endswith(_SENTENCE_ENDS)]
    if len(blocks) > 1 and ended:
        width = median_low([_width(lines) for lines in ended])
        breaks = [(line, _is_broken(line, following, width)) for lines in ended for line, following in pairwise(lines)]
        if ended[0] is blocks[0] and not breaks[0][1]:
            del breaks[0]  # the headline is directly above the first paragraph
        broken = [line for line, is_broken in breaks if is_broken]
        if _NARROWEST <= width <= _WIDEST and len(broken) >= _FEWEST_IN_BLOCKS and _mostly_open(broken, len(breaks)):
            return "\n\n".join(
                _joined(lines, width, headed=lines is blocks[0]) if lines in ended else "\n".join(lines)
                for lines in blocks
            )
    return unwrap(text) if is_hard_wrapped(text) else text


def is_hard_wrapped(text: str) -> bool:
    r"""Return whether `text` was hard-wrapped at a fixed width.

    It was if most lines had no room for the first word of the next line, and most of these do not end like sentences.

    >>> is_hard_wrapped("أعلنت الهيئة العامة للنقل أمس عن بدء\nتشغيل الخط الجديد الذي يربط العاصمة\n"
    ... "بالمطار الدولي وتسع محطات أخرى على\nطول الساحل الشرقي للمدينة القديمة.\n")
    True
    >>> is_hard_wrapped("أعلنت الهيئة بدء تشغيل الخط.\nوقال الوزير إن الخط جديد.\nويربط العاصمة بالمطار.\n")
    False
    """
    lines = text.split("\n")
    width = _width(lines)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    breaks = [(line, following) for line, following in pairwise(lines) if line.strip() and following.strip()]
    forced = [line for line, following in breaks if _is_forced(line, following, width)]
    return len(forced) >= _FEWEST_BREAKS and _mostly_open(forced, len(breaks))


def unwrap(text: str) -> str:
    r"""Return `text` with a space instead of each line end that hard wrapping inserted; other line ends are kept.

    A paragraph ends at a line that had room for the next word, at a blank line and at a list item.

    >>> unwrap("أعلنت الهيئة العامة للنقل أمس عن بدء\nتشغيل الخط الجديد.\nوقال الوزير إن الخط جديد.")
    'أعلنت الهيئة العامة للنقل أمس عن بدء تشغيل الخط الجديد.\nوقال الوزير إن الخط جديد.'
    """
    lines = text.split("\n")
    width = _width(lines)
    pieces: list[str] = []
    for line, following in pairwise(lines):
        if line.strip() and following.strip() and _is_forced(line, following, width):
            pieces += [line.rstrip(), " "]
        else:
            pieces += [line, "\n"]
    return "".join([*pieces, lines[-1]])


def _width(lines: list[str]) -> int:
    """Return the length of the longest line of more than one word (a single URL may be longer)."""
    return max((len(stripped) for line in lines if " " in (stripped := line.strip())), default=0)


def _is_forced(line: str, following: str, width: int) -> bool:
    """Return whether the first word of `following` did not fit into `line`."""
    if _begins_anew(following):
        return False
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _begins_anew(line: str) -> bool:
    """Return whether `line` is indented or a list item."""
    return line.startswith((" ", "\t", *_ITEM_MARKS))


def _is_broken(line: str, following: str, width: int) -> bool:
    """Return whether `line` continues in `following`, in a block with lines about `width` long."""
    return len(line.strip()) >= _NEARLY * width and _is_forced(line, following, width)


def _mostly_open(broken: Sequence[str], breaks: int) -> bool:
    """Return whether most line ends are those of `broken` lines, most of which do not end like sentences."""
    open_ended = [line for line in broken if not line.rstrip().endswith(_SENTENCE_ENDS)]
    return len(broken) >= _MOSTLY * breaks and len(open_ended) >= _MOSTLY * len(broken)


def _joined(lines: list[str], width: int, *, headed: bool) -> str:
    """Return the lines of one block with a space instead of each line end that hard wrapping inserted.

    A fairly long line that does not end like a sentence also continues, because editors break lines before the width is
    reached, unless it is the first line of a block that may be `headed` by the headline.
    """
    own = min(width, _width(lines))
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        filled = len(line.strip()) >= _NEARLY * own and not _begins_anew(following)
        goes_on = not (headed and line is lines[0]) and not line.rstrip().endswith(_SENTENCE_ENDS)
        pieces += [" " if filled and (goes_on or _is_forced(line, following, own)) else "\n", following]
    return "".join(pieces)
