"""The public API of `import reporter`: fast to import, typed, and used by the command line itself."""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from editions import ARTICLES, desk

import reporter
from reporter.config import load


def run_python(code):
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_importing_it_loads_nothing_heavy():
    """Importing takes less than 100 ms: neither the engines nor our stages are loaded."""
    loaded = run_python("import sys; before = set(sys.modules); import reporter; print(*set(sys.modules) - before)")
    assert {name for name in loaded.split() if name.startswith("reporter")} == {"reporter"}


def test_splitting_sentences_loads_no_engine():
    """The cheapest function remains cheap."""
    code = "import sys, reporter; reporter.split_sentences('نعم.'); print(*sys.modules)"
    assert not {"weasyprint", "sumy", "trafilatura", "ctranslate2", "argostranslate"} & set(run_python(code).split())


def test_every_documented_name_exists():
    """Any other name is an AttributeError."""
    for name in reporter.__all__:
        assert getattr(reporter, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        reporter.nothing  # noqa: B018


def test_sentences_and_their_ranking_are_spans_of_the_text():
    """Each span is verbatim, and the ranking is a permutation of the sentences."""
    text = " ".join(ARTICLES["match.txt"].split("\n\n")[2:])
    spans = reporter.split_sentences(text)
    assert len(spans) == 4
    for method in ("biased-lexrank", "lead", "textrank"):
        assert sorted(reporter.rank_sentences(text, method)) == list(spans)
    assert reporter.rank_sentences("") == ()
    with pytest.raises(ValueError, match="biased-lexrank"):
        reporter.rank_sentences(text, "magic")


def test_an_article_or_a_reason_is_returned(tmp_path):
    """A bad file raises no exception."""
    config = desk(tmp_path)
    article = reporter.read_article(config.parent / "articles/match.txt")
    assert article.title_ar == "الفريق المحلي يفوز على ضيفه"
    assert len(article.sentences) == 4
    (tmp_path / "zeros.txt").write_bytes(bytes(1000))
    assert isinstance(reporter.read_article(str(tmp_path / "zeros.txt")), reporter.Skipped)


def test_an_edition_can_be_made_from_python(tmp_path):
    """The clock is fixed."""
    result = reporter.build_edition(load(desk(tmp_path)), datetime(2026, 11, 20, 22, 30, tzinfo=UTC))
    assert result.pdf == tmp_path / "output/2026-11-20/briefing.pdf"
    assert result.pdf.read_bytes().startswith(b"%PDF")
    assert result.record.counts.articles == 2
    assert result.degraded


def test_the_edition_is_dated_by_its_own_zone(tmp_path):
    """At 22:30 UTC it is the next day in Riyadh."""
    result = reporter.build_edition(
        load(desk(tmp_path, timezone="Asia/Riyadh")), datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    )
    assert result.folder.name == "2026-11-21"


def test_a_file_with_several_articles(tmp_path):
    """All are returned; if one is requested, the answer says how to get all."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(
                f"{number}.txt", f"أعلنت البلدية أن الحديقة رقم {number} ستفتح أبوابها يوم السبت أمام الزوار."
            )
    assert len([item for item in reporter.read_articles(tmp_path / "a.zip") if isinstance(item, reporter.Article)]) == 2
    assert "it contains 2 articles" in reporter.read_article(tmp_path / "a.zip").reason
