"""The exchange formats of translations: one module per format, each with a reader and a writer."""
