"""config.yaml -> frozen settings; all mistakes are reported at once, each with its dotted path.

Precedence: defaults < config.yaml < flags (applied by the command line with ``with_flags``). Relative paths resolve
against the folder of the config file, never against the working directory, so cron finds the same files as the user.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import PrivateAttr, ValidationError, field_validator, model_validator

from reporter.config import desk as desks
from reporter.config.delivery import DeliverySettings
from reporter.config.desk import DeskSettings
from reporter.config.executor import ExecutorSettings
from reporter.config.mistakes import described
from reporter.config.sections import (
    EditionSettings,
    FrontSettings,
    IngestSettings,
    LayoutSettings,
    PingSettings,
    Settings,
    StorySettings,
    SummarySettings,
    Title,
    TranslateSettings,
    ZoneName,
)
from reporter.config.sources import FetchSettings, SourceSettings
from reporter.config.watch import WatchSettings, mistakes, same_name
from reporter.errors import ConfigError
from reporter.identity import is_address
from reporter.yaml_reading import YamlError
from reporter.yaml_reading import load as load_yaml


class Config(Settings):
    """Everything that a run depends on except its inputs and the clock."""

    title: Title = Title()
    """The name of the briefing."""
    timezone: ZoneName = "UTC"
    """IANA time zone that determines the edition's date, such as `Asia/Riyadh`."""
    inputs: tuple[str, ...] = ()
    """Files, folders and globs to read (.txt .md .html .htm .xhtml .mhtml .mht .eml .docx .pdf .zip, and .json from
    Telegram); folders include their subfolders."""
    output: Path = Path("output")
    """Folder for editions; each is written to `<output>/<date>/`."""
    store: Path = Path(".reporter/store.sqlite3")
    """SQLite file with the translation memory, the cache and the corrections."""
    memory: tuple[Path, ...] = ()
    """TMX files of human translations; each run imports those that have changed."""
    glossary: tuple[Path, ...] = ()
    """YAML, CSV or TBX files of terms with their English. They extend the shipped glossary
    (`reporter/data/glossary.yaml`) and override its entries for the same terms."""
    editions: EditionSettings = EditionSettings()
    """Which articles go into an edition, and how long editions are kept."""
    ingest: IngestSettings = IngestSettings()
    """Which files count as articles."""
    summary: SummarySettings = SummarySettings()
    """How an article is condensed."""
    stories: StorySettings = StorySettings()
    """How articles about one event are put together."""
    translate: TranslateSettings = TranslateSettings()
    """How articles are translated."""
    front: FrontSettings = FrontSettings()
    """What page one shows, and in which order the articles come."""
    watch: tuple[WatchSettings, ...] = ()
    """Watch lists: what to look for in the articles, and what to leave out. What is found is marked and counted."""
    layout: LayoutSettings = LayoutSettings()
    """How the documents look."""
    executor: ExecutorSettings = ExecutorSettings()
    """Where articles are read, summarised and translated."""
    ping: PingSettings = PingSettings()
    """URLs to request when a run starts, succeeds or fails. None by default."""
    sources: tuple[SourceSettings, ...] = ()
    """Where `reporter fetch` gets articles."""
    fetch: FetchSettings = FetchSettings()
    """How `reporter fetch` gets articles. `reporter run` never does."""
    desk: DeskSettings = DeskSettings()
    """How an edition is arranged, approved and archived."""
    delivery: DeliverySettings = DeliverySettings()
    """How editions are delivered."""

    _root: Path = PrivateAttr(default_factory=Path.cwd)
    _whole: "Config | None" = PrivateAttr(default=None)

    @property
    def root(self) -> Path:
        """The folder that relative paths resolve against: that of the config file, or else the working directory."""
        return self._root

    @property
    def whole(self) -> "Config | None":
        """The settings that these were derived from, if they are those of a shard."""
        return self._whole

    def shard(self, output: Path, title: Title) -> "Config":
        """Return the settings of a shard with an output folder and a title of its own."""
        editions = self.editions.model_copy(update={"shard": None, "on_nothing_new": "skip"})
        settings = self.model_copy(update={"output": output, "title": title, "editions": editions})
        settings._whole = self  # noqa: SLF001
        return settings

    @field_validator("inputs", "memory", "glossary", mode="before")
    @classmethod
    def _one_path(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("sources")
    @classmethod
    def _different_names(cls, value: tuple[SourceSettings, ...]) -> tuple[SourceSettings, ...]:
        # Names are folders too, and some file systems do not distinguish capitals.
        names = [source.name.lower() for source in value]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two sources are named {', '.join(twice)}")
        return value

    @field_validator("watch")
    @classmethod
    def _all_mistakes(cls, value: tuple[WatchSettings, ...]) -> tuple[WatchSettings, ...]:
        if wrong := list(mistakes(value)):
            raise ValueError("; ".join(wrong))
        return value

    @model_validator(mode="after")
    def _inbox_is_no_input(self) -> Self:
        if self.sources and any(Path(item) == self.fetch.inbox for item in self.inputs):
            raise ValueError("fetch.inbox is also one of the inputs; choose another folder for it")
        return self

    @model_validator(mode="after")
    def _desk_without_mistakes(self) -> Self:
        feeds, lists = {source.name for source in self.sources}, {each.name for each in self.watch}
        if wrong := list(desks.mistakes(self.desk, feeds, lists)):
            raise ValueError(f"desk: {'; '.join(wrong)}")
        return self

    @model_validator(mode="after")
    def _shards_have_sections(self) -> Self:
        shard = self.editions.shard
        if shard and shard.by == "section" and not self.desk.sections:
            raise ValueError(
                "editions.shard: there are no sections (desk.sections) to divide the articles by; list "
                "some, or set 'by: outlet'"
            )
        return self

    @model_validator(mode="after")
    def _selections_can_match(self) -> Self:
        dropped = {same_name(each.name) for each in self.watch if each.drop}
        wrong = [
            f"delivery.email.groups: {group} gets only {name}, a list that leaves its articles out"
            for group, names in self._only.items()
            for name in names
            if same_name(name) in dropped
        ]
        if all(source.section for source in self.sources):
            wrong += [
                f"delivery.email.groups: {group} gets only {name}, which is neither a watch list nor a section"
                for group, name in self.unlisted_names
            ]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def _only(self) -> dict[str, tuple[str, ...]]:
        email = self.delivery.email
        return {group.name: group.only for group in email.groups} if email else {}

    @property
    def unlisted_names(self) -> tuple[tuple[str, str], ...]:
        """Groups, each with a name in its `only` that is neither a watch list nor a section in the settings.

        It can be a section that a feed names.
        """
        names = (
            *(each.name for each in self.watch),
            *(source.section or "" for source in self.sources),
            *(section.name for section in self.desk.sections),
        )
        listed = set(map(same_name, names))
        return tuple(
            (group, name) for group, names in self._only.items() for name in names if same_name(name) not in listed
        )

    @property
    def zone(self) -> ZoneInfo:
        """The edition's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def select(self) -> Literal["all", "new"]:
        """Which articles go into an edition."""
        return self.editions.select or ("new" if self.sources else "all")

    def resolved(self, folder: Path) -> "Config":
        """Return the same settings with every relative path made absolute, relative to `folder`."""
        inputs = tuple(item if is_address(item) else str(folder / Path(item).expanduser()) for item in self.inputs)
        settings = _absolute(self, folder)
        assert isinstance(settings, Config)
        settings = settings.model_copy(update={"inputs": inputs})
        settings._root = folder  # noqa: SLF001
        return settings


def _absolute(value: object, folder: Path) -> object:
    """Return a setting, or a section of them, with every relative path made absolute, relative to `folder`."""
    if isinstance(value, Path):
        return folder / value.expanduser()
    if isinstance(value, tuple):
        return tuple(_absolute(item, folder) for item in value)
    if isinstance(value, Settings):
        return value.model_copy(
            update={name: _absolute(getattr(value, name), folder) for name in type(value).model_fields}
        )
    return value


def load(path: Path) -> Config:
    """Read the config file at `path`.

    Raises:
        ConfigError: the file cannot be read, is not a YAML mapping or contains mistakes (all are named).

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as e:
        raise ConfigError(
            f"There is no config file {path}; create one with 'reporter init', or name one with --config."
        ) from e
    except (OSError, UnicodeDecodeError) as e:
        raise ConfigError(f"The config file {path} cannot be read: {e}.") from e
    try:
        data = load_yaml(text)
    except YamlError as e:
        raise ConfigError(f"{path} is not valid YAML: {e}.") from e
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError(f"{path} must contain 'name: value' lines, not a {type(data).__name__}.")
    return parse(data, name=str(path)).resolved(path.absolute().parent)


def with_flags(config: Config, flags: Mapping[str, Any]) -> Config:
    """Return `config` overridden by `flags` (nested like the file).

    Raises:
        ConfigError: a flag has an invalid value.

    """
    data = config.model_dump()
    for name, value in flags.items():
        data[name] = {**data[name], **value} if isinstance(value, dict) else value
    changed = parse(data, name="the command line")
    changed._root = config.root  # noqa: SLF001
    return changed


def parse(data: Mapping[str, Any], *, name: str) -> Config:
    """Validate `data` and return it as settings; messages refer to its origin as `name`.

    Raises:
        ConfigError: `data` contains mistakes; all are named.

    """
    try:
        return Config.model_validate(data)
    except ValidationError as e:
        raise ConfigError(f"{name}: {'; '.join(map(described, e.errors()))}.") from e
