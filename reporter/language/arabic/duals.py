"""Recognise Arabic duals, which mean "two" without a number word.

Other words have the endings ان and ين too (لبنان, مهندسين). A word counts as a dual if its singular is a known word and
nothing suggests another reading. ``singulars.txt``, made by ``benchmarks/word_table.py``, lists the known singulars,
one folded word per line, with ``+`` before those without a plural in ون, and ``!`` before words that only look like
duals.
"""

import re
from functools import cache
from typing import NamedTuple

from reporter.assets import DATA
from reporter.language.arabic import clitics

TABLE = DATA / "singulars.txt"

_OWNED = re.compile(r"[وفبل]?(?!(?:تح|ضف|ركب|شف|ري|وجن)ت)([ء-ي]{2,})ت[اي](?:ه|ها|هم|هما|هن|نا)")
"""ابنتيه, دولتاهما; but not natural pairs."""
_KIN = re.compile(r"[وفبل]?(?:طفل|ابن|شقيق|ولد|جندي|صديق|زميل|مساعد|مرافق)[اي](?:ه|ها|هم|هما|هن|نا)")
"""طفليها, ابناه."""
_DUAL_LOOK = re.compile(r"(?:ان|ين|تا|تي|ا|ي)(?:ه|ها|هم|هما|هن|نا|ي)?\b")
_OWNERS = ("ه", "ها", "هم", "هما", "هن", "نا")
_ENDINGS = ("ان", "ين")
_SHORTEST = 5
_NEVER_DUAL = """
فقدان دوران حسبان بطلان طغيان عدوان نسيان غفران حرمان كتمان جريان سيلان هذيان فيضان خفقان ذوبان غثيان عصيان غليان طيران
هيجان ايمان ادمان ضمان بنيان كيان عنوان ميزان ميدان بستان دكان مكان زمان انسان حيوان لسان الوان اسنان اركان اوطان اغصان
بلدان شبان شجعان فرسان رهبان قضبان جدران نيران جيران غلمان فتيان قطعان عمران برهان مهرجان برلمان سلطان بركان سرطان رمضان
شعبان عثمان سلمان سليمان حمدان زيدان مروان نعمان قحطان غسان رضوان احيان اديان الحان ابدان اذهان ملايين فلسطين بحرين
برازين سلاطين بساتين قوانين عناوين ميادين براهين مساكين شرايين مجانين ياسين حسين روتين
بهتان ختان لافتين املين مصدرين لاتين فلسطين بوتين ارجنتين كريستين مارتين نيكوتين
جوعان عطشان قلقان تعبان غضبان زعلان فرحان كسلان سكران نعسان حيران خجلان شبعان ندمان لهفان ظمان جولان سندان ديدان
صبورين جيدين وحيدين حذرين معرضين بديلين صالحين قليلين كثيرين عديدين جديدين قديمين كبيرين صغيرين
قدمين ركبتين يدين عينين ساقين اذنين كتفين ذراعين شفتين ريتين والدين حرمين
"""
_NEVER = frozenset(_NEVER_DUAL.split())
"""Verbal nouns, broken plurals and names with these endings, and natural pairs, which English rarely counts."""
_NISBA = re.compile("[ء-ي]{2,}ي(?:تين|تان|ين|ان)")
"""Adjectives of relation, which repeat the number of their noun: رسميتين, جويتان."""
_PLURAL_LOOK = re.compile(r"^(?:[مت]|..?ا)|ي$")
"""Words whose ين is usually a plural (مهندس، لاعب، صياد، لبناني) or not the ending of a noun (تحسين)."""

_FEMININE = re.compile(r"(?!.ا.ت|م)[ء-ي]{2,}(?:تين|(?<!س)تان)")
"""لغتين, راهبتين; not صامتين, متفاوتين."""


class Words(NamedTuple):
    """The lists of ``singulars.txt``."""

    singulars: frozenset[str]
    things: frozenset[str]
    """Singulars without a plural in ون, so that ين is their dual: منزل, صاروخ."""
    no_duals: frozenset[str]


def may_have_dual(text_folded: str) -> bool:
    """Return whether any word of `text_folded` looks like a dual, which is "two" in English.

    >>> may_have_dual("توقف في دولتين")
    True
    """
    return _DUAL_LOOK.search(text_folded) is not None


@cache
def load() -> Words:
    """Read the lists, once."""
    lines = TABLE.read_text(encoding="utf-8").split()
    return Words(
        singulars=frozenset(line.lstrip("+") for line in lines if not line.startswith("!")),
        things=frozenset(line[1:] for line in lines if line.startswith("+")),
        no_duals=frozenset(line[1:] for line in lines if line.startswith("!")),
    )


def is_dual(word: str) -> bool:
    """Return whether a folded word is a dual, with or without clitics.

    >>> [is_dual(word) for word in ["دولتين", "والهدفان", "لبنان", "مهندسين", "يطالبان"]]
    [True, True, False, False, False]
    """
    if len(word) < _SHORTEST or word.startswith("للا"):  # للاعبين: a letter was lost after the article
        return False
    if not word.endswith(_ENDINGS):
        if not word.endswith(_OWNERS):
            return False
        owned = _OWNED.fullmatch(word)
        return (owned is not None and owned.group(1) + "ه" in load().singulars) or _KIN.fullmatch(word) is not None
    bare = clitics.bare(word)
    return _bare_is_dual(bare) or (
        not clitics.is_definite(word) and bare not in load().no_duals and bare not in _NEVER and _bare_is_dual(word)
    )


def is_counting_dual(word: str) -> bool:
    """Return whether a dual tells the reader "two": a known noun without the article and without a possessor.

    >>> [is_counting_dual(word) for word in ["دولتين", "الدولتين", "صاروخين", "جديدين"]]
    [True, False, True, False]
    """
    if clitics.is_definite(word) or not word.endswith(_ENDINGS) or {word, clitics.bare(word)} & _NEVER:
        return False
    if _NISBA.fullmatch(word) and word not in load().things:
        return False
    stem = word[:-2]
    return any(
        (form[-1:] == "ت" and form[:-1] + "ه" in load().singulars) or form in load().things
        for form in (stem, clitics.bare(word)[:-2])
    )


def _bare_is_dual(word: str) -> bool:
    singulars, things, no_duals = load()
    if len(word) < _SHORTEST or word in no_duals or word in _NEVER:
        return False
    feminine = word[-3] == "ت"
    if feminine and (word[:-3] + "ه" in singulars or _FEMININE.fullmatch(word)):
        return True
    singular = word[:-2]
    if singular not in singulars or (word[0] in "يت" and word.endswith("ان")):
        return False
    return word.endswith("ان") or (singular in things and singular[-1] != "ي") or not _PLURAL_LOOK.search(singular)
