"""Locations of the files shipped with the package: templates, samples, word lists, the record's schema."""

from importlib.resources import files
from pathlib import Path

from reporter.errors import ConfigError

PACKAGE = Path(str(files("reporter")))
DATA = PACKAGE / "data"
EXAMPLES_FOLDER = "examples"
"""The subfolder of the shipped templates with a folder for each example."""


def template_folders(own: Path | None) -> tuple[Path, ...]:
    """Return the folders to search for templates, the user's `own` folder first.

    Raises:
        ConfigError: `own` is not a folder, or the shipped templates are missing.

    """
    if own is not None and not own.is_dir():
        raise ConfigError(f"layout.templates: {own} is not a folder.")
    shipped = (PACKAGE / "templates", PACKAGE.parent / "templates")
    for folder in shipped:
        if (folder / "briefing.html.j2").is_file():
            return (folder,) if own is None else (own, folder)
    raise ConfigError(f"The templates are in neither {shipped[0]} nor {shipped[1]}; reinstall reporter.")


def samples_folder() -> Path:
    """Return the folder of the sample articles and of the translation memory with their English.

    Raises:
        ConfigError: it is missing.

    """
    shipped = (PACKAGE / "samples", PACKAGE.parent / "seeds")
    for folder in shipped:
        if (folder / "memory.tmx").is_file():
            return folder
    raise ConfigError(f"The samples are in neither {shipped[0]} nor {shipped[1]}; reinstall reporter.")


def lock_file() -> Path:
    """Return the list of all releases that reporter was tested with, with the hashes of their files.

    Raises:
        ConfigError: it is missing.

    """
    shipped = (PACKAGE / "requirements.lock", PACKAGE.parent / "requirements.lock")
    for file in shipped:
        if file.is_file():
            return file
    raise ConfigError(f"The lock file is neither {shipped[0]} nor {shipped[1]}; reinstall reporter.")
