"""Find the sentences that are turns of an interview, which mean nothing without the turn before.

In: an article. Out: one Boolean per sentence. Questions are headings or paragraphs. An article is an interview if at
least two of its questions or answers have a speaker's mark (``-``, ``*``, ``س:``, a name and a colon) or begin with
words typical of answers (نعم، لا، بالطبع).
"""

import re

from reporter.model import Article

_FEWEST = 2
_ASKED = re.compile(r"[?؟][!»”’\"')\]]*$")
_MARK = re.compile(r"(?:[-–—*•]+\s*(?=[^\s\d])|[سج]\s*\d*\s*[:/–-]|(?:ال)?(?:سؤال|جواب)\s*[:/–-])")
_SPEAKER = re.compile(r"([^:؟.]{2,30}):\s")
_LONGEST_SPEAKER = 3
"""Maximum number of words of a name before a colon."""
_ANSWERS = re.compile(
    r"[وف]?(?:نعم|لا|كلا|بلى|بالطبع|طبعا|بالتأكيد|أكيد|قطعا|أبدا|صحيح|إطلاقا|مطلقا|ربما|هذا صحيح|سؤال \w+)\s*[،.!…]"
    r"|[وف]?(?:أعتقد|أظن|أرى|أتمنى|أقول|كنت|نحن|أنا)\b"
)
"""Typical first words of answers."""


def turns(article: Article) -> tuple[bool, ...]:
    """Return for each sentence of `article` whether it is a question or an answer in an interview."""
    paragraphs = article.text.split("\n")
    above = {heading.paragraph for heading in article.headings if _ASKED.search(heading.text)}
    asked = [at for at, text in enumerate(paragraphs) if at in above or _ASKED.search(text)]
    if len(asked) < _FEWEST:
        return (False,) * len(article.sentences)
    begun = asked[0]
    headings = [heading.text for heading in article.headings if _ASKED.search(heading.text)]
    marked = sum(_is_marked(text) for text in headings)
    marked += sum(_is_marked(text) or _answers(text) for text in paragraphs[begun:])
    is_interview = marked >= _FEWEST
    return tuple(is_interview and sentence.paragraph >= begun for sentence in article.sentences)


def _is_marked(text: str) -> bool:
    """Return whether a paragraph begins with the mark or the name of a speaker."""
    speaker = _SPEAKER.match(text)
    return _MARK.match(text) is not None or (speaker is not None and len(speaker[1].split()) <= _LONGEST_SPEAKER)


def _answers(text: str) -> bool:
    return _ANSWERS.match(text) is not None
