"""Feeds that were made to do harm, or to waste time."""

import tracemalloc
from contextlib import suppress
from datetime import timedelta

import pytest
from feed_files import ADDRESS, LONG, NOW, TEXT, item, read, rss
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import growth

from reporter.fetch.feeds import Feed, FeedError, read_feed
from reporter.fetch.opml import read_opml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ها" * 10}">' for n in range(12))


@pytest.mark.parametrize(
    "declarations",
    [
        LAUGHS,
        '<!ENTITY l11 SYSTEM "file:///etc/passwd">',
        '<!ENTITY l11 SYSTEM "http://127.0.0.1:9/secret">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY l11 "x">',
        '<!ENTITY l11 PUBLIC "x" "/etc/hostname">',
        f'<!ENTITY l11 "{"x" * 100_000}">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(declarations, encoding):
    """Nothing is read, fetched or multiplied; the articles are read without them, and it is said."""
    prolog = f'<?xml version="1.0"?><!DOCTYPE rss [{declarations}]>'
    text = rss(item(title="المرسى &l11;"), item(2, more="<content:encoded>&l11;</content:encoded>"), prolog=prolog)
    tracemalloc.start()
    feed = read(text.encode(encoding))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert feed.items[0].title == "المرسى"
    assert any("declares entities" in note for note in feed.notes)
    assert peak < 20_000_000
    assert len(repr(feed)) < 5000


@pytest.mark.parametrize("kind", ["urlset", "opml"])
def test_entities_of_sitemaps_and_lists(kind):
    """They are read by another parser."""
    doctype = f'<?xml version="1.0"?><!DOCTYPE {kind} [{LAUGHS}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    if kind == "opml":
        found = read_opml(
            f'{doctype}<opml><body><outline text="ا&l11;ب&x;" xmlUrl="https://a.example/rss"/></body></opml>'.encode()
        )
        assert found[0][0].title == "اب"
        return
    content = f"{doctype}<urlset><url><loc>https://a.example/&x;1&l11;</loc></url></urlset>"
    assert [each.link for each in read(content).items] == ["https://a.example/1"]


def test_nothing_is_opened(monkeypatch):
    """The parser gets bytes: text that is an address or a path stays text."""

    def never(*_args, **_kwargs):
        raise AssertionError("a feed was opened")

    monkeypatch.setattr("feedparser.http.get", never)
    monkeypatch.setattr("builtins.open", never)
    monkeypatch.setattr("socket.socket", never)
    assert len(read(rss()).items) == 2
    for content in (b"http://127.0.0.1:9/", b"file:///etc/passwd", b"/etc/passwd"):
        with pytest.raises(FeedError):
            read(content)


def test_a_sitemap_of_20000_addresses():
    """Twenty times as many as a newspaper publishes in a month."""
    urls = "".join(f"<url><loc>/n/{number}</loc><lastmod>2026-11-20</lastmod></url>" for number in range(20_000))
    assert len(read(f"<urlset>{urls}</urlset>").items) == 20_000


FULL = f"<content:encoded><![CDATA[<div><p>{LONG}</p><a href='/x'>&nbsp;</a></div>]]></content:encoded>"
MATERIAL = {
    "items": lambda size: rss(*(item(number, more=FULL) for number in range(size // 10))),
    "items that are not closed": lambda size: rss("<item><title>x" * size),
    "cdata": lambda size: rss(item(title="<![CDATA[" * size)),
    "comments": lambda size: rss(item(title="<!--" * size)),
    "captions": lambda size: rss(item(more="<media:title>" * size)),
    "ampersands": lambda size: rss(item(title="&" * size * 5)),
    "angle brackets": lambda size: rss(item(title="<" * size * 5)),
    "spaces": lambda size: rss(item(title=" \u00a0" * size * 20)),
    "escaped": lambda size: rss(item().replace(TEXT, "&lt;p>" * size)),
    "closing": lambda size: rss(item(more="</item>" * size)),
    "attributes": lambda size: rss(item(title="<a href='" * size)),
    "digits": lambda size: rss(item(date="1/" * size * 20)),
}


@pytest.mark.parametrize("name", MATERIAL)
def test_time_grows_with_the_size(name):
    """No regular expression and no parser takes quadratic time."""

    def attempt(content):
        with suppress(FeedError):
            read(content)

    assert growth(attempt, lambda size: MATERIAL[name](size).encode(), 700) < 10


def test_deep_nesting_is_refused():
    """Two megabytes of it."""
    for begin in ("<rss><channel>", "<rss><channel><item><description>"):
        with pytest.raises(FeedError) as caught:
            read(begin + "<a>" * 600_000 + "</channel></rss>")
        assert caught.value.kind == "too-deep"
    inside = read(rss(item().replace(TEXT, "<![CDATA[" + "<div>" * 100_000 + TEXT + "]]>")))
    assert len(inside.items) == 1


TOKENS = st.sampled_from(
    [b"<rss>", b"<rss version='2.0'>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link>", b"</link>",
     b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"</entry>", b"<urlset>", b"<url><loc>", b"</loc></url>",
     b"<sitemapindex>", b"<sitemap>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&amp;", b"&#0;", b"&#xd800;", b"&nbsp;",
     b"<content type='xhtml'><div>", b"<content:encoded>", b"<media:title>", b"</media:title>", b"<dc:date>", b"<guid>n</guid>",
     b"<pubDate>", b"</pubDate>", b"<updated>", b"<svg>", b"<image>", b"<category>", b"<source>", b"<ttl>", b"<author>", b"<name>",
     b"<enclosure/>", b"<link href='http://[' hreflang='ar'/>", b"xml:base='http://['", b"<a xml:base='//['>", b"<a xmlns='x'>", b"<x:y>",
     b'{"items":[', b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1}', b'"url":"/1"', b"]}", b"\xff\xfe", b"\xef\xbb\xbf",
     b"\x00", b"\xd8\xb1", b"\xd8", b"\x1f\x8b", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
     b"&lt;p class='caption'>&amp;#1;x&lt;/p>&amp;#2;", b"</rss>", b"</feed>", b"<rdf:RDF>", b"<opml>", b"<outline xmlUrl='http://['/>", b"1448-13-99", b"2026-11-22T99", b"<html>",
     b"<geo:lat>x</geo:lat>", b"<georss:point>1 x</georss:point>", b"<gml:posList>1 2 3</gml:posList>", b"<psc:chapter start='x'/>",
     b"<media:credit>", b"<itunes:duration>", b"<dcterms:valid>start=x</dcterms:valid>", b"<width>x</width>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.lists(st.one_of(TOKENS, st.binary(max_size=4)), max_size=40).map(b"".join))
)
def test_any_bytes_give_a_feed_or_say_what_they_are(content):
    """Never another exception, and every value has its type."""
    with suppress(FeedError):
        read_opml(content)
    try:
        feed = read_feed(content, address=ADDRESS, zone=None, encoding=None, now=NOW)
    except FeedError:
        return
    assert isinstance(feed, Feed)
    for found in feed.items:
        assert found.link is None or found.link.startswith(("http://", "https://"))
        assert found.published_at is None or found.published_at - NOW <= timedelta(hours=36)
        assert (found.published_at is None) is (found.date_basis is None)
