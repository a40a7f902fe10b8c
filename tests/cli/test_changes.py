"""`reporter changes`: two editions compared, and mistakes."""

import json
from dataclasses import replace
from datetime import date

import pytest
from builders import article, entry, human, record
from editions import desk

from reporter.cli import main
from reporter.record import Changes, Dropped, Quote, dumps
from reporter.render.templates.samples import samples

SAID = ("أعلنت البلدية أن الجسر سيفتح صباح الأحد.", "وقال المهندس سالم إن طول الجسر 420 مترا.")


def of(number, *said, sha256="a", **source):
    """Return the entry of an article, which is at an address of its own."""
    title, at = source.pop("title", f"خبر {number}"), source.pop("at", number)
    made = article(*said, title=title, url=f"https://alwadi.example/{at}", **source)
    made = replace(made, source=replace(made.source, sha256=sha256 * 64))
    return entry(str(number), made, points=[human("x")] * len(said))


def edition(day, *entries, **more):
    made = record(*entries)
    return replace(made, edition=replace(made.edition, date=day), **more)


@pytest.fixture
def changes(tmp_path, capsys):
    """Return a function that calls the command on these editions."""
    config = desk(tmp_path)

    def call(*arguments, editions=()):
        for made in editions:
            folder = tmp_path / "output" / made.edition.date.isoformat()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "briefing.json").write_bytes(dumps(made))
        code = main(["changes", "--config", str(config), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


BEFORE = edition(
    date(2026, 11, 20),
    of(1, *SAID), of(2, "وصل الوفد إلى المدينة."), of(3, "فاز الفريق المحلي.", sha256="c"), of(4, "هطل المطر على الشمال.", at=9),
)  # fmt: skip
_GONE = Dropped(
    identity="alwadi.example/9", edition=date(2026, 11, 20), number="4", outlet=None, url=None, title_ar="خبر 4",
    title_en=None, status=410,
    quotes=(Quote(edition=date(2026, 11, 20), point="4.1", text_ar="هطل المطر على الشمال.", text_en=None, today_ar=None, today=None, diff=()),),
)  # fmt: skip
AFTER = edition(
    date(2026, 11, 21),
    of(1, "ارتفع سعر القمح عشرين بالمئة.", at=5),
    of(2, "وَصَلَ الوفد إلى المدينة", sha256="b"),
    of(3, SAID[0], SAID[1].replace("420", "240"), at=1, sha256="d", title="خبر 1"),
    changes=Changes(dropped=(_GONE,)),
)


def test_the_last_two_editions_are_compared(changes):
    code, out, _ = changes(editions=[edition(date(2026, 11, 18), of(1, "نص.")), BEFORE, AFTER])
    assert code == 0
    assert out.splitlines() == [
        "From 2026-11-20 to 2026-11-21: 1 new, 1 updated, 1 continued, 2 articles no longer in it",
        "New:",
        "     1  articles/a.txt: خبر 1",
        "Updated:",
        "     3  articles/a.txt: خبر 1 (was 1)",
        "        420 became 240",
        "        … وقال المهندس سالم إن طول الجسر [-420-] {+240+} مترا.",
        "Continued:",
        "     2  articles/a.txt: خبر 2",
        "Only in the edition of 2026-11-20:",
        "     3  articles/a.txt: خبر 3",
        "     4  articles/a.txt: خبر 4 (taken down: 410)",
    ]


def test_json_has_everything(changes):
    _, out, _ = changes("--json", editions=[BEFORE, AFTER])
    found = json.loads(out)
    assert (found["from"], found["to"]) == ("2026-11-20", "2026-11-21")
    assert {name: [item["id"] for item in found[name]] for name in ("new", "updated", "continued", "gone")} == {
        "new": ["1"], "updated": ["3"], "continued": ["2"], "gone": ["3", "4"],
    }  # fmt: skip
    assert ["delete", "420 "] in found["updated"][0]["diff"]
    assert [item["status"] for item in found["gone"]] == [None, 410]


def test_any_two_editions_can_be_compared(changes):
    first = edition(date(2026, 11, 18), of(1, "نص قديم."))
    _, out, _ = changes("--from", "2026-11-18", "--to", "2026-11-20", editions=[first, BEFORE, AFTER])
    assert out.startswith("From 2026-11-18 to 2026-11-20:")


def test_a_new_article_of_a_story_that_goes_on_is_continued(changes):
    told = samples()["stories"]
    told = replace(told, stories=(replace(told.stories[0], continues="2026-11-20/1"), *told.stories[1:]))
    _, out, _ = changes("--json", editions=[BEFORE, told])
    assert {item["id"] for item in json.loads(out)["continued"]} == set(told.stories[0].entries)


def test_mistakes_are_named(changes):
    assert "There is no edition in" in changes()[2]
    assert "no edition before that of 2026-11-21" in changes(editions=[AFTER])[2]
    assert "exchange --from and --to" in changes("--from", "2026-11-21", "--to", "2026-11-20", editions=[BEFORE])[2]
    assert "There is no edition of 2026-01-01" in changes("--from", "2026-01-01")[2]
