"""Feeds as servers send them: whatever is wrong around the articles, the articles are read."""

import gzip
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from feed_files import ADDRESS, LONG, TEXT, atom, item, read, rss

from reporter.fetch.feeds import FeedError, syndication

TITLE = "سفينة القمح تصل إلى المرسى"
MISREAD = {
    "cp1252": "".join(
        chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252")
        for byte in rss().encode()
    ).encode(),
    "cp1256": rss().encode().decode("cp1256").encode(),
}
LIES = {
    "cp1256, undeclared": rss(prolog="").encode("cp1256"),
    "cp1256, declared": rss(prolog='<?xml version="1.0" encoding="windows-1256"?>').encode("cp1256"),
    "cp1256, says utf-8": rss().encode("cp1256"),
    "cp1256, says iso-8859-1": rss(prolog='<?xml version="1.0" encoding="ISO-8859-1"?>').encode("cp1256"),
    "cp1256, says utf-16": rss(prolog='<?xml version="1.0" encoding="utf-16"?>').encode("cp1256"),
    "cp1256, after a UTF-8 mark": b"\xef\xbb\xbf" + rss().encode("cp1256"),
    "iso-8859-6, declared": rss(prolog="<?xml version='1.0' encoding='iso-8859-6'?>").encode("iso8859-6"),
    "iso-8859-6, says windows-1252": rss(prolog="<?xml version='1.0' encoding='windows-1252'?>").encode("iso8859-6"),
    "utf-8, says windows-1256": rss(prolog='<?xml version="1.0" encoding="windows-1256"?>').encode(),
    "utf-8, says us-ascii": rss(prolog='<?xml version="1.0" encoding="us-ascii"?>').encode(),
    "utf-8, says an encoding that does not exist": rss(prolog='<?xml version="1.0" encoding="arabic"?>').encode(),
    "utf-8, says utf-16": rss(prolog='<?xml version="1.0" encoding="UTF-16LE"?>').encode(),
    "utf-8, two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + rss().encode(),
    "utf-16-le, mark": b"\xff\xfe" + rss().encode("utf-16-le"),
    "utf-16-be, mark, says utf-8": b"\xfe\xff" + rss().encode("utf-16-be"),
    "utf-16-le, no mark": rss(prolog="").encode("utf-16-le"),
    "utf-32-le, mark": b"\xff\xfe\x00\x00" + rss().encode("utf-32-le"),
    **{f"utf-8 read as {name} and saved": content for name, content in MISREAD.items()},
    "gzip": gzip.compress(rss().encode()),
}


@pytest.mark.parametrize("content", LIES.values(), ids=LIES)
@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1", "windows-1256"])
def test_the_encoding_is_seen_whatever_is_said_about_it(content, charset):
    """Neither the prolog nor the server is believed against the bytes."""
    headers = {"Content-Type": f"text/xml; charset={charset}"} if charset else {}
    feed = read(content, headers=headers)
    assert [found.title for found in feed.items] == [TITLE, TITLE]
    assert feed.items[0].summary == TEXT
    assert feed.title == "جريدة المرسى"


def test_the_encoding_of_the_settings_wins():
    """A word of three letters says nothing about its encoding."""
    content = rss(item(title="برد"), prolog="").encode("iso8859-6")
    assert read(content, encoding="iso8859-6").items[0].title == "برد"
    assert read(rss(), encoding="no-such-encoding").items[0].title == TITLE


@pytest.mark.parametrize(
    ("before", "is_said"),
    [
        ("\ufeff\n\n  \t\n", False),
        ("\n\ufeff", False),
        ("\r\n\r\n\r\n", False),
        ("<!-- cached 08:00 -->\n", False),
        ("<?php-stylesheet?>\n", False),
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd">',
            False,
        ),
        ("<br />\n<b>Notice</b>: Undefined variable $x in <b>/var/www/rss.php</b> on line <b>3</b><br />\n", True),
        ("Warning: mysql_connect(): Access denied in /srv/rss.php on line 9\n", True),
        ("PHP Deprecated:  strftime() is deprecated\n\n", True),
        ("<script>var ad = 1 < 2;</script>\n", True),
        ("<html><head></head><body>Strict Standards: x</body></html>\n", True),
        ("0\n", True),
    ],
)
def test_text_before_the_feed_is_passed_over(before, is_said):
    """Marks, blank lines and comments are normal; messages of the server are noted."""
    feed = read(before + rss())
    assert len(feed.items) == 2
    assert any("before its prolog" in note for note in feed.notes) is is_said
    assert len(read(rss() + "\n<!-- 0.03 s --><script>x()</script>").items) == 2


def _cuts(text):
    """Return the places of the third item, before its end tag, in bytes."""
    begin, end = text.encode().rindex(b"<item>"), text.encode().rindex(b"</item>")
    return [*range(begin + 1, end + 6, 7), end + 6]


def test_a_cut_feed_has_its_whole_items():
    """Wherever the third item is cut, also within a character, tag, or CDATA that contains an item."""
    whole = rss(
        *(
            item(number, more=f"<content:encoded><![CDATA[<p>{TEXT}</p></item>]]></content:encoded>")
            for number in (1, 2, 3)
        )
    )
    for at in _cuts(whole):
        feed = read(whole.encode()[:at])
        assert (len(feed.items), feed.cut) == (2, True), whole.encode()[:at][-40:]
        assert feed.items[1].content is not None
        assert any("ends early" in note for note in feed.notes)
    feed = read(whole)
    assert (len(feed.items), feed.cut) == (3, False)


@pytest.mark.parametrize("end", ["", "</channel>", "</channel></rs", "<item", "<item><title>خ", "<!-- "])
def test_a_feed_cut_between_items_keeps_them_all(end):
    """The items are whole, and the cut is reported."""
    feed = read(rss(end=end))
    assert (len(feed.items), feed.cut) == (2, True)


def test_cuts_of_other_formats():
    """Atom, RSS 1.0, sitemaps and JSON lose only the item that was cut."""
    entry = "<entry><title>خبر</title><id>n{0}</id><link href='/{0}'/><updated>2026-11-20T10:00:00Z</updated></entry>"
    text = atom(*(entry.format(number) for number in (1, 2, 3)))
    assert len(read(text).items) == 3
    cut = read(text[: text.rindex("</entry>")])
    assert (len(cut.items), cut.cut) == (2, True)
    urls = "".join(f"<url><loc>https://marsa.example/{number}</loc></url>" for number in (1, 2, 3))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    cut = read(sitemap[: sitemap.rindex("</loc>")])
    assert (len(cut.items), cut.cut) == (2, True)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "المرسى",
        "items": [{"id": str(n), "url": f"/{n}"} for n in (1, 2, 3)],
    }
    written = json.dumps(data, ensure_ascii=False)
    for at in range(written.index('"url": "/3') - 5, len(written) - 3):
        cut = read(written[:at])
        assert (len(cut.items), cut.cut, cut.title) == (2, True, "المرسى"), written[:at][-20:]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&amp;quot;المرسى&amp;quot; تفوز", '"المرسى" تفوز'),
        ("&amp;amp;quot;المرسى&amp;amp;quot;", '"المرسى"'),
        ("<![CDATA[<b>المرسى</b> &amp; البحر]]>", "المرسى & البحر"),
        ("<![CDATA[المرسى &#8220;تفوز&#8221;]]>", "المرسى “تفوز”"),
        ("&lt;span dir=&quot;rtl&quot;&gt;المرسى&lt;/span&gt;", "المرسى"),
        ("المرسى&nbsp;&laquo;تفوز&raquo;&hellip;", "المرسى «تفوز»…"),
        ("المرسى & البحر", "المرسى & البحر"),
        ("المرسى &unknown; البحر", "المرسى &unknown; البحر"),
        ("المرسى &#38; البحر &#x26; الجبل", "المرسى & البحر & الجبل"),
        ("أرباح &lt; 5% &gt; 2%", "أرباح < 5% > 2%"),
        ("المر\x02سى\x0b تفوز&#1;&#x1f;&#0;", "المرسى تفوز"),
        ("\u202bالمرسى\u202c \u200fتفوز\u2069", "المرسى تفوز"),
        ("ﺍﻟﻤﺮﺳﻰ ﺗﻔﻮﺯ", "المرسى تفوز"),
        ("المـــرسى\u00a0\u2003تفوز", "المرسى تفوز"),
        ("\n   المرسى\n\t تفوز  ", "المرسى تفوز"),
        ("المرسى &#145;تفوز&#146;", "المرسى ‘تفوز’"),
        ("<![CDATA[]]>", ""),
    ],
)
def test_titles_are_one_clean_line(written, title):
    """Escaped once, twice or not at all; without markup, controls, bidi controls and presentation forms."""
    found = read(rss(item(title=written), item(2)))
    assert [each.title for each in found.items] == [title, TITLE]


def test_bare_ampersands_in_addresses():
    """``&copy=`` is not a copyright sign."""
    text = rss(item()).replace("https://marsa.example/n/1", "https://marsa.example/n.aspx?id=7&copy=1&sect=2")
    assert read(text).items[0].link == "https://marsa.example/n.aspx?id=7&copy=1&sect=2"


def test_html_that_is_not_closed_costs_no_other_item():
    """Some feeds write HTML into descriptions without escaping it."""
    first = item(1).replace(TEXT, f"<p>{TEXT}<br>وأضاف <img src=x.png>نعم")
    feed = read(rss(first, item(2)))
    assert [each.link for each in feed.items] == ["https://marsa.example/n/1", "https://marsa.example/n/2"]
    assert "وأضاف" in feed.items[0].summary
    assert feed.items[1].summary == TEXT


def test_the_full_text_counts_and_a_teaser_does_not():
    """content:encoded before description, whatever their order; a description of sixty words is a full text."""
    full = f"<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded>"
    for feed in (read(rss(item(more=full))), read(rss(item().replace("<description>", f"{full}<description>")))):
        assert feed.items[0].content == f"<p>{LONG}</p>"
        assert feed.items[0].summary == TEXT
    assert read(rss(item())).items[0].content is None
    assert read(rss(item().replace(TEXT, LONG))).items[0].content == f"<p>{LONG}</p>"
    assert read(rss(item().replace(TEXT, f"{LONG} […]"))).items[0].content is None
    teaser = f"<content:encoded>{LONG}… &lt;a href='/n/1'&gt;اقرأ المزيد&lt;/a&gt;</content:encoded>"
    assert read(rss(item(more=teaser))).items[0].content is None
    spoken = f"<i:summary xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'>{LONG}</i:summary>"
    assert read(rss(item().replace("<description>", f"{spoken}<description>"))).items[0].summary == TEXT
    both = item(more=f"<content:encoded>{TEXT}</content:encoded>").replace(
        f"<description>{TEXT}", f"<description>{LONG}"
    )
    assert LONG in read(rss(both)).items[0].content


def test_the_markup_of_the_full_text_is_kept():
    """Classes, data and links tell ingest what is what."""
    markup = f'<p class="lead" data-part="1" style="x">{LONG} <a href="/n/2">رابط</a></p>'
    assert read(rss(item(more=f"<content:encoded><![CDATA[{markup}]]></content:encoded>"))).items[0].content == markup


def test_content_of_atom():
    """Text, HTML and XHTML become HTML."""
    entry = "<entry><id>n1</id><title>خبر</title><link href='/1'/>{}</entry>"
    for written in (
        f"<content type='text'>{LONG}</content>",
        f"<content>{LONG}</content>",
        f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;</content>",
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{LONG}</p></div></content>",
        f"<summary>{TEXT}</summary><content type='html'><![CDATA[<p>{LONG}</p>]]></content>",
    ):
        assert read(atom(entry.format(written))).items[0].content == f"<p>{LONG}</p>", written


CAPTION = "البحارة على الرصيف"


@pytest.mark.parametrize(
    "more",
    [
        f"<media:description>{CAPTION}</media:description>",
        f"<media:content url='p.jpg'><media:title>{CAPTION}</media:title><media:credit>{CAPTION}</media:credit></media:content>",
        f"<media:group><media:content url='p.jpg'><media:text type='html'><![CDATA[<b>{CAPTION}</b>]]></media:text></media:content></media:group>",
        f"<m:description xmlns:m='http://search.yahoo.com/mrss'>{CAPTION}</m:description>",
        f"<media:title>{CAPTION}</media:title><media:thumbnail url='p.jpg'/>",
        f"<content:encoded><![CDATA[<figure><img src=p.jpg><figcaption>{CAPTION}</figcaption></figure><p>{LONG}</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[<div class='wp-caption'><img src=p.jpg><p class='wp-caption-text'>{CAPTION}</p></div>{LONG}]]></content:encoded>",
        f'<content:encoded><![CDATA[<p>{LONG}</p><span class="photo-credit">{CAPTION}</span>]]></content:encoded>',
        f"<image><title>{CAPTION}</title><url>p.jpg</url></image>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_captions_and_credits_never_enter(more, first):
    """Neither the title nor the texts, before or after them."""
    one = item().replace("<item>", f"<item>{more}") if first else item(more=more)
    found = read(rss(one, item(2))).items
    assert [each.title for each in found] == [TITLE, TITLE]
    assert [each.summary for each in found] == [TEXT, TEXT]
    assert CAPTION not in repr(found)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/n/7", "https://marsa.example/n/7"),
        ("n/7", "https://marsa.example/feeds/n/7"),
        ("?id=7", "https://marsa.example/feeds/all.xml?id=7"),
        ("//cdn.marsa.example/n/7", "https://cdn.marsa.example/n/7"),
        ("\n  https://marsa.example/n/7\n", "https://marsa.example/n/7"),
        ("https://marsa.example/خبر عاجل", "https://marsa.example/خبر%20عاجل"),
        ("<![CDATA[https://marsa.example/n?a=1&b=2]]>", "https://marsa.example/n?a=1&b=2"),
        ("javascript:alert(1)", None),
        ("mailto:desk@marsa.example", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_links_are_absolute_addresses_of_pages(link, found):
    """Relative to the address of the feed; other schemes are not links."""
    text = rss(item()).replace("https://marsa.example/n/1", link)
    assert read(text).items[0].link == found


def test_links_of_rss_are_relative_to_the_site():
    """Feeds are often in a folder of their own."""
    text = rss(item(), head="<link>https://marsa.example/ar/</link>").replace(
        "https://marsa.example/n/1", "news.php?id=1"
    )
    assert read(text).items[0].link == "https://marsa.example/ar/news.php?id=1"


def test_links_of_atom():
    """xml:base at any level, the Arabic one of several, and neither the feed itself nor an enclosure."""
    entry = "<entry {1}><id>tag:n</id><title>خبر</title><summary>نص</summary>{0}</entry>"

    def link(links, base="", own=""):
        return read(atom(entry.format(links, own), attributes=base)).items[0].link

    english, arabic = '<link rel="alternate" hreflang="en" href="en/5"/>', '<link hreflang="ar-LB" href="ar/5"/>'
    assert link(english + arabic) == link(arabic + english) == "https://marsa.example/feeds/ar/5"
    assert link(english + '<link href="5"/>') == "https://marsa.example/feeds/5"
    assert link(english) == "https://marsa.example/feeds/en/5"
    assert link('<link href="5"/>' + arabic) == "https://marsa.example/feeds/ar/5"
    assert link(arabic, 'xml:base="https://base.example/x/"') == "https://base.example/x/ar/5"
    assert link(arabic, 'xml:base="/x/"', 'xml:base="y/"') == "https://marsa.example/x/y/ar/5"
    others = '<link rel="self" href="s"/><link rel="enclosure" type="audio/mpeg" href="a.mp3"/><link rel="replies" href="r"/>'
    assert link(others + '<link type="text/html" href="5"/>') == "https://marsa.example/feeds/5"
    assert link(others) is None


def test_the_guid_is_kept_as_written():
    """It is the link only if it is an address."""
    guid = "<guid isPermaLink='{}'>{}</guid>"
    bare = item().replace("<link>https://marsa.example/n/1</link>", "")
    as_link = read(rss(bare.replace("</item>", guid.format("true", "https://marsa.example/n/9") + "</item>"))).items[0]
    assert (as_link.guid, as_link.link) == ("https://marsa.example/n/9",) * 2
    named = read(rss(item(more=guid.format("false", "n-17")))).items[0]
    assert (named.guid, named.link) == ("n-17", "https://marsa.example/n/1")
    lying = read(rss(bare.replace("</item>", guid.format("true", "n-17") + "</item>"))).items[0]
    assert lying.guid == "n-17"


def test_an_address_behind_a_counter():
    """The original one is taken."""
    more = '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://marsa.example/real</f:origLink>'
    assert read(rss(item(more=more))).items[0].link == "https://marsa.example/real"


def test_a_change_is_not_a_publication():
    """Both times are kept apart."""
    entry = "<entry><id>n1</id><title>خبر</title><link href='/1'/>{}</entry>"
    published, updated = (
        datetime.fromisoformat("2026-11-20T08:00:00+03:00"),
        datetime.fromisoformat("2026-11-21T09:00:00+03:00"),
    )
    both = read(
        atom(
            entry.format("<updated>2026-11-21T09:00:00+03:00</updated><published>2026-11-20T08:00:00+03:00</published>")
        )
    ).items[0]
    assert (both.published_at, both.updated_at, both.date_basis) == (published, updated, "stated")
    changed = read(atom(entry.format("<updated>2026-11-21T09:00:00+03:00</updated>"))).items[0]
    assert (changed.published_at, changed.updated_at, changed.date_basis) == (None, updated, None)
    old = "<dc:date>2026-11-20T08:00:00+03:00</dc:date><atom:updated>2026-11-21T09:00:00+03:00</atom:updated>"
    mixed = read(rss(item(more=old).replace("<pubDate>Sat, 21 Nov 2026 18:40:00 +0200</pubDate>", ""))).items[0]
    assert (mixed.published_at, mixed.updated_at) == (published, updated)


def test_a_date_that_cannot_be_read_is_kept_as_written():
    """Another one of the item may be readable."""
    feed = read(rss(item(date="قريبا إن شاء الله"), item(2)))
    assert feed.notes == ("1 item has a date that cannot be used: قريبا إن شاء الله",)
    hopeless = feed.items[0]
    assert (hopeless.published_at, hopeless.date_basis, hopeless.date_text) == (None, None, "قريبا إن شاء الله")
    other = read(rss(item(date="قريبا", more="<dc:date>2026-11-20T08:00:00+03:00</dc:date>"))).items[0]
    assert other.published_at == datetime.fromisoformat("2026-11-20T08:00:00+03:00")


def test_languages_are_those_of_the_items():
    """A feed that says Arabic may have English items."""
    english = item(2, title="A ship arrives").replace(TEXT, "The ship reached the port on Sunday with wheat.")
    french = item(3, title="Un navire arrive", more="<dc:language>fr</dc:language>").replace(
        TEXT, "Le navire est arrivé au port."
    )
    feed = read(rss(item(1), english, french, head="<language>ar-LB</language>"))
    assert [found.language for found in feed.items] == ["ar", None, "fr"]
    assert [found.language for found in read(rss(item(1), english, head="<language>en-us</language>")).items] == [
        "ar",
        "en-us",
    ]


def test_author_section_and_waiting():
    """Names without mail addresses; the first category; ttl in minutes."""
    more = "<dc:creator><![CDATA[ليلى  حداد]]></dc:creator><category>اقتصاد</category><category>ميناء</category>"
    found = read(rss(item(more=more), head="<ttl>90</ttl>"))
    assert (found.items[0].author, found.items[0].section, found.wait_s) == ("ليلى حداد", "اقتصاد", 5400)
    assert read(rss(item(more="<author>desk@marsa.example (سعاد مراد)</author>"))).items[0].author == "سعاد مراد"
    assert read(rss(item(more="<author>desk@marsa.example</author>"))).items[0].author is None
    period = "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    assert read(rss(head=period)).wait_s == 1800
    assert read(rss(head="<ttl>soon</ttl>")).wait_s is None


def test_the_first_feeds_may_be_read_at_once(monkeypatch):
    """Feedparser fills its table of namespaces with the first feed; no other thread may see half of it."""

    class Slow(dict):
        def __setitem__(self, key, value):
            super().__setitem__(key, value)
            time.sleep(0.002)

    monkeypatch.setattr("feedparser.mixin._FeedParserMixin._matchnamespaces", Slow())
    syndication._filled.cache_clear()
    creator = "<d:creator xmlns:d='http://purl.org/dc/elements/1.1/'>ليلى</d:creator>"
    text = atom(f"<entry><id>n1</id><title>خبر</title><link href='/1'/>{creator}</entry>")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: read(text).items[0].author, range(8)))
    assert found == ["ليلى"] * 8


def test_older_versions():
    """RSS 1.0, RSS 0.91 and Atom with a prefix."""
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="/"><title>المرسى</title><items><rdf:Seq><rdf:li resource="/1"/></rdf:Seq></items></channel>'
        '<item rdf:about="https://marsa.example/1"><title>خبر</title><link>https://marsa.example/1</link><d:date>2026-11-20T08:00Z</d:date></item></rdf:RDF>'
    )
    found = read(rdf).items
    assert [(each.link, each.published_at.hour) for each in found] == [("https://marsa.example/1", 8)]
    assert read(rdf.replace("</rdf:RDF>", "")).cut
    assert (
        len(read("<rss version='0.91'><channel><item><title>خبر</title><link>/1</link></item></channel></rss>").items)
        == 1
    )
    prefixed = "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>1</a:id><a:title>خبر</a:title><a:link href='/1'/></a:entry></a:feed>"
    feed = read(prefixed)
    assert (feed.kind, feed.items[0].link, feed.items[0].title) == ("atom", "https://marsa.example/1", "خبر")


def test_a_feed_without_items_is_a_feed():
    """Nothing is new today."""
    for content in (rss(" "), "<rss version='2.0'/>", "<rss version='2.0'><channel/></rss>"):
        feed = read(content)
        assert (feed.kind, feed.items, feed.cut) == ("rss", (), False)


def test_items_that_say_nothing_are_left_out():
    """A note tells how many."""
    feed = read(rss("<item><title>إعلان</title></item>", item()))
    assert len(feed.items) == 1
    assert "1 item has neither an address nor a text." in feed.notes


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 4000, "empty"),
        (b"<!DOCTYPE html><html><head><title>404</title></head><body>Not found</body></html>", "html"),
        (b"<html><body><feed>x</feed></body></html>", "html"),
        (b"<!DOCTYPE html><title>x</title><div>", "html"),
        ("<title>لحظة من فضلك</title><p>نتحقق من أنك إنسان".encode(), "html"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "not-a-feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-a-feed"),
        (b"PK\x03\x04\x14\x00\x00\x00", "not-a-feed"),
        (b"\x1f\x8b\x08\x00damaged", "not-a-feed"),
        (b"Service Unavailable", "not-a-feed"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-feed"),
        (b"<opml version='2.0'><body><outline text='x'/></body></opml>", "not-a-feed"),
        (b'{"error": "not found"}', "not-a-feed"),
        (b"[1, 2]", "not-a-feed"),
        (b"<rss><channel>" + b"<a>" * 2000 + b"</channel></rss>", "too-deep"),
        (b'{"items":' + b"[" * 200_000, "too-deep"),
        (b"<rss><channel>" + b"<item>" * 50_001 + b"</channel></rss>", "too-large"),
    ],
)
def test_what_is_not_a_feed_says_what_it_is(content, kind):
    """An error with its kind, never another exception."""
    with pytest.raises(FeedError) as caught:
        read(content)
    assert caught.value.kind == kind


def test_a_page_names_its_own_feeds():
    """They are offered instead."""
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/ar/rss"></head><body>ملفات الارتباط</body></html>'
    with pytest.raises(FeedError, match=r"web page.*https://marsa\.example/ar/rss") as caught:
        read(page, headers={"content-type": "application/rss+xml"})
    assert caught.value.alternates == ("https://marsa.example/ar/rss",)
    assert ADDRESS not in caught.value.alternates
