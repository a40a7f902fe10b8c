"""The English denies what the Arabic denies.

Arabic negates with a particle (لا لم لن ليس, and before nouns غير دون عدم بلا); English with not, no, never, without,
with un- or -less, or with a verb that says as much (fail, refuse). Both are counted. Turns that hold a particle
and deny nothing (لا يزال "still", لا سيما "especially", غير أن "but") are set aside first, and "only" counts where the
Arabic says لا ... إلا.
"""

import re
from collections.abc import Iterable

from reporter.model import Flag
from reporter.translate.checks.pair import Pair

CHECK = "negation"


def _alone(pattern: str) -> re.Pattern[str]:
    """Return `pattern` for whole Arabic words."""
    return re.compile(rf"(?<![ء-ي])(?:{pattern})(?![ء-ي])")


_ANY_PARTICLE = re.compile("لا|لم|لن|ليس|لست|لسن|غير|دون|عدم")
_NO_DENIAL = _alone(
    r"[وف]?(?:"
    r"(?:لا|لم|ما) ?(?:[يتان]زال[ء-ي]*|[يتان]زل|زال[ء-ي]*|[يت]برح[ء-ي]*|[يت]نفك[ء-ي]*)"  # still
    r"|لا ?سيما|لا شك|لا ريب|لا محاله|لا بد|لابد|لا غني|لا يستهان|لا تتردد[ء-ي]*"  # especially, must, feel free
    r"|(?:لا|لم|لن) [يت]قل[ء-ي]*|ليس(?:ت|وا)? فقط|لا فقط|لا غير"  # at least, not only
    r"|لم [يت](?:كد|لبث)|لا [يت]كاد[ء-ي]*|لم (?:ال)?شمل[ء-ي]*"  # hardly, soon; reunion
    r"|غير (?:ان[ء-ي]*|العمد)|الا ان[ء-ي]*|حال[ء-ي]* دون|ما دون"  # but; prevent
    r"|(?:دون|بدون) (?:سن|ال\d+|\d+|ذلك|المستوي|غير[ء-ي]*|سوا[ء-ي]*|اخري?)"
    r"|(?:دون|بدون) ال(?:ثامن|خامس|عاشر|ثاني)[ء-ي]*"  # under the age of
    r"|بلا حدود|لا (?:مركزي|سلكي|ارادي|متناه)[ء-ي]*|لا ادري"
    r")"
)
_STRONG = _alone(r"[وف]?(?:لم|لن|ليس|ليست|ليسوا|ليسا|لست|لسنا|لسن|لا|ما من)|و?الا(?= [يتن])|الم(?= [يتن])|كيلا")
_WEAK = _alone(r"[وفبل]*(?:عدم|انعدام|دون|بدون|بلا|دونما)|[بل]?غير")
_NIGHT = _alone("ليلا")
_RESTRICTION = _alone("الا|سوي|غير|فقط|فحسب")

_EXPLICIT = re.compile(
    r"n['’]t\b|\b(?:not|cannot|no|none|nor|never|neither|nobody|nothing|nowhere|without|unless|non)\b", re.IGNORECASE
)
_ONLY = re.compile(
    r"\b(?:only|just|merely|but|except|barely|solely|alone|sole|single|exclusively|simply|other than)\b", re.IGNORECASE
)
_VERBS = re.compile(
    r"\b(?:fail\w*|unable|inab\w+|refus\w*|rather than|instead of|lack\w*|hardly|scarcely|barely|rarely|seldom|"
    r"absen\w+|avoid\w*|prevent\w*|declin\w+|den(?:y|ies|ied|ying)|neglect\w*|impossib\w+|beyond|nil|missing|barring|depriv\w*|"
    r"far from|yet to)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:un(?!der|ion|it|til|iver|iq|less|icef|esco|able|iform|animous|ify|ified)\w{4,}|"
    r"in(?:adequa|suffic|abil|depend|direct|effic|effect|vis|valid|stab|secur|justic|complet|correct|appropri|capab|"
    r"activ|accur|sensit|toler|different|decis|access|voluntar|human|equal|defin|conclus|valu|evitab|explic|expens|"
    r"frequen|formal|numer|credib|exper|exhaust|exting|exor|divid|eligib|consist|compar|calcul|dispens|habit)\w*|"
    r"im(?:possib|prob|mun|mobil|partial|perfect|pass|moral|matur|measur|balanc|pun|prec|prop)\w*|"
    r"ir(?:regul|respons|revers|rational|relevan|replace)\w*|il(?:legal|legit|log|licit|liter)\w*|non\w+|"
    r"dis(?:respect|agree|approv|obe|honest|satis|advant|regard|quali|contin|proport|order)\w+|\w{3,}less(?:ly|ness)?|"
    r"free|few|little|yet|until|out of|short of|unlike\w*|stop\w*|reject\w*|ignor\w*|below|under|only|alone|still|zero|"
    r"away|against|poor\w*|anonym\w*|apolog\w*|irrespective|exclu\w+|less|outside|despite|ban|banned|bans|opposed?|"
    r"disappear\w*|vanish\w*|ngos?|violat\w+)\b",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the English has fewer denials than the Arabic."""
    if not _ANY_PARTICLE.search(pair.folded_ar):
        return
    folded = _NO_DENIAL.sub(" ", _NIGHT.sub(" ", pair.folded_ar))
    strong = [match.group() for match in _STRONG.finditer(folded)]
    weak = [match.group() for match in _WEAK.finditer(folded)]
    if not strong and not weak:
        return
    # "neither water nor food": what goes on with ولا needs no word of its own in English
    going_on = sum(word == "ولا" for word in (strong if weak else strong[1:]))
    needed = len(strong) - going_on
    plain = len(_EXPLICIT.findall(pair.text_en)) + len(_VERBS.findall(pair.text_en))
    if _RESTRICTION.search(folded):
        plain += len(_ONLY.findall(pair.text_en))
    if plain >= needed + len(weak):
        return
    if plain < needed or plain + len(_LOOSE.findall(pair.text_en)) < needed + len(weak):
        shown = " ".join(dict.fromkeys([*strong, *weak][:3]))
        how = "does not" if plain == 0 else "does so less often"
        yield Flag(check=CHECK, detail=f"The Arabic denies something ({shown}), the English {how}")
