"""Cleaning: a raw article becomes what a careful reader would call the article, split into sentences.

In: ``RawArticle``. Out: ``Article``, or ``Skipped`` where no sentence is left. ``lines`` looks at lines, ``noise``
takes away what the word list (``boilerplate``) and captions are, ``dateline`` and ``structure`` recognise what the
rest is, ``sentences`` splits it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reporter.arabic import clean_characters, words
from reporter.clean.boilerplate import Boilerplate, load
from reporter.clean.dateline import Dateline, split_paragraph
from reporter.clean.dates import DAY, day_of
from reporter.clean.lines import Line, read_lines
from reporter.clean.noise import without_captions, without_noise, without_repeats
from reporter.clean.sentences import split_sentences
from reporter.clean.structure import Block, read_body, split_head
from reporter.clean.wrapping import is_hard_wrapped, unwrap
from reporter.model import Article, Heading, RawArticle, Sentence, Skipped, Source, Span

__all__ = ["Boilerplate", "clean", "load", "split_sentences"]

_LONGEST_TITLE = 140
"""Characters of a title that is taken from the first sentence."""
_SHORTEST_TITLE = 30
_SOURCE_LINE = re.compile(r"(?:المصدر|مصدر الخبر)\s*:\s*(.{1,80})$")
_PUBLISHED_LINE = re.compile(r"(?:تاريخ النشر|تم النشر|نشرت? (?:في|بتاريخ)|نشر(?= \d)|نشرت(?= \d))")


def clean(raw: RawArticle, noise: Boilerplate) -> Article | Skipped:
    """Return the article in `raw`, without page noise and with its parts told apart."""
    plain = clean_characters(raw.text)
    if not raw.headings and is_hard_wrapped(plain):
        plain = unwrap(plain)
    every = read_lines(plain, raw.headings)
    lines = without_noise(without_captions(every, noise), noise)
    head, body = split_head(lines, _one_line(raw.title), _one_line(raw.deck), noise)
    stated, body = _leading_dateline(body, noise)
    blocks = read_body(_settled(body, [said for said in (head.title, head.deck) if said], noise))
    text = "\n".join(block.text for block in blocks if not block.is_heading)
    sentences = _sentences(blocks)
    if not sentences:
        return Skipped(source=raw.source.path, stage="clean", reason="no sentence is left in it without page noise")
    return Article(
        source=_completed(raw.source, head.dateline.completed_by(stated).completed_by(_furniture_facts(every, noise))),
        title_ar=head.title or _title_from(sentences[0].span.of(text)),
        title_derived=head.title is None,
        deck_ar=head.deck,
        text=text,
        headings=_headings(blocks),
        sentences=sentences,
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(clean_characters(text).split()) or None if text else None


def _leading_dateline(body: Sequence[Line], noise: Boilerplate) -> tuple[Dateline, list[Line]]:
    """Return what the first paragraph begins with, and the body without it."""
    if not body:
        return Dateline(), []
    stated, text = split_paragraph(body[0].text, noise)
    return stated, [replace(body[0], text=text), *body[1:]]


def _settled(lines: Sequence[Line], said: Sequence[str], noise: Boilerplate) -> list[Line]:
    """Return `lines` without noise, captions and repeats; what one rule takes away may show another its work."""
    while True:
        fewer = without_noise(without_captions(without_repeats(lines, said), noise), noise)
        if len(fewer) == len(lines):
            return fewer
        lines = fewer


def _headings(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    headings, paragraph = [], 0
    for block in blocks:
        if block.is_heading:
            headings.append(Heading(text=block.text, paragraph=paragraph))
        paragraph += not block.is_heading
    return tuple(headings)


def _sentences(blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of `blocks`, placed in the text that their paragraphs make, joined by newlines."""
    sentences: list[Sentence] = []
    start = paragraph = section = 0
    for block in blocks:
        if block.is_heading:
            section += 1
            continue
        sentences.extend(
            Sentence(span=Span(start + span.start, start + span.end), paragraph=paragraph, section=section)
            for span in split_sentences(block.text)
        )
        start += len(block.text) + 1
        paragraph += 1
    return tuple(sentences)


def _furniture_facts(lines: Sequence[Line], noise: Boilerplate) -> Dateline:
    """Return what lines that are no part of the article say of it.

    ``المصدر: الجزيرة + وكالات`` names an outlet (the first known one counts), ``نُشر: 18 ديسمبر 2025`` a day.
    """
    facts = Dateline()
    for line in lines:
        if line.is_long:
            continue
        credit = _SOURCE_LINE.match(line.text)
        for part in re.split(r"\s*[+،,/|–—-]\s*", credit[1]) if credit else ():
            if " ".join(words(part)) in noise.names["outlets"]:
                facts = facts.completed_by(Dateline(outlet=part.strip()))
        published = _PUBLISHED_LINE.match(line.key) and not line.is_finished and DAY.search(line.text)
        if published:
            facts = facts.completed_by(Dateline(day=day_of(published)))
    return facts


def _completed(source: Source, facts: Dateline) -> Source:
    """Return `source` with the facts that nobody had stated before."""
    return replace(
        source,
        outlet=source.outlet or facts.outlet,
        place=source.place or facts.place,
        author=source.author or facts.author,
        published_at=source.published_at or facts.day,
    )


def _title_from(sentence: str) -> str:
    """Return the sentence without its full stop; a long one ends with a clause, or is cut at a word and says so.

    >>> _title_from("عاد المطر إلى الساحل بعد غياب طويل.")
    'عاد المطر إلى الساحل بعد غياب طويل'
    """
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.rstrip(".۔ ") or sentence
    begun = sentence[: _LONGEST_TITLE + 1]
    clause = max(begun.rfind(mark) for mark in "،؛:")
    if clause >= _SHORTEST_TITLE:
        return begun[:clause].rstrip()
    return begun[: begun.rfind(" ", 0, _LONGEST_TITLE)].rstrip() + "…" if " " in begun.strip() else begun[:-1] + "…"
