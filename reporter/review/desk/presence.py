"""Who else has the desk's page of an edition open, also in other processes on this computer or a shared disk.

In: a window, who uses it, and where they are. Out: the others. Each window has a small file that only it writes.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HERE_S = 60
"""Seconds after which somebody who has closed the page is no longer shown."""


@dataclass(frozen=True, slots=True, order=True)
class Other:
    """Somebody else who has the page open."""

    by: str
    at: str
    """The number of the article that has the focus; empty if none has."""


class Presence:
    """The open windows that are noted in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, window: str, by: str, at: str, now: datetime) -> tuple[Other, ...]:
        """Note that `by` looks at the article `at`, and return the others; somebody's own windows do not count."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            own = self._folder / f"{re.sub(r'[^0-9A-Za-z-]', '', window)[:40] or 'window'}.json"
            own.write_text(json.dumps({"by": by, "at": at, "seen": now.timestamp()}), encoding="utf-8")
            found = [self._other(path, now) for path in self._folder.glob("*.json") if path != own]
        except OSError:  # nobody is shown
            return ()
        return tuple(sorted({other for other in found if other is not None and other.by != by}))

    def _other(self, path: Path, now: datetime) -> Other | None:
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if now.timestamp() - float(said["seen"]) < HERE_S:
                return Other(str(said["by"]), str(said["at"]))
        except (ValueError, LookupError, TypeError):
            return None  # it is being written
        path.unlink(missing_ok=True)
        return None
