"""What a person decided about stories, in ``stories.yaml`` beside the settings or earlier.

In: the file, the output folder and the store. Out: the decisions, by identity. The numbers in a new statement are
looked up in the record of the edition that it means; the store then keeps the decision for good.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from reporter import record
from reporter.editions.folders import RECORD, edition_folders, latest_day
from reporter.errors import ConfigError, ReporterError
from reporter.printable import reason_of
from reporter.store import Store
from reporter.store.stories import Decided, StoryDecisions
from reporter.stories.decisions import Decisions, Named, Statement, statements
from reporter.yaml_reading import YamlError

FILE = "stories.yaml"
_MOST_BYTES = 1024**2

Entries = Callable[[date | None], tuple[str, dict[str, str]]]
"""From the day of an edition, or None for the latest, to its name and the identities of its entries."""


def decided(folder: Path, output: Path, store: Store, today: date) -> tuple[Decisions, tuple[str, ...]]:
    """Return all decisions, and what is wrong with the file in `folder`, one sentence for each statement."""
    kept, path = StoryDecisions(store), folder / FILE
    wrong: list[str] = []
    try:
        said = read(path)
    except ConfigError as e:
        said, wrong = None, [str(e)]
    if said is not None:
        before = kept.carried_out(str(path))
        entries = _entries(output, today)
        done, new = [], list[Decided]()
        for statement in said:
            try:
                if statement.text not in before:
                    new += _pairs(statement, path, entries)
                done.append(statement.text)
            except ConfigError as e:
                wrong.append(str(e))
        if new or before != set(done):
            kept.keep(str(path), done, new)
    return Decisions(part=kept.pairs("part"), join=kept.pairs("join")), tuple(wrong)


def read(path: Path) -> tuple[Statement, ...]:
    """Return the statements of the file at `path`; none if it does not exist.

    Raises:
        ConfigError: it cannot be read, or is not what it must be; the message names the file, and the line.

    """
    try:
        if not path.exists():
            return ()
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{path} is larger than 1 MB.")
        return statements(path.read_text(encoding="utf-8-sig"))
    except YamlError as e:
        raise ConfigError(f"{path}, {e}.") from e
    except UnicodeDecodeError as e:
        raise ConfigError(f"{path} is not UTF-8 text.") from e
    except OSError as e:
        raise ConfigError(f"{path} cannot be read ({reason_of(e)}).") from e


def _pairs(statement: Statement, path: Path, entries: Entries) -> Iterator[Decided]:
    articles = {_identity(named, statement, path, entries): named.text for named in statement.articles}
    if len(articles) < len(statement.articles):
        raise ConfigError(f"{path}, line {statement.line}: two of the articles in '{statement.text}' are the same.")
    for one, other in combinations(articles, 2):
        yield statement.kind, one, other


def _identity(named: Named, statement: Statement, path: Path, entries: Entries) -> str:
    if named.identity is not None:
        return named.identity
    try:
        edition, identities = entries(named.day)
    except ReporterError as e:
        raise ConfigError(f"{path}, line {statement.line}: {e}") from e
    if named.entry not in identities:
        raise ConfigError(f"{path}, line {statement.line}: the edition of {edition} has no article {named.entry}.")
    return identities[named.entry]


def _entries(output: Path, today: date) -> Entries:
    @cache
    def entries(day: date | None) -> tuple[str, dict[str, str]]:
        folders = edition_folders(output)
        if not folders:
            raise ConfigError(f"There is no edition in {output} yet.")
        name = latest_day(folders, today) if day is None else day.isoformat()
        if name not in folders:
            raise ConfigError(f"There is no edition of {name} in {output}.")
        made = record.load(folders[name] / RECORD)
        return name, {entry.id: entry.identity for entry in made.entries}

    return entries
