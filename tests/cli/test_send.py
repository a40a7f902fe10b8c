"""`reporter send`, and the mail after a run, as used by cron and by a person."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from editions import desk, environment, reporter
from lxml import html
from mail_servers import Counting, Scripted, authority, cuts_before_the_answer, serving

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = "2026-11-21"
A, B, C = "a@example.org", "b@example.org", "محرر@xn--mgbh0fb.org"
SECRET = "pa55-w0rd-planted"


def mail(port, groups=None, **more):
    """Return a delivery section for a server on this computer."""
    email = {
        "host": "localhost", "port": port, "security": "none", "sender": "Briefing <briefing@example.org>", "attempts": 2,
        "backoff_s": 0, "timeout_s": 600, "groups": groups or [{"name": "desk", "to": [A, B]}, {"name": "arabic", "to": ["محرر@مثال.org"], "lead": "arabic"}],
    }  # fmt: skip
    return {"delivery": {"email": email | more}}


@pytest.fixture
def server():
    return Counting()


@pytest.fixture
def folder(tmp_path, server):
    """Make a folder whose mail goes to `server`."""
    with serving(server) as port:
        desk(tmp_path, **mail(port))
        yield tmp_path


def run(folder, *arguments):
    return reporter(folder, "run", "--date", DAY, *arguments)


def test_a_run_sends_a_new_edition_once_and_prints_nothing(folder, server):
    """Under cron, silence means success; a second run on the same day sends nothing."""
    result = run(folder, "-q")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert sorted(server.recipients) == sorted([A, B, C])
    assert run(folder).returncode == 0
    assert len(server.recipients) == 3


def test_an_edition_can_be_held_back_and_sent_later(folder, server):
    """`--no-send` only makes the edition; `send` mails the latest one and prints the outcome."""
    assert run(folder, "--no-send").returncode == 0
    assert server.recipients == []
    result = reporter(folder, "send", "--to", "desk")
    assert result.returncode == 0, result.stderr
    assert server.recipients == [A, B]
    assert [line.split() for line in result.stdout.splitlines()] == [["sent", DAY, A], ["sent", DAY, B]]
    assert reporter(folder, "send").stdout.count("had it") == 2
    assert sorted(server.recipients) == sorted([A, B, C])


def test_a_held_edition_is_not_sent_by_the_next_days_run(folder, server):
    """It is not pending for anybody; a run of the same day without the flag sends it."""
    run(folder)
    assert reporter(folder, "run", "--date", "2026-11-22", "--no-send").returncode == 0
    assert reporter(folder, "run", "--date", "2026-11-23").returncode == 0
    dates = [item.message["Message-ID"][1:11] for item in server.taken]
    assert sorted(set(dates)) == [DAY, "2026-11-23"]
    assert reporter(folder, "run", "--date", "2026-11-22").returncode == 0
    assert server.taken[-1].message["Message-ID"].startswith("<2026-11-22.")
    assert len(server.taken) == 9


def test_a_changed_edition_is_sent_only_on_request(folder, server):
    """A late article does not automatically mail everyone twice, but a person may do so."""
    run(folder)
    (folder / "articles/late.txt").write_text(
        "خبر متأخر من العاصمة\n\nوصل الوفد إلى العاصمة مساء اليوم. وعقد اجتماعا قصيرا مع الوزير.\n", encoding="utf-8"
    )
    assert run(folder).returncode == 0
    assert len(server.taken) == 3
    assert reporter(folder, "send").returncode == 0
    assert len(server.taken) == 6
    assert "وصل الوفد إلى العاصمة" in server.taken[-1].message.get_body(("plain",)).get_content()


def test_a_rejected_recipient_ends_the_run_with_exit_code_4(folder, server):
    """The edition exists, the others have it, and cron's mail says who does not."""
    server.on_rcpt = lambda address: "550 no such user" if address == B else None
    result = run(folder)
    assert result.returncode == 4
    incomplete, failed = result.stderr.splitlines()
    assert incomplete.startswith(f"reporter: the edition of {DAY} is incomplete: ")
    assert failed.startswith("reporter: 1 of 3 deliveries did not succeed (2 did): ")
    assert f"{DAY} to {B}: rejected (550 no such user)" in failed
    assert (folder / "output" / DAY / "briefing.pdf").is_file()


def test_alert_recipients_get_only_incomplete_editions(tmp_path, server):
    """Without a model English is missing; with the memory of the samples, which has every sentence, it is not."""
    with serving(server) as port:
        groups = [{"name": "desk", "to": [A]}]
        desk(tmp_path / "one", **mail(port, groups=groups, alerts=[A, "duty@example.org"]))
        assert run(tmp_path / "one").returncode == 0
        assert server.recipients == [A, "duty@example.org"]
        assert server.taken[1].message["Subject"].startswith("[incomplete] ")
        complete = {"inputs": [str(SEEDS)], "memory": [str(SEEDS / "memory.tmx")]}
        desk(tmp_path / "two", **mail(port, groups=groups, alerts=["duty@example.org"]), **complete)
        assert run(tmp_path / "two").returncode == 0
        assert server.recipients[2:] == [A]


def test_a_server_that_is_down_ends_the_run_with_exit_code_4(tmp_path):
    """The next run of the day tries again."""
    desk(tmp_path, **mail(1))
    result = run(tmp_path)
    assert result.returncode == 4
    incomplete, failed = result.stderr.splitlines()
    assert "is incomplete" in incomplete
    assert "failed for now (localhost:1: " in failed


def test_an_unknown_delivery_is_retried_only_on_request(tmp_path):
    """The connection broke after the message: exit code 4 each time, until someone decides."""
    with Scripted(cuts_before_the_answer) as server:
        desk(tmp_path, **mail(server.port, groups=[{"name": "desk", "to": [A]}]))
        assert run(tmp_path).returncode == 4
        again = reporter(tmp_path, "send")
        assert again.returncode == 4
        assert again.stdout.startswith("UNKNOWN")
        assert "--resend-unknown" in again.stderr
        assert len(server.taken) == 1
        reporter(tmp_path, "send", "--resend-unknown")
        assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["send"], "make one with 'reporter run'"),
        (["send", "--date", "2020-01-01"], "There is no edition in"),
        (["send", "--date", "yesterday"], "write it as"),
    ],
)
def test_mistakes_end_in_one_sentence(folder, arguments, words):
    """The exit code is 2, and nothing is sent."""
    result = reporter(folder, *arguments)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_group_and_a_config_without_mail_are_reported(folder, tmp_path_factory):
    """The message says which groups exist."""
    run(folder, "--no-send")
    assert "groups: desk, arabic" in reporter(folder, "send", "--to", "nobody").stderr
    other = tmp_path_factory.mktemp("other")
    desk(other)
    run(other)
    result = reporter(other, "send")
    assert result.returncode == 2
    assert "delivery.email" in result.stderr


def test_check_tells_whether_mail_can_be_sent(tmp_path):
    """The password must be found; the server is not contacted."""
    desk(tmp_path, **mail(1, user="briefing", password_file="secret"))
    wrong = [line for line in reporter(tmp_path, "check").stdout.splitlines() if " mail: " in line]
    assert wrong[0].startswith("WRONG  mail: ")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    said = reporter(tmp_path, "check").stdout
    assert "ok     mail: 3 recipients; localhost:1 (none) was not contacted" in said
    assert SECRET not in said


# what is in the mail


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """Return a folder whose edition was written as .eml files, their paths, and the messages in them."""
    folder = tmp_path_factory.mktemp("trial")
    groups = [
        {"name": "desk", "to": [A], "record": True},
        {"name": "عربي", "to": [B], "lead": "arabic", "format": "html"},
        {
            "name": "plain",
            "to": ["c@example.org"],
            "format": "text",
            "subject": "{{ edition.title_ar }} {{ edition.date }}",
        },
    ]
    desk(folder, **mail(1, groups=groups), title={"en": "Desk {{ 7*7 }} <b>", "ar": "موجز"})
    assert run(folder, "--no-send").returncode == 0
    result = reporter(folder, "send", "--dry-run")
    assert result.returncode == 0, result.stderr
    paths = [Path(line) for line in result.stdout.splitlines()]
    return folder, paths, [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def test_a_dry_run_sends_nothing_and_leaves_no_trace_in_the_ledger(trial):
    """It writes files for a mail program, readable only by their owner."""
    folder, paths, messages = trial
    assert [path.name for path in paths] == ["01-desk.eml", "02-عربي.eml", "03-plain.eml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(paths[0].parent.stat().st_mode) == 0o700
    with closing(sqlite3.connect(folder / ".reporter/deliveries.sqlite3")) as ledger:
        assert set(ledger.execute("SELECT state FROM delivery")) == {("held",)}
    assert [message["To"] for message in messages] == [A, B, "c@example.org"]


def test_each_group_gets_its_format(trial):
    """PDF and record; HTML without them; only text."""
    folder, _, messages = trial
    kinds = [[part.get_content_type() for part in message.walk() if not part.is_multipart()] for message in messages]
    assert kinds == [
        ["text/plain", "text/html", "application/pdf", "application/json"],
        ["text/plain", "text/html"],
        ["text/plain"],
    ]
    pdf = next(part for part in messages[0].walk() if part.get_content_type() == "application/pdf")
    assert pdf.get_content() == (folder / "output" / DAY / "briefing.pdf").read_bytes()
    assert pdf.get_filename() == f"briefing-{DAY}.pdf"


def test_subjects_are_in_the_groups_language_and_name_the_first_story(trial):
    """They also say that the edition is incomplete, because there is no model; the headline is therefore in Arabic."""
    *_, messages = trial
    story = "الفريق المحلي يفوز على ضيفه"
    assert messages[0]["Subject"] == f"[incomplete] Desk {{{{ 7*7 }}}} <b>, Saturday, 21 November 2026: {story}"
    assert messages[1]["Subject"] == f"[غير مكتملة] موجز، السبت، 21 نوفمبر/تشرين الثاني 2026: {story}"
    assert messages[2]["Subject"] == f"موجز {DAY}"


def test_the_plain_text_has_both_languages_and_the_citations(trial):
    """The leading language comes first; Arabic is isolated where its order could change."""
    *_, messages = trial
    english, arabic = (message.get_body(("plain",)).get_content() for message in messages[:2])
    for text in (english, arabic):
        assert "[1.1] The local team beat its visitors 2-1 on Saturday evening." in text
        assert "[1.1] فاز الفريق المحلي \u20662-1\u2069 على ضيفه مساء السبت." in text
        assert "INCOMPLETE" in text
        assert "articles/match.txt" in text
    assert english.index("The local team beat") < english.index("فاز الفريق المحلي")
    assert arabic.index("فاز الفريق المحلي") < arabic.index("The local team beat")


def test_every_cell_has_its_direction_language_and_alignment(trial):
    """They are in attributes and in its own style, because mail programs do not inherit them."""
    *_, messages = trial
    for message, first in zip(messages[:2], ("en", "ar"), strict=True):
        page = html.fromstring(message.get_body(("html",)).get_content())
        cells = [cell for cell in page.iter("td") if cell.find(".//td") is None and "class" in cell.attrib]
        assert len(cells) > 20
        for cell in cells:
            language = cell.get("lang")
            assert (cell.get("dir"), cell.get("align")) == {"en": ("ltr", "left"), "ar": ("rtl", "right")}[language]
            assert f"text-align:{cell.get('align')}" in cell.get("style").replace(" ", "")
            assert "background-color" in cell.get("style")
            assert ";color:" in cell.get("style").replace(" ", "")
        assert cells[0].get("lang") == first
        assert all("lang" in cell.attrib and "dir" in cell.attrib for cell in page.iter("td"))


def test_the_html_fetches_nothing_and_runs_nothing(trial):
    """There is no external picture, font, style sheet or script, and titles remain text."""
    *_, messages = trial
    text = messages[0].get_body(("html",)).get_content()
    page = html.fromstring(text)
    assert not page.xpath("//img | //link | //script | //iframe | //object | //form | //*[@src] | //*[@background]")
    assert not re.search(r"url\(|@import|@font-face|javascript:", text)
    assert "Desk {{ 7*7 }} &lt;b&gt;" in text
    assert "prefers-color-scheme: dark" in text
    assert "color-scheme" in text


# secrets and addresses


def test_a_missing_secret_costs_only_the_deliveries_that_need_it(tmp_path, server):
    """A webhook without its URL keeps nobody from getting mail, and each missing secret is named once."""
    with serving(server) as port:
        delivery = mail(port, groups=[{"name": "desk", "to": [A]}])["delivery"]
        desk(tmp_path, delivery=delivery | {"webhook": {}})
        result = run(tmp_path, "-q")
        assert result.returncode == 4
        assert result.stderr.count("REPORTER_WEBHOOK_URL") == 1
        assert server.recipients == [A]
        config = tmp_path / "config.yaml"
        config.write_text(config.read_text(encoding="utf-8").replace("    sender:", "    user: u\n    sender:"))
        sent = reporter(tmp_path, "send", "--again")
        assert sent.returncode == 4
        assert "REPORTER_SMTP_PASSWORD" in sent.stdout
        assert "REPORTER_WEBHOOK_URL" in sent.stdout
        assert "REPORTER" not in sent.stderr
    assert server.recipients == [A]


def test_the_password_never_appears(tmp_path):
    """Even with the most verbose output, it is neither printed nor logged nor written."""
    ca = authority()
    server = Counting()
    with serving(server, security="starttls", authority=ca, accounts={"briefing": "another"}) as port:
        ca.cert_pem.write_to_path(tmp_path / "ca.pem")
        desk(tmp_path, **mail(port, security="starttls", user="briefing", ca_file="ca.pem"))
        command = [sys.executable, "-m", "reporter", "run", "--date", DAY, "-vv"]
        env = environment(tmp_path) | {"REPORTER_SMTP_PASSWORD": SECRET}
        result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert result.returncode == 4
    assert b"535" in result.stderr
    assert server.taken == []
    said = result.stdout + result.stderr
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for form in (SECRET.encode(), b"cGE1NS13MHJkLXBsYW50ZWQ", b"YnJpZWZpbmcAcGE1NS13MHJkLXBsYW50ZWQ"):
        assert form not in said
        assert form not in written


def test_a_password_in_the_config_is_rejected_without_being_printed(tmp_path):
    """It must be removed; the message does not repeat it."""
    desk(tmp_path, **mail(1, password=SECRET))
    result = run(tmp_path)
    assert result.returncode == 2
    assert "delivery.email.password: remove it from the file" in result.stderr
    assert SECRET not in result.stderr


def test_files_with_addresses_are_private(folder):
    """Ledger and log have folder mode 700 and file mode 600. Nothing in the output folder names a recipient."""
    before = os.umask(0o002)
    try:
        assert run(folder).returncode == 0
    finally:
        os.umask(before)
    private = folder / ".reporter"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    holders = [path for path in folder.rglob("*") if path.is_file() and A.encode() in path.read_bytes()]
    assert {path.relative_to(folder).as_posix() for path in holders} >= {".reporter/deliveries.sqlite3", "config.yaml"}
    for path in holders:
        if path.name != "config.yaml":
            assert path.parent == private
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_after_the_ledger_is_lost_nothing_is_sent_until_requested(folder, server):
    """Each run says so and exits with 4; older editions are not mailed again afterwards."""
    assert reporter(folder, "run", "--date", "2026-11-20").returncode == 0
    assert run(folder).returncode == 0
    assert len(server.taken) == 6
    ledger = folder / ".reporter/deliveries.sqlite3"
    for lose in (lambda: ledger.write_bytes(b""), ledger.unlink):
        for file in ledger.parent.glob("deliveries.sqlite3-*"):
            file.unlink()
        lose()
        for command in (("run", "--date", DAY), ("send",)):
            result = reporter(folder, *command)
            said = [line for line in result.stderr.splitlines() if "is incomplete" not in line]
            assert (result.returncode, len(said)) == (4, 1), result.stderr
            assert "--new-ledger" in said[0]
    assert len(server.taken) == 6
    assert reporter(folder, "send", "--new-ledger").returncode == 0
    assert [item.message["Message-ID"][1:11] for item in server.taken[6:]] == [DAY] * 3
    assert run(folder).returncode == 0
    assert len(server.taken) == 9


def test_a_moved_folder_keeps_its_ledger(folder, server):
    """Store and ledger move together, so a copy without its ledger does not mail everyone again."""
    assert run(folder).returncode == 0
    moved = folder.with_name(f"{folder.name}-moved")
    folder.rename(moved)
    try:
        assert run(moved).returncode == 0
        (moved / ".reporter/deliveries.sqlite3").unlink()
        for file in (moved / ".reporter").glob("deliveries.sqlite3-*"):
            file.unlink()
        assert run(moved).returncode == 4
    finally:
        moved.rename(folder)
    assert len(server.taken) == 3
