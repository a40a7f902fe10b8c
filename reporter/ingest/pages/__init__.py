"""Saved web pages: the article of a page with its metadata, or the reason why it contains none.

``page`` reads a page; ``blocks`` lists its visible text in order, ``body`` finds the article's lines, ``headline``,
``times`` and ``facts`` find its metadata, ``data`` reads the data in its scripts, and ``kinds`` recognises pages that
are not articles.
"""

from reporter.ingest.pages.page import WebPage, looks_like_page, read_page

__all__ = ["WebPage", "looks_like_page", "read_page"]
