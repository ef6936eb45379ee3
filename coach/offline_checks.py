"""What `coach doctor --offline` proves: the whole way from a recording to a draft asks nothing of a network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from coach.checks import Check

COMMAND = (sys.executable, "-m", "coach.edges.offline_run")
SHOWN = 5


def examine_offline() -> Iterator[Check]:
    """Does everything with the samples, in an empty folder and with no way out. The user's own data is not touched."""
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as run:  # noqa: S603
        assert run.stdout is not None
        for line in run.stdout:
            told = json.loads(line)
            if "what" in told:
                wrong = told["wrong"]
                what = f"Without a network: {told['what']}"
                yield Check(ok=not wrong, what=what, fix=f"It said: {wrong}" if wrong else "")
            else:
                yield from verdict(told["asked"], told["not_cut_off"])
    if run.returncode:
        yield Check(ok=False, what="The proof itself broke off", fix="Its last lines are above.")


def verdict(asked: list[str], not_cut_off: str) -> Iterator[Check]:
    """How often somebody asked for a network, and how sure that is."""
    for line in asked[:SHOWN]:
        yield Check(ok=False, what=f"Asked for the network: {line[:200]}", fix="Tell who makes Callback Coach.")
    how = f"watched only, because {not_cut_off}" if not_cut_off else "in a network of its own, with no way out"
    yield Check(ok=not asked, what=f"{len(asked)} attempts to reach anything outside this machine ({how})")
