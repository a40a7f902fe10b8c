"""The lock files: one release of each requirement in pyproject.toml, with hashes and without a location."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\\\n]*)\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock):
    """Return the name and version of each release in a lock file."""
    return {
        canonicalize_name(name): version
        for name, version, _, _ in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))
    }


def asked_for(lock):
    """Return the requirements in pyproject.toml where `lock` is installed."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*content["project"]["dependencies"], *content["dependency-groups"]["build"]]
    return asked + (content["project"]["optional-dependencies"]["dev"] if "dev" in lock else [])


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_all_requirements(lock):
    """Otherwise `make lock` was forgotten."""
    pinned = pins(lock)
    for requirement in map(Requirement, asked_for(lock)):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{lock} lacks {requirement.name}; run `make lock`"
        assert requirement.specifier.contains(version), f"{lock} has {requirement.name} {version}; run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_only_releases_and_their_hashes(lock):
    """Without an index, URL or path, it installs from wherever pip is set to look."""
    lines = PIN.sub("", (ROOT / lock).read_text(encoding="utf-8")).splitlines()
    assert [line for line in lines if not line.lstrip().startswith("#")] == []
    assert not [line for line in lines if re.search(r"://|/[a-z]+/", line)]


def test_both_locks_name_the_same_releases():
    """The versions that are tested are those that run."""
    run, dev = map(pins, LOCKS)
    assert len(run) > 50
    assert run.items() <= dev.items()
