"""The money is the same money: dollars, not euros."""

import re
from collections.abc import Iterable

from reporter.model import Flag
from reporter.translate.checks.pair import Pair

CHECK = "money"

_CURRENCIES: dict[str, tuple[str, str]] = {
    "dollars": ("دولار", r"dollars?\b|us?\$|\$|usd\b"),
    "euros": ("يورو", r"euros?\b|€|eur\b"),
    "pounds": ("جنيه|استرليني", r"pounds?\b|£|gbp\b|egp\b|sterling"),
    "riyals": ("ريال", r"ri[yl]?als?\b|rials?\b|sar\b|qar\b"),
    "dirhams": ("درهم|دراهم", r"dirhams?\b|aed\b|dhs?\b"),
    "dinars": ("دينار|دنانير", r"dinars?\b|iqd\b|jod\b|kwd\b"),
    "lira": ("ليره|ليرات", r"lir[ae]s?\b|pounds?\b|£"),
    "roubles": ("روبل", r"rou?bles?\b"),
    "yuan": ("يوان", r"yuans?\b|renminbi|rmb\b"),
    "yen": ("ين", r"yens?\b|¥|jpy\b"),
    "rupees": ("روبيه|روبيات", r"rupees?\b|rupiahs?\b"),
    "shekels": ("شيكل|شيقل|شواكل|شواقل", r"she[kq]els?\b|nis\b"),
    "francs": ("فرنك", r"francs?\b|chf\b"),
    "kronor": ("كرونه|كرون|كورونه", r"kron[aeo]r?\b|crowns?\b|koruna\b"),
    "ouguiya": ("اوقيه", r"ouguiyas?\b|ounces?\b"),
}
_ARABIC = {
    f"{waw}{clitic}{stem}{ending}": name
    for name, (stems, _) in _CURRENCIES.items()
    for stem in stems.split("|")
    for waw in ("", "و", "ف")
    for clitic in ("", "ال", "ب", "ل", "ك")
    for ending in ("", "ا", "ات", "ان", "ين", "ي", "ه")
}
_ARABIC_WORDS = frozenset(_ARABIC)
_ENGLISH = {name: re.compile(rf"(?<![a-z])(?:{pattern})", re.IGNORECASE) for name, (_, pattern) in _CURRENCIES.items()}


def check(pair: Pair) -> Iterable[Flag]:
    """Yield an error where the Arabic names one currency and the English only others.

    A currency that one side leaves out is no flag: "$5 million" and "the same sum" are both common.
    """
    if _ARABIC_WORDS.isdisjoint(pair.words_ar):
        return
    arabic = {_ARABIC[word] for word in pair.words_ar if word in _ARABIC}
    english = {name for name, pattern in _ENGLISH.items() if pattern.search(pair.text_en)}
    missing, extra = arabic - english, english - arabic
    if arabic & {"lira", "pounds"}:
        extra -= {"lira", "pounds"}
    if missing and extra:
        yield Flag(
            check=CHECK,
            detail=f"The Arabic says {_listed(missing)}, the English {_listed(extra)}",
            severity="error",
        )


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))
