"""The options of the commands, a module for each group of commands; see ``parser``."""
