"""The translate stage: human English from the memory first, then the cache, then the engine for the rest.

In: the Arabic texts of an edition. Out: one ``Translation`` for each, in the same order. What the checks doubt is
translated once more, several ways, and the English with the fewest errors that is closest in meaning is taken. The
package is loaded only when a text is left for it; its files are hashed whenever machine English is used, from the
cache as well.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.glossary.files import gather as gather_glossary
from reporter.glossary.files import load_glossary
from reporter.glossary.terms import Glossary
from reporter.interfaces import Advance, Progress
from reporter.language import vectors
from reporter.language.arabic.letters import memory_key
from reporter.model import Candidate, Engine, Review, Translation
from reporter.packages import installed
from reporter.store import CachedDraft, MemoryEntry, Store
from reporter.store.vectors import KeptVectors
from reporter.translate.argos import (
    BATCH_TOKENS,
    LENGTH_PENALTY,
    MAX_TOKENS,
    NO_REPEAT,
    REPETITION_PENALTY,
    Argos,
    Draft,
    engine_version,
    in_batches,
)
from reporter.translate.candidates import choose, is_doubtful, judged
from reporter.translate.memory import import_memory

__all__ = ["NO_MODEL", "build", "gather_glossary", "import_memory", "load_glossary"]

log = logging.getLogger(__name__)

NO_MODEL = "English not available: no Arabic-English model is installed"


def build(
    settings: TranslateSettings,
    store: Store,
    *,
    progress: Progress,
    glossary: Glossary | None = None,
    drafter: "LoadDrafter | None" = None,
) -> "MemoryFirst":
    """Return the translator of a run; no model is loaded yet. By default, this process translates."""
    return MemoryFirst(settings, store, progress, glossary or Glossary(()), drafter=drafter)


class Drafter(Protocol):
    """Translates with one package."""

    def drafts(self, batches: Sequence[Sequence[str]], number: int) -> Iterator[Sequence[tuple[Draft, ...] | None]]:
        """Yield for each of `batches`, in order, the drafts of each text: the first (`number` 0) or `number` others.

        None stands for the drafts of a text with which the engine crashed.

        Raises:
            ModelError: the engine fails.

        """
        ...


LoadDrafter = Callable[[installed.InstalledPackage, str], Drafter]
"""Loads a package, given the hash of its files."""


class _Machine(NamedTuple):
    """A verified package and its engine."""

    package: installed.InstalledPackage
    engine: Engine


class MemoryFirst:
    """Translates with the memory, the cache and an Argos package, in this order (see ``interfaces.Translator``)."""

    def __init__(  # noqa: PLR0913  (what it works with)
        self,
        settings: TranslateSettings,
        store: Store,
        progress: Progress,
        glossary: Glossary,
        *,
        packages: tuple[installed.InstalledPackage, ...] | None = None,
        drafter: LoadDrafter | None = None,
    ) -> None:
        """Prepare to translate with the first whole one of `packages`; by default, of those that are installed.

        `drafter` loads it, by default into this process.
        """
        self._settings = settings
        self._store = store
        self._progress = progress
        self._glossary = glossary
        self._packages = packages
        self._engine: Engine | None = None
        self._drafter = drafter or (lambda package, _: Argos(package, settings))
        self._loaded: Drafter | None = None

    @property
    def engine(self) -> Engine | None:
        """The engine that made the machine English of this run; None if there is none yet."""
        return self._engine

    def translate(self, texts_ar: Sequence[str]) -> tuple[Translation, ...]:
        """Return one translation for each text, in the same order; if there is no English, it has the reason."""
        distinct = tuple(dict.fromkeys(texts_ar))
        done = {text: _nothing(reason) for text in distinct if (reason := _unusable(text))}
        done |= self._remembered([text for text in distinct if text not in done])
        rest = [text for text in distinct if text not in done]
        with self._progress.stage("Translating", len(distinct)) as advance:
            advance(len(done))
            machine, reason = self._usable_machine() if rest else (None, "")
            drafts: dict[str, tuple[CachedDraft, ...]] = {}
            if machine is not None:
                drafts, reason = self._drafts(rest, machine, 0, advance)
        if machine is not None and drafts:
            self._engine = machine.engine
            with vectors.kept_in(KeptVectors(self._store)):
                done |= self._chosen(drafts, machine)
        self._loaded = None
        return tuple(done.get(text) or _nothing(reason) for text in texts_ar)

    def _remembered(self, texts: Sequence[str]) -> dict[str, Translation]:
        keys = {text: memory_key(text) for text in texts}
        found = self._store.remembered(keys.values())
        return {text: _human(found[key]) for text, key in keys.items() if key in found}

    def _chosen(self, drafts: dict[str, tuple[CachedDraft, ...]], machine: _Machine) -> dict[str, Translation]:
        """Return the best English of each text, after a second attempt at what is doubtful, or at everything."""
        off = self._settings.checks.off
        candidates = judged(drafts, self._glossary, off)
        again = [text for text, some in candidates.items() if self._settings.n_best_for == "all" or is_doubtful(some)]
        if again and self._settings.n_best:
            with self._progress.stage("Translating again", len(again)) as advance:
                others, _ = self._drafts(again, machine, self._settings.n_best, advance)
            candidates |= judged({text: drafts[text] + some for text, some in others.items()}, self._glossary, off)
            log.info(
                "%d of %d texts were translated again, %d are doubtful", len(again), len(drafts), _doubtful(candidates)
            )
        empty = "English not available: the model returned nothing"
        return {
            text: choose(text, some, self._settings.withhold) if some else _nothing(empty)
            for text, some in candidates.items()
        }

    def _drafts(
        self, texts: Sequence[str], machine: _Machine, number: int, advance: Advance
    ) -> tuple[dict[str, tuple[CachedDraft, ...]], str]:
        """Return the drafts of `texts`, and why some have none: the first draft (`number` 0) or `number` others."""
        keys = _cache_keys(texts, machine.engine, self._settings, number)
        cached = self._store.cached(keys.values())
        missing = [text for text in texts if keys[text] not in cached]
        package = machine.package
        log.info("%s in %s: %d in the cache, %d to make", package.name, package.folder, len(cached), len(missing))
        advance(len(texts) - len(missing))
        failure = ""
        if missing:
            try:
                failure = self._make(missing, keys, machine, number, advance)
            except ModelError as e:
                failure = f"English not available: {e}"
                log.warning("%s; install the model again with '%s'.", failure, installed.INSTALL_COMMAND)
            cached |= self._store.cached(keys[text] for text in missing)
        return {text: cached[keys[text]] for text in texts if keys[text] in cached}, failure

    def _make(
        self, texts: Sequence[str], keys: dict[str, str], machine: _Machine, number: int, advance: Advance
    ) -> str:
        """Translate `texts` with the engine into the cache; return why some have no draft, or nothing.

        Raises:
            ModelError: the engine cannot be loaded or fails; translations made before are in the cache.

        """
        failure = ""
        self._loaded = self._loaded or self._drafter(machine.package, machine.engine.sha256)
        batches = in_batches(texts)
        for batch, made in zip(batches, self._loaded.drafts(batches, number), strict=True):
            self._store.add_to_cache(
                {keys[text]: _kept(drafts) for text, drafts in zip(batch, made, strict=True) if drafts is not None}
            )
            if None in made:
                failure = "English not available: the engine crashed with the text"
            advance(len(batch))
        return failure

    def _usable_machine(self) -> tuple[_Machine | None, str]:
        """Return the first package whose files are undamaged, or None and the reason why there is none."""
        reason = NO_MODEL
        for package in self._packages or installed.installed(self._settings):
            sha256, problems = installed.check(package, self._store)
            if not problems:
                return _Machine(package, _engine(package, sha256, self._settings)), ""
            damage = f"English not available: the model {package.name} is damaged; {'; '.join(problems[:3])}"
            log.warning("%s; install the model again with '%s'.", damage, installed.INSTALL_COMMAND)
            reason = damage if reason == NO_MODEL else reason
        return None, reason


def _engine(package: installed.InstalledPackage, sha256: str, settings: TranslateSettings) -> Engine:
    return Engine(
        name="argos",
        model=package.code,
        version=package.version,
        sha256=sha256,
        beam_size=settings.beam_size,
        licence=package.licence,
    )


def _kept(drafts: Iterable[Draft]) -> list[CachedDraft]:
    return [CachedDraft(text_en=draft.text_en, score=draft.score, links=draft.links) for draft in drafts]


def _doubtful(candidates: dict[str, tuple[Candidate, ...]]) -> int:
    return sum(all(item.flags for item in some) for some in candidates.values())


def _human(entry: MemoryEntry) -> Translation:
    review = Review(by=entry.author, at=datetime.strptime(entry.changed, "%Y%m%dT%H%M%S%z")) if entry.reviewed else None
    return Translation(text_en=entry.text_en, origin="memory", reviewed=review)


def _nothing(reason: str) -> Translation:
    return Translation(text_en=None, origin="none", reason=reason)


def _unusable(text: str) -> str | None:
    if not text.strip():
        return "English not available: the text is empty"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "English not available: the text contains invalid Unicode"
    return None


def _cache_keys(texts: Iterable[str], engine: Engine, settings: TranslateSettings, number: int) -> dict[str, str]:
    """Return the cache keys of the drafts of `texts`: hashes of everything that their English depends on."""
    engine_settings: tuple[object, ...] = (
        settings.beam_size,
        settings.compute_type,
        BATCH_TOKENS,
        LENGTH_PENALTY,
        MAX_TOKENS,
    )
    if number:
        engine_settings += (number, REPETITION_PENALTY, NO_REPEAT)
    made_with = json.dumps([engine.sha256, engine_version(), *engine_settings])
    return {text: hashlib.sha256(f"{made_with}\n{text}".encode()).hexdigest() for text in texts}
