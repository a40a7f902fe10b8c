"""Cleaning: reduce a raw article to what a careful reader would call the article, and split it into sentences.

In: ``RawArticle``. Out: ``Article``, or ``Skipped`` if no sentence is left. ``mail`` removes mail headers, ``wrapping``
joins hard-wrapped lines, ``lines`` describes lines, ``noise`` removes captions and the noise in the word list
(``boilerplate``), ``bylines`` and ``structure`` recognise the parts of the rest, ``trailers`` removes what follows the
last sentence, and ``sentences`` splits the text. ``repeated`` compares the articles of a run.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from reporter.clean.boilerplate import Boilerplate, load
from reporter.clean.bylines import Dateline, opines, read_field, split_paragraph, writer_named_in
from reporter.clean.credits import agency_credited
from reporter.clean.days import DAY, day_of
from reporter.clean.lines import Line, read_lines
from reporter.clean.mail import split_mail
from reporter.clean.noise import without_captions, without_links, without_noise, without_repeats
from reporter.clean.repeated import without_repeated
from reporter.clean.sentences import split_sentences
from reporter.clean.structure import split_head, split_headings
from reporter.clean.trailers import without_trailers
from reporter.clean.wrapping import unwrapped
from reporter.language.arabic.letters import clean_characters, words
from reporter.model import Article, Heading, RawArticle, Sentence, Skipped, Source, Span

__all__ = ["Boilerplate", "clean", "load", "split_sentences", "without_repeated"]

_LONGEST_TITLE = 140
"""Maximum number of characters of a title that is taken from the first sentence."""
_SHORTEST_TITLE = 30
_FEWEST_OF_FLASH = 4
"""Words."""
_MOST_LINES = 100_000
_MOST_ROUNDS = 20
"""Maximum number of times to apply the rules; articles need two rounds, texts full of noise a few more."""
_STAMP = re.compile(rf"^[ \t]*(?:{DAY.pattern})(?:[ T]+\d{{1,2}}:\d\d(?::\d\d)?)?[ \t]*$", re.MULTILINE)
"""A day, and perhaps the time, alone on a line: ``2026-11-14 10:30``."""
_STAMPED_WITHIN = 1000
_SOURCE_LINE = re.compile(r"(?:المصدر|مصدر الخبر)\s*:\s*(.{1,80})$")
_NOTES_AT_END = 4
"""Lines."""
_ARTICLE = frozenset(words("المقال المقالة هذا"))
_PUBLISHED_LINE = re.compile(r"(?:تاريخ النشر|تم النشر|نشرت? (?:في|بتاريخ)|نشر(?= \d)|نشرت(?= \d))")


def clean(raw: RawArticle, noise: Boilerplate) -> Article | Skipped:
    """Return the article in `raw`, without page noise and divided into its parts."""
    plain = clean_characters(raw.text)
    if plain.count("\n") > _MOST_LINES:
        reason = f"it has more than {_MOST_LINES:,} lines, too many for an article"
        return Skipped(source=raw.source.path, stage="ingest", reason=reason)
    mail, plain = split_mail(plain)
    stamp = _STAMP.search(plain[:_STAMPED_WITHIN])
    every = read_lines(plain if raw.headings else unwrapped(plain), raw.headings)
    lines = without_noise(without_captions(every, noise), noise)
    head, body = split_head(lines, _one_line(raw.title) or mail.subject, _one_line(raw.deck), noise)
    stated, body = _leading_dateline(body, noise)
    paragraphs, headings, writer = _settled(body, [said for said in (head.title, head.deck) if said], noise)
    if not paragraphs and _is_flash(raw, lines):
        paragraphs, head = lines, replace(head, title=None)
    sentences = _sentences(paragraphs, headings)
    if not sentences:
        return Skipped(source=raw.source.path, stage="ingest", reason="without page noise, it contains no sentence")
    places = [line.number for line in paragraphs]
    text = "\n".join(line.bullet + line.text for line in paragraphs)
    field = read_field(raw.byline, raw.source.outlet, noise) if raw.byline else Dateline()
    facts = field.completed_by(head.dateline).completed_by(stated).completed_by(_furniture_facts(every, noise))
    facts = facts.completed_by(Dateline(author=writer))
    facts = facts.completed_by(Dateline(day=mail.day or (day_of(stamp) if stamp else None)))
    named = (stated.outlet, head.dateline.outlet, field.outlet, raw.byline)
    return Article(
        source=replace(_completed(raw.source, facts), agency=agency_credited(named, every, paragraphs)),
        title_ar=head.title or _title_from(sentences[0].span.of(text)),
        title_derived=head.title is None,
        deck_ar=head.deck,
        text=text,
        headings=tuple(Heading(text=line.text, paragraph=bisect(places, line.number)) for line in headings),
        sentences=sentences,
    )


def _is_flash(raw: RawArticle, lines: Sequence[Line]) -> bool:
    """Return whether the text is a single line of news without a full stop, which otherwise would be a headline."""
    return raw.title is None and len(lines) == 1 and len(lines[0].words) >= _FEWEST_OF_FLASH


def _one_line(text: str | None) -> str | None:
    return " ".join(clean_characters(text).split()) or None if text else None


def _leading_dateline(body: Sequence[Line], noise: Boilerplate) -> tuple[Dateline, list[Line]]:
    """Return the dateline at the start of the first paragraph, and the body without it; headings may precede it."""
    lead = next((at for at, line in enumerate(body) if line.is_paragraph), 0)
    if not body:
        return Dateline(), []
    stated, text = split_paragraph(body[lead].text, noise)
    return stated, [*body[:lead], replace(body[lead], text=text), *body[lead + 1 :]]


def _settled(lines: list[Line], said: Sequence[str], noise: Boilerplate) -> tuple[list[Line], list[Line], str | None]:
    """Return the paragraphs and headings of a body, and the writer named in a note at its end.

    The rules are applied until nothing more is removed, because one removal may enable another. Therefore cleaning a
    text again does not change it.
    """
    headings: list[Line] = []
    writer = None
    for _ in range(_MOST_ROUNDS):
        kept, named = without_trailers(lines, noise)
        writer = writer or named or None
        kept = without_noise(without_captions(without_repeats(without_links(kept), said), noise), noise)
        kept, found = split_headings(kept)
        headings += found
        if kept == lines:
            break
        lines = kept
    headings.sort(key=lambda line: line.number)
    return lines, [line for line in headings if lines and line.number < lines[-1].number], writer


def _sentences(paragraphs: Sequence[Line], headings: Sequence[Line]) -> tuple[Sentence, ...]:
    """Return the sentences of `paragraphs`, with positions in the text in which newlines join the paragraphs."""
    sentences: list[Sentence] = []
    above = [heading.number for heading in headings]
    start = 0
    for number, line in enumerate(paragraphs):
        start += len(line.bullet)
        section = bisect(above, line.number)
        sentences.extend(
            Sentence(span=Span(start + span.start, start + span.end), paragraph=number, section=section)
            for span in split_sentences(line.text)
        )
        start += len(line.text) + 1
    return tuple(sentences)


def _furniture_facts(lines: Sequence[Line], noise: Boilerplate) -> Dateline:
    """Return the metadata in lines outside the article.

    ``المصدر: الجزيرة + وكالات`` names an outlet (the first known one counts), ``نُشر: 18 ديسمبر 2025`` a day, and
    ``المقال يعبر عن رأي الكاتبة …`` at the end the author.
    """
    facts = Dateline()
    for line in lines:
        if line.is_long:
            continue
        credit = _SOURCE_LINE.match(line.text)
        for part in re.split(r"\s{0,9}[+،,/|–—-]\s{0,9}", credit[1]) if credit else ():
            if " ".join(words(part)) in noise.names["outlets"]:
                facts = facts.completed_by(Dateline(outlet=part.strip()))
        if line in lines[-_NOTES_AT_END:] and _ARTICLE.issuperset(line.words[:1]) and opines(line.words):
            facts = facts.completed_by(Dateline(author=writer_named_in(line.text, noise)))
        published = _PUBLISHED_LINE.match(line.key) and not line.is_finished and DAY.search(line.text)
        if published:
            facts = facts.completed_by(Dateline(day=day_of(published)))
    return facts


def _completed(source: Source, facts: Dateline) -> Source:
    """Return `source` completed with facts that were not known before."""
    return replace(
        source,
        outlet=source.outlet or facts.outlet,
        place=source.place or facts.place,
        author=source.author or facts.author,
        published_at=source.published_at or facts.day,
    )


def _title_from(sentence: str) -> str:
    """Return the sentence without its full stop; a long one is cut after a clause, or after a word with an ellipsis.

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
