"""What pages that are not an edition show in samples: the list of editions, and the review page of a record.

In: the invented records of ``samples``. Out: the values of the templates.
"""

from collections import defaultdict

from reporter.model import Translation
from reporter.record import Record
from reporter.record.blocks import blocks, is_grouped
from reporter.record.english_json import utc
from reporter.render.templates.context import Headline, IndexContext, IndexTitle, Layout, ListedEdition, ListedRoundup
from reporter.render.templates.local_pages import (
    ReviewContext,
    ReviewFlag,
    ReviewFont,
    ReviewGroup,
    ReviewItem,
    ReviewProgress,
    ReviewState,
)
from reporter.render.templates.views import view


def index_of(record: Record, layout: Layout) -> IndexContext:
    """Return the values of the index page if `record` is the only edition."""
    edition = record.edition
    listed = ListedEdition(
        date=edition.date.isoformat(),
        issued_at=utc(edition.issued_at),
        degraded=bool(record.degraded),
        erratum=record.desk.erratum.kind if record.desk.erratum else None,
        articles=len(record.entries),
        headlines=[
            Headline(
                text_ar=block.entry.title_ar,
                text_en=block.entry.title.text_en,
                entry=block.entry.id,
                machine=block.entry.title.origin == "machine",
            )
            for block in blocks(record)
        ],
    )
    told = ListedRoundup(
        name="2026-11-15_2026-11-21", first="2026-11-15", last="2026-11-21", section="", priority="", erratum=None
    )
    title = IndexTitle(en=edition.title_en, ar=edition.title_ar)
    return IndexContext(editions=[listed], roundups=[told], title=title, layout=layout)


def review_of(record: Record) -> ReviewContext:
    """Return the values of the review page of `record`."""
    points = [point for block in blocks(record) for _, point in block.rows]
    story_of = {point.id: block.entry.id for block in blocks(record) for _, point in block.rows}
    items = [
        ReviewItem(
            id=f"i{point.id}",
            kind="sentence",
            places=(point.id,),
            story=story_of[point.id] if is_grouped(record) else None,
            text_ar=point.text_ar,
            before_en=point.english.text_en,
            before_origin=point.english.origin,
            tried=tuple(candidate.text_en for candidate in point.english.candidates),
            similar_ar=point.text_ar,
            similar_en=point.english.text_en or "Yes.",
            reason=point.english.reason,
        )
        for point in points
    ]
    states = [_state_of(f"i{point.id}", point.english) for point in points]
    return ReviewContext(
        record=view(record),
        language="en",
        words=defaultdict(str),
        groups=[_group_of(items)] if items else [],
        state={state["id"]: state for state in states},
        progress=ReviewProgress(reviewed=record.counts.reviewed, total=len(items), pending=0),
        secret="secret",  # noqa: S106 (nobody is served this page)
        nonce="nonce",
        fonts={"Amiri-Regular.ttf": ReviewFont(family="Amiri", weight=400, style="normal")},
    )


def _group_of(items: list[ReviewItem]) -> ReviewGroup:
    return ReviewGroup(name_en="To check", name_ar="بحاجة إلى مراجعة", places=len(items), entries=items)


def _state_of(name: str, english: Translation) -> ReviewState:
    return ReviewState(
        id=name,
        version=0,
        state="reviewed" if english.reviewed else "open",
        text=english.text_en or "",
        before=english.text_en or "",
        by=english.reviewed.by if english.reviewed else "",
        undoable=english.reviewed is not None,
        flags=[ReviewFlag(severity=flag.severity, detail=flag.detail, mark_ar="للمراجعة.") for flag in english.flags],
    )
