"""Addresses in feeds and pages, made absolute."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from reporter.ingest.metadata import web_address


def absolute(candidates: Iterable[str | None], base: str) -> str | None:
    """Return the first of `candidates` that is the address of a page (http or https), relative to `base`.

    >>> absolute(["javascript:void(0)", "/خبر عاجل"], "https://a.example/feed")
    'https://a.example/خبر%20عاجل'
    """
    for candidate in candidates:
        written = re.sub(r"[\t\r\n]+", "", (candidate or "").strip()).replace(" ", "%20")
        try:
            found = web_address(urljoin(base, written)) if written else None
        except ValueError:
            continue
        if found:
            return found
    return None
