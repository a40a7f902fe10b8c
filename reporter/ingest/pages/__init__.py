"""Saved web pages: the article of a page, what the page says about it, or why it contains none.

``page`` reads one; ``blocks`` lays its visible text out in order, ``body`` finds the article's lines, ``headline``,
``times`` and ``facts`` read what is said about it, ``data`` what its scripts hold, ``kinds`` tells what is not an
article.
"""

from reporter.ingest.pages.page import WebPage, looks_like_page, read_page

__all__ = ["WebPage", "looks_like_page", "read_page"]
