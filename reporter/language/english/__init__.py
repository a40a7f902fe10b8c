"""English: numbers and speech."""
