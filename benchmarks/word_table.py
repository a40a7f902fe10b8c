"""Make word lists (`reporter/data/words.tsv`, `singulars.txt`, `stem_frequencies.tsv`) from our own pairs.

    python benchmarks/word_table.py [--pairs FILE ...] [--out FOLDER]

IBM Model 1 is trained in both directions. A pair of words is kept if the geometric mean of the two probabilities is
above a threshold, and both words occur at least twice but not everywhere. Singulars are words that occur at least
twice; words that end like duals but have no "two" in most of their English sentences are marked as not dual.
Frequencies of stems are counted in beginnings of articles, which consist of successive sentences here.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reporter.language import vocabulary
from reporter.language.arabic import clitics, duals
from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import words
from reporter.stories import background

NEWS = Path(__file__).parents[2] / "shared" / "news"
ROUNDS = 5
LEAST_PROBABILITY = 0.05
LEAST_SEEN = 2
EVERYWHERE = 0.02
"""Share of sentences; a word in more of them says nothing about what a sentence means."""

SENTENCES = 7
"""In the beginning of an article, which has about 120 words."""
COMMON_STEM = 4
"""Of 1,000 articles; rarer stems are not listed."""
COMMON = 20
"""Occurrences; a word seen this often but never with ون has no such plural."""
MOSTLY = 0.6
"""Share of sentences; a word with "two" in fewer of them is not a dual."""
_TWO = re.compile(
    r"\b(?:two|2|both|twice|couple|pairs?|doubl\w*|second|either|neither|twins?|dual|other|bilateral|respectively|between|each|"
    r"half|latter|former|mutual\w*|twelve|12)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile("[ء-ي]{3,}")
_ENGLISH_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def train(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the English keys of each Arabic key."""
    rows = [(_arabic_keys(arabic), _english_keys(english)) for arabic, english in pairs]
    seen_ar = Counter(key for keys, _ in rows for key in keys)
    seen_en = Counter(key for _, keys in rows for key in keys)
    names_ar, names_en = sorted(seen_ar), sorted(seen_en)
    links = _links(rows, {name: at for at, name in enumerate(names_ar)}, {name: at for at, name in enumerate(names_en)})
    ids_ar, ids_en, places_ar, places_en = links
    distinct, cell = np.unique(ids_ar * len(names_en) + ids_en, return_inverse=True)
    of_ar, of_en = distinct // len(names_en), distinct % len(names_en)
    english_given_arabic = _model_1(cell, places_en, of_ar, len(distinct))
    arabic_given_english = _model_1(cell, places_ar, of_en, len(distinct))
    good = np.sqrt(english_given_arabic * arabic_given_english) > LEAST_PROBABILITY
    table: dict[str, set[str]] = {}
    most = EVERYWHERE * len(rows)
    for at_ar, at_en in zip(of_ar[good], of_en[good], strict=True):
        arabic, english = names_ar[at_ar], names_en[at_en]
        if LEAST_SEEN <= seen_ar[arabic] <= most and LEAST_SEEN <= seen_en[english] <= most and not arabic.isdigit():
            table.setdefault(arabic, set()).add(english)
    return table


def _arabic_keys(text_ar: str) -> set[str]:
    return {vocabulary.arabic_key(word) for word in words(text_ar) if len(word) > 1}


def _english_keys(text_en: str) -> set[str]:
    found = _ENGLISH_WORD.findall(text_en.lower().replace("’", "'"))
    return {vocabulary.english_key(word) for word in found if len(word) > 1}


def _links(
    rows: list[tuple[set[str], set[str]]], at_ar: dict[str, int], at_en: dict[str, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return, for each pair of words in one sentence pair: both keys' numbers, both occurrences' numbers."""
    ids_ar, ids_en, places_ar, places_en = [], [], [], []
    seen_ar = seen_en = 0
    for keys_ar, keys_en in rows:
        for place_en, key_en in enumerate(keys_en):
            for place_ar, key_ar in enumerate(keys_ar):
                ids_ar.append(at_ar[key_ar])
                ids_en.append(at_en[key_en])
                places_ar.append(seen_ar + place_ar)
                places_en.append(seen_en + place_en)
        seen_ar += len(keys_ar)
        seen_en += len(keys_en)
    return np.array(ids_ar), np.array(ids_en), np.array(places_ar), np.array(places_en)


def _model_1(cell: Ints, places: Ints, given: Ints, size: int) -> Floats:
    """Return the probability of each word pair by expectation maximisation; `places` are the words explained."""
    probability = np.ones(size)
    for _ in range(ROUNDS):
        share = probability[cell]
        share = share / (np.bincount(places, share)[places] + 1e-9)
        counts = np.bincount(cell, share, minlength=size)
        probability = counts / (np.bincount(given, counts)[given] + 0.5)
    return probability


def singulars(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return the lines of the list of singulars: see ``duals``."""
    seen: Counter[str] = Counter()
    looks: Counter[str] = Counter()
    says_two: Counter[str] = Counter()
    plurals: set[str] = set()
    for arabic, english in pairs:
        two = _TWO.search(english) is not None
        for word in set(words(arabic)):
            bare = clitics.bare(word)
            seen.update({word, bare})
            plurals.update(form[:-2] for form in (word, bare) if form.endswith("ون"))
            if bare.endswith(("ان", "ين")):
                looks[bare] += 1
                says_two[bare] += two
    no_duals = {word for word, count in looks.items() if says_two[word] < MOSTLY * count}
    no_duals |= {f"{plural}ين" for plural in plurals}
    known = {word for word, count in seen.items() if count >= LEAST_SEEN and _PLAIN.fullmatch(word)}
    known = {word for word in known if not clitics.is_definite(word) and not word.endswith(("ان", "ين", "ون"))}
    things = {word for word in known if seen[word] >= COMMON and word not in plurals and f"{word}ين" not in no_duals}
    return {f"+{word}" if word in things else word for word in known} | {f"!{word}" for word in no_duals}


def stem_frequencies(sentences: Iterable[str]) -> dict[str, int]:
    """Return how many of 1,000 beginnings of articles contain each common stem."""
    rows, beginnings = iter(sentences), []
    while block := list(islice(rows, SENTENCES)):
        beginnings.append({stem for sentence in block for stem in content_stems(words(sentence))})
    counted = Counter(stem for stems in beginnings for stem in stems)
    per_thousand = {stem: round(1000 * count / len(beginnings)) for stem, count in counted.items()}
    return {stem: count for stem, count in per_thousand.items() if count >= COMMON_STEM}


def write_frequencies(counts: dict[str, int], path: Path) -> None:
    """Write `counts` to `path`, the most frequent first."""
    lines = (f"{stem}\t{count}\n" for stem, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    path.write_text("".join(lines), encoding="utf-8")


def write_singulars(lines: set[str], path: Path) -> None:
    """Write the list to `path`, sorted."""
    path.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def write(table: dict[str, set[str]], path: Path) -> None:
    """Write `table` to `path`, sorted."""
    lines = (f"{arabic}\t{' '.join(sorted(english))}\n" for arabic, english in sorted(table.items()))
    path.write_text("".join(lines), encoding="utf-8")


def read(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of a TSV file."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", default=[NEWS / "pairs.tsv", NEWS / "lexicon.tsv"])
    parser.add_argument("--out", type=Path, default=vocabulary.TABLE.parent)
    options = parser.parse_args()
    pairs = [pair for path in options.pairs for pair in read(path)]
    table = train(pairs)
    write(table, options.out / vocabulary.TABLE.name)
    news = [arabic for path in options.pairs if path.stem == "pairs" for arabic, _ in read(path)]
    write_frequencies(stem_frequencies(news), options.out / background.TABLE.name)
    lines = singulars(pairs)
    write_singulars(lines, options.out / duals.TABLE.name)
    print(f"{len(table)} Arabic keys, {sum(map(len, table.values()))} word pairs; {len(lines)} lines of singulars")
    return 0


if __name__ == "__main__":
    sys.exit(main())
