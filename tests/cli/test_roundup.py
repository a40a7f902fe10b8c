"""``reporter roundup``, of editions made by real runs, and what ``reporter check --record`` says of it."""

import json
import shutil
from datetime import timedelta

from desks import desk_page
from editions import reporter
from newsrooms import TODAY, A, B
from pdf_readers import by_pypdf

from reporter.record import load, problems
from reporter.workflows.make import build_edition

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


def two_days(room):
    """Make the round-up of yesterday and today, and return its name."""
    yesterday = TODAY.date() - timedelta(days=1)
    build_edition(room.config, TODAY - timedelta(days=1), day=yesterday)
    assert room("roundup", "--from", yesterday, "--to", TODAY.date()) == 0
    return f"{yesterday}_{TODAY.date()}"


def test_a_roundup_is_decided_on_approved_and_mailed(room, capsys):
    """By its name, under a key of its own in the ledger; a run neither mails nor removes it, and the index lists it."""
    name = two_days(room)
    room("approve", "--by", "Omar")
    assert room.mailed == [A, B]
    assert f'href="roundups/{name}/briefing.pdf"' in (room.config.output / "index.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert room("send", "--roundup", name) == 6
    assert f"reporter approve --roundup {name}" in capsys.readouterr().err
    folder = room.config.output / "roundups" / name
    with desk_page(room.config, folder) as page:
        rows = page.page("desk").xpath("//li[contains(@class, 'desk-row')]")
        key, version = rows[1].get("data-key"), rows[1].get("data-version")
        assert page.post("desk/decide", key=key, version=version, change={"priority": "lead"}).status_code == 200
        assert "not in the edition yet: 1" in page.page("desk").xpath("string(//*[@id='state'])")
        assert room("approve", "--roundup", name) == 6
        assert "reporter roundup --from" in capsys.readouterr().err
        assert page.post("rebuild").status_code == 200
        assert page.page("desk").xpath("//li[contains(@class, 'desk-row')]/@data-key")[0] == key
        content = page.dialog("approval").xpath("//form/@data-content")[0]
        assert page.post("desk/approve", content=content).get_json()["said"] == ["Approved."]
    assert load(folder / "briefing.json").desk.approved.by == "Lina"
    assert room.mailed == [A, B]
    room("run", "--catch-up", "--at", "00:00")
    assert room("send", "--due") == 0
    assert room.mailed == [A, B]
    assert room("send", "--roundup", name) == 0
    assert room("send", "--roundup", name) == 0
    assert room.mailed == [A, B, A, B]
    mail = room.server.taken[-2].message
    assert "Round-up" in mail["Subject"]
    assert [part.get_filename() for part in mail.walk() if part.get_filename()] == [f"briefing-{name}.json"]
    assert room("export", "--roundup", name, "--format", "md") == 0
    assert (folder / "briefing.md").is_file()
    assert room("send", "--roundup", "2020") == 2
    assert f"there are {name}" in capsys.readouterr().err


def test_an_article_of_a_roundup_is_withdrawn(room):
    """For those who had it; the round-up goes on saying so when it is made again without the article."""
    room.write(approval={})
    name = two_days(room)
    folder = room.config.output / "roundups" / name
    assert room("send", "--roundup", name) == 0
    assert room("erratum", "--roundup", name, "--kind", "withdrawn", "--entry", "2", "--says", "A hoax.") == 0
    assert room.mailed == [A, B, A, B]
    assert "Article 2 was withdrawn" in room.server.taken[-2].message.get_body(("plain",)).get_content()
    gone = load(folder / "briefing.json").entries[1].title_ar
    with desk_page(room.config, folder) as page:
        (key,) = page.page("desk").xpath("//li[contains(@class, 'desk-row')]/@data-key")[1:]
        version = page.page("desk").xpath("//li[contains(@class, 'desk-row')]/@data-version")[1]
        assert page.post("desk/decide", key=key, version=version, change={"later": True}).status_code == 200
        assert page.post("rebuild").status_code == 200
    erratum = load(folder / "briefing.json").desk.erratum
    assert (erratum.entries, erratum.changed[0].was_ar) == (("0",), gone)
    assert "withdrawn" in (room.config.output / "index.html").read_text(encoding="utf-8")


def test_mistakes_are_told(folder):
    none = reporter(folder, "roundup", "--from", "2025-01-01", "--to", "2025-02-01")
    assert (none.returncode, "There is no edition from 2025-01-01" in none.stderr) == (2, True)
    assert "is after --to" in reporter(folder, "roundup", "--from", NEXT, "--to", DAY).stderr
    assert "No story" in reporter(folder, "roundup", "--from", DAY, "--to", NEXT, "--section", "x").stderr
    assert not (folder / "output/roundups").exists()
