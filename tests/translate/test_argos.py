"""The engine, with a small real package."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.errors import ModelError
from reporter.translate import argos
from reporter.translate.argos import Argos, in_batches, split_long

pytestmark = pytest.mark.engine

NEWS = Path(__file__).parents[2].parent / "shared" / "news" / "pairs.tsv"

SENTENCES = (
    "أعلن وزير الخارجية أمس أن المحادثات ستستأنف الأسبوع المقبل.",
    "ارتفعت أسعار النفط.",
    "قال رئيس الوزراء إن الحكومة ستخصص 40 مليون دولار لإعادة بناء المدارس التي تضررت في الفيضانات.",
    "فاز المنتخب المغربي بهدفين مقابل هدف واحد.",
    "سلام",
)
LONG = "، ".join(f"وقال الوزير رقم {n} إن الحكومة ستبني مدرسة جديدة في المدينة" for n in range(30)) + "."


@pytest.fixture
def engine(package, settings):
    return Argos(package, settings)


def translated(engine, texts):
    (made,) = engine.drafts([texts], 0)
    return [draft for (draft,) in made]


def test_each_text_has_its_english_and_a_score(engine):
    """In the order of the texts."""
    drafts = translated(engine, SENTENCES)
    assert all(draft.text_en and draft.text_en == draft.text_en.strip() for draft in drafts)
    assert all(-10 < draft.score < 0 for draft in drafts)
    assert "oil" in drafts[1].text_en.lower()
    assert "40" in drafts[2].text_en


def test_the_score_is_the_mean_log_probability_of_a_token(engine, package):
    """It is the engine's sum divided by the number of tokens including the end mark."""
    import ctranslate2

    draft = translated(engine, SENTENCES[:1])[0]
    tokens = engine._tokenizer.encode(SENTENCES[0])
    raw = ctranslate2.Translator(str(package.folder / "model")).translate_batch(
        [tokens], beam_size=4, length_penalty=0.2, replace_unknowns=True, return_scores=True
    )[0]
    forced = ctranslate2.Translator(str(package.folder / "model")).score_batch([tokens], [raw.hypotheses[0]])[0]
    mean = sum(forced.log_probs) / len(forced.log_probs)
    assert draft.score == pytest.approx(mean, abs=0.01)


def test_one_batch_equals_argos_one_by_one(engine, package):
    """Batching changes the speed, not the English."""
    from argostranslate.package import Package

    reference = Package(package.folder)
    import ctranslate2

    translator = ctranslate2.Translator(str(package.folder / "model"))
    for sentence, draft in zip(SENTENCES, translated(engine, SENTENCES), strict=True):
        result = translator.translate_batch(
            [reference.tokenizer.encode(sentence)], replace_unknowns=True, beam_size=4, length_penalty=0.2
        )[0]
        assert draft.text_en == reference.tokenizer.decode(result.hypotheses[0]).strip()


def test_the_same_texts_have_the_same_english(package, settings):
    """Their order and the number of threads do not matter."""
    texts = [*SENTENCES, LONG]
    first = translated(Argos(package, settings), texts)
    for threads in (2, 4):
        engine = Argos(package, settings.model_copy(update={"threads": threads}))
        assert translated(engine, texts) == first
        assert translated(engine, texts[::-1]) == first[::-1]


def test_a_long_text_is_translated_to_its_end(engine):
    """It is split and joined in order; its score is between those of its pieces."""
    pieces = split_long(LONG, engine._count)
    assert len(pieces) > 3
    (draft,) = translated(engine, [LONG])
    parts = translated(engine, pieces)
    assert draft.text_en == " ".join(part.text_en for part in parts)
    assert min(part.score for part in parts) <= draft.score <= max(part.score for part in parts)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "ـ", "«»", '"""', "١٢٣ 45 ٪", "★☃漢字", "\0", "\u200f", "BBC", "ا" * 5000, "، " * 500, "؟" * 400],
)
def test_odd_input_has_a_result(engine, text):
    """It may be empty, but is never an error, and other texts are not affected."""
    odd, neighbour = translated(engine, [text, SENTENCES[1]])
    assert isinstance(odd.text_en, str)
    assert odd.score <= 0
    assert neighbour.text_en == translated(engine, SENTENCES[1:2])[0].text_en


def test_without_texts_there_are_no_drafts(engine):
    """An empty list is valid."""
    assert list(engine.drafts([], 0)) == []
    assert translated(engine, []) == []


def test_batches_are_translated_as_each_would_be_alone(engine):
    """To the last digit, so that it does not matter which machine gets which of them; short texts come last."""
    batches = in_batches([*SENTENCES, *(f"وصل {n} من الركاب إلى المطار." for n in range(130))])
    assert [len(batch) for batch in batches] == [100, len(SENTENCES) + 30]
    assert min(map(len, batches[0])) >= max(map(len, batches[1]))
    assert list(engine.drafts(batches, 0)) == [next(iter(engine.drafts([batch], 0))) for batch in batches]


def test_a_larger_beam_is_used(package, settings):
    """The setting reaches the engine: at least one of many translations is different."""
    narrow = Argos(package, settings.model_copy(update={"beam_size": 1}))
    wide = Argos(package, settings.model_copy(update={"beam_size": 8}))
    assert translated(narrow, SENTENCES) != translated(wide, SENTENCES)


def test_the_number_format_is_used(package, settings):
    """The setting reaches the engine."""
    assert Argos(package, settings.model_copy(update={"compute_type": "float32"}))._translator.compute_type == "float32"


def test_a_number_format_that_the_processor_lacks_costs_no_english(package, settings, monkeypatch, caplog):
    """The package's own is used instead, and a warning says so; no processor calculates in all of them."""
    import ctranslate2

    formats = {"int8", "int8_float32", "int16", "float16", "bfloat16", "float32"}
    lacking = sorted(formats - ctranslate2.get_supported_compute_types("cpu"))
    if not lacking:
        monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: {"float32"})
        lacking = ["float16"]
    engine = Argos(package, settings.model_copy(update={"compute_type": lacking[0]}))
    assert translated(engine, SENTENCES[:1]) == translated(Argos(package, settings), SENTENCES[:1])
    assert f"cannot calculate in {lacking[0]}" in caplog.text


def test_a_target_prefix_is_used(package, settings):
    """In packages for several languages it selects the language; it is not printed."""
    engine = Argos(package, settings)
    (plain,) = translated(engine, SENTENCES[3:4])
    metadata = package.folder / "metadata.json"
    metadata.write_text(json.dumps(json.loads(metadata.read_text()) | {"target_prefix": "▁The"}))
    (draft,) = translated(Argos(package, settings), SENTENCES[3:4])
    result = engine._translator.translate_batch(
        [engine._tokenizer.encode(SENTENCES[3])],
        target_prefix=[["▁The"]],
        beam_size=4,
        length_penalty=0.2,
        replace_unknowns=True,
    )[0]
    assert "The " + draft.text_en == engine._tokenizer.decode(result.hypotheses[0])
    assert draft.text_en != plain.text_en


@pytest.mark.parametrize(
    "file", ["model/model.bin", "sentencepiece.model", "model/shared_vocabulary.json", "metadata.json"]
)
def test_a_package_that_cannot_be_loaded_is_reported(package, settings, file):
    """Whichever file is damaged, there is one sentence."""
    (package.folder / file).write_bytes(b"bad")
    with pytest.raises(ModelError, match=r"^translate-ar_en 0\.1 cannot be loaded \(.+\)$"):
        Argos(package, settings)


def words(text):
    return len(text.split())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ا ب ج", ("ا ب ج",)),
        ("ا ب ج د. ه و ز ح", ("ا ب ج د.", "ه و ز ح")),
        ("ا ب، ج د؛ ه و، ز ح", ("ا ب، ج د؛", "ه و، ز ح")),
        ("ا ب ج د، ه و ز ح", ("ا ب ج د،", "ه و ز ح")),
        ("ا ب ج د ه و ز ح", ("ا ب ج د", "ه و ز ح")),
        ("ا، بب جج دد هه وو زز حح", ("ا، بب جج دد", "هه وو زز حح")),
    ],
)
def test_a_text_is_split_at_its_best_place(text, pieces):
    """After a sentence, then after ؛, then after ،, then at a space; not close to either end."""
    assert split_long(text, words, limit=4) == pieces


def test_pieces_keep_every_word_and_the_limit(engine):
    """Nothing of any text is lost."""
    for text in (LONG, LONG.replace("،", ""), "كلمة " * 1000, "ب" * 3000):
        pieces = split_long(text, engine._count)
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert max(map(engine._count, pieces)) <= argos.MAX_TOKENS


def run(code, *arguments, **environment):
    """Run `code` in a new process and return its output."""
    inherited = {"PATH": os.environ["PATH"]}
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


TRANSLATE = """
import sys
from pathlib import Path
from reporter.config import TranslateSettings
from reporter.interfaces import Silent
from reporter.store import Store
from reporter.translate import build
settings = TranslateSettings(models_dir=Path(sys.argv[1]), threads=1)
with Store.open(Path(sys.argv[2])) as store:
    (done,) = build(settings, store, progress=Silent()).translate(["ارتفعت أسعار النفط."])
"""


def test_no_socket_is_ever_created(package, tmp_path):
    """A process that would die at its first socket or name look-up can translate."""
    code = """
import os, sys
def forbid(event, arguments):
    if event.startswith("socket."):
        print(event, arguments, file=sys.stderr, flush=True)
        os._exit(3)
sys.addaudithook(forbid)
"""
    out = run(code + TRANSLATE + "print(done.origin)", package.folder.parent, tmp_path / "s", HOME=str(tmp_path))
    assert out == "machine"
    proof = subprocess.run(
        [sys.executable, "-c", code + "import socket; socket.socket()"], capture_output=True, check=False
    )
    assert proof.returncode == 3, "the guard works"


def test_neither_the_agpl_splitter_nor_torch_is_imported(package, tmp_path):
    """Only the package and the tokenizer of Argos are."""
    out = run(
        TRANSLATE + "print(*{name.partition('.')[0] for name in sys.modules} & {'minisbd', 'stanza', 'spacy', 'torch',"
        " 'onnxruntime'}, *{n for n in sys.modules if n in {'argostranslate.translate', 'argostranslate.sbd'}})",
        package.folder.parent,
        tmp_path / "s",
        HOME=str(tmp_path),
    )
    assert out == ""


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/proc/nowhere"},
        {
            "HOME": "/proc/nowhere",
            "XDG_DATA_HOME": "/proc/x",
            "XDG_CONFIG_HOME": "/proc/x",
            "XDG_CACHE_HOME": "/proc/x",
        },
        {"ARGOS_CHUNK_TYPE": "NONSENSE", "ARGOS_BATCH_SIZE": "many", "ARGOS_DEBUG": "1"},
        {"ARGOS_PACKAGES_DIR": "/proc/nowhere"},
        {"LC_ALL": "C", "LANG": "C"},
    ],
)
def test_cron_and_odd_environments_do_not_matter(package, tmp_path, environment):
    """No home, an unwritable one, or invalid Argos settings; only we print anything."""
    assert run(TRANSLATE + "print(done.origin)", package.folder.parent, tmp_path / "s", **environment) == "machine"


def test_nothing_is_written_to_the_users_home(package, tmp_path):
    """Importing Argos normally creates three folders."""
    home = tmp_path / "own"
    home.mkdir()
    run(
        TRANSLATE + "import os; assert os.environ['HOME'] == " + repr(str(home)),
        package.folder.parent,
        tmp_path / "s",
        HOME=str(home),
    )
    assert list(home.iterdir()) == []
