"""The desk's page behind a proxy: the real command on its Unix socket, and requests as a web server passes them on."""

import json
import re
import socket
import stat
from contextlib import closing

import pytest
from editions import desk, reporter, served

from reporter.config import load
from reporter.desk.decisions import read
from reporter.errors import ConfigError
from reporter.review.listening import on_path

DAY = "2026-11-21"
USER = "X-Remote-User"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxy")
    proxy = {"socket": "desk.sock", "user_header": USER, "hosts": ["desk.example.org", "desk.example.org:8443"]}
    desk(folder, desk={"proxy": proxy})
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    return folder


@pytest.fixture(scope="module")
def address(folder):
    with served(folder, "desk", "--by", "nobody") as address:
        yield address


def ask(folder, path, *headers, body=None, host="desk.example.org"):
    """Send one request as it is, and return the status, the headers and the body."""
    lines = [f"Host: {host}", "Connection: close", *headers]
    content = b"" if body is None else json.dumps(body).encode()
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    head = "\r\n".join([f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", *lines, "", ""])
    with closing(socket.socket(socket.AF_UNIX)) as connection:
        connection.connect(str(folder / "desk.sock"))
        connection.sendall(head.encode() + content)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    said, _, found = answer.decode().partition("\r\n\r\n")
    return int(said.split()[1]), said, found


def test_the_socket_is_for_its_group_alone_and_there_is_no_port(folder, address):
    assert stat.S_IMODE((folder / "desk.sock").stat().st_mode) == 0o660
    assert address.startswith("https://desk.example.org/")
    with pytest.raises(ConfigError, match="is in use"), on_path(folder / "desk.sock"):
        pass


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (f"{USER}:",),
        (f"{USER}:   ",),
        (f"{USER}: Omar", f"{USER}: Lina"),
        (f"{USER}: Omar", f"{USER}: Omar"),
        (f"{USER}: Omar", f"{USER}:"),
        ("X_Remote_User: Omar",),
        (f"{USER}: Omar, Lina",),
        (f"{USER}: O\x01mar",),
        (f"{USER}: {'o' * 201}",),
    ],
)
def test_who_is_not_named_once_is_refused(folder, address, headers):
    path = f"/{address.split('/')[3]}/desk"
    for wanted in (path, "/"):
        assert ask(folder, wanted, *headers)[0] in {400, 403}, headers


def test_a_user_is_led_to_the_page_and_decides_by_name(folder, address):
    """Also one whose name is not Latin; host, origin, secret and cookie are checked as without a proxy."""
    token = address.split("/")[3]
    status, head, _ = ask(folder, "/", f"{USER}: Omar")
    assert (status, f"Location: /{token}/desk" in head) == (302, True)
    assert ask(folder, f"/{token}/desk", f"{USER}: Omar", host="evil.example")[0] == 421
    assert ask(folder, "/wrong/desk", f"{USER}: Omar")[0] == 404
    status, head, page = ask(folder, f"/{token}/desk", f"{USER}: سالم الحداد", host="desk.example.org:8443")
    assert (status, "Secure" in head) == (200, True)
    cookie = re.search("Set-Cookie: (review=[^;]+)", head)[1]
    secret = re.search('name="secret" content="([^"]+)"', page)[1]
    key, version = re.search('data-key="([^"]+)" data-version="([^"]+)"', page).groups()
    body = {"key": key, "version": version, "change": {"out": "old"}, "window": "w"}
    rest = [f"{USER}: سالم الحداد", f"Cookie: {cookie}", f"X-Review-Secret: {secret}"]
    origin = "Origin: https://desk.example.org"
    for wrong in (
        [origin, *rest[1:]],
        [origin, *rest[:2]],
        [origin, rest[0], rest[2]],
        ["Origin: http://desk.example.org", *rest],
    ):
        assert ask(folder, f"/{token}/desk/decide", *wrong, body=body)[0] == 403
    assert ask(folder, f"/{token}/desk/decide", origin, *rest, body=body)[0] == 200
    (decided,) = read(folder / f"decisions/{DAY}.yaml").entries.values()
    assert decided.out.by == "سالم الحداد"


def test_a_socket_that_nobody_serves_is_replaced_and_removed_at_the_end(tmp_path):
    path = tmp_path / "desk.sock"
    with closing(socket.socket(socket.AF_UNIX)) as left:
        left.bind(str(path))
    with on_path(path) as listening:
        listening.listen()
    assert not path.exists()
    path.write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a socket"), on_path(path):
        pass
    with pytest.raises(ConfigError, match="cannot be made"), on_path(tmp_path / "none/desk.sock"):
        pass


def test_a_port_has_no_effect(folder):
    refused = reporter(folder, "desk", "--port", "8000")
    assert (refused.returncode, "no effect with desk.proxy" in refused.stderr) == (2, True)
    assert load(folder / "config.yaml").desk.proxy.socket == folder / "desk.sock"
