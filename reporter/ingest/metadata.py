"""Metadata that a person has written about an article: front matter, or a sidecar file.

In: YAML between two ``---`` lines, or a file ``name.yaml``. Out: ``Metadata`` with the valid values; every other key is
reported in a warning, and the article is kept.
"""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from reporter.language.arabic.letters import clean_characters
from reporter.yaml_reading import YamlError
from reporter.yaml_reading import load as load_yaml

log = logging.getLogger(__name__)

_LONGEST_TEXT = 500
"""Maximum number of characters of a title or name."""
_LONGEST_BLOCK = 64_000
"""Maximum number of characters of front matter."""
_MOST_BRACKETS = 200
"""Maximum number of brackets; the YAML parser takes quadratic time on nested ones, and metadata hardly needs any."""
_YEARS = range(1900, 2101)

_FENCED = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[ \t]*[A-Za-z_]\w{0,40}[ \t]*:(?:\s|$)")
_KEY_AND_VALUE = re.compile(r"(?P<key>[A-Za-z_]\w{0,40})[ \t]*:[ \t]+(?P<value>[^\s!&*\[{|>%@`#](?:.*[^ \t])?)[ \t]*")
"""A line whose value has no meaning of its own in YAML, such as a tag or a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The facts about an article that are not in its text; None if not stated."""

    title: str | None = None
    deck: str | None = None
    outlet: str | None = None
    place: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: datetime | date | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Return these facts, completed by those of `other`."""
        return Metadata(
            **{
                f.name: mine if (mine := getattr(self, f.name)) is not None else getattr(other, f.name)
                for f in fields(self)
            }
        )


def split_front_matter(text: str, *, name: str) -> tuple[Metadata, str]:
    r"""Return the front matter of `text`, and the text after it; warnings refer to the file as `name`.

    Two ``---`` lines with anything but YAML keys between them are not front matter, and the text is left unchanged.

    >>> split_front_matter("---\ntitle: عودة المطر\n---\nعاد المطر إلى الساحل.", name="a.txt")[0].title
    'عودة المطر'
    """
    fenced = _FENCED.match(text, 0, _LONGEST_BLOCK)
    if fenced is None or not _KEY.match(fenced.group(1).lstrip("\n")):
        return Metadata(), text
    return read_yaml(fenced.group(1), name=f"{name}, front matter"), text[fenced.end() :]


def read_yaml(text: str, *, name: str) -> Metadata:
    """Return the metadata in the YAML mapping `text`; log a warning for anything wrong in it."""
    return checked(mapping(text, name=name), name)


def mapping(text: str, *, name: str) -> Mapping[Any, Any]:
    """Return the YAML mapping `text`; if it is none, log a warning and return an empty one."""
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        log.warning("%s contains more than %d brackets and is ignored", name, _MOST_BRACKETS)
        return {}
    try:
        data = load_yaml(text, aliases=False)
    except YamlError as e:
        if lines := _plain_lines(text):
            log.warning("%s is not valid YAML and is read line by line: %s", name, e)
            return lines
        log.warning("%s is not valid YAML and is ignored: %s", name, e)
        return {}
    if data is not None and not isinstance(data, Mapping):
        log.warning("%s must contain 'key: value' lines and is ignored", name)
        return {}
    return data or {}


def _plain_lines(text: str) -> dict[str, str]:
    r"""Return the ``key: value`` lines of `text` if it has no others; a headline often contains a colon.

    >>> _plain_lines("title: الوزير: سنبني الجسر\noutlet: الضفاف")
    {'title': 'الوزير: سنبني الجسر', 'outlet': 'الضفاف'}
    """
    found: dict[str, str] = {}
    for line in filter(str.strip, text.split("\n")):
        stated = _KEY_AND_VALUE.fullmatch(line)
        if stated is None or stated["key"] in found:
            return {}
        found[stated["key"]] = stated["value"].strip("\"'")
    return found


def one_line(value: object) -> str | None:
    """Return `value` as one line of clean text; None if it is not text, is empty, or is too long for a title."""
    if not isinstance(value, str) or len(value) > 20 * _LONGEST_TEXT:
        return None
    text = " ".join(clean_characters(value).split())
    return text if 0 < len(text) <= _LONGEST_TEXT else None


def web_address(value: object) -> str | None:
    """Return `value` if it is a web address (http or https), otherwise None."""
    if not isinstance(value, str) or not 0 < len(value) <= 2000 or not value.isprintable() or " " in value.strip():
        return None
    try:
        parts = urlsplit(value.strip())
        host = parts.hostname
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and host else None


def point_in_time(value: object) -> datetime | date | None:
    """Return the time in `value`: with its zone, or only the day if it has no zone; None if it is not a time.

    >>> point_in_time("2026-11-20T09:15:00+03:00").isoformat(), point_in_time("2026-11-20 09:15").isoformat()
    ('2026-11-20T09:15:00+03:00', '2026-11-20')
    """
    if isinstance(value, str):
        try:
            value = (
                datetime.fromisoformat(value.strip()) if len(value.strip()) > 10 else date.fromisoformat(value.strip())
            )
        except ValueError:
            return None
    if not isinstance(value, date) or value.year not in _YEARS:
        return None
    return _to_the_minute(value) if isinstance(value, datetime) else value


def _to_the_minute(moment: datetime) -> datetime | date:
    """Return `moment` in a zone of whole minutes, as required by RFC 3339, or only its day if it has no zone.

    Some programs write local mean times for old zones, with seconds in the offset (``+03:06:52``).
    """
    offset = moment.utcoffset()
    if offset is None:
        return moment.date()
    if offset % timedelta(minutes=1):
        return moment.astimezone(timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))
    return moment


def _author(value: object) -> str | None:
    """Return one name, or several names joined."""
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return one_line("، ".join(value))
    return one_line(value)


_READERS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "title": (one_line, f"text of at most {_LONGEST_TEXT} characters"),
    "deck": (one_line, f"text of at most {_LONGEST_TEXT} characters"),
    "outlet": (one_line, "a name"),
    "place": (one_line, "a name"),
    "author": (_author, "a name or a list of names"),
    "url": (web_address, "an address that begins with http:// or https://"),
    "published_at": (point_in_time, "a time with its zone (2026-11-20T09:15:00+03:00) or a day (2026-11-20)"),
}


def checked(data: Mapping[Any, Any], name: str) -> Metadata:
    """Return the metadata in `data`; log a warning for every key that is unknown or has no valid value."""
    facts: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _READERS:
            log.warning("%s: the unknown key %r is ignored; the known keys are %s", name, key, ", ".join(_READERS))
        elif value is not None:
            read, wanted = _READERS[key]
            facts[key] = read(value)
            if facts[key] is None:
                log.warning("%s: %s must be %s and is ignored", name, key, wanted)
            elif isinstance(value, datetime) and not isinstance(facts[key], datetime):
                log.warning("%s: %s has no time zone, so only its day is used", name, key)
    return Metadata(**facts)
