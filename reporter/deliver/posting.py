"""Delivery over HTTP: post each edition once to a webhook and a Telegram chat, using the same ledger as the mail.

In: a post (one request to one address) and the ledger. Out: a receipt. A request that was not sent, or that the server
asks to send later, is retried; if nobody can know whether it arrived, its outcome is ``unknown``, as with mail. URLs
and tokens are secrets: they never appear in messages, logs or the ledger.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import logging
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from reporter.config import DeliverySettings, PostSettings, TelegramSettings, WebhookSettings
from reporter.deliver.message import one_line
from reporter.deliver.outbox import MAX_BACKOFF_S, Order, standing
from reporter.deliver.password import Password, find_secret
from reporter.deliver.smtp import Outcome
from reporter.errors import DeliveryError
from reporter.letters import Receipt
from reporter.record import Entry, Record
from reporter.store.ledger import Delivery, DeliveryKey, Ledger

log = logging.getLogger(__name__)

SIGNATURE = "X-Reporter-Signature"
_MARKS = {"corrected": "CORRECTED / تصويب", "refiled": "CORRECTED / تصويب", "withdrawn": "WITHDRAWN / سحب"}
MOST_CAPTION = 1024
"""Maximum number of characters of a caption in Telegram."""
_MACHINE = "≈"
"""The mark of machine English, as in all documents."""
_LATER = frozenset({408, 425, 429, 500, 503})
_NOBODY_KNOWS = frozenset({502, 504})
"""Status codes of a proxy that got no answer from the server behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One request to one address."""

    name: str
    """The name of the recipient in the ledger and receipts; not secret."""
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    settings: PostSettings


def posts(  # noqa: PLR0913
    delivery: DeliverySettings,
    made: Record,
    *,
    content: str,
    pdf: Path,
    environment: Mapping[str, str],
    notice: bool = False,
) -> Iterator[Post]:
    """Yield the posts that deliver the edition `made` as set in `delivery`; `content` is the hash of its content.

    A `notice` only says what was withdrawn.

    Raises:
        DeliveryError: a secret is missing, or others can read its file.

    """
    if delivery.webhook is not None:
        url, key = _webhook_secrets(delivery.webhook, environment)
        yield _webhook(made, _told(made, notice=notice), content, url, key, delivery.webhook)
    if delivery.telegram is not None:
        said = caption(made, _told(made, notice=notice))
        fields = {"chat_id": delivery.telegram.chat, "text" if notice else "caption": said}
        first = f"{made.edition.first}_" if made.edition.first else ""
        document = None if notice else (f"briefing-{first}{made.edition.date}.pdf", _read(pdf))
        kind, body = _form(fields, document)
        yield Post(
            name=f"telegram:{delivery.telegram.chat}",
            url=_telegram_url(delivery.telegram, environment, "sendMessage" if notice else "sendDocument"),
            headers={"Content-Type": kind},
            body=body,
            settings=delivery.telegram,
        )


def secret_problems(delivery: DeliverySettings, environment: Mapping[str, str]) -> dict[str, str | None]:
    """Return what is wrong with the secrets of the configured webhook and Telegram; None if nothing is."""
    problems = {}
    if (webhook := delivery.webhook) is not None:
        problems["webhook"] = _problem(lambda: _webhook_secrets(webhook, environment))
    if (telegram := delivery.telegram) is not None:
        problems["Telegram"] = _problem(lambda: _telegram_url(telegram, environment, "sendDocument"))
    return problems


def _problem(find: Callable[[], object]) -> str | None:
    try:
        find()
    except DeliveryError as e:
        return str(e)
    return None


def _webhook_secrets(settings: WebhookSettings, environment: Mapping[str, str]) -> tuple[str, Password | None]:
    """Return the URL and the key of the signature."""
    url = _needed("webhook.url", "REPORTER_WEBHOOK_URL", settings.url_file, environment)
    key = find_secret("REPORTER_WEBHOOK_KEY", settings.key_file, environment)
    return _checked(url.reveal(), "webhook.url_file"), key


def _telegram_url(
    settings: TelegramSettings, environment: Mapping[str, str], method: Literal["sendDocument", "sendMessage"]
) -> str:
    token = _needed("telegram.token", "REPORTER_TELEGRAM_TOKEN", settings.token_file, environment)
    return _checked(f"{settings.api.rstrip('/')}/bot{token.reveal()}/{method}", "telegram.token_file")


def deliver_post(post: Post, ledger: Ledger, key: DeliveryKey, order: Order) -> Receipt:
    """Send `post` unless it was already sent according to the ledger.

    Raises:
        DeliveryError: the ledger cannot be written.

    """
    from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential

    known = [item for item in ledger.deliveries(key.list_id, key.edition) if item.key.recipient == key.recipient]
    why_not = standing(known, {key.content}, order)
    if why_not is not None and not (why_not.state == "unknown" and order.resend_unknown):
        return Receipt(edition=key.edition, recipient=post.name, state=why_not.state, detail=why_not.detail)
    ledger.owe([key])

    def attempt() -> Outcome:
        ledger.begin([key], f"<{key.edition}.{key.content[:32]}@{key.list_id}>")
        outcome = _answered(post)
        ledger.finish([Delivery(key=key, state=outcome.state, detail=outcome.detail)])
        return outcome

    attempts = Retrying(
        stop=stop_after_attempt(post.settings.attempts),
        wait=wait_exponential(multiplier=post.settings.backoff_s, max=MAX_BACKOFF_S),
        retry=retry_if_result(lambda outcome: outcome.state == "failed"),
        retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
    )
    outcome: Outcome = attempts(attempt)
    log.info("%s: %s", post.name, outcome.state)
    return Receipt(edition=key.edition, recipient=post.name, state=outcome.state, detail=outcome.detail)


def caption(made: Record, entries: Sequence[Entry]) -> str:
    """Return the briefing's name, its day, what was done to it, and as many headlines as Telegram allows.

    Without any, it says why there are none.
    """
    edition, erratum = made.edition, made.desk.erratum
    lines = [f"{edition.title_en} / {edition.title_ar}, {edition.date}"]
    if erratum is not None:
        lines[0] = f"{_MARKS[erratum.kind]}: {lines[0]}"
        lines += filter(None, (erratum.says_en, erratum.says_ar))
    lines += [f"Incomplete: {reason}." for reason in made.degraded[:1]]
    if not made.entries:
        lines += [f"{said}." for note in made.notes for said in (note.text_en, note.text_ar)]
    for entry in entries:
        machine = f" {_MACHINE}" if entry.title.origin == "machine" else ""
        line = f"{entry.id}. {entry.title.text_en or entry.title_ar}{machine}"
        if len("\n".join([*lines, line])) > MOST_CAPTION - 2:
            lines.append("…")
            break
        lines.append(line)
    return "\n".join(lines)[:MOST_CAPTION]


def _told(made: Record, *, notice: bool) -> Sequence[Entry]:
    """Return the articles whose headlines are told: all, or in a `notice` those that were withdrawn."""
    erratum = made.desk.erratum
    if not notice or erratum is None:
        return made.entries
    return [entry for entry in made.entries if entry.id in erratum.entries]


def _webhook(  # noqa: PLR0913, PLR0917
    made: Record, entries: Sequence[Entry], content: str, url: str, key: Password | None, settings: PostSettings
) -> Post:
    edition, erratum = made.edition, made.desk.erratum
    said = {
        "edition": edition.date.isoformat(),
        "kind": edition.kind,
        "first": edition.first and edition.first.isoformat(),
        "content": content,
        "title_en": edition.title_en,
        "title_ar": edition.title_ar,
        "issued_at": edition.issued_at.isoformat(),
        "degraded": made.degraded,
        "erratum": None
        if erratum is None
        else {
            "kind": erratum.kind,
            "says_en": erratum.says_en,
            "says_ar": erratum.says_ar,
            "entries": list(erratum.entries),
        },
        "headlines": [
            {
                "id": entry.id,
                "title_ar": entry.title_ar,
                "title_en": entry.title.text_en,
                "machine": entry.title.origin == "machine",
            }
            for entry in entries
        ],
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": content}
    if key is not None:
        digest = hmac.new(key.reveal().encode(), body, hashlib.sha256).hexdigest()
        headers[SIGNATURE] = f"sha256={digest}"
    name = f"webhook:{hashlib.sha256(url.encode()).hexdigest()[:12]}"
    return Post(name=name, url=url, headers=headers, body=body, settings=settings)


def _answered(post: Post) -> Outcome:
    """Send the request and return its outcome; redirects are not followed."""
    parts = urlsplit(post.url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, parts.port, timeout=post.settings.timeout_s, context=context)
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=post.settings.timeout_s)  # type: ignore[assignment]
    try:
        try:
            connection.connect()
        except (OSError, ValueError) as e:  # nothing was sent
            return Outcome(state="failed", detail=f"the server cannot be reached ({_reason(e)})")
        try:
            target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            connection.request("POST", target, body=post.body, headers={"User-Agent": "reporter", **post.headers})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException, ValueError) as e:
            return Outcome(state="unknown", detail=f"the reply was incomplete ({type(e).__name__})")
    finally:
        connection.close()
    if 200 <= status < 300:
        return Outcome(state="sent", detail=f"HTTP {status}")
    if status in _NOBODY_KNOWS or status < 200:
        return Outcome(state="unknown", detail=f"HTTP {status}")
    return Outcome(state="failed" if status in _LATER else "refused", detail=f"HTTP {status}")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return one_line(error.verify_message)
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def _needed(name: str, variable: str, path: Path | None, environment: Mapping[str, str]) -> Password:
    found = find_secret(variable, path, environment)
    if found is None:
        raise DeliveryError(f"There is no delivery.{name}: set {variable} or delivery.{name}_file.")
    return found


def _checked(url: str, setting: str) -> str:
    """Return `url` if a secret may be sent there: over TLS, or to this computer.

    Raises:
        DeliveryError: it is not a URL, or would be requested unencrypted.

    """
    wrong = DeliveryError(f"delivery.{setting}: what it holds does not make an https address.")
    if any(char.isspace() or not char.isprintable() for char in url) or not url.isascii():
        raise wrong
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))):
        raise wrong
    return url


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(pdf: Path) -> bytes:
    try:
        return pdf.read_bytes()
    except OSError as e:
        raise DeliveryError(f"{pdf} cannot be read ({e.strerror}); make the edition again.") from e


def _form(fields: Mapping[str, str], file: tuple[str, bytes] | None) -> tuple[str, bytes]:
    """Return the content type and body of a form with a `file`, by name and content, or with none (RFC 7578)."""
    name, document = file or ("", b"")
    boundary = f"reporter-{hashlib.sha256(document + repr(fields).encode()).hexdigest()}"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    if file is not None:
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="document"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        parts += [head.encode(), document, b"\r\n"]
    return f"multipart/form-data; boundary={boundary}", b"".join((*parts, f"--{boundary}--\r\n".encode()))
