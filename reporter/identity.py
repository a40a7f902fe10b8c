"""Web addresses, and when two articles are the same: all URLs of a page have one canonical form."""

import hashlib
import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from reporter.addresses import ascii_domain

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:/", re.IGNORECASE)
_SAME_HOST = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")
"""Names under which an outlet shows the same pages to other devices."""
_AMP_PATH = re.compile(r"^(?:/amp)+(?=/)|(?:(?:/|\.)amp)+/?$|(?:\.amp)+(?=\.html$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm[_-]\w+|fbclid|gclid|gclsrc|gad_\w+|dclid|gbraid|wbraid|srsltid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid"
    r"|igsh|mibextid|fb_(?:action_ids|action_types|ref|source)|mc_cid|mc_eid|mkt_tok|_hs(?:enc|mi)|_ga|_gl|(?:pk|mtm|piwik)_\w+"
    r"|ocid|cmpid|icid|ncid|xtor|at_\w+|traffic_source|spm|s_cid|wt_mc|ref_src|ref_url|__twitter_impression|amp|usqp"
    r"|outputtype|phpsessid|jsessionid|replytocom)(?:=|$)",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from; every other one may name another page."""
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def is_address(given: str) -> bool:
    """Return whether an input is an address of the web rather than a path."""
    return _ADDRESS.match(given) is not None


def canonical_address(url: str) -> str:
    """Return the part that all URLs of one page share: host, path and query, without scheme and tracking parameters.

    The host is in ASCII, and percent-encoding is as in RFC 3986. The function is idempotent. A fragment is dropped
    unless it names a page of a site that scripts build (``#!/news/7``).

    >>> canonical_address("https://News.example/a/?utm_source=x&id=7#top")
    'news.example/a?id=7'
    >>> canonical_address("http://www.news.example:80/amp/a?id=7")
    'news.example/a?id=7'
    >>> canonical_address("https://بريد.example/خبر") == canonical_address("https://xn--ngbof4h.example/%d8%ae%D8%A8%D8%B1")
    True
    """
    url = url.strip()
    has_scheme = _SCHEME.match(url) is not None
    try:
        parts = urlsplit(url if has_scheme else f"//{url.lstrip('/')}")
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return url
    if not has_scheme and "@" in parts.netloc:  # a mail address
        return url
    host = _SAME_HOST.sub("", host) + ("" if port in {None, 80, 443} else f":{port}")
    path = "/".join(part for part in _without_amp(parts.path).split("/") if part)
    query = "&".join(item for item in parts.query.split("&") if item and not _TRACKING.match(item))
    page = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return host + _encoded((f"/{path}" if path else "") + (f"?{query}" if query else "") + page)


def _ascii_host(host: str) -> str:
    """Return `host` in ASCII, an IPv6 address in brackets; names with an underscore exist too.

    Raises:
        ValueError: no machine can have this name.

    """
    if ":" in host:
        return f"[{ip_address(host)}]"
    return host.strip(".") if _HOST.fullmatch(host.strip(".")) else ascii_domain(host.strip("."))


def _without_amp(path: str) -> str:
    while (shorter := _AMP_PATH.sub("", path)) != path:
        path = shorter
    return path


def _encoded(text: str) -> str:
    """Return `text` with escapes in upper case, those of unreserved characters decoded, and other letters escaped."""
    plain = _PERCENT.sub(
        lambda found: char if (char := chr(int(found[1], 16))) in _UNRESERVED else found[0].upper(), text
    )
    return quote(unicodedata.normalize("NFC", plain), safe="%/:?#[]@!$&'()*+,;=", errors="surrogatepass")


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
