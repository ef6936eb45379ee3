"""The wheel carries everything: it works in any folder, away from the working copy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jiwer
import pytest

from coach.models import Transcript
from coach.samples import samples

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's own files, and nothing of the working copy."""
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(built / "site")
    return built / "site"


def coach(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(installed)!r}); import coach.cli as c; print(c.__file__); c.main()"
    env = os.environ | {"COACH_DATA_DIR": str(cwd / "data"), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "file",
    [
        "rubrics/voicemail.yaml",
        "rubrics/call.yaml",
        "rubrics/follow-up.yaml",
        "samples/1-strong-voicemail/recording.ogg",
        "accuracy.json",
        "benchmarks.yaml",
        "voices/model.onnx",
        "voices/LICENSE",
        "app.py",
        ".streamlit/config.toml",
    ],
)
def test_the_wheel_carries_what_the_product_needs(installed: Path, file: str) -> None:
    assert (installed / "coach" / "data" / file).is_file()


def test_rubrics_are_found_from_any_folder(installed: Path, tmp_path: Path) -> None:
    said = coach(installed, tmp_path, "rubric", "show")

    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith(str(installed))
    assert "voicemail" in said.stdout
    assert "call" in said.stdout


def heard_in(result: dict[str, Any]) -> Transcript:
    return Transcript.model_validate({name: value for name, value in result["transcript"].items() if name != "sha256"})


def test_the_demo_hears_and_scores_each_sample_as_it_was_from_any_folder(installed: Path, tmp_path: Path) -> None:
    """Another processor may round another way; kind, times and nearly all words stay."""
    said = coach(installed, tmp_path, "demo", "--json")

    assert said.returncode == 0, said.stderr
    results = [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]
    assert len(results) == 5
    for sample, result in zip(samples(), results, strict=True):
        golden, heard = sample.transcript, heard_in(result)
        assert result["findings"]
        assert result["recording"]["kind"] == sample.facts.kind
        assert jiwer.wer(golden.text, heard.text) < 0.1
        assert [u.speaker for u in heard.utterances][:1] == [u.speaker for u in golden.utterances][:1]
        if golden.message is not None:
            assert heard.message is not None
            assert heard.message.start == pytest.approx(golden.message.start, abs=0.1)
            assert heard.message.end == pytest.approx(golden.message.end, abs=0.1)
