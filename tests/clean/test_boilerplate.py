"""The word list of page noise, and the lists of users."""

import pytest

from reporter.clean.boilerplate import load
from reporter.clean.lines import Line
from reporter.errors import ConfigError


def _kind(text, noise=None):
    kind = (noise or load()).kind_of(Line(text))
    return kind and kind.effect


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("اقرأ أيضاً", "block"),
        ("إقرأ ايضا :", "block"),
        ("اقرأ/ي أيضاً: تفاصيل الخطة الجديدة", "block"),
        ("شارك", "line"),
        ("التعليقات (3)", "rest"),
        ("الوسوم: مطر، زراعة", "labels"),
        ("مصدر الصورة، غيتي", "line"),
        ("جميع الحقوق محفوظة لموقع النهر 2025", "line"),
        ("خدمة التوصيل (إعداد سامي للنشرة العربية)", "line"),
        ("شارك الرئيس في افتتاح المعرض أمس.", None),
        ("المزيد من الأمطار في الشمال", None),
        ("صورة الاقتصاد تتحسن ببطء، وفق البنك المركزي.", None),
        ("تابعت الشرطة التحقيق في الحادث.", None),
        ("متابعة دقيقة لأسعار القمح في الأسواق.", None),
    ],
)
def test_noise_is_distinguished_from_sentences(line, effect):
    """Spelling and punctuation are ignored; a sentence that begins with a listed word is kept."""
    assert _kind(line) == effect


def test_a_long_line_is_never_noise():
    """A paragraph that begins like a link is a paragraph."""
    assert _kind("اقرأ أيضا " + "كلمة " * 60) is None


def test_user_list_extends_the_shipped_one(tmp_path):
    """A kind of the same name is extended and keeps its effect; new kinds and names are added."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "noise:\n  sharing:\n    whole: [خبّر أصحابك]\n  weather box:\n    effect: labels\n    starts: [طقس اليوم]\n"
        "names:\n  outlets: [جريدة النهر]\n",
        encoding="utf-8",
    )
    noise = load([path])
    assert _kind("خبر اصحابك", noise) == "line"
    assert _kind("شارك", noise) == "line"
    assert _kind("طقس اليوم في المدينة", noise) == "labels"
    assert "جريده النهر" in noise.names["outlets"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("noise:\n  sharing:\n    effect: lines\n", "line 3: 'effect' must be line, labels, block, rest"),
        ("noise:\n  sharing:\n    whole: شارك\n", "line 3: a list is expected here"),
        ("noise:\n  sharing:\n    whole:\n      - شارك\n      - '...'\n", "line 5: this must be a phrase"),
        ("noise:\n  sharing:\n    whole:\n      - [a]\n", "line 4: this must be a phrase"),
        ("noise:\n  sharing:\n    longest: many\n", "line 3: 'longest' must be a number"),
        ("noise:\n  sharing:\n    word: [a]\n", "line 3: unknown key 'word'"),
        ("noises:\n  a: b\n", "line 2: unknown section 'noises'"),
        ("names:\n  cities: [عمان]\n", "line 2: unknown group 'cities'; choose one of outlets"),
        ("- a\n- b\n", "line 1: 'name: value' lines are expected here"),
        ("noise:\n  a: [\n", "line 3: this is not valid YAML"),
    ],
)
def test_mistake_in_a_list_is_reported_with_file_and_line(tmp_path, text, message):
    """The author of the list learns where to look."""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load([path])
    assert f"{path}, {message}" in str(error.value)


def test_missing_list_is_a_config_error(tmp_path):
    """The message names the file."""
    with pytest.raises(ConfigError, match=r"nowhere\.yaml cannot be read"):
        load([tmp_path / "nowhere.yaml"])


def test_empty_list_adds_nothing(tmp_path):
    """A file that contains only comments is valid."""
    path = tmp_path / "own.yaml"
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert load([path]) == load()
