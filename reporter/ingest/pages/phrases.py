"""Phrases of pages that are not articles: about robots, errors, consent, signing in, subscriptions.

Patterns of folded words. ``pages.kinds`` determines how many of them identify a page.
"""

import re


def _patterns(phrases: str) -> re.Pattern[str]:
    """Return the pattern of `phrases`, which are separated by semicolons."""
    parts = (phrase.strip() for phrase in phrases.replace("\n", " ").split(";"))
    return re.compile("|".join(rf"(?<!\w)(?:{phrase})(?!\w)" for phrase in parts if phrase), re.IGNORECASE)


ROBOT = _patterns(
    r"""
    لحظه من فضلك; انتظر لحظه; امان اتصالك; (?:قد )?يستغرق (?:ذلك|الامر) بضع ثوان; الاداء والامان;
    نتحقق من; التحقق من (?:انك|ان|اتصالك|المتصفح|متصفحك); لست روبوتا?; روبوت;
    انك انسان; رمز التحقق; كابتشا; معرف الطلب; اتصالك امن; جافا ?سكريبت; ray id; cloudflare; captcha;
    javascript; just a moment; attention required; access denied; تم حظر(?:ك)?; الوصول مرفوض; رفض الوصول;
    الهجمات الالكترونيه; حركه (?:مرور )?غير (?:عاديه|معتاده); نشاط غير معتاد; تم رفض; عنوان (?:ال)?ip
    """
)
ERROR = _patterns(
    r"""
    (?:ال)?صفحه غير موجوده; غير موجوده? (?:علي الموقع|او); (?:خطا|error) ?\d{3}; 404; خطا في الخادم; 500;
    لم (?:يتم العثور|نعثر|نتمكن من العثور|نجد); لا يمكن العثور; تعذر (?:العثور|الوصول|تحميل|عرض|فتح);
    not found; الصفحه التي (?:تبحث عنها|طلبتها|تحاول); (?:تم|تمت) (?:نقلها|حذفها|ازالتها|حذف|ازاله);
    الرابط (?:غير صحيح|خاطي|قديم); حدث خطا; غير متاح(?:ه)? (?:حاليا|موقتا|في بلدك|في منطقتك);
    (?:الموقع )?تحت الصيانه; اعمال صيانه; حاول (?:مره اخري|لاحقا); محرك البحث;
    العوده الي (?:الصفحه )?الرييسيه; انتهت صلاحيه; service unavailable; الخدمه غير متاحه; عذرا
    """
)
CONSENT = _patterns(
    r"""
    ملفات (?:تعريف )?الارتباط; الكوكيز; كوكيز; cookies?; سياسه الخصوصيه; خصوصيتك; موافقتك;
    (?:قبول|اقبل|اوافق|الموافقه) (?:علي )?(?:الكل|الجميع|جميع)?; رفض الكل; اداره (?:الخيارات|التفضيلات);
    شركاو?ي?نا; بياناتك(?: الشخصيه)?; الاعلانات المخصصه; تخصيص (?:المحتوي|الاعلانات); gdpr; consent
    """
)
LOGIN = _patterns(
    r"""
    (?:سجل|تسجيل) (?:ال)?دخول(?:ك)?; كلمه (?:ال)?(?:مرور|سر); (?:انشي|انشاء|افتح) حسابا?(?: جديدا?)?; نسيت;
    بريدك الالكتروني; ليس لديك حساب; اسم المستخدم; log ?in; sign ?in
    """
)
PAID = _patterns(
    r"""
    للمشتركين; للاعضاء; المشتركين فقط; اشترك (?:الان )?(?:لمتابعه|لقراءه|لمواصله|للاستمرار|للوصول);
    (?:سجل|تسجيل) (?:الدخول|دخولك) (?:الي حسابك|لمتابعه|لقراءه|لمواصله); اشتراكك; لديك اشتراك; مشترك بالفعل;
    (?:لمتابعه|لمواصله|لاستكمال|لاكمال) (?:ال)?قراءه; باقي (?:المقال|الخبر|المحتوي|التقرير);
    (?:استنفدت|استهلكت|بلغت الحد|تجاوزت الحد); (?:مقالات?|مقالاتك) (?:ال)?مجانيه?;
    محتوي (?:مدفوع|حصري للمشترك\w*); subscribers? only; subscribe (?:now|to (?:read|continue));
    اشترك (?:الان|اليوم|معنا); خطط الاشتراك
    """
)
WALLS = (
    (ROBOT, "it is a robot check, not an article"),
    (ERROR, "it is an error page, not an article"),
    (CONSENT, "it is a consent page, not an article"),
    (LOGIN, "it is a sign-in page, not an article"),
)
WALL_CLASS = re.compile(
    r"pay-?wall|(?:^|[\s_-])(?:wall|subscri\w*|premium|meter\w*|regwall|piano)(?:$|[\s_-])", re.IGNORECASE
)
"""Names of elements that ask for a subscription."""
