"""The English denies what the Arabic denies.

Arabic negates with a particle (لا لم لن ليس, and before nouns غير دون عدم بلا); English with not, no, never, without,
with un- or -less, or with a verb that says as much (fail, refuse). Both are counted. Turns that hold a particle
and deny nothing (لا يزال "still", لا سيما "especially", غير أن "but") are set aside first, and "only" counts where the
Arabic says لا ... إلا.
"""

import re
from collections.abc import Iterable

from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import WAW
from reporter.model import Flag

CHECK = "negation"


def _alone(pattern: str) -> re.Pattern[str]:
    """Return `pattern` for whole Arabic words."""
    return re.compile(rf"(?<![ء-ي])(?:{pattern})(?![ء-ي])")


_NO_DENIAL = _alone(
    r"[وف]?(?:"
    r"(?:لا|لم|ما) ?(?:[يتان]زال[ء-ي]*|[يتان]زل|زال[ء-ي]*|[يت]برح[ء-ي]*|[يت]نفك[ء-ي]*)"  # still
    r"|لا ?سيما|لا شك|لا ريب|لا محاله|لا بد|لابد|لا غني|لا يستهان|لا تتردد[ء-ي]*"  # especially, must, feel free
    r"|(?:لا|لم|لن) [يت]قل[ء-ي]*|ليس(?:ت|وا)? فقط|لا فقط|لا غير"  # at least, not only
    r"|لم [يت](?:كد|لبث)|لا [يت]كاد[ء-ي]*|لم (?:ال)?شمل[ء-ي]*"  # hardly, soon; reunion
    r"|غير (?:ان[ء-ي]*|العمد)|الا ان[ء-ي]*|حال[ء-ي]* دون|ما دون"  # but; prevent
    r"|(?:دون|بدون) (?:سن|ال\d+|\d+|ذلك|المستوي|غير[ء-ي]*|سوا[ء-ي]*|اخري?)"
    r"|(?:دون|بدون) ال(?:ثامن|خامس|عاشر|ثاني)[ء-ي]*"  # under the age of
    r"|بلا (?:حدود|شك|ريب)|لا (?:مركزي|سلكي|ارادي|متناه)[ء-ي]*|لا ادري|لا نهايه|لا نهايي[ء-ي]*"
    r"|لا [يت]تجزا|لا باس|لا حصر|لا مثيل|لا قدر الله|لا تنس[ء-ي]*|لا [يت]صدق|لا [يت]قدر بثمن|لا [يت]حصي"  # endless
    r")"
)
_STRONG = _alone(r"[وف]?(?:لم|لن|ليس|ليست|ليسوا|ليسا|لست|لسنا|لا)|[وبل]?الا(?= [يتنا])|الم(?= [يتن])|كيلا|لكيلا")
_WEAK = _alone(r"[وفبل]*(?:عدم|انعدام|دون|بدون|بلا)|[بل]?غير")
_PARTICLES = frozenset(
    waw + word
    for waw in WAW
    for word in ("لم", "لن", "ليس", "ليست", "ليسوا", "ليسا", "لست", "لسنا", "لا", "الا", "كيلا", "لكيلا", "الم")
) | frozenset(
    waw + led + word
    for waw in WAW
    for led in ("", "ب", "ل")
    for word in ("عدم", "انعدام", "دون", "بدون", "بلا", "غير", "الا")
)
"""Every word that one of the two patterns may find."""
_RESTRICTION = _alone("الا|سوي|فقط|فحسب")

_AUXILIARIES = "is are was were do does did has have had can could will would should must need may might ca wo"
_EXPLICIT = frozenset(f"{verb}n{mark}t" for verb in _AUXILIARIES.split() for mark in "'’") | {
    "not", "cannot", "no", "none", "nor", "never", "neither", "nobody", "nothing", "nowhere", "without", "unless",
    "non",
}  # fmt: skip
_ONLY = re.compile(
    r"\b(?:only|just|merely|nothing but|except|barely|solely|alone|sole|single|exclusively|simply|other than)\b",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:fail\w*|unable|inab\w+|refus\w*|rather than|instead of|lack\w*|hardly|scarcely|barely|rarely|seldom|"
    r"absen\w+|avoid\w*|prevent\w*|declin\w+|den(?:y|ies|ied|ying)|neglect\w*|impossib\w+|beyond|nil|missing|barring|depriv\w*|"
    r"far from|yet to)\b",
    re.IGNORECASE,
)
_AFFIXED = re.compile(
    r"\b(?:un(?!der|ion|it|til|iver|iq|less|icef|esco|iform|animous|ify|ified)\w{4,}|"
    r"in(?:adequa|suffic|abil|depend|direct|effic|effect|vis|valid|stab|secur|justic|complet|correct|appropri|capab|"
    r"activ|accur|sensit|toler|different|decis|access|voluntar|human|equal|defin|conclus|valu|evitab|explic|expens|"
    r"frequen|formal|numer|credib|exper|exhaust|exting|exor|divid|eligib|consist|compar|calcul|dispens|habit|"
    r"tangib|finit|significan|soluble|solven|flexib|hospitab|orga|sincer|tract|compatib|operab)\w*|"
    r"im(?:possib|prob|mun|mobil|partial|perfect|pass|moral|matur|measur|balanc|pun|prec|prop)\w*|"
    r"ir(?:regul|respons|revers|rational|relevan|replace)\w*|il(?:legal|legit|log|licit|liter)\w*|non\w+|"
    r"dis(?:respect|agree|approv|obe|honest|satis|advant|regard|quali|contin|proport|order|clos)\w+|"
    r"\w{3,}less(?:ly|ness)?|landlocked|extraordinary)\b",
    re.IGNORECASE,
)
"""A denial within a word."""
_OPPOSITE = re.compile(
    r"\b(?:un(?!employ|veil|preced|rest|usual|leash|ited|ity|it|der|iver|til|less|fortun)\w*(?:ed|named|matched|able|ible|ing|own|ly|aware|fit|lucky|happy|clear|true|fair|safe)|"
    r"(?:base|merci|meaning|worth|use|end|power|point|fruit|need|count|time|home|state|help|hope|fault|flaw|harm|price|job|root|doubt|regard)less(?:ly)?|"
    r"in(?:complet|correct|visib|valid|adequa|suffic|accur|defin|access|capab|explic|exor|extric|evitab|toler|effect|diffe|divis|compat|human)\w*|"
    r"im(?:possib|probab|moral|matur|measur|perfect|penetrab|practic)\w*|ir(?:revers|relevan|replace|respons)\w*|non-\w+|misplac\w+)\b",
    re.IGNORECASE,
)
"""A denial within a word that can stand for a whole one: unknown, baseless, incomplete."""
_LOOSE = re.compile(
    r"\b(?:free|few|little|yet|until|out of|short of|unlike\w*|stop\w*|reject\w*|ignor\w*|below|under|only|alone|still|"
    r"zero|away|against|poach\w*|closed|poor\w*|anonym\w*|apolog\w*|irrespective|exclu\w+|less|outside|despite|ban|"
    r"banned|bans|opposed?|"
    r"disappear\w*|vanish\w*|ngos?|violat\w+|otherwise|illicit\w*|accident\w*|oblivious|junk|crooked)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:chang\w+|alter\w*|transform\w*|shift\w*|switch\w*|reshap\w*|revers\w*|turn\w*)\b", re.IGNORECASE
)
"""What غيّر says, the verb that looks like غير."""
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
"""What لم says in a question."""
_ALL = re.compile(r"\ball (?:that|he|she|it|they|we|i|you|which)\b", re.IGNORECASE)


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the English has fewer denials than the Arabic, or one where the Arabic has none."""
    particles = sum(map(_PARTICLES.__contains__, pair.words_ar))
    denials = sum(map(_EXPLICIT.__contains__, pair.words_en))
    if denials > particles:
        yield from _added(pair)
    if denials >= particles:
        return
    folded = _NO_DENIAL.sub(" ", pair.folded_ar)
    strong = [match.group() for match in _STRONG.finditer(folded)]
    weak = [match.group() for match in _WEAK.finditer(folded)]
    plain = denials + len(_VERBS.findall(pair.text_en))
    if plain >= len(strong) + len(weak):
        return
    plain += _said_otherwise(pair, folded, strong, weak)
    # "neither water nor food": what goes on with ولا needs no word of its own in English
    going_on = sum(word == "ولا" for word in (strong if weak else strong[1:]))
    needed = len(strong) - going_on
    affixed = len(_AFFIXED.findall(pair.text_en))
    if plain >= needed + len(weak):
        return
    loose = plain + affixed + len(_LOOSE.findall(pair.text_en))
    opposite = len(_OPPOSITE.findall(pair.text_en))
    if plain + opposite < needed or loose < needed + len(weak):
        shown = " ".join(dict.fromkeys([*strong, *weak][:3]))
        how = "does not" if plain == 0 else "does so less often"
        yield Flag(check=CHECK, detail=f"The Arabic denies something ({shown}), the English {how}")


def _said_otherwise(pair: Pair, folded: str, strong: list[str], weak: list[str]) -> int:
    """Return how many of the particles the English answers in another way: only, why, changed."""
    found = 0
    if _RESTRICTION.search(folded):
        found += len(_ONLY.findall(pair.text_en)) + len(_ALL.findall(pair.text_en))
    if any(word.endswith("لم") for word in strong) and _WHY.search(pair.text_en):
        found += 1
    if "غير" in weak and _CHANGE.search(pair.text_en):
        found += 1
    return found


_NOT = re.compile(
    r"n['’]t\b(?! (?:i|you|he|she|it|we|they|there)\b)|\bcannot\b|\bnever\b(?! (?:mind|ending))|"
    r"\bnot\b(?! (?:only|just|least|merely|simply|long|far|to mention|even|unlike|until|necessarily|less|more|later|"
    r"(?:un|in|im)\w{4,}))",
    re.IGNORECASE,
)
_NO_DENIAL_EN = re.compile(
    r"(?:or|if|why|whether or|or never) not\b|\bforget|\bmind\b|\bor never\b|^not\b", re.IGNORECASE
)
_BEGIN_DENIALS = """
نفي(?!ذ) نفت نفوا تعذر استحال ستحيل استبعد ستبعد منع منوع حظر رفض فشل عجز عاجز متنع امتنا جهل جهول انكر نكر جنب
تجنب تفاد غياب غايب غيب غاب افتقر فتقر افتقاد خلو(?!د) خلت خلا(?!ل) تخلو يخلو توقف انقطع اخفق اخفاق خفق احجم كذب
كاذب اهمال
نسي حذر باطل بطلان صامت صمت سكت ساكت خالي منعدم معدوم معفي محروم تكتم جاهل عاطل براءه بريء ابرياء
"""
_AFTER_MA = "كان كنت كنا عاد عدت عدنا من في لي لنا له لها عند هو هي هذا هذه انه انا احد"
_ANY_DENIAL_AR = _alone(
    r"[وفابلك]{0,3}(?:لا|لم|لما|لن|ليس[ء-ي]*|لست[ء-ي]*|لسن[ء-ي]*|كلا|غير[ء-ي]*|سوي|عدم(?!ا)[ء-ي]*|انعدام|دون[ء-ي]*)|"
    rf"[وف]?لا[يت](?!ح)[ء-ي]{{2,}}|[وف]?ما(?= (?:{'|'.join(_AFTER_MA.split())}))|(?<![ء-ي] )ما|"
    r"وما|مش|[وف]?ما[ء-ي]+ش|ماشي|[وف]?مهما|ليلا(?= [يتن])|قط|اطلاقا|مطلقا|بتاتا|[وف]?لولا|[وف]?اياك[ء-ي]*|"
    rf"[وف]?(?:ال|[ابلكسيتنم]){{0,3}}(?:{'|'.join(_BEGIN_DENIALS.split())})[ء-ي]{{0,3}}"
)
"""Anything that denies, in whatever way; where none of it stands, a "not" is the English's own."""


def _added(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the English says "not" and nothing in the Arabic does."""
    denials = list(_NOT.finditer(pair.text_en))
    if not denials or _NO_DENIAL_EN.search(pair.text_en):
        return
    if len(denials) > len(_ANY_DENIAL_AR.findall(pair.folded_ar)):
        at = denials[0]
        start = pair.text_en.rfind(" ", 0, max(0, at.start() - 1)) + 1
        how = "does not" if len(denials) == 1 else "does so less often"
        yield Flag(
            check=CHECK, detail=f"The English denies something (“{pair.text_en[start : at.end()]}”), the Arabic {how}"
        )
