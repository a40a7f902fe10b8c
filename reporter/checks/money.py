"""The English has the currencies of the Arabic: dollars, not euros."""

import re
from collections.abc import Iterable

from reporter.checks import numbers
from reporter.checks.pair import Pair
from reporter.language.arabic.clitics import BEFORE_NOUN
from reporter.model import Flag

CHECK = "money"

_ARABIC_WORD = re.compile("[ء-ي]+")

_CURRENCIES: dict[str, tuple[str, str]] = {
    "dollars": ("دولار", r"dollars?\b|greenbacks?\b|us?\$|\$|usd\b"),
    "euros": ("يورو", r"euros?\b|€|eur\b"),
    "pounds": ("جنيه|استرليني", r"pounds?\b|quid\b|£|gbp\b|egp\b|sdg\b|sterling"),
    "riyals": ("ريال", r"ri[yl]?als?\b|sar\b|qar\b|yer\b|omr\b|sr ?\d|qr ?\d|reais\b|brl\b|r\$"),
    "dirhams": ("درهم|دراهم", r"dirhams?\b|aed\b|dhs?\b|dhs? ?\d|mad\b"),
    "dinars": ("دينار|دنانير", r"dinars?\b|iqd\b|jod\b|kwd\b|bhd\b|tnd\b|dzd\b|lyd\b|[kjbi]d ?\d"),
    "lira": ("ليره|ليرات", r"lir[ae]s?\b|pounds?\b|£|₺|lbp\b|syp\b|(?:ll|tl) ?\d|\d ?tl\b"),
    "roubles": ("روبل", r"rou?bles?\b|₽|rub\b"),
    "yuan": ("يوان", r"yuans?\b|renminbi|rmb\b|cny\b|¥"),
    "yen": ("ين", r"yens?\b|¥|jpy\b"),
    "rupees": ("روبيه|روبيات", r"rupees?\b|rupiahs?\b|₹|rs\.? ?\d|inr\b"),
    "shekels": ("شيكل|شيقل|شواكل|شواقل", r"she[kq]els?\b|₪|nis\b|ils\b"),
    "francs": ("فرنك", r"francs?\b|chf\b|cfa\b"),
    "kronor": ("كرونه|كرون|كورونه", r"kron[aeo]r?\b|crowns?\b(?! (?:prince|princess|jewels?|court))|korun[ay]\b"),
    "ouguiya": ("اوقيه", r"ouguiyas?\b|ounces?\b"),
}
_ARABIC = {
    f"{clitic}{stem}{ending}": name
    for name, (stems, _) in _CURRENCIES.items()
    for stem in stems.split("|")
    for clitic in BEFORE_NOUN
    for ending in ("", "ا", "ات", "ان", "ين", "ي", "ه")
    if stem != "ين" or (clitic in {"", "ال", "وال"} and ending in {"", "ا"})  # بين is "between", لين "soft"
}
_ARABIC_WORDS = frozenset(_ARABIC)
_SIGNS = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₺": "lira", "₪": "shekels"}
_NO_MONEY = re.compile(r"ريال (?=مدريد|بيتيس|سوسيداد|مايوركا|سرقسط|بلد الوليد)|يورو (?=\d{4}(?!\d))")
"""Football: Real Madrid, Euro 2024."""
_ENGLISH = {name: re.compile(rf"(?<![a-z])(?:{pattern})", re.IGNORECASE) for name, (_, pattern) in _CURRENCIES.items()}


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the Arabic names a currency and the English only others; an error if the sums are equal.

    A currency that one side leaves out is not flagged, because "$5 million" and "the same sum" are both common. If the
    English also has other numbers, it may have converted the sum.
    """
    if _ARABIC_WORDS.isdisjoint(pair.words_ar):
        return
    words = _ARABIC_WORD.findall(_NO_MONEY.sub(" ", pair.folded_ar))
    arabic = {_ARABIC[word] for word in words if word in _ARABIC}
    arabic |= {name for sign, name in _SIGNS.items() if sign in pair.text_ar}
    missing = {name for name in arabic if not _ENGLISH[name].search(pair.text_en)}
    if not missing:
        return
    extra = {name for name in _ENGLISH.keys() - arabic if _ENGLISH[name].search(pair.text_en)}
    if arabic & {"lira", "pounds"}:
        extra -= {"lira", "pounds"}
    if arabic & {"yen", "yuan"}:
        extra -= {"yen", "yuan"}
    if "pounds" in extra:
        extra.discard("lira")
    if extra:
        yield Flag(
            check=CHECK,
            detail=f"The Arabic says {_listed(missing)}, the English {_listed(extra)}",
            severity="error" if numbers.agree(pair) else "doubt",
        )


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))
