"""The PDF: print it, tag it, make it conform to its standard, and check its text."""
