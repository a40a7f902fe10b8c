"""Find who speaks in an Arabic sentence by the reporting words before or after the speaker.

In: the folded words of a sentence. Out: its reports. قال always reports; most verbs (أكد، أعلن، ذكر) certainly report
only before أن, because one can also confirm an order or mention a name; بحسب and similar words report before a source,
but not before a law.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.saying import Gender, verbs


class Report(NamedTuple):
    """One attribution of words to a speaker."""

    text: str
    """The reporting word: قال, بحسب."""
    gender: Gender = ""
    """The gender of the verb."""
    finite: bool = True
    """False for a word that continues another report: مضيفا, "adding"."""
    certain: bool = True
    """False if the verb may have another sense, because it is not followed by أن."""
    who: tuple[str, ...] = ()
    """The words around it, which may name the speaker."""


_OF_SAYING: dict[str, Gender] = {"قالا": "", "قالتا": "", "قايلين": "", "بالقول": ""}
"""More forms of قال."""
_COMPLEMENTS = "ان انه انها انهم انهما انهن اننا اني انني انك انكم"
_THAT = frozenset(prefix + word for prefix in ("", "ب") for word in _COMPLEMENTS.split())
_REACH = 12
"""Maximum number of words before أن; only the speaker and his office come between."""
_SOURCES = {waw + word: word for word in ("بحسب", "نقلا", "وفقا", "طبقا", "وفق", "حسب", "حسبما") for waw in WAW[:2]}
_NO_VERB_AFTER = frozenset(["عن", "في", "من", "الي", "علي", "عدم", "اجهزه"])
"""After these, كشف and ذكر are nouns."""
_WHAT = frozenset(["ما", "لما", "كما"])
_LED = re.compile(r"^(?:لل|ل(?:ا?ل)?|ال)(?=...)")
_TO_THE_LETTER = """
قانون ماده مواد نظام انظمه قواعد قاعده لوايح لايحه اتفاق خطه ميثاق دستور تعليمات جدول معاهد برنامج معايير نوع حاج قدر
ترتيب مبد اصول شروط عقد قرار طريق منطق تقويم عمر عدد مستوي حجم رغب ظروف حال تقاليد عاد طاق مقدار مقادير كمي جنس
قطاع بلد بلاد سرع شكل اشكال فيه فيات مدين مناطق اقتضا اولوي مجال موسم فصل يوم ساع تكنولوجي فئ نوعي درج
حاج موقع جنسي وضع طول وزن مبادي سياس اجاب احتياج
"""
"""Beginnings of words that follow "according to" but cannot speak: a law, a plan, the season."""
_SPEAKING = """
بيان تقرير تقارير تقدير مصدر مصادر راي معلومات ارقام احصا وكاله صحيف وزير وزاره مسوول خبير خبرا اختصاصي شهود قول تعبير
وصف تصريح دراس استطلاع منظم موسس شرط امن جيش متحدث ناطق رواي شهاد وثيق وثايق محام محلل مراقب باحث نايب رييس مدير
مكتب امم
"""
"""Beginnings of sources after a plain حسب or وفق, which can also mean "by" and "in line with"."""
_RULES, _SPEAKERS = tuple(_TO_THE_LETTER.split()), tuple(_SPEAKING.split())


def _forms() -> tuple[dict[str, Gender], dict[str, Gender]]:
    """Return the words that always report, and those that report only before أن, each with its gender."""
    sure: dict[str, Gender] = {}
    before_that: dict[str, Gender] = {}
    for waw in WAW:
        sure |= {waw + form: gender for form, gender in _OF_SAYING.items()}
        sure |= {waw + form: gender for verb in verbs("report") for form, gender in verb.in_present()}
        before_that |= {waw + form: gender for verb in verbs("now") for form, gender in verb.in_present()}
        for words, found in ((sure, verbs("report")), (before_that, verbs("that"))):
            for verb in found:
                words |= {waw + form: gender for form, gender in (*verb.in_past(), *verb.participles())}
                words.setdefault(f"{waw}{verb.past}ن", "")
    return sure, before_that


_SURE, _BEFORE_THAT = _forms()
_MARKERS = frozenset(_SURE) | frozenset(_BEFORE_THAT) | frozenset(_SOURCES)
_GOES_ON = frozenset(
    waw + form for waw in WAW for verb in (*verbs("report"), *verbs("that")) for form, _ in verb.participles()
)


_CLOSING = re.compile(
    rf"[،,»\"”]\s{{0,9}}(?:{'|'.join(_SURE | _BEFORE_THAT)})"
    r"(?:\s(?!ب?ان(?:ه|ها|هم|نا|ني)?\s)[ء-ي]+){0,6}\s{0,9}[.!؟…]?\s{0,9}$"
)


def closes_with_report(text_folded: str) -> bool:
    """Return whether the speaker is named after the quoted words: "..., قال الوزير".

    >>> closes_with_report("الحرب انتهت، قال الوزير."), closes_with_report("قال الوزير ان الحرب انتهت.")
    (True, False)
    """
    return _CLOSING.search(text_folded) is not None


def may_report(words: Iterable[str]) -> bool:
    """Return whether any of the folded `words` can be a reporting word."""
    return not _MARKERS.isdisjoint(words)


def reports(words: list[str]) -> list[Report]:
    """Return the reports among the folded `words` of a sentence, in order; a source named twice counts once.

    >>> reports("قال الوزير ان الاتفاق قريب".split())
    [Report(text='قال', gender='m', finite=True, certain=True, who=('', 'الوزير', 'ان', 'الاتفاق'))]
    """
    places = [at for at, word in enumerate(words) if word in _MARKERS]
    found: dict[int | str, Report] = {}
    for at, following in zip(places, [*places[1:], len(words)], strict=True):
        word, before = words[at], words[at - 1] if at else ""
        if before in _NO_VERB_AFTER or _goes_with_source(before, words[at - 2 : at - 1]):
            continue
        after = words[at + 1 : min(following, at + _REACH)]
        report = _by_source(word, after) if word in _SOURCES else _by_verb(word, before, after)
        if report:
            begins = at <= 1 or word in _SURE or word in _SOURCES
            found.setdefault(word if word in _SOURCES else at, report if begins else report._replace(finite=False))
    return list(found.values())


def _goes_with_source(before: str, word_before: list[str]) -> bool:
    """Return whether a verb belongs to the source before it: بحسب ما قال and حسبما قال are one report."""
    return before.endswith("حسبما") or (before in _WHAT and not _MARKERS.isdisjoint(word_before))


def _by_verb(word: str, before: str, after: list[str]) -> Report | None:
    """Return the report of a verb or participle, with the word before it and those after it."""
    finite = word not in _GOES_ON
    if word in _SURE:
        return Report(word, _SURE[word], finite, who=(before, *after[:3]))
    that = next((at for at, other in enumerate(after) if other in _THAT), None)
    if that is not None:
        return Report(word, _BEFORE_THAT[word], finite, who=(before, *after[: min(that, 3)]))
    return Report(word, _BEFORE_THAT[word], certain=before == "كما", who=tuple(after[:1])) if after else None


def _by_source(word: str, after: list[str]) -> Report | None:
    """Return the report that names a source, such as a minister or a document, but not a law."""
    following = after[0] if after else ""
    source = _LED.sub("", following)
    match _SOURCES[word]:
        case "نقلا":
            says = following == "عن"
        case "وفقا" | "طبقا":
            says = following.startswith("ل") and not source.startswith(_RULES)
        case "حسب" | "وفق":
            says = following in _WHAT or source.startswith(_SPEAKERS)
        case "بحسب":
            says = following != "" and not source.startswith(_RULES)
        case _:
            says = True
    return Report(word, who=tuple(after[:2])) if says else None
