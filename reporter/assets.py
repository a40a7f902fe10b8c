"""Where the files that travel with the package are: templates, word lists, the record's schema."""

from importlib.resources import files
from pathlib import Path

from reporter.errors import ConfigError

PACKAGE = Path(str(files("reporter")))
DATA = PACKAGE / "data"
EXAMPLES_FOLDER = "examples"
"""The folder among the shipped templates that has a folder for each example."""


def template_folders(own: Path | None) -> tuple[Path, ...]:
    """Return the folders to search for templates, the user's `own` first.

    Raises:
        ConfigError: `own` is no folder, or the shipped templates are nowhere.

    """
    if own is not None and not own.is_dir():
        raise ConfigError(f"layout.templates: there is no folder {own}.")
    shipped = (PACKAGE / "templates", PACKAGE.parent / "templates")
    for folder in shipped:
        if (folder / "briefing.html.j2").is_file():
            return (folder,) if own is None else (own, folder)
    raise ConfigError(f"The templates are neither in {shipped[0]} nor in {shipped[1]}; install reporter again.")
