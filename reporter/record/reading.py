"""Reading a record's file."""

import json
from pathlib import Path
from typing import Any

from reporter.errors import ReporterError


def load(path: Path) -> Any:  # noqa: ANN401  (unchecked JSON: `problems` says what it is)
    """Read a record's JSON.

    Raises:
        ReporterError: the file cannot be read or is no JSON.

    """
    try:
        return json.loads(path.read_bytes())
    except OSError as e:
        raise ReporterError(f"The record {path} cannot be read: {e.strerror}.") from e
    except (ValueError, RecursionError) as e:
        raise ReporterError(f"{path} is not a JSON record: {e}.") from e
