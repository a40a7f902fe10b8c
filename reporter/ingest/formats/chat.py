"""Exported chats: WhatsApp, and text copied from Telegram (its exports are in ``telegram``).

In: the text of a file. Out: one item for each message with enough text. Timestamps, asterisks, media placeholders,
emoji and channel footers are removed; greetings and empty messages are not items. The sender is the outlet, and the
timestamp gives the day.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reporter.ingest.content import Content
from reporter.ingest.metadata import Metadata, one_line, web_address
from reporter.language.arabic.letters import words

_FEWEST_WORDS = 8
"""Minimum number of Arabic words of an item."""
_SHORTEST_TITLE = 3
"""Minimum number of words of a bold line that is a headline, unlike ``*عاجل*``."""
_ARABIC_WORD = re.compile(r"[\u0620-\u064a\u066e-\u06d3]{2,}")
_FEWEST_MESSAGES = 2
_DAY = r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{2,4})"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:ص|م|[AaPp]\.?[Mm]\.?))?"
_BARE_DAY = re.sub(r"<(\w)>", r"<\g<1>2>", _DAY)
_WHATSAPP = re.compile(rf"^(?:\[{_DAY}[,،]?\s{_CLOCK}\]|{_BARE_DAY}[,،]?\s{_CLOCK}\s[-–])\s(?P<said>.*)$")
_TELEGRAM = re.compile(rf"^(?P<sender>[^\[\]\n]{{1,60}}), \[{_DAY}[,،]?\s(?:в\s)?{_CLOCK}\]:?\s*(?P<said>.*)$")
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,60}):\s(?P<said>.*)$", re.DOTALL)
_MEDIA = re.compile(
    r"""
    <[^<>]{0,40}(?:الوسائط|omitted|attached|مرفق)[^<>]{0,40}>
    |<[^<>]{0,60}\.(?:jpe?g|opus|mp4|webp|pdf)[^<>]{0,20}>
    |\[(?:صورة|فيديو|ملصق|Photo|Video|Sticker|File|Voice\ message)[^\[\]]{0,30}\]
    |^\W{0,20}(?:image|video|audio|sticker|gif|document|photo)\ omitted\W{0,20}$
    |^\W{0,20}(?:صورة|فيديو|ملصق|مقطع|مستند|وسائط)[^\n]{0,20}(?:محذوفة?|مستبعدة?|غير\ مدرجة?)\W{0,20}$
    |^\W{0,20}(?:تم\ استبعاد\ الوسائط|تم\ حذف\ هذه\ الرسالة)\W{0,20}$
    |^\W{0,20}(?:This\ message\ was|You)\ deleted(?:\ this\ message)?\W{0,20}$
    |^[^\n]{0,60}مشفر[ةه]\ تمام[^\n]{0,200}$
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_FORWARDED = re.compile(r"^\W*(?:تم(?:ت)? إعادة توجيه|محول(?:ة)? من|معاد توجيهها|Forwarded)\b.*$", re.IGNORECASE)
_FOOTER = re.compile(
    r"قناتنا|القناة|قناة (?:ال)?(?:واتس|تلي|تيل)|انضم|للانضمام|تابعنا|تابعونا|للاشتراك|اشترك|مجموعتنا"
    r"|t\.me/|chat\.whatsapp|whatsapp\.com/channel|^\W*@\w{4,}\W*$",
    re.IGNORECASE,
)
_POLL = re.compile(r"(?:استطلاع|POLL):\s*\n(?:.*\n)*(?:خيار|OPTION):")
_LINK = re.compile(r"https?://\S+")
_LEADS = re.compile(r"^\W*(?:للمزيد|المزيد|التفاصيل|لقراءة المزيد|الرابط|رابط الخبر|المصدر|اقرأ المزيد)?\W*$")
_EMPHASIS = re.compile(r"(?<!\w)([*_~]{1,2}|```)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_BOLD_LINE = re.compile(r"^\W*\*(?P<title>[^*\n]+)\*\W*$")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat, in the mark-up of chat programs."""

    sender: str
    day: date | datetime | None
    text: str


def looks_like_chat(text: str) -> bool:
    """Return whether `text` is an exported chat."""
    lines = [_unmarked(line) for line in text[:20_000].split("\n") if line.strip()]
    stamps = sum(1 for line in lines if _WHATSAPP.match(line) or _TELEGRAM.match(line))
    first = bool(lines) and (_WHATSAPP.match(lines[0]) or _TELEGRAM.match(lines[0]))
    return stamps >= _FEWEST_MESSAGES or bool(first)


def read_chat(text: str) -> Iterator[tuple[str, Content | None]]:
    """Yield the items of an exported chat, each with a name; None for a message with too little Arabic."""
    yield from items(_messages(text))


def _messages(text: str) -> list[Message]:
    started: list[tuple[str, tuple[int, int, int], list[str]]] = []
    for raw in text.split("\n"):
        line = _unmarked(raw)
        found = _TELEGRAM.match(line)
        if found:
            started.append((found["sender"], _numbers(found, ""), [found["said"]]))
        elif found := _WHATSAPP.match(line):
            said = _SENDER.match(found["said"])
            numbers = _numbers(found, "" if found["a"] else "2")
            started.append((said["sender"] if said else "", numbers, [said["said"] if said else ""]))
        elif started:
            started[-1][2].append(line)
    month_first = any(numbers[1] > 12 for _, numbers, _ in started)
    return [Message(sender, _day(numbers, month_first), "\n".join(lines)) for sender, numbers, lines in started]


def _numbers(found: re.Match[str], suffix: str) -> tuple[int, int, int]:
    return int(found[f"a{suffix}"]), int(found[f"b{suffix}"]), int(found[f"c{suffix}"])


def _day(numbers: tuple[int, int, int], month_first: bool) -> date | None:  # noqa: FBT001
    """Return the day of a timestamp; the day comes first unless another timestamp in the file shows otherwise."""
    first, second, third = numbers
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    if month_first and first <= 31:
        month, day = first, second
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def items(messages: Sequence[Message]) -> Iterator[tuple[str, Content | None]]:
    """Yield `messages` as items, each with a name; None for a message with too little Arabic."""
    for number, message in enumerate(messages, start=1):
        yield f"message {number}", _item(message)


def _item(message: Message) -> Content | None:
    address, title = None, None
    lines: list[str] = []
    for raw in _MEDIA.sub("", message.text).split("\n"):
        line = _without_pictures(raw)
        links = _LINK.findall(line)
        if _FORWARDED.match(line.strip("_* ")) or _FOOTER.search(line):
            continue
        if links and _LEADS.match(_LINK.sub("", line)):
            address = address or web_address(links[0])
            continue
        bold = _BOLD_LINE.match(line) if title is None else None
        opens = all(len(words(above)) < _SHORTEST_TITLE for above in lines)
        if bold and opens and len(words(bold["title"])) >= _SHORTEST_TITLE:
            title = one_line(bold["title"])
        lines.append(_EMPHASIS.sub(r"\2", line))
    text = "\n".join(lines).strip()
    if len(_ARABIC_WORD.findall(text)) < _FEWEST_WORDS or _POLL.match(text):
        return None
    sender = one_line(message.sender)
    outlet = sender if sender and not re.fullmatch(r"[+\d\s()~-]+", sender) else None
    return Content(
        text=text, metadata=Metadata(title=title, outlet=outlet, url=address, published_at=message.day), remarks=()
    )


def content_hash(content: Content) -> str:
    """Return the hash that identifies a message, which is not a file with its own bytes."""
    return hashlib.sha256(content.text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_pictures(line: str) -> str:
    """Return `line` without emoji and their joiners."""
    kept = "".join(
        " " if unicodedata.category(char) in {"So", "Sk", "Cs"} or char in "\ufe0f\u20e3\u200d" else char
        for char in line
    )
    return " ".join(kept.split())


def _unmarked(line: str) -> str:
    """Return `line` without the bidi marks that chat programs insert, and with ASCII digits."""
    bare = (
        re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", line).replace("\u202f", " ").replace("\u00a0", " ")
    )
    head, tail = bare[:40], bare[40:]
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in head) + tail
