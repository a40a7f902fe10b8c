"""One list of the verbs of saying and one list of clitics serve all modules that read sentences."""

import pytest

from reporter.clean.lines import Line
from reporter.language.arabic import clitics, saying
from reporter.language.arabic.first_person import in_first_person
from reporter.language.arabic.letters import words
from reporter.language.arabic.speech import reports
from reporter.summarise.weakness import factor

VERBS = ["أعلن", "أفاد", "صرح", "كشف", "نبه", "أردف"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_listed_verb_is_known_everywhere(verb):
    """The speaker check, the summariser and the cleaner know the same verb."""
    text = f"و{verb} أن العمل في الميناء القديم لم يتوقف طوال الليل."
    folded = words(text)
    assert [report.text for report in reports(folded)] == [folded[0]]
    assert factor(text, folded) < 1
    assert Line(text).reports


def test_each_verb_is_listed_once_with_known_kinds():
    """A kind that nothing uses would be a typing error."""
    found = saying.verbs()
    assert len({verb.past for verb in found}) == len(found) > 80
    assert {kind for verb in found for kind in verb.kinds} == {"report", "that", "now", "opens", "empty"}


def test_the_first_person_comes_from_the_same_list():
    """قلنا and أضفت can only be "we" and "I"; أكدت may be "she"."""
    assert in_first_person(words("قلنا"))
    assert in_first_person(words("أضفت"))
    assert not in_first_person(words("أكدت"))


def test_clitics_precede_nouns_in_every_valid_order():
    """و comes before a preposition and this before the article, never the reverse."""
    assert {"", "و", "وبال", "فلل", "كال"} <= set(clitics.BEFORE_NOUN)
    assert not {"الو", "بو"} & set(clitics.BEFORE_NOUN)
    assert [clitics.bare(form) for form in ("والوزير", "للوزير", "وزير")] == ["وزير", "وزير", "زير"]
