"""The fields of a request that changes something.

In: the JSON that the page's script sent. Out: its fields, each of the expected type.
"""

import re
from typing import Any

from flask import request

from reporter.review.sheet import RefusedTextError


def fields(**kinds: type) -> dict[str, Any]:
    """Return the fields of the request, each of the expected type.

    Raises:
        RefusedTextError: one is missing, has another type, or cannot be stored.

    """
    refused = RefusedTextError("The page did not send this request; reload it.")
    try:
        sent = request.get_json()
    except RecursionError as e:
        raise refused from e
    if not isinstance(sent, dict) or any(type(sent.get(name)) is not kind for name, kind in kinds.items()):
        raise refused
    if not all(_can_be_kept(sent[name]) for name in kinds):
        raise refused
    return {name: sent[name] for name in kinds}


def _can_be_kept(value: object) -> bool:
    """Return whether the database can store `value`: not half a surrogate pair or a very large number."""
    if isinstance(value, str):
        return not re.search("[\ud800-\udfff]", value)
    return not isinstance(value, int) or 0 <= value < 2**31
