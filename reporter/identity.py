"""When two articles are the same: all URLs of a page have one canonical form, without tracking parameters."""

import hashlib
from urllib.parse import urlsplit


def canonical_address(url: str) -> str:
    """Return the part that all URLs of one page share: host, path and query, without scheme and tracking parameters.

    >>> canonical_address("https://News.example/a/?utm_source=x&id=7#top")
    'news.example/a?id=7'
    >>> canonical_address("http://news.example/a?id=7")
    'news.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # not a URL at all
        return url
    query = "&".join(item for item in parts.query.split("&") if item and not item.startswith(("utm_", "fbclid=")))
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def identity(url: str | None, outlet: str | None, text: str) -> str:
    """Return the key that identifies an article across editions.

    It is the article's canonical URL or, if it has none, a hash of its outlet and its cleaned text.

    >>> identity("https://news.example/a/", "News", "وصل الوفد.")
    'news.example/a'
    >>> identity(None, "News", "وصل الوفد.")[:19]
    'sha256:3cc269e637e0'
    """
    if url:
        return canonical_address(url)
    content = f"{outlet or ''}\n{text}".encode(errors="surrogatepass")
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
