"""Test the claims of a PDF clause by clause: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

No validator of PDF/A is available as a package, so the clauses that apply to our documents are tested here with
pikepdf, with one test for each family: file structure (6.1), graphics (6.2.2-6.2.4, 6.2.10), fonts (6.2.11),
annotations (6.3), actions (6.5), metadata (6.6), logical structure (6.7), embedded files (6.8). PDF/UA is also checked
with ``pdfua``, which knows 16 of the 106 rules that a machine can check; the tests of the clauses cover it too.
"""

import io
import re
from hashlib import sha256
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from builders import DOUBT, ENGINE, article, entry, human, machine, missing, record
from fontTools.ttLib import TTFont
from pdf_readers import nodes, shown, unicode_of
from printing_ways import WAYS, printed

from reporter.assets import DATA
from reporter.model import Skipped
from reporter.record import dumps, loads

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
}  # fmt: skip
STANDARDS = ("a-3a", "ua-1", "plain")


@pytest.fixture(scope="module")
def edition():
    """Return a record with everything that pages can contain."""
    return record(
        entry("1"),
        entry(
            "2",
            article(name="b", deck="عنوان فرعي", url="https://example.org/b", title="«خبر» عن لكنّ & <UNESCO>"),
            points=[machine("Machine English", DOUBT), missing(), human('The third isn\'t "it" & so <on>')],
        ),
        skipped=[Skipped(source="b.bin", stage="ingest", reason="It is empty.")],
        engine=ENGINE,
    )


@pytest.fixture(scope="module", params=WAYS)
def files(edition, request):
    return {standard: printed(edition, request.param, pdf=standard) for standard in STANDARDS}


@pytest.fixture(scope="module", params=STANDARDS)
def standard(request):
    return request.param


@pytest.fixture(scope="module")
def pdf(files, standard):
    return pikepdf.open(io.BytesIO(files[standard]))


@pytest.fixture(scope="module")
def fonts_of(pdf):
    """Return each embedded font with the codes that pages show."""
    found = {}
    for page in pdf.pages:
        for _, font, codes in shown(page):
            if font is not None:
                found.setdefault(font.objgen, (font, set()))[1].update(codes)
    assert len(found) > 3
    return list(found.values())


def xmp(pdf):
    """Return the content of the XMP: simple values as text, lists as lists, alternatives by language."""
    said = {}
    for each in ET.fromstring(pdf.Root.Metadata.read_bytes().decode()).iter(f"{RDF}Description"):
        for item in each:
            space, _, name = item.tag[1:].partition("}")
            values = {li.get("{http://www.w3.org/XML/1998/namespace}lang"): li.text for li in item.iter(f"{RDF}li")}
            parts = [li.text for li in item.iter(f"{RDF}li")]
            said[f"{PREFIXES[space]}:{name}"] = (values if None not in values else parts) if parts else item.text
    return said


def test_the_file_is_valid(pdf, standard):
    """6.1: PDF 1.7, an identifier, not encrypted; qpdf finds no errors."""
    assert pdf.pdf_version == "1.7"
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted
    assert not pdf.check_pdf_syntax() if hasattr(pdf, "check_pdf_syntax") else not pdf.check()


def test_colours_are_defined(files):
    """6.2.2, 6.2.4: device colours are RGB, defined by a profile with three components."""
    pdf = pikepdf.open(io.BytesIO(files["a-3a"]))
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    operators = {str(operator) for page in pdf.pages for _, operator in pikepdf.parse_content_stream(page)}
    assert not operators & {"k", "K", "g", "G"}


def test_nothing_is_transparent(pdf):
    """6.2.10: all alpha values are 1, there is no soft mask and no blend mode."""
    states = [state for page in pdf.pages for state in page.Resources.get("/ExtGState", {}).values()]
    assert all(state.get("/ca", 1) == state.get("/CA", 1) == 1 for state in states)
    assert not any("/SMask" in state or "/BM" in state for state in states)


def test_fonts_are_embedded_and_widths_match(fonts_of):
    """6.2.11.4-5: fonts are embedded; each shown glyph exists, is not .notdef, and has the width stated in the PDF."""
    for font, codes in fonts_of:
        (descendant,) = font.DescendantFonts
        embedded = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        assert (font.Encoding, descendant.CIDToGIDMap) == ("/Identity-H", "/Identity")
        assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
        assert "/CIDSet" not in descendant.FontDescriptor
        widths, first = {}, None
        for each in descendant.W:
            if isinstance(each, int):
                first = each
            else:
                widths |= {first + i: float(width) for i, width in enumerate(each)}
        order, units = embedded.getGlyphOrder(), embedded["head"].unitsPerEm
        for code in codes:
            assert 0 < code < len(order)
            assert abs(embedded["hmtx"][order[code]][0] * 1000 / units - widths[code]) <= 1, (font.BaseFont, code)


def test_every_glyph_has_its_text(fonts_of):
    """6.2.11.7: ToUnicode maps each shown glyph to characters other than 0, U+FEFF, U+FFFE or private ones."""
    for font, codes in fonts_of:
        known = unicode_of(font)
        for code in codes:
            assert known[code]
            assert not re.search("[\0\ufeff\ufffe\ue000-\uf8ff]", known[code])


def test_annotations_are_printed_and_described(pdf):
    """6.3, UA 7.18: only links, with print flag, description and structure node, in the tab order of the structure."""
    tree = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    found = 0
    for page in pdf.pages:
        assert page.Tabs == "/S"
        for each in page.get("/Annots", []):
            found += 1
            assert each.Subtype == "/Link"
            assert each.F == 4
            assert str(each.Contents).strip()
            node = tree[each.StructParent]
            assert node.S == "/Link"
            assert each.objgen in {kid.Obj.objgen for kid in node.K if not isinstance(kid, int) and "/Obj" in kid}
    assert found > 10


def test_there_are_no_automatic_actions(pdf):
    """6.5: no scripts, opening actions, forms or XFA; links lead to places and URLs."""
    assert not {"/OpenAction", "/AA", "/AcroForm", "/NeedsRendering"} & set(pdf.Root.keys())
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    actions = [each.A.S for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each]
    assert set(map(str, actions)) <= {"/URI", "/GoTo"}


def test_the_metadata_claim_the_configured_standard(pdf, standard):
    """6.6.4, UA 5: one standard, or none."""
    said = xmp(pdf)
    claims = {name: value for name, value in said.items() if name.startswith(("pdfaid", "pdfuaid"))}
    assert (
        claims
        == {
            "a-3a": {"pdfaid:part": "3", "pdfaid:conformance": "A"},
            "ua-1": {"pdfuaid:part": "1"},
            "plain": {},
        }[standard]
    )


def test_both_kinds_of_metadata_agree(pdf, edition):
    """6.6.3: XMP repeats the document information and adds the record's hash and the edition."""
    said, info = xmp(pdf), pdf.docinfo
    assert said["dc:title"] == {"x-default": str(info.Title), "en": "Briefing", "ar": "الموجز"}
    assert said["dc:description"] == {"x-default": str(info.Subject)}
    assert (said["pdf:Producer"], said["pdf:Keywords"]) == (str(info.Producer), str(info.Keywords))
    assert said["xmp:CreatorTool"] == str(info.Creator)
    for name, date in {"/CreationDate": said["xmp:CreateDate"], "/ModDate": said["xmp:ModifyDate"]}.items():
        assert re.sub(r"\D", "", str(info[name])) == re.sub(r"\D", "", date)
    assert said["dc:identifier"] == f"sha256:{sha256(dumps(edition)).hexdigest()}"
    assert said["dc:date"] == [edition.edition.date.isoformat()]
    assert said["dc:language"] == ["ar", "en"]


def test_the_title_is_shown_and_languages_are_declared(pdf):
    """UA 7.1, 7.2: viewers show the title; the catalog and each passage declare their language."""
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert all("/Lang" in node for node, _ in nodes(pdf) if node.S != "/Document")


def test_all_content_is_in_the_structure_or_an_artifact(pdf):
    """6.7.3, UA 7.1: this holds for every text and path; each number is in the parent tree once."""
    tree = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    owned = {}
    for node, _ in nodes(pdf):
        for kid in node.K:
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                page, mark = (node.Pg, kid) if isinstance(kid, int) else (kid.Pg, kid.MCID)
                assert (page.objgen, mark) not in owned
                owned[page.objgen, mark] = node.objgen
    seen = 0
    for page in pdf.pages:
        for marks, _, _ in shown(page):
            numbers = [number for _, number in marks if number is not None]
            assert len(numbers) + [tag for tag, _ in marks].count("/Artifact") == 1, marks
            for number in numbers:
                seen += 1
                assert tree[page.StructParents][number].objgen == owned[page.objgen, number]
    assert seen > 100


def test_the_record_and_its_schema_are_attached(files, edition):
    """6.8: they are named, typed, dated and related to the document, with the bytes of the files."""
    for standard in ("a-3a", "ua-1"):
        pdf = pikepdf.open(io.BytesIO(files[standard]))
        specs = {str(each.UF): each for each in pdf.Root.AF}
        assert {each.objgen for each in specs.values()} == {
            each.objgen for each in pdf.Root.Names.EmbeddedFiles.Names[1::2]
        }
        contents = {name: spec.EF.F.read_bytes() for name, spec in specs.items()}
        assert contents == {
            "briefing.json": dumps(edition),
            "record.schema.json": (DATA / "record.schema.json").read_bytes(),
        }
        assert loads(contents["briefing.json"]) == edition
        for spec in specs.values():
            assert spec.AFRelationship == "/Data"
            assert spec.F == spec.UF
            assert str(spec.Desc)
            assert spec.EF.F.Subtype == "/application/json"
            assert str(spec.EF.F.Params.ModDate).startswith("D:20261121")
    assert "/AF" not in pikepdf.open(io.BytesIO(files["plain"])).Root


def test_a_pdf_ua_checker_finds_nothing(files, standard, tmp_path):
    """UA: all rules that ``pdfua`` knows."""
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    path = tmp_path / "briefing.pdf"
    path.write_bytes(files[standard])
    found = [
        finding for finding in pdfua.validate(path).findings if standard == "ua-1" or finding.rule_id != "UA-28-004"
    ]
    assert not found


def test_a_pdf_ua_checker_can_find_errors(files, tmp_path):
    """Without its structure, the same file fails."""
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    broken = pikepdf.open(io.BytesIO(files["ua-1"]))
    del broken.Root.StructTreeRoot
    broken.save(tmp_path / "broken.pdf")
    assert pdfua.validate(tmp_path / "broken.pdf").findings
