"""A folder with an edition in it, for commands that need one; others define their own `folder`."""

import shutil

import pytest
from editions import desk, reporter
from newsrooms import make_printed, newsroom

DAY = "2026-11-21"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    desk(folder)
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """Return a copy of the folder for one test."""
    return shutil.copytree(made, tmp_path / "desk")


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    return make_printed(tmp_path_factory.mktemp("room") / "desk")


@pytest.fixture
def room(printed, tmp_path):
    """Return a newsroom with the edition of today, which needs an approval."""
    with newsroom(printed, tmp_path / "room") as made:
        yield made
