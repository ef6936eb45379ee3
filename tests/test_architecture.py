"""The shape of the house: imports point inwards, and the command starts light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "coach"
CORE = (
    "access",
    "models",
    "backed_up",
    "names",
    "language",
    "detectors",
    "rubric",
    "rubric_draft",
    "rubric_problems",
    "what_if",
    "scoring",
    "typed",
    "draft_check",
    "draft_report",
    "draft_grounds",
    "draft_layout",
    "materials",
    "drafts",
    "gathering",
    "said_in_calls",
    "said_in_messages",
    "heard_names",
    "weighing",
    "step_telling",
    "followup",
    "draft_sentences",
    "draft_versions",
    "draft_text",
    "touch_drafts",
    "follow_up_report",
    "model_followup",
    "cutting",
    "metrics",
    "call_metrics",
    "speech_metrics",
    "benchmarks",
    "advice",
    "accuracy",
    "casting",
    "agreement",
    "calibration",
    "coaching",
    "sessions",
    "reviews",
    "own_scores",
    "comparison",
    "corrections",
    "corrected",
    "withholding",
    "recording_consent",
    "changes",
    "errors",
    "leads",
    "consent",
    "silence",
    "call_script",
    "call_script_close",
    "script_check",
    "script_comparison",
    "script_fits",
    "script_gaps",
    "script_played",
    "script_report",
    "script_sentences",
    "script_text",
    "scripts",
    "business_hours",
    "cadence",
    "cadence_plan",
    "cadence_steps",
    "planned_touches",
    "cadence_report",
    "pursuit",
    "pace",
    "yaml_file",
    "presentation",
    "answering",
    "asking",
    "grounding",
    "grounds",
    "judging",
    "model_drafts",
    "model_failures",
    "perspective",
    "prompts",
    "quotes",
    "redaction",
    "untrusted",
)
WORLD = {
    "os",
    "socket",
    "subprocess",
    "sqlite3",
    "sqlalchemy",
    "requests",
    "httpx",
    "httpx2",
    "openai",
    "av",
    "faster_whisper",
    "threading",
}


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules_of(*parts: str) -> list[Path]:
    files = [PACKAGE / f"{part}.py" for part in parts] + [f for part in parts for f in (PACKAGE / part).glob("**/*.py")]
    return [file for file in files if file.exists()]


def reaches(path: Path, *parts: str) -> list[str]:
    return [
        name for name in imports(path) if any(name == f"coach.{p}" or name.startswith(f"coach.{p}.") for p in parts)
    ]


@pytest.mark.parametrize("path", modules_of(*CORE), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_core_touches_nothing_of_the_world(path: Path) -> None:
    assert reaches(path, "edges", "views", "pipeline", "cli", "settings", "workbench") == []
    assert {name.split(".")[0] for name in imports(path)} & WORLD == set()


@pytest.mark.parametrize("path", modules_of("language", "models"), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_language_and_nouns_know_nobody(path: Path) -> None:
    assert reaches(path, "detectors", "rubric", "scoring") == []


def test_only_the_views_know_streamlit() -> None:
    outside = [p for p in PACKAGE.glob("**/*.py") if "views" not in p.parts]

    knowing = [p.name for p in outside if any(n.split(".")[0] == "streamlit" for n in imports(p))]

    assert outside
    assert knowing == []


def test_help_is_printed_without_loading_anything_heavy() -> None:
    heavy = (
        "numpy",
        "av",
        "faster_whisper",
        "ctranslate2",
        "sqlalchemy",
        "streamlit",
        "textstat",
        "pydantic",
        "phonenumbers",
        "openai",
        "holidays",
        "icalendar",
        "docx",
        "pypdf",
        "reportlab",
    )
    code = f"import sys, coach.cli; print([m for m in {heavy!r} if m in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)

    assert said.stdout.strip() == "[]"


WHOLE = {"open_store", "whole_store", "_store", "of_everybody"}
"""What gives the store with what belongs to everybody."""


def calls(path: Path) -> set[str]:
    """The names that a file uses anywhere."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {n.attr for n in nodes if isinstance(n, ast.Attribute)}


def test_no_page_reaches_what_is_not_its_visitors() -> None:
    """The pages get the store from `session`, which filters it; only the gate holds the whole one."""
    views = list((PACKAGE / "views").glob("**/*.py"))
    reaching = {path.name: calls(path) & WHOLE for path in views if calls(path) & WHOLE}

    assert reaching == {
        "gate.py": WHOLE - {"of_everybody"},
        "session.py": {"whole_store"},
        "custody.py": {"whole_store"},
    }
    sources = [(PACKAGE / "views" / name).read_text(encoding="utf-8") for name in ("custody.py", "session.py")]
    uses = [line.strip() for source in sources for line in source.splitlines() if "whole_store" in line]
    assert uses == [
        "return retaining.keep_to_limits(gate.whole_store(), of_all.limits, of_all.data_dir)",
        "erasing.erase_everything(gate.whole_store(), session.settings_of_all())",
        "return gate.whole_store().as_actor(gate.actor())",
    ], "all but the last ask `must` before"


def test_no_route_hands_out_what_it_did_not_ask_for_on_somebodys_behalf() -> None:
    source = (PACKAGE / "edges" / "web.py").read_text(encoding="utf-8")
    uses = [line.strip() for line in source.splitlines() if "self._store" in line]

    assert uses == [
        "return AuditLog(self._store.database, self._settings.data_dir)",
        "actor = Logins(self._store.database).who(cookie, touch=True) if cookie else None",
        "theirs = self._store.as_actor(actor)",
    ]
