"""From the articles of an edition to its blocks: articles grouped into stories, summarised and translated.

One that fails costs nothing but itself: a story is then told article by article, and an article that cannot be printed
is left out with the reason.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from reporter import editions
from reporter.compose import Block, texts_to_translate
from reporter.desk.arranging import Arrangement
from reporter.editions import Selection
from reporter.errors import ReporterError
from reporter.executors.steps import Sentences, Told
from reporter.failures import attempt, failed, without_faulty
from reporter.model import Article, Pick, Selected, Skipped, Summary, Translation
from reporter.stories.telling import Telling, alone

if TYPE_CHECKING:
    from reporter.config import StorySettings
    from reporter.workflows.tools import Tools

log = logging.getLogger(__name__)


class _Wanted(NamedTuple):
    """What is to be printed in one place."""

    of: Article | Told | None
    """What to summarise; None if only the headline is printed."""
    told: Telling | None
    """The story; None if stories are not grouped."""


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """Makes the blocks of one edition."""

    tools: "Tools"
    selection: Selection
    corrections: editions.Corrections
    read: Mapping[str, Article]
    """All articles that were read, by their printed paths."""
    skipped: list[Skipped]
    """What is not in the edition; what fails is added to it."""
    arrangement: Arrangement
    tellings: Sequence[Telling] | None
    """The stories of the selected articles, in order; None if they are not grouped."""

    def made(self, settings: "StorySettings") -> tuple[Block, ...]:
        """Return the blocks of the selected articles, without English."""
        articles = self.selection.articles
        blocks: list[Block] = []
        with (
            self.tools.report.stage("summarise") as counts,
            self.tools.progress.stage("Summarising", len(articles)) as advance,
        ):
            wanted = self._wanted(settings)
            summaries = self.tools.articles.summarise(each.of for each in wanted if each.of is not None)
            for each in wanted:
                if each.told is None:
                    article = cast("Article", each.of)
                    blocks += self._alone(article, found=next(summaries))
                else:
                    blocks += self._told(each.told, None if each.of is None else next(summaries))
                advance(len(each.told.articles) if each.told else 1)
            if self.tellings is not None:
                counts["stories"] = len(self.tellings)
        self.tools.executor.rest()
        if articles and not blocks:
            last = self.skipped[-1]
            raise ReporterError(f"No edition was made because every article failed; {last.source}: {last.reason}.")
        return tuple(blocks)

    def translated(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks with the translations of their texts, all of which are made in one call."""

        def english(blocks: Sequence[Block]) -> tuple[Translation, ...]:
            return _english(self.tools, [summary for block in blocks for summary in block.summaries])

        with self.tools.report.stage("translate") as counts:
            blocks, found = without_faulty(blocks, english, self.in_stage("translate"))
            counts["texts"] = len(found)
        left = iter(found)
        return tuple(
            replace(block, translations=tuple(islice(left, len(texts_to_translate(block.summaries)))))
            for block in blocks
        )

    def in_stage(self, stage: str) -> Callable[[Block, Exception], Sequence[Block]]:
        """Return a function that takes the place of a block that failed in `stage`."""

        def instead(block: Block, error: Exception) -> Sequence[Block]:
            if len(block.summaries) > 1:
                log.warning("A story is told article by article: %s failed with it", stage, exc_info=error)
                alone = [part for summary in block.summaries for part in self._alone(summary.article)]
                return [made for part in alone for made in self._with_english(part)]
            article = block.summaries[0].article
            self.skipped.append(failed(article.source.path, stage, error))
            return self._instead(article)

        return instead

    def _wanted(self, settings: "StorySettings") -> "Sequence[_Wanted]":
        """Return what is to be summarised, in the order in which it is printed."""
        if self.tellings is None:
            return [_Wanted(article, None) for article in self.selection.articles]
        wanted = []
        for number, told in enumerate(self.tellings):
            of: Article | Told | None = (
                told.articles[0] if len(told.articles) == 1 else (told.articles, settings.sentences)
            )
            beyond = number >= settings.max and not self.arrangement.is_quoted(told.articles)
            if beyond or self.arrangement.is_brief(told.articles):
                of = None
            wanted.append(_Wanted(of, told))
        return wanted

    def _told(self, told: Telling, found: "Summary | Sentences | Skipped | None") -> Sequence[Block]:
        """Return the block of a story with the sentences `found`; without any, only its headline is printed."""
        if found is None:
            return [self._block([Summary(article=article, picks=()) for article in told.articles], told)]
        if len(told.articles) == 1:
            return self._alone(told.articles[0], told, found)
        if isinstance(found, Skipped):
            log.warning("A story is told article by article: %s", found.reason)
            return [block for article in told.articles for block in self._alone(article)]
        assert not isinstance(found, Summary)
        selected, differing = found
        summaries = [
            Summary(
                article=article,
                picks=self.arrangement.picks(
                    article,
                    [
                        Pick(sentence=pick.sentence, rank=pick.rank)
                        for pick in sorted(selected, key=lambda pick: pick.sentence)
                        if pick.article == at
                    ],
                ),
            )
            for at, article in enumerate(told.articles)
        ]
        told = replace(told, selected=self._arranged(summaries, selected), differing=differing)
        return [self._block(summaries, told)]

    def _alone(
        self, article: Article, told: Telling | None = None, found: "Summary | Sentences | Skipped | None" = None
    ) -> Sequence[Block]:
        """Return the block of an article that is printed by itself; nothing if it cannot be.

        It is summarised now, unless its summary is `found`.
        """
        summary = found or next(self.tools.articles.summarise([article]))
        if isinstance(summary, Skipped):
            self.skipped.append(summary)
            return self._instead(article)
        assert isinstance(summary, Summary)
        brief = told is None and self.arrangement.is_brief([article])
        summary = replace(summary, picks=() if brief else self.arrangement.picks(article, summary.picks))
        if self.tellings is not None:
            told = replace(told or alone(article), selected=self._arranged([summary], ()))
        return [self._block([summary], told)]

    def _arranged(self, summaries: Sequence[Summary], selected: Sequence[Selected]) -> tuple[Selected, ...]:
        """Return the sentences of a block in the order in which they are printed.

        They are those of `selected` that the summaries still have, and then what a person has added to them. Sentences
        to which a person gave a place come first.
        """
        picks = {(at, pick.sentence): pick for at, summary in enumerate(summaries) for pick in summary.picks}
        kept = [pick for pick in selected if (pick.article, pick.sentence) in picks]
        known = {(pick.article, pick.sentence) for pick in kept}
        kept += [
            Selected(article=at, sentence=sentence, rank=pick.rank)
            for (at, sentence), pick in picks.items()
            if (at, sentence) not in known
        ]
        places = self.arrangement.sentence_order([summary.article for summary in summaries])
        return tuple(sorted(kept, key=lambda pick: places.get((pick.article, pick.sentence), len(places))))

    def _block(self, summaries: Sequence[Summary], told: Telling | None) -> Block:
        whole = len(summaries) == 1 and bool(summaries[0].picks)
        summaries = [
            replace(summary, shown="sentences" if at else "whole" if whole else "headline")
            for at, summary in enumerate(summaries)
        ]
        places = [self._place(summary.article) for summary in summaries]
        placed = 0 if self.arrangement.reorders else self.selection.placed
        return Block(
            summaries=tuple(summaries),
            places=tuple(place if place < placed else None for place in places),
            changes=tuple(map(self.corrections.of, summaries)),
            added=tuple(self.selection.added[place] for place in places),
            translations=(),
            telling=told,
        )

    def _place(self, article: Article) -> int:
        """Return the place in the selection of `article` or of the article whose files it takes the place of."""
        return min(self._places[path] for path in article.source.paths if path in self._places)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The first place in the selection of an article with each file."""
        selected = reversed(list(enumerate(self.selection.articles)))
        return {path: place for place, article in selected for path in article.source.paths}

    def _instead(self, article: Article) -> Sequence[Block]:
        """Return the block of the next file with the same article, now that `article` has failed, if there is one."""
        others = [self.read[name] for name in article.source.also if name in self.read]
        if not others:
            return ()
        made = self._alone(editions.one_each(others)[0])
        return [block for part in made for block in self._with_english(part)]

    def _with_english(self, block: Block) -> Sequence[Block]:
        """Return the block with its translations; nothing if they fail."""
        article = block.summaries[0].article
        english = attempt(partial(_english, self.tools, block.summaries), article.source.path, "translate")
        if isinstance(english, Skipped):
            self.skipped.append(english)
            return self._instead(article)
        return (replace(block, translations=english),)


def _english(tools: "Tools", summaries: Sequence[Summary]) -> tuple[Translation, ...]:
    return tuple(tools.translator.translate(texts_to_translate(summaries)))
