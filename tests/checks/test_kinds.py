"""Kinds of right English that rules took for wrong, and kinds of wrong English that they missed: invented pairs."""

import pytest

from reporter.checks import check_translation
from reporter.glossary.terms import Glossary, Term
from reporter.language.places import table

BY_VECTORS = ("adequacy", "length")


def flags(arabic, english, glossary=None):
    """Return what the rules say."""
    return check_translation(arabic, english, glossary=glossary, off=BY_VECTORS)


RIGHT = [
    # a unit that the English words otherwise, and words that only look like one
    ("استقال المدير العام للمصنع الشهر الماضي وعمره 61 عاما.", "The factory's director-general, 61, resigned last month."),
    ("توفي الرسام أول من أمس عن 90 عاما.", "The painter died the day before yesterday aged 90."),
    ("تنتج المزرعة منذ عام 2011 نحو 40 طنا يوميا.", "Since 2011 the farm has produced some 40 tonnes a day."),
    ("دام الاجتماع خمس ساعات وأربعين دقيقة، أي أطول من سابقه بساعتين.", "The meeting lasted five hours and forty minutes, two hours longer than the last."),
    # opposites that are no opposites here
    ("تراجعت البلدية عن رفع أجرة المواقف.", "The council backed down on the increase in parking fees."),
    ("وصدر التوضيح بعد ساعات.", "The clarification was issued hours later."),
    ("أدلت بشهادتها أمام القاضي بعد صمت طويل.", "She testified before the judge following a long silence."),
    ("نجا الطفل من الموت لكنه أصيب في ساقه.", "The child escaped death but his leg was hurt."),
    # restrictions, denials that go on, denials in a word
    ("لم يصل من الشاحنات إلا خمس.", "Five of the trucks have arrived."),
    ("لن ينقل المصنع ولن يغلق، قالت الإدارة.", "The plant will not be moved or closed, management said."),
    ("ألا يكون الثمن مرتفعا هو شرطهم.", "Their condition is that the price should not be high."),
    ("لم تجد الدعوة آذانا صاغية.", "The call fell on deaf ears."),
    ("ومن غير الواضح من أطلق النار.", "It is unclear who opened fire."),
    ("سيغيب عن المباراة ولن يلعب قبل الربيع.", "He will miss the match and is unlikely to play before spring."),
    ("تساقطت الثلوج وارتفع منسوب النهر.", "Snow fell and the river was higher."),
    ('وصف الناقد الفيلم بأنه "ممل".', 'The critic branded the film "boring".'),
    ("عاش في الفندق الثاني عشرين عاما.", "He lived in the second hotel for two decades."),
    ("لم يفتح الجسر إلا بعد ظهر الجمعة.", "It took until Friday afternoon for the bridge to open."),
    ("اعتذر ثلاثة شعراء عن عدم المشاركة.", "Three poets sent apologies."),
    ("تملك العائلة سفينة واحدة، ألا وهي «النورس».", "The family owns one ship, the Seagull."),
    ("لا يتسع القارب لأكثر من ستة ركاب.", "The boat holds no more than six passengers."),
    ("رفض المصرف القرض لعدم وجود كفيل.", "The bank rejected the loan for lack of a guarantor."),
    ("سيحدد الخبير ما إذا كان التمثال أصليا أم غير أصلي.", "The expert will determine whether the statue is genuine."),
    ("لم تتغير الأسعار منذ الصيف.", "Prices have been steady since the summer."),
    ("ليس المتحف مجرد مبنى.", "The museum is more than a building."),
    ("حالت العاصفة دون إقلاع الطائرة.", "The storm prevented the plane from taking off."),
    # figures given twice, or in another unit
    ("يقع الكهف على عمق 30 كيلومترا.", "The cave lies at a depth of 30km (19 miles)."),
    ("بلغت الحرارة 40 درجة مئوية.", "It was 104F (40C)."),
    ("خفض البنك الفائدة 25 نقطة أساس.", "The bank cut its rate by a quarter point."),
    ("عاد التيار بعد أقل من 24 ساعة.", "Power was back in less than a day."),
    ("يؤيده 60 في المئة من الأعضاء.", "Three in five members support him."),
    ("صوت له أكثر من 50 في المئة.", "More than half voted for him."),
    ("شاركت تسع عشرة فرقة من تسعة عشر بلدا.", "Nineteen groups from nineteen countries took part."),
    ("لم يبع سوى عشرها.", "Only a tenth of them were sold."),
    # places and feasts in other words
    ("رست السفينة في بورتسودان.", "The ship docked in Port Sudan."),
    ("تظاهر مغاربة في مدريد.", "Moroccans demonstrated in Madrid."),
    ("تدرس المفوضية الأوروبية الطلب.", "Brussels is studying the request."),
    ("أغلقت المتاجر يوم الجمعة العظيمة.", "The shops were closed on Good Friday."),
    ("بحث الوزيران بناء سد النهضة.", "The two ministers discussed the Grand Ethiopian Renaissance Dam."),
    ("استقبل السلطان هيثم الوفد في القصر.", "Sultan Haitham received the delegation at the palace."),
    ("افتتح المعرض في مدينة المنارة.", "The fair opened in the city of Al-Manara."),
    ("اندلع حريق في مدينة كيمنيتس.", "A fire broke out in the city of Chemnitz."),
    ("نفى الكرسي الرسولي الخبر.", "The Vatican denied the report."),
    ("صلى البابا يوحنا بولس في الساحة.", "Pope John Paul prayed in the square."),
    # denials that English says otherwise
    ("فاز الفريق بثلاثة أهداف دون رد.", "The team won 3-0."),
    ("ترك البنك الفائدة دون تغيير.", "The bank kept its rate on hold."),
    ("لولا المطر لاحترق المصنع.", "But for the rain the factory would have burned down."),
    ("لا يملك السكان إلا أن ينتظروا.", "The residents can only wait."),
    ("منعت الحفلة على من هم دون الثامنة عشرة.", "The concert was off limits to under-18s."),
    ("لم يترك الشاعر غير ديوان واحد.", "The poet left only one collection."),
    ("يفتح المخبز يوميا عدا الاثنين.", "The bakery is open daily, other than on Mondays."),
    ("باع المزارع القمح والشعير وغير ذلك.", "The farmer sold wheat, barley and more."),
    # one of two dates told from the other; a time on a stopwatch; an adjective in the dual
    ("بلغ الإنتاج 40 طنا في مارس مقابل 38 طنا في فبراير.", "Output was 40 tonnes in March, up from 38 tonnes a month earlier."),
    ("قطعت السباحة المسافة في دقيقة و12 ثانية و30 جزءا من المئة.", "The swimmer covered the distance in 1:12.30."),
    ("أنهى الدراج المرحلة في ساعتين و7 دقائق و33 ثانية.", "The cyclist finished the stage in 2:07:33."),
    ("سجل الهدف في ربع الساعة الأخير.", "He scored in the last 15 minutes."),
    ("زرع الخليجيون القرم على سواحل بلادهم.", "Gulf citizens planted mangroves along their coasts."),
    ("قال رجل يدعى سمير إن الطريق مفتوح.", "A man named Samir said the road was open."),
    ("لغتا البلاد رسميتين منذ عقود.", "The country's languages have been official for decades."),
    # a number with another unit elsewhere in the sentence
    ("يعمل الفرن 12 ساعة في اليوم منذ 12 عاما.", "The bakery has worked 12 hours a day for 12 years."),
    ("قال الطبيب سالم الحداد إن العيادة أغلقت.", "Dr Salem Haddad said the clinic had closed."),
    ("يستغرق التمرين ساعة واحدة يوميا.", "The exercise takes one hour a day."),
    ("وصل الوفد أمس الخميس.", "The delegation arrived yesterday."),
    ("إذا نفد الوقود، أو", "If the fuel runs out, or"),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "english"), RIGHT)
def test_right_english_of_these_kinds_is_left_alone(arabic, english):
    assert flags(arabic, english) == ()


WRONG = [
    ("contrasts", "اعتقل خمسة باعة.", "Five traders were injured."),
    ("contrasts", "انتقد الكاتب المهرجان.", "The writer praised the festival."),
    ("places", "زار الوفد ليتوانيا.", "The delegation visited Slovenia."),
    ("places", "زار الوفد المدينة أمس.", "The delegation visited Kuwait yesterday."),
    ("places", "زار الوفد المدينة أمس.", "The delegation visited Palau yesterday."),
    ("places", "افتتح المعرض في مدينة النور.", "The fair opened in the city of Norway."),
    ("places", "افتتح المعرض في مدينة المنارة.", "The fair opened in the city of Mandalay."),
    ("places", "زار الوفد المدينة أمس.", "The Saudi delegation visited the city yesterday."),
    ("places", "بدأت المحادثات صباحا.", "Talks began in Geneva in the morning."),
    ("places", "زار الملك السوق القديم.", "King Farouk visited the old market."),
    ("contrasts", "رفع المصرف رسومه للمرة الثالثة.", "The bank slashed its fees for the third time."),
    ("contrasts", "برأت المحكمة الحارس.", "The court convicted the guard."),
    ("contrasts", "قتل ستة صيادين وأصيب 24 آخرون.", "Twenty-four fishermen were killed and six others injured."),
    ("places", "تابعت إسبانيا التجربة الأخيرة.", "Spain followed North Korea's latest test."),
    ("contrasts", "استمر الحصار أربعة أسابيع.", "The siege lasted four months."),
    ("contrasts", "ارتفع الإنتاج بواقع نقطتين مئويتين بل بنسبة 3 نقاط مئوية.", "Output rose by 3 percent."),
    ("contrasts", "هبت الرياح على شمال غرب البلاد.", "Winds hit the southwest of the country."),
    ("contrasts", "قتل 6 جنود واعتقل 19.", "Nineteen soldiers were killed and six arrested."),
    ("contrasts", "أعلن وزير الصحة خطة جديدة.", "The education minister announced a new plan."),
    ("negation", "نفى المدرب أنه سيرحل.", "The coach said he would leave."),
    ("negation", "لم تمنع الأمطار السباق.", "The rain did prevent the race."),
    ("negation", "لا يطلب العمال المستحيل.", "The workers are asking for the impossible."),
    ("negation", "ما من طبيب في الجزيرة.", "There is a doctor on the island."),
    ("negation", "لم تنشر الجمعية غير الربحية أرقامها ولم تفصح عن مموليها.", "The non-profit association published its figures."),
    ("negation", "لم يصل أحد من المدعوين إلا في المساء.", "The guests arrived until the evening."),
    ("negation", "يخشى الأطباء ألا يستيقظ المريض.", "Doctors fear that the patient will wake up."),
    ("negation", "رفض المدرب الاعتذار، ولم يحضر المؤتمر.", "The coach refused to apologise and attended the news conference."),
    ("speaker", "قال ماكرون إن القرار نهائي.", "Merkel said the decision was final."),
    ("contrasts", "سجن الصياد 9 أعوام قبل أن يعود إلى بيته بعد يوم.", "The fisherman was jailed for 9 weeks before he came home a day later."),
    ("contrasts", "قتل في الانفجار 31 عاملا وأصيب 45.", "The blast injured 31 workers and injured 45."),
    ("contrasts", "تدرب 5 أشهر ثم غاب 3 أيام.", "He trained for 5 days and was absent for 3 days."),
    ("contrasts", "لن ترتفع الأجرة هذا العام.", "Fares will not fall this year."),
    ("negation", "لولا الحارس لسرقت اللوحات.", "The guard was there and the paintings were stolen."),
    ("negation", "لو وصل الإسعاف لما مات الرجل.", "If the ambulance had come the man would have died."),
    ("negation", "غادر المدير من غير أن يودع أحدا.", "The manager left saying goodbye to everyone."),
    ("negation", "يفتح المخبز يوميا عدا الاثنين.", "The bakery is open every day and on Monday."),
    ("negation", "تعذر فتح الباب.", "The door was opened."),
    ("negation", "لا يغضب الحاكم ولا يرفع صوته.", "The governor gets angry and does not raise his voice."),
    ("negation", "أوصت اللجنة بعدم نشر الصور.", "The committee recommended publishing the pictures under its supervision."),
    ("places", "قال الوزير سالم الحداد إن العيادة أغلقت.", "Minister Karim Mansouri said the clinic had closed."),
    ("places", "قال الوزير سالم البكري إن العيادة أغلقت.", "Minister Walid Mansouri said the clinic had closed."),
    ("places", "أغلقت المدارس في طرطوس.", "Schools were closed in Latakia."),
    ("contrasts", "تقل نسبة الملوحة في البحيرة بل تقل عن 3 في المئة.", "The lake's salinity is more than 3 percent."),
    ("contrasts", "أوقفت الشرطة مدير المصرف.", "Police released the bank's manager."),
    ("speaker", "ادعى المتهم أنه كان نائما.", "The defendant was asleep."),
    ("numbers", "أنهى الدراج المرحلة في ساعتين و7 دقائق و33 ثانية.", "The cyclist finished the stage in 2:07:53."),
    ("numbers", "أنهى الدراج المرحلة في 7 دقائق و33 ثانية.", "The cyclist finished the stage in 4:07:33."),
    ("cut", "لماذا أغلقت المدرسة أبوابها؟", "Why did the school close its?"),
    ("numbers", "يبعد البئر 10 كيلومترات.", "The well is 10km (60 miles) away."),
]  # fmt: skip


UNCLEAN = [
    ("لم\u200f يغادر\u200f أحد عشر\u200f صيادا من اليمن.", "Eleven fishermen did not leave Yemen."),
    ("لم\u00a0يغادر\u00a0أحد عشر  صيادا\nمن اليمن.", "Eleven fishermen did not leave Yemen."),
    ("\ufeffلم يغادر أحد عشر صيادا من \ufe8d\ufedd\ufef2\ufee1\ufee5.", "Eleven fishermen did not leave Yemen."),
    ("لم يغـــادر أحد عشر صـيادا من اليـمن.", "Ele\u00adven fishermen did\u00a0not leave Ye\u00admen."),
    ("لم يغادر &quot;أحد عشر&quot; صيادا من اليمن.", "\u200bEleven  fishermen did not leave Yemen."),
]


@pytest.mark.parametrize(("arabic", "english"), UNCLEAN)
def test_invisible_characters_and_odd_spaces_make_no_difference(arabic, english):
    """Bidi marks, no-break spaces, presentation forms, tatweel, soft hyphens, entities."""
    assert flags(arabic, english) == ()
    (flag,) = flags(arabic, english.replace("not", "indeed"))
    assert flag.check == "negation"


@pytest.mark.parametrize(("check", "arabic", "english"), WRONG)
def test_wrong_english_of_these_kinds_is_found(check, arabic, english):
    assert check in {flag.check for flag in flags(arabic, english)}


def test_somebody_of_the_glossary_who_speaks_in_the_english_only_is_found():
    """By the family name; where the Arabic names them too, nothing is said."""
    glossary = Glossary([Term(arabic=("سامية البحراني",), english=("Samia Bahrani", "Bahrani"))])
    (flag,) = flags("قال المدير إن العرض تأجل.", "Bahrani said the show had been put off.", glossary)
    assert flag.detail == "Bahrani speaks in the English; the Arabic does not name Bahrani"
    assert flags("قالت سامية البحراني إن العرض تأجل.", "Bahrani said the show had been put off.", glossary) == ()


def test_a_name_that_the_glossary_gives_is_not_a_strangers():
    """It may sound like nothing in the Arabic."""
    said = ("قال الوزير أبو الفقراء إن الطريق مفتوح.", "Minister Karim Mansouri said the road was open.")
    assert [flag.check for flag in flags(*said)] == ["places"]
    assert flags(*said, Glossary([Term(arabic=("أبو الفقراء",), english=("Karim Mansouri",))])) == ()


def test_missing_names_are_listed_in_one_sentence():
    """However many there are, and however often."""
    terms = [Term(arabic=(arabic,), english=(english,)) for arabic, english in (("حماس", "Hamas"), ("رفح", "Rafah"))]
    (flag,) = flags("قالت حماس إن حماس خرجت من رفح.", "The movement said it had left.", Glossary(terms))
    assert flag.detail == "Names missing: Hamas, Rafah"
    (flag,) = flags("تعاونت BBC مع NHK.", "They worked together.")
    assert flag.detail == "Names missing: BBC, NHK"


def test_each_place_has_one_row():
    """A later row would take the place of an earlier one, and a town is doubted less than a country."""
    names = [place.names[0] for place in table()]
    assert sorted({name for name in names if names.count(name) > 1}) == []
