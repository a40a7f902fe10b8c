"""Invented newspapers on loopback, each on an address of its own and with a set delay; and one that is hostile."""

import gzip
import itertools
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "أعلنت بلدية المرفأ عن خطة لتنظيم السوق القديمة وقال رئيسها إن العمل يبدأ يوم الأحد وإن الكلفة تبلغ دينار"
WORDS = SENTENCE.split()


class Newspaper:
    """One newspaper with `articles` articles; ``asked`` counts the requests."""

    def __init__(self, number, articles, delay_s):
        self.host = f"127.0.0.{number + 2}"
        self.articles = articles
        self.delay_s = delay_s
        self.asked = 0
        self.on_request = None
        self.lock = threading.Lock()

    def feed(self):
        """Return the feed."""
        now = datetime.now(UTC).replace(hour=0, minute=0, second=0)
        items = "".join(
            f"<item><title>{title(number)}</title><link>{self.address}/{number}</link><guid>{self.host}-{number}</guid>"
            f"<pubDate>{now - timedelta(minutes=number):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for number in range(self.articles)
        )
        return f"<rss version='2.0'><channel><title>صحيفة {self.host}</title>{items}</channel></rss>".encode()

    def page(self, number):
        """Return the page of an article."""
        text = "".join(f"<p>{' '.join(WORDS[start:] + WORDS[:start])} {number} {start}.</p>" for start in range(6))
        head = f"<title>{title(number)}</title>"
        return (
            f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body><h1>{title(number)}</h1>{text}".encode()
        )

    def answer(self, path):
        """Return the status and the body for a path."""
        name = path.strip("/")
        if name == "feed":
            return 200, self.feed()
        return (200, self.page(int(name))) if name.isdigit() else (404, b"")


def title(number):
    """Return the title of an article."""
    return f"خطة لتنظيم السوق رقم {number}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        paper = self.server.paper
        with paper.lock:
            paper.asked += 1
            asked = paper.asked
        if paper.on_request:
            paper.on_request(asked)
        time.sleep(paper.delay_s)
        status, body = paper.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        """Log nothing: clients are killed on purpose."""


@contextmanager
def running(papers):
    """Serve `papers`."""
    with ExitStack() as held:
        for paper in papers:
            server = _Server((paper.host, 0), _Handler)
            server.paper = paper
            paper.address = f"http://{paper.host}:{server.server_address[1]}"
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            held.callback(server.server_close)
            held.callback(server.shutdown)
        yield papers


class _HostileHandler(_Handler):
    """Answers in ways that cost a client memory or time; never in the same way twice in a row."""

    kinds = itertools.count()

    def do_GET(self):
        kind = next(self.kinds) % 7
        try:
            self._hostile(kind)
        except OSError:
            self.close_connection = True

    def _hostile(self, kind):
        if kind == 0:  # a bomb
            self._head({"Content-Encoding": "gzip"})
            self.wfile.write(gzip.compress(b"\0" * 200_000_000, 1))
        elif kind == 1:  # no end
            self._head({})
            while True:
                self.wfile.write(b"<item>" * 20_000)
        elif kind == 2:  # a byte now and then
            self._head({})
            while True:
                self.wfile.write(b"x")
                time.sleep(0.5)
        elif kind == 3:  # no end of headers
            self.send_response(200)
            self.flush_headers()
            while True:
                self.wfile.write(b"X-Name: " + b"x" * 60_000 + b"\r\n")
        elif kind == 4:  # another length
            self._head({"Content-Length": "1000000"})
            self.wfile.write(b"<rss><channel><item>")
        elif kind == 5:  # no HTTP
            self.wfile.write(b"\0\xff" * 1000)
        else:  # laughs
            self._head({})
            self.wfile.write(b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>")
        self.close_connection = True

    def _head(self, headers):
        self.send_response(200)
        for name, value in {"Content-Type": "application/rss+xml", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def hostile():
    """Serve hostile answers on all addresses of loopback; yield the port. Each host of the answers is another one."""
    server = _Server(("0.0.0.0", 0), _HostileHandler)
    server.paper = None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
