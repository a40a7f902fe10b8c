"""Real web servers on loopback, over TCP, TLS and HTTP/2, and a SOCKS proxy. Each counts what reached it. And a clock.

A server answers with what the test put under a path: a ``Reply``, a function of the request that returns one, or bytes
that are sent as they are.
"""

import contextlib
import select
import socket
import socketserver
import ssl
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import h2.config
import h2.connection
import h2.events


@dataclass
class Reply:
    """An answer. `body` may be an iterable, whose parts are sent one by one, until the client leaves."""

    status: int = 200
    body: object = b""
    headers: dict | list = field(default_factory=dict)
    length: int | None = None
    """A Content-Length that is not the real one; -1 to leave it out."""


@dataclass
class Asked:
    """One request that reached the server."""

    path: str
    headers: object
    port: int
    """The client's port, which tells connections apart."""
    server_name: str | None = None
    """The name that the client gave to TLS."""


class Server:
    """A running server: `pages` by path, and the requests that it `asked` for."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.port = 0
        self.at_once = 0
        self.most_at_once = 0
        self.leaves = False
        """True to close an HTTP/2 connection instead of giving a second answer, as servers do that are restarted."""
        self.lock = threading.Lock()

    @property
    def paths(self):
        """The paths that were asked for, in order."""
        return [item.path for item in self.asked]

    def reply(self, asked):
        """Note the request and return the reply to it."""
        with self.lock:
            self.asked.append(asked)
        page = self.pages.get(asked.path, Reply(404))
        return page(asked) if callable(page) else page


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30

    def do_GET(self):
        site = self.server.site
        with site.lock:
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            self._answer(site)
        except OSError:
            self.close_connection = True
        finally:
            with site.lock:
                site.at_once -= 1

    def _answer(self, site):
        names = getattr(self.server, "names", {})
        name = names.pop(self.connection.fileno(), None) if names else None
        reply = site.reply(Asked(self.path, self.headers, self.client_address[1], name))
        if isinstance(reply, bytes):
            self.wfile.write(reply)
            self.close_connection = True
            return
        self.send_response(reply.status)
        pairs = reply.headers.items() if isinstance(reply.headers, dict) else reply.headers
        for header, value in pairs:
            self._headers_buffer.append(
                header.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
            )
        whole = isinstance(reply.body, bytes)
        if reply.length is None and whole and reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        elif reply.length is not None and reply.length >= 0:
            self.send_header("Content-Length", str(reply.length))
        elif reply.status != 304:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if whole and reply.length is not None:
            self.close_connection = True
        for part in [reply.body] if whole else reply.body:
            self.wfile.write(part)

    def log_message(self, *_):
        """Log nothing."""


class _TcpServer(ThreadingHTTPServer):
    def handle_error(self, *_):
        """Log nothing, because connections are broken on purpose."""


class _Ipv6Server(_TcpServer):
    address_family = socket.AF_INET6


class _TlsServer(_TcpServer):
    """Shakes hands in the thread of the connection, so that one that fails does not stop the others."""

    def __init__(self, address, handler, context):
        super().__init__(address, handler)
        self.context = context
        self.names = {}
        context.sni_callback = lambda connection, name, _: setattr(connection, "asked_for", name)

    def finish_request(self, request, client_address):
        request.settimeout(30)
        with contextlib.suppress(OSError), self.context.wrap_socket(request, server_side=True) as secured:
            self.names[secured.fileno()] = getattr(secured, "asked_for", None)
            super().finish_request(secured, client_address)


@contextmanager
def serving(context=None, host="127.0.0.1"):
    """Serve on a free port of `host`, with TLS if there is a `context`; yield the ``Server``."""
    site = Server()
    kind = _Ipv6Server if ":" in host else _TcpServer
    server = kind((host, 0), _Handler) if context is None else _TlsServer((host, 0), _Handler, context)
    server.site = site
    site.port = server.server_address[1]
    with _running(server):
        yield site


@contextmanager
def serving_h2(context):
    """Serve HTTP/2 over TLS; yield the ``Server``."""
    site = Server()
    context.set_alpn_protocols(["h2"])
    server = _H2Server(("127.0.0.1", 0), _H2Handler)
    server.site, server.context = site, context
    site.port = server.server_address[1]
    with _running(server):
        yield site


@contextmanager
def socks():
    """Run a SOCKS5 proxy that passes everything on to 127.0.0.1; yield it, with the hosts it was given in `asked`."""
    server = _SocksServer(("127.0.0.1", 0), _SocksHandler)
    server.asked, server.users, server.port = [], [], server.server_address[1]
    with _running(server):
        yield server


@contextmanager
def _running(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Threaded(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def handle_error(self, *_):
        """Log nothing, because connections are broken on purpose."""


class _H2Server(_Threaded):
    pass


class _H2Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(30)
        with contextlib.suppress(OSError), self.server.context.wrap_socket(self.request, server_side=True) as secured:
            self._serve(secured)

    def _serve(self, secured):
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        secured.sendall(connection.data_to_send())
        answered = 0
        while data := secured.recv(65536):
            requests = [e for e in connection.receive_data(data) if isinstance(e, h2.events.RequestReceived)]
            if self.server.site.leaves and answered and requests:
                connection.close_connection(last_stream_id=2**31 - 1)
                secured.sendall(connection.data_to_send())
                return
            for event in requests:
                self._answer(secured, connection, event)
                answered += 1
            secured.sendall(connection.data_to_send())

    def _answer(self, secured, connection, event):
        headers = dict(event.headers)
        reply = self.server.site.reply(Asked(headers[":path"], headers, self.client_address[1]))
        pairs = reply.headers.items() if isinstance(reply.headers, dict) else reply.headers
        connection.send_headers(
            event.stream_id, [(":status", str(reply.status)), *((name.lower(), text) for name, text in pairs)]
        )
        for part in [reply.body] if isinstance(reply.body, bytes) else reply.body:
            for start in range(0, len(part), 16384):
                connection.send_data(event.stream_id, part[start : start + 16384])
                secured.sendall(connection.data_to_send())
        connection.end_stream(event.stream_id)


class _SocksServer(_Threaded):
    pass


class _SocksHandler(socketserver.BaseRequestHandler):
    def handle(self):
        client = self.request
        client.settimeout(30)
        methods = self._read(self._read(2)[1])
        if 2 in methods:
            client.sendall(b"\x05\x02")
            user = self._read(self._read(2)[1])
            self.server.users.append((user.decode(), self._read(self._read(1)[0]).decode()))
            client.sendall(b"\x01\x00")
        else:
            client.sendall(b"\x05\x00")
        kind = self._read(4)[3]
        host = self._read(self._read(1)[0]).decode() if kind == 3 else socket.inet_ntoa(self._read(4))
        port = struct.unpack("!H", self._read(2))[0]
        self.server.asked.append(("name" if kind == 3 else "number", host))
        with socket.create_connection(("127.0.0.1", port), 30) as there:
            client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
            self._pass_on(client, there)

    def _read(self, count):
        data = b""
        while len(data) < count:
            piece = self.request.recv(count - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return data

    @staticmethod
    def _pass_on(client, there):
        while True:
            for ready in select.select([client, there], [], [], 30)[0]:
                data = ready.recv(65536)
                if not data:
                    return
                (there if ready is client else client).sendall(data)


def trusted_by(authority):
    """Return the context of a client that trusts `authority`, a ``trustme.CA``."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def secured_by(authority, *names):
    """Return the context of a server whose certificate is for `names`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class ManualClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self):
        self.slept = []
        self.seconds = 0.0

    def now(self):
        """Return the time of day."""
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self):
        """Return the seconds that were slept."""
        return self.seconds

    def sleep(self, seconds):
        """Note the wait and move on."""
        self.slept.append(seconds)
        self.seconds += seconds
