"""``reporter models``."""

import argparse

from reporter.cli.settings import settings
from reporter.cli.terminal import progress, say
from reporter.errors import ModelError
from reporter.packages import install, installed
from reporter.store import Store
from reporter.translate import evaluation, load_glossary


def list_(arguments: argparse.Namespace) -> int:
    """Print the installed packages and, with --available, those in the index."""
    config = settings(arguments)
    found = installed.installed(config.translate)
    for package in found:
        say(_line(package))
    if not found:
        say("No Arabic-English package is installed; install one with: reporter models install")
    if arguments.available:
        for offer in install.available(config.translate):
            say(f"available  {offer.code}-{offer.version}  {offer.links[0]}")
    return 0


def install_(arguments: argparse.Namespace) -> int:
    """Install a package from the index or from a file."""
    config, shown = settings(arguments), progress(quiet=bool(arguments.quiet))
    if arguments.file is None:
        package = install.install_from_index(config.translate, shown, sha256=arguments.sha256)
    else:
        package = install.install_file(arguments.file, config.translate, shown, sha256=arguments.sha256)
    say(_line(package))
    return 0


def verify_(arguments: argparse.Namespace) -> int:
    """Hash the files of the installed packages and report those that have changed."""
    config = settings(arguments)
    found = installed.installed(config.translate)
    if not found:
        raise ModelError("No Arabic-English package is installed; install one with 'reporter models install'.")
    damaged = 0
    with Store.open(config.store) as store:
        for package in found:
            if arguments.accept and not package.ours:
                installed.accept(package, store)
            problems = installed.verify(package, store)
            damaged += bool(problems)
            say(f"{'damaged' if problems else 'intact'}  {package.code}-{package.version}  {package.folder}")
            for problem in problems:
                say(f"  {problem}")
    return 1 if damaged else 0


def evaluate_(arguments: argparse.Namespace) -> int:
    """Translate the Arabic of a file with each installed package, and compare the results with the file's English."""
    config, shown = settings(arguments), progress(quiet=bool(arguments.quiet))
    pairs = evaluation.read_pairs(arguments.file)
    found = installed.installed(config.translate)
    if not found:
        raise ModelError("No Arabic-English package is installed; install one with 'reporter models install'.")
    say(f"{len(pairs)} sentences of {arguments.file}. chrF and BLEU: of 100, more is better.")
    say(f"{'package':24} {'chrF':>6} {'BLEU':>6} {'flagged':>8} {'errors':>8} {'seconds':>8}")
    for package in found:
        made = evaluation.evaluate(
            pairs, package, config.translate, glossary=load_glossary(config.glossary), progress=shown
        )
        name = f"{package.code}-{package.version}"
        shares = f"{made.flagged:8.1%} {made.errors:8.1%}"
        say(f"{name:24} {made.chrf:6.1f} {made.bleu:6.1f} {shares} {made.seconds:8.1f}")
    return 0


def remove_(arguments: argparse.Namespace) -> int:
    """Remove a package that reporter installed."""
    for package in installed.installed(settings(arguments).translate):
        if package.ours and arguments.name in {f"{package.code}-{package.version}", package.folder.name}:
            installed.remove(package)
            say(f"Removed {package.code}-{package.version}.")
            return 0
    raise ModelError(f"reporter has not installed a package named {arguments.name}; see 'reporter models list'.")


def _line(package: installed.InstalledPackage) -> str:
    owner = "reporter" if package.ours else "another Argos program"
    licence = package.licence or "licence not stated in the package"
    size = f"{package.size_bytes / 1e6:,.1f} MB"
    return f"installed  {package.code}-{package.version}  {size}  {licence}  (by {owner} in {package.folder})"
