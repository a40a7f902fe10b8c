"""A small briefing in a temporary folder: two articles, a memory with their English, and a config."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes
import yaml

MODEL = Path(__file__).parent / "data" / "translate-ar_en-0_1.argosmodel"

ARTICLES = {
    "match.txt": (
        "الفريق المحلي يفوز على ضيفه\n\nالدوحة - وكالة التجربة\n\n"
        "فاز الفريق المحلي 2-1 على ضيفه مساء السبت. وسجل المهاجم هدفين في غضون خمس دقائق.\n\n"
        "ولم يحضر مدرب الضيوف المؤتمر الصحفي. وتقام المباراة المقبلة يوم الأربعاء في العاصمة.\n"
    ),
    "museum.txt": (
        "افتتاح متحف جديد على الساحل\n\n"
        "افتتحت وزارة الثقافة متحفا جديدا على الساحل يضم 300 قطعة أثرية. "
        "ويستقبل المتحف الزوار يوميا عدا يوم الاثنين.\n\nوتبلغ مساحة المتحف نحو 4500 متر مربع.\n"
    ),
}

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="ar" datatype="plaintext"/>
<body><tu><tuv xml:lang="ar"><seg>فاز الفريق المحلي 2-1 على ضيفه مساء السبت.</seg></tuv>
<tuv xml:lang="en"><seg>The local team beat its visitors 2-1 on Saturday evening.</seg></tuv></tu></body></tmx>
"""


def desk(folder: Path, **settings: object) -> Path:
    """Create the briefing in `folder` and return its config file; `settings` override the usual ones."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    (folder / "memory.tmx").write_text(TMX, encoding="utf-8")
    usual = {
        "inputs": ["articles"],
        "memory": ["memory.tmx"],
        "translate": {"models_dir": "models", "withhold": "never"},  # half of the small package's sentences have errors
    }
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump(usual | settings), encoding="utf-8")
    return config


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which none of this user's packages are found; SOURCE_DATE_EPOCH is kept."""
    clock = {name: os.environ[name] for name in ("SOURCE_DATE_EPOCH",) if name in os.environ}
    return clock | {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder), "LC_ALL": "C.UTF-8"}


def reporter(
    folder: Path, *arguments: object, variables: dict[str, str] | None = None, **more: object
) -> processes.Ended:
    """Run the command line in a process of its own, in `folder`."""
    return processes.run(folder, *map(str, arguments), environment=environment(folder) | (variables or {}), **more)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """Run a command that serves a page; the value is its address. It is ended as Ctrl-C does.

    What runs in the background, as the tests may, ignores Ctrl-C, and so would the command.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "reporter", *arguments],
        cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (before exec, and nothing else)
    ) as process:  # fmt: skip
        yield process.stdout.readline().split()[-1]
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


def from_scratch(
    folder: Path, *arguments: object, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a new interpreter, in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "reporter", *map(str, arguments)],
        cwd=folder, env=environment(folder) | (variables or {}), capture_output=True, text=True, check=False,
    )  # fmt: skip
