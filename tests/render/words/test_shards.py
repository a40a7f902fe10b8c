"""The list of shards in every output of the edition that leads to them."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from builders import entry, led_by, record

from reporter.config import FrontSettings, LayoutSettings
from reporter.record import Shard
from reporter.render import Documents
from reporter.render.exports import export
from reporter.render.words.shards import in_shards, shard_rows, shards_heading

PORTS = Shard(
    name="ports",
    title_en="Ports",
    title_ar="الموانئ",
    articles=1200,
    headline_ar="توسعة الميناء الجنوبي",
    headline_en="The southern port grows",
    headline_origin="machine",
    content="0" * 64,
)
REST = Shard(
    name="other-outlets--2",
    title_en="Other outlets (2)",
    title_ar="وسائل إعلام أخرى (2)",
    articles=1,
    headline_ar="معرض للكتاب",
    headline_en=None,
    headline_origin="none",
    content="1" * 64,
)
LED = replace(record(entry()), shards=(PORTS, REST))


def test_the_list_says_how_many_articles_each_has_and_marks_machine_english():
    assert [row.said.en for row in shard_rows(LED)] == [
        "Ports · 1,200 articles · The southern port grows ≈",
        "Other outlets (2) · 1 article",
    ]
    assert [row.said.ar for row in shard_rows(LED)] == [
        "الموانئ · 1200 مقال · توسعة الميناء الجنوبي",
        "وسائل إعلام أخرى (2) · مقال · معرض للكتاب",
    ]
    assert in_shards(LED).en == "1,201 articles in 2 parts"
    assert shards_heading(LED).ar == "اليوم كله: عدد المقالات 1,201 وعدد الأجزاء 2"


def test_an_edition_without_shards_says_nothing_of_them():
    html = Documents(LayoutSettings(), FrontSettings()).html(record())
    assert "The whole day" not in html
    assert 'id="shards"' not in html


def test_the_page_links_to_each_of_them():
    html = Documents(LayoutSettings(), FrontSettings()).html(LED)
    day = LED.edition.date
    assert re.findall(r'href="(\.\./shards/[^"]*)"', html)[::2] == [
        f"../shards/ports/{day}/briefing.html",
        f"../shards/other-outlets--2/{day}/briefing.html",
    ]
    assert "1,201 articles in 2 parts · here 1 article" in html


@pytest.mark.parametrize("lead", ["english", "arabic"])
@pytest.mark.parametrize("kind", ["md", "docx", "epub", "html", "text", "mail"])
def test_every_output_lists_them(kind, lead):
    layout = led_by(lead)
    if kind in {"text", "mail"}:
        letter = Documents(layout).letter(LED, lead="ar" if lead == "arabic" else "en", subject=None, attached=False)
        made = letter.text if kind == "text" else letter.html
    else:
        made = export(LED, kind, layout=layout)
    text = " ".join(seen(made).split())
    for said in ("1,201 articles in 2 parts", "The southern port grows ≈", "توسعة الميناء الجنوبي", "معرض للكتاب"):
        assert said in text


def seen(made):
    """Return the text of an output, without mark-up and isolates."""
    if isinstance(made, bytes) and made.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(made)) as parts:
            made = " ".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(("ml", ".xml")))
    text = made if isinstance(made, str) else made.decode()
    return re.sub(r"<[^>]*>|[\u2066-\u2069\u200e\u200f]", "", text)


def test_a_mail_lists_only_as_many_as_it_can_hold():
    many = replace(LED, shards=tuple(replace(PORTS, name=f"p{n}", title_en=f"Port {n}") for n in range(500)))
    letter = Documents(LayoutSettings()).letter(many, lead="en", subject=None, attached=False)
    assert len(letter.html.encode()) < 100_000
    assert letter.html.count("The southern port grows") == 40
    assert "and 460 more inside" in letter.html
    assert letter.text.count("The southern port grows") == 500
