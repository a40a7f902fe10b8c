"""The labels of the page with all English, in English and Arabic, and what both pages say of a doubt."""

from reporter.model import Flag, Language, Severity
from reporter.registry import CHECKS
from reporter.render.templates.local_pages import ReviewFlag

_MARKS_AR: dict[Severity, str] = {"error": "خطأ؟", "doubt": "للمراجعة.", "note": "ملاحظة."}

_WORDS: dict[str, tuple[str, str]] = {
    "review": ("Review", "مراجعة"),
    "progress_of": ("{0} of {1} reviewed", "روجع {0} من {1}"),
    "progress_label": ("Progress and actions", "التقدم والإجراءات"),
    "hide": ("hide reviewed sentences", "إخفاء ما روجع"),
    "pending": ("{0} not in the edition yet", "لم يدخل النشرة بعد: {0}"),
    "edition": ("Edition", "النشرة"),
    "other_language": ("العربية", "English"),
    "make_again": ("Make the edition again", "أعد إعداد النشرة"),
    "needs_script": (
        "This page needs JavaScript to save what you write. Without it, use 'reporter review export' and 'import'.",
        "تحتاج هذه الصفحة إلى JavaScript لحفظ ما تكتبه. ومن دونه استعمل reporter review export ثم import.",
    ),
    "key_accept": ("accept and go to the next", "قبول والانتقال إلى التالي"),
    "key_next": ("next, previous", "التالي والسابق"),
    "key_undo": ("undo", "تراجع"),
    "saved_as": (
        "Your changes are saved as you type, and count as reviewed when you leave the field.",
        "تُحفظ تغييراتك أثناء الكتابة، وتُعد مراجعة عند مغادرة الحقل.",
    ),
    "headline": ("headline", "عنوان"),
    "deck": ("deck", "مقدمة"),
    "sentence": ("sentence", "جملة"),
    "english_of": ("English of {0} {1}", "ترجمة {0} {1}"),
    "no_english": ("No English", "بلا ترجمة"),
    "memory": ("Memory", "الذاكرة"),
    "machine": ("Machine", "الآلة"),
    "withheld": ("Withheld machine translations", "ترجمات آلية محجوبة"),
    "others": ("Other machine translations", "ترجمات آلية أخرى"),
    "use": ("Use", "استعمال"),
    "similar": ("A similar sentence that a person has translated", "جملة مشابهة ترجمها إنسان"),
    "reviewed_by": ("Reviewed by {0}", "راجعها {0}"),
    "begun_by": ("Begun by {0}, not accepted", "بدأها {0} ولم تُقبل"),
    "undo": ("Undo", "تراجع"),
    "accept": ("Accept", "قبول"),
    "has_changed": ("has changed it since:", "غيّرها بعد ذلك:"),
    "take": ("Take that", "خذ تلك"),
    "keep": ("Keep mine", "أبق على نصي"),
    "write_first": ("There is no English to accept; write it first.", "لا ترجمة لتُقبل؛ اكتبها أولا."),
    "retrying": (
        "Not saved: the review server does not respond. Retrying.",
        "لم يُحفظ: لا يستجيب الخادم. تُعاد المحاولة.",
    ),
    "somebody": ("Somebody", "شخص آخر"),
    "nothing": ("(nothing)", "(لا شيء)"),
    "choose": ("Not saved yet: choose one of the two.", "لم يُحفظ بعد: اختر أحد النصين."),
    "draft": ("Saved, not yet accepted", "حُفظت ولم تُقبل بعد"),
    "saving": ("Saving …", "يجري الحفظ …"),
    "making": ("Making the edition again …", "يجري إعداد النشرة من جديد …"),
    "made_one": (
        "The edition was made again: 1 text reviewed by a person, {1} to check.",
        "أُعيد إعداد النشرة: راجع إنسان نصا واحدا، وبحاجة إلى مراجعة: {1}.",
    ),
    "made": (
        "The edition was made again: {0} texts reviewed by a person, {1} to check.",
        "أُعيد إعداد النشرة: نصوص راجعها إنسان: {0}، وبحاجة إلى مراجعة: {1}.",
    ),
    "gone": (
        "The review server no longer responds; start it again with 'reporter review'.",
        "لم يعد الخادم يستجيب؛ شغّله من جديد بالأمر reporter review.",
    ),
}


def words(language: Language) -> dict[str, str]:
    """Return the labels in `language`, by name."""
    return {name: both[language == "ar"] for name, both in _WORDS.items()}


def shown_flag(flag: Flag) -> ReviewFlag:
    """Return what the pages show of a doubt or note. Its detail is in English; the rule of its check is in Arabic."""
    return {
        "severity": flag.severity,
        "detail": flag.detail,
        "mark_ar": f"{_MARKS_AR[flag.severity]} {rule(flag.check)}",
    }


def rule(check: str) -> str:
    """Return in Arabic what a check expects; empty for that of a plug-in.

    >>> rule("numbers"), rule("style-guide")
    ('المطلوب: أرقام الترجمة هي أرقام النص العربي لا غيرها', '')
    """
    known = CHECKS.choices.get(check)
    return f"المطلوب: {known.description_ar}" if known else ""
