"""Terms are found with any clitics, flagged if their English is missing, and found quickly."""

import time
from pathlib import Path

import pytest

import reporter
from reporter.checks import check_translation
from reporter.checks.glossary import check
from reporter.checks.pair import Pair
from reporter.errors import ConfigError
from reporter.glossary.files import gather, load_glossary, read_glossary
from reporter.glossary.terms import English, Glossary, Term

ROOT = Path(__file__).parents[2]
SENTENCES = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "glossary_test.tsv").read_text(encoding="utf-8").splitlines()
]


def found(text_ar, *terms):
    glossary = Glossary(Term(arabic=(term,), english=("x",)) for term in terms)
    return [item.span.of(text_ar) for item in glossary.find(text_ar)]


def flags(text_ar, text_en, *terms):
    return [flag.detail for flag in check_translation(text_ar, text_en, glossary=Glossary(terms)) if flag.check == "glossary"]  # fmt: skip


MINISTRY = Term(
    arabic=("وزارة الخارجية",),
    english=("the Foreign Ministry", "State Department"),
    forbidden=("Ministry of External",),
)


@pytest.mark.parametrize("before", ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك"])
def test_a_term_is_found_after_particles(before):
    """و ف ب ل ك and their combinations."""
    assert found(f"نقلت {before}وزارة الخارجية", "وزارة الخارجية") == [f"{before}وزارة الخارجية"]


@pytest.mark.parametrize(
    "word", ["الأمم", "والأمم", "بالأمم", "للأمم", "وللأمم", "فللأمم", "كالأمم", "وبالأمم", "الامم", "للامم"]
)
def test_the_article_takes_particles_and_loses_its_alef_after_lam(word):
    """With and without hamza."""
    assert found(f"قال {word} المتحدة", "الأمم المتحدة") == [f"{word} المتحدة"]


def test_an_article_before_another_lam():
    """ل and اللجنة become للجنة."""
    assert found("قدم للجنة الأولمبية", "اللجنة الأولمبية") == ["للجنة الأولمبية"]


def test_an_indefinite_term_is_found_with_the_article():
    """On each of its words; the first part of a construct takes none."""
    assert found("قال البنك المركزي", "بنك مركزي") == ["البنك المركزي"]
    assert found("وللبرلمان", "برلمان") == ["وللبرلمان"]
    assert found("دعا المجلس الأمن", "مجلس الأمن") == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("برلمان", "برلمانها"),
        ("وزارة", "بوزارتهم"),
        ("مستشفى", "مستشفاه"),
        ("وزراء", "وزراؤها"),
        ("وزراء", "لوزرائها"),
        ("حرس حدود", "حرس حدودنا"),
    ],
)
def test_a_term_is_found_before_pronouns(term, text):
    """ة becomes ت, a final ى an alef, and hamza changes its seat."""
    assert found(text, term) == [text]


@pytest.mark.parametrize(
    ("term", "text"),
    [("غزة", "غزه"), ("إيران", "ايران"), ("موسى", "موسي"), ("الأزهر", "الازهر"), ("لبنان", "لُبْنَانَ"), ("مصر", "مـصر")],
)
def test_different_spellings_are_found(term, text):
    """أ إ ا, ى ي, ة ه, diacritics, tatweel."""
    assert found(text, term) == [text]


@pytest.mark.parametrize(
    ("term", "text"),
    [("مصر", "مصري"), ("مصر", "مصرف"), ("قطر", "قطرة"), ("الهند", "الهندسة"), ("حماس", "حماسية"), ("فتح", "مفتحا")],
)
def test_parts_of_words_are_not_terms(term, text):
    """قطرة is a drop, not "his" قطر; مصري is an Egyptian, not "my" مصر."""
    assert found(text, term) == []


def test_the_longest_of_overlapping_terms_is_used():
    """South Sudan is not Sudan."""
    assert found("في جنوب السودان والسودان", "السودان", "جنوب السودان") == ["جنوب السودان", "والسودان"]


def test_a_term_without_a_particle_takes_precedence():
    """بحماس usually means enthusiasm, regardless of the order in the file."""
    hamas, zeal = (Term(arabic=(name,), english=("x",)) for name in ("حماس", "بحماس"))
    for terms in ([hamas, zeal], [zeal, hamas]):
        assert [item.term for item in Glossary(terms).find("صفقوا بحماس، وقالت حماس")] == [zeal, hamas]


def test_a_missing_term_is_flagged_with_what_was_expected():
    """It is a doubt, once for each term."""
    checked = check_translation("قالت وزارة الخارجية نعم لوزارة الخارجية", "It said yes", glossary=Glossary([MINISTRY]))
    (flag,) = [flag for flag in checked if flag.check == "glossary"]
    assert (flag.check, flag.severity) == ("glossary", "doubt")
    assert flag.detail == "Names missing: Foreign Ministry"


def test_a_forbidden_form_is_named():
    """It replaces the flag for the missing term."""
    assert flags("قالت وزارة الخارجية نعم", "The Ministry of External Affairs said yes", MINISTRY) == [
        "“Ministry of External” should be “the Foreign Ministry”"
    ]


def test_a_form_that_another_term_requires_is_not_forbidden():
    """Nigeria is wrong for Niger, but not if both are named."""
    niger = Term(arabic=("النيجر",), english=("Niger",), forbidden=("Nigeria",))
    nigeria = Term(arabic=("نيجيريا",), english=("Nigeria",))
    assert flags("النيجر ونيجيريا", "Niger and Nigeria", niger, nigeria) == []
    assert flags("نيجيريا والنيجر", "Nigeria and Niger", niger, nigeria) == []
    assert len(flags("النيجر", "Nigeria", niger, nigeria)) == 1


@pytest.mark.parametrize(
    ("text_en", "phrase"),
    [
        ("the U.N.'s envoy", "U.N."),
        ("António Guterres", "Antonio Guterres"),
        ("in Sana’a today", "Sanaa"),
        ("the central banks", "central bank"),
        ("Al-Azhar", "al Azhar"),
        ("THE WHITE HOUSE", "the White House"),
    ],
)
def test_english_is_compared_without_case_accents_and_points(text_en, phrase):
    """This includes plurals."""
    assert English(text_en).has(phrase)


def test_english_is_compared_by_words():
    """Chad is not in Chadwick."""
    assert not English("Chadwick").has("Chad")
    assert not English("Security of the Council").has("Security Council")


def test_without_a_glossary_no_term_is_missing():
    """The check needs a glossary."""
    assert "glossary" not in {flag.check for flag in check_translation("قالت وزارة الخارجية نعم", "It said yes")}


def test_the_terms_of_the_test_sentences_are_found():
    """There are at least a hundred, with the terms that a reader finds, and no flag for a good translation."""
    glossary = load_glossary()
    assert len(SENTENCES) >= 100
    for text_ar, text_en, terms in SENTENCES:
        assert [item.span.of(text_ar) for item in glossary.find(text_ar)] == [term for term in terms.split("|") if term]
        assert list(check(Pair(text_ar, text_en, glossary=glossary))) == []


def test_the_english_of_another_sentence_lacks_its_terms():
    """Of 150 terms, nearly all are missing from the sentence after the next."""
    glossary = load_glossary()
    asked = missed = 0
    for (text_ar, _, terms), (_, other_en, _) in zip(SENTENCES, SENTENCES[2:], strict=False):
        asked += len(set(terms.split("|")) - {""})
        flags = list(check(Pair(text_ar, other_en, glossary=glossary)))
        missed += sum(
            1 + flag.detail.count(", ") + flag.detail.count("; ") for flag in flags
        )  # one flag lists them all
    assert missed >= 0.95 * asked


def test_the_shipped_glossary_has_two_hundred_terms():
    """No Arabic name occurs twice."""
    terms = read_glossary(ROOT / "reporter" / "data" / "glossary.yaml")
    names = [name for term in terms for name in term.arabic]
    assert len(terms) >= 200
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "at_most"), [("news/pairs.tsv", 0.005), ("flores/devtest.tsv", 0.005)])
def test_human_english_rarely_lacks_a_term(name, at_most):
    """On correct pairs; needs ../shared."""
    path = ROOT.parent / "shared" / name
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").split("\n") if line][:3000]
    glossary = load_glossary()
    flagged = sum(any(check(Pair(*row, glossary=glossary))) for row in rows)
    assert flagged <= at_most * len(rows)


def test_terms_are_found_quickly():
    """10,000 sentences took 0.3 s of processor time when this was measured; five times that fails."""
    glossary = load_glossary()
    texts = [text_ar for text_ar, _, _ in SENTENCES]
    started = time.process_time()
    for n in range(2000):
        glossary.find(texts[n % len(texts)])
    assert time.process_time() - started < 0.3 + 0.2


def test_the_library_loads_a_glossary(tmp_path):
    """It is used with check_translation."""
    path = tmp_path / "ours.yaml"
    path.write_text("- {term: الوفاق, en: the Accord}", encoding="utf-8")
    glossary = reporter.load_glossary([path])
    (flag,) = reporter.check_translation("وقع الوفاق أمس", "It was signed yesterday", glossary=glossary)
    assert flag.detail == "Names missing: Accord"


def test_a_later_file_replaces_and_removes_shipped_terms(tmp_path):
    """By the Arabic in any spelling; an entry without English removes the term."""
    path = tmp_path / "ours.yaml"
    path.write_text("- term: الاحتياطى الفيدرالى\n  en: Fed\n  note: house style\n- term: بي بي سي\n", encoding="utf-8")
    glossary = load_glossary([path])
    by_name = {name: term for term in glossary.terms for name in term.arabic}
    assert by_name["الاحتياطى الفيدرالى"] == Term(arabic=("الاحتياطى الفيدرالى",), english=("Fed",), note="house style")
    assert by_name["الاحتياطي الاتحادي"].english[0] == "the Federal Reserve"
    assert "الاحتياطي الفيدرالي" not in by_name
    assert "بي بي سي" not in by_name
    assert glossary.find("قالت بي بي سي") == ()


CSV = "term,en,forbidden,note\nوزارة الخارجية|الخارجية,the Foreign Ministry|State Department,Ministry of External,said so\n"
TBX_3 = """<?xml version="1.0"?><tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2" xml:lang="en"><text><body>
<conceptEntry id="1"><note>said so</note>
<langSec xml:lang="ar"><termSec><term>وزارة الخارجية</term></termSec><termSec><term>الخارجية</term></termSec></langSec>
<langSec xml:lang="en-GB"><termSec><term>the Foreign Ministry</term></termSec><termSec><term>State Department</term></termSec>
<termSec><term>Ministry of External</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>"""
TBX_2 = """<?xml version="1.0"?><martif type="TBX"><text><body><termEntry id="1"><note>said so</note>
<langSet xml:lang="ar"><tig><term>وزارة الخارجية</term></tig><tig><term>الخارجية</term></tig></langSet>
<langSet xml:lang="en"><tig><term>the Foreign Ministry</term></tig><tig><term>State Department</term></tig>
<ntig><termGrp><term>Ministry of External</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
</termGrp></ntig></langSet></termEntry></body></text></martif>"""
YAML = "- {term: [وزارة الخارجية, الخارجية], en: [the Foreign Ministry, State Department], forbidden: Ministry of External, note: said so}"  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", YAML.encode()),
        ("a.csv", CSV.encode()),
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig")),
        ("a.tsv", CSV.replace(",", "\t").encode("utf-16")),
        ("a.tbx", TBX_3.encode()),
        ("a.tbx", TBX_2.encode()),
    ],
)
def test_all_formats_are_read_alike(tmp_path, name, content):
    """Our YAML, a spreadsheet's CSV, TBX of both generations."""
    path = tmp_path / name
    path.write_bytes(content)
    assert read_glossary(path) == (
        Term(
            arabic=("وزارة الخارجية", "الخارجية"),
            english=("the Foreign Ministry", "State Department"),
            forbidden=("Ministry of External",),
            note="said so",
        ),
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.doc", "", r"must end in one of \.yaml, \.yml, \.csv, \.tsv, \.txt, "),
        ("a.yaml", "- {term: [", r"a\.yaml, line 2: this is not valid YAML"),
        ("a.yaml", "term: نعم", "must be a list of entries"),
        ("a.yaml", "- نعم", r"a\.yaml, entry 1: write it as"),
        ("a.yaml", "- {term: نعم, en: no, enn: x}", "'enn' is not a field; the fields are term, en, forbidden, note"),
        ("a.yaml", "- {term: النرويج, en: [NO]}", "'en' must be text; put False in quotation marks"),
        ("a.yaml", "- {en: x}", "entry 1: 'term' must contain Arabic words"),
        ("a.yaml", "- {term: نعم, en: نعم}", "'en' must be English"),
        ("a.yaml", "- {term: نعم, forbidden: x}", "'en' must give the correct term"),
        ("a.yaml", "- {term: نعم, en: the X, forbidden: The x}", "'the x' is both allowed and forbidden"),
        ("a.csv", "word,gloss\nنعم,yes\n", r"a\.csv: its first line does not name the columns .term."),
        ("a.csv", "term,en\nنعم,yes,no\n", r"a\.csv, line 2: it has more cells than the first line"),
        ("a.tbx", "<tbx>", r"a\.tbx, line 1: this is not well-formed XML"),
        ("a.tbx", "<tmx/>", "is not a TBX file, it begins with <tmx>"),
    ],
)
def test_a_wrong_file_is_reported_with_the_entry(tmp_path, name, content, message):
    """There is one sentence."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        read_glossary(path)


def test_a_missing_file_and_binary_data_are_reported(tmp_path):
    """The message says what to do."""
    with pytest.raises(ConfigError, match="cannot be read"):
        read_glossary(tmp_path / "none.yaml")
    path = tmp_path / "a.csv"
    path.write_bytes("term,en\nنعم,yes\n".encode("cp1256"))
    with pytest.raises(ConfigError, match="save it as 'CSV UTF-8'"):
        read_glossary(path)


def test_a_tbx_file_cannot_load_anything(tmp_path):
    """Entities in an untrusted file are not resolved."""
    secret = tmp_path / "secret"
    secret.write_text("secret words", encoding="utf-8")
    path = tmp_path / "a.tbx"
    path.write_text(
        f'<!DOCTYPE tbx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + TBX_3.split("?>")[1].replace("said so", "&x;"),
        encoding="utf-8",
    )
    assert all("secret" not in str(term) for term in read_glossary(path))


def test_a_wrong_file_or_entry_loses_only_its_own_terms(tmp_path, caplog):
    """Each is reported once, and the rest is read."""
    good, partly, broken = tmp_path / "good.csv", tmp_path / "partly.yaml", tmp_path / "broken.tbx"
    good.write_text("term,en\nسلطة الموانئ,Ports Authority\n", encoding="utf-8")
    partly.write_text("- {term: هيئة المياه, en: Water Board}\n- {term: '7'}\n- no entry\n", encoding="utf-8")
    broken.write_text("<tbx>", encoding="utf-8")
    glossary, wrong = gather([good, tmp_path / "none.csv", partly, broken, tmp_path / "a.doc"])
    english = {term.english for term in glossary.terms}
    assert {("Ports Authority",), ("Water Board",)} < english
    assert len(wrong) == 4
    assert "none.csv cannot be read" in wrong[0]
    assert (
        "partly.yaml: 2 of 3 entries left out (entry 2: 'term' must contain Arabic words; entry 3: write it as"
        in wrong[1]
    )
    assert "broken.tbx, line 1" in wrong[2]
    assert "a.doc must end in one of" in wrong[3]
    assert [record.getMessage() for record in caplog.records] == list(wrong)


def test_a_termbase_of_other_languages_is_reported(tmp_path, caplog):
    """A glossary of which nothing is used is not ignored silently."""
    path = tmp_path / "a.tbx"
    path.write_text(TBX_3.replace('"ar"', '"fa"'), encoding="utf-8")
    _, (wrong,) = gather([path])
    assert "a.tbx has no concept with Arabic and English (its languages: en, fa)" in wrong
    assert wrong in caplog.text
