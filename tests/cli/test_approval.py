"""Editions that are mailed only when somebody has approved them, through a real mail server."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from newsrooms import DAY, DUTY, NOBODY, TODAY, A, B
from pypdf import PdfReader

from reporter import record
from reporter.desk.decisions import Sentences
from reporter.errors import NotApprovedError
from reporter.workflows import approval
from reporter.workflows.make import build_edition
from reporter.workflows.release import approve_edition, send_due


def test_nothing_is_mailed_before_it_is_approved(room, capsys):
    """Neither by a run, nor by one that makes up for another, nor by the next day's, nor by `send`."""
    assert room("run", "--catch-up", "--at", "00:00") == 0
    assert room("send") == 6
    said = capsys.readouterr().err
    assert f"reporter approve --date {DAY}" in said
    assert f"reporter send --date {DAY} --unapproved --by NAME" in said
    build_edition(room.config, TODAY, day=TODAY.date() - timedelta(days=1))
    assert room("send", "--due") == 6
    assert set(room.mailed) == {DUTY}
    assert room("approve", "--by", "Omar") == 0
    assert room.mailed[1:] == [A, B]
    assert "approved" in capsys.readouterr().out
    room("run", "--catch-up", "--at", "00:00")
    assert room("send", "--due") == 0
    assert room("send") == 0
    assert room.mailed == [DUTY, A, B]


def test_an_edition_that_a_person_held_back_is_not_mailed_by_the_schedule(room, capsys):
    """Today's own `run --catch-up` used to mail it."""
    room.write(approval={})
    assert room.run("--no-send") == 0
    for _ in range(2):
        assert room("run", "--catch-up", "--at", "00:00") == 0
    assert room.mailed == []
    assert room("send", "--to", "desk") == 0
    assert room("run", "--catch-up", "--at", "00:00") == 0
    assert room.mailed == [A]
    assert room("send") == 0
    assert room.mailed == [A, B]


def test_documents_and_record_say_who_approved(room):
    """Their content is the same as before."""
    before = record.content_sha256((room.edition / "briefing.json").read_bytes())
    room("approve", "--by", "Omar")
    made = room.made
    assert (made.desk.approved.by, made.desk.approved.content) == ("Omar", before)
    assert record.content_sha256((room.edition / "briefing.json").read_bytes()) == before
    assert record.problems(made) == ()
    assert "Approved by Omar" in (room.edition / "briefing.html").read_text(encoding="utf-8")
    text = "".join(page.extract_text() for page in PdfReader(room.edition / "briefing.pdf").pages)
    assert "Approved by Omar" in text
    assert room("approve", "--withdraw") == 0
    assert room.made.desk.approved is None
    assert "Approved by Omar" not in (room.edition / "briefing.html").read_text(encoding="utf-8")


def test_any_change_ends_an_approval(room, capsys):
    """A decision ends it at once; what is only for the desk does not, nor does making the same edition again."""
    room.write(approval=NOBODY | {"by": "23:59"})
    room("approve", "--by", "Omar")
    room.decide({"later": False, "headline": "for people"})
    assert approval.standing(room.config, room.edition).holds
    room.decide({"priority": "brief"})
    found = approval.standing(room.config, room.edition)
    assert (found.holds, found.unapplied) == (False, True)
    assert found.said(room.config).endswith("by Omar, 1 change since")
    assert room("approve", "--by", "Lina") == 6
    assert "decisions were made after it" in capsys.readouterr().err
    assert room("send") == 6
    room.run()
    assert room.made.desk.approved is None
    assert approval.standing(room.config, room.edition).said(room.config).endswith("by Omar, 1 change since")
    room.decide({"priority": "normal"})
    room.run()
    assert room.made.desk.approved.by == "Omar"
    assert approval.standing(room.config, room.edition).holds
    assert room.mailed == []


def test_what_is_approved_early_is_mailed_when_it_is_due(room):
    room.write(approval=NOBODY | {"by": "07:30"})
    early, due = TODAY.replace(hour=7, minute=12), TODAY.replace(hour=7, minute=30)
    with pytest.raises(NotApprovedError):
        send_due(room.config, None, now=early)
    assert approve_edition(room.config, room.edition, by="Omar", now=early) == ()
    send_due(room.config, None, now=due)
    send_due(room.config, None, now=due)
    assert room.mailed == [A, B]


def test_an_edition_that_is_due_and_not_approved_is_held(room):
    """Whoever the settings name is told once; it stays open, and is mailed as soon as it is approved."""
    for _ in range(2):
        with pytest.raises(NotApprovedError):
            send_due(room.config, None, now=TODAY)
    assert room.mailed == [DUTY]
    told = room.server.taken[0].message
    assert told["Subject"].startswith("Waiting for approval / بانتظار الموافقة: ")
    assert f"reporter approve --date {DAY}" in told.get_content()
    assert len(approve_edition(room.config, room.edition, by="Omar", now=TODAY)) == 2
    assert room.mailed == [DUTY, A, B]


def test_an_edition_that_nobody_read_can_be_marked(room):
    room.write(approval=NOBODY | {"otherwise": "marked"})
    send_due(room.config, None, now=TODAY)
    english, arabic = (item.message for item in room.server.taken)
    assert english["Subject"].startswith("[Not read by an editor] ")
    assert arabic["Subject"].startswith("[لم يطّلع عليها محرّر] ")
    assert "Not read by an editor." in english.get_body(("plain",)).get_content()
    assert "Not read by an editor" in english.get_body(("html",)).get_content()
    text = "".join(page.extract_text() for page in PdfReader(room.edition / "briefing.pdf").pages[:1])
    assert "Not read by an editor" in text
    room("run", "--catch-up", "--at", "00:00")
    assert room.mailed == [A, B]


def test_an_edition_that_nobody_read_can_be_sent_as_it_is(room):
    room.write(approval=NOBODY | {"otherwise": "send"})
    room("run", "--catch-up", "--at", "00:00")
    assert room.mailed == []
    send_due(room.config, None, now=TODAY)
    assert room.mailed == [A, B]
    assert "read" not in room.server.taken[0].message["Subject"]


def test_a_person_can_have_it_sent_unread(room, capsys):
    """The record and the documents name that person."""
    assert room("send", "--unapproved") == 2
    assert room("send", "--unapproved", "--by", "Rana") == 0
    assert room.mailed == [A, B]
    message = room.server.taken[0].message
    assert "Mailed at the request" not in message["Subject"]
    assert "It was mailed at the request of Rana." in message.get_body(("plain",)).get_content()
    (attached,) = [part for part in message.walk() if part.get_filename()]
    assert json.loads(attached.get_content())["edition"]["unapproved_by"] == "Rana"
    assert room.run() == 0
    assert (room.made.desk.unapproved_by, room.mailed) == (None, [A, B])


def test_a_test_goes_to_one_address_and_is_not_recorded(room):
    """It needs no approval."""
    ledger = room.config.delivery.ledger
    room("run", "--catch-up", "--at", "00:00")
    before = ledger.read_bytes()
    assert [room("send", "--test", DUTY) for _ in range(2)] == [0, 0]
    assert room.mailed == [DUTY, DUTY]
    message = room.server.taken[0].message
    assert message["Subject"].startswith("[TEST] ")
    assert message["List-Id"].startswith("<test.")
    pdf = next(part for part in message.walk() if part.get_filename("").endswith(".pdf"))
    assert len(PdfReader(BytesIO(pdf.get_content())).pages) >= 1
    assert ledger.read_bytes() == before
    approve_edition(room.config, room.edition, by="Omar", now=TODAY)
    assert room.mailed[2:] == [A, B]


def test_what_needs_attention_is_listed_before_an_approval(room, capsys):
    room.decide({"sentences": Sentences(remove=("k:0123456789ab",))})
    room.run()
    capsys.readouterr()
    assert room("approve", "--by", "Omar") == 0
    said = capsys.readouterr().out
    assert said.index("that found nothing") < said.index("approved")


def test_an_approval_that_was_cut_off_is_made_up_for(room, monkeypatch):
    """The decision was on disk, the documents did not say so yet, nothing was mailed."""
    from reporter.workflows import release

    def cut_off(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(approval, "restate", cut_off)
        with pytest.raises(KeyboardInterrupt):
            release.approve_edition(room.config, room.edition, by="Omar", now=TODAY)
    assert room.made.desk.approved is None
    assert room("run", "--catch-up", "--at", "00:00") == 0
    assert room.mailed == [A, B]
    (attached,) = [part for part in room.server.taken[0].message.walk() if part.get_filename()]
    assert json.loads(attached.get_content())["edition"]["approved"]["by"] == "Omar"
