"""Corrections: versions that are never overwritten, drafts that are not used, and precedence over all other memory."""

import logging
import threading

import pytest

from reporter.errors import StoreError
from reporter.language.arabic.letters import memory_key
from reporter.store import MemoryEntry, Store
from reporter.store.corrections import Correction, Corrections, OutdatedError

ARABIC = "فاز الفريق 2-1 على ضيفه."
KEY = memory_key(ARABIC)


def written(text_en, version=0, state="accepted", window="one", by="Lina"):
    return Correction(
        key=KEY, version=version, parent=0, state=state, text_ar=ARABIC, text_en=text_en,
        before_en="The team won.", before_origin="machine", by=by, at="20261121T033000Z", window=window,
    )  # fmt: skip


def undone(corrections, version, window="one"):
    return corrections.undo(KEY, version, by="Omar", at="20261121T040000Z", window=window)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.sqlite3"


@pytest.fixture
def store(path):
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def corrections(store):
    return Corrections(store)


def served(store):
    found = store.remembered([KEY]).get(KEY)
    return found and (found.text_en, found.author, found.reviewed)


def test_accepted_corrections_precede_every_memory_file(store, corrections):
    """Even one that states a later change."""
    later = MemoryEntry(key=KEY, text_ar=ARABIC, text_en="From a file", changed="20991231T000000Z")
    store.replace_memory("/z.tmx", "1", [later], listed=True)
    assert served(store) == ("From a file", "", False)
    corrections.write(written("The team won 2-1."))
    assert served(store) == ("The team won 2-1.", "Lina", True)
    assert [(entry.text_en, entry.reviewed) for entry in store.memory()] == [("The team won 2-1.", True)]


def test_a_draft_is_stored_but_not_used(store, corrections):
    """A run during typing prints the earlier text."""
    corrections.write(written("The team w", state="draft"))
    assert served(store) is None
    assert corrections.current([KEY])[KEY].text_en == "The team w"
    corrections.write(written("The team won 2-1.", version=1))
    corrections.write(written("The team won 2-1 ag", version=2, state="draft"))
    assert served(store) == ("The team won 2-1.", "Lina", True)


def test_drafts_of_one_window_are_one_step(corrections):
    """Typing creates one version, not one for each pause."""
    for version, text in enumerate(["T", "Th", "The", "They"]):
        corrections.write(written(text, version=version, state="draft"))
    corrections.write(written("They won 2-1.", version=4))
    assert [(item.version, item.state, item.text_en) for item in corrections.history(KEY)] == [
        (5, "accepted", "They won 2-1.")
    ]


def test_every_version_keeps_its_author_and_the_machine_text(corrections):
    """The machine's text is that of the first version, whatever the edition prints later."""
    corrections.write(written("One"))
    corrections.write(written("Two", version=1, by="Omar"))
    history = corrections.history(KEY)
    assert [(item.text_en, item.by, item.before_en, item.before_origin) for item in history] == [
        ("One", "Lina", "The team won.", "machine"),
        ("Two", "Omar", "The team won.", "machine"),
    ]


def test_undo_goes_back_one_version_each_time(store, corrections):
    """Draft, second, first, none; then there is nothing to undo, and every step is in the history."""
    corrections.write(written("One"))
    corrections.write(written("Two", version=1))
    corrections.write(written("Two and", version=2, state="draft"))
    texts = [undone(corrections, version).text_en for version in (3, 4, 5, 6)]
    assert texts == ["Two", "One", "", ""]
    assert served(store) is None
    assert corrections.current([KEY])[KEY].version == 6
    assert [item.text_en for item in corrections.history(KEY)] == ["One", "Two", "Two", "One", ""]


def test_a_correction_can_be_made_again_after_undoing(store, corrections):
    """Withdrawn is an ordinary state."""
    corrections.write(written("One"))
    undone(corrections, 1)
    corrections.write(written("Better", version=2))
    assert served(store) == ("Better", "Lina", True)
    assert undone(corrections, 3).state == "withdrawn"


def test_undoing_nothing_does_nothing(corrections):
    """No row is added."""
    assert undone(corrections, 0) is None
    assert corrections.history(KEY) == ()


@pytest.mark.parametrize("state", ["accepted", "draft"])
def test_a_change_of_an_outdated_version_is_rejected(corrections, state):
    """The error has the current version, and nothing is lost."""
    corrections.write(written("Mine", state=state, window="one"))
    with pytest.raises(OutdatedError) as refused:
        corrections.write(written("Yours", version=0, state=state, window="two"))
    assert refused.value.current.text_en == "Mine"
    with pytest.raises(OutdatedError):
        undone(corrections, 7, window="two")
    corrections.write(written("Yours", version=1, state=state, window="two"))
    assert [item.text_en for item in corrections.history(KEY)] == ["Mine", "Yours"]


def test_one_of_many_simultaneous_writers_wins(path, store):
    """Each has its own connection, like a process; the others get an error."""
    outcomes = []
    barrier = threading.Barrier(8)

    def write(number):
        with Store.open(path) as own:
            mine = Corrections(own)
            barrier.wait()
            try:
                outcomes.append(mine.write(written(f"Text {number}", window=str(number))).text_en)
            except OutdatedError as e:
                outcomes.append(e.current.text_en)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 8
    assert len(set(outcomes)) == 1
    assert len(Corrections(store).history(KEY)) == 1


def test_a_store_that_cannot_save_a_correction_says_so(store, corrections, caplog):
    """A correction only in memory would be lost silently."""
    store.rows("PRAGMA query_only = 1")
    with caplog.at_level(logging.WARNING), pytest.raises(StoreError, match="could not be saved"):
        corrections.write(written("One"))
    assert "cannot be used" in caplog.text


def test_corrections_survive_a_damaged_store(path, caplog):
    """Nobody could make them again."""
    with Store.open(path) as store:
        Corrections(store).write(written("One"))
        Corrections(store).write(written("Two", version=1))
        store.rows("CREATE TABLE foreign_table (a)")
    with caplog.at_level(logging.WARNING), Store.open(path) as store:
        assert served(store) == ("Two", "Lina", True)
        assert len(Corrections(store).history(KEY)) == 2
    assert "2 versions of corrections" in caplog.text
