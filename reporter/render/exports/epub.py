"""EPUB 3: the edition as a book for e-readers, one chapter per story, each sentence followed by its translation.

Out: a ZIP container whose first entry is its type, uncompressed; the package document, the navigation, and XHTML pages
from the ``epub.*`` templates; the fonts, reduced to the characters that the book uses. If Arabic comes first, the pages
turn from right to left (``page-progression-direction``). The identifier is derived from the record, so a corrected
edition is a different book.

Source: EPUB 3.3, 4.2 (container), 5 (package document), 7 (navigation); EPUB Accessibility 1.1, 2.2 (metadata).
"""

import base64
import hashlib
import re
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from reporter.config import LayoutSettings
from reporter.model import Language
from reporter.record import Record, dumps
from reporter.record.blocks import also_reported, blocks
from reporter.render import fonts
from reporter.render.exports.container import packed
from reporter.render.templates.environment import Templates
from reporter.render.templates.views import View, also_views, block_views, view
from reporter.render.words import direction, stories, wording
from reporter.render.words.bilingual import Bilingual

_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_FONT = re.compile(r"url\(\"data:font/woff;base64,([^\"]+)\"\)")


class Page(NamedTuple):
    """One page of the book, in reading order."""

    name: str
    """The name of its file and of its template, without ``.xhtml``."""
    title: Bilingual
    block: Mapping[str, Any] | None = None
    """Its story."""
    section: Bilingual | None = None
    """The title of the section of the edition that it is in."""


def book(record: Record, lead: Language, layout: LayoutSettings, most: int) -> bytes:
    """Return the edition of `record` as the bytes of an .epub file with at most `most` headlines in front.

    Raises:
        ConfigError: a template is wrong, or the template folder is missing.
        ReporterError: the fonts have no glyph for a character of a template.

    """
    templates = _templates(record, lead, layout, most)
    pages = _pages(view(record))
    texts = {
        f"{page.name}.xhtml": templates.rendered(
            f"epub.{page.name.split('-')[0]}.xhtml.j2", {"page": page, "block": page.block}
        )
        for page in pages
    }
    texts["nav.xhtml"] = templates.rendered("epub.nav.xhtml.j2", {"pages": pages})
    sheet = templates.rendered("epub.css.j2", {})
    bodies = "".join(text[text.find("<body") :] for text in texts.values())
    faces, files = _fonts(f"<style>{sheet}</style>{bodies}")
    texts["style.css"] = sheet.replace(fonts.PLACEHOLDER, faces, 1)
    package = {"pages": pages, "fonts": sorted(files), "identifier": _identifier(record)}
    texts["package.opf"] = templates.rendered("epub.opf.j2", package)
    content = {name: text.encode() for name, text in texts.items()} | files
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            **{f"EPUB/{name}": data for name, data in content.items()},
        },
        stored=frozenset({"mimetype"}),
    )


def _pages(record: View) -> tuple[Page, ...]:
    edition = record["edition"]
    articles = [
        Page(f"article-{entry['id']}", Bilingual(entry["title_en"] or "", entry["title_ar"]), block, _section(block))
        for block in block_views(record)
        for entry in [block["entry"]]
    ]
    if also_views(record):
        articles.append(Page("also", stories.ALSO_REPORTED))
    front = Page("front", Bilingual(edition["title_en"], edition["title_ar"]))
    sources = [Page("sources", wording.SOURCES)] if record["entries"] else []
    return (front, *articles, *sources, Page("about", wording.MAKING))


def _section(block: Mapping[str, Any]) -> Bilingual | None:
    section = block["section"]
    return section and Bilingual(section["title_en"], section["title_ar"])


def _templates(record: Record, lead: Language, layout: LayoutSettings, most: int) -> Templates:
    """Return the templates with the values that all pages and the macros they import can use."""
    languages = ("en", "ar") if lead == "en" else ("ar", "en")
    templates = Templates(layout.templates, layout.digits)
    environment = templates.environment
    environment.filters |= {"breakable": _breakable, "address": wording.address}
    made = view(record)
    environment.globals |= {"record": made, "edition": made["edition"], "lead": lead, "languages": languages}
    environment.globals |= {"most": most, "page_of": _page_of(record)}
    return templates


def _page_of(record: Record) -> dict[str, str]:
    """Return the page on which each entry is told, by its id."""
    return {entry.id: f"article-{block.entry.id}" for block in blocks(record) for entry in block.entries} | {
        entry.id: "also" for block in also_reported(record) for entry in block.entries
    }


def _breakable(text: str) -> Markup:
    """Return `text` as XML with many places where a line may break."""
    return Markup(str(direction.breakable(text)).replace("<wbr>", "<wbr/>"))  # noqa: S704 (escaped already)


def _fonts(html: str) -> tuple[str, dict[str, bytes]]:
    """Return the ``@font-face`` rules for the characters of `html`, and the font files that the rules name."""
    files: dict[str, bytes] = {}

    def named(found: re.Match[str]) -> str:
        name = f"font-{len(files) + 1}.woff"
        files[name] = base64.b64decode(found[1])
        return f'url("{name}")'

    return _FONT.sub(named, fonts.font_faces(html)), files


def _identifier(record: Record) -> str:
    """Return an identifier that is unique to this record."""
    digest = hashlib.sha256(dumps(record)).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{record.edition.date} {digest}").urn
