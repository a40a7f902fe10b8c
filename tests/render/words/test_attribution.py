"""Names of sources: English in English lines, Arabic in Arabic ones."""

import re

import pytest
from builders import article, entry, led_by, record

from reporter.render.documents import Documents
from reporter.render.picture import picture
from reporter.render.words import sources, wording
from reporter.render.words.attribution import attribution
from reporter.render.words.colophon import making

STATED = {"outlet": "صحيفة القدس العربي", "place": "رام الله", "author": "سلمى السنبلي"}


def source(**stated):
    return entry("1", article(**stated)).source


def made(*stated):
    """Return the record of an article from each of the sources `stated`."""
    return record(*(entry(str(n), article(name=chr(96 + n), **each)) for n, each in enumerate(stated, 1)))


def test_english_lines_have_english_names_and_arabic_lines_those_of_the_source():
    """Outlet, place and author."""
    assert attribution(source(**STATED), "en") == ("Al-Quds Al-Arabi", "Ramallah", "Salma al-Sanbali")
    assert attribution(source(**STATED), "ar") == tuple(STATED.values())
    assert sources.names(source(), "en") == ("outlet not named",)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_latin_names_stay_as_they_are(language):
    """In both languages."""
    latin = {"outlet": "Le Quotidien d’Oran", "place": "Oran", "author": "Salima K."}
    assert attribution(source(**latin), language) == tuple(latin.values())


def test_the_address_tells_which_outlet_it_is():
    """And an address that cannot be read does no harm."""
    assert attribution(source(outlet="الشروق", url="https://www.shorouknews.com/a"), "en").outlet == "Shorouk"
    assert attribution(source(outlet="الشروق", url="https://www.echoroukonline.com/a"), "en").outlet == "Echorouk"
    assert attribution(source(outlet="الخبر", url="https://[a/"), "en").outlet == "El Khabar"


def test_a_name_without_letters_of_a_name_is_not_named():
    """Nothing is left to print."""
    assert attribution(source(outlet="\u066e"), "en").outlet is None


def test_how_it_was_made_says_once_what_was_transliterated():
    """By kind; nothing if every name is established, or the document has no English."""
    said = [words.of("en") for words in making(made(STATED, STATED | {"outlet": "السنابل"}))]
    naming = [words for words in said if "transliterated" in words]
    assert naming == [
        "Names of outlets and authors without an established English form were transliterated (ALA-LC simplified)."
    ]
    established = made({"outlet": "رويترز", "place": "دبي", "author": "John Doe"}, {})
    assert not [words for words in making(established) if "transliterated" in words.of("en")]
    assert not [words for words in making(made(STATED), ["ar"]) if "ALA-LC" in words.of("ar")]


def test_spellings_of_one_outlet_are_counted_as_one():
    """In the figures and in the picture."""
    edition = made(*({"outlet": name} for name in ("رويترز", "وكالة رويترز", "Reuters", "السنابل")))
    assert "2 outlets named" in [f"{each.number} {each.words.en}" for each in wording.figures(edition)]
    assert [row.outlet for row in picture(edition).rows] == [("Reuters", "رويترز"), ("Al-Sanabil", "السنابل")]


@pytest.mark.parametrize("lead", ["en", "ar"])
def test_page_and_mail_have_english_and_arabic_names(lead):
    """The one in English lines, the other in Arabic lines; the plain text of the mail has a line in English."""
    edition = made(*[STATED] * 3)
    documents = Documents(led_by({"en": "english", "ar": "arabic"}[lead]))
    letter = documents.letter(edition, lead=lead, subject=None, attached=False)
    for document in (documents.html(edition), letter.html):
        words = " ".join(re.sub("<[^>]*>", "", document).split())
        assert "Al-Quds Al-Arabi · Ramallah · Salma al-Sanbali" in words
        assert "صحيفة القدس العربي" in words
    assert "Al-Quds Al-Arabi / Ramallah / Salma al-Sanbali / date not given" in letter.text
    glance, articles = letter.text.split("=" * 72, 1)
    assert "صحيفة القدس العربي" in glance
    assert "القدس" not in articles
