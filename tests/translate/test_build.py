"""The translator of a run: memory, cache, engine, and the reason if there is no English."""

import logging
from pathlib import Path

import pytest

from reporter.config import TranslateSettings
from reporter.interfaces import Silent, Translator
from reporter.language.arabic.letters import memory_key
from reporter.model import Translation
from reporter.packages import installed
from reporter.store import MemoryEntry, Store
from reporter.translate import NO_MODEL, build

ARABIC = ("ارتفعت أسعار النفط.", "فاز المنتخب المغربي بهدفين مقابل هدف واحد.", "أعلن الوزير الخبر أمس.")


def remember(store, text_ar, text_en):
    entry = MemoryEntry(key=memory_key(text_ar), text_ar=text_ar, text_en=text_en)
    store.replace_memory(f"/{text_en}.tmx", "1", [entry], listed=False)


def translate(settings, store, texts, progress=None):
    translator = build(settings, store, progress=progress or Silent())
    return translator, translator.translate(texts)


def no_engine(reason):
    return Translation(text_en=None, origin="none", reason=reason)


def test_without_a_model_there_is_a_reason(settings, store):
    """The briefing prints this text."""
    translator, done = translate(settings, store, ARABIC[:1])
    assert done == (no_engine("English not available: no Arabic-English model is installed"),)
    assert translator.engine is None


def test_the_translator_implements_the_protocol(settings, store):
    """Mypy checks the types."""
    translator: Translator = build(settings, store, progress=Silent())
    assert translator.translate([]) == ()


def test_the_memory_works_without_a_model(settings, store):
    """Human English needs no machine."""
    remember(store, ARABIC[0], "Oil prices rose.")
    translator, done = translate(settings, store, [ARABIC[1], "ارتفعَت  أسعار النفط."])
    assert done == (no_engine(NO_MODEL), Translation(text_en="Oil prices rose.", origin="memory"))
    assert translator.engine is None


def test_memory_alone_neither_hashes_nor_loads_the_model(package, settings, store):
    """A run that needs no machine does not wait for one, and does not name it."""
    remember(store, ARABIC[0], "Oil prices rose.")
    (package.folder / "model" / "model.bin").write_bytes(b"damaged, but nobody asks")
    translator, done = translate(settings, store, ARABIC[:1])
    assert done[0].origin == "memory"
    assert translator.engine is None


@pytest.mark.engine
def test_each_text_gets_its_english_in_order_and_once(package, settings, store, counting):
    """Human, machine and repeated texts are mixed."""
    remember(store, ARABIC[1], "Morocco won 2-1.")
    texts = [ARABIC[0], ARABIC[1], ARABIC[2], ARABIC[0], ARABIC[1]]
    translator, done = translate(settings, store, texts, counting)
    assert [item.origin for item in done] == ["machine", "memory", "machine", "machine", "memory"]
    assert (done[3], done[4]) == (done[0], done[1])
    assert "oil" in done[0].text_en.lower()
    assert all((item.score is None) == (item.origin != "machine") for item in done)
    assert (counting.totals, counting.stages) == ({"Translating": 3}, {"Translating": 3})
    engine = translator.engine
    assert (engine.name, engine.model, engine.version) == ("argos", "translate-ar_en", "0.1")
    assert (engine.beam_size, engine.licence) == (4, "CC BY 4.0")
    assert engine.sha256 == installed.check(package, store)[0]


@pytest.mark.engine
def test_the_second_run_translates_nothing(package, settings, store, counting, monkeypatch):
    """The result is the same and names the engine, but the engine is not loaded."""
    translator, first = translate(settings, store, ARABIC)

    def forbidden(*_):
        raise AssertionError("the engine was loaded")

    monkeypatch.setattr("ctranslate2.Translator", forbidden)
    again, second = translate(settings, store, ARABIC, counting)
    assert second == first
    assert again.engine == translator.engine is not None
    assert counting.stages == {"Translating": 3}


@pytest.mark.engine
@pytest.mark.parametrize("change", [{"beam_size": 1}, {"compute_type": "float32"}])
def test_other_settings_have_separate_cache_entries(package, settings, store, change):
    """Every setting that affects the output is part of the key."""
    _, first = translate(settings, store, ARABIC)
    _, second = translate(settings.model_copy(update=change), store, ARABIC)
    assert second != first
    assert translate(settings, store, ARABIC)[1] == first


@pytest.mark.engine
def test_the_number_of_threads_changes_no_translation(package, settings, store):
    """The cache is therefore valid on a machine of another size."""
    _, first = translate(settings, store, ARABIC)
    with Store.open(store._path.with_name("other.sqlite3")) as other:
        assert translate(settings.model_copy(update={"threads": 3}), other, ARABIC)[1] == first


@pytest.mark.engine
def test_another_model_does_not_use_the_cache_of_this_one(package, settings, store):
    """The model's hash is part of the key; here only its README differs."""
    translate(settings, store, ARABIC)
    (package.folder / "reporter-manifest.json").unlink()
    (package.folder / "README.md").write_text("another")
    keys = store.rows("SELECT count(DISTINCT key) FROM draft")[0][0]
    translator, _ = translate(settings, store, ARABIC)
    assert store.rows("SELECT count(DISTINCT key) FROM draft")[0][0] == 2 * keys
    assert translator.engine.licence is None


@pytest.mark.parametrize("text", ["", "  \n", "\u00a0"])
def test_an_empty_text_has_a_reason(settings, store, text):
    """It is not that a model is missing."""
    assert translate(settings, store, [text])[1] == (no_engine("English not available: the text is empty"),)


@pytest.mark.engine
@pytest.mark.parametrize("text", ["\ud800", "نعم \udfff", "\ud83d لا"])
def test_invalid_unicode_does_not_end_the_run(package, settings, store, text):
    """One bad text has a reason, and the other is translated."""
    _, done = translate(settings, store, [text, ARABIC[0]])
    assert done[0].reason == "English not available: the text contains invalid Unicode"
    assert done[1].origin == "machine"


@pytest.mark.engine
def test_an_empty_result_of_the_model_is_not_english(package, settings, store):
    """Without tokens, the engine returns nothing."""
    _, done = translate(settings, store, ["\u200f\u200f", ARABIC[0]])
    assert done[0] == no_engine("English not available: the model returned nothing")
    assert done[1].origin == "machine"


@pytest.mark.engine
def test_doubts_about_the_english_are_flagged_every_time(package, settings, store):
    """From the engine and from the cache: 377 is missing from this model's English."""
    text = "أصيب 377 شخصا و 12 طفلا و 96 جنديا و 41 شرطيا في 8 مدن و 19 قرية."
    settings = settings.model_copy(update={"withhold": "never"})
    _, (first,) = translate(settings, store, [text])
    _, (second,) = translate(settings, store, [text])
    assert first.flags
    assert second.flags == first.flags


def test_a_damaged_model_degrades_the_run(package, settings, store, caplog):
    """The reason names the model and the damage, and the log says how to repair it."""
    remember(store, ARABIC[0], "Oil prices rose.")
    (package.folder / "model" / "model.bin").write_bytes(b"damaged")
    with caplog.at_level(logging.WARNING):
        translator, done = translate(settings, store, ARABIC[:2])
    reason = "English not available: the model translate-ar_en 0.1 is damaged; model/model.bin has 7 bytes instead of 9,344,365"
    assert done == (Translation(text_en="Oil prices rose.", origin="memory"), no_engine(reason))
    assert translator.engine is None
    (message,) = [record.getMessage() for record in caplog.records]
    assert message == f"{reason}; install the model again with 'reporter models install'."


def test_a_damaged_model_is_not_trusted_from_the_cache_either(package, settings, store, caplog):
    """Yesterday's English is not printed under its name today."""
    translate(settings, store, ARABIC)
    (package.folder / "model" / "model.bin").write_bytes(b"damaged")
    with caplog.at_level(logging.WARNING):
        translator, done = translate(settings, store, ARABIC)
    assert {item.origin for item in done} == {"none"}
    assert translator.engine is None
    assert len(caplog.records) == 1


@pytest.mark.engine
def test_a_model_that_cannot_be_loaded_degrades_the_run(package, settings, store, caplog):
    """Its files are as another program left them, but the engine cannot read them."""
    (package.folder / "reporter-manifest.json").unlink()
    (package.folder / "model" / "model.bin").write_bytes(b"bad")
    with caplog.at_level(logging.WARNING):
        translator, done = translate(settings, store, ARABIC)
    assert {item.reason for item in done} == {done[0].reason}
    assert done[0].reason.startswith("English not available: translate-ar_en 0.1 cannot be loaded (")
    assert translator.engine is None
    assert "models install" in caplog.text


@pytest.mark.engine
def test_english_made_before_the_engine_failed_is_kept(package, settings, store, caplog):
    """The cache's English is used, the other texts have a reason, and the engine is named."""
    translate(settings, store, ARABIC[:1])
    import ctranslate2

    class Failing(ctranslate2.Translator):
        def translate_batch(self, *_, **__):
            raise RuntimeError("out of memory")

    with pytest.MonkeyPatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(ctranslate2, "Translator", Failing)
        translator, done = translate(settings, store, ARABIC)
    assert [item.origin for item in done] == ["machine", "none", "none"]
    assert done[1].reason == "English not available: the engine failed (out of memory)"
    assert translator.engine is not None


@pytest.mark.engine
def test_a_store_in_memory_works(package, settings, caplog):
    """The cache is in memory, and everything is translated."""
    with caplog.at_level(logging.WARNING), Store.open(Path("/proc/none/store.sqlite3")) as store:
        assert {item.origin for item in translate(settings, store, ARABIC)[1]} == {"machine"}
    assert len(caplog.records) == 1


def test_the_models_folder_is_optional(store):
    """By default the user's data folder is searched, which is empty here."""
    assert translate(TranslateSettings(), store, ARABIC[:1])[1] == (no_engine(NO_MODEL),)


@pytest.mark.engine
def test_a_damaged_package_is_replaced_by_an_intact_one(package, settings, store, caplog, tmp_path):
    """The package of another Argos program is used, and the damage is reported."""
    import shutil

    other = settings.models_dir / "translate-ar_en-0.0"
    shutil.copytree(package.folder, other)
    metadata = other / "metadata.json"
    metadata.write_text(metadata.read_text(encoding="utf-8").replace('"0.1"', '"0.0"'), encoding="utf-8")
    from reporter.packages import manifest

    manifest.write(other, source="copy", archive_sha256="0" * 64)
    (package.folder / "model" / "config.json").write_text("{}", encoding="utf-8")
    translator = build(settings, store, progress=Silent())
    done = translator.translate(["نعم."])
    assert done[0].origin == "machine"
    assert translator.engine.version == "0.0"
    assert "0.1 is damaged" in caplog.text
