"""The store: bulk access, privacy, shared use by processes, and no failure that ends a run."""

import logging
import os
import re
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from reporter.store import CachedDraft, MemoryEntry, Store
from reporter.store.database import MIGRATIONS
from reporter.store.vectors import KeptVectors


def entry(key: str, text_en: str = "Yes", changed: str = "") -> MemoryEntry:
    return MemoryEntry(key=key, text_ar=key, text_en=text_en, changed=changed)


def cached(*keys: str, text_en: str = "Yes", score: float = -0.5) -> dict[str, tuple[CachedDraft, ...]]:
    return {key: (CachedDraft(text_en=text_en, score=score, links=((0, 1, 0.5),)),) for key in keys}


def english(store: Store, *keys: str) -> dict[str, str]:
    return {key: found.text_en for key, found in store.remembered(keys).items()}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "own" / "store.sqlite3"


@pytest.fixture
def filled(path):
    """Return the path of a closed store with 300 entries of an imported file, one of a listed file, and a cache."""
    with Store.open(path) as store:
        store.replace_memory("/a.tmx", "1", [entry(f"جملة {n}", f"Sentence {n}") for n in range(300)], listed=False)
        store.replace_memory("/listed.tmx", "2", [entry("نعم")], listed=True)
        store.add_to_cache(cached(*(f"{n:064x}" for n in range(300)), text_en="English"))
        store.set_model_sha256("/models/x", "abc")
    return path


def test_stored_data_is_there_after_reopening(filled):
    """All tables outlive the process that wrote them."""
    with Store.open(filled) as store:
        assert english(store, "جملة 7", "نعم", "لا") == {"جملة 7": "Sentence 7", "نعم": "Yes"}
        assert store.cached([f"{7:064x}", "none"]) == cached(f"{7:064x}", text_en="English")
        assert store.model_sha256("/models/x") == "abc"
        assert store.model_sha256("/models/y") is None
        assert store.memory_file_sha256("/a.tmx") == "1"


def test_thousands_of_keys_are_looked_up_at_once(path):
    """The limit on variables in a statement is not reached."""
    keys = [f"{n:064x}" for n in range(40_000)]
    with Store.open(path) as store:
        store.add_to_cache(cached(*keys))
        assert store.cached(keys).keys() == set(keys)


def test_new_content_of_a_memory_file_replaces_the_old(path):
    """An entry removed from the file is removed from the memory; entries of other files are kept."""
    with Store.open(path) as store:
        store.replace_memory("/a.tmx", "1", [entry("أ"), entry("ب")], listed=False)
        store.replace_memory("/b.tmx", "1", [entry("ج")], listed=False)
        store.replace_memory("/a.tmx", "2", [entry("ب", "B")], listed=False)
        assert english(store, "أ", "ب", "ج") == {"ب": "B", "ج": "Yes"}


def test_a_memory_file_that_fails_halfway_changes_nothing(path):
    """A file is stored completely or not at all."""

    def breaking():
        yield entry("ب")
        raise ValueError("line 2")

    with Store.open(path) as store:
        store.replace_memory("/a.tmx", "1", [entry("أ")], listed=False)
        with pytest.raises(ValueError, match="line 2"):
            store.replace_memory("/a.tmx", "2", breaking(), listed=False)
        assert english(store, "أ", "ب") == {"أ": "Yes"}
        assert store.memory_file_sha256("/a.tmx") == "1"


def test_the_last_changed_of_two_translations_is_used(path):
    """Within a file and between files, in any order of reading."""
    with Store.open(path) as store:
        newest = entry("أ", "newest", "20260301T000000Z")
        store.replace_memory("/a.tmx", "1", [newest, entry("أ", "older", "20260201T000000Z")], listed=False)
        store.replace_memory("/b.tmx", "1", [entry("أ", "oldest", "20260101T000000Z")], listed=False)
        assert english(store, "أ") == {"أ": "newest"}
        assert [found.text_en for found in store.memory()] == ["newest"]


def test_files_are_forgotten_when_they_are_no_longer_listed(path):
    """Entries imported with the command are kept."""
    with Store.open(path) as store:
        store.replace_memory("/kept.tmx", "1", [entry("أ")], listed=True)
        store.replace_memory("/gone.tmx", "1", [entry("ب")], listed=True)
        store.replace_memory("/imported.tmx", "1", [entry("ج")], listed=False)
        store.keep_listed(["/kept.tmx"])
        assert english(store, "أ", "ب", "ج").keys() == {"أ", "ج"}
        assert store.memory_file_sha256("/gone.tmx") is None


def test_the_file_and_its_folder_are_private(path):
    """Unpublished sentences are private, regardless of the umask."""
    before = os.umask(0)
    try:
        with Store.open(path) as store:
            store.add_to_cache(cached("k"))
            modes = {item.name: stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert len(modes) >= 2
    assert set(modes.values()) == {0o600}, modes


def test_migrations_are_recorded_in_order(path):
    """A later version knows where to continue."""
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT name FROM migration ORDER BY position").fetchall()
    assert [row[0] for row in rows] == [name for name, _ in MIGRATIONS]


def garbage(path):
    path.write_bytes(b"no database at all " * 500)


def half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_few_bytes(path):
    path.write_bytes(path.read_bytes()[:50])


def holes(path):
    content = bytearray(path.read_bytes())
    content[8192:20480] = os.urandom(12288)
    path.write_bytes(content)


def another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")


def other_columns(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE draft ADD COLUMN extra TEXT")


@pytest.mark.parametrize(
    ("damage", "saved"),
    [
        (garbage, 0),
        (a_few_bytes, 0),
        (half, None),
        (holes, None),
        (another_program, 0),
        (other_columns, 301),
    ],
)
def test_a_damaged_store_is_set_aside_and_replaced(filled, damage, saved, caplog):
    """There is one warning, and the run continues with a new store and the readable human translations."""
    damage(filled)
    broken = filled.read_bytes()
    with caplog.at_level(logging.WARNING), Store.open(filled) as store:
        store.add_to_cache(cached("k"))
        assert store.cached(["k", f"{7:064x}"]).keys() == {"k"}
        count = len(store.memory())
        assert store.memory_file_sha256("/listed.tmx") in {None, ""}, "a listed file must be read again"
    (message,) = [record.getMessage() for record in caplog.records]
    assert f"{count} human translations were saved" in message
    assert saved is None or count == saved
    assert filled.with_name("store.sqlite3.damaged-1").read_bytes()[:4096] == broken[:4096]
    caplog.clear()
    with Store.open(filled) as store:
        assert "k" in store.cached(["k"])
    assert not caplog.records


def test_a_second_damaged_store_does_not_overwrite_the_first(path, caplog):
    """Each has its own name."""
    for number in (1, 2):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"broken %d" % number * 100)
        with caplog.at_level(logging.WARNING):
            Store.open(path).close()
        assert path.with_name(f"store.sqlite3.damaged-{number}").read_bytes().startswith(b"broken %d" % number)
    assert len(caplog.records) == 2


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_truncated_store_never_raises(filled, share, caplog):
    """Wherever the file ends, the store opens and works."""
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) * share // 100])
    with caplog.at_level(logging.WARNING), Store.open(filled) as store:
        store.add_to_cache(cached("k"))
        assert "k" in store.cached(["k"])
        store.memory()
    assert len(caplog.records) == 1


@pytest.mark.parametrize("place", ["/proc/reporter/store.sqlite3", "/dev/null/store.sqlite3"])
def test_an_unwritable_place_causes_a_store_in_memory(place, caplog):
    """One warning says what to do, and everything works for this run."""
    with caplog.at_level(logging.WARNING), Store.open(Path(place)) as store:
        store.replace_memory("/a.tmx", "1", [entry("نعم")], listed=True)
        store.add_to_cache(cached("k"))
        assert english(store, "نعم") == {"نعم": "Yes"}
        assert "k" in store.cached(["k"])
    (message,) = [record.getMessage() for record in caplog.records]
    assert "in memory" in message
    assert place in message


def test_a_read_only_store_is_still_read(filled, tmp_path, caplog):
    """A user without write permission gets the memory and cache, and may add to the copy."""
    import filelock  # noqa: F401 (the other user may not be allowed to read the installed packages)

    user = os.geteuid()
    filled.parent.chmod(0o555)
    for item in filled.parent.iterdir():
        item.chmod(0o444)
    if user == 0:  # root can write anywhere, so become nobody
        for folder in (tmp_path, *tmp_path.parents):
            folder.chmod(0o755)
            if folder.name.startswith("pytest-of-"):
                break
        os.seteuid(65534)
    try:
        with caplog.at_level(logging.WARNING), Store.open(filled) as store:
            store.add_to_cache(cached("k"))
            assert len(store.memory()) == 301
            assert len(store.cached(["k", f"{7:064x}"])) == 2
    finally:
        os.seteuid(user)
        filled.parent.chmod(0o700)
    (message,) = [record.getMessage() for record in caplog.records]
    assert "in memory" in message


def test_a_full_disk_causes_a_store_in_memory(path, caplog):
    """Old and new data are both found; there is one warning."""
    with caplog.at_level(logging.WARNING), Store.open(path) as store:
        store.add_to_cache(cached("before"))
        pages = store._database.execute("PRAGMA page_count").fetchone()[0]
        store._database.execute(f"PRAGMA max_page_count = {pages}")
        for start in (0, 5000):
            store.add_to_cache(cached(*(f"{n:064x}" for n in range(start, start + 5000))))
        assert store.cached(["before", f"{0:064x}", f"{9999:064x}"]).keys() == {
            "before",
            f"{0:064x}",
            f"{9999:064x}",
        }
    (message,) = [record.getMessage() for record in caplog.records]
    assert "full" in message


def test_two_processes_write_at_the_same_time(path):
    """Neither loses anything or warns."""
    code = (
        "import sys, logging; from pathlib import Path; logging.basicConfig()\n"
        "from reporter.store import Store, CachedDraft\n"
        "with Store.open(Path(sys.argv[1])) as store:\n"
        "    for n in range(100):\n"
        "        store.add_to_cache({f'{sys.argv[2]}-{n}': [CachedDraft(text_en='Yes', score=0.0)]})\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name], stderr=subprocess.PIPE, text=True)
        for name in "abcd"
    ]
    assert [process.communicate()[1] for process in running] == [""] * 4
    with Store.open(path) as store:
        assert len(store.cached(f"{name}-{n}" for name in "abcd" for n in range(100))) == 400


def test_threads_share_one_store(path):
    """Its lock makes that safe."""
    with Store.open(path) as store:

        def work(name: str) -> None:
            for n in range(50):
                store.add_to_cache(cached(f"{name}-{n}"))
                store.cached([f"{name}-{n}"])

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.cached(f"{name}-{n}" for name in "abcd" for n in range(50))) == 200


def test_a_mistake_of_ours_keeps_its_traceback(path, caplog):
    """An error in a statement is a bug, not a damaged store, and is raised."""
    with (
        caplog.at_level(logging.WARNING),
        Store.open(path) as store,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
    ):
        store.rows("SELECT * FROM nowhere")
    assert re.search("no such table", caplog.text)


def test_an_empty_store_is_damaged(tmp_path, caplog):
    """After a power cut, it is set aside like any damaged store, which knows about it."""
    path = tmp_path / "store.sqlite3"
    path.touch()
    with Store.open(path) as store:
        assert store.damage == "it is empty"
    assert (tmp_path / "store.sqlite3.damaged-1").stat().st_size == 0
    with Store.open(path) as store:
        assert store.damage is None
    assert "was damaged (it is empty)" in caplog.text


def test_vectors_are_kept_for_the_next_opening_and_the_oldest_are_forgotten(path):
    with Store.open(path) as store:
        kept = KeptVectors(store, most=3)
        kept.keep_vectors({"a": b"1", "b": b"2"})
        kept.keep_vectors({"c": b"3", "b": b"2", "d": b"4"})
    with Store.open(path) as store:
        kept = KeptVectors(store)
        assert kept.vectors(["a", "b", "c", "d", "e"]) == {"b": b"2", "c": b"3", "d": b"4"}


@pytest.mark.parametrize("damage", ["zero", "missing"])
def test_a_new_store_never_overwrites_the_copy_of_the_corrections(tmp_path, caplog, damage):
    """It has none of them, and the next correction would be the only one in the copy; twice, both copies are kept."""
    path = tmp_path / "store.sqlite3"
    for number in (1, 2):
        if damage == "zero":
            path.write_bytes(b"")
        (tmp_path / "corrections.tmx").write_text(f"copy {number}", encoding="utf-8")
        with Store.open(path) as store:
            assert store.corrections_aside == tmp_path / f"corrections-{number}.tmx"
        assert (tmp_path / f"corrections-{number}.tmx").read_text(encoding="utf-8") == f"copy {number}"
        assert not (tmp_path / "corrections.tmx").exists()
        path.unlink()
    assert "reporter review import" in caplog.text
    with Store.open(path) as store:
        assert store.corrections_aside is None
