"""Content encodings undone piece by piece, counted before they are kept.

httpx2's own decoders are bounded as well, but a gzip or brotli stream that was cut off looks complete to them, they
drop all but the first member of a gzip file, and pass on encodings that they do not know.
"""

import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

ACCEPTED = "gzip, deflate, br"
"""For ``Accept-Encoding``."""
MOST_CODINGS = 3

_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"


class DecodingError(ValueError):
    """The content is not in the encoding that its header states, or was cut off."""


class TooLargeError(ValueError):
    """The content, or a step on the way to it, has more bytes than allowed."""


def decoded(chunks: Iterable[bytes], codings: str, limit: int) -> Iterator[bytes]:
    """Yield the content of `chunks`, which has the `codings` of ``Content-Encoding``, in pieces of at most 64 KiB.

    Content that is a gzip file in itself, as ``sitemap.xml.gz`` is, is unpacked as well.

    Raises:
        DecodingError: a coding is unknown, there are too many, or the content does not fit.
        TooLargeError: `limit` is exceeded, before or after any decoding.

    """
    names = [name for part in codings.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    if len(names) > MOST_CODINGS or not _DECODERS.keys() >= set(names):
        raise DecodingError("an unknown encoding")
    pieces = _counted(chunks, limit)
    for name in reversed(names):
        pieces = _counted(_DECODERS[name](pieces), limit)
    return _counted(_unpacked(pieces), limit)


def _counted(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > limit:
            raise TooLargeError
        yield piece


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    return _inflated(chunks, zlib.MAX_WBITS | 16)


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield zlib's format, or the raw one that some servers send under the same name."""
    start, rest = _start(chunks)
    is_zlib = len(start) >= 2 and start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2], "big") % 31 == 0
    yield from _inflated(rest, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    start, rest = _start(chunks)
    yield from _gzip(rest) if start.startswith(_GZIP) else rest


def _start(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first two bytes or more, and all chunks."""
    source = iter(chunks)
    start = b""
    while len(start) < 2 and (chunk := next(source, None)) is not None:
        start += chunk
    return start, itertools.chain([start], source)


def _inflated(chunks: Iterable[bytes], wbits: int) -> Iterator[bytes]:
    """Yield the content of all members; padding after the last one is dropped."""
    stream = zlib.decompressobj(wbits)
    members = 0
    begun = False
    for chunk in chunks:
        data = chunk
        while data:
            if members and not begun and data[:1] != b"\x1f":
                return
            begun = True
            yield from _drained(stream, data)
            if not stream.eof:
                break
            members, begun, data = members + 1, False, stream.unused_data
            stream = zlib.decompressobj(wbits)
    if begun:
        raise DecodingError("the content was cut off")


def _drained(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Yield what `data` decompresses to. A full piece may leave more in zlib even if all input is taken."""
    try:
        piece = stream.decompress(data, _PIECE)
        while piece:
            yield piece
            piece = stream.decompress(stream.unconsumed_tail, _PIECE) if not stream.eof else b""
    except zlib.error as e:
        raise DecodingError("the content is not what its encoding says") from e


def _brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    begun = False
    for chunk in chunks:
        begun = begun or bool(chunk)
        data = chunk
        while not stream.is_finished():
            try:
                piece = stream.process(data, output_buffer_limit=_PIECE)
            except brotli.error as e:
                raise DecodingError("the content is not what its encoding says") from e
            if not piece and stream.can_accept_more_data():
                break
            data = b""
            yield piece
    if begun and not stream.is_finished():
        raise DecodingError("the content was cut off")


_DECODERS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
