"""Messages: their headers, protection against injected headers, and text in both scripts."""

from dataclasses import replace
from email import message_from_string, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import ABOUT, LETTER, NOW, email

from reporter.config import parse
from reporter.deliver import parcels
from reporter.deliver.message import one_line
from reporter.errors import ConfigError

HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type", "Content-Language",
]  # fmt: skip
ARABIC_NAME = "رئيس التحرير، الديوان"


def made(letter=LETTER, about=ABOUT, **more):
    """Return the first message of a group, as bytes and parsed."""
    wanted = email(1, **more)
    parcel = parcels(letter, wanted.groups[0], wanted, about)[0]
    raw = parcel.content()
    return raw, message_from_string(raw.decode(), policy=policy.default)


def test_headers_are_complete():
    """Auto-responders, filters and archives find what they look for."""
    _, message = made()
    assert list(message.keys()) == HEADERS
    assert message["From"] == "Briefing <briefing@example.org>"
    assert message["To"] == "a@example.org"
    assert message["Date"].datetime == NOW
    assert message["List-Id"] == "<morning-briefing.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith("<2026-11-21.")
    assert message["Message-ID"].endswith("@example.org>")


def test_lines_are_short_and_end_with_crlf():
    """RFC 5322: at most 998 bytes and no bare CR or LF, for any letter."""
    raw, _ = made(replace(LETTER, text="كلمة " * 5000 + "\r" + "x" * 5000, subject="عنوان " * 60))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_every_part_is_read_back_unchanged():
    """Text, HTML and the attachment's bytes, which contain CRLF and lines of full stops."""
    _, message = made()
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == LETTER.text
    assert "نص" in message.get_body(("html",)).get_content()
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == LETTER.attachments[0].content
    assert attachment.get_filename() == "briefing.pdf"
    assert attachment.get_content_type() == "application/pdf"


def test_styles_are_inlined():
    """Mail programs ignore style sheets."""
    _, message = made()
    assert '<p style="color' in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    "subject",
    ["الموجز الصباحي، السبت، 21 نوفمبر/تشرين الثاني 2026 | Morning Briefing, 2026-11-21", "موجز " * 20, "a" * 300],
)
def test_a_subject_in_any_script_is_read_back(subject):
    """It is folded and encoded over several lines, and rejoined without losing or adding a space."""
    _, message = made(replace(LETTER, subject=subject))
    assert message["Subject"] == " ".join(subject.split())


def test_names_in_any_script_are_read_back():
    """One contains a comma."""
    _, message = made(
        sender=f'"{ARABIC_NAME}" <briefing@example.org>',
        groups=[{"name": "x", "to": [f'"{ARABIC_NAME}" <a@مثال.org>']}],
    )
    assert message["From"].addresses[0].display_name == ARABIC_NAME
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == (ARABIC_NAME, "a@xn--mgbh0fb.org")


def test_an_address_that_is_not_ascii_makes_the_header_utf8():
    """RFC 6532: the address is written as it is, without encoded words."""
    raw, _ = made(groups=[{"name": "x", "to": ["محرر@مثال.org"]}])
    assert "To: محرر@xn--mgbh0fb.org\r\n".encode() in raw


def test_the_same_content_for_the_same_recipient_is_the_same_message():
    """It is equal byte for byte; another recipient, edition or content has a different Message-ID."""
    first, message = made()
    assert made()[0] == first
    others = [
        made(groups=[{"name": "x", "to": ["b@example.org"]}]),
        made(about=replace(ABOUT, edition="2026-11-22")),
        made(about=replace(ABOUT, content="d" * 64)),
    ]
    assert len({message["Message-ID"]} | {other["Message-ID"] for _, other in others}) == 4


def test_list_identity_comes_from_the_title_unless_it_is_set():
    """Even a title without Latin letters has one."""
    assert (
        made(about=replace(ABOUT, title="Presse & Médias: Riyadh"))[1]["List-Id"]
        == "<presse-medias-riyadh.example.org>"
    )
    assert made(about=replace(ABOUT, title="الموجز"))[1]["List-Id"] == "<briefing.example.org>"
    assert made(list_id="Desk.Example.org")[1]["List-Id"] == "<desk.example.org>"


WORDS = st.lists(st.text("abcXYZ019.,|:-()\"'عربيةموجزé€😀", min_size=1, max_size=25), min_size=1, max_size=14).map(
    " ".join
)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.sampled_from(["a@example.org", "محرر@example.org"]))
def test_any_subject_is_read_back(subject, to):
    """This holds wherever scripts meet and lines are folded, encoded or in UTF-8."""
    _, message = made(replace(LETTER, subject=subject), groups=[{"name": "x", "to": [to]}])
    assert message["Subject"] == subject[:400].strip()


@settings(max_examples=200, deadline=None)
@given(WORDS, st.sampled_from(["a@example.org", "محرر@example.org"]))
def test_any_name_is_read_back(name, to):
    """The name next to an address is quoted or encoded as necessary."""
    name = name[:150].strip()
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    raw, _ = made(groups=[{"name": "x", "to": [f'"{quoted}" <{to}>']}])
    # Python's newer parser puts a space between two encoded words of a name, its older one reads them as RFC 2047 says.
    header = message_from_string(raw.decode(), policy=policy.compat32)["To"]
    words, _, spec = header.rpartition("<")
    read = str(make_header(decode_header(words.strip()))) if "=?" in words else parseaddr(header)[0]
    assert (spec, read) == (f"{to}>", name)


EVIL = st.text(
    st.sampled_from('\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\0\t :;<>@,"\\=?_-.\u202e\u2066\ufeffBccToع😀\ud800'),
    max_size=80,
)


@settings(max_examples=300, deadline=None)
@given(EVIL)
def test_no_subject_adds_a_header_or_a_line(subject):
    """Whatever an article's title or a template contains, headers and body remain the same."""
    _, message = made(replace(LETTER, subject=subject, attachments=(), html=None))
    assert sorted(message.keys()) == sorted([*HEADERS, "Content-Transfer-Encoding"])
    assert message.get_content().replace("\r\n", "\n") == LETTER.text
    assert len(str(message["Subject"]).splitlines()) <= 1


@settings(max_examples=300, deadline=None)
@given(EVIL, EVIL)
def test_no_address_adds_a_header_or_a_recipient(name, local):
    """An address is rejected with the settings, or it is one address in one header."""
    text = f"{name} <{local}@example.org>"
    try:
        raw, message = made(groups=[{"name": "x", "to": [text]}])
    except (ConfigError, UnicodeEncodeError):
        return
    assert list(message.keys()) == HEADERS
    assert len(message["To"].addresses) == 1
    assert b"\r\nBcc" not in raw


@pytest.mark.parametrize("text", ["x\r\nBcc: y@example.org", "x\u2028Bcc: y", "x\x85y", "x\x0by"])
def test_header_text_is_one_line(text):
    """Every character that some program treats as a line end becomes a space."""
    assert len(one_line(text).splitlines()) == 1


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nBcc: b@example.org", "a@example.org\nRCPT TO:<b@example.org>", "a@exa mple.org", "a", "a@", "@b.org", "a@b@c.org", "a b@c.org", "a..b@c.org", "<a@b.org> x", "a@b.org, c@d.org", "a@-b.org", "é" * 40 + "@b.org"]
)  # fmt: skip
def test_an_invalid_address_is_rejected_with_the_settings(address):
    """This happens before a run, and the message has the path of the setting."""
    with pytest.raises(ConfigError, match=r"delivery\.email\.groups\.0\.to\.0"):
        parse(
            {
                "delivery": {
                    "email": {"host": "localhost", "sender": "a@b.org", "groups": [{"name": "x", "to": [address]}]}
                }
            },
            name="test",
        )
