"""Encryption and login: verified certificates, no fallback to plain text, and a password that is never shown."""

import base64
import logging
import ssl
import traceback

import pytest
import trustme
from letters import email, states
from mail_servers import Counting, Scripted, serving

from reporter.deliver.smtp import _context
from reporter.errors import DeliveryError

A = "a@example.org"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not know that TLS is already active
SECRET = "pa55-w0rd-كلمة"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_is_sent_encrypted_and_after_login(deliver, ca, ca_file, security):
    """Both kinds of TLS work, with a certificate signed by our own authority."""
    server = Counting()
    with serving(server, security=security, authority=ca, accounts={"briefing": SECRET}) as port:
        settings = email(port, A, security=security, ca_file=ca_file, user="briefing")
        assert states(deliver(settings, password=SECRET)) == {A: "sent"}
    (taken,) = server.taken
    assert (taken.encrypted, taken.user) == (True, "briefing")


def test_a_server_that_supports_only_login_works(deliver, ca, ca_file):
    """LOGIN is the older of the two methods."""
    server = Counting()
    accounts = {"briefing": SECRET}
    options = {"accounts": accounts, "auth_exclude_mechanism": ["PLAIN"]}
    with serving(server, security="starttls", authority=ca, **options) as port:
        settings = email(port, A, security="starttls", ca_file=ca_file, user="briefing")
        assert states(deliver(settings, password=SECRET)) == {A: "sent"}
    assert server.taken[0].user == "briefing"


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("wrong", ["authority", "name"])
def test_a_wrong_certificate_stops_everything(deliver, ca, ca_file, security, wrong):
    """With another authority or name, nothing is sent or retried, and the message says what to do."""
    server = Counting()
    signer = trustme.CA() if wrong == "authority" else ca
    name = "other.example.org" if wrong == "name" else "localhost"
    with serving(server, security=security, authority=signer, name=name, accounts={"briefing": SECRET}) as port:
        settings = email(port, A, security=security, ca_file=ca_file, user="briefing")
        with pytest.raises(DeliveryError, match=r"certificate of localhost:\d+ is not trusted .*ca_file"):
            deliver(settings, password=SECRET)
    assert server.taken == []


def test_a_private_certificate_is_rejected_by_default(deliver, ca):
    """Without `ca_file`, the certificate is verified with the system's authorities."""
    with (
        serving(Counting(), security="tls", authority=ca) as port,
        pytest.raises(DeliveryError, match="not trusted"),
    ):
        deliver(email(port, A, security="tls"))


def test_a_server_without_starttls_gets_nothing(deliver):
    """An attacker who removes STARTTLS from the reply gets neither mail nor password."""
    server = Counting()
    with serving(server) as port, pytest.raises(DeliveryError, match="does not offer STARTTLS; nothing was sent"):
        deliver(email(port, A, security="starttls", user="briefing"), password=SECRET)
    assert server.taken == []


def test_an_unreadable_certificate_file_is_reported(deliver, tmp_path):
    """The message names the setting and the file."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text("no certificate", encoding="utf-8")
    with serving(Counting()) as port, pytest.raises(DeliveryError, match=r"delivery\.email\.ca_file.*ca\.pem"):
        deliver(email(port, A, security="tls", ca_file=str(bundle)))


def test_a_wrong_password_is_not_tried_again(deliver, ca, ca_file):
    """There is only one attempt, because servers lock accounts after failed logins."""
    tries = []
    server = Counting()

    class Watched(dict):
        def get(self, name):
            tries.append(name)
            return "another"

    with serving(server, security="starttls", authority=ca, accounts=Watched()) as port:
        settings = email(port, A, security="starttls", ca_file=ca_file, user="briefing")
        with pytest.raises(DeliveryError, match=r"rejected the login for briefing \(535 .*check user and password"):
            deliver(settings, password=SECRET)
    assert len(tries) == 1


def echoes_the_password(server, connection, line):
    """Repeat the password in every form, like a careless server's error message."""
    server.say(line, "220 script")
    line.readline()
    server.say(line, "250-script\r\n250 AUTH PLAIN")
    blob = line.readline().split()[-1].decode()
    password = base64.b64decode(blob).split(b"\0")[-1].decode()
    server.taken.append(password)
    server.say(line, f"535 no: {blob} {password} {base64.b64encode(password.encode()).decode()}")
    line.readline()


def test_the_password_is_in_no_error_and_no_log(deliver, caplog):
    """It is neither in the message, nor in the traceback with its causes, nor in the most verbose log."""
    caplog.set_level(logging.DEBUG)
    with Scripted(echoes_the_password) as server, pytest.raises(DeliveryError) as caught:
        deliver(email(server.port, A, user="briefing"), password=SECRET)
    assert server.taken == [SECRET]
    trace = "".join(traceback.format_exception(caught.value))
    forms = [
        SECRET,
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"\0briefing\0{SECRET}".encode()).decode(),
    ]
    for form in forms:
        assert form not in str(caught.value)
        assert form not in trace
        assert form not in caplog.text
    assert "***" in str(caught.value)


def test_a_rejected_sender_does_not_reject_the_recipients(deliver):
    """After 530 at MAIL, everyone has failed, nobody is rejected, and each is tried once."""
    asked = []
    server = Counting(on_mail=lambda _: asked.append(1) or "530 log in first")
    with serving(server) as port:
        receipts = deliver(email(port))
        assert set(states(receipts).values()) == {"failed"}
        assert len(asked) == 2
        server.on_mail = None
        assert set(states(deliver(email(port))).values()) == {"sent"}


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_protocols_are_refused(deliver, ca, ca_file, monkeypatch):
    """A server that supports nothing newer than TLS 1.1 gets nothing, even if Python and OpenSSL would allow it."""
    make = ssl.create_default_context

    def permissive(purpose=ssl.Purpose.SERVER_AUTH, **options):
        context = make(purpose, **options)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        if purpose == ssl.Purpose.CLIENT_AUTH:
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        return context

    monkeypatch.setattr(ssl, "create_default_context", permissive)
    server = Counting()
    with serving(server, security="tls", authority=ca) as port:
        settings = email(port, A, security="tls", ca_file=ca_file, attempts=1)
        assert states(deliver(settings)) == {A: "failed"}
        assert _context(settings).minimum_version == ssl.TLSVersion.TLSv1_2
    assert server.taken == []
