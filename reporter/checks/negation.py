"""The English negates what the Arabic negates.

Arabic negates with a particle (لا لم لن ليس, and before nouns غير دون عدم بلا); English with not, no, never, without,
with un- or -less, or with a verb of similar meaning (fail, refuse). Both are counted. Phrases that contain a particle
but negate nothing (لا يزال "still", لا سيما "especially", غير أن "but") are removed first, and "only" counts as a
negation if the Arabic has لا ... إلا. An English word that translates another Arabic word answers no particle: the
"impossible" of المستحيل.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from reporter.checks.pair import Pair
from reporter.language import vocabulary
from reporter.language.arabic import denial as arabic
from reporter.language.arabic.letters import fold
from reporter.language.english import denial as english
from reporter.model import Flag

CHECK = "negation"

_ONLY = re.compile(
    r"\b(?:only|just|merely|nothing but|barely|solely|alone|sole|single|exclusively|simply)\b",
    re.IGNORECASE,
)
_AT_MOST = (
    r"\bas (?:young|few|little|low|small|short) as\b|\b(?:under|within|at most|up to|below|fewer|less|"
    r"maximum|just|only|mere|short of|no (?:more|longer|later|greater|less|fewer) than)\b"
)
_OTHERWISE = tuple(
    (re.compile(pattern), re.compile(pattern_en, re.IGNORECASE))
    for pattern, pattern_en in (
        (r"(?<![ء-ي])ما لم(?![ء-ي])", r"\b(?:until|till)\b"),
        (r"بقدر ما", r"\b(?:less|more)\b[^.]*\bthan\b"),
        (
            r"(?<![ء-ي])(?:لا|لم|لن) [يت](?:زيد|زد|تعدي|تعد|بلغ|صل|عمر|كمل|ستغرق)(?:ون|وا|ا|ان|ه|ها|هم)?(?![ء-ي])",
            _AT_MOST,
        ),
        (
            (
                r"(?<![ء-ي])[وف]?(?:لا|لم|لن|ليس[تو]?ا?) (?:[ء-ي]+ ){0,4}"
                r"(?:[بل]?(?:اكثر|اقل|اطول|ابعد)|[يت]عدو[ء-ي]*)(?![ء-ي])"
            ),
            r"\bno (?:more|longer|later|greater|less|fewer|further) than\b|\bat most\b|\bup to\b|\bmaximum\b",
        ),
        (
            r"(?<![ء-ي])[وف]?(?:لا|لم|لن) (?:[ء-ي]+ ){0,6}[يت]تجاوز",
            _AT_MOST,
        ),
        (r"(?<![ء-ي])غير مرغوب", r"\bnon grata\b"),
        (r"(?<![ء-ي])[ايت]?عتذ[ء-ي]+ (?:[ء-ي]+ ){0,4}عن عدم", r"\b(?:apolog\w+|regret\w*|sorry|declin\w+)\b"),
        (r"(?<![ء-ي])و?لولا(?![ء-ي])", r"\b(?:but|save|except) for\b|\bonly (?:because|thanks)\b|\bthanks to\b"),
        (r"(?<![ء-ي])[وف]?لم(?![ء-ي])", r"\bwhy\b"),
        (
            r"(?<![ء-ي])غير(?![ء-ي])",
            r"\b(?:chang\w+|alter\w*|transform\w*|shift\w*|switch\w*|reshap\w*|revers\w*|turn\w*)\b",
        ),
        (r"(?<![ء-ي])(?:لم|لن|ما) [^.]{3,150} لولا(?![ء-ي])", r"\b(?:thanks to|because of|only)\b"),
        (r"(?<![ء-ي])ليست? (?:[ء-ي]+ ){0,3}مجرد(?![ء-ي])", r"\bmore than\b"),
        (r"(?<![ء-ي])لا [يت]كتف", r"\b(?:more than|also|too|as well|further)\b"),
        (r"(?<![ء-ي])لا مانع(?![ء-ي])", r"\b(?:okay|fine|happy|agree\w*|consent\w*|welcome|mind)\b"),
        (
            r"(?<![ء-ي])(?:لا|لم|لن) [يت](?:وثر|تغير|تبدل)",
            r"\b(?:intact|same|constant|stable|steady|flat|remain\w*|stay\w*)\b",
        ),
        (r"(?<![ء-ي])غير ذلك", r"\b(?:more|etc|so on|so forth|others?|among)\b"),
        (r"(?:دون|بلا) (?:رد|مقابل)(?![ء-ي])", r"\d[-–](?:0|nil)\b|\bstraight sets\b|\bwhitewash"),
        (r"سابقه لم", r"\b(?:first|precedent\w*)\b"),
        (
            r"(?:دون|بلا) (?:اي )?(?:تغيير|تعديل)",
            r"\b(?:h[eo]ld\w*|steady|flat|same|kept|keep\w*|left|leav\w+|maintain\w*|pause\w*)\b",
        ),
        (r"(?<![ء-ي])دون (?:في |و)", r"\b(?:codif\w+|record(?:ed|s|ing)|wr(?:ote|itten|ites?)|noted|jotted)\b"),
        (
            r"(?<![ء-ي])[وف]?لا ادري(?![ء-ي])",
            r"\b(?:wonder\w*|idea|clue|unsure|who knows|god knows|perhaps|agnostic\w*)\b",
        ),
        (r"(?<![ء-ي])[وف]?لا [يتن]نس", r"\b(?:remember\w*|mind|recall\w*|memor\w+|(?:be|make) sure)\b"),
        (r"(?<![ء-ي])[وف]?لا [يتن]تردد", r"\b(?:feel free|free to|please|welcome|ready|readily)\b"),
    )
)
"""Phrases with a particle, and how English says them without a denial: no older than 12 is "as young as 12".

لم is also "why", غيّر "changed" and دوّن "recorded".
"""
_EXCEPTED = re.compile(
    r"\b(?:except\w*|exclu\w*|apart from|aside from|other than|otherwise|besides|but|save for|bar|barring|without|"
    r"exempt\w*|only|not|no|beyond|unlike|outside|promis\w*|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(r"\b(?:until|till|except|unless|but to|other than|any\w*|even|ever)\b", re.IGNORECASE)
"""Where English has one of these for "except", it denies as well: not until, nobody except."""
_TOOK = re.compile(
    r"\b(?:took|take[sn]?|taking) (?:[\w'’-]+ ){0,5}(?:until|till)\b|\bas (?:late|recently) as\b", re.IGNORECASE
)
"""The English of "did not end until" without a denial."""
_OR = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bcannot\b|\bno\b|\bnever\b|\bwithout\b|\bneither\b)[^.;]{0,400}(?:,|\b(?:or|nor|and|but)\b)",
    re.IGNORECASE,
)
"""A denial that holds for what follows as well: "will not occupy or annex it"."""
_OR_EVEN = re.compile(r"\b(?:nor|or|not) even\b|\blet alone\b|\bmuch less\b|\bnor\b", re.IGNORECASE)
_NAMES_EN = {"دون": re.compile(r"\bDon\b"), "لا": re.compile(r"\bL[ao] [A-ZÀ-Þ]|\bLa[A-Z]")}
"""Foreign names with the letters of a particle: Don Pedro, La Strada."""
_ALL = re.compile(r"\ball (?:that|he|she|it|they|we|i|you|which)\b", re.IGNORECASE)
_DENIED_EN = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ials?)|reject\w*|refut\w*|dismiss\w*|disput\w*|rul(?:e|es|ed|ing) out|not|no|never|"
    r"false\w*|untrue|baseless|disown\w*|contradict\w*|repudiat\w*|rebut\w*|disavow\w*|nothing|none|neither|cannot|"
    r"unaware|negative\w*|exil\w+|banish\w*|deport\w*|without|refus\w*|ungrateful|reprehens\w*|condemn\w*|abominable)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_FOLLOWING = 3
"""Words after a particle that it may deny."""


def check(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English has fewer negations than the Arabic, or has one and the Arabic has none.

    An exception counts too: "every day except Monday" must not become "every day and Monday".
    """
    if not arabic.EXCEPTIONS.isdisjoint(pair.words_ar) and not _EXCEPTED.search(pair.text_en):
        yield Flag(check=CHECK, detail="The Arabic makes an exception, the English has none")
    particles = sum(map(arabic.PARTICLES.__contains__, pair.words_ar))
    denials = sum(map(english.EXPLICIT.__contains__, pair.words_en))
    if denials > particles:
        yield from _added(pair)
    if denials:
        denials -= len(english.IDIOMS.findall(pair.text_en))
        if not_only := len(english.NOT_ONLY.findall(pair.text_en)):
            denials -= min(not_only, len(arabic.IDIOMS.findall(pair.folded_ar)))
    if denials < particles + (not arabic.SELDOM.isdisjoint(pair.words_ar)):
        yield from _lost(pair, denials)
    elif not arabic.DENIED.isdisjoint(pair.words_ar) and not _DENIED_EN.search(pair.text_en):
        denied = next(word for word in pair.words_ar if word in arabic.DENIED)
        yield Flag(check=CHECK, detail=f"The Arabic denies this ({denied}), the English does not")


def _lost(pair: Pair, denials: int) -> Iterable[Flag]:
    """Yield a flag if the `denials` of the English and its other negative words are fewer than those of the Arabic."""
    folded = _plain(pair)
    strong = [match.group().strip() for match in arabic.STRONG.finditer(folded)]
    weak = [match.group() for match in arabic.WEAK.finditer(folded)]
    if denials >= len(strong) + len(weak):
        return
    plain = denials + _said_otherwise(pair, folded, strong, weak)
    needed = len(strong) - _going_on(pair, folded, strong, weak)
    if plain >= needed + len(weak):
        return
    meant = _meant(pair)
    spoken, verbs = len(arabic.SPOKEN.findall(pair.folded_ar)), english.VERBS.findall(pair.lower_en)
    if spoken and verbs:
        spoken = max(0, spoken - len(english.REFUSED.findall(pair.text_en)))
    translations = [verb for verb in verbs if english.TRANSLATIONS.match(verb)]
    translated = len(translations) - _answers(translations, meant)
    plain += max(0, len(verbs) - max(spoken, translated))
    loose, opposite = (
        _answers((found for pattern in patterns for found in pattern.findall(pair.lower_en)), meant)
        for patterns in ((english.AFFIXED, english.LOOSE), (english.OPPOSITE,))
    )
    opposite = max(0, opposite - max(0, spoken - len(verbs)))
    if plain + opposite < needed or plain + loose < needed + len(weak):
        shown = " ".join(dict.fromkeys([*strong, *weak][:3]))
        how = "has none" if plain == 0 else "has fewer"
        yield Flag(check=CHECK, detail=f"The Arabic has a negation ({shown}), the English {how}")


class _Meant(NamedTuple):
    """The keys of the English words that Arabic words mean."""

    denied: frozenset[str]
    """By words near a particle."""
    elsewhere: frozenset[str]
    """By other words."""


def _meant(pair: Pair) -> _Meant:
    words = vocabulary.load()
    near = {
        place
        for at, word in enumerate(pair.words_ar)
        if word in arabic.PARTICLES
        for place in range(at - 1, at + _FOLLOWING + 1)
    }
    denied, free = (
        frozenset[str]().union(
            *words.meanings(word for at, word in enumerate(pair.words_ar) if (at in near) is is_denied)
        )
        for is_denied in (True, False)
    )
    return _Meant(denied, free)


def _answers(negatives: Iterable[str], meant: _Meant) -> int:
    """Return how many of the English `negatives` may answer a particle.

    A word that translates an Arabic word far from every particle does not: the "impossible" of المستحيل.
    """
    words = vocabulary.load()
    found = 0
    for negative in negatives:
        word = negative.split()[0]
        key = words.english_words[word]
        keys = {key, words.english_words[english.without_affix(word)]}
        found += key not in meant.elsewhere or not keys.isdisjoint(meant.denied)
    return found


def _plain(pair: Pair) -> str:
    """Return the folded Arabic without the idioms, and with سوى for each "except"."""
    folded = pair.folded_ar
    if any(word in pair.text_ar for word in ("إلا", "ألا", "أليس")):
        text = arabic.NOT_TO.sub(r"\1أن لا", arabic.EXCEPTING.sub(" سوى ", pair.text_ar))
        folded = fold(arabic.IS_NOT.sub(r"\1", text))
    return arabic.NONE_BUT.sub(r"\1سوي", arabic.IDIOMS.sub(" ", arabic.ENDLESS.sub(" ", folded)))


def _going_on(pair: Pair, folded: str, strong: list[str], weak: list[str]) -> int:
    """Return how many of the particles go on with a denial, and need no separate word in English.

    "neither water nor food"
    """
    going_on = min(strong.count("ولا"), len(strong) - (not weak))
    if not _OR.search(pair.text_en):
        going_on = min(going_on, len(arabic.NOR_NOUN.findall(folded)))
    elif not going_on:
        going_on = any(word in {"ولم", "ولن"} and word[1:] in strong for word in strong)
    if going_on and arabic.NOT_EVEN.search(folded) and not _OR_EVEN.search(pair.text_en):
        going_on -= 1
    return going_on


def _said_otherwise(pair: Pair, folded: str, strong: list[str], weak: list[str]) -> int:
    """Return how many of the particles the English translates in other ways: only, why, changed."""
    found = 0
    excepted = len(arabic.RESTRICTION.findall(folded))
    if excepted and (_TOOK.search(pair.text_en) or not _NOT_UNTIL.search(pair.text_en)):
        found += min(excepted, len(strong) + len(weak))  # "did not come except two" is "two came"
    elif only := len(_ONLY.findall(pair.text_en)) + len(_ALL.findall(pair.text_en)):
        found += min(excepted, max(0, only - len(arabic.ONLY.findall(folded))))
    often = Counter(word for word in (*strong, *weak) if word in _NAMES_EN)
    found += sum(times for word, times in often.items() if _NAMES_EN[word].search(pair.text_en))
    return found + sum(
        pattern.search(folded) is not None and pattern_en.search(pair.text_en) is not None
        for pattern, pattern_en in _OTHERWISE
    )


_NOT = re.compile(
    r"n['’]t\b(?! (?:i|you|he|she|it|we|they|there)\b)|\bcannot\b|"
    r"\bnever\b(?! (?:mind|ending|been (?:a |so )?(?:better|more|less|\w+er)))|"
    r"\bnot\b(?!-for-profit)"
    r"(?! (?:only|just|least|merely|simply|long|far|to mention|even|unlike|until|necessarily|less|more|later|"
    r"(?:un|in|im)\w{4,}))",
    re.IGNORECASE,
)
_NO_DENIAL_EN = re.compile(
    r"(?:or|if|why|while|whether or|or never) not\b|\bforget|\bmind\b|\bor never\b|^not\b", re.IGNORECASE
)


def _added(pair: Pair) -> Iterable[Flag]:
    """Yield a flag if the English says "not" and nothing in the Arabic does."""
    denials = list(_NOT.finditer(pair.text_en))
    if not denials or _NO_DENIAL_EN.search(pair.text_en):
        return
    if len(denials) > len(arabic.ANY.findall(pair.folded_ar)):
        at = denials[0]
        start = pair.text_en.rfind(" ", 0, max(0, at.start() - 1)) + 1
        how = "has none" if len(denials) == 1 else "has fewer"
        yield Flag(
            check=CHECK, detail=f"The English has a negation (“{pair.text_en[start : at.end()]}”), the Arabic {how}"
        )
