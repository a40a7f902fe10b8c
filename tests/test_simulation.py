"""Ten nights in which everything goes wrong; `python -m benchmarks.simulation` has thirty."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_every_edition_exists_once_and_is_delivered_at_most_once(tmp_path):
    """Killed runs, failing mail servers, missing inputs, wrong clocks, a full disk."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.simulation",
        "--days",
        "10",
        "--seed",
        "7",
        "--keep",
        tmp_path / "desk",
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "bugs 0; promises broken: 0" in result.stdout
