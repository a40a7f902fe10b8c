"""Settings: all mistakes are reported at once, and paths are relative to the file's folder."""

import re
from pathlib import Path

import pytest

from reporter.config import Config, load, parse, with_flags
from reporter.config.reference import commented_yaml, table
from reporter.errors import ConfigError
from reporter.yaml_reading import load as load_yaml


def write(folder, text):
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_mistake_is_reported_with_its_path(tmp_path):
    """A person corrects a config once, not once per mistake."""
    path = write(tmp_path, "timezone: Mars/Olympus\nsumary: {}\nsummary: {sentences: 0, method: magic}\n")
    with pytest.raises(ConfigError) as caught:
        load(path)
    message = str(caught.value)
    for part in (
        "timezone",
        "Mars/Olympus",
        "sumary is not a setting",
        "summary.sentences",
        "summary.method",
        str(path),
    ):
        assert part in message


def test_only_one_length_may_be_given():
    """Two lengths contradict each other."""
    with pytest.raises(ConfigError, match="sentences and words"):
        parse({"summary": {"sentences": 3, "words": 100}}, name="x")


@pytest.mark.parametrize(
    ("summary", "length"),
    [
        ({}, ("sentences", 4)),
        ({"ratio": 0.2}, ("ratio", 0.2)),
        ({"words": 90}, ("words", 90)),
        (None, ("sentences", 4)),
    ],
)
def test_length_is_four_sentences_unless_given(summary, length):
    """An empty section counts as not given."""
    assert parse({"summary": summary}, name="x").summary.length == length


def test_relative_paths_resolve_against_the_config_file(tmp_path, monkeypatch):
    """Cron's working directory is irrelevant."""
    (tmp_path / "elsewhere").mkdir()
    path = write(tmp_path, "inputs: [a, /b/*.txt]\nmemory: [m.tmx]\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    config = load(path)
    assert config.inputs == (str(tmp_path / "a"), "/b/*.txt")
    assert config.memory == (tmp_path / "m.tmx",)
    assert (config.output, config.store) == (tmp_path / "output", tmp_path / ".reporter/store.sqlite3")
    assert config.root == tmp_path


@pytest.mark.parametrize(
    ("text", "part"),
    [("inputs: [a\n", "line 2"), ("- a\n- b\n", "must contain"), ("\x00", "not valid YAML")],
)
def test_an_invalid_config_is_reported_with_its_place(tmp_path, text, part):
    """YAML's own messages are not for readers of cron's mail."""
    with pytest.raises(ConfigError, match=part):
        load(write(tmp_path, text))


def test_a_missing_config_says_how_to_make_one(tmp_path):
    """The first command of a newcomer may well be the wrong one."""
    with pytest.raises(ConfigError, match="reporter init"):
        load(tmp_path / "config.yaml")


def test_flags_override_the_file(tmp_path):
    """A flag changes only its own setting, and paths still use the file's folder."""
    config = load(write(tmp_path, "summary: {ratio: 0.5, method: lead}\n"))
    changed = with_flags(config, {"summary": {"sentences": 2, "ratio": None}})
    assert changed.summary.length == ("sentences", 2)
    assert changed.summary.method == "lead"
    assert changed.root == config.root


def test_the_commented_config_is_valid_and_complete(tmp_path):
    """`reporter init` writes a readable file with every setting and its meaning."""
    text = commented_yaml({"inputs": ["articles"]})
    assert load(write(tmp_path, text)).inputs == (str(tmp_path / "articles"),)
    assert "beam_size: 4" in text
    for name in Config.model_fields:
        assert f"{name}:" in text


def test_every_setting_is_documented():
    """Nobody can use a setting without a description."""
    for row in table().splitlines()[2:]:
        assert row.split("|")[3].strip(), row


def test_an_unknown_check_is_named_beside_those_that_exist():
    with pytest.raises(ConfigError) as caught:
        parse({"translate": {"checks": {"off": ["quotes", "qoutes"]}}}, name="x")
    assert "translate.checks.off" in str(caught.value)
    assert "unknown check 'qoutes'; choose one of spacing, untranslated" in str(caught.value)


SOURCE = {"name": "alwadi", "feed": "https://alwadi.example/rss"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"feed": None}, "set exactly one of feed, site and page"),
        ({"page": "https://alwadi.example/"}, "set exactly one of feed, site and page, not feed and page"),
        ({"feed": "ftp://alwadi.example/"}, "sources.0.feed: must be an address that starts with http:// or https://"),
        ({"name": "a b"}, "sources.0.name: must be 1 to 60 Latin letters, digits and hyphens"),
        ({"name": "a\n"}, "sources.0.name: must be 1 to 60"),
        ({"timezone": "AST"}, "'AST' is not an IANA time zone"),
        ({"feed": "https://u:secret@alwadi.example/"}, "remove the user name and the password from the address"),
        ({"user": "u"}, "set both user and password_file, or neither"),
        ({"password": "x"}, "sources.0.password: remove it from the file and use password_file"),
        ({"headers": {"Cookie": "a=b"}}, "the header Cookie is a secret; use cookie_file"),
        ({"headers": {"X-A": "a\r\nB: c"}}, "the header X-A contains a line break"),
    ],
)
def test_a_mistake_in_a_source_is_named(source, words):
    """With its place."""
    with pytest.raises(ConfigError, match=re.escape(words)):
        parse({"sources": [SOURCE | source]}, name="config.yaml")


def test_sources_have_different_names():
    """They are folders too, and some file systems do not tell capitals from small letters."""
    with pytest.raises(ConfigError, match="two sources are named alwadi"):
        parse({"sources": [SOURCE, SOURCE | {"name": "Alwadi"}]}, name="config.yaml")


@pytest.mark.parametrize("proxy", ["http://user:secret@proxy.example:3128", "socks5://proxy.example"])
def test_a_proxy_has_no_password_in_the_file_and_looks_names_up(proxy):
    """Passwords belong into the environment or a file."""
    with pytest.raises(ConfigError, match=r"fetch\.proxy: must be http://host:port") as caught:
        parse({"fetch": {"proxy": proxy}}, name="config.yaml")
    assert "secret" not in str(caught.value)


def test_with_sources_an_edition_has_what_is_new():
    """Unless the settings say otherwise."""
    assert parse({}, name="x").select == "all"
    assert parse({"sources": [SOURCE]}, name="x").select == "new"
    assert parse({"sources": [SOURCE], "editions": {"select": "all"}}, name="x").select == "all"


def test_paths_of_sources_are_relative_to_the_file(tmp_path):
    """Like all others."""
    (tmp_path / "config.yaml").write_text(
        "sources: [{name: a, feed: 'https://a.example/', user: u, password_file: secret, cookie_file: jar}]\n",
        encoding="utf-8",
    )
    config = load(tmp_path / "config.yaml")
    assert (config.sources[0].password_file, config.sources[0].cookie_file) == (tmp_path / "secret", tmp_path / "jar")
    assert config.fetch.inbox == tmp_path / "inbox"


def test_an_input_is_not_also_the_inbox():
    """Without sources there is no inbox, and the name is free."""
    assert parse({"inputs": ["inbox"]}, name="x").inputs == ("inbox",)
    with pytest.raises(ConfigError, match=r"fetch\.inbox is also one of the inputs"):
        parse({"inputs": ["inbox"], "sources": [SOURCE]}, name="x")


KEPT = sorted((Path(__file__).parent / "data/configs").glob("*.yaml"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_config_file_of_an_earlier_version_is_still_valid(path):
    """It has every setting of that version, and each still has its value."""
    settings = load(path).model_dump(mode="json")

    def differing(before, after, name=""):
        if isinstance(before, dict):
            return [found for key, value in before.items() for found in differing(value, after[key], f"{name}.{key}")]
        if isinstance(before, list):
            pairs = zip(before, after, strict=True)
            return [found for one, other in pairs for found in differing(one, other, name)]
        return [] if before == after or str(after).endswith(f"/{before}") else [(name, before, after)]

    assert differing(load_yaml(path.read_text(encoding="utf-8")), settings) == []


@pytest.mark.parametrize(
    ("executor", "mistakes"),
    [
        (
            {"kind": "slurm", "address": "http://10.0.0.5", "workers": 0},
            [
                "executor.kind: slurm is not 'local' or 'dask'",
                "executor.address: must be the address of a Dask scheduler",
                "executor.workers: 0 must be at least 1",
            ],
        ),
        (
            {"kind": "dask", "address": "tcp://10.0.0.5:8786", "workers": 2, "tls": {"ca": "ca.pem"}},
            ["set address or workers, not both", "tls needs ca, cert and key, but has no cert and no key"],
        ),
        ({"address": "tls://10.0.0.5:8786"}, ["but has no ca and no cert and no key"]),
        (
            {"address": "tcp://10.0.0.5:8786", "tls": dict.fromkeys(("ca", "cert", "key"), "a.pem")},
            ["with tls, address must start with tls://"],
        ),
    ],
)
def test_all_mistakes_about_the_executor_are_named(executor, mistakes):
    with pytest.raises(ConfigError) as error:
        parse({"executor": executor}, name="config.yaml")
    assert all(mistake in str(error.value) for mistake in mistakes)


def test_an_executor_may_be_at_any_kind_of_address(tmp_path):
    """Its certificates are relative to the config file."""
    tls = {"ca": "ca.pem", "cert": "a.pem", "key": "a.key"}
    for address in ("tls://cluster.example.org:8786", "tls://[fd00::1]:8786"):
        made = parse({"executor": {"kind": "dask", "address": address, "tls": tls}}, name="c").resolved(tmp_path)
        assert made.executor.tls.key == tmp_path / "a.key"
    assert parse({}, name="c").executor.kind == "local"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("summary: {sentences: four}", "summary.sentences: four is not a whole number."),
        ("summary: {sentences: 2.5}", "summary.sentences: 2.5 is not a whole number."),
        ("summary: {sentences: 0}", "summary.sentences: 0 must be at least 1."),
        ("editions: {select: yes}", "editions.select: true is not 'all' or 'new'."),
        ("title: My Briefing", "title must contain 'name: value' lines, such as 'en: Morning Briefing'."),
        ("inputs: [5]", "inputs.0 must be text; put it in quotes if it looks like a number, a date or true."),
        ("inputs: 5", "inputs must be a list, such as [a, b]."),
        ("delivery: {email: {host: a, groups: []}}", "delivery.email.sender is missing"),
        ("inputs: [a]\nstore: b\ninputs: [c]", "line 3: inputs is given twice."),
        ("stories: {group: perhaps}", "stories.group: perhaps is not true or false."),
    ],
)
def test_mistakes_are_said_in_plain_words(tmp_path, text, message):
    """They are read by whoever wrote the file, not by a programmer."""
    with pytest.raises(ConfigError, match=re.escape(message)):
        load(write(tmp_path, text))


@pytest.mark.parametrize("name", ["inputs", "memory", "glossary"])
def test_a_single_path_needs_no_brackets(tmp_path, name):
    """It is plain what is meant."""
    assert [str(path) for path in getattr(load(write(tmp_path, f"{name}: a.tmx")), name)] == [str(tmp_path / "a.tmx")]
