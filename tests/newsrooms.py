"""A newsroom: a briefing with an edition, whose mail goes to a real server that counts."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import yaml
from editions import desk
from mail_servers import Counting, serving

from reporter import record
from reporter.cli import main
from reporter.config import load
from reporter.desk.decisions import path_of
from reporter.desk.journal import Journal, Who
from reporter.workflows.make import build_edition

_EAST = (17 - datetime.now(UTC).hour) % 24 - 11
ZONE = f"Etc/GMT{-_EAST:+d}"
"""Where it is past six in the morning now, so that the day does not change during the tests."""
TODAY = datetime.now(ZoneInfo(ZONE)).replace(hour=5, minute=0, second=0, microsecond=0)
DAY = TODAY.date().isoformat()
A, B, DUTY = "a@example.org", "b@example.org", "duty@example.org"
GROUPS = [
    {"name": "desk", "to": [A], "format": "html", "record": True},
    {"name": "arabic", "to": [B], "format": "text", "lead": "arabic"},
]
NOBODY = {"needed": True, "by": "00:00", "tell": [DUTY]}
"""The time for approving is always over."""


class Newsroom:
    """A briefing with an edition, whose mail goes to a server that counts."""

    def __init__(self, folder, port, server):
        self.folder, self.port, self.server = folder, port, server

    def write(self, groups=GROUPS, approval=NOBODY, **more):
        """Write the settings."""
        email = {
            "host": "localhost", "port": self.port, "security": "none", "sender": "Briefing <briefing@example.org>",
            "attempts": 1, "backoff_s": 0, "timeout_s": 600, "groups": groups,
        }  # fmt: skip
        settings = yaml.safe_load((self.folder / "config.yaml").read_text(encoding="utf-8"))
        settings |= {"timezone": ZONE, "delivery": {"email": email}, "desk": {"approval": approval}, **more}
        (self.folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        return self

    @property
    def config(self):
        """The settings, read again."""
        return load(self.folder / "config.yaml")

    @property
    def edition(self):
        """The folder of the edition."""
        return self.config.output / DAY

    @property
    def journal(self):
        """The decisions on the edition."""
        return Journal(path_of(self.config.desk.decisions, TODAY.date()))

    def __call__(self, *arguments):
        """Run a command."""
        command, *rest = arguments
        return main([command, "--config", str(self.folder / "config.yaml"), *map(str, rest)])

    def run(self, *arguments):
        """Make the edition."""
        return self("run", "--date", DAY, *arguments)

    def decide(self, update):
        """Change the decisions on the first entry."""
        key = f"sha256:{self.made.entries[0].source.sha256}"
        self.journal.entry(key, lambda entry: entry.model_copy(update=update), Who(by="Lina", at=TODAY))

    @property
    def made(self):
        """The record of the edition."""
        return record.load(self.edition / "briefing.json")

    @property
    def mailed(self):
        """Who was mailed, in order."""
        return self.server.recipients


def make_printed(folder):
    """Make an edition in `folder`, to be copied."""
    desk(folder)
    build_edition(load(folder / "config.yaml"), TODAY, day=TODAY.date())
    return folder


@contextmanager
def newsroom(printed, folder):
    """Copy the briefing `printed` to `folder`, with a mail server of its own."""
    server = Counting()
    with serving(server) as port:
        yield Newsroom(shutil.copytree(printed, folder), port, server).write()
