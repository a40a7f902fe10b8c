"""No input stops the clock: every pattern and every step against texts made to be slow, at growing sizes.

Each regular expression of the rooms that look at articles meets long runs of every kind of character, and texts made
from its own parts (``pumped``); each step of reading, cleaning, summarising and checking meets the runs in an article.
With four times the text the processor time may grow sixfold at most; what takes next to none is fast enough.
"""

import logging
import random
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from benchmarks.patterns import Found, patterns, pumped
from reporter.glossary.terms import Glossary

MOST_GROWTH = 6.0
"""Of the time, for four times the text."""
LONGEST = 20.0
"""Seconds after which one try is given up."""
SENTENCE = "أعلنت بلدية المرفأ عن خطة جديدة لتنظيم السوق القديمة، وقال رئيسها إن العمل يبدأ يوم الأحد المقبل."

# fmt: off
CHARACTERS = (
    " \t\u00a0\n\u2003\u200b\u200f\x0b07٠aAzé_اأبلوهىة\u0640\u064b\u0651۔.,،؛;:؟?!-–—/\\|()[]{}<>«»"
    "\"'“”’*#&=+%$€@~^`…•·°"
)
PIECES = (
    ". ", " .", ", ", "،", "،ا", "و ", "ا ", "ال", "وال", "ا\n", " \n", "\t ", "a ", "A. ", "a-", "ab ", "1,",
    "1.", "1 ", "1-", "1/", "1:", "12 ", " 0", "٣٫", "٣ ", "«ا", "ا» ", '"ا" ', "(ا", "ا) ", "[ا", "](", "**",
    "__", "# ", "> ", "- ", "• ", "---\n", "===\n", "&nbsp;", "&#", "&#x", "&a", "<a ", "<p>", "<!--", "<br>",
    "</", "http://", "www.", "a@", "@a.", "a=1 ", ":// ", "مئة ", "ألف ", "عشرون و", "ثلاثة و", "في ", "قال ",
    "إن ", "وقال ", "يناير ", "2024-", "1/1/", "12:30 ", "hundred ", "and ", "twenty-", "million ", "$1 ",
    "1% ", "not ", "said ", "January ", "الاثنين ", "كتب: ", "رويترز - ", "(أ ف ب) ", "المصدر: ", "اقرأ أيضا ",
    "لا ", "لم ", "دولار ", "د. ", "أ.ف.ب ", "السيد ",
)
# fmt: on
SEEDS = (*CHARACTERS, *PIECES)


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is spent on the question."""

    small: int
    """Characters."""
    floor: float
    """Seconds of processor time for four times as many that are no matter, however they grow."""
    tries: int = 3


LARGE = Budget(20_000, 0.2)
SMALL = Budget(4_000, 0.06)


@dataclass(frozen=True, slots=True)
class Slow:
    """One thing that grew too fast."""

    what: str
    seed: str
    small: float
    """Seconds for the smallest size."""
    large: float
    """For the largest; infinite if it was given up."""

    def __str__(self) -> str:
        return f"{self.what} with {self.seed[:60]!r}: {self.small:.2f} s, {self.large:.2f} s"


class _TooLongError(BaseException):
    """Is not caught on the way."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_for(action: Callable[[str], object], text: str, limit: float) -> float:
    """Return the processor time that `action` takes; infinite if it takes more than `limit`."""
    started = time.process_time()
    try:
        with _at_most(limit):
            action(text)
    except _TooLongError:
        return float("inf")
    return time.process_time() - started


def slow(what: str, action: Callable[[str], object], parts: tuple[str, str, str], budget: Budget) -> Slow | None:
    """Return how `action` grows if it grows too fast with the middle one of `parts`; None if it does not."""
    before, unit, after = parts

    def text(size: int) -> str:
        return before + unit * (size // len(unit)) + after

    small, large = 0.0, float("inf")
    for _ in range(budget.tries):
        small = max(small, seconds_for(action, text(budget.small), LONGEST))
        if small <= budget.floor / 4**2:  # even with the square it is fast enough
            return None
        most = min(LONGEST, max(budget.floor, MOST_GROWTH * small))
        large = min(large, seconds_for(action, text(4 * budget.small), most))
        if large <= most:
            return None
    return Slow(what, before + unit, small, large)


def used(pattern: re.Pattern[str], method: str) -> Callable[[str], object]:
    """Return what applies `pattern` to a text, as `method` does."""
    if method in {"match", "fullmatch", "search"}:
        return getattr(pattern, method)
    return lambda text: sum(1 for _ in pattern.finditer(text))


def sweep_patterns(chosen: list[Found], seeds: tuple[str, ...], budget: Budget) -> list[Slow]:
    """Return what is slow among the patterns `chosen`."""
    found = []
    for each in chosen:
        texts = [*(("", seed, "\x00") for seed in seeds), *pumped(each.pattern)]
        for method in dict.fromkeys(
            "search" if m in {"sub", "subn", "findall", "finditer", "split"} else m for m in each.methods
        ):
            for parts in texts:
                if result := slow(f"{each.name}.{method}", used(each.pattern, method), parts, budget):
                    found.append(result)
                    break
    return found


def steps() -> dict[str, Callable[[str], object]]:
    """Return everything that is done with an article, by name; each takes the middle of its text."""
    from reporter import clean, summarise
    from reporter.clean.sentences import split_sentences
    from reporter.config import IngestSettings, SummarySettings
    from reporter.glossary.files import load_glossary
    from reporter.ingest.contents import parts_of
    from reporter.language.identification import not_arabic
    from reporter.model import RawArticle, Source

    noise, glossary, summariser = clean.load(), load_glossary(), summarise.build(SummarySettings())
    limit = round(IngestSettings().max_file_mb * 1_000_000)
    now = datetime(2026, 11, 21, tzinfo=UTC)
    page = "<html><head><title>خطة</title></head><body><article><h1>خطة</h1><p>{}</p><p>{}</p></article></body></html>"
    mail = "From: a@example.org\nSubject: =?utf-8?q?a?=\nContent-Type: text/plain; charset=utf-8\n\n{}\n\n{}\n"

    def article(text: str) -> object:
        source = Source(path="a.txt", sha256="0", retrieved_at=now)
        raw = RawArticle(
            source=source, title=None, deck=None, text=f"خطة\n\n{SENTENCE}\n{text}\n{SENTENCE}", encoding="utf-8"
        )
        return clean.clean(raw, noise)

    def summary(text: str) -> object:
        cleaned = article(f"{SENTENCE} {text} {SENTENCE}")
        return summariser.summarise(cleaned) if hasattr(cleaned, "sentences") else None

    def read(suffix: str, layout: str) -> Callable[[str], object]:
        def do(text: str) -> object:
            data = layout.format(SENTENCE + text + SENTENCE, SENTENCE).encode("utf-8", "surrogatepass")
            return [part.content for part in parts_of(data, suffix, name=f"a{suffix}", limit=limit)]

        return do

    made: dict[str, Callable[[str], object]] = {
        ".txt": read(".txt", "خطة\n\n{}\n\n{}\n"),
        ".md": read(".md", "# خطة\n\n{}\n\n{}\n"),
        ".html": read(".html", page),
        ".html, head": read(
            ".html", page.replace("<title>خطة", "<title>{0}").replace("<p>{}</p><p>{}", "<p>{1}</p><p>{1}")
        ),
        ".html, attribute": read(".html", page.replace("<p>{}", "<p class='{0}'>{1}", 1).replace("<p>{}", "<p>{1}")),
        ".eml": read(".eml", mail),
        "front matter": read(".txt", "---\ntitle: {}\n---\n{}\n"),
        "split_sentences": split_sentences,
        "not_arabic": lambda text: not_arabic(text, least=0.2),
        "clean": article,
        "summarise": summary,
        "glossary": glossary.find,
    }
    return made | _checks(glossary)


def _checks(glossary: Glossary) -> dict[str, Callable[[str], object]]:
    """Return the checks, each with the middle of the Arabic and with that of the English."""
    from reporter.checks import check_translation, registered
    from reporter.checks.pair import Pair

    made: dict[str, Callable[[str], object]] = {}
    for check in registered():
        made[f"check {check.id}, Arabic"] = lambda text, check=check: list(
            check.find(Pair(SENTENCE + text, "The town announced a plan.", None, glossary))
        )
        made[f"check {check.id}, English"] = lambda text, check=check: list(
            check.find(Pair(SENTENCE, "The town announced a plan." + text, None, glossary))
        )
    made["check_translation"] = lambda text: check_translation(text, text, glossary=glossary)
    return made


def sweep_steps(chosen: Mapping[str, Callable[[str], object]], seeds: tuple[str, ...], budget: Budget) -> list[Slow]:
    """Return what is slow among the steps `chosen`."""
    return [
        result
        for what, action in chosen.items()
        for seed in seeds
        if (result := slow(what, action, ("", seed, ""), budget))
    ]


def sample(count: int, seed: int) -> tuple[str, ...]:
    """Return some of the seeds."""
    return tuple(random.Random(seed).sample(SEEDS, count))


def sweep(_: Path) -> None:
    """Sweep everything, and name what is slow; ends with 1 if anything is."""
    logging.disable(logging.WARNING)
    found = patterns()
    print(f"\nsweep: {len(found)} patterns, {len(SEEDS)} seeds, {LARGE.small} and {4 * LARGE.small} characters")
    results = sweep_patterns(found, SEEDS, LARGE)
    for result in results:
        print(f"  slow: {result}", flush=True)
    done = steps()
    print(f"  patterns that are slow: {len(results)}; now {len(done)} steps", flush=True)
    for what, action in done.items():
        started = time.process_time()
        slow_ones = sweep_steps({what: action}, SEEDS, LARGE)
        print(f"  {what}: {time.process_time() - started:.0f} s, slow with {len(slow_ones)} seeds", flush=True)
        for result in slow_ones:
            print(f"    {result}", flush=True)
        results += slow_ones
    if results:
        raise SystemExit(1)
