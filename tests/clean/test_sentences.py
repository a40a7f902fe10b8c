"""The ends of sentences."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from timing import growth

from reporter.clean.sentences import split_sentences

FLORES = Path(__file__).parents[2].parent / "shared" / "flores" / "devtest.tsv"
WORDS = ["قال", "د", "أ.ف.ب", "U.N.", "3.5", "دي.", "لماذا", "http://a.b/c", "تقرير.pdf", "م", "1770", "...", ".[1]"]
PIECES = st.sampled_from([*WORDS, *" \n\r\u2028\t.!?؟…۔،؛:«»“”\"'()[]{}َـ\u200f\x1c\x85"])
TEXTS = st.one_of(st.lists(PIECES).map("".join), st.text())


def split(text):
    return [span.of(text) for span in split_sentences(text)]


@given(TEXTS)
@example("")
@example("...")
@example('." . "')
def test_spans_cover_all_text_in_order(text):
    """Spans are in range, ordered, disjoint and trimmed, with only whitespace outside them."""
    reached = 0
    for start, end in split_sentences(text):
        assert reached <= start < end <= len(text)
        assert text[reached:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert text[reached:].strip() == ""


@pytest.mark.parametrize(
    "sentences",
    [
        ["وصل الوفد إلى المدينة.", "هل يبقى فيها؟", "لا أحد يعلم!", "ربما أسبوعا…", "ثم يعود."],
        ["ارتفع السعر 3.5 في المئة إلى 1.234.567 دينارا.", "وهذا كثير."],
        ["قال د. سامي وأ.د. هدى وم. نبيل إن العمل بدأ.", "وانتهى اللقاء."],
        ["حضر د.أحمد ود. ليلى الافتتاح.", "ثم غادرا."],
        ["نقلت أ.ف.ب عن مسؤول في U.N. قوله إن الوضع صعب.", "ولم تزد."],
        ["بحث Dr. Smith وMr. J. K. Jones الأمر مع شركة Acme Inc. أمس.", "ولم يتفقا."],
        ["انتقل إلى فيينا عام 1792 م.", "وبقي فيها."],
        ["عام 1445 هـ.", "بدأ المشروع."],
        ["ينقصه فيتامين د.", "وهذا شائع."],
        ["الملف في report.v2.pdf وعلى www.example.com/a.html كذلك.", "وهو مجاني."],
        ["وقال المفتش دي. كي. أريا إن خمسة اعتقلوا.", "ولم يسمهم."],
        ["«وصلنا متأخرين.»", "هكذا بدأ رسالته."],
        ['"انتهى كل شيء."', "وأضاف أنه راض."],
        ["صدر كتاب «لماذا أنا؟» للكاتبة أمس.", "ونفد سريعا."],
        ["سأل: «هل نذهب؟»", "لم يجب أحد."],
        ["قال «لن نقبل. لن نتراجع» ثم غادر القاعة.", "وتبعه الوفد."],
        ["الأسعار (انظر الجدول. رقم 3) ثابتة.", "وستبقى."],
        ["جاء في النص (...) أن العقد لاغ.", "وهذا كل شيء."],
        ["الأسعار، والأجور؛ والإيجارات: كلها ترتفع.", "إلا الودائع."],
        ["غزة.. صباح آخر بلا ماء ولا كهرباء.", "والصيف طويل."],
        ["وصلت الشحنة؟!", "نعم وصلت!!"],
        ["انتهى الاجتماع.[12]", "وعاد الجميع.[3]"],
        ["إِنَّ العِلْمَ نُورٌ.", "وَالجَهْلُ ظَلامٌ."],
        ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"],
        ["زراعة وتجارة ... إلخ من الأنشطة.", "وهي كثيرة."],
        ["1. افتتاح المعرض.", "2. كلمة الوزير."],
        ["« نعم. »", "ثم سكت."],
        ["وأعلن ذلك على تويتر (@user.name).", "ولم يعلق أحد."],
    ],
)
def test_sentences_end_where_a_reader_expects(sentences):
    """Sentences joined by single spaces are split again."""
    assert split(" ".join(sentences)) == sentences


def test_sentences_without_a_space_between_them_are_split():
    """انتهى.وقال is two sentences; numbers, acronyms and file names are not split."""
    assert split("انتهى اللقاء.وقال الوزير إن 3.5 تكفي أ.ف.ب تقرير.pdf") == [
        "انتهى اللقاء.",
        "وقال الوزير إن 3.5 تكفي أ.ف.ب تقرير.pdf",
    ]


def test_a_full_stop_may_be_on_the_wrong_side_of_the_space():
    """It ends the text before it, wherever the space is; the number of a list item does not."""
    assert split("صنع العود من الخشب .فالعود قديم . بلغت النسبة 3%.وهي عالية.و قال نعم.") == [
        "صنع العود من الخشب .",
        "فالعود قديم .",
        "بلغت النسبة 3%.",
        "وهي عالية.",
        "و قال نعم.",
    ]
    assert split("1.افتتاح المعرض على www.موقع.كوم") == ["1.افتتاح المعرض على www.موقع.كوم"]


def test_a_newline_ends_a_sentence():
    """Every kind of line end does, with or without a full stop, and inside a quotation too."""
    assert split("عنوان\n\nقال «نعم\r\nولا» أيضا\u2028انتهى") == ["عنوان", "قال «نعم", "ولا» أيضا", "انتهى"]


def test_marks_without_a_word_belong_to_the_previous_sentence():
    """Asterisks and stray dots are not sentences, unless a line contains nothing else."""
    assert split("انتهى العرض. ***") == ["انتهى العرض. ***"]
    assert split("... بدأ العرض. . . ثم انتهى.") == ["... بدأ العرض.", ". . ثم انتهى."]
    assert split("***") == ["***"]


def test_a_quotation_ends_with_its_line():
    """A closing mark on another line has no effect."""
    assert split("قال «نعم. لا\nربما. ثم» انتهى") == ["قال «نعم.", "لا", "ربما.", "ثم» انتهى"]


@pytest.mark.parametrize(
    "text",
    [
        'وقف المدير "سنبدأ العمل غدا. ولن نتأخر" ثم غادر القاعة.',
        'وقف المدير"سنبدأ العمل غدا. ولن نتأخر"ثم غادر القاعة.',
        'وقف المدير " سنبدأ العمل غدا. ولن نتأخر " ثم غادر القاعة.',
    ],
)
def test_straight_quotation_marks_are_paired(text):
    """A full stop inside them does not end a sentence, with spaces on one side, on none, or on both."""
    assert [span.of(text) for span in split_sentences(text)] == [text]


def test_a_long_quotation_is_split_into_sentences():
    """Only a short quotation is not split."""
    said = "هذه جملة طويلة من كلام المدير عن المشروع وما جرى فيه منذ البداية."
    assert len(split(f"قال «{said} {said} {said}» ثم غادر.")) == 4


@pytest.mark.skipif(not FLORES.is_file(), reason="needs ../shared/flores")
def test_boundaries_of_real_prose_are_found():
    """Of joined lines, at least .99 of the ends are found, and at most .11 of the ends found are wrong."""
    lines = [line.split("\t")[0] for line in FLORES.read_text(encoding="utf-8").splitlines() if line]
    ends, at = set(), -1
    for line in lines:
        at += len(line) + 1
        ends.add(at)
    found = {span.end for span in split_sentences(" ".join(lines))}
    assert len(lines) == 1012
    assert len(ends & found) / len(ends) >= 0.99
    assert len(ends & found) / len(found) >= 0.89


HOSTILE = [
    ".",
    '"',
    "«",
    "«»",
    "ا",
    " ",
    "\n",
    "ا\n",
    "ا.",
    "ا. ",
    ". ",
    '".',
    "؟ ",
    "(ا. ",
    "ا.) ",
    ".[1",
    "دي. ",
    "1.1 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_characters_take_linear_time(piece):
    """Endless marks, or text without any marks, are split; anything quadratic would take hours."""
    assert growth(split_sentences, lambda size: piece * (size // len(piece)), 20_000) < 13


def test_a_million_characters_of_prose_take_linear_time():
    """The text is one line; the benchmarks measure the speed."""
    text = ("قالت الوزارة إنّ «النفط» ارتفع 3.5 في المئة، وفق د. سامي. " * 20000)[: 10**6]
    assert len(split_sentences(text)) > 15000
    assert growth(split_sentences, lambda size: text[:size], 20_000) < 13


def test_endless_text_is_cut_at_a_comma_or_a_space():
    """The pieces can be read, ranked and printed; a very long word is also cut."""
    clause, word = "قالت الوزارة إن العمل مستمر", "ا" * 5000
    for text, ends in ((f"{clause}، " * 200, {"،"}), (f"{clause} " * 200, {"ت", "ة", "ن", "ل", "ر"}), (word, {"ا"})):
        pieces = [span.of(text) for span in split_sentences(text)]
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert 1400 < max(map(len, pieces)) <= 1500
        assert {piece[-1] for piece in pieces[:-1]} <= ends


@pytest.mark.parametrize(
    "whole",
    [
        "حضر الحفل الممثل سامي جيه. هاريس برفقة عائلته.",
        "ترأس الجلسة القاضي روبرت كيو. ميلر أمس.",
        "نقلت قناة إن. بي. سي نيوز الخبر أولا.",
        "وقع البنك إتش . إس . بي . سي اتفاقا جديدا.",
        "صعد مؤشر بي . إس . إكس للأسهم الأجنبية إلى أعلى مستوى.",
        "نشر موقع ضفاف.نت الوثيقة كاملة أمس.",
        "يملك موقع ضفاف ورلد.كوم حق النشر.",
        "يملك موقع ضفافورلد. كوم حق النشر.",
        "ألقى الكاتب جيه. كيه. هارلو محاضرة أمام الطلاب.",
        "تراجع سهم إتش.إس.بي.سي في المعاملات المبكرة.",
        "قالت محطة سي.بي.إس. نيوز إن العاصفة قادمة.",
        "تضم المجموعة قصصا لجيه. دي. هارلو وغيره.",
        "انتقل إلى نادي أيه.سي فيرونا أمس.",
        "أحال القاضي الملف رقم 12/أ. إلى لجنة من الخبراء.",
    ],
)
def test_initials_and_domains_in_arabic_letters_do_not_end_a_sentence(whole):
    """This holds with or without a space before the full stop."""
    assert [span.of(whole) for span in split_sentences(whole)] == [whole]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("نقلت الخبر بي بي سي. وقالت إن التحقيق مستمر.", 2),
        ("نقلت الخبر سي إن إن. التحقيق مستمر منذ أمس.", 2),
        ("سأل عن المبنى بي. وقال إنه قديم.", 2),
        ("انتهى الاجتماع .وقال الوزير إنه راض.", 2),
        ("عاد إلى النت. كوميديا جديدة تعرض غدا.", 2),
        ("وقعت شركة بي.سي اتفاقا.وقال مديرها إنه راض.", 2),
    ],
)
def test_names_of_letters_can_end_a_sentence(text, count):
    """They do if there are no full stops between the letters."""
    assert len(split_sentences(text)) == count
