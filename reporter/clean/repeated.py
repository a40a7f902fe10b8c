"""What an outlet repeats in every article: the same first or last lines are furniture, whatever they say.

In: the articles of a run. Out: the same without the lines with which three or more of one outlet's begin or end.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reporter.language.arabic.letters import words
from reporter.model import Article, Span

_FEWEST = 3
"""Articles of one outlet in which a line must be in the same place."""
_MOST_LINES = 4
"""At either end of an article."""


def without_repeated(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return `articles`, each without the lines at its end and beginning that its outlet repeats.

    At least one line is left of each; articles of which no outlet is known are left as they are.
    """
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for at, article in enumerate(articles):
        if article.source.outlet:
            by_outlet[" ".join(words(article.source.outlet))].append(at)
    mended = list(articles)
    for places in by_outlet.values():
        if len(places) >= _FEWEST:
            for at, article in zip(places, _of_one_outlet([articles[at] for at in places]), strict=True):
                mended[at] = article
    return tuple(mended)


def _of_one_outlet(articles: list[Article]) -> list[Article]:
    for last in (True, False):
        for _ in range(_MOST_LINES):
            keys = [_key(article, last=last) for article in articles]
            # The same article twice shares all its lines and says nothing of its outlet.
            texts = {(key, article.text) for key, article in zip(keys, articles, strict=True)}
            counts = Counter(key for key, _ in texts)
            repeated = [bool(key) and counts[key] >= _FEWEST for key in keys]
            if not any(repeated):
                break
            articles = [
                _without_paragraph(article, last=last) if is_repeated else article
                for article, is_repeated in zip(articles, repeated, strict=True)
            ]
    return articles


def _key(article: Article, *, last: bool) -> str:
    """Return the last or first paragraph in the form in which it is compared; empty if it is the only one."""
    paragraphs = article.text.split("\n")
    return " ".join(words(paragraphs[-1 if last else 0])) if len(paragraphs) > 1 else ""


def _without_paragraph(article: Article, *, last: bool) -> Article:
    """Return `article` without its last or first paragraph, its sentences and headings where they now are."""
    paragraphs = article.text.split("\n")
    gone = len(paragraphs) - 1 if last else 0
    moved = 0 if last else len(paragraphs[0]) + 1
    behind = 0 if last else 1
    kept = [sentence for sentence in article.sentences if sentence.paragraph != gone]
    if not kept:
        return article
    # What stood over the first paragraph stands over the next one.
    headings = tuple(
        replace(heading, paragraph=max(0, heading.paragraph - behind))
        for heading in article.headings
        if not last or heading.paragraph < gone
    )
    sentences = tuple(
        replace(
            sentence,
            span=Span(sentence.span.start - moved, sentence.span.end - moved),
            paragraph=sentence.paragraph - behind,
        )
        for sentence in kept
    )
    text = "\n".join(paragraphs[:-1] if last else paragraphs[1:])
    return replace(article, text=text, headings=headings, sentences=sentences)
