"""How English denies: in a word of its own (not), a verb (fail), a part of a word (un-, -less), or loosely (ban).

In: a sentence. Out: the matches of each kind. The check ``negation`` decides which of them answer an Arabic denial.
"""

import re

_AUXILIARIES = "is are was were do does did has have had can could will would should must need may might ca wo"
EXPLICIT = frozenset(f"{verb}n{mark}t" for verb in _AUXILIARIES.split() for mark in "'’") | {
    "not", "cannot", "no", "none", "nor", "never", "neither", "nobody", "nothing", "nowhere", "without", "unless",
    "nobody's", "nobody’s", "nothing's", "nothing’s",
}  # fmt: skip
"""Words that do nothing else."""
REFUSED = re.compile(
    r"\b(?:reject\w*|dismiss\w*|turn\w* down|bann?\w*|deficits?|shortfalls?|shortages?|shortcomings?)\b", re.IGNORECASE
)
"""Translations of Arabic verbs and nouns that deny, which deny nothing else."""
IDIOMS = re.compile(
    r"\b(?:no (?:less|fewer|more|longer|later|greater) than|no (?:doubt|sooner)|without (?:a |any )?doubt|"
    r"goes? without saying|not to mention|nothing but)\b",
    re.IGNORECASE,
)
"""Phrases that contain such a word and deny nothing."""
NOT_ONLY = re.compile(r"\bnot (?:only|just)\b", re.IGNORECASE)
VERBS = re.compile(
    r"\b(?:fail\w*|unable|inab\w+|refus\w*|rather than|instead of|lack\w*|other than|too \w+ to|(?:is|are|was|"
    r"were|we['’]re|run|ran|running|be|being) out of|"
    r"out of (?:proportion|line|step|reach)|in vain|(?-i:miss(?:ed|es|ing)?)|otherwise|drones?|hardly|"
    r"scarcely|barely|rarely|seldom|"
    r"absen\w+|avoid\w*|prevent(?!ive|at)\w*|declin\w+|den(?:y|ies|ied|ying)|neglect\w*|impossib\w+|"
    r"beyond (?:repair|recognition|doubt|control|reach|belief|dispute|the means)|nil|missing|"
    r"barring|depriv\w*|"
    r"far from|yet to|deaf ears|(?<!a )little)\b",
    re.IGNORECASE,
)
"""Verbs, and other words that deny as strongly."""
TRANSLATIONS = re.compile(r"(?:prevent|avoid|declin|den(?:y|ie)|refus|impossib|absen|depriv)\w*")
"""Those of VERBS that translate one Arabic word or another."""
_UN = r"un(?!der|ion|it|til|iver|iq|less\b|icef|esco|iform|animous|ify|ifi|ison|cles?\b|\b)\w{3,}"
_IN = (
    r"in(?:abil|access|accur|activ|adequa|admiss|advert|alien|animat|appropri|attent|audib|calcul|capab|capac|"
    r"cess|coher|"
    r"compar|compat|compet|complet|compreh|conce|conclus|consider|consist|conspic|conven|correct|credib|decen|decis|"
    r"defin|depend|"
    r"describ|determin|differ|digest|direct|discrim|dispens|disput|distin|divis|edib|effect|effic|elig|"
    r"equal|equit|"
    r"escap|evitab|exact|excus|exhaust|exor|expens|exper|explic|exting|extric|fallib|fertil|finit|flexib|"
    r"form(?:al|ally)\b|"
    r"frequen|habitab|hospitab|human|just|numer|offensiv|operab|opportun|organ|secur|sensit|separ|signific|sincer|"
    r"soluble|"
    r"solven|stab|subordin|suffer|suffic|surmount|tangib|toler|tract|valid|valu|variab|vinc|visib|voluntar|vulner)\w*"
)
_IM = (
    r"im(?:balanc|material|matur|measur|mobil|moderat|moral|mov|mutab|part(?:ial|ing)|pass|patien|peccab|penetr|"
    r"percept|perfect|permeab|person|plausib|polit|practic|precis|prob|proper|prud|pun|pur)\w*"
)
_OTHER_AFFIXES = (
    r"ir(?:ration|reconc|recover|refut|regul|relevan|remed|repar|replac|resist|respons|revers|revoc)\w*|"
    r"il(?:legal|legib|legit|liber|licit|liter|log)\w*|ill[- ](?:advis|equip|prepar|fat|defin|conceiv|suit|"
    r"inform|treat)\w+|"
    r"non-?(?!stop|sense|chal|etheless)\w+|dis(?:abl|advant|agre|allow|approv|arm|belie|clos|connect|contin|credit|dain|engag|favo|honest|inform|"
    r"integr|interest|like|loyal|mantl|obe|order|organ|own|parag|pleas|proportion|prov|qualif|regard|reput|"
    r"respect|satis|"
    r"sent|similar|trust|unit|use)\w*|mis(?:trust|underst|plac|fit|fortun|inform|manag|match|us|behav|conduct|lead)\w*|"
    r"asympt\w+|async\w*|atyp\w+|arrhythm\w+|apolitic\w*|anonym\w*|asymmetr\w*|abnorm\w*|anti-?(?!cipat|biot|que)\w{4,}|"
    r"under(?:prepar|staff|fund|paid|age|develop|nourish|privileg|represent|estimat|equip|perform|used)\w*|"
    r"(?!unless\b|bless|wireless\b|nonetheless\b|nevertheless\b|regardless\b|topless\b)\w{3,}less(?:ly|ness)?|"
    r"(?!toll)\w+-free|unfit|landlocked|extraordinary|extramarital|extrajudicial|accidental\w*|unmanned|outage"
)
AFFIXED = re.compile(rf"\b(?:{_UN}|{_IN}|{_IM}|{_OTHER_AFFIXES})\b", re.IGNORECASE)
"""A denial within a word."""
OPPOSITE = re.compile(
    rf"\b(?:un(?!employ|doubt|ilater|animo|veil|preced|rest|usual|leash|ited|ity|it|der|iver|til|less|fortun|til)\w*(?:ed|en|named|"
    rf"matched|able|ible|ing|own|ly|ful|aware|sure|heard|easy|well|fit|lucky|happy|clear|true|fair|safe|wise|paid|told|sold|held|met|built|born|"
    r"worn|hurt|done|broken)|"
    r"asymptom\w+|(?!toll)\w+-free|(?:base|merci|meaning|worth|use|end|power|point|fruit|need|count|time|home|state|"
    r"help|hope|fault|flaw|harm|price|job|root|doubt|regard)less(?:ly)?|"
    rf"{_IM}|disagree\w*|impun\w+|"
    r"in(?:access|adequa|alien|calcul|capab|compat|compet|complet|compreh|conceiv|correct|defin|describ|diffe|disput|"
    r"divis|effect|escap|evitab|exhaust|explic|exor|extric|human|numer|separ|suffic|surmount|toler|valid|vinc|"
    r"visib|accur)\w*|\w*inclusive|overlook\w*|poorly|badly|"
    r"ir(?:revers|relevan|replace|respons|reconc|recover|refut|resist)\w*|non-\w+|misplac\w+|rude(?:ly)?)\b",
    re.IGNORECASE,
)
"""A denial within a word that can represent a separate one: unknown, baseless, incomplete."""
LOOSE = re.compile(
    r"\b(?:free|little|out of|short of|unlike\w*|reject\w*|ignor\w*|below|zero|away|against|poach\w*|poor\w*|"
    r"irrespective|outside|occasional\w*|casual|precarious|closed (?:session|door|meeting)s?|"
    r"protect\w* (?:\w+ ){0,3}(?:from|against)|"
    r"ban|banned|bans|opposed?|disappear\w*|vanish\w*|ngos?|otherwise|illicit\w*|oblivious|discourag\w*|deprecat\w*|vulnerable|"
    r"junk|crooked|offline|wrong\w*|broken|concurrent|connecting|substandard|hands off|spam)\b",
    re.IGNORECASE,
)
"""Words that can answer an Arabic "non-" or "without"."""
_NEGATIVE = re.compile(r"^(?:un|in|im|ir|il|dis|non|mis)(?=[a-z]{3})|(?<=[a-z]{3})less$")


def without_affix(word: str) -> str:
    """Return `word`, in lower case, without its negative affix, if it may have one.

    >>> without_affix("unable"), without_affix("baseless"), without_affix("refuse")
    ('able', 'base', 'refuse')
    """
    return _NEGATIVE.sub("", word, count=1)
