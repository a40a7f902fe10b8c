"""An article is recognised by its URL, or by its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.identity import canonical_address, identity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.example/a?id=1", "http://NEWS.example/a/?id=1#part", True),
        ("https://news.example/a?id=1", "https://news.example/a?id=2", False),
        ("https://news.example/a?fbclid=x", "https://news.example/a", True),
        ("https://news.example/a", "https://news.example/A", False),
        ("https://news.example/a", "http://www.news.example:80/a/", True),
        ("https://news.example/a", "https://news.example:443/a", True),
        ("https://news.example/a", "https://news.example:8443/a", False),
        ("https://m.news.example/a", "https://amp.news.example/a?amp=1", True),
        ("https://www.m.news.example/a", "https://news.example/amp/a/amp/", True),
        ("https://sport.news.example/a", "https://news.example/a", False),
        ("https://news.example/news.aspx?id=100", "https://news.example/news.aspx?id=101", False),
        (
            "https://news.example/news.aspx?id=100&utm_medium=rss&UTM_Source=x&gclid=1&at_x=2",
            "https://news.example/news.aspx?id=100",
            True,
        ),
        ("https://news.example/a?ref=home", "https://news.example/a", False),
        ("https://news.example/?p=5", "https://news.example/?page_id=5", False),
        ("https://أخبار.example/a", "https://xn--igbicxr.example/a", True),
        ("https://أخبار.example/a", "https://أخبار.example./a", True),
        ("https://news.example/خبر عاجل", "https://news.example/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84", True),
        ("https://news.example/\u0622", "https://news.example/\u0627\u0653", True),
        ("https://news.example/%d8%ae", "https://news.example/%D8%AE", True),
        ("https://news.example/%7Ea%2Db", "https://news.example/~a-b", True),
        ("https://news.example/a%2Fb", "https://news.example/a/b", False),
        ("https://news.example/#!/news/1", "https://news.example/#!/news/2", False),
        ("https://user:pw@news.example/a", "https://news.example/a", True),
        ("http://[2001:db8::1]/a", "http://[2001:DB8:0::1]:80/a", True),
        ("http://my_site.example/a", "https://MY_site.example/a", True),
        ("mailto:a@news.example", "mailto:b@news.example", False),
        ("http://[::1", "http://[::1", True),
        ("http://[::1", "http://[::2", False),
    ],
)
def test_urls_of_one_page_are_equal(one, other, same):
    """Scheme, case of the host, anchors and tracking are ignored; other text is compared as it is."""
    assert (canonical_address(one) == canonical_address(other)) is same


PARTS = st.text("abmpwA.:/?&=#%@[]!~ _éخ\u0301\t28", max_size=25)
ADDRESSES = st.one_of(
    st.text(max_size=30),
    st.builds("{}{}{}".format, st.sampled_from(["http://", "HTTPS://www.", "//", "https://m.www.", ""]), PARTS, PARTS),
    st.builds("https://www.amp.é.example:443/{}?{}#{}".format, PARTS, PARTS, PARTS),
)


@given(ADDRESSES)
def test_a_canonical_address_is_its_own(url):
    """Whatever is given."""
    assert canonical_address(canonical_address(url)) == canonical_address(url)


def test_an_article_without_a_url_has_outlet_and_text_as_identity():
    """Another outlet with the same agency text, or another text, is a different article."""
    one = identity(None, "صحيفة الوادي", "وصل الوفد.")
    assert one == identity("", "صحيفة الوادي", "وصل الوفد.")
    assert len({one, identity(None, "صحيفة الساحل", "وصل الوفد."), identity(None, "صحيفة الوادي", "غادر الوفد.")}) == 3
    assert identity("https://valley.example/1?utm_source=mail", "صحيفة الوادي", "وصل الوفد.") == "valley.example/1"
