"""What words tell about a possible byline: a role, a desk, a profession, a sentence, a common phrase.

In: folded words, or a short text. Out: whether they are of that kind. The lists are of words that bylines and sentences
begin or end with, not of names.
"""

import re
from collections.abc import Sequence
from functools import cache

from reporter.language import vocabulary
from reporter.language.arabic.clitics import WAW
from reporter.language.arabic.letters import words
from reporter.language.arabic.saying import verbs

_ALI = re.compile(r"(?<!\w)علي(?!\w)")
ROLES = frozenset(
    words(
        "كتب كتبت كتبها كتبه كتبوا بقلم إعداد أعده أعدته تقرير حوار حاوره حاورها حاورته تحقيق تغطية متابعة"
        " رسالة مراسل مراسلة مراسلنا مراسلتنا موفد موفدنا أجرى أجرت الكاتب الكاتبة المؤلف الصحفي الصحافي"
        " الصحفية التقاه التقاها"
    )
)
OTHER_HANDS = frozenset(words("ترجمة ترجمها ترجمه تحرير مراجعة تصوير تدقيق عدسة رسم كاريكاتير مونتاج إخراج فيديو"))
"""Translators, editors and photographers are not authors."""
NOBODY = frozenset(
    words(
        "وكالات خاص متابعات محرر المحرر مراسلون المراسلون هييه فريق قسم غرفة ادارة admin editor newsroom"
        " staff متابعة حصري المراسل رصد مواقع صحف الموقع الجريدة الصحيفة القناة الوكالة القسم الدائرة وحدة الوحدة"
        " مكتب المكتب الفريق الإدارة الشؤون مراسلو محررو صفحة ملحق webmaster"
    )
)
_DESKS = frozenset(words("محرر المحرر مراسلون المراسلون المراسل قسم التحرير الأخبار"))
OFFICE_GOES_ON = frozenset(words("عام العام عامة العامة سر السر صندوق الصندوق مجلس المجلس منطقة المنطقة"))
_WRITERS = frozenset(
    words(
        "كاتب كاتبة باحث باحثة أستاذ أستاذة أكاديمي أكاديمية صحافي صحافية صحفي صحفية محلل خبير إعلامي إعلامية"
        " ناقد ناقدة شاعر شاعرة روائي روائية دبلوماسي سياسي مفكر مستشار محام طبيب زميل محاضر كاتبه روائيه"
    )
)
OFFICES = frozenset(
    words(
        "مدير رئيس رئيسة وزير وزيرة متحدث متحدثة ناطق نائب عضو محافظ قائد مصدر مصادر مسؤول مسؤولة مستشار سفير"
        " أمين مندوب وزارة هيئة شركة جمعية حزب حركة نقابة منظمة محكمة بيان ممثل عمدة والي ملك أمير زعيم مؤسس"
        " شرطة جيش خبير"
    )
)
"""Speakers in a sentence; never the first word of a name."""
_SENTENCE_WORDS = frozenset(
    words(
        "في على إلى عن أن إن أنه أنها التي الذي الذين هذا هذه ذلك تلك وهو وهي هو هي كان كانت لم لن قد لا ما"
        " هل مع بعد قبل منذ خلال عند حتى بين كل ليس وليس بسبب بحسب وفق حيث كما عبر ضد نحو حول دون بلا وسط"
        " لماذا كيف ماذا أين متى وقد"
    )
)


_OPINION = frozenset(words("رأي رأيه رأيها آراء يعبر تعبر يمثل تمثل وجهة"))
OUTLETS_END = frozenset(
    words("اليوم الآن نت برس نيوز بوست تايمز أونلاين تيفي عربي عربية بالعربية بالعربي العربية 24 48 360")
)
"""Endings of names of outlets next to a writer's name."""
_FREQUENT = frozenset(
    words(
        "جديد جديدة كبير كبيرة صغير أول أولى ثاني ثانية آخر أخرى أخير أخيرة عام عاما يوم اليوم غدا أمس العام"
        " بلد دولة حكومة مدينة شعب عالم حياة موت نهاية بداية قريبا سريعا خطير هام مهم كل بعض أكثر أكبر أهم"
        " أفضل أقل"
    )
)
"""Words that are too common for the table of words."""
_BEGINS_REPORT = frozenset(
    words(
        "في بعد خلال للمرة تحت بحضور بمشاركة برعاية من قتل أصيب لقي توفي وقع وصل بدأ أطلق افتتح عقد شهد سجل"
        " حقق فاز تعرض انطلق احتفل اختتم نظم استقبل بحث التقى زار قام تمكن نفذ شن هاجم قصف اعتقل ألقى ضبط نجح"
        " أقر وافق صادق عاد غادر توجه ارتفع انخفض تراجع هبط صعد أغلق فتح أنهى أصدر أدان قدم وجه شارك انتخب"
        " أحيا خرج دخل تسلم أدى حكم قضى أوقف نفى وضع"
    )
)
"""Words that begin reporting sentences, apart from verbs of saying."""


@cache
def _spoken() -> frozenset[str]:
    """Return the forms of all verbs of saying, also with و and ف."""
    forms = {form for verb in verbs() for form, _ in (*verb.in_past(), *verb.in_present())}
    return frozenset(waw + form for form in forms for waw in WAW)


def opines(said: Sequence[str]) -> bool:
    """Return whether the folded words `said` state whose opinion an article expresses."""
    return not _OPINION.isdisjoint(said)


def is_phrase(said: Sequence[str]) -> bool:
    """Return whether all the folded words `said` are common words, unlike those of a name: قطار جديد."""
    table = vocabulary.load().arabic_words
    return all(word in _FREQUENT or bool(table[word]) for word in said)


def ends_like_outlet(said: Sequence[str]) -> bool:
    """Return whether the last of the folded words `said` is one with which names of outlets end: برس، اليوم."""
    return len(said) > 1 and said[-1] in OUTLETS_END


def is_desk(said: Sequence[str]) -> bool:
    """Return whether the folded words `said` only name a desk of an outlet: ``المحرر الاقتصادي``."""
    return not _DESKS.isdisjoint(said) and len(said) <= 3


def begins_with_role(said: Sequence[str]) -> bool:
    """Return whether the folded words `said` begin with a person's role: كتب، بقلم، إعداد."""
    return bool(said) and said[0] in ROLES


def is_writer(text: str) -> bool:
    """Return whether `text` states a profession, as under a writer's name: ``كاتب وباحث``."""
    said = words(text)
    return 1 <= len(said) <= 12 and said[0] in _WRITERS and not has_speech(said)


def speaks(text: str) -> bool:
    """Return whether any word of `text` belongs to a sentence; the name علي is written with two dots."""
    return has_sentence(words(_ALI.sub("", text)))


def has_speech(said: Sequence[str]) -> bool:
    """Return whether any of the folded words `said` is a verb of saying."""
    return not _spoken().isdisjoint(said)


def has_sentence(said: Sequence[str]) -> bool:
    """Return whether any of the folded words `said` belongs to a sentence: a verb of saying, a conjunction."""
    return not _SENTENCE_WORDS.isdisjoint(said) or not _spoken().isdisjoint(said)


def is_present(word: str) -> bool:
    """Return whether a folded word looks like a verb in the present or future: يعتزل، ستبدأ."""
    return len(word) >= 4 and word[0] in "يس" and re.match("^(?:ي|سي|ست)", word) is not None


def says_verb(text: str) -> bool:
    """Return whether `text` begins like a reporting sentence: with a verb of saying, or with what looks like a verb."""
    first = words(text[:40])[:1]
    if not first:
        return False
    word = first[0]
    verb_like = len(word) >= 4 and not word.startswith(("ال", "وال", "لل")) and (word.endswith("ت") or is_present(word))
    return word in _spoken() or word in _BEGINS_REPORT or verb_like
