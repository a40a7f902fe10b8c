"""``reporter fetch`` and ``reporter sources`` from the command line, with a real server."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import press
import pytest
import yaml
from editions import desk, reporter
from press import Outlet, Reply
from web_servers import serving

from reporter.config import parse

COMMENTED = """\
# The desk in Amman
timezone: Asia/Amman   # winter and summer
translate: {{models_dir: models}}
fetch: {{private_hosts: [127.0.0.1], per_host: {{pause_s: 0}}}}
sources:
  - name: alwadi       # the first of them
    outlet: صحيفة الوادي
    feed: {feed}
    section: local
# The end
"""


@pytest.fixture
def outlet(monkeypatch):
    """Serve an outlet with two articles of today."""
    monkeypatch.setattr(press, "NOW", datetime.now(UTC))
    with serving() as server:
        made = Outlet(server)
        made.add(1, title="جسر الوادي يفتح صباح الأحد")
        made.add(
            2, title="أمطار غزيرة على الساحل", text=("هطلت أمطار غزيرة على الساحل مساء أمس.", *press.PARAGRAPHS[2:])
        )
        yield made


@pytest.fixture
def folder(tmp_path, outlet):
    """Return a folder with settings that have comments."""
    (tmp_path / "config.yaml").write_text(COMMENTED.format(feed=outlet.address()), encoding="utf-8")
    return tmp_path


def test_what_was_fetched_becomes_an_edition_once(folder, outlet):
    """With outlet, section, address, and the time of the fetch; nothing is new the next day, and the front page says so."""
    result = reporter(folder, "fetch")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert "alwadi: 2 new" in (folder / ".reporter/fetch.log").read_text(encoding="utf-8")
    result = reporter(folder, "run")
    assert result.returncode == 0, result.stderr
    (made,) = folder.glob("output/*/briefing.json")
    record = json.loads(made.read_text(encoding="utf-8"))
    assert {entry["title_ar"] for entry in record["entries"]} == {item["title"] for item in outlet.items.values()}
    source = record["entries"][0]["source"]
    assert (source["outlet"], source["section"], source["fetched_from"]) == ("صحيفة الوادي", "local", "alwadi")
    assert source["url"].startswith(outlet.address("/news/"))
    assert source["date_basis"] == "stated"
    assert (record["counts"]["sources"], record["sources"][0]["state"], record["sources"][0]["week"]) == (1, "ok", 2)
    assert not record["notes"]
    assert (made.parent / "fetch.json").is_file()
    tomorrow = "2999-01-01"
    assert reporter(folder, "run", "--date", tomorrow).returncode == 0
    record = json.loads((folder / "output" / tomorrow / "briefing.json").read_text(encoding="utf-8"))
    assert not record["entries"]
    assert "Nothing new from 1 source" in [note["text_en"] for note in record["notes"]]


def test_a_run_can_fetch_first_and_goes_on_without(folder, outlet):
    """A fetch that fails costs no edition; a source that fails is named on the front page."""
    assert reporter(folder, "run", "--fetch").returncode == 0
    assert len(list(folder.glob("output/*/briefing.pdf"))) == 1
    outlet.server.pages["/rss.xml"] = Reply(500)
    result = reporter(folder, "run", "--fetch", "--date", "2999-01-01")
    assert result.returncode == 0
    record = json.loads((folder / "output/2999-01-01/briefing.json").read_text(encoding="utf-8"))
    assert record["sources"][0]["state"] == "broken"
    assert "Nothing new from Al-Wadi (could not be fetched)" in [note["text_en"] for note in record["notes"]]


def test_if_every_source_fails_the_fetch_has_failed(folder, outlet):
    """Under cron too, in one line a source."""
    outlet.server.pages["/rss.xml"] = Reply(500)
    result = reporter(folder, "fetch")
    assert result.returncode == 1
    assert result.stderr.splitlines()[0] == "reporter: every source failed:"
    assert result.stderr.splitlines()[1].startswith("  alwadi: 127.0.0.1 answered with status 500")
    listed = json.loads(reporter(folder, "sources", "list", "--json").stdout)
    assert [(one["name"], one["state"]) for one in listed] == [("alwadi", "broken")]
    assert "alwadi  broken" in reporter(folder, "sources", "list").stdout
    checked = reporter(folder, "check")
    assert "source alwadi" in checked.stdout
    assert checked.returncode == 1


def test_a_mail_from_cron_does_not_name_a_hundred_sources(folder):
    """As when the network is down; the list of sources has all."""
    config = folder / "config.yaml"
    sources = "".join(f"  - {{name: s{number}, feed: 'http://127.0.0.1:1/{number}'}}\n" for number in range(30))
    config.write_text(config.read_text(encoding="utf-8").replace("# The end\n", sources), encoding="utf-8")
    lines = reporter(folder, "fetch", *(word for number in range(30) for word in ("--source", f"s{number}"))).stderr
    assert len(lines.splitlines()) == 22
    assert lines.splitlines()[-1] == "  and 10 more, see 'reporter sources list'"


def test_a_source_can_be_tried_without_writing(folder):
    """It prints what would be taken."""
    result = reporter(folder, "sources", "test", "alwadi")
    assert result.returncode == 0
    assert "(rss, 2 articles listed)" in result.stdout
    assert "جسر الوادي" in result.stdout
    assert not (folder / "inbox").exists()


def test_the_feed_of_a_website_is_found(folder, outlet):
    """Which its page names; what is printed can be pasted."""
    link = b'<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    outlet.server.pages["/ar/"] = Reply(body=b"<!DOCTYPE html><html><head>" + link + b"</head><body>x</body></html>")
    result = reporter(folder, "sources", "add", outlet.address("/ar/"))
    assert result.returncode == 0, result.stderr
    (found,) = yaml.safe_load(result.stdout)["sources"]
    assert (found["feed"], found["outlet"]) == (outlet.address(), "صحيفة الوادي")
    parse({"sources": [found]}, name="config.yaml")
    outlet.server.pages["/long.xml"] = Reply(body=outlet.feed().replace("صحيفة الوادي", "صحيفة " * 60).encode())
    result = reporter(folder, "sources", "add", outlet.address("/long.xml"))
    parse(yaml.safe_load(result.stdout), name="config.yaml")
    outlet.server.pages.clear()
    outlet.server.pages["/"] = Reply(body=b"<!DOCTYPE html><html><body>x</body></html>")
    result = reporter(folder, "sources", "add", outlet.address("/"))
    assert result.returncode == 1
    assert "There is no feed or sitemap" in result.stderr


OPML = """<?xml version="1.0" encoding="windows-1256"?><opml version="2.0"><body>
<outline text="صحف"><outline text="رياضة"><outline text="ملاعب" xmlurl="https://malaeb.example/rss"/></outline></outline>
<outline text="الوادي" type="rss" xmlUrl="{feed}"/><outline text="بلا عنوان" type="rss"/>
</body></opml>"""


def test_an_opml_file_is_added_and_every_comment_stays(folder, outlet):
    """Folders are sections; what is there already, or has no address, is named."""
    (folder / "list.opml").write_bytes(OPML.format(feed=outlet.address()).encode("windows-1256"))
    before = (folder / "config.yaml").read_text(encoding="utf-8")
    result = reporter(folder, "sources", "import", "list.opml")
    assert result.returncode == 0, result.stderr
    assert "1 source added" in result.stdout
    assert "'الوادي' is among the sources already." in result.stdout
    assert "'بلا عنوان' has no address" in result.stdout
    after = (folder / "config.yaml").read_text(encoding="utf-8")
    start, end = before.split("# The end")
    assert after.startswith(start)
    assert after.endswith(f"# The end{end}")
    assert yaml.safe_load(after)["sources"][1] == {
        "name": "malaeb", "outlet": "ملاعب", "feed": "https://malaeb.example/rss", "section": "صحف / رياضة",
    }  # fmt: skip
    assert reporter(folder, "sources", "export", "out.opml").returncode == 0
    assert b"https://malaeb.example/rss" in (folder / "out.opml").read_bytes()
    assert "0 sources added" in reporter(folder, "sources", "import", "out.opml").stdout


def test_no_sources_and_unknown_names_are_mistakes(folder, tmp_path_factory):
    """With exit code 2."""
    assert reporter(folder, "fetch", "--source", "x").returncode == 2
    other = tmp_path_factory.mktemp("desk")
    desk(other)
    result = reporter(other, "fetch")
    assert result.returncode == 2
    assert "There are no sources" in result.stderr


def test_a_run_imports_nothing_that_fetches():
    """No stage of it could open a connection by mistake."""
    code = (
        "import sys, reporter.workflows.pipeline, reporter.cli.run; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "{'httpx2', 'httpcore2', 'feedparser', 'protego'} or name.startswith('reporter.fetch.web')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_without_sources_a_folder_called_inbox_is_an_input_like_any_other(tmp_path):
    """As it was before there was an inbox."""
    desk(tmp_path, inputs=["inbox"])
    (tmp_path / "articles").rename(tmp_path / "inbox")
    result = reporter(tmp_path, "run", "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    record = json.loads((tmp_path / "output/2026-11-21/briefing.json").read_text(encoding="utf-8"))
    assert (len(record["entries"]), record["skipped"]) == (2, [])
