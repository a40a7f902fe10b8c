"""Find who speaks in an English sentence: the reporting words and their pronouns.

In: an English sentence, or its words in lower case. Out: its cues, each either independent (said, according to) or
continuing another one (adding), and the pronouns that speak outside quotation marks.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Cue = Literal["verb", "participle"]

_WORDS = r"""
sa(?:id|ys?|ying) told tell(?:s|ing)? stat(?:ed|ing) announc(?:e[sd]?|ing) not(?:e[ds]?|ing) add(?:ed|s|ing)
stress(?:ed|es|ing)? confirm\w* affirm\w* claim\w* warn\w* quot(?:ed|es|ing) cit(?:ed|es|ing) report(?:ed|edly|ing)
explain(?:s|ed|ing)? declar(?:ed|es|ing) remark(?:s|ed|ing)? argu(?:e[ds]?|ing) insist\w* maintain(?:s|ed)
acknowledg\w+ admit\w* confess\w* emphasi\w+ reveal\w* indicat(?:e[sd]?|ing) believ(?:e[sd]?|ing) responded
repl(?:y|ied|ies|ying) comment(?:s|ed|ing)? accus(?:ed|es|ing) recall(?:ed|s|ing) recount(?:s|ed|ing)? underlin\w+
underscor\w+ mention\w* conced\w+ assert\w* alleg\w+ suggest\w* highlight\w* observ(?:ed|es) express(?:ed|es|ing)
estimat(?:ed|es|ing) disclos(?:ed|es|ing) remind\w* pledg\w+ vow\w* promised view(?:s|ed|ing) regard(?:s|ed) deem\w*
consider(?:s|ed|ing) inform(?:s|ed|ing) thinks? thought tweet\w* wr(?:ote|ites?|iting) testif\w+ show(?:s|ed)? assur\w+
contend\w* reckon\w* signal(?:s|led|ed) unveil\w* den(?:ied|ies|ying) reiterat\w+ boast\w* jok(?:e[sd]?|ing)
conclud(?:ed|es|ing) according(?:ly)? accordance referr\w+ relates? legend recogni[sz](?:e[sd]?|ing) caution\w*
sp(?:eaks?|oke|oken|eaking) talk(?:s|ed|ing)? cr(?:ies|ied|ying) shout\w* exclaim\w* rumou?r\w* quip\w* allud\w+
hint(?:s|ed|ing) proclaim\w* threaten(?:s|ed|ing) hail(?:s|ed|ing)
brand(?:ed|ing) dubb(?:ed|ing) slamm(?:ed|ing) depend\w+ describ(?:e[sd]?|ing)
"""
_PHRASES = (
    r"states? that",
    r"reports? that",
    r"consider that",
    r"point that",
    r"point(?:ed|s|ing)? (?:\w+ )?(?:out|to)",
    r"dr[ae]w\w* attention",
    r"put it",
    r"went on",
    r"(?:he|she|it|they) continued",
    r"asked (?:h\w+|whether|why|what)",
    r"(?:found|ruled|ruling|held|saw|sees|seeing|it clear)(?: \w+)? that",
    r"ma[dk]\w+ (?:it )?clear",
    r"per (?:\w+ )?(?:reports?|sources?|media|officials?|data|figures|estimates|statistics)",
    r"ha(?:s|ve|d) it",
    r"reports? put",
    r"in (?:an?|the) (?:\w+ )?(?:statement|report|interview|speech|post|tweet|message|letter)",
    r"call(?:ed|s|ing) (?:it|him|her|them|this|that)",
    r"in the (?:words|opinion|view|eyes)",
    r"(?:h\w+|their|\w+['’]s?) (?:\w+ )?(?:words|view|opinion)",
    r"on the basis",
    r"as far as",
    r"based on",
)
_WORD = re.compile("|".join(_WORDS.split()))
_CUE = re.compile(rf"\b(?:{'|'.join((*_PHRASES, *_WORDS.split()))})\b|(?<=[^\W\d]):\s", re.IGNORECASE)
"""A speaker with a colon, as in a headline: "Minister: ..."."""

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|(?<!\w)‘.*?’(?!\w)|(?<!\w)'.*?'(?!\w)")
_SPOKE = (
    r"(?:said|says|added|adds|stated|states|stressed|explained|explains|noted|notes|confirmed|announced|declared|warned|"
    r"told|affirmed|revealed|reported|insisted|argued|claimed|pointed out|continued|replied|went on)"
)
_PRONOUNS = frozenset(["he", "she", "i", "we"])
_SPEAKS = re.compile(
    rf"(?<!what )\b(he|she|i|we)(?: (?:also|has|had|have|then|later|further))? {_SPOKE}\b"
    r"|\b(?:said|says|added) (he|she|i)(?=[,.;:]|$)",
    re.IGNORECASE,
)


def word_cues(words: Iterable[str]) -> list[Cue]:
    """Return the cues among `words`, which are in lower case; phrases are not recognised.

    >>> word_cues(["he", "said", "adding", "that"])
    ['verb', 'participle']
    """
    return [cue for cue in map(_word_cue, words) if cue]


def cues(text_en: str) -> list[Cue]:
    """Return the cues of `text_en`, words and phrases.

    >>> cues("Work will resume, as the envoy put it, adding that he was glad.")
    ['verb', 'participle']
    """
    return [_word_cue(match.group().lower()) or "verb" for match in _CUE.finditer(text_en)]


@lru_cache(maxsize=50_000)
def _word_cue(word: str) -> Cue | None:
    if not _WORD.fullmatch(word):
        return None
    return "participle" if word.endswith("ing") and word not in {"according", "saying"} else "verb"


def pronouns(text_en: str, words: frozenset[str]) -> dict[str, re.Match[str]]:
    """Return the pronouns that speak outside quotation marks, each with the words in which it does.

    `words` are the words of the text in lower case.

    >>> pronouns('She said: "I said no."', frozenset(["she", "said", "i", "no"]))["she"].group()
    'She said'
    """
    if words.isdisjoint(_PRONOUNS):
        return {}
    unquoted = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text_en)
    return {(match.group(1) or match.group(2)).lower(): match for match in _SPEAKS.finditer(unquoted)}
