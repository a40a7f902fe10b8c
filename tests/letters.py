"""Settings of a small mailing list, and a letter for it."""

import os
from dataclasses import replace
from datetime import UTC, datetime

from reporter.config import EmailSettings, parse
from reporter.deliver import About
from reporter.letters import Attachment, Letter

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
ABOUT = About(title="Morning Briefing", edition="2026-11-21", content="c" * 64, sent_at=NOW)
LETTER = Letter(
    subject="Morning Briefing | الموجز الصباحي",
    text="نص\nText\n",
    html="<html><head><style>p { color: red }</style></head><body><p>نص</p></body></html>",
    attachments=(Attachment(name="briefing.pdf", media_type="application/pdf", content=b"%PDF-1.7\r\n.\r\n..\r\nend"),),
)

LARGE = replace(
    LETTER,
    attachments=(Attachment(name="large.pdf", media_type="application/pdf", content=os.urandom(8_000_000)),),
)


def email(port, *to, **settings) -> EmailSettings:
    """Return settings for a server on this computer: one group, short delays."""
    usual = {
        "host": "localhost", "port": port, "security": "none", "sender": "Briefing <briefing@example.org>",
        "timeout_s": 600, "acceptance_timeout_s": 600, "attempts": 3, "backoff_s": 0,
        "groups": [{"name": "desk", "to": to or ("a@example.org", "b@example.org")}],
    }  # fmt: skip
    made = parse({"delivery": {"email": usual | settings}}, name="test").delivery.email
    assert made is not None
    return made


def states(receipts):
    """Return the state of each recipient's delivery."""
    return {recipient: receipt.state for recipient, receipt in receipts.items()}
