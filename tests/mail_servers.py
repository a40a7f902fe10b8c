"""Real mail servers on loopback: one that counts the messages it accepts, and one that follows a script to the byte."""

import asyncio
import logging
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)


@dataclass
class Taken:
    """One message that the server accepted with 250."""

    sender: str
    recipients: list
    content: bytes
    encrypted: bool
    user: str | None

    @property
    def message(self):
        """The message, parsed."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class Counting:
    """A handler that counts; a test can set replies to use instead of 250."""

    on_mail: object = None
    on_rcpt: object = None
    on_data: object = None
    taken: list = field(default_factory=list)

    @property
    def recipients(self):
        """All recipients, once for each message."""
        return [recipient for item in self.taken for recipient in item.recipients]

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        """Take the sender."""
        reply = self.on_mail and self.on_mail(address)
        if reply:
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        """Take a recipient."""
        reply = self.on_rcpt and self.on_rcpt(address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take the message; `cut` in the place of a reply breaks the connection."""
        reply = self.on_data and self.on_data(envelope)
        if asyncio.iscoroutine(reply):
            reply = await reply
        if reply == "cut":
            server.transport.abort()
            return "250 nobody hears this"
        if reply:
            return reply
        encrypted = server.transport.get_extra_info("sslcontext") is not None
        user = session.auth_data.login.decode() if session.auth_data else None
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.content), encrypted, user))
        return "250 taken"


@contextmanager
def serving(handler, *, security="none", accounts=None, authority=None, name="localhost", **options):
    """Run aiosmtpd in a thread; the value is its port. `authority` is a trustme.CA for TLS."""
    context = None
    if security != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
    if accounts is not None:

        def authenticator(server, session, envelope, mechanism, data):
            right = accounts.get(data.login.decode()) == data.password.decode()
            return AuthResult(success=right, handled=False, auth_data=data)

        options |= {"auth_required": True, "authenticator": authenticator, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    loop = asyncio.new_event_loop()
    session = {"ssl": context} if security == "tls" else {}

    def protocol():
        return SMTP(handler, hostname="mail.test", loop=loop, **{"enable_SMTPUTF8": True, **options})

    server = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0, **session))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_shut(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _shut(server):
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def authority():
    return trustme.CA()


class Scripted:
    """A server of a few lines: for each connection, it calls the next function of its script."""

    def __init__(self, *script):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        self.taken = []
        self._script = script
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.stop_listening()
        self._listener.close()

    def stop_listening(self):
        """Refuse connections from now on; this wakes the thread that waits in accept."""
        with suppress(OSError):  # it did so before
            self._listener.shutdown(socket.SHUT_RDWR)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            scene = self._script[min(self.connections, len(self._script) - 1)]
            self.connections += 1
            with connection, connection.makefile("rwb") as line, suppress(OSError, ValueError):
                scene(self, connection, line)

    @staticmethod
    def say(line, text):
        """Send one line."""
        line.write(text.encode() + b"\r\n")
        line.flush()

    def until_data(self, line, features=("PIPELINING",)):
        """Greet, and reply to everything with 250 up to DATA, to which the reply is 354."""
        self.say(line, "220 script")
        while True:
            command = line.readline().strip().upper()
            if not command:
                raise OSError("gone")
            if command.startswith(b"EHLO"):
                self.say(line, "\r\n".join(f"250-{name}" for name in ("script", *features)) + "\r\n250 HELP")
            elif command == b"DATA":
                self.say(line, "354 go on")
                return
            elif command == b"QUIT":
                self.say(line, "221 bye")
                raise OSError("quit")
            else:
                self.say(line, "250 ok")

    def message(self, line):
        """Read up to the full stop."""
        content = bytearray()
        while (text := line.readline()) != b".\r\n":
            if not text:
                raise OSError("gone")
            content += text
        return bytes(content)


def takes(server, connection, line):
    """Receive one message and accept it."""
    server.until_data(line)
    server.taken.append(server.message(line))
    server.say(line, "250 taken")
    line.readline()


def cuts_in_the_body(server, connection, line):
    """Read part of the message and reset the connection."""
    server.until_data(line)
    line.read(1000)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def cuts_before_the_answer(server, connection, line):
    """Read and record the whole message, then break the connection without a reply."""
    server.until_data(line)
    server.taken.append(server.message(line))
