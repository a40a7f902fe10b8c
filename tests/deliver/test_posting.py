"""Webhook and Telegram: each edition once, signed, with secrets only in the request."""

import hashlib
import hmac
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy

import pytest
from builders import entry, human, machine, no_articles, record
from editions import desk, reporter
from http_servers import posting

from reporter.config import parse
from reporter.deliver import Order, deliver_post, posts, secret_problems
from reporter.deliver.posting import MOST_CAPTION, caption
from reporter.errors import ConfigError, DeliveryError
from reporter.model import Notice
from reporter.store.ledger import DeliveryKey, Ledger

DAY = "2026-11-21"
TOKEN = "123456:planted-t0ken"
KEY = "planted-k3y"


@pytest.fixture
def sent(tmp_path):
    """Return a function that sends an edition to a port and returns the receipt."""
    pdf = tmp_path / "briefing.pdf"
    pdf.write_bytes(b"%PDF-1.7 \r\n--reporter\r\n\x00\xff end")

    def send(port, *, way="webhook", content="c" * 64, made=None, **order):
        usual = {"timeout_s": 2, "attempts": 3, "backoff_s": 0}
        ways = {"webhook": usual, "telegram": usual | {"chat": "-1001", "api": f"http://127.0.0.1:{port}"}}
        delivery = parse({"delivery": {way: ways[way]}}, name="test").delivery
        environment = {
            "REPORTER_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook?token={TOKEN}",
            "REPORTER_WEBHOOK_KEY": KEY,
            "REPORTER_TELEGRAM_TOKEN": TOKEN,
        }
        (post,) = posts(delivery, made or record(), content=content, pdf=pdf, environment=environment)
        key = DeliveryKey(list_id="b.http", edition=DAY, recipient=post.name, content=content)
        with Ledger.open(tmp_path / "ledger.sqlite3") as ledger:
            return deliver_post(post, ledger, key, Order(**order))

    return send


def test_a_roundup_is_told_from_the_edition_of_its_last_day(sent):
    daily = record()
    edition = replace(daily.edition, kind="roundup", first=date(2026, 11, 15))
    with posting(200) as (port, taken):
        sent(port, made=replace(daily, edition=edition))
        sent(port, way="telegram", made=replace(daily, edition=edition))
    hook, chat = taken
    said = json.loads(hook.body)
    assert [said[name] for name in ("kind", "first", "edition")] == ["roundup", "2026-11-15", DAY]
    assert f'filename="briefing-2026-11-15_{DAY}.pdf"'.encode() in chat.body


def test_a_webhook_is_sent_signed_json_once(sent):
    """Anyone with the key can see that it is genuine; a second run sends nothing."""
    with posting(200) as (port, taken):
        assert sent(port).state == "sent"
        assert sent(port).state == "had"
        assert sent(port, content="d" * 64).state == "had"
        assert sent(port, content="d" * 64, purpose="content").state == "sent"
    first, _ = taken
    signature = hmac.new(KEY.encode(), first.body, hashlib.sha256).hexdigest()
    assert first.headers["X-Reporter-Signature"] == f"sha256={signature}"
    assert first.headers["Content-Type"].startswith("application/json")
    said = json.loads(first.body)
    assert (said["edition"], said["headlines"][0]["title_en"]) == (DAY, "The team beats its visitors")


def test_telegram_is_sent_the_pdf_with_a_caption(sent):
    """The form can be parsed by any server, byte for byte."""
    with posting(200) as (port, taken):
        assert sent(port, way="telegram").state == "sent"
    (request,) = taken
    assert request.path == f"/bot{TOKEN}/sendDocument"
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    parts = {
        part.get_param("name", header="content-disposition"): part
        for part in message_from_bytes(head + request.body, policy=policy.HTTP).iter_parts()
    }
    assert parts["chat_id"].get_payload(decode=True).strip() == b"-1001"
    assert "The team beats its visitors" in parts["caption"].get_payload(decode=True).decode()
    assert b"%PDF-1.7 \r\n--reporter\r\n\x00\xff end" in request.body


@pytest.mark.parametrize(
    ("answers", "state", "requests"),
    [
        ([204], "sent", 1),
        ([503, 503, 200], "sent", 3),
        ([429, 200], "sent", 2),
        ([500], "failed", 3),
        ([400], "refused", 1),
        ([404], "refused", 1),
        ([302], "refused", 1),
        ([502], "unknown", 1),
        ([504], "unknown", 1),
        (["reset"], "unknown", 1),
        ([b"HTTP/1.1 2"], "unknown", 1),
        ([b""], "unknown", 1),
        ([b"nonsense\r\n\r\n"], "unknown", 1),
    ],
)
@pytest.mark.parametrize("way", ["webhook", "telegram"])
def test_every_reply_has_its_meaning(sent, way, answers, state, requests):
    """What may have arrived is sent again only on request; what was not accepted is sent again."""
    with posting(*answers) as (port, taken):
        assert sent(port, way=way).state == state
        assert len(taken) == requests
        again = sent(port, way=way)
        assert again.state == ("had" if state == "sent" else state)
        assert len(taken) == (2 * requests if state == "failed" else requests)
        if state == "unknown":
            sent(port, way=way, resend_unknown=True, purpose="content")
            assert len(taken) == requests + 1


def test_an_unreachable_server_is_tried_by_the_next_run(sent):
    """Nothing was sent."""
    with posting(200) as (port, _):
        pass
    assert sent(port).state == "failed"
    with posting(200) as (other, taken):
        assert sent(other).state == "sent"
    assert len(taken) == 1


def test_no_secret_is_written_anywhere(tmp_path):
    """It is not in the ledger, log, receipt, error or record, and others cannot read its file."""
    with posting(404) as (port, taken):
        (tmp_path / "secrets").mkdir()
        files = {"url": f"http://127.0.0.1:{port}/hook?{TOKEN}", "key": KEY, "token": TOKEN}
        for name, text in files.items():
            (tmp_path / "secrets" / name).write_text(text + "\n", encoding="utf-8")
            (tmp_path / "secrets" / name).chmod(0o600)
        quick = {"attempts": 1, "backoff_s": 0}
        desk(
            tmp_path,
            delivery={
                "webhook": quick | {"url_file": "secrets/url", "key_file": "secrets/key"},
                "telegram": quick
                | {"token_file": "secrets/token", "chat": "@desk_news", "api": f"http://127.0.0.1:{port}"},
            },
        )
        result = reporter(tmp_path, "run", "-vv", "--date", DAY)
        assert result.returncode == 4, result.stderr
        assert result.stderr.count("HTTP 404") >= 2
        assert len(taken) == 2
        assert reporter(tmp_path, "send").returncode == 4
        said = result.stderr + reporter(tmp_path, "send", "-vv").stdout
        for path in tmp_path.rglob("*"):
            if path.is_file() and "secrets" not in path.parts:
                said += path.read_bytes().decode("latin-1")
        assert TOKEN not in said
        assert KEY not in said
        (tmp_path / "secrets/token").chmod(0o644)
        result = reporter(tmp_path, "send")
        assert result.returncode == 4
        assert "readable by others" in result.stdout
    with closing(sqlite3.connect(tmp_path / ".reporter/deliveries.sqlite3")) as database:
        assert {row[0] for row in database.execute("SELECT state FROM delivery")} == {"refused"}


@pytest.mark.parametrize(
    "url", ["http://example.org/hook", "ftp://example.org", "https://", "https://a b.org", "x", "https://a:x/"]
)
def test_a_secret_does_not_cross_the_network_unencrypted(tmp_path, url):
    """It needs https or this computer; the message does not contain the URL."""
    delivery = parse({"delivery": {"webhook": {}}}, name="test").delivery
    with pytest.raises(DeliveryError) as e:
        list(posts(delivery, record(), content="c", pdf=tmp_path, environment={"REPORTER_WEBHOOK_URL": url}))
    assert url not in str(e.value) or url == "x"


@pytest.mark.parametrize(("way", "name"), [("webhook", "url"), ("webhook", "key"), ("telegram", "token")])
def test_a_secret_in_the_settings_is_rejected(way, name):
    """Otherwise it would be in every backup; the message says what to do."""
    with pytest.raises(ConfigError, match=f"{name}_file") as e:
        parse({"delivery": {way: {name: "planted"}}}, name="test")
    assert "planted" not in str(e.value)


def test_a_caption_has_as_many_headlines_as_fit():
    """It says that there are more."""
    many = record(*(entry(str(n), title=human("A headline of some length " * 3)) for n in range(1, 40)))
    assert len(caption(many, many.entries)) <= MOST_CAPTION
    assert caption(many, many.entries).endswith("…")


def test_a_caption_marks_machine_english():
    """As every document does."""
    made = record(entry("1", title=machine("By a machine")), entry("2", title=human("By a person")))
    assert caption(made, made.entries).splitlines()[1:] == ["1. By a machine ≈", "2. By a person"]


def test_a_caption_without_headlines_says_why():
    """A chat gets no other message on such a day."""
    made = replace(no_articles(), notes=(Notice(text_en="No news today", text_ar="لا جديد اليوم"),))
    assert caption(made, ()).splitlines()[1:] == ["No news today.", "لا جديد اليوم."]


def test_check_finds_the_secrets_that_a_run_would_lack(tmp_path):
    """It contacts nobody and prints no secret."""
    key = tmp_path / "key"
    key.write_text(KEY, encoding="utf-8")
    key.chmod(0o644)
    ways = {"webhook": {"key_file": str(key)}, "telegram": {"chat": "@desk_news"}}
    delivery = parse({"delivery": ways}, name="test").delivery
    assert secret_problems(parse({}, name="test").delivery, {}) == {}
    missing = secret_problems(delivery, {})
    assert "set REPORTER_WEBHOOK_URL or delivery.webhook.url_file" in missing["webhook"]
    assert "REPORTER_TELEGRAM_TOKEN" in missing["Telegram"]
    environment = {"REPORTER_WEBHOOK_URL": "https://example.org/hook", "REPORTER_TELEGRAM_TOKEN": TOKEN}
    found = secret_problems(delivery, environment)
    assert "readable by others" in found["webhook"]
    assert found["Telegram"] is None
    key.chmod(0o600)
    assert secret_problems(delivery, environment) == {"webhook": None, "Telegram": None}
