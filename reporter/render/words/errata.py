"""What an erratum says was corrected, in the form of the corrections of ``changes``."""

from reporter.language import differ
from reporter.language.differ import Piece
from reporter.record import Record
from reporter.record.desk import Difference, ErratumKind
from reporter.render.words.attribution import outlet_name
from reporter.render.words.bilingual import BOTH, Bilingual
from reporter.render.words.changes import Correction, bare

ERRATUM = Bilingual("What was corrected", "ما صُوِّب")
WITHDRAWN = Bilingual("What was withdrawn", "ما سُحب")


def erratum_items(record: Record) -> tuple[Correction, ...]:
    """Return the texts that are not as the recipients had them."""
    erratum = record.desk.erratum
    return () if erratum is None else tuple(erratum_item(item, erratum.kind) for item in erratum.changed)


def erratum_heading(record: Record) -> Bilingual:
    """Return the heading above them."""
    erratum = record.desk.erratum
    return WITHDRAWN if erratum and erratum.kind == "withdrawn" else ERRATUM


def erratum_item(item: Difference, kind: ErratumKind = "corrected") -> Correction:
    """Return what is not as recipients had it."""
    outlet = Bilingual(*(outlet_name(item.outlet, None, language) or "" for language in BOTH))
    if kind == "withdrawn":
        said = Bilingual("withdrawn", "سُحب")
    elif item.is_ar is None:
        said = Bilingual("no longer in the edition", "لم يعد في النشرة")
    elif item.was_ar is None:
        said = Bilingual("added", "أُضيف")
    else:
        said = Bilingual("corrected", "صُوِّب")
    between = " · " if item.outlet else ""
    return Correction(
        point=item.place,
        said=Bilingual(f"{outlet.en}{between}{said.en}", f"{outlet.ar}{between}{said.ar}"),
        en=_pieces(item.was_en, item.is_en),
        ar=_pieces(item.was_ar, item.is_ar),
        machine=item.machine,
        flags=(),
        url=None,
    )


def _pieces(was: str | None, now: str | None) -> tuple[Piece, ...]:
    """Return what was deleted and inserted."""
    if was and now:
        return bare(differ.pieces(was, now))
    return tuple(piece for piece in (("delete", was or ""), ("insert", now or "")) if piece[1])


NAMES: dict[str, object] = {"erratum_items": erratum_items, "erratum_heading": erratum_heading}
"""More names available to templates as ``wording``."""
