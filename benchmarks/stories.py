"""Stories: how well copies and reports of one event are found, and the processor time and memory that this takes.

Copies are made of articles on which nothing was tuned, in the ways in which outlets change what an agency sends. The
articles are those of EASC and others that consist of successive news sentences. Stories are scored on the invented set
in ``tests/data/stories``, alone and among a thousand other articles.
"""

import json
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.articles import PAIRS, ROOT, arabic_lines
from reporter.clean.sentences import split_sentences
from reporter.model import Article, Source
from reporter.stories.grouping import group
from reporter.stories.passages import matches

EASC = ROOT.parent / "shared" / "easc" / "dev.jsonl"
SET = ROOT / "tests" / "data" / "stories" / "articles.yaml"
ARTICLES = 300
SENTENCES = 10
BLOCK = 12
"""Successive sentences, which tell of one event or of similar ones."""
SIZES = (1_000, 10_000)
OUTLETS = 30
NOON = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(hours=3)))
_SEED = 20261120

Sentences = Sequence[str]


class Scores(NamedTuple):
    """How well groups agree with those of a person, 0 to 1 each.

    Source of B³: Bagga and Baldwin (1998), "Entity-Based Cross-Document Coreferencing Using the Vector Space Model".
    """

    b_cubed: float
    """Harmonic mean of precision and recall, averaged over articles."""
    precision: float
    """Share of the pairs found that are right."""
    recall: float
    """Share of the right pairs that are found."""

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall of pairs."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1)


class Kept(NamedTuple):
    """How many copies of one kind are found."""

    found: int
    copies: int
    wrong: int
    """Articles that are the same text as a copy of another article."""


def article(number: int, title: str, sentences: Sentences, outlet: str, at: datetime = NOON) -> Article:
    """Return an article; the same number always gives the same identity."""
    source = Source(
        path=f"{number}.txt",
        sha256=f"{number:064x}",
        retrieved_at=at,
        outlet=outlet,
        url=f"https://news.example/{number}",
        published_at=at,
    )
    return Article(
        source=source,
        title_ar=title,
        title_derived=False,
        deck_ar=None,
        text="\n".join(sentences),
        headings=(),
        sentences=(),
    )


def scores(found: Iterable[Sequence[int]], right: Sequence[str]) -> Scores:
    """Compare groups of articles with the story of each article."""
    story: dict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(right):
        story[name].add(number)
    groups = {number: frozenset(members) for members in found for number in members}
    common = [len(groups[number] & story[name]) for number, name in enumerate(right)]
    precision = sum(each / len(groups[number]) for number, each in enumerate(common)) / len(right)
    recall = sum(each / len(story[right[number]]) for number, each in enumerate(common)) / len(right)
    pairs, expected = (
        {pair for members in each for pair in combinations(sorted(members), 2)}
        for each in (set(groups.values()), story.values())
    )
    both = len(pairs & expected)
    return Scores(2 * precision * recall / (precision + recall), both / (len(pairs) or 1), both / (len(expected) or 1))


# the invented set


def invented() -> tuple[list[Article], list[str]]:
    """Return the articles of the set, and the name of the story of each."""
    articles, names = [], []
    for name, told in yaml.safe_load(SET.read_text(encoding="utf-8")).items():
        for item in told:
            at = datetime.fromisoformat(item["at"]).replace(tzinfo=NOON.tzinfo)
            sentences = item["text"].splitlines()
            articles.append(article(len(articles), item["title"], sentences, item["outlet"], at))
            names.append(name)
    return articles, names


def measured(others: Sequence[Article] = ()) -> Scores:
    """Return the scores of the invented set among `others`."""
    articles, names = invented()
    every = [*articles, *others]
    groups = group(every, matches(every))
    own = [[number for number in each.articles if number < len(articles)] for each in groups]
    return scores(filter(None, own), names)


# altered copies


def _dropped(share: float) -> Callable[[Sentences, random.Random], Sentences]:
    def alter(sentences: Sentences, chance: random.Random) -> Sentences:
        kept = max(1, round(len(sentences) * (1 - share)))
        return [sentences[at] for at in sorted(chance.sample(range(len(sentences)), kept))]

    return alter


def _lost(share: float) -> Callable[[Sentences, random.Random], Sentences]:
    def alter(sentences: Sentences, chance: random.Random) -> Sentences:
        return [" ".join(word for word in each.split() if chance.random() >= share) for each in sentences]

    return alter


def _renumbered(sentences: Sentences, chance: random.Random) -> Sentences:
    changed = [re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(1, 9)), each) for each in sentences]
    return [f"المرفأ (وكالة الساحل) – {changed[0]}", *changed[1:]]


def _first_third(sentences: Sentences, _: random.Random) -> Sentences:
    words = sum(len(each.split()) for each in sentences)
    kept: list[str] = []
    for each in sentences:
        if sum(len(other.split()) for other in kept) >= words / 3:
            break
        kept.append(each)
    return kept


def _reordered(sentences: Sentences, chance: random.Random) -> Sentences:
    return chance.sample(list(sentences), len(sentences))


def _inside_own_text(sentences: Sentences, chance: random.Random) -> Sentences:
    own = chance.sample(_lines(), len(sentences))
    return [*own[: len(own) // 2], *sentences, *own[len(own) // 2 :]]


ALTERED: Mapping[str, Callable[[Sentences, random.Random], Sentences]] = {
    "number and dateline changed": _renumbered,
    "30 % of sentences dropped": _dropped(0.3),
    "50 % of sentences dropped": _dropped(0.5),
    "first third only": _first_third,
    "order changed": _reordered,
    "5 % of words lost": _lost(0.05),
    "10 % of words lost": _lost(0.1),
    "inside an own text": _inside_own_text,
}


def kept(originals: Sequence[Sentences], kind: str) -> Kept:
    """Return how many copies of one kind are found among their originals."""
    chance = random.Random(f"{_SEED} {kind}")
    copies = [ALTERED[kind](sentences, chance) for sentences in originals]
    articles = [
        article(number, f"خبر {number}", sentences, f"{number % 12}")
        for number, sentences in enumerate([*originals, *copies])
    ]
    same = [match for match in matches(articles) if match.kind == "same-text"]
    right = sum(match.other - match.one == len(originals) for match in same)
    wrong = {match.other for match in same if match.one < len(originals) <= match.other} - {
        match.other for match in same if match.other - match.one == len(originals)
    }
    return Kept(right, len(copies), len(wrong))


def originals() -> list[Sentences]:
    """Return the sentences of articles that share none: EASC's, and successive news sentences."""
    easc = [json.loads(line) for line in EASC.read_text(encoding="utf-8").splitlines()] if EASC.is_file() else []
    found: list[Sentences] = [_sentences(item["text"]) for item in easc]
    lines = _lines()
    step = max(SENTENCES, len(lines) // ARTICLES)
    found += [lines[start : start + SENTENCES] for start in range(0, len(lines) - SENTENCES, step)]
    return found[:ARTICLES]


def _sentences(text: str) -> Sentences:
    return [span.of(text) for span in split_sentences(text)]


def _lines() -> list[str]:
    return list(dict.fromkeys(line for line in arabic_lines() if len(line.split()) >= 8))


# a day's press


def press(number: int) -> list[Article]:
    """Return `number` articles like those of many outlets: each tells of a block of news; three in ten are copies."""
    chance, lines = random.Random(_SEED), _lines()
    blocks = [lines[start : start + BLOCK] for start in range(0, len(lines) - BLOCK, BLOCK)]
    articles: list[Article] = []
    for at in range(number):
        copied = articles[chance.randrange(max(0, at - 300), at)] if articles and chance.random() < 0.3 else None
        if copied:
            every = copied.text.split("\n")
            title, sentences = copied.title_ar, every[: chance.randint(3, max(3, len(every)))]
        else:
            title, *body = chance.choice(blocks)
            sentences = [body[place] for place in sorted(chance.sample(range(len(body)), chance.randint(4, SENTENCES)))]
        hours = timedelta(hours=chance.uniform(0, 24 * number / 1_400))
        articles.append(article(at, title, sentences, f"{at % OUTLETS}", NOON + hours))
    return articles


def _cost(number: int) -> None:
    """Print the seconds of both steps and the peak memory in MB, as JSON."""
    articles = press(number)
    before = _peak_mb()
    begun = time.process_time()
    found = matches(articles)
    shared = time.process_time()
    groups = group(articles, found)
    spent = (shared - begun, time.process_time() - shared)
    largest = max(len(each.articles) for each in groups)
    print(json.dumps([*spent, before, _peak_mb(), len(found), len(groups), largest]))


def _peak_mb() -> float:
    """Return the peak memory of this process alone; ``getrusage`` includes that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def stories(_: Path) -> None:
    """Print the tables."""
    print("\nStories of the invented set (60 articles, 18 stories)")
    others = press(1_000) if PAIRS.is_file() else []
    for what, score in {"alone": measured(), f"among {len(others):,} others": measured(others)}.items():
        pairs = f"P {score.precision:.3f}  R {score.recall:.3f}  F {score.f:.3f}"
        print(f"  {what:22} B³ F {score.b_cubed:.3f}   pairs: {pairs}")
    if not PAIRS.is_file():
        print("  Copies and cost are not measured: ../shared/news does not exist.")
        return
    texts = originals()
    print(f"\nCopies of {len(texts)} articles that are found")
    for kind in ALTERED:
        result = kept(texts, kind)
        share = result.found / result.copies
        verdict = "met" if share >= 0.98 else "MISSED"
        print(f"  {kind:30} {share:.3f}  (aim: 0.980, {verdict}); taken for copies of others: {result.wrong}")
    print("\nProcessor time and memory")
    for number in SIZES:
        command = [sys.executable, "-m", "benchmarks.stories", str(number)]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        shared, grouped, before, peak, pairs, groups, largest = json.loads(run.stdout)
        print(
            f"  {number:6,} articles: same text {shared:.2f} s + grouping {grouped:.2f} s = {shared + grouped:.2f} s; "
            f"{before:.0f} -> {peak:.0f} MB; {pairs:,} pairs share text, {groups:,} stories, largest {largest}"
        )


if __name__ == "__main__":
    _cost(int(sys.argv[1]))
