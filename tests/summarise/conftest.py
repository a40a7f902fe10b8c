"""Articles for the tests in this folder, made without the earlier stages."""

from datetime import UTC, datetime

import pytest

from reporter.clean.sentences import split_sentences
from reporter.model import Article, Sentence, Source


@pytest.fixture(scope="session")
def article():
    """Return a function that makes an article."""
    return make_article


def make_article(*sections, title="عنوان المقال"):
    """Return an article of `sections`, each a text with one paragraph per line."""
    paragraphs = [(number, line) for number, section in enumerate(sections) for line in section.split("\n") if line]
    sentences, text = [], ""
    for paragraph, (section, line) in enumerate(paragraphs):
        start = len(text) + bool(text)
        text = f"{text}\n{line}" if text else line
        sentences += [
            Sentence(span=span, paragraph=paragraph, section=section)
            for span in split_sentences(text)
            if span.start >= start
        ]
    return Article(
        source=Source(path="a.txt", sha256="0" * 64, retrieved_at=datetime(2026, 1, 1, tzinfo=UTC)),
        title_ar=title,
        title_derived=False,
        deck_ar=None,
        text=text,
        headings=(),
        sentences=tuple(sentences),
    )
