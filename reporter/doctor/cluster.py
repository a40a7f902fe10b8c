"""The Dask cluster of the settings: whether it answers, and whether its workers have what a run needs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporter.config import Config
from reporter.doctor.finding import Finding
from reporter.errors import ReporterError
from reporter.packages import installed, manifest

if TYPE_CHECKING:
    from reporter.executors.cluster import Cluster

_NAME = "cluster"


def cluster(config: Config) -> Iterator[Finding]:
    """Yield what is found, if `config` names a cluster. No worker is started, and no article is sent."""
    settings = config.executor
    if settings.kind == "local":
        return
    from reporter.executors.cluster import Cluster, LostError, require_dask

    where = settings.address or "this machine"
    try:
        if settings.address is None:
            require_dask()
            yield Finding(name=_NAME, ok=True, detail="each run starts its workers on this machine")
            return
        connection = Cluster(settings)
        try:
            yield from _workers(connection, config)
        finally:
            connection.close()
    except LostError as e:
        detail = f"no Dask scheduler answers at {where} ({e}); start it, or correct executor.address"
        yield Finding(name=_NAME, ok=False, detail=detail)
    except ReporterError as e:
        yield Finding(name=_NAME, ok=False, detail=str(e))


def _workers(connection: "Cluster", config: Config) -> Iterator[Finding]:
    """Yield what the workers lack, and how many lack nothing."""
    job, package = _job(config)
    found = connection.workers(job)
    for address, why in connection.refused(job).items():
        yield Finding(name=f"worker {address}", ok=False, detail=f"{why}; make it the same as here")
    encrypted = "" if config.executor.tls.ca else "; the connection is not encrypted (executor.tls)"
    if not found:
        detail = f"{config.executor.address} has no worker that can be used; a run does all the work on this machine"
        yield Finding(name=_NAME, ok=False, detail=detail)
        return
    number, threads = len(found), sum(found.values())
    detail = (
        f"{number} worker{'s' * (number > 1)} with {threads} thread{'s' * (threads > 1)} at {config.executor.address}, "
        f"with the versions of this machine and {package}{encrypted}"
    )
    yield Finding(name=_NAME, ok=True, detail=detail)


def _job(config: Config) -> tuple[bytes, str]:
    """Return the job of translating with the package that a run would use; without one, that of taking the steps."""
    from reporter.executors.remote import EngineOrder
    from reporter.executors.work import job_of

    for package in installed.installed(config.translate):
        try:
            sha256 = manifest.package_sha256(manifest.files_of(package.folder))
        except OSError:
            continue
        return job_of("engine", EngineOrder(package.name, sha256, config.translate)), f"the package {package.name}"
    return job_of("steps", None), "without a package, as here"
