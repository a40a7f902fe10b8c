"""The English names the months and days of the week that the Arabic names.

Months have two sets of Arabic names (يناير, كانون الثاني) and others in the Maghreb (جانفي, غشت). Hijri months are
recognised only in dates, because several are also names of people.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import BEFORE_NOUN
from reporter.language.arabic.months import ARABIC_OF, MONTHS_EN
from reporter.model import Flag, Severity

CHECK = "dates"

_DAYS_AR = {
    "Monday": ("الاثنين",),
    "Tuesday": ("الثلاثاء",),
    "Wednesday": ("الاربعاء",),
    "Thursday": ("الخميس",),
    "Friday": ("الجمعه",),
    "Saturday": ("السبت",),
    "Sunday": ("الاحد",),
}
_HIJRI_AR = {
    "Muharram": ("محرم",),
    "Safar": ("صفر",),
    "Rabi al-Awwal": ("ربيع الاول",),
    "Rabi al-Thani": ("ربيع الثاني", "ربيع الاخر"),
    "Jumada al-Ula": ("جمادي الاولي",),
    "Jumada al-Thani": ("جمادي الثانيه", "جمادي الاخره", "جمادي الاخر"),
    "Rajab": ("رجب",),
    "Shaaban": ("شعبان",),
    "Ramadan": ("رمضان",),
    "Shawwal": ("شوال",),
    "Dhu al-Qadah": ("ذي القعده", "ذو القعده", "ذا القعده"),
    "Dhu al-Hijjah": ("ذي الحجه", "ذو الحجه", "ذا الحجه"),
}
_HIJRI_EN = {
    "Muharram": r"muharram|moharram",
    "Safar": r"safar",
    "Rabi al-Awwal": r"rabi['’]?i?\W+(?:(?:al\W?|ul\W?)?\W*aww?al|i\b|1\b)",
    "Rabi al-Thani": r"rabi['’]?i?\W+(?:(?:al\W?|ul\W?|ath\W?)?\W*(?:akh\w+|th\w+)|ii\b|2\b)",
    "Jumada al-Ula": r"jumada\W+(?:al\W?|ul\W?)?\W*(?:ula|oula|awwal|i\b)",
    "Jumada al-Thani": r"jumada\W+(?:al\W?|ath\W?|ul\W?)?\W*(?:thani\w*|akh\w+|ii)",
    "Rajab": r"rajab|rajib",
    "Shaaban": r"sha['’]?a?ban",
    "Ramadan": r"ramad[ah]+n|ramazan",
    "Shawwal": r"shaww?al",
    "Dhu al-Qadah": r"(?:dh|z)[uo]o?l?\W*(?:al\W?|l\W?)?\W*[qk][\w'’]*d\w*",
    "Dhu al-Hijjah": r"(?:dh|z)[uo]o?l?\W*(?:al\W?|l\W?)?\W*hijj?\w*",
}
_UNSURE_AR = frozenset(["مارس", "مايو", "اب", "ماي", "جوان", "اوت", "تموز", "نيسان", "اذار", "ايار"])
"""Month names that are also other words or names; they count only next to a number or another word of a date."""
_BESIDE_MONTH_AR = re.compile(
    r"(?:\d|/|\b(?:[وف]?(?:شهر|شهري|من|في|منذ|حتي|خلال|مطلع|اوائل|اواخر|منتصف|نهايه|بدايه|قبل|بعد|الي|ايام)))\W*$"
)
_HALF_NAMES = {"تشرين": {"October", "November"}, "كانون": {"December", "January"}}
_HALF_NAME = re.compile(r"(?<![ء-ي])(?:ال)?(تشرين|كانون)(?! ال(?:اول|ثاني))(?![ء-ي])")
"""Names of two words that the press shortens to one: مظاهرات تشرين."""
_NO_AUGUST = frozenset(["باب", "لاب", "كاب", "الاب", "وباب", "ولاب", "وكاب", "والاب"])
"""Door, father."""
_AFTER_NUMBER_AR = re.compile(r"\s*(?:عشر|وال[ء-ي]+ين(?![ء-ي])|في المي?ه|في المايه|بالمي?ه|%|٪)")
_AFTER_MONTH_AR = re.compile(r"^\s*(?:\d|[/(]|الماضي|المقبل|الجاري|القادم|الحالي|الفايت|المنصرم|من عام|عام)")
_BESIDE_MONTH_EN = re.compile(
    r"(?:\d(?:st|nd|rd|th)?,?|\b(?:in|of|on|by|until|till|since|from|to|through|between|and|or|during|before|"
    r"after|last|next|"
    r"this|early|mid|late|end|until|for|per|throughout))[\s/-]*$",
    re.IGNORECASE,
)
_AFTER_MONTH_EN = re.compile(r"^(?:\s+\d|[/-])")
_SHORT = {name: name[:3] for name in MONTHS_EN if name != "May"}
_MONTH_EN = re.compile(
    r"\b(?P<May>May)\b|"
    + "|".join(
        rf"\b(?P<{name}>{name}|{short}t?(?:\.|\b(?=\s\d)|(?:(?<=\d\s{short})|(?<=\d\s{short}t))\b))"
        for name, short in _SHORT.items()
    )
)
_DAY_EN = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_SOUNDS = {
    sound: f"{day}day"
    for day, sounds in {
        "Mon": "مونداي منداي", "Tues": "تيوزداي تيوسداي", "Wednes": "وينزداي ونزداي", "Thurs": "ثيرزداي ثورسداي",
        "Fri": "فرايداي فرايدي", "Satur": "ساترداي ساتارداي ستارداي", "Sun": "صنداي سنداي صانداي",
    }.items()
    for sound in sounds.split()
}  # fmt: skip
_SOUND = re.compile(rf"({'|'.join(_SOUNDS)})(?![ء-ي])")
_TITLE_EN = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:Times|Herald|Mail|Mirror|Telegraph|Express|World|Post|"
    r"Independent|"
    r"People|Sun|Star|Mercury|Age|Business|Night|Morning|Live|Politics|Supplement|Evening Post|Review)\b"
    r"|\b(?:Black|Good|Ash|Palm|Easter|Cyber|Bloody|Super|Mail on|Shrove|Maundy|Casual|Blue) "
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""Newspapers, programmes and holidays whose names contain a day."""
_BOTH = re.compile(r"\b(?:both|two|pair|either|neither|together)\b", re.IGNORECASE)
_BESIDE_DAY = 40
"""Characters before and after a day's name in which other words decide what it means."""
_A_DAY = ("يوم ", "ليله ", "مساء ", "صباح ", "فجر ", "ظهر ", "الي ", "من ", "حتي ")
_SHORT_NAMES = "jan feb mar apr jun jul aug sep sept oct nov dec"
_RELATIVE_MONTH = re.compile(
    r"\b(?:(?:a|one|the) month (?:earlier|before|ago|later)|(?:last|next|this|same|previous|following) month)\b",
    re.IGNORECASE,
)
_RELATIVE_DAY = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|overnight|(?:a|one|the) day (?:earlier|before|after|later)|"
    r"(?:the|that) (?:same|previous|following|next) day)\b",
    re.IGNORECASE,
)
"""How English tells one month or day from the other that it names, or from the day of the report."""
_DATE_WORDS_EN = frozenset(
    name + ending
    for name in (*map(str.lower, (*MONTHS_EN, *_DAYS_AR)), *_SHORT_NAMES.split())
    for ending in ("", "s", "'s", "’s")
)
_HIJRI_ANY_EN = re.compile(
    "|".join(rf"(?P<m{index}>\b(?:{pattern}))" for index, pattern in enumerate(_HIJRI_EN.values())), re.IGNORECASE
)
_NUMERIC = re.compile(r"\d{1,4}[/.-](\d{1,2})[/.-]\d{1,4}|\b(\d{1,2})/(\d{1,2})\b")


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag for each month or day that only one side has; an error if the other side has a different one."""
    if _may_date().isdisjoint(pair.words_ar) and pair.set_en.isdisjoint(_DATE_WORDS_EN):
        return
    folded = pair.folded_ar
    sure, unsure = _months_ar(pair)
    months_en, unsure_en = _months_en(pair)
    by_figure = _months_in_figures(folded) | _months_in_figures(pair.text_en) if sure or months_en else set()
    if len(sure - months_en) == 1 and not months_en - sure and _RELATIVE_MONTH.search(pair.text_en):
        sure &= months_en
    yield from _compare(sure, unsure | by_figure, months_en, unsure_en | by_figure)
    days_ar, unsure_days = _days_ar(pair)
    days_en = {f"{match}day" for match in _DAY_EN.findall(_TITLE_EN.sub(" ", pair.text_en))}
    in_titles = {f"{match}day" for match in _DAY_EN.findall(pair.text_en)}
    if len(days_ar - days_en) == 1 and not days_en - days_ar and _RELATIVE_DAY.search(pair.text_en):
        days_ar &= days_en
    yield from _compare(days_ar, unsure_days | _days_by_sound(pair), days_en, in_titles)
    hijri_ar, hijri_unsure = _hijri_ar(pair)
    if hijri_ar:
        yield from _compare(hijri_ar, hijri_unsure, _hijri_en(pair.text_en), set())


def _compare(arabic: set[str], maybe_ar: set[str], english: set[str], maybe_en: set[str]) -> Iterable[Flag]:
    """Yield a flag for each name on one side only; names in the `maybe` sets may match, but need not be matched."""
    missing = sorted(arabic - english - maybe_en)
    extra = sorted(english - arabic - maybe_ar)
    severity: Severity = "error" if missing and extra else "doubt"
    for name in missing:
        yield Flag(check=CHECK, detail=f"{name} is in the Arabic, not in the English", severity=severity)
    for name in extra:
        yield Flag(check=CHECK, detail=f"{name} is in the English, not in the Arabic", severity=severity)


@cache
def _pattern(which: str) -> tuple[re.Pattern[str], Mapping[str, str], frozenset[str]]:
    tables: dict[str, Mapping[str, tuple[str, ...]]] = {"months": ARABIC_OF, "days": _DAYS_AR, "hijri": _HIJRI_AR}
    meanings = {form: name for name, forms in tables[which].items() for form in forms}
    clitics = "|".join(sorted(BEFORE_NOUN, key=len, reverse=True))
    forms = "|".join(sorted(meanings, key=len, reverse=True))
    first_words = frozenset(f"{clitic}{form.split()[0]}" for form in meanings for clitic in BEFORE_NOUN)
    return re.compile(rf"(?<![ء-ي])(?:{clitics})({forms})(?![ء-ي])"), meanings, first_words


def _found(pair: Pair, which: str) -> Iterable[tuple[str, re.Match[str]]]:
    pattern, meanings, first_words = _pattern(which)
    if first_words.isdisjoint(pair.words_ar):
        return
    for match in pattern.finditer(pair.folded_ar):
        yield meanings[match.group(1)], match


def _months_ar(pair: Pair) -> tuple[set[str], set[str]]:
    """Return the months that are certainly named, and those that may be."""
    folded = pair.folded_ar
    sure: set[str] = set()
    unsure: set[str] = set()
    for half in _HALF_NAME.findall(folded):
        unsure |= _HALF_NAMES[half]
    for name, match in _found(pair, "months"):
        if match.group() in _NO_AUGUST:
            continue
        beside = _BESIDE_MONTH_AR.search(folded[: match.start()][-12:]) or _AFTER_MONTH_AR.search(
            folded[match.end() : match.end() + 12]
        )
        (sure if match.group(1) not in _UNSURE_AR or beside else unsure).add(name)
    return sure, unsure


def _days_by_sound(pair: Pair) -> set[str]:
    """Return the days that are part of a foreign name: صنداي تايمز is the Sunday Times."""
    return {_SOUNDS[match] for match in _SOUND.findall(pair.folded_ar)}


def _days_ar(pair: Pair) -> tuple[set[str], set[str]]:
    """Return the days that are certainly named, and those that may be: الأحد عشر is eleven, الاثنين can mean two."""
    folded = pair.folded_ar
    sure: set[str] = set()
    unsure = {name for name, forms in _DAYS_AR.items() if forms[0].removeprefix("ال") in pair.words_ar}
    says_both = _BOTH.search(pair.text_en) is not None
    for name, match in _found(pair, "days"):
        before = folded[max(0, match.start() - _BESIDE_DAY) : match.start()]
        both = name == "Monday" and says_both and not before.endswith(_A_DAY)
        after = folded[match.end() : match.end() + _BESIDE_DAY]
        a_number = both or _AFTER_NUMBER_AR.match(after) or before.endswith(("عبد ", "بين "))
        (unsure if a_number else sure).add(name)
    return sure, unsure


def _months_en(pair: Pair) -> tuple[set[str], set[str]]:
    """Return the months that are certainly named, and those that may be: May and March are also other words."""
    sure: set[str] = set()
    unsure: set[str] = set()
    text = pair.text_en
    for match in _MONTH_EN.finditer(text):
        name = match.lastgroup or ""
        beside = _BESIDE_MONTH_EN.search(text[: match.start()][-12:]) or _AFTER_MONTH_EN.search(text[match.end() :][:4])
        (sure if name not in {"May", "March", "August", "June", "April"} or beside else unsure).add(name)
    return sure, unsure


@cache
def _may_date() -> frozenset[str]:
    """Return the Arabic words that begin a name of a month or a day, with their clitics."""
    return frozenset[str]().union(*(_pattern(which)[2] for which in ("months", "days", "hijri")))


def _months_in_figures(text: str) -> set[str]:
    """Return the months that numeric dates may mean: 7/10 is July or October."""
    figures = {figure for match in _NUMERIC.findall(text) for figure in match if figure}
    return {MONTHS_EN[int(figure) - 1] for figure in figures if 1 <= int(figure) <= 12}


def _hijri_ar(pair: Pair) -> tuple[set[str], set[str]]:
    """Return the Hijri months in dates, and those that may be names."""
    folded = pair.folded_ar
    sure: set[str] = set()
    unsure: set[str] = set()
    for name, match in _found(pair, "hijri"):
        beside = re.search(r"(?:شهر|(?<!\d)\d{1,2}|من)\s*$", folded[: match.start()]) or re.search(
            r"^\s*\d{1,4}\s*ه", folded[match.end() :]
        )
        named = " " in match.group(1) or (beside and match.group() != "الصفر")  # from scratch
        (sure if named else unsure).add(name)
    return sure, unsure


def _hijri_en(text: str) -> set[str]:
    names = tuple(_HIJRI_AR)
    return {names[int((match.lastgroup or "m0")[1:])] for match in _HIJRI_ANY_EN.finditer(text)}
