"""Which news agency wrote a text."""

from reporter.model import Article


def agency_of(article: Article) -> str | None:  # noqa: ARG001
    """Return the agency that `article` is from, or None."""
    return None
