"""Names in English: established names, and transliteration of the others."""

import re
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reporter.assets import DATA
from reporter.language import places
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
def test_an_outlet_has_its_own_english_name(said, name):
    """It comes from the table."""
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
        ("وكالة الأنباء القطرية قنا", "QNA (Qatar News Agency)"),
        ("وكالة فارس الدولية للأنباء", "Fars News Agency"),
        ("صحيفة هآرتس العبرية", "Haaretz"),
        ("التلفزيون الجزائري", "Algerian TV"),
        ("الإذاعة التونسية", "Tunisian radio"),
        ("رويترز، أ ف ب", "Reuters, AFP (Agence France-Presse)"),
    ],
)
def test_spellings_of_an_outlet_are_equal(said, name):
    """A kind before it, quotation marks, hamza and articles are ignored; a city after it is kept."""
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
def test_outlets_with_the_same_name_are_distinguished(said, host, name):
    """By medium, country, URL or spelling."""
    assert english(said, "outlet", host) == (name, True)


@pytest.mark.parametrize("said", ["الشروق", "الوطن", "الوطن الليبية", "قناة النهار", "نهار", "نشرة"])
def test_an_ambiguous_name_is_no_known_outlet(said):
    """It is transliterated if nothing identifies the outlet, and so is a common noun."""
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
        ("الشروق - القاهرة", "Al-Shorouq, Cairo"),
    ],
)
def test_an_unknown_outlet_is_transliterated(said, name):
    """Its kind and country are translated."""
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
    """In the forms used in datelines."""
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
    """Personal names have their usual spelling if there is one."""
    assert english(said, "author") == (name, False)


def test_authors_who_are_not_persons():
    """Agencies, desks, and names in Latin letters."""
    assert english("فرانس برس", "author") == ("AFP (Agence France-Presse)", True)
    assert english("هيئة التحرير", "author") == ("Newsroom", True)
    assert english("Jane O’Hara", "author") == ("Jane O’Hara", True)


def test_diacritics_are_vowels():
    """Other vowels are supplied."""
    assert [vocalized(word) for word in ("سُنبُل", "سنبل", "مُرَبَّع", "قُرّة")] == ["sunbul", "sanbal", "murabba", "qurra"]
    assert romanized("عَبدُ الرَّحمن السُّنبُلي") == "Abdulrahman al-Sunbuli"


def test_every_name_in_datelines_has_english():
    """All places and given names; outlets unless ambiguous, except for five that are in no table."""
    assert [place for place in OURS["places"] if not english(place, "place").established] == []
    given_names = [fold(name) for name in OURS["given names"] if not name.startswith("عبد")]
    assert [name for name in given_names if name not in spellings()] == []
    shared = {fold(name[1:]) for line in lines() for name in line[4].split(", ") if name.startswith("~")}
    others = [name for name in OURS["outlets"] if not english(name, "outlet").established and fold(name) not in shared]
    assert sorted(others) == sorted(["الشبكة", "النبأ", "نوا", "الصدى"])


def test_every_country_of_the_table_has_an_adjective():
    """The name of its television begins with it."""
    countries = {place.names[0]: place.adjectives for place in places.table() if place.kind == "country"}
    assert [name for name, adjectives in countries.items() if not adjectives] == []


def test_the_table_of_outlets_is_valid():
    """Lines are complete, each outlet occurs once, and a name alone means one outlet."""
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


def test_each_word_has_one_spelling():
    """No folded word has two, and none is in Arabic letters."""
    text = (DATA / "name_spellings.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    words = Counter(fold(word) for _, arabic in rows for word in arabic.split())
    assert [word for word, times in words.items() if times > 1] == []
    assert all(latin.isascii() for latin, _ in rows)


@pytest.mark.parametrize("kind", ["outlet", "place", "author"])
@pytest.mark.parametrize(
    "text", ["مدينة " * 3000, "موقع " * 3000, "ا" * 20_000, "س " * 2000, " " * 50_000 + "غزة", "عبد الله " * 2000]
)
def test_a_name_without_end_is_a_name_too(text, kind):
    """It costs no edition."""
    assert not ARABIC_LETTER.search(english(text, kind).text)


ALPHABET = st.characters(
    codec="utf-8", categories=["Lo", "Lm", "Mn", "Nd", "Po", "Zs"], min_codepoint=0x600, max_codepoint=0x6FF
)


@given(st.text(ALPHABET | st.sampled_from(" -/،.ab"), max_size=40), st.sampled_from(["outlet", "place", "author"]))
def test_nothing_remains_in_arabic_letters(text, kind):
    """This holds for any letters."""
    name = english(text, kind).text
    assert not ARABIC_LETTER.search(name)
    assert not ARABIC_LETTER.search(romanized(text))
