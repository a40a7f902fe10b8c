"""The translate stage: the memory's human English first, then the cache's, then the engine's for the rest.

In: the Arabic texts of an edition. Out: one ``Translation`` for each, in the same order. The package is loaded only
when a text is left for it; its files are hashed whenever machine English is used, from the cache as well.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from itertools import islice

from reporter.arabic import memory_key
from reporter.config import TranslateSettings
from reporter.errors import ModelError
from reporter.interfaces import Advance, Progress
from reporter.model import Engine, Flag, Translation
from reporter.store import CachedTranslation, Store
from reporter.translate import checks, models
from reporter.translate.argos import BATCH_TOKENS, LENGTH_PENALTY, MAX_TOKENS, Argos, engine_version
from reporter.translate.memory import import_memory

__all__ = ["NO_MODEL", "build", "import_memory"]

log = logging.getLogger(__name__)

NO_MODEL = "English not available: no Arabic-English model is installed"
_KEPT_TOGETHER = 100
"""So many new translations are written to the cache at once: what a killed run has made is not lost."""


def build(settings: TranslateSettings, store: Store, *, progress: Progress) -> "MemoryFirst":
    """Return the translator of a run; nothing is loaded yet."""
    return MemoryFirst(settings, store, progress)


class MemoryFirst:
    """Translates with the memory, the cache and an Argos package, in this order (see ``interfaces.Translator``)."""

    def __init__(self, settings: TranslateSettings, store: Store, progress: Progress) -> None:
        self._settings = settings
        self._store = store
        self._progress = progress
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine | None:
        """What the machine English of this run was made with; None as long as there is none."""
        return self._engine

    def translate(self, texts_ar: Sequence[str]) -> tuple[Translation, ...]:
        """Return one translation for each text, in the same order; what has no English says why."""
        distinct = tuple(dict.fromkeys(texts_ar))
        with self._progress.stage("Translating", len(distinct)) as advance:
            done = {text: _nothing(reason) for text in distinct if (reason := _unusable(text))}
            done |= self._remembered([text for text in distinct if text not in done])
            advance(len(done))
            rest = [text for text in distinct if text not in done]
            if rest:
                done |= self._translated(rest, advance)
        return tuple(done[text] for text in texts_ar)

    def _remembered(self, texts: Sequence[str]) -> dict[str, Translation]:
        keys = {text: memory_key(text) for text in texts}
        found = self._store.remembered(keys.values())
        return {
            text: Translation(text_en=found[key].text_en, origin="memory") for text, key in keys.items() if key in found
        }

    def _translated(self, texts: Sequence[str], advance: Advance) -> dict[str, Translation]:
        """Return the machine's English of `texts`, or why there is none; never raises for want of a model."""
        package, sha256, reason = self._usable_package()
        if package is None:
            return {text: _nothing(reason) for text in texts}
        engine = Engine(
            name="argos",
            model=package.code,
            version=package.version,
            sha256=sha256,
            beam_size=self._settings.beam_size,
            licence=package.licence,
        )
        keys = _cache_keys(texts, engine, self._settings)
        cached = self._store.cached(keys.values())
        missing = [text for text in texts if keys[text] not in cached]
        log.info("%s in %s: %d in the cache, %d to make", package.name, package.folder, len(cached), len(missing))
        advance(len(texts) - len(missing))
        failure = ""
        if missing:
            try:
                self._make(missing, keys, package, advance)
            except ModelError as e:
                failure = f"English not available: {e}"
                log.warning("%s; install the model again with '%s'.", failure, models.INSTALL_COMMAND)
            cached |= self._store.cached(keys[text] for text in missing)
        if cached:
            self._engine = engine
        return {text: _machine(text, cached.get(keys[text]), failure) for text in texts}

    def _make(
        self, texts: Sequence[str], keys: dict[str, str], package: models.InstalledPackage, advance: Advance
    ) -> None:
        """Translate `texts` with the engine into the cache.

        Raises:
            ModelError: the engine cannot be loaded or fails; what it made before is in the cache.

        """
        drafts = Argos(package, self._settings).translate(texts)
        while some := list(islice(drafts, _KEPT_TOGETHER)):
            self._store.add_to_cache(
                [
                    CachedTranslation(key=keys[texts[index]], text_en=draft.text_en, score=draft.score)
                    for index, draft in some
                ]
            )
            advance(len(some))

    def _usable_package(self) -> tuple[models.InstalledPackage | None, str, str]:
        """Return the first package whose files are right, and their hash; else None and why there is none."""
        reason = NO_MODEL
        for package in models.installed(self._settings):
            sha256, problems = models.check(package, self._store)
            if not problems:
                return package, sha256, ""
            damage = f"English not available: the model {package.name} is damaged; {'; '.join(problems[:3])}"
            log.warning("%s; install the model again with '%s'.", damage, models.INSTALL_COMMAND)
            reason = damage if reason == NO_MODEL else reason
        return None, "", reason


def _nothing(reason: str) -> Translation:
    return Translation(text_en=None, origin="none", reason=reason)


def _unusable(text: str) -> str | None:
    if not text.strip():
        return "English not available: the text is empty"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "English not available: the text holds characters that are no Unicode"
    return None


def _machine(text_ar: str, english: CachedTranslation | None, failure: str) -> Translation:
    if english is None:
        return _nothing(failure)
    if not english.text_en:
        return _nothing("English not available: the model gave an empty answer")
    flags = _checked(text_ar, english.text_en, english.score)
    return Translation(text_en=english.text_en, origin="machine", score=english.score, flags=flags)


def _checked(text_ar: str, text_en: str, score: float) -> tuple[Flag, ...]:
    """Compare the English with its Arabic; a bug in a check costs the check and not the edition."""
    try:
        return checks.check_translation(text_ar, text_en, score=score)
    except Exception as e:
        log.exception("the checks failed on %r", text_ar)
        return (Flag(check="checks", detail=f"The English could not be checked ({type(e).__name__})"),)


def _cache_keys(texts: Iterable[str], engine: Engine, settings: TranslateSettings) -> dict[str, str]:
    """Return what the translation of each of `texts` is kept under: a hash of all that its English depends on."""
    engine_settings = (settings.beam_size, settings.compute_type, BATCH_TOKENS, LENGTH_PENALTY, MAX_TOKENS)
    made_with = json.dumps([engine.sha256, engine_version(), *engine_settings])
    return {text: hashlib.sha256(f"{made_with}\n{text}".encode()).hexdigest() for text in texts}
