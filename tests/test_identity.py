"""An article is recognised by its URL, or by its words."""

import pytest

from reporter.identity import canonical_address, identity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.example/a?id=1", "http://NEWS.example/a/?id=1#part", True),
        ("https://news.example/a?id=1", "https://news.example/a?id=2", False),
        ("https://news.example/a?fbclid=x", "https://news.example/a", True),
        ("https://news.example/a", "https://news.example/A", False),
        ("http://[::1", "http://[::1", True),
        ("http://[::1", "http://[::2", False),
    ],
)
def test_urls_of_one_page_are_equal(one, other, same):
    """Scheme, case of the host, anchors and tracking are ignored; other text is compared as it is."""
    assert (canonical_address(one) == canonical_address(other)) is same


def test_an_article_without_a_url_has_outlet_and_text_as_identity():
    """Another outlet with the same agency text, or another text, is a different article."""
    one = identity(None, "صحيفة الوادي", "وصل الوفد.")
    assert one == identity("", "صحيفة الوادي", "وصل الوفد.")
    assert len({one, identity(None, "صحيفة الساحل", "وصل الوفد."), identity(None, "صحيفة الوادي", "غادر الوفد.")}) == 3
    assert identity("https://valley.example/1?utm_source=mail", "صحيفة الوادي", "وصل الوفد.") == "valley.example/1"
