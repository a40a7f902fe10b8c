"""What is only for the desk leaves in nothing: no document, mail, attachment, export or log has it."""

import gzip
import zipfile
from io import BytesIO

from newsrooms import TODAY, A, B
from pypdf import PdfReader

from reporter.desk.decisions import Note, Out
from reporter.desk.journal import Who
from reporter.registry import EXPORTS

NOTE, EDITION_NOTE, REASON = "zq-planted-note", "zq-planted-edition-note", "zq-planted-reason"
PRINTED = "zq-for-readers"
GROUPS = [
    {"name": "desk", "to": [A], "format": "pdf", "record": True},
    {"name": "museums", "to": [B], "format": "pdf", "record": True, "only": ["museums"]},
]
WATCH = [{"name": "museums", "words": ["متحف"]}]


def plain(content):
    """Return all text in a file, also in what a ZIP or a PDF has inside."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        pdf = PdfReader(BytesIO(content))
        found += [page.extract_text().encode() for page in pdf.pages]
        found += [part for parts in pdf.attachments.values() for part in parts]
    return b"\n".join(found)


def test_nothing_leaks(room):
    room.write(groups=GROUPS, approval={}, watch=WATCH)
    first, second = room.made.entries
    kept = first if "متحف" in first.title_ar else second
    notes = tuple(
        Note(en=text, by="Lina", at=TODAY, audience=audience) for text, audience in ((NOTE, "desk"), (PRINTED, "print"))
    )
    who = Who(by="Lina", at=TODAY)
    other = second if kept is first else first
    room.journal.entry(f"sha256:{kept.source.sha256}", lambda entry: entry.model_copy(update={"notes": notes}), who)
    room.journal.entry(
        f"sha256:{other.source.sha256}", lambda entry: entry.model_copy(update={"out": Out(why=REASON)}), who
    )
    whole = Note(en=EDITION_NOTE, by="Lina", at=TODAY, audience="desk")
    room.journal.whole(
        lambda all_: all_.model_copy(update={"edition": all_.edition.model_copy(update={"notes": (whole,)})}),
        who,
        "edition",
    )
    assert room.run("-v", "-v") == 0
    assert room("approve", "--by", "Omar") == 0
    assert room("send", "--test", A) == 0
    assert room("erratum", "--date", room.edition.name, "--kind", "withdrawn", "--says", "x") == 0
    on_disk = (room.edition / "briefing.json").read_text(encoding="utf-8")
    assert all(secret in on_disk for secret in (NOTE, EDITION_NOTE, REASON))

    left = {f"mail {number}": item.content for number, item in enumerate(room.server.taken)}
    for number, item in enumerate(room.server.taken):
        for part in item.message.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                left[f"mail {number}: {part.get_filename() or part.get_content_type()}"] = content
    for name in EXPORTS:
        path = room.folder / f"exported.{name}"
        assert room("export", "--format", name, "--to", path) == 0
        left[path.name] = path.read_bytes()
    for path in [*room.config.output.rglob("*"), *room.config.store.parent.rglob("*.log")]:
        if path.is_file() and path.name != "briefing.json":
            left[str(path.relative_to(room.folder))] = path.read_bytes()
    for path in room.config.store.parent.rglob("sent/**/*.gz"):
        left[path.name] = gzip.decompress(path.read_bytes())
    assert len(left) > 20
    assert any(PRINTED.encode() in plain(content) for content in left.values())
    leaks = {
        name
        for name, content in left.items()
        for secret in (NOTE, EDITION_NOTE, REASON)
        if secret.encode() in plain(content)
    }
    assert leaks == set()
