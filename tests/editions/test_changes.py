"""What has changed since earlier editions: new versions, quoted sentences that changed, articles that are gone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOW, article, entry, human, record
from hypothesis import given
from hypothesis import strategies as st
from press import PARAGRAPHS, TITLE

from reporter.config import parse
from reporter.editions import EarlierRecords, Known, Since
from reporter.editions.changes import kept_corrections
from reporter.editions.versions import is_same, text_key
from reporter.executors.local import Local
from reporter.language import differ
from reporter.language.arabic.letters import clean_characters
from reporter.record import content_sha256, dumps, loads, problems
from reporter.store.history import KeptArticle, KeptEdition
from reporter.workflows.articles import Articles

SAID = (
    "أعلنت بلدية الوادي أن الجسر الجديد سيفتح أمام السيارات صباح الأحد المقبل.",
    "وقال المهندس سالم الحداد إن طول الجسر يبلغ 420 مترا.",
    "ورحب تجار السوق بالخبر بعد عشرين شهرا من الزحام.",
)
NOW_SAID = (SAID[0], SAID[1].replace("420", "240"), SAID[2])
TODAY = NOW.date()
DAYS = [TODAY - timedelta(days=days) for days in (3, 2, 1)]
"""Three days before the edition of NOW."""


def version(*said, sha256="a", url="https://alwadi.example/news/7", title="جسر الوادي", **source):
    made = article(*map(clean_characters, said or SAID), title=title, url=url)
    return replace(made, source=replace(made.source, sha256=sha256 * 64, **source))


class Shelf:
    """Editions in a folder, as a history knows them."""

    def __init__(self, folder):
        self.folder = folder
        self.editions = []

    def add(self, day, *articles, made=None):
        """Add the edition of `day`, which quotes the articles wholly."""
        if made is None:
            entries = [
                entry(str(number), each, points=[human(f"English {n}.") for n in range(len(each.sentences))])
                for number, each in enumerate(articles, 1)
            ]
            made = record(*entries)
            made = replace(made, edition=replace(made.edition, date=day))
        path = self.folder / day.isoformat() / "briefing.json"
        path.parent.mkdir()
        path.write_bytes(dumps(made))
        self.editions.append(
            KeptEdition(
                date=day.isoformat(),
                stamp="",
                headlines=tuple((each.title_ar, None) for each in made.entries),
                issued_at="",
                degraded=False,
                articles=tuple(
                    KeptArticle(sha256=each.source.sha256, url=each.source.url or "", added=False, text=text_key(each))
                    for each in made.entries
                ),
                corrections=kept_corrections(made),
            )
        )
        return self

    def since(self, *articles, day=TODAY, **known):
        """Return what the articles have to do with the earlier editions."""
        return Since(EarlierRecords(self.folder), self.editions, day, articles, Known(**known))

    def made(self, *articles, day=TODAY, printed=True, **known):
        """Return the record of the edition of `day`, after reading it back."""
        entries = [
            entry(str(number), each, points=[human(f"New {n}.") for n in range(len(each.sentences))])
            for number, each in enumerate(articles, 1)
        ]
        made = record(*(entries if printed else [entry("1", article())]))
        since = self.since(*articles, day=day, **known)
        since.translated(lambda texts: [human(f"Today: {len(text)}") for text in texts])
        made = since.applied(replace(made, edition=replace(made.edition, date=day)))
        assert problems(made) == ()
        assert loads(dumps(made)) == made
        return made


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def arrivals(made):
    return [each.change for each in made.entries]


def corrections(made):
    return [(str(quote.edition), quote.point, quote.today_ar) for _, quote in made.changes.corrections]


def test_a_version_with_another_text_is_an_update(shelf):
    made = shelf.add(DAYS[2], version()).made(version(*NOW_SAID, sha256="b"), version("خبر آخر.", sha256="c", url=None))
    (updated,) = made.changes.updated
    assert arrivals(made) == ["updated", "new"]
    assert (updated.identity, updated.entry, updated.edition, updated.number) == (
        "alwadi.example/news/7", "1", DAYS[2], "1",
    )  # fmt: skip
    assert (updated.words, updated.more) == ((("420", "240"),), False)
    assert [piece for piece in updated.diff if piece[0] != "equal"] == [("delete", "420 "), ("insert", "240 ")]
    (quote,) = updated.quotes
    assert (quote.point, quote.text_ar, quote.today_ar) == ("1.2", SAID[1], NOW_SAID[1])
    assert (quote.text_en, quote.today.text_en) == ("English 1.", f"Today: {len(NOW_SAID[1])}")


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        tuple(text.replace("الجسر", "الجِسْرَ").replace("مترا", "متـــرا") for text in SAID),
        tuple(text.replace("420", "٤٢٠").replace(".", "") for text in SAID),
        (*SAID, "\nآخر تحديث: 21 نوفمبر 2026، 10:45"),
        (*SAID, "\nالأكثر قراءة\nحريق في سوق المدينة القديمة"),
        tuple(text.replace("إن", "ان").replace("بلدية", "بلديه") for text in SAID),
    ],
)
def test_boring_versions_are_no_change(shelf, said):
    """Other bytes, vowel marks, tatweel, digits, spelling, and what stands around an article."""
    since = shelf.add(DAYS[2], version()).since(present := version(*said, sha256="b"))
    assert not since.is_due(present)
    made = shelf.made(present)
    assert (arrivals(made), made.changes.updated) == (["continued"], ())


def whole_page(related, views, updated, said=PARAGRAPHS, encoding="utf-8"):
    """Return the page of an article as outlets make them, with much around the article."""
    links = "".join(f"<li><a href='/n/{number}'>{text}</a></li>" for number, text in enumerate(related))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in said)
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{encoding}"><title>{TITLE} | الوادي</title></head>'
        f"<body><nav><a>{related[0]}</a></nav><article><h1>{TITLE}</h1><div>نشر في: 21 نوفمبر - آخر تحديث: {updated}</div>"
        f"<span>المشاهدات: {views}</span>{text}<p>اقرأ أيضاً: <a href='/r'>{related[0]}</a></p><h3>أخبار ذات صلة</h3>"
        f"<ul>{links}</ul></article><aside><ul>{links}</ul></aside><footer>الزوار {views}</footer></body></html>"
    ).encode(encoding)


def test_what_stands_around_an_article_on_its_page_is_no_change(tmp_path):
    """The pages are read and cleaned as in a run; nor does their encoding matter."""
    first, second = ["أسعار الذهب اليوم 2300 دولار", "لقاء في العاصمة"], ["حريق في السوق", "الذهب عند 2450 دولارا"]
    pages = {
        "before": whole_page(first, 120, "10:30"),
        "furniture": whole_page(second, 98500, "18:05"),
        "encoding": whole_page(first, 120, "10:30", encoding="windows-1256"),
        "changed": whole_page(second, 985, "18:05", said=tuple(text.replace("420", "240") for text in PARAGRAPHS)),
    }
    keys = {}
    with Local(parse({}, name="settings").resolved(tmp_path), NOW) as executor:
        articles = Articles(executor, tmp_path)
        for name, content in pages.items():
            (tmp_path / f"{name}.html").write_bytes(content)
            (article,) = articles.clean(articles.read([tmp_path / f"{name}.html"]))
            keys[name] = text_key(article)
    assert {name: is_same(keys["before"], key) for name, key in keys.items()} == {
        "before": True, "furniture": True, "encoding": True, "changed": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("وبلغت الحرارة -5 درجات.", "وبلغت الحرارة 5 درجات."),
        ("وارتفع السعر 5% أمس.", "وارتفع السعر 5 أمس."),
        ("وارتفع السعر 5% أمس.", "وارتفع السعر 5$ أمس."),
        ("وعدد القتلى 12", "وعدد القتلى 21"),
        ("لم يحضر الوزير.", "حضر الوزير."),
    ],
)
def test_small_changes_that_matter(shelf, before, after):
    shelf.add(DAYS[2], version(*SAID, before))
    assert shelf.since(present := version(*SAID, after, sha256="b")).is_due(present)


def test_a_changed_headline_is_an_update(shelf):
    made = shelf.add(DAYS[2], version()).made(version(sha256="b", title="جسر الوادي يغلق"))
    assert arrivals(made) == ["updated"]
    assert made.changes.updated[0].words == (("", "يغلق"),)
    assert corrections(made) == []


def test_another_article_at_the_same_address_is_new(shelf):
    other = version("فاز الفريق المحلي على ضيفه.", "وسجل المهاجم هدفين.", sha256="b", title="فوز")
    since = shelf.add(DAYS[2], version()).since(other)
    assert since.is_due(other)
    made = shelf.made(other)
    assert (arrivals(made), made.changes.updated) == (["new"], ())


def test_an_article_that_was_updated_three_times_tells_each_change_once(shelf):
    """Also its return to an earlier text."""
    versions = [version(*(text.replace("420", number) for text in SAID), sha256=sha256) for number, sha256 in
                (("420", "a"), ("240", "b"), ("250", "c"), ("420", "a"))]  # fmt: skip
    days = [*DAYS, TODAY]
    told = []
    for day, present in zip(days, versions, strict=True):
        made = shelf.made(present, day=day)
        told.append([(point, text.split()[-2]) for _, point, text in corrections(made)])
        shelf.add(day, made=made)
    assert told == [[], [("1.2", "240")], [("1.2", "250")], [("1.2", "420")]]
    assert shelf.since(versions[-1], day=TODAY + timedelta(days=1))._changes.updated == ()


def test_a_correction_is_told_once_if_the_article_is_not_printed_again(shelf):
    """And again if the sentence changes again; never because the page was saved again."""
    shelf.add(DAYS[0], version())
    first = shelf.made(version(*NOW_SAID, sha256="b"), day=DAYS[1], printed=False)
    assert corrections(first) == [(str(DAYS[0]), "1.2", NOW_SAID[1])]
    assert first.changes.updated[0].entry is None
    shelf.add(DAYS[1], made=first)
    assert corrections(shelf.made(version(*NOW_SAID, sha256="c"), day=DAYS[2], printed=False)) == []
    again = shelf.made(version(SAID[0], SAID[2], sha256="d"), day=DAYS[2], printed=False)
    assert corrections(again) == [(str(DAYS[0]), "1.2", None)]
    # the edition of a day that is made again tells the same
    assert corrections(shelf.made(version(*NOW_SAID, sha256="b"), day=DAYS[1], printed=False)) == corrections(first)


def test_sentences_of_older_editions_count_too(shelf):
    """Each sentence is told of the latest edition that quoted it."""
    shelf.add(DAYS[0], version()).add(DAYS[1], version(*SAID, "وأضاف أن الأعمال انتهت.", sha256="b"))
    present = version(NOW_SAID[1], SAID[2], "وأضاف أن الأعمال انتهت.", sha256="c")
    assert corrections(shelf.made(present)) == [(str(DAYS[1]), "1.1", None), (str(DAYS[1]), "1.2", NOW_SAID[1])]


def test_an_article_that_was_taken_down_is_told_once(shelf):
    known = {"versions": {"a" * 64: 7, "b" * 64: 8}, "gone": {7: 410}}
    shelf.add(DAYS[1], version())
    made = shelf.made(version("خبر آخر.", sha256="c", url=None), day=DAYS[2], **known)
    (dropped,) = made.changes.dropped
    assert (dropped.identity, dropped.status) == ("alwadi.example/news/7", 410)
    assert corrections(made) == [(str(DAYS[1]), f"1.{number}", None) for number in (1, 2, 3)]
    shelf.add(DAYS[2], made=made)
    assert shelf.made(version("خبر آخر.", sha256="c", url=None), **known).changes.dropped == ()


def test_only_what_recipients_had_counts(shelf):
    """An edition that nobody was sent is compared with only if none was ever sent."""
    shelf.add(DAYS[1], version("خبر آخر.", sha256="c", url=None)).add(DAYS[2], version())
    present = version(*NOW_SAID, sha256="b")
    assert arrivals(shelf.made(present, delivered=frozenset({str(DAYS[1])}))) == ["new"]
    assert arrivals(shelf.made(present, delivered=frozenset({str(DAYS[2])}))) == ["updated"]
    assert arrivals(shelf.made(present)) == ["updated"]
    assert shelf.since(present, delivered=frozenset({str(DAYS[1])})).is_due(present)


def test_a_moved_article_is_recognised_by_its_versions_in_the_inbox(shelf):
    present = version(*NOW_SAID, sha256="b", url="https://alwadi.example/news/7-new-title")
    made = shelf.add(DAYS[2], version()).made(present, versions={"a" * 64: 7, "b" * 64: 7})
    assert arrivals(made) == ["updated"]
    assert corrections(made) == [(str(DAYS[2]), "1.2", NOW_SAID[1])]


def test_a_file_without_an_address_is_recognised_by_its_name(shelf):
    made = shelf.add(DAYS[2], version(url=None)).made(version(*NOW_SAID, sha256="b", url=None))
    assert arrivals(made) == ["updated"]
    other = version("فاز الفريق المحلي على ضيفه.", sha256="b", url=None, title="فوز")
    assert arrivals(shelf.made(other)) == ["new"]


def test_without_the_earlier_record_the_update_is_known_but_not_what_changed(shelf):
    shelf.add(DAYS[2], version())
    (shelf.folder / str(DAYS[2]) / "briefing.json").unlink()
    (updated,) = shelf.made(version(*NOW_SAID, sha256="b")).changes.updated
    assert (updated.diff, updated.words, updated.more, updated.quotes) == ((), (), True, ())
    assert (updated.title_ar, updated.number) == ("جسر الوادي", "1")


def test_an_unreadable_record_costs_nothing_else(shelf, caplog):
    shelf.add(DAYS[2], version())
    (shelf.folder / str(DAYS[2]) / "briefing.json").write_text("{")
    assert arrivals(shelf.made(version(*NOW_SAID, sha256="b"))) == ["updated"]
    assert "is not compared with this one" in caplog.text


def test_silent_means_that_the_date_is_the_same(shelf):
    at = NOW - timedelta(days=1)
    shelf.add(DAYS[2], version(published_at=at))
    (same,) = shelf.made(version(*NOW_SAID, sha256="b", published_at=at)).changes.updated
    (later,) = shelf.made(version(*NOW_SAID, sha256="b", published_at=NOW)).changes.updated
    (undated,) = shelf.made(version(*NOW_SAID, sha256="b", published_at=None)).changes.updated
    assert (same.silent, later.silent, undated.silent) == (True, False, False)


def test_a_story_that_goes_on_continues(shelf):
    from reporter.render.templates.samples import samples

    told = samples()["stories"]
    first = replace(told.stories[0], continues="2026-11-20/3")
    made = shelf.since().applied(replace(told, stories=(first, *told.stories[1:])))
    assert {each.id for each in made.entries if each.change == "continued"} == set(first.entries)


def test_changes_are_content(shelf):
    made = shelf.add(DAYS[2], version()).made(version(*NOW_SAID, sha256="b"))
    plain = json.loads(dumps(made))
    plain["changes"] = {"updated": [], "dropped": []}
    without = json.dumps(plain).encode()
    del plain["changes"]
    older = json.dumps(plain).encode()
    assert content_sha256(without) == content_sha256(older) != content_sha256(dumps(made))
    assert loads(older).changes.updated == ()


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        (("edition",), "2026-11-21", "is not an earlier one"),
        (("entry",), "9", "there is no entry 9"),
        (("entry",), None, "which contradicts changes.updated"),
        (("after",), "c" * 64, "entry 1 is another version"),
        (("diff",), [["equal", "نص"]], "the diff does not lead to the text of its entry"),
        (("quotes", 0, "point"), "2.1", "point 2.1 is not of entry 1"),
        (("quotes", 0, "edition"), "2026-11-22", "is later than that"),
        (("quotes", 0, "diff"), [["equal", "نص"]], "the diff does not lead from its text to that of today"),
        (("quotes", 0, "today_ar"), None, "has no text today"),
    ],
)
def test_each_broken_rule_of_changes_is_reported(shelf, part, value, words):
    made = json.loads(dumps(shelf.add(DAYS[2], version()).made(version(*NOW_SAID, sha256="b"))))
    at = made["changes"]["updated"][0]
    for name in part[:-1]:
        at = at[name]
    at[part[-1]] = value
    assert words in "; ".join(problems(loads(json.dumps(made).encode())))


WORDS = st.lists(st.sampled_from(["في", "420", "240", "الجسر", "<b>", "سالم،", "–", "٤٢٠", "\n"]), max_size=30).map(
    " ".join
)


@given(WORDS, WORDS)
def test_pieces_are_both_versions(before, after):
    found = differ.pieces(before, after)
    assert "".join(text for kind, text in found if kind != "delete") == after
    assert differ.key_of("".join(text for kind, text in found if kind != "insert")) == differ.key_of(before)
    assert (not any(kind != "equal" for kind, _ in found)) >= (differ.key_of(before) == differ.key_of(after))
