"""One article is known again: by the address of its page, or by its words."""

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
def test_addresses_of_one_page_are_the_same(one, other, same):
    """Scheme, case of the host, anchors and tracking do not count; what is not an address is compared as it is."""
    assert (canonical_address(one) == canonical_address(other)) is same


def test_an_article_without_an_address_is_known_by_its_outlet_and_its_words():
    """Another outlet that prints the same agency text, and another text, are other articles."""
    one = identity(None, "صحيفة الوادي", "وصل الوفد.")
    assert one == identity("", "صحيفة الوادي", "وصل الوفد.")
    assert len({one, identity(None, "صحيفة الساحل", "وصل الوفد."), identity(None, "صحيفة الوادي", "غادر الوفد.")}) == 3
    assert identity("https://valley.example/1?utm_source=mail", "صحيفة الوادي", "وصل الوفد.") == "valley.example/1"
