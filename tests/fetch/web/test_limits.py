"""No answer takes more bytes, seconds or memory than allowed, and none that was cut off passes for whole."""

import gzip
import itertools
import socket
import threading
import time
import tracemalloc
import zlib

import brotli
import pytest
import trustme
from web_servers import Reply, secured_by, serving_h2, trusted_by

MEGABYTE = 1_000_000
TEXT = "خبر عاجل من القاهرة. ".encode() * 500


def address(site, path="/"):
    return f"http://a.test:{site.port}{path}"


def packed(data):
    """Return `data` in gzip, the same bytes at any time, because the names of tests are made of them."""
    return gzip.compress(data, mtime=0)


def raw_deflate(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODED = {"gzip": packed, "x-gzip": packed, "deflate": zlib.compress, "br": brotli.compress}


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        *((name, encode(TEXT)) for name, encode in ENCODED.items()),
        ("deflate", raw_deflate(TEXT)),
        ("gzip", packed(TEXT[:1000]) + packed(TEXT[1000:])),
        ("gzip", packed(TEXT) + b"\0" * 100),
        ("gzip, br", brotli.compress(packed(TEXT))),
        ("identity", TEXT),
        ("identity", packed(TEXT)),
        ("gzip", packed(packed(TEXT))),
        ("GZIP", packed(TEXT)),
    ],
)
def test_content_encodings_are_undone(client, site, coding, body):
    """In pieces of any size, too."""
    site.pages["/"] = Reply(200, body, {"Content-Encoding": coding})
    site.pages["/pieces"] = Reply(
        200, [body[at : at + 7] for at in range(0, len(body), 7)], {"Content-Encoding": coding}, length=len(body)
    )
    assert client().get(address(site), limit=MEGABYTE).content == TEXT
    assert client().get(address(site, "/pieces"), limit=MEGABYTE).content == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_no_encoded_content_that_was_cut_off_passes_for_whole(client, site, failure, coding):
    """The connection ends as if the answer were complete; only the encoding tells."""
    body = ENCODED[coding](TEXT)
    for at in (1, len(body) // 2, len(body) - 1):
        site.pages["/"] = Reply(200, body[:at], {"Content-Encoding": coding}, length=-1)
        assert failure(client(), address(site), limit=MEGABYTE).kind == "bad-answer"


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", TEXT), ("br", b"\xff" * 50), ("deflate", b"\xff" * 50), ("zstd", TEXT), ("gzip, gzip, gzip, gzip", TEXT)],
)
def test_content_that_is_not_in_its_encoding(client, site, failure, coding, body):
    site.pages["/"] = Reply(200, body, {"Content-Encoding": coding})
    assert failure(client(), address(site), limit=MEGABYTE).kind == "bad-answer"


def test_an_empty_answer_may_have_an_encoding(client, site):
    site.pages["/"] = Reply(200, b"", {"Content-Encoding": "gzip"})
    assert client().get(address(site), limit=10).content == b""


def zeros(megabytes):
    """Return gzip bytes of so many megabytes of zeros, in members that are each small."""
    return packed(bytes(MEGABYTE)) * megabytes


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", zeros(64)),
        ("deflate", zlib.compress(bytes(64 * MEGABYTE), 1)),
        ("br", brotli.compress(bytes(64 * MEGABYTE), quality=1)),
        ("gzip, gzip", packed(zeros(64))),
        ("gzip, br", brotli.compress(zeros(64), quality=1)),
        ("identity", zeros(64)),
    ],
    ids=["gzip", "deflate", "brotli", "twice", "mixed", "file"],
)
def test_bombs_cost_little_memory(client, site, failure, coding, body):
    """64 MB in an answer of which 1 MB is allowed."""
    site.pages["/"] = Reply(200, body, {"Content-Encoding": coding})
    asking = client()
    tracemalloc.start()
    bomb = failure(asking, address(site), limit=MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (bomb.kind, bomb.again) == ("too-large", False)
    assert peak < 4 * MEGABYTE


def test_as_many_bytes_as_allowed_are_taken(client, site, failure):
    site.pages["/"] = Reply(200, b"x" * 1000)
    site.pages["/z"] = Reply(200, packed(b"x" * 1000), {"Content-Encoding": "gzip"})
    for path in ("/", "/z"):
        assert len(client().get(address(site, path), limit=1000).content) == 1000
        assert failure(client(), address(site, path), limit=999).kind == "too-large"


def test_a_body_without_end(client, site, failure):
    site.pages["/"] = Reply(200, itertools.repeat(b"x" * 10_000), length=-1)
    assert failure(client(), address(site), limit=MEGABYTE).kind == "too-large"


def headers(count, size=1000):
    return b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * size) for n in range(count)) + b"\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        headers(80),
        headers(5000),
        headers(1, 70_000),
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 900_000,
        b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50_000,
    ],
    ids=["80 KB", "5 MB", "one", "no end", "informational"],
)
def test_headers_are_at_most_64_kib(client, site, failure, sent):
    site.pages["/"] = sent
    assert failure(client(), address(site)).kind == "too-large"


def test_headers_of_60_kib_are_taken(client, site):
    site.pages["/"] = headers(59).replace(b"\r\n\r\n", b"\r\nContent-Length: 4\r\n\r\ntext")
    assert client().get(address(site), limit=100).content == b"text"


def drip(site, *, before):
    """Answer with a byte every tenth of a second, for the headers or the body."""

    def pages(asked):
        def parts():
            for _ in range(600):
                time.sleep(0.1)
                yield b"X: y\r\n"[:1]

        return Reply(200, parts(), length=-1) if not before else Reply(200, parts(), [("X", "y")], length=-1)

    site.pages["/"] = pages


def test_one_byte_at_a_time_meets_the_clock_of_the_whole_request(client, site, failure):
    """No single read is slow; a second attempt is not made, because the time is over."""
    drip(site, before=False)
    slow = failure(client(whole_s=0.5, read_s=5), address(site))
    assert (slow.kind, slow.again, len(site.asked)) == ("too-slow", False, 1)


def test_headers_one_byte_at_a_time(client, failure):
    """The clock runs for the headers, too."""
    listening = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve():
        connection = listening.accept()[0]
        try:
            for byte in itertools.chain(b"HTTP/1.1 200 OK\r\n", itertools.cycle(b"X: y\r\n")):
                connection.sendall(bytes([byte]))
                if done.wait(0.05):
                    break
        except OSError:
            pass
        connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listening:
        slow = failure(client(whole_s=0.5, read_s=5), f"http://a.test:{listening.getsockname()[1]}/")
        done.set()
        thread.join(10)
    assert (slow.kind, slow.again) == ("too-slow", False)


def test_a_server_that_says_nothing_is_asked_again_while_there_is_time(client, site, failure, clock):
    done = threading.Event()
    site.pages["/"] = lambda _: Reply(200) if done.wait(60) else Reply(500)
    slow = failure(client(read_s=0.1), address(site))
    done.set()
    assert (slow.kind, slow.again, clock.slept) == ("too-slow", True, [1.0, 2.0])


@pytest.mark.parametrize("at", [0, 1, 10, 40, 60, 75])
def test_an_answer_that_breaks_off_is_asked_for_again(client, site, at):
    """At any byte, in the status, in the headers, in the body."""
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 30\r\n\r\n" + b"x" * 30
    replies = [whole[:at], whole[:at], whole]
    site.pages["/"] = lambda _: replies.pop(0)
    assert client().get(address(site), limit=100).content == b"x" * 30
    assert len(site.asked) == 3


def test_a_length_that_is_too_long(client, site, failure):
    site.pages["/"] = Reply(200, b"text", length=400)
    assert failure(client(), address(site)).kind == "connection"
    assert len(site.asked) == 3


def test_a_length_over_the_limit_is_refused_before_the_body(client, site, failure):
    site.pages["/"] = Reply(200, b"", length=10**9)
    assert failure(client(), address(site)).kind == "too-large"


def test_what_comes_after_the_stated_length_is_not_content(client, site):
    site.pages["/"] = Reply(200, b"text and more", length=4)
    assert client().get(address(site), limit=100).content == b"text"


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\ntext",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\ntext",
    ],
)
def test_what_is_not_http(client, site, failure, sent):
    site.pages["/"] = sent
    odd = failure(client(), address(site))
    assert (odd.kind, str(odd)) == ("bad-answer", "a.test gave an answer that is not valid HTTP.")


def test_chunks_that_break_off(client, site, failure):
    site.pages["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntext\r\n"
    assert failure(client(), address(site)).kind == "connection"


def test_http_2_has_the_same_limits(client, failure):
    """And a connection with an answer that was refused does no harm to the next request."""
    authority = trustme.CA()
    with serving_h2(secured_by(authority, "a.test")) as site:
        site.pages |= {
            "/": Reply(200, b"text"),
            "/big": Reply(200, [b"x" * 10_000] * 1000),
            "/bomb": Reply(200, zeros(3), {"Content-Encoding": "gzip"}),
            "/headers": Reply(200, b"", [(f"x-{n}", "y" * 1000) for n in range(80)]),
        }
        asking = client(tls=trusted_by(authority))
        for path in ("/big", "/bomb", "/headers"):
            kind = failure(asking, f"https://a.test:{site.port}{path}").kind
            assert kind in {"too-large", "bad-answer"}, path
            assert asking.get(f"https://a.test:{site.port}/", limit=100).content == b"text"
        assert site.asked[0].headers[":authority"] == f"a.test:{site.port}"


def test_a_failure_names_the_host_and_nothing_secret(client, site, failure):
    site.pages["/feed?key=planted"] = Reply(500)
    said = failure(
        client(), address(site, "/feed?key=planted"), login=("user", "planted"), headers={"X-Key": "planted"}
    )
    assert str(said) == "a.test answered with status 500 (Internal Server Error)."


def test_a_full_disk_is_said(client, site, failure, monkeypatch, tmp_path):
    """Long content waits in a temporary file."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    site.pages |= {"/": Reply(200, b"x" * MEGABYTE), "/short": Reply(200, b"x")}
    assert "cannot be kept in a temporary file" in str(failure(client(), address(site), limit=2 * MEGABYTE))
    assert client().get(address(site, "/short"), limit=10).content == b"x"


def test_a_kept_connection_that_the_server_has_closed(client):
    """The request is made again on a new one."""
    authority = trustme.CA()
    with serving_h2(secured_by(authority, "a.test")) as site:
        site.leaves = True
        site.pages["/"] = Reply(200, b"text")
        asking = client(tls=trusted_by(authority))
        for _ in range(3):
            assert asking.get(f"https://a.test:{site.port}/", limit=100).content == b"text"
        assert len(site.asked) == 3


def test_no_read_takes_longer_than_the_whole_request_may(client, site, failure):
    done = threading.Event()
    site.pages["/"] = lambda _: Reply(500) if done.wait(3) else Reply(200)
    slow = failure(client(read_s=30, whole_s=0.3), address(site))
    done.set()
    assert (slow.kind, slow.again) == ("too-slow", False)


def test_repeats_and_redirects_share_the_time_of_the_whole_request(client, site, failure):
    """A second attempt has what the first has left."""

    def page(asked):
        time.sleep(0.4)
        return Reply(503) if asked.path == "/" else Reply(302, b"", {"Location": asked.path + "x"})

    site.pages |= dict.fromkeys(("/", "/x", "/xx", "/xxx", "/xxxx"), page)
    for path in ("/", "/x"):
        slow = failure(client(whole_s=0.6), address(site, path))
        assert (slow.kind, slow.again) == ("too-slow", False)
