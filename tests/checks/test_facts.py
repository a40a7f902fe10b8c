"""Places, people, opposites and figures: errors are found and correct English is not flagged. Sentences of our own."""

import logging

import pytest

from reporter.checks import check_translation, prepare, registered
from reporter.language import vectors


def flags(check, arabic, english):
    return [flag for flag in check_translation(arabic, english) if flag.check == check]


@pytest.mark.parametrize(
    ("arabic", "english", "named"),
    [
        ("اختتم الوفد زيارته للميناء.", "The delegation ended its visit to the port of Marseille in France.", "France"),
        ("اجتمع المستشار بالتجار.", "The adviser met Turkish traders.", "Turkish"),
        ("ألقى الرئيس كلمة.", "President Vladimir Putin gave a speech.", "Vladimir Putin"),
        ("تجمع السكان في أحياء شرقية.", "Residents gathered in Beirut.", "Beirut"),
    ],
)
def test_names_that_only_the_english_has_are_doubts(arabic, english, named):
    """A country, a nationality, a leader, a city."""
    (flag,) = flags("places", arabic, english)
    assert flag.detail == f"{named} is in the English, not in the Arabic"
    assert flag.severity == "doubt"


def test_a_different_country_is_an_error():
    """Each side names one country, but not the same one."""
    (flag,) = flags("places", "استوردت السويد القهوة هذا الصيف.", "Kenya imported coffee this summer.")
    assert flag.severity == "error"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("زار السفير الكوري الجنوبي المتحف.", "The South Korean ambassador visited the museum."),
        ("وصل المهندسون الألمان إلى الورشة.", "The German engineers reached the workshop."),
        ("عادت السفينة إلى القاهرة.", "The ship returned to Egypt's capital."),
        ("رحبت واشنطن بالخطوة.", "The US welcomed the step."),
        ("سجل جوردان هدفين.", "Jordan scored two goals."),
        ("ارتفعت صادرات المملكة المتحدة.", "British exports rose."),
    ],
)
def test_other_words_for_the_same_place_are_not_flagged(arabic, english):
    """Adjectives, plurals, capitals for countries, and a name that sounds like a country."""
    assert flags("places", arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("هبت الرياح من الشرق.", "The wind blew from the west."),
        ("جرح الحارسان في الحريق.", "Both guards were killed in the fire."),
        ("انخفضت أجور عمال المناجم.", "Miners' wages rose."),
        ("تستمر الدورة أربعة أشهر.", "The course lasts four weeks."),
        ("باعت العائلة المزرعة.", "The family bought the farm."),
        ("صدر البيان بعد الاجتماع.", "The statement came out before the meeting."),
        ("يبلغ طول النفق 7 كيلومترات.", "The tunnel is 7 miles long."),
    ],
)
def test_opposites_and_related_words_are_flagged(arabic, english):
    """Compass directions, harm, trend, time, trade, order, length."""
    assert flags("contrasts", arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("يستغرق السفر يومين.", "The journey takes 48 hours."),
        ("لم ترتفع الأسعار.", "Prices fell."),
        ("ارتفعت الحرارة ثم انخفضت.", "The temperature rose, then fell."),
        ("قتل جندي وأصيب آخر.", "One soldier was killed and another wounded."),
    ],
)
def test_the_same_fact_in_other_words_is_not_flagged(arabic, english):
    """Converted units, negations, and sentences that have both members of a pair."""
    assert flags("contrasts", arabic, english) == []


def test_figures_that_have_changed_places_are_an_error():
    """Both sides have the same figures, but these count different things."""
    arabic = "أصيب 25 راكبا وقتل 6 عندما انقلبت الحافلة."
    (flag,) = flags("contrasts", arabic, "When the bus overturned, 6 passengers were injured and 25 were killed.")
    assert flag.severity == "error"
    assert flags("contrasts", arabic, "When the bus overturned, 25 passengers were injured and 6 were killed.") == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("بيعت اللوحة مقابل 9 ملايين يورو.", "The painting was sold for €9million."),
        ("حضر الحفل 25،000 شخص.", "25,000 people came to the concert."),
        ("يغلق المكتب عند 16:45.", "The office closes at 16.45."),
        ("سيقرر القاضي ما إذا كان الاعتراف صحيحا أم لا.", "The judge will decide whether the confession is valid."),
        ("بقيت الطائرة المسيرة دون طيار فوق النهر.", "The unmanned drone stayed above the river."),
        ("تعطلت إشارات المرور في الطريقين الجديدين.", "Traffic lights failed on the new roads."),
        ("كتب في صحيفة صنداي ميرور مقالا عن البحر.", "He wrote an article about the sea in the Sunday Mirror."),
        ("انهيار سقف مسبح في المدينة القديمة.", "Roof of swimming pool in old town collapses"),
    ],
)
def test_correct_news_english_is_not_flagged(arabic, english):
    """Figures, duals, negations, titles and headlines as newspapers write them."""
    assert check_translation(arabic, english) == ()


def test_another_sentence_is_recognised_by_its_meaning():
    """No figure and no name shows that the English belongs to another sentence."""
    (flag,) = flags(
        "adequacy",
        "تعلم الأطفال السباحة في البحيرة الصغيرة قرب المدرسة القديمة.",
        "The company has postponed the launch of its newest telephone until further notice.",
    )
    assert flag.detail == "The English seems to be about something else"


def test_without_the_encoder_the_other_checks_still_work(monkeypatch, caplog):
    """This is logged once, and the checks that need vectors find nothing."""
    vectors.encoder.cache_clear()
    monkeypatch.setattr(vectors.importlib.util, "find_spec", lambda _name: None)
    try:
        with caplog.at_level(logging.WARNING):
            for _ in range(2):
                found = check_translation("وصل 12 وزيرا إلى القصر.", "The harvest of 80 olives was poor this autumn.")
                assert {flag.check for flag in found} == {"numbers"}
        assert len([record for record in caplog.records if "sentence encoder" in record.message]) == 1
    finally:
        vectors.encoder.cache_clear()


def test_an_encoder_with_other_weights_is_not_used(monkeypatch, caplog):
    """The thresholds are valid only for the weights that were measured."""
    vectors.encoder.cache_clear()
    monkeypatch.setattr(vectors, "_FILES", {"resources/sp.model": "0" * 64})
    try:
        assert not vectors.available()
        assert "is not the file that was tested" in caplog.text
    finally:
        vectors.encoder.cache_clear()


def test_vectors_are_cached(monkeypatch):
    """The second time, nothing is encoded, and the vector is identical to the last bit."""

    class Kept:
        def __init__(self):
            self.rows = {}

        def vectors(self, keys):
            return {key: self.rows[key] for key in keys if key in self.rows}

        def keep_vectors(self, found):
            self.rows |= found

    kept = Kept()
    monkeypatch.setattr(vectors, "_remembered", {})
    with vectors.kept_in(kept):
        first = vectors.encode(["نص قصير", "a short text"])
        monkeypatch.setattr(vectors, "_remembered", {})
        monkeypatch.setattr(vectors, "encoder", lambda: None)
        assert (vectors.encode(["نص قصير", "a short text"]) == first).all()


def test_preparing_many_pairs_leaves_nothing_to_encode(monkeypatch):
    """The checks find every text that they ask for, and say the same as without it."""
    pairs = [
        ("قال الوزير &quot;نعم&quot; للمشروع.", "The minister said &quot;yes&quot; to the project."),
        ("وصل الوفد إلى العاصمة مساء أمس، والتقى رئيس الحكومة ثم زار المتحف الوطني الجديد.", "The delegation came."),
        ("وصل الوفد.", "The delegation reached the capital, where it will meet the head of the treasury on Sunday."),
    ]
    monkeypatch.setattr(vectors, "_remembered", {})
    alone = [check_translation(*pair) for pair in pairs]
    assert any(flag.check == "length" for flags in alone for flag in flags)
    monkeypatch.setattr(vectors, "_remembered", {})
    prepare(pairs)
    monkeypatch.setattr(vectors, "_encoded", None)
    assert [check_translation(*pair) for pair in pairs] == alone


def test_a_check_that_is_off_says_nothing_and_the_others_go_on():
    pair = ("أصيب 377 شخصا في مايو.", "People were hurt in April.")
    found = {flag.check for flag in check_translation(*pair)}
    assert {flag.check for flag in check_translation(*pair, off=("numbers",))} == found - {"numbers"}
    assert found > {"numbers"}


def test_english_whose_words_are_all_translated_is_not_encoded(monkeypatch):
    """Vectors take time; they are compared where words are missing or the length is unusual."""
    monkeypatch.setattr(vectors, "_remembered", {})
    monkeypatch.setattr(vectors, "_encoded", None)
    arabic = "قال وزير الخارجية إن الحكومة ترفض بناء المدرسة قرب المستشفى القديم."
    assert (
        check_translation(
            arabic, "The foreign minister said the government rejects building the school near the old hospital."
        )
        == ()
    )
    with pytest.raises(TypeError):
        check_translation(arabic, "The foreign minister said the government would go on.")


def test_nothing_is_prepared_when_no_check_needs_vectors(monkeypatch):
    monkeypatch.setattr(vectors, "available", None)
    prepare([("نعم", "Yes")], off=("adequacy", "length"))


def test_words_that_run_together_get_one_note_and_no_doubt():
    """What cannot be read cannot be checked; with spaces the same pair is doubtful."""
    english = "Eleven ministers did not travel to Kuwait."
    (flag,) = check_translation("سافرالوزراءإلىالعاصمة يوم الأحد ومعهم 12 خبيرا", english)
    assert (flag.check, flag.severity) == ("spacing", "note")
    assert "سافرالوزراءإلى" in flag.detail
    spaced = check_translation("سافر الوزراء إلى العاصمة يوم الأحد ومعهم 12 خبيرا", english)
    assert "numbers" in {flag.check for flag in spaced}
    assert check_translation("والإلكترومغناطيسية علم.", "And electromagnetics is a science.") == ()


def test_each_check_is_named_by_its_module_and_described_in_both_languages():
    for check in registered():
        assert check.find.__module__ == f"reporter.checks.{check.id}"
        assert check.description
        assert check.description_ar
        assert not check.description.endswith(".")
