"""Fetch: bring in the day's press from feeds, pages and sitemaps, before a run and never during one.

``sources`` asks one source and ``articles`` gets its articles: ``web`` makes the requests, politely and safely,
``feeds`` reads what they return, ``known`` recognises an article again, and ``inbox`` keeps the files. ``health`` tells
how a source is, ``opml`` exchanges lists of sources with feed readers. A run uses only ``health``.
"""
