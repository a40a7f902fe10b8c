"""The sections of config.yaml, one per stage; mail has its own module."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from reporter.model import Languages, Page
from reporter.registry import CHECKS, METHODS


def matching(pattern: str, form: str) -> AfterValidator:
    """Return the check that a whole text matches `pattern`; `form` says in words what the text must be.

    The message leaves the text out, because it may contain a password.
    """

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"must be {form}")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1, max_length=200)]
PdfStandard = Literal["a-3a", "ua-1", "plain"]
PartSize = Literal["auto"] | Annotated[int, Field(ge=1, le=100_000)]
WebAddress = Annotated[
    str, Field(max_length=2000), matching(r"https?://[^\s/]+\S*", "an address that starts with http:// or https://")
]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"'{name}' is not an IANA time zone; examples: Asia/Riyadh, Africa/Cairo, UTC")
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]


class Settings(BaseModel):
    """Base of all sections: frozen, unknown names rejected, documented field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: object) -> object:
        """Leave out names without a value, which are null in YAML, such as a section whose lines are comments."""
        return {name: item for name, item in value.items() if item is not None} if isinstance(value, dict) else value


class Title(Settings):
    """The name of the briefing, in both languages."""

    en: Text = "Morning Briefing"
    """Title above the English column."""
    ar: Text = "الموجز الصباحي"
    """Title above the Arabic column."""


class IngestSettings(Settings):
    """Which files count as articles."""

    max_file_mb: Annotated[float, Field(gt=0, le=1000)] = 10
    """Largest file to read, in megabytes; larger files are skipped."""
    max_seconds: Annotated[float, Field(gt=0, le=3600)] = 60
    """Processor time, in seconds, that reading a file, cleaning an article and summarising it may each take. What
    takes longer is skipped."""
    min_arabic: Annotated[float, Field(ge=0, le=1)] = 0.2
    """Minimum share of letters in the Arabic script, from 0 to 1; texts below it are skipped as not Arabic."""
    word_lists: tuple[Path, ...] = ()
    """YAML files that extend the shipped list of page noise, in the format of `reporter/data/boilerplate.yaml`."""


class SummarySettings(Settings):
    """How an article is condensed. At most one of the three lengths may be set; the default is 4 sentences."""

    method: Annotated[
        str, AfterValidator(METHODS.checked), Field(description=f"How sentences are ranked: {METHODS.listed()}.")
    ] = "biased-lexrank"
    sentences: Annotated[int, Field(ge=1, le=100)] | None = None
    """Sentences to quote per article; 4 if neither `ratio` nor `words` is set."""
    ratio: Annotated[float, Field(gt=0, le=1)] | None = None
    """Share of an article's sentences to quote, from 0 to 1; at least one sentence."""
    words: Annotated[int, Field(ge=10, le=5000)] | None = None
    """Maximum number of words to quote per article, in whole sentences; at least one sentence."""

    @property
    def length(self) -> tuple[Literal["sentences", "ratio", "words"], float]:
        """The unit of the length, and its value."""
        if self.ratio is not None:
            return "ratio", self.ratio
        if self.words is not None:
            return "words", self.words
        return "sentences", self.sentences or 4

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        given = [name for name in ("sentences", "ratio", "words") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"set only one of sentences, ratio and words, not {' and '.join(given)}")
        return self


class CheckSettings(Settings):
    """How the English is compared with its Arabic."""

    off: Annotated[
        tuple[Annotated[str, AfterValidator(CHECKS.checked)], ...],
        Field(description=f"Checks that are not applied, such as `[quotes]`: {CHECKS.listed()}."),
    ] = ()


class TranslateSettings(Settings):
    """How articles are translated. Nothing here opens a network connection during a run."""

    models_dir: Path | None = None
    """Folder where `reporter models install` puts packages; by default, the user's data folder. Packages installed by
    other Argos programs are found too."""
    index_url: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    """URL of the package index for `reporter models`."""
    beam_size: Annotated[int, Field(ge=1, le=20)] = 4
    """Hypotheses kept while decoding; larger values are slower."""
    n_best: Annotated[int, Field(ge=0, le=20)] = 4
    """Alternative translations to make of a sentence. Of those that contradict the Arabic least, the one closest to
    its meaning is used. 0 turns this off."""
    n_best_for: Literal["doubtful", "all"] = "doubtful"
    """Sentences to make alternatives of: those that a check doubts, or all, which takes several times as long."""
    withhold: Literal["error", "never"] = "error"
    """`error`: if every translation of a sentence contradicts the Arabic, print the reason instead of the English;
    `never`: print the least doubtful translation with its marks."""
    checks: CheckSettings = CheckSettings()
    """How the English is compared with its Arabic."""
    threads: Annotated[int, Field(ge=0, le=256)] = 0
    """Batches of sentences to translate in parallel; 0 means one per processor core."""
    compute_type: Literal["auto", "default", "int8", "int8_float32", "int16", "float16", "bfloat16", "float32"] = (
        "default"
    )
    """Number format of the engine; `default` uses the package's own."""


class FrontSettings(Settings):
    """What page one shows, and in which order the articles come.

    Articles that several outlets report come first, then those with words to watch for, then the latest.
    """

    items: Annotated[int, Field(ge=1, le=30)] = 10
    """Most headlines on page one; fewer are printed where the page has no room for them."""
    watch: tuple[Text, ...] = ()
    """Arabic words or phrases, such as `قناة السويس`; articles that contain them move up."""


class LayoutSettings(Settings):
    """How the documents look."""

    page: Page = "A4"
    """Paper size; `phone` gives small pages with one column for reading on a phone."""
    languages: Languages = "english-first"
    """Languages on the page, and their order. `english-first` is bound on the left; `arabic-first` is bound on the
    right, with headings and labels in Arabic; `english-only` prints the Arabic where there is no English."""
    digits: Literal["western", "arabic-indic"] = "western"
    """Digits in Arabic text on the page, `377` or `٣٧٧`, whichever the outlet used. Names, addresses and telephone
    numbers keep `377`; the record keeps the outlet's digits."""
    appendix: Literal["compact", "full"] = "compact"
    """Sources in print and in Word: `compact` gives each article one entry with outlet, title, date, address and short
    hash; `full` adds the reading time, the whole SHA-256, the place of every sentence and, in print, a chart. The
    record and the HTML always have everything."""
    pdf: PdfStandard = "a-3a"
    """`a-3a`: PDF/A-3a, for archiving; `ua-1`: PDF/UA-1, for screen readers; both have the record and its schema
    attached. `plain` has the same tags but claims no standard and has no attachments."""
    part: PartSize = "auto"
    """Articles that are printed together. A larger edition is printed in parts, by several processes at once, each of
    which begins on a new page; that keeps the memory small. `auto`: up to 60 articles are printed whole, more in parts
    of 20."""
    templates: Path | None = None
    """Folder of your own templates, which take precedence over the shipped ones."""


class StorySettings(Settings):
    """How articles about one event are put together."""

    group: bool = True
    """Print a story once, with all outlets that carry it. `false` prints every article by itself."""
    max: Annotated[int, Field(ge=1, le=1000)] = 30
    """Most stories to print with their sentences; of the rest, only headline, outlets and link are printed."""
    sentences: Annotated[int, Field(ge=1, le=100)] = 5
    """Sentences to quote of a story that several articles tell; for a single article, see `summary`."""
    window_hours: Annotated[float, Field(gt=0, le=720)] = 48
    """Most hours between the publication of articles of one story, also of an earlier edition."""
    order: Literal["outlets", "time"] = "outlets"
    """`outlets`: stories that more outlets report first, then those with words to watch for, then the latest; `time`:
    the latest first."""


class ShardSettings(Settings):
    """How the articles of a day are divided, if there are too many for one edition."""

    by: Literal["section", "outlet"] = "section"
    """What the articles of a shard have in common: a section (`desk.sections`) or an outlet."""
    most: Annotated[int, Field(ge=1, le=10_000)] = 200
    """How many articles a shard has at most; further ones are in another shard of the same section or outlet."""


class EditionSettings(Settings):
    """Which articles go into an edition, and how long editions are kept."""

    select: Literal["all", "new"] | None = None
    """`all`: every input, each time; `new`: only articles that are in no other edition, judged by content and by URL.
    Making a date again gives the same edition plus whatever has arrived since, and the edition says so. By default,
    `new` if there are `sources`, otherwise `all`."""
    on_nothing_new: Literal["note", "send", "skip"] = "note"
    """What to do if `select: new` finds nothing new: `note` makes an edition that says so, `send` repeats the articles
    of the last edition, `skip` makes no edition."""
    keep_days: Annotated[int, Field(ge=1, le=36500)] | None = None
    """Delete editions more than this many days older than the one just made; the latest is always kept, and so is any
    folder that contains other files. If empty, all editions are kept."""
    shard: ShardSettings | None = None
    """Make several editions a day, for a thousand articles or more, each with a folder of its own in
    `<output>/shards/`. The edition in `<output>/<date>/` then has the articles of the first `front.items` events and a
    list of the others. By default, one edition has everything."""


class PingSettings(Settings):
    """URLs to request (GET), so that a monitoring service notices when a run is missing.

    Nothing but the request itself is sent. Off by default. Apart from mail, this is a run's only network access.
    """

    start: WebAddress | None = None
    """URL to request when a run starts."""
    success: WebAddress | None = None
    """URL to request when a run has succeeded."""
    fail: WebAddress | None = None
    """URL to request when a run has failed."""
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10
    """Seconds to wait for a reply. A ping that fails is logged and never affects the edition."""
