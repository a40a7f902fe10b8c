"""Options of the commands that open an edition for people."""

from pathlib import Path
from typing import TYPE_CHECKING

from reporter.cli.options.adding import command
from reporter.cli.options.shared import reviewed, served
from reporter.registry import SHEETS

if TYPE_CHECKING:
    from reporter.cli.options.adding import Commands


def review(commands: "Commands") -> None:
    """Add `reporter review`."""
    review = command(
        commands,
        "review",
        "review",
        "compare an edition's English with its Arabic, correct it and make the edition again",
    )
    review.epilog = "Without an action, serves a page on this computer until you press Ctrl-C."
    review.set_defaults(opens="")
    reviewed(review)
    served(review)
    actions = review.add_subparsers(title="actions", metavar="ACTION")
    export = command(actions, "export", "review", "write an edition's sentences to a file", within=True)
    reviewed(export, within=True)
    export.add_argument("--all", action="store_true", help="write all accepted corrections instead")
    export.add_argument("file", type=Path, metavar="FILE", help=f"a {' or '.join(SHEETS)} file")
    taken = command(actions, "import", "review", "import the corrections in such a file", within=True)
    reviewed(taken, within=True)
    taken.add_argument("file", type=Path, metavar="FILE", help=f"a {' or '.join(SHEETS)} file")


def desk(commands: "Commands") -> None:
    """Add `reporter desk`."""
    desk = command(
        commands, "desk", "review", "arrange an edition: choose, order, quote and comment before it is mailed"
    )
    desk.epilog = "Serves a page on this computer until you press Ctrl-C; 'reporter review' opens its other view."
    desk.set_defaults(opens="desk")
    reviewed(desk)
    served(desk)
    instead = desk.add_mutually_exclusive_group()
    instead.add_argument(
        "--export", type=Path, metavar="FILE", help="write the edition for a colleague to this zip file instead"
    )
    instead.add_argument(
        "--import", type=Path, metavar="FILE", dest="import_from", help="take over what a colleague has decided instead"
    )
