"""The plain-text mail keeps each language in its order, as its HTML does."""

from builders import article, entry, human, machine, record

from reporter.config import LayoutSettings
from reporter.render import Documents


def test_names_of_the_other_script_are_isolated_in_both_languages():
    """Invisible marks go around a run, with its brackets; what is never visible is removed."""
    made = record(
        entry(
            article_=article("أعلنت North Water (UK) Ltd. فوزها\u200f أمس."),
            points=[human("The movement حزب الله (لبنان) won 🔴.")],
        )
    )
    mail = Documents(LayoutSettings()).letter(made, lead="en", subject=None, attached=False)
    assert "The movement \u2067حزب الله (لبنان)\u2069 won 🔴." in mail.text
    assert "أعلنت \u2066North Water (UK) Ltd.\u2069 فوزها أمس." in mail.text
    assert '<span dir="ltr">North Water (UK) Ltd.</span>' in mail.html


def test_the_subject_marks_machine_english():
    """A headline in Arabic, and one by a person, have no mark."""
    made = {
        "machine": record(entry(title=machine("The team wins"))),
        "human": record(entry(title=human("The team wins"))),
    }
    subjects = {
        (name, lead): Documents(LayoutSettings()).letter(each, lead=lead, subject=None, attached=False).subject.strip()
        for name, each in made.items()
        for lead in ("en", "ar")
    }
    assert subjects["machine", "en"].endswith(": The team wins ≈")
    assert subjects["human", "en"].endswith(": The team wins")
    assert not any("≈" in subjects[name, "ar"] for name in made)
