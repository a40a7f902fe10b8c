"""A real HTTP server on loopback that records its requests and replies as the test requires."""

import socket
import struct
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Posted:
    """One request that was received completely."""

    def __init__(self, path, headers, body):
        self.path = path
        self.headers = headers
        self.body = body


@contextmanager
def posting(*answers):
    """Serve; the n-th request gets the n-th answer, further ones the last. Yield the port and the requests.

    An answer is a status, `reset` (the connection breaks before an answer), or bytes that are sent as they are.
    """
    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(Posted(self.path, self.headers, body))
            answer = answers[min(len(taken), len(answers)) - 1]
            if answer == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            elif isinstance(answer, bytes):
                self.wfile.write(answer)
            else:
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                if 300 <= answer < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()
            self.close_connection = True

        def log_message(self, *_):
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_):
            """Log nothing, because the connection was broken on purpose."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
