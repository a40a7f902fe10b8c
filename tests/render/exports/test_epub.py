"""The e-book: a valid container in which each passage has its language and direction, and every link has a target."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from builders import altered, led_by, put
from lxml import etree

from reporter.render.exports import export

JAR = Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
SPACES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ARABIC = re.compile("[\u0621-\u064a]{2}")


def opened(record, **more):
    return zipfile.ZipFile(io.BytesIO(export(record, "epub", **more)))


def package(archive):
    return etree.fromstring(archive.read("EPUB/package.opf"))


def pages(archive):
    return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")}


def test_the_first_entry_is_the_uncompressed_type(full):
    """Programs recognise the file by its first bytes."""
    content = export(full, "epub")
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.namelist()[1] == "META-INF/container.xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_lists_every_file_and_every_page_in_reading_order(full):
    """It lists exactly the files in the container."""
    archive = opened(full)
    opf = package(archive)
    items = {item.get("id"): item.get("href") for item in opf.iterfind(".//opf:item", SPACES)}
    assert {f"EPUB/{href}" for href in items.values()} == set(archive.namelist()) - {
        "mimetype",
        "META-INF/container.xml",
        "EPUB/package.opf",
    }
    order = [items[ref.get("idref")] for ref in opf.iterfind(".//opf:itemref", SPACES)]
    assert order == ["front.xhtml", "nav.xhtml", "article-1.xhtml", "article-2.xhtml", "sources.xhtml", "about.xhtml"]


@pytest.mark.parametrize(("lead", "direction", "first"), [("english", "ltr", "en"), ("arabic", "rtl", "ar")])
def test_the_leading_language_comes_first_and_sets_the_direction(full, lead, direction, first):
    """This holds in the package, on the pages and within each sentence."""
    archive = opened(full, layout=led_by(lead))
    opf = package(archive)
    assert opf.find(".//opf:spine", SPACES).get("page-progression-direction") == direction
    languages = [each.text for each in opf.iterfind(".//dc:language", SPACES)]
    titles = [each.get(LANG) for each in opf.iterfind(".//dc:title", SPACES)]
    assert languages == titles == [first, "ar" if first == "en" else "en"]
    for page in pages(archive).values():
        assert (page.get("lang"), page.get(LANG), page.get("dir")) == (first, first, direction)
    sentence = pages(archive)["EPUB/article-1.xhtml"].find(".//h:div[@class='sentence']/h:p", SPACES)
    assert sentence.get("lang") == first


def test_every_passage_has_its_language_and_direction(full):
    """Screen readers and e-readers depend on them."""
    seen = {"ar": 0, "en": 0}
    for page in pages(opened(full)).values():
        for passage in page.iterfind(".//h:p", SPACES):
            language = passage.get("lang")
            seen[language] += 1
            assert passage.get("dir") == {"ar": "rtl", "en": "ltr"}[language]
            own = "".join([passage.text or "", *(child.tail or "" for child in passage)])
            assert bool(ARABIC.search(own)) == (language == "ar") or not own.strip(), own
    assert min(seen.values()) > 10


@pytest.mark.parametrize("lead", ["english", "arabic"])
def test_every_link_has_a_target_in_the_book(full, lead):
    """The only exceptions are the sources' URLs, which lead to the outlets."""
    found = pages(opened(full, layout=led_by(lead)))
    places = set(found) | {
        f"{name}#{each.get('id')}" for name, page in found.items() for each in page.iterfind(".//*[@id]")
    }
    outside = set()
    for name, page in found.items():
        for link in page.iterfind(".//h:a", SPACES):
            if "://" in (href := link.get("href")):
                outside.add(href)
            else:
                assert str(PurePosixPath(name).parent / href) in places, href
    assert outside == {"https://example.org/%D8%AE%D8%A8%D8%B1?a=1&b=2"}


def test_the_identifier_depends_on_the_record_alone(full):
    """It is the same for every order of languages, but a corrected edition is a different book."""

    def identifier(record, **more):
        return package(opened(record, **more)).find(".//dc:identifier", SPACES).text

    name = identifier(full)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name)
    assert identifier(full, layout=led_by("arabic")) == name
    assert identifier(altered(full, put("entries", 0, "points", 0, "text_en", value="Corrected."))) != name


def test_the_package_states_its_time_and_accessibility(full):
    """The time is the edition's own."""
    values = {}
    for meta in package(opened(full)).iterfind(".//opf:meta[@property]", SPACES):
        values.setdefault(meta.get("property"), []).append(meta.text)
    assert values["dcterms:modified"] == ["2026-11-21T03:30:00Z"]
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"} <= set(values)


def test_the_fonts_that_the_style_sheet_names_are_in_the_book(full):
    """Many e-readers have no Arabic font, so every font file that is named is included."""
    archive = opened(full)
    sheet = archive.read("EPUB/style.css").decode()
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(set(named)) == len(named) >= 3
    assert {f"EPUB/{name}" for name in named} == {name for name in archive.namelist() if name.endswith(".woff")}
    assert "data:" not in sheet


def test_every_class_has_a_style(full):
    """A class without a rule is left over or lacks its style."""
    archive = opened(full)
    used = {
        name
        for page in pages(archive).values()
        for each in page.iterfind(".//*[@class]")
        for name in each.get("class").split()
    }
    assert used - set(re.findall(r"\.([a-z][\w-]*)", archive.read("EPUB/style.css").decode())) == set()


def test_hostile_text_stays_text(hostile):
    """The record adds no elements, links or control characters."""
    for name, page in pages(opened(hostile)).items():
        assert page.find(".//h:script", SPACES) is None, name
        assert not [link for link in page.iterfind(".//h:a", SPACES) if link.get("href").startswith("javascript")]
    text = "".join(pages(opened(hostile))["EPUB/article-1.xhtml"].itertext())
    assert "<script>alert(1)</script>" in text
    assert text.count(" كلمة") == 4000


def checker():
    """Return the epubcheck command, or skip."""
    if JAR.exists() and shutil.which("java"):
        return ["java", "-jar", str(JAR)]  # Debian's command needs a kernel that starts jars
    if shutil.which("epubcheck"):
        return ["epubcheck"]
    pytest.skip("no epubcheck here (Debian: apt install epubcheck)")
    return None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "lead"), [("full", "english"), ("full", "arabic"), ("empty", "english"), ("hostile", "arabic")]
)
def test_epubcheck_finds_nothing(which, lead, request, tmp_path):
    """It reports no errors or warnings for any record."""
    command = checker()
    path = tmp_path / "briefing.epub"
    path.write_bytes(export(request.getfixturevalue(which), "epub", layout=led_by(lead)))
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout
