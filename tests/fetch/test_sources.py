"""How a source is: when it is asked again, what is wrong with it, and that it costs no other source anything."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from press import Reply, config_for

from reporter.errors import ConfigError
from reporter.workflows.fetch import FetchOptions, fetch

EVERYTHING = FetchOptions()


def test_a_source_that_fails_waits_longer_each_time_and_the_first_success_resets_it(outlet, fetched, clock):
    """From 15 minutes to 12 hours."""
    whole = outlet.server.pages["/rss.xml"]
    outlet.server.pages["/rss.xml"] = Reply(500)
    waits = []
    for _ in range(8):
        visit = fetched()
        assert visit.outcome == "failed"
        waits.append((visit.state.next_at - clock.now()) / timedelta(minutes=1))
        assert fetched().outcome == "waited"
        clock.sleep(waits[-1] * 60 + 1)
    assert waits == [15, 30, 60, 120, 240, 480, 720, 720]
    outlet.server.pages["/rss.xml"] = whole
    visit = fetched()
    assert (visit.outcome, visit.state.failures, visit.state.next_at) == ("asked", 0, None)


def test_a_source_is_not_asked_earlier_than_it_says(outlet, fetched, clock):
    """Except with force."""
    outlet.publish(**{"Cache-Control": "max-age=7200"})
    fetched()
    clock.sleep(7000)
    assert fetched().outcome == "waited"
    assert fetched(FetchOptions(force=True)).outcome == "asked"


def test_a_challenge_ends_the_visit(outlet, fetched, clock):
    """No other page of the source is asked for, for six hours."""
    challenge = Reply(403, headers={"cf-mitigated": "challenge"}, body=b"<title>Just a moment...</title>")
    outlet.server.pages["/news/1"] = outlet.server.pages["/news/2"] = challenge
    visit = fetched()
    assert (visit.outcome, visit.state.kind) == ("failed", "asks-for-a-person")
    assert sum(path.startswith("/news") for path in outlet.server.paths) == 1
    assert visit.state.next_at - clock.now() == timedelta(hours=6)


def test_a_source_that_is_gone_is_not_asked_again(outlet, fetched, clock):
    """At once with status 410, after three days with 404."""
    outlet.server.pages["/rss.xml"] = Reply(410)
    assert fetched().state.kind == "gone"
    clock.sleep(86400 * 30)
    assert fetched().outcome == "waited"
    outlet.server.pages["/rss.xml"] = Reply(404)
    kinds = []
    for _ in range(5):
        kinds.append(fetched(FetchOptions(force=True)).state.kind)
        clock.sleep(86400)
    assert kinds[-1] == "paused"


def test_what_is_known_of_a_source_belongs_to_its_address(outlet, fetched):
    """A new address is asked at once."""
    outlet.server.pages["/rss.xml"] = Reply(410)
    fetched()
    outlet.publish("/new.xml")
    assert fetched(feed=outlet.address("/new.xml")).fates == {"new": 2}


def test_a_source_that_has_moved_is_reported(tmp_path, outlet, clock):
    """After three fetches with a permanent redirect; the settings are the user's."""
    outlet.publish("/feed")
    outlet.server.pages["/rss.xml"] = Reply(301, headers={"Location": "/feed"})
    config = config_for(tmp_path, {"name": "alwadi", "feed": outlet.address()})
    states = []
    for _ in range(3):
        states.append(fetch(config, EVERYTHING, clock=clock).health[0])
        clock.sleep(3600)
    assert [one.state for one in states] == ["ok", "ok", "moved"]
    assert outlet.address("/feed") in states[-1].reason


def test_a_source_that_fails_costs_no_other(tmp_path, outlet, clock):
    """Whatever it does; all that fail are in the report, and only if all do, the fetch has failed."""
    outlet.server.pages["/page"] = Reply(body=b"<!DOCTYPE html><html><title>x</title></html>")
    outlet.server.pages["/empty"] = Reply(body=b"")
    names = {"page": "/page", "empty": "/empty", "none": "/nothing", "alwadi": "/rss.xml"}
    sources = [{"name": name, "feed": outlet.address(path)} for name, path in names.items()]
    secret = tmp_path / "password"
    secret.write_text("x", encoding="utf-8")
    secret.chmod(0o644)
    sources.append({"name": "secret", "feed": outlet.address(), "user": "u", "password_file": str(secret)})
    result = fetch(config_for(tmp_path, *sources), EVERYTHING, clock=clock)
    assert {visit.source: visit.outcome for visit in result.visits} == {
        "page": "failed", "empty": "failed", "none": "failed", "alwadi": "asked", "secret": "failed",
    }  # fmt: skip
    assert not result.failed
    report = json.loads((tmp_path / "output/2026-11-22/fetch.json").read_text(encoding="utf-8"))
    states = {one["name"]: one["state"] for one in report["sources"]}
    assert states == {"page": "broken", "empty": "broken", "none": "broken", "alwadi": "ok", "secret": "broken"}
    assert fetch(config_for(tmp_path, *sources[:3]), FetchOptions(force=True), clock=clock).failed


def test_a_wait_that_a_wrong_clock_has_set_ends(outlet, fetched, clock):
    """A clock that was a year ahead must not stop a source for a year, nor keep its robots.txt so long."""
    outlet.publish(**{"Cache-Control": "max-age=3600"})
    clock.sleep(365 * 86400)
    fetched(max_age_days=400)
    clock.seconds = 0
    outlet.server.asked.clear()
    outlet.add(3, title="سفينة القمح تصل", text=("رست السفينة فجرا.", "وبدأ العمال تفريغ حمولتها من القمح."))
    assert fetched().fates == {"new": 1, "known": 2}
    assert "/robots.txt" in outlet.server.paths


def test_an_unknown_source_is_an_error(fetched):
    """And so are no sources at all."""
    with pytest.raises(ConfigError, match="no source named x; there are alwadi"):
        fetched(FetchOptions(names=("x",)))


def test_a_source_that_is_silent_for_longer_than_expected_is_quiet(tmp_path, outlet, clock):
    """Or for much longer than usual."""
    source = {"name": "alwadi", "feed": outlet.address()}
    fetch(config_for(tmp_path, source), EVERYTHING, clock=clock)
    clock.sleep(86400 * 1.5)
    result = fetch(config_for(tmp_path, source | {"expect_every_hours": 24}), EVERYTHING, clock=clock)
    assert (result.health[0].state, result.health[0].week) == ("quiet", 2)
    assert replace(result.health[0]).reason.startswith("It has had no new article since 2026-11-22 08:00")
