"""PDF: the HTML document printed by WeasyPrint.

Nothing is fetched: whatever is not inside the document is an error. A character without a glyph is an error too, for it
would be printed as an empty box.
"""

import logging
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from reporter.errors import ReporterError

PANGO_COMMANDS = (
    "install it: 'sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' (Debian, Ubuntu), "
    "'sudo dnf install pango harfbuzz' (Fedora), 'brew install pango harfbuzz' (macOS)"
)

_environment = threading.Lock()


def print_html(html: str, record: Mapping[str, Any]) -> bytes:
    """Return the PDF of `html`; its dates and identifier come from `record`, so that equal input gives equal bytes.

    Raises:
        ReporterError: Pango or a glyph is missing, the document asks for something outside itself, or the disk is full.

    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError, URLFetcher
    except OSError as e:
        raise ReporterError(f"Pango, which sets the pages, cannot be loaded; {PANGO_COMMANDS}.") from e

    issued = datetime.fromisoformat(record["edition"]["issued_at"])
    fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    with _warnings() as said, _dated(issued):
        try:
            printed = HTML(string=_spaced(html), url_fetcher=fetcher, base_url=None).write_pdf()
        except FatalURLFetchingError as e:
            raise ReporterError(
                f"The document asks for something outside itself ({e}); templates must be self-contained."
            ) from e
        except OSError as e:
            raise ReporterError(
                f"The PDF could not be made ({e.strerror or e}); make room in the folder for temporary files (TMPDIR)."
            ) from e
    missing = [message for message in said if "notdef" in message]
    if missing:
        raise ReporterError(f"The fonts lack a character: {missing[0]}; change the template or report it.")
    if not isinstance(printed, bytes):
        raise TypeError(f"WeasyPrint returned {type(printed).__name__}, not bytes")
    return printed


def _spaced(html: str) -> str:
    """Give each space before an inline element an element of its own, and no block a space at its end.

    WeasyPrint 70 breaks a line after its first word where the text before an inline element, or before the block's
    end, fits the line exactly but for its last space (``split_first_line``, the branch of a too long first line).
    """
    html = re.sub(r"\s+(?=</(?:td|th|p|h[1-6])>)", "", html)
    return re.sub(r"(\s|&nbsp;)+(?=<(?:a|bdi|em|span|strong|code)\b)", r"<span>\1</span>", html)


@contextmanager
def _dated(moment: datetime) -> Iterator[None]:
    """Make WeasyPrint write `moment` instead of the clock's time (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    name = "SOURCE_DATE_EPOCH"
    with _environment:
        before = os.environ.get(name)
        os.environ[name] = str(int(moment.timestamp()))
        try:
            yield
        finally:
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs while it prints."""
    said: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield said
    finally:
        logger.removeHandler(collector)
