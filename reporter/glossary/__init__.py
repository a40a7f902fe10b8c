"""The glossary: names and terms with the English that they must have."""

from reporter.glossary.files import load_glossary
from reporter.glossary.terms import Glossary

__all__ = ["Glossary", "load_glossary"]
