"""Options of the commands that read editions and make other files of them."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from reporter.cli.options import values
from reporter.cli.options.adding import command, group
from reporter.cli.options.shared import edition, limits, shard
from reporter.model import Languages, Page
from reporter.registry import EXPORTS

if TYPE_CHECKING:
    from reporter.cli.options.adding import Commands


def stories(commands: "Commands") -> None:
    """Add `reporter stories`."""
    stories = command(commands, "stories", "stories", "list the stories of an edition, or explain one")
    stories.epilog = "Which articles are one story can be changed in stories.yaml; see docs/stories.md."
    stories.add_argument(
        "--date", type=values.day, metavar="YYYY-MM-DD", help="date of the edition (default: the latest)"
    )
    stories.add_argument(
        "--explain", metavar="ID", help="say why the articles of a story, such as 2 or 2026-11-20/2, are one"
    )
    shard(stories)


def changes(commands: "Commands") -> None:
    """Add `reporter changes`."""
    changes = command(
        commands, "changes", "changes", "print what is new, updated, continued and gone between two editions"
    )
    changes.epilog = "Deleted words are printed as [-420-], inserted ones as {+240+}."
    changes.add_argument(
        "--from",
        type=values.day,
        metavar="YYYY-MM-DD",
        help="date of the earlier edition (default: the one before --to)",
    )
    changes.add_argument(
        "--to", type=values.day, metavar="YYYY-MM-DD", help="date of the later one (default: the latest)"
    )
    changes.add_argument("--json", action="store_true", help="print JSON, with the whole text of what changed")
    shard(changes)


def export(commands: "Commands") -> None:
    """Add `reporter export`."""
    export = command(
        commands,
        "export",
        "export",
        "write an edition as a Word document, e-book, Markdown or table, or in another layout",
    )
    export.epilog = (
        "The file is made from the edition's record and, without --to, written beside it as briefing.FORMAT."
    )
    export.add_argument(
        "--format",
        required=True,
        choices=EXPORTS,
        metavar="FORMAT",
        help="one of %(choices)s",
    )
    edition(export)
    export.add_argument("--to", type=Path, metavar="FILE", help="file to write (default: beside the record)")
    shard(export)
    export.add_argument("--page", choices=get_args(Page), help="paper of docx, pdf and html (default: layout.page)")
    export.add_argument(
        "--languages",
        choices=get_args(Languages),
        help="which language comes first; pdf and html can omit one (default: layout.languages)",
    )


def search(commands: "Commands") -> None:
    """Add `reporter search`."""
    search = command(commands, "search", "archive", "find articles of all editions, in Arabic and English")
    search.epilog = (
        'A query has words, "phrases in quotes" and -words that must not occur; put it in single quotes. Arabic words '
        "are found in any spelling, with particles and endings. Exit codes: 0 something was found, 1 nothing was found."
    )
    search.add_argument("query", nargs="*", metavar="QUERY", help="what to search for; optional with --names")
    limits(search)
    search.add_argument("--outlet", metavar="NAME", help="only outlets with NAME in their name, Arabic or English")
    search.add_argument("--section", metavar="NAME", help="only articles of this section")
    shard(search)
    search.add_argument(
        "--limit", type=values.number, default=20, metavar="N", help="articles to print (default: %(default)s)"
    )
    search.add_argument(
        "--names",
        action="store_true",
        help="print in how many articles the terms of the glossary occur, and when",
    )
    search.add_argument("--json", action="store_true", help="print JSON, with the places of what was found")


def roundup(commands: "Commands") -> None:
    """Add `reporter roundup`."""
    roundup = command(commands, "roundup", "archive", "make an edition that tells the stories of several days once")
    roundup.epilog = "It is made from the records alone and written to the folder 'roundups' in 'output'."
    limits(roundup, required=True)
    roundup.add_argument("--section", metavar="NAME", help="only stories of this section")
    roundup.add_argument(
        "--priority",
        choices=["lead", "normal"],
        help="lead: only stories that the desk put first; normal: not those of which only the headline was printed",
    )


def archive(commands: "Commands") -> None:
    """Add `reporter archive`."""
    actions = group(commands, "archive", "make the archive again that 'reporter search' searches")
    command(actions, "rebuild", "archive", "make the archive again from the records of all editions")
