"""Web addresses, and when two articles are the same: all URLs of a page have one canonical form."""

import hashlib
import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:/", re.IGNORECASE)
_SAME_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
"""Names under which an outlet shows the same pages to other devices."""
_AMP_PATH = re.compile(r"^/amp(?=/)|(?:/amp|\.amp)/?$|\.amp(?=\.html$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|ocid|cmpid"
    r"|ncid|xtor|at_\w+|traffic_source|spm|s_cid|wt_mc|ref_src|ref_url|__twitter_impression|amp|usqp|outputtype)(?:=|$)",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from; every other one may name another page."""


def is_address(given: str) -> bool:
    """Return whether an input is an address of the web rather than a path."""
    return _ADDRESS.match(given) is not None


def canonical_address(url: str) -> str:
    """Return the part that all URLs of one page share: host, path and query, without scheme and tracking parameters.

    >>> canonical_address("https://News.example/a/?utm_source=x&id=7#top")
    'news.example/a?id=7'
    >>> canonical_address("http://www.news.example/amp/a?id=7")
    'news.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # not a URL at all
        return url
    host = _SAME_HOST.sub("", parts.netloc.lower()).removesuffix(":80").removesuffix(":443")
    path = "/".join(part for part in _AMP_PATH.sub("", parts.path).split("/") if part)
    query = "&".join(item for item in parts.query.split("&") if item and not _TRACKING.match(item))
    return host + (f"/{path}" if path else "") + (f"?{query}" if query else "")


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
