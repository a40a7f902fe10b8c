"""``reporter check``: problems with this installation, and how to fix them.

In: the settings. Out: one ``Finding`` for each thing that a run needs. Nothing is changed or fetched.
"""

import ctypes.util
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

from reporter import plugins
from reporter.addresses import parse as parse_address
from reporter.assets import template_folders
from reporter.config import Config
from reporter.deliver import find_password, secret_problems
from reporter.doctor.cluster import cluster
from reporter.doctor.finding import Finding
from reporter.editions.decided import FILE as DECISIONS
from reporter.editions.decided import read as read_decisions
from reporter.editions.sources import fetch_failed
from reporter.errors import ReporterError
from reporter.fetch.health import health_of
from reporter.logs import LOG_NAME
from reporter.packages import installed
from reporter.render.pdf.printing import PANGO_COMMANDS
from reporter.render.templates.check import mistakes
from reporter.schedule import Due
from reporter.schedule.entries import ScheduleEntry, entries, print_moment
from reporter.store import Store
from reporter.translate import load_glossary
from reporter.translate.argos import is_computable
from reporter.translate.memory import TmxFile
from reporter.workflows.daily import last_run

MIN_FREE_MB = 200
"""An edition needs a few megabytes; a disk with less space than this is about to fill up."""


def findings(config: Config, file: Path, now: datetime) -> Iterator[Finding]:
    """Yield a finding for each thing that a run needs, in the order in which a run needs it.

    `file` is the config file, which may be missing, and `now` an aware datetime.
    """
    yield _python()
    yield _inputs(config)
    yield from _sources(config, now)
    yield _glossary(config)
    yield from _memory(config)
    yield from _stories(config.root / DECISIONS)
    yield from _plugins()
    yield _templates(config)
    yield _fonts()
    yield _pango()
    yield _subsetting()
    yield from _store_and_models(config)
    yield from _compute_type(config.translate.compute_type)
    yield from cluster(config)
    yield _writable("output", config.output)
    yield _disk(config.output)
    yield from _mail(config)
    yield from _posts(config)
    yield from schedule(config, file, now)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(name="Python", ok=sys.version_info >= (3, 11), detail=f"{version} (3.11 or newer is needed)")


def _inputs(config: Config) -> Finding:
    if not config.inputs and config.sources:
        return Finding(name="inputs", ok=True, detail="none, but there are sources")
    if not config.inputs:
        return Finding(name="inputs", ok=False, detail="none; set 'inputs:' in config.yaml")
    missing = [item for item in config.inputs if not _matches(item)]
    if missing:
        return Finding(name="inputs", ok=False, detail=f"nothing found at {', '.join(missing)}; correct 'inputs:'")
    return Finding(name="inputs", ok=True, detail=", ".join(config.inputs))


def _sources(config: Config, now: datetime) -> Iterator[Finding]:
    """Yield which sources need someone, and whether anything was fetched lately; no source is asked."""
    if not config.sources:
        return
    with Store.open(config.store) as store:
        found = health_of(config, store, now)
    for one in found:
        if one.state != "ok":
            yield Finding(name=f"source {one.name}", ok=False, detail=f"{one.state}. {one.reason}")
    for notice in fetch_failed(found, now):
        yield Finding(name="fetch", ok=False, detail=f"{notice.text_en}.")
    well = sum(one.state == "ok" for one in found)
    yield Finding(
        name="sources", ok=True, detail=f"{len(found)} in config.yaml, {well} without a problem; none was asked"
    )


def _matches(item: str) -> bool:
    from glob import glob

    return Path(item).exists() or bool(glob(item, recursive=True))  # noqa: PTH207 (an absolute pattern)


def _glossary(config: Config) -> Finding:
    try:
        glossary = load_glossary(config.glossary)
    except ReporterError as e:
        return Finding(name="glossary", ok=False, detail=str(e))
    return Finding(name="glossary", ok=True, detail=f"{len(glossary.terms)} terms")


def _memory(config: Config) -> Iterator[Finding]:
    """Yield for each memory file whether its first translation can be read."""
    for path in config.memory:
        try:
            next(iter(TmxFile(path)), None)
        except ReporterError as e:
            yield Finding(name="memory", ok=False, detail=str(e))
        else:
            yield Finding(name="memory", ok=True, detail=str(path))


def _stories(path: Path) -> Iterator[Finding]:
    """Yield whether the decisions about stories can be read, if there are any."""
    try:
        said = read_decisions(path)
    except ReporterError as e:
        yield Finding(name="stories", ok=False, detail=str(e))
    else:
        if said:
            yield Finding(name="stories", ok=True, detail=f"{path}: {len(said)} decisions")


def _plugins() -> Iterator[Finding]:
    """Yield for each installed plug-in whether it can be imported."""
    for plugin in chain.from_iterable(map(plugins.installed, (plugins.SUMMARISERS, plugins.EXPORTERS, plugins.CHECKS))):
        try:
            plugin.load()
        except plugins.PluginError as e:
            yield Finding(name="plug-in", ok=False, detail=f"{e}; fix it or uninstall it")
        else:
            yield Finding(name="plug-in", ok=True, detail=str(plugin))


def _templates(config: Config) -> Finding:
    try:
        folders = template_folders(config.layout.templates)
        email = config.delivery.email
        subjects = email.subjects if email else ()
        wrong = mistakes(config.layout, subjects) if len(folders) > 1 or subjects else ()
    except ReporterError as e:
        return Finding(name="templates", ok=False, detail=str(e))
    if wrong:
        return Finding(name="templates", ok=False, detail="; ".join(wrong))
    return Finding(name="templates", ok=True, detail=", ".join(map(str, folders)))


def _fonts() -> Finding:
    from reporter.render.fonts import FACES

    missing = []
    for face in FACES:
        try:
            if not face.path.is_file():
                missing.append(str(face.path))
        except Exception as e:  # noqa: BLE001  (a damaged font package may raise anything)
            missing.append(f"{face.family} {face.weight} {face.style} ({e})")
    if missing:
        return Finding(name="fonts", ok=False, detail=f"missing: {', '.join(missing)}; reinstall reporter")
    return Finding(name="fonts", ok=True, detail=f"{len(FACES)} faces of Amiri, Spectral and IBM Plex Sans")


def _pango() -> Finding:
    try:
        from weasyprint.text.ffi import pango
    except (ImportError, OSError) as e:
        return Finding(name="Pango", ok=False, detail=f"cannot be loaded ({str(e).splitlines()[0]}); {PANGO_COMMANDS}")
    number = pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Finding(name="Pango", ok=number >= 14400, detail=f"{version} (1.44 or newer is needed)")


def _subsetting() -> Finding:
    found = ctypes.util.find_library("harfbuzz-subset")
    if found is None:
        return Finding(
            name="font subsetting",
            ok=False,
            detail=f"harfbuzz-subset is missing; WeasyPrint says that it will need it; {PANGO_COMMANDS}",
        )
    return Finding(name="font subsetting", ok=True, detail=found)


def _store_and_models(config: Config) -> Iterator[Finding]:
    yield _writable("store", config.store.parent)
    with Store.open(config.store) as store:
        packages = installed.installed(config.translate)
        if not packages:
            detail = f"no Arabic-English package is installed; run '{installed.INSTALL_COMMAND}'"
            yield Finding(name="translation model", ok=False, detail=detail)
        for package in packages:
            problems = installed.verify(package, store)
            detail = "; ".join(problems) or f"{package.name}, unchanged since installation"
            yield Finding(name="translation model", ok=not problems, detail=f"{detail} ({package.folder})")


def _compute_type(wanted: str) -> Iterator[Finding]:
    if wanted not in {"auto", "default"}:
        ok = is_computable(wanted)
        detail = wanted if ok else f"this processor cannot calculate in {wanted}; use 'default'"
        yield Finding(name="translate.compute_type", ok=ok, detail=detail)


def _writable(name: str, folder: Path) -> Finding:
    from tempfile import TemporaryFile

    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with TemporaryFile(dir=existing):
            pass
    except OSError as e:
        return Finding(name=name, ok=False, detail=f"{folder} is not writable ({e.strerror}); change its permissions")
    return Finding(name=name, ok=True, detail=str(folder))


def _disk(folder: Path) -> Finding:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free_mb = shutil.disk_usage(existing).free // 10**6
    if free_mb < MIN_FREE_MB:
        return Finding(
            name="disk", ok=False, detail=f"only {free_mb} MB free at {existing}; at least {MIN_FREE_MB} MB are needed"
        )
    return Finding(name="disk", ok=True, detail=f"{free_mb:,} MB free at {existing}")


def _mail(config: Config) -> Iterator[Finding]:
    """Check what sending needs; the server is not contacted."""
    from os import environ

    email = config.delivery.email
    if email is None:
        return
    yield _writable("ledger", config.delivery.ledger.parent)
    try:
        find_password(email, environ)
    except ReporterError as e:
        yield Finding(name="mail", ok=False, detail=str(e))
        return
    for group, name in config.unlisted_names:
        detail = f"{name} is neither a watch list nor a section in config.yaml; is it a section that a feed names?"
        yield Finding(name=f"only of {group}", ok=True, detail=detail)
    recipients = {parse_address(text).key for group in email.every_group for text in group.to}
    where = f"{email.host}:{email.port} ({email.security})"
    yield Finding(name="mail", ok=True, detail=f"{len(recipients)} recipients; {where} was not contacted")


def _posts(config: Config) -> Iterator[Finding]:
    """Check what the webhook and Telegram need; neither is contacted."""
    from os import environ

    for name, problem in secret_problems(config.delivery, environ).items():
        detail = problem or "its secrets were found; it was not contacted"
        yield Finding(name=name, ok=problem is None, detail=detail)


def schedule(config: Config, file: Path, now: datetime) -> Iterator[Finding]:
    """Yield when the next edition is due and how the last run ended; a missing schedule is not a problem."""
    try:
        found = list(entries(file))
    except ReporterError as e:
        yield Finding(name="schedule", ok=False, detail=str(e))
        return
    if not found:
        yield Finding(name="schedule", ok=True, detail="none; install one with 'reporter schedule install --at 06:30'")
    for entry in found:
        yield Finding(name="schedule", ok=not entry.idle, detail=f"{entry.scheduler}. {entry.following(now)}")
        if entry.due and not entry.idle and entry.does == "make":
            yield _last_run(config, entry, entry.due, now)


def _last_run(config: Config, entry: ScheduleEntry, due: Due, now: datetime) -> Finding:
    when, end = last_run(config) or (None, "")
    seen = [moment for moment in (when, entry.since) if moment]
    latest = due.latest(now)
    if seen and max(seen) < latest:
        detail = f"none since an edition was due {print_moment(latest, due)}; was this machine off?"
        return Finding(name="last run", ok=False, detail=detail)
    if when is None or not end:
        return Finding(name="last run", ok=True, detail="none yet")
    log = config.store.with_name(LOG_NAME)
    return Finding(name="last run", ok=end == "done", detail=f"{end} ({print_moment(when, due)}; {log})")
