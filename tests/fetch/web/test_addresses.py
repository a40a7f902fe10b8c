"""Only addresses of the public web are asked, whatever they look like."""

import contextlib
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.fetch.web import FetchError
from reporter.fetch.web.addresses import checked, host_key, refusal

REFUSED = [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.251", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.5", "198.18.0.1", "203.0.113.9", "192.88.99.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "3fff::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "::127.0.0.1", "2002:7f00:1::", "2001:0:4136:e378::1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("number", REFUSED)
def test_numbers_that_are_not_public_are_refused(number):
    assert refusal(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", ["8.8.8.8", "9.9.9.9", "193.0.6.139", "2a00:1450:4001::1", "2606:4700::1111"])
def test_public_numbers_are_not(number):
    assert refusal(ipaddress.ip_address(number)) is None


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_no_number_that_python_calls_private_passes_in_any_dress(number):
    assert refusal(number) or number.is_global
    for network in ("::ffff:0:0", "64:ff9b::", "::"):
        assert refusal(ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) | int(number)))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.test/x", "javascript:alert(1)", "data:text/html,x", "gopher://a.test/", "//a.test/x",
        "a.test/x", "", "http://", "http:///x", "http://user:pw@a.test/", "http://user@a.test/", "http://a.test\\@b.test/",
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/", "http://0x7f.1/", "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://127.0.0.1./",
        "http://1.2.3.4.5/", "http://a.test.0x7f/", "http://１２７.0.0.1/", "http://exa mple/", "http://a%2ftest/", "http://a.test/\x00",
        "http://a.test:99999999/", "http://" + "a" * 300 + ".test/", "http://a.test/" + "x" * 9000,
    ],
)  # fmt: skip
def test_such_addresses_are_refused(address):
    with pytest.raises(FetchError) as caught:
        checked(address)
    assert caught.value.kind == "refused-address"
    assert "127.0.0.1" not in str(caught.value)
    assert "pw" not in str(caught.value)


def test_arabic_addresses_are_asked_for_as_browsers_do():
    """The host in IDNA, the path in UTF-8, no fragment."""
    url = checked(" https://مثال.example/أخبار عاجلة?رقم=5#top ")
    assert url.raw_host == b"xn--mgbh0fb.example"
    assert (
        str(url)
        == "https://xn--mgbh0fb.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84%D8%A9?%D8%B1%D9%82%D9%85=5"
    )
    assert host_key("مثال.example.") == host_key("XN--mgbh0fb.example")


def test_a_private_host_opens_its_own_name_only():
    assert checked("http://127.0.0.1:80/", {"127.0.0.1"}).host == "127.0.0.1"
    with pytest.raises(FetchError):
        checked("http://127.0.0.2/", {"127.0.0.1"})


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text):
    for address in (text, "http://" + text, "https://a.test/" + text):
        with contextlib.suppress(FetchError):
            assert checked(address).scheme in {"http", "https"}
