"""Make a PDF suitable for archiving: attach its record, describe it in XMP, and declare its standard.

In: a record, and the document that WeasyPrint has made from it. Out: options for ``write_pdf``, and changes to the
finished file. ``a-3a`` is PDF/A-3a (ISO 19005-3, level A: for archives, with structure), ``ua-1`` is PDF/UA-1 (ISO
14289-1: for screen readers); both include the record and its schema. ``plain`` has the same structure, but declares no
standard and has no attachments. Source: ISO 16684-1 (XMP); ISO 19005-3, 6.6 (metadata), 6.8 (embedded files); ISO
14289-1, 5.

Private to WeasyPrint 70 and used here: ``pdf/sRGB2014.icc``; the arguments of a finisher: the document's ``metadata``,
and the PDF's ``objects``, ``catalog`` and ``info``. tests/test_insides.py names each of them.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from reporter.assets import DATA
from reporter.config import PdfStandard
from reporter.record import Record, dumps, public

if TYPE_CHECKING:
    from pydyf import PDF, Dictionary
    from weasyprint import Attachment, Document
    from weasyprint.document import DocumentMetadata

CLAIMS: Mapping[PdfStandard, str] = {
    "a-3a": "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    "ua-1": "<pdfuaid:part>1</pdfuaid:part>",
    "plain": "",
}
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
PRINTED = 1 << 2
"""The flag of an annotation that is also printed."""


def options(record: Record, standard: PdfStandard, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return the options of WeasyPrint's ``write_pdf`` for a document in `languages` that conforms to `standard`."""
    return {
        "pdf_variant": None if standard == "plain" else f"pdf/{standard}",
        "pdf_tags": True,
        "pdf_identifier": True,
        "output_intent": "",  # our own option, because WeasyPrint's leaves a file open
        "attachments": None if standard == "plain" else _attachments(record),
        "finisher": _finisher(record, standard, languages),
    }


def _attachments(record: Record) -> "list[Attachment]":
    from weasyprint import Attachment

    issued = record.edition.issued_at
    contents = {
        "briefing.json": (dumps(public(record)), "The record of this edition: every sentence, its source, its English"),
        "record.schema.json": ((DATA / "record.schema.json").read_bytes(), "The JSON schema of the record"),
    }
    return [
        Attachment(string=content.decode(), name=name, description=what, created=issued, modified=issued)
        for name, (content, what) in contents.items()
    ]


def _finisher(record: Record, standard: PdfStandard, languages: tuple[str, ...]) -> Callable[..., None]:
    """Return the function that changes the file before it is written."""
    import pydyf

    def finish(document: "Document", pdf: "PDF") -> None:
        annotations_printed(document, pdf)
        attached = [
            each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Filespec"
        ]
        for file in attached:
            file["AFRelationship"] = "/Data"
        if attached:
            pdf.catalog["AF"] = pydyf.Array(file.reference for file in attached)
        if standard == "a-3a":
            pdf.catalog["OutputIntents"] = pydyf.Array([_srgb(pdf)])
        document.metadata.title = document.metadata.title or record.edition.title_en
        pdf.info["Title"] = pydyf.String(document.metadata.title)
        about = _xmp(record, document.metadata, pdf.info["Producer"].string, CLAIMS[standard], languages)
        stream = pydyf.Stream([about.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference

    return finish


def annotations_printed(document: "Document", pdf: "PDF") -> None:  # noqa: ARG001  (a finisher)
    """Mark all annotations to be printed."""
    import pydyf

    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Annot":
            each["F"] = PRINTED


def _srgb(pdf: "PDF") -> "Dictionary":
    """Return the output intent that defines red, green and blue, with the colour profile that comes with WeasyPrint."""
    import pydyf

    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    profile = pydyf.Stream([content], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    name = pydyf.String("sRGB2014")
    return pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": profile.reference,
        }
    )


def _xmp(record: Record, metadata: "DocumentMetadata", producer: str, claim: str, languages: tuple[str, ...]) -> str:
    """Return the XMP packet, which repeats the document information and adds to it."""
    edition, digest = record.edition, sha256(dumps(record)).hexdigest()
    titles = {"x-default": metadata.title, "en": edition.title_en, "ar": edition.title_ar}
    title = "".join(f'<rdf:li xml:lang="{language}">{escape(text)}</rdf:li>' for language, text in titles.items())
    description = f'<rdf:li xml:lang="x-default">{escape(metadata.description or "")}</rdf:li>'
    bag = "".join(f"<rdf:li>{language}</rdf:li>" for language in languages)
    namespaces = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
    said = {
        "dc:format": "application/pdf",
        "dc:identifier": f"sha256:{digest}",
        "pdf:Producer": producer,
        "pdf:Keywords": ", ".join(metadata.keywords),
        "xmp:CreatorTool": metadata.generator,
        "xmp:CreateDate": metadata.created,
        "xmp:ModifyDate": metadata.modified,
        "xmp:MetadataDate": metadata.modified,
        "xmpMM:DocumentID": f"uuid:{uuid5(NAMESPACE_URL, digest)}",
    }
    simple = "\n".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items() if value)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" {namespaces}>
{claim}
<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>
<dc:description><rdf:Alt>{description}</rdf:Alt></dc:description>
<dc:date><rdf:Seq><rdf:li>{edition.date}</rdf:li></rdf:Seq></dc:date>
<dc:language><rdf:Bag>{bag}</rdf:Bag></dc:language>
{simple}
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
