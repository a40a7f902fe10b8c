"""Whole articles: everything that a careful reader finds in them is found, and nothing else."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from reporter.clean import clean, load
from reporter.config import IngestSettings
from reporter.ingest import read_file
from reporter.model import Article

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
OWN = ROOT / "tests" / "data" / "articles"


def _expected(folder):
    path = folder / "expected.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _noise():
    return load()


def _cleaned(path):
    raw = read_file(path, IngestSettings(), root=path.parent, now=datetime(2026, 11, 21, tzinfo=UTC))
    article = clean(raw, _noise())
    assert isinstance(article, Article)
    return article


def _differences(article, wanted):
    """Return by name where `article` differs from `wanted`: (found, wanted)."""
    paragraphs = article.text.split("\n")
    found = {
        "title": None if article.title_derived else article.title_ar,
        "deck": article.deck_ar,
        "outlet": article.source.outlet,
        "place": article.source.place,
        "author": article.source.author,
        "headings": [heading.text for heading in article.headings],
    }
    pairs = {name: (value, wanted.get(name)) for name, value in found.items()}
    pairs["headings"] = (found["headings"], wanted.get("headings", []))
    if "paragraphs" in wanted:
        pairs["paragraphs"] = (len(paragraphs), wanted["paragraphs"])
    everything = "\n".join([article.text, article.title_ar, article.deck_ar or "", *found["headings"]])
    pairs["kept noise"] = ([noise for noise in wanted.get("drop", []) if noise in everything], [])
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seed articles are not here")
@pytest.mark.parametrize("name", sorted(_expected(SEEDS)) or ["none"])
def test_shared_seed_article_is_read_as_expected(name):
    """Title, deck, outlet, place, author and headings are right, and no page noise remains."""
    assert not _differences(_cleaned(SEEDS / name), _expected(SEEDS)[name])


@pytest.mark.parametrize("name", sorted(_expected(OWN)))
def test_own_article_is_read_as_expected(name):
    """The layouts of agencies, broadcasters, newspapers and web sites are recognised."""
    wanted, article = _expected(OWN)[name], _cleaned(OWN / name)
    assert not _differences(article, wanted)
    assert article.source.published_at == wanted.get("published_at")
    assert article.text.startswith(wanted.get("begins", ""))
    assert article.text.endswith(wanted.get("ends", ""))


@pytest.mark.parametrize("name", sorted(_expected(OWN)))
def test_every_sentence_is_in_its_paragraph(name):
    """Spans are in order, disjoint and not empty; paragraph and section numbers match text and headings."""
    article = _cleaned(OWN / name)
    end = 0
    for index, sentence in enumerate(article.sentences):
        assert end <= sentence.span.start < sentence.span.end
        assert article.text.count("\n", 0, sentence.span.start) == sentence.paragraph
        assert sentence.section == sum(heading.paragraph <= sentence.paragraph for heading in article.headings)
        assert article.sentence_text(index).strip() == article.sentence_text(index)
        end = sentence.span.end


def test_a_date_has_no_time():
    """A printed date has no time, and none is invented."""
    assert _cleaned(OWN / "agency-spa.txt").source.published_at == date(2025, 12, 18)
