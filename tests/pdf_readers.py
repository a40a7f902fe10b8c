"""Read printed documents as other programs do, and inspect their parts."""

import re
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pytest

_RIGHT_TO_LEFT = "[\u0600-\u065f\u066a-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"
_RUN = re.compile(rf"{_RIGHT_TO_LEFT}(?:[^0-9A-Za-z\u0660-\u0669\n]*{_RIGHT_TO_LEFT})?")


def by_pdftotext(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext here (Debian: apt install poppler-utils)")
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def by_pypdf(pdf):
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def by_pdfminer(pdf):
    """pdfminer.six returns right-to-left passages in visual order; reverse each of them."""
    from pdfminer.high_level import extract_text

    return _RUN.sub(lambda found: found[0][::-1], extract_text(BytesIO(pdf)))


READERS = (by_pdftotext, by_pypdf, by_pdfminer)


def unicode_of(font):
    """Return the text of each code of a PDF font."""
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", cmap.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def shown(page):
    """Yield for each text and each painted path of a page its marks, outermost first, and (font, codes)."""
    marks, font = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            marks.append((str(operands[0]), operands[1].get("/MCID") if name == "BDC" else None))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = page.Resources.Font[str(operands[0])]
        elif name in {"Tj", "TJ"}:
            parts = operands[0] if name == "TJ" else operands
            data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield tuple(marks), font, [int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2)]
        elif name in {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}:
            yield tuple(marks), None, []
    assert not marks


def nodes(pdf):
    """Yield every node of the structure in reading order, with the text that it directly contains."""
    texts, fonts = {}, {}
    for page in pdf.pages:
        for marks, font, codes in shown(page):
            mark = next((number for _, number in marks if number is not None), None)
            if font is not None and mark is not None:
                known = fonts.setdefault(font.objgen, None) or unicode_of(font)
                fonts[font.objgen] = known
                key = (page.objgen, mark)
                texts[key] = texts.get(key, "") + "".join(known[code] for code in codes)

    def walk(node):
        held = ""
        for kid in node.K:
            if isinstance(kid, int):
                held += " " + texts.get((node.Pg.objgen, kid), "")
            elif kid.get("/Type") == "/MCR":
                held += " " + texts.get((kid.Pg.objgen, kid.MCID), "")
        yield node, held
        for kid in node.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == node.objgen
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K[0])
