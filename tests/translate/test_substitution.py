"""Terms are inserted only where the links are clear."""

import pytest

from reporter.glossary.terms import Glossary, Term
from reporter.translate.substitution import put_terms

GLOSSARY = Glossary(
    [
        Term(arabic=("أحمد أبو الغيط",), english=("Ahmed Aboul Gheit", "Aboul Gheit")),
        Term(arabic=("الجامعة العربية",), english=("the Arab League",), forbidden=("Arab University",)),
        Term(arabic=("البرلمان",), english=("parliament",)),
        Term(arabic=("القاهرة",), english=("Cairo",)),
    ]
)
AR = "وقال أحمد أبو الغيط إن الجامعة العربية ستجتمع في القاهرة."
#      0    1    2    3    4     5      6      7    8    9


def put(text_en, links, text_ar=AR, glossary=GLOSSARY):
    text, notes = put_terms(text_ar, text_en, links, glossary)
    return text, [note.detail for note in notes]


def test_a_name_replaces_the_words_that_represent_it():
    """The note has the old words, and the rest of the sentence is unchanged."""
    text, notes = put(
        "Ahmed Abu Dhabi said the Arab League would meet in Cairo.", [(0, 1, 1.0), (1, 2, 0.7), (2, 3, 0.9)]
    )
    assert text == "Ahmed Aboul Gheit said the Arab League would meet in Cairo."
    assert notes == ["“Ahmed Aboul Gheit” replaces “Ahmed Abu Dhabi”, as the glossary requires for أحمد أبو الغيط"]  # fmt: skip


def test_a_note_is_not_a_doubt():
    """It has its own name, so that records can be searched for it."""
    (note,) = put_terms("وصل إلى القاهرة", "He came to Kairo", [(3, 2, 1.0)], GLOSSARY)[1]
    assert (note.check, note.severity) == ("glossary-applied", "note")


def test_the_article_before_the_words_is_replaced_too():
    """The term brings its own, with a capital at the beginning of a sentence."""
    links = [(1, 0, 0.6), (1, 1, 0.4), (2, 0, 1.0)]
    assert put("The Arab University met.", links, "الجامعة العربية اجتمعت")[0] == "The Arab League met."
    assert put("An Arab University met.", links, "الجامعة العربية اجتمعت")[0] == "The Arab League met."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in “Kairo”, he said", "in “Cairo”, he said"),
        ("in Kairo's streets now", "in Cairo's streets now"),
        ("in (Kairo), he said", "in (Cairo), he said"),
    ],
)
def test_marks_attached_to_the_words_are_kept(before, after):
    """Quotation marks, brackets, commas and the possessive."""
    assert put(before, [(1, 1, 0.9)], "في القاهرة")[0] == after


@pytest.mark.parametrize(
    ("text_en", "links", "why"),
    [
        ("It met in Kairo.", [], "there are no links"),
        ("It met in Kairo.", [(3, 1, 0.5)], "half of the attention is elsewhere"),
        ("Kairo met in Kairo.", [(0, 1, 0.9), (3, 1, 0.9)], "two places"),
        ("Kairo met in Kairo.", [(0, 1, 0.4), (3, 1, 0.9)], "another word may stand for it too"),
        ("It met in a street.", [(4, 1, 0.9)], "a name stands for a name"),
        ("The Big Old Town On River met.", [(n, 1, 0.9) for n in range(1, 6)], "too many words"),
        ("It met in the.", [(3, 1, 0.9)], "an article alone"),
    ],
)
def test_without_clear_links_the_text_is_unchanged(text_en, links, why):
    """The check flags it anyway."""
    assert put(text_en, links, "في القاهرة") == (text_en, [])


def test_most_of_the_term_must_receive_attention():
    """A word that comes from one part of a long name does not represent the whole name."""
    assert put("Ahmed said.", [(0, 1, 0.9)]) == ("Ahmed said.", [])


def test_words_of_another_term_are_not_replaced():
    """Cairo is right in its place, whatever the attention of the words around it."""
    assert put("League Cairo met.", [(0, 0, 0.9), (1, 1, 0.9)], "الجامعة العربية في القاهرة")[1] == []


def test_two_terms_of_a_sentence_are_both_inserted():
    """The notes are in the order of the sentence."""
    text, notes = put("Abu Dhabi said in Kairo.", [(0, 2, 0.9), (1, 3, 0.9), (4, 9, 0.9)])
    assert text == "Ahmed Aboul Gheit said in Cairo."
    assert [note.split("”")[0] for note in notes] == ["“Ahmed Aboul Gheit", "“Cairo"]


def test_a_term_that_is_present_is_unchanged():
    """It may have any of its allowed forms."""
    assert put("Aboul Gheit said.", [(0, 1, 0.9), (0, 2, 0.9), (1, 3, 0.9)])[1] == []
