"""Say what is wrong with a setting, in words for the person who wrote it.

In: the errors of pydantic. Out: one clause for each, with the setting's dotted path. Values are repeated only where
they cannot be secret.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_MAPPING = "must contain 'name: value' lines"
_WANTED: Mapping[str, str] = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "literal_error": "{expected}",
}
"""What a value should be, by the type of the error."""
_LIMITS: Mapping[str, str] = {
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}
_MESSAGES: Mapping[str, str] = {
    "string_type": "must be text; put it in quotes if it looks like a number, a date or true",
    "path_type": "must be the path of a file or folder",
    "tuple_type": "must be a list, such as [a, b]",
    "list_type": "must be a list, such as [a, b]",
    "frozen_set_type": "must be a list, such as [a, b]",
    "dict_type": _MAPPING,
    "missing": "is missing",
}
_LONGEST = 60
"""Maximum number of characters of a value to repeat."""


def described(error: Mapping[str, Any]) -> str:
    """Return what an item of ``ValidationError.errors()`` means.

    >>> described({"loc": ("summary", "sentences"), "type": "int_parsing", "msg": "", "input": "four"})
    'summary.sentences: four is not a whole number'
    """
    loc, kind, limits = error["loc"], error["type"], error.get("ctx") or {}
    where = ".".join(str(part) for part in loc) or "the file"
    if kind == "extra_forbidden":
        return _unknown(where, loc)
    if kind == "model_type":
        return f"{where} {_MAPPING}{_fields(limits.get('class_name'))}"
    if kind in _WANTED:
        return f"{where}: {_shown(error.get('input'))} is not {_WANTED[kind].format(**limits)}"
    if kind in _LIMITS:
        return f"{where}: {_shown(error.get('input'))} {_LIMITS[kind].format(**limits)}"
    if kind in _MESSAGES:
        return f"{where} {_MESSAGES[kind]}"
    message = error["msg"].removeprefix("Value error, ")
    return f"{where}: {message[:1].lower()}{message[1:]}"


def _unknown(where: str, loc: Sequence[int | str]) -> str:
    """Return what to do about a name that is not a setting."""
    if loc[-1] in {"url", "key", "token"} and loc[0] == "delivery":
        return f"{where}: this is a secret; remove it from the file and use {loc[-1]}_file or the environment"
    if loc[-1] == "password" and loc[0] != "delivery":
        return f"{where}: remove it from the file and use password_file"
    if loc[-1] == "password":
        return f"{where}: remove it from the file; use REPORTER_SMTP_PASSWORD, password_file or keyring instead"
    return f"{where} is not a setting (see the list in config.yaml)"


def _fields(section: str | None) -> str:
    """Return an example of the lines that a section contains."""
    return ", such as 'en: Morning Briefing'" if section == "Title" else ""


def _shown(value: object) -> str:
    """Return `value` as it is written in YAML."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int, float)) and len(str(value)) <= _LONGEST:
        return str(value)
    return "this"
