"""What may pass within minutes is tried twice more; a server that asks for longer is left alone until then."""

from datetime import timedelta

import pytest
from web_servers import NOW, Reply


def address(site, path="/"):
    return f"http://a.test:{site.port}{path}"


def in_turn(*replies):
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_failure_is_tried_again(client, site, clock, status):
    site.pages["/"] = in_turn(Reply(status), Reply(status), Reply(200, b"text"))
    assert client().get(address(site), limit=100).content == b"text"
    assert clock.slept == [1.0, 2.0]


def test_not_more_than_twice(client, site, failure):
    site.pages["/"] = Reply(503)
    said = failure(client(), address(site))
    assert (said.kind, said.status, said.retry_at, len(site.asked)) == ("status", 503, None, 3)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451, 500, 501])
def test_other_failures_are_final(client, site, failure, status):
    site.pages["/"] = Reply(status)
    said = failure(client(), address(site))
    assert (said.kind, said.status, len(site.asked)) == ("status", status, 1)


def test_gone_is_gone(client, site, failure):
    site.pages["/"] = Reply(410)
    assert failure(client(), address(site)).kind == "gone"


@pytest.mark.parametrize("value", ["120", "Sun, 22 Nov 2026 08:02:00 GMT"])
def test_a_wait_of_minutes_is_obeyed(client, site, clock, value):
    site.pages["/"] = in_turn(Reply(429, b"", {"Retry-After": value}), Reply(200, b"text"))
    assert client().get(address(site), limit=100).content == b"text"
    assert sum(clock.slept) == 120


@pytest.mark.parametrize(
    ("value", "hours"),
    [("3600", 1), ("Sun, 22 Nov 2026 10:00:00 GMT", 2), ("9" * 40, 12), ("Fri, 31 Dec 9999 23:59:59 GMT", 12)],
)
def test_a_longer_wait_is_handed_on(client, site, failure, value, hours):
    """At most 12 hours, and nothing is asked in the meantime."""
    site.pages["/"] = Reply(503, b"", {"Retry-After": value})
    said = failure(client(), address(site))
    assert (said.retry_at, said.again) == (NOW + timedelta(hours=hours), False)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "value", ["soon", "-1", "1e9", "", "Sun, 22 Nov 2020 08:02:00 GMT", "٣٠", "Sun, 99 Nov 2026 08:02:00 GMT"]
)
def test_a_wait_that_makes_no_sense_is_no_wait(client, site, clock, value):
    site.pages["/"] = in_turn(Reply(429, b"", {"Retry-After": value.encode()}), Reply(200, b"text"))
    client().get(address(site), limit=100)
    assert clock.slept == [1.0]


def test_a_host_that_asks_for_a_long_wait_gets_it_from_everybody(client, site, failure, clock):
    """Nobody waits for another page of the same host: it is not asked for before the time."""
    site.pages |= {"/": Reply(503, b"", {"Retry-After": "400"}), "/other": Reply(200, b"text")}
    asking = client()
    failure(asking, address(site))
    said = failure(asking, address(site, "/other"))
    assert (said.kind, said.status, said.retry_at) == ("status", 503, NOW + timedelta(seconds=400))
    assert str(said) == ("a.test is left alone for 7 minutes: a.test answered with status 503 (Service Unavailable).")
    assert (site.paths, clock.slept) == (["/"], [])
    clock.seconds += 401
    assert asking.get(address(site, "/other"), limit=100).content == b"text"


def test_a_short_wait_is_everybodys_too(client, site, failure, clock):
    site.pages |= {"/": Reply(429, b"", {"Retry-After": "100"}), "/other": Reply(200)}
    failure(client(), address(site))
    assert (len(site.asked), clock.slept) == (3, [100, 100])


def test_a_host_that_does_not_answer_costs_its_other_pages_nothing(client, site, failure, clock):
    """Three pages in a row, and it is left alone for a quarter of an hour; another host is not."""
    site.pages |= {"/": Reply(502), "/other": Reply(200)}
    asking = client()
    for _ in range(3):
        assert failure(asking, address(site)).retry_at is None
    for _ in range(5):
        clock.seconds += 10
        assert failure(asking, address(site, "/other")).retry_at == NOW + timedelta(seconds=3 * 3 + 900)
    assert len(site.asked) == 9
    asking.get(f"http://b.test:{site.port}/other", limit=10)
    clock.seconds += 901
    asking.get(address(site, "/other"), limit=10)


def test_an_answer_between_failures_is_an_answer(client, site, failure):
    """The host works, whatever it says."""
    site.pages |= {"/": Reply(502), "/none": Reply(404)}
    asking = client()
    for _ in range(4):
        assert failure(asking, address(site)).status == 502
        assert failure(asking, address(site)).status == 502
        assert failure(asking, address(site, "/none")).status == 404


def test_nobody_listens(client, failure, clock):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    said = failure(client(), f"http://a.test:{port}/")
    assert (said.kind, str(said), clock.slept) == ("connection", "a.test could not be connected to.", [1.0, 2.0])


def test_a_password_that_is_missing_is_said(client, site, failure):
    site.pages["/"] = Reply(401, b"", {"WWW-Authenticate": "Basic"})
    assert str(failure(client(), address(site))) == "a.test asks for a password (401); see `user` and `password_file`."
