"""Words and phrases are found with particles and pronouns; glossaries and watch lists share the finder."""

import pytest

from reporter.language.arabic.phrases import Phrase, Phrases, Words


def found(text_ar, *phrases, kind="word"):
    phrases = Phrases(Phrase(phrase, phrase, kind) for phrase in phrases)
    return [item.span.of(text_ar) for item in phrases.find(Words(text_ar))]


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("ميناء", "وصلت إلى ميناء المدينة", ["ميناء"]),
        ("ميناء", "وبالميناء وفي مينائها ولمينائنا", ["وبالميناء", "مينائها", "ولمينائنا"]),
        ("الموانئ", "هيئة الموانئ، وللموانئ كالموانئ", ["الموانئ", "وللموانئ", "كالموانئ"]),
        ("سعر القمح", "انخفض سعر القمح، وسعر الذرة، وقمح بسعر", ["سعر القمح"]),
        ("خطة", "وبخطتهم فخطة لخطتين", ["وبخطتهم", "فخطة"]),
        ("حظك اليوم", "حظّك اليَوم", ["حظّك اليَوم"]),
        ("OPEC", "قالت opec وOPEC اليوم", ["opec", "OPEC"]),
        ("مطار", "افتتحت مطارا، ومطارًا ثانيا", ["مطارا", "ومطارًا"]),
        ("بنك مركزي", "وبنكا مركزيا، وعدا بنكهم المركزي", ["وبنكا مركزيا"]),
        ("خطة", "خطتا خطةا", []),
        ("ميناء", "والموانئ", []),
    ],
)
def test_words_and_phrases_are_found_in_their_forms(phrase, text, places):
    """With و ف ب ل ك ال and pronouns, in any spelling, as whole words in order."""
    assert found(text, phrase) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قال سالم المنصوري ولسالم المنصوري", ["سالم المنصوري", "ولسالم المنصوري"]),
        ("قال سالم بن أحمد المنصوري", ["سالم بن أحمد المنصوري"]),
        ("قال سالم بن أحمد بن علي المنصوري", ["سالم بن أحمد بن علي المنصوري"]),
        ("قال سالم إن المنصوري", []),
        ("السالم المنصوري", []),
        ("سالم بن", []),
    ],
)
def test_names_of_people_may_have_those_of_fathers(text, places):
    """They take particles, but no article and no pronoun."""
    assert found(text, "سالم المنصوري", kind="person") == places
    assert found("سالمها", "سالم", kind="person") == []


def test_names_with_an_ibn_of_their_own_are_found():
    """It is part of the name, and not skipped."""
    assert found("قال طارق بن زياد أمس", "طارق بن زياد", kind="person") == ["طارق بن زياد"]


def test_terms_take_no_alef():
    """A party's name is not the adverb that is made of it."""
    assert found("رحب حماسا بحماس", "حماس", kind="term") == ["بحماس"]


@pytest.mark.parametrize(
    ("phrase", "text", "places"),
    [
        ("عبد الله الحربي", "قال عبدالله الحربي", ["عبدالله الحربي"]),
        ("عبدالله الحربي", "قال لعبد الله بن سعد الحربي", ["لعبد الله بن سعد الحربي"]),
        ("محمد بن راشد", "قال محمد ابن راشد", ["محمد ابن راشد"]),
        ("سالم المنصوري", "قال سالم، المنصوري يوافق", []),
    ],
)
def test_names_are_found_in_several_spellings(phrase, text, places):
    """As one word or two, with بن or ابن."""
    assert found(text, phrase, kind="person") == places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل إلى رأس الوادي", True),
        ("وصل إلى «رأس» الوادي", True),
        ("وصل إلى رأس-الوادي", True),
        ("وصل إلى الرأس. الوادي جاف", False),
        ("وصل إلى رأس، الوادي جاف", False),
        ("وصل إلى رأس\nالوادي جاف", False),
    ],
)
def test_phrases_do_not_continue_in_the_next_sentence(text, expected):
    """Quotation marks and hyphens are no obstacle; a comma, a full stop and a new line are."""
    assert bool(found(text, "رأس الوادي")) == expected


def test_abbreviations_with_points_are_phrases():
    """No space follows the points."""
    assert found("نقلت أ.ف.ب، وأ ف ب", "أ ف ب") == ["أ.ف.ب", "وأ ف ب"]


def test_a_city_is_found_as_one_word_or_two():
    """In both directions."""
    assert found("في أبوظبي وأبو ظبي", "أبو ظبي") == found("في أبوظبي وأبو ظبي", "أبوظبي") == ["أبوظبي", "وأبو ظبي"]
