"""Arabic names in Latin letters, for names without an established English form.

In: a name in Arabic letters. Out: the same in Latin letters; words in Latin letters are unchanged. The standard is
the ALA-LC romanization of Arabic, simplified:

- no diacritics: ā ī ū are a i u, and ḥ ṣ ḍ ṭ ẓ are h s d t z;
- ʿayn and hamza are not written; ``a`` before an ʿayn that ends its syllable is doubled (Saad);
- the article is ``al-`` before every letter, in lower case except at the beginning;
- common words of names have their usual spelling (``data/name_spellings.tsv``): Mohammed, not Muhammad;
- عبد with the name after it is one word, and so is a name with الله: Abdulrahman, Nasrallah.

Arabic leaves out short vowels. Without diacritics, they are inferred from the pattern of the word: كريم is Karim,
خالد Khalid, منصور Mansur. Because this is a guess, documents mark such names as transliterated.

Source: ALA-LC Romanization Tables: Arabic (Library of Congress, 2012).
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from reporter.assets import DATA
from reporter.language.arabic.letters import MARKS, clean_characters, fold
from reporter.language.names.vowels import vocalized

_WORD = re.compile(rf"[\u0620-\u065f\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u0750-\u077f{MARKS}]+")
_PUNCTUATION = str.maketrans("،؛؟٪«»٫٬" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹", ',;?%"".,' + "0123456789" * 2)
_TITLES = re.compile(r"\b(?:(أ)\s*\.\s*)?(د)\s*[./]\s*(?=\w)|\b(م)\s*\.\s*(?=\w\w)")
_SMALL = {
    "بن": "bin", "ابن": "Ibn", "بنت": "bint", "ابو": "Abu", "ابي": "Abi", "ابا": "Aba", "ام": "Umm", "ال": "Al",
    "ولد": "Ould", "منت": "Mint", "ايت": "Ait", "ذو": "Dhu", "ذي": "Dhi", "و": "and", "من": "min", "في": "fi",
    "الي": "ila", "عن": "an", "بلا": "bila", "مع": "maa", "كل": "Kul", "الله": "Allah", "بالله": "billah",
    "الدكتور": "Dr", "دكتور": "Dr", "الدكتوره": "Dr", "دكتوره": "Dr", "الشيخ": "Sheikh", "المهندس": "Eng.",
    "الاب": "Father", "القس": "Rev.", "المطران": "Bishop", "السفير": "Ambassador", "اللواء": "Maj. Gen.",
}  # fmt: skip
"""Folded words with irregular spellings."""
_TOGETHER = {"ال": "al", "لل": "lil", "بال": "bil", "وال": "wal"}
"""The article, alone and with particles."""
_WITH_ARTICLE = re.compile(
    "^(?:" + "|".join(f"[{MARKS}]*".join((*particle, "")) for particle in ("عبدال", "ال", "لل", "بال", "وال")) + ")"
)
_SERVANT, _GOD = "عبد", "الله"


def romanized(text: str) -> str:
    """Return the name `text` in Latin letters; nothing of it remains in Arabic letters.

    >>> romanized("د. عبد الرحمن بن خالد المصري"), romanized("نصر الله قرداش"), romanized("صوت المنارة FM")
    ('Dr Abdulrahman bin Khaled al-Masri', 'Nasrallah Qardash', 'Sawt al-Manara FM')
    """
    text = _TITLES.sub(_title, clean_characters(text))
    pieces: list[str] = []
    end = 0
    for start, stop, words in _runs(text):
        pieces += [text[end:start], " ".join(_spelled(words, begins=not "".join([*pieces, text[end:start]]).strip()))]
        end = stop
    rest = "".join([*pieces, text[end:]]).translate(_PUNCTUATION)
    return " ".join(rest.split())


@cache
def spellings() -> dict[str, str]:
    """Return the usual spelling of each folded word of the table, without the article."""
    found: dict[str, str] = {}
    for line in (DATA / "name_spellings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            english, arabic = line.split("\t")
            found |= {fold(word): english for word in arabic.split()}
    return found


def _runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the runs of Arabic words separated only by spaces: the position and the words of each."""
    found = list(_WORD.finditer(text))
    run = found[:1]
    for before, match in pairwise(found):
        if text[before.end() : match.start()].strip():
            yield run[0].start(), run[-1].end(), [each.group() for each in run]
            run = []
        run.append(match)
    if run:
        yield run[0].start(), run[-1].end(), [each.group() for each in run]


def _title(match: re.Match[str]) -> str:
    professor, _, engineer = match.groups()
    return "Eng. " if engineer else "Prof. Dr " if professor else "Dr "


def _spelled(words: list[str], *, begins: bool) -> Iterator[str]:
    """Yield the words of a name; the first word of the text has a capital, and so has its article."""
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        folded, folded_next = fold(word), fold(following)
        at += 1
        if folded == _SERVANT and folded_next.startswith("ال") and len(folded_next) > 3:
            at += 1
            said = "Abdullah" if folded_next == _GOD else _servant(_without_article(following))
        elif folded_next == _GOD and folded not in _SMALL:
            at += 1
            said = _of_god(word)
        else:
            said = _alone(word, folded)
        yield said[:1].upper() + said[1:] if begins else said
        begins = False


def _alone(word: str, folded: str) -> str:
    """Return one word of a name, with an attached article or particle."""
    usual = spellings()
    if said := _SMALL.get(folded) or usual.get(folded):
        return said
    if folded.startswith("عبدال") and len(folded) > 6:
        return _servant(_without_article(word))
    for particle, latin in _TOGETHER.items():
        if folded.startswith(particle) and len(folded) > max(3, len(particle) + 1):
            return f"{latin}-{_plain(_without_article(word))}"
    if folded.startswith("و") and folded[1:] in usual:
        return f"and {usual[folded[1:]]}"
    return _plain(word)


def _plain(word: str) -> str:
    """Return a word without article as listed in the table, or else letter by letter."""
    return spellings().get(fold(word)) or vocalized(word).capitalize()


def _without_article(word: str) -> str:
    """Return `word` without its article and any particle before it."""
    return _WITH_ARTICLE.sub("", word)


def _servant(name: str) -> str:
    """Return عبد with the name of God after it, which has lost its article."""
    return f"Abdul{_plain(name).lower()}"


def _of_god(word: str) -> str:
    folded = fold(word)
    if folded == _SERVANT:
        return "Abdullah"
    plain = _plain(_without_article(word) if folded.startswith("ال") else word)
    return f"{plain}tullah" if folded.endswith("ه") else f"{plain}allah"
