"""The web: one polite and safe way to ask other people's servers for a page, a feed or a sitemap."""
