"""The input of every ranking method: the sentences of one article as words, and the position of each.

In: an article, or a text and its spans. Out: a ``Material``, in document order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.language.arabic.content import content_stems
from reporter.language.arabic.letters import words
from reporter.model import Article, Span
from reporter.summarise.interviews import turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The sentences of an article, as four tuples of equal length."""

    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    """Folded words, including stop words."""
    paragraphs: tuple[int, ...]
    sections: tuple[int, ...]
    headings: tuple[str, ...] = ()
    """The article's title, deck and headings, if it has them."""
    turns: tuple[bool, ...] = ()
    """Whether each sentence is a turn of an interview; empty if that was not determined."""

    @classmethod
    def of_article(cls, article: Article) -> "Material":
        """Return the material of `article`."""
        texts = tuple(sentence.span.of(article.text) for sentence in article.sentences)
        above = () if article.title_derived else (article.title_ar, article.deck_ar or "")
        return cls(
            texts=texts,
            words=tuple(tuple(words(text)) for text in texts),
            paragraphs=tuple(sentence.paragraph for sentence in article.sentences),
            sections=tuple(sentence.section for sentence in article.sentences),
            headings=tuple(filter(None, (*above, *(heading.text for heading in article.headings)))),
            turns=turns(article),
        )

    @classmethod
    def of_text(cls, text: str, spans: Sequence[Span], sections: Sequence[int] | None = None) -> "Material":
        """Return the material of the sentences `spans` of `text`, in order; `sections` gives the section of each."""
        texts = tuple(span.of(text) for span in spans)
        paragraphs, reached, paragraph = [], 0, 0
        for span in spans:
            paragraph += bool(reached) and "\n" in text[reached : span.start]
            paragraphs.append(paragraph)
            reached = span.end
        return cls(
            texts=texts,
            words=tuple(tuple(words(text)) for text in texts),
            paragraphs=tuple(paragraphs),
            sections=(0,) * len(texts) if sections is None else tuple(sections),
        )

    def stems(self) -> tuple[tuple[str, ...], ...]:
        """Return the content stems of each sentence."""
        return tuple(content_stems(sentence) for sentence in self.words)
