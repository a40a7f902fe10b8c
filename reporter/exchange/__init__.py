"""The formats in which translations leave and come back: one module a format, each with a reader and a writer."""
