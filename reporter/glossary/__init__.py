"""The glossary: names and terms with their required English."""

from reporter.glossary.files import load_glossary
from reporter.glossary.terms import Glossary

__all__ = ["Glossary", "load_glossary"]
