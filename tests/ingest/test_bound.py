"""No input takes unlimited time: long runs of whitespace take linear time."""

import time
from datetime import UTC, datetime

import pytest

from reporter.config import IngestSettings
from reporter.ingest import read_file
from reporter.model import RawArticle

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
