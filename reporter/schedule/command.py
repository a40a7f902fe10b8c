"""The commands that a scheduler runs: absolute paths, and the environment variables that determine what a run finds."""

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reporter.errors import ConfigError
from reporter.schedule.due import Due, parse_days, parse_time, print_days

CARRIED = ("ARGOS_PACKAGES_DIR", "SSL_CERT_DIR", "SSL_CERT_FILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""Variables that determine where models and certificates are found, which a scheduler lacks. Never secrets."""


HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
"""Numbers of hours that divide a day."""


class Every(NamedTuple):
    """Every so many hours, at a minute that differs between config files, so that not all ask their sources at once."""

    hours: int
    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`reporter run`, `reporter send` or `reporter fetch` for one config file."""

    config: Path
    when: Due | Every
    """When editions are due; or how often sources are fetched."""
    sends: bool = False
    """Whether editions are not made but sent then."""
    environment: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of this config file's entry."""
        if isinstance(self.when, Every):
            return fetch_name(self.config)
        return send_name(self.config) if self.sends else entry_name(self.config)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command line; ``-P`` keeps Python from importing a folder called reporter in the home directory."""
        start = (sys.executable, "-P", "-m", "reporter")
        if isinstance(self.when, Every):
            return (*start, "fetch", "--config", str(self.config))
        return (
            *(*start, "send" if self.sends else "run", "--config", str(self.config)),
            *(
                "--due" if self.sends else "--catch-up",
                "--at",
                f"{self.when.at:%H:%M}",
                "--days",
                print_days(self.when.days),
            ),
            *("--timezone", self.when.zone.key),
        )


def command(
    config: Path, when: Due | Every, environment: Mapping[str, str] = os.environ, *, sends: bool = False
) -> Command:
    """Return the command for the config file at `config`, with the variables that it needs from `environment`.

    Raises:
        ConfigError: the path cannot be written to a crontab or a unit.

    """
    config = config.absolute()
    carried = tuple((name, environment[name]) for name in CARRIED if environment.get(name))
    if any(ord(char) < 32 for text in (str(config), sys.executable, *(value for _, value in carried)) for char in text):
        raise ConfigError(f"{config} cannot be scheduled: a path contains a control character.")
    return Command(config=config, when=when, environment=carried, sends=sends)


def entry_name(config: Path) -> str:
    """Return a short name that is unique to this config file."""
    return "reporter-" + hashlib.sha256(os.fsencode(config.absolute())).hexdigest()[:10]


def fetch_name(config: Path) -> str:
    """Return the name of the entry that fetches for this config file."""
    return f"{entry_name(config)}-fetch"


def send_name(config: Path) -> str:
    """Return the name of the entry that sends for this config file."""
    return f"{entry_name(config)}-send"


def every(config: Path, hours: int) -> Every:
    """Return how often to fetch for this config file."""
    return Every(hours, int(entry_name(config)[-4:], 16) % 60)


def read_due(arguments: Sequence[str]) -> Due | None:
    """Return when the command line `arguments` makes editions; None if it is not one of ours."""
    found = dict(pairwise(arguments))
    try:
        return Due(at=parse_time(found["--at"]), days=parse_days(found["--days"]), zone=ZoneInfo(found["--timezone"]))
    except (LookupError, ValueError, OSError):
        return None
