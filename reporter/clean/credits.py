"""Find the news agency that an article credits as the origin of its text.

In: what datelines and bylines name, and the lines of the article. Out: the agency's usual Arabic name, or None. An
agency is credited in the dateline (``عمان (رويترز) -``), as the author, in a line about the source, or at the end
(``(أ ف ب)``). One that is only quoted (``قال مسؤول لرويترز``) is not credited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reporter.clean.lines import Line
from reporter.language.arabic.letters import words
from reporter.language.names import outlets

_SOURCE = re.compile(r"^[*•\s]*(?:المصدر|مصدر الخبر|المصادر|نقلا عن|نقلاً عن|عن)\s*[:/–-]?\s+(?=\S)")
_BETWEEN = re.compile(r"[+،,/|–—()\[\]«»\"*]|\s-{1,3}|-{1,3}\s|\s{1,3}و(?=وكالات?(?:\s|$))")
_TAIL = re.compile(r"[(\[/]\s{0,3}([^()\[\]/.]{2,40}(?:[/،+]\s?[^()\[\]/.]{2,40})?)\s{0,3}[)\]/][\s.]{0,3}$")
_LONGEST = 7
"""Words of a line that only names sources."""
_MOST_LINES = 6
"""Lines after the last paragraph that may name a source."""
_OTHERS = frozenset(words("وكالات الوكالات وكالة انتهى متابعات مواقع"))
_INITIAL = 2
"""Maximum number of letters of an editor's initials."""


def agency_credited(named: Iterable[str | None], lines: Sequence[Line], paragraphs: Sequence[Line]) -> str | None:
    """Return the agency that an article credits.

    `named` are the outlets in its datelines and bylines, best first, `lines` all lines of its input, and `paragraphs`
    those of its text.
    """
    last = paragraphs[-1] if paragraphs else None
    ends = [line for line in lines if last is None or line.number > last.number][:_MOST_LINES]
    notes = [line.text for line in lines if _SOURCE.match(line.text) or line in ends]
    tail = _TAIL.search(last.text[-90:]) if last else None
    credits_ = (
        *filter(None, named),
        *([tail[1]] if tail else ()),
        *(text for text in notes if len(words(text)) <= _LONGEST),
    )
    return next((found for text in credits_ if (found := _agency_in(text))), None)


def _agency_in(text: str) -> str | None:
    """Return the agency in `text` if it names nothing but outlets, perhaps with the initials of an editor."""
    parts = [part for part in _parts(text) if part]
    agencies = [outlets.agency(part) for part in parts]
    known = all(agency or outlets.find(part) or _is_other(part) for part, agency in zip(parts, agencies, strict=True))
    return next(filter(None, agencies), None) if known else None


def _parts(text: str) -> Iterator[str]:
    yield from (part.strip(" .:*") for part in _BETWEEN.split(_SOURCE.sub("", text)))


def _is_other(part: str) -> bool:
    said = words(part)
    return _OTHERS.issuperset(said) or all(len(word) <= _INITIAL or word.isdigit() for word in said)
