r"""Text from outside, as a terminal, a log or a mail may show it: file names, keys, what a server said.

>>> printable("سوق\x1b[2J\nERROR\u202e.txt")
'سوق\\x1b[2J\\nERROR\\u202e.txt'
"""

import re

from reporter.errors import ReporterError

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def printable(text: object) -> str:
    """Return `text` as one line in which nothing acts on what shows it.

    Control characters, line breaks, bidi controls and bytes that are not UTF-8 become escapes as in Python.
    """
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), str(text))


def printable_lines(text: object) -> str:
    """Return `text` with its line breaks, each line as ``printable`` gives it."""
    return "\n".join(map(printable, str(text).split("\n")))


def reason_of(error: Exception) -> str:
    """Return why something could not be done, for the reader of the briefing: our own sentence, or a bug by its name.

    >>> reason_of(KeyError("span"))
    "an error in reporter (KeyError: 'span')"
    """
    if isinstance(error, ReporterError):
        return printable(error).rstrip(".")
    return printable(f"an error in reporter ({type(error).__name__}: {str(error)[:200]})")
