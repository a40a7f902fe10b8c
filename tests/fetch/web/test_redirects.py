"""Redirects: at most five, each checked as the first address is; what was sent to one site is not sent to another."""

from http.cookiejar import Cookie, CookieJar

import pytest
import trustme
from web_servers import Reply, secured_by, serving, trusted_by


def to(target, status=302, **headers):
    return Reply(status, b"moved", {"Location": target} | headers)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/trap", "http://[::1]:{port}/trap", "http://[::ffff:127.0.0.1]:{port}/trap",
        "http://2130706433:{port}/trap", "http://0x7f.1:{port}/trap", "//127.0.0.1:{port}/trap",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "file:///etc/passwd", "ftp://a.test/trap", "javascript:0",
        "http://user:pw@a.test:{port}/trap", "http://c.test:{port}/trap",
    ],
)  # fmt: skip
def test_no_redirect_leads_inside(client, site, failure, target):
    """The trap is never reached, and the message names neither the number nor the password."""
    site.pages["/"] = to(target.format(port=site.port))
    site.pages["/trap"] = Reply(200, b"secret")
    refused = failure(client(), f"http://a.test:{site.port}/")
    assert refused.kind == "refused-address"
    assert site.paths == ["/"]
    assert not any(word in str(refused) for word in ("127.0", "169.254", "10.0.0", "pw", "::1"))


def test_a_chain_is_followed_and_noted(client, site):
    site.pages |= {f"/{n}": to(f"/{n + 1}", 301) for n in range(5)}
    site.pages["/5"] = Reply(200, b"text")
    answer = client().get(f"http://a.test:{site.port}/0", limit=100)
    assert (answer.content, answer.address) == (b"text", f"http://a.test:{site.port}/5")
    assert [(hop.status, hop.address.rpartition("/")[2]) for hop in answer.hops] == [(301, str(n)) for n in range(5)]
    assert answer.moved_to == answer.address


def test_six_redirects_are_too_many(client, site, failure):
    site.pages |= {f"/{n}": to(f"/{n + 1}") for n in range(9)}
    assert failure(client(), f"http://a.test:{site.port}/0").kind == "redirects"
    assert len(site.asked) == 6


def test_a_circle_ends_at_once(client, site, failure):
    site.pages |= {"/a": to("/b"), "/b": to("/a")}
    assert failure(client(), f"http://a.test:{site.port}/a").kind == "redirects"
    assert site.paths == ["/a", "/b"]


def test_a_move_for_today_is_not_a_move(client, site):
    site.pages |= {"/a": to("/b", 301), "/b": to("/c", 302), "/c": Reply(200)}
    assert client().get(f"http://a.test:{site.port}/a", limit=100).moved_to is None


@pytest.mark.parametrize("location", ["/خبر", "/خبر".encode(), "?x=خبر", "/%D8%AE%D8%A8%D8%B1"])
def test_addresses_in_arabic_letters(client, site, location):
    """Servers send them unescaped; their bytes are kept."""
    site.pages["/"] = Reply(302, b"", {"Location": location if isinstance(location, bytes) else location.encode()})
    path = "/?x=%D8%AE%D8%A8%D8%B1" if b"?" in site.pages["/"].headers["Location"] else "/%D8%AE%D8%A8%D8%B1"
    site.pages[path] = Reply(200, b"text")
    assert client().get(f"http://a.test:{site.port}/", limit=100).content == b"text"


def test_bytes_of_an_old_encoding_are_kept(client, site):
    site.pages["/"] = Reply(302, b"", {"Location": "/خبر".encode("cp1256")})
    site.pages["/%CE%C8%D1"] = Reply(200, b"text")
    assert client().get(f"http://a.test:{site.port}/", limit=100).content == b"text"


def test_no_redirect_from_https_to_http(client, site, failure):
    authority = trustme.CA()
    with serving(secured_by(authority, "a.test")) as secured:
        secured.pages["/"] = to(f"http://a.test:{site.port}/trap")
        assert failure(client(tls=trusted_by(authority)), f"https://a.test:{secured.port}/").kind == "redirects"
    assert site.asked == []


@pytest.mark.parametrize("headers", [{}, {"Location": ""}])
def test_a_redirect_without_a_target(client, site, failure, headers):
    site.pages["/"] = Reply(302, b"", headers)
    assert failure(client(), f"http://a.test:{site.port}/").kind == "bad-answer"


def test_what_belongs_to_one_site_is_not_sent_to_another(client, site):
    """Password, headers and cookies are for the host that they were set for."""
    jar = CookieJar()
    jar.set_cookie(
        Cookie(0, "token", "planted", None, False, "a.test", False, False, "/", True, False, None, True, None, None, {})
    )
    with serving() as other:
        site.pages |= {"/": to("/near"), "/near": to(f"http://b.test:{other.port}/far")}
        other.pages["/far"] = Reply(200, b"text")
        client().get(
            f"http://a.test:{site.port}/", limit=100, headers={"X-Key": "planted"}, login=("u", "p\u0661"), cookies=jar
        )
        for asked in site.asked:
            assert asked.headers["X-Key"] == "planted"
            assert asked.headers["Authorization"] == "Basic dTpw2aE="
            assert asked.headers["Cookie"] == "token=planted"
        assert not {"x-key", "authorization", "cookie"} & {name.lower() for name in other.asked[0].headers}


def test_cookies_serve_for_the_way_only(client, site):
    """A page that sets a cookie and redirects to itself is read; the next request begins without cookies."""
    site.pages["/"] = lambda asked: (
        Reply(200, b"text") if asked.headers["Cookie"] else to("/", **{"Set-Cookie": "seen=1"})
    )
    asking = client()
    answer = asking.get(f"http://a.test:{site.port}/", limit=100)
    assert (answer.content, "set-cookie" in answer.headers) == (b"text", False)
    asking.get(f"http://a.test:{site.port}/", limit=100)
    assert [asked.headers["Cookie"] for asked in site.asked] == [None, "seen=1", None, "seen=1"]


def test_our_name_is_sent_and_nothing_of_the_connection_can_be_replaced(client, site):
    site.pages["/"] = Reply(200)
    client().get(
        f"http://a.test:{site.port}/",
        limit=100,
        headers={"Host": "evil.test", "Accept-Encoding": "zstd", "Accept": "text/html"},
    )
    headers = site.asked[0].headers
    assert headers["User-Agent"] == "reporter/1.0 (+https://desk.example/contact)"
    assert (headers["Host"], headers["Accept"]) == (f"a.test:{site.port}", "text/html")
    assert headers["Accept-Encoding"] == "gzip, deflate, br"
