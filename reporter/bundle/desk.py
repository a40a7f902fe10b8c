"""The files of a desk that a bundle takes along: what the settings name, never a secret.

In: the settings and their file. Out: the files by their places below the folder of config.yaml, and what was left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reporter.config import Config
from reporter.config.sections import Settings
from reporter.errors import ConfigError

TAKEN = frozenset({"memory", "glossary", "word_lists", "templates", "ca_file"})
SECRET = frozenset(
    {"password_file", "cookie_file", "proxy_password_file", "url_file", "key_file", "token_file", "ca", "cert", "key"}
)
MADE = frozenset({"output", "store", "ledger", "inbox", "models_dir", "decisions", "socket"})
"""What reporter makes itself. Every path among the settings is named in one of these three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a bundle takes along of a desk."""

    files: dict[str, Path]
    """By their places below the folder of config.yaml, with slashes."""
    secrets: tuple[tuple[str, Path], ...]
    """The settings that name files with secrets, and these files."""


def desk(config: Config, file: Path, *never: Path) -> Desk:
    """Return the files of the desk with these settings, which were read from `file`; leave out those in `never`.

    Raises:
        ConfigError: a file is missing, or is not below the folder of the config file, so that its name in the
            settings would be wrong on the other machine.

    """
    found = list(_paths(config))
    secrets = tuple((name, path) for name, path in found if _last(name) in SECRET)
    forbidden = {path.resolve() for path in (*never, *(path for _, path in secrets))}
    files = {"config.yaml": file}
    for name, path in found:
        if _last(name) in TAKEN:
            for one in _files(name, path, config.root):
                if one.resolve() not in forbidden:
                    files[_place(name, one, config.root)] = one
    return Desk(files=files, secrets=secrets)


def _paths(section: Settings, prefix: str = "") -> Iterator[tuple[str, Path]]:
    """Yield each path in the settings with its dotted name."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Settings):
                yield from _paths(item, f"{prefix}{name}.")
            elif isinstance(item, Path):
                yield f"{prefix}{name}", item


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _files(name: str, path: Path, root: Path) -> Iterator[Path]:
    """Yield `path`, or the files of a folder that are not hidden."""
    if path.is_file():
        yield path
    elif path.is_dir() and path.resolve() in (root.resolve(), *root.resolve().parents):
        raise ConfigError(f"{name} is the folder of config.yaml itself; give it a folder of its own.")
    elif path.is_dir():
        for one in sorted(path.rglob("*")):
            if one.is_file() and not any(part.startswith(".") for part in one.relative_to(path).parts):
                yield one
    else:
        raise ConfigError(f"{name}: {path} does not exist.")


def _place(name: str, path: Path, root: Path) -> str:
    try:
        place = path.relative_to(root).as_posix()
    except ValueError:
        place = ".."
    if ".." in place.split("/"):
        raise ConfigError(
            f"{name}: {path} is not in the folder of config.yaml; move it there, so that the other machine finds it."
        )
    if not place.isprintable() or "\\" in place:
        raise ConfigError(f"{name}: the name of {path} cannot be in a bundle; rename the file.")
    return place
