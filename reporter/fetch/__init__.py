"""Fetch: bring in the day's press from feeds, pages and sitemaps, before a run and never during one.

``web`` makes the requests, politely and safely. No stage of a run imports this package.
"""
