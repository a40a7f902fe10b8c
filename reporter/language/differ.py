"""The differ: which words of a text differ from those of an earlier version of it.

In: two versions of a text. Out: pieces that are equal, deleted and inserted; short replacements, for saying them in a
sentence; and whether the versions differ at all. Spelling variants that ``letters.fold`` unifies, diacritics, tatweel,
punctuation, spaces, the digits of both scripts and separators of thousands are not differences; the sign, percent sign
and currency of a number are.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from reporter.language.arabic.content import stop_words
from reporter.language.arabic.letters import words
from reporter.language.arabic.numbers import read

PieceKind = Literal["equal", "delete", "insert"]
Piece = tuple[PieceKind, str]
"""Some words of the later version (``equal``, ``insert``) or of the earlier one (``delete``), with their spaces."""

_Block = tuple[str, int, int, int, int]
"""An opcode of difflib: a kind, and the tokens that it covers in both versions."""

_MOST_COMPARED = 2000
"""Maximum number of tokens, or lines, between the first and the last difference of what is compared at once."""
_MOST_PAIRS = 400_000
"""Maximum number of pairs of equal tokens among them; difflib looks at each of them, often more than once."""
_ISLAND = 2
"""Equal words between two longer changes that are not worth showing, at most so many."""
_MOST_SAID, _LONGEST_SAID = 4, 5
"""Maximum number of replacements to say, and of words in each."""
_CLOSE = 0.5
"""Minimum share of words that a sentence and its later version have in common, in the same order."""
_SAME_TEXT = 0.5

_TOKEN = re.compile(r"\S+")
_MARKS = ' .،,؛;:؟?!«»“”"()[]…'
_SIGNS = re.compile(r"(?<![\d\w])[-−–](?=\d)|[%٪$€£¥]")
_PLAIN_SIGNS = str.maketrans("−–٪", "--%")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UPDATE_LINE = re.compile(
    r"^[ \t(\[]{0,5}(?:(?:تاريخ |وقت )?[آأا]خر (?:ال)?تحديث|(?:تاريخ|وقت) (?:ال)?تحديث|(?:تم )?(?:ال)?تحديثه?(?= في|:)"
    r"|last updated?|updated(?= on|:))(?=[^\n]*\d)[^\n]{0,80}$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line, of its own, that says when the article was updated."""


class Replacement(NamedTuple):
    """Words that were replaced by others; one of the two may be empty."""

    before: str
    after: str
    at: int
    """Where `after` is, or would be, in the later version."""


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the differences in the order of `after`; without the deleted pieces, they are exactly `after`.

    >>> pieces("طول الجسر 420 مترا.", "طولُ الجسر ٢٤٠ مترا")
    (('equal', 'طولُ الجسر '), ('delete', '420 '), ('insert', '٢٤٠ '), ('equal', 'مترا'))
    """
    old, new = _tokens(before), _tokens(after)
    found: list[tuple[PieceKind, str]] = []
    for kind, i1, i2, j1, j2 in _without_islands(_blocks(old, new)):
        gone, come = _slice(before, old, i1, i2), _slice(after, new, j1, j2)
        found += [("equal", come)] if kind == "equal" else [("delete", gone), ("insert", come)]
    if not new and after:
        found.append(("equal", after))
    runs = groupby((piece for piece in found if piece[1]), key=lambda piece: piece[0])
    joined: list[Piece] = []
    for kind, run in runs:
        text = "".join(text for _, text in run)
        if kind == "delete" and joined and not joined[-1][1][-1].isspace():
            text = f" {text}"  # at the end of `after`
        elif joined and joined[-1][0] == "delete" and not joined[-1][1][-1].isspace():
            joined[-1] = ("delete", f"{joined[-1][1]} ")  # at the end of `before`
        joined.append((kind, text))
    return tuple(joined)


def replacements(before: str, after: str) -> Iterator[Replacement]:
    """Yield what was replaced, without the punctuation around it."""
    old, new = _tokens(before), _tokens(after)
    for kind, i1, i2, j1, j2 in _blocks(old, new):
        gone, come = _bare(old[i1:i2]), _bare(new[j1:j2])
        if kind != "equal" and (gone or come):
            yield Replacement(gone, come, new[j1].start() if j1 < len(new) else len(after))


def said(before: str, after: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Return the replacements that can be said in a sentence, numbers first, and whether there are others.

    >>> said("قال سالم إن طول الجسر 420 مترا", "قال سليم إن طول الجسر 240 مترا")
    ((('420', '240'), ('سالم', 'سليم')), False)
    """
    found = list(dict.fromkeys((item.before, item.after) for item in replacements(before, after)))
    short = [pair for pair in found if all(len(text.split()) <= _LONGEST_SAID for text in pair) and _says(pair)]
    chosen = sorted(short, key=lambda pair: not is_of_numbers(pair))[:_MOST_SAID]
    return tuple(chosen), len(chosen) < len(found)


def is_of_numbers(pair: tuple[str, str]) -> bool:
    """Return whether a replacement exchanges numbers."""
    return all(read(text) for text in pair)


def key_of(text: str) -> str:
    r"""Return a hash that is equal for versions of a text without a difference.

    Lines that only say when it was updated do not count, nor do spaces between words.

    >>> key_of("وصلَ الوفـد، \nإلى ٤٢٠ قرية\nآخر تحديث: 21 نوفمبر 10:30") == key_of("وصل الوفد الى 420 قريه.")
    True
    >>> key_of("بلغت الحرارة -5 درجات") == key_of("بلغت الحرارة 5 درجات")
    False
    """
    keys = list(filter(None, map(_key, _UPDATE_LINE.sub("", text).split())))
    joined = "".join(f" {key} " if any(map(str.isdigit, key)) else key.replace(" ", "") for key in keys)
    return hashlib.sha256(joined.encode(errors="surrogatepass")).hexdigest()[:32]


def contains(text: str, sentence: str) -> bool:
    """Return whether `text` has the words of `sentence` one after the other."""
    return f" {_plain(sentence)} " in f" {_plain(text)} "


def closest(sentence: str, others: Sequence[str]) -> int | None:
    """Return the index of the later version of `sentence` among `others`; None if it is none of them."""
    mine = _plain(sentence).split()
    counted = Counter(mine)
    best, found = _CLOSE, None
    for index, other in enumerate(others):
        theirs = _plain(other).split()
        whole = len(mine) + len(theirs)
        if not whole or 2 * (counted & Counter(theirs)).total() < best * whole or whole > _MOST_COMPARED:
            continue
        share = SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
        if share > best or (found is None and share == best):
            best, found = share, index
    return found


def share_text(text: str, other: str) -> bool:
    """Return whether two texts have at least half of the words of the shorter one in common.

    Versions of one article do; articles on different events share little more than particles.
    """
    one, two = set(words(text)), set(words(other))
    return bool(one and two) and len(one & two) >= _SAME_TEXT * min(len(one), len(two))


def _tokens(text: str) -> list[re.Match[str]]:
    """Return the words; punctuation by itself belongs to the word before it, as spaces do."""
    return [token for token in _TOKEN.finditer(text) if _key(token.group())]


@lru_cache(maxsize=20_000)  # as for letters.fold
def _key(text: str) -> str:
    """Return the form in which a token is compared; empty for punctuation."""
    folded = [_GROUPS.sub("", word) for word in words(text)]
    signs = "".join(_SIGNS.findall(text)).translate(_PLAIN_SIGNS) if any(map(str.isdigit, text)) else ""
    return " ".join((signs, *folded) if signs else folded)


def _plain(text: str) -> str:
    return " ".join(filter(None, map(_key, text.split())))


def _slice(text: str, tokens: Sequence[re.Match[str]], start: int, end: int) -> str:
    """Return the characters of some tokens, with the spaces after them, and those before the first token of all."""
    if start == end:
        return ""
    first = tokens[start].start() if start else 0
    return text[first : tokens[end].start() if end < len(tokens) else len(text)]


def _bare(tokens: Sequence[re.Match[str]]) -> str:
    return " ".join(token.group().strip(_MARKS) for token in tokens).strip()


def _says(pair: tuple[str, str]) -> bool:
    """Return whether a replacement has more than particles."""
    return any(word not in stop_words() for text in pair for word in words(text))


def _blocks(old: Sequence[re.Match[str]], new: Sequence[re.Match[str]]) -> list[_Block]:
    """Return the opcodes between two versions; what is too long to compare is one replacement."""
    mine, theirs = [_key(token.group()) for token in old], [_key(token.group()) for token in new]
    found: list[_Block] = []
    for kind, i1, i2, j1, j2 in _by_words(mine, theirs) or _by_lines(old, new, mine, theirs):
        same = kind != "equal" and "".join(mine[i1:i2]).replace(" ", "") == "".join(theirs[j1:j2]).replace(" ", "")
        found.append(("equal" if same else kind, i1, i2, j1, j2))
    return found


def _by_words(mine: Sequence[str], theirs: Sequence[str]) -> list[_Block] | None:
    """Return the opcodes; None if it would take too long."""
    if mine == theirs:
        return [("equal", 0, len(mine), 0, len(theirs))]
    start = _common(mine, theirs)
    end = _common(mine[start:][::-1], theirs[start:][::-1])
    one, two = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
    if max(len(one), len(two)) > _MOST_COMPARED:
        return None
    often = Counter(two)
    if sum(number * often[key] for key, number in Counter(one).items()) > _MOST_PAIRS:
        return None
    inner = [
        (kind, i1 + start, i2 + start, j1 + start, j2 + start)
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    ]
    before = [("equal", 0, start, 0, start)] if start else []
    after = [("equal", len(mine) - end, len(mine), len(theirs) - end, len(theirs))] if end else []
    return [*before, *inner, *after]


def _by_lines(
    old: Sequence[re.Match[str]], new: Sequence[re.Match[str]], mine: Sequence[str], theirs: Sequence[str]
) -> list[_Block]:
    """Compare long texts line by line first, and only the lines that differ word by word."""
    one, two = _lines(old, mine), _lines(new, theirs)
    lines = _by_words([key for key, _ in one], [key for key, _ in two])
    if lines is None:
        return [("replace", 0, len(mine), 0, len(theirs))]
    found: list[_Block] = []
    for kind, first, last, from_, to in lines:
        i1, i2 = _reach(one, first, last, len(mine))
        j1, j2 = _reach(two, from_, to, len(theirs))
        inner = None if kind != "replace" else _by_words(mine[i1:i2], theirs[j1:j2])
        if inner is None:
            found.append((kind, i1, i2, j1, j2))
        else:
            found += [(each, a + i1, b + i1, c + j1, d + j1) for each, a, b, c, d in inner]
    return found


def _lines(tokens: Sequence[re.Match[str]], keys: Sequence[str]) -> list[tuple[str, int]]:
    """Return each line with words as one key, and its first token."""
    if not tokens:
        return []
    text, found, first = tokens[0].string, [], 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or "\n" in text[tokens[index - 1].end() : tokens[index].start()]:
            found.append((" ".join(keys[first:index]), first))
            first = index
    return found


def _reach(lines: Sequence[tuple[str, int]], first: int, last: int, tokens: int) -> tuple[int, int]:
    starts = [start for _, start in lines] + [tokens]
    return starts[first], starts[last]


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many tokens two sequences have in common at their start."""
    number = 0
    for mine, theirs in zip(one, two, strict=False):
        if mine != theirs:
            break
        number += 1
    return number


def _without_islands(blocks: Sequence[_Block]) -> list[_Block]:
    """Join changes that only a word or two separates, so that a rewritten sentence is not in shreds."""
    found: list[_Block] = []
    for index, block in enumerate(blocks):
        kind, i1, i2, j1, j2 = block
        inside = kind == "equal" and 0 < index < len(blocks) - 1 and i2 - i1 <= _ISLAND
        if inside and all(_size(blocks[index + step]) > _ISLAND for step in (-1, 1)):
            kind = "replace"
        if found and kind != "equal" and found[-1][0] != "equal":
            _, first, _, from_, _ = found.pop()
            found.append(("replace", first, i2, from_, j2))
        else:
            found.append((kind, i1, i2, j1, j2))
    return found


def _size(block: _Block) -> int:
    kind, i1, i2, j1, j2 = block
    return 0 if kind == "equal" else max(i2 - i1, j2 - j1)
