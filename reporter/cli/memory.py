"""``reporter memory``."""

import argparse

from reporter.cli.settings import settings
from reporter.cli.terminal import counted, say
from reporter.store import Store
from reporter.translate import memory


def import_(arguments: argparse.Namespace) -> int:
    """Import a TMX file into the translation memory."""
    with Store.open(settings(arguments).store) as store:
        imported = memory.import_file(arguments.file, store)
    if imported is None:
        say(f"{arguments.file} is already in the memory and has not changed.")
    else:
        translations, units = counted(imported.entries, "translation"), counted(imported.left_out, "unit")
        say(f"{translations} imported from {arguments.file}; {units} skipped.")
        for named in imported.named:
            say(f"  skipped: {named}")
        if imported.left_out > len(imported.named):
            say(f"  and {imported.left_out - len(imported.named)} more")
    return 0


def export_(arguments: argparse.Namespace) -> int:
    """Export the translation memory as TMX."""
    with Store.open(settings(arguments).store) as store:
        entries = store.memory()
    memory.write(arguments.file, entries)
    say(f"{counted(len(entries), 'translation')} written to {arguments.file}.")
    return 0
