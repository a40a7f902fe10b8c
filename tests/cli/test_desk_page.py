"""What the desk's page does beyond decisions: it approves, tests, compares and searches, as the commands do."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from desks import desk_page
from newsrooms import DAY, NOBODY, TODAY, A, B

from reporter.desk.decisions import Headline
from reporter.workflows.make import build_edition


@contextmanager
def page_of(room):
    with desk_page(room.config, room.edition) as page:
        yield page


@pytest.fixture
def page(room):
    with page_of(room) as page:
        yield page


def state(page):
    return page.page("desk").xpath("string(//*[@id='state'])")


def content(page):
    return page.dialog("approval").xpath("//form/@data-content")[0]


def test_an_edition_is_approved_by_name_and_mailed(room, page):
    """After the time for it, at once; the state says who and when, and the approval can be withdrawn."""
    assert state(page).startswith("draft")
    answer = page.post("desk/approve", content=content(page))
    assert answer.status_code == 200
    assert answer.get_json()["said"] == ["Approved.", "Mailed to 2."]
    assert room.mailed == [A, B]
    given = room.journal.decisions().edition.approved
    assert (given.by, given.content) == ("Lina", room.made.desk.approved.content)
    assert f"approved {given.at:%H:%M} by Lina" in state(page)
    assert "not in the edition" not in state(page)
    assert page.dialog("approval").xpath("//button[@type='submit']") == []
    assert page.post("desk/withdraw").get_json()["said"] == ["The approval was withdrawn."]
    assert state(page).startswith("draft")
    assert room.made.desk.approved is None


def test_undo_does_not_take_back_an_approval(room, page):
    """Documents and mails tell of it; Undo knows only decisions on what is printed."""
    assert page.post("desk/approve", content=content(page)).status_code == 200
    assert page.post("desk/undo").get_json()["key"] is None
    assert "by Lina" in state(page)
    assert room.made.desk.approved.content == room.journal.decisions().edition.approved.content


def test_notes_on_the_whole_edition(room, page):
    """They are printed or kept for the desk; Undo takes the last one back, and a note without text is refused."""
    said = {"en": "Two outlets are on strike.", "ar": "", "for": "print"}
    assert page.post("desk/note", **said).get_json()["said"] == ["Saved."]
    assert page.post("desk/note", en="", ar="اتصلوا بهم.", **{"for": "desk"}).get_json()["noted"] == 2
    assert "not in the edition yet: 1" in state(page)
    refused = page.post("desk/note", en=" ", ar="", **{"for": "print"})
    assert (refused.status_code, refused.get_json()["error"]) == (422, "This cannot be kept: a note needs en or ar.")
    assert page.post("desk/note", en="x", ar="", **{"for": "all"}).status_code == 422
    assert page.post("rebuild").status_code == 200
    assert [(note.en, note.ar, note.by, note.audience) for note in room.made.desk.notes] == [
        ("Two outlets are on strike.", None, "Lina", "print"), (None, "اتصلوا بهم.", "Lina", "desk"),
    ]  # fmt: skip
    shown = (room.edition / "briefing.html").read_text(encoding="utf-8")
    assert ("on strike" in shown, "اتصلوا" in shown) == (True, False)
    first = page.dialog("notes").xpath("//button/@data-note")[0]
    assert page.post("desk/remove-note", note=first).get_json()["noted"] == 1
    assert page.post("desk/remove-note", note=first).get_json()["noted"] == 1
    assert page.post("desk/undo").status_code == 200
    assert page.page("desk").xpath("string(//*[@id='noted'])") == "2"


def test_what_was_not_looked_at_is_not_approved(room, page):
    """The dialog names the content; another one, or a decision since then, is refused, and the state tells of it."""
    seen = content(page)
    room.decide({"priority": "brief"})
    (submit,) = page.dialog("approval").xpath("//button[contains(@class, 'main')]")
    assert "data-rebuild" in submit.attrib
    assert page.post("desk/approve", content=seen).status_code == 409
    assert page.post("rebuild").status_code == 200
    answer = page.post("desk/approve", content=seen)
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.get_json()["error"]
    assert room.journal.decisions().edition.approved is None
    assert page.post("desk/approve", content=content(page)).status_code == 200
    room.decide({"priority": "normal"})
    assert "by Lina, 1 change since" in state(page)
    assert room.mailed == [A, B]


def test_the_dialog_lists_what_to_know(room, page):
    """Doubts with links to the English, late articles, and decisions that found nothing."""
    room.write(approval=NOBODY, desk={"late_after": "00:00", "approval": NOBODY})
    room.journal.entry(
        "url:https://gone.example/", lambda entry: entry.model_copy(update={"priority": "lead"}), _omar()
    )
    assert page.post("rebuild").status_code == 200
    with page_of(room) as again:
        again.post("rebuild")
        said = again.dialog("approval")
        titles = [" ".join(head.text_content().split()) for head in said.xpath("//h3")]
        assert titles == ["Arrived late 2", "Decisions that found nothing 1"]
        assert "https://gone.example/" in said.text_content()
        assert "https://gone.example/" in again.page("desk").xpath("string(//*[@aria-labelledby='stale'])")


def _omar():
    from reporter.desk.journal import Who

    return Who(by="Omar", at=TODAY)


def test_a_test_goes_to_one_address_and_is_not_recorded(room, page):
    assert page.post("desk/test", to="me@example.org").get_json()["said"] == ["Mailed to 1."]
    assert room.mailed == ["me@example.org"]
    assert room.server.taken[-1].message["Subject"].startswith("[TEST]")
    assert "has not been mailed" in page.page("changes").text_content()
    for wrong in ("me", "a@example.org\r\nBcc: b@example.org", ""):
        assert page.post("desk/test", to=wrong).status_code == 422
    assert room.mailed == ["me@example.org"]


def test_changes_against_the_edition_before_and_what_was_mailed(room):
    """New and updated articles, and the texts that are not as their recipients had them."""
    before = TODAY - timedelta(days=1)
    build_edition(room.config, before, day=before.date())
    (room.folder / "articles/late.txt").write_text("خبر جديد\n\nوصل الوفد صباح اليوم.\n", encoding="utf-8")
    room.run("--no-send")
    room("approve")
    with page_of(room) as page:
        assert "(1 new, 0 updated)" in page.page("changes").xpath("string(//*[@aria-current])")
        assert "(جديد 1، محدّث 0)" in page.page("changes", lang="ar").xpath("string(//*[@aria-current])")
        assert "who have it as it is now: 2" in page.page("changes").text_content()
        room.decide({"our_headline": Headline(en="Ours")})
        page.post("rebuild")
        mailed = page.page("changes").xpath("//section[@aria-labelledby='mailed']")[0]
        assert "who have another version: 2" in mailed.text_content()
        assert "Ours" in mailed.xpath("string(.//ins)")
        (key, *_), (version, *_) = (
            page.page("desk").xpath(f"//li[contains(., 'خبر جديد')]/@data-{name}") for name in ("key", "version")
        )
        page.post("desk/decide", key=key, version=version, change={"later": True})
        page.post("rebuild")
        assert "(0 new, 0 updated)" in page.page("changes").xpath("string(//*[@aria-current])")


def test_the_archive_is_searched(room, page):
    """Hits are marked and linked to the page of their edition, which may only show itself; text is no mark-up."""
    found = page.page("archive", q="المتحف")
    assert {mark.text for mark in found.xpath("//mark")} >= {"متحفا"}
    link = found.xpath("//ol//a/@href")[0]
    assert link.startswith(f"editions/{DAY}#point-")
    answer = page.get(link.partition("#")[0])
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert 'id="point-' in answer.get_data(as_text=True)
    assert page.get("editions/2020-01-01").status_code == 404
    assert page.get("editions/..").status_code == 404
    assert "<script>" not in page.get("archive", q='<script>"').get_data(as_text=True).replace("<script nonce", "")
    assert "no word to search for" in page.page("archive", q="-متحف").text_content()
    assert "is written as" in page.page("archive", q="متحف", **{"from": "yesterday"}).text_content()
    answer.close()
    assert page.page("archive", q="متحف", to="2020-01-01").xpath("//mark") == []


def test_terms_of_the_glossary_are_counted(room):
    (room.folder / "terms.yaml").write_text("- {term: وزارة الثقافة, en: Ministry of Culture}\n", encoding="utf-8")
    room.write(glossary=["terms.yaml"])
    with page_of(room) as page:
        (row,) = page.page("archive", show="names").xpath("//tbody/tr")
        assert row.text_content() == f"Ministry of Culture · وزارة الثقافة1{DAY[:7]}: 1"
