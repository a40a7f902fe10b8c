"""config.yaml -> frozen settings; all mistakes at once, each with its dotted path (the only user of pydantic).

Order: defaults < config.yaml < flags (applied by the command line with ``with_flags``). Relative paths resolve
against the config file's folder, never against the working directory, so that cron finds what the desk found.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator, model_validator

from reporter.errors import ConfigError

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
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Sentences' batches translated at the same time; 0: as many as there are processor cores."""
    compute_type: Literal["auto", "default", "int8", "int8_float32", "int16", "float16", "bfloat16", "float32"] = (
        "default"
    )
    """Number format of the engine; `default` is the package's own."""


class LayoutSettings(Settings):
    """How the document looks."""

    page: Literal["A4", "Letter"] = "A4"
    """Paper."""
    templates: Path | None = None
    """A folder that is searched for templates before ours."""


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
    ingest: IngestSettings = IngestSettings()
    """Which bytes are articles."""
    summary: SummarySettings = SummarySettings()
    """How an article is condensed."""
    translate: TranslateSettings = TranslateSettings()
    """How the English is made."""
    layout: LayoutSettings = LayoutSettings()
    """How the document looks."""

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

        settings = self.model_copy(
            update={
                "inputs": tuple(str(at(Path(item))) for item in self.inputs),
                "output": at(self.output),
                "store": at(self.store),
                "memory": tuple(at(path) for path in self.memory),
                "ingest": self.ingest.model_copy(
                    update={"word_lists": tuple(at(path) for path in self.ingest.word_lists)}
                ),
                "translate": self.translate.model_copy(update={"models_dir": at_or_none(self.translate.models_dir)}),
                "layout": self.layout.model_copy(update={"templates": at_or_none(self.layout.templates)}),
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
        return f"{where} is not a setting (see the list in config.yaml)"
    message = message.removeprefix("Value error, ")
    return f"{where}: {message[:1].lower()}{message[1:]}"


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be parsed"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)
