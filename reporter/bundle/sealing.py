"""The seal of a bundle: a list of the SHA-256 of every file, and a signature of the list.

In: the folder of a bundle. Out: ``SHA256SUMS``, as sha256sum reads it, and its signature by ssh-keygen or minisign.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from reporter.errors import ConfigError, ReporterError

SUMS = "SHA256SUMS"
NAMESPACE = "reporter-bundle"
"""What ssh-keygen signs for; a signature that was made for anything else is not accepted."""
_MINISIGN = b"untrusted comment:"


def seal(folder: Path) -> None:
    """Write the list of all files below `folder` into it."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def sign(folder: Path, key: Path) -> None:
    """Sign the list with a secret key of minisign or SSH; the program may ask for its passphrase on the terminal.

    Raises:
        ConfigError: the key cannot be read.
        ReporterError: the program is missing or fails.

    """
    try:
        with key.open("rb") as file:
            by_minisign = file.read(len(_MINISIGN)) == _MINISIGN
    except OSError as e:
        raise ConfigError(f"The key {key} cannot be read ({e.strerror}).") from e
    command = ["minisign", "-S", "-s"] if by_minisign else ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f"]
    sums = ["-m", str(folder / SUMS)] if by_minisign else [str(folder / SUMS)]
    hidden = None if sys.stdin.isatty() else subprocess.PIPE  # on a terminal it may ask for a passphrase
    try:
        done = subprocess.run(  # noqa: S603
            [*command, str(key), *sums], stdout=hidden, stderr=hidden, text=True, check=False
        )
    except FileNotFoundError as e:
        raise ReporterError(f"{command[0]} is not installed; install it, or use a key of the other kind.") from e
    if done.returncode:
        lines = (done.stderr or "").strip().splitlines()
        raise ReporterError(f"{command[0]} did not sign with {key}{': ' + lines[-1].rstrip('.') if lines else ''}.")
