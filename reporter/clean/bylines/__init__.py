"""Bylines and datelines: who wrote an article, where, for which outlet, and when.

In: a line under a headline, the beginning of a first paragraph, or the author field of a page. Out: the facts in it.
``tokens`` splits it into pieces at dashes, slashes, brackets and similar marks, ``parts`` determines what each piece
can be, ``neighbours`` identifies unknown names, and ``decision`` interprets the whole. The decision depends on
position, length and the absence of a verb; word lists are only evidence. No part of a sentence is ever taken for a
fact.
"""

from reporter.clean.bylines.decision import read_byline, read_field, read_line, split_paragraph, writer_named_in
from reporter.clean.bylines.facts import Dateline
from reporter.clean.bylines.said import begins_with_role, is_writer, opines, says_verb

__all__ = [
    "Dateline",
    "begins_with_role",
    "is_writer",
    "opines",
    "read_byline",
    "read_field",
    "read_line",
    "says_verb",
    "split_paragraph",
    "writer_named_in",
]
