"""Arabic: letters, clitics, months, numbers, duals, verbs of saying, speech."""
