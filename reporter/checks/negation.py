"""The English negates what the Arabic negates.

Arabic negates with a particle (لا لم لن ليس, and before nouns غير دون عدم بلا); English with not, no, never, without,
with un- or -less, or with a verb of similar meaning (fail, refuse). Both are counted. Phrases that contain a particle
but negate nothing (لا يزال "still", لا سيما "especially", غير أن "but") are removed first, and "only" counts as a
negation if the Arabic has لا ... إلا.
"""

import re
from collections import Counter
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import fold
from reporter.model import Flag

CHECK = "negation"


def _alone(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled to match whole Arabic words."""
    return re.compile(rf"(?<![ء-ي])(?:{pattern})(?![ء-ي])")


_NO_DENIAL = _alone(
    r"[وف]?(?:"
    r"نعم ?(?:/|او|\\) ?لا|ام لا|و ?الا(?= [ء-ي]+[تكما])|من دون طيار|دون طيار|الا ليغا|لا ليغا|الا تزال|الا يزال"
    r"|(?:لا|لم|ما) ?(?:[يتان]زال[ء-ي]*|[يتان]زل|زال[ء-ي]*|[يت]برح[ء-ي]*|[يت]نفك[ء-ي]*)"  # still
    r"|لا ?سيما|لا شك|لا ريب|لا محاله|لا بد|لابد|لا غني|لا يستهان|لا تتردد[ء-ي]*"  # especially, must, feel free
    r"|(?:لا|لم|لن) [يت]قل[ء-ي]*|ليس(?:ت|وا)? فقط|لا فقط|لا غير"  # at least, not only
    r"|لم [يت](?:كد|لبث|مض[ء-ي]*)|لا [يت]كاد[ء-ي]*|لم (?:ال)?شمل[ء-ي]*"  # hardly, soon; reunion
    r"|(?<!من )غير (?:ان[ء-ي]*|العمد)|الا ان(?! ي[ء-ي]{3})[ء-ي]*|حال[ء-ي]* دون|ما دون"  # but; prevent
    r"|(?:دون|بدون) (?:سن|ال\d+|\d+|ذلك|المستوي|غير[ء-ي]*|سوا[ء-ي]*|اخري?)"
    r"|دون ال(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|خمس|ست|سبع|ثماني|تسع|عشر)[ء-ي]*"  # under the age of
    r"|بلا (?:حدود|شك|ريب)|لا (?:مركزي|سلكي|ارادي|متناه)[ء-ي]*|لا ادري|لا نهايه|لا نهايي[ء-ي]*"
    r"|لا [يت]تجزا|لا باس|لا حصر|لا مثيل|لا قدر الله|لا تنس[ء-ي]*|لا [يت]صدق|لا [يت]قدر بثمن|لا [يت]حصي"  # endless
    r")"
)
_STRONG = _alone(
    r"[وف]?(?:لم|لن|ليس|ليست|ليسوا|ليسا|لست|لسنا|لا|لولا)|و?[بل]?الا(?= [يتنا])|الم(?= [يتن])|كيلا|لكيلا"
    r"|(?<=لو )[^.؟!]{3,150}? لما(?= [ء-ي])"
)
_WEAK = _alone(r"[وفبل]*(?:عدم|انعدام|دون|بدون|بلا)|[بل]?غير|[وف]?[يت]?تعذر[ت]?")
_PARTICLES = frozenset(
    waw + word
    for waw in WAW
    for word in (
        *("لم", "لن", "ليس", "ليست", "ليسوا", "ليسا", "لست", "لسنا", "لا", "الا", "كيلا", "لكيلا", "الم"),
        *("لولا", "لما", "تعذر", "تعذرت", "يتعذر", "تتعذر"),
    )
) | frozenset(
    waw + led + word
    for waw in WAW
    for led in ("", "ب", "ل")
    for word in ("عدم", "انعدام", "دون", "بدون", "بلا", "غير", "الا")
)
"""Words that either pattern can match."""
_EXCEPT = frozenset(["الا", "سوي"])
_RESTRICTION = _alone("الا|سوي")
_NONE_BUT = re.compile("((?<![ء-ي])[وف]?(?:لم|لن) [ء-ي]+ (?:[ء-ي]+ ){0,3})غير(?! [ء-ي]*ال)")
_ONLY_AR = _alone("فقط|فحسب")

_AUXILIARIES = "is are was were do does did has have had can could will would should must need may might ca wo"
_EXPLICIT = frozenset(f"{verb}n{mark}t" for verb in _AUXILIARIES.split() for mark in "'’") | {
    "not", "cannot", "no", "none", "nor", "never", "neither", "nobody", "nothing", "nowhere", "without", "unless",
    "non", "nobody's", "nobody’s", "nothing's", "nothing’s",
}  # fmt: skip
_ONLY = re.compile(
    r"\b(?:only|just|merely|nothing but|barely|solely|alone|sole|single|exclusively|simply)\b",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:fail\w*|unable|inab\w+|refus\w*|rather than|instead of|lack\w*|other than|too \w+ to|(?:is|are|was|"
    r"were|we['’]re|run|ran|running|be|being) out of|in vain|(?-i:miss(?:ed|es|ing)?)|otherwise|drones?|hardly|"
    r"scarcely|barely|rarely|seldom|"
    r"absen\w+|avoid\w*|prevent\w*|declin\w+|den(?:y|ies|ied|ying)|neglect\w*|impossib\w+|beyond|nil|missing|"
    r"barring|depriv\w*|"
    r"far from|yet to|deaf ears|(?<!a )little)\b",
    re.IGNORECASE,
)
_UN = r"un(?!der|ion|it|til|iver|iq|less\b|icef|esco|iform|animous|ify|ifi|ison|cles?\b|\b)\w{3,}"
_IN = (
    r"in(?:abil|access|accur|activ|adequa|admiss|advert|alien|animat|appropri|attent|audib|calcul|capab|capac|"
    r"cess|coher|"
    r"compar|compat|compet|complet|compreh|conce|conclus|consider|consist|conspic|conven|correct|credib|decen|decis|"
    r"defin|depend|"
    r"describ|determin|differ|digest|direct|discrim|dispens|disput|distin|divid|divis|edib|effect|effic|elig|"
    r"equal|equit|"
    r"escap|evitab|exact|excus|exhaust|exor|expens|exper|explic|exting|extric|fallib|fertil|finit|flexib|"
    r"form(?:al|ally)\b|"
    r"frequen|habit|hospitab|human|just|numer|offensiv|operab|opportun|organ|secur|sensit|separ|signific|sincer|"
    r"soluble|"
    r"solven|stab|subordin|suffer|suffic|surmount|tangib|toler|tract|valid|valu|variab|vinc|visib|voluntar|vulner)\w*"
)
_IM = (
    r"im(?:balanc|material|matur|measur|mediabl|mobil|moderat|moral|mov|mun|mutab|part(?:ial|ing)|pass|patien|peccab|penetr|"
    r"percept|perfect|permeab|person|plausib|polit|possib|practic|precis|prob|proper|prud|pun|pur)\w*"
)
_OTHER_AFFIXES = (
    r"ir(?:ration|reconc|recover|refut|regul|relevan|remed|repar|replac|resist|respons|revers|revoc)\w*|"
    r"il(?:legal|legib|legit|liber|licit|liter|log)\w*|ill[- ](?:advis|equip|prepar|fat|defin|conceiv|suit|"
    r"inform|treat)\w+|"
    r"non-?\w+|dis(?:abl|advant|agre|allow|approv|arm|belie|clos|connect|contin|credit|dain|engag|favo|honest|inform|"
    r"integr|interest|like|loyal|mantl|obe|order|organ|own|parag|pleas|proportion|prov|qualif|regard|reput|"
    r"respect|satis|"
    r"sent|similar|trust|unit|use)\w*|mis(?:trust|underst|plac|fit|fortun|inform|manag|match|us|behav|conduct|lead)\w*|"
    r"asympt\w+|asynchron\w+|atyp\w+|arrhythm\w+|apolitic\w*|anonym\w*|asymmetr\w*|abnorm\w*|anti\w{4,}|"
    r"under(?:prepar|staff|fund|paid|age|develop|nourish|privileg|represent|estimat|equip|perform|used)\w*|"
    r"(?!unless\b|bless|wireless\b|nonetheless\b|nevertheless\b|regardless\b|topless\b)\w{3,}less(?:ly|ness)?|"
    r"\w+-free|unfit|landlocked|extraordinary|extramarital|extrajudicial|accidental\w*|unmanned|outage"
)
_AFFIXED = re.compile(rf"\b(?:{_UN}|{_IN}|{_IM}|{_OTHER_AFFIXES})\b", re.IGNORECASE)
"""A denial within a word."""
_OPPOSITE = re.compile(
    rf"\b(?:un(?!employ|doubt|ilater|animo|veil|preced|rest|usual|leash|ited|ity|it|der|iver|til|less|fortun|til)\w*(?:ed|en|named|"
    rf"matched|able|ible|ing|own|ly|ful|aware|fit|lucky|happy|clear|true|fair|safe|wise|paid|told|sold|held|met|built|born|"
    r"worn|hurt|done|broken)|"
    r"asymptom\w+|\w+-free|(?:base|merci|meaning|worth|use|end|power|point|fruit|need|count|time|home|state|"
    r"help|hope|fault|flaw|harm|price|job|root|doubt|regard)less(?:ly)?|"
    rf"{_IM}|disagree\w*|impun\w+|"
    r"in(?:access|adequa|alien|calcul|capab|compat|compet|complet|compreh|conceiv|correct|defin|describ|diffe|disput|"
    r"divis|effect|escap|evitab|exhaust|explic|exor|extric|human|numer|separ|suffic|surmount|toler|valid|vinc|"
    r"visib|accur)\w*|\w*inclusive|overlook\w*|poorly|badly|"
    r"ir(?:revers|relevan|replace|respons|reconc|recover|refut|resist)\w*|non-\w+|misplac\w+|rude(?:ly)?)\b",
    re.IGNORECASE,
)
"""A negation within a word that can represent a separate one: unknown, baseless, incomplete."""
_LOOSE = re.compile(
    r"\b(?:free|little|out of|short of|unlike\w*|reject\w*|ignor\w*|below|zero|away|against|poach\w*|poor\w*|"
    r"irrespective|outside|occasional\w*|casual|precarious|closed (?:session|door|meeting)s?|"
    r"protect\w* (?:from|against)|"
    r"ban|banned|bans|opposed?|disappear\w*|vanish\w*|ngos?|otherwise|illicit\w*|oblivious|"
    r"junk|crooked|offline|wrong\w*|broken|concurrent|connecting|substandard|hands off|spam)\b",
    re.IGNORECASE,
)
_OTHERWISE = tuple(
    (re.compile(arabic), re.compile(english, re.IGNORECASE))
    for arabic, english in (
        (r"(?<![ء-ي])ما لم(?![ء-ي])", r"\b(?:until|till)\b"),
        (r"بقدر ما", r"\b(?:less|more)\b[^.]*\bthan\b"),
        (
            r"(?<![ء-ي])(?:لا|لم|لن) [يت](?:تجاوز|زيد|زد|تعدي|تعد|بلغ|صل|عمر|كمل|ستغرق)",
            (
                r"\bas (?:young|few|little|low|small|short) as\b|\b(?:under|within|at most|up to|below|fewer|less|"
                r"maximum|just|only|mere|short of|no (?:more|longer|later|greater) than)\b"
            ),
        ),
        (r"(?<![ء-ي])و?لولا(?![ء-ي])", r"\b(?:but|save|except) for\b|\bonly (?:because|thanks)\b|\bthanks to\b"),
        (r"(?<![ء-ي])[وف]?لم(?![ء-ي])", r"\bwhy\b"),
        (
            r"(?<![ء-ي])غير(?![ء-ي])",
            r"\b(?:chang\w+|alter\w*|transform\w*|shift\w*|switch\w*|reshap\w*|revers\w*|turn\w*)\b",
        ),
        (r"(?<![ء-ي])غير ذلك", r"\b(?:more|etc|so on|so forth|others?|among)\b"),
        (r"(?:دون|بلا) (?:رد|مقابل)(?![ء-ي])", r"\d[-–](?:0|nil)\b"),
        (
            r"(?:دون|بلا) (?:اي )?(?:تغيير|تعديل)",
            r"\b(?:h[eo]ld\w*|steady|flat|same|kept|keep\w*|left|leav\w+|maintain\w*|pause\w*)\b",
        ),
        (r"(?<![ء-ي])دون (?:في |و)", r"\b(?:codif\w+|record(?:ed|s|ing)|wr(?:ote|itten|ites?)|noted|jotted)\b"),
    )
)
"""Phrases with a particle, and how English says them without a denial: no older than 12 is "as young as 12".

لم is also "why", غيّر "changed" and دوّن "recorded".
"""
_EXCEPTIONS = frozenset(["عدا", "ماعدا", "باستثناء", "واستثناء", "وباستثناء", "وعدا"])
_EXCEPTED = re.compile(
    r"\b(?:except\w*|exclu\w*|apart from|aside from|other than|otherwise|besides|but|save for|bar|barring|without|"
    r"exempt\w*|only|not|no|beyond|unlike|outside|promis\w*|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_EXCEPTING = re.compile("(?<![ء-ي])و?إلا(?! أن(?! ي))(?![ء-ي])")
"""Spelt so it is "except"; fold would make it one with ألا, "not to"."""
_NOT_UNTIL = re.compile(r"\b(?:until|till|except|unless|but to|other than|any\w*|even|ever)\b", re.IGNORECASE)
"""Where English has one of these for "except", it denies as well: not until, nobody except."""
_OR = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bcannot\b|\bno\b|\bnever\b|\bwithout\b|\bneither\b)[^.;]{0,400}(?:,|\b(?:or|nor|and|but)\b)",
    re.IGNORECASE,
)
"""A denial that holds for what follows as well: "will not occupy or annex it"."""
_NOR_NOUN = re.compile("(?<![ء-ي])ولا (?![يتن][ء-ي]{2})")
"""ولا before a noun goes on with the same denial; before a verb, only where English has "or" or "nor"."""
_NAMES_EN = {"دون": re.compile(r"\bDon\b"), "لا": re.compile(r"\bL[ao] [A-ZÀ-Þ]|\bLa[A-Z]")}
"""Foreign names with the letters of a particle: Don Pedro, La Strada."""
_ALL = re.compile(r"\ball (?:that|he|she|it|they|we|i|you|which)\b", re.IGNORECASE)


_NO_DENIAL_EITHER = re.compile(
    r"\b(?:no (?:less|fewer|more|longer|later|greater) than|no (?:doubt|sooner)|without (?:a |any )?doubt|"
    r"not only|not just|goes? without saying|not to mention|non-?governmental|nothing but)\b",
    re.IGNORECASE,
)
"""English turns that hold a denial and deny nothing, as those of _NO_DENIAL do."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English has fewer negations than the Arabic, or has one and the Arabic has none.

    An exception counts too: "every day except Monday" must not become "every day and Monday".
    """
    if not _EXCEPTIONS.isdisjoint(pair.words_ar) and not _EXCEPTED.search(pair.text_en):
        yield Flag(check=CHECK, detail="The Arabic makes an exception, the English has none")
    particles = sum(map(_PARTICLES.__contains__, pair.words_ar))
    denials = sum(map(_EXPLICIT.__contains__, pair.words_en))
    idioms = _NO_DENIAL_EITHER.findall(pair.text_en) if denials else []
    if idioms:
        denials -= min(len(idioms), len(_NO_DENIAL.findall(pair.folded_ar)))
    if denials > particles:
        yield from _added(pair)
    if denials >= particles:
        return
    folded = _NO_DENIAL.sub(
        " ", fold(_EXCEPTING.sub(" سوى ", pair.text_ar)) if "إلا" in pair.text_ar else pair.folded_ar
    )
    folded = _NONE_BUT.sub(r"\1سوي", folded)
    strong = [match.group() for match in _STRONG.finditer(folded)]
    weak = [match.group() for match in _WEAK.finditer(folded)]
    spoken = len(_SPOKEN_AR.findall(pair.folded_ar))
    verbs = len(_VERBS.findall(pair.text_en))
    plain = denials + max(0, verbs - spoken)
    if plain >= len(strong) + len(weak):
        return
    plain += _said_otherwise(pair, folded, strong, weak)
    # "neither water nor food": a continuation with ولا needs no separate word in English
    going_on = min(strong.count("ولا"), len(strong) - (not weak))
    if not _OR.search(pair.text_en):
        going_on = min(going_on, len(_NOR_NOUN.findall(folded)))
    elif not going_on:
        going_on = any(word in {"ولم", "ولن"} and word[1:] in strong for word in strong)
    needed = len(strong) - going_on
    affixed = len(_AFFIXED.findall(pair.text_en))
    if plain >= needed + len(weak):
        return
    loose = plain + affixed + len(_LOOSE.findall(pair.text_en))
    opposite = max(0, len(_OPPOSITE.findall(pair.text_en)) - max(0, spoken - verbs))
    if plain + opposite < needed or loose < needed + len(weak):
        shown = " ".join(dict.fromkeys([*strong, *weak][:3]))
        how = "has none" if plain == 0 else "has fewer"
        yield Flag(check=CHECK, detail=f"The Arabic has a negation ({shown}), the English {how}")


def _said_otherwise(pair: Pair, folded: str, strong: list[str], weak: list[str]) -> int:
    """Return how many of the particles the English translates in other ways: only, why, changed."""
    found = 0
    excepted = sum(
        word in _EXCEPT and not (word == "الا" and "ألا" in pair.text_ar) for word in _RESTRICTION.findall(folded)
    )
    if excepted and not _NOT_UNTIL.search(pair.text_en):
        found += min(excepted, len(strong) + len(weak))  # "did not come except two" is "two came"
    elif only := len(_ONLY.findall(pair.text_en)) + len(_ALL.findall(pair.text_en)):
        found += min(excepted, max(0, only - len(_ONLY_AR.findall(folded))))
    often = Counter(word for word in (*strong, *weak) if word in _NAMES_EN)
    found += sum(times for word, times in often.items() if _NAMES_EN[word].search(pair.text_en))
    return found + sum(
        arabic.search(folded) is not None and english.search(pair.text_en) is not None for arabic, english in _OTHERWISE
    )


_NOT = re.compile(
    r"n['’]t\b(?! (?:i|you|he|she|it|we|they|there)\b)|\bcannot\b|\bnever\b(?! (?:mind|ending))|"
    r"\bnot\b(?! (?:only|just|least|merely|simply|long|far|to mention|even|unlike|until|necessarily|less|more|later|"
    r"(?:un|in|im)\w{4,}))",
    re.IGNORECASE,
)
_NO_DENIAL_EN = re.compile(
    r"(?:or|if|why|while|whether or|or never) not\b|\bforget|\bmind\b|\bor never\b|^not\b", re.IGNORECASE
)
_BEGIN_DENIALS = """
مردود نفي(?!ذ) نفت نفوا تعذر استحال ستحيل استبعد ستبعد منع منوع حظر رفض فشل عجز عاجز متنع امتنا جهل جهول انكر نكر جنب
تجنب تفاد غياب غايب غيب غاب افتقر فتقر افتقاد خلو(?!د) خلت خلا(?!ل) تخلو يخلو توقف انقطع اخفق اخفاق خفق احجم كذب
كاذب اهمال
نسي حذر باطل بطلان صامت صمت سكت ساكت خالي منعدم معدوم معفي محروم تكتم جاهل عاطل براءه بريء ابرياء
"""
_AFTER_MA = "كان كنت كنا عاد عدت عدنا من في لي لنا له لها عند هو هي هذا هذه انه انا احد"
_SPOKEN_AR = _alone(
    r"[وف]?(?:ال|[ابلكسيتن]){0,3}(?:رفض|فشل|عجز|عاجز|متنع|جنب|تفادي|غياب|غايب|فتقر|فتقار|نفي|نفت|نفوا|نكر|ستحال|ستحيل|نقص|خفق|خفاق|"
    r"مسير[هت]|مسيرات|حرم|حرمان|همل|اهمال)[ء-ي]{0,3}"
)
"""Verbs and nouns that deny; those of the English answer them first."""
_ANY_DENIAL_AR = _alone(
    r"[وفابلك]{0,3}(?:لا|لم|لما|لن|ليس[ء-ي]*|لست[ء-ي]*|لسن[ء-ي]*|كلا|غير[ء-ي]*|سوي|عدم(?!ا)[ء-ي]*|انعدام|دون[ء-ي]*)|"
    rf"[وف]?لا[يت](?!ح)[ء-ي]{{2,}}|[وف]?ما(?= (?:{'|'.join(_AFTER_MA.split())}))|(?<![ء-ي] )ما|"
    r"وما|مش|[وف]?ما[ء-ي]+ش|ماشي|م[بت]?[يتنا][ء-ي]{2,}ش|[وف]?مهما|ليلا(?= [يتن])|قط|اطلاقا|مطلقا|بتاتا|"
    r"[وف]?لولا|[وف]?اياك[ء-ي]*|"
    rf"[وف]?(?:ال|[ابلكسيتنم]){{0,3}}(?:{'|'.join(_BEGIN_DENIALS.split())})[ء-ي]{{0,3}}"
)
"""Any Arabic word of negation; without one, a "not" was added by the English."""


def _added(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English says "not" and nothing in the Arabic does."""
    denials = list(_NOT.finditer(pair.text_en))
    if not denials or _NO_DENIAL_EN.search(pair.text_en):
        return
    if len(denials) > len(_ANY_DENIAL_AR.findall(pair.folded_ar)):
        at = denials[0]
        start = pair.text_en.rfind(" ", 0, max(0, at.start() - 1)) + 1
        how = "has none" if len(denials) == 1 else "has fewer"
        yield Flag(
            check=CHECK, detail=f"The English has a negation (“{pair.text_en[start : at.end()]}”), the Arabic {how}"
        )
