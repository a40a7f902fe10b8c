"""Stories: which articles print the same text, which report the same event, and what is said of them.

``passages`` compares texts and ``grouping`` groups articles, with the help of ``features`` (what articles are about),
``forms`` and ``links`` (which of them cannot be one story), ``linkage`` (clustering), ``background`` (what is usual)
and ``sparse`` (arithmetic). ``decisions`` reads what a person decided. ``telling`` and ``differences`` make the part
of the record that is about stories, and ``agencies`` finds the news agency that wrote a text.
"""
