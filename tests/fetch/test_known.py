"""An article is recognised again, and two articles are not taken for one."""

from dataclasses import replace
from datetime import timedelta

from feed_files import NOW, item, read, rss

from reporter.fetch.feeds import Item
from reporter.fetch.known import identity, stamp, usable_guids

ONE = Item(link="https://marsa.example/n/1", guid="n-1", title="سفينة القمح تصل")
OTHER = Item(link="https://marsa.example/n/2", guid="n-2", title="سفينة القمح تصل")


def test_guids_are_used_if_they_are_unique():
    """A guid of two addresses is none; an item that is listed twice does no harm."""
    assert usable_guids([ONE, OTHER])
    assert usable_guids([ONE, ONE, replace(ONE, link="http://www.marsa.example/n/1?utm_source=x"), OTHER])
    assert not usable_guids([ONE, replace(OTHER, guid="n-1")])
    assert not usable_guids([ONE, OTHER, replace(OTHER, link="https://marsa.example/n/3")])
    assert not usable_guids([replace(ONE, guid=None), replace(OTHER, guid=None)])
    assert not usable_guids([])
    assert usable_guids([ONE, replace(OTHER, guid=None)])
    assert not usable_guids([replace(ONE, link=None), replace(OTHER, link=None, guid="n-1", title="غيرها")])


def test_the_order_is_guid_address_text():
    """The scheme of a guid that is an address does not matter."""
    assert identity(ONE, guids_usable=True) == identity(replace(ONE, link="https://new.example/1"), guids_usable=True)
    assert identity(ONE, guids_usable=True) != identity(OTHER, guids_usable=True)
    assert identity(ONE, guids_usable=False) == identity(
        replace(ONE, guid="x", link="http://m.marsa.example/n/1/?fbclid=7#top"), guids_usable=False
    )
    secure, plain = (replace(ONE, guid=f"{scheme}://marsa.example/?p=1") for scheme in ("https", "http"))
    assert identity(secure, guids_usable=True) == identity(plain, guids_usable=True)


def test_never_by_the_title_alone():
    """Two news flashes with the same title are two articles."""
    bare = Item(title="عاجل", summary="زلزال في البحر")
    assert identity(bare, guids_usable=False) != identity(replace(bare, summary="هدوء في البحر"), guids_usable=False)
    assert identity(bare, guids_usable=False) == identity(replace(bare), guids_usable=False)


def test_one_guid_for_all_items_of_a_feed():
    """They are as many articles as addresses."""
    guid = "<guid>https://marsa.example/</guid>"
    found = read(rss(*(item(number, more=guid) for number in (1, 2, 3)))).items
    assert not usable_guids(found)
    assert len({identity(each, guids_usable=False) for each in found}) == 3


def test_a_time_in_words_does_not_make_a_link_new():
    """Two hours ago is three hours ago an hour later; in a feed, another time is news."""
    link = Item(link="https://marsa.example/n/1", title="سفينة القمح تصل", published_at=NOW, date_text="منذ ساعتين")
    later = replace(link, published_at=NOW + timedelta(minutes=20), date_text="منذ 3 ساعات")
    assert stamp(link) == stamp(later) != stamp(replace(link, title="سفينة القمح تغادر"))
    assert stamp(replace(link, guid="n-1")) != stamp(replace(later, guid="n-1"))
