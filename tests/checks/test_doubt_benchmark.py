"""The benchmark of the checks: it spoils English in every kind, and says what misses a floor."""

import pytest
import yaml

from benchmarks.doubt import __main__ as benchmark
from benchmarks.doubt.kinds import KINDS, spoilt

PAIR = (
    "قال وزير الصحة المصري إن 14 عاملا قتلوا وأصيب 30 شمال بيروت بعد ثلاثة أسابيع ولم يغادر أحد.",
    "Egyptian officials said 14 workers were killed and 30 injured north of Beirut after three weeks, but did not leave.",
)
OTHER = ("وصل الوفد.", "The delegation arrived.")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("figures swapped", "30 workers were killed and 14 injured"),
        ("killed and injured", "14 workers were wounded and 30"),
        ("before and after", "before three weeks"),
        ("compass", "south of Beirut"),
        ("negation removed", "but did leave"),
    ],
)
def test_english_is_spoilt(kind, expected):
    """Chance chooses the place, so that twenty copies of a sentence are spoilt in each of its few places."""
    assert any(expected in worse for _, _, worse in spoilt([PAIR] * 20, kind))


def test_every_kind_has_its_floors():
    floors = yaml.safe_load(benchmark.FLOORS.read_text(encoding="utf-8"))
    assert list(floors["wrong"]) == list(KINDS)


def test_a_value_below_its_floor_ends_with_1(tmp_path, monkeypatch, capsys):
    """Of two pairs, the share of flags and each kind that applies are printed; a floor that is missed is named."""
    path = tmp_path / "pairs.tsv"
    path.write_text("\n".join("\t".join(pair) for pair in (PAIR, OTHER)), encoding="utf-8")
    floors = {"right": {}, "wrong": {kind: {tmp_path.name: 0} for kind in KINDS}}
    table = tmp_path / "floors.yaml"
    monkeypatch.setattr(benchmark, "FLOORS", table)
    table.write_text(yaml.safe_dump(floors), encoding="utf-8")
    assert benchmark.main(["--pairs", str(path)]) == 0
    assert "nationality                       1 pairs  recall 1.000" in capsys.readouterr().out
    floors["right"] = {tmp_path.name: {"flagged": -1}}
    table.write_text(yaml.safe_dump(floors), encoding="utf-8")
    assert benchmark.main(["--pairs", str(path)]) == 1
    assert "MISSED" in capsys.readouterr().out
