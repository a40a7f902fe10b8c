"""Downloads from a real server that breaks off, stalls, lies and changes the file."""

import re
import threading

import pytest

from reporter.errors import ModelError
from reporter.packages.download import fetch_file, fetch_json

CONTENT = bytes(range(256)) * 4096  # 1 MiB


def answer_with_ranges(content, *, cut_after=(), etag='"1"'):
    """Return a response that supports Range and If-Range, and cuts off the first responses after that many bytes."""
    cuts = list(cut_after)

    def answer(request):
        start = 0
        wanted = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        if wanted and request.headers.get("If-Range") == etag:
            start = int(wanted[1])
        if start >= len(content):
            request.send_response(416)
            request.send_header("Content-Range", f"bytes */{len(content)}")
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.send_header("Content-Length", str(len(content) - start))
        request.send_header("ETag", etag)
        request.end_headers()
        end = start + cuts.pop(0) if cuts else len(content)
        request.wfile.write(content[start:end])
        request.close_connection = True

    return answer


@pytest.fixture
def target(tmp_path):
    return tmp_path / "file"


def fetch(url, target, timeout_s=600.0):
    """Download and return the number of bytes reported."""
    counted = []
    fetch_file(url, target, lambda steps=1: counted.append(steps), timeout_s=timeout_s)
    return sum(counted)


def test_a_file_is_downloaded_and_counted(server, target):
    """Every byte is reported to the progress; no other files remain."""
    assert fetch(server.serve("/x", CONTENT), target) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    assert list(target.parent.iterdir()) == [target]


def test_a_broken_download_is_resumed(server, target):
    """The same call requests only the rest."""
    server.answers["/x"] = answer_with_ranges(CONTENT, cut_after=[5 * 65536, 2 * 65536])
    assert fetch(server.url + "/x", target) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    assert [wanted for _, wanted in server.asked] == [None, f"bytes={5 * 65536}-", f"bytes={7 * 65536}-"]


def test_the_next_call_continues_an_interrupted_download(server, target):
    """A server that keeps breaking off ends the call; the data received is kept for the next."""
    server.answers["/x"] = answer_with_ranges(CONTENT, cut_after=[65536] * 4)
    with pytest.raises(ModelError, match="again to resume it"):
        fetch(server.url + "/x", target)
    assert not target.exists()
    assert fetch(server.url + "/x", target) == len(CONTENT)
    assert target.read_bytes() == CONTENT
    assert server.asked[-1] == ("/x", f"bytes={4 * 65536}-")


def test_a_file_that_has_changed_is_downloaded_again(server, target):
    """Parts of different files are never joined."""
    server.answers["/x"] = answer_with_ranges(CONTENT, cut_after=[65536] * 4)
    with pytest.raises(ModelError):
        fetch(server.url + "/x", target)
    server.answers["/x"] = answer_with_ranges(b"other" * 200_000, etag='"2"')
    fetch(server.url + "/x", target)
    assert target.read_bytes() == b"other" * 200_000


def test_a_server_without_versions_sends_everything_again(server, target):
    """With neither ETag nor Last-Modified, nobody knows whether the rest matches."""
    cut = [True]

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(CONTENT)))
        request.end_headers()
        request.wfile.write(CONTENT[:65536] if cut.pop() else CONTENT)
        cut.append(False)
        request.close_connection = True

    server.answers["/x"] = answer
    fetch(server.url + "/x", target)
    assert target.read_bytes() == CONTENT
    assert server.asked == [("/x", None)] * 2


def test_a_complete_part_is_not_downloaded_again(server, target):
    """The process was killed between the last byte and the renaming."""
    server.answers["/x"] = answer_with_ranges(CONTENT)
    target.with_name("file.part").write_bytes(CONTENT)
    target.with_name("file.part.version").write_text('"1"')
    fetch(server.url + "/x", target)
    assert target.read_bytes() == CONTENT
    assert server.asked == [("/x", f"bytes={len(CONTENT)}-")]


def test_a_server_that_falls_silent_is_abandoned(server, target):
    """This happens after the timeout, not after an hour."""
    silence = threading.Event()

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(CONTENT)))
        request.end_headers()
        request.wfile.write(CONTENT[:1000])
        request.wfile.flush()
        silence.wait()

    server.answers["/x"] = answer
    with pytest.raises(ModelError, match=r"was interrupted \(no data for 0.3 seconds\)"):
        fetch(server.url + "/x", target, timeout_s=0.3)
    silence.set()


def test_a_server_that_never_responds_is_abandoned(server, target):
    """It sends no header."""
    silence = threading.Event()
    server.answers["/x"] = lambda _: silence.wait()
    with pytest.raises(ModelError, match="no data for"):
        fetch(server.url + "/x", target, timeout_s=0.3)
    silence.set()


def test_a_server_that_sends_too_much_is_stopped(server, target, monkeypatch):
    """It announces no length, and the download stops at the limit."""
    monkeypatch.setattr("reporter.packages.download.MAX_BYTES", 500_000)

    def answer(request):
        request.send_response(200)
        request.end_headers()
        request.wfile.write(CONTENT)

    server.answers["/x"] = answer
    with pytest.raises(ModelError, match="more data than announced"):
        fetch(server.url + "/x", target)
    assert not target.exists()


def test_a_file_announced_above_the_limit_is_not_downloaded(server, target, monkeypatch):
    """Not a byte of it is requested."""
    monkeypatch.setattr("reporter.packages.download.MAX_BYTES", 500_000)
    with pytest.raises(ModelError, match="larger than"):
        fetch(server.serve("/x", CONTENT), target)
    assert not list(target.parent.iterdir())


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/passwd", "nonsense", "http://"])
def test_other_kinds_of_urls_are_rejected(target, url):
    """Only http and https are accepted."""
    with pytest.raises(ModelError, match="not an http or https URL"):
        fetch(url, target)


def test_an_unreachable_server_is_reported(target):
    """Nothing listens there."""
    with pytest.raises(ModelError, match="is this machine online"):
        fetch("http://127.0.0.1:9/x", target)


def test_a_missing_page_names_its_status(server, target):
    """404 is not a package."""
    with pytest.raises(ModelError, match="status 404"):
        fetch(server.url + "/nowhere", target)
    assert not target.exists()


def test_json_is_read(server):
    """The value is returned unchanged."""
    assert fetch_json(server.serve("/i", b'[{"a": 1}]')) == [{"a": 1}]


@pytest.mark.parametrize("content", [b"", b"<html>", b"{", b"\xff\xfe", b"[" * 100_000])
def test_invalid_json_is_reported_in_one_sentence(server, content):
    """It may be the login page of a hotel."""
    with pytest.raises(ModelError, match="is not JSON"):
        fetch_json(server.serve("/i", content))


def test_an_endless_list_is_stopped(server):
    """16 MB is far more than the index has."""
    with pytest.raises(ModelError, match="larger than"):
        fetch_json(server.serve("/i", bytes(2_000_000)), max_bytes=1024**2)
