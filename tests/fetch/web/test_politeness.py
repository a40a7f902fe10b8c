"""One request at a time for each host, with a pause between them, and robots.txt."""

import threading
from datetime import timedelta

import pytest
from web_servers import NOW, Reply, serving

from reporter.fetch.web import RobotsText
from reporter.fetch.web.robots import MemoryCache


def address(site, path="/", host="a.test"):
    return f"http://{host}:{site.port}{path}"


def test_a_pause_between_requests_to_one_host(client, site, clock):
    """Not before the first, and not for another host."""
    site.pages["/"] = Reply(200)
    asking = client(pause_s=1)
    asking.get(address(site), limit=10)
    assert clock.slept == []
    asking.get(address(site, host="b.test"), limit=10)
    assert clock.slept == []
    asking.get(address(site), limit=10)
    assert clock.slept == [1]


@pytest.mark.parametrize("at_once", [1, 2])
def test_as_many_at_once_as_allowed(client, site, at_once):
    """Six threads ask one host; each request waits until the others have had time to come."""
    gate = threading.Barrier(at_once)

    def page(asked):
        gate.wait(30)
        return Reply(200)

    site.pages["/"] = page
    asking = client(at_once=at_once)
    threads = [threading.Thread(target=asking.get, args=(address(site),), kwargs={"limit": 10}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(site.asked), site.most_at_once) == (6, at_once)


def test_connections_are_kept(client, site):
    site.pages["/"] = Reply(200, b"text")
    asking = client()
    for _ in range(4):
        asking.get(address(site), limit=10)
    assert len({asked.port for asked in site.asked}) == 1


RULES = (
    "User-agent: *\nDisallow: /private\nDisallow: /*?print=\n\nUser-agent: Reporter\nDisallow: /ours\nCrawl-delay: 7\n"
)


def test_robots_txt_is_asked_for_once_and_obeyed(client, site, failure):
    """The rules for our name, if there are any, and for everybody otherwise; a subscribed feed is asked for anyway."""
    site.pages |= {"/robots.txt": Reply(200, RULES.encode()), "/ours": Reply(200), "/private": Reply(200)}
    asking = client()
    refused = failure(asking, address(site, "/ours"), robots=True)
    assert (refused.kind, str(refused)) == ("robots", "a.test asks programs in its robots.txt not to read this page.")
    assert asking.get(address(site, "/private"), limit=10, robots=True).status == 200
    assert asking.get(address(site, "/ours"), limit=10).status == 200
    assert site.paths == ["/robots.txt", "/private", "/ours"]
    other = client(user_agent="Desk/1.0")
    assert failure(other, address(site, "/private"), robots=True).kind == "robots"


def test_the_crawl_delay_is_kept_if_it_is_longer(client, site, clock):
    site.pages |= {"/robots.txt": Reply(200, RULES.encode()), "/": Reply(200)}
    asking = client(pause_s=1)
    for _ in range(3):
        asking.get(address(site), limit=10, robots=True)
    assert clock.slept == [1, 7, 7]


@pytest.mark.parametrize(("delay", "slept"), [("0.1", 1), ("86400", 60), ("soon", 1)])
def test_a_crawl_delay_that_is_short_or_absurd(client, site, clock, delay, slept):
    site.pages |= {"/robots.txt": Reply(200, f"User-agent: *\nCrawl-delay: {delay}".encode()), "/": Reply(200)}
    asking = client(pause_s=1)
    for _ in range(2):
        asking.get(address(site), limit=10, robots=True)
    assert clock.slept[-1] == slept


@pytest.mark.parametrize(
    "reply", [Reply(404), Reply(403), Reply(410), Reply(200, b"<html>no rules</html>"), Reply(200, b"\xff\xfe\x00")]
)
def test_without_rules_everything_is_allowed(client, site, reply):
    site.pages |= {"/robots.txt": reply, "/": Reply(200)}
    assert client().get(address(site), limit=10, robots=True).status == 200


@pytest.mark.parametrize("reply", [Reply(500), Reply(503), Reply(429), b"", b"garbage"])
def test_if_robots_txt_cannot_be_read_the_pages_wait(client, site, failure, reply):
    """It is not asked for again for each page."""
    site.pages |= {"/robots.txt": reply, "/": Reply(200)}
    asking = client()
    refused = failure(asking, address(site), robots=True)
    assert (refused.kind, refused.again) == ("robots", False)
    assert refused.retry_at >= NOW + timedelta(minutes=15)
    asked = len(site.asked)
    failure(asking, address(site, "/other"), robots=True)
    assert len(site.asked) == asked
    assert set(site.paths) == {"/robots.txt"}


def test_the_start_of_a_long_robots_txt_counts(client, site, failure):
    site.pages["/robots.txt"] = Reply(200, RULES.encode() + b"# and so on\n" * 100_000)
    assert failure(client(), address(site, "/ours"), robots=True).kind == "robots"


def test_rules_are_kept_for_a_day(client, site, clock):
    """By whoever keeps them: another client does not ask for them, until the day is over."""
    site.pages |= {"/robots.txt": Reply(200, b""), "/": Reply(200)}
    cache = MemoryCache()
    for _ in range(2):
        client(robots=cache).get(address(site), limit=10, robots=True)
    assert site.paths.count("/robots.txt") == 1
    assert cache.get(f"http://a.test:{site.port}") == RobotsText(NOW, "")
    clock.seconds += 86_401
    client(robots=cache).get(address(site), limit=10, robots=True)
    assert site.paths.count("/robots.txt") == 2


def test_a_redirect_to_an_excluded_page_is_not_followed(client, site, failure):
    site.pages |= {
        "/robots.txt": Reply(200, RULES.encode()),
        "/": Reply(302, b"", {"Location": "/ours"}),
        "/ours": Reply(200),
    }
    assert failure(client(), address(site), robots=True).kind == "robots"
    assert "/ours" not in site.paths


def test_a_redirect_to_another_host_asks_for_its_rules(client, site):
    """Neither waits for the other, though only one request at a time is allowed."""
    site.pages |= {"/": Reply(302, b"", {"Location": address(site, "/there", "b.test")}), "/there": Reply(200)}
    client().get(address(site), limit=10, robots=True)
    assert site.paths == ["/robots.txt", "/", "/robots.txt", "/there"]


def test_a_redirect_to_another_server_of_the_host_asks_for_its_rules(client, site):
    """From http to https, for example: the host's only turn is given back for that."""
    with serving() as other:
        site.pages["/"] = Reply(302, b"", {"Location": address(other, "/there")})
        other.pages["/there"] = Reply(200)
        asking = threading.Thread(
            target=client().get, args=(address(site),), kwargs={"limit": 10, "robots": True}, daemon=True
        )
        asking.start()
        asking.join(30)
        assert (asking.is_alive(), other.paths) == (False, ["/robots.txt", "/there"])


def test_a_host_that_is_left_alone_is_not_asked_for_its_rules(client, site, failure):
    """Nor are they noted as unknown: nobody asked for them."""
    site.pages["/"] = Reply(502)
    cache = MemoryCache()
    asking = client(robots=cache)
    for _ in range(3):
        failure(asking, address(site))
    said = failure(asking, address(site, "/page"), robots=True)
    assert (said.kind, str(said).startswith("a.test is left alone for 15 minutes: ")) == ("status", True)
    assert cache.get(f"http://a.test:{site.port}") is None
