"""The dates of feeds, in every tradition of the Arabic press."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from feed_files import NOW

from reporter.fetch.feeds.dates import read_date

CAIRO = ZoneInfo("Africa/Cairo")


def read(text, zone=CAIRO, now=NOW):
    """Return the time in ISO 8601 and how it was read."""
    at, basis = read_date(text, zone=zone, now=now)
    return (at and at.isoformat(), basis)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-05T07:30:20Z",
        "2026-11-05T09:30:20+0200",
        "2026-11-05 09:30:20 +02:00",
        "2026-11-05T09:30:20.417+02",
        "20261105T073020Z",
        "2026-11-05T07:30:20,5 Z",
        "٢٠٢٦-١١-٠٥T٠٩:٣٠:٢٠+٠٢:٠٠",
        "2026-11-05T09:30:20+02:00[Africa/Cairo]",
        "Thu, 05 Nov 2026 09:30:20 +0200",
        "5 Nov 26 07:30:20 GMT",
        "Thursday, 05-Nov-26 07:30:20 UTC",
        "Thu, 5 Nov 2026 07:30:20 UT",
        "Thu, 05 Nov 2026 07:30:20 Z",
        "Thu, 05 Nov 2026 02:30:20 EST",
        "Thu, 05 Nov 2026 00:30:20 PDT",
        "Thu Nov 5 07:30:20 UTC 2026",
        "Thu Nov 05 2026 09:30:20 GMT+0200 (Eastern European Standard Time)",
        "الخميس، 5 نوفمبر 2026 09:30:20 +0200",
        "الخميس 5 تشرين الثاني/نوفمبر 2026 - 09:30:20 (GMT+2)",
        "5 نونبر 2026 الساعة 07:30:20 بتوقيت غرينتش",
        "٠٥ نوڤمبر ٢٠٢٦، ٠٩:٣٠:٢٠ صباحًا بتوقيت القاهرة",
    ],
)
def test_a_stated_zone_is_kept(text):
    """ISO 8601, RFC 822 and its older relatives, JavaScript, Arabic words: one moment, to the second."""
    at, basis = read_date(text, zone=ZoneInfo("Asia/Dubai"), now=NOW)
    assert (at.astimezone(UTC).replace(microsecond=0), basis) == (
        datetime(2026, 11, 5, 7, 30, 20, tzinfo=UTC),
        "stated",
    )


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *[(f"3 {name} 2026 10:20", 1) for name in ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "جانڤي")],
        *[(f"3 {name} 2026 10:20", 2) for name in ("فبراير", "شباط", "فيفري", "فيڤري")],
        *[(f"3 {name} 2026 10:20", 3) for name in ("مارس", "آذار", "اذار")],
        *[(f"3 {name} 2026 10:20", 4) for name in ("أبريل", "ابريل", "إبريل", "نيسان", "أفريل", "أڤريل")],
        *[(f"3 {name} 2026 10:20", 5) for name in ("مايو", "أيار", "ايار", "ماي")],
        *[(f"3 {name} 2026 10:20", 6) for name in ("يونيو", "يونية", "حزيران", "جوان")],
        *[(f"3 {name} 2026 10:20", 7) for name in ("يوليو", "يوليه", "تموز", "تمّوز", "جويلية", "يوليوز")],
        *[(f"3 {name} 2026 10:20", 8) for name in ("أغسطس", "اغسطس", "آب", "أوت", "اوت", "غشت")],
        *[(f"3 {name} 2026 10:20", 9) for name in ("سبتمبر", "أيلول", "شتنبر")],
        *[(f"3 {name} 2026 10:20", 10) for name in ("أكتوبر", "اكتوبر", "أوكتوبر", "تشرين الأول", "تشرين اول")],
        *[(f"3 {name} 2025 10:20", 11) for name in ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر", "نوڤمبر")],
        *[(f"3 {name} 2025 10:20", 12) for name in ("ديسمبر", "كانون الأول", "دجنبر", "دیسمبر")],
    ],
)
def test_months_have_names_of_four_regions(text, month):
    """Egypt and the Gulf, the Levant and Iraq, Algeria and Tunisia, Morocco."""
    year = 2025 if month > 10 else 2026
    at, basis = read_date(text, zone=CAIRO, now=NOW)
    assert (at, basis) == (datetime(year, month, 3, 10, 20, tzinfo=CAIRO), "assumed-zone")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("٥/١١/٢٠٢٦ ٠٧:٠٥ ص", "07:05"),
        ("۰۵/۱۱/۲۰۲۶ ۰۷:۰۵ م", "19:05"),
        ("05-11-2026 07:05 مساءً", "19:05"),
        ("5.11.2026 12:05 ص", "00:05"),
        ("2026/11/05 12:05 م", "12:05"),
        ("2026-11-05 01:15 ظهرا", "13:15"),
        ("الخميس 5 نوفمبر 2026 - 11:40 ليلاً", "23:40"),
        ("5 نوفمبر 2026 الساعة 8 مساء", "20:00"),
        ("5 نوفمبر 2026، 4:30 فجراً", "04:30"),
        ("5 نوفمبر 2026 - 14h30", "14:30"),
        ("Thu, 05 Nov 2026 09:10:00", "09:10"),
        ("2026-11-05T09:10", "09:10"),
        ("2026-11-05", "00:00"),
        ("نُشر في: ٥ تشرين الثاني ٢٠٢٦", "00:00"),
        ("Thu, 05 Nov 2026 09:10:00 AST", "09:10"),
        ("Thu, 05 Nov 2026 09:10:00 KSA", "09:10"),
        ("Thu, 05 Nov 2026 09:10:00 EET", "09:10"),
        ("Thu, 05 Nov 2026 09:10:00 EEST", "09:10"),
        ("Thu, 05 Nov 2026 09:10 IST", "09:10"),
        ("Thu, 05 Nov 2026 09:10 GST", "09:10"),
    ],
)
def test_no_zone_or_a_zone_of_two_meanings_is_that_of_the_source(text, clock):
    """The record says that it was assumed."""
    assert read(text) == (f"2026-11-05T{clock}:00+02:00", "assumed-zone")
    assert read(text, zone=None) == (f"2026-11-05T{clock}:00+00:00", "assumed-zone")


@pytest.mark.parametrize(
    "text", ["05/04/2026", "5-4-2026", "٥/٤/٢٠٢٦", "05.04.2026 00:00", "5 / 4 / 2026", "05/04/2026 12:00 ص"]
)
def test_the_day_comes_before_the_month(text):
    """The fifth of April."""
    assert read(text)[0][:10] == "2026-04-05"


@pytest.mark.parametrize(
    "text",
    [
        "12 جمادى الآخرة 1448",
        "١٢ جمادى الثانية ١٤٤٨هـ",
        "1448/06/12",
        "12-06-1448 هـ",
        "1448-6-12",
        "12 جماد الثاني 1448",
        "12 من جمادى الآخرة 1448 هـ",
        "الأحد 12 جمادى الآخرة 1448",
        "الأحد 11 جمادى الآخرة 1448",
        "السبت ١٢/٦/١٤٤٨",
    ],
)
def test_a_hijri_day_is_converted_and_marked(text):
    """Where the moon was sighted a day earlier or later, the weekday decides."""
    day = "2026-11-21" if "السبت" in text else "2026-11-22"
    assert read(text) == (f"{day}T00:00:00+02:00", "hijri")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 محرم 1448", "2026-06-16"),
        ("3 صفر 1448 - 08:30 م", "2026-07-17"),
        ("1 ربيع الأول 1448", "2026-08-14"),
        ("1 ربيع الآخر 1448", "2026-09-12"),
        ("1 رمضان 1447", "2026-02-18"),
        ("10 ذو الحجة 1447", "2026-05-27"),
        ("1 ذي القعدة 1447", "2026-04-18"),
    ],
)
def test_hijri_months_have_names(text, day):
    """By the calendar of Umm al-Qura."""
    at, basis = read(text)
    assert (at[:10], basis) == (day, "hijri")
    assert ("20:30" in at) is ("08:30" in text)


@pytest.mark.parametrize(
    "text", ["12 جمادى الآخرة 1448 هـ الموافق 22 نوفمبر 2026", "22/11/2026 - 12/06/1448هـ", "1448/6/12 - 2026/11/22 م"]
)
def test_a_gregorian_day_beside_a_hijri_one_counts(text):
    """It was stated."""
    assert read(text) == ("2026-11-22T00:00:00+02:00", "assumed-zone")


@pytest.mark.parametrize(
    ("text", "at", "basis"),
    [
        ("منذ ساعتين", "2026-11-22T07:00:00+00:00", "stated"),
        ("منذ 3 ساعات", "2026-11-22T06:00:00+00:00", "stated"),
        ("قبل ٤٠ دقيقة", "2026-11-22T08:20:00+00:00", "stated"),
        ("منذ خمس دقائق", "2026-11-22T08:55:00+00:00", "stated"),
        ("قبل ساعة", "2026-11-22T08:00:00+00:00", "stated"),
        ("منذ يومين", "2026-11-20T09:00:00+00:00", "stated"),
        ("منذ حوالي ساعة", "2026-11-22T08:00:00+00:00", "stated"),
        ("منذ عشر دقائق", "2026-11-22T08:50:00+00:00", "stated"),
        ("2 hours ago", "2026-11-22T07:00:00+00:00", "stated"),
        ("منذ قليل", "2026-11-22T09:00:00+00:00", "stated"),
        ("الآن", "2026-11-22T09:00:00+00:00", "stated"),
        ("اليوم 08:15 ص", "2026-11-22T08:15:00+02:00", "assumed-zone"),
        ("أمس", "2026-11-21T00:00:00+02:00", "assumed-zone"),
        ("أمس الساعة 10:30 مساءً", "2026-11-21T22:30:00+02:00", "assumed-zone"),
        ("أول أمس", "2026-11-20T00:00:00+02:00", "assumed-zone"),
        ("منذ عدة ساعات", None, None),
        ("منذ شهر", None, None),
    ],
)
def test_words_are_relative_to_the_time_of_receipt(text, at, basis):
    """Pages say how long ago."""
    assert read(text) == (at, basis)


def test_today_is_that_of_the_source():
    """Late in the evening in London it is tomorrow in Cairo."""
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    assert read("اليوم", now=late)[0] == "2026-11-22T00:00:00+02:00"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "قريبا",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1989-12-31",
        "0001-01-01T00:00:00",
        "2026-11-24T00:00:00Z",
        "Mon, 22 Nov 2027 08:15:00 GMT",
        "22 نوفمبر 2062",
        "31/02/2026",
        "2026-13-01",
        "1448-13-40",
        "1448-06-31",
        "1405/09/01",
        "9999-12-31T23:59:59Z",
        "22 نوفمبر",
        "12",
        "2026" * 100,
    ],
)
def test_what_cannot_be_true_is_not_a_date(text):
    """Before 1990, too far ahead, not in the calendar, or not a date at all."""
    assert read(text) == (None, None)


def test_a_day_ahead_is_true_somewhere():
    """Zones differ by up to 26 hours, and clocks are wrong."""
    assert read("2026-11-23T20:00:00Z")[1] == "stated"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Tue, Nov 3 2026 02:54:55 MST", "2026-11-03T02:54:55-07:00"),
        ("Sun, 1 Nov 2026 12:15 PM", "2026-11-01T12:15:00+02:00"),
        ("Nov 15, 2026", "2026-11-15T00:00:00+02:00"),
        ("Fri, 18 Sept 2026 15:53:56 +03", "2026-09-18T15:53:56+03:00"),
        ("Fri, 18 Sep 2026 15:53:5 +3", "2026-09-18T15:53:05+03:00"),
        ("Sat, 21 Nov 2026 08:15:60 GMT", "2026-11-21T08:15:59+00:00"),
        ("21-11-2026 08:15:00 +0300", "2026-11-21T08:15:00+03:00"),
        ("11/20/2026 8:15:00 PM", "2026-11-20T20:15:00+02:00"),
        ("20 نوفمبر 2026 20:15 (ت.غ)", "2026-11-20T20:15:00+00:00"),
        ("10:30 - 5 نوفمبر 2026", "2026-11-05T10:30:00+02:00"),
        ("منذ خمس عشرة دقيقة", "2026-11-22T08:45:00+00:00"),
        ("قبل نصف ساعة", "2026-11-22T08:30:00+00:00"),
        ("منذ ساعة ونصف", "2026-11-22T07:30:00+00:00"),
        ("قبل يوم واحد", "2026-11-21T09:00:00+00:00"),
        ("جمادى الآخرة 12، 1448", "2026-11-22T00:00:00+02:00"),
        ("1448-06-12T08:15:00Z", "2026-11-22T08:15:00+00:00"),
    ],
)
def test_dates_that_readers_of_feeds_stumble_over(text, at):
    """As they are reported to other programs."""
    assert read(text)[0] == at
