"""Markdown -> the lines of an article.

In: Markdown as press desks write it. Out: one block per line, and the lines that are headings. This is a simple
reduction: mark-up without use in an article (rules, images, code fences, HTML tags) is removed; emphasis and links are
replaced by their text. Every pattern takes linear time on any input.
"""

import re

_INLINE = (
    (re.compile(r"<!--[^<>]*-->"), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),  # images
    (re.compile(r"\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"), r"\1"),  # links
    (re.compile(r"<(?:https?://|mailto:)[^<>\s]*>"), ""),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),  # tags
    (re.compile(r"(\*\*\*|\*\*|\*)(?=\S)([^*\n]+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(___|__|_)(?=\S)([^_\n]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])"), r"\1"),
)
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|```.*|~~~.*|\[[^\]\n]+\]:.*)$")
_QUOTE = re.compile(r"(?: {0,3}> ?){1,20}")
_ITEM = re.compile(r"\s{0,20}(?:[-+*]|\d{1,3}[.)])[ \t]")


def reduce_markdown(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Return the blocks of `text`, one per line and separated by blank lines, and the blocks that are headings.

    >>> reduce_markdown("# عودة **المطر**\n\nعاد [المطر](http://a.example)\nإلى الساحل.\n")
    ('عودة المطر\n\nعاد المطر إلى الساحل.', ('عودة المطر',))
    """
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    blocks: list[list[str]] = []
    headings: list[str] = []
    goes_on = False
    """Whether the next line belongs to the last block."""
    for line in (_QUOTE.sub("", line, count=1) for line in text.split("\n")):
        if goes_on and _UNDERLINE.match(line):
            headings.append(" ".join(blocks[-1]))
            goes_on = False
        elif not line.strip() or _RULE.match(line):
            goes_on = False
        elif heading := _HEADING.match(line):
            if title := line[heading.end() :].strip().rstrip("#").strip():
                blocks.append([title])
                headings.append(title)
            goes_on = False
        else:
            if goes_on and not _ITEM.match(line):
                blocks[-1].append(line.strip())
            else:
                blocks.append([line.strip()])
            goes_on = not line.endswith("  ")  # two spaces are a line break
    return "\n\n".join(" ".join(block) for block in blocks), tuple(headings)
