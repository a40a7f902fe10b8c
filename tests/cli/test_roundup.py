"""``reporter roundup``, of editions made by real runs, and what ``reporter check --record`` says of it."""

import json
import shutil

from editions import reporter
from pdf_readers import by_pypdf

from reporter.record import load, problems

DAY, NEXT = "2026-11-21", "2026-11-22"
NAME = f"roundups/{DAY}_{NEXT}"


def test_a_roundup_of_two_days(folder):
    """Its documents cite the edition of every sentence; its record is compared with those of its days."""
    article = "قطار جديد بين المدينتين\n\nبدأ تشغيل قطار جديد بين المدينتين صباح الأحد. وتستغرق الرحلة ساعة واحدة.\n"
    (folder / "articles/train.txt").write_text(article, encoding="utf-8")
    assert reporter(folder, "run", "--date", NEXT).returncode == 0
    made = reporter(folder, "roundup", "--from", DAY, "--to", NEXT)
    assert (made.returncode, made.stdout) == (0, f"{folder}/output/{NAME}/briefing.pdf\n"), made.stderr
    path = folder / "output" / NAME
    record = load(path / "briefing.json")
    assert problems(record) == ()
    assert len(record.entries) == 3
    days = [load(folder / "output" / day / "briefing.json") for day in (DAY, NEXT)]
    printed = {
        point.text_ar: point.english for day in reversed(days) for entry in day.entries for point in entry.points
    }
    points = [point for entry in record.entries for point in entry.points]
    assert {point.text_ar: point.english for point in points} == printed
    assert {point.cited.day.isoformat() for point in points} == {DAY, NEXT}
    html = (path / "briefing.html").read_text(encoding="utf-8")
    assert "21 November to 22 November 2026" in html
    for text in (html, " ".join(by_pypdf((path / "briefing.pdf").read_bytes()).split())):
        assert "Round-up" in text
        assert "edition of 21 Nov, no. 1.1" in text
    checked = reporter(folder, "check", "--record", path / "briefing.json")
    assert "compared with the records of 2 of the 2 days" in checked.stdout, checked.stderr

    assert sorted(each.name for each in (folder / "output").glob("2*")) == [DAY, NEXT]
    shutil.rmtree(folder / "output" / DAY)  # its record is in the archive
    text = json.loads((path / "briefing.json").read_bytes())
    entry = next(entry for entry in text["entries"] if entry["points"][0]["from"]["date"] == DAY)
    entry["points"][0]["from"]["date"] = NEXT
    entry["points"] = [point | {"from": {"date": NEXT, "id": "9.9"}} for point in entry["points"]]
    changed = entry["points"][0]["text_ar"]
    entry["text_ar"] = entry["text_ar"].replace(changed, changed[::-1])
    entry["points"][0]["text_ar"] = changed[::-1]
    (path / "briefing.json").write_text(json.dumps(text), encoding="utf-8")
    wrong = reporter(folder, "check", "--record", path / "briefing.json")
    assert wrong.returncode == 1
    assert "is not verbatim in the edition of 2026-11-22" in wrong.stderr


def test_mistakes_are_told(folder):
    none = reporter(folder, "roundup", "--from", "2025-01-01", "--to", "2025-02-01")
    assert (none.returncode, "There is no edition from 2025-01-01" in none.stderr) == (2, True)
    assert "is after --to" in reporter(folder, "roundup", "--from", NEXT, "--to", DAY).stderr
    assert "No story" in reporter(folder, "roundup", "--from", DAY, "--to", NEXT, "--section", "x").stderr
    assert not (folder / "output/roundups").exists()
