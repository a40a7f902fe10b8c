"""Ask again for pages that editions have quoted: whether they have changed, and whether they are still there.

In: the articles that recent editions quoted. Out: new versions in the inbox and the store, and how often in a row a
page was missing. Nothing here decides what that means for an edition.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from reporter.editions.versions import is_same, text_key
from reporter.fetch.articles import Access, Means, NotAPageError, Page, page_of
from reporter.fetch.web.answers import Answer, Validators
from reporter.fetch.web.failures import FetchError
from reporter.language.differ import share_text
from reporter.model import Article
from reporter.store.press import MISSING_FETCHES, Names, QuotedArticle, Recheck, Version
from reporter.yaml_reading import YamlError
from reporter.yaml_reading import load as load_yaml

log = logging.getLogger(__name__)

MOST = 50
"""Maximum number of pages to ask for again in one fetch."""
Outcome = Literal["same", "updated", "missing", "gone", "unanswered"]
"""``missing``: not there for the first time; ``gone``: not there in so many fetches in a row that it was taken down;
``unanswered``: the answer says nothing about the article."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_NOT_THERE = frozenset({404, 410})


def due(quoted: list[QuotedArticle], known: Mapping[int, Recheck], before: datetime) -> list[QuotedArticle]:
    """Return the articles to ask for again, those that were asked for longest ago first.

    Left out are those that were taken down, and those that were fetched since `before`.
    """
    waiting = [
        article
        for article in quoted
        if article.version.fetched_at < before
        and not ((kept := known.get(article.article.id or 0)) and kept.missing >= MISSING_FETCHES)
    ]
    asked = {number: kept.asked_at.isoformat() for number, kept in known.items()}
    return sorted(waiting, key=lambda article: asked.get(article.article.id or 0, ""))[:MOST]


class Rechecks:
    """Asks for the quoted articles of one source."""

    def __init__(self, access: Access, means: Means, *, robots: bool) -> None:
        self._access = access
        self._means = means
        self._robots = robots

    def ask(self, quoted: QuotedArticle, known: Recheck | None) -> Outcome:
        """Ask for an article again, and keep what is new."""
        facts = _facts(self._means.inbox.folder / quoted.version.path)
        kept = replace(known or Recheck(asked_at=self._means.now()), asked_at=self._means.now())
        if not isinstance(facts.get("url"), str):
            return self._keep(quoted, kept, "unanswered")
        try:
            answer = self._answer(facts, kept)
        except FetchError as e:
            if e.status not in _NOT_THERE:
                log.info("%s could not be asked for again: %s", facts["url"], e)
                return self._keep(quoted, kept, "unanswered")
            kept = replace(kept, missing=kept.missing + 1, status=e.status)
            return self._keep(quoted, kept, "gone" if kept.missing >= MISSING_FETCHES else "missing")
        kept = replace(kept, missing=0, status=0)
        if answer.not_modified:
            return self._keep(quoted, kept, "same")
        outcome = self._compared(quoted, answer, facts)
        if outcome != "unanswered":
            validators = answer.validators
            said = {"address": validators.address, **validators.headers()}
            kept = replace(kept, validators=said if len(said) > 1 else {})
        return self._keep(quoted, kept, outcome)

    def _keep(self, quoted: QuotedArticle, recheck: Recheck, outcome: Outcome) -> Outcome:
        self._means.press.keep_recheck(quoted.article.id or 0, recheck)
        return outcome

    def _answer(self, facts: Mapping[str, Any], known: Recheck) -> Answer:
        return self._means.client.get(
            facts["url"],
            limit=round(self._means.settings.max_mb.page * 1_000_000),
            headers=self._access.headers,
            login=self._access.login,
            cookies=self._access.cookies,
            validators=_validators(facts, known.validators),
            robots=self._robots,
        )

    def _compared(self, quoted: QuotedArticle, answer: Answer, facts: Mapping[str, Any]) -> Outcome:
        """Keep the answer if it is another version of the article."""
        means, name = self._means, quoted.article.source
        if facts.get("text_from") == "feed":
            return "same"  # the page was never read
        try:
            page = page_of(answer, facts["url"])
        except NotAPageError:
            return "unanswered"
        if hashlib.sha256(page.content).hexdigest() in quoted.hashes:
            return "same"
        after = means.clean(means.inbox.put_unread(name, page.content, page.suffix))
        before = means.clean(means.inbox.folder / quoted.version.path)
        if after is None or before is None or not share_text(after.text, before.text):
            return "unanswered"
        if _is_same(before, after):
            return "same"
        means.press.add(Names("", ()), quoted.article, self._put(quoted, page, facts))
        return "updated"

    def _put(self, quoted: QuotedArticle, page: Page, facts: Mapping[str, Any]) -> Version:
        now, sha256 = self._means.now(), hashlib.sha256(page.content).hexdigest()
        said = {
            **facts,
            **page.facts,
            "version_of": quoted.version.path,
            "fetched_at": now.isoformat(timespec="seconds"),
            "sha256": sha256,
        }
        path = self._means.inbox.put(quoted.article.source, page.content, page.suffix, said, now=now)
        return Version(sha256=sha256, path=path, fetched_at=now, text="")


def _is_same(before: Article, after: Article) -> bool:
    """Return whether two versions have the same text; titles count if the page states them, not only its feed."""
    if before.title_derived or after.title_derived:
        before, after = replace(before, title_derived=True), replace(after, title_derived=True)
    return is_same(text_key(before), text_key(after))


def _facts(page: Path) -> dict[str, Any]:
    """Return what the sidecar of a page says; nothing if it cannot be read."""
    try:
        found = load_yaml(page.with_suffix(".yaml").read_text(encoding="utf-8"), aliases=False)
    except (OSError, UnicodeDecodeError, YamlError) as e:
        log.info("The sidecar of %s cannot be read: %s", page, e)
        return {}
    return found if isinstance(found, dict) else {}


def _validators(facts: Mapping[str, Any], kept: Mapping[str, str]) -> Validators | None:
    """Return what the server gave with its last answer, or else with the page in the inbox."""
    if kept:
        return Validators(
            address=kept["address"], etag=kept.get("If-None-Match"), last_modified=kept.get("If-Modified-Since")
        )
    headers, address = facts.get("headers"), facts.get("final_url")
    if not isinstance(headers, dict) or not isinstance(address, str):
        return None
    etag, modified = headers.get("etag"), headers.get("last-modified")
    return Validators(
        address=address,
        etag=etag if isinstance(etag, str) else None,
        last_modified=modified if isinstance(modified, str) else None,
    )
