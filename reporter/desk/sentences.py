"""Names of sentences that stay the same as long as their words do, wherever they stand in the article.

In: an article, or the text of its sentences. Out: ``k:`` and the first 12 hexadecimal digits of the SHA-256 of the
sentence's memory key; the second occurrence in an article has ``#2`` after it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from reporter.language.arabic.letters import memory_key


def sentence_keys(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the name of each of the `sentences` of an article.

    >>> sentence_keys(["وصل الوفد.", "وَصل  الوفد."])
    ('k:863b4640db77', 'k:863b4640db77#2')
    """
    seen = Counter[str]()
    keys = []
    for sentence in sentences:
        key = f"k:{hashlib.sha256(memory_key(sentence).encode(errors='surrogatepass')).hexdigest()[:12]}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(keys)
