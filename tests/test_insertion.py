"""Sources are added to the text of a config.yaml, and every other character of it stays."""

import pytest
import yaml

from reporter.config.insertion import as_yaml, with_sources
from reporter.errors import ConfigError

NEW = [
    {"name": "b", "feed": "https://b.example/f"},
    {"name": "c", "outlet": "صحيفة: الوادي", "page": "https://c.example/"},
]

LISTS = {
    "none": "",
    "other settings": "timezone: UTC\n",
    "no newline at the end": "timezone: UTC",
    "no items": "# x\nsources:\n\n# y\ntimezone: UTC\n",
    "no items, as a list": "sources: []  # none yet\ntimezone: UTC\n",
    "items without indentation": "sources:\n- name: a\n  feed: https://a.example/\n  # last\n\n# comment\ntimezone: UTC\n",
    "nested lists": (
        "sources:\n    - name: a\n      feed: https://a.example/\n      include:\n        - /x/*\n        - '/y/*'   # z\n\n"
        "fetch:\n  # inbox: x\n"
    ),
    "items on one line": "sources: # note\n  - {name: a, feed: https://a.example/}",
    "a folded text": "sources:\n  - name: a\n    feed: >-\n      https://a.example/\n\n\ninputs: [x]\n",
    "an end of the document": "sources:\n  - name: a\n    headers: {A: b}\n    feed: https://a.example/\n...\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_nothing_else_changes(text):
    """The lines that were there are there in their order, and the new sources follow those that were there."""
    made = with_sources(text, NEW, name="config.yaml")
    before, after = yaml.safe_load(text) or {}, yaml.safe_load(made)
    assert after == before | {"sources": [*(before.get("sources") or []), *NEW]}
    rest = iter(made.splitlines())
    kept = [line.replace(" []", "") for line in text.splitlines()]
    assert all(line in rest for line in kept)


@pytest.mark.parametrize("text", ["sources: [{name: a, feed: https://a.example/}]\n", "sources: {a: b}\n"])
def test_a_list_that_cannot_be_extended_is_left_alone(text):
    """What would have been added is printed."""
    with pytest.raises(ConfigError, match="add this by hand"):
        with_sources(text, NEW, name="config.yaml")


def test_a_name_that_is_taken_is_a_mistake():
    """Nothing is written then."""
    text = f"sources:\n{as_yaml(NEW)}"
    with pytest.raises(ConfigError, match="two sources are named b, c"):
        with_sources(text, NEW, name="config.yaml")
