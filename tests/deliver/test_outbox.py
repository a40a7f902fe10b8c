"""Who is sent what, how often, and what is recorded, with servers that accept, reject, delay and break off."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from letters import ABOUT, LARGE, email, states
from mail_servers import Counting, Scripted, cuts_before_the_answer, cuts_in_the_body, serving, takes

A, B, C = "a@example.org", "b@example.org", "c@example.org"


def rows(path):
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT recipient, state FROM delivery"))


def once(reply, times=1):
    """Return a hook that returns `reply` the first `times` times for each address, then lets it pass."""
    seen = {}

    def hook(address):
        seen[address] = seen.get(address, 0) + 1
        return reply if seen[address] <= times else None

    return hook


def test_each_recipient_gets_a_separate_message(deliver):
    """Recipients do not see each other, and the ledger records each as sent."""
    server = Counting()
    with serving(server) as port:
        assert states(deliver(email(port))) == {A: "sent", B: "sent"}
    assert [item.recipients for item in server.taken] == [[A], [B]]
    assert [item.message["To"] for item in server.taken] == [A, B]
    assert len({item.message["Message-ID"] for item in server.taken}) == 2


def test_nobody_is_sent_an_edition_twice(deliver):
    """A second sending of the same content finds that everyone has it, and opens no connection."""
    server = Counting()
    with serving(server) as port:
        deliver(email(port))
    assert states(deliver(email(port), purpose="content")) == {A: "had", B: "had"}
    assert states(deliver(email(port))) == {A: "had", B: "had"}
    assert sorted(server.recipients) == [A, B]


def test_a_changed_edition_is_sent_only_on_request(deliver):
    """A run does not mail those who have the edition; a person may send them the new version, or the old one again."""
    server = Counting()
    with serving(server) as port:
        deliver(email(port, A))
        changed = replace(ABOUT, content="d" * 64)
        assert states(deliver(email(port, A), about=changed)) == {A: "had"}
        assert states(deliver(email(port, A), about=changed, purpose="content")) == {A: "sent"}
        assert states(deliver(email(port, A), about=changed, purpose="again")) == {A: "sent"}
    ids = [item.message["Message-ID"] for item in server.taken]
    assert ids[0] != ids[1] == ids[2]


def test_two_spellings_of_a_mailbox_are_one(deliver):
    """In one group, in two groups, in capitals, with a name: there is one mail."""
    server = Counting()
    groups = [
        {"name": "one", "to": ["a@example.org", "A@EXAMPLE.org", "Anna <a@example.org>"]},
        {"name": "two", "to": ["a@Example.Org", B]},
    ]
    with serving(server) as port:
        assert states(deliver(email(port, groups=groups))) == {A: "sent", B: "sent"}
    assert server.recipients == [A, B]


def test_bcc_is_one_message_in_which_nobody_sees_the_others(deliver):
    """The addresses are only on the envelope."""
    server = Counting()
    with serving(server) as port:
        assert states(deliver(email(port, groups=[{"name": "all", "to": [A, B], "bcc": True}]))) == {
            A: "sent",
            B: "sent",
        }
    (taken,) = server.taken
    assert taken.recipients == [A, B]
    assert A.encode() not in taken.content
    assert taken.message["To"] == "undisclosed-recipients:;"


def test_a_rejected_address_does_not_affect_the_others(deliver, ledger_path):
    """After 550, only a person can try it again; the others get the mail."""
    server = Counting(on_rcpt=lambda address: "550 no such user" if address == A else None)
    with serving(server) as port:
        receipts = deliver(email(port))
        assert states(receipts) == {A: "refused", B: "sent"}
        assert receipts[A].detail == "550 no such user"
        assert states(deliver(email(port))) == {A: "refused", B: "had"}
        server.on_rcpt = None
        assert states(deliver(email(port), purpose="content")) == {A: "sent", B: "had"}
    assert rows(ledger_path) == {A: "sent", B: "sent"}


@pytest.mark.parametrize("bcc", [True, False])
def test_only_a_greylisted_address_is_tried_again(deliver, bcc):
    """After 450, the second attempt succeeds, in bcc as well as individually."""
    server = Counting(on_rcpt=once("450 greylisted"))
    server.on_rcpt = lambda address, hook=server.on_rcpt: hook(address) if address != B else None
    with serving(server) as port:
        groups = [{"name": "desk", "to": [A, B, C], "bcc": bcc}]
        assert states(deliver(email(port, groups=groups))) == {A: "sent", B: "sent", C: "sent"}
    assert sorted(server.recipients) == [A, B, C]


def test_temporary_failures_are_retried_by_the_next_run(deliver):
    """Attempts are limited, and a run an hour later tries again."""
    asked = []
    server = Counting(on_rcpt=lambda address: asked.append(address) or "451 come back")
    with serving(server) as port:
        receipts = deliver(email(port, A, attempts=3))
        assert states(receipts) == {A: "failed"}
        assert receipts[A].detail == "451 come back"
        assert asked == [A] * 3
        server.on_rcpt = None
        assert states(deliver(email(port, A))) == {A: "sent"}


def test_421_in_the_middle_is_handled(deliver):
    """The server ends the session after each message; nobody is left out or tried twice."""
    addresses = [f"{n}@example.org" for n in range(7)]
    count = iter(range(100))
    server = Counting(on_mail=lambda _: "421 enough for now" if next(count) % 3 == 1 else None)
    with serving(server) as port:
        receipts = deliver(email(port, *addresses))
    assert set(states(receipts).values()) == {"sent"}
    assert sorted(server.recipients) == addresses


def says_421_and_no_more(server, connection, line):
    """Reply to MAIL with 421, and record what the client sends after it."""
    server.say(line, "220 script")
    line.readline()
    server.say(line, "250 script")
    line.readline()
    server.say(line, "421 closing")
    server.taken.append(line.read())


def test_after_421_nothing_more_is_sent(deliver):
    """The server has ended the session; the next message immediately uses a new connection."""
    with Scripted(says_421_and_no_more, takes) as server:
        assert states(deliver(email(server.port, A))) == {A: "sent"}
    assert server.taken[0] == b""


def test_a_server_that_is_down_only_delays_the_mail(deliver, ledger_path):
    """Without a connection, everyone fails temporarily with the reason, and the ledger records the pending mail."""
    with Scripted(takes) as server:
        port = server.port
    receipts = deliver(email(port))
    assert states(receipts) == {A: "failed", B: "failed"}
    assert "refused" in receipts[A].detail
    assert rows(ledger_path) == {A: "failed", B: "failed"}


def test_a_session_that_ends_early_is_followed_by_another(deliver):
    """Within one attempt, because the first session delivered something."""
    with Scripted(takes) as server:  # one message per connection
        receipts = deliver(email(server.port, A, B, C, attempts=1))
    assert states(receipts) == {A: "sent", B: "failed", C: "sent"}


def test_a_server_that_goes_down_between_two_sessions_is_not_called_again(deliver):
    """The attempt ends, although the session before delivered something."""

    def takes_the_last(server, connection, line):
        server.stop_listening()
        takes(server, connection, line)

    with Scripted(takes_the_last) as server:
        receipts = deliver(email(server.port, A, B, C, attempts=1))
    assert states(receipts) == {A: "sent", B: "failed", C: "failed"}
    assert "refused" in receipts[C].detail


def test_a_connection_cut_in_the_message_is_tried_again(deliver):
    """Before the last line, nobody has the message (RFC 5321), so it can be sent over a new connection."""
    with Scripted(cuts_in_the_body, cuts_in_the_body, takes) as server:
        assert states(deliver(email(server.port, A), letter=LARGE)) == {A: "sent"}
    assert server.connections == 3
    assert len(server.taken) == 1


def test_a_connection_cut_before_the_reply_is_unknown(deliver, ledger_path):
    """The server may have it, so later runs do not send it until a person decides."""
    with Scripted(cuts_before_the_answer, takes) as server:
        settings = email(server.port, A)
        assert states(deliver(settings)) == {A: "unknown"}
        assert states(deliver(settings)) == {A: "unknown"}
        assert states(deliver(settings, purpose="content")) == {A: "unknown"}
        assert states(deliver(settings, purpose="again")) == {A: "unknown"}
        assert server.connections == 1
        assert rows(ledger_path) == {A: "unknown"}
        assert states(deliver(settings, purpose="content", resend_unknown=True)) == {A: "sent"}
        ids = {line for content in server.taken for line in content.splitlines() if line.startswith(b"Message-ID")}
    assert len(server.taken) == 2
    assert len(ids) == 1  # a mail program shows only one of the two


def test_a_server_too_slow_to_accept_a_message_is_unknown(deliver):
    """It had the whole message, but did not say in time whether it accepted it."""

    async def slow(_):
        await asyncio.Event().wait()

    server = Counting(on_data=slow)
    with serving(server) as port:
        receipts = deliver(email(port, A, acceptance_timeout_s=0.3))
    assert states(receipts) == {A: "unknown"}
    assert "timed out" in receipts[A].detail


def test_a_server_too_slow_to_greet_is_a_temporary_failure(deliver):
    """Nothing was sent, so it is tried again."""
    with Scripted(lambda _, __, line: line.read(), takes) as server:  # until the sender gives up
        assert states(deliver(email(server.port, A, timeout_s=0.3, attempts=10))) == {A: "sent"}
    assert len(server.taken) == 1


def test_a_full_mailbox_is_a_permanent_failure(deliver):
    """After 552, the message is rejected and not tried again."""
    tries = []
    server = Counting(on_data=lambda _: tries.append(1) or "552 mailbox full")
    with serving(server) as port:
        receipts = deliver(email(port, A))
    assert states(receipts) == {A: "refused"}
    assert receipts[A].detail == "552 mailbox full"
    assert tries == [1]


def test_a_temporary_rejection_after_the_message_is_tried_again(deliver):
    """451 in reply to the message means that it was not accepted."""
    server = Counting(on_data=once("451 disk"))
    server.on_data = lambda _, hook=server.on_data: hook("any")
    with serving(server) as port:
        assert states(deliver(email(port, A))) == {A: "sent"}
    assert server.recipients == [A]


def test_a_message_above_the_servers_limit_is_not_sent(deliver):
    """The server states its SIZE; the reason has both figures and a way out."""
    server = Counting()
    with serving(server, data_size_limit=1_000_000) as port:
        receipts = deliver(email(port, A), letter=LARGE)
    assert states(receipts) == {A: "refused"}
    assert "accepts 1.00 MB" in receipts[A].detail
    assert server.taken == []


def test_a_message_that_breaks_the_connection_does_not_block_others(deliver):
    """The server always breaks off at one recipient; the others get their mail."""

    class Breaks(Counting):
        async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
            """Break the connection at one recipient."""
            if address == A:
                server.transport.abort()
                return "250 nobody hears this"
            return await super().handle_RCPT(server, session, envelope, address, options)

    server = Breaks()
    with serving(server) as port:
        assert states(deliver(email(port, A, B, C))) == {A: "failed", B: "sent", C: "sent"}
    assert server.recipients == [B, C]


def test_non_ascii_addresses_need_smtputf8(deliver):
    """With SMTPUTF8 they are sent unchanged; without it they are rejected and the others are sent."""
    arabic = "محرر@xn--mgbh0fb.org"
    for takes_them, state in ((True, "sent"), (False, "refused")):
        server = Counting()
        with serving(server, enable_SMTPUTF8=takes_them) as port:
            receipts = deliver(email(port, "محرر@مثال.org", B, list_id=f"x{takes_them}.example.org"))
        assert states(receipts) == {arabic: state, B: "sent"}
        assert server.recipients == ([arabic, B] if takes_them else [B])


# the ledger
