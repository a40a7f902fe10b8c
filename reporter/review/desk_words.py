"""The labels of the desk's page, in English and Arabic."""

from reporter.model import Language

_WORDS: dict[str, tuple[str, str]] = {
    "desk": ("Desk", "التحرير"),
    "views": ("Views", "العروض"),
    "edition": ("Edition", "النشرة"),
    "english": ("English", "الترجمة"),
    "other_language": ("العربية", "English"),
    "draft": ("draft", "مسودة"),
    "approved": ("approved by {}", "اعتمدها {}"),
    "undo": ("Undo", "تراجع"),
    "preview": ("Preview", "معاينة"),
    "make_again": ("Make the edition again", "أعد إعداد النشرة"),
    "making": ("The edition is being made …", "يجري إعداد النشرة …"),
    "made": ("The edition has been made again.", "أُعيد إعداد النشرة."),
    "needs_script": (
        "This page needs JavaScript to keep decisions. Without it, edit the file in the folder 'decisions'.",
        "تحتاج هذه الصفحة إلى JavaScript لحفظ القرارات. ومن دونه يمكن تحرير الملف في مجلد decisions.",
    ),
    "pending": ("decisions not in the edition yet: {}", "قرارات لم تدخل النشرة بعد: {}"),
    "of_to_check": ("{0} of {1} to check", "{0} من {1} بحاجة إلى مراجعة"),
    "minutes_left": ("{0} min to {1}", "{0} دقيقة حتى {1}"),
    "time_passed": ("{1} has passed", "انقضت الساعة {1}"),
    "newer": ("There are changes since you opened the page: show them", "ثمة تغييرات منذ فتح الصفحة: اعرضها"),
    "is_in": ("{0} is in {1}", "{0} في المقال {1}"),
    "is_here": ("{0} is here", "{0} هنا"),
    "no_section": ("Articles", "المقالات"),
    "section": ("Section", "القسم"),
    "by_rule": ("by rule", "بحسب القاعدة"),
    "priority": ("Priority", "الأولوية"),
    "lead": ("Lead", "رئيس"),
    "normal": ("Normal", "عادي"),
    "brief": ("Brief", "موجز"),
    "told_with": ("Tell with", "يُروى مع"),
    "why": ("Why", "السبب"),
    "out": ("Out", "استبعاد"),
    "later": ("Later", "لاحقا"),
    "out_list": ("Out", "المستبعد"),
    "take_in": ("Take in", "إعادة"),
    "note": ("Note", "ملاحظة"),
    "note_en": ("Note in English", "ملاحظة بالإنجليزية"),
    "note_ar": ("Note in Arabic", "ملاحظة بالعربية"),
    "note_for": ("For", "لمن"),
    "for_print": ("print", "للنشر"),
    "for_desk": ("the desk only", "للتحرير فقط"),
    "our_headline": ("Our headline", "عنوان من التحرير"),
    "keep": ("Save", "حفظ"),
    "remove": ("Remove", "حذف"),
    "quote": ("Quote", "اقتباس"),
    "unquote": ("Do not quote", "بلا اقتباس"),
    "next_time": ("Its English comes when the edition is made again.", "تأتي ترجمته عند إعداد النشرة من جديد."),
    "late": ("late", "متأخر"),
    "to_check": ("to check", "بحاجة إلى مراجعة"),
    "also": ("also in", "وأيضا في"),
    "up": ("Move up", "إلى أعلى"),
    "down": ("Move down", "إلى أسفل"),
    "of_in": ("{0} of {1} in {2}", "{0} من {1} في {2}"),
    "first": ("It is the first of {2}; choose another section to move it there.", "هو الأول في {2}؛ اختر قسما آخر لنقله إليه."),
    "last": ("It is the last of {2}; choose another section to move it there.", "هو الأخير في {2}؛ اختر قسما آخر لنقله إليه."),
    "leads_first": ("Leads come first in their section.", "المقالات الرئيسة تأتي أولا في قسمها."),
    "returns": ("It returns when the edition is made again.", "يعود عند إعداد النشرة من جديد."),
    "told_under": ("told with {}", "يُروى مع {}"),
    "edit": ("Edit the English", "تحرير الترجمة"),
    "nothing_out": ("Nothing is left out.", "لم يُستبعد شيء."),
    "saved": ("Saved.", "حُفظ."),
    "undone": ("Taken back.", "تم التراجع."),
    "nothing_to_undo": ("There is nothing to take back in this window.", "لا شيء للتراجع عنه في هذه النافذة."),
    "offline": (
        "reporter cannot be reached; nothing was saved. Is 'reporter desk' still running?",
        "تعذّر الاتصال بالبرنامج ولم يُحفظ شيء. هل ما زال يعمل؟",
    ),
    "other": (
        "Somebody else has decided on this article meanwhile; this is how it is now.",
        "اتخذ شخص آخر قرارا في هذا المقال في هذه الأثناء، وهذا هو الوضع الحالي.",
    ),
    "shortcuts": (
        "On a row: ↑ ↓ walk, Ctrl+↑ ↓ move, Enter open, N note, S section, 1 2 3 priority, O out, Ctrl+Z undo. Esc leads "
        "from a field back to the row.",
        "على سطر: ↑ ↓ للتنقل، Ctrl+↑ ↓ للنقل، Enter للفتح، N ملاحظة، S القسم، 1 2 3 الأولوية، O استبعاد، Ctrl+Z تراجع. "
        "وفي حقل: Esc للعودة إلى السطر.",
    ),
}


def words(language: Language) -> dict[str, str]:
    """Return the labels in `language`, by name."""
    return {name: both[language == "ar"] for name, both in _WORDS.items()}
