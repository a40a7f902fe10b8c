"""Rankings: every method orders all sentences of any article."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import growth

from reporter import registry
from reporter.model import Span
from reporter.summarise import rank_article, rank_text
from reporter.summarise.biased_lexrank import position_prior, scores
from reporter.summarise.material import Material
from reporter.summarise.ranking import ranked

METHODS = tuple(registry.METHODS)
WORDS = st.sampled_from(["الوزير", "قال", "في", "3.5", "النفط", "والنفط", "سعر", "ارتفع"])
SENTENCES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=8)
ALIKE = "\n".join(" ".join(f"{letter}{place}كلمة" for place in "بتثج") + " هنا." for letter in "حخدذرزسشصضطظ")
"""Sentences that differ in nothing but which words they have: what ranks them is the order of sums."""
NEWS = (
    "أعلنت وزارة المياه أمس بدء تشغيل محطة التحلية الجديدة على الساحل الشرقي.\n"
    "وتنتج المحطة مئة ألف متر مكعب من المياه العذبة في اليوم. وأضاف أن ذلك يكفي.\n"
    "وقالت مهندسة المحطة ليلى حداد إن المياه ستصل إلى خمس بلدات قبل الصيف. هل تكفي المياه؟\n"
    "ودشن المحطة رئيس البلدية بحضور عدد من سكان البلدات الخمس."
)


def material(sentences):
    """Return the material of sentences, one per line."""
    text, spans = "\n".join(sentences), []
    for sentence in sentences:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(sentence)))
    return Material.of_text(text, spans)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "sentences",
    [
        [],
        ["."],
        [".", "؟", "!"],
        ["في"],
        ["كلمة"],
        ["نعم نعم نعم."] * 7,
        ["قال الوزير نعم."],
        ["أ", "أ ب", "أ ب", "ج"],
        ["3.5"] * 3,
    ],
)
def test_every_method_ranks_every_sentence_once(method, sentences):
    """With one sentence, none, none with a word, or all equal, each position occurs once."""
    assert sorted(ranked(material(sentences), method)) == list(range(len(sentences)))


@settings(deadline=None, max_examples=15)
@given(SENTENCES)
def test_rankings_are_permutations(sentences):
    """For any words, each method orders all positions, and reproducibly."""
    given_material = material(sentences)
    for method in METHODS:
        ranking = ranked(given_material, method)
        assert sorted(ranking) == list(range(len(sentences)))
        assert ranked(given_material, method) == ranking


@pytest.mark.parametrize("method", METHODS)
def test_a_ranking_does_not_depend_on_the_process(method):
    """Strings hash differently in every run, but the ranking is the same."""
    code = (
        "from reporter.summarise import rank_text; from reporter.clean.sentences import split_sentences;"
        f"text = {NEWS + chr(10) + ALIKE!r}; print(rank_text(text, split_sentences(text), method={method!r}))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.strip()


def test_lead_is_the_order_of_the_article(article):
    """The first sentence comes first."""
    assert rank_article(article(NEWS), "lead") == (0, 1, 2, 3, 4, 5)


def test_equal_sentences_keep_their_own_positions():
    """Sumy confuses equal sentences; here the first one keeps the value of its position."""
    sentences = ["بدأ تشغيل المحطة أمس.", "المحطة على الساحل.", "تنتج المحطة الماء.", "بدأ تشغيل المحطة أمس.", "انتهى."]
    assert ranked(material(sentences), "edmundson")[0] == 0


def test_a_title_counts_for_edmundson(article):
    """The sentence with the words of the title precedes others in similar positions."""
    text = "كان الجو باردا هنا.\nدخل رجل إلى البيت. كسرت نافذة البيت. خرج رجل من البيت.\nثم نام الجميع ليلا."
    assert rank_article(article(text, title="نافذة كسرت"), "edmundson").index(2) < rank_article(
        article(text, title="رجل دخل"), "edmundson"
    ).index(2)


@pytest.mark.parametrize(("method", "longest"), [("luhn", 400), ("kl", 100)])
def test_sentences_beyond_the_limit_of_sumy_follow_in_order(method, longest):
    """Sumy gets only as many sentences as it can rank in seconds."""
    ranking = ranked(material([f"جملة رقم {number} في نص طويل." for number in range(longest + 50)]), method)
    assert sorted(ranking[:longest]) == list(range(longest))
    assert ranking[longest:] == tuple(range(longest, longest + 50))


def test_scores_are_the_fixed_point_of_the_formula():
    """They equal the scores computed with full matrices."""
    stems = [["ماء", "سد", "ماء"], ["سد", "نهر"], [], ["نهر", "مطر", "ماء"], ["قطار"]]
    sections = [0, 0, 0, 1, 1]
    terms = sorted({stem for sentence in stems for stem in sentence})
    counts = np.array([[sentence.count(term) for term in terms] for sentence in stems])
    rows = np.log1p(counts) * np.log1p(len(stems) / (counts > 0).sum(axis=0))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    similar = rows @ rows.T
    np.fill_diagonal(similar, 0)
    degrees = similar.sum(axis=1)
    walk = np.divide(similar, degrees[:, None], out=np.zeros_like(similar), where=degrees[:, None] > 0)
    solved = np.linalg.solve(np.eye(5) - 0.3 * walk.T, 0.7 * position_prior(sections))
    np.testing.assert_allclose(scores(stems, position_prior(sections)), solved, atol=1e-9)


def test_the_prior_restarts_at_each_section():
    """The first sentence of each section has the highest value, the last the lowest."""
    prior = position_prior([0, 0, 0, 1, 1, 1])
    np.testing.assert_allclose(prior[:3], prior[3:])
    assert prior[0] > prior[1] > prior[2]
    assert prior.sum() == pytest.approx(1)


def test_a_heading_lifts_the_sentence_below_it():
    """With sections, the opening of the second one ranks higher."""
    sentences = [
        f"{first} {second} {third} أمس في المدينة."
        for first, second, third in zip("ابتثجحخد", "ذرزسشصضط", "ظعغفقكلم", strict=True)
    ]
    text = "\n".join(sentences)
    spans = [Span(start, start + len(sentences[0])) for start in range(0, len(text), len(sentences[0]) + 1)]
    plain = rank_text(text, spans)
    restarted = rank_text(text, spans, sections=[0, 0, 0, 0, 1, 1, 1, 1])
    assert restarted.index(4) < plain.index(4)


def test_ten_thousand_sentences_are_ranked_in_linear_time():
    """The similarity matrix is never built; quadratic work would take minutes and gigabytes."""
    rng = np.random.default_rng(1)
    vocabulary = [f"كلمة{number}" for number in range(8000)]
    sentences = [" ".join(vocabulary[n] for n in row) + "." for row in rng.integers(8000, size=(10_000, 25))]
    assert growth(ranked, lambda size: material(sentences[:size]), 2500) < 13


def test_no_method_opens_a_connection_or_asks_for_nltk_data():
    """A process that can neither resolve nor connect and has no NLTK data uses every method."""
    code = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'): raise SystemExit(event)\n"
        "sys.addaudithook(watch)\n"
        "from reporter.model import Span\n"
        "from reporter.summarise import rank_text\n"
        f"text = {NEWS!r}\n"
        f"for method in {METHODS!r}: rank_text(text, [Span(0, 60), Span(61, 120)], method=method)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"NLTK_DATA": os.devnull})
