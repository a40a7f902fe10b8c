"""YAML of every kind: any exception of PyYAML becomes a sentence with its line."""

import pytest
import yaml

from reporter import yaml_reading
from reporter.clean import boilerplate
from reporter.config import file
from reporter.errors import ConfigError
from reporter.glossary.files import read_glossary
from reporter.ingest.metadata import Metadata, read_yaml

WRONG = {
    "timestamp": "!!timestamp noon",
    "timestamp-day": "2026-13-45",
    "bool": "!!bool perhaps",
    "int": '!!int ""',
    "int-sign": '!!int "+"',
    "int-base-60": '!!int "1:x"',
    "float": '!!float "-"',
    "binary": '!!binary "ä"',
    "set": "!!set [a]",
    "pairs": "!!pairs {a: b}",
    "omap": "!!omap [a]",
    "map": "!!map x",
    "unknown": "!nobody x",
    "python": "!!python/object/apply:os.system ['true']",
    "syntax": "[",
    "control": '"\x07"',
    "deep": "[" * 5000,
}


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_each_reader_reports_the_file_and_the_reason(tmp_path, value, caplog):
    """Settings, glossary and word list raise one error; front matter logs a warning, and the article is kept."""
    path = tmp_path / "list.yaml"
    path.write_text(f"title:\n  en: {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"list\.yaml"):
        file.load(path)
    path.write_text(f"- term: ماء\n  en: {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"list\.yaml"):
        read_glossary(path)
    path.write_text(f"noise:\n  furniture:\n    longest: {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"list\.yaml"):
        boilerplate.load([path])
    assert read_yaml(f"published_at: {value}", name="a.txt, front matter") == Metadata()
    assert "a.txt, front matter" in caplog.text


def test_a_key_that_is_given_twice_is_an_error():
    """PyYAML would use the last one silently."""
    for text in ("a: 1\nb: {c: 1, c: 2}\n", "a: 1\na: 2\n"):
        with pytest.raises(yaml_reading.YamlError, match=r"^line 2: [ac] is given twice$"):
            yaml_reading.load(text)


def test_the_line_of_a_value_is_reported():
    """A value that does not match its tag is as easy to find as a missing bracket."""
    for text in ("a: 1\nb:\n  - !!bool q\n", "a: 1\nb:\n  - 'x\n"):
        with pytest.raises(yaml_reading.YamlError, match=r"^line [34]: "):
            yaml_reading.load(text)


def test_valid_yaml_is_read_as_usual():
    """The reader is PyYAML's own safe one."""
    text = "a: [1, 2.5, true, null, 2026-11-21]\nb: &x {c: d}\ne: *x\n"
    assert yaml_reading.load(text) == yaml.safe_load(text)
    with pytest.raises(yaml_reading.YamlError, match="aliases"):
        yaml_reading.load(text, aliases=False)
