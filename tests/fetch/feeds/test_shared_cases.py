"""The feed files of the shared folder are read as their list says."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from feed_files import NOW

from reporter.fetch.feeds import FeedError, read_feed
from reporter.fetch.opml import read_opml

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "feeds"
ZONE = ZoneInfo("Asia/Riyadh")
CASES = json.loads((FOLDER / "expected.json").read_text()) if (FOLDER / "expected.json").exists() else []


@pytest.mark.skipif(not CASES, reason="the shared folder is missing")
@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_case_is_read_as_stated(case):
    """Items, first title, link and dates."""
    content = (FOLDER / case["file"]).read_bytes()
    if "feeds" in case:
        assert len(read_opml(content)[0]) == case["feeds"]
        return
    told = {
        "address": "https://akhbar.example/rss.xml",
        "headers": case.get("headers"),
        "zone": ZONE,
        "encoding": None,
        "now": NOW,
    }
    if case["items"] == 0:
        with pytest.raises(FeedError) as caught:
            read_feed(content, **told)
        assert caught.value.kind == ("html" if case["file"].endswith(".html") else "empty")
        return
    feed = read_feed(content, **told)
    assert len(feed.items) == case["items"] or (case["items"] == "0 or 2-3" and len(feed.items) in {0, 2, 3})
    first = feed.items[0]
    assert first.title == case.get("title", first.title)
    assert first.link == case.get("link", first.link)
    if "date" in case:
        assert first.published_at == datetime.fromisoformat(case["date"])
    for found, wanted in zip(feed.items, case.get("dates", ()), strict=False):
        _check_date(found, wanted)
    if "arabic" in case:
        assert sum(found.language == "ar" for found in feed.items) == case["arabic"]
    for words in case.get("forbid", ()):
        assert words not in repr(feed.items)


def _check_date(found, wanted):
    if wanted is None:
        assert found.date_text
        assert found.published_at is None or found.date_basis == "hijri"
    elif wanted.endswith(" local"):
        assert found.published_at == datetime.fromisoformat(wanted.removesuffix(" local")).replace(tzinfo=ZONE)
        assert found.date_basis == "assumed-zone"
    elif wanted[0].isdigit():
        assert found.published_at == datetime.fromisoformat(wanted)
    else:
        assert (found.published_at.tzinfo, found.date_basis) == (ZONE, "assumed-zone")
