"""What an Arabic sentence counts."""

import pytest

from reporter.language.arabic.counted import counts, noun_key


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("وشاركت في العملية 6 سفن وطائرتان مروحيتان.", [(6, "سفن"), (2, "وطايرتان")]),
        ("بلغت الخسائر 2.3 مليار دولار.", [(2.3e9, "دولار")]),
        ("قتل أربعة وأربعون شخصا في الزلزال.", [(44, "شخصا")]),
        ("وصل 12.345.678 زائرا.", [(12345678, "زايرا")]),
        ("أوقفت الشرطة 25 من عناصر العصابة.", [(25, "عناصر")]),
        ("ارتفعت الأسعار 4.5% في السوق.", [(4.5, "%")]),
        ("تأسست الشركة عام 2020 في المدينة.", []),
        ("وصل الوفد في 15 يناير ظهرا.", []),
        ("فاز الفريق 2-1 على ضيفه.", []),
        ("بين الضحايا 12 في المستشفى.", []),
        ("عشرات القتلى في الميدان.", []),
    ],
)
def test_numbers_are_found_with_what_they_count(text, counted):
    """Years, dates, scores and numbers without a noun count nothing."""
    found = [(max(r for r in count.quantity.readings if not isinstance(r, str)), count.noun) for count in counts(text)]
    assert found == counted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سفينه", "سفن"),
        ("قتيلا", "قتلي"),
        ("شخصا", "اشخاص"),
        ("صاروخين", "صواريخ"),
        ("شهيدا", "شهداء"),
        ("مدنيا", "مدنيين"),
    ],
)
def test_forms_of_a_noun_have_one_key(one, other):
    """Broken plurals and duals included."""
    assert noun_key(one) == noun_key(other)


@pytest.mark.parametrize(("one", "other"), [("قتيلا", "جريحا"), ("مدينه", "مدنيين"), ("سفينه", "سيارة")])
def test_different_things_have_different_keys(one, other):
    assert noun_key(one) != noun_key(other)


@pytest.mark.parametrize(
    ("text", "about", "bound"),
    [
        ("قتل نحو 40 شخصا.", True, False),
        ("قتل 40 شخصا تقريبا.", True, False),
        ("قتل أكثر من 40 شخصا.", False, True),
        ("قتل ما لا يقل عن 40 شخصا.", False, True),
        ("قتل 40 شخصا على الأقل.", False, True),
        ("قتل 40 شخصا.", False, False),
    ],
)
def test_approximations_and_bounds_are_known(text, about, bound):
    (count,) = counts(text)
    assert (count.about, count.bound) == (about, bound)
