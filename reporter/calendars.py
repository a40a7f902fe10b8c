"""The months of the Gregorian calendar as the Arabic press names them.

In: nothing. Out: one table. January is يناير from Egypt to the Gulf, كانون الثاني in the Levant and Iraq, and جانفي in
Algeria and Tunisia; Morocco has forms of its own (غشت, شتنبر).
"""

MONTHS_AR: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "يوليوز", "تموز", "جويلية"),
    ("أغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
"""From January to December, each with its names as they are spelled."""
