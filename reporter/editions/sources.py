"""What the reader should know about the sources: which of them gave nothing, and why.

In: how each source is. Out: at most one notice about silent sources, and one if nothing was fetched at all.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from reporter.language.names import english
from reporter.model import Health, Notice, SourceState

_STALE = timedelta(hours=36)
"""If no source was asked with success for so long, the fetch itself does not work."""
_MOST_NAMED = 8
_WHY: Final[dict[SourceState, tuple[str, str]]] = {
    "ok": ("nothing new", "لا جديد"),
    "quiet": ("unusually quiet", "صامت على غير عادته"),
    "moved": ("has moved", "انتقل إلى عنوان آخر"),
    "refused": ("refused access", "رفض الوصول"),
    "asks-for-a-person": ("asks for a person", "يطلب تأكيد وجود شخص"),
    "broken": ("could not be fetched", "تعذّر جلبه"),
    "paused": ("not found for days", "غير موجود منذ أيام"),
    "gone": ("no longer exists", "لم يعد موجودًا"),
}


def source_notes(sources: Sequence[Health], since: datetime) -> Iterator[Notice]:
    """Yield a notice that names the sources without new articles since `since`, those with a reason first."""
    silent = [
        source  # editions state their time in whole seconds
        for source in sources
        if source.arrived_at is None or source.arrived_at.replace(microsecond=0) <= since
    ]
    named = [source for source in silent if source.state != "ok"]
    if not silent or not any(source.succeeded_at for source in sources):
        return
    shown, others = named[:_MOST_NAMED], len(silent) - len(named[:_MOST_NAMED])
    in_english = [f"{english(_name(source), 'outlet').text} ({_WHY[source.state][0]})" for source in shown]
    in_arabic = [f"{_name(source)} ({_WHY[source.state][1]})" for source in shown]
    if others:
        in_english.append(f"{others} {'other ' if shown else ''}{'source' if others == 1 else 'sources'}")
        in_arabic.append(f"مصادر {'أخرى ' if shown else ''}عددها {others}")
    yield Notice(
        text_en=f"Nothing new from {', '.join(in_english)}",
        text_ar=f"لا جديد من: {'، '.join(in_arabic)}",
    )


def fetch_failed(sources: Sequence[Health], now: datetime) -> Iterator[Notice]:
    """Yield why the edition is incomplete if no source has been fetched lately."""
    succeeded = [source.succeeded_at for source in sources if source.succeeded_at]
    if not sources or (succeeded and now - max(succeeded) < _STALE):
        return
    if not succeeded:
        text_en, text_ar = "No source has been fetched yet; run 'reporter fetch'", "لم يُجلب أي مصدر بعد"
    else:
        last = f"{max(succeeded):%Y-%m-%d %H:%M} UTC"
        text_en = f"No source has been fetched since {last}; run 'reporter fetch'"
        text_ar = f"لم يُجلب أي مصدر منذ {last}"
    yield Notice(text_en=text_en, text_ar=text_ar)


def _name(source: Health) -> str:
    return source.outlet or source.name
