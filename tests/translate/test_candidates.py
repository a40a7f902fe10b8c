"""A doubtful sentence is translated again; the least doubtful English is used unless it contradicts the Arabic."""

import re

import pytest
from builders import ENGINE, article, entry, machine, missing, record

from reporter.config import LayoutSettings
from reporter.glossary.terms import Glossary, Term
from reporter.interfaces import Silent
from reporter.language import vectors
from reporter.model import Candidate, Flag, Translation
from reporter.record import problems
from reporter.render import Documents
from reporter.store import CachedDraft, Store
from reporter.translate import build, candidates
from reporter.translate.argos import Argos
from reporter.translate.candidates import choose, is_doubtful, judged

NONE = Glossary(())
ERROR = Flag(check="numbers", detail="377 is in the Arabic, not in the English", severity="error")
DOUBT = Flag(check="score", detail="The engine was unsure")
NOTE = Flag(check="glossary-applied", detail="“X” replaces “Y”", severity="note")

TEXTS = (
    "ارتفعت أسعار النفط.",
    "أصيب 377 شخصا و 12 طفلا و 96 جنديا و 41 شرطيا في 8 مدن و 19 قرية.",
    "وقال أحمد أبو الغيط إن القمة ستعقد في موعدها.",
    "غادر أسعد الشيباني دمشق متوجها إلى الدوحة.",
    "هدد خامنئي بالرد على أي هجوم.",  # the small model's first draft is a loop
)
NAMES = Glossary(
    [
        Term(arabic=("أحمد أبو الغيط",), english=("Ahmed Aboul Gheit", "Aboul Gheit")),
        Term(arabic=("أسعد الشيباني",), english=("Asaad al-Shaibani", "Shaibani")),
    ]
)


def candidate(text_en, *flags, score=-0.5):
    return Candidate(text_en=text_en, score=score, flags=flags)


def translated(settings, store, glossary=NAMES, texts=TEXTS, progress=None, **change):
    settings = settings.model_copy(update=change)
    return build(settings, store, progress=progress or Silent(), glossary=glossary).translate(texts)


@pytest.fixture
def no_encoder(monkeypatch):
    monkeypatch.setattr(vectors, "available", lambda: False)


def doubts(translations):
    return sum(flag.severity != "note" for item in translations for flag in item.flags)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (candidate("a", DOUBT, DOUBT), candidate("b", ERROR)),
        (candidate("a", DOUBT, score=-2.0), candidate("b", DOUBT, DOUBT)),
        (candidate("a", NOTE), candidate("b", DOUBT)),
        (candidate("a", score=-2.0), candidate("b", NOTE)),
        (candidate("a", DOUBT, score=-0.4), candidate("b", DOUBT)),
    ],
)
def test_without_an_encoder_errors_count_before_doubts_before_notes_before_the_score(better, worse, no_encoder):
    """Whichever was made first."""
    for some in ([better, worse], [worse, better]):
        assert choose("نعم.", some, "never").text_en == "a"


def test_the_meaning_closest_to_the_arabic_is_taken():
    """Although it is more doubtful, and was made last; only an error counts more."""
    far, close = candidate("The harvest was poor.", score=-0.1), candidate("The delegation reached Tunis.", DOUBT)
    wrong = candidate("The delegation reached Tunis on Monday.", ERROR)
    for some in ([far, close, wrong], [wrong, close, far]):
        assert choose("وصل الوفد إلى تونس.", some, "error").text_en == close.text_en
    assert choose("وصل الوفد إلى تونس.", [far, wrong], "error").text_en == far.text_en


def test_of_equals_the_first_stays(no_encoder):
    """The engine's own first choice."""
    assert choose("نعم.", [candidate("a"), candidate("b")], "error").text_en == "a"


def test_what_was_tried_is_kept_and_the_chosen_marked(no_encoder):
    """In the order in which it was made."""
    done = choose("نعم.", [candidate("a", DOUBT), candidate("b")], "error")
    assert [(item.text_en, item.chosen) for item in done.candidates] == [("a", False), ("b", True)]
    assert (done.origin, done.score, done.flags) == ("machine", -0.5, ())


def test_one_draft_without_doubt_has_no_candidates():
    """There was nothing to choose."""
    assert choose("نعم.", [candidate("a")], "error") == Translation(text_en="a", origin="machine", score=-0.5)


def test_english_that_contradicts_the_arabic_is_withheld_with_the_reason():
    """Where no candidate is without an error; what was tried is kept, none of it chosen."""
    done = choose("نعم.", [candidate("a", ERROR, DOUBT, DOUBT), candidate("b", ERROR, DOUBT)], "error")
    assert (done.text_en, done.origin, done.score, done.flags) == (None, "withheld", None, ())
    assert done.reason == "English withheld: 377 is in the Arabic, not in the English"
    assert [item.chosen for item in done.candidates] == [False, False]


def test_withholding_can_be_turned_off(no_encoder):
    """Then the least doubtful English is printed with its marks."""
    done = choose("نعم.", [candidate("a", ERROR, DOUBT), candidate("b", ERROR)], "never")
    assert (done.text_en, done.flags) == ("b", (ERROR,))


def test_an_error_in_one_candidate_withholds_nothing():
    """Another is without."""
    assert choose("نعم.", [candidate("a", ERROR), candidate("b", DOUBT)], "error").text_en == "b"


def test_equal_drafts_are_one_candidate():
    """An empty draft is not a candidate."""
    drafts = [CachedDraft(text_en=text, score=-0.5) for text in ("Yes.", "", "Yes.")]
    assert [item.text_en for item in judged({"نعم.": drafts}, NONE)["نعم."]] == ["Yes."]
    assert is_doubtful(judged({"نعم.": drafts[1:2]}, NONE)["نعم."])


def test_terms_are_inserted_before_candidates_are_compared():
    """The note is added, and the doubt about the missing term disappears."""
    draft = CachedDraft(text_en="Anders said yes.", score=-0.5, links=((0, 1, 0.9), (1, 0, 0.9), (2, 2, 0.9)))
    names = Glossary([Term(arabic=("غوتيريش",), english=("Guterres",))])
    ((found,),) = judged({"قال غوتيريش نعم.": [draft]}, names).values()
    assert found.text_en == "Guterres said yes."
    assert [(flag.check, flag.severity) for flag in found.flags] == [("glossary-applied", "note")]


def test_a_term_that_would_increase_the_doubts_is_not_inserted():
    """The links were clear but wrong: 377 would be lost."""
    draft = CachedDraft(text_en="377 Anders said yes.", score=-0.5, links=((0, 2, 0.9), (1, 2, 0.9), (2, 0, 0.9)))
    names = Glossary([Term(arabic=("غوتيريش",), english=("guterres",))])
    ((found,),) = judged({"قال 377 غوتيريش نعم.": [draft]}, names).values()
    assert found.text_en == "377 Anders said yes."
    assert [flag.check for flag in found.flags] == ["glossary"]


def test_a_check_that_fails_makes_the_sentence_doubtful(caplog, monkeypatch):
    """Its bug is logged."""

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(candidates.checks, "check_translation", broken)
    ((found,),) = judged({"نعم.": [CachedDraft(text_en="Yes.", score=-0.5)]}, NONE).values()
    assert found.flags[0].detail == "The English could not be checked (ZeroDivisionError)"
    assert "the checks failed" in caplog.text


@pytest.mark.engine
def test_the_scores_of_alternatives_are_comparable(package, settings):
    """The repetition penalty selects them, but the score is the model's own, as for a first draft."""
    engine = Argos(package, settings)
    text = "حذرت منظمة الصحة العالمية من انتشار الكوليرا في المخيمات."  # its English has "the", "of" more than once
    (((first,),),) = engine.drafts([[text]], 0)
    ((others,),) = engine.drafts([[text]], 6)
    assert len(others) == 6
    assert len({draft.text_en for draft in others}) == 6
    (same,) = [draft for draft in others if draft.text_en == first.text_en]
    assert same.score == pytest.approx(first.score, abs=0.01)


@pytest.mark.engine
def test_alternatives_do_not_loop(package, settings):
    """They do not repeat five pieces in a row, as first drafts of the small model do."""
    text = "واصل العاملون في المستشفى إضرابهم المفتوح احتجاجا على تأخر رواتبهم واحتجاجا على نقص الأدوية والمعدات."
    ((others,),) = Argos(package, settings).drafts([[text]], 4)
    for draft in others:
        words = draft.text_en.split()
        runs = [tuple(words[n : n + 5]) for n in range(len(words) - 4)]
        assert len(runs) == len(set(runs))


@pytest.mark.engine
def test_a_split_text_has_alternatives_and_links(package, settings):
    """The links refer to words of the whole text."""
    text = "، ".join(f"وقال الوزير رقم {n} إن الحكومة ستبني مدرسة جديدة" for n in range(30)) + "."
    ((others,),) = Argos(package, settings).drafts([[text]], 2)
    for draft in others:
        assert len(text.split()) - 10 < max(link.arabic for link in draft.links) < len(text.split())
        assert max(link.english for link in draft.links) == len(draft.text_en.split()) - 1


@pytest.mark.engine
def test_doubtful_texts_are_translated_again_and_improve(package, settings, store, counting):
    """Only they are; there are fewer doubts than before, and no text has more."""
    before = translated(settings, store, n_best=0, withhold="never")
    after = translated(settings, store, withhold="never", progress=counting)
    doubtful = [bool(item.flags) for item in before]
    assert 0 < sum(doubtful) < len(TEXTS)
    assert counting.stages == {"Translating": len(TEXTS), "Translating again": sum(doubtful)}
    assert [bool(item.candidates) for item in after] == doubtful
    assert doubts(after) < doubts(before)
    assert all(doubts([new]) <= doubts([old]) for new, old in zip(after, before, strict=True))
    assert all(len(item.candidates) <= 5 for item in after)
    assert all([one.chosen for one in item.candidates].count(True) == 1 for item in after if item.candidates)


@pytest.mark.engine
def test_a_second_run_makes_no_candidates(package, settings, store, monkeypatch):
    """They are in the cache."""
    first = translated(settings, store)

    def forbidden(*_):
        raise AssertionError("the engine was loaded")

    monkeypatch.setattr("ctranslate2.Translator", forbidden)
    assert translated(settings, store) == first


@pytest.mark.engine
def test_another_number_of_candidates_is_another_attempt(package, settings, store):
    """The first drafts are kept, and the candidates are made again."""
    translated(settings, store)
    keys = store.rows("SELECT count(DISTINCT key) FROM draft")[0][0]
    again = translated(settings, store, n_best=6)
    doubtful = sum(bool(item.candidates) for item in again)
    assert store.rows("SELECT count(DISTINCT key) FROM draft")[0][0] == keys + doubtful
    assert max(len(item.candidates) for item in again) > 5


@pytest.mark.engine
def test_another_glossary_uses_the_cached_drafts(package, settings, store, monkeypatch):
    """It is applied to existing drafts with their links, so nothing is translated again."""
    without = translated(settings, store, Glossary(()), n_best=0)
    monkeypatch.delattr("ctranslate2.Translator")
    with_names = translated(settings, store, n_best=0)
    assert "Aboul Gheit" not in without[2].text_en
    assert "Ahmed Aboul Gheit" in with_names[2].text_en
    assert "Asaad al-Shaibani" in with_names[3].text_en
    assert with_names[3].flags[-1].check == "glossary-applied"


@pytest.mark.engine
def test_english_is_withheld_in_an_edition(package, settings, store):
    """The small model cannot count: every candidate contradicts the Arabic."""
    done = translated(settings, store)[1]
    assert (done.text_en, done.origin) == (None, "withheld")
    assert done.reason.startswith("English withheld: ")
    assert "is in the Arabic, not in the English" in done.reason
    assert len(done.candidates) > 1


@pytest.mark.engine
def test_without_candidates_the_first_draft_is_used(package, settings, store, caplog):
    """There may be too little memory for five hypotheses."""
    import ctranslate2

    first = translated(settings, store, n_best=0, withhold="never")

    class Failing(ctranslate2.Translator):
        def translate_batch(self, *_, **__):
            raise RuntimeError("out of memory")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ctranslate2, "Translator", Failing)
        assert [item.text_en for item in translated(settings, store, withhold="never")] == [i.text_en for i in first]
    assert "out of memory" in caplog.text


def test_links_survive_the_store(tmp_path):
    """They are unchanged and in the order of the drafts."""
    drafts = (
        CachedDraft(text_en="a", score=-0.5, links=((0, 1, 0.25), (2, 0, 1.0))),
        CachedDraft(text_en="b", score=-0.75),
    )
    with Store.open(tmp_path / "store.sqlite3") as store:
        store.add_to_cache({"k": drafts})
        store.add_to_cache({"other": drafts[:1]})
    with Store.open(tmp_path / "store.sqlite3") as store:
        assert store.cached(["k", "none"]) == {"k": drafts}


def test_the_record_keeps_what_was_tried(no_encoder):
    """With its flags, and holds its own rules."""
    tried = choose("نعم.", [candidate("a", DOUBT), candidate("b", NOTE)], "error")
    withheld = choose("نعم.", [candidate("c", ERROR)], "error")
    made = record(entry("1", article("نعم.", "لا."), points=[tried, withheld]), engine=ENGINE)
    assert problems(made) == ()
    first, second = (point.english for point in made.entries[0].points)
    assert [(item.text_en, item.chosen) for item in first.candidates] == [("a", False), ("b", True)]
    assert first.candidates[0].flags[0] == DOUBT
    assert (second.text_en, second.origin) == (None, "withheld")
    assert second.candidates[0].flags[0].severity == "error"


def test_a_note_is_not_counted_as_a_doubt():
    """It does not cause a second attempt either."""
    noted, doubted = machine("Yes.", NOTE), machine("No.", NOTE, DOUBT)
    made = record(entry("1", article("نعم.", "لا."), points=[noted, doubted]), engine=ENGINE)
    assert made.counts.flagged == 1


def test_withheld_english_is_counted_and_does_not_make_the_edition_incomplete():
    """It is for whoever checks the edition; missing English is another matter."""
    withheld = choose("نعم.", [candidate("c", ERROR)], "error")
    made = record(entry("1", article("نعم.", "لا."), points=[withheld, withheld]))
    assert (made.counts.withheld, made.counts.untranslated, made.counts.flagged) == (2, 2, 0)
    assert (made.degraded, made.degraded_ar) == ((), ())
    made = record(entry("1", article("نعم.", "لا."), points=[withheld, missing()]))
    assert made.degraded == ("English not available: no Arabic-English model is installed",)


def test_withheld_english_stands_in_the_document_with_its_reason():
    """In its place, in the list of what to check, and in the count on the front page; a note asks for no check."""
    withheld = choose("نعم.", [candidate("c", ERROR)], "error")
    made = record(entry("1", article("نعم.", "لا."), points=[withheld, machine("No.", NOTE)]), engine=ENGINE)
    page = Documents(LayoutSettings()).render(made)["briefing.html"].decode()
    text = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert text.count("English withheld: numbers") == 2  # in the entry and in the list, without the details
    assert "1 to check" in text
    assert "Note: “X” replaces “Y”" in text
    assert page.count('class="flagged"') == 0
