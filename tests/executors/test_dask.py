"""A Dask cluster of real processes does what one machine does, to the last byte, whatever happens to it."""

import gc
import os
import shutil
import subprocess
import sys
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address

import psutil
import pytest
from clusters import DEADLY, OLD, TESTS, DaskCluster, Deadly

from benchmarks import invented
from reporter import __version__
from reporter.config import parse
from reporter.doctor.cluster import cluster as doctor
from reporter.doctor.finding import Finding
from reporter.errors import ReporterError
from reporter.executors import Call, cluster, executor, steps
from reporter.executors.cluster import LostError
from reporter.executors.local import Local
from reporter.executors.work import StepsWork
from reporter.model import Skipped
from reporter.packages import manifest
from reporter.translate.argos import Argos, in_batches
from reporter.workflows import make, pipeline
from reporter.workflows.articles import Articles

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
ARTICLES = 60
UNKNOWN = (
    "افتتاح مكتبة عامة في الحي القديم\n\nافتتحت البلدية مكتبة عامة في الحي القديم يوم الأحد. "
    "وتضم المكتبة 4000 كتاب في قاعتين. وقال مديرها إن الأبواب مفتوحة كل يوم حتى المساء.\n"
)
"""Its English is not in the memory."""


def collected():
    """Collect the connections to killed processes, which Dask does not close, before a later test is told of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_left():
    """After the last test: this fixture is the first one, so it ends after the cluster."""
    yield
    collected()


@pytest.fixture(autouse=True)
def _connections_closed():
    yield
    collected()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "desk"
    invented.write(folder, ARTICLES - 1)
    (folder / "articles" / "unknown.txt").write_text(UNKNOWN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def models(_installed_once):
    return _installed_once


@pytest.fixture(scope="module")
def dask(tmp_path_factory, models):
    with DaskCluster(tmp_path_factory.mktemp("cluster"), models) as made:
        yield made


@pytest.fixture
def running(dask):
    """Return a cluster with two workers, whatever other tests have made of it."""
    if not dask.as_usual:
        dask.kill()
        dask.start()
    return dask


def config(folder, models=None, **given):
    settings = {"inputs": ["articles"], "memory": ["memory.tmx"], "executor": given, "stories": {"max": 1000}}
    if models:
        settings["translate"] = {
            "models_dir": str(models),
            "n_best": 0,
            "threads": 1,
            "checks": {"off": ["adequacy", "length"]},
        }
    return parse(settings, name="settings").resolved(folder)


def on(running, folder):
    return config(folder, kind="dask", address=running.address, tls=running.tls)


@contextmanager
def both(running, folder):
    """Return an executor as soon as both workers are there."""
    with executor(on(running, folder), NOW) as there:
        there._cluster._client.wait_for_workers(2, timeout=300)
        yield there


def told(caplog):
    """Return our messages; what libraries say may depend on how busy the machine is."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("reporter")]


def read(executor, folder, *, at=None, then=lambda: None):
    """Return every article, cleaned; before file number `at` is read, do `then`."""

    def files():
        for number, path in enumerate(sorted((folder / "articles").rglob("*.txt"))):
            if number == at:
                then()
            yield path

    articles = Articles(executor, folder)
    return list(articles.clean(articles.read(files())))


@pytest.fixture(scope="module")
def expected(folder):
    with Local(config(folder), NOW) as here:
        articles = read(here, folder)
    assert len(articles) == ARTICLES
    return articles


@pytest.mark.slow
def test_the_record_is_the_same_to_the_last_byte(running, folder, tmp_path, monkeypatch, models):
    """Articles are read, cleaned, summarised and translated by two workers, or here."""
    monkeypatch.setattr("reporter.render.Documents.render", lambda *_: dict.fromkeys(make.FILES[:2], b""))
    monkeypatch.setattr(pipeline, "_read_pdf_back", lambda *_: None)
    records = []
    for number, given in enumerate(
        ({"kind": "local"}, {"kind": "dask", "address": running.address, "tls": running.tls})
    ):
        desk = shutil.copytree(folder, tmp_path / str(number))
        settings = config(desk, models, **given)
        made = make.build_edition(settings, NOW)
        assert made.record.counts.articles == ARTICLES
        assert made.record.counts.machine + made.record.counts.withheld > 0
        records.append((desk / "output/2026-11-21/briefing.json").read_bytes())
    assert records[0] == records[1]


def test_texts_are_translated_where_the_package_is(running, folder, package, caplog):
    """By its hash; a worker that has another one says so, and this machine translates."""
    texts = in_batches(["وصل الوفد إلى المدينة مساء.", "افتتح المعرض أبوابه."])
    sha256 = manifest.package_sha256(manifest.files_of(package.folder))
    here = list(Argos(package, config(folder).translate).drafts(texts, 2))
    with both(running, folder):
        (found,) = doctor(config(folder, package.folder.parent, kind="dask", address=running.address, tls=running.tls))
    assert found == Finding(
        name="cluster",
        ok=True,
        detail=f"2 workers with 2 threads at {running.address}, with the versions of this machine and the package "
        "translate-ar_en 0.1",
    )
    with executor(on(running, folder), NOW) as there:
        assert list(there.drafter(package, sha256).drafts(texts, 2)) == here
        assert not told(caplog)
        assert list(there.drafter(package, "0" * 64).drafts(texts, 2)) == here
    *refused, last = told(caplog)
    assert len(refused) == 2
    assert all(
        line.endswith("it does not have the package translate-ar_en 0.1 with the hash 000000000000….")
        for line in refused
    )
    assert "this machine does the work" in last


def test_a_worker_that_dies_in_the_middle_costs_nothing(running, folder, expected):
    """What it had is done by the other one, and nothing twice."""
    with both(running, folder) as there:
        doomed = running.workers[0]
        assert read(there, folder, at=40, then=doomed.kill) == expected
    assert doomed not in running.workers


def test_a_scheduler_is_started_again_with_a_worker_of_another_version(running, folder, expected, caplog):
    """What was lost is handed over again; the old worker gets nothing to do, and the log says why."""

    def restart():
        running.kill()
        running.start(1)
        running.add(1, old=True)

    with executor(on(running, folder), NOW) as there:
        assert read(there, folder, at=40, then=restart) == expected
    restart()  # Dask may have lost the workers that came while the scheduler started
    with both(running, folder) as there:
        assert read(there, folder) == expected
    one, other = doctor(on(running, folder))
    assert (one.ok, one.detail) == (False, f"it has reporter {OLD} (here {__version__}); make it the same as here")
    assert (other.ok, other.detail[:25]) == (True, "1 worker with 1 thread at")
    assert "The connection to the Dask cluster at tls://127.0.0.1:" in caplog.text
    refused = [message for message in told(caplog) if "is not used" in message]
    assert refused
    for said in refused:
        assert said.startswith("The Dask worker tls://127.0.0.1:")
        assert said.endswith(f"it has reporter {OLD} (here {__version__}).")


def test_a_cluster_that_is_gone_is_done_without(dask, folder, expected, caplog, monkeypatch):
    """This machine does the rest, or everything."""

    def lose():
        dask.kill()
        monkeypatch.setattr(cluster, "_SECONDS_TO_WAIT", 0.1)
        monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 0.1)

    if not dask.workers:
        dask.start()
    with executor(on(dask, folder), NOW) as there:
        assert read(there, folder, at=40, then=lose) == expected
    assert "this machine does the rest" in caplog.text
    with executor(on(dask, folder), NOW) as there:
        assert read(there, folder) == expected
    assert "this machine does all the work" in caplog.text
    (found,) = doctor(on(dask, folder))
    assert not found.ok
    assert found.detail.startswith(f"no Dask scheduler answers at {dask.address} (")


class _Idle:
    """A cluster to which no worker comes."""

    def __init__(self, *_, **__):
        self.waited = 0

    def wait_for_workers(self, *_):
        self.waited += 1
        raise LostError("it has no workers")

    def workers(self, *_):
        return {}

    def refused(self, *_):
        return {}

    def everywhere(self, *_):
        """Do nothing."""

    def close(self):
        """Do nothing."""


def test_workers_that_do_not_come_are_waited_for_once(folder, caplog, monkeypatch):
    """A run with shards has thousands of batches."""
    monkeypatch.setattr("reporter.executors.dask.Cluster", _Idle)
    path = min((folder / "articles").rglob("*.txt"))
    with executor(config(folder, kind="dask"), NOW) as there:
        for _ in range(3):
            (answer,) = there.map([Call("read", path)])
            assert answer.found
        assert there._cluster.waited == 1
    assert caplog.text.count("this machine does the work") == 1


class _Deserted(_Idle):
    """A cluster whose workers are gone for good as soon as they are asked for something."""

    made = 0

    def __init__(self, *_, **__):
        super().__init__()
        type(self).made += 1

    def wait_for_workers(self, job):
        return {"tcp://10.0.0.6:1": 1} if self.made == 1 else super().wait_for_workers(job)

    def submit(self, function, job, argument):
        return cluster.Task(self, function, job, argument, None, None)

    def result(self, *_):
        raise LostError("it has no workers")


def test_workers_that_are_gone_are_waited_for_once(folder, caplog, monkeypatch):
    """The rest is done here, not only what they had."""
    monkeypatch.setattr("reporter.executors.dask.Cluster", _Deserted)
    paths = sorted((folder / "articles").rglob("*.txt"))[:30]
    with executor(config(folder, kind="dask"), NOW) as there:
        assert all(answer.found for answer in there.map(Call("read", path) for path in paths))
    assert _Deserted.made == 2
    assert "this machine does the rest" in caplog.text


def listening():
    """Return the addresses at which this process and those that it started listen."""
    own = psutil.Process()
    found = (each for process in (own, *own.children(recursive=True)) for each in process.net_connections("inet"))
    return {each.laddr for each in found if each.status == psutil.CONN_LISTEN}


@pytest.mark.slow
def test_workers_on_this_machine_and_an_article_that_kills_them(folder, expected, tmp_path, caplog, monkeypatch):
    """It is left out, every other article is read, and nobody else can join the cluster."""
    desk = shutil.copytree(folder, tmp_path / "desk")
    (desk / "articles" / "00030x.txt").write_text(f"{DEADLY}\n\n{UNKNOWN}", encoding="utf-8")
    monkeypatch.setattr(steps, "Steps", Deadly)
    monkeypatch.setattr(cluster, "_MOST_DEATHS", 1)
    monkeypatch.setenv("PYTHONPATH", f"{TESTS}{os.pathsep}{TESTS.parent}")
    before = listening()
    with executor(config(desk, kind="dask", workers=1), NOW) as there:
        assert there._cluster._client.scheduler.address.startswith("tls://")
        new = listening() - before
        assert new
        assert all(ip_address(address.ip).is_loopback for address in new)
        assert there._cluster._started.scheduler.allowed_failures == cluster._MOST_DEATHS - 1
        found = read(there, desk)
    (lost,) = [item for item in found if isinstance(item, Skipped)]
    assert lost == Skipped(
        source="articles/00030x.txt", stage="clean", reason="the process that worked on it died each time"
    )
    assert [item.text for item in found if item is not lost] == [item.text for item in expected]
    assert "it is given up" in caplog.text


def test_without_dask_an_error_says_what_to_install(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ReporterError, match=r"install it with 'pip install reporter-briefing\[cluster\]'"):
        executor(config(folder, kind="dask"), NOW)
    (found,) = doctor(config(folder, kind="dask"))
    assert not found.ok


def test_a_certificate_that_cannot_be_read_is_named(folder):
    tls = dict.fromkeys(("ca", "cert", "key"), "missing.pem")
    with pytest.raises(ReporterError, match=r"missing\.pem, which executor\.tls names, cannot be read"):
        executor(config(folder, kind="dask", address="tls://127.0.0.1:1", tls=tls), NOW)


def test_without_a_cluster_dask_is_not_imported(tmp_path):
    """Nor is a socket opened: ``reporter check --offline`` proves that."""
    code = "import sys, reporter.workflows.make, reporter.executors.local; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_chunks_grow_and_have_a_limited_size(folder, tmp_path):
    """The first ones are small, so that each worker soon has something to do."""
    work = StepsWork(steps.order(config(folder), NOW), config(folder).ingest, folder, lambda: None)
    sizes = [len(chunk) for chunk in work.chunks(Call("clean", "x") for _ in range(400))]
    assert (sizes[:3], max(sizes), sum(sizes)) == ([5, 5, 5], 50, 400)
    (tmp_path / "large.txt").write_bytes(b"x" * 600_000)
    assert [len(chunk) for chunk in work.chunks([Call("read", tmp_path / "large.txt")] * 5)] == [2, 2, 1]
    (chunk,) = work.chunks([Call("read", tmp_path / "missing.txt")])
    assert chunk[0].answer.found[0].reason == "it cannot be read: No such file or directory"
