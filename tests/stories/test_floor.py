"""How well copies and stories are found, compared with minimum figures.

`tests/data/stories/articles.yaml` contains sixty invented articles by the eighteen stories that they tell, `floor.json`
the figures last accepted and the hash of the set. A figure below its minimum fails. With REPORTER_FLOOR=raise in the
environment, better figures are written there; worse ones are written only with REPORTER_FLOOR=lower. `make bench stories`
measures more.
"""

import hashlib
import json
import os

import pytest

from benchmarks import stories

FLOOR = stories.SET.with_name("floor.json")


def hold(name, measured):
    """Compare `measured` with the minimum figures under `name`; write them there if the environment says so."""
    corpus = hashlib.sha256(stories.SET.read_bytes()).hexdigest()
    floor = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.is_file() else {}
    wish = os.environ.get("REPORTER_FLOOR")
    accepted = floor.get(name, {})
    measured = {what: round(figure, 4) for what, figure in measured.items()}
    if wish == "lower" or (wish == "raise" and all(measured[what] >= accepted.get(what, 0) for what in measured)):
        accepted = accepted | measured
        floor |= {"set_sha256": corpus, name: accepted}
        FLOOR.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
    assert floor.get("set_sha256") == corpus, "the floor was measured on another set"
    assert accepted.keys() >= measured.keys(), (
        f"{FLOOR.name} holds no floor for {name}; REPORTER_FLOOR=raise writes one"
    )
    for what, figure in measured.items():
        assert figure >= accepted[what], f"{name}: {what} fell from {accepted[what]} to {figure}"


def test_the_set_is_what_it_says():
    articles, names = stories.invented()
    assert (len(articles), len(set(names))) == (60, 18)
    assert len({each.text for each in articles}) < 60  # some are copies


def test_stories_are_found():
    found = stories.measured()
    assert found.b_cubed >= 0.9
    assert found.precision >= 0.95
    hold("stories", found._asdict())


@pytest.mark.parametrize("kind", stories.ALTERED)
def test_copies_are_found(kind, monkeypatch):
    """The articles are made of all sentences about a story."""
    articles, names = stories.invented()
    texts: dict[str, dict[str, None]] = {}
    for article, name in zip(articles, names, strict=True):
        texts.setdefault(name, {}).update(dict.fromkeys(article.text.split("\n")))
    sentences = [*dict.fromkeys(sentence for text in texts.values() for sentence in text)]
    monkeypatch.setattr(stories, "_lines", lambda: sentences[::-1])
    result = stories.kept([[*text] for text in texts.values()], kind)
    hold("copies", {kind: result.found / result.copies})


def test_scores_are_those_of_the_definition():
    """Two stories of two articles each, one of which was torn apart, the other joined with a third."""
    found = stories.scores([(0,), (1,), (2, 3, 4)], ["a", "a", "b", "b", "c"])
    assert found.precision == 1 / 3
    assert found.recall == 1 / 2
    precision, recall = (1 + 1 + 2 / 3 + 2 / 3 + 1 / 3) / 5, (1 / 2 + 1 / 2 + 1 + 1 + 1) / 5
    assert found.b_cubed == pytest.approx(2 * precision * recall / (precision + recall))
