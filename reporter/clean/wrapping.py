"""Lines that were broken at a fixed width, as mail programs and old editors do, made whole again.

In: plain text with clean characters. Out: the same text where a line end is the end of a paragraph.
"""

from itertools import pairwise

_NARROWEST, _WIDEST = 30, 130
"""Characters; no file is wrapped narrower, and a longer line means that lines are paragraphs."""
_FEWEST_BREAKS = 3
_MOSTLY = 0.6
_SENTENCE_ENDS = tuple('.!?؟…۔:»”")')
_ITEM_MARKS = ("-", "–", "—", "•", "*", "·", "▪", "●", "#", ">")


def is_hard_wrapped(text: str) -> bool:
    r"""Tell whether the lines of `text` were broken at a fixed width.

    They were when most lines that a line follows had no room for its first word, and most of those do not end as
    sentences do.

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
    open_ended = [line for line in forced if not line.rstrip().endswith(_SENTENCE_ENDS)]
    enough = len(forced) >= _FEWEST_BREAKS and len(forced) >= _MOSTLY * len(breaks)
    return enough and len(open_ended) >= _MOSTLY * len(forced)


def unwrap(text: str) -> str:
    r"""Return `text` with a space for each line end that only its width forced; other lines stay as they are.

    A line that had room for the next word, a blank line and a list item end a paragraph.

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
    """Return the length of the longest line of more than one word (an address alone may stick out)."""
    return max((len(stripped) for line in lines if " " in (stripped := line.strip())), default=0)


def _is_forced(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of `following` did not fit into `line`."""
    if following.startswith((" ", "\t", *_ITEM_MARKS)):
        return False
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
