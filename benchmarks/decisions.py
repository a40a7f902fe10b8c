"""Decisions of the desk on an edition of many articles: how long one takes, whether they last, whether runs agree.

In: a number of articles. Out: printed figures, each with its limit. The edition is made by real runs of invented pages;
its documents are made by a stand-in, because what they look like does not matter here.
"""

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import yaml

from benchmarks import invented
from reporter import record
from reporter.clean.sentences import split_sentences
from reporter.config import Config, load
from reporter.desk.decisions import Decisions, EntryDecisions, Note, key_of, name_of, names, path_of
from reporter.desk.journal import Journal, Who
from reporter.desk.sentences import sentence_keys
from reporter.model import Span
from reporter.record import Entry, Record
from reporter.render import Documents
from reporter.review.guard import SECRET_HEADER, Guard
from reporter.review.server import application
from reporter.review.sheet import Sheet
from reporter.store import Store
from reporter.store.corrections import Corrections
from reporter.workflows import pipeline
from reporter.workflows.make import build_edition

ARTICLES, SENTENCES, MOVES, DECISIONS = 60, 40, 30, 200
DAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 3, tzinfo=UTC)
_SEED = 20261129
_PROMOTION = "تابعوا تغطيتنا على منصة كاميرو"
"""A line in each page that only another word list takes for noise."""
_SECTIONS = [
    {"name": "first", "title": {"en": "First", "ar": "أول"}, "words": ["كاميرو"]},
    {"name": "other", "title": {"en": "Other", "ar": "غيرها"}, "rest": True},
]
_WORD_LIST = {"noise": {"promotion": {"effect": "line", "starts": ["تابعوا تغطيتنا"]}}}


def figures(
    folder: Path, articles: int = ARTICLES, moves: int = MOVES, decisions: int = DECISIONS
) -> Iterator[tuple[str, bool]]:
    """Yield each figure, and whether it is within its limit."""
    with stand_ins():
        config = made(folder / "moves", articles)
        page_ms, first_ms, last_ms, most_ms = responses(config, decisions)
        said = (
            f"{articles} articles of {SENTENCES} sentences: page {page_ms:.0f} ms of processor time (1000); "
            f"{decisions} decisions, the first ten {first_ms:.0f} ms each, the last ten {last_ms:.0f}, "
            f"the slowest {most_ms:.0f} (100)"
        )
        yield said, page_ms <= 1000 and most_ms <= 100
        same = agree(config, moves)
        yield f"{moves} random moves, then two runs: records {'equal' if same else 'NOT equal'}", same
        for what, held, listed, lost in survival(folder / "survival", articles):
            number = held + listed + lost
            share = held / number
            said = f"{what}: {held} of {number} decisions hold ({share:.3f}, .99), {listed} listed, {lost} lost"
            yield said, share >= 0.99 and lost == 0


def responses(config: Config, decisions: int) -> tuple[float, float, float, float]:
    """Return the processor time in ms of the page, of the first and the last decisions, and of the slowest one."""
    chance, spent = random.Random(_SEED), []
    folder = config.output / DAY.isoformat()
    with Store.open(config.store) as store:
        sheet, guard = Sheet(folder, Corrections(store), by="Lina"), Guard(port=1)
        client = application(config, sheet, guard).test_client()
        base = f"/{guard.token}/desk"
        for _ in range(2):  # the first loads modules
            page_ms = _milliseconds(lambda: client.get(base, base_url="http://localhost:1"))
        headers = {"Origin": "http://localhost:1", SECRET_HEADER: guard.secret}
        keys = [key_of(entry.source) for entry in sheet.record.entries]
        for number in range(decisions):
            key = keys[number % len(keys)]
            note = {"en": f"Note {number}: {'word ' * 20}", "ar": "", "for": "print"}
            change = chance.choice([{"note": note}, {"priority": chance.choice(["lead", "normal", "brief"])}])
            body = {"key": key, "version": "", "change": change, "window": "w"}
            spent.append(_milliseconds(lambda body=body: _sent(client, f"{base}/decide", headers, body)))
    return page_ms, sum(spent[:10]) / 10, sum(spent[-10:]) / 10, max(spent)


def _sent(client: Any, path: str, headers: dict[str, str], body: dict[str, object]) -> None:
    answer = client.post(path, base_url="http://localhost:1", headers=headers, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000


def agree(config: Config, moves: int) -> bool:
    """Return whether two runs make equal records after so many random moves of articles."""
    chance, journal = random.Random(_SEED), Journal(path_of(config.desk.decisions, DAY))
    keys = [key_of(entry.source) for entry in build_edition(config, NOW, day=DAY).record.entries]
    for _ in range(moves):
        key, at = chance.choice(keys), chance.randrange(len(keys))

        def moved(before: Decisions, key: str = key, at: int = at) -> Decisions:
            rest = [each for each in before.order if each != key]
            return before.model_copy(update={"order": (*rest[:at], key, *rest[at:])})

        journal.whole(moved, _WHO, "order")
    one, other = (build_edition(config, NOW, day=DAY).record for _ in range(2))
    order = [name_of(key) for key in journal.decisions().order]
    first = [entry for entry in one.entries if entry.desk.priority == "normal"]
    placed = [each for each in (name_of(key_of(entry.source)) for entry in first) if each in order]
    return one == other and record.dumps(one) == record.dumps(other) and len(placed) > 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A decision, and whether a record has it."""

    name: str
    """Of the article."""
    part: str
    """The name of the sentence, if it is about one."""
    holds: Callable[[Record], bool]


_WHO = Who(by="Lina", at=NOW)


def survival(folder: Path, articles: int, sentences: int = SENTENCES) -> Iterator[tuple[str, int, int, int]]:
    """Yield what is changed between two runs, and how many decisions hold, are listed as stale, and are lost."""
    config = made(folder, articles, sentences)
    wanted = _decided(config)
    first = build_edition(config, NOW, day=DAY).record
    assert all(each.holds(first) for each in wanted)
    written = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    (folder / "words.yaml").write_text(yaml.safe_dump(_WORD_LIST, allow_unicode=True), encoding="utf-8")
    for what, changed in (
        ("another word list", {"ingest": {"word_lists": ["words.yaml"]}}),
        ("summary.sentences 3 -> 1", {"summary": {"sentences": 1}}),
        ("summary.sentences 3 -> 8", {"summary": {"sentences": 8}}),
        ("pages that were saved again", {}),
    ):
        if not changed:
            _write_pages(folder, again=True)
        (folder / "config.yaml").write_text(yaml.safe_dump(written | changed), encoding="utf-8")
        result = build_edition(load(folder / "config.yaml"), NOW, day=DAY)
        said = json.loads((result.folder / "run.json").read_bytes())["stale_decisions"]
        stale = {(name_of(key), part) for key, _, part in (each.partition(" ") for each in said)}
        held = sum(each.holds(result.record) for each in wanted)
        listed = sum(not each.holds(result.record) and (each.name, each.part) in stale for each in wanted)
        yield what, held, listed, len(wanted) - held - listed


def _decided(config: Config) -> list[_Wanted]:
    """Decide something on each article of the edition."""
    journal = Journal(path_of(config.desk.decisions, DAY))
    made = build_edition(config, NOW, day=DAY).record
    wanted: list[_Wanted] = []
    kinds, others = itertools.cycle(_KINDS), itertools.cycle(_KINDS[:5])
    for entry in made.entries:
        decided, part, holds = next(kinds if entry.points else others)(entry)
        journal.entry(key_of(entry.source), lambda _, decided=decided: decided, _WHO)
        (name, *_) = names(entry.source, entry.identity)
        wanted.append(_Wanted(name_of(f"url:{name}"), part, partial(_holds, name=name, holds=holds)))
    return wanted


def _holds(made: Record, name: str, holds: Callable[[Entry | None], bool]) -> bool:
    return holds(next((entry for entry in made.entries if entry.identity == name), None))


_Kind = tuple[EntryDecisions, str, Callable[[Entry | None], bool]]


def _lead(_: Entry) -> _Kind:
    return EntryDecisions(priority="lead"), "", lambda now: now is not None and now.desk.priority == "lead"


def _section(_: Entry) -> _Kind:
    return EntryDecisions(section="first"), "", lambda now: now is not None and now.desk.section == "first"


def _out(_: Entry) -> _Kind:
    return EntryDecisions.model_validate({"out": {"why": "old"}}), "", lambda now: now is None


def _headline(_: Entry) -> _Kind:
    decided = EntryDecisions.model_validate({"our_headline": {"en": "Ours"}})
    return decided, "", lambda now: bool(now and now.desk.our_headline and now.desk.our_headline.en == "Ours")


def _note(_: Entry) -> _Kind:
    note = Note.model_validate({"en": "Seen.", "by": "Lina", "at": NOW})
    return EntryDecisions(notes=(note,)), "", lambda now: bool(now and now.desk.notes)


def _added(entry: Entry) -> _Kind:
    """Quote the last sentence that is not quoted."""
    quoted = {point.text_ar for point in entry.points}
    texts = [Span(*found).of(entry.text_ar) for found in split_sentences(entry.text_ar)]
    pairs = list(zip(texts, sentence_keys(texts), strict=True))
    text, key = next(pair for pair in reversed(pairs) if pair[0] not in quoted)
    decided = EntryDecisions.model_validate({"sentences": {"add": [key]}})
    return decided, key, lambda now: bool(now and any(point.text_ar == text for point in now.points))


def _removed(entry: Entry) -> _Kind:
    text = entry.points[0].text_ar
    (key,) = sentence_keys([text])
    decided = EntryDecisions.model_validate({"sentences": {"remove": [key]}})
    return decided, key, lambda now: bool(now and all(point.text_ar != text for point in now.points))


_KINDS = (_lead, _section, _out, _headline, _note, _added, _removed, _added, _removed)


def made(folder: Path, articles: int, sentences: int = SENTENCES) -> Config:
    """Make the edition of invented pages in `folder`."""
    invented.write(folder / "texts", articles, length=sentences, outlets=7)
    _write_pages(folder, again=False)
    settings = {
        "inputs": ["articles"], "memory": ["texts/memory.tmx"], "translate": {"models_dir": "models"},
        "timezone": "UTC", "summary": {"sentences": 3}, "desk": {"sections": _SECTIONS},
    }  # fmt: skip
    (folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    config = load(folder / "config.yaml")
    build_edition(config, NOW, day=DAY)
    return config


def _write_pages(folder: Path, *, again: bool) -> None:
    """Write each text as a saved page; saved `again`, it has other mark-up, another head, and links around it."""
    (folder / "articles").mkdir(exist_ok=True)
    for path in sorted((folder / "texts/articles").rglob("*.txt")):
        _, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
        title, *paragraphs = body.strip().split("\n\n")
        address = f"https://paper.example/{path.stem}{'/?utm_source=x' if again else ''}"
        paragraphs.insert(1, _PROMOTION)
        lines = "".join(
            f"<p>{'<span>' if again else ''}{escape(each)}{'</span>' if again else ''}</p>\n" for each in paragraphs
        )
        around = "<nav><a href='/'>الرئيسية</a> <a href='/all'>كل الأخبار</a></nav>" if again else ""
        page = (
            f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<link rel="canonical" href="{address}">{"<!-- saved again -->" if again else ""}</head><body>{around}'
            f"<article><h1>{escape(title)}</h1>\n{lines}</article>{around}</body></html>"
        )
        (folder / "articles" / f"{path.stem}.html").write_text(page, encoding="utf-8")


@contextmanager
def stand_ins() -> Iterator[None]:
    """Make no documents."""
    render, read_back = Documents.render, pipeline._read_pdf_back  # noqa: SLF001
    Documents.render = lambda *_: {"briefing.html": b"<!doctype html>", "briefing.pdf": b"%PDF-1.7"}  # type: ignore[method-assign]
    pipeline._read_pdf_back = lambda *_: None  # type: ignore[assignment]  # noqa: SLF001
    try:
        yield
    finally:
        Documents.render = render  # type: ignore[method-assign]
        pipeline._read_pdf_back = read_back  # noqa: SLF001
