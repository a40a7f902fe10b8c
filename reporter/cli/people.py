"""Who uses the command line."""

import argparse
import getpass

from reporter.review.sheet import one_line


def name_of(arguments: argparse.Namespace) -> str:
    """Return the name in ``--by`` or, without it, the login name."""
    return one_line(arguments.by or "") or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the user has no entry, as in some containers
        return "reader"
