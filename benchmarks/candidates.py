"""What a second attempt and the glossary change in machine English, and what they cost.

All sentences of the articles in --articles are translated by the small test package (or the one in --models): once
without a second attempt, and once with candidates and with the glossary's terms inserted where attention is clear. With
--pairs, it compares instead how close the English comes to a human translation (chrF and BLEU of all sentences, by
sacreBLEU), with 4 and 8 alternatives of the doubtful sentences and of all of them.

    python -m benchmarks.candidates [--articles FOLDER] [--models FOLDER] [--n-best N] [--show]
    python -m benchmarks.candidates --pairs FILE [--sample N]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from sacrebleu import corpus_bleu, corpus_chrf

import reporter
from reporter.config import TranslateSettings
from reporter.interfaces import Silent
from reporter.model import Skipped, Translation
from reporter.packages.install import install_file
from reporter.store import Store
from reporter.translate import build, load_glossary

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tests" / "data" / "translate-ar_en-0_1.argosmodel"


def sentences(folder: Path) -> list[str]:
    """Return the titles and sentences of the articles in `folder`, without duplicates."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        article = reporter.read_article(path)
        if not isinstance(article, Skipped):
            texts += [article.title_ar, *(article.sentence_text(n) for n in range(len(article.sentences)))]
    return list(dict.fromkeys(texts))


def translated(texts: list[str], settings: TranslateSettings) -> tuple[tuple[Translation, ...], float]:
    """Return the translations and the processor time that they took with an empty cache."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store.sqlite3") as store:
        translator = build(settings, store, progress=Silent(), glossary=load_glossary())
        started = time.process_time()
        return translator.translate(texts), time.process_time() - started


def line(name: str, translations: tuple[Translation, ...], seconds: float) -> str:
    """Return the number of doubtful sentences and of flags in `translations`."""
    flags = [[flag.severity for flag in item.flags] for item in translations]
    return (
        f"{name:24} {sum(bool(set(some) - {'note'}) for some in flags):4} of {len(flags)} sentences flagged, "
        f"{sum('error' in some for some in flags)} with an error, {sum(some.count('error') for some in flags)} errors, "
        f"{sum(some.count('doubt') for some in flags)} doubts, {sum(some.count('note') for some in flags)} terms, "
        f"{sum(item.origin == 'none' for item in translations)} withheld, {seconds:.1f} s"
    )


def compare(pairs: dict[str, str], settings: TranslateSettings) -> None:
    """Print how close to a human translation the English comes with each number of alternatives."""
    human = [list(pairs.values())]
    for n_best, which in ((0, "doubtful"), (4, "doubtful"), (8, "doubtful"), (4, "all"), (8, "all")):
        made, seconds = translated(list(pairs), settings.model_copy(update={"n_best": n_best, "n_best_for": which}))
        english = [item.text_en or "" for item in made]
        chrf, bleu = corpus_chrf(english, human).score, corpus_bleu(english, human).score
        print(
            f"{n_best} alternatives of {which:8}  chrF {chrf:.2f}  BLEU {bleu:.2f}  {line('', made, seconds).strip()}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--models", type=Path, help="a folder of installed packages")
    parser.add_argument("--n-best", type=int, default=4)
    parser.add_argument("--pairs", type=Path, help="a TSV file of Arabic and human English")
    parser.add_argument("--sample", type=int, default=200, help="pairs, evenly spread over the file")
    parser.add_argument("--show", action="store_true", help="print each sentence changed by the second attempt")
    arguments = parser.parse_args()
    texts = [] if arguments.pairs else sentences(arguments.articles)
    if not texts and not arguments.pairs:
        sys.exit(f"There are no articles in {arguments.articles}.")
    with tempfile.TemporaryDirectory() as folder:
        models = arguments.models or Path(folder)
        if arguments.models is None:
            install_file(PACKAGE, TranslateSettings(models_dir=models), Silent())
        settings = TranslateSettings(models_dir=models, n_best=0, withhold="never")
        if arguments.pairs:
            lines = arguments.pairs.read_text(encoding="utf-8").splitlines()
            lines = lines[:: max(1, len(lines) // arguments.sample)][: arguments.sample]
            compare(dict(line.split("\t")[:2] for line in lines), settings)
            return
        before, before_s = translated(texts, settings)
        after, after_s = translated(texts, settings.model_copy(update={"n_best": arguments.n_best}))
        default, default_s = translated(
            texts, settings.model_copy(update={"n_best": arguments.n_best, "withhold": "error"})
        )
    print(line("first drafts", before, before_s))
    print(line(f"and {arguments.n_best} candidates", after, after_s))
    print(line("and errors withheld", default, default_s))
    if arguments.show:
        for text_ar, old, new in zip(texts, before, after, strict=True):
            if old.text_en != new.text_en:
                print(f"\n{text_ar}\n- {old.text_en}\n+ {new.text_en}")


if __name__ == "__main__":
    main()
