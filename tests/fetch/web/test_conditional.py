"""Conditional requests: validators go back as they came, to the address that gave them, and nowhere else."""

import pytest
from web_servers import Reply

from reporter.fetch.web import Answer, Validators


def address(site, path="/"):
    return f"http://a.test:{site.port}{path}"


@pytest.mark.parametrize("etag", ['"abc"', 'W/"abc"', "abc", 'W/"أ"'])
def test_an_etag_goes_back_as_it_came(client, site, etag):
    def page(asked):
        same = asked.headers["If-None-Match"] == etag.encode().decode("latin-1")
        return Reply(304) if same else Reply(200, b"text", {"ETag": etag})

    site.pages["/"] = page
    asking = client()
    first = asking.get(address(site), limit=100)
    second = asking.get(address(site), limit=100, validators=first.validators)
    assert (first.not_modified, second.not_modified, second.content) == (False, True, b"")


def test_a_time_goes_back_as_it_came(client, site):
    """Even if it is not in the usual form."""
    site.pages["/"] = Reply(200, b"text", {"Last-Modified": "22/11/2026 8:00"})
    first = client().get(address(site), limit=100)
    client().get(address(site), limit=100, validators=first.validators)
    assert [asked.headers["If-Modified-Since"] for asked in site.asked] == [None, "22/11/2026 8:00"]


def test_validators_belong_to_the_address_at_the_end(client, site):
    """A redirect is asked without them, and so is an address that has changed."""
    site.pages |= {
        "/old": Reply(301, b"", {"Location": "/new", "ETag": '"redirect"'}),
        "/new": lambda asked: (
            Reply(304) if asked.headers["If-None-Match"] == '"n"' else Reply(200, b"text", {"ETag": '"n"'})
        ),
        "/other": Reply(200, b"text"),
    }
    asking = client()
    first = asking.get(address(site, "/old"), limit=100)
    assert first.validators == Validators(address=address(site, "/new"), etag='"n"')
    assert asking.get(address(site, "/old"), limit=100, validators=first.validators).not_modified
    asking.get(address(site, "/other"), limit=100, validators=first.validators)
    assert [(asked.path, asked.headers["If-None-Match"]) for asked in site.asked[2:]] == [
        ("/old", None),
        ("/new", '"n"'),
        ("/other", None),
    ]


def test_not_modified_without_a_question_is_no_answer(client, site, failure):
    site.pages["/"] = Reply(304)
    assert failure(client(), address(site)).kind == "bad-answer"


@pytest.mark.parametrize("status", [204, 206, 300, 305])
def test_parts_and_nothing_are_no_answer(client, site, failure, status):
    site.pages["/"] = Reply(status)
    assert failure(client(), address(site)).kind == "bad-answer"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age = 600, must-revalidate"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "max-age=31536000"}, 43200),
        ({"cache-control": "max-age=31536000", "age": "86400"}, 43200),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=never"}, 0),
        ({"cache-control": "max-age=600", "age": "old"}, 600),
        ({}, 0),
    ],
)
def test_how_long_nothing_changes(headers, seconds):
    assert Answer(status=200, address="http://a.test/", headers=headers).quiet_s == seconds
