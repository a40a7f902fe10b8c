"""One article never stops the edition: any exception in any stage becomes its own `Skipped`."""

import json
import pkgutil
from datetime import UTC, datetime

import pytest
from editions import desk

from reporter import summarise
from reporter.config import load
from reporter.errors import ReporterError
from reporter.failures import without_faulty
from reporter.record import load as load_record
from reporter.record import problems
from reporter.worker import Answer
from reporter.workflows import make

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
BODY = (
    "أعلنت بلدية المرفأ عن خطة لتنظيم السوق القديمة. وقال رئيسها إن العمل يبدأ يوم الأحد. "
    "وأضاف أن الكلفة تبلغ 40 ألف دينار. وأيد السكان الخطة."
)
OTHER = (
    "افتتح المتحف البحري جناحا للسفن الخشبية يوم الخميس. وتعرض فيه أدوات صيد ترجع علامة صنعها إلى قرنين. "
    "ويستقبل الجناح طلاب المدارس صباحا."
)


class SameProcess:
    """Does the work of ``Worker`` here, where a test can reach it."""

    def __init__(self, order, **_):
        self._made = order.make()

    def ask(self, method, *arguments):
        """Return what the method yields."""
        return Answer(list(getattr(self._made, method)(*arguments)))

    def close(self):
        """Nothing has to be ended."""


TWIN = OTHER.replace("علامة ", "")


def edition(folder):
    result = make.build_edition(load(folder / "config.yaml"), NOW)
    assert problems(load_record(result.folder / "briefing.json")) == ()
    return json.loads((result.folder / "briefing.json").read_text(encoding="utf-8"))


def stumble(monkeypatch, owner, name, error):
    """Make the function `name` of `owner` raise `error` if the marked article is among its arguments."""
    right = getattr(owner, name)

    def wrong(*arguments, **named):
        if "علامة" in repr(arguments) or any("علامة" in str(getattr(item, "text", "")) for item in arguments):
            raise error
        return right(*arguments, **named)

    monkeypatch.setattr(owner, name, wrong)


@pytest.mark.parametrize(
    ("stage", "owner", "name", "error"),
    [
        ("ingest", "reporter.ingest.contents", "_decoded", MemoryError()),
        ("clean", "reporter.clean", "clean", KeyError("a bug")),
        ("summarise", "", "", RecursionError()),
        ("translate", "reporter.workflows.blocks", "texts_to_translate", ValueError("a bug")),
        ("record", "reporter.record", "dumps", AssertionError("a rule")),
        ("render", "reporter.render.pdf.printing", "print_html", ReporterError("A glyph is missing.")),
        ("render", "reporter.render.pdf.printing", "print_html", ZeroDivisionError()),
    ],
)
def test_a_stage_that_fails_on_one_article_leaves_it_out(  # noqa: PLR0913, PLR0917  (fixtures)
    tmp_path, monkeypatch, caplog, stage, owner, name, error
):
    """Three are printed; the fourth is listed with stage and reason, and the log has the traceback."""
    monkeypatch.setattr("reporter.executors.local.Worker", SameProcess)
    desk(tmp_path)
    (tmp_path / "articles/good.txt").write_text(f"خطة السوق القديمة\n\n{BODY}", encoding="utf-8")
    (tmp_path / "articles/bad.txt").write_text(f"علامة في العنوان\n\n{OTHER}", encoding="utf-8")
    import importlib

    if stage == "summarise":
        right = summarise.build

        def build(settings):
            summariser = right(settings)

            class Stumbling:
                def summarise(self, article):
                    if "علامة" in article.text:
                        raise error
                    return summariser.summarise(article)

            return Stumbling()

        monkeypatch.setattr(summarise, "build", build)
    elif stage == "ingest":
        module = importlib.import_module(owner)
        right = module._decoded
        monkeypatch.setattr(
            module,
            "_decoded",
            lambda data, name: (_ for _ in ()).throw(error) if "علامة".encode() in data else right(data, name),
        )
    else:
        stumble(monkeypatch, importlib.import_module(owner), name, error)
    made = edition(tmp_path)
    assert made["counts"]["articles"] == 3
    (skipped,) = made["skipped"]
    assert (skipped["source"], skipped["stage"]) == ("articles/bad.txt", stage)
    assert any(
        words in skipped["reason"] for words in (type(error).__name__, "A glyph is missing", "it needs too much memory")
    )
    assert any("left out" in reason for reason in made["degraded"]) == (stage != "ingest")
    assert any(record.exc_info and "articles/bad.txt" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    ("stage", "owner", "name"),
    [
        ("summarise", "reporter.summarise.picking.RankedSummariser", "summarise"),
        ("translate", "reporter.workflows.blocks", "texts_to_translate"),
        ("record", "reporter.record", "dumps"),
        ("render", "reporter.render.pdf.printing", "print_html"),
    ],
)
def test_another_file_with_the_same_article_takes_its_place(  # noqa: PLR0913, PLR0917  (fixtures)
    tmp_path, monkeypatch, caplog, stage, owner, name
):
    """The article is lost only if each of its files fails; here the two with the marked title do."""
    monkeypatch.setattr("reporter.executors.local.Worker", SameProcess)
    desk(tmp_path)
    for file, title in {"a": "علامة في العنوان", "b": "العنوان وفيه علامة", "c": "المتحف البحري"}.items():
        # The longest is preferred, so c.txt would be the last choice.
        more = "" if file == "c" else " ويغلق مساء."
        (tmp_path / f"articles/{file}.txt").write_text(f"{title}\n\n{TWIN}{more}", encoding="utf-8")
    stumble(monkeypatch, pkgutil.resolve_name(owner), name, ZeroDivisionError())
    made = edition(tmp_path)
    (entry,) = [entry for entry in made["entries"] if entry["source"]["path"] == "articles/c.txt"]
    assert not entry["source"].get("also")
    assert made["counts"]["articles"] == 3
    assert sorted((item["source"], item["stage"]) for item in made["skipped"]) == [
        ("articles/a.txt", stage),
        ("articles/b.txt", stage),
    ]


def test_a_step_that_fails_without_any_article_fails():
    """No article is blamed for a missing library."""

    def step(items):
        raise ReporterError("Pango cannot be loaded.")

    left = []
    with pytest.raises(ReporterError, match="Pango"):
        without_faulty([1, 2, 3], step, lambda *blamed: left.append(blamed))
    assert left == []


def test_if_every_article_fails_the_step_fails():
    """There is no edition without articles."""

    def step(items):
        if items:
            raise ReporterError(f"{items[-1]} fails.")

    with pytest.raises(ReporterError, match="fails"):
        without_faulty([1, 2, 3], step, lambda *_: ())


@pytest.mark.parametrize("bad", [{0}, {39}, {7, 8}, set(range(0, 40, 5)), set(range(1, 40))])
def test_halving_finds_exactly_the_faults(bad):
    """Alone, adjacent, or nearly all; with few attempts if few are at fault."""
    tries, left = [], []

    def step(items):
        tries.append(items)
        if bad & set(items):
            raise ValueError
        return sum(items)

    kept, made = without_faulty(range(40), step, lambda item, _: left.append(item) or ())
    assert set(left) == bad
    assert (set(kept), made) == (set(range(40)) - bad, sum(kept))
    assert len(tries) <= 1 + 8 * len(bad)


def test_two_that_fail_only_together_lose_one():
    """For example, two entries with the same identity."""
    left = []

    def step(items):
        if {3, 17} <= set(items):
            raise ValueError

    kept, _ = without_faulty(range(20), step, lambda item, _: left.append(item) or ())
    assert (left, len(kept)) == ([17], 19)
