"""The values of options: each function takes the text and returns the value, or says what is wrong with it."""

import argparse
import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reporter import addresses
from reporter.schedule.command import HOURS
from reporter.schedule.due import parse_days, parse_time


def day(text: str) -> date:
    """Return the date in `text`, such as 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-11-21") from None


def number(text: str) -> int:
    """Return the whole number in `text`, from 1 to 99999."""
    if not re.fullmatch(r"[1-9]\d{0,4}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 99999")
    return int(text)


def ago(text: str) -> timedelta:
    """Return the span of time in `text`, such as 2d or 6h."""
    found = re.fullmatch(r"(\d{1,4})([hd])", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time; write it as 2d or 6h")
    return timedelta(**{"hours" if found[2] == "h" else "days": int(found[1])})


def hours(text: str) -> int:
    """Return the hours in `text`, such as 6h; only those that the schedule can keep are valid."""
    hours = int(text[:-1]) if re.fullmatch(r"\d{1,2}h", text) else 0
    if hours not in HOURS:
        raise argparse.ArgumentTypeError(f"'{text}' is not one of {', '.join(f'{number}h' for number in HOURS)}")
    return hours


def address(text: str) -> str:
    """Return the web address in `text`, with a scheme."""
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\S*", address):
        raise argparse.ArgumentTypeError(f"'{text}' is not a web address; write it as https://example.org")
    return address


def time_of_day(text: str) -> time:
    """Return the time of day in `text`, such as 06:30."""
    try:
        return parse_time(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time of day; write it as 06:30") from None


def mailbox(text: str) -> str:
    """Return `text`, which is the address of a mailbox."""
    try:
        addresses.parse(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from None
    return text


def days(text: str) -> frozenset[int]:
    """Return the weekdays in `text`, as ``parse_days`` does."""
    try:
        return parse_days(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from None


def zone(text: str) -> ZoneInfo:
    """Return the time zone that `text` names."""
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise argparse.ArgumentTypeError(f"'{text}' is not an IANA time zone; examples: Asia/Riyadh, UTC") from None


def host(text: str) -> str:
    """Return the host in `text`, perhaps with a port, in lower case."""
    if not re.fullmatch(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a host; write it as localhost:9000")
    return text.lower()
