"""Write the samples' transcripts and golden scorecards anew, after a change that is meant to change them.

    python tests/renew_samples.py [--scores-only]

Read the difference before you commit it.
"""

from __future__ import annotations

import sys

from coach.models import Transcript
from coach.samples import samples
from coach.scoring import score
from coach.workbench import Workbench, rubric_for


def main() -> None:
    for sample in samples():
        folder, facts = sample.audio.parent, sample.facts
        if "--scores-only" in sys.argv:
            transcript: Transcript = sample.transcript
        else:
            _, transcript = Workbench.open().hear(sample.audio, facts, None)
            (folder / "transcript.json").write_text(transcript.model_dump_json() + "\n", encoding="utf-8")
        card = score(transcript, rubric_for(facts.kind, None), facts)
        # The rubric's digest changes with every comma in it; the golden part is what it says.
        golden = card.model_copy(update={"rubric_digest": ""})
        (folder / "scorecard.json").write_text(golden.model_dump_json(indent=1) + "\n", encoding="utf-8")
        print(f"{sample.name}: {card.score}")


if __name__ == "__main__":
    main()
