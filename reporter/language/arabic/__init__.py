"""Arabic: letters, clitics, months, numbers, duals, speech."""
