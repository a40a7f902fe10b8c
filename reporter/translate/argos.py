"""The engine: an Argos package's tokenizer and CTranslate2, many texts in one call.

In: an ``InstalledPackage`` and batches of Arabic texts. Out: the drafts of each text, batch by batch. Only ``package``
and ``tokenizer`` of Argos Translate are used, because its ``translate`` splits sentences with models that it fetches
from the network, and imports MiniSBD, which is AGPL-3. This module opens no sockets.

Parts used: ``package.Package``, its ``tokenizer`` (``encode``, ``decode``) and its ``target_prefix``.
tests/test_insides.py names each of them.
"""

import ctypes
import importlib
import logging
import os
import re
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.packages.installed import InstalledPackage
from reporter.translate.alignment import Links, links_between, moved

log = logging.getLogger(__name__)

MAX_TOKENS = 150
"""Maximum number of tokens of an input; longer ones are split, because their English would be truncated or invented."""
BATCH_TOKENS = 512
_BATCH_TEXTS = 100
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Numbers of ``malloc.h``."""
LENGTH_PENALTY = 0.2
"""As in Argos Translate: the summed log-probability of a hypothesis is divided by its length to this power."""

REPETITION_PENALTY = 1.2
NO_REPEAT = 4
"""For alternatives only: the penalty on repeated pieces, and the length of n-grams that are never repeated."""

_CUTS = tuple(re.compile(rf"{mark}\s+") for mark in (r"[.!?؟…۔]", "[؛;]", "[،,]", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One translation by the engine; `score` is the mean log-probability per target token."""

    text_en: str
    score: float
    links: Links = ()
    """Links from English to Arabic words; empty if the words could not be matched with the tokens."""


class Argos:
    """A loaded package.

    Raises:
        ModelError: its files are undamaged, but the engine cannot load them.

    """

    def __init__(self, package: InstalledPackage, settings: TranslateSettings) -> None:
        import ctranslate2

        self._beam_size = settings.beam_size
        _keep_memory()
        try:
            argos_package = _argos_package(package.folder)
            self._tokenizer = argos_package.tokenizer
            self._prefix = [argos_package.target_prefix] if argos_package.target_prefix else []
            self._tokenizer.encode("سلام")  # loads it
            self._translator = ctranslate2.Translator(
                str(package.folder / "model"),
                device="cpu",
                inter_threads=settings.threads or os.cpu_count() or 1,
                intra_threads=1,
                max_queued_batches=-1,
                compute_type=_compute_type(settings.compute_type),
            )
        except (RuntimeError, OSError, ValueError, AttributeError, TypeError) as e:
            raise ModelError(f"{package.name} cannot be loaded ({_one_line(e)})") from e

    def drafts(self, batches: Sequence[Sequence[str]], number: int) -> Iterator[list[tuple[Draft, ...]]]:
        """Yield for each of `batches` the English of each text: its first draft (`number` 0) or up to `number` others.

        Others are different from each other. They are decoded with a penalty on repetition, which their scores do not
        include, so that the scores are comparable with those of first drafts. The drafts of a batch depend on its
        texts alone, to the last digit of their scores.

        Raises:
            ModelError: the engine fails.

        """
        penalties = {"repetition_penalty": REPETITION_PENALTY, "no_repeat_ngram_size": NO_REPEAT} if number else {}
        started = deque(self._started(batch, max(number, 1), penalties) for batch in batches)
        while started:
            pieces, results = started.popleft()
            yield self._finished(pieces, results, penalties)

    def _started(
        self, texts_ar: Sequence[str], number: int, penalties: dict[str, float]
    ) -> "tuple[list[_Piece], list[Any]]":
        """Pass the pieces of a batch to the engine, all at once; return them with their pending results."""
        pieces = [
            _Piece(owner, position, piece, self._tokenizer.encode(piece))
            for owner, text in enumerate(texts_ar)
            for position, piece in enumerate(split_long(text, self._count))
        ]
        # Sorted, so that what the engine translates together depends only on the texts.
        pieces.sort(key=lambda piece: (-len(piece.tokens), piece.tokens))
        with _failing_as_model_error():
            results = self._translator.translate_batch(
                [piece.tokens for piece in pieces],
                target_prefix=[self._prefix] * len(pieces) if self._prefix else None,
                asynchronous=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=max(self._beam_size, number),
                num_hypotheses=number,
                length_penalty=LENGTH_PENALTY,
                replace_unknowns=True,
                return_scores=True,
                return_attention=True,
                **penalties,
            )
        return pieces, results

    def _finished(
        self, pieces: "list[_Piece]", results: list[Any], penalties: dict[str, float]
    ) -> list[tuple[Draft, ...]]:
        """Return the drafts of each text; for a split text, the n-th draft joins the n-th drafts of its pieces."""
        outputs: dict[int, dict[int, list[_Output]]] = defaultdict(dict)
        for piece, pending in zip(pieces, results, strict=True):
            with _failing_as_model_error():
                outputs[piece.owner][piece.position] = self._outputs(piece, pending.result(), penalties)
        made = []
        for owner in sorted(outputs):
            in_order = [outputs[owner][position] for position in sorted(outputs[owner])]
            drafts = [_joined(same_rank) for same_rank in zip(*in_order, strict=False)]
            made.append(tuple({draft.text_en: draft for draft in reversed(drafts)}.values())[::-1])
        return made

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def _outputs(self, piece: "_Piece", result: Any, penalties: dict[str, float]) -> list["_Output"]:  # noqa: ANN401  (ctranslate2 has no types)
        # The score is the sum over the tokens and the end mark, divided by their number to the power of the penalty.
        scores = [
            score * (len(tokens) + 1) ** (LENGTH_PENALTY - 1)
            for tokens, score in zip(result.hypotheses, result.scores, strict=True)
        ]
        if penalties:
            scores = self._scores(piece, result.hypotheses)
        return [
            self._output(piece, tokens, score, attention)
            for tokens, score, attention in zip(result.hypotheses, scores, result.attention, strict=True)
        ]

    def _scores(self, piece: "_Piece", hypotheses: Sequence[list[str]]) -> list[float]:
        """Return the mean log-probability per token that the model assigns to `hypotheses`."""
        results = self._translator.score_batch([piece.tokens] * len(hypotheses), list(hypotheses))
        return [sum(result.log_probs) / len(result.log_probs) for result in results]

    def _output(
        self, piece: "_Piece", tokens: list[str], score: float, attention: Sequence[Sequence[float]]
    ) -> "_Output":
        made = tokens[len(self._prefix) :]
        text = self._tokenizer.decode(made).strip()
        links = links_between(piece.tokens, made, attention[len(self._prefix) :], piece.text, text)
        return _Output(text, score, len(tokens) + 1, links, len(piece.text.split()))


class _Piece(NamedTuple):
    owner: int
    position: int
    text: str
    tokens: list[str]


class _Output(NamedTuple):
    text: str
    score: float
    length: int
    links: Links
    words_ar: int


def in_batches(texts_ar: Iterable[str]) -> list[list[str]]:
    """Return `texts_ar` divided into batches of texts of similar length, which waste little of the engine's time.

    >>> [len(batch) for batch in in_batches(["نص", "نص أطول"] * 60)]
    [100, 20]
    """
    ordered = sorted(texts_ar, key=lambda text: (-len(text), text))
    return [ordered[start : start + _BATCH_TEXTS] for start in range(0, len(ordered), _BATCH_TEXTS)]


def split_long(text: str, count: Callable[[str], int], limit: int = MAX_TOKENS) -> tuple[str, ...]:
    """Return `text` in pieces of about equal length and at most `limit` tokens, as counted by `count`.

    A text is cut after a sentence, or else after ؛, or else after ،, or else between words; of several such places, the
    one nearest to the middle is used.

    >>> split_long("قال الوزير إن الاتفاق جاهز، وإن التوقيع غداً", lambda text: len(text.split()), limit=5)
    ('قال الوزير إن الاتفاق جاهز،', 'وإن التوقيع غداً')
    """
    if count(text) <= limit:
        return (text,)
    middle = len(text) / 2
    for cut in _CUTS:
        places = [match.end() for match in cut.finditer(text) if 0.2 <= match.end() / len(text) <= 0.8]
        if places:
            place = min(places, key=lambda end: abs(end - middle))
            break
    else:
        place = len(text) // 2
    halves = (text[:place].strip(), text[place:].strip())
    return tuple(piece for half in halves for piece in split_long(half, count, limit))


def is_computable(compute_type: str) -> bool:
    """Return whether this machine's processor can calculate in the number format `compute_type`."""
    import ctranslate2

    return compute_type in {"auto", "default"} or compute_type in ctranslate2.get_supported_compute_types("cpu")


def _compute_type(wanted: str) -> str:
    if is_computable(wanted):
        return wanted
    log.warning("This processor cannot calculate in %s (translate.compute_type); using the package's own.", wanted)
    return "default"


def engine_version() -> str:
    """Return the version of CTranslate2, without loading it."""
    return version("ctranslate2")


def _joined(parts: Sequence[_Output]) -> Draft:
    length = sum(part.length for part in parts)
    score = sum(part.score * part.length for part in parts) / length
    links: Links = ()
    english = arabic = 0
    for part in parts:
        links += moved(part.links, english, arabic)
        english += len(part.text.split())
        arabic += part.words_ar
    return Draft(text_en=" ".join(part.text for part in parts if part.text), score=round(score, 4), links=links)


def _keep_memory() -> None:
    """Let the C library keep the memory of large buffers between batches, instead of returning it to the system.

    glibc learns that by itself, but not if ``MALLOC_TRIM_THRESHOLD_`` is set, as Dask does for its workers: then each
    buffer is new memory, which more than doubles the processor time of the engine. The sizes are the largest that it
    would learn. Other C libraries have no ``mallopt``.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 32 * 1024**2)
        library.mallopt(_M_TRIM_THRESHOLD, 64 * 1024**2)


def _argos_package(folder: Path) -> Any:  # noqa: ANN401 (argostranslate has no types)
    with _no_argos_settings():
        module = importlib.import_module("argostranslate.package")
    return module.Package(folder)


@contextmanager
def _no_argos_settings() -> Iterator[None]:
    """Hide the user's home and Argos settings; importing Argos creates folders and fails on invalid settings."""
    names = {name for name in os.environ if name.startswith(("ARGOS_", "SNAP", "LIBRETRANSLATE_", "OPENAI_"))}
    names |= {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}
    saved = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        with tempfile.TemporaryDirectory() as home:
            os.environ["HOME"] = home
            yield
    finally:
        os.environ.pop("HOME", None)
        os.environ.update(saved)


@contextmanager
def _failing_as_model_error() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError, MemoryError) as e:
        raise ModelError(f"the engine failed ({_one_line(e)})") from e


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
