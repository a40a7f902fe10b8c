"""What documents say of the decisions of the desk: its headlines and notes, what leads a section, what arrived late."""

from collections.abc import Sequence

from reporter.model import Language
from reporter.record import Entry, Record
from reporter.record.blocks import Block
from reporter.record.desk import NOTHING_ON_ENTRY, DeskNote
from reporter.render.words.attribution import attribution
from reporter.render.words.bilingual import BOTH, MACHINE, Bilingual

LEAD = Bilingual("Lead", "خبر رئيس")
LATE = Bilingual("late", "وصل متأخرًا")
_NOTE = Bilingual("Note by the desk ({}){}: {}", "ملاحظة من التحرير ({}){}: {}")
_ABOUT = Bilingual(" on {}", " عن {}")


def is_decided(record: Record) -> bool:
    """Return whether the desk has decided anything that is printed."""
    decided = any(entry.desk != NOTHING_ON_ENTRY for entry in record.entries)
    return bool(record.desk.sections or record.desk.notes) or decided


def lead(entry: Entry, language: Language) -> str:
    """Return the mark of what leads its section, to print before outlet and time; empty for any other entry."""
    return f"{LEAD.of(language)} · " if entry.desk.priority == "lead" else ""


def late(entry: Entry, language: Language) -> str:
    """Return the mark of what arrived late, to print after its time; empty for any other entry."""
    return f" · {LATE.of(language)}" if entry.desk.late else ""


def their_headline(block: Block) -> tuple[Bilingual, ...]:
    """Return whose headline was replaced by that of the desk, and which one it is; nothing if none was replaced.

    The line is empty in a language in which the headline of the outlet is printed.
    """
    article, ours = block.article, block.article.desk.our_headline
    if ours is None:
        return ()
    names = Bilingual(*(attribution(article.source, language).outlet or f"[{article.id}]" for language in BOTH))
    return (
        Bilingual(
            f"headline by the desk; {names.en}: {_english(article)}" if ours.en is not None else "",
            f"العنوان من التحرير؛ {names.ar}: «{article.title_ar}»" if ours.ar is not None else "",
        ),
    )


def edition_notes(record: Record, languages: Sequence[Language] = BOTH) -> tuple[Bilingual, ...]:
    """Return the notes of the desk about the whole edition for a document in `languages`."""
    return tuple(_said(note, languages) for note in record.desk.notes if note.audience == "print")


def block_notes(block: Block, languages: Sequence[Language] = BOTH) -> tuple[Bilingual, ...]:
    """Return the notes of the desk about the articles of a block for a document in `languages`."""
    return tuple(
        _said(note, languages, "" if entry is block.article else entry.id)
        for entry in block.entries
        for note in entry.desk.notes
        if note.audience == "print"
    )


def _said(note: DeskNote, languages: Sequence[Language], about: str = "") -> Bilingual:
    """Return a note; one that the desk has written in no language of the document is printed as it is."""
    texts = {"en": note.en, "ar": note.ar}
    if not any(texts[language] for language in languages):
        texts = dict.fromkeys(texts, note.en or note.ar)

    def of(language: Language) -> str:
        on = _ABOUT.of(language).format(f"[{about}]") if about else ""
        return _NOTE.of(language).format(note.by, on, texts[language]) if texts[language] else ""

    return Bilingual(of("en"), of("ar"))


def _english(article: Entry) -> str:
    """Return the English of the outlet's headline, with its origin and doubts, or the Arabic if there is none."""
    title = article.title
    if not title.text_en:
        return f"“{article.title_ar}”"
    machine = [MACHINE] if title.origin == "machine" else []
    doubts = [f"({flag.detail})" for flag in title.flags if flag.is_doubt]
    return " ".join([f"“{title.text_en}”", *machine, *doubts])


NAMES: dict[str, object] = {
    "block_notes": block_notes,
    "edition_notes": edition_notes,
    "is_decided": is_decided,
    "late": late,
    "lead": lead,
    "their_headline": their_headline,
}
"""More names available to templates as ``wording``."""
