"""The decisions that the desk's page can ask for.

In: a change as the page sends it, which has one name and its value. Out: a function that changes the decisions on an
article accordingly.
"""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from reporter.desk.decisions import EntryDecisions, Headline, Note, Out, Sentences, mistake
from reporter.desk.journal import Who
from reporter.record.desk import Priority
from reporter.review.sheet import RefusedTextError, one_line

_LONGEST = 4000

Update = Callable[[EntryDecisions], EntryDecisions]


def update_of(change: Mapping[str, Any], who: Who) -> Update:
    """Return the function that carries out `change`, which has one name and its value.

    Raises:
        RefusedTextError: it is no change.

    """
    refused = RefusedTextError("The page did not send this request; reload it.")
    if len(change) != 1:
        raise refused
    ((name, value),) = change.items()
    made = _CHANGES.get(name)
    if made is None:
        raise refused
    try:
        return made(value, who)
    except (ValueError, TypeError, KeyError) as e:
        raise _refused(e) from e


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("it is not text")
    return one_line(value or "")[:_LONGEST] or None


def _section(value: object, _: Who) -> Update:
    section = EntryDecisions(section=_text(value)).section
    return lambda decided: decided.model_copy(update={"section": section})


def _priority(value: object, _: Who) -> Update:
    if value not in get_args(Priority):
        raise ValueError("there is no such priority")
    return lambda decided: decided.model_copy(update={"priority": value})


def _out(value: object, who: Who) -> Update:
    out = None if value is None else Out(why=_text(value) or "", by=who.by, at=who.at)
    return lambda decided: decided.model_copy(update={"out": out, "later": False})


def _later(value: object, _: Who) -> Update:
    return lambda decided: decided.model_copy(update={"later": bool(value), "out": None})


def _with(value: object, _: Who) -> Update:
    under = _text(value)
    return lambda decided: decided.model_copy(update={"under": under})


def _our_headline(value: Mapping[str, object], _: Who) -> Update:
    ours = Headline(en=_text(value["en"]), ar=_text(value["ar"]))
    return lambda decided: decided.model_copy(update={"our_headline": ours})


def note_of(value: Mapping[str, object], who: Who) -> Note:
    """Return the note with the texts `en` and `ar` that is ``for`` readers or the desk.

    Raises:
        RefusedTextError: it has no text, or is for nobody.

    """
    try:
        return Note.model_validate(
            {"en": _text(value["en"]), "ar": _text(value["ar"]), "by": who.by, "at": who.at, "for": value["for"]}
        )
    except (ValueError, TypeError, KeyError) as e:
        raise _refused(e) from e


def _refused(error: Exception) -> RefusedTextError:
    return RefusedTextError(f"This cannot be kept: {one_line(mistake(error))[:200]}.")


def _note(value: Mapping[str, object], who: Who) -> Update:
    note = note_of(value, who)
    return lambda decided: decided.model_copy(update={"notes": (*decided.notes, note)})


def _without_note(value: int, _: Who) -> Update:
    return lambda decided: decided.model_copy(
        update={"notes": tuple(note for at, note in enumerate(decided.notes) if at != value)}
    )


def _quote(value: object, _: Who, *, wanted: bool = True) -> Update:
    (key,) = Sentences(add=(str(_text(value)),)).add

    def update(decided: EntryDecisions) -> EntryDecisions:
        chosen = decided.sentences
        add, remove = ([each for each in keys if each != key] for keys in (chosen.add, chosen.remove))
        if key not in (chosen.remove if wanted else chosen.add):
            (add if wanted else remove).append(key)
        sentences = chosen.model_validate({"add": add, "remove": remove, "order": list(chosen.order)})
        return decided.model_copy(update={"sentences": sentences})

    return update


_CHANGES: dict[str, Callable[[Any, Who], Update]] = {
    "section": _section,
    "priority": _priority,
    "out": _out,
    "later": _later,
    "with": _with,
    "our_headline": _our_headline,
    "note": _note,
    "without_note": _without_note,
    "quote": _quote,
    "unquote": lambda value, who: _quote(value, who, wanted=False),
}
"""The changes that the page can ask for, by name."""
