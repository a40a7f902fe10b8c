"""Names in English: what their bearers use of themselves, and transliteration for the rest."""

import re
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reporter.assets import DATA
from reporter.language.arabic.letters import fold
from reporter.language.names import english, outlets
from reporter.language.names.romanization import romanized, spellings
from reporter.language.names.vowels import vocalized

ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
OURS = yaml.safe_load((DATA / "boilerplate.yaml").read_text(encoding="utf-8"))["names"]
"""The names that datelines are recognised by."""


def lines():
    """Return the fields of each line of the table of outlets."""
    text = (DATA / "outlets.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("الشرق الأوسط", "Asharq Al-Awsat"),
        ("القدس العربي", "Al-Quds Al-Arabi"),
        ("هسبريس", "Hespress"),
        ("واس", "SPA (Saudi Press Agency)"),
        ("سانا", "SANA (Syrian Arab News Agency)"),
        ("اليوم السابع", "Youm7"),
        ("الخبر", "El Khabar"),
        ("موزاييك إف إم", "Mosaique FM"),
        ("بي بي سي عربي", "BBC News Arabic"),
    ],
)
def test_an_outlet_has_the_name_that_it_uses_of_itself(said, name):
    """In English, from the table."""
    assert english(said, "outlet") == (name, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("صحيفة الشرق الأوسط", "Asharq Al-Awsat"),
        ("«الشرق الاوسط»", "Asharq Al-Awsat"),
        ("جريدة القَبَس", "Al-Qabas"),
        ("«القدس» دوت كوم", "Al-Quds"),
        ("وكالة أنباء الأناضول", "Anadolu Agency"),
        ("وكالة الأناضول للأنباء", "Anadolu Agency"),
        ("وكالة الأنباء السعودية (واس)", "SPA (Saudi Press Agency)"),
        ("أ.ف.ب", "AFP (Agence France-Presse)"),
        ("ا ف ب", "AFP (Agence France-Presse)"),
        ("فرانس٢٤", "France 24"),
        ("موقع قناة الميادين", "Al Mayadeen"),
        ("موقع هسبريس الإلكتروني", "Hespress"),
        ("شرق أوسط", "Asharq Al-Awsat"),
        ("CNN بالعربية", "CNN Arabic"),
        ("رويترز - دبي", "Reuters, Dubai"),
        ("رويترز، أ ف ب", "Reuters, AFP (Agence France-Presse)"),
    ],
)
def test_spellings_of_an_outlet_meet(said, name):
    """Its kind before it, quotation marks, hamza and articles make no difference; a city after it stays."""
    assert english(said, "outlet") == (name, True)


@pytest.mark.parametrize(
    ("said", "host", "name"),
    [
        ("النهار", "", "An-Nahar"),
        ("النهار الجزائرية", "", "Ennahar"),
        ("النهار", "www.ennaharonline.com", "Ennahar"),
        ("النهار", "ennaharonline.com.example.org", "An-Nahar"),
        ("الوطن السعودية", "", "Al-Watan (Saudi Arabia)"),
        ("الوطن (السعودية)", "", "Al-Watan (Saudi Arabia)"),
        ("الوطن", "alwatan.om", "Al-Watan (Oman)"),
        ("قناة الشرق", "", "Asharq News"),
        ("صحيفة الشرق", "", "Al-Sharq (Qatar)"),
        ("الراي", "", "Al Rai (Kuwait)"),
        ("الرأي", "", "Al-Rai (Jordan)"),
    ],
)
def test_outlets_of_one_name_are_told_apart(said, host, name):
    """By medium, country, address or spelling."""
    assert english(said, "outlet", host) == (name, True)


@pytest.mark.parametrize("said", ["الشروق", "الوطن", "الوطن الليبية", "قناة النهار", "نهار", "نشرة"])
def test_a_name_that_several_outlets_have_is_nobodys(said):
    """If nothing says whose it is, it is transliterated, and so is a common noun."""
    assert not english(said, "outlet").established


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("صحيفة المرفأ الجديد", "Al-Marfa al-Jadeed"),
        ("وكالة أنباء السنابل", "Al-Sanabil news agency"),
        ("قناة البيرق الفضائية", "Al-Bayraq TV"),
        ("إذاعة السنابل", "Al-Sanabil radio"),
        ("موقع الواحة الإخباري", "Al-Waha"),
        ("البيرق التونسية", "Al-Bayraq (Tunisia)"),
        ("السنابل دوت كوم", "Al-Sanabil .com"),
        ("سنابل نيوز", "Sanabil News"),
    ],
)
def test_an_unknown_outlet_is_transliterated(said, name):
    """What its name says of kind and country is said in English."""
    assert english(said, "outlet") == (name, False)


@pytest.mark.parametrize(
    ("said", "name", "known"),
    [
        ("القاهرة", "Cairo", True),
        ("رام الله، غزة", "Ramallah, Gaza", True),
        ("عُمان", "Oman", True),
        ("عمّان", "Amman", True),
        ("الجزائر", "Algiers", True),
        ("شمال غزة", "Northern Gaza", True),
        ("ريف حماة الشرقي", "Eastern rural Hama", True),
        ("خان يونس (جنوب قطاع غزة)", "Khan Younis, Southern Gaza Strip", True),
        ("القدس المحتلة", "Occupied Jerusalem", True),
        ("قرية السنابل", "Al-Sanabil", False),
        ("Paris", "Paris", True),
    ],
)
def test_places(said, name, known):
    """As datelines name them."""
    assert english(said, "place") == (name, known)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("محمد المرفأوي", "Mohammed al-Marfawi"),
        ("عبد الرحمن السنبلي", "Abdulrahman al-Sanbali"),
        ("عبدالرحمن السنبلي", "Abdulrahman al-Sanbali"),
        ("نصر الله بن خالد", "Nasrallah bin Khaled"),
        ("هبة الله آل ثاني", "Hebatullah Al Thani"),
        ("أبو بكر ولد سيدي", "Abu Bakr Ould Sidi"),
        ("د. ليلى القاضي، أ.د. نجيب حداد", "Dr Layla al-Qadi, Prof. Dr Najib Haddad"),
        ("د/ كمال السنبلي", "Dr Kamal al-Sanbali"),
        ("سلمى وكمال", "Salma and Kamal"),
        ("وليد وسام", "Walid Wissam"),
        ("فارس", "Fares"),
        ("John السنبلي", "John al-Sanbali"),
    ],
)
def test_authors_are_transliterated(said, name):
    """Names of persons have their usual spelling where there is one."""
    assert english(said, "author") == (name, False)


def test_authors_who_are_no_persons():
    """Agencies, desks, and names in Latin letters."""
    assert english("فرانس برس", "author") == ("AFP (Agence France-Presse)", True)
    assert english("هيئة التحرير", "author") == ("Newsroom", True)
    assert english("Jane O’Hara", "author") == ("Jane O’Hara", True)


def test_diacritics_are_vowels():
    """And what the word does not say is supplied."""
    assert [vocalized(word) for word in ("سُنبُل", "سنبل", "مُرَبَّع", "قُرّة")] == ["sunbul", "sanbal", "murabba", "qurra"]
    assert romanized("عَبدُ الرَّحمن السُّنبُلي") == "Abdulrahman al-Sunbuli"


def test_every_name_that_datelines_are_recognised_by_has_english():
    """Places and given names all; an outlet unless several have its name, but for five that are in no table of outlets."""
    assert [place for place in OURS["places"] if not english(place, "place").established] == []
    given_names = [fold(name) for name in OURS["given names"] if not name.startswith("عبد")]
    assert [name for name in given_names if name not in spellings()] == []
    shared = {fold(name[1:]) for line in lines() for name in line[4].split(", ") if name.startswith("~")}
    others = [name for name in OURS["outlets"] if not english(name, "outlet").established and fold(name) not in shared]
    assert sorted(others) == sorted(["الشبكة", "النبأ", "نوا", "الصدى"])


def test_the_table_of_outlets_is_sound():
    """Each line is whole, each outlet in it once, and a name alone means one outlet, in its exact spelling."""
    assert len(lines()) >= 300
    assert all(len(line) == 5 and line[0] and line[4] for line in lines())
    assert [name for name, times in Counter(line[0] for line in lines()).items() if times > 1] == []
    media = {medium for line in lines() for medium in line[2].split()}
    assert media == {"paper", "magazine", "site", "agency", "tv", "radio"}
    alone = Counter(name for line in lines() for name in line[4].split(", ") if not name.startswith("~"))
    assert [name for name, times in alone.items() if times > 1] == []
    wrong = [
        (line[0], name)
        for line in lines()
        for name in line[4].split(", ")
        if not name.startswith("~") and getattr(outlets.find(name), "english", None) != line[0]
    ]
    assert wrong == []


def test_each_spelling_is_of_one_word():
    """No folded word has two spellings, and none is in Arabic letters."""
    text = (DATA / "name_spellings.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    words = Counter(fold(word) for _, arabic in rows for word in arabic.split())
    assert [word for word, times in words.items() if times > 1] == []
    assert all(latin.isascii() for latin, _ in rows)


ALPHABET = st.characters(
    codec="utf-8", categories=["Lo", "Lm", "Mn", "Nd", "Po", "Zs"], min_codepoint=0x600, max_codepoint=0x6FF
)


@given(st.text(ALPHABET | st.sampled_from(" -/،.ab"), max_size=40), st.sampled_from(["outlet", "place", "author"]))
def test_nothing_remains_in_arabic_letters(text, kind):
    """Whatever letters a name has."""
    name = english(text, kind).text
    assert not ARABIC_LETTER.search(name)
    assert not ARABIC_LETTER.search(romanized(text))
