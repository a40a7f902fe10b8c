"""How an edition was made, for its readers: what was quoted, where the English comes from, what was checked."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from reporter.model import Language, SummariserInfo
from reporter.record import Counts, Record
from reporter.record.blocks import is_grouped
from reporter.render.words import watching
from reporter.render.words.attribution import KINDS, transliterated
from reporter.render.words.bilingual import BOTH, Fragment, Passage, plural
from reporter.render.words.moments import moment_ar, moment_en

_GROUPING = Passage(
    (
        Fragment(
            "Articles that tell the same story were grouped automatically. A story is printed once, with sentences "
            "from all of its texts: “also in” names outlets that say the same, “alone” the only one that says it. The "
            "headline and each sentence are the words of the outlet that is named with them."
        ),
    ),
    (
        Fragment(
            "جُمعت آليًّا المقالات التي تروي الخبر نفسه، ويُنشر الخبر مرة واحدة بجمل من نصوصه كلها: «وأيضًا في» تسبق "
            "الوسائل التي تقول الشيء نفسه، و«فقط» تلي الوسيلة التي انفردت به. والعنوان وكل جملة منقولان من الوسيلة "
            "المذكورة معهما."
        ),
    ),
)


def making(record: Record, languages: Sequence[Language] = BOTH) -> Iterator[Passage]:
    """Yield how the sentences were selected, how the English was made, and what was checked.

    If English is not among `languages`, it is not mentioned; of an edition without articles, there is little to say.
    """
    if not record.entries:
        yield _checking(record.counts, english=False)
        yield from _approving(record)
        return
    yield _choosing(record.summariser)
    if is_grouped(record):
        yield _GROUPING
    yield from _by_the_desk(record)
    if "ar" in languages:
        yield from watching.legend(record)
    if "en" in languages:
        yield _translating(record, beside=len(languages) > 1)
        yield from _naming(record)
    yield _checking(record.counts, english="en" in languages)
    yield from _approving(record)


def _by_the_desk(record: Record) -> Iterator[Passage]:
    """Yield whose words the headlines and notes by the desk are, if there are any."""
    noted = any(desk.notes or desk.our_headline for desk in (entry.desk for entry in record.entries))
    if noted or record.desk.notes:
        yield Passage(
            (Fragment("Headlines and notes by the desk are marked as such; they are not the words of an outlet."),),
            (Fragment("عناوين التحرير وملاحظاته موسومة بذلك، وليست من كلام وسائل الإعلام."),),
        )


def _choosing(summariser: SummariserInfo) -> Passage:
    method = Fragment(summariser.method, "term")
    if summariser.unit == "ratio":
        amount = f"{round(summariser.amount * 100, 1)} % of each article’s sentences"
    elif summariser.unit == "words":
        amount = f"as many whole sentences as fit in {summariser.amount:.0f} words per article"
    else:
        amount = f"up to {summariser.amount:.0f} per article"
    return Passage(
        (
            Fragment(
                "The Arabic sentences are quoted word for word from the articles listed under Sources; none was "
                "rewritten. They were selected by the method "
            ),
            method,
            Fragment(f", {amount}. If sentences of an article say the same thing, only one is quoted."),
        ),
        (
            Fragment(
                "الجمل العربية منقولة بنصّها من المقالات المذكورة في «المصادر»، ولم تُعَد صياغة أيٍّ منها. "
                "اختيرت آليًّا بطريقة "
            ),
            method,
            Fragment("، والجمل التي تؤدي المعنى نفسه في المقال الواحد تُقتبس مرة واحدة."),
        ),
    )


def _translating(record: Record, *, beside: bool) -> Passage:
    """Yield where the English comes from; the Arabic is printed `beside` it or not at all."""
    counts = record.counts
    english, arabic = _by_machine(record, beside=beside)
    if number := counts.memory:
        english += (
            Fragment(
                f" {'The other' if record.engine else 'All'} English ({number} {plural(number, 'sentence')}) was "
                "written by people: it comes from the desk’s translation memory, which has the same Arabic sentence"
                f"{', or from a review' if counts.reviewed else ''}."
            ),
        )
        arabic += (
            Fragment(
                f" {'وما عداها ترجمة بشرية' if record.engine else 'والترجمة كلها بشرية'} من ذاكرة الترجمة، "
                "حيث حُفظت الجملة العربية نفسها مع ترجمتها"
                f"{'، أو من مراجعة بشرية' if counts.reviewed else ''}."
            ),
        )
    if number := counts.untranslated - counts.withheld:
        english += (Fragment(f" {number} {'sentence has' if number == 1 else 'sentences have'} no English."),)
    return Passage(english, arabic)


def _by_machine(record: Record, *, beside: bool) -> Passage:
    engine, number = record.engine, record.counts.machine
    if not engine:
        return Passage(
            (Fragment("No machine translation was used in this edition."),),
            (Fragment("لم تُستخدم الترجمة الآلية في هذه النشرة."),),
        )
    licence = f", licence {engine.licence}" if engine.licence else ""
    return Passage(
        (
            Fragment("English marked "),
            Fragment("≈", "term"),
            Fragment(
                f" ({number} {plural(number, 'sentence')}) was produced on this computer by {engine.name.title()} "
                f"with the model {engine.model} {engine.version} (SHA-256 "
            ),
            Fragment(engine.sha256[:8], "hash"),
            Fragment(
                f", beam {engine.beam_size}{licence}). It can be wrong; the Arabic {'beside it ' if beside else ''}"
                "is what the outlet wrote."
            ),
        ),
        (
            Fragment("الترجمة الموسومة بعلامة "),
            Fragment("≈", "term"),
            Fragment(" أنجزها هذا الحاسوب آليًّا دون اتصال بالشبكة، وقد تخطئ؛ والمرجع هو النص العربي."),
        ),
    )


def _naming(record: Record) -> Iterator[Passage]:
    """Return which names of sources are transliterated, if any are."""
    if kinds := [KINDS[kind] for kind in transliterated(record)]:
        english = " and ".join(", ".join(kind.en for kind in kinds).rsplit(", ", 1))
        arabic = " و".join(kind.ar for kind in kinds)
        yield Passage(
            (
                Fragment(
                    f"Names of {english} without an established English form were transliterated (ALA-LC simplified)."
                ),
            ),
            (
                Fragment(f"أسماء {arabic} التي لا صيغة إنجليزية معروفة لها كُتبت بالحروف اللاتينية ("),
                Fragment("ALA-LC", "term"),
                Fragment(" مبسّطة)."),
            ),
        )


def _approving(record: Record) -> Iterator[Passage]:
    """Yield who approved the edition, if somebody did."""
    if approved := record.desk.approved:
        at = approved.at.astimezone(ZoneInfo(record.edition.timezone))
        yield Passage(
            (Fragment(f"Approved by {approved.by}, {moment_en(at)}."),),
            (Fragment(f"وافق عليها {approved.by}، {moment_ar(at)}."),),
        )


def _checking(counts: Counts, *, english: bool) -> Passage:
    """Return what was checked, if the document has English, and that no text left the computer."""
    said, said_ar = [], []
    flagged, withheld = counts.flagged, counts.withheld
    if english and counts.machine:
        said.append(
            "Each machine translation was compared with its Arabic: numbers, dates, names, negation, speakers, length. "
            f"{flagged} of {counts.machine} {'is' if flagged == 1 else 'are'} marked with a reason; an unmarked "
            "sentence can also be wrong. Doubtful sentences were translated again in several ways, and the least "
            "doubtful English was used."
        )
        said_ar.append(
            "قورنت كل جملة مترجمة آليًّا بأصلها: الأرقام والتواريخ والأسماء والنفي ومن المتحدث والطول، "
            f"ووُسم ما يستدعي المراجعة وعدده {flagged}."
        )
    elif english and not withheld:
        said.append("There was no machine translation to compare with its Arabic.")
    if english and withheld:
        said.append(
            f"The English of {withheld} {plural(withheld, 'sentence')} was withheld because every attempt "
            "contradicted the Arabic."
        )
        said_ar.append(f"عدد الجمل التي حُجبت ترجمتها لأن كل محاولة ناقضت الأصل: {withheld}.")
    said.append("No text left the computer.")
    said_ar.append("لم يغادر أي نص هذا الحاسوب.")
    return Passage((Fragment(" ".join(said)),), (Fragment(" ".join(said_ar)),))
