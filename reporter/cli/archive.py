"""``reporter search``, ``reporter roundup`` and ``reporter archive``."""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reporter import archive
from reporter.archive import Hit, Limits, NameCount, Passage, Place, Results, Wanted
from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.config import Config
from reporter.errors import ConfigError
from reporter.model import Span
from reporter.render.words.bilingual import MACHINE
from reporter.translate import gather_glossary

_MOST_NAMES = 50
"""Terms to print on the terminal; with --json, all are printed."""


def search_(arguments: argparse.Namespace) -> int:
    """Print the articles that a query finds, or the glossary's terms in them."""
    config, text = settings(arguments), " ".join(arguments.query)
    limits = Limits(
        first=arguments.first,
        last=arguments.last,
        outlet=arguments.outlet or "",
        section=arguments.section or "",
    )
    _refuse_reversed(arguments)
    if arguments.names:
        _say_names(config, text, limits, as_json=bool(arguments.json))
        return 0
    results = archive.search(Place.of(config), text, limits, most=arguments.limit)
    if not results.query.wanted:
        raise ConfigError("The query has no word to search for; -words only exclude articles.")
    if results.query.ignored:
        say(f"reporter: the last {results.query.ignored} words of the query were ignored.", error=True)
    say(json.dumps(_json(results, config), ensure_ascii=False, indent=2) if arguments.json else _told(results, config))
    return 0 if results.hits else 1


def roundup_(arguments: argparse.Namespace) -> int:
    """Make a round-up of the editions of some days, and print the path of its PDF."""
    from reporter.workflows.roundup import build_roundup  # only this command prints

    config = settings(arguments)
    _refuse_reversed(arguments)
    wanted = Wanted(
        first=arguments.first, last=arguments.last, section=arguments.section or "", priority=arguments.priority
    )
    folder = build_roundup(config, wanted)
    if not arguments.quiet:
        say(folder / "briefing.pdf")
    return 0


def rebuild_(arguments: argparse.Namespace) -> int:
    """Make the archive again from the records."""
    config = settings(arguments)
    place = Place.of(config)
    say(f"{counted(archive.rebuild(place), 'edition')} in {place.index}.")
    return 0


def _refuse_reversed(arguments: argparse.Namespace) -> None:
    first, last = arguments.first, arguments.last
    if first and last and first > last:
        raise ConfigError(f"--from {first} is after --to {last}; exchange them.")


def _told(results: Results, config: Config) -> str:
    if not results.hits:
        return "Nothing was found."
    blocks = ["\n".join(_lines(hit, config)) for hit in results.hits]
    if results.more:
        blocks.append(f"There are more than {counted(len(blocks), 'article')}; --limit N prints more.")
    return "\n\n".join(blocks)


def _lines(hit: Hit, config: Config) -> Iterator[str]:
    yield " · ".join(filter(None, (hit.day.isoformat(), hit.entry, hit.outlet, hit.url or hit.path)))
    if hit.withdrawn:
        yield f"  WITHDRAWN: the edition of {hit.withdrawn} says so."
    if not any(passage.place == "title" for passage in hit.passages):
        titles = _with_mark(hit.title_en or "", machine=hit.title_machine), hit.title_ar
        yield from (f"  {title}" for title in titles if title)
    for passage in hit.passages:
        where = f"{passage.place}  " if "." in passage.place else ""
        yield from (f"  {where}{text}" for text in _marked(passage) if text)
        if passage.changed:
            yield f"  CHANGED: the article no longer says this, as the edition of {passage.changed} tells."
    yield f"  {_file(hit, config)}"


def _marked(passage: Passage) -> tuple[str, str]:
    """Return the English and the Arabic of a passage, with asterisks around what was found."""
    english = _with_mark(_starred(passage.en or "", passage.marks_en), machine=passage.machine)
    return english, _starred(passage.ar, passage.marks_ar)


def _with_mark(text_en: str, *, machine: bool) -> str:
    return f"{text_en} {MACHINE}" if text_en and machine else text_en


def _starred(text: str, marks: Sequence[Span]) -> str:
    for mark in reversed(marks):
        text = f"{text[: mark.start]}*{mark.of(text)}*{text[mark.end :]}"
    return text


def _file(hit: Hit, config: Config) -> str:
    """Return the page of the edition with the place in it, relative to the folder of the settings if it is inside."""
    path = hit.file.relative_to(config.root) if hit.file.is_relative_to(config.root) else hit.file
    return f"{path}#{hit.anchor}" if path.suffix == ".html" else str(path)


def _json(results: Results, config: Config) -> dict[str, Any]:
    return {
        "hits": [
            {
                "date": hit.day.isoformat(),
                "entry": hit.entry,
                "title_ar": hit.title_ar,
                "title_en": hit.title_en,
                "title_machine": hit.title_machine,
                "outlet": hit.outlet,
                "url": hit.url,
                "path": hit.path,
                "withdrawn": hit.withdrawn and hit.withdrawn.isoformat(),
                "file": _file(hit, config),
                "passages": [
                    {
                        "place": passage.place,
                        "text_ar": passage.ar,
                        "marks_ar": [list(mark) for mark in passage.marks_ar],
                        "text_en": passage.en,
                        "machine": passage.machine,
                        "marks_en": [list(mark) for mark in passage.marks_en],
                        "changed": passage.changed and passage.changed.isoformat(),
                    }
                    for passage in hit.passages
                ],
            }
            for hit in results.hits
        ],
        "more": results.more,
    }


def _say_names(config: Config, text: str, limits: Limits, *, as_json: bool) -> None:
    glossary, _ = gather_glossary(config.glossary)  # problems there are logged
    found = archive.names(Place.of(config), glossary, text, limits)
    if as_json:
        say(json.dumps({"names": list(map(_name_json, found))}, ensure_ascii=False, indent=2))
        return
    by_day = len({month for name in found for month in name.months}) == 1
    for name in found[:_MOST_NAMES]:
        times = {day.isoformat(): number for day, number in name.editions} if by_day else name.months
        when = ", ".join(f"{when} {number}" for when, number in times.items())
        say(f"{name.articles:6}  {name.en} · {name.ar}  ({when})")
    if not found:
        say("No term of the glossary was found.")
    elif len(found) > _MOST_NAMES:
        say(f"and {counted(len(found) - _MOST_NAMES, 'more term')}; --json prints all.")


def _name_json(name: NameCount) -> dict[str, Any]:
    days: dict[date, int] = dict(name.editions)
    return {
        "term_en": name.en,
        "term_ar": name.ar,
        "articles": name.articles,
        "months": name.months,
        "editions": {day.isoformat(): number for day, number in days.items()},
    }
