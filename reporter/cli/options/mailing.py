"""Options of the commands that mail editions."""

import argparse
from typing import TYPE_CHECKING, get_args

from reporter.cli.options import values
from reporter.cli.options.adding import EXIT_CODES, command
from reporter.cli.options.shared import due, edition, person
from reporter.record.desk import ErratumKind

if TYPE_CHECKING:
    from reporter.cli.options.adding import Commands


def send(commands: "Commands") -> None:
    """Add `reporter send`."""
    send = command(
        commands,
        "send",
        "send",
        "mail an edition to everyone who does not have its current version yet",
    )
    send.epilog = EXIT_CODES
    send.formatter_class = argparse.RawDescriptionHelpFormatter
    edition(send)
    send.add_argument("--to", metavar="GROUP", help="send only to this group of delivery.email")
    send.add_argument("--dry-run", action="store_true", help="write .eml files and print their paths; send nothing")
    send.add_argument("--again", action="store_true", help="send even to those who already have it")
    send.add_argument(
        "--new-ledger",
        action="store_true",
        help="replace a lost or damaged delivery ledger",
    )
    send.add_argument(
        "--resend-unknown",
        action="store_true",
        help="send even to those who may already have it because an earlier attempt was interrupted",
    )
    send.add_argument(
        "--unapproved", action="store_true", help="send although nobody has approved it; the edition says so"
    )
    send.add_argument("--by", metavar="NAME", help="who has it sent with --unapproved")
    instead = send.add_mutually_exclusive_group()
    instead.add_argument(
        "--test",
        type=values.mailbox,
        metavar="ADDRESS",
        help="send it to this address alone, as a test; nothing is recorded",
    )
    instead.add_argument(
        "--due", action="store_true", help="send what is due: what is approved, or what desk.approval.otherwise says"
    )
    due(send.add_argument_group("when editions are sent (with --due)"), required=False)


def approve(commands: "Commands") -> None:
    """Add `reporter approve`."""
    approve = command(commands, "approve", "approve", "approve an edition, so that it may be mailed")
    approve.epilog = (
        "Any change of what is printed makes the edition unapproved. After the time in desk.approval.by it is mailed "
        "at once."
    )
    edition(approve)
    person(approve)
    approve.add_argument("--withdraw", action="store_true", help="withdraw the approval instead")


def erratum(commands: "Commands") -> None:
    """Add `reporter erratum`."""
    summary = "say that an edition was corrected or withdrawn, and mail those who had it"
    erratum = command(commands, "erratum", "erratum", summary)
    erratum.epilog = (
        "Correct the edition first and make it again. Each recipient is mailed once what was and is; the mail begins "
        "with CORRECTED or WITHDRAWN. A withdrawn edition is not mailed again."
    )
    edition(erratum, required=True)
    erratum.add_argument(
        "--kind",
        required=True,
        choices=get_args(ErratumKind),
        help="refiled: only its spelling was mended, and nobody is mailed without --mail",
    )
    erratum.add_argument("--says", metavar="TEXT", help="what to say about it, in English")
    erratum.add_argument("--says-ar", metavar="TEXT", help="the same in Arabic")
    erratum.add_argument("--entry", action="append", metavar="N", help="article that it is about; may be repeated")
    erratum.add_argument("--mail", action="store_true", help="also mail what was only refiled")
