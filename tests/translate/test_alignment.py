"""From attention between pieces to links between words."""

from reporter.translate.alignment import Link, links_between, moved

SOURCE = ["▁قال", "▁غوتي", "ريش", "."]
TARGET = ["▁Gut", "erres", "▁said", "."]
ATTENTION = [[0.0, 0.7, 0.3, 0.0], [0.1, 0.5, 0.4, 0.0], [0.96, 0.0, 0.04, 0.0], [0.0, 0.0, 0.2, 0.8]]


def test_pieces_of_a_word_are_combined():
    """The mean over the pieces of the English word, the sum over those of the Arabic word."""
    links = links_between(SOURCE, TARGET, ATTENTION, "قال غوتيريش.", "Guterres said.")
    assert links == (Link(0, 1, 0.95), Link(1, 0, 0.48), Link(1, 1, 0.52))


def test_texts_whose_words_do_not_match_the_pieces_have_no_links():
    """With another tokenizer, or one that changed the text, no links are better than wrong ones."""
    assert links_between(SOURCE, TARGET, ATTENTION, "قال غوتيريش .", "Guterres said.") == ()
    assert links_between(SOURCE, TARGET, ATTENTION, "قال غوتيريش.", "Guterres has said.") == ()


def test_a_separate_word_mark_begins_a_word():
    """SentencePiece writes it if the first letters of a word do not form a piece with the mark."""
    links = links_between(["▁", "يد", "▁ال"], ["▁a"], [[0.3, 0.3, 0.4]], "يد ال", "a")
    assert links == (Link(0, 0, 0.6), Link(0, 1, 0.4))


def test_links_of_later_pieces_are_shifted():
    """A long sentence is translated in pieces."""
    assert moved((Link(0, 1, 0.5),), 10, 20) == (Link(10, 21, 0.5),)
