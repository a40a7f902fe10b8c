"""The ``sources`` and ``fetch`` sections of config.yaml: where `reporter fetch` gets articles, and how it behaves."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from reporter.config.sections import Settings, Text, WebAddress, ZoneName, matching

Robots = Literal["respect", "ignore"]
Seconds = Annotated[float, Field(gt=0, le=600)]
Megabytes = Annotated[float, Field(gt=0, le=1000)]
HeaderName = Annotated[str, matching(r"[A-Za-z0-9-]{1,80}", "the name of a header")]
ProxyAddress = Annotated[
    str, matching(r"(?:http|https|socks5h)://[^\s/@]+/?", "http://host:port or socks5h://host:port, without a password")
]


class SourceSettings(Settings):
    """One source of articles. Set exactly one of `feed`, `site` and `page`."""

    name: Annotated[str, matching(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}", "1 to 60 Latin letters, digits and hyphens")]
    """Name for `--source`, the inbox folder and the list of sources: letters, digits and hyphens."""
    outlet: Text | None = None
    """Outlet to print for articles that do not name theirs."""
    feed: WebAddress | None = None
    """Address of an RSS, Atom or JSON feed."""
    site: WebAddress | None = None
    """Address of a sitemap, a sitemap index, or a section page whose links are articles."""
    page: WebAddress | None = None
    """Address of one page to watch; each change of its text is a new version."""
    section: Text | None = None
    """Section of the outlet, in your words, such as `politics`. The record keeps it."""
    timezone: ZoneName | None = None
    """IANA time zone of dates that state none, or one with two meanings, such as AST; by default, that of the
    briefing."""
    full_text: Literal["page", "feed"] = "page"
    """`page`: get the page of each article; `feed`: the feed contains the whole text."""
    newest: Annotated[int, Field(ge=1, le=1000)] = 40
    """Most articles to take in one fetch."""
    max_age_days: Annotated[float, Field(gt=0, le=3650)] = 3
    """Leave out articles published more than this many days ago."""
    expect_every_hours: Annotated[float, Field(gt=0, le=8784)] | None = None
    """Hours after which a source without a new article is reported as quiet; by default, judged by its usual pace."""
    include: tuple[Text, ...] = ()
    """Globs, such as `/politics/*`: take only addresses whose path, or whole address, matches one of them."""
    exclude: tuple[Text, ...] = ()
    """Globs for addresses to leave out."""
    language: Annotated[str, matching(r"[a-z]{2,3}", "a language code such as ar")] | None = None
    """Language of the articles to take, such as `ar`; those that the feed shows in another one are left out."""
    encoding: Annotated[str, matching(r"[A-Za-z0-9_:.-]{1,40}", "the name of an encoding")] | None = None
    """Encoding of the feed, such as `windows-1256`, if it states a wrong one."""
    robots: Robots | None = None
    """Replaces `fetch.robots` for this source."""
    headers: dict[HeaderName, Annotated[str, Field(max_length=2000)]] = Field(default_factory=dict)
    """Headers to send, such as `Accept-Language: ar`. Not for secrets."""
    cookie_file: Path | None = None
    """Cookies in Netscape format, readable only by their owner (mode 600 or 400)."""
    user: Annotated[str, Field(min_length=1, max_length=320)] | None = None
    """User name, if the source asks for one (HTTP Basic)."""
    password_file: Path | None = None
    """File that contains the password of `user` and is readable only by its owner (mode 600 or 400)."""

    @property
    def address(self) -> str:
        """The address that is asked first."""
        return self.feed or self.site or self.page or ""

    @property
    def kind(self) -> Literal["feed", "site", "page"]:
        """Which of the three settings names the address."""
        return "feed" if self.feed else "site" if self.site else "page"

    @field_validator("include", "exclude", mode="before")
    @classmethod
    def _one_glob(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("headers")
    @classmethod
    def _no_secrets(cls, value: dict[str, str]) -> dict[str, str]:
        for name, content in value.items():
            if name.lower() in {"cookie", "authorization", "proxy-authorization"}:
                raise ValueError(f"the header {name} is a secret; use cookie_file, or user and password_file")
            if any(not c.isprintable() for c in content):
                raise ValueError(f"the header {name} contains a line break or another control character")
        return value

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        given = [name for name in ("feed", "site", "page") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("set exactly one of feed, site and page" + (f", not {' and '.join(given)}" * bool(given)))
        return self

    @field_validator("feed", "site", "page")
    @classmethod
    def _no_password(cls, value: str | None) -> str | None:
        if value and "@" in urlsplit(value).netloc:
            raise ValueError("remove the user name and the password from the address; use user and password_file")
        return value

    @model_validator(mode="after")
    def _user_and_password(self) -> Self:
        if (self.user is None) != (self.password_file is None):
            raise ValueError("set both user and password_file, or neither")
        return self

    def zone(self, default: ZoneInfo) -> ZoneInfo:
        """Return the zone of dates that state none."""
        return default if self.timezone is None else ZoneInfo(self.timezone)


class PerHostSettings(Settings):
    """How gently each host is asked."""

    at_once: Annotated[int, Field(ge=1, le=8)] = 1
    """Requests at the same time to one host."""
    pause_s: Annotated[float, Field(ge=0, le=600)] = 1
    """Seconds between two requests to one host. A longer `Crawl-delay` of its robots.txt takes precedence."""


class TimeoutSettings(Settings):
    """How long a request may take, in seconds."""

    connect: Seconds = 10
    """Seconds to wait for a connection."""
    read: Seconds = 20
    """Seconds to wait for the next bytes."""
    whole: Seconds = 60
    """Seconds for a whole request with all its redirects."""


class LargestSettings(Settings):
    """The largest answers to accept, in megabytes after decompression."""

    feed: Megabytes = 10
    """Largest feed or sitemap, in megabytes."""
    page: Megabytes = 5
    """Largest page, in megabytes."""


class FetchSettings(Settings):
    """How `reporter fetch` gets articles. `reporter run` never does."""

    inbox: Path = Path("inbox")
    """Folder for what was fetched; `reporter run` reads it in addition to `inputs` whenever `sources` is set."""
    keep_days: Annotated[int, Field(ge=1, le=36500)] = 30
    """Days to keep fetched pages. Pages quoted in an edition of the last 31 days are kept longer."""
    recheck_days: Annotated[int, Field(ge=0, le=30)] = 3
    """Days for which pages quoted in an edition are asked for again, to find out whether they were changed or taken
    down; at most 50 pages a fetch. 0: never."""
    user_agent: Annotated[str, Field(max_length=300), matching(r"[\x20-\x7e]+", "a text in ASCII")] = (
        "reporter/{version} (+https://example.org/contact)"
    )
    """How reporter introduces itself. Put an address here where the outlets can reach you."""
    per_host: PerHostSettings = PerHostSettings()
    """How gently each host is asked."""
    timeout_s: TimeoutSettings = TimeoutSettings()
    """How long a request may take, in seconds."""
    max_mb: LargestSettings = LargestSettings()
    """The largest answers to accept, in megabytes after decompression."""
    proxy: ProxyAddress | None = None
    """Proxy for all requests, `http://host:port` or `socks5h://host:port`. It resolves the names, so it also decides
    which addresses may be reached."""
    proxy_user: Annotated[str, Field(min_length=1, max_length=320)] | None = None
    """User name for the proxy; its password is in REPORTER_PROXY_PASSWORD or `proxy_password_file`."""
    proxy_password_file: Path | None = None
    """File that contains the proxy's password and is readable only by its owner (mode 600 or 400)."""
    private_hosts: tuple[Annotated[str, matching(r"[^\s/:@]{1,253}", "a host without scheme and port")], ...] = ()
    """Hosts that may have private addresses, such as an intranet's. All others must have public ones."""
    robots: Robots = "respect"
    """`respect`: ask robots.txt before getting a page; `ignore`: do not. A feed named in `sources` is always asked."""

    @model_validator(mode="after")
    def _proxy_of_its_user(self) -> Self:
        if self.proxy is None and (self.proxy_user or self.proxy_password_file):
            raise ValueError("proxy_user and proxy_password_file need a proxy; set proxy as well")
        return self
