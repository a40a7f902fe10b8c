"""Logging for the command line.

ERROR    the run ended; said once, as one sentence
WARNING  the run goes on, but a person should look: a skipped article, a damaged cache
INFO     (-v) each decision: an encoding chosen, a package loaded, a stage's seconds
DEBUG    (-vv) what a developer would ask for

Libraries are kept at WARNING: their INFO is not for the reader.
"""

import logging


def set_up(level: int, handler: logging.Handler) -> None:
    """Send our records of at least `level`, and the libraries' warnings, to `handler`."""
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("reporter").setLevel(level)
    # fontTools reports each table that it drops at INFO, WeasyPrint each CSS rule that it ignores at WARNING.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
