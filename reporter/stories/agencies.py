"""Which news agency wrote a text."""

from reporter.language.names import outlets
from reporter.model import Article


def agency_of(article: Article) -> str | None:
    """Return the usual Arabic name of the agency that `article` credits, or that published it."""
    source = article.source
    return source.agency or (outlets.agency(source.outlet) if source.outlet else None)
