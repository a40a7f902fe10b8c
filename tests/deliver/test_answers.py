"""Every reply that a server can give after the final full stop, and what it means for the message."""

import socket

import pytest
from letters import ABOUT, LETTER, email
from mail_servers import Scripted

from reporter.deliver import parcels
from reporter.deliver.smtp import connected


def outcomes(*answers):
    """Send one message for each of `answers`, which are bytes; return the state for each."""

    def scene(server, connection, line):
        server.until_data(line)
        server.message(line)
        connection.sendall(answers[server.connections - 1])
        connection.shutdown(socket.SHUT_WR)  # nothing more will come, so the client must not wait for the rest
        line.readline()

    found = {}
    with Scripted(scene) as server:
        settings = email(server.port, "a@example.org")
        (parcel,) = parcels(LETTER, settings.groups[0], settings, ABOUT)
        for answer in answers:
            with connected(settings, None) as session:
                (outcome,) = session.send(parcel).values()
                found[answer] = (outcome.state, session.alive)
    return found


def test_every_code_means_what_the_standard_says():
    """2yz accepts, 4yz defers, 5yz rejects; anything else leaves the outcome unknown (RFC 5321, 4.2.1 and 4.3.2)."""
    wanted = {2: "sent", 4: "failed", 5: "refused"}
    answers = {b"%03d said so\r\n" % code: wanted.get(code // 100, "unknown") for code in range(0, 1000, 3)}
    answers |= {
        b"%d\r\n" % code: wanted.get(code // 100, "unknown") for code in (200, 250, 251, 299, 354, 450, 554, 600)
    }
    states = {answer: state for answer, (state, _) in outcomes(*answers).items()}
    assert states == answers


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b"250-first\r\n250 last\r\n", "sent"),
        (b"250\ttab\r\n", "sent"),
        (b"250 only a line feed\n", "sent"),
        (b"250 " + b"x" * 4000 + b"\r\n", "sent"),
        (b"250 \xd8\xaa\xff\r\n", "sent"),
        (b"550-no\r\n550 no\r\n", "refused"),
        (b"250 cut", "unknown"),
        (b"250", "unknown"),
        (b"25", "unknown"),
        (b"", "unknown"),
        (b"\r\n", "unknown"),
        (b"ok\r\n", "unknown"),
        (b"2500 four digits\r\n", "unknown"),
        (b" 250 space\r\n", "unknown"),
        (b"250-more to come\r\n", "unknown"),
        (b"250-two\r\n550 voices\r\n", "unknown"),
        (b"250-" + b"more\r\n250-" * 500, "unknown"),
        (b"250 " + b"x" * 20_000 + b"\r\n", "unknown"),
        ("٢٥٠ ok\r\n".encode(), "unknown"),
        (b"\x00250 ok\r\n", "unknown"),
    ],
)
def test_an_incomplete_reply_means_unknown(answer, state):
    """Such a message is not sent again unless a person asks for it, and the connection is closed."""
    ((said, alive),) = outcomes(answer).values()
    assert said == state
    assert alive is False or state != "unknown"


@pytest.mark.parametrize("code", [200, 250, 251, 252, 299])
def test_any_2yz_reply_counts_at_every_step(code):
    """This includes MAIL, RCPT, RSET and the end of the message."""

    def scene(server, connection, line):
        server.say(line, "220 hello")
        line.readline()
        server.say(line, "250 script")
        while command := line.readline().strip().upper():
            if command.startswith(b"DATA"):
                server.say(line, "354 go on")
                server.taken.append(server.message(line))
            server.say(line, f"{code} fine")

    with Scripted(scene) as server:
        settings = email(server.port, "a@example.org")
        (parcel,) = parcels(LETTER, settings.groups[0], settings, ABOUT)
        with connected(settings, None) as session:
            assert [outcome.state for outcome in session.send(parcel).values()] == ["sent"]
    assert len(server.taken) == 1
