"""Chats exported from Telegram, as JSON (``result.json``) or as pages (``messages.html``).

In: the text of a file. Out: its messages as items (see ``chat``). A forwarded message is by its first sender.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from lxml import etree

from reporter.ingest.content import Content
from reporter.ingest.formats.chat import Message, items
from reporter.ingest.metadata import point_in_time

_PAGE = re.compile(r"""class=["']history["'].*?class=["']message (?:default|service)""", re.DOTALL)
_LOOKED_AT = 5000
"""Characters in which the first message of a page begins."""
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?$")


def looks_like_telegram_page(text: str) -> bool:
    """Return whether `text` is a page of an exported chat."""
    return _PAGE.search(text, 0, _LOOKED_AT) is not None


def read_telegram(text: str) -> Iterator[tuple[str, Content | None]] | None:
    """Return the items of Telegram's JSON; None if the JSON comes from another program."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    chats = [data] if isinstance(data, dict) else []
    if isinstance(data, dict) and isinstance(data.get("chats"), dict) and isinstance(data["chats"].get("list"), list):
        chats = data["chats"]["list"]
    found = [chat for chat in chats if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]
    return items([item for chat in found for item in _in_data(chat)]) if found else None


def read_telegram_page(text: str) -> Iterator[tuple[str, Content | None]]:
    """Return the items of a page of an exported chat."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    return items(list(_on_page(document_fromstring(text.encode("utf-8", "replace"), parser=parser))))


def _in_data(chat: dict[str, Any]) -> Iterator[Message]:
    for message in chat["messages"]:
        if isinstance(message, dict) and message.get("type") == "message":
            said = message.get("text")
            parts = said if isinstance(said, list) else [said]
            text = "".join(part if isinstance(part, str) else _part(part) for part in parts)
            sender = message.get("forwarded_from") or message.get("from") or chat.get("name") or ""
            stamp = message.get("date_unixtime")
            day = point_in_time(message.get("date"))
            if isinstance(stamp, str) and stamp.isdecimal() and len(stamp) < 12:
                day = datetime.fromtimestamp(int(stamp), UTC)
            yield Message(str(sender), day, text)


def _part(part: object) -> str:
    """Return the text of a piece of a message; a link with a label is replaced by its label."""
    if not isinstance(part, dict) or not isinstance(part.get("text"), str):
        return ""
    return _bold(part["text"]) if part.get("type") == "bold" else str(part["text"])


def _bold(text: str) -> str:
    return f"*{text}*" if "\n" not in text else text


def _on_page(page: etree._Element) -> Iterator[Message]:
    """Yield the messages of a page; one that is joined to the message above has the same sender."""
    sender = " ".join("".join(page.xpath("//*[@class='page_header']//text()")).split())
    for message in page.xpath("//*[starts-with(@class, 'message default')]"):
        names = message.xpath(f"./*[{_has('body')}]/*[{_has('from_name')}]")
        sender = _name(names[0]) if names else sender
        first = message.xpath(f".//*[{_has('forwarded')}]/*[{_has('from_name')}]")
        text = "".join("".join(_lines(part)).strip() for part in message.xpath(f".//*[{_has('text')}][1]"))
        stamps = message.xpath(f".//*[{_has('date')}]/@title")
        yield Message(_name(first[0]) if first else sender, _moment(stamps[0]) if stamps else None, text)


def _has(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def _name(element: etree._Element) -> str:
    """Return a sender's name without the day that follows it in a forwarded message."""
    return " ".join((element.text or "").split())


def _lines(element: etree._Element) -> Iterator[str]:
    """Yield the text of a message with its line ends; bold text is in asterisks, as in a chat."""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        said = "".join(_lines(child))
        yield "\n" if child.tag == "br" else _bold(said) if child.tag in {"strong", "b"} else said
        yield " ".join((child.tail or "").split("\n"))


def _moment(stamp: str) -> datetime | date | None:
    """Return the time in ``15.11.2026 08:30:11 UTC+03:00``, or the day if it has no zone."""
    found = _STAMP.match(stamp)
    if not found:
        return None
    day, month, year, clock, zone = found.groups("")
    return point_in_time(f"{year}-{month}-{day}T{clock}{zone}")
