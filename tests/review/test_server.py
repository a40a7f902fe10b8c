"""The server of the page under connections that keep it busy; sockets and requests are real."""

import http.client
import socket
import threading
from contextlib import closing

import pytest
from flask import Flask

from reporter.review import app, server


@pytest.fixture
def port(monkeypatch):
    """Serve an application that says yes, to five connections at most, none of which is closed for being idle."""
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 5)
    monkeypatch.setattr(server, "IDLE_S", 3600)
    made = Flask("test")
    made.add_url_rule("/", view_func=lambda: "yes", methods=["GET", "POST"])
    listening = socket.create_server(("127.0.0.1", 0))
    running = server.make_server(made, listening)
    stopped = threading.Event()

    def serve():
        while not stopped.is_set():
            running.asyncore.loop(timeout=0.05, map=running._map, count=1)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    stopped.set()
    thread.join()
    running.task_dispatcher.shutdown()
    running.close()
    for channel in list(running.active_channels.values()):
        channel.close()


def ask(port, body=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST" if body else "GET", "/", body)
        answer = connection.getresponse()
        return answer.status, answer.read()


def is_closed(connection):
    """Return whether the server has closed `connection`; it resets one of which it has not read all."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_the_oldest_idle_connection_gives_way(port):
    """Whether it says nothing or a byte now and then; the newest stay open, and everyone is answered."""
    idle = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(12)]
    for connection in idle[::2]:
        connection.send(b"G")
    assert ask(port) == (200, b"yes")
    assert all(map(is_closed, idle[:6]))
    idle[-1].setblocking(False)
    with pytest.raises(BlockingIOError):
        idle[-1].recv(1)
    for connection in idle:
        connection.close()


def test_a_body_that_the_page_never_sends_is_not_stored(port):
    """It is refused as soon as it is announced or has come that far, not when all of it is in a temporary file."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (app.MAX_REQUEST_BYTES + 1))
    assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    connection.close()
    assert ask(port, b"x" * 1000) == (200, b"yes")
