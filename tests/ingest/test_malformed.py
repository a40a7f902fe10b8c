"""Two hundred files that nobody should send: each becomes an article or a ``Skipped``, in limited time and memory."""

import gzip
import io
import random
import subprocess
import sys
import textwrap
import time
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest
from builders import reading

from reporter import clean
from reporter.ingest import Folder
from reporter.language.arabic.letters import clean_characters
from reporter.model import Article, Skipped

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
SENTENCE = "افتتحت وزارة النقل صباح اليوم خط القطار الجديد الذي يربط بين المدينتين، بعد عمل استمر ثلاث سنوات."
TITLE = "افتتاح خط قطار جديد بين المدينتين"
PAGE = (
    f"<!doctype html><html><head><title>{TITLE}</title><script type='application/ld+json'>"
    f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2026-11-20T09:15:00+03:00"}}</script></head>'
    f"<body><article><h1>{TITLE}</h1><p>{SENTENCE}</p><h2>محطات جديدة</h2><p>{SENTENCE} نعم.</p></article></body></html>"
)
SECONDS_EACH = 20
"""Far more than any takes; a file that takes quadratic time takes more."""


def _archive():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", SENTENCE)
    return held.getvalue()


def _hand_made():
    """Yield a name and bytes for each known kind of damage."""
    for tag in ("div", "p", "b", "span", "blockquote", "ul><li", "table><tr><td", "article", "section", "font"):
        end = "".join(f"</{part}>" for part in reversed(tag.split("><")))
        yield f"nested-{tag[:4].strip('<>')}.html", f"<html><body>{f'<{tag}>' * 10_000}{SENTENCE}{end * 10_000}"
        yield f"open-{tag[:4].strip('<>')}.html", f"{PAGE[:200]}{f'<{tag}>' * 10_000}{SENTENCE}"
    yield "attribute.html", PAGE.replace("<h2>", f"<h2 class='{'x' * 3_000_000}'>")
    yield "attributes.html", PAGE.replace("<h2>", f"<h2 {' '.join(f'a{n}=1' for n in range(50_000))}>")
    yield "less-than.html", PAGE + "<" * 1_000_000
    yield "entities.html", PAGE.replace("نعم.", "&lt;" * 200_000)
    yield "json.html", PAGE.replace('{"@type"', "[" * 200_000)
    yield "comments.html", "<!--" * 300_000 + PAGE
    yield (
        "doctype.html",
        '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>' + PAGE.replace("نعم", "&a;&c;"),
    )
    yield "many-breaks.html", PAGE.replace("نعم.", "نعم<br>" * 60_000)
    yield (
        "external.html",
        PAGE.replace("<h2>", "<img src=http://example.invalid/a.png><iframe src=http://example.invalid></iframe><h2>"),
    )
    for name, mark in {
        "nul": "\x00",
        "bidi": "\u202e\u2066\u200f",
        "joiners": "\u200d\u200c",
        "bom": "\ufeff",
        "form-feed": "\x0c",
    }.items():
        yield f"{name}.txt", f"{mark}{TITLE}{mark}\n\n{mark.join(SENTENCE)}"
        yield f"{name}.html", PAGE.replace("وزارة", f"وز{mark}ارة")
    for name, headline in {
        "jinja": "{{ cycler.__init__.__globals__.os.popen('id').read() }} {% for a in b %}",
        "script": "</h1><script>alert(1)</script><img src=x onerror=alert(1)>",
        "entity": "&lt;script&gt;alert(1)&lt;/script&gt;",
        "long": "عنوان " * 100_000,
    }.items():
        yield f"headline-{name}.txt", f"{headline} {TITLE}\n\n{SENTENCE}"
        yield f"headline-{name}.html", PAGE.replace(TITLE, headline)
    for name, block in {
        "open": "title: عودة",
        "tabs": "\ttitle: عودة\n---",
        "bomb": "a: &a [x,x]\nb: &b [*a,*a]\n---",
        "brackets": "title: " + "[" * 50_000 + "\n---",
        "python": "title: !!python/object/apply:os.system ['true']\n---",
        "types": "title: [1]\nurl: 3\npublished_at: {}\n---",
        "dashes": "---\n" * 10_000,
        "number": "title: 1" + "0" * 60_000 + "\n---",
        "surrogate": 'title: "\\ud800 عودة"\n---',
    }.items():
        yield f"front-{name}.txt", f"---\n{block}\n{TITLE}\n\n{SENTENCE}"
        yield f"front-{name}.md", f"---\n{block}\n# {TITLE}\n\n{SENTENCE}"
    yield "gzip.txt", gzip.compress(SENTENCE.encode())
    yield "pdf.txt", b"%PDF-1.7\n" + SENTENCE.encode()
    yield "zip.txt", _archive()
    yield "surrogates.txt", f"{TITLE}\n\n{SENTENCE}\ud800\udc00\udfff".encode("utf-8", "surrogatepass")
    yield "utf16-surrogates.txt", b"\xff\xfe" + f"{SENTENCE}\udc00{SENTENCE}".encode("utf-16-le", "surrogatepass")
    yield "utf16-odd.txt", (SENTENCE * 3).encode("utf-16-le")[:-1]
    yield "utf16-mark-alone.txt", b"\xff\xfe"
    yield "utf32.txt", SENTENCE.encode("utf-32")[:-2]
    yield "lines.txt", "غزة\n" * 99_000
    yield "too-many-lines.txt", "غزة\n" * 200_000
    yield "headings.txt", "".join(f"عنوان قصير رقم {n} من ثماني كلمات هنا\n" for n in range(20_000)) + SENTENCE
    yield "links.txt", "اقرأ أيضا\n" * 50_000 + SENTENCE
    yield "datelines.txt", "غزة - " * 50_000 + SENTENCE
    yield "quotes.txt", '«"(' * 50_000 + SENTENCE
    yield "wrapped.txt", (SENTENCE[:60] + "\n") * 50_000
    yield "marks.txt", SENTENCE + "\u064b" * 200_000
    yield "stars.md", "**a" * 300_000 + SENTENCE
    yield "links.md", "[" * 300_000 + SENTENCE


def _generated(count):
    """Yield good files with reproducible random damage: cut, shuffled and overwritten bytes."""
    chance = random.Random(20261121)
    good = {
        ".html": PAGE.encode(),
        ".txt": f"{TITLE}\n\nدبي - الشرق\n\n{SENTENCE}\n\nاقرأ أيضا\n".encode(),
        ".md": f"---\ntitle: {TITLE}\n---\n# {TITLE}\n\n{SENTENCE}".encode(),
        ".htm": PAGE.encode("cp1256", "replace"),
    }
    for number in range(count):
        suffix, data = chance.choice(list(good.items()))
        damaged = bytearray(data[: chance.randrange(1, len(data))] if chance.random() < 0.6 else data)
        for _ in range(chance.choice([0, 1, 5, 100])):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4)) or b"<"
        if chance.random() < 0.2:
            damaged = damaged.decode("utf-8", "replace").encode(
                chance.choice(["utf-16-le", "utf-16-be", "cp1256"]), "replace"
            )
        yield f"random-{number:03}{suffix}", bytes(damaged)


@pytest.mark.slow
def test_two_hundred_malformed_files(tmp_path, caplog):
    """No exception, no network access, clean text, and no file takes long."""
    files = [*_hand_made(), *_generated(120)]
    for number, (name, content) in enumerate(files):
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (tmp_path / f"{number:03}-{name}").write_bytes(data)
    noise, kinds, slow = clean.load(), {Article: 0, Skipped: 0}, {}
    begin = time.process_time()
    for raw in Folder([str(tmp_path)], reading(tmp_path, NOW), root=tmp_path).read():
        item = raw if isinstance(raw, Skipped) else clean.clean(raw, noise)
        kinds[type(item)] += 1
        name = item.source if isinstance(item, Skipped) else item.source.path
        slow[name] = time.process_time() - begin
        if isinstance(item, Article):
            for text in (item.text, item.title_ar, item.deck_ar or "", *(heading.text for heading in item.headings)):
                assert clean_characters(text) == text
                assert unicodedata.is_normalized("NFC", text)
                text.encode("utf-8")
            assert item.sentences
        begin = time.process_time()
    assert max(slow.values()) < SECONDS_EACH, max(slow.items(), key=lambda entry: entry[1])
    assert len(files) >= 200
    assert kinds[Article] > 60
    assert kinds[Skipped] > 20
    assert all(record.levelname != "ERROR" for record in caplog.records)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [SENTENCE + " ", "ق", "قال نعم "])
def test_fifty_megabytes_of_one_line(tmp_path, unit):
    """With a higher limit it is an article; time and memory grow no faster than its length."""
    path = tmp_path / "a.txt"
    path.write_bytes(unit.encode() * (50_000_000 // len(unit.encode())))
    script = textwrap.dedent("""
        import resource, sys
        from datetime import UTC, datetime
        from pathlib import Path
        from reporter import clean
        from reporter.config import IngestSettings
        from reporter.ingest import read_file
        path = Path(sys.argv[1])
        now = datetime(2026, 11, 21, tzinfo=UTC)
        raw = read_file(path, IngestSettings(max_file_mb=60), root=path.parent, now=now)
        article = clean.clean(raw, clean.load())
        print(type(article).__name__, len(article.title_ar), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    """)
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    kind, title, megabytes = done.stdout.split()
    assert kind == "Article"
    assert int(title) <= 141
    assert int(megabytes) < 1500
