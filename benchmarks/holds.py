"""What a run must survive: bad articles, and being killed at any moment.

``BAD`` are articles made to break something, each beside a good one; every run must end with an edition that has the
good one, and no traceback. ``kills`` ends the real program at random moments of its life; what it leaves is whole.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks import crashes
from benchmarks.articles import ROOT
from reporter import editions, record

DAY = "2026-11-21"
BODY = (
    "أعلنت بلدية المرفأ عن خطة لتنظيم السوق القديمة. وقال رئيسها إن العمل يبدأ يوم الأحد. "
    "وأضاف أن الكلفة تبلغ 40 ألف دينار. وأيد السكان الخطة."
)
GOOD = f"خطة لتنظيم السوق\n\n{BODY}\n"
OTHER = (
    "افتتح المتحف البحري جناحا للسفن الخشبية يوم الخميس. وتعرض فيه أدوات صيد قديمة. ويستقبل الجناح طلاب المدارس صباحا."
)
HUGE = "9" * 5_000


def _front(block: str) -> str:
    return f"---\n{block}\n---\nجناح جديد في المتحف\n\n{OTHER}\n"


def _page(body: str, head: str = "") -> str:
    return (
        f"<html><head><title>جناح جديد</title>{head}</head>"
        f"<body><article><h1>جناح جديد</h1>{body}</article></body></html>"
    )


BAD: dict[str, str | bytes] = {
    "anchors-cyclic.md": _front("title: &a [*a]"),
    "anchors-self.md": _front("a: &a {b: *a}\ntitle: x"),
    "laughs.md": _front("\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))),
    "laughs-base.md": _front("a0: &a0 lol\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))),  # noqa: E501
    "merge-key.md": _front("a: &a {title: x}\n<<: [*a, *a, 3]"),
    "tag-python.md": _front("title: !!python/name:os.system"),
    "tag-set.md": _front("title: !!set {a, b}\nurl: !!omap [a: 1]"),
    "tag-binary.md": _front("title: !!binary 'ق'"),
    "date-year-0.md": _front("published_at: 0000-00-00T99:99:99+99:99"),
    "date-far.md": _front("published_at: 9999-12-31T23:59:59-14:00"),
    "date-list.md": _front("published_at: [2026, 11, 21]"),
    "number-huge.md": _front(f"title: {HUGE}\npublished_at: {HUGE}"),
    "infinity.md": _front("title: .inf\nplace: .nan\nauthor: -.inf"),
    "sexagesimal.md": _front("title: 190:20:30\noutlet: 0o777"),
    "url-brackets.md": _front('url: "http://[::1"'),
    "url-script.md": _front('url: "javascript:alert(1)"'),
    "keys.md": _front("? [a, b]\n: c\n? {d: e}\n: f"),
    "nul.txt": f"جناح\x00 جديد\n\n{OTHER}\x00\n",
    "surrogates.txt": f"جناح \ud83d جديد\n\n{OTHER}".encode("utf-16-le", "surrogatepass"),
    "bidi.txt": "\u202e\u2066\u2067\u202b" * 500 + f"جناح جديد\n\n\u2069\u202c{OTHER}\u202e\n",
    "marks.txt": f"جناح جديد\n\n{OTHER.replace('ا', 'ا' + chr(0x651) * 400, 3)}\n",
    "marks-alone.txt": "\u0651" * 3_000 + "\n\n" + "\u0301" * 3_000 + OTHER,
    "joiners.txt": f"جناح جديد\n\n{chr(0x200D).join(OTHER)}\n",
    "private.txt": f"جناح \ue000\uf8ff\U000f0000 جديد\n\n{OTHER}\U0010ffff\ufffe\n",
    "numbers.txt": f"جناح جديد\n\nبلغ العدد {HUGE}. وبلغت الكلفة {HUGE}.{HUGE} دولار. وقال 1e{HUGE} إنه {'مليون ' * 900}.\n",  # noqa: E501
    "word.txt": f"جناح جديد\n\n{'ق' * 200_000} {OTHER}\n",
    "line.txt": f"جناح جديد\n\n{(OTHER + ' ') * 45_000}\n",
    "marks-of-end.txt": f"جناح جديد\n\n{OTHER}{'.؟!…' * 20_000}\n",
    "quotes.txt": f"جناح جديد\n\n{'«' * 20_000}{OTHER}{'»' * 19_000}\n",
    "lines.txt": f"جناح جديد\n\n{(OTHER + chr(10)) * 3_000}\n",
    "nested.html": _page("<div>" * 5_000 + f"<p>{OTHER}</p>" + "</div>" * 5_000),
    "nested-tables.html": _page("<table><tr><td>" * 2_000 + f"<p>{OTHER}</p>"),
    "nested-quotes.html": _page("<blockquote><p>ق" * 3_000 + f"<p>{OTHER}</p>"),
    "spaces.html": _page(f"<p>{OTHER}{' ' * 300_000}{OTHER}</p>"),
    "entities.html": _page(f"<p>{OTHER}&#x110000;&#0;&#xD800;&bogus;&#99999999999;&amp&lt</p>"),
    "entities-defined.html": '<!DOCTYPE html [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]>' + _page(f"<p>{OTHER}&a;</p>"),
    "json.html": _page(f"<p>{OTHER}</p>", f'<script type="application/ld+json">{"[" * 20_000}</script>'),
    "json-types.html": _page(
        f"<p>{OTHER}</p>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": {"a": [1e999]}, "author": [[[3]]], '
        f'"datePublished": {HUGE}, "publisher": true, "isPartOf": {{"@id": null}}}}</script>',
    ),
    "charset.html": b"<meta charset='utf-7'>" + _page(f"<p>{OTHER}</p>").encode("cp1256", "replace"),
    "date.html": _page(f"<p>{OTHER}</p>", '<meta property="article:published_time" content="2026-11-20T09:15:00+03:06:52">'),  # noqa: E501
    "template.txt": f"{{{{ 7*7 }}}}{{% for a in b %}} جناح\n\n{OTHER} {{{{ self.__init__.__globals__ }}}} <script>alert(1)</script>\n",  # noqa: E501
}  # fmt: skip


def desk(folder: Path) -> Path:
    """Make a desk with one good article; return the folder of its articles."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    settings = {"inputs": ["articles"], "translate": {"models_dir": "models"}}
    (folder / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return folder / "articles"


def put(articles: Path, name: str) -> None:
    """Add the bad article `name`."""
    content = BAD[name]
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    (articles / name).write_bytes(data)


def run(folder: Path, *, before: Callable[[], object] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the real program in `folder`."""
    command = [sys.executable, "-m", "reporter", "run", "--date", DAY]
    kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False, preexec_fn=before)


def wrong_with(folder: Path, ended: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what is wrong with a run that had a good article and bad ones."""
    log = folder / ".reporter" / "run.log"
    said = ended.stderr + (log.read_text(encoding="utf-8") if log.exists() else "")
    wrong = [f"exit {ended.returncode}: {ended.stderr[-300:]}"] if ended.returncode else []
    if "Traceback" in said:
        wrong.append("a traceback: " + said[said.rindex("Traceback") :].strip().splitlines()[-1])
    path = folder / "output" / DAY / "briefing.json"
    if not path.exists():
        return [*wrong, "no edition"]
    made = record.load(path)
    wrong += [f"the record: {problem}" for problem in record.problems(made)]
    if "articles/good.txt" not in {entry.source.path for entry in made.entries}:
        wrong.append("the good article is not in it")
    wrong += [damage] if (damage := editions.damage(path.parent)) else []
    return wrong


def bad_articles(folder: Path) -> list[str]:
    """Run each bad article beside the good one; return what went wrong."""
    wrong = []
    for number, name in enumerate(BAD):
        here = folder / str(number)
        put(desk(here), name)
        wrong += [f"{name}: {what}" for what in wrong_with(here, run(here))]
    return wrong


def kills(folder: Path, count: int, seed: int = 20261129) -> tuple[int, list[str]]:
    """Kill the real program `count` times at random moments; return the runs that took, and what was wrong then."""
    articles = desk(folder)
    for name in ("date.html", "bidi.txt", "template.txt"):
        put(articles, name)
    chance, killed, turns, wrong = random.Random(seed), 0, 0, []
    started = time.monotonic()
    run(folder)
    length = time.monotonic() - started
    while killed < count and turns < 4 * count:
        turns += 1
        command = [sys.executable, "-m", "reporter", "run", "--date", f"2026-11-{chance.randint(20, 22)}"]
        kept = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=folder, env=kept, stderr=subprocess.DEVNULL) as process:
            time.sleep(length * chance.uniform(0.2, 1.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
        killed += process.returncode == -signal.SIGKILL
        wrong += [f"turn {turns}: {what}" for what in _left(folder / "output")]
    ended = run(folder)
    wrong += [f"the last run: {what}" for what in wrong_with(folder, ended)]
    return turns, wrong


def _left(output: Path) -> list[str]:
    """Return what is not whole in `output`."""
    wrong = []
    for folder in (path for path in output.iterdir() if editions.is_edition(path)):
        if damage := editions.damage(folder):
            wrong.append(f"{folder.name}: {damage}")
        elif problems := record.problems(record.load(folder / "briefing.json")):
            wrong.append(f"{folder.name}: {problems[0]}")
    latest = output / "latest.pdf"
    if latest.exists() and not latest.read_bytes().rstrip().endswith(b"%%EOF"):
        wrong.append("latest.pdf is not whole")
    return wrong


def holds(folder: Path) -> None:
    """Print what survived; ends with 1 if anything did not."""
    points, wrong = crashes.crash(folder / "crashes")
    print(f"\nholds: killed before {sum(points.values())} steps of writing an edition, wrong {len(wrong)}", flush=True)
    bad = bad_articles(folder / "bad")
    print(f"  {len(BAD)} bad articles, each beside a good one: wrong {len(bad)}", flush=True)
    turns, left = kills(folder / "kills", 60)
    print(f"  killed 60 times in {turns} runs at random moments: wrong {len(left)}", flush=True)
    for what in (*wrong, *bad, *left):
        print(f"    {what}")
    if wrong or bad or left:
        raise SystemExit(1)
