"""Groups of recipients that get only some stories of an edition, through a real mail server."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from editions import desk
from mail_servers import Counting, serving
from pypdf import PdfReader

from reporter.cli import main
from reporter.config import load, parse
from reporter.deliver import Order
from reporter.doctor import findings
from reporter.errors import ConfigError, ReporterError
from reporter.render import Documents
from reporter.workflows.make import build_edition
from reporter.workflows.send import outstanding, send_edition

DAY, NEXT = "2026-11-21", "2026-11-22"
ALL, TRADE, SPORT = "all@example.org", "trade@example.org", "sport@example.org"
LISTS = [
    {"name": "museums", "words": ["متحف"]},
    {"name": "sport", "words": ["الفريق"]},
    {"name": "ports", "words": ["ميناء"]},
]
GROUPS = [
    {"name": "desk", "to": [ALL], "format": "html"},
    {"name": "trade", "to": [TRADE], "only": ["museums", "ports"], "format": "html", "record": True},
    {"name": "fans", "to": [SPORT], "only": ["sport"], "format": "text"},
]


WITH_PDF = [{**group, "format": "pdf"} if group["name"] == "trade" else group for group in GROUPS]


class Press:
    """A briefing with three groups, two of which get selections, whose mail goes to a server that counts."""

    def __init__(self, folder, port, server):
        self.folder, self.port, self.server = folder, port, server
        desk(folder)
        self.write(GROUPS)

    def write(self, groups, lists=LISTS, **editions):
        """Write the settings."""
        email = {
            "host": "localhost", "port": self.port, "security": "none", "sender": "Briefing <briefing@example.org>",
            "attempts": 1, "backoff_s": 0, "timeout_s": 600, "groups": groups,
        }  # fmt: skip
        settings = yaml.safe_load((self.folder / "config.yaml").read_text(encoding="utf-8"))
        settings |= {"watch": lists, "editions": editions, "delivery": {"email": email}}
        (self.folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    @property
    def config(self):
        """The settings, read again."""
        return load(self.folder / "config.yaml")

    def make(self, day=DAY):
        """Make the edition of `day`."""
        build_edition(self.config, datetime.fromisoformat(f"{day}T03:30").replace(tzinfo=UTC))

    def send(self, day=DAY, **order):
        """Send an edition; return the state of each recipient, and the messages that were sent now."""
        before = len(self.server.taken)
        receipts = send_edition(self.config, self.config.output / day, now=datetime.now(UTC), order=Order(**order))
        return {each.recipient: each.state for each in receipts}, self.server.taken[before:]

    def ledger(self):
        """Return recipient, edition, state and content of each delivery."""
        with closing(sqlite3.connect(self.folder / ".reporter/deliveries.sqlite3")) as database:
            return database.execute(
                "SELECT recipient, edition, state, content FROM delivery ORDER BY 1, 2, 3"
            ).fetchall()


@pytest.fixture
def press(tmp_path):
    server = Counting()
    with serving(server) as port:
        yield Press(tmp_path, port, server)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the output of one edition, made once."""
    folder = tmp_path_factory.mktemp("made")
    press = Press(folder, 1, None)
    press.make()
    return folder / "output"


@pytest.fixture
def paper(press, made):
    """Return a briefing whose first edition is made."""
    shutil.copytree(made, press.folder / "output")
    return press


def plain(taken):
    return {item.recipients[0]: item.message.get_body(("plain",)).get_content() for item in taken}


def test_each_group_gets_its_selection_of_one_edition(paper, monkeypatch):
    """With the same numbers and citations; PDF, record and mail have no other article, and say so.

    A PDF is made only if someone should get it: a catch-up that runs every hour would print it every hour.
    """
    paper.write(WITH_PDF)
    states, taken = paper.send()
    assert states == dict.fromkeys((ALL, TRADE, SPORT), "sent")
    texts = plain(taken)
    assert ("[1.1]" in texts[ALL], "[2.1]" in texts[ALL]) == (True, True)
    assert ("[1.1]" in texts[TRADE], "[2.1]" in texts[TRADE]) == (False, True)
    assert ("[1.1]" in texts[SPORT], "[2.1]" in texts[SPORT]) == (True, False)
    assert "A selection: 1 of 2" in texts[TRADE]
    message = next(item.message for item in taken if item.recipients == [TRADE])
    files = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert sorted(files) == [f"briefing-{DAY}-trade.json", f"briefing-{DAY}-trade.pdf"]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(files[f"briefing-{DAY}-trade.pdf"])).pages)
    assert "[2.1]" in text
    assert "[1.1]" not in text
    (folder := paper.folder / "r.json").write_bytes(files[f"briefing-{DAY}-trade.json"])
    assert main(["check", "--record", str(folder)]) == 0
    monkeypatch.setattr(Documents, "render", lambda *_: pytest.fail("a PDF was made"))
    assert set(paper.send()[0].values()) == {"had"}


def test_nobody_gets_a_selection_twice(paper):
    """Neither from a run nor from `send`; each has its own row in the ledger."""
    paper.send()
    assert len({content for *_, content in paper.ledger()}) == 3
    for purpose in ("new", "content"):
        assert paper.send(purpose=purpose) == (dict.fromkeys((ALL, TRADE, SPORT), "had"), [])
    assert paper.send(purpose="again")[0] == dict.fromkeys((ALL, TRADE, SPORT), "sent")


def test_who_has_the_whole_edition_does_not_get_a_part_of_it(paper):
    """After `only` was added; after it was removed, `send` sends the whole to those who have a part."""
    paper.write([{**group, "only": []} for group in GROUPS])
    paper.send()
    paper.write(GROUPS)
    for purpose in ("new", "content"):
        assert paper.send(purpose=purpose) == (dict.fromkeys((ALL, TRADE, SPORT), "had"), [])
    new = {"name": "new", "to": ["new@example.org"], "only": ["sport"], "format": "text"}
    paper.write([*GROUPS, new])
    assert paper.send()[0]["new@example.org"] == "sent"
    paper.write([*GROUPS, {**new, "only": []}])
    assert paper.send()[1] == []
    (item,) = paper.send(purpose="content")[1]
    assert "[2.1]" in plain([item])["new@example.org"]


def test_a_selection_that_cannot_be_printed_is_sent_without_pdf(paper, monkeypatch, caplog):
    """The sentences are in the mail; the other groups are not affected."""

    def fail(*_):
        raise ReporterError("The PDF could not be made.")

    monkeypatch.setattr(Documents, "render", fail)
    paper.write(WITH_PDF)
    states, taken = paper.send()
    assert set(states.values()) == {"sent"}
    message = next(item.message for item in taken if item.recipients == [TRADE])
    assert [part.get_filename() for part in message.iter_attachments()] == [f"briefing-{DAY}-trade.json"]
    assert "attached" not in plain(taken)[TRADE]
    assert "gets its selection without a PDF" in caplog.text


PORTS = [{"name": "trade", "to": [TRADE], "only": ["ports"]}, {"name": "desk", "to": [ALL], "format": "text"}]


def test_a_day_without_news_for_a_group_is_a_short_mail(paper):
    """It says so, and has no PDF; nobody gets it twice."""
    paper.write(PORTS)
    states, taken = paper.send()
    assert states == {TRADE: "sent", ALL: "sent"}
    message = next(item.message for item in taken if item.recipients == [TRADE])
    assert list(message.iter_attachments()) == []
    assert "Nothing today on ports" in plain(taken)[TRADE]
    assert "لا جديد اليوم" in plain(taken)[TRADE]
    assert paper.send()[1] == []


def test_a_day_without_news_for_a_group_can_be_skipped(paper):
    """Nobody is owed anything then; who is also in another group gets its mail."""
    paper.write(
        [
            {"name": "trade", "to": [TRADE, "Both <BOTH@example.org>"], "only": ["ports"]},
            {"name": "rest", "to": [ALL, "both@example.org"], "format": "text"},
        ],
        on_nothing_new="skip",
    )
    states, taken = paper.send()
    assert states == {TRADE: "nothing", ALL: "sent", "both@example.org": "sent"}
    assert outstanding(paper.config, now=datetime.now(UTC)) == ()
    assert {state for recipient, _, state, _ in paper.ledger() if recipient == TRADE} == {"held"}
    assert len(taken) == 2
    paper.write(PORTS, on_nothing_new="note")
    assert paper.send()[0][TRADE] == "sent"


def test_a_day_without_news_for_a_group_can_repeat_its_last_selection(paper):
    """From the latest edition that has something for it, with its numbers, date and a note."""
    (paper.folder / "articles/museum.txt").unlink()
    paper.write([{"name": "trade", "to": [TRADE], "only": ["museums"]}], on_nothing_new="send")
    paper.make(NEXT)
    _, (item,) = paper.send(NEXT)
    text = plain([item])[TRADE]
    assert "Nothing new on museums since the edition of Saturday, 21 November 2026, which is sent again" in text
    assert "[2.1]" in text
    assert item.message["Message-ID"].startswith(f"<{NEXT}.")
    assert paper.send(NEXT)[1] == []


def test_a_catch_up_mails_selections_once(press):
    """As a crontab line does it every hour; the second time, there is nothing to do."""
    command = ["run", "--config", str(press.folder / "config.yaml"), "--catch-up", "--at", "00:00"]
    press.make("2026-01-02")  # a first edition, so that one is due
    for _ in range(2):
        assert main(command) == 0
        assert sorted(press.server.recipients) == sorted((ALL, TRADE, SPORT))


def test_a_dry_run_writes_each_selection(paper, capsys):
    """One message for each recipient; nothing is sent."""
    assert main(["send", "--config", str(paper.folder / "config.yaml"), "--date", DAY, "--dry-run"]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in paths] == ["01-desk.eml", "02-trade.eml", "03-fans.eml"]
    assert paper.server.taken == []


def test_a_failed_selection_is_owed(paper):
    """The next run sends it, as any mail."""
    paper.server.on_rcpt = lambda address: "451 later" if address == TRADE else None
    assert paper.send()[0] == {ALL: "sent", TRADE: "failed", SPORT: "sent"}
    assert [folder.name for folder in outstanding(paper.config, now=datetime.now(UTC))] == [DAY]
    paper.server.on_rcpt = None
    assert paper.send()[0] == {ALL: "had", TRADE: "sent", SPORT: "had"}
    assert outstanding(paper.config, now=datetime.now(UTC)) == ()


@pytest.mark.parametrize(
    ("only", "sources", "wrong"),
    [
        (["sport"], [], None),
        (["sprot"], [], "fans gets only sprot"),
        (["noise"], [], "a list that leaves its articles out"),
        (["politics"], [{"name": "a", "feed": "https://a.example/rss", "section": "Politics"}], None),
        (
            ["markets"],
            [{"name": "a", "feed": "https://a.example/rss", "section": "Politics"}],
            "fans gets only markets",
        ),
        (["markets"], [{"name": "a", "feed": "https://a.example/rss"}], None),
    ],
)
def test_names_that_can_match_nothing_are_mistakes(only, sources, wrong):
    """A section that a feed may name is not; `reporter check` asks about it."""
    group = {"name": "fans", "to": [SPORT], "only": only}
    email = {"host": "localhost", "sender": "b@example.org", "groups": [group]}
    lists = [*LISTS, {"name": "noise", "words": ["برجك"], "drop": True}]
    settings = {"watch": lists, "sources": sources, "delivery": {"email": email}}
    if wrong:
        with pytest.raises(ConfigError, match=wrong):
            parse(settings, name="x")
    else:
        expected = (("fans", "markets"),) if only == ["markets"] else ()
        assert parse(settings, name="x").unlisted_names == expected


def test_a_name_that_only_a_feed_can_use_is_asked_about(press):
    """`reporter check` cannot know the sections of feeds; a misspelt list looks the same."""
    press.write([{**GROUPS[2], "only": ["sprot"]}])
    settings = yaml.safe_load((press.folder / "config.yaml").read_text(encoding="utf-8"))
    settings["sources"] = [{"name": "a", "feed": "https://a.example/rss"}]
    (press.folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    found = findings(press.config, press.folder / "config.yaml", datetime.now(UTC))
    asked = next(each for each in found if each.name == "only of fans")
    assert asked.ok
    assert asked.detail.startswith("sprot is neither a watch list nor a section in config.yaml")


def test_a_day_without_news_is_a_short_mail(paper):
    """Its subject says so, it tells what was looked at, and a PDF without articles is not attached."""
    paper.write([{"name": "desk", "to": [ALL], "format": "pdf"}], select="new")
    paper.send()
    shutil.rmtree(paper.config.output / DAY)
    paper.make()
    paper.make(NEXT)
    states, (taken,) = paper.send(NEXT)
    assert states == {ALL: "sent"}
    assert taken.message["Subject"].endswith(": nothing new")
    assert list(taken.message.iter_attachments()) == []
    said = " ".join(plain([taken])[ALL].split())
    assert "No news today: nothing has arrived since the edition of" in said
    assert "all of them in earlier editions" in said
    assert not any(words in said for words in ("0 articles", "PDF is attached", "word for word"))
