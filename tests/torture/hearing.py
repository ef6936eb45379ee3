"""Hears with the real model in a process of its own, which may be killed on the way: steps as JSON, one argument each.

`direct` hears a file in one go and prints what came of it; `worker` does the jobs of a data folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from coach import listening, workbench
from coach.edges.blocks import HeardBlock
from coach.edges.failpoints import arm
from coach.edges.kept_blocks import KeptBlocks
from coach.edges.worker import run_worker
from coach.listening import Tools
from coach.models import Facts, Kind, Result
from coach.pipeline import score_recording
from coach.settings import load_settings

SMALL_S, SMALL_BORDER_S = 6.0, 2.0
"""Blocks by which a voicemail has several."""


def outcome(result: Result) -> str:
    """What must be the same: the digest of the words, the score and all its reasons."""
    card = result.scorecard
    return json.dumps([result.transcript.digest, card and card.score, card and card.model_dump(mode="json")])


def direct(file: Path) -> str:
    settings = load_settings()
    model = workbench.find_model(settings.speech_model, settings.models_dir)
    tools = Tools(workbench._transcriber(model, settings.threads))
    facts = Facts(kind=Kind.VOICEMAIL, caller=settings.caller, firm=settings.firm)
    return outcome(score_recording(file, file.name, facts, tools, lambda kind: workbench.rubric_for(kind, None)))


def forgetful(self: KeptBlocks, number: int) -> HeardBlock | None:
    """The twin: what is recalled lacks its last word."""
    block = recall(self, number)
    if block is None:
        return None
    words = tuple(said[:-1] for said in block.words)
    return HeardBlock(block.start, block.samples, words, block.language, block.sound, block.ear)


recall = KeptBlocks.recall


def do(step: dict[str, Any]) -> None:
    if step.get("small"):
        listening._WINDOW_S, listening._BORDER_S = SMALL_S, SMALL_BORDER_S
    if step.get("forgetful"):
        KeptBlocks.recall = forgetful  # type: ignore[method-assign]
    if step["do"] == "direct":
        print(direct(Path(step["file"])), flush=True)
    else:
        arm(step.get("arm", ""))
        run_worker(load_settings(), workbench.work, once=True, settle=workbench.settle)


if __name__ == "__main__":
    for told in sys.argv[1:]:
        do(json.loads(told))
