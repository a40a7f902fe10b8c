"""When two items of an outlet are the same article: by guid if its guids identify, otherwise by address."""

from collections.abc import Sequence

from reporter.fetch.feeds.shape import Item
from reporter.identity import canonical_address as canonical
from reporter.identity import identity as identity_of_text

__all__ = ["canonical", "identity", "usable_guids"]


def usable_guids(items: Sequence[Item]) -> bool:
    """Return whether the guids of a feed identify its articles: no guid belongs to two addresses.

    An item that is listed twice is no objection. A feed whose guids repeat is identified by addresses from then on.
    """
    addresses: dict[str, set[str]] = {}
    for item in items:
        if item.guid:
            addresses.setdefault(item.guid, set()).add(canonical(item.link) if item.link else item.title)
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
        return canonical(item.link)
    said = (item.guid, item.title, item.date_text, item.summary, item.content)
    return identity_of_text(None, None, "\n".join(part or "" for part in said))
