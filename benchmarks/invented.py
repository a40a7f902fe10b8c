"""Articles from invented sentences, and a memory with their English: what is measured with them needs no engine.

The same number always gives the same bytes. Sentences are put together from clauses and differ by a number, so that
each is translated and compared like a new one.
"""

import random
from pathlib import Path
from xml.sax.saxutils import escape

SENTENCES = 6
_SEED = 20261129
_WHO = (
    ("أعلنت بلدية الميناء", "The port's council announced"),
    ("قالت مديرة المتحف", "The museum's director said"),
    ("أكد اتحاد الصيادين", "The fishermen's union confirmed"),
    ("ذكرت هيئة النقل", "The transport authority stated"),
    ("أوضح مدير المستشفى", "The hospital's director explained"),
    ("رأت نقابة المعلمين", "The teachers' union held"),
)
_WHAT = (
    ("أن العمل في الرصيف الجديد سيكتمل", "that work on the new quay will be complete"),
    ("أن عدد الزوار ارتفع", "that the number of visitors has risen"),
    ("أن الأسعار لن تتغير", "that prices will not change"),
    ("أن الرحلات ستستأنف", "that crossings will resume"),
    ("أن المشروع تأخر", "that the project is late"),
    ("أن الجسر القديم سيغلق", "that the old bridge will be closed"),
    ("أن المدارس ستفتح أبوابها", "that the schools will open"),
)
_WHEN = (
    ("قبل نهاية الصيف", "before the end of summer"),
    ("بعد أعمال استمرت عامين", "after works that lasted two years"),
    ("مع بداية الشهر المقبل", "at the start of next month"),
    ("رغم الأمطار الغزيرة", "despite heavy rain"),
    ("بعد موافقة المجلس", "after the council's approval"),
)
_HEADLINES = (
    ("رصيف جديد للعبارات في الميناء", "A new ferry quay in the port"),
    ("المتحف يستقبل زواره من جديد", "The museum receives its visitors again"),
    ("الصيادون يطالبون بخفض الرسوم", "Fishermen demand lower fees"),
    ("إغلاق الجسر القديم للصيانة", "The old bridge closes for repairs"),
)
_TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" segtype="sentence" o-tmf="bench" \
adminlang="en" srclang="ar" datatype="plaintext"/><body>
{}
</body></tmx>
"""
_UNIT = '<tu><tuv xml:lang="ar"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu>'


def write(folder: Path, number: int) -> None:
    """Create `folder` with ``articles``, which holds `number` text files, and ``memory.tmx``."""
    chance = random.Random(_SEED)
    (folder / "articles").mkdir(parents=True)
    units = []
    for index in range(number):
        title_ar, title_en = chance.choice(_HEADLINES)
        title = (f"{title_ar} رقم {2000 + index}", f"{title_en}, number {2000 + index}")
        sentences = [_sentence(chance, index * SENTENCES + place) for place in range(SENTENCES)]
        units += [title, *sentences]
        paragraphs = [" ".join(ar for ar, _ in sentences[at : at + 2]) for at in range(0, SENTENCES, 2)]
        text = "\n\n".join([title[0], *paragraphs]) + "\n"
        (folder / "articles" / f"{index:05}.txt").write_text(text, encoding="utf-8")
    segments = (_UNIT.format(*map(escape, unit)) for unit in units)
    (folder / "memory.tmx").write_text(_TMX.format("\n".join(segments)), encoding="utf-8")


def _sentence(chance: random.Random, number: int) -> tuple[str, str]:
    (who_ar, who_en), (what_ar, what_en), (when_ar, when_en) = map(chance.choice, (_WHO, _WHAT, _WHEN))
    return (
        f"{who_ar} {what_ar} {when_ar}، بحسب البيان رقم {number + 10000}.",
        f"{who_en} {what_en} {when_en}, according to statement number {number + 10000}.",
    )
