"""The PDF: printed, tagged, made to keep its standard, and read back."""
