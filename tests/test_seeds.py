"""The sample articles: read completely, in the forms they represent, with English for every text that is printed."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from builders import reading

from reporter import clean
from reporter.config import IngestSettings
from reporter.ingest import Folder, read_file
from reporter.language.arabic.letters import memory_key
from reporter.model import ASIDE, Article, RawArticle, Skipped
from reporter.translate.memory import TmxFile

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)

SENTENCES = {
    "01-morocco-semi-final.txt": 13,
    "02-al-thumama-stadium.html": 13,
    "03-hope-probe.txt": 14,
    "04-suez-canal.txt": 13,
    "05-nobel-chemistry.txt": 14,
    "06-arabic-calligraphy.md": 13,
}
NAMES = tuple(SENTENCES)
SOURCES = {  # outlet, place, author, url, published_at
    "01-morocco-semi-final.txt": ("وكالة العيّنة", "الدوحة", None, None, None),
    "02-al-thumama-stadium.html": (
        "صحيفة العيّنة",
        None,
        "سلمى المثال",
        "https://www.example.com/sport/al-thumama-stadium",
        datetime.fromisoformat("2022-12-11T10:45:00+03:00"),
    ),
    "03-hope-probe.txt": ("وكالة النموذج", "دبي", "نادر العيّنة", None, None),
    "04-suez-canal.txt": (None, None, None, None, None),
    "05-nobel-chemistry.txt": ("موقع النموذج", "ستوكهولم", None, None, None),
    "06-arabic-calligraphy.md": (
        "مجلة المثال",
        "باريس",
        "سامي العيّنة",
        "https://www.example.org/culture/arabic-calligraphy",
        datetime.fromisoformat("2021-12-15T08:00:00+01:00"),
    ),
}
NOISE = {
    "02-al-thumama-stadium.html": (
        "ملفات تعريف الارتباط",
        "الرئيسية",
        "شارك على فيسبوك",
        "دليل القارئ إلى ملاعب البطولة",
        "جميع الحقوق محفوظة",
        "اشترك في النشرة",
    ),
    "05-nobel-chemistry.txt": (
        "الرئيسية",
        "علوم وتقنية",
        "شارك",
        "واتساب",
        "قوارير",
        "صورة أرشيفية",
        "اقرأ أيضاً",
        "من هم الفائزون",
        "كيف تُختار",
        "تابعنا على",
        "قصص قد تهمك",
        "إضافة تعليق",
        "البريد الإلكتروني *",
    ),
}


@cache
def raw_article(name: str) -> RawArticle:
    raw = read_file(SEEDS / name, IngestSettings(), root=ROOT, now=NOW)
    assert isinstance(raw, RawArticle), raw
    return raw


@cache
def article(name: str) -> Article:
    cleaned = clean.clean(raw_article(name), clean.load(()))
    assert isinstance(cleaned, Article), cleaned
    return cleaned


@cache
def memory() -> dict[str, str]:
    """Return the English for every key."""
    return {entry.key: entry.text_en for entry in TmxFile(SEEDS / "memory.tmx")}


def units(name: str) -> dict[str, str]:
    """Return the Arabic of an article's units by the last part of their ids: title, deck, heading-1, 1, 2 and so on."""
    tree = ET.parse(SEEDS / "memory.tmx")
    slug = Path(name).stem + "."
    return {
        unit.get("tuid", "").removeprefix(slug): unit.findtext("tuv/seg", "")
        for unit in tree.iter("tu")
        if unit.get("tuid", "").startswith(slug)
    }


def printed(name: str) -> str:
    """Return all texts of an article that a briefing could print."""
    found = article(name)
    return "\n".join([found.title_ar, found.deck_ar or "", *(h.text for h in found.headings), found.text])


def quantities(text: str) -> set[str]:
    """Return the numbers in `text` without thousands separators, in Western digits, with "thousand" multiplied out."""
    western = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    found = re.finditer(r"(\d[\d,]*(?:\.\d+)?)( ألف)?", western)
    return {number[1].replace(",", "") + ("000" if number[2] else "") for number in found}


def test_the_folder_has_exactly_six_articles():
    """The memory and the notes about the samples are not articles."""
    found = [
        item
        for item in Folder([str(SEEDS)], reading(ROOT, NOW), root=ROOT).read()
        if isinstance(item, RawArticle) or item.stage != ASIDE
    ]
    assert [Path(item.source if isinstance(item, Skipped) else item.source.path).name for item in found] == list(NAMES)
    assert all(isinstance(item, RawArticle) for item in found)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_heading_title_and_deck_has_its_own_unit(name):
    """The texts that are read are those for which the memory was written, in order."""
    found, expected = article(name), units(name)
    sentences = [found.sentence_text(i) for i in range(len(found.sentences))]
    assert len(sentences) == SENTENCES[name]
    assert sentences == [text for part, text in expected.items() if part.isdigit()]
    assert [h.text for h in found.headings] == [t for part, t in expected.items() if part.startswith("heading")]
    assert (found.title_ar, found.deck_ar) == (expected["title"], expected.get("deck"))


@pytest.mark.parametrize("name", NAMES)
def test_the_memory_covers_everything_that_is_printed(name):
    """The samples are in both languages even without a model."""
    found = article(name)
    wanted = [found.title_ar, *(found.sentence_text(i) for i in range(len(found.sentences)))]
    wanted += [found.deck_ar] if found.deck_ar else []
    wanted += [heading.text for heading in found.headings]
    assert [text for text in wanted if memory_key(text) not in memory()] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_source_has_the_facts_in_the_file(name):
    """Datelines, JSON-LD and front matter are read; other facts are unknown."""
    source = article(name).source
    assert (source.outlet, source.place, source.author, source.url, source.published_at) == SOURCES[name]


def test_only_the_article_without_headline_has_a_derived_title():
    """It is the first clause of its first sentence."""
    assert [name for name in NAMES if article(name).title_derived] == ["04-suez-canal.txt"]
    found = article("04-suez-canal.txt")
    assert raw_article("04-suez-canal.txt").title is None
    assert found.sentence_text(0).startswith(found.title_ar)


def test_the_windows_file_is_decoded_correctly():
    """Its bytes are not valid UTF-8, and no letter is lost."""
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / "03-hope-probe.txt").read_bytes().decode("utf-8")
    assert raw_article("03-hope-probe.txt").encoding == "cp1256"
    assert {raw_article(name).encoding for name in NAMES if name != "03-hope-probe.txt"} == {"utf-8"}


@pytest.mark.parametrize(("name", "noise"), [(name, noise) for name, all_of in NOISE.items() for noise in all_of])
def test_page_noise_is_in_the_file_and_not_in_the_article(name, noise):
    """Navigation, sharing, captions, related links and comment forms are removed."""
    assert noise in (SEEDS / name).read_text(encoding="utf-8")
    assert noise not in printed(name)


def test_the_samples_have_typical_features_of_the_press():
    """A date with both month names, a percentage, a score, a URL, an acronym, a question, a semicolon."""
    text = "\n".join(printed(name) for name in NAMES)
    for mark in ("فبراير/شباط", "12.8%", "2-0", "https://", "NASA", "؟", "؛", "«", "“", "٢٠٢١"):
        assert mark in text
    assert "\u0640" not in text


def test_the_memory_is_a_tmx_of_sentences_from_arabic():
    """The header conforms to TMX 1.4b, with a UTC date, and no unit is unusable."""
    root = ET.parse(SEEDS / "memory.tmx").getroot()
    header = root.find("header")
    assert root.get("version") == "1.4"
    assert header is not None
    assert {key: header.get(key) for key in ("segtype", "srclang", "adminlang", "datatype")} == {
        "segtype": "sentence",
        "srclang": "ar",
        "adminlang": "en",
        "datatype": "plaintext",
    }
    assert re.fullmatch(r"\d{8}T\d{6}Z", header.get("creationdate", ""))
    tmx = TmxFile(SEEDS / "memory.tmx")
    assert len(list(tmx)) == len(list(root.iter("tu"))) == len(memory())
    assert tmx.left_out == 0


def test_the_english_is_english_and_keeps_every_number():
    """No unit is empty or has Arabic letters, and each number in digits is on both sides."""
    for entry in TmxFile(SEEDS / "memory.tmx"):
        assert re.search("[A-Za-z]{2}", entry.text_en), entry.text_ar
        assert not re.search("[\u0600-\u06ff]", entry.text_en), entry.text_en
        assert quantities(entry.text_ar) <= quantities(entry.text_en), entry.text_ar
