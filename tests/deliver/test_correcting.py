"""Corrections are mailed to those who had the edition, once each, over a real mail server."""

from dataclasses import replace
from datetime import date

import pytest
from builders import NOW, article, entry, record
from mail_servers import Counting, Scripted, cuts_before_the_answer, serving

from reporter.config import parse
from reporter.deliver import Order
from reporter.errors import DeliveryError
from reporter.model import Translation
from reporter.record import Changes, Dropped, Quote, Updated, dumps, problems
from reporter.workflows.correcting import send_corrections
from reporter.workflows.daily import send_everything
from reporter.workflows.send import send_edition

A, B, C = "a@example.org", "b@example.org", "c@example.org"
OLD, DAY = date(2026, 11, 20), date(2026, 11, 21)
SAID = "وقال المهندس إن طول الجسر يبلغ 420 مترا."


def quote(number=2, today="240", edition=OLD):
    text = SAID.replace("420", today)
    return Quote(
        edition=edition, point=f"1.{number}", text_ar=SAID, text_en="It is 420 metres long.", today_ar=text,
        today=Translation(text_en=f"It is {today} metres long.", origin="memory"),
        diff=(("equal", "وقال المهندس إن طول الجسر يبلغ "), ("delete", "420 "), ("insert", f"{today} "), ("equal", "مترا.")),
    )  # fmt: skip


def corrected(*quotes, dropped=()):
    """Return the record of an edition with these corrections."""
    updated = Updated(
        identity="alwadi.example/7", edition=OLD, number="1", outlet="صحيفة الوادي", url="https://alwadi.example/7",
        title_ar="جسر الوادي", title_en="The bridge", quotes=quotes, entry=None, before="a" * 64, after="b" * 64,
        silent=False, words=(("420", "240"),), more=False, diff=(),
    )  # fmt: skip
    made = replace(record(), changes=Changes(updated=(updated,) if quotes else (), dropped=dropped))
    assert problems(made) == ()
    return made


class Desk:
    """Editions in a folder, and their mail."""

    def __init__(self, folder, port, **email):
        group = {"name": "desk", "to": [A, B], "format": "html"}
        usual = {
            "host": "localhost", "port": port, "security": "none", "sender": "Briefing <briefing@example.org>",
            "attempts": 1, "backoff_s": 0, "timeout_s": 600, "groups": [group], "corrections": True,
        }  # fmt: skip
        source = {"name": "alwadi", "feed": "https://alwadi.example/rss", "section": "trade"}
        settings = {"sources": [source], "delivery": {"email": usual | email}}
        self.config = parse(settings, name="config.yaml").resolved(folder)

    def put(self, made, day=DAY):
        """Write the record of an edition."""
        folder = self.config.output / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        made = replace(made, edition=replace(made.edition, date=day))
        (folder / "briefing.json").write_bytes(dumps(made))
        return folder

    def send(self, folder):
        """Send an edition."""
        return send_edition(self.config, folder, now=NOW, order=Order())

    def correct(self):
        """Mail the corrections, and return who got them now."""
        return [receipt.recipient for receipt in send_corrections(self.config, now=NOW) if receipt.state == "sent"]


@pytest.fixture
def server():
    return Counting()


@pytest.fixture
def desk(tmp_path, server):
    with serving(server) as port:
        yield Desk(tmp_path, port)


def texts(server, since=0):
    """Return the plain text of the messages that the server took."""
    return [taken.message.get_body(("plain",)).get_content() for taken in server.taken[since:]]


def test_who_had_the_edition_is_told_once(desk, server):
    desk.send(desk.put(record(), OLD))
    before = len(server.recipients)
    desk.send(desk.put(corrected(quote())))
    assert len(server.recipients) == before + 2
    assert desk.correct() == [A, B]
    message = server.taken[-1].message
    assert message["Subject"] == "Correction: Briefing, 20 November"
    assert message["List-Id"] == "<corrections.morning-briefing.example.org>"
    text = message.get_body(("plain",)).get_content()
    for said in (
        "You were sent the edition of 20 November", "[1.2] edition of 20 November · Al-Wadi: 420 became 240",
        "was: It is 420 metres long. / now: It is 240 metres long.", "صار: وقال المهندس إن طول الجسر يبلغ 240 مترا.",
        "https://alwadi.example/7",
    ):  # fmt: skip
        assert said in text, said
    assert "Sources" not in text
    assert "<del>420</del>" in message.get_body(("html",)).get_content()
    assert desk.correct() == []


def test_who_had_another_edition_is_not_told(tmp_path, server):
    with serving(server) as port:
        desk = Desk(tmp_path, port)
        desk.send(desk.put(record(), OLD))
        later = Desk(tmp_path, port, groups=[{"name": "desk", "to": [B, C], "format": "html"}])
        later.send(later.put(corrected(quote())))
        assert later.correct() == [B]


def test_only_those_who_ask_for_it_get_it(tmp_path, server):
    with serving(server) as port:
        desk = Desk(tmp_path, port, corrections=False)
        desk.send(desk.put(record(), OLD))
        desk.send(desk.put(corrected(quote())))
        assert desk.correct() == []


def test_an_edition_made_again_sends_only_what_is_new(desk, server):
    desk.send(desk.put(record(), OLD))
    desk.send(desk.put(corrected(quote())))
    assert desk.correct() == [A, B]
    before = len(server.taken)
    desk.put(corrected(quote(), quote(3, "250")))
    assert desk.correct() == [A, B]
    assert ["[1.3]" in text for text in texts(server, before)] == [True, True]
    assert ["[1.2]" in text for text in texts(server, before)] == [False, False]
    assert desk.correct() == []


def test_an_edition_that_was_not_sent_corrects_nothing(desk):
    desk.send(desk.put(record(), OLD))
    desk.put(corrected(quote()))
    assert desk.correct() == []


def test_old_corrections_are_not_mailed_any_more(desk):
    desk.send(desk.put(record(), OLD))
    desk.send(desk.put(corrected(quote())))
    desk.put(record(), date(2026, 11, 25))
    assert desk.correct() == []


def test_an_article_that_was_taken_down(desk, server):
    gone = Dropped(
        identity="alwadi.example/7", edition=OLD, number="1", outlet="صحيفة الوادي", url="https://alwadi.example/7",
        title_ar="جسر الوادي", title_en=None, quotes=(replace(quote(), today_ar=None, today=None, diff=()),), status=404,
    )  # fmt: skip
    desk.send(desk.put(record(), OLD))
    desk.send(desk.put(corrected(dropped=(gone,))))
    assert desk.correct() == [A, B]
    assert "the article was taken down (404)" in texts(server)[-1]


def test_a_group_is_told_only_of_what_it_had(tmp_path, server):
    """Its selection of the edition, not the rest of it."""
    with serving(server) as port:
        trade, everyone = ({"name": "trade", "to": [A], "only": ["trade"]}, {"name": "desk", "to": [B]})
        desk = Desk(tmp_path, port, groups=[group | {"format": "html"} for group in (trade, everyone)])
        first = entry("1", article(section="trade"))
        desk.send(desk.put(record(first, entry("2", article(name="b", title="خبر آخر", section="local"))), OLD))
        made = corrected(quote())
        (updated,) = made.changes.updated
        other = replace(updated, identity="x/2", number="2", quotes=(replace(quote(), point="2.1"),))
        made = replace(made, entries=(first,), changes=replace(made.changes, updated=(updated, other)))
        desk.send(desk.put(made))
        before = len(server.taken)
        assert desk.correct() == [A, B]
        assert ["[2.1]" in text for text in texts(server, before)] == [False, True]
        assert all("[1.2]" in text for text in texts(server, before))


def test_a_failure_is_tried_again_and_an_unknown_outcome_is_not(tmp_path, server):
    one = [{"name": "desk", "to": [A], "format": "html"}]
    with serving(server) as port:
        desk = Desk(tmp_path, port, groups=one)
        desk.send(desk.put(record(), OLD))
        desk.send(desk.put(corrected(quote())))
    with pytest.raises(DeliveryError, match="failed for now"):  # nobody answers
        send_everything(desk.config, None)
    with Scripted(cuts_before_the_answer) as scripted:
        cut = Desk(tmp_path, scripted.port, groups=one)
        (receipt,) = send_corrections(cut.config, now=NOW)
        assert receipt.state == "unknown"
        assert send_corrections(cut.config, now=NOW) == ()
