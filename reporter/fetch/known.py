"""What an article is known by: keys, a title to compare, and a stamp of what its feed says.

In: an item of a feed. Out: ``Names`` and strings for the store. Nothing here looks at the clock or the network.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from reporter.config import SourceSettings
from reporter.fetch.feeds.shape import Item
from reporter.fetch.identity import identity
from reporter.identity import canonical_address
from reporter.language.arabic.letters import words
from reporter.store.press import Names


def outlet_of(source: SourceSettings) -> str:
    """Return the outlet within which the articles of `source` are told apart: its name, or else its host."""
    return " ".join(words(source.outlet or "")) or canonical_address(source.address).partition("/")[0]


def names_of(items: Sequence[Item], outlet: str, *, use_guids: bool) -> list[Names]:
    """Return what each of `items` is known by.

    An address or title shared by several items of one feed identifies none of them.
    """
    addresses = [canonical_address(item.link) if item.link else "" for item in items]
    often = Counter(addresses)
    found = []
    for item, address in zip(items, addresses, strict=True):
        alone = not address or often[address] == 1
        keys = [identity(item, use_guids)] if alone or (use_guids and item.guid) else []
        if address and alone:
            keys.append(address)
        found.append(Names(outlet, tuple(keys or [digest((address, item.title, item.date_text or ""))])))
    return found


def title_key(title: str) -> str:
    """Return the form in which titles are compared: their words without signs and vowel marks."""
    return " ".join(words(title))


def text_key(text: str) -> str:
    """Return a hash of the words of `text`; empty if it has none."""
    found = words(text)
    return digest(found) if found else ""


def stamp(item: Item) -> str:
    """Return a hash of what the feed says about an article."""
    times = (time.isoformat() if time else "" for time in (item.published_at, item.updated_at))
    return digest((item.title, item.summary or "", item.content or "", *times))


def digest(parts: Iterable[str]) -> str:
    """Return a short hash of several texts."""
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
