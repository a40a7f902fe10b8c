"""How good the English of an installed package is, measured on sentences that people have translated.

In: a TSV file of Arabic and human English, and a package. Out: chrF and BLEU, the share of sentences that the checks
doubt, and the time it took. Neither the translation memory nor the cache takes part.

Source: Post (2018), "A Call for Clarity in Reporting BLEU Scores"; Popović (2017), "chrF++: words helping character
n-grams".
"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.config import TranslateSettings
from reporter.errors import ConfigError, ModelError
from reporter.glossary.terms import Glossary
from reporter.interfaces import Progress
from reporter.packages.installed import InstalledPackage
from reporter.store import Store
from reporter.translate import MemoryFirst

MAX_BYTES = 100 * 1024**2
_MOST_NAMED = 5
"""Lines that are named when they are wrong; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What one package reached."""

    chrf: float
    """Of the whole file, 0 to 100."""
    bleu: float
    """Of the whole file, 0 to 100."""
    flagged: float
    """Share of the sentences with a doubt or an error, 0 to 1."""
    errors: float
    """Share of the sentences that contradict the Arabic, 0 to 1."""
    seconds: float
    """Wall-clock time for all sentences, second attempts and checks included."""


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the Arabic and the human English of each line of `path`; further columns and empty lines are ignored.

    Raises:
        ConfigError: it cannot be read, or lines lack one of the two; the message names them.

    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path} is larger than {MAX_BYTES // 1024**2} MB; take a sample of its lines.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as e:
        raise ConfigError(f"{path} is not UTF-8 text (byte {e.start}); save it as UTF-8.") from e
    except OSError as e:
        raise ConfigError(f"{path} cannot be read ({e.strerror or e}).") from e
    pairs, wrong = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        arabic, english, *_ = (*(column.strip() for column in line.split("\t")), "", "")
        if arabic and english:
            pairs.append((arabic, english))
        else:
            wrong.append(str(number))
    if wrong:
        named = ", ".join(wrong[:_MOST_NAMED]) + (
            f" and {len(wrong) - _MOST_NAMED} more" if wrong[_MOST_NAMED:] else ""
        )
        lines = "Line" if len(wrong) == 1 else "Lines"
        raise ConfigError(f"{path} needs Arabic, a tab and English on each line. {lines} without both: {named}.")
    if not pairs:
        raise ConfigError(f"{path} has no lines; each must have Arabic, a tab and English.")
    return pairs


def evaluate(
    pairs: Sequence[tuple[str, str]],
    package: InstalledPackage,
    settings: TranslateSettings,
    *,
    glossary: Glossary,
    progress: Progress,
) -> Evaluation:
    """Translate the Arabic of `pairs` with `package` and compare the result with their English.

    Raises:
        ModelError: the package is damaged or gave no English for a sentence.

    """
    from sacrebleu import corpus_bleu, corpus_chrf

    everything = settings.model_copy(update={"withhold": "never"})
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store.sqlite3") as store:
        translator = MemoryFirst(everything, store, progress, glossary, packages=(package,))
        started = time.perf_counter()
        found = translator.translate([arabic for arabic, _ in pairs])
        seconds = time.perf_counter() - started
    if translator.engine is None:
        raise ModelError(found[0].reason or f"The package {package.name} made no English.")
    made, human = [item.text_en or "" for item in found], [[english for _, english in pairs]]
    return Evaluation(
        chrf=corpus_chrf(made, human).score,
        bleu=corpus_bleu(made, human).score,
        flagged=sum(any(flag.is_doubt for flag in item.flags) for item in found) / len(found),
        errors=sum(any(flag.severity == "error" for flag in item.flags) for item in found) / len(found),
        seconds=seconds,
    )
