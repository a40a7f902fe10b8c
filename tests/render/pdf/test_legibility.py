"""Programs that people use for search and copying find every word of a record in its PDF."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from builders import article, entry, human, record
from pdf_readers import READERS, by_pypdf
from printing_ways import WAYS, printed

from reporter.config import LayoutSettings, load
from reporter.render import Documents
from reporter.render.pdf.legibility import Legibility, check, compare, compare_pages, passages, read, tokens_of
from reporter.workflows.make import build_edition

ROOT = Path(__file__).parents[3]
CORPORA = {"samples": ROOT / "seeds", "seeds": ROOT.parent / "shared" / "seeds"}
NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
LAYOUTS = (
    {}, {"languages": "arabic-first"}, {"languages": "arabic-only"}, {"languages": "english-only"},
    {"page": "phone"}, {"digits": "arabic-indic"},
)  # fmt: skip


def edition(folder, inputs, **settings):
    """Make an edition of `inputs` that quotes all their sentences."""
    config = {
        "inputs": [str(inputs)],
        "memory": [str(ROOT / "seeds" / "memory.tmx")],
        "output": str(folder / "output"),
        "store": str(folder / "store.sqlite3"),
        "summary": {"sentences": 100},
    }
    (folder / "config.yaml").write_text(yaml.safe_dump(config | settings), encoding="utf-8")
    return build_edition(load(folder / "config.yaml"), NOW)


@pytest.fixture(scope="module", params=list(CORPORA))
def corpus(request, tmp_path_factory):
    """Return an edition of a corpus."""
    if not CORPORA[request.param].is_dir():
        pytest.skip(f"no {request.param} beside the checkout")
    return edition(tmp_path_factory.mktemp(request.param), CORPORA[request.param])


@pytest.fixture(scope="module", params=WAYS)
def made(request, corpus):
    """Return the record of a corpus and its PDF."""
    whole = request.param == "whole"
    return corpus.record, corpus.pdf.read_bytes() if whole else printed(corpus.record, request.param, entries=2)


@pytest.mark.parametrize("reader", READERS)
def test_three_readers_find_the_words_and_all_numbers(made, reader):
    """At least 99.5 % of the Arabic words and every number are found as often as the record has them."""
    record_, pdf = made
    wanted = Counter(token for passage in passages(record_, LayoutSettings()) for token in tokens_of(passage))
    missing = wanted - Counter(tokens_of(reader(pdf)))
    arabic = {word: count for word, count in wanted.items() if "ء" <= word[0] <= "ي"}
    assert sum(arabic.values()) > 1400
    assert sum(count for word, count in missing.items() if word in arabic) <= 0.005 * sum(arabic.values())
    assert not [token for token in missing if token[0].isdigit()]


def test_passages_are_read_in_order(made):
    """Pypdf returns whole sentences with numbers in place; only URLs may be broken in two."""
    record_, pdf = made
    text = f" {' '.join(tokens_of(by_pypdf(pdf)))} "
    points = [point.text_ar for entry in record_.entries for point in entry.points]
    sentences = [sentence for sentence in points if "://" not in sentence]
    assert len(sentences) > 70
    broken = [sentence for sentence in sentences if f" {' '.join(tokens_of(sentence))} " not in text]
    assert len(broken) <= len(sentences) // 20, broken


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: "-".join(layout.values()) or "usual")
def test_every_layout_can_be_searched(layout, way, caplog):
    """No edition, including the phone-sized one, logs a warning."""
    edition_ = record(
        entry("1"),
        entry("2", article("بلغ «المركز» نسبة 12.5% من خطته لعام ٢٠٢٦.", "لكنه لم يُعلن شيئًا."), points=[human("It reached 12.5% of its plan for 2026."), human("But it said nothing.")]),
        entry("3", article("باعت 华为 نحو ٣٫٥ مليون جهاز في São Paulo بسعر 1٬200 ريال في موسم 2025-2026."), points=[human("华为 sold some 3.5 million in São Paulo for 1,200 riyals in 2025-2026.")]),
    )  # fmt: skip
    check(printed(edition_, way, **layout), edition_, LayoutSettings(**layout))
    assert not caplog.records


@pytest.mark.parametrize(
    ("passage", "text", "missing"),
    [
        ("فاز الفريق", "فاز الفريق", ()),
        ("فاز الفريق", "قيرفلا زاف", ("فاز", "الفريق")),
        ("العسكرية", "العسكر ية", ("العسكرية",)),
        ("لكنه قال", "للكنه قال", ("لكنه",)),
        ("عام 2026", "عام 6202", ("2026",)),
        ("٤٥ طفلا", "45 طفلًا", ()),
        ("one, two", "two (three) one two", ()),
    ],
)
def test_missing_words_are_named(passage, text, missing):
    """Split, doubled and reversed words are not found; different digits, marks and punctuation are ignored."""
    assert compare([passage], text).missing == missing


def test_a_word_in_another_passage_does_not_count():
    """A word that is missing from its passage is not found because another passage has it."""
    text = "ذهب الولد إلى المدرسة " + "كلام آخر " * 60 + "خرج إلى البيت القديم في المساء"
    assert compare(["خرج الولد إلى البيت القديم في المساء"], text).missing == ("الولد",)


def test_a_passage_may_go_on_behind_the_other_column_of_the_next_page():
    """PDFium reads the columns of a page one after the other, and turns some lines round."""
    passage = "وصل الوفد إلى العاصمة مساء الأحد وعقد اجتماعا مغلقا استمر ساعتين وانتهى دون بيان رقم 4021"
    words, other = passage.split(), " ".join(f"column{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 3)
    first = f"{other} {' '.join(reversed(words[:6]))} the foot of the page 1"
    second = f"the head of the page {other} {' '.join(words[6:])} [3.1] {other}"
    assert compare_pages([passage], [first, second]).missing == ()
    cut = compare_pages([passage], [first, second.replace("4021", "40 21")])
    assert (cut.numbers, cut.numbers_found) == (1, 0)


@pytest.mark.parametrize(
    ("legibility", "good"),
    [
        (Legibility(1000, 995, 10, 10, ()), True),
        (Legibility(1000, 994, 10, 10, ()), False),
        (Legibility(1000, 1000, 10, 9, ()), False),
        (Legibility(0, 0, 0, 0, ()), True),
    ],
)
def test_995_of_1000_words_and_all_numbers_are_required(legibility, good):
    """A single wrong number is too many."""
    assert legibility.good is good


def test_a_run_warns_if_too_little_is_found(tmp_path, caplog):
    """With a template that omits the sentences, the edition is made, and its report has the share and examples."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pieces.html.j2").write_text(
        (ROOT / "templates" / "pieces.html.j2").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "own" / "briefing.html.j2").write_text(
        '<!doctype html><html lang="en"><head><title>x</title><style>/* fonts */ p { font-family: Reporter Spectral }'
        "</style></head><body><p>Nothing</p></body></html>",
        encoding="utf-8",
    )
    result = edition(tmp_path, CORPORA["samples"], layout={"templates": str(tmp_path / "own")})
    assert result.pdf.is_file()
    warnings = json.loads((result.folder / "run.json").read_text(encoding="utf-8"))["warnings"]
    said = [text for text in warnings if "find only 0.0 % of the words and 0 of the" in text]
    assert said
    assert "الثمامة" in said[0]


def test_a_pdf_that_cannot_be_read_causes_a_warning(caplog):
    """The run continues."""
    check(b"not a PDF", record(), LayoutSettings())
    assert "could not be checked" in caplog.text


def test_all_pages_are_extracted():
    """This includes the last page."""
    pdf = Documents(LayoutSettings()).render(record())["briefing.pdf"]
    assert "set in Spectral" in read(pdf)
