"""The inbox, as a run reads it: the newest version of each article, and the facts of its sidecar."""

from datetime import UTC, date, datetime

import pytest

from reporter.config import Config
from reporter.ingest.file import read_file
from reporter.ingest.inbox import pages
from reporter.model import ASIDE, Skipped

SINCE = datetime(2026, 11, 21, 18, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = "وصل القطار الأول إلى المحطة الجديدة صباح اليوم، وكان في استقباله مئات السكان. " * 3


def put(inbox, name, sidecar, *, page=f"<title>القطار يصل</title><h1>القطار يصل</h1><p>{TEXT}</p>"):
    path = inbox / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<!DOCTYPE html><html><body>{page}</body></html>", encoding="utf-8")
    if sidecar is not None:
        path.with_suffix(".yaml").write_text(sidecar, encoding="utf-8")
    return path


def sidecar(article="a", **feed):
    lines = "".join(f"  {name}: '{value}'\n" for name, value in feed.items())
    return (
        f"source: alwadi\nsection: local\narticle: {article}\nfetched_at: '2026-11-22T08:30:15+00:00'\n"
        f"url: https://alwadi.example/1?utm_source=rss\nfinal_url: https://alwadi.example/1\n"
        + (f"feed:\n{lines}" if feed else "")
    )


def test_only_the_newest_version_of_each_article_is_read(tmp_path):
    """The others are named; pages without a sidecar, other sources and older days are not read."""
    old = put(tmp_path, "alwadi/2026-11-21/230000-a", sidecar())
    new = put(tmp_path, "alwadi/2026-11-22/070000-b", sidecar())
    other = put(tmp_path, "alwadi/2026-11-22/060000-c", sidecar("b"))
    put(tmp_path, "alwadi/2026-11-22/080000-d", None)
    put(tmp_path, "alwadi/2026-11-20/080000-e", sidecar("c"))
    put(tmp_path, "removed/2026-11-22/080000-f", sidecar("d"))
    put(tmp_path, "alwadi/feed/080000-g", sidecar("e"))
    found = list(pages(tmp_path, ["alwadi", "absent"], SINCE, root=tmp_path))
    assert [path for path in found if not isinstance(path, Skipped)] == [other, new]
    (skipped,) = [item for item in found if isinstance(item, Skipped)]
    assert (skipped.source, skipped.stage) == (str(old.relative_to(tmp_path)), ASIDE)
    assert skipped.reason == f"{new.relative_to(tmp_path)} is a newer version"


def test_a_sidecar_that_cannot_be_read_costs_nothing_but_its_facts(tmp_path, caplog):
    """The page is read without them."""
    path = put(tmp_path, "alwadi/2026-11-22/070000-b", "{")
    assert list(pages(tmp_path, ["alwadi"], SINCE, root=tmp_path)) == [path]
    assert "cannot be read" in caplog.text


def read(path):
    return read_file(path, Config().ingest, root=path.parent, now=NOW)


def test_what_the_source_says_completes_what_the_page_says(tmp_path):
    """The page and a person take precedence; the time is that of the fetch."""
    said = {
        "outlet": "صحيفة الوادي",
        "title": "عنوان الخلاصة",
        "author": "ليلى حداد",
        "published_at": "2026-11-22T06:00:00+00:00",
    }
    article = read(put(tmp_path, "page", sidecar(**said, date_basis="assumed-zone")))
    assert (article.title, article.source.outlet, article.source.author) == ("القطار يصل", "صحيفة الوادي", "ليلى حداد")
    assert article.source.url == "https://alwadi.example/1"
    assert article.source.retrieved_at == datetime(2026, 11, 22, 8, 30, 15, tzinfo=UTC)
    assert (article.source.fetched_from, article.source.section) == ("alwadi", "local")
    assert (article.source.published_at, article.source.date_basis) == (
        datetime(2026, 11, 22, 6, tzinfo=UTC),
        "assumed-zone",
    )
    corrected = read(put(tmp_path, "page", sidecar(**said) + "outlet: القلعة\n"))
    assert corrected.source.outlet == "القلعة"


@pytest.mark.parametrize(
    ("stated", "published", "basis"),
    [
        ("2026-11-22", datetime(2026, 11, 22, 6, tzinfo=UTC), "hijri"),
        ("2026-11-20", date(2026, 11, 20), "stated"),
        ("2026-11-22T05:00:00+00:00", datetime(2026, 11, 22, 5, tzinfo=UTC), "stated"),
    ],
)
def test_a_page_that_states_only_the_day_takes_the_time_of_that_day_from_the_feed(tmp_path, stated, published, basis):
    """Another day on the page is the page's."""
    meta = f'<meta property="article:published_time" content="{stated}">'
    page = f"{meta}<title>القطار يصل</title><h1>القطار يصل</h1><p>{TEXT}</p>"
    path = put(tmp_path, "page", sidecar(published_at="2026-11-22T06:00:00+00:00", date_basis="hijri"), page=page)
    source = read(path).source
    assert (source.published_at, source.date_basis) == (published, basis)


def test_a_fetched_page_without_a_date_is_undated(tmp_path):
    """Nothing is guessed."""
    source = read(put(tmp_path, "page", sidecar())).source
    assert (source.published_at, source.date_basis) == (None, None)


def test_text_from_a_feed_is_called_that(tmp_path):
    """Readers see it beside the byline."""
    assert read(put(tmp_path, "page", sidecar() + "text_from: feed\n")).source.remarks == ("from a feed",)
