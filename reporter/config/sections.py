"""The sections of config.yaml, one a stage, but for the mail, which has a module of its own."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from reporter.model import Languages, Page
from reporter.registry import METHODS

Text = Annotated[str, Field(min_length=1, max_length=200)]
PdfStandard = Literal["a-3a", "ua-1", "plain"]
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
    min_arabic: Annotated[float, Field(ge=0, le=1)] = 0.2
    """Share of letters of the Arabic script in a text; below it the text is skipped as not Arabic."""
    word_lists: tuple[Path, ...] = ()
    """YAML files that add to the shipped list of page noise, in its format (`reporter/data/boilerplate.yaml`)."""


class SummarySettings(Settings):
    """How an article is condensed. At most one of the three lengths may be given; 4 sentences when none is."""

    method: Annotated[
        str, AfterValidator(METHODS.checked), Field(description=f"How sentences are ranked: {METHODS.listed()}.")
    ] = "biased-lexrank"
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

    page: Page = "A4"
    """Paper; `phone`: small pages of one column, for reading on a telephone."""
    languages: Languages = "english-first"
    """Which languages stand on the page. `english-first` is a book bound left; `arabic-first` is bound right, with its
    headings and labels in Arabic; `english-only` prints the Arabic where there is no English."""
    digits: Literal["western", "arabic-indic"] = "western"
    """Digits of the Arabic on the page, `377` or `٣٧٧`, whichever the outlet used; names, addresses and telephone
    numbers keep `377`, and the record keeps the outlet's."""
    pdf: PdfStandard = "a-3a"
    """`a-3a`: the PDF keeps PDF/A-3a, for an archive; `ua-1`: PDF/UA-1, for screen readers; both carry the record and
    its schema. `plain` has the same tags, and claims and carries nothing."""
    templates: Path | None = None
    """A folder that is searched for templates before ours."""


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
