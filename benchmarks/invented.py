"""Articles from invented words, and a memory with their English: what is measured with them needs no engine.

The same number always gives the same bytes. Each article has names of its own, put together from syllables, so that no
two articles are about the same event, and each sentence has a number, so that each is translated like a new one.
"""

import random
from pathlib import Path
from xml.sax.saxutils import escape

SENTENCES = 6
_SEED = 20261129
_SYLLABLES = (
    ("كا", "ka"), ("رو", "ru"), ("مي", "mi"), ("لا", "la"), ("دو", "du"), ("ني", "ni"), ("سا", "sa"), ("بو", "bu"),
    ("تي", "ti"), ("فا", "fa"), ("زو", "zu"), ("شي", "shi"), ("جا", "ja"), ("هو", "hu"), ("وي", "wi"), ("طا", "ta"),
)  # fmt: skip
_CLAUSES = (
    ("قال {0} إن {1} {2} {3}", "{0} said that {1} {2} {3}"),
    ("وذكرت {1} أن {2} {0} {3}", "{1} stated that {2} {0} {3}"),
    ("وفي {3} التقى {0} {2} {1}", "In {3}, {0} met {2} {1}"),
    ("وأضاف {2} أن {3} {1} {0}", "{2} added that {3} {1} {0}"),
)
_TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="bench" \
adminlang="en" srclang="ar" datatype="plaintext"/><body>
{}
</body></tmx>
"""
_UNIT = '<tu><tuv xml:lang="ar"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'


def write(folder: Path, number: int, *, length: int = SENTENCES, outlets: int = 0) -> None:
    """Create `folder` with ``articles``, which holds `number` text files, and ``memory.tmx``.

    Each article has `length` sentences and names one of so many `outlets`; none, if there are none.
    """
    chance = random.Random(_SEED)
    (folder / "articles").mkdir(parents=True)
    names_of_outlets = [_name(chance) for _ in range(outlets)]
    units = []
    for index in range(number):
        names = [_name(chance) for _ in range(4)]
        title = _sentence(chance, names, 2000 + index)
        sentences = [_sentence(chance, names, 10_000 + index * length + place, ".") for place in range(length)]
        units += [title, *sentences]
        paragraphs = [" ".join(ar for ar, _ in sentences[at : at + 2]) for at in range(0, length, 2)]
        text = "\n\n".join([title[0], *paragraphs]) + "\n"
        if outlets:
            text = f"---\noutlet: {names_of_outlets[index % outlets][0]}\n---\n{text}"
        path = folder / "articles" / f"{index // 1000:03}" / f"{index:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    segments = (_UNIT.format(*map(escape, unit)) for unit in units)
    (folder / "memory.tmx").write_text(_TMX.format("\n".join(segments)), encoding="utf-8")


def _name(chance: random.Random) -> tuple[str, str]:
    """Return an invented name in Arabic and in English."""
    ar, en = zip(*(chance.choice(_SYLLABLES) for _ in range(chance.randint(3, 4))), strict=True)
    return "".join(ar), "".join(en).capitalize()


def _sentence(chance: random.Random, names: list[tuple[str, str]], number: int, end: str = "") -> tuple[str, str]:
    """Return a sentence, or a headline, in Arabic and in English."""
    clause_ar, clause_en = chance.choice(_CLAUSES)
    own = [_name(chance) for _ in range(6 if end else 0)]
    ar, en = zip(*(own + names)[: 8 if end else 4], strict=True)
    more_ar, more_en = (
        ("", "") if len(ar) == 4 else (f" مع {ar[4]} {ar[5]} و{ar[6]} {ar[7]}", f" with {' '.join(en[4:])}")
    )
    return (
        f"{clause_ar.format(*ar)}{more_ar} بحسب البيان رقم {number}{end}",
        f"{clause_en.format(*en)}{more_en}, according to statement number {number}{end}",
    )
