"""The packages to measure with: the small real one of the tests, and a full-size one with random weights.

A small model hides what translation costs, so the second has the shape of a published Argos model (6 + 6 layers,
512 wide, 8 heads, 2048 inside, 32,000 pieces, int8). Its English is noise. Random weights would never end a sentence,
so one dimension of the stream counts instead: the decoder's position against twice the mean position of the source,
and the end mark follows where they meet. Its translations are therefore about as long as their sources.
"""

import io
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.articles import ROOT, text_for_vocabulary

LAYERS, WIDTH, HEADS, INSIDE, PIECES, POSITIONS = 6, 512, 8, 2048, 32_000, 512
SMALL = ROOT / "tests" / "data" / "translate-ar_en-0_1.argosmodel"
_SPECIAL = ["<unk>", "<s>", "</s>"]
_ENGLISH = re.compile("▁?[A-Za-z]{2,}")
"""Pieces that may be output: Arabic or numbers in the noise would cost the page what real English never does."""
_SEED = 20261121
_SHARPNESS = 400.0
"""How abruptly the end mark becomes certain: 400 is about five units of log-probability per position."""
_STREAM = 1.5**0.5
"""Standard deviation of the stream: word vectors (1) plus position (½); the layers add almost nothing."""

Weights = NDArray[np.float32]


def small(folder: Path) -> Path:
    """Unpack the tests' package into `folder`; return `folder`, which Argos programs take as ARGOS_PACKAGES_DIR."""
    with zipfile.ZipFile(SMALL) as archive:
        archive.extractall(folder)
    return folder


def real_size() -> Path:
    """Return the folder of the full-size package, which is made on the first call (a few seconds)."""
    from platformdirs import user_cache_path

    folder = user_cache_path("reporter-benchmarks", appauthor=False) / f"real-size-2-{_SEED}"
    done = folder / "translate-ar_en-0_2"
    if not done.is_dir():
        part = folder / f".{os.getpid()}"
        part.mkdir(parents=True)
        _build(part)
        part.rename(done)
    return folder


def _build(folder: Path) -> None:
    metadata = {
        "package_version": "0.2",
        "argos_version": "1.9",
        "from_code": "ar",
        "from_name": "Arabic",
        "to_code": "en",
        "to_name": "English",
        "type": "translate",
        "code": "translate-ar_en",
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    vocabulary = _vocabulary(folder / "sentencepiece.model")
    (folder / "model").mkdir()
    _save_model(folder / "model", vocabulary)


def _vocabulary(path: Path) -> list[str]:
    """Train a SentencePiece model at `path`; return its pieces, padded to `PIECES`."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text_for_vocabulary()),
        model_writer=model,
        vocab_size=PIECES,
        hard_vocab_limit=False,
        character_coverage=0.9995,
        num_threads=os.cpu_count() or 1,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    own = [piece for piece in pieces if piece not in _SPECIAL][: PIECES - len(_SPECIAL)]
    return [*_SPECIAL, *own, *(f"▁filler-{index}" for index in range(PIECES - len(_SPECIAL) - len(own)))]


def _save_model(folder: Path, vocabulary: list[str]) -> None:
    from ctranslate2.specs import TransformerSpec

    chance = np.random.default_rng(_SEED)
    spec = TransformerSpec.from_config(num_layers=(LAYERS, LAYERS), num_heads=HEADS)
    words = _random(chance, len(vocabulary), WIDTH, WIDTH**-0.5)
    words[:, 0] = 0  # the counting dimension contains only positions
    spec.encoder.embeddings[0].weight = words
    spec.decoder.embeddings.weight = words
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = _positions()
        _norm(side.layer_norm)
        for layer in side.layer:
            for name in ("self_attention", "attention"):
                if hasattr(layer, name):
                    _attention(getattr(layer, name), chance)
            _norm(layer.ffn.layer_norm)
            _linear(layer.ffn.linear_0, _random(chance, INSIDE, WIDTH, WIDTH**-0.5))
            _linear(layer.ffn.linear_1, _quiet(chance, WIDTH, INSIDE))
    _count_the_source(spec.decoder.layer[-1].attention)
    projection = _random(chance, len(vocabulary), WIDTH, WIDTH**-0.5)
    projection[2] = 0
    projection[2, 0] = _SHARPNESS
    _linear(spec.decoder.projection, projection)
    never = [not _ENGLISH.fullmatch(piece) for piece in vocabulary]
    never[2] = False  # the end mark
    spec.decoder.projection.bias[never] = -1000
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _positions() -> Weights:
    """Return sines and cosines of mean 0 and variance ½, and in dimension 0 the position itself (1 for 64)."""
    place = np.arange(1, POSITIONS + 1)[:, None]
    angle = place / 10_000 ** (np.arange(WIDTH // 2) / (WIDTH // 2 - 1))[None, :]
    table = np.concatenate([np.sin(angle), np.cos(angle)], axis=1)
    table = (table - table.mean(axis=1, keepdims=True)) / (table.std(axis=1, keepdims=True) * 2**0.5)
    table[:, 0] = place[:, 0] / 64
    positions: Weights = table.astype(np.float32)
    return positions


def _attention(attention: Any, chance: np.random.Generator) -> None:
    _norm(attention.layer_norm)
    *inputs, output = attention.linear
    shapes = [3 * WIDTH] if len(inputs) == 1 else [WIDTH, 2 * WIDTH]
    for linear, rows in zip(inputs, shapes, strict=True):
        _linear(linear, _random(chance, rows, WIDTH, WIDTH**-0.5))
    _linear(output, _quiet(chance, WIDTH, WIDTH))


def _count_the_source(attention: Any) -> None:
    """Subtract from dimension 0 of the stream twice the mean position of the source, which is its length."""
    queries, keys_and_values, output = attention.linear
    queries.weight[:] = 0  # attend equally to the whole source
    keys_and_values.weight[WIDTH] = 0
    keys_and_values.weight[WIDTH, 0] = 1
    output.weight[0, 0] = -2 * _STREAM


def _norm(norm: Any) -> None:
    norm.gamma = np.ones(WIDTH, dtype=np.float32)
    norm.beta = np.zeros(WIDTH, dtype=np.float32)


def _linear(linear: Any, weight: Weights) -> None:
    linear.weight = weight
    linear.bias = np.zeros(len(weight), dtype=np.float32)


def _quiet(chance: np.random.Generator, rows: int, columns: int) -> Weights:
    """Return weights whose output hardly changes the stream and leaves its dimension 0 unchanged."""
    weight = _random(chance, rows, columns, 0.05 * columns**-0.5)
    weight[0] = 0
    return weight


def _random(chance: np.random.Generator, rows: int, columns: int, deviation: float) -> Weights:
    return (chance.standard_normal((rows, columns)) * deviation).astype(np.float32)
