"""Read fetched pages in another process, as a run does; it is started when the first page must be read."""

import threading
from datetime import datetime
from pathlib import Path
from typing import Self

from reporter.config import Config
from reporter.executors.local import Local
from reporter.model import Article, RawArticle
from reporter.workflows.articles import Articles


class PageReader:
    """Reads pages; a context manager. Threads may share it."""

    def __init__(self, config: Config, now: datetime) -> None:
        self._config = config
        self._now = now
        self._executor: Local | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor:
            self._executor.rest()

    def text(self, path: Path) -> str | None:
        """Return the text of the article in a page; None if it cannot be read."""
        with self._lock:
            found = [item.text for item in self._articles().read([path]) if isinstance(item, RawArticle)]
        return " ".join(found) or None

    def article(self, path: Path) -> Article | None:
        """Return the article in a page, cleaned; None if there is none."""
        with self._lock:
            articles = self._articles()
            raw = [item for item in articles.read([path]) if isinstance(item, RawArticle)]
            found = next(articles.clean(raw[:1]), None)
        return found if isinstance(found, Article) else None

    def _articles(self) -> Articles:
        self._executor = self._executor or Local(self._config, self._now)
        return Articles(self._executor, self._config.root)
