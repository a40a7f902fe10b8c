"""Does the English deny what the Arabic denies?

Arabic negates with a particle (لا لم لن ليس ما غير دون عدم بلا); English with not, no, never, without, with the
prefixes un- in- non-, or with a verb that says as much (fail, refuse, prevent). Turns that hold a particle but deny
nothing (لا يزال "still", لا سيما "especially", غير أن "but") are set aside first.
"""

import re
from collections.abc import Iterable

from reporter.model import Flag
from reporter.translate.checks.pair import Pair

CHECK = "negation"

_NO_DENIAL = re.compile(
    r"(?<![ء-ي])[وف]?(?:"
    r"(?:لا|لم|ما|ما) ?(?:[يت]زال\w*|ازال|نزال|[يت]زل|زال\w*|[يت]زالون|يزالان|[يت]برح\w*|[يت]نفك\w*)"  # still
    r"|لا ?سيما|لاسيما|لا شك|لا ريب|لا محاله|لا بد|لابد|لا جرم"  # especially, no doubt, must
    r"|(?:لا|لم|لن) (?:يقل|تقل|يزيد|تزيد|يتجاوز|تتجاوز|يتعدي|تتعدي|يفوق|يربو)\w*"  # at least, at most
    r"|غير (?:ان|انه|انها|انهم|انني|اننا)|(?:من )?دون (?:سن|ال\d+|الثامنه|الخامسه|\d+|ال\w+ه عشره?)|ما ?دون|دون سواه\w*|ليس\w* فقط|لا فقط"
    r"|لم (?:يكد|تكد)|ما (?:ان|كاد\w*)|ما لبث\w*|لم (?:يلبث|تلبث)|لا (?:يكاد|تكاد)"
    r")(?![ء-ي])"
)
_DENIAL = re.compile(
    r"(?<![ء-ي])[وف]?(?:"
    r"(?P<strong>لم|لن|ليس|ليست|ليسوا|لست|لسنا|لسن|لا|الا(?= [يت])|ليلا|كيلا|الم|اليس|افلا)"
    r"|(?P<weak>ب?غير|ب?دون|ب?عدم|بعدم|لعدم|بلا|دونما|دون|انعدام|لغير)"
    r")(?![ء-ي])"
)
_ONLY = re.compile(r"(?<![ء-ي])(?:الا|سوي|غير|فقط)(?![ء-ي])")
_ENGLISH = re.compile(
    r"n['’]t\b|\b(?:not|cannot|no|none|nor|never|neither|nobody|nothing|nowhere|without|unless|non|lack\w*|fail\w*|refus\w*|"
    r"den(?:y|ies|ied|ying|ial)|declin\w*|unable|absen\w*|prevent\w*|avoid\w*|only|just|merely|but|except|instead|rather|"
    r"hardly|barely|scarcely|rarely|yet|until|still|few|little|nil|zero|ban(?:s|ned|ning)?|forb\w+|prohibit\w*|bar(?:red|ring)?|free|lest|"
    r"against|reject\w*|stop\w*|ceas\w*|miss\w*|ruled?|ruling|far|beyond|despite|regardless|irrespective|short|loss|lose|los[et]\w*|any\w*|however|alone|too|keep\w*|kept|remain\w*|otherwise|exclu\w*|illegal\w*|illegitimate|illicit|ignor\w*|deprive\w*|depriving|neglect\w*|impossib\w*|instability|insecur\w*|injustice|"
    r"non-?\w+|un(?!der|ion|it|til|iver|iq|less|icef|esco)\w{3,}|in(?:adequa|suffic|abil|depend|direct|effic|effect|vis|valid|stab|secur|justic|complet|correct|appropri|capab|activ|accur|sensit|toler|different|offens|decis|access|voluntar|human|equal|defin|conclus|convenien|valu|evitab|explic|expens|frequen|formal|numer|credib|exper)\w*|"
    r"im(?:possib|prob|mune|mobil|partial|perfect|pass|moral|matur|measur|balanc|pun)\w*|ir(?:regul|respons|revers|rational|relevan|replace)\w*|il(?:legal|legit|log|licit|liter)\w*|dis\w{4,}|\w+less(?:ly|ness)?)\b",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag where the Arabic denies and nothing in the English does."""
    folded = _NO_DENIAL.sub(" ", pair.folded_ar)
    found = [match for match in _DENIAL.finditer(folded)]
    if not found:
        return
    if _ENGLISH.search(pair.text_en):
        return
    strongest = next((match for match in found if match.group("strong")), found[0])
    yield Flag(check=CHECK, detail=f"The Arabic denies something (“{strongest.group().strip()}”), the English does not")
