"""Memory that is not used any more goes back to the system, before something else needs as much."""

import ctypes
import gc
from contextlib import suppress

_WORTH = 1_000_000
"""Bytes. Collecting garbage takes about a tenth of a second."""


def give_back(made: int) -> None:
    """Return unused memory to the system, after something of `made` bytes was made; nothing happens after a little.

    The C library (glibc) does that by itself only with what is at the end of its memory.
    """
    if made < _WORTH:
        return
    gc.collect()
    with suppress(OSError, AttributeError):  # other C libraries have no such function
        ctypes.CDLL(None).malloc_trim(0)
