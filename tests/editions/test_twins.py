"""Several files of one article make one entry."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reporter import clean
from reporter.editions import one_each
from reporter.model import RawArticle, Source

NOW = datetime(2026, 11, 29, tzinfo=UTC)
NOISE = clean.load(())
TITLE = "بدء موسم قطاف الزيتون في الجبل"
FIRST = "بدأ المزارعون في قرى الجبل قطاف الزيتون هذا الأسبوع، وسط توقعات بموسم أفضل من العام الماضي."
SECOND = "وقال رئيس الجمعية التعاونية إن المعاصر ستعمل على مدار الساعة حتى نهاية الشهر المقبل."
THIRD = "وتتوقع الوزارة أن يبلغ الإنتاج ثلاثين ألف طن من الزيت."


def _article(path, *, text=(FIRST, SECOND, THIRD), **facts):
    source = Source(path=path, sha256=path.encode().hex(), retrieved_at=NOW, **facts)
    return clean.clean(
        RawArticle(source=source, title=TITLE, deck=None, text="\n\n".join(text), encoding="utf-8"), NOISE
    )


def _files(articles):
    return [(article.source.path, *article.source.also) for article in one_each(articles)]


def test_text_and_page_of_one_article():
    """The one with the most metadata is the entry, in place of the first; facts from the others are added."""
    other = _article("0.txt", text=("فازت سلمى بالسباق في مدينة الساحل أمس.",))
    found = one_each(
        [other, _article("a.txt", author="سعيد عمر"), _article("b.html", url="https://jabal.example/1", outlet="الجبل")]
    )
    assert [(item.source.path, item.source.also) for item in found] == [("0.txt", ()), ("b.html", ("a.txt",))]
    assert found[1].source.author == "سعيد عمر"


@pytest.mark.parametrize(
    "address",
    [
        "https://jabal.example/n/1?utm_source=x",
        "http://www.jabal.example/n/1/",
        "https://m.jabal.example/amp/n/1",
        "https://jabal.example/n/1/amp/",
    ],
)
def test_different_forms_of_one_url(address):
    """They are the same article even if the text was changed."""
    changed = _article("b.html", text=(SECOND, THIRD), url=address)
    assert _files([_article("a.html", url="https://jabal.example/n/1"), changed]) == [("a.html", "b.html")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "https://jabal.example/n/1"}, {"url": "https://jabal.example/n/2"}),
        ({"url": "https://jabal.example/n?id=1"}, {"url": "https://jabal.example/n?id=2"}),
        ({"outlet": "الجبل"}, {"outlet": "الساحل"}),
    ],
)
def test_agency_text_in_two_outlets_is_two_entries(one, other):
    """The same words with another URL or outlet are another article."""
    assert _files([_article("a.html", **one), _article("b.html", **other)]) == [("a.html",), ("b.html",)]


def test_articles_that_share_a_sentence_are_separate():
    """A background sentence is repeated from day to day."""
    assert len(one_each([_article("a.txt", text=(FIRST, THIRD)), _article("b.txt", text=(SECOND, THIRD))])) == 2


def test_the_order_of_files_does_not_matter():
    """There are three files, and any of them may come first."""
    three = [_article("a.txt"), _article("b.html", url="https://jabal.example/1"), _article("c.md")]
    assert (
        [set(files) for files in _files(three)]
        == [set(files) for files in _files(three[::-1])]
        == [{"a.txt", "b.html", "c.md"}]
    )
    assert one_each([replace(three[0])])[0] == three[0]
