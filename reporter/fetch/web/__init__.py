"""The web: one polite and safe way to ask other people's servers for a page, a feed or a sitemap.

In: an address, and how much may be received. Out: an ``Answer`` or a ``FetchError``. ``Client.get`` follows redirects
(``client``), each within a turn of its host (``politeness``, ``robots``), through connections that are checked
(``addresses``, ``network``, ``connections``), counts what arrives (``exchange``, ``decoding``), recognises pages that
ask for a person (``people``) and tries again what may pass (``retries``).
"""

from reporter.fetch.web.answers import Answer, Hop, Validators
from reporter.fetch.web.client import Client
from reporter.fetch.web.failures import FetchError
from reporter.fetch.web.robots import RobotsCache, RobotsText
from reporter.fetch.web.settings import WebSettings

__all__ = ["Answer", "Client", "FetchError", "Hop", "RobotsCache", "RobotsText", "Validators", "WebSettings"]
