"""Fetch: bring in the day's press from feeds, pages and sitemaps, before a run and never during one.

``web`` makes the requests, politely and safely. ``feeds`` reads what they return, ``identity`` recognises an article
again, and ``opml`` exchanges lists of sources with feed readers. No stage of a run imports this package.
"""
