"""What an article is known by: keys, a title to compare, and a stamp of what its feed says.

In: an item of a feed. Out: ``Names`` and strings for the store. Nothing here looks at the clock or the network.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from reporter.config import SourceSettings
from reporter.fetch.feeds.shape import Item
from reporter.identity import canonical_address
from reporter.identity import identity as identity_of_text
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


def usable_guids(items: Sequence[Item]) -> bool:
    """Return whether the guids of a feed identify its articles: no guid belongs to two addresses.

    An item that is listed twice is no objection. A feed whose guids repeat is identified by addresses from then on.
    """
    addresses: dict[str, set[str]] = {}
    for item in items:
        if item.guid:
            addresses.setdefault(item.guid, set()).add(canonical_address(item.link) if item.link else item.title)
    return bool(addresses) and all(len(found) == 1 for found in addresses.values())


def identity(item: Item, guids_usable: bool) -> str:  # noqa: FBT001  (a fact about the feed)
    """Return the key of the article of `item` within its outlet.

    It is the guid, the canonical address, or a hash of everything that the item says; never the title alone.

    >>> identity(Item(link="http://www.a.example/1?utm_source=rss", guid="n-1", title="جسر"), False)
    'a.example/1'
    """
    if guids_usable and item.guid:
        scheme, found, rest = item.guid.partition("://")
        return f"guid:{rest if found and scheme.lower() in {'http', 'https'} else item.guid}"
    if item.link:
        return canonical_address(item.link)
    said = (item.guid, item.title, item.date_text, item.summary, item.content)
    return identity_of_text(None, None, "\n".join(part or "" for part in said))


def title_key(title: str) -> str:
    """Return the form in which titles are compared: their words without signs and vowel marks."""
    return " ".join(words(title))


def text_key(text: str) -> str:
    """Return a hash of the words of `text`; empty if it has none."""
    found = words(text)
    return digest(found) if found else ""


def stamp(item: Item) -> str:
    """Return a hash of what the feed says about an article.

    A link of a section page says only its title: the time beside it may be in words, which change with every hour.
    """
    if not (item.guid or item.summary or item.content or item.updated_at):
        return digest((item.title,))
    times = (time.isoformat() if time else "" for time in (item.published_at, item.updated_at))
    return digest((item.title, item.summary or "", item.content or "", *times))


def digest(parts: Iterable[str]) -> str:
    """Return a short hash of several texts."""
    return hashlib.sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
