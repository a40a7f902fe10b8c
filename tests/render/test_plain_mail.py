"""The plain-text mail keeps each language in its order, as its HTML does."""

from builders import article, entry, human, record

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
