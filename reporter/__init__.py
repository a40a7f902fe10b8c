"""reporter makes a sourced Arabic/English briefing from Arabic articles, offline."""

__version__ = "0.1.0"
