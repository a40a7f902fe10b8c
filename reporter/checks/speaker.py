"""The English says who is speaking, as the Arabic does: a claim without its speaker reads as a fact.

Five things are examined: a report that is lost, a third person who became "I", a woman who became "he" (or the other
way round), somebody well known who speaks in the English only, and an office that nobody holds in the English.
"""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.checks.places import unnamed_person
from reporter.language.arabic.first_person import holds_direct_speech, in_first_person, may_be_first_person
from reporter.language.arabic.letters import fold, spelled_words
from reporter.language.arabic.speech import Report, closes_with_report, may_report, reports
from reporter.language.english.speech import Cue, cues, pronouns, word_cues
from reporter.model import Flag

CHECK = "speaker"

_HEAD = r"head|chief|leader|boss"
_OFFICES = {
    "وزير وزيره": r"minister|secretary|chancellor",
    "رييس رييسه": rf"presid\w+|govern\w+|premier|chair\w*|speaker|mayor|ceo|dean|captain|judge|minister|"
    rf"director|pm|{_HEAD}",
    "متحدث متحدثه ناطق ناطقه": r"spokes\w+|press secretary|speaker|speaking",
    "سفير سفيره": r"ambassador|envoy|diplomat",
    "مدير مديره": rf"direct\w+|manage\w+|principal|super\w+|headm\w+|administrator|executive|officer|ceo|{_HEAD}",
    "محافظ محافظه": r"governor|mayor|conservat\w+",
    "طبيب طبيبه اطباء": r"doctor|physician|dr|medic\w*|surgeon|dentist|gp|vet|psychiatrist|\w+(?:logist|ician)",
    "محامي محاميه محام": r"lawyer|attorney|solicitor|barrister|counsel|advocate",
    "مدرب مدربه": r"coach|manager|trainer|boss|instructor",
    "مسوول مسووله مسوولون": rf"official|officer|executive|manager|charge|responsible|{_HEAD}",
    "خبير خبيره خبراء محلل محلله محللون": r"expert|specialist|analyst|consultant|commentator|pundit|\w+ist",
    "شهود شاهد": r"(?:eye)?witness\w*",
    "شرطه": r"police\w*|officers?",
    "جيش": r"army|military|forces|troops",
    "حكومه": r"government|cabinet|administration|authorit\w+|premier|prime minister",
    "وزاره": r"ministr\w+|department|office|treasury|pentagon",
    "لجنه": r"committee|commission|panel|board|jury",
    "بيان": r"statement|communiqu\w+|release",
    "مصدر مصادر": r"sources?|official\w*|insider\w*",
    "باحث باحثه باحثون": r"research\w*|scientist|scholar|academic|team|author|\w+ist",
    "قايد": r"command\w+|leader|chief|captain|general|head",
    "زعيم": r"leader|chief|head|president|boss",
    "قاضي قاضيه قاض": r"judge|justice|magistrate|court",
    "استاذ استاذه": r"professor|teacher|lecturer|scholar",
    "مهندس مهندسه": r"engineer|architect",
    "مزارع مزارعون": r"farmer\w*",
    "كاتب كاتبه": r"writer|author|novelist|columnist|playwright|clerk",
    "مراسل مراسله": r"correspondent|reporter|journalist",
    "ملك": r"king|monarch|majesty",
}
"""Possible translations of an office that speaks, anywhere in the English sentence."""
_RENDERED = {
    name: re.compile(rf"\b(?:{pattern})(?:s|es|'s|’s)?\b", re.IGNORECASE)
    for names, pattern in _OFFICES.items()
    for name in names.split()
}
_ALL_QUOTED = re.compile(r"^\W{0,9}[\"“«‘'][^\"“”«»]+[\"”»’'][.!?]?\s*$")
"""Words of someone and nothing else: the marks say that they were said."""
_NAME_SPEAKS = re.compile(
    r"\b([A-ZÀ-Þ][\w’'-]+) (?:said|says|told|added|stated|warned|announced|stressed|insisted|replied)\b"
)
_OTHER_GENDER = {"she": "m", "he": "f"}


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if someone speaks in the Arabic, but nobody or someone else in the English."""
    if not may_report(pair.words_ar) or not pair.words_en:
        return
    found = reports(pair.words_ar)
    lost = (
        not _ALL_QUOTED.match(pair.text_en)
        and _lost(found, word_cues(pair.words_en))
        and _lost(found, cues(pair.text_en))
    )
    if lost:
        said = _spelled(lost.text, pair)
        yield Flag(check=CHECK, detail=f"The Arabic attributes this to someone ({said}); the English states it as fact")
        return
    yield from _by_pronoun(pair, found)
    for name in _NAME_SPEAKS.findall(pair.text_en):
        if unnamed_person(name, pair):
            yield Flag(check=CHECK, detail=f"{name} speaks in the English; the Arabic does not name {name}")
            return
    for report in found:
        offices = [word.removeprefix("ال") for word in report.who]
        missing = [name for name in offices if name in _RENDERED and not _RENDERED[name].search(pair.text_en)]
        if missing:
            said, office = _spelled(report.text, pair), _spelled(missing[0], pair)
            yield Flag(check=CHECK, detail=f"The Arabic names a different speaker ({said} … {office}) than the English")
            return


def _spelled(word: str, pair: Pair) -> str:
    """Return the folded `word` as the Arabic spells it, without the article."""
    spelled = (plain.removeprefix("ال") for plain in spelled_words(pair.text_ar))
    return next((plain for plain in spelled if fold(plain) == word), word)


def _lost(found: list[Report], said: list[Cue]) -> Report | None:
    """Return the first report that nothing `said` in the English can translate."""
    certain = [report for report in found if report.certain]
    if "verb" not in said and (finite := [report for report in certain if report.finite]):
        return finite[0]
    return certain[0] if len(said) < len(certain) else None


def _by_pronoun(pair: Pair, found: list[Report]) -> Iterable[Flag]:
    """Yield a flag if a pronoun in the English matches none of the speakers in the Arabic."""
    said = pronouns(pair.text_en, pair.set_en)
    genders = {report.gender for report in found if report.gender}
    for pronoun, match in said.items():
        if pronoun in {"i", "we"} and not _may_say_i(pair, match.start()):
            detail = f"Someone else is speaking in the Arabic; the English has “{match.group()}”"
            yield Flag(check=CHECK, detail=detail)
        elif genders == {_OTHER_GENDER.get(pronoun)} and len(said) == 1:
            who = "a man" if pronoun == "she" else "a woman"
            yield Flag(check=CHECK, detail=f"The speaker in the Arabic is {who}; the English has “{match.group()}”")


def _may_say_i(pair: Pair, at: int) -> bool:
    """Return whether the "I said" at `at` in the English can come from the Arabic.

    It can if the Arabic has the first person, or if it may have it and names the speaker: before the words ("The
    minister said: I warned them") or after them ("I warned them, the minister said").
    """
    if in_first_person(pair.words_ar):
        return True
    maybe = may_be_first_person(pair.words_ar)
    if maybe and closes_with_report(pair.folded_ar):
        return True
    return (maybe or holds_direct_speech(pair.folded_ar)) and cues(pair.text_en[:at]) != []
