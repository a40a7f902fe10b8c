"""The headers of an article that was saved from a mail program.

In: text. Out: the facts in its header lines, and the text below them.
"""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from reporter.clean.days import DAY, day_of

_HEADER = re.compile(
    r"\s*(From|To|Cc|Bcc|Reply-To|Sent|Date|Subject|Message-ID|MIME-Version|Content-[\w-]+"
    r"|من|إلى|الى|نسخة|الموضوع|التاريخ)\s*:[ \t]*(.*)$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"subject", "الموضوع"})
_DATES = frozenset({"date", "sent", "التاريخ"})
_SENDERS = frozenset({"from", "to", "من", "إلى", "الى"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The facts in the headers of a mail; None if a header is missing."""

    subject: str | None = None
    day: date | None = None


def split_mail(text: str) -> tuple[Mail, str]:
    r"""Return the headers of a mail and the text below them; without headers, `text` is returned unchanged.

    Headers are consecutive lines that include a subject and a sender or recipient.

    >>> split_mail("من: وكالة النيل\nالموضوع: عودة المطر\nالتاريخ: 18 نوفمبر 2026\n\nعاد المطر.")
    (Mail(subject='عودة المطر', day=datetime.date(2026, 11, 18)), 'عاد المطر.')
    """
    lines = text.lstrip().split("\n")
    said: dict[str, str] = {}
    count = 0
    for line in lines:
        header = _HEADER.match(line)
        if header is None:
            break
        said.setdefault(header[1].lower(), header[2].strip())
        count += 1
    subject = next((said[key] for key in said if key in _SUBJECTS), None)
    if subject is None or _SENDERS.isdisjoint(said):
        return Mail(), text
    day = next((_day(said[key]) for key in said if key in _DATES), None)
    return Mail(subject=subject or None, day=day), "\n".join(lines[count:]).lstrip("\n")


def _day(stated: str) -> date | None:
    """Return the day on which a mail was sent, in the sender's time zone."""
    found = DAY.search(stated)
    if found and (day := day_of(found)):
        return day
    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, TypeError, OverflowError):
        return None
