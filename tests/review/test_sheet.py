"""The sheet: every text once, with its state, its doubts and its changes."""

import json
from dataclasses import replace

import pytest
from builders import DOUBT

from reporter.errors import ReporterError
from reporter.language import vectors
from reporter.language.arabic.letters import memory_key
from reporter.record import load, problems
from reporter.review.sheet import MAX_CHARACTERS, RefusedTextError, Sheet, UnknownItemError, item_id
from reporter.review.similar import HumanSentences
from reporter.store import MemoryEntry
from reporter.store.corrections import OutdatedError

HURT = "أصيب 377 شخصا."


def find(sheet, text_ar):
    return next(item for item in sheet.items() if item.text_ar == text_ar)


def test_headlines_decks_and_sentences_are_on_it(sheet):
    """They are in the order of the edition; a sentence in two articles is listed once with both places."""
    assert [(item.kind, item.places) for item in sheet.items()] == [
        ("headline", ("1",)), ("deck", ("1",)), ("sentence", ("1.1",)), ("sentence", ("1.2",)),
        ("sentence", ("1.3", "2.2")), ("headline", ("2",)), ("sentence", ("2.1",)),
    ]  # fmt: skip


def test_saved_text_is_a_draft_until_it_is_accepted(sheet, store):
    """Only then does the memory use it."""
    item = find(sheet, HURT)
    draft = sheet.save(item.id, 0, "377 people", accept=False, window="w")
    assert (draft.state, draft.version, find(sheet, HURT).text_en) == ("draft", 1, "377 people")
    assert store.remembered([item.key]) == {}
    done = sheet.save(item.id, 1, "377 people were hurt.", accept=True, window="w")
    assert (done.state, done.correction.by) == ("reviewed", "Lina")
    assert store.remembered([item.key])[item.key].text_en == "377 people were hurt."


def test_doubts_are_updated_with_the_text(sheet):
    """A corrected number is no longer doubtful, a wrong one is; accepting the machine's text removes its doubts."""
    item = find(sheet, HURT)
    assert sheet.flags(item) == (DOUBT,)
    assert not sheet.flags(sheet.save(item.id, 0, "377 people were hurt.", accept=False, window="w"))
    wrong = sheet.save(item.id, 1, "577 people were hurt.", accept=True, window="w")
    assert {flag.check for flag in sheet.flags(wrong)} == {"numbers"}
    as_it_was = sheet.save(item.id, 2, "Some were hurt.", accept=True, window="w")
    assert sheet.flags(as_it_was) == ()


def test_undo_ends_at_the_text_of_the_edition(sheet):
    """Its doubts return too."""
    item = find(sheet, HURT)
    sheet.save(item.id, 0, "377 people were hurt.", accept=True, window="w")
    undone = sheet.undo(item.id, 1, window="w")
    assert (undone.state, undone.text_en, undone.undoable) == ("open", "Some were hurt.", False)
    assert sheet.flags(undone) == (DOUBT,)


def test_text_is_stored_in_the_form_of_a_sentence(sheet):
    """One line, without invisible characters, letters as they were typed."""
    item = find(sheet, HURT)
    saved = sheet.save(item.id, 0, " 377\n people\u202e <b>&amp; \ud800hurt ", accept=True, window="w")
    assert saved.text_en == "377 people <b>&amp; hurt"


def test_unusable_english_is_rejected(sheet):
    """An empty text, a text that is too long, and a sentence that does not exist."""
    item = find(sheet, HURT)
    with pytest.raises(RefusedTextError, match="no English to accept"):
        sheet.save(item.id, 0, "\u200b ", accept=True, window="w")
    with pytest.raises(RefusedTextError, match="longer than"):
        sheet.save(item.id, 0, "x" * (MAX_CHARACTERS + 1), accept=False, window="w")
    with pytest.raises(UnknownItemError):
        sheet.save(item_id("غير موجود"), 0, "x", accept=True, window="w")
    assert find(sheet, HURT).version == 0


def test_changes_are_based_on_the_version_that_was_shown(folder, corrections, sheet):
    """Of two people at once, the later one is shown the other's text."""
    other = Sheet(folder, corrections, by="Omar")
    item = find(sheet, HURT)
    sheet.save(item.id, 0, "Mine", accept=True, window="one")
    with pytest.raises(OutdatedError) as refused:
        other.save(item.id, 0, "Yours", accept=True, window="two")
    assert (refused.value.current.text_en, refused.value.current.by) == ("Mine", "Lina")


def test_the_machine_text_is_remembered_when_the_edition_prints_the_correction(folder, sheet):
    """After the edition was made again, the original is still the machine's text, and undo returns to it."""
    item = find(sheet, HURT)
    sheet.save(item.id, 0, "377 people were hurt.", accept=True, window="w")
    made = json.loads((folder / "briefing.json").read_bytes())
    point = made["entries"][1]["points"][0]
    point |= {"text_en": "377 people were hurt.", "origin": "memory", "score": None, "flags": []}
    point["reviewed"] = {"by": "Lina", "at": "2026-11-21T03:30:00Z"}
    made["counts"] |= {"machine": 2, "memory": 2, "flagged": 0, "reviewed": 1}
    (folder / "briefing.json").write_text(json.dumps(made), encoding="utf-8")
    assert problems(load(folder / "briefing.json")) == ()
    printed = find(sheet, HURT)
    assert (printed.printed, printed.before_en, printed.before_origin) == (True, "Some were hurt.", "machine")
    assert sheet.undo(item.id, 1, window="w").text_en == "Some were hurt."


def test_a_missing_edition_is_reported_in_one_sentence(folder, sheet):
    """The folder was removed while the page was open."""
    (folder / "briefing.json").unlink()
    with pytest.raises(ReporterError, match="no longer exists"):
        sheet.items()


def human(*pairs):
    entries = [MemoryEntry(key=memory_key(arabic), text_ar=arabic, text_en=english) for arabic, english in pairs]
    return HumanSentences(lambda: entries)


def test_the_nearest_human_sentence_is_found():
    """Few words differ and the meaning is close; the sentence itself, and one that only shares words, do not count."""
    sentences = human(
        ("افتتح وزير الثقافة معرض الكتاب في الدوحة مساء الأحد.", "The culture minister opened the Doha book fair."),
        ("افتتح وزير النقل محطة القطار الجديدة في الدوحة.", "The transport minister opened a new station in Doha."),
        ("ارتفع سعر القمح في الأسواق العالمية هذا الأسبوع.", "Wheat rose on world markets this week."),
    )
    found = sentences.nearest("افتتح وزير الثقافة معرض الكتاب في الرباط مساء الخميس.")
    assert found.text_en == "The culture minister opened the Doha book fair."
    assert sentences.nearest("ارتفع سعر القمح في الأسواق العالمية هذا الأسبوع.") is None
    assert sentences.nearest("عاد اللاعب المصاب إلى التدريبات بعد غياب طويل.") is None
    assert sentences.nearest("سعر القمح") is None


def test_without_the_encoder_words_decide(monkeypatch):
    monkeypatch.setattr(vectors, "available", lambda: False)
    sentences = human(("زار الوفد المصنع الجديد في المدينة", "The delegation visited the new factory in town"))
    assert sentences.nearest("زار الوفد المصنع القديم في المدينة").text_en.startswith("The delegation")


def test_a_suggestion_is_for_what_nobody_has_translated(sheet):
    """It is shown, and neither kept nor printed by itself."""
    item = find(sheet, HURT)
    sheet._human = human((HURT.replace("377", "378"), "378 people were hurt."))
    assert sheet.similar(item) is None  # three words are too few
    longer = replace(item, text_ar="أصيب 377 شخصا في حادث القطار أمس.")
    sheet._human = human(("أصيب 378 شخصا في حادث القطار أمس.", "378 people were hurt in yesterday's train crash."))
    assert sheet.similar(longer).text_en.startswith("378")
    assert sheet.similar(replace(longer, before_origin="memory")) is None
    assert longer.text_en == "Some were hurt."
