"""Small, valid parts of a briefing for tests: articles made of sentences, entries, a whole record."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

from reporter.config import IngestSettings, LayoutSettings
from reporter.ingest import read_files
from reporter.model import (
    Article,
    Edition,
    Engine,
    Flag,
    Pick,
    Sentence,
    Skipped,
    Source,
    Span,
    SummariserInfo,
    Summary,
    Translation,
)
from reporter.record import document, loads, make, make_entry

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
ENGINE = Engine(name="argos", model="translate-ar_en", version="1.0", sha256="0" * 64, beam_size=4)
PAIRS = (
    ("فاز الفريق 2-1 على ضيفه مساء السبت.", "The team beat its visitors 2-1 on Saturday evening."),
    ("وسجل المهاجم هدفين في غضون خمس دقائق.", "The striker scored twice within five minutes."),
    ("ولم يحضر المدرب المؤتمر الصحفي.", "The coach did not attend the press conference."),
)


def reading(root, now=NOW):
    """Return the function with which a ``Folder`` reads files in this process."""

    def read(found):
        for item in found:
            if isinstance(item, Skipped):
                yield item
            else:
                yield from read_files(item, IngestSettings(), root=root, now=now)

    return read


def article(*sentences, name="a", title="الفريق يفوز على ضيفه", deck=None, **source):
    """Return an article with one sentence per paragraph."""
    sentences = sentences or tuple(ar for ar, _ in PAIRS)
    start, spans = 0, []
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return Article(
        source=Source(
            **{"path": f"articles/{name}.txt", "sha256": f"{ord(name[0]):064x}", "retrieved_at": NOW} | source
        ),
        title_ar=title,
        title_derived=False,
        deck_ar=deck,
        text="\n".join(sentences),
        headings=(),
        sentences=tuple(Sentence(span=span, paragraph=n, section=0) for n, span in enumerate(spans)),
    )


def led_by(language):
    """Return the layout in which English or Arabic comes first."""
    return LayoutSettings(languages=f"{language}-first")


def human(text_en):
    return Translation(text_en=text_en, origin="memory")


def machine(text_en, *flags, score=-0.4):
    return Translation(text_en=text_en, origin="machine", score=score, flags=flags)


def missing(reason="English not available: no Arabic-English model is installed"):
    return Translation(text_en=None, origin="none", reason=reason)


DOUBT = Flag(check="numbers", detail="377 is in the Arabic, not in the English", severity="error")


def entry(number="1", article_=None, title=None, points=None, deck=None):
    """Return an entry that quotes every sentence of its article."""
    quoted = article_ or article(
        outlet="نشرة", published_at=datetime(2026, 11, 20, 9, 15, tzinfo=timezone(timedelta(hours=3)))
    )
    english = points or [human(en) for _, en in PAIRS]
    return make_entry(
        number,
        Summary(article=quoted, picks=tuple(Pick(sentence=n, rank=n + 1) for n in range(len(english)))),
        title=title or human("The team beats its visitors"),
        deck=(deck or human("A deck")) if quoted.deck_ar else None,
        points=english,
    )


EDITION = Edition(
    date=date(2026, 11, 21), timezone="Asia/Riyadh", issued_at=NOW, title_ar="الموجز", title_en="Briefing"
)


def record(*entries, skipped=(), engine=None, **more):
    """Return the record of an edition with `entries`."""
    return make(
        entries or (entry(),),
        edition=EDITION,
        skipped=skipped,
        engine=engine,
        summariser=SummariserInfo(method="lead", unit="sentences", amount=3),
        **more,
    )


def no_articles():
    """Return the record of an edition without articles."""
    return make(
        (),
        edition=EDITION,
        skipped=(),
        engine=None,
        summariser=SummariserInfo(method="lead", unit="sentences", amount=3),
    )


def altered(made, change):
    """Return the record `made` after `change` has been applied to its JSON."""
    json_ = document(made)
    change(json_)
    return loads(json.dumps(json_).encode())


def put(*path, value):
    """Return a change that sets `value` at `path` in the JSON of a record."""

    def change(json_):
        *parents, last = path
        for step in parents:
            json_ = json_[step]
        json_[last] = value

    return change
