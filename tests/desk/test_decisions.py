"""The file of decisions: what it may say, how it is written, and how mistakes in it are named."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.desk import journal as journals
from reporter.desk.decisions import Decisions, DecisionsError, Note, dumps, name_of, parse, read, write
from reporter.desk.journal import BY_HAND, ChangedMeanwhileError, ImpossibleDecisionError, Journal, Who, version_of
from reporter.desk.sentences import sentence_keys
from reporter.errors import ReporterError
from reporter.files import locked

AT = datetime(2026, 11, 29, 5, 10, tzinfo=UTC)
PORT, HASH = "url:https://alwadi.example/port", "sha256:" + "ab" * 32
TEXT = f"""
order: ["{PORT}"]
entries:
  "{PORT}":
    headline: "عنوان"
    section: "economy"
    priority: "lead"
    our_headline: {{en: "Port reopens", ar: "الميناء يفتح"}}
    sentences: {{add: ["k:9b1e40c7aa02"], remove: ["k:000000000000#2"], order: []}}
    notes: [{{en: "Confirmed.", by: "Lina", at: "2026-11-29T05:10:00Z", for: "desk"}}]
  "{HASH}":
    out: {{why: "yesterday's news"}}
edition: {{approved: {{by: "Omar", at: "2026-11-29T05:20:00Z", content: "{"cd" * 32}"}}}}
"""


def who(by="Lina", window="w1"):
    return Who(by=by, at=AT, window=window)


def prioritised(priority):
    return lambda decided: decided.model_copy(update={"priority": priority})


def test_everything_that_may_be_decided_is_read_and_written():
    """The file has quoted texts and a stable order, so writing it again changes nothing."""
    decisions = parse(TEXT, "d")
    assert decisions.entries[PORT].notes[0].audience == "desk"
    assert decisions.entries[HASH].out.why == "yesterday's news"
    written = dumps(decisions)
    assert parse(written.decode(), "d") == decisions
    assert dumps(parse(written.decode(), "d")) == written
    assert written.startswith(b"# Comments in this file are lost")
    assert '    section: "economy"' in written.decode().splitlines()
    assert list(parse(written.decode(), "d").entries) == [PORT, HASH]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("order: 3", "line 1: order"),
        ("entries:\n  a:\n    prioritty: lead", "line 3: entries.a.prioritty: there is no such decision"),
        ("entries:\n  a:\n    priority: first", "line 3: entries.a.priority"),
        ("entries:\n  a:\n    section: Big News", "line 3: entries.a.section: must be 1 to 40 small"),
        ("entries:\n  a:\n    sentences:\n      add: [x]", "line 4: entries.a.sentences.add.0: must be k:"),
        ("entries:\n  a:\n    notes:\n      - {by: L, at: '2026-11-29T05:10:00Z'}", "line 4: entries.a.notes.0: a note needs en or ar"),
        ("entries:\n  a:\n    notes:\n      - {en: x, by: L, at: '2026-11-29T05:10:00'}", "line 4: entries.a.notes.0.at"),
        ("entries: {a: {with: b}, b: {with: a}}", "'with' leads back to it"),
        ("entries: {a: {with: a}}", "'with' leads back to it"),
        ("a: [", "d: line 1"),
        ("- a", "must contain 'name: value' lines"),
        ("a: &x [1]\nb: *x", "aliases"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(text, words):
    with pytest.raises(DecisionsError) as error:
        parse(text, "d")
    assert words in str(error.value)


def test_no_file_is_no_decision(tmp_path):
    assert read(tmp_path / "none.yaml") == Decisions()
    (tmp_path / "empty.yaml").write_bytes(b"")
    assert read(tmp_path / "empty.yaml") == Decisions()
    (tmp_path / "bad.yaml").write_bytes(b"\xff")
    with pytest.raises(DecisionsError, match=r"bad\.yaml cannot be read"):
        read(tmp_path / "bad.yaml")


def test_all_addresses_of_a_page_are_one_key():
    assert name_of(PORT) == name_of("url:http://www.alwadi.example/port/?utm_source=x") == "alwadi.example/port"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["وصل الوفد.", "وَصل الوفد.", "غادر الوفد."]), max_size=6))
def test_sentences_have_different_names(sentences):
    """Also equal ones; a name depends on the words and on how often they came before."""
    keys = sentence_keys(sentences)
    assert len(set(keys)) == len(sentences)
    assert keys[: len(keys) // 2] == sentence_keys(sentences[: len(keys) // 2])


def test_changes_are_logged_and_taken_back(tmp_path):
    """Each window takes back its own."""
    journal = Journal(tmp_path / "2026-11-29.yaml")
    journal.entry(PORT, prioritised("lead"), who())
    journal.entry(HASH, prioritised("brief"), who("Omar", "w2"))
    journal.whole(lambda decisions: decisions.model_copy(update={"order": (HASH,)}), who(), "order")
    assert journal.undo(who()) == "order"
    assert journal.decisions().order == ()
    assert journal.undo(who()) == PORT
    assert journal.undo(who()) is None
    assert list(journal.decisions().entries) == [HASH]
    assert [line["what"] for line in journal.lines()] == [PORT, HASH, "order", "order", PORT]
    assert journal.lines()[0]["after"] == {"priority": "lead"}


def test_a_change_upon_an_old_version_is_refused(tmp_path):
    """What somebody else has decided is never lost."""
    journal = Journal(tmp_path / "d.yaml")
    first = journal.entry(PORT, prioritised("lead"), who())
    journal.entry(PORT, prioritised("brief"), who("Omar"), version=first)
    with pytest.raises(ChangedMeanwhileError):
        journal.entry(PORT, prioritised("normal"), who(), version=first)
    assert journal.decisions().entries[PORT].priority == "brief"
    assert version_of(journal.decisions().entries[PORT]) != first


def test_another_spelling_of_an_address_is_the_same_article(tmp_path):
    journal = Journal(tmp_path / "d.yaml")
    journal.entry(PORT, prioritised("lead"), who())
    journal.entry("url:http://alwadi.example/port?utm_source=x", prioritised("brief"), who())
    assert {key: each.priority for key, each in journal.decisions().entries.items()} == {PORT: "brief"}


def under(key):
    return lambda decided: decided.model_copy(update={"under": key})


def test_what_would_contradict_a_later_decision_is_not_taken_back(tmp_path):
    """Lina no longer tells the port under the hash; Omar then tells the hash under the port."""
    journal = Journal(tmp_path / "d.yaml")
    journal.entry(PORT, under(HASH), who())
    journal.entry(PORT, under(None), who())
    journal.entry(HASH, under(PORT), who("Omar", "w2"))
    with pytest.raises(ImpossibleDecisionError):
        journal.undo(who())
    assert {key: each.under for key, each in journal.decisions().entries.items()} == {HASH: PORT}


@pytest.mark.parametrize("separator", ["\u2028", "\u0085", "\x0b", "\x1c", "\n"], ids=ascii)
def test_a_note_with_a_line_separator_can_be_taken_back(tmp_path, separator):
    """Such characters come with texts that are pasted from web pages and PDFs."""
    journal = Journal(tmp_path / "d.yaml")
    note = Note(en=f"One.{separator}Two.", by="Lina", at=AT)
    journal.entry(PORT, lambda decided: decided.model_copy(update={"notes": (note,)}), who())
    assert journal.decisions().entries[PORT].notes == (note,)
    assert journal.undo(who()) == PORT
    assert [line["what"] for line in journal.lines()] == [PORT, PORT]


def test_a_change_by_hand_is_noticed(tmp_path):
    path = tmp_path / "d.yaml"
    journal = Journal(path)
    journal.entry(PORT, prioritised("lead"), who())
    path.write_text(path.read_text(encoding="utf-8").replace("lead", "brief"), encoding="utf-8")
    journal.entry(HASH, prioritised("brief"), who())
    assert [line["what"] for line in journal.lines()] == [PORT, BY_HAND, HASH]
    assert journal.decisions().entries[PORT].priority == "brief"


def test_a_log_that_was_cut_off_is_continued(tmp_path):
    journal = Journal(tmp_path / "d.yaml")
    journal.entry(PORT, prioritised("lead"), who())
    with (tmp_path / "d.log").open("ab") as log:
        log.write(b'{"n": 2, "wh')
    journal.entry(HASH, prioritised("brief"), who())
    assert [line["what"] for line in journal.lines() if line["what"] != BY_HAND] == [PORT, HASH]


WRITER = """
import sys
from pathlib import Path
from reporter.desk.journal import Journal
sys.path.insert(0, "tests/desk")
from test_decisions import prioritised, who
journal = Journal(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10_000):
    journal.entry(f"url:https://alwadi.example/{number}", prioritised("lead"), who())
"""


def test_a_log_that_was_replaced_is_read_again(tmp_path):
    """As git does, with what a colleague has decided."""
    journal, other = Journal(tmp_path / "a.yaml"), Journal(tmp_path / "b.yaml")
    journal.entry(PORT, prioritised("lead"), who())
    assert [line["what"] for line in journal.lines()] == [PORT]
    other.entry(HASH, prioritised("lead"), who())
    other.entry(PORT, prioritised("lead"), who())
    (tmp_path / "b.log").replace(tmp_path / "a.log")
    assert [line["what"] for line in journal.lines()] == [HASH, PORT]


def test_a_decision_waits_for_another_one(tmp_path):
    """Two people decide at the same moment, in one process or in two."""
    journal, errors = Journal(tmp_path / "a.yaml"), []

    def decide():
        try:
            journal.entry(PORT, prioritised("lead"), who())
        except ReporterError as e:
            errors.append(e)

    with locked(tmp_path / "a.lock"):
        second = threading.Thread(target=decide)
        second.start()
        second.join(0.2)
    second.join()
    assert (errors, list(journal.decisions().entries)) == ([], [PORT])


def test_a_kill_leaves_a_whole_file(tmp_path):
    """And every decision that is in the file is in the log; `make bench desk` kills more often."""
    path = tmp_path / "d.yaml"
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"ready\n"
        while not path.exists() or len(read(path).entries) % 4 != 3:
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        kept, logged = read(path), Journal(path).lines()
        assert set(kept.entries) <= {line["what"] for line in logged}
        assert json.loads(json.dumps(logged)) == logged
        path.unlink()


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "folder" / "d.yaml"
    write(path, dumps(parse(TEXT, "d")))
    assert read(path) == parse(TEXT, "d")


def test_a_decision_costs_no_more_after_many(tmp_path, monkeypatch):
    """What this process has written is not read again; what somebody else has written is."""
    path, parsed = tmp_path / "2026-11-29.yaml", []
    monkeypatch.setattr(journals, "read", lambda path: parsed.append(path) or read(path))
    journal, other = Journal(path), Journal(path)
    for number in range(20):
        journal.entry("url:https://a.example/1", prioritised(("lead", "brief")[number % 2]), who())
        assert journal.lines()[-1]["n"] == number + 1
    assert len(parsed) == 1
    other.entry("url:https://a.example/2", prioritised("lead"), who("Omar"))
    assert list(journal.decisions().entries) == ["url:https://a.example/1", "url:https://a.example/2"]
    assert len(journal.lines()) == 21
    path.write_text("entries: {}\n", encoding="utf-8")
    journal.entry("url:https://a.example/3", prioritised("lead"), who())
    assert [line["what"] for line in journal.lines()[-2:]] == [BY_HAND, "url:https://a.example/3"]
    assert list(read(path).entries) == ["url:https://a.example/3"]


def test_decisions_last(tmp_path):
    """A sample of `make bench desk`."""
    from benchmarks import decisions

    with decisions.stand_ins():
        for what, held, listed, lost in decisions.survival(tmp_path / "survival", 9, 10):
            assert (held, listed, lost) == (9, 0, 0), what
