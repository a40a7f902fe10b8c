"""Check the user's templates before a run needs them.

In: the layout settings, and the subjects of the mail, which are also templates. Out: the mistakes with their reasons,
and with file and line if they are in a template. Each file is parsed; blocks and files that are never used are
reported; every page and mail is rendered from invented editions, in all languages and paper sizes; if that succeeds,
the documents are printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from reporter.config import LayoutSettings
from reporter.errors import ReporterError
from reporter.model import Page
from reporter.record import Record
from reporter.render.documents import Documents
from reporter.render.exports import export
from reporter.render.fonts import without_glyph
from reporter.render.pdf import legibility
from reporter.render.templates.context import PRINTED, BriefingContext, Layout, MailContext
from reporter.render.templates.environment import SHIPPED, TemplateMistakeError, Templates
from reporter.render.templates.page_samples import index_of, review_of
from reporter.render.templates.samples import samples
from reporter.render.templates.views import view
from reporter.render.words.bilingual import BOTH
from reporter.render.words.direction import Digits

if TYPE_CHECKING:
    from jinja2.nodes import Template

PAPERS: tuple[Page, ...] = get_args(Page)


def mistakes(settings: LayoutSettings, subjects: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the mistakes in the templates in ``settings.templates`` and in `subjects`, each of them once.

    If a document has several mistakes, the later ones may appear only after the first is corrected.

    Raises:
        ConfigError: the folder is missing.

    """
    templates = Templates(settings.templates, settings.digits)
    found = [*_in_files(templates), *_in_documents(templates, settings.digits), *_in_subjects(templates, subjects)]
    return tuple(dict.fromkeys(found or _in_print(settings, templates)))


def _in_files(templates: Templates) -> Iterator[str]:
    """Yield mistakes that can be found without rendering: syntax errors, and unused files and blocks."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError
    from jinja2.meta import find_referenced_templates

    if len(templates.folders) == 1:
        return
    own, shipped = templates.folders
    read: dict[Path, Template] = {}
    files = {path for path in own.rglob("*.j2") if path.is_file()}  # an editor's lock is a dangling link
    for path in sorted(files - set(own.glob("epub.*"))):  # these have their own filters
        try:
            templates.environment.get_template(path.relative_to(own).as_posix())
            read[path] = templates.environment.parse(path.read_text(encoding="utf-8-sig"))
        except TemplateSyntaxError as e:
            yield f"{e.filename}, line {e.lineno}: {(e.message or '').rstrip('.')}"
        except TemplateNotFound:  # for example shipped/NAME, which is never looked up in the user's folder
            yield f"{path}: no document uses a template of this name"
    asked_for = {name for parsed in read.values() for name in find_referenced_templates(parsed)}
    for path, parsed in read.items():
        name = path.relative_to(own).as_posix()
        if not (shipped / name).is_file() and not asked_for & {name, None}:
            yield f"{path}: no document uses a template of this name"
        yield from _unknown_blocks(path, parsed, templates)


def _unknown_blocks(path: Path, parsed: "Template", templates: Templates) -> Iterator[str]:
    """Yield the blocks of a template that the shipped template it extends lacks; they would never be printed."""
    from jinja2.nodes import Block, Const, Extends

    extends = parsed.find(Extends)
    if extends is None or not isinstance(extends.template, Const):
        return
    name = str(extends.template.value)
    if not name.startswith(f"{SHIPPED}/") or name not in templates.environment.list_templates():
        return
    known = templates.environment.get_template(name).blocks
    for block in parsed.body:
        if isinstance(block, Block) and block.name not in known:
            yield f"{path}, line {block.lineno}: {name} has no block '{block.name}'; it has {', '.join(known)}"


def _in_documents(templates: Templates, digits: Digits) -> Iterator[str]:
    for made in samples().values():
        record = view(made)
        for languages, page in product(PRINTED.values(), PAPERS):
            layout = Layout(page=page, languages=languages, digits=digits)
            yield from _tried(templates, "briefing.html.j2", BriefingContext(record=record, layout=layout))
            yield from _tried(templates, "index.html.j2", index_of(made, layout))
        for lead, attached in product(BOTH, (True, False)):
            mail = MailContext(
                record=record,
                edition=record["edition"],
                lead=lead,
                attached=attached,
                pdf_at=None if attached else "output/briefing.pdf",
                front=1,
                whole=1,
            )
            for name in ("mail.html.j2", "mail.txt.j2", "mail.subject.txt.j2"):
                yield from _tried(templates, name, mail)
        yield from _tried(templates, "review.html.j2", review_of(made))


def _in_subjects(templates: Templates, subjects: Sequence[str]) -> Iterator[str]:
    for subject, record, lead in product(subjects, map(view, samples().values()), BOTH):
        edition = record["edition"]
        mail = MailContext(record=record, edition=edition, lead=lead, attached=True, pdf_at=None, front=1, whole=1)
        yield from _tried(templates, "mail.subject.txt.j2", mail, source=subject)


def _tried(
    templates: Templates, name: str, values: Mapping[str, object], *, source: str | None = None
) -> Iterator[str]:
    try:
        templates.rendered(name, values, source=source)
    except ReporterError as e:
        yield _said(e)


def _in_print(settings: LayoutSettings, templates: Templates) -> Iterator[str]:
    """Yield mistakes that only whole documents show: characters without a glyph, external resources, e-book pages.

    Any exception that WeasyPrint raises is blamed on the user's style sheets.
    """
    *own, _ = templates.folders
    for record in samples().values():
        try:
            made = Documents(settings).render(record)
            yield from _without_glyph(made["briefing.html"].decode(), own)
            yield from _unprinted(made["briefing.pdf"], record, settings, own)
            export(record, "epub", layout=settings)
        except ReporterError as e:
            yield _said(e)
        except Exception as e:
            if not own:
                raise
            yield f"{own[0]}: a document cannot be printed ({type(e).__name__}: {e}); check the styles you changed last"


def _without_glyph(html: str, own: Sequence[Path]) -> Iterator[str]:
    """Yield the characters that the PDF cannot show, and the places in the templates that they come from."""
    characters = without_glyph(html)
    if characters:
        names = ", ".join(f"U+{ord(char):04X}" for char in characters)
        yield from [place for folder in own for place in _places(folder, characters)] or [
            f"The fonts have no glyph for {names}; remove it from the template."
        ]


def _unprinted(pdf: bytes, record: Record, settings: LayoutSettings, own: Sequence[Path]) -> Iterator[str]:
    """Yield a mistake if the PDF lacks words of the record, because a template or its styles must have removed them."""
    found = legibility.compare(
        tuple(legibility.passages(record, settings)), legibility.read(pdf), whole_ranges=settings.digits == "western"
    )
    if own and not found.good:
        lost = found.words - found.words_found + found.numbers - found.numbers_found
        yield f"{own[0]}: the PDF lacks {lost} words of the sample articles, for example {', '.join(found.missing)}"


def _places(folder: Path, characters: Sequence[str]) -> Iterator[str]:
    """Yield each place in the files of `folder` that contains one of `characters`, which have no glyph."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, 1):
            for char in (char for char in characters if char in line):
                yield f"{path}, line {number}: the fonts have no glyph for U+{ord(char):04X}"


def _said(error: ReporterError) -> str:
    return f"{error.place}: {error.reason}" if isinstance(error, TemplateMistakeError) else str(error)
