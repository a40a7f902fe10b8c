"""The characters and words of Arabic text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import growth

from reporter.language.arabic.letters import arabic_share, clean_characters, fold, memory_key, stem, words

ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱىةؤئءـ ًٌٍَُِّْٰ.،؟«»\"'()\n\r\t\u200f\u202b\u00a0ﻻﷲﹰﱞ١٢3.5"))
ANY = st.one_of(ARABIC, st.text(st.characters()), st.text())


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("ﺍﻟﻌﺮﺑﻴﺔ", "العربية"),
        ("ﻻ ﷲ ﷺ", "لا الله صلى الله عليه وسلم"),
        ("كتابﹰا", "كتاب\u064bا"),
        ("العـــربية", "العربية"),
        ("\ufeff\u202bنص\u202c\u200f", "نص"),
        ("نـ\u0000ـص\x07\x85", "نص\n"),
        ("نص\ud800", "نص"),
        ("1\u00a0000\u202fكم\u3000.", "1 000 كم ."),
        ("أ\r\nب\rج\u2028د\u2029هـ\tو", "أ\nب\nج\nد\nه\tو"),
        ("ا\u0654", "أ"),
        ("ب" + "\u064e" * 400 + "ت", "ب" + "\u064e" * 30 + "ت"),
    ],
)
def test_characters_are_cleaned(dirty, clean):
    """Presentation forms become letters, and invisible characters are removed."""
    assert clean_characters(dirty) == clean


@pytest.mark.parametrize("text", ["إِنَّ «العَرَبِيَّةَ» – “لغةٌ” ٣٫٥٪ 3.5", "﴿قل هو الله أحد﴾", "می\u200cخواهم", "½ ﬁ ① Ⅷ"])
def test_the_outlets_text_is_kept(text):
    """Diacritics, quotation marks, digits, dashes, ornate parentheses and compatibility signs are unchanged."""
    assert clean_characters(text) == text


@given(ANY)
def test_cleaning_is_idempotent_and_normalises(text):
    """The result is in normal form C, and cleaning it again changes nothing."""
    clean = clean_characters(text)
    assert clean_characters(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not {"\r", "\u00a0", "ـ", "\u200f", "\ufeff", "\x00"} & set(clean)
    clean.encode()


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("الأُسرة", "الاسره"),
        ("إلى", "الي"),
        ("مسؤول", "مسوول"),
        ("شُؤُون", "شوون"),
        ("ٱلرئيس", "الرييس"),
        ("عـــام", "عام"),
        ("۲۰۲۶", "2026"),
    ],
)
def test_different_spellings_are_equal(word, folded):
    """Letters that outlets write differently become one."""
    assert fold(word) == folded
    assert fold(folded) == folded


def test_numbers_and_vocalised_words_are_single_words():
    """A number with its fraction is one word; punctuation is not a word."""
    text = "بَلَغَ المُعدَّلُ ٢٫٥ أو 2.4 (3,5) في «كوفيد-19» و F16، ـ ."
    assert words(text) == ["بلغ", "المعدل", "2.5", "او", "2.4", "3,5", "في", "كوفيد", "19", "و", "f16"]


@given(ANY)
def test_words_are_folded_and_not_empty(text):
    """Each word equals its folded form."""
    assert all(word and fold(word) == word for word in words(text))


@given(st.text(st.sampled_from("ابتكلمنهوي"), min_size=1))
def test_stems_are_parts_of_words_and_stateless(word):
    """A stem is part of its word, has at least two letters if the word is longer, and is the same at every call."""
    first = stem(word)
    assert first in word
    assert len(first) >= min(2, len(word))
    stem("والمستشفيات")
    assert stem(word) == first


def test_share_of_arabic_counts_letters_only():
    """Digits, spaces and marks have no script; text without letters has a share of 0."""
    assert arabic_share("") == arabic_share("2026 – 3.5 ⁒ \u064b") == 0.0
    assert arabic_share("مَرْحَبًا 2026!") == 1.0
    assert arabic_share("ﻣﺮﺣﺒﺎ") == 1.0
    assert arabic_share("hello مرحبا") == 0.5


@given(ANY)
def test_share_is_between_0_and_1(text):
    """This holds for any text."""
    assert 0.0 <= arabic_share(text) <= 1.0


def test_a_memory_key_depends_on_the_letters():
    """Vowels, spaces and the kind of quotation mark do not matter, but letters do."""
    key = memory_key("قال المدير: «لا تأخير»")
    assert memory_key(" قَالَ  المدير:\u00a0“لا تأخير”\n") == key
    assert memory_key("قال المدير: «لا تاخير»") != key
    assert memory_key("قال المدير: «لا تأخير» 3") != memory_key("قال المدير: «لا تأخير» ٣")


@given(ANY)
def test_a_memory_key_is_its_own_key(text):
    """The key of a key is the same key, without outer or double spaces."""
    key = memory_key(text)
    assert memory_key(key) == key
    assert key == " ".join(key.split())


@pytest.mark.parametrize("piece", ["ـ", "\u064b", "1.", "ا", "ا\u0654\u064b"])
@pytest.mark.parametrize("function", [clean_characters, words, arabic_share, memory_key])
def test_no_function_is_quadratic(piece, function):
    """A million equal characters take four times as long as a quarter of them."""
    assert growth(function, lambda size: piece * size, 250_000 // len(piece)) < 13
