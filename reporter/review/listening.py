"""The sockets on which the page is served: a port of this computer, or a Unix socket for a proxy.

In: a port, or a path. Out: a socket that listens. Nobody but its owner and group can connect to a Unix socket; a header
that names a user is worth nothing on a port, to which every program on the computer can connect.
"""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reporter.errors import ConfigError

HOST = "127.0.0.1"
_OTHERS = 0o117
"""What the mask takes away: the socket has the permissions 0660."""


@contextmanager
def on_port(port: int) -> Iterator[socket.socket]:
    """Listen on `port` of this computer (0: any free port).

    Raises:
        ConfigError: it is taken.

    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except (OSError, OverflowError) as e:
            reason = getattr(e, "strerror", None) or e
            raise ConfigError(f"Port {port} cannot be used ({reason}); choose another with --port.") from e
        yield listening


@contextmanager
def on_path(path: Path) -> Iterator[socket.socket]:
    """Listen on the Unix socket at `path`, which is removed afterwards; one that nobody serves any longer is replaced.

    Raises:
        ConfigError: it cannot be made, or somebody serves it.

    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        try:
            _remove_unused(path)
            before = os.umask(_OTHERS)
            try:
                listening.bind(str(path))
            finally:
                os.umask(before)
        except OSError as e:
            raise ConfigError(f"The socket {path} of desk.proxy cannot be made ({e.strerror or e}).") from e
        own = path.stat().st_ino
        try:
            yield listening
        finally:
            with suppress(OSError):
                if path.stat().st_ino == own:
                    path.unlink()


def _remove_unused(path: Path) -> None:
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise ConfigError(f"{path} is not a socket; name another file under desk.proxy.")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        try:
            asking.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise ConfigError(f"The socket {path} of desk.proxy is in use; stop the other 'reporter desk' first.")
