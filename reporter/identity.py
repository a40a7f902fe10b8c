"""When two articles are the same: one page has one canonical address, whatever was added to it on the way."""

import hashlib
from urllib.parse import urlsplit


def canonical_address(url: str) -> str:
    """Return what all addresses of one page have in common: host, path and query without scheme and tracking.

    >>> canonical_address("https://News.example/a/?utm_source=x&id=7#top")
    'news.example/a?id=7'
    >>> canonical_address("http://news.example/a?id=7")
    'news.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # not an address at all
        return url
    query = "&".join(item for item in parts.query.split("&") if item and not item.startswith(("utm_", "fbclid=")))
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def identity(url: str | None, outlet: str | None, text: str) -> str:
    """Return what an article is known by from one edition to the next.

    It is the article's canonical address, or where it states none a hash of its outlet and its cleaned text.

    >>> identity("https://news.example/a/", "News", "وصل الوفد.")
    'news.example/a'
    >>> identity(None, "News", "وصل الوفد.")[:19]
    'sha256:3cc269e637e0'
    """
    if url:
        return canonical_address(url)
    content = f"{outlet or ''}\n{text}".encode(errors="surrogatepass")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
