"""Download a file over HTTP in bounded time and space, resuming interrupted downloads.

In: a URL and a target path. Out: the complete file at that path. Used only by ``reporter models``, never by a run.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reporter.errors import ModelError
from reporter.files import move
from reporter.interfaces import Advance

log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 30.0
MAX_BYTES = 2 * 1024**3
ATTEMPTS = 4
"""How often one call resumes a broken connection; the next call continues from there too."""
_CHUNK_BYTES = 64 * 1024
"""At most this much of the data received before an interruption is lost."""


class _BrokenOffError(Exception):
    """The connection ended early; the data received so far is kept."""


def fetch_json(url: str, *, timeout_s: float = READ_TIMEOUT_S, max_bytes: int = 16 * 1024**2) -> Any:  # noqa: ANN401 (unchecked JSON)
    """Return the JSON value at `url`.

    Raises:
        ModelError: it cannot be reached, is too large or is not JSON.

    """
    body = bytearray()
    try:
        with _request(url, {}, timeout_s) as response:
            _check_status(url, response.status_code)
            for chunk in response.iter_content(_CHUNK_BYTES):
                body += chunk
                if len(body) > max_bytes:
                    raise ModelError(f"{url} is larger than {max_bytes // 1024**2} MB; is it a list of packages?")
    except _BrokenOffError as e:
        raise ModelError(f"{url} could not be read ({e}); try again later.") from e
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as e:
        raise ModelError(f"{url} is not JSON; check translate.index_url.") from e


def fetch_file(url: str, target: Path, advance: Advance, *, timeout_s: float = READ_TIMEOUT_S) -> None:
    """Download the file at `url` to `target`; `advance` is called with the bytes received.

    Data received before an interruption is kept in ``<target>.part`` and not requested again, provided that the server
    confirms (by ETag or Last-Modified) that the file has not changed.

    Raises:
        ModelError: it cannot be downloaded completely; the message says whether trying again can help.

    """
    part = target.with_name(target.name + ".part")
    told = 0
    for attempt in range(1, ATTEMPTS + 1):
        had = part.stat().st_size if part.exists() else 0
        try:
            for size in _receive(url, part, timeout_s):
                advance(size - told)
                told = size
        except _BrokenOffError as e:
            came = (part.stat().st_size if part.exists() else 0) - had
            if attempt == ATTEMPTS or came <= 0:
                raise ModelError(
                    f"The download of {url} was interrupted ({e}); run the same command again to resume it."
                ) from e
            log.info("The download of %s was interrupted (%s); resuming", url, e)
        else:
            move(part, target)
            _validator_file(part).unlink(missing_ok=True)
            return


def _receive(url: str, part: Path, timeout_s: float) -> Iterator[int]:
    """Append the missing data to `part`; yield its size repeatedly.

    Raises:
        _BrokenOffError: less data arrived than announced.
        ModelError: another attempt would end the same way.

    """
    validator = _validator_file(part).read_text() if _validator_file(part).exists() else ""
    had = part.stat().st_size if part.exists() and validator else 0
    headers = {"Range": f"bytes={had}-", "If-Range": validator} if had else {}
    with _request(url, headers, timeout_s) as response:
        if response.status_code == 416 and response.headers.get("Content-Range") == f"bytes */{had}":
            yield had  # it was already complete
            return
        _check_status(url, response.status_code)
        resumed = response.status_code == 206
        if resumed and not response.headers.get("Content-Range", "").startswith(f"bytes {had}-"):
            raise ModelError(f"{url} returned a different part of the file than the one requested.")
        size = had if resumed else 0
        announced = response.headers.get("Content-Length", "")
        total = size + int(announced) if announced.isdigit() else None
        if (total or 0) > MAX_BYTES:
            raise ModelError(f"{url} is larger than {MAX_BYTES // 1024**3} GB; it was not downloaded.")
        _validator_file(part).write_text(_validator(response.headers))
        with part.open("ab" if resumed else "wb") as file:
            yield size
            for chunk in response.iter_content(_CHUNK_BYTES):
                file.write(chunk)
                size += len(chunk)
                if size > (total or MAX_BYTES):
                    raise ModelError(f"{url} sent more data than announced; it was not downloaded.")
                yield size
    if total is not None and size < total:
        raise _BrokenOffError(f"{size:,} of {total:,} bytes received")


@contextmanager
def _request(url: str, headers: dict[str, str], timeout_s: float) -> Iterator[Any]:
    """Open `url` and yield the response; turn every failure while connecting or reading into one of our errors."""
    import requests
    import urllib3

    # The announced length of a compressed response is not that of the file, and parts of it cannot be requested.
    headers = {"Accept-Encoding": "identity"} | headers
    try:
        with requests.get(url, headers=headers, stream=True, timeout=(CONNECT_TIMEOUT_S, timeout_s)) as response:
            yield response
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema) as e:
        raise ModelError(f"'{url}' is not an http or https URL.") from e
    except requests.exceptions.SSLError as e:
        raise ModelError(f"The certificate of {url} is not trusted; check the clock and the URL.") from e
    except requests.exceptions.ConnectTimeout as e:
        raise ModelError(f"{url} did not respond within {CONNECT_TIMEOUT_S:g} seconds; is this machine online?") from e
    except requests.exceptions.ReadTimeout as e:
        raise _BrokenOffError(f"no data for {timeout_s:g} seconds") from e
    except (requests.exceptions.ChunkedEncodingError, urllib3.exceptions.ProtocolError) as e:
        raise _BrokenOffError("the connection was lost") from e
    except requests.exceptions.ConnectionError as e:
        if "timed out" in str(e):  # how requests reports a timeout in the middle of a body
            raise _BrokenOffError(f"no data for {timeout_s:g} seconds") from e
        raise ModelError(f"{url} cannot be reached; is this machine online?") from e
    except requests.exceptions.RequestException as e:
        raise ModelError(f"{url} cannot be downloaded: {e}.") from e


def _check_status(url: str, status: int) -> None:
    if status not in {200, 206}:
        raise ModelError(f"{url} returned status {status}; check the URL or try again later.")


def _validator(headers: Mapping[str, str]) -> str:
    """Return a value that is valid for If-Range; a weak ETag is not (RFC 9110, section 13.1.5)."""
    etag = headers.get("ETag", "")
    return etag if etag.startswith('"') else headers.get("Last-Modified", "")


def _validator_file(part: Path) -> Path:
    return part.with_name(part.name + ".version")
