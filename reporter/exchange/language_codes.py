"""Language codes as programs write them: ISO 639-1, -2 and -3, with a region or script, or language names."""

import re

_SAME = {"ara": "ar", "arb": "ar", "arabic": "ar", "العربية": "ar", "eng": "en", "english": "en"}


def language(code: str | None) -> str:
    """Return the language of `code` without its region, for Arabic and English as ISO 639-1 code.

    >>> [language(code) for code in ("ar_SA", "AR", "arb-EG", "eng", "English (US)", "fr-CA", None)]
    ['ar', 'ar', 'ar', 'en', 'en', 'fr', '']
    """
    first = re.split(r"[-_\s(.@]", (code or "").strip().lower(), maxsplit=1)[0]
    return _SAME.get(first, first)
