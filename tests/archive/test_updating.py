"""The archive follows the editions, whatever happens to it."""

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest
from archives import DAY, MATCH, PORT, days, made, place_in, print_edition, told

from reporter.archive import rebuild, search, update
from reporter.errors import ReporterError
from reporter.record import dumps
from reporter.render.templates.samples import samples


def answers(place):
    return [
        (hit.day, hit.entry) for query in ("ميناء", "minister", "الفريق", "باخرة") for hit in search(place, query).hits
    ]


@pytest.fixture
def folder(tmp_path):
    for day in days(4):
        print_edition(tmp_path, made(day, PORT, MATCH))
    return tmp_path


def vocabulary(place):
    """Return every word of the index, in how many articles it is, and how often."""
    with closing(sqlite3.connect(place.index)) as database:
        database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, word, row)")
        return database.execute("SELECT * FROM temp.vocabulary").fetchall()


SHIP = told(1, ("باخرة في الحوض", "A steamer in the basin"), ("رست الباخرة ليلا.", "The steamer moored at night."))


def test_only_what_has_changed_is_read(folder):
    place = place_in(folder)
    assert (update(place), update(place)) == (4, 0)
    print_edition(folder, made(DAY, SHIP))
    assert (update(place), update(place)) == (1, 0)
    os.utime(folder / "output" / DAY.isoformat() / "briefing.json")
    assert update(place) == 1


@pytest.mark.parametrize("whole", [False, True])
def test_the_record_that_was_just_written_is_not_read_again(tmp_path, monkeypatch, whole):
    """The index is the same as that made from the files."""
    place = place_in(tmp_path, whole=whole)
    rebuild(place)

    def index():
        with closing(sqlite3.connect(place.index)) as database:
            rows = database.execute("SELECT position, outlet, section FROM article ORDER BY id").fetchall()
            return rows, vocabulary(place), database.execute("SELECT key FROM withdrawal ORDER BY key").fetchall()

    with monkeypatch.context() as unread:
        unread.setattr("reporter.archive.updating.parsed", None)
        for day, sample in zip(days(6), samples().values(), strict=True):
            record = replace(sample, edition=replace(sample.edition, date=day))
            print_edition(tmp_path, record)
            assert update(place, record) == 1
    before = index()
    assert all(map(len, before))
    rebuild(place)
    assert index() == before


def test_an_edition_that_is_made_again_takes_the_place_of_the_earlier_one(folder):
    """The words of the earlier one find it no longer, and the index is as if it had never been."""
    place = place_in(folder)
    update(place)
    print_edition(folder, made(DAY, SHIP))
    update(place)
    assert DAY not in [hit.day for hit in search(place, "ميناء").hits]
    assert [hit.day for hit in search(place, "باخرة").hits] == [DAY]
    before, words = answers(place), vocabulary(place)
    rebuild(place)
    assert answers(place) == before
    assert vocabulary(place) == words


def test_made_again_it_gives_equal_answers_also_for_editions_that_are_gone(folder):
    place = place_in(folder)
    update(place)
    before = answers(place)
    shutil.rmtree(folder / "output")
    place.index.unlink()
    assert rebuild(place) == 4
    assert answers(place) == before


def test_two_output_folders_share_a_store_without_mixing(folder):
    one, two = place_in(folder), place_in(folder, output="sport/output")
    print_edition(folder, made(DAY, SHIP), output="sport/output")
    update(one)
    update(two)
    assert [hit.day for hit in search(two, "باخرة").hits] == [DAY]
    assert not search(one, "باخرة").hits
    rebuild(one)
    assert [hit.day for hit in search(two, "باخرة").hits] == [DAY]
    assert len(search(one, "ميناء").hits) == 4


def test_it_survives_a_move_of_the_whole_folder(folder, tmp_path):
    update(place_in(folder))
    before = answers(place_in(folder))
    shutil.rmtree(folder / "output" / DAY.isoformat())
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    folder.rename(moved)
    assert update(place_in(moved)) == 0
    assert answers(place_in(moved)) == before


DAMAGE = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("no database", encoding="utf-8"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "zeros": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)),
    "older": lambda path: _execute(path, "PRAGMA user_version = 0"),
    "other tables": lambda path: _execute(path, "DROP TABLE edition"),
    "missing": lambda path: path.unlink(),
}


def _execute(path, statement):
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("then", [update, rebuild, answers])
def test_a_damaged_archive_is_made_again(folder, damage, then, caplog):
    """By the next run, by the command, and by a search."""
    place = place_in(folder)
    update(place)
    before = answers(place)
    DAMAGE[damage](place.index)
    print_edition(folder, made(DAY, PORT, MATCH))
    then(place)
    assert ("is made again" in caplog.text) == (damage != "missing" and then is not rebuild)
    assert answers(place) == before


def test_a_copy_that_is_not_the_indexed_version_makes_the_index_again(folder, caplog):
    """As after a kill between writing the copy and the end of the transaction."""
    place = place_in(folder)
    update(place)
    place.records.keep(DAY, dumps(made(DAY, SHIP, MATCH)))
    print_edition(folder, made(DAY, SHIP))
    update(place)
    assert "is made again" in caplog.text
    assert [hit.day for hit in search(place, "باخرة").hits] == [DAY]
    assert len(search(place, "ميناء").hits) == 3


def test_a_broken_record_costs_only_itself(folder, caplog):
    place = place_in(folder)
    (folder / "output" / DAY.isoformat() / "briefing.json").write_text("[1]", encoding="utf-8")
    update(place)
    assert "cannot be searched" in caplog.text
    assert len(search(place, "ميناء").hits) == 3


@pytest.mark.parametrize("broken", [b'{"entries": [', b"[1]", b'{"entries": {}}'])
@pytest.mark.parametrize("then", [update, rebuild])
def test_a_broken_record_does_not_replace_its_copy(folder, then, broken, caplog):
    place = place_in(folder)
    update(place)
    before, kept = answers(place), place.records.kept(DAY)
    (folder / "output" / DAY.isoformat() / "briefing.json").write_bytes(broken)
    then(place)
    assert "cannot be searched" in caplog.text
    assert place.records.kept(DAY) == kept
    assert answers(place) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_archive_that_cannot_be_written_is_an_error_of_ours(folder):
    place = place_in(folder)
    place.index.parent.mkdir()
    place.index.parent.chmod(0o500)
    with pytest.raises(ReporterError, match="cannot be written"):
        update(place)


def test_an_update_killed_at_any_moment_leaves_an_archive_that_the_next_one_completes(tmp_path, caplog):
    """Killed by the kernel after a part of the processor time that it needs, in Python or in SQLite."""
    before, kills = tmp_path / "before", 8
    for day in days(4):
        print_edition(before, made(day, PORT, MATCH))
    update(place_in(before))
    for day in (*days(2), *days(6)[4:]):
        print_edition(before, made(day, SHIP, MATCH))
    whole = shutil.copytree(before, tmp_path / "whole")
    begun = time.process_time()
    update(place_in(whole))
    needed = time.process_time() - begun
    wanted, died = answers(place_in(whole)), 0
    for number in range(kills):
        folder = shutil.copytree(before, tmp_path / str(number))
        child = os.fork()
        if not child:
            signal.setitimer(signal.ITIMER_PROF, needed * (number + 1) / kills)
            update(place_in(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        died += os.WIFSIGNALED(status)
        update(place_in(folder))
        assert answers(place_in(folder)) == wanted
        with closing(sqlite3.connect(place_in(folder).index)) as database:
            database.execute("INSERT INTO word (word) VALUES ('integrity-check')")
    assert died
    assert {record.getMessage().partition(" is made again")[1] for record in caplog.records} <= {" is made again"}
