"""The ``delivery`` section of config.yaml: the recipients of an edition, and the mail server."""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from reporter import addresses
from reporter.config.sections import Settings, Text, WebAddress, matching
from reporter.model import Language


def _address(text: str) -> str:
    addresses.parse(text)
    return text


def _not_empty(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Reject an empty list; unlike ``min_length``, ignore items that have already been rejected."""
    if not items:
        raise ValueError("name at least one")
    return items


Mailbox = Annotated[str, Field(max_length=400), AfterValidator(_address)]
ALERTS = "alerts"
Name = Annotated[str, matching(r"[\w-]{1,60}", "1 to 60 letters, digits, hyphens and underscores")]
ListId = Annotated[
    str, Field(max_length=253), matching(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "a name such as news.example.org")
]


class GroupSettings(Settings):
    """Recipients of the same mail."""

    name: Name
    """Name for `reporter send --to`: letters, digits, hyphens and underscores."""
    to: Annotated[tuple[Mailbox, ...], AfterValidator(_not_empty)]
    """Addresses, plain or as `Name <name@example.org>`. A recipient in several groups gets the mail of the first."""
    lead: Literal["english", "arabic"] = "english"
    """Language that comes first in the subject, in the text and in the reading order of the page."""
    format: Literal["pdf", "html", "text"] = "pdf"
    """`pdf`: HTML and plain text with the PDF attached; `html`: the same without the PDF; `text`: plain text only."""
    subject: Annotated[str, Field(max_length=500)] | None = None
    """One-line Jinja template that replaces `mail.subject.txt.j2`, such as `{{ edition.date | date_en }}`."""
    bcc: bool = False
    """Send one message to the whole group, with the recipients hidden from each other, instead of one message each."""
    record: bool = False
    """Also attach `briefing.json`."""
    only: tuple[Text, ...] = ()
    """Send only the stories of these watch lists and sections, such as `[ports, economy]`; by default, the whole
    edition. If there are none, `editions.on_nothing_new` decides: a short mail (`note`), the latest selection again
    (`send`), or no mail (`skip`)."""

    @field_validator("only", mode="before")
    @classmethod
    def _one_name(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def language(self) -> Language:
        """The language that comes first."""
        return "en" if self.lead == "english" else "ar"


class EmailSettings(Settings):
    """The mail server and the recipients; everything except the password."""

    host: Annotated[str, Field(min_length=1, max_length=253)]
    """Name of the mail server."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    """Port of the mail server: usually 587 with `starttls`, 465 with `tls`."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted. `none` is accepted only for a server on this computer, unless
    `allow_unencrypted` is also set."""
    allow_unencrypted: bool = False
    """With `security: none`, allow mail and password to cross the network unencrypted."""
    ca_file: Path | None = None
    """Certificates (PEM) to trust instead of the system's. The server's certificate is always verified."""
    user: Annotated[str, Field(min_length=1, max_length=320)] | None = None
    """User name for logging in. If empty, reporter does not log in."""
    password_file: Path | None = None
    """File that contains the password and is readable only by its owner (mode 600 or 400)."""
    keyring: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """Service name under which the system keyring stores the password of `user` (requires the package `keyring`)."""
    sender: Mailbox
    """Sender of the mail, such as `Morning Briefing <briefing@example.org>`."""
    reply_to: Mailbox | None = None
    """Address for replies (the Reply-To header). If empty, replies go to `sender`."""
    unsubscribe: Mailbox | None = None
    """Address for requests to be taken off the list (the List-Unsubscribe header). Mail programs show it as a button;
    someone must read that mailbox."""
    list_id: ListId | None = None
    """Identity of this briefing (the List-Id header): a recipient who has had an edition under it does not get that
    edition again. If empty, it is made from `title.en` and the sender's domain."""
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 30
    """Seconds to wait for each reply of the server."""
    acceptance_timeout_s: Annotated[float, Field(gt=0, le=3600)] = 600
    """Seconds to wait for the server to accept a complete message. RFC 5321 recommends ten minutes, because a sender
    that gives up cannot know whether the message was accepted."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 6
    """Number of times to try a message that the server cannot accept at the moment."""
    backoff_s: Annotated[float, Field(ge=0, le=3600)] = 15
    """Seconds to wait before the second attempt. Each later wait is twice as long, up to 5 minutes."""
    groups: Annotated[tuple[GroupSettings, ...], AfterValidator(_not_empty)]
    """The recipients, and the form of their mail."""
    corrections: bool = False
    """Also mail the corrections of an edition to those who had it, as soon as a later edition has them."""
    alerts: tuple[Mailbox, ...] = ()
    """Addresses that also get incomplete editions (missing English, a missing input, or half of the articles missing),
    without the PDF."""

    @property
    def every_group(self) -> tuple[GroupSettings, ...]:
        """All groups, with the alerts last; recipients in several groups get the mail of the first."""
        return (*self.groups, GroupSettings(name=ALERTS, to=self.alerts, format="html")) if self.alerts else self.groups

    @property
    def subjects(self) -> tuple[str, ...]:
        """The groups' own subjects, which replace the template's."""
        return tuple(group.subject for group in self.groups if group.subject)

    @field_validator("host")
    @classmethod
    def _host_name(cls, value: str) -> str:
        try:
            ipaddress.ip_address(value)
        except ValueError:
            return addresses.ascii_domain(value)
        return value

    @field_validator("groups")
    @classmethod
    def _different_names(cls, value: tuple[GroupSettings, ...]) -> tuple[GroupSettings, ...]:
        names = [group.name for group in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two groups are named {', '.join(twice)}")
        if ALERTS in names:
            raise ValueError(f"'{ALERTS}' is reserved for the addresses under alerts; choose another name")
        return value

    @model_validator(mode="after")
    def _no_clear_text_by_accident(self) -> Self:
        if self.security == "none" and not self.allow_unencrypted and not _is_loopback(self.host):
            raise ValueError(
                f"security: none would send mail to {self.host} unencrypted; use starttls or tls, or confirm it with "
                "allow_unencrypted: true"
            )
        return self

    @model_validator(mode="after")
    def _one_password(self) -> Self:
        if self.password_file is not None and self.keyring is not None:
            raise ValueError("set either password_file or keyring, not both")
        if self.user is None and (self.password_file is not None or self.keyring is not None):
            raise ValueError("a password needs a user; set user as well")
        return self


class PostSettings(Settings):
    """Settings shared by the deliveries over HTTP."""

    timeout_s: Annotated[float, Field(gt=0, le=600)] = 30
    """Seconds to wait for the server's reply."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 3
    """Number of attempts if the server cannot be reached or asks to wait."""
    backoff_s: Annotated[float, Field(ge=0, le=3600)] = 15
    """Seconds to wait before the second attempt. Each later wait is twice as long, up to 5 minutes."""


class WebhookSettings(PostSettings):
    """A URL that receives a signed POST of JSON for each edition.

    The URL is a secret and is never written here: it is taken from the environment variable `REPORTER_WEBHOOK_URL`, or
    else from `url_file`.
    """

    url_file: Path | None = None
    """File that contains the URL and is readable only by its owner."""
    key_file: Path | None = None
    """File that contains the key of the signature (`REPORTER_WEBHOOK_KEY` takes precedence). The header
    `X-Reporter-Signature` is `sha256=` and the HMAC-SHA-256 of the body, in hexadecimal."""


class TelegramSettings(PostSettings):
    """A Telegram chat to which a bot posts the PDF with a caption.

    The bot's token is never written here: it is taken from the environment variable `REPORTER_TELEGRAM_TOKEN`, or else
    from `token_file`.
    """

    chat: Annotated[str, matching(r"-?\d{1,20}|@\w{5,32}", "a number in quotation marks, or @channelname")]
    """The chat's number, in quotation marks, or `@channelname`."""
    token_file: Path | None = None
    """File that contains the bot's token and is readable only by its owner."""
    api: WebAddress = "https://api.telegram.org"
    """Address of the Bot API, if you run your own server."""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class DeliverySettings(Settings):
    """How editions are delivered. A run sends mail if `email` is set, to everyone who has not had the edition yet."""

    ledger: Path = Path(".reporter/deliveries.sqlite3")
    """SQLite file that records what was sent to whom. Nothing is sent if it cannot be written."""
    webhook: WebhookSettings | None = None
    """A URL that receives a notice of each edition."""
    telegram: TelegramSettings | None = None
    """A Telegram chat that gets each edition."""
    email: EmailSettings | None = None
    """The mail server and the recipients. Never put the password here: it is taken from the environment variable
    `REPORTER_SMTP_PASSWORD`, from `password_file` or from `keyring`, in this order."""

    @property
    def sends(self) -> bool:
        """Whether any delivery is configured."""
        return any((self.email, self.webhook, self.telegram))
