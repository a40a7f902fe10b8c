"""The file of a case, as the programs make it that such files come from.

In: a case, an empty folder. Out: the path of a page, mail, document, PDF or chat in it.
"""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from benchmarks.reading.cases import Case

SUFFIXES = {"page": ".html", "mail": ".eml", "word": ".docx", "pdf": ".pdf", "chat": ".txt", "data": ".json"}
"""By the form of a case."""


def written(case: Case, folder: Path) -> Path:
    """Write the file of `case` into `folder`."""
    path = folder / f"file{SUFFIXES[case.form]}"
    makers = {"mail": _mail, "word": _word, "pdf": _pdf}
    path.write_bytes(makers[case.form](case) if case.form in makers else case.text.encode())
    return path


def _mail(case: Case) -> bytes:
    """Return a mail with the headers of the case and its HTML."""
    mail = EmailMessage()
    for header in case.head.strip().split("\n"):
        name, _, value = header.partition(": ")
        mail[name] = value
    mail.set_content(case.text, subtype="html")
    return bytes(mail)


def _word(case: Case) -> bytes:
    """Return a document with the lines of the case as paragraphs, the first of them as its heading."""
    import docx

    document, file = docx.Document(), BytesIO()
    heading, *paragraphs = case.text.strip().split("\n")
    document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def _pdf(case: Case) -> bytes:
    """Return the HTML of the case as a PDF."""
    import weasyprint

    return bytes(weasyprint.HTML(string=case.text).write_pdf())
