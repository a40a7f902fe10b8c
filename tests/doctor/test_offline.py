"""``reporter doctor --offline``: it proves that no socket is opened, and finds one that is."""

import pytest
from editions import MODEL, desk, from_scratch, reporter

from reporter.cli.parser import parser
from reporter.config import parse
from reporter.doctor.offline import _executor, can_unshare


@pytest.mark.engine
def test_a_sample_edition_is_made_without_a_socket(tmp_path):
    """The package that a run would use translates it."""
    config = desk(tmp_path)
    assert reporter(tmp_path, "models", "install", MODEL).returncode == 0
    done = reporter(tmp_path, "doctor", "--offline", "--config", config)
    assert done.returncode == 0, done.stdout + done.stderr
    edition, sockets = done.stdout.splitlines()
    assert edition == "ok     sample edition: made and printed, translated by translate-ar_en 0.1"
    where = "in a network namespace without interfaces" if can_unshare() else "with sockets counted"
    assert sockets.startswith(f"ok     sockets: none was opened, {where}")


def test_a_socket_is_found(tmp_path):
    """A library that calls home is refused, whether or not there is a network namespace."""
    (tmp_path / "hijridate.py").write_text(
        "import socket\nsocket.socket().connect(('192.0.2.1', 80))\n", encoding="utf-8"
    )
    done = from_scratch(tmp_path, "doctor", "--offline", variables={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    edition, sockets = done.stdout.splitlines()
    assert edition == "WRONG  sample edition: was not made (exit code 1): PermissionError: no socket may be opened"
    assert sockets.startswith("WRONG  sockets: the run asked for ")
    assert "socket.__new__" in sockets


def test_a_cluster_is_named(tmp_path):
    """The sample edition does not use it, but a run would."""
    address = "tcp://192.0.2.1:8786"
    for given, ok, words in (({"address": address}, False, f"connects to {address}"), ({}, True, "on this machine")):
        (found,) = _executor(parse({"executor": {"kind": "dask", **given}}, name="settings"))
        assert (found.ok, words in found.detail) == (ok, True)
    assert not list(_executor(parse({}, name="settings")))


def test_doctor_is_another_name_of_check():
    """Both have the same options."""
    found = [parser().parse_args([name, "--offline"]) for name in ("check", "doctor")]
    assert [arguments.offline for arguments in found] == [True, True]
