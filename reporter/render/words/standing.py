"""What documents say of the edition as a whole: that nobody has read it, that it was corrected or withdrawn.

In: the record. Out: text in both languages.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from reporter.model import Language
from reporter.record import Record
from reporter.record.desk import GONE, SCHEDULE, Erratum
from reporter.render.words.bilingual import Bilingual, Fragment, Passage, plural
from reporter.render.words.moments import date_ar, date_en
from reporter.render.words.plurals import counted_ar

_UNREAD = Bilingual("Not read by an editor", "لم يطّلع عليها محرّر")
_KINDS = {
    "corrected": Bilingual("CORRECTED", "تصويب"),
    "refiled": Bilingual("CORRECTED", "تصويب"),
    "withdrawn": Bilingual("WITHDRAWN", "سحب"),
}


def subject_mark(record: Record, lead: Language) -> str:
    """Return what the subject of a mail begins with; empty for an ordinary edition."""
    desk = record.desk
    mark = f"[{_UNREAD.of(lead)}] " if desk.unapproved_by is not None else ""
    if desk.erratum is None:
        return mark
    kind = _KINDS[desk.erratum.kind]
    return f"{kind.of(lead)} / {kind.of('ar' if lead == 'en' else 'en')}: {mark}"


def standing(record: Record) -> Iterator[Passage]:
    """Yield what a reader must know of the edition as a whole."""
    if (by := record.desk.unapproved_by) is not None:
        asked = (f". It was mailed at the request of {by}", f". أُرسلت بطلب من {by}") if by != SCHEDULE else ("", "")
        yield Passage(
            (Fragment(_UNREAD.en, "strong"), Fragment(f"{asked[0]}.")),
            (Fragment(_UNREAD.ar, "strong"), Fragment(f"{asked[1]}.")),
        )
    if (erratum := record.desk.erratum) is not None:
        said = _happened(record, erratum)
        en, ar = (f" {text}" if text else "" for text in (erratum.says_en, erratum.says_ar))
        yield Passage(
            (Fragment(f"{said.en}.", "strong"), Fragment(en)), (Fragment(f"{said.ar}.", "strong"), Fragment(ar))
        )


def _happened(record: Record, erratum: Erratum) -> Bilingual:
    day = erratum.at.astimezone(ZoneInfo(record.edition.timezone)).date()
    when = Bilingual(date_en(day), date_ar(day))
    present = [name for name in erratum.entries if name != GONE]
    names = Bilingual(", ".join(present), "، ".join(present))
    if erratum.kind == "withdrawn":
        return _withdrawn(names, len(present), erratum, when)
    what = Bilingual("corrected", "صُوِّبت") if erratum.kind == "corrected" else Bilingual("mended", "نُقّحت")
    about = Bilingual(f" ({names.en})", f" ({names.ar})") if present else Bilingual("", "")
    return Bilingual(f"This edition was {what.en}{about.en}, {when.en}", f"{what.ar} هذه النشرة{about.ar}، {when.ar}")


def _withdrawn(names: Bilingual, number: int, erratum: Erratum, when: Bilingual) -> Bilingual:
    """Return what was withdrawn: the articles with these `names`, so many, and those that are no longer there."""
    gone = len(erratum.entries) - number
    if not erratum.entries:
        return Bilingual(f"This edition was withdrawn, {when.en}", f"سُحبت هذه النشرة، {when.ar}")
    if not number:
        en = f"{gone} {plural(gone, 'article')} no longer in this edition {'was' if gone == 1 else 'were'} withdrawn"
        return Bilingual(
            f"{en}, {when.en}",
            f"سُحب من هذه النشرة {counted_ar(gone, 'article')}، {when.ar}",
        )
    en, ar = ("Articles", "سُحبت المقالات") if number > 1 else ("Article", "سُحب المقال")
    more = Bilingual(f" and {gone} more", f" وغيرها: {gone}") if gone else Bilingual("", "")
    were = "were" if len(erratum.entries) > 1 else "was"
    return Bilingual(f"{en} {names.en}{more.en} {were} withdrawn, {when.en}", f"{ar} {names.ar}{more.ar}، {when.ar}")


ERRATA = {
    "corrected": Bilingual("corrected", "صُوِّبت"),
    "refiled": Bilingual("mended", "نُقّحت"),
    "withdrawn": Bilingual("withdrawn", "سُحبت"),
}
"""What was done to an edition or some of its articles."""
NAMES: dict[str, object] = {"ERRATA": ERRATA, "standing": standing}
"""More names available to templates as ``wording``."""
