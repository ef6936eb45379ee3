"""No library that we use tells its maker anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_importing_the_product_switches_the_reports_of_its_libraries_off() -> None:
    """Without it, onnxruntime 1.31 looks for an address of its maker about ten seconds after it was loaded."""
    code = "import os, coach; print(os.environ['ORT_DISABLE_TELEMETRY'])"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "1"
