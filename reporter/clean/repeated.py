"""Remove what an outlet repeats in every article: identical first or last lines are boilerplate.

In: the articles of a run. Out: the articles without the lines with which at least three of one outlet begin or end.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reporter.language.arabic.letters import words
from reporter.model import Article, Span

_FEWEST = 3
"""Minimum number of articles of one outlet with the same line in the same place."""
_MOST_LINES = 4
"""Maximum number of lines to remove at either end of an article."""


def without_repeated(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return `articles` without the first and last lines that their outlet repeats.

    At least one line of each article remains; articles without a known outlet are unchanged.
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
            # Duplicates share all their lines and show nothing about the outlet.
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
    """Return the last or first paragraph in the form used for comparison; empty if it is the only one."""
    paragraphs = article.text.split("\n")
    return " ".join(words(paragraphs[-1 if last else 0])) if len(paragraphs) > 1 else ""


def _without_paragraph(article: Article, *, last: bool) -> Article:
    """Return `article` without its last or first paragraph, with the positions of sentences and headings adjusted."""
    paragraphs = article.text.split("\n")
    gone = len(paragraphs) - 1 if last else 0
    moved = 0 if last else len(paragraphs[0]) + 1
    behind = 0 if last else 1
    kept = [sentence for sentence in article.sentences if sentence.paragraph != gone]
    if not kept:
        return article
    # A heading of the first paragraph becomes a heading of the next one.
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
