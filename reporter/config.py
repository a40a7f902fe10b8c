"""config.yaml -> frozen settings; all mistakes at once, each with its dotted path (the only user of pydantic).

Order: defaults < config.yaml < flags (applied by the command line with ``with_flags``). Relative paths resolve
against the config file's folder, never against the working directory, so that cron finds what the desk found.
"""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from reporter import addresses
from reporter.errors import ConfigError

PdfStandard = Literal["a-3a", "ua-1", "plain"]
Method = Literal[
    "biased-lexrank",
    "lead",
    "lexrank",
    "textrank",
    "lsa",
    "luhn",
    "edmundson",
    "sum-basic",
    "kl",
    "reduction",
]
Text = Annotated[str, Field(min_length=1, max_length=200)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$", max_length=2000)]


class Settings(BaseModel):
    """What all sections share: frozen, nothing unknown, documented field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Title(Settings):
    """The name of the briefing, in both languages."""

    en: Text = "Morning Briefing"
    """Printed over the English column."""
    ar: Text = "الموجز الصباحي"
    """Printed over the Arabic column."""


class IngestSettings(Settings):
    """Which bytes are articles."""

    max_file_mb: Annotated[float, Field(gt=0, le=1000)] = 10
    """A larger file is skipped, with its size as the reason."""
    min_arabic: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Share of Arabic among the letters of a text; below it the text is skipped as not Arabic."""
    word_lists: tuple[Path, ...] = ()
    """YAML files that add to the shipped list of page noise, in its format (`reporter/data/boilerplate.yaml`)."""


class SummarySettings(Settings):
    """How an article is condensed. At most one of the three lengths may be given; 4 sentences when none is."""

    method: Method = "biased-lexrank"
    """How sentences are ranked."""
    sentences: Annotated[int, Field(ge=1, le=100)] | None = None
    """So many sentences from each article."""
    ratio: Annotated[float, Field(gt=0, le=1)] | None = None
    """This share of an article's sentences, at least one."""
    words: Annotated[int, Field(ge=10, le=5000)] | None = None
    """As many whole sentences as fit into this number of words, at least one."""

    @property
    def length(self) -> tuple[Literal["sentences", "ratio", "words"], float]:
        """The unit of the length and how much of it."""
        if self.ratio is not None:
            return "ratio", self.ratio
        if self.words is not None:
            return "words", self.words
        return "sentences", self.sentences or 4

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        given = [name for name in ("sentences", "ratio", "words") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"give one of sentences, ratio and words, not {' and '.join(given)}")
        return self


class TranslateSettings(Settings):
    """How the English is made. Nothing here opens a network connection during a run."""

    models_dir: Path | None = None
    """Where `reporter models install` puts packages; the user's data folder when empty. Packages that other Argos
    programs installed are found as well."""
    index_url: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    """The list of packages that `reporter models` reads."""
    beam_size: Annotated[int, Field(ge=1, le=20)] = 4
    """Hypotheses kept while decoding; larger is slower."""
    n_best: Annotated[int, Field(ge=0, le=20)] = 4
    """So many other translations are made of a sentence that a check doubts, and the least doubtful one is taken; 0:
    none."""
    withhold: Literal["error", "never"] = "error"
    """`error`: a sentence all of whose translations contradict the Arabic is printed without English, with the reason;
    `never`: the least doubtful one is printed with its marks."""
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Sentences' batches translated at the same time; 0: as many as there are processor cores."""
    compute_type: Literal["auto", "default", "int8", "int8_float32", "int16", "float16", "bfloat16", "float32"] = (
        "default"
    )
    """Number format of the engine; `default` is the package's own."""


class LayoutSettings(Settings):
    """How the document looks."""

    page: Literal["A4", "Letter", "phone"] = "A4"
    """Paper; `phone`: small pages of one column, for reading on a telephone."""
    languages: Literal["english-first", "arabic-first", "arabic-only", "english-only"] = "english-first"
    """Which languages stand on the page. `english-first` is a book bound left; `arabic-first` is bound right, with its
    headings and labels in Arabic; `english-only` prints the Arabic where there is no English."""
    digits: Literal["western", "arabic-indic"] = "western"
    """Digits of the Arabic on the page, `377` or `٣٧٧`, whichever the outlet used; the record keeps the outlet's."""
    pdf: PdfStandard = "a-3a"
    """`a-3a`: the PDF keeps PDF/A-3a, for an archive; `ua-1`: PDF/UA-1, for screen readers; both carry the record and
    its schema. `plain` has the same tags, and claims and carries nothing."""
    templates: Path | None = None
    """A folder that is searched for templates before ours."""


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


class EditionSettings(Settings):
    """Which articles make an edition, and how long editions stay."""

    select: Literal["all", "new"] = "all"
    """`all`: every input, each time. `new`: the articles that no other edition had, by content and by address. Making
    a date again gives the same edition plus what has come since, and says so."""
    on_nothing_new: Literal["note", "send", "skip"] = "note"
    """With `select: new` and nothing new: `note` makes an edition that says so, `send` prints the articles of the last
    edition once more, `skip` makes none."""
    keep_days: Annotated[int, Field(ge=1, le=36500)] | None = None
    """Editions that are older by so many days than the one just made are removed, never the latest; all stay when
    empty. A folder in which anything else lies is left alone."""


class PingSettings(Settings):
    """Addresses that are asked for (GET), so that a watching service notices a run that does not come.

    Nothing but the request itself is sent. Off unless set: mail apart, the only network of a run.
    """

    start: WebAddress | None = None
    """When a run begins."""
    success: WebAddress | None = None
    """When it has ended well."""
    fail: WebAddress | None = None
    """When it has failed."""
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10
    """How long to wait for an answer; a ping that fails is a line in the log and never costs the edition."""


class Config(Settings):
    """Everything a run depends on but its inputs and the clock."""

    title: Title = Title()
    """The name of the briefing."""
    timezone: str = "UTC"
    """IANA name of the zone whose calendar day dates the edition, such as `Asia/Riyadh`."""
    inputs: tuple[str, ...] = ()
    """Files, folders and globs to read (.txt .md .html .htm); folders are read with their subfolders."""
    output: Path = Path("output")
    """Editions are written to `<output>/<date>/`."""
    store: Path = Path(".reporter/store.sqlite3")
    """The SQLite file that holds the translation memory and cache."""
    memory: tuple[Path, ...] = ()
    """TMX files of human translations, read at each run when they have changed."""
    glossary: tuple[Path, ...] = ()
    """YAML, CSV or TBX files of terms with their English. They add to the shipped glossary
    (`reporter/data/glossary.yaml`); where they name a term of it, theirs counts."""
    editions: EditionSettings = EditionSettings()
    """Which articles make an edition, and how long editions stay."""
    ingest: IngestSettings = IngestSettings()
    """Which bytes are articles."""
    summary: SummarySettings = SummarySettings()
    """How an article is condensed."""
    translate: TranslateSettings = TranslateSettings()
    """How the English is made."""
    layout: LayoutSettings = LayoutSettings()
    """How the document looks."""
    ping: PingSettings = PingSettings()
    """Addresses that are asked for when a run begins, has ended well, or has failed; off unless set."""
    delivery: DeliverySettings = DeliverySettings()
    """Who is sent the edition."""

    _root: Path = PrivateAttr(default_factory=Path.cwd)

    @property
    def root(self) -> Path:
        """The folder that relative paths resolve against: the config file's own, else the working directory."""
        return self._root

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"'{value}' is no IANA time zone; examples: Asia/Riyadh, Africa/Cairo, UTC")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The edition's time zone."""
        return ZoneInfo(self.timezone)

    def resolved(self, folder: Path) -> "Config":
        """Return the same settings with every relative path made absolute, below `folder`."""

        def at(path: Path) -> Path:
            return folder / path.expanduser()

        def at_or_none(path: Path | None) -> Path | None:
            return None if path is None else at(path)

        def email_at(email: EmailSettings | None) -> EmailSettings | None:
            return email and email.model_copy(
                update={"ca_file": at_or_none(email.ca_file), "password_file": at_or_none(email.password_file)}
            )

        settings = self.model_copy(
            update={
                "inputs": tuple(str(at(Path(item))) for item in self.inputs),
                "output": at(self.output),
                "store": at(self.store),
                "memory": tuple(at(path) for path in self.memory),
                "glossary": tuple(at(path) for path in self.glossary),
                "ingest": self.ingest.model_copy(
                    update={"word_lists": tuple(at(path) for path in self.ingest.word_lists)}
                ),
                "translate": self.translate.model_copy(update={"models_dir": at_or_none(self.translate.models_dir)}),
                "layout": self.layout.model_copy(update={"templates": at_or_none(self.layout.templates)}),
                "delivery": self.delivery.model_copy(
                    update={"ledger": at(self.delivery.ledger), "email": email_at(self.delivery.email)}
                ),
            }
        )
        settings._root = folder  # noqa: SLF001
        return settings


def load(path: Path) -> Config:
    """Read the config file at `path`.

    Raises:
        ConfigError: the file cannot be read, is no YAML mapping, or holds mistakes (all are named).

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as e:
        raise ConfigError(
            f"There is no config file {path}; make one with 'reporter init', or name one with --config."
        ) from e
    except (OSError, UnicodeDecodeError) as e:
        raise ConfigError(f"The config file {path} cannot be read: {e}.") from e
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as e:
        raise ConfigError(f"{path} is not valid YAML: {_yaml_place(e)}.") from e
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError(f"{path} must hold 'name: value' lines, not a {type(data).__name__}.")
    return parse(data, name=str(path)).resolved(path.absolute().parent)


def with_flags(config: Config, flags: Mapping[str, Any]) -> Config:
    """Return `config` with `flags` (nested like the file) laid over it.

    Raises:
        ConfigError: a flag's value is not possible.

    """
    data = config.model_dump()
    for name, value in flags.items():
        data[name] = {**data[name], **value} if isinstance(value, dict) else value
    changed = parse(data, name="the command line")
    changed._root = config.root  # noqa: SLF001
    return changed


def parse(data: Mapping[str, Any], *, name: str) -> Config:
    """Check `data` and return it as settings; `name` says in messages where it came from.

    Raises:
        ConfigError: with one line for each mistake.

    """
    try:
        # A section whose lines are all commented out is null in YAML.
        return Config.model_validate({key: value for key, value in data.items() if value is not None})
    except ValidationError as e:
        mistakes = [_mistake(error["loc"], error["type"], error["msg"]) for error in e.errors()]
        raise ConfigError(f"{name}: " + ("; ".join(mistakes)) + ".") from e


def _mistake(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    where = ".".join(str(part) for part in loc) or "the file"
    if kind == "extra_forbidden":
        if loc[-1] == "password":
            return f"{where}: take it out of the file; give it as REPORTER_SMTP_PASSWORD, password_file or keyring"
        return f"{where} is not a setting (see the list in config.yaml)"
    message = message.removeprefix("Value error, ")
    return f"{where}: {message[:1].lower()}{message[1:]}"


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be parsed"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)
