"""Editions that were mailed and are then corrected or withdrawn, through a real mail server."""

import json
import shutil

import yaml
from http_servers import posting
from lxml import html
from newsrooms import DAY, TODAY, A, B

from reporter import archive, record
from reporter.desk.journal import Who
from reporter.store.sent import SentRecords

ENGLISH = "The local team beat its visitors 2-1 on Saturday evening."
MENDED = "The local team beat its guests 2-1 on Saturday evening."
C = "c@example.org"
GROUPS = [
    {"name": "desk", "to": [A], "format": "pdf", "record": True},
    {"name": "arabic", "to": [B], "format": "text", "lead": "arabic"},
    {"name": "museums", "to": [C], "format": "html", "only": ["museums"]},
]
WATCH = [{"name": "museums", "words": ["متحف"]}]


def mend(room):
    """Correct a sentence and make the edition again, which now also has an input that cannot be read."""
    (room.folder / "articles" / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    path = room.folder / "memory.tmx"
    path.write_text(path.read_text(encoding="utf-8").replace(ENGLISH, MENDED), encoding="utf-8")
    assert room.run("--no-send") == 0


def erratum(room, *arguments):
    return room("erratum", "--date", DAY, *arguments)


def test_those_who_had_it_are_told_once_what_was_and_is(room, capsys):
    """Not those whose selection is as it was, nor those who never had it."""
    room.write(groups=GROUPS, approval={}, watch=WATCH)
    room.run()
    assert room.mailed == [A, B, C]
    first = {item.recipients[0]: item.message["Message-ID"] for item in room.server.taken}
    assert erratum(room, "--kind", "corrected") == 1
    assert "has it as it is now" in capsys.readouterr().err
    mend(room)
    room.write(groups=[GROUPS[0] | {"to": [A, "new@example.org"]}, *GROUPS[1:]], approval={}, watch=WATCH)
    for _ in range(2):
        assert erratum(room, "--kind", "corrected", "--says", "Guests, not visitors.", "--says-ar", "ضيوف.") == 0
    assert room.mailed == [A, B, C, A, B]
    english, arabic = (item.message for item in room.server.taken[3:])
    assert english["Subject"].startswith("CORRECTED / تصويب: ")
    assert arabic["Subject"].startswith("تصويب / CORRECTED: ")
    assert (english["In-Reply-To"], arabic["In-Reply-To"]) == (first[A], first[B])
    text = " ".join(english.get_body(("plain",)).get_content().split())
    assert text.index("Guests, not visitors.") < text.index("WHAT WAS CORRECTED") < text.index("Sources")
    assert "was: The local team beat its visitors 2-1" in text
    assert "now: The local team beat its guests 2-1" in text
    page = english.get_body(("html",)).get_content()
    assert "<del>visitors</del>" in page
    assert "<b>guests</b></ins>" in page
    attached = {part.get_filename().split(".")[-1]: part for part in english.walk() if part.get_filename()}
    told = json.loads(attached["json"].get_content())["edition"]["erratum"]
    assert [(item["was_en"], item["is_en"]) for item in told["changed"]] == [(ENGLISH, MENDED)]
    assert attached["pdf"].get_content().startswith(b"%PDF")


def test_each_is_answered_to_the_mail_that_they_had(room):
    """Also in a group that gets one message now and did not before."""
    room.write(groups=[GROUPS[0] | {"to": [A, B]}], approval={})
    room("send")
    room.write(groups=[GROUPS[0] | {"to": [A, B], "bcc": True}], approval={})
    mend(room)
    assert erratum(room, "--kind", "corrected") == 0
    first, second, *errata = (item.message for item in room.server.taken)
    assert [item.recipients for item in room.server.taken] == [[A], [B], [A], [B]]
    assert [each["In-Reply-To"] for each in errata] == [first["Message-ID"], second["Message-ID"]]


def test_those_whose_version_was_not_kept_are_told_too(room, capsys):
    """Without what was; but not those who have the edition as it is."""
    room.write(approval={})
    room("send")
    shutil.rmtree(room.config.store.with_name("sent"))
    assert erratum(room, "--kind", "corrected") == 1
    assert "has it as it is now" in capsys.readouterr().err
    mend(room)
    assert erratum(room, "--kind", "corrected", "--says", "Guests, not visitors.") == 0
    assert room.mailed == [A, B, A, B]
    assert "Guests, not visitors." in room.server.taken[2].message.get_body(("plain",)).get_content()


def test_the_edition_and_the_index_say_so_and_go_on_saying_it(room):
    room.write(approval={})
    room("send")
    mend(room)
    assert erratum(room, "--kind", "refiled", "--says", "Spelling.") == 0
    assert room.mailed == [A, B]
    room.run("--no-send")
    assert room.made.desk.erratum.says_en == "Spelling."
    assert record.problems(room.made) == ()
    page = (room.edition / "briefing.html").read_text(encoding="utf-8")
    assert "<del>visitors</del>" in page
    assert "mended" in (room.edition.parent / "index.html").read_text(encoding="utf-8")
    assert erratum(room, "--kind", "refiled", "--says", "Spelling.", "--mail") == 0
    assert room.mailed == [A, B, A, B]


def test_what_is_withdrawn_is_not_mailed_again(room, capsys):
    """The mail has no article and no attachment."""
    room.write(groups=GROUPS[:2], approval={})
    room("send")
    for _ in range(2):
        assert erratum(room, "--kind", "withdrawn", "--says", "The report was a hoax.") == 0
    assert room.mailed == [A, B, A, B]
    message = room.server.taken[2].message
    assert message["Subject"].startswith("WITHDRAWN / سحب: ")
    assert [part.get_filename() for part in message.walk() if part.get_filename()] == [f"briefing-{DAY}.json"]
    text = message.get_body(("plain",)).get_content()
    assert "This edition was withdrawn" in text
    assert "The report was a hoax." in text
    assert ENGLISH not in text
    assert room("send", "--again") == 1
    assert "was withdrawn" in capsys.readouterr().err
    assert "withdrawn" in (room.edition.parent / "index.html").read_text(encoding="utf-8")


def test_an_article_can_be_withdrawn(room):
    room.write(approval={})
    room("send")
    assert erratum(room, "--kind", "withdrawn", "--entry", "7") == 2
    assert erratum(room, "--kind", "withdrawn", "--entry", "1") == 0
    text = room.server.taken[2].message.get_body(("plain",)).get_content()
    assert "Article 1 was withdrawn" in text
    assert room.made.entries[0].title_ar in text
    assert room.made.entries[1].title_ar not in text


def test_an_article_is_withdrawn_for_those_who_had_it(room):
    """Not for those whose selection did not have it."""
    room.write(groups=GROUPS, approval={}, watch=WATCH)
    room.run()
    (museum,) = [entry.id for entry in room.made.entries if entry.watch]
    other = next(entry.id for entry in room.made.entries if not entry.watch)
    assert erratum(room, "--kind", "withdrawn", "--entry", other) == 0
    assert room.mailed == [A, B, C, A, B]
    assert erratum(room, "--kind", "withdrawn", "--entry", museum, "--entry", other) == 0
    assert room.mailed == [A, B, C, A, B, A, B, C]
    text = room.server.taken[-1].message.get_body(("plain",)).get_content()
    assert f"Article {museum} was withdrawn" in text


def test_an_erratum_goes_on_naming_the_same_article(room):
    """When the desk has moved it, and when it has been taken out."""
    room.write(approval={})
    room("send")
    first, second = room.made.entries
    assert erratum(room, "--kind", "withdrawn", "--entry", "1", "--says", "A hoax.") == 0
    keys = [f"sha256:{entry.source.sha256}" for entry in (second, first)]
    who = Who(by="Lina", at=TODAY)
    room.journal.whole(lambda decided: decided.model_copy(update={"order": tuple(keys)}), who, "order")
    assert room.run("--no-send") == 0
    assert [entry.title_ar for entry in room.made.entries] == [second.title_ar, first.title_ar]
    assert room.made.desk.erratum.entries == ("2",)
    assert [(item.place, item.was_ar) for item in room.made.desk.erratum.changed] == [("2", first.title_ar)]
    room.journal.entry(keys[1], lambda decided: decided.model_copy(update={"later": True}), who)
    assert room.run("--no-send") == 0
    assert room.made.desk.erratum.entries == ("0",)
    assert record.problems(room.made) == ()
    page = html.fromstring((room.edition / "briefing.html").read_text(encoding="utf-8"))
    assert "1 article no longer in this edition was withdrawn" in " ".join(page.text_content().split())
    hits = archive.search(archive.Place.of(room.config), second.title_ar).hits
    assert [hit.withdrawn for hit in hits if hit.title_ar == second.title_ar] == [None]


def test_a_correction_needs_an_approval_too(room, capsys):
    assert room("approve", "--by", "Omar") == 0
    mend(room)
    assert erratum(room, "--kind", "corrected") == 6
    assert room("approve", "--by", "Omar") == 0
    assert room.mailed == [A, B]
    assert erratum(room, "--kind", "corrected") == 0
    assert room.mailed == [A, B, A, B]


def test_each_record_is_kept_as_it_was_mailed(room):
    """Also when the edition is made again, or removed."""
    room.write(approval={})
    room("send")
    content = record.content_sha256((room.edition / "briefing.json").read_bytes())
    mend(room)
    kept = SentRecords(room.config.store).find(DAY, content)
    assert record.content_sha256(kept) == content
    assert ENGLISH in kept.decode()
    assert SentRecords(room.config.store).find(DAY, "0" * 64) is None


def test_a_webhook_and_a_chat_that_had_it_are_told(room, monkeypatch):
    """Once of each; with the corrected PDF, and only with a message of what was withdrawn."""
    with posting(200) as (port, taken):
        monkeypatch.setenv("REPORTER_TELEGRAM_TOKEN", "1:t")
        monkeypatch.setenv("REPORTER_WEBHOOK_URL", f"http://127.0.0.1:{port}/hook")
        room.write(approval={})
        settings = yaml.safe_load((room.folder / "config.yaml").read_text(encoding="utf-8"))
        settings["delivery"] |= {"telegram": {"chat": "-1", "api": f"http://127.0.0.1:{port}"}}
        (room.folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        room.run()
        settings["delivery"] |= {"webhook": {}}
        (room.folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        assert [post.path for post in taken] == ["/bot1:t/sendDocument"]
        mend(room)
        assert erratum(room, "--kind", "corrected", "--says", "Guests.") == 0
        assert [post.path for post in taken[1:]] == ["/bot1:t/sendDocument"]  # the webhook had nothing
        assert "CORRECTED / تصويب" in taken[1].body.decode("utf-8", "replace")
        assert room("send") == 0
        assert json.loads(taken[2].body)["erratum"]["says_en"] == "Guests."
        for _ in range(2):
            assert erratum(room, "--kind", "withdrawn", "--entry", "1", "--says", "A hoax.") == 0
        assert sorted(post.path for post in taken[3:]) == ["/bot1:t/sendMessage", "/hook"]
        message, hook = sorted(taken[3:], key=lambda post: post.path)
        text = message.body.decode()
        assert "WITHDRAWN / سحب" in text
        assert "A hoax." in text
        assert "%PDF" not in text
        said = json.loads(hook.body)
        assert (said["erratum"]["kind"], [each["id"] for each in said["headlines"]]) == ("withdrawn", ["1"])
