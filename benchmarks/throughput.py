"""Our translation compared with CTranslate2's own ``translate_batch``: the same sentences, package and settings."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import package
from benchmarks.articles import arabic_lines
from benchmarks.table import Ratio, show
from reporter.config import TranslateSettings
from reporter.interfaces import Silent
from reporter.packages import installed
from reporter.store import Store
from reporter.translate import argos, build

CORES = os.cpu_count() or 1


def throughput(folder: Path) -> None:
    """Print a table for each package."""
    sentences = [line for line in arabic_lines() if line.endswith(".")]
    _measure("small package", package.small(folder / "small"), sentences[:120], folder)
    _measure("package of real size", package.real_size(), sentences[:60], folder)


def _measure(title: str, packages: Path, texts: list[str], folder: Path) -> None:
    import ctranslate2

    os.environ["ARGOS_PACKAGES_DIR"] = str(packages)
    settings = TranslateSettings(models_dir=folder / "none", n_best=0, withhold="never")
    package = installed.installed(settings)[0]
    engine = argos.Argos(package, settings)
    sources = [engine._tokenizer.encode(text) for text in texts]  # noqa: SLF001

    def load(inter: int = CORES, intra: int = 1) -> Any:
        return ctranslate2.Translator(str(package.folder / "model"), inter_threads=inter, intra_threads=intra)

    def batch(translator: Any, sources: list[list[str]], max_batch_size: int) -> None:
        translator.translate_batch(
            sources,
            max_batch_size=max_batch_size,
            batch_type="tokens",
            beam_size=settings.beam_size,
            length_penalty=argos.LENGTH_PENALTY,
            replace_unknowns=True,
            return_scores=True,
        )

    def one_by_one(translator: Any) -> None:
        for source in sources:
            batch(translator, [source], 32)

    def whole_stage() -> None:
        path = folder / "throughput.sqlite3"
        path.unlink(missing_ok=True)
        with Store.open(path) as store:
            made = build(settings, store, progress=Silent()).translate(texts)
        assert all(translation.origin == "machine" for translation in made)

    loaded, argos_like = load(), load(inter=1, intra=0)
    ours, raw, ours_from_nothing, raw_from_nothing, single = _alternate(
        4,
        lambda: list(engine.drafts(argos.in_batches(texts), 0)),
        lambda: batch(loaded, sources, argos.BATCH_TOKENS),
        whole_stage,
        lambda: batch(load(), sources, argos.BATCH_TOKENS),
        lambda: one_by_one(argos_like),
    )
    rows = [
        ("engine loaded: tokens, batches, English", ours, raw, 0.9),
        ("from nothing: hash, load, translate, check, cache", ours_from_nothing, raw_from_nothing, None),
        ("compared with one sentence at a time, as in Argos", ours, single, None),
    ]
    show(
        f"Translation, {len(texts)} sentences, {title}, beam {settings.beam_size}, {CORES} threads",
        ("ours", "CTranslate2"),
        [
            Ratio(what=what, ours=len(texts) / mine, other=len(texts) / theirs, unit="/s", at_least=aim)
            for what, mine, theirs, aim in rows
        ],
    )


def _alternate(times: int, *actions: Callable[[], object]) -> list[float]:
    """Return the fewest seconds of each of `actions`, run in turn `times` times."""
    rounds = [[_seconds(action) for action in actions] for _ in range(times)]
    return [min(column) for column in zip(*rounds, strict=True)]


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
