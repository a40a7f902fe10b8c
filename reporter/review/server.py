"""The server of the page: on one port of this computer, or a Unix socket for a proxy, until it is interrupted.

Any program on this computer can open connections to a port. They are never refused: when there are too many, the
oldest idle one is closed, and a browser opens its own again without a word.

Private to waitress and used here: ``server.channel_class`` and ``server.active_channels``, and a
channel's ``requests``, ``will_close`` and ``creation_time``. tests/review/test_server.py fails if one is gone.
"""

import logging
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from reporter.config import Config
from reporter.render import Documents
from reporter.review import app, exchange
from reporter.review.desk.page import Desk
from reporter.review.desk.presence import Presence
from reporter.review.desk.sheet import DeskSheet
from reporter.review.guard import Guard
from reporter.review.listening import on_path, on_port
from reporter.review.sheet import Sheet
from reporter.store.rescue import CORRECTIONS_COPY
from reporter.workflows.remaking import made_again, preview

MOST_CONNECTIONS = 200
"""More than any browser opens, and well below the usual limit of open files of a process."""
IDLE_S = 10
"""Seconds after which an idle connection is closed, so that idle connections do not block others."""


def serve(
    config: Config, sheet: Sheet, *, port: int, allowed_hosts: tuple[str, ...] = (), ready: Callable[[str], None]
) -> None:
    """Serve the review of `sheet` on `port` (0: any free port) until interrupted; call `ready` with the page's address.

    `allowed_hosts` are other host names, with ports, that lead to this one. With ``desk.proxy``, it is served on the
    Unix socket named there, and on no port.

    Raises:
        ConfigError: the port or socket is taken, or a template is wrong.

    """
    proxy = config.desk.proxy
    with on_port(port) if proxy is None else on_path(proxy.socket) as listening:
        guard = Guard(proxy=proxy)
        if proxy is None:
            guard = Guard(port=listening.getsockname()[1], allowed_hosts=allowed_hosts)
        server = make_server(application(config, sheet, guard), listening)
        ready(guard.address)
        try:
            server.run()
        finally:
            server.close()


def application(config: Config, sheet: Sheet, guard: Guard) -> Flask:
    """Return the application that shows the edition of `sheet`."""
    folder = sheet.folder

    def keep_copy() -> None:
        exchange.keep_copy(sheet.corrections, config.store.with_name(CORRECTIONS_COPY))

    keep_copy()
    desk = Desk(
        config=config,
        folder=folder,
        sheet=DeskSheet(folder, lambda: sheet.record, config.desk),
        presence=Presence(config.store.with_name("here") / folder.name),
        preview=lambda: preview(config, folder),
    )
    documents = Documents(config.layout)
    return app.build(sheet, documents, guard, lambda: made_again(config, folder), keep_copy, desk=desk)


def make_server(made: Flask, listening: socket.socket) -> BaseWSGIServer:
    """Return the server for the application `made` on the socket `listening`."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser requests all fonts at once
    server = create_server(
        made,
        sockets=[listening],
        threads=8,
        ident=None,
        asyncore_use_poll=True,  # select() supports only file descriptors below 1,024
        connection_limit=2 * MOST_CONNECTIONS,  # where it no longer accepts any
        channel_timeout=IDLE_S,
        cleanup_interval=1,
        max_request_body_size=app.MAX_REQUEST_BYTES,  # before anything is written to a temporary file
    )
    assert isinstance(server, BaseWSGIServer)  # one socket, one server
    server.channel_class = _Connection
    return server


class _Connection(HTTPChannel):
    """A connection that closes the oldest idle one if there are too many."""

    def __init__(self, server: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (waitress passes them on)
        super().__init__(server, *arguments, **named)
        open_ = [channel for channel in server.active_channels.values() if not channel.will_close]
        if len(open_) > MOST_CONNECTIONS:
            idle = (channel for channel in open_ if channel is not self and not channel.requests)
            oldest = min(idle, key=lambda channel: channel.creation_time, default=None)
            if oldest is not None:
                oldest.will_close = True
