"""A mail server that was not written in Python: Debian's OpenSMTPD, started in its own mount namespace.

Without TLS: version 6.8 of Debian 12 cannot do a handshake with OpenSSL 3 (its issues 1171 and 1239).
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from letters import LARGE, LETTER, email, states

CONFIG = """
table everybody file:{folder}/everybody
smtp max-message-size 2M
listen on 127.0.0.1 port {port} hostname localhost
action "keep" maildir "{folder}/mail" virtual <everybody>
match from any for domain "example.org" action "keep"
"""
# The paths of its queue and control socket are compiled in, so each gets its own file system.
START = """
set -e
mkdir -p /var/spool && mount -t tmpfs tmpfs /var/spool && mkdir -m 711 /var/spool/smtpd
mount -t tmpfs tmpfs /run
exec {smtpd} -d -f {folder}/smtpd.conf
"""


@pytest.fixture
def server():
    """Return the port and the maildir of a running OpenSMTPD."""
    smtpd = shutil.which("smtpd", path=f"{os.environ['PATH']}:/usr/sbin")
    if (
        smtpd is None
        or "OpenSMTPD" not in subprocess.run([smtpd, "-h"], capture_output=True, text=True, check=False).stderr
    ):
        pytest.skip("OpenSMTPD is not installed (Debian: apt install opensmtpd)")
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("OpenSMTPD starts as root only, in a mount namespace")
    folder = Path(tempfile.mkdtemp())  # not tmp_path, which the server's own users cannot reach
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    (folder / "mail").chmod(0o777)
    (folder / "everybody").write_text("@ nobody\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "smtpd.conf").write_text(CONFIG.format(folder=folder, port=port), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", START.format(folder=folder, smtpd=smtpd)],
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(lambda: process.poll() is not None or _listens(port))
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8", errors="replace")
        yield port, folder / "mail" / "new"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        shutil.rmtree(folder)


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


def _wait(condition):
    while not condition():
        time.sleep(0.05)


def test_mail_arrives_in_the_mailbox(deliver, server):
    """Two recipients, one unknown address, and one it cannot accept; the message is read from the maildir."""
    port, mailbox = server
    receipts = deliver(
        email(port, "a@example.org", "b@example.org", "x@elsewhere.org", "محرر@example.org", timeout_s=600)
    )
    assert states(receipts) == {
        "a@example.org": "sent", "b@example.org": "sent", "x@elsewhere.org": "refused", "محرر@example.org": "refused",
    }  # fmt: skip
    assert receipts["x@elsewhere.org"].detail.startswith("550")
    _wait(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) == 2)
    messages = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in mailbox.iterdir()]
    assert {message["Delivered-To"] for message in messages} == {"a@example.org", "b@example.org"}
    for message in messages:
        assert message["Subject"] == LETTER.subject
        assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == LETTER.text
        (attachment,) = message.iter_attachments()
        assert attachment.get_content() == LETTER.attachments[0].content


def test_bcc_and_its_size_limit(deliver, server):
    """One message reaches the whole group; a message above the limit of 2 MB is rejected before it is sent."""
    port, mailbox = server
    groups = [{"name": "all", "to": ["a@example.org", "b@example.org"], "bcc": True}]
    assert set(states(deliver(email(port, groups=groups))).values()) == {"sent"}
    _wait(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) == 2)
    receipts = deliver(email(port, "c@example.org"), letter=LARGE)
    assert states(receipts) == {"c@example.org": "refused"}
    assert "accepts 2.10 MB" in receipts["c@example.org"].detail
