"""The styles and settings of the Word document; each style covers both scripts.

Each style sets a font and size for Latin and for Arabic (``w:sz``, ``w:szCs``), so that both look equally large.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporter.render.exports.wordprocessing import ARABIC_FONT, elements

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

LATIN_FONT = "Cambria"
INK, QUIET, RED, BLUE = "1F1B16", "6B6459", "9C2A1B", "1B4F7A"

_DEFAULTS = f"""<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{LATIN_FONT}"
 w:cs="{ARABIC_FONT}"/><w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="25"/>
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>"""
_EDGE = f'<w:pBdr><w:{{side}} w:val="single" w:sz="12" w:space="6" w:color="{RED}"/></w:pBdr>'
_HEADING = (
    '<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}" w:line="252" w:lineRule="auto"/>'
    '<w:outlineLvl w:val="{level}"/>'
)
_BOLD = "<w:b/><w:bCs/>"


def _sizes(latin: int, arabic: int) -> str:
    """Return sizes in half points."""
    return f'<w:sz w:val="{latin}"/><w:szCs w:val="{arabic}"/>'


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


_PARAGRAPHS = (  # id, name, paragraph properties, text properties
    ("Normal", "Normal", "", ""),
    ("Title", "Title", '<w:keepNext/><w:spacing w:after="40"/>', _BOLD + _sizes(52, 60)),
    (
        "Heading1",
        "heading 1",
        _HEADING.format(before=400, after=60, level=0),
        _BOLD + _sizes(32, 38),
    ),
    (
        "Heading2",
        "heading 2",
        _HEADING.format(before=240, after=40, level=1),
        _BOLD + _sizes(23, 27),
    ),
    (
        "HeadingTranslation",
        "Heading Translation",
        '<w:keepNext/><w:keepLines/><w:spacing w:after="60" w:line="252" w:lineRule="auto"/>',
        _BOLD + _colour(QUIET) + _sizes(28, 34),
    ),
    ("Deck", "Deck", '<w:keepNext/><w:spacing w:after="40"/>', "<w:i/>" + _colour(QUIET) + _sizes(22, 26)),
    ("Byline", "Byline", '<w:keepNext/><w:spacing w:after="40"/>', _colour(QUIET) + _sizes(18, 21)),
    ("Sentence", "Sentence", '<w:spacing w:before="60" w:after="60"/>', ""),
    ("Told", "Told", '<w:spacing w:after="60"/>', _colour(QUIET) + _sizes(16, 19)),
    (
        "TableHead",
        "Table Head",
        '<w:keepNext/><w:spacing w:before="40" w:after="40"/>',
        _BOLD + _colour(QUIET) + _sizes(17, 20),
    ),
    (
        "Doubt",
        "Doubt",
        _EDGE.format(side="left") + '<w:spacing w:after="60"/><w:ind w:left="170"/>',
        _colour(RED) + _sizes(18, 21),
    ),
    ("Note", "Note", '<w:spacing w:after="60"/><w:ind w:left="170"/>', _colour(QUIET) + _sizes(18, 21)),
    ("Notice", "Notice", "", _BOLD + _colour(RED)),
    ("Missing", "Missing", '<w:spacing w:before="60" w:after="60"/>', "<w:i/>" + _colour(RED)),
    ("Fact", "Fact", '<w:spacing w:after="20"/>', _sizes(18, 21)),
    ("Quiet", "Quiet", '<w:spacing w:after="0"/>', _colour(QUIET) + _sizes(17, 20)),
)
_CHARACTERS = (  # id, name, text properties
    ("Hyperlink", "Hyperlink", _colour(BLUE) + '<w:u w:val="single"/>'),
    ("Citation", "Citation", _colour(BLUE) + _sizes(18, 21)),
    ("Origin", "Origin", _colour(QUIET) + _sizes(16, 19)),
    ("Flag", "Flag", _colour(RED) + _sizes(16, 19)),
    ("Label", "Label", _colour(QUIET)),
    ("Watched", "Watched", f'<w:u w:val="single" w:color="{RED}"/>'),
    ("Deleted", "Deleted", "<w:strike/>" + _colour(QUIET)),
    ("Inserted", "Inserted", _BOLD + '<w:u w:val="single"/>'),
)


def set_styles(document: "Document") -> None:
    """Replace the default styles of python-docx with ours."""
    _refill(document.styles.element, _DEFAULTS + "".join(_styles()))


def set_settings(document: "Document") -> None:
    """Declare the document as one of current Word, so that it is not opened in compatibility mode."""
    _refill(
        document.settings.element,
        '<w:zoom w:percent="100"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:bidi="ar-SA"/>',
    )


def _styles() -> Iterator[str]:
    for name, title, paragraph, text in _PARAGRAPHS:
        default, based = ('w:default="1" ', "") if name == "Normal" else ("", '<w:basedOn w:val="Normal"/>')
        yield (
            f'<w:style w:type="paragraph" {default}w:styleId="{name}"><w:name w:val="{title}"/>{based}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
        )
    yield '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    for name, title, text in _CHARACTERS:
        yield (
            f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{title}"/><w:qFormat/>'
            f"<w:rPr>{text}</w:rPr></w:style>"
        )


def _refill(root: "_Element", xml: str) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(elements(xml))
