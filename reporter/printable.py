r"""External text made safe for a terminal, a log or a mail: file names, keys, server replies.

>>> printable("سوق\x1b[2J\nERROR\u202e.txt")
'سوق\\x1b[2J\\nERROR\\u202e.txt'
"""

import re

from reporter.errors import ReporterError

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def printable(text: object) -> str:
    """Return `text` as one line that cannot affect the terminal or program that displays it.

    Control characters, line breaks, bidi controls and bytes that are not UTF-8 are escaped as in Python.
    """
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), str(text))


def printable_lines(text: object) -> str:
    """Return `text` with its line breaks kept and each line made ``printable``."""
    return "\n".join(map(printable, str(text).split("\n")))


def reason_of(error: Exception) -> str:
    """Return the reason for a failure, for the reader of the briefing: our own message, or the name of a bug.

    >>> reason_of(KeyError("span"))
    "an error in reporter (KeyError: 'span')"
    """
    if isinstance(error, ReporterError):
        return printable(error).rstrip(".")
    if isinstance(error, MemoryError):
        return "it needs too much memory"
    return printable(f"an error in reporter ({type(error).__name__}: {str(error)[:200]})")
