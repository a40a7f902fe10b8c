"""Names for new sources, made from their addresses."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

_EVERYWHERE = frozenset(
    {"www", "com", "net", "org", "co", "gov", "edu", "news", "feeds", "feed", "rss", "m", "ar", "arabic"}
)


def source_name(address: str, taken: Collection[str]) -> str:
    """Return a name for the source at `address` that is not among `taken` (in lower case).

    >>> source_name("https://www.alwadi.example/rss.xml", ()), source_name("https://feeds.alwadi.example/2", {"alwadi"})
    ('alwadi', 'alwadi-2')
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    labels = [re.sub(r"[^a-z0-9-]", "", label.lower()).strip("-") for label in host.split(".")]
    telling = [
        label
        for label in labels[:-1]
        if label.strip("0123456789-") and label not in _EVERYWHERE and label[:4] != "xn--"
    ]
    base = (telling[-1] if telling else "source")[:50]
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
