"""Stories: which articles print the same text, and which report the same event.

``passages`` compares texts, ``grouping`` groups articles into stories, ``agencies`` finds the news agency that wrote a
text, and ``decisions`` reads what a person decided about stories.
"""
