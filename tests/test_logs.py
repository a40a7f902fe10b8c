"""What a run prints and what it keeps: tracebacks are for the log file."""

import subprocess
import sys

import pytest

PROGRAM = """
import logging, sys
from pathlib import Path
from reporter.logs import keep_file, set_up
set_up(int(sys.argv[1]), logging.StreamHandler())
keep_file(Path(sys.argv[2]))
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("reporter.x").warning("a.txt is left out", exc_info=True)
"""


@pytest.mark.parametrize(
    ("level", "printed"), [(40, ""), (30, "a.txt is left out\n"), (10, "a.txt is left out\n  | T")]
)
def test_the_traceback_of_a_warning_is_in_the_log_and_printed_only_for_debugging(tmp_path, level, printed):
    """Cron mails every line, and the person who reads it cannot mend a bug."""
    log = tmp_path / "run.log"
    command = [sys.executable, "-c", PROGRAM, str(level), str(log)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert said.startswith(printed)
    assert ("Traceback" in said) is (level == 10)
    kept = log.read_text(encoding="utf-8")
    assert kept.count("  | Traceback") == kept.count("ZeroDivisionError: division by zero") == 1
