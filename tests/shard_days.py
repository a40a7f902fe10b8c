"""Days with shards: settings that divide the articles, invented articles, and what the shards of a day have."""

from datetime import UTC, datetime

from reporter import record
from reporter.config import load, with_flags
from reporter.workflows.make import build_edition

SECTIONS = [
    {"name": "sport", "title": {"en": "Sport", "ar": "رياضة"}, "words": ["الملعب"]},
    {"name": "other", "title": {"en": "Other", "ar": "متفرقات"}, "rest": True},
]
GAMES = {
    "one": "فوز الفريق الأول\n\nفاز الفريق الأول في الملعب الكبير على ضيفه بهدفين مساء الجمعة.\n",
    "two": "تعادل في العاصمة\n\nانتهت مباراة العاصمة بالتعادل بعد أن غمرت المياه الملعب قبل البداية.\n",
    "three": "مدرب جديد للمنتخب\n\nوقّع المدرب الجديد عقدا لعامين وزار الملعب قبل تدريب الغد.\n",
    "four": "تأجيل نهائي الكأس\n\nأجّل الاتحاد نهائي الكأس أسبوعا لأن أرض الملعب لم تجف بعد.\n",
}
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


def settings(paper, **shard):
    """Return the settings of `paper` with shards."""
    return with_flags(
        load(paper.folder / "config.yaml"),
        {"editions": {"select": "new", "shard": {"most": 2, **shard}}, "desk": {"sections": SECTIONS}},
    )


def make(config, day=MONDAY, **more):
    """Make the edition of `day` at six in the morning."""
    return build_edition(config, datetime.fromisoformat(f"{day}T06:00:00").replace(tzinfo=UTC), **more)


def printed(config, day=MONDAY):
    """Return the titles of the articles of each shard of `day`, whose records are valid."""
    found = {}
    for path in sorted(config.output.glob(f"shards/*/{day}/briefing.json")):
        made = record.load(path)
        assert record.problems(made) == ()
        found[path.parent.parent.name] = {entry.title_ar for entry in made.entries}
    return found
