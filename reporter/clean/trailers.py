"""Remove what follows the last sentence of an article: promotions, policies, notes, tags.

In: the lines of a body. Out: the lines without those at the end that address the reader, state whose opinion the
article expresses, name a source or introduce the writer; and the writer, if a note names one. Only the last lines are
examined, from the bottom up to the first line that belongs to the article.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from reporter.clean.boilerplate import Boilerplate
from reporter.clean.bylines import is_writer, writer_named_in
from reporter.clean.lines import Line
from reporter.clean.sentences import split_sentences
from reporter.language.arabic.letters import stem, words

_MOST_TRAILERS = 6
_LONGEST = 60
"""Maximum number of words of a line to examine."""
_STARRED = re.compile(r"^[*•]+\s*")
_TAGS = re.compile(r"^\s*(?:#[^\s#]+[\s#،,]*){2,}$")
_BETWEEN_TAGS = re.compile(r"\s{0,9}[،,|/•·-]\s{1,9}|\s{0,9}[|]\s{0,9}")


def _folded(listed: str) -> frozenset[str]:
    return frozenset(words(listed))


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, words(listed)))


_ASKS = _folded("""
حملوا حمل نزلوا نزل تابعوا تابع تابعونا تابعنا اشترك اشتركوا انضم انضموا شارك شاركوا شاركنا شاركونا سجل سجلوا
اضغط اضغطوا انقر انقروا زوروا زر ارسل ارسلوا راسلونا راسلنا لمتابعة لمتابعتنا للاشتراك لتحميل للتحميل للحصول
لتصلك لتصلكم لمزيد للمزيد للتواصل احصل احصلوا يسعد يسعدنا نرحب ندعوكم ندعوك نرجو يرجى استمع استمعوا شاهدوا
يمكنكم يمكنك بإمكانكم بإمكانك هل
""")
"""Beginnings of lines that ask the reader to do something."""
_READER = _folded("""
هواتفكم هاتفكم هاتفك تصلكم تصلك يصلكم يصلك لتصلكم لتصلك بريدكم بريدك رأيكم رأيك آراءكم بآرائكم مشاركتكم
مشاركتك بمشاركتك بمشاركتكم تعليقكم تعليقك تعليقاتكم حسابكم حسابك لديكم لديك أعجبك أعجبكم يمكنكم يمكنك بإمكانكم
بإمكانك متابعتنا تابعونا تابعنا تطبيقنا قناتنا قنواتنا صفحتنا صفحاتنا حسابنا حساباتنا نشرتنا موقعنا خدمتنا
راسلونا شاركونا شاركنا متابعينا قراءنا
""")
"""Words for the reader, and for what belongs to the outlet."""
_CHANNELS = _folded("""
تطبيق التطبيق تطبيقات واتساب الواتساب واتس تلغرام تليغرام تيليغرام تليجرام تيليجرام فيسبوك فيس تويتر إكس
يوتيوب إنستغرام انستغرام تيك سناب النشرة البريدية الإخبارية نشرة رسائل القصيرة إشعارات تنبيهات رابط الرابط
التعليقات المنصات
""")
_OPINION = _folded(
    "رأي رأيه رأيهم رأيها آراء الآراء آراؤهم وجهة وجهات يعبر تعبر يمثل تمثل تعكس يعكس مسؤولية يتحمل تتحمل"
)
_OWNER = _folded(
    "كاتب الكاتب كاتبه كاتبها كتابه كتابها كتابهم الكتاب أصحابها صاحبه صاحبها القراء قرائه كاتبته صاحبته الكاتبة"
)
_DENIALS = _folded("لا ولا ليست وليست وليس")
_LIMITS = _folded(
    "وحدهم وحده فقط بالضرورة موقع الموقع صحيفة الصحيفة جريدة الجريدة القناة الشبكة التحرير ينشر المقالات مقالات المقال"
)
_COMMENTS = _stems("تعليق تعليقات تعليقك تعليقكم بتعليقك بتعليقكم تعليقاتكم بتعليقاتكم تعقيب ردود مشاركات")
_POLICY = _stems("""
شروط إساءة شتائم تجريح قذف مخالف مخالفة حذف نشر تنشر ينشر إدارة موقع تحريض طائفي طائفية عنصرية عنصري الالتزام يلتزم
آداب بآداب لائقة خادش خادشة مقدسات قواعد ضوابط سياسة تحتفظ يحق حق مسيئة أشخاص أديان تحرير ابتعاد نرجو نرحب
""")
_CREDITS = _folded("""
نقلا المصدر رابط عن الرابط مصدر
""")
_LONGEST_CREDIT = 7


def without_trailers(lines: Sequence[Line], noise: Boilerplate) -> tuple[list[Line], str | None]:
    """Return `lines` without what follows the last sentence, and the writer named there, if any."""
    kept, author = list(lines), None
    for _ in range(_MOST_TRAILERS):
        if len(kept) < 2:
            break
        named = _note_on_writer(kept[-1], noise)
        if named is None and not _is_trailer(kept[-1], kept[:-1]):
            break
        author = named or author
        kept.pop()
    if kept:
        kept[-1] = _without_tail(kept[-1], noise)
    return kept, author


def _is_trailer(line: Line, before: Sequence[Line]) -> bool:
    """Return whether the last line `line` does not belong to the article with the lines `before`."""
    if len(line.words) > _LONGEST or line.is_long or not line.words or line.reports:
        return False
    promotes = not line.is_finished and line.words[0] in _ASKS and not _CHANNELS.isdisjoint(line.words)
    if promotes or _addresses_reader(line.words) or _disclaims(line.words) or _is_about_comments(line.words):
        return True
    return not line.is_finished and (_is_credit(line) or _is_tags(line, before))


def _addresses_reader(said: Sequence[str]) -> bool:
    """Return whether a line promotes or invites: it begins like that and mentions the reader or a channel."""
    reader, channels = sum(word in _READER for word in said), sum(word in _CHANNELS for word in said)
    return (said[0] in _ASKS and reader > 0) or (reader > 0 and channels > 0) or reader > 1


def _disclaims(said: Sequence[str]) -> bool:
    """Return whether a line states that an opinion is the writer's or the readers', not the outlet's."""
    opines = sum(word in _OPINION for word in said)
    if opines >= 2 and "بالضروره" in said:
        return True
    insists = opines >= 3 or (opines == 2 and not _DENIALS.isdisjoint(said))
    return not (_OPINION.isdisjoint(said) or _OWNER.isdisjoint(said)) and (insists or not _LIMITS.isdisjoint(said))


def _is_about_comments(said: Sequence[str]) -> bool:
    """Return whether a line says which comments of readers are published."""
    stems = {stem(word) for word in said}
    return not _COMMENTS.isdisjoint(stems) and len(_POLICY & stems) >= 2


def _is_credit(line: Line) -> bool:
    """Return whether a short line names the source of the text: ``*نقلا عن الساحل``."""
    begins = words(_STARRED.sub("", line.text))[:1]
    return len(line.words) <= _LONGEST_CREDIT and bool(begins) and begins[0] in _CREDITS


def _is_tags(line: Line, before: Sequence[Line]) -> bool:
    """Return whether a line is a list of tags, in a text whose paragraphs end with a mark."""
    if _TAGS.match(line.text):
        return True
    items = [words(item) for item in _BETWEEN_TAGS.split(line.text)]
    running = [other for other in before if len(other.words) >= 6]
    punctuated = bool(running) and all(other.is_finished or other.introduces for other in running)
    return punctuated and not line.bulleted and len(items) >= 3 and all(1 <= len(item) <= 3 for item in items)


def _note_on_writer(line: Line, noise: Boilerplate) -> str | None:
    """Return the writer named in a note at the end, empty if it names nobody; None if it is not such a note."""
    if len(line.words) > _LONGEST or not line.words:
        return None
    bare = _STARRED.sub("", line.text).strip()
    starred = bare != line.text or line.bulleted
    if is_writer(bare) and (starred or not line.is_finished):
        return ""
    return writer_named_in(bare, noise) if starred or len(line.words) <= 25 else None


def _without_tail(line: Line, noise: Boilerplate) -> Line:
    """Return the last paragraph without a note after its last sentence: ``… رابط الخبر: …``."""
    if line.is_finished or line.is_long:
        return line
    spans = split_sentences(line.text)
    if len(spans) < 2:
        return line
    tail = Line(spans[-1].of(line.text))
    is_noise = noise.kind_of(tail) is not None or _is_credit(tail) or _addresses_reader(tail.words or ("",))
    return replace(line, text=line.text[: spans[-2].end]) if is_noise and not tail.is_finished else line
