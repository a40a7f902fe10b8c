"""Who is speaking: the first person in Arabic, and "I" and "we" outside quotation marks in English."""

import pytest

from reporter.checks import check_translation

SPEECH = [
    ("وقال الوزير: أكدنا مرارا أن الحل سياسي.", "The minister said: We stressed repeatedly that the solution is political."),
    ("وقال الوزير: أعلنا موقفنا بوضوح.", "The minister said: We announced our position clearly."),
    ("قال الوزير: حذرت من ذلك مرارا.", "The minister said: I warned of this repeatedly."),
    ("قال المدير إنهم ماضون في العمل كما أوضحنا.", "The director said they are going ahead, as we explained."),
    ("قال: أخبرته بالحقيقة كلها.", "He said: I told him the whole truth."),
    ("أبلغت الوزير بقراري، يقول اللاعب.", "I told the minister of my decision, says the player."),
    ("وأضاف قائلا قلت لهم الحقيقة.", "He added: I told them the truth."),
    ("وقالت قائلة حذرت الجميع.", "She said: I warned everyone."),
    ("قال الوزير: سنعلن القرار غدا.", "The minister said: We announced it today."),
    ("شددنا على ضرورة الحل، أضاف الوزير.", "We stressed the need for a solution, the minister added."),
    ("ذكرنا في بيان سابق أن العمل مستمر، بحسب الشركة.", "We stated earlier that work goes on, according to the company."),
    ("قال المتحدث إننا أبلغناهم بالقرار.", "The spokesman said we told them of the decision."),
    ("قال المتحدث: وكشفناه للجميع.", "The spokesman said: And we revealed it to everyone."),
    ("أضاف الوزير: نفيت الخبر وأوضحته.", "The minister added: I denied the news and I explained it."),
    ("وزير الخارجية يقول: أوضحنا موقفنا للجميع", "Foreign minister says: We explained our position to everyone"),
    ('قال الوزير: "حذرناهم من العواقب".', "The minister said: We warned them of the consequences."),
    ("قال الوزير «أعلنت استقالتي».", "The minister said I announced my resignation."),
    ("أكدت الشركة: نقول لعملائنا إننا باقون.", "The company confirmed: We say to our customers that we are staying."),
    ("قال الوزير: أقول للجميع إن الحرب انتهت.", "The minister said: I say to everyone that the war is over."),
    ("قال الوزير: رددنا على ذلك.", "The minister said: We replied to that."),
    ("قلت للوزير إن الحرب انتهت.", "I told the minister the war was over."),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "english"), SPEECH)
def test_direct_speech_may_use_the_first_person(arabic, english):
    """After a colon or قائلا, in quotation marks, or before the speaker, it comes from the Arabic."""
    assert [flag.detail for flag in check_translation(arabic, english) if flag.check == "speaker"] == []


WRONG = [
    ("قال الوزير إن الحرب انتهت.", "I said the war was over."),
    ("وأعلنت الوزارة أن الحرب انتهت.", "I announced that the war was over."),
    ("وحذرت المنظمة من أن المخزون لن يكفي.", "We warned that the stocks would not last."),
    ('قال المتهم: "لن أعود أبدا إلى هنا".', 'I said: "I will never come back here."'),
    ("وقال الوزير: انتهت الحرب.", "I said: The war is over."),
    ("كشفت دراسة أن الحرب تطول، وقالت إن الهدنة قريبة.", "We revealed that the war was dragging on, and it said a truce was near."),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "english"), WRONG)
def test_a_report_in_the_first_person_is_a_doubt(arabic, english):
    """If the report itself became "I said", a reader should check it; the content may still be right."""
    flags = [flag for flag in check_translation(arabic, english) if flag.check == "speaker"]
    assert {flag.severity for flag in flags} == {"doubt"}
    assert flags[0].detail.startswith("Someone else is speaking in the Arabic")
