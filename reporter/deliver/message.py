"""Messages: turn a letter, a sender and recipients into MIME.

In: ``Letter`` and settings. Out: ``Parcel`` (one message to one mailbox, or to a group in bcc) whose bytes depend only
on the letter, the addresses and the time. Headers cannot contain line breaks: every value is reduced to one line of
printable characters, and Python's own policy rejects anything else.

Source: RFC 5322 (headers), 2919 (List-Id), 3834 (Auto-Submitted), 6532 (UTF-8 in headers), 2046 (parts).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.header import Header
from email.headerregistry import Address as HeaderAddress
from email.headerregistry import AddressHeader, Group
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import quote

from reporter import addresses
from reporter.addresses import Address
from reporter.config import EmailSettings, GroupSettings
from reporter.letters import Attachment, Letter

MOST_HTML_BYTES = 100_000
"""Maximum size of the HTML; Gmail clips messages longer than 102 KB."""
UNDISCLOSED = "undisclosed-recipients"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message and the mailboxes that it goes to."""

    group: str
    content_sha256: str
    """Hash of the content of the edition, or of the selection of it, that is in it."""
    sender: Address
    recipients: tuple[Address, ...]
    message_id: str
    """In angle brackets; always the same for the same content of an edition and the same recipient."""
    list_id: str
    letter: Letter
    sent_at: datetime
    bcc: bool
    in_reply_to: str = ""
    """The Message-ID of the mail that this one corrects."""
    reply_to: Address | None = None
    unsubscribe: Address | None = None

    @property
    def lighter(self) -> "Parcel | None":
        """A shorter message for a server that rejects this size."""
        return None if self.letter.lighter is None else replace(self, letter=self.letter.lighter)

    @property
    def needs_smtputf8(self) -> bool:
        """True if one of its addresses is not ASCII."""
        return any(address.needs_smtputf8 for address in (self.sender, *self.recipients))

    def content(self) -> bytes:
        """Return the message as sent over the wire: CRLF line endings, no line longer than 998 bytes."""
        return _message(self).as_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The facts about an edition in the headers of a message."""

    title: str
    """The briefing's English name."""
    edition: str
    """Its ISO date."""
    content: str
    """Hash of the edition's content."""
    sent_at: datetime
    selections: Mapping[str, str] = field(default_factory=dict)
    """Hash of the content that a group gets instead of the whole, by its name."""

    in_reply_to: Mapping[str, str] = field(default_factory=dict)
    """The Message-ID of the mail that each recipient had, by its key, if this one corrects it."""

    def content_for(self, group: str) -> str:
        """Return the hash of the content that `group` gets."""
        return self.selections.get(group, self.content)


def mailboxes(group: GroupSettings) -> tuple[Address, ...]:
    """Return the mailboxes of `group`, each once."""
    return tuple({address.key: address for address in map(addresses.parse, group.to)}.values())


def parcels(
    letter: Letter, group: GroupSettings, email: EmailSettings, about: About, to: Sequence[Address] | None = None
) -> tuple[Parcel, ...]:
    """Return the messages that deliver `letter` to the mailboxes of `group`, or only to those in `to`."""
    letter = _ready(letter)
    list_id = list_identity(email, about.title)
    recipients = mailboxes(group) if to is None else tuple(to)
    sender = addresses.parse(email.sender)
    content = about.content_for(group.name)

    def parcel(recipients: tuple[Address, ...], name: str) -> Parcel:
        identity = f"{list_id} {about.edition} {name} {content}"
        edition = re.sub("[^0-9A-Za-z]+", "-", about.edition)
        return Parcel(
            group=group.name,
            content_sha256=content,
            sender=sender,
            recipients=recipients,
            message_id=f"<{edition}.{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{sender.domain}>",
            list_id=list_id,
            letter=letter,
            sent_at=about.sent_at,
            bcc=group.bcc,
            in_reply_to=about.in_reply_to.get(recipients[0].key, "") if recipients else "",
            reply_to=addresses.parse(email.reply_to) if email.reply_to else None,
            unsubscribe=addresses.parse(email.unsubscribe) if email.unsubscribe else None,
        )

    if group.bcc:
        return (parcel(recipients, f"group {group.name}"),)
    return tuple(parcel((mailbox,), mailbox.key) for mailbox in recipients)


def _ready(letter: Letter) -> Letter:
    """Return `letter` with inlined styles, unless its HTML would exceed the size that Gmail shows completely."""
    html = letter.html and inlined(letter.html)
    if html and letter.html and len(html.encode()) > MOST_HTML_BYTES:
        html = letter.html  # all styles in the head
    return replace(letter, html=html, lighter=letter.lighter and _ready(letter.lighter))


def list_identity(email: EmailSettings, title: str) -> str:
    """Return the briefing's List-Id: as configured, or else made from its English title and the sender's domain."""
    if email.list_id is not None:
        return email.list_id.lower()
    return f"{label(title)}.{addresses.parse(email.sender).domain}"


def label(title: str) -> str:
    """Return `title` as one label of a domain name."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-")[:63].strip("-") or "briefing"


def one_line(text: str) -> str:
    r"""Return `text` as one line that is safe in a header, without controls, bidi overrides and line separators.

    >>> one_line("موجز\r\nBcc: a@example.org")
    'موجز Bcc: a@example.org'
    """
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in text)
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", visible).split())[:400]


class _Policy(EmailPolicy):
    """Python's own policy, except that long or non-ASCII texts in headers become encoded words as a whole.

    Python (seen in 3.11) adds or loses a space where encoded and plain words meet, or where it folds a line.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as sent over the wire."""
        if name == "Subject":
            return f"{name}: {_text(value)}\r\n".encode()
        if isinstance(value, AddressHeader) and value.addresses:
            mailboxes = ",\r\n ".join(_mailbox(address) for address in value.addresses)
            return f"{name}: {mailboxes}\r\n".encode()
        return super().fold_binary(name, value)


def _text(text: str) -> str:
    if text.isascii() and len(text) <= 65 and "=?" not in text:
        return str(text)
    return Header(str(text), "utf-8", header_name="Subject").encode(linesep="\r\n")


def _mailbox(address: HeaderAddress) -> str:
    name, spec = address.display_name, f"{address.username}@{address.domain}"
    if not name:
        return spec
    if re.fullmatch(r"[A-Za-z0-9 ]{1,50}", name):
        return f"{name} <{spec}>"
    return f"{_text(name) if not name.isascii() or len(name) > 50 else _quoted(name)}\r\n <{spec}>"


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _message(parcel: Parcel) -> EmailMessage:
    message = EmailMessage(policy=_Policy(linesep="\r\n", utf8=parcel.needs_smtputf8))
    for name, value in _headers(parcel):
        message[name] = value
    letter = parcel.letter
    # base64 survives every server unchanged, and no line of it begins with a full stop.
    message.set_content(letter.text, cte="base64")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="base64")
    for attachment in letter.attachments:
        _attach(message, attachment)
    message["Content-Language"] = "en, ar"  # last, because set_content would move it into a part
    _fix_boundaries(message, parcel)
    return message


def _headers(parcel: Parcel) -> Iterator[tuple[str, object]]:
    yield "From", _header_address(parcel.sender)
    if parcel.bcc:
        yield "To", Group(UNDISCLOSED, ())
    else:
        yield "To", tuple(_header_address(address) for address in parcel.recipients)
    yield "Subject", one_line(parcel.letter.subject)
    if parcel.reply_to:
        yield "Reply-To", _header_address(parcel.reply_to)
    yield "Date", format_datetime(parcel.sent_at)
    yield "Message-ID", parcel.message_id
    if parcel.in_reply_to:
        yield "In-Reply-To", parcel.in_reply_to
        yield "References", parcel.in_reply_to
    yield "List-Id", f"<{parcel.list_id}>"
    if parcel.unsubscribe:
        yield "List-Unsubscribe", f"<mailto:{quote(parcel.unsubscribe.spec, safe='@')}?subject=unsubscribe>"
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"  # Exchange's equivalent of Auto-Submitted


def _header_address(address: Address) -> HeaderAddress:
    return HeaderAddress(display_name=one_line(address.name), username=address.local, domain=address.domain)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    maintype, _, subtype = attachment.media_type.partition("/")
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name)


def _fix_boundaries(message: EmailMessage, parcel: Parcel) -> None:
    """Derive each multipart boundary from the Message-ID; Python's are random. It cannot occur in base64."""
    multiparts: Sequence[EmailMessage] = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        digest = hashlib.sha256(parcel.message_id.encode()).hexdigest()[:24]
        part.set_boundary(f"={number}=_{digest}")


def inlined(html: str) -> str:
    """Return `html` with its style sheet inlined on the elements; rules for dark screens and phones are kept.

    Nothing is fetched.
    """
    import css_inline

    inliner = css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True, minify_css=True
    )
    return inliner.inline(html)
