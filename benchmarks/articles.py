"""The articles to measure: any number of them, made from single news sentences, with every sentence different.

In: ``../shared/news/pairs.tsv`` (Arabic, tab, English) or, if it does not exist, the sentences of the samples in
``seeds/``. Out: a folder of plain text files with a headline and about fifteen sentences each; the same number always
gives the same bytes.

Sentences with a comma are omitted because sumy's Arabic tokenizer splits there and the naive script would translate
less.
"""

import random
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAIRS = ROOT.parent / "shared" / "news" / "pairs.tsv"
SENTENCES = 15
_SEED = 20261121


def write_articles(folder: Path, number: int) -> None:
    """Create `folder` and write `number` articles to it."""
    chance = random.Random(_SEED)
    lines = arabic_lines()
    sentences = [
        line for line in lines if line.endswith(".") and 60 <= len(line) <= 300 and not set("،,؛:") & set(line)
    ]
    headlines = [line for line in lines if not line.endswith((".", "؟", "!")) and 25 <= len(line) <= 90]
    folder.mkdir(parents=True)
    for index in range(number):
        headline = f"{chance.choice(headlines)} {1000 + index}"
        drawn = chance.sample(sentences, min(SENTENCES, len(sentences)))
        # A number makes every sentence new, so that no article benefits from another's translations.
        body = iter([f"{text[:-1]} بحسب البيان رقم {index * SENTENCES + i + 1}." for i, text in enumerate(drawn)])
        paragraphs = []
        while paragraph := list(islice(body, chance.randint(1, 3))):
            paragraphs.append(" ".join(paragraph))
        (folder / f"{index:04}.txt").write_text("\n\n".join([headline, *paragraphs]) + "\n", encoding="utf-8")


def arabic_lines() -> list[str]:
    """Return single Arabic sentences and headlines."""
    if PAIRS.is_file():
        return [line.split("\t")[0] for line in PAIRS.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [arabic for arabic, _ in _memory_units()]


def pairs() -> list[tuple[str, str]]:
    """Return single Arabic sentences and headlines with their English."""
    if PAIRS.is_file():
        lines = PAIRS.read_text(encoding="utf-8").splitlines()
        return [(arabic, english) for arabic, tab, english in (line.partition("\t") for line in lines) if tab]
    return _memory_units()


def text_for_vocabulary() -> list[str]:
    """Return the texts, in both languages, from which the vocabulary of the full-size package is made."""
    if PAIRS.is_file():
        return [text for line in PAIRS.read_text(encoding="utf-8").splitlines() for text in line.split("\t")]
    return arabic_lines()


def _memory_units() -> list[tuple[str, str]]:
    from lxml import etree

    tree = etree.parse(ROOT / "seeds" / "memory.tmx")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    units = [
        {variant.get(language): "".join(variant.itertext()).strip() for variant in unit.iter("tuv")}
        for unit in tree.iter("tu")
    ]
    return [(unit["ar"], unit["en"]) for unit in units]
