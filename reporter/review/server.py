"""The server of the page: on one port of this computer only, until it is interrupted."""

import logging
import socket
from collections.abc import Callable
from datetime import date

from waitress.server import create_server

from reporter.config import Config
from reporter.errors import ConfigError
from reporter.render import Documents
from reporter.review import app, exchange
from reporter.review.guard import Guard
from reporter.review.sheet import Sheet
from reporter.store.database import CORRECTIONS_COPY
from reporter.workflows.make import build_edition

HOST = "127.0.0.1"
MOST_CONNECTIONS = 800
IDLE_S = 10
"""Seconds after which an idle connection is closed, so that idle connections do not block others."""


def serve(
    config: Config, sheet: Sheet, *, port: int, allowed_hosts: tuple[str, ...] = (), ready: Callable[[str], None]
) -> None:
    """Serve the review of `sheet` on `port` (0: any free port) until interrupted; call `ready` with the page's address.

    `allowed_hosts` are other host names, with ports, that lead to this one.

    Raises:
        ConfigError: the port is taken, or a template is wrong.

    """
    day = date.fromisoformat(sheet.folder.name)
    listening = _listen(port)
    guard = Guard(port=listening.getsockname()[1], allowed_hosts=allowed_hosts)

    def keep_copy() -> None:
        exchange.keep_copy(sheet.corrections, config.store.with_name(CORRECTIONS_COPY))

    keep_copy()
    made = app.build(sheet, Documents(config.layout), guard, lambda: build_edition(config, day=day).record, keep_copy)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser requests all fonts at once
    server = create_server(
        made,
        sockets=[listening],
        threads=8,
        ident=None,
        asyncore_use_poll=True,  # select() supports only file descriptors below 1,024
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_S,
        cleanup_interval=1,
    )
    ready(guard.address)
    try:
        server.run()
    finally:
        server.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError) as e:
        listening.close()
        reason = getattr(e, "strerror", None) or e
        raise ConfigError(f"Port {port} cannot be used ({reason}); choose another with --port.") from e
    return listening
