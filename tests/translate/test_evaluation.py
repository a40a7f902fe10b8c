"""Packages are compared on sentences that people have translated."""

import pytest

from reporter.errors import ConfigError, ModelError
from reporter.glossary.terms import Glossary
from reporter.interfaces import Silent
from reporter.translate.evaluation import evaluate, read_pairs


def written(tmp_path, content):
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_each_line_is_arabic_a_tab_and_english(tmp_path):
    """More columns, empty lines, a mark at the beginning and Windows line ends do not matter."""
    path = written(tmp_path, "\ufeffنعم\tYes\r\n\r\n لا \t No \tmore\r\n")
    assert read_pairs(path) == [("نعم", "Yes"), ("لا", "No")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no lines"),
        ("نعم\n", "Line without both: 1."),
        ("نعم\tYes\n\tYes\nلا\t \n", "Lines without both: 2, 3."),
        ("x\n" * 9, "Lines without both: 1, 2, 3, 4, 5 and 4 more."),
        ("نعم\tYes\n".encode("cp1256"), "is not UTF-8 text"),
    ],
)
def test_a_file_that_is_not_like_that_is_refused(tmp_path, content, said):
    with pytest.raises(ConfigError, match=said):
        read_pairs(written(tmp_path, content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.tsv cannot be read \(No such file or directory\)"):
        read_pairs(tmp_path / "none.tsv")


@pytest.mark.engine
def test_english_that_is_right_scores_higher_than_another(settings, package):
    """What the package makes of a text is compared with what people made of it; the shares are shares."""
    arabic = ["ارتفعت أسعار النفط.", "وصل الوفد إلى العاصمة."]
    right = ["Oil prices rose.", "The delegation arrived in the capital."]
    wrong = ["Nobody came to dinner.", "It is raining again on Tuesday."]
    found, other = (
        evaluate(list(zip(arabic, english, strict=True)), package, settings, glossary=Glossary(()), progress=Silent())
        for english in (right, wrong)
    )
    assert found.chrf > other.chrf + 20
    assert found.bleu > other.bleu
    assert found.flagged == other.flagged
    assert 0 <= found.errors <= found.flagged <= 1


@pytest.mark.engine
def test_a_damaged_package_is_not_evaluated(settings, package, caplog):
    model = next(package.folder.rglob("model.bin"))
    model.write_bytes(model.read_bytes()[:-1])
    with pytest.raises(ModelError, match="damaged"):
        evaluate([("نعم", "Yes")], package, settings, glossary=Glossary(()), progress=Silent())
