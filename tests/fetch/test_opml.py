"""Lists of feeds go in and out."""

import pytest

from reporter.fetch.feeds import FeedError
from reporter.fetch.opml import Subscription, read_opml, write_opml


def opml(body, prolog='<?xml version="1.0" encoding="utf-8"?>'):
    return f'{prolog}<opml version="1.0"><head><title>قائمة</title></head><body>{body}</body></opml>'


ONE = '<outline text="المرسى" type="rss" xmlUrl="https://marsa.example/rss" htmlUrl="https://marsa.example/" language="ar"/>'
NEST = f'<outline text="صحف"><outline title="لبنان" text="x">{ONE}</outline></outline>'


def test_folders_become_sections():
    """All attributes are kept, whatever their case."""
    wanted = Subscription(
        title="المرسى",
        feed="https://marsa.example/rss",
        site="https://marsa.example/",
        section="صحف / لبنان",
        language="ar",
    )
    for written in (
        NEST,
        NEST.replace("xmlUrl", "xmlurl"),
        NEST.replace("xmlUrl", "XMLURL"),
        NEST.replace("xmlUrl", "url"),
        NEST.replace("outline", "Outline"),
    ):
        assert read_opml(opml(written).encode()) == ((wanted,), ())


@pytest.mark.parametrize(
    "content",
    [
        opml(NEST, '<?xml version="1.0" encoding="windows-1256"?>').encode("cp1256"),
        opml(NEST).encode("cp1256"),
        opml(NEST, "").encode("iso8859-6"),
        b"\xff\xfe" + opml(NEST, '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16-le"),
        ("\ufeff\n\n<!-- exported -->" + opml(NEST)).encode(),
        ("<br />Warning: x in /srv/opml.php\n" + opml(NEST)).encode(),
        opml(NEST).replace("<body>", "<body>\x0b").encode(),
        opml(NEST).replace('text="x"', 'text="R&D &nbsp;"').encode(),
        opml(NEST).removesuffix("</outline></outline></body></opml>").encode(),
    ],
)
def test_any_encoding_and_damage(content):
    """The feed and its folders are found."""
    (found,), _ = read_opml(content)
    assert (found.title, found.section, found.feed) == ("المرسى", "صحف / لبنان", "https://marsa.example/rss")


def test_what_is_left_out_is_named():
    """Outlines without an address or with a useless one, and the same feed under another spelling."""
    body = (
        ONE
        + '<outline text="بلا" type="rss"/>'
        + '<outline text="مكرر" xmlUrl="http://www.marsa.example/rss/?utm_source=opml"/>'
        + '<outline text="ملف" xmlUrl="file:///etc/passwd"/>'
        + '<outline text="مجلد فارغ"></outline>'
        + '<outline text="مجلد"><outline text="القلعة" xmlUrl="feed:https://qalaa.example/feed"/></outline>'
        + '<outline text="الوادي" xmlUrl="feed://wadi.example/feed"/>'
        + '<outline xmlUrl="https://noname.example/feed"/>'
    )
    found, notes = read_opml(opml(body).encode())
    assert [(each.title, each.feed) for each in found] == [
        ("المرسى", "https://marsa.example/rss"),
        ("القلعة", "https://qalaa.example/feed"),
        ("الوادي", "https://wadi.example/feed"),
        ("https://noname.example/feed", "https://noname.example/feed"),
    ]
    assert len(notes) == 4
    for name, note in zip(("بلا", "مكرر", "ملف", "مجلد فارغ"), notes, strict=True):
        assert name in note


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"{}", b"<rss version='2.0'><channel/></rss>", b"<opml>" * 60_000]
)
def test_what_is_not_a_list_is_refused(content):
    """With a sentence."""
    with pytest.raises(FeedError):
        read_opml(content)


def test_what_is_written_is_read_again():
    """Sections become folders, also nested ones; nothing else of the text changes."""
    entries = (
        Subscription(title='المرسى & "البحر" <1>', feed="https://marsa.example/rss?a=1&b=2", section="صحف / لبنان"),
        Subscription(title="القلعة", feed="https://qalaa.example/feed", site="https://qalaa.example/", section="صحف"),
        Subscription(title="الوزارة", feed="https://mot.example/feed", language="ar"),
        Subscription(title="الوادي", feed="https://wadi.example/feed", section="صحف / لبنان"),
    )
    written = write_opml(entries, title="مصادر")
    assert written.startswith(b"<?xml")
    assert written.count("لبنان".encode()) == 2  # text and title of one folder
    found, notes = read_opml(written)
    assert sorted(found, key=repr) == sorted(entries, key=repr)
    assert notes == ()
