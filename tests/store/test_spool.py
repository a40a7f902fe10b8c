"""The articles of a run on disk, and the shard of each."""

import pytest
from builders import article

from reporter.errors import StoreError
from reporter.store.spool import Spool


def put(spool, name, sha256, url=None, kind="news"):
    spool.add(article(f"نص {name}.", name=name, url=url, sha256=sha256), kind)


def placed(spool, printed, shard_of):
    """Return the files of each shard."""
    spool.place(printed, shard_of)
    return {shard: [each.source.path for each in spool.of(shard)] for shard in spool.shards()}


def test_what_was_printed_stays_where_it_was_and_copies_are_together(tmp_path):
    """By its bytes or its address, in whatever form; only what is left is asked for, with its file."""
    asked = []

    def shard_of(spooled):
        asked.append((spooled.path, spooled.address, spooled.kind))
        return f"new-{len(asked)}"

    with Spool(tmp_path / "spool.sqlite3") as spool:
        put(spool, "a", "1" * 64)
        put(spool, "b", "2" * 64, "http://www.paper.example/b?utm_source=x")
        put(spool, "c", "3" * 64, "https://paper.example/c", kind="sport")
        put(spool, "d", "4" * 64, "https://www.paper.example/c/")
        put(spool, "e", "5" * 64)
        printed = [("old", "1" * 64, ""), ("news", "9" * 64, "paper.example/b"), ("old-2", "1" * 64, "")]
        found = placed(spool, printed, shard_of)
        assert spool.articles == 5
    names = {shard: [path.rpartition("/")[2].partition(".")[0] for path in paths] for shard, paths in found.items()}
    assert names == {"old-2": ["a"], "news": ["b"], "new-1": ["c", "d"], "new-2": ["e"]}
    assert [(address, kind) for _, address, kind in asked] == [("paper.example/c", "sport"), (None, "news")]
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_an_error_of_ours(tmp_path):
    with pytest.raises(StoreError, match="could not be kept"):
        Spool(tmp_path / "none" / "spool.sqlite3")
