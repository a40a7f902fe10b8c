"""The lines of an article, with the properties that the rules use.

In: text of clean characters. Out: one ``Line`` for each line that is not empty. Only the beginning and the end of a
long line are examined, so that the work does not depend on its length.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import fold, stem, words
from reporter.language.arabic.saying import forms

_LOOKED_AT = 600
"""Number of characters above which a line is always a paragraph."""
_FINISHED = re.compile(r"""[.!؟?…۔][\s"'”“»«’)\]]*$""")
_SIGNS = "•●▪▫◾◽■□◼◻◦✓✔✅☑➤►▶◀➡🔹🔸🔷🔶🔻🔺🔵🟢🟡🟠🟣"
_BULLET = re.compile(rf"(?:[{_SIGNS}*–—-]\ufe0f?\s+|[{_SIGNS}]\ufe0f?\s*)+")
_READ_ALOUD_LIST = re.compile(
    r"^[ \t]*list of \d{1,2} items?[ \t]*$.{0,3000}?^[ \t]*end of list[ \t]*$", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
"""Related links as pages of a broadcaster announce them to screen readers, in English."""
_SKIPPED_ALOUD = re.compile(
    r"^[ \t]*تخط[ىي] .{1,60}? وواصل القراءة[ \t]*$.{0,3000}?^[ \t]*(?:نهاية .{1,40}|.{1,40} نهاية)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
"""Links and promotions between paragraphs that the same pages let screen readers skip, in Arabic."""
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_FEWEST_LATIN_WORDS = 6
_ENGLISH_FURNITURE = re.compile(
    r"copyright|©|all rights reserved|not responsible for|external (?:sites|linking)|cookies|javascript|your browser"
    r"|subscri|sign up|sign in|log in|newsletter|click here|read more|follow us|advertis|privacy policy|terms of",
    re.IGNORECASE,
)
"""Words of English sentences that belong to the page and not the article."""
_OPENINGS = ("كما", "وكان", "وكانت", "وقد", "وجاء", "وجاءت", "ويأتي", "وتأتي")
"""Other words that begin a reporting sentence."""
_REPORTING = frozenset(waw + form for form in forms("opens") for waw in WAW) | frozenset(map(fold, _OPENINGS))


@dataclass(frozen=True)
class Line:
    """One line without surrounding whitespace."""

    text: str
    """The text without a list marker."""
    bullet: str = ""
    """The list marker before it, with its space."""
    marked: bool = False
    """Whether mark-up declares it a heading."""
    number: int = 0
    """Its position in the text."""

    @property
    def bulleted(self) -> bool:
        """Whether it is a list item."""
        return bool(self.bullet)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words of the line, or of its beginning if it is long."""
        return tuple(words(self.text[:_LOOKED_AT]))

    @cached_property
    def key(self) -> str:
        """The form for comparing it with other lines and with word lists."""
        return " ".join(self.words)

    @property
    def is_long(self) -> bool:
        """Whether it is too long for a headline, a heading or a caption."""
        return len(self.text) > _LOOKED_AT or len(self.words) > 40

    @cached_property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FINISHED.search(self.text[-20:]) is not None

    @property
    def asks(self) -> bool:
        """Whether it is a question or an exclamation, which headlines and headings may be."""
        return self.text.rstrip("\"'”»’) ").endswith(("؟", "?", "!"))

    @property
    def introduces(self) -> bool:
        """Whether the following lines belong to it."""
        return self.text.endswith((":", "،", "؛", ","))

    @property
    def reports(self) -> bool:
        """Whether it begins like a reporting sentence: وقال، وأضاف."""
        return bool(self.words) and self.words[0] in _REPORTING

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it is certainly running text."""
        if self.is_long or len(self.words) >= 25:
            return True
        return len(self.words) >= 6 and self.is_finished and not (self.asks and len(self.words) <= 20)


def read_lines(whole: str, headings: Collection[str]) -> list[Line]:
    """Return the lines of `whole` that contain Arabic letters or are statements in English.

    `headings` are the lines that mark-up declares headings.
    """
    marked = {" ".join(heading.split()) for heading in headings}
    found = []
    for number, raw in enumerate(_SKIPPED_ALOUD.sub("", _READ_ALOUD_LIST.sub("", whole)).split("\n")):
        line = raw.strip()
        if not _ARABIC_LETTER.search(line) and not _is_english_statement(line):
            continue
        mark = _BULLET.match(line)
        bullet = mark.group() if mark else ""
        text = line[len(bullet) :]
        heads = bool(marked) and " ".join(text.split()) in marked
        found.append(Line(text, bullet=bullet, marked=heads, number=number))
    return found


def _is_english_statement(line: str) -> bool:
    """Return whether `line` is at least one full English sentence, such as a statement, and not part of the page."""
    beginning = line[:_LOOKED_AT]
    return (
        len(_LATIN_WORD.findall(beginning)) >= _FEWEST_LATIN_WORDS
        and _FINISHED.search(line[-20:]) is not None
        and not _ENGLISH_FURNITURE.search(beginning)
    )


def common_share(wanted: Collection[str], found: Collection[str]) -> float:
    """Return the share of `wanted` (folded words of at least three letters) whose stems are also in `found`."""
    stems = {stem(word) for word in wanted if len(word) > 2}
    return len(stems & {stem(word) for word in found}) / len(stems) if stems else 0.0
