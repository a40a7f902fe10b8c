"""The section ``delivery`` of config.yaml: who is sent the edition, and by which server."""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from reporter import addresses
from reporter.config.sections import Settings


def _address(text: str) -> str:
    addresses.parse(text)
    return text


def _not_empty(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse an empty list; unlike ``min_length`` it does not count what was refused already."""
    if not items:
        raise ValueError("name at least one")
    return items


Mailbox = Annotated[str, Field(max_length=400), AfterValidator(_address)]
ALERTS = "alerts"
Name = Annotated[str, Field(pattern=r"^[\w-]{1,60}$")]


class GroupSettings(Settings):
    """Recipients who get the same mail."""

    name: Name
    """What `reporter send --to` calls it: letters, digits, hyphens."""
    to: Annotated[tuple[Mailbox, ...], AfterValidator(_not_empty)]
    """Addresses, alone or as `Name <name@example.org>`. Who is in two groups gets the mail of the first."""
    lead: Literal["english", "arabic"] = "english"
    """The language that comes first in the subject, in the text, and in reading order on the page."""
    format: Literal["pdf", "html", "text"] = "pdf"
    """`pdf`: HTML and plain text with the PDF attached; `html`: without the PDF; `text`: plain text only."""
    subject: Annotated[str, Field(max_length=500)] | None = None
    """A Jinja template of one line in the place of `mail.subject.txt.j2`, such as `{{ edition.date | date_en }}`."""
    bcc: bool = False
    """One message for the whole group, in which nobody sees the others, instead of a message each."""
    record: bool = False
    """Attach `briefing.json` too."""


class EmailSettings(Settings):
    """The server that takes the mail, and who gets it; everything about it but the password."""

    host: Annotated[str, Field(min_length=1, max_length=253)]
    """The server's name."""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    """587 with `starttls`, 465 with `tls`."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted. `none` is for this computer only, unless `allow_unencrypted` is set too."""
    allow_unencrypted: bool = False
    """With `security: none`: mail and password may cross the network in clear."""
    ca_file: Path | None = None
    """Certificates (PEM) to trust instead of the system's. The server's certificate is always verified."""
    user: Annotated[str, Field(min_length=1, max_length=320)] | None = None
    """Name to log in with; no login when empty."""
    password_file: Path | None = None
    """A file that holds the password and that only its owner can read (mode 600 or 400)."""
    keyring: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """Name of the service under which the system's keyring has the password of `user` (needs `reporter[keyring]`)."""
    sender: Mailbox
    """Whom the mail is from: `Morning Briefing <briefing@example.org>`."""
    reply_to: Mailbox | None = None
    """Where answers go (header Reply-To); to `sender` when empty."""
    unsubscribe: Mailbox | None = None
    """A mailbox that takes requests to be taken off the list (header List-Unsubscribe), which mail programs show as a
    button; somebody must read it."""
    list_id: Annotated[str, Field(max_length=253, pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")] | None = None
    """Identity of this briefing (header List-Id): who had an edition under it does not get that edition again. Made
    from `title.en` and the sender's domain when empty."""
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 30
    """How long the server may take for one answer."""
    acceptance_timeout_s: Annotated[float, Field(gt=0, le=3600)] = 600
    """How long it may take for the answer to a whole message; RFC 5321 asks for ten minutes, for a sender that gives
    up cannot know whether the message was taken."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 6
    """How often a message is tried that the server cannot take at the moment."""
    backoff_s: Annotated[float, Field(ge=0, le=3600)] = 15
    """The wait before the second attempt; each one after it is twice as long, up to 5 minutes."""
    groups: Annotated[tuple[GroupSettings, ...], AfterValidator(_not_empty)]
    """Who gets the mail, and in what form."""
    alerts: tuple[Mailbox, ...] = ()
    """Who is sent an incomplete edition too (English, an input or half of the articles missing), without the PDF."""

    @property
    def every_group(self) -> tuple[GroupSettings, ...]:
        """All groups, that of the alerts last; who is in two gets the mail of the first."""
        return (*self.groups, GroupSettings(name=ALERTS, to=self.alerts, format="html")) if self.alerts else self.groups

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that groups have in the place of the template's."""
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
            raise ValueError(f"'{ALERTS}' is the name of those under alerts; call the group something else")
        return value

    @model_validator(mode="after")
    def _no_clear_text_by_accident(self) -> Self:
        if self.security == "none" and not self.allow_unencrypted and not _is_loopback(self.host):
            raise ValueError(
                f"security: none would send mail to {self.host} in clear; use starttls or tls, or say it twice with "
                "allow_unencrypted: true"
            )
        return self

    @model_validator(mode="after")
    def _one_password(self) -> Self:
        if self.password_file is not None and self.keyring is not None:
            raise ValueError("give one of password_file and keyring")
        if self.user is None and (self.password_file is not None or self.keyring is not None):
            raise ValueError("a password is of no use without user")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class DeliverySettings(Settings):
    """Who is sent the edition. A run sends when `email` is there, and then only who has not had the edition yet."""

    ledger: Path = Path(".reporter/deliveries.sqlite3")
    """The SQLite file that says who was sent what. Nothing is sent when it cannot be written."""
    email: EmailSettings | None = None
    """The server that takes the mail, and who gets it. The password is never written here: it is taken from the
    environment variable `REPORTER_SMTP_PASSWORD`, else from `password_file`, else from `keyring`."""
