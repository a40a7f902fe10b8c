"""A wrong glossary or memory file never stops an edition, and files from other programs are accepted."""

import json
import re

from editions import desk, reporter

DAY = "2026-11-21"
TBX = (
    '<martif type="TBX"><text><body><termEntry><langSet xml:lang="{}"><tig><term>وزارة</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>Office</term></tig></langSet></termEntry></body></text></martif>'
)
TMX = (
    '<tmx version="1.4"><header/><body><tu><tuv xml:lang="{}"><seg>نعم</seg></tuv>'
    '<tuv xml:lang="en"><seg>Yes</seg></tuv></tu></body></tmx>'
)
GLOSSARIES = {
    "secret.doc": b"x",
    "half.tbx": b"<martif>",
    "persian.tbx": TBX.format("fa").encode(),
    "columns.csv": b"a,b,c,d\n1,2,3,4\n",
    "code-page.csv": "term,en\nوزارة,Office\n".encode("cp1256"),
    "entry.yaml": "- {term: وزارة, en: Office}\n- {term: مكتب, en: مكتب}\n".encode(),
    "syntax.yaml": b"- {term: [",
    "zeros.csv": bytes(300),
    "folder.csv": None,
    "no-terms.csv": b"term,en\n",
}
MEMORIES = {
    "half.tmx": b"<tmx><body>",
    "french.tmx": TMX.format("fr").encode(),
    "page.tmx": b"<html/>",
    "zeros.tmx": bytes(300),
    "empty.tmx": b"",
    "no-units.tmx": b'<tmx version="1.4"><header/><body/></tmx>',
}


def test_the_edition_is_made_and_names_each_file(tmp_path):
    """This holds on two mornings, and on the front page."""
    names = [*GLOSSARIES, "missing.csv"], ["memory.tmx", *MEMORIES, "missing.tmx"]
    desk(tmp_path, glossary=names[0], memory=names[1])
    for name, content in (GLOSSARIES | MEMORIES).items():
        if content is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(content)
    for day in (DAY, "2026-11-22"):
        ended = reporter(tmp_path, "run", "--date", day)
        assert ended.returncode == 0, ended.stderr
        assert "Traceback" not in ended.stderr
        folder = tmp_path / "output" / day
        degraded = json.loads((folder / "briefing.json").read_bytes())["degraded"]
        assert str(tmp_path) not in "".join(degraded)  # where it is on this machine is not for readers
        page = (folder / "briefing.html").read_text(encoding="utf-8")
        for name in (*names[0], *names[1][1:]):
            assert len([said for said in degraded if re.search(rf"(?<![\w-]){re.escape(name)}", said)]) == 1, name
            assert name in page
    assert "The local team beat its visitors" in page
    checked = reporter(tmp_path, "check").stdout
    for name in (*names[0], *names[1][1:]):
        assert f"/{name}" in checked


def test_a_file_of_version_1_2_is_imported(folder):
    """It is in the form that a translation program writes."""
    sheet = folder / "sheet.xlf"
    assert reporter(folder, "review", "export", sheet).returncode == 0
    made = json.loads((folder / "output" / DAY / "briefing.json").read_bytes())
    arabic = made["entries"][0]["points"][0]["text_ar"]
    returned = folder / "returned.xlf"
    returned.write_text(
        '<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file original="edition" source-language="ar-SA" target-language="en-US" datatype="plaintext"><body>'
        f'<trans-unit id="1" approved="yes"><source>{arabic}</source><target state="final">A <g id="1">careful</g> '
        "translation.</target></trans-unit>"
        f'<trans-unit id="2"><source>{arabic}</source><target>Bad&#x1F;</target></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    ended = reporter(folder, "review", "import", returned)
    assert "1 " in ended.stdout + ended.stderr
    assert "row 2" in ended.stdout + ended.stderr
    assert "control character" in ended.stdout + ended.stderr
    assert reporter(folder, "run", "--date", DAY).returncode == 0
    again = json.loads((folder / "output" / DAY / "briefing.json").read_bytes())
    english = {point["text_ar"]: point["text_en"] for entry in again["entries"] for point in entry["points"]}
    assert english[arabic] == "A careful translation."
