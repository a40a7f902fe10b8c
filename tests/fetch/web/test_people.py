"""Pages that ask for a person are recognised by what they are, and articles about them are not."""

import pytest
from timing import growth
from web_servers import Reply

from reporter.fetch.web.people import asks_for_a_person

NEWS = "قال وزير النقل إن الطريق الجديد سيفتح أمام السيارات في مطلع الشهر المقبل بعد انتهاء أعمال الصيانة. "
NEWS_EN = "The minister of transport said that the new road would open to traffic early next month after repairs. "


def page(body="", *, title="", head="", language="ar"):
    return f"<!doctype html><html lang={language}><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


CHALLENGES = {
    "Cloudflare": (403, page("<script>window._cf_chl_opt={cvId:'3'}</script><h1>news.example</h1><noscript>Enable JavaScript and cookies to continue</noscript>", title="Just a moment...", language="en")),
    "Cloudflare, old": (503, page("<h1>Checking your browser before accessing news.example.</h1><p>This process is automatic. DDoS protection by Cloudflare. Ray ID: 7f</p>", language="en")),
    "DataDome": (403, page("<p id=cmsg>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>", title="news.example", language="en")),
    "DataDome, JSON": (403, b'{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=AHrlq"}'),
    "PerimeterX": (403, page("<div id='px-captcha'></div><p>Press &amp; Hold to confirm you are a human (and not a bot).</p>", title="Access to this page has been denied", language="en")),
    "Akamai": (200, page("<div id='sec-if-cpt-container'></div><script src='/x/y?v=1'></script>", language="en")),
    "Akamai, denied": (403, b"<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission. Reference #18.5 <P>https://errors.edgesuite.net/18.5</P></BODY></HTML>"),
    "Imperva": (200, b'<html><head><META NAME="robots" CONTENT="noindex"></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&incident_id=1">Request unsuccessful. Incapsula incident ID: 1</iframe></body></html>'),
    "AWS WAF": (202, page("<script>window.gokuProps={}</script><script src='https://x.token.awswaf.com/x/challenge.js'></script>", language="en")),
    "Sucuri": (200, b"<html><title>You are being redirected...</title><noscript>Javascript is required.</noscript><script>var s={},sucuri_cloudproxy_js='';</script></html>"),
    "DDoS-Guard": (403, page("<h1>Checking your browser before accessing news.example</h1><script src='/.well-known/ddos-guard/js-challenge/index.js'></script>", title="DDOS-GUARD", language="en")),
    "hCaptcha": (403, page("<form><div class='h-captcha' data-sitekey='1'></div></form><script src='https://js.hcaptcha.com/1/api.js'></script>", title="news.example")),
    "reCAPTCHA": (429, page("<form><div class=\"g-recaptcha\" data-sitekey='1'></div></form><p>Our systems have detected unusual traffic from your computer network.</p>", language="en")),
    "F5": (200, b"<html><head><script>(function(){window[\"bobcmn\"]='1';})()</script><noscript>Please enable JavaScript to view the page content. Your support ID is: 1</noscript></head><body></body></html>"),
    "Anubis": (200, page("<h1>Making sure you&#39;re not a bot!</h1><script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>", title="Making sure you&#39;re not a bot!", language="en")),
    "Arabic, robot": (200, page("<h2>هل أنت روبوت؟</h2><p>يرجى إكمال اختبار التحقق أدناه للوصول إلى الموقع.</p>", title="تحقق من الهوية")),
    "Arabic, browser": (503, page("<p>جارٍ فحص متصفحك قبل الدخول إلى الموقع. ستتم إعادة توجيهك تلقائيًا خلال 5 ثوانٍ.</p>", title="الرجاء الانتظار")),
    "Arabic, human": (403, page("<p>نودّ التأكد من أنك لست روبوتًا. أدخل الرمز الظاهر في الصورة.</p>", title="صحيفة الوادي")),
    "Arabic, code page": (200, page("<p>للتحقّق من أنّك إنسان، اضغط على الزر.</p>", title="تحقق أمني").decode().encode("cp1256")),
    "Arabic, traffic": (429, page("<p>لاحظنا نشاطًا غير عادي من شبكتك. حلّ الكابتشا للمتابعة.</p>", title="عذرًا")),
    "Arabic, under the article's title": (200, page("<h1>انتظر لحظة</h1><p>نتأكد من أن متصفحك آمن قبل فتح الموقع. فعّل جافا سكريبت من فضلك.</p><p>رقم الطلب 4a77.</p>", title="ترميم الجسر القديم في الساحل")),
    "Arabic, machine": (503, page("<p>نرغب في التأكد من أن من يزور الموقع إنسان وليس آلة. اضغط هنا للمتابعة.</p>")),
    "a sum": (403, page("<p>لقد أرسل جهازك طلبات كثيرة. أجب لنعرف أنك لست روبوتًا: كم حاصل ٣ + ٤؟</p>")),
    "a widget": (200, page("<form action='/verify'><div class='cf-turnstile' data-sitekey='1'></div></form>", title="صحيفة الوادي")),
    "unknown vendor": (200, page("<h1>One more step</h1><p>Please complete the security check to access this site.</p>", title="Security check", language="en")),
}  # fmt: skip

CONSENT = {
    "Arabic": page("<h1>قبل المتابعة إلى صحيفة الوادي</h1><p>نستخدم ملفات تعريف الارتباط لتقديم خدماتنا وقياس الجمهور.</p><button>قبول الكل</button><button>رفض الكل</button>"),
    "Arabic, privacy": page("<h2>خصوصيتك تهمنا</h2><p>نحن وشركاؤنا نخزن المعلومات على جهازك لعرض إعلانات مخصصة.</p><button>أوافق</button>", title="صحيفة القلعة"),
    "Arabic, accept": page("<div>للمتابعة يرجى الموافقة على استخدام ملفات الارتباط</div><a href='/accept'>موافق</a>", title="صحيفة القلعة"),
    "Didomi": page("<div id='didomi-host'><h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device.</p><button>Accept all</button></div>", language="en"),
    "OneTrust": page("<div id='onetrust-banner-sdk'><p>This website uses cookies. Accept all cookies to continue to news.example.</p></div>", title="Cookie consent", language="en"),
    "long": page("<h1>Before you continue to News</h1><p>We use cookies and data to deliver our services, track outages and protect against spam and abuse.</p>" + "<li>Advertising partners may set cookies on your device for the purposes that they state in their privacy policy.</li>" * 25, language="en"),
}  # fmt: skip

ARTICLES = {
    "about captchas": page(f"<h1>اختبارات «أنا لست روبوتًا» تفقد فعاليتها</h1><p>{NEWS * 3}</p><p>تطلب مواقع كثيرة من زوارها إثبات أنهم بشر عبر «الكابتشا».</p><p>{NEWS * 4}</p>", title="اختبارات «أنا لست روبوتًا» تفقد فعاليتها أمام الذكاء الاصطناعي | صحيفة الوادي"),
    "about cookies": page(f"<h1>We use cookies: what the new law changes for every site and reader</h1><p>{NEWS_EN * 3}</p><p>Sites must say that they use cookies.</p><p>{NEWS_EN * 4}</p>", title="We use cookies: what the new law changes for every site and reader", language="en"),
    "about Cloudflare": page(f"<h1>عطل في كلاود فلير يوقف مواقع</h1><p>ظهرت للمستخدمين رسالة Just a moment وطُلب منهم التحقق من أنهم بشر.</p><p>{NEWS * 2}</p>", title="عطل في Cloudflare"),
    "one line about robots": page("<p>فاز روبوت صيني بسباق للبشر والآلات في بكين أمس.</p>"),
    "one line about cookies": page("<p>طلبت هيئة حماية البيانات من المواقع الحصول على موافقة الزوار قبل استخدام الكوكيز، وحددت غرامة على المخالفين.</p>"),
    "one line about fraud": page("<p>قالت الشرطة إن المحتالين يرسلون رسائل تطلب من الضحايا إثبات هويتهم ثم يسرقون رموز حساباتهم.</p>"),
    "one line about security": page("<p>أكد الوزير أن أمن المواطن أولوية وأن الحكومة تتحقق من كل الشكاوى التي تصلها.</p>"),
    "one line in English": page("<p>The court said that a human must check every decision made by automated systems.</p>", language="en"),
    "a contact page": page("<h1>اتصل بنا</h1><p>يسعدنا أن نسمع منك. اكتب إلينا رسالة وأدخل بريدك.</p>"),
    "a guide": page("<article><h1>كيف تفعّل ملفات تعريف الارتباط في متصفحك؟</h1><p>قبل أن تبدأ، تأكد من أن متصفحك حديث. افتح الإعدادات واختر الخصوصية والأمان، ثم اختر ملفات تعريف الارتباط وفعّلها. إذا طلب منك موقع التحقق من أنك لست روبوتًا، فأعد تحميل الصفحة بعد تفعيل جافا سكريبت. لا تقبل ملفات الارتباط من مواقع لا تعرفها، واحذفها من متصفحك بعد كل زيارة.</p></article>"),
    "short flash": page("<article><h1>عاجل: هيئة الأمن السيبراني تحذر من صفحات كابتشا مزيفة</h1><p>قالت الهيئة إن صفحات مزيفة تطلب من الزائر إثبات أنه إنسان ثم تسرق بياناته، ودعت إلى الحذر منها وإلى عدم نسخ أي أمر تعرضه هذه الصفحات على الحاسوب، وإلى إبلاغ الهيئة بها.</p></article>"),
    "with a banner": page(f"<div class=banner>نستخدم ملفات تعريف الارتباط لتحسين تجربتك. <button>قبول</button></div><h1>افتتاح الطريق</h1><p>{NEWS * 2}</p>", title="افتتاح الطريق - صحيفة الوادي"),
    "with scripts of vendors": page(f"<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><script src='https://js.datadome.co/tags.js'></script><script>window._pxAppId='PX1'</script><script src='/_Incapsula_Resource?SWJIYLWA=7'></script><script src='https://cdn.cookielaw.org/scripttemplates/otSDKStub.js'></script><script src='https://www.google.com/recaptcha/api.js'></script><p>{NEWS * 2}</p>", title="افتتاح الطريق"),
    "with a noscript": page(f"<noscript>Please enable JavaScript to continue</noscript><p>{NEWS}</p>", title="افتتاح الطريق"),
    "a short page": page(f"<p>{NEWS}</p>", title="افتتاح الطريق"),
    "a list of links": page("".join(f"<a href='/{n}'><h3>{NEWS[:60]}</h3></a>" for n in range(20)), title="سياسة - صحيفة الوادي"),
    "an empty shell": page("<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>", title="صحيفة الوادي"),
    "a feed": f"<?xml version='1.0'?><rss><channel><title>Just a moment</title><item><title>هل أنت إنسان؟</title><description>{NEWS}</description></item></channel></rss>".encode(),
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", CHALLENGES)
def test_challenges_are_recognised(name):
    status, content = CHALLENGES[name]
    assert asks_for_a_person(status, {"content-type": "text/html"}, content)


@pytest.mark.parametrize("name", CONSENT)
def test_consent_pages_are_recognised(name):
    assert asks_for_a_person(200, {}, CONSENT[name]) == "consent"


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_are_not(name):
    assert asks_for_a_person(200, {}, ARTICLES[name]) is None


@pytest.mark.parametrize("status", [404, 500, 502])
def test_other_failures_are_not(status):
    """A page of an error says what it says."""
    assert asks_for_a_person(status, {}, page("<p>الصفحة غير موجودة</p>")) is None


def test_a_refusal_without_a_question_is_not():
    assert (
        asks_for_a_person(403, {}, page("<h1>403 Forbidden</h1><hr>nginx", title="403 Forbidden", language="en"))
        is None
    )
    assert asks_for_a_person(503, {}, page("<p>الموقع تحت الصيانة، نعود قريبًا.</p>", title="صيانة")) is None


def test_headers_and_hosts_say_it_too():
    assert asks_for_a_person(403, {"cf-mitigated": "challenge"}, b"")
    assert asks_for_a_person(405, {"x-amzn-waf-action": "captcha"}, b"")
    assert asks_for_a_person(200, {}, page(NEWS * 50), host="consent.news.example")
    assert asks_for_a_person(200, {"x-datadome": "protected"}, page(NEWS * 5)) is None
    assert asks_for_a_person(200, {}, page(NEWS * 5), host="consent.example") is None


def test_the_client_says_so_and_does_not_ask_again(client, site, failure):
    site.pages |= {"/": Reply(503, CHALLENGES["Arabic, browser"][1]), "/ok": Reply(200, CONSENT["Arabic"])}
    for path in ("/", "/ok"):
        said = failure(client(), f"http://a.test:{site.port}{path}")
        assert (said.kind, said.again) == ("asks-for-a-person", False)
        assert str(said).startswith("a.test asks for a person (a captcha, a browser check or a consent page); write to")
    assert site.paths == ["/", "/ok"]


@pytest.mark.parametrize(
    "piece", ["<!--", "<title>", "<script>", "<svg ", "<", "<a", "</title ", '"@type": ', "<p>كابتشا "]
)
def test_hostile_pages_are_read_in_linear_time(piece):
    def action(content):
        asks_for_a_person(200, {}, content)

    def material(size):
        return b"<!doctype html><html>" + piece.encode() * size

    assert growth(action, material, 4_000) < 8
