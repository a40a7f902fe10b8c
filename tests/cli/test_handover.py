"""``reporter desk --export`` and ``--import``: an edition goes to a colleague and comes back."""

import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from editions import desk, reporter

from reporter.config import load
from reporter.desk.decisions import Approved, EditionDecisions, EntryDecisions, Note, path_of, read
from reporter.desk.journal import Journal, Who
from reporter.errors import ReporterError
from reporter.record import content_sha256
from reporter.review.desk import parcel
from reporter.review.desk.handover import received

DAY = "2026-11-21"


@pytest.fixture(scope="module")
def sent(made, tmp_path_factory):
    """Return the file with an edition on which nothing was decided."""
    path = tmp_path_factory.mktemp("sent") / "edition.zip"
    assert reporter(made, "desk", "--date", DAY, "--export", path).returncode == 0
    return path


@pytest.fixture
def path(sent, tmp_path):
    """Return a copy of it."""
    return shutil.copy(sent, tmp_path / "edition.zip")


@pytest.fixture
def colleague(tmp_path):
    """Return the folder of a colleague who has the settings, and nothing else."""
    other = tmp_path / "colleague"
    desk(other)
    shutil.rmtree(other / "articles")
    return other


def journal(folder):
    return Journal(path_of(folder / "decisions", date.fromisoformat(DAY)))


def who(at="06:00"):
    return Who(by="x", at=datetime.fromisoformat(f"{DAY}T{at}:00Z"))


def decide(folder, key, at="06:00", **update):
    journal(folder).entry(key, lambda before: before.model_copy(update=update), who(at))


def approve(folder, by):
    given = Approved.model_validate({"by": by, "at": f"{DAY}T07:00:00Z", "content": content(folder)})
    approved = EditionDecisions(approved=given)
    journal(folder).whole(lambda before: before.model_copy(update={"edition": approved}), who(), "edition")


def keys(folder):
    made = json.loads((folder / f"output/{DAY}/briefing.json").read_bytes())
    return [f"sha256:{entry['source']['sha256']}" for entry in made["entries"]]


def exported(folder, name="edition.zip"):
    made = reporter(folder, "desk", "--date", DAY, "--export", name)
    assert made.returncode == 0, made.stderr
    return folder / name


def imported(folder, path, by="Omar"):
    return reporter(folder, "desk", "--import", path, "--by", by)


def content(folder):
    return content_sha256((folder / f"output/{DAY}/briefing.json").read_bytes())


def test_an_edition_goes_to_a_colleague_and_comes_back(folder, colleague):
    """The colleague has the edition at once, and can make it again; what both have decided on is refused by name."""
    first, second = keys(folder)
    decide(folder, first, priority="lead")
    taken = imported(colleague, exported(folder))
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "1 decision taken over" in taken.stdout
    assert content(colleague) == content(folder)
    assert (colleague / f"output/{DAY}/briefing.pdf").is_file()
    assert sorted(path.name for path in (colleague / "articles").iterdir()) == ["match.txt", "museum.txt"]
    stamps = [(each / "articles/match.txt").stat().st_mtime_ns for each in (folder, colleague)]
    assert stamps[0] == stamps[1]
    decide(colleague, first, at="07:00", priority="brief")
    note = Note.model_validate({"en": "Call them.", "by": "Omar", "at": f"{DAY}T07:00:00Z", "for": "desk"})
    decide(colleague, second, at="07:00", notes=(note,))
    back = exported(colleague)
    decide(folder, first, at="06:30", section="economy")
    taken = imported(folder, back, "Lina")
    assert taken.returncode == 1
    assert f"rejected  {first}: decided on here and there" in taken.stderr
    found = journal(folder).decisions().entries
    assert (found[first].section, found[first].priority, found[second].notes[0].by) == ("economy", "lead", "Omar")
    again = imported(folder, back, "Lina")
    assert "0 decisions taken over" in again.stdout


def test_what_was_decided_upon_what_is_here_is_taken(folder, colleague):
    """Also what was taken back there; what is older there is kept here without a word."""
    first, second = keys(folder)
    decide(folder, first, priority="lead")
    decide(folder, second, priority="brief")
    imported(colleague, exported(folder))
    decide(colleague, first, at="07:00", priority="normal")
    decide(folder, second, at="06:30", later=True)
    taken = imported(folder, exported(colleague))
    assert (taken.returncode, taken.stderr) == (0, "")
    found = journal(folder).decisions()
    assert found.entries.get(first, EntryDecisions()).priority == "normal"
    assert found.entries[second].later
    assert read(folder / f"decisions/{DAY}.yaml") == found


def test_what_was_taken_back_here_is_not_taken_over_again(folder, colleague):
    """Even if the colleague has received it after that; what only the colleague has taken back is taken back here."""
    first, second = keys(folder)
    decide(folder, first, priority="lead")
    decide(folder, second, priority="brief")
    path = exported(folder)
    decide(folder, first, at="06:30", priority="normal")
    imported(colleague, path)
    decide(colleague, second, at="07:00", priority="normal")
    taken = imported(folder, exported(colleague))
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "1 decision taken over" in taken.stdout
    assert journal(folder).decisions().entries == {}


def test_an_approval_is_not_taken_over(folder, colleague):
    """Nor does it stand in the way of what is."""
    imported(colleague, exported(folder))
    approve(folder, "Lina")
    approve(colleague, "Omar")
    taken = imported(folder, exported(colleague))
    assert (taken.returncode, taken.stderr, taken.stdout.split()[0]) == (0, "", "0")
    assert journal(folder).decisions().edition.approved.by == "Lina"


def test_an_edition_that_has_changed_is_refused(folder, colleague):
    path = exported(folder)
    assert imported(colleague, path).returncode == 0
    (folder / "articles/late.txt").write_text("خبر جديد\n\nوصل الوفد صباح اليوم.\n", encoding="utf-8")
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    refused = imported(folder, path)
    assert (refused.returncode, "was changed since the file was made" in refused.stderr) == (1, True)
    (colleague / "articles/match.txt").write_text("شيء آخر", encoding="utf-8")
    refused = imported(colleague, path)
    assert "articles/match.txt: there is another version of this article here" in refused.stderr
    assert (colleague / "articles/match.txt").read_text(encoding="utf-8") == "شيء آخر"


def rewritten(path, change):
    """Write the archive again with the files that `change` makes of them."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(files):
            archive.writestr(name, data)


NAMES = [
    "articles/../../evil.txt", "/tmp/evil.txt", "config.yaml", "articles/..\\evil.txt", "articles/c:evil.txt",
    "articles/a\x1b[2Jb.txt", "articles/", "articles/a//b.txt",
]  # fmt: skip
HOSTILE = {
    "twice": lambda files: [*files.items(), ("ARTICLES/MATCH.TXT".lower(), b"x")],
    "incomplete": lambda files: [(name, data) for name, data in files.items() if name != "decisions.yaml"],
    "no JSON": lambda files: [*(files | {"about.json": b"[" * 100_000}).items()],
    "another name": lambda files: [
        *(files | {"about.json": files["about.json"].replace(DAY.encode(), b"2026-11-2x")}).items()
    ],
    "record": lambda files: [*(files | {"briefing.json": b"{}"}).items()],
    "record of nothing": lambda files: [*(files | {"briefing.json": files["briefing.json"][:200]}).items()],
    "record that contradicts itself": lambda files: [
        *(files | {"briefing.json": re.sub(rb'"articles": 2', b'"articles": 3', files["briefing.json"])}).items()
    ],
    "decisions": lambda files: [*(files | {"decisions.yaml": b"entries: 3"}).items()],
    "xliff": lambda files: [*(files | {"english.xlf": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}).items()],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_any_other_name_is_refused(path, name):
    def added(files):
        about = json.loads(files["about.json"])
        about["modified_ns"][name.removeprefix("articles/")] = 0
        return [*(files | {"about.json": json.dumps(about).encode()}).items(), (name, b"x")]

    rewritten(path, added)
    with pytest.raises(ReporterError, match="is refused because of its file"):
        parcel.read(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(path, colleague, how):
    """Nothing is written at all."""
    rewritten(path, HOSTILE[how])
    with pytest.raises(ReporterError) as refused:
        received(load(colleague / "config.yaml"), parcel.read(path), name=path.name)
    assert len(str(refused.value).splitlines()) == 1
    assert sorted(each.name for each in colleague.iterdir()) == ["config.yaml", "memory.tmx"]


def test_only_articles_are_written_and_only_where_they_are_read(path, colleague):
    names = ["config.yaml", "output/evil.html", "articles.py", "glossary.txt"]

    def added(files):
        about = json.loads(files["about.json"])
        about["modified_ns"] |= dict.fromkeys(names, 0)
        more = {f"articles/{name}": b"x" for name in names}
        return [*(files | {"about.json": json.dumps(about).encode()} | more).items()]

    rewritten(path, added)
    before = (colleague / "config.yaml").read_bytes()
    taken = imported(colleague, path)
    assert taken.returncode == 1
    assert [line.split()[1].rstrip(":") for line in taken.stderr.splitlines()] == names
    assert (colleague / "config.yaml").read_bytes() == before
    assert not any((colleague / name).exists() for name in names[1:])


def test_articles_whose_names_differ_in_case_alone_are_both_sent(path):
    sent = parcel.read(path)
    both = {"articles/Match.txt": (b"x", 1), "articles/match.txt": (b"y", 2)}
    path.write_bytes(parcel.dumps(replace(sent, articles=both)))
    assert parcel.read(path).articles == both


def test_what_is_no_such_file_is_said(folder):
    (folder / "x.zip").write_bytes(b"no archive")
    assert "x.zip is damaged" in reporter(folder, "desk", "--import", "x.zip").stderr
    assert "cannot be read" in reporter(folder, "desk", "--import", "none.zip").stderr


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_FILES"])
def test_a_file_that_is_too_large_is_refused_before_it_is_unpacked(path, monkeypatch, limit):
    monkeypatch.setattr(parcel, limit, 5)
    with pytest.raises(ReporterError, match="too many files, or too large ones"):
        parcel.read(path)
