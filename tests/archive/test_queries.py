"""What people type."""

import re

import pytest
from archives import DAY, made, place_in, print_edition, told
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.archive import QUERIES, TYPED_AND_PRINTED, figures
from reporter.archive import search, update
from reporter.archive.queries import MOST_WORDS, parse


def test_a_small_archive_keeps_the_limits_of_the_benchmark(tmp_path):
    """Its size, equal answers when it is made again, and the pairs of what is typed and printed; times are not tested."""
    assert len(TYPED_AND_PRINTED) == 60
    found = dict(figures(tmp_path, 2, QUERIES[:4]))
    size, _, again, _, _, again_whole, pairs = found
    assert 0 < float(re.search(r"index (\S+) MB", size)[1]) < 1
    assert all(said.endswith("answers equal") for said in (again, again_whole))
    assert found[pairs], pairs


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queries")
    entries = (
        told(1, ("زيارة وزير الخارجية", "The foreign minister's visit"), ("وصل بالطائرة مساء.", "He came by plane.")),
        told(2, ("وزير المالية والخارجية", "Finances and affairs"), ("بحث الموازنة.", "He discussed the budget.")),
        told(
            3,
            ("صلصة (a*b) NEAR سعرها 2.5", "A sauce: \"hot\" AND 'sweet'"),
            ("كلفتها ١٢٠ دينارا بوزارته.", "It costs 120."),
        ),
    )
    print_edition(folder, made(DAY, *entries))
    update(place_in(folder))
    return place_in(folder)


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("وزير الخارجية", "12"),
        ('"وزير الخارجية"', "1"),
        ("«وزير الخارجية»", "1"),
        ('"وزير الخارجية', "1"),
        ("وزير -الموازنة", "1"),
        ('وزير -"وزير المالية"', "1"),
        ("وزير - الموازنة", "2"),
        ("الوزراء", ""),
        ("وزيرُ الخَارجيه", "12"),
        ("ministers", "1"),
        ("MINISTER", "1"),
        ("minister وزير", "1"),
        ('"foreign minister"', "1"),
        ('"minister foreign"', ""),
        ("a*b", "3"),
        ("NEAR", "3"),
        ("120", "3"),
        ("١٢٠", "3"),
        ("2.5", "3"),
        ("٢٫٥", "3"),
        ("hot AND sweet", "3"),
        ("صلصة OR موازنة", ""),
        ("words : صلصة", ""),
        ("-صلصة", ""),
        ('"الخارجية وصل"', ""),
        ('"visit he"', ""),
        ('"طائرة"', ""),
        ('"الطائرة"', "1"),
        ("وزارة", "3"),
        ("وزارته", "3"),
        ("", ""),
    ],
)
def test_words_phrases_and_exclusions(place, typed, entries):
    """Nothing else has a meaning: operators of FTS5 are words."""
    assert sorted(hit.entry for hit in search(place, typed).hits) == list(entries)


HOSTILE = ["\0", '"', '""', '"" ""', "-", "--", '-"', "*", "^x", "(", ")" * 500, "{a b}:c", "a:b", "NEAR(a b, 3)", "'; DROP TABLE word; --",
           "\ud800", "\ue000", "وزير" * 2500, "وزير " * 2500, '"' * 10_000, "-وزير " * 2000, "ـ" * 9_000, "\u202eabc", "%s%n", "🏳️‍🌈", "a" * 10_000]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(place, typed):
    """However long, and whatever is in it; without a word, it finds nothing."""
    results = search(place, typed)
    assert results.query.wanted or not results.hits


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["وزير", "لل", "a", '"', "-", "*", "(", ")", ":", "AND", "NOT", "NEAR", "\0", " ", "  ", "ة", "،"]
        ),
        max_size=30,
    )
)
def test_no_mixture_is_an_error(place, parts):
    results = search(place, "".join(parts))
    assert results.query.wanted or not results.hits


def test_too_many_words_are_counted_and_ignored():
    query = parse(" ".join(f"كلمة{n}" for n in range(MOST_WORDS + 5)))
    assert sum(len(term.words) for term in query.terms) == MOST_WORDS
    assert query.ignored > 0
