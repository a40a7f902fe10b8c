"""No input takes unlimited time: long runs of whitespace take linear time, and everything else is limited."""

import re
import threading
import time
from datetime import UTC, datetime

import pytest

from reporter.config import IngestSettings
from reporter.ingest import file, read_file
from reporter.ingest.bound import TooSlowError, bounded
from reporter.model import RawArticle, Skipped

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
SENTENCE = "أعلنت بلدية المرفأ عن خطة جديدة لتنظيم السوق القديمة، وقال رئيسها إن العمل يبدأ يوم الأحد المقبل."
RUNS = [" ", "\u00a0", "\t", "\n", " \n", "&nbsp;", "&#160;", "&#xA0; ", "\u2003", "\r\n", "\x0b"]


def seconds(path):
    started = time.process_time()
    item = read_file(path, IngestSettings(), root=path.parent, now=NOW)
    assert isinstance(item, RawArticle)
    return time.process_time() - started


@pytest.mark.parametrize("suffix", [".html", ".txt", ".md"])
@pytest.mark.parametrize("run", RUNS, ids=ascii)
def test_a_long_run_of_space_takes_linear_time(tmp_path, suffix, run):
    """Four times the run takes at most six times the time, or hardly any."""
    taken = []
    for length in (20_000, 80_000):
        text = f"{SENTENCE}{run * length}{SENTENCE}\n\n{SENTENCE}\n"
        page = f"<html><body><article><h1>خطة للسوق</h1><p>{text}</p><p>{SENTENCE}</p></article></body></html>"
        path = tmp_path / f"{length}{suffix}"
        path.write_text(page if suffix == ".html" else text, encoding="utf-8", newline="")
        taken.append(seconds(path))
    assert taken[1] <= max(6 * taken[0], 1.0)


def test_an_input_that_takes_too_long_is_skipped(tmp_path, monkeypatch):
    """This holds for endless Python code and patterns, even if a library catches every exception."""
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def for_ever(*_):
        while True:
            try:
                re.match(r"(a+)+$", "a" * 40 + "b")
            except Exception:  # noqa: BLE001
                continue

    monkeypatch.setattr(file, "_read", for_ever)
    item = read_file(path, IngestSettings(max_seconds=0.5), root=tmp_path, now=NOW)
    assert isinstance(item, Skipped)
    assert item.reason == "it takes more than 0.5 seconds of processor time"


def test_the_limit_ends_with_the_block():
    """Nothing is stopped after it; in a thread there is neither a limit nor a failure."""
    with bounded(0.05):
        pass
    spun = time.process_time() + 0.2
    while time.process_time() < spun:
        pass
    with pytest.raises(TooSlowError):
        spin(0.05)
    done = []

    def work():
        with bounded(1):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def spin(seconds):
    with bounded(seconds):
        while True:
            pass
