"""A mail that is too large: it is sent without the PDF, and its HTML is shortened for Gmail."""

from dataclasses import replace

import pytest
from builders import article, entry, human, record
from letters import LARGE, LETTER, email, states
from mail_servers import Counting, Scripted, serving

from reporter.config import LayoutSettings
from reporter.deliver import parcels
from reporter.render import Documents

from letters import ABOUT  # isort: skip

A = "a@example.org"
LIGHT = replace(LARGE, text="The PDF is in output/2026-11-21.\n", attachments=())
HEAVY = replace(LARGE, lighter=LIGHT)


def test_a_server_that_states_its_limit_gets_no_pdf(deliver, caplog):
    """It is never offered the large message."""
    server = Counting()
    with serving(server, data_size_limit=1_000_000) as port:
        assert states(deliver(email(port, A), letter=HEAVY)) == {A: "sent"}
    (taken,) = server.taken
    assert "The PDF is in output" in taken.message.get_body(("plain",)).get_content()
    assert not list(taken.message.iter_attachments())


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", "552 5.3.4 too big"),
        ("MAIL", "552 message size exceeds fixed maximum"),
        ("DATA", "552 too big"),
        (".", "552 5.3.4 too big"),
        (".", "554 5.3.4 too big"),
    ],
)
def test_a_server_that_rejects_the_size_later_gets_no_pdf(deliver, caplog, command, answer):
    """It may do so at MAIL, at DATA, or after the whole message; nobody has the first one."""

    def scene(server, connection, line):
        server.say(line, "220 script")
        mails = 0
        while said := line.readline().strip().upper():
            if said.startswith(b"MAIL"):
                mails += 1
            refuse = mails == 1
            if said == b"QUIT":
                server.say(line, "221 bye")
                return
            if refuse and said.startswith(command.encode()):
                server.say(line, answer)
            elif said == b"DATA":
                server.say(line, "354 go on")
                content = server.message(line)
                if refuse:
                    server.say(line, answer)
                else:
                    server.taken.append(content)
                    server.say(line, "250 taken")
            else:
                server.say(line, "250 ok")

    with Scripted(scene) as server:
        assert states(deliver(email(server.port, A), letter=HEAVY)) == {A: "sent"}
    (content,) = server.taken
    assert len(content) < 5000
    assert "too large for localhost" in caplog.text


def test_without_a_shorter_mail_it_is_rejected_with_the_reason(deliver):
    """With `format: html` there is no PDF to leave out."""
    with serving(Counting(), data_size_limit=1_000_000) as port:
        receipts = deliver(email(port, A), letter=LARGE)
    assert receipts[A].state == "refused"
    assert "fewer articles" in receipts[A].detail


@pytest.mark.parametrize("articles", [1, 14, 40, 150])
@pytest.mark.parametrize("lead", ["en", "ar"])
def test_the_html_stays_below_gmails_limit(articles, lead):
    """It has every headline; the PDF has the rest of the entries that do not fit, and the mail says so."""
    sentences = tuple(f"أعلن المجلس في بيان وزع على الصحفيين عن خطة جديدة لتحسين الخدمات رقم {n}." for n in range(6))
    english = [human("The council announced a new plan to improve services in a statement to reporters.")] * 6
    made = record(
        *(
            entry(str(n), article(*sentences, name=chr(0x4E00 + n), title=f"خبر رقم {n}"), points=english)
            for n in range(1, articles + 1)
        )
    )
    letter = Documents(LayoutSettings()).letter(made, lead=lead, subject=None, attached=True)
    settings = email(1, A)
    (parcel,) = parcels(letter, settings.groups[0], settings, ABOUT)
    html = parcel.letter.html
    assert len(html.encode()) <= 100_000
    assert all(f"خبر رقم {n}" in html for n in range(1, articles + 1))
    assert ("In the PDF" in html) == (f"[{articles}.6]" not in html)
    assert articles > 14 or f"[{articles}.6]" in html
    assert f"[{articles}.6]" in letter.text


def test_replies_and_unsubscribing_have_addresses(deliver):
    """These headers make mail programs show a button; without the settings there are none."""
    server = Counting()
    with serving(server) as port:
        deliver(email(port, A, reply_to="Desk <desk@example.org>", unsubscribe="off+list@example.org"), letter=LETTER)
        deliver(email(port, "b@example.org"), letter=LETTER)
    first, second = (item.message for item in server.taken)
    assert first["Reply-To"] == "Desk <desk@example.org>"
    assert first["List-Unsubscribe"] == "<mailto:off%2Blist@example.org?subject=unsubscribe>"
    assert (second["Reply-To"], second["List-Unsubscribe"]) == (None, None)
