"""The bytes of a file -> the articles in it, according to the type of the file.

In: bytes, and the suffix that determines their type. Out: ``Part`` objects: one for a text or a page, one for each
message of a chat, each file of an archive, and each attachment of a mail.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from reporter.ingest.content import Content, Part, UnreadableError
from reporter.ingest.encodings import Decoded, control_share, decode, without_long_runs
from reporter.ingest.formats import archive, chat, mail, telegram
from reporter.ingest.formats.pdf import read_pdf
from reporter.ingest.formats.word import read_docx
from reporter.ingest.markdown import reduce_markdown
from reporter.ingest.metadata import split_front_matter
from reporter.ingest.pages import looks_like_page, read_page
from reporter.ingest.saved_pages import folders_of_pages

log = logging.getLogger(__name__)

SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".eml", ".docx", ".pdf", ".zip", ".json"}
)
"""Suffixes of files that can be articles, lower case."""

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_TAG = re.compile(r"<[/!A-Za-z]")
_SAVED_AS_ONE = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
"""The header of a page that was saved as one file, under the name of a page."""
_HEADERS = 2000
"""Number of bytes to search for it."""
_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP or Office",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"\x89PNG\r\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"\xd0\xcf\x11\xe0": "old Office",
    b"{\\rtf": "RTF",
    b"\x7fELF": "program",
    b"SQLite format 3\x00": "SQLite",
}
_LITTLE = "it contains too little Arabic: a greeting, a notice, or a picture or video without words"


def parts_of(data: bytes, suffix: str, *, name: str, limit: int) -> Iterator[Part]:
    """Yield the parts of the file `name` with the bytes `data`; the part of the file itself has no name.

    `suffix` is lower case, `limit` the maximum number of bytes of a file.
    """
    try:
        if suffix == ".zip":
            yield from _archived(data, name, limit)
        elif suffix == ".eml":
            yield from _mailed(data, name, limit)
        elif suffix in _PAGES and _SAVED_AS_ONE.search(data, 0, _HEADERS):
            yield Part(name="", data=data, content=mail.read_saved_page(data))
        elif suffix in _WHOLE:
            yield Part(name="", data=data, content=_WHOLE[suffix](data, limit))
        else:
            yield from _written(data, suffix, name)
    except UnreadableError as e:
        yield Part(name="", data=data, content=e)


_WHOLE: Mapping[str, Callable[[bytes, int], Content]] = {
    ".mhtml": lambda data, _: mail.read_saved_page(data),
    ".mht": lambda data, _: mail.read_saved_page(data),
    ".docx": read_docx,
    ".pdf": lambda data, _: read_pdf(data),
}


def _written(data: bytes, suffix: str, name: str) -> Iterator[Part]:
    """Yield the article of a text, a page or Markdown, or the messages of a chat."""
    decoded = _decoded(data, name)
    text = without_long_runs(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    if suffix == ".json":
        messages = telegram.read_telegram(text)
        if messages is None:
            raise UnreadableError("it is not a Telegram export, the only kind of .json that is read")
        yield from _messages(messages)
    elif suffix in _PAGES and telegram.looks_like_telegram_page(text):
        yield from _messages(telegram.read_telegram_page(text))
    elif suffix == ".txt" and chat.looks_like_chat(text):
        yield from _messages(chat.read_chat(text))
    else:
        yield Part(name="", data=data, content=_article(text, decoded.encoding, suffix, name))


def _article(text: str, encoding: str, suffix: str, name: str) -> Content:
    stated, text = split_front_matter(text, name=name)
    if (suffix in _PAGES and _TAG.search(text)) or looks_like_page(text):
        page = read_page(text)
        if not page.text:
            raise UnreadableError(page.reason)
        return Content(
            text=page.text,
            headings=page.headings,
            metadata=stated.over(replace(page.metadata, author=None)),
            byline=page.metadata.author,
            remarks=page.remarks,
            encoding=encoding,
        )
    if suffix == ".md":
        text, headings = reduce_markdown(text)
        return Content(text=text, headings=headings, metadata=stated, encoding=encoding)
    return Content(text=text, metadata=stated, encoding=encoding)


def _messages(messages: Iterator[tuple[str, Content | None]]) -> Iterator[Part]:
    """Yield the messages that have enough text, and the others as a single part."""
    little = told = 0
    for name, content in messages:
        if content is None:
            little += 1
            continue
        told += 1
        yield Part(name=name, data=chat.content_hash(content).encode(), content=content)
    if not told:
        raise UnreadableError("it is a chat without any message that has enough text")
    if little:
        which = "1 short message" if little == 1 else f"{little} short messages"
        yield Part(name=which, data=b"", content=UnreadableError(_LITTLE), aside=True)


def _archived(data: bytes, name: str, limit: int) -> Iterator[Part]:
    files = list(archive.files_in(data, limit))
    folders = dict(folders_of_pages([inner for inner, _ in files]))
    for folder, page in folders.items():
        yield Part(name=folder, data=b"", content=UnreadableError(f"it belongs to {page}"), aside=True)
    for inner, content in files:
        if not any(str(parent) in folders for parent in PurePosixPath(inner).parents):
            yield from _inner(inner, content, name, limit)


def _mailed(data: bytes, name: str, limit: int) -> Iterator[Part]:
    attached = list(mail.attachments(data))
    try:
        yield Part(name="", data=data, content=mail.read_mail(data))
    except UnreadableError as e:
        if not attached:
            raise
        yield Part(name="", data=data, content=e)
    for inner, content in attached:
        yield from _inner(inner, content, name, limit)


def _inner(inner: str, content: bytes | UnreadableError, name: str, limit: int) -> Iterator[Part]:
    """Yield the parts of a file inside another file; nested archives and mails are not opened."""
    if isinstance(content, UnreadableError):
        yield Part(name=inner, data=b"", content=content)
        return
    suffix = PurePosixPath(inner).suffix.lower()
    if suffix not in SUFFIXES - {".zip", ".eml"}:
        yield Part(name=inner, data=content, content=UnreadableError(not_read(suffix)), aside=suffix not in SUFFIXES)
        return
    for part in parts_of(content, suffix, name=f"{name}/{inner}", limit=limit):
        whole = f"{inner}, {part.name}" if part.name else inner
        yield Part(name=whole, data=part.data, content=part.content, aside=part.aside)


def not_read(suffix: str) -> str:
    """Return why files with `suffix` are not read, and what to do instead."""
    if suffix in {".zip", ".eml"}:
        return "archives and mails inside other files are not opened"
    advice = {
        ".doc": "save it as .docx",
        ".rtf": "save it as .docx",
        ".odt": "save it as .docx",
        ".pages": "save it as .docx",
        ".msg": "save the mail as .eml",
        ".xml": "save the pages that it links to",
        ".rss": "save the pages that it links to",
        ".url": "save the page that it links to",
        ".webloc": "save the page that it links to",
        ".webarchive": "save the page as HTML",
        ".rar": "pack it as .zip",
        ".7z": "pack it as .zip",
        ".gz": "unpack it",
        ".epub": "save it as text",
        ".markdown": "rename it to .md",
        ".text": "rename it to .txt",
        ".crdownload": "it is an unfinished download",
        ".download": "it is an unfinished download",
        ".part": "it is an unfinished download",
        "": "add .html, .txt or what else it is to its name",
    }.get(suffix)
    kind = f"files of type {suffix} are not read" if suffix else "files without a suffix are not read"
    return f"{kind}; {advice}" if advice else kind


def sha256(data: bytes) -> str:
    """Return the hash that identifies an article."""
    return hashlib.sha256(data).hexdigest()


def _decoded(data: bytes, name: str) -> Decoded:
    """Decode `data` and log the encoding.

    Raises:
        UnreadableError: it is not text.

    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableError(f"it is not text but a {kind} file")
    decoded = decode(data)
    if control_share(decoded.text) > 0.05:
        raise UnreadableError("it is not text but binary data")
    log.info("%s: read as %s", name, decoded.encoding)
    if decoded.damaged:
        log.warning("%s: %d damaged characters, shown as \ufffd", name, decoded.damaged)
    return decoded
