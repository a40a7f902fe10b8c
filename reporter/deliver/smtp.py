"""The conversation with a mail server, with an exact account of what is known if it breaks off.

In: settings, a password, a message and its recipients. Out: for each recipient, whether the server accepted the
message, rejected it, may accept it later, or may or may not have accepted it.

A server accepts a message when it receives the line with the single full stop (RFC 5321, 4.1.1.4). If the connection
breaks before that line is sent, nobody has the message. If it breaks between that line and the reply, nobody can know.
Therefore that line is sent on its own, after everything before it has gone out.
"""

import base64
import logging
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

from reporter.addresses import Address
from reporter.config import EmailSettings
from reporter.deliver.message import Parcel, one_line
from reporter.deliver.password import Password
from reporter.errors import DeliveryError

log = logging.getLogger(__name__)

_REPLY_LINE = re.compile(rb"(?P<code>[2-5]\d\d)(?:(?P<more>[ \t-])(?P<text>.*?))?\r?\n", re.DOTALL)
_LONGEST_LINE = 8192
_MOST_LINES = 100

OutcomeState = Literal["sent", "failed", "refused", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of a message for one recipient."""

    state: OutcomeState
    detail: str
    passing: bool = True
    """With ``failed``: false if trying again soon cannot help."""
    too_large: bool = False
    """The server rejects a message of this size."""


Outcomes = dict[Address, Outcome]


class UnreachableError(Exception):
    """The server cannot be reached or is unavailable; nothing was sent."""


@contextmanager
def connected(email: EmailSettings, password: Password | None) -> Iterator["Session"]:
    """Open a session: connection, encryption, login.

    Raises:
        UnreachableError: it may work later.
        DeliveryError: it will not work until something is changed (certificate, password, missing TLS).

    """
    client = _opened(email, password)
    session = Session(client, email, password)
    try:
        yield session
        if session.alive:  # in the middle of a message, QUIT would become part of it
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
    finally:
        client.close()


class Session:
    """An open, encrypted, logged-in connection."""

    def __init__(self, client: smtplib.SMTP, email: EmailSettings, password: Password | None) -> None:
        self._client = client
        self._email = email
        self._password = password
        self.alive = True
        """False once nothing more can be sent over it."""

    def send(self, parcel: Parcel) -> Outcomes:
        """Send one message, without the PDF if it is too large, and return the outcome for each recipient."""
        outcomes = self._send(parcel)
        lighter = parcel.lighter
        if lighter is None or not self.alive or not all(outcome.too_large for outcome in outcomes.values()):
            return outcomes
        log.warning(
            "The mail is too large for %s; it is sent without the PDF and says where that is.", self._email.host
        )
        return self._send(lighter)

    def _send(self, parcel: Parcel) -> Outcomes:
        content = parcel.content()
        unfit = self._unfit(parcel, len(content))
        if unfit is not None:
            return _all(parcel.recipients, unfit)
        try:
            return self._transaction(parcel, content)
        except (smtplib.SMTPException, OSError) as e:  # before the final line, so nobody has it
            self.alive = False
            return _all(parcel.recipients, Outcome(state="failed", detail=self._said(None, _reason(e))))

    def _unfit(self, parcel: Parcel, size: int) -> Outcome | None:
        """Return why this server cannot accept the message at all, or None."""
        if parcel.needs_smtputf8 and not self._client.has_extn("smtputf8"):
            return Outcome(
                state="refused", detail=f"{self._email.host} does not accept addresses that are not ASCII (SMTPUTF8)"
            )
        limit = self._client.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:
            detail = (
                f"the message has {size / 1e6:.2f} MB and {self._email.host} accepts {int(limit) / 1e6:.2f} MB; "
                "use format: text or fewer articles"
            )
            return Outcome(state="refused", detail=detail, too_large=True)
        return None

    def _transaction(self, parcel: Parcel, content: bytes) -> Outcomes:
        client, options = self._client, []
        if client.has_extn("size"):
            options.append(f"SIZE={len(content)}")
        if parcel.needs_smtputf8:
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            client.command_encoding = "utf-8"
        code, said = client.mail(parcel.sender.spec, options)
        if not _is_done(code):
            outcomes = self._rejected(parcel.recipients, code, said)
            # A rejection at this point concerns the sender or the settings and says nothing about the recipients.
            return {address: replace(item, state="failed", passing=code < 500) for address, item in outcomes.items()}
        outcomes = {}
        for address in parcel.recipients:
            code, said = client.rcpt(address.spec)
            if not _is_done(code):
                outcomes |= self._rejected((address,), code, said, reset=False)
            if code == 421:
                break
        accepted = [address for address in parcel.recipients if address not in outcomes]
        if not self.alive:
            return outcomes | _all(accepted, Outcome(state="failed", detail=self._said(code, said)))
        if not accepted:
            self._reset()
            return outcomes
        return outcomes | self._data(accepted, content)

    def _data(self, recipients: Sequence[Address], content: bytes) -> Outcomes:
        client = self._client
        code, said = client.docmd("DATA")
        if code != 354:
            return self._rejected(recipients, code, said)
        client.send(_stuffed(content))
        if client.sock is not None:
            client.sock.settimeout(self._email.acceptance_timeout_s)
        try:
            client.send(b".\r\n")
            answer, words = _last_answer(client)
        except (smtplib.SMTPException, OSError) as e:
            answer, words = None, _reason(e).encode()
        if answer is None or not (_is_done(answer) or 400 <= answer < 600):
            self.alive = False
            return _all(recipients, Outcome(state="unknown", detail=self._said(None, words)))
        if client.sock is not None:
            client.sock.settimeout(self._email.timeout_s)
        if _is_done(answer):
            return _all(recipients, Outcome(state="sent", detail=self._said(answer, words)))
        return self._rejected(recipients, answer, words)

    def _rejected(self, recipients: Sequence[Address], code: int, said: bytes | str, *, reset: bool = True) -> Outcomes:
        """Interpret a rejection: 4xx is temporary, 5xx permanent; 421 and invalid replies end the session."""
        if code == 421 or not 400 <= code < 600:
            self.alive = False
        elif reset:
            self._reset()
        state: OutcomeState = "refused" if 500 <= code < 600 else "failed"
        detail = self._said(code, said)
        # 552 is "exceeded storage allocation" (RFC 5321), 5.3.4 "message too big for system" (RFC 3463).
        too_large = code == 552 or (500 <= code < 600 and "5.3.4" in detail)
        return _all(recipients, Outcome(state=state, detail=detail, too_large=too_large))

    def _reset(self) -> None:
        try:
            self.alive = _is_done(self._client.rset()[0])
        except (smtplib.SMTPException, OSError):
            self.alive = False

    def _said(self, code: int | None, said: bytes | str) -> str:
        return _reply(code, said, self._password)


def _is_done(code: int) -> bool:
    """Return whether a reply means success: any 2yz does (RFC 5321, 4.2.1)."""
    return 200 <= code < 300


def _last_answer(client: smtplib.SMTP) -> tuple[int | None, bytes]:
    """Read the reply to the final full stop; the code is None unless the reply is complete and consistent.

    smtplib would accept the code of a truncated line, and the code of the last line even if other lines differ.
    """
    said, codes = list[bytes](), set[bytes]()
    for _ in range(_MOST_LINES):
        line = client.file.readline(_LONGEST_LINE) if client.file else b""
        found = _REPLY_LINE.fullmatch(line)
        if found is None:
            return None, b" ".join([*said, line.strip()]).strip() or b"the connection was closed without a reply"
        said.append(found["text"] or b"")
        codes.add(found["code"])
        if found["more"] != b"-":
            return (int(found["code"]) if len(codes) == 1 else None), b" ".join(said)
    return None, b" ".join(said[:3])


def _all(recipients: Sequence[Address], outcome: Outcome) -> Outcomes:
    return dict.fromkeys(recipients, outcome)


def _opened(email: EmailSettings, password: Password | None) -> smtplib.SMTP:
    where = f"{email.host}:{email.port}"
    client: smtplib.SMTP | None = None
    try:
        client = _connection(email)
        # For EHLO, an address is always valid; looking up a name can take a minute without a network.
        own = client.sock.getsockname()[0] if client.sock is not None else "127.0.0.1"
        client.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
        _check(client.ehlo(), where, password)
        if email.security == "starttls":
            _encrypt(client, email, where, password)
        if password is not None:
            _log_in(client, email, password, where)
    except BaseException as e:
        if client is not None:
            client.close()
        if isinstance(e, ssl.SSLCertVerificationError):
            raise DeliveryError(
                f"The certificate of {where} is not trusted ({one_line(e.verify_message)}); nothing was sent. "
                "If it is your own, name its authority in delivery.email.ca_file."
            ) from e
        if isinstance(e, smtplib.SMTPConnectError):
            _check((e.smtp_code, e.smtp_error), where, password)
        if isinstance(e, (smtplib.SMTPException, OSError)):
            raise UnreachableError(f"{where}: {_reply(None, _reason(e), password)}") from None
        raise
    return client


def _connection(email: EmailSettings) -> smtplib.SMTP:
    where, timeout_s = (email.host, email.port, "localhost"), email.timeout_s
    if email.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=timeout_s, context=_context(email))
    else:
        client = smtplib.SMTP(*where, timeout=timeout_s)
    if client.sock is not None:  # otherwise the last line of a message waits until the lines before it are acknowledged
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _encrypt(client: smtplib.SMTP, email: EmailSettings, where: str, password: Password | None) -> None:
    if not client.has_extn("starttls"):
        raise DeliveryError(f"{where} does not offer STARTTLS; nothing was sent. Should security be tls?")
    _check(client.starttls(context=_context(email)), where, password)
    _check(client.ehlo(), where, password)


def _context(email: EmailSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=None if email.ca_file is None else str(email.ca_file))
    except (OSError, ssl.SSLError) as e:
        raise DeliveryError(f"delivery.email.ca_file: {email.ca_file} cannot be used ({_reason(e)}).") from e
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # some builds of Python leave the minimum to the library
    return context


def _log_in(client: smtplib.SMTP, email: EmailSettings, password: Password, where: str) -> None:
    """Log in with a single attempt: servers count failures, and smtplib's own login makes one attempt per method.

    Source: RFC 4616 (PLAIN, in UTF-8); some Microsoft servers support only LOGIN.
    """
    offered = client.esmtp_features.get("auth", "").upper().split()
    user = email.user or ""
    if "PLAIN" in offered:
        code, said = client.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{password.reveal()}"))
    elif "LOGIN" in offered:
        code, said = client.docmd("AUTH", "LOGIN")
        for answer in (user, password.reveal()):
            if code == 334:
                code, said = client.docmd(_base64(answer))
    else:
        raise DeliveryError(f"{where} offers neither PLAIN nor LOGIN; is delivery.email.user needed?")
    if _is_done(code):
        return
    if 400 <= code < 500:
        raise UnreachableError(f"{where}: {_reply(code, said, password)}")
    raise DeliveryError(
        f"{where} rejected the login for {user} ({_reply(code, said, password)}); check user and password."
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _check(answer: tuple[int, bytes | str], where: str, password: Password | None) -> None:
    """Continue on 2xx; raise an error that allows a retry on 4xx, and one that does not on 5xx."""
    code, said = answer
    if _is_done(code):
        return
    if 500 <= code < 600:
        raise DeliveryError(f"{where} refused the connection ({_reply(code, said, password)}).")
    raise UnreachableError(f"{where}: {_reply(code, said, password)}")


def _reply(code: int | None, said: bytes | str, password: Password | None) -> str:
    """Return a server's reply as one safe line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if password is not None:
        text = password.removed_from(text)
    return one_line(f"{code} {text}" if code is not None else text)[:300]


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _stuffed(content: bytes) -> bytes:
    r"""Return `content` with each leading full stop doubled and a final line ending (RFC 5321, 4.5.2).

    >>> _stuffed(b".\r\n..\r\na.\r\n.b")
    b'..\r\n...\r\na.\r\n..b\r\n'
    """
    content = content if content.endswith(b"\r\n") else content + b"\r\n"
    content = content.replace(b"\r\n.", b"\r\n..")
    return b"." + content if content.startswith(b".") else content
