"""``reporter approve``."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from reporter.cli.editions import edition_of
from reporter.cli.people import name_of
from reporter.cli.send import say_receipts
from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.config import Config
from reporter.printable import printable
from reporter.workflows import approval
from reporter.workflows.release import approve_edition


def approve_(arguments: argparse.Namespace) -> int:
    """Approve an edition, or withdraw its approval, and print what somebody who approves should know."""
    config = settings(arguments)
    now, by = datetime.now(UTC), name_of(arguments)
    folder = edition_of(config, arguments)
    if arguments.withdraw:
        found = approval.withdraw(config, folder, by=by, at=now)
        say(f"The edition of {folder.name} is now {found.said(config)}.")
        return 0
    if not arguments.quiet:
        _say_concerns(folder)
    receipts = approve_edition(config, folder, by=by, now=now)
    found = approval.standing(config, folder)
    say(f"The edition of {folder.name} is now {found.said(config)}. The SHA-256 of its content is {found.content}.")
    if not config.desk.approval.needed:
        say("Editions are mailed without approval; 'desk: {approval: {needed: true}}' in config.yaml changes that.")
    if not receipts and (note := _when(config, folder, now)):
        say(note)
    say_receipts(receipts, quiet=bool(arguments.quiet))
    return 0


def _say_concerns(folder: Path) -> None:
    found = approval.concerns(folder)
    if found.doubts:
        say(f"{counted(len(found.doubts), 'text')} with doubtful English:")
        for doubt in found.doubts:
            say(f"  {doubt.place}  {printable(doubt.why)}")
    if found.late:
        say(f"{counted(len(found.late), 'article')} that arrived late:")
        for article in found.late:
            say(f"  {article.id}  {printable(article.title_en or article.title_ar)}")
    if found.stale:
        say(f"{counted(len(found.stale), 'decision')} that found nothing:")
        for what in found.stale:
            say(f"  {printable(what)}")


def _when(config: Config, folder: Path, now: datetime) -> str | None:
    """Return when the edition is mailed, in words."""
    if not config.desk.approval.needed or not config.delivery.sends:
        return None
    until = approval.deadline(config, folder)
    if until is None or not approval.is_open(config, folder, now):
        return None
    return f"'reporter send --due' mails it at {until:%H:%M}; 'reporter send' mails it now."
