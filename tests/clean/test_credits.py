"""The news agency that an article credits as the origin of its text."""

from datetime import UTC, datetime

import pytest

from reporter.clean import clean, load
from reporter.model import RawArticle, Source
from reporter.stories.agencies import agency_of

LEAD = "أعلنت وزارة الزراعة أن موسم الزيتون هذا العام سيكون أفضل من الموسم الماضي بفضل أمطار الربيع."
MORE = "وقال وزير الزراعة سامي الخطيب إن الإنتاج سيبلغ مئتي ألف طن، وإن التصدير يبدأ الشهر المقبل."


def read(text, byline=None, outlet="الساحل"):
    source = Source(path="a.txt", sha256="0" * 64, retrieved_at=datetime(2026, 11, 20, tzinfo=UTC), outlet=outlet)
    raw = RawArticle(
        source=source, title="موسم الزيتون أفضل من سابقه", deck=None, text=text, encoding="utf-8", byline=byline
    )
    return clean(raw, load())


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("عمان (رويترز) - ", "رويترز"),
        ("القاهرة - أ ف ب\n\n", "فرانس برس"),
        ("الرياض 20 نوفمبر 2026 م واس ", "واس"),
        ("أبوظبي في 20 نوفمبر / وام / ", "وام"),
        ("عمان 20 تشرين الثاني (بترا)- ", "بترا"),
        ("الدوحة في 20 نوفمبر /قنا/ ", "قنا"),
        ("رام الله 20-11-2026 وفا- ", "وفا"),
        ("أ.ش.أ\n\n", "أ ش أ"),
        ("عمان - سلمى النجار - ", None),
    ],
)
def test_a_dateline_names_the_agency(dateline, agency):
    assert agency_of(read(f"{dateline}{LEAD}\n\n{MORE}")) == agency


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("\n\n(أ ف ب)", "فرانس برس"),
        (" (رويترز)", "رويترز"),
        ("\n\nالمصدر: الجزيرة + وكالات + رويترز", "رويترز"),
        ("\n\n* نقلا عن وكالة أنباء الإمارات", "وام"),
        ("\n\nس ع / واس\n\nانتهى", "واس"),
        ("\n\nد ب أ", "د ب أ"),
        ("\n\nالمصدر: الجزيرة + وكالات", None),
        ("\n\nتصوير: رويترز والساحل", None),
    ],
)
def test_the_end_names_the_agency(end, agency):
    assert agency_of(read(f"{LEAD}\n\n{MORE}{end}")) == agency


@pytest.mark.parametrize(
    ("byline", "agency"),
    [("رويترز", "رويترز"), ("لندن - (د ب أ)", "د ب أ"), ("الساحل - وكالات", None), ("سلمى النجار", None)],
)
def test_a_byline_names_the_agency(byline, agency):
    assert agency_of(read(f"{LEAD}\n\n{MORE}", byline=byline)) == agency


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\nوقال مسؤول في الوزارة لرويترز إن الإنتاج سيبلغ مئتي ألف طن.\n\n{MORE}",
        f"قالت وكالة الأناضول إن وزارة الزراعة ستعلن الأرقام غدا.\n\n{MORE}",
        f"رويترز: وزارة الزراعة تعلن الأرقام غدا بعد اجتماع مع المصدرين في العاصمة.\n\n{MORE}",
        f"{LEAD}\n\n{MORE}\n\nونقلت وكالة سبأ عن مصدر في الوزارة تأكيده هذه الأرقام.",
    ],
)
def test_an_agency_that_is_quoted_is_not_credited(text):
    assert agency_of(read(text)) is None


def test_an_agency_is_the_origin_of_what_it_publishes():
    assert agency_of(read(f"{LEAD}\n\n{MORE}", outlet="وكالة الأناضول")) == "الأناضول"
    assert agency_of(read(f"{LEAD}\n\n{MORE}", outlet=None)) is None


def test_the_outlet_is_not_replaced_by_the_agency():
    source = read(f"عمان (رويترز) - {LEAD}\n\n{MORE}").source
    assert (source.outlet, source.place) == ("الساحل", "عمان")
