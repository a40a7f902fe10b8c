"""The words that every output shares: sentences, dates, plurals and directions in both languages."""
