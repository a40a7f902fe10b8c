"""Mails (.eml) and pages that a browser saved as one file (.mhtml, .mht).

In: the bytes of a message. Out: the article in its main part, and the attachments of a mail. The facts stated in the
page take precedence; a mail adds its subject, its sender as the outlet, and its date.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from reporter.ingest.content import Content, UnreadableError
from reporter.ingest.encodings import decode
from reporter.ingest.metadata import Metadata, one_line, point_in_time, web_address
from reporter.ingest.pages import read_page
from reporter.language.arabic.letters import words

_FORWARDED = re.compile(r"^\s*(?:(?:fwd?|re|tr|aw|wg|رد|إعادة توجيه|محول|تحويل)\s*:\s*)+", re.IGNORECASE)


def read_saved_page(data: bytes) -> Content:
    """Return the article of a page that was saved with all its resources in one file.

    Raises:
        UnreadableError: it contains no page, or the page contains no article.

    """
    message = _parsed(data)
    main = _main_part(message)
    if main is None:
        raise UnreadableError("it contains no page")
    content = _page(_text(main))
    address = (
        main.get("Content-Location") or message.get("Snapshot-Content-Location") or message.get("Content-Location")
    )
    said = Metadata(url=web_address(str(address)) if address else None)
    return replace(content, metadata=content.metadata.over(said))


def read_mail(data: bytes) -> Content:
    """Return the article in a mail.

    Raises:
        UnreadableError: it contains no text, or only a page that is not an article.

    """
    message = _parsed(data)
    html, plain = (message.get_body((kind,)) for kind in ("html", "plain"))
    subject = _header(message, "subject")
    written = _text(plain).strip().replace("\r\n", "\n") if plain is not None else ""
    if html is None and not written:
        raise UnreadableError("it contains no text")
    try:
        content = Content(text=written) if html is None else _page(_text(html))
    except UnreadableError:
        if not written:
            raise
        content = Content(text=written)
    title = one_line(_FORWARDED.sub("", subject))
    if (shown := content.metadata.title) and title and " ".join(words(shown)) in " ".join(words(title)):
        title = shown
    said = Metadata(title=title) if title else Metadata()
    sender = None if _FORWARDED.match(subject) else one_line(parseaddr(_header(message, "from"))[0])
    sent = Metadata(outlet=sender, published_at=_date(message))
    return replace(content, metadata=said.over(content.metadata).over(sent))


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each attachment of a mail, except pictures."""
    for part in _parsed(data).iter_attachments():
        name, content = part.get_filename(), part.get_payload(decode=True)
        if name and isinstance(content, bytes) and part.get_content_maintype() != "image":
            yield re.sub(r"[/\\]", "_", name), content


def _parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("it is not a message")
    return message


def _header(message: EmailMessage, name: str) -> str:
    """Return a header; old programs write it in the code page of the text, without an encoding."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    data = raw.encode("utf-8", "surrogateescape")
    return str(message.get(name, "")) if data.isascii() else decode(data).text


def _main_part(message: EmailMessage) -> EmailMessage | None:
    """Return the page itself: the part that the message declares as its start, or the first HTML part."""
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = message.get_param("start")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    found = next(named, pages[0] if pages else None)
    return found if isinstance(found, EmailMessage) else None


def _text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "")
    except (LookupError, ValueError):
        return decode(payload).text


def _page(html: str) -> Content:
    page = read_page(html)
    if not page.text:
        raise UnreadableError(page.reason)
    metadata = replace(page.metadata, author=None)
    return Content(
        text=page.text, headings=page.headings, metadata=metadata, byline=page.metadata.author, remarks=page.remarks
    )


def _date(message: EmailMessage) -> datetime | date | None:
    try:
        return point_in_time(parsedate_to_datetime(str(message.get("Date", ""))))
    except (ValueError, TypeError, OverflowError):
        return None
