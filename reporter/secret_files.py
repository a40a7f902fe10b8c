"""Files with one secret: read only if nobody but their owner can read them. This module never logs."""

import os
import stat
from pathlib import Path

from reporter.errors import ReporterError

_LONGEST = 1_000_000


class SecretError(ReporterError):
    """A file with a secret cannot be used; the message never contains the secret."""


def read_secret(path: Path) -> str:
    """Return the secret in the file at `path`, without a line break at its end.

    Raises:
        SecretError: others can read the file, or it cannot be read, or it is empty.

    """
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & 0o077:
                raise SecretError(
                    f"{path} holds a secret and is readable by others (mode {mode:o}). Change the secret if anyone may "
                    f"have read it, then run: chmod 600 {path}"
                )
            secret = file.read(_LONGEST).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as e:
        reason = e.strerror if isinstance(e, OSError) else "it is not UTF-8 text"
        raise SecretError(f"{path}, which should contain a secret, cannot be read ({reason}).") from None
    if not secret:
        raise SecretError(f"{path}, which should contain a secret, is empty.")
    return secret
