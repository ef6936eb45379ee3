"""Drafts over whole folders of labelled cases: how many pass their rubric, invent nothing, and are this lead's alone.

    PYTHONPATH=. python tests/measure_follow_ups.py FOLDER [FOLDER ...]

Prints, for each channel, how many of the recordings get a draft, how many drafts pass, their reading ease, and what the
swap test says: given the drafts of twenty leads and their twenty conversations, which draft belongs to which.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.consent import OPT_OUT_SENTENCE
from coach.drafts import FollowUp, Purpose
from coach.evaluate import Case, case_facts, case_transcript, load_cases
from coach.followup import follow_ups
from coach.gathering import gather
from coach.language.continuations import Said, found_again
from coach.language.sentences import plain, sentences
from coach.language.stems import stem
from coach.language.vocabulary import FUNCTION_WORDS
from coach.materials import Material, Offers
from coach.models import Channel, Facts, Kind, Transcript
from coach.readability import readability
from coach.rubric import standards
from coach.silence import SilenceKind

NUMBER = "512-555-0148"
CHANNELS = (Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL, Channel.CALL, Channel.NOTE)
WAYS = (
    *((channel, Purpose.FOLLOW_UP, SilenceKind.UNKNOWN) for channel in CHANNELS),
    (Channel.SMS, Purpose.PAUSE, SilenceKind.UNKNOWN),
    (Channel.EMAIL, Purpose.PAUSE, SilenceKind.UNKNOWN),
    *((Channel.EMAIL, Purpose.SILENCE, kind) for kind in SilenceKind),
)


@dataclass(frozen=True)
class Drafted:
    """A case with its drafts."""

    case: Case
    material: Material
    transcript: Transcript
    drafts: tuple[FollowUp, ...]
    told: tuple[str, ...]
    """Why there are no drafts, a way each."""


def told_facts(kind: Kind, case: Case) -> Facts:
    """What an app knows of a lead and its rep: their names, and what was asked about."""
    rep = case.get("rep") or case.get("caller") or {}
    lead = case["lead"]
    known = {"caller": rep.get("name"), "firm": rep.get("firm"), "lead": lead.get("name")}
    return case_facts(kind, case).model_copy(update={**known, "about": lead.get("interest")})


def drafted(kind: Kind, case: Case, ways: tuple[tuple[Channel, Purpose, SilenceKind], ...] = WAYS) -> Drafted:
    """The drafts of a case, all of them or those of some `ways`."""
    transcript = case_transcript(kind, case)
    material = gather(transcript, told_facts(kind, case), Offers(call_back=NUMBER))
    every = [follow_ups(material, channel, standards(), purpose, why) for channel, purpose, why in ways]
    told = tuple(f"{d.channel} {d.purpose}: {d.refusal or d.ask}" for d in every if not d.drafts)
    return Drafted(case, material, transcript, tuple(draft for d in every for draft in d.drafts), told)


FRAMES = frozenset(
    plain(
        "Subject Hi Hello Dear here it's at with the law firm You said You told me The way I heard it As I "
        "understood you You asked about whether I said I'd I can go over that with you I can send you We're "
        "set for We talked about Thank you for talking with me about I left you a voicemail about Call me back "
        "on if another time is better call me Reply YES if that still works that suits you and I'll call you "
        "about it Shall I call you about it Does that still work for you Does that suit you Can you when it "
        "suits you and we'll go through it Is now a good time to talk I'd like to start there I'll pause here "
        "so that you can take your time When you want to take it up again reply to this I'll check back next "
        "quarter If others are deciding with you I can put it on one page for them Would that help or shall I "
        "wait until you have talked If other things come first for you that is fine Shall I call you about it "
        "once more or wait until you write It may not be clear what comes next Shall I put it in two lines for "
        "you or call you about it I'm happy to go on when it suits you Would a short comparison help or shall "
        "I wait until you write Our call " + OPT_OUT_SENTENCE
    ).split()
)
"""The words that the wording of every draft brings."""
TURNED = frozenset(plain("you your yours you're you've you'd you'll yourself yourselves are aren't were weren't "
                         "have got going want to them rather the").split())  # fmt: skip
"""Words that stand where the prospect said "I" or "my", or for a sound of speech."""


def inventions(draft: FollowUp, found: Drafted) -> list[str]:
    """The words of a draft that nobody said and nobody told: names, numbers, dates or anything else."""
    facts = found.material.facts
    known = " ".join(filter(None, (facts.caller, facts.firm, facts.lead, facts.company, facts.about, NUMBER)))
    step = found.material.step
    if step and found.material.told_step and found.material.told_step.when:
        assert step.date is not None or step.time is not None  # a time is resolved from what was said, or not told
        known += f" {found.material.told_step.when}"
    said = set(map(stem, plain(f"{known} {found.transcript.text}").split()))
    said |= {stem(word.rstrip("s")) for word in plain(found.transcript.text).split()}
    bare = {w.replace("'", "") for w in said}
    return [w for w in plain(draft.text).split() if w not in FRAMES | TURNED and stem(w) not in said | bare]


def unproven(draft: FollowUp) -> list[str]:
    """The sentences that claim something without anything behind them."""
    claims = [s for s in draft.sentences if s.role == "fact"]
    return [s.text for s in claims if not s.said]


_FRAME_STEMS = frozenset(map(stem, FRAMES))


def swaps(found: list[Drafted]) -> Iterator[tuple[str, bool, bool]]:
    """For each draft whether our specificity check and plain word overlap give it to its own conversation.

    Names are taken out on both sides: a draft that is known by a name only is not specific.
    """
    names = {w for d in found for n in (d.material.facts.caller, d.material.facts.firm, d.material.facts.lead)
             for w in plain(n or "").split()}  # fmt: skip
    texts = [[s.text for s in sentences(d.transcript)] + [d.material.facts.about or ""] for d in found]
    known = [Said.of(text) for text in texts]
    bags = [{stem(w) for w in plain(" ".join(text)).split()} - names - FUNCTION_WORDS for text in texts]
    for at, drafted_one in enumerate(found):
        for draft in drafted_one.drafts:
            body = sentences(Transcript.from_text(" ".join(s.text for s in draft.sentences if s.said)))
            own = {stem(w) for w in plain(draft.text).split()} - names - FUNCTION_WORDS - _FRAME_STEMS
            engine = [sum(found_again(s, said, frozenset(names)) for s in body) for said in known]
            overlap = [len(own & bag) for bag in bags]
            yield (
                f"{drafted_one.case['id']} {draft.channel} {draft.purpose}",
                engine.index(max(engine)) == at and engine.count(max(engine)) == 1,
                overlap[at] == max(overlap) and overlap.count(max(overlap)) == 1,
            )


def body_of(draft: FollowUp) -> list[str]:
    """What is read of a draft: no subject, no greeting, no signature, no word on how to stop."""
    return [s.text for s in draft.sentences if s.role not in ("greeting", "sender", "opt-out")]


def main(folders: Iterable[Path]) -> None:
    for folder in folders:
        for kind in (Kind.VOICEMAIL, Kind.CALL):
            found = [drafted(kind, case) for _, case in load_cases(folder, kind)]
            print(f"\n{folder.name} {kind}s: {len(found)}")
            for channel, purpose, why in WAYS:
                mine = [d for f in found for d in f.drafts
                        if (d.channel, d.purpose) == (channel, purpose) and d.silence in (None, why)]  # fmt: skip
                with_draft = sum(any((d.channel, d.purpose) == (channel, purpose) for d in f.drafts) for f in found)
                ready = sum(d.ready for d in mine)
                ease = [readability(body_of(d)).ease for d in mine]
                middle = f"{statistics.median(ease):5.1f}" if ease else "    -"
                print(
                    f"  {channel:9} {purpose:9} {why:20} recordings {with_draft:3}, drafts {len(mine):3}, "
                    f"pass {ready:3}, reading ease {middle}"
                )
            why_not = Counter(re.sub(r"look into .* now", "look into ... now", t) for f in found for t in f.told)
            for reason, count in why_not.most_common(12):
                print(f"    {count:3} x {reason}")
            for f in found:
                for draft in f.drafts:
                    if words := inventions(draft, f):
                        print(f"    INVENTED {f.case['id']} {draft.channel}: {words}")
                    for text in unproven(draft):
                        print(f"    UNPROVEN {f.case['id']} {draft.channel}: {text}")
                    if not draft.ready:
                        print(f"    NOT READY {f.case['id']} {draft.channel} {draft.purpose}: {draft.problems}")
            each = {f.case["lead"]["name"]: f for f in reversed(found) if f.drafts}  # of one lead the first case
            with_drafts = sorted(each.values(), key=lambda f: f.case["id"])
            for first in range(0, len(with_drafts) - 19, 20):
                group = with_drafts[first : first + 20]
                results = list(swaps(group))
                own = [all(e and o for n, e, o in results if n.startswith(f"{f.case['id']} ")) for f in group]
                engine = sum(e for _, e, _ in results)
                overlap = sum(o for _, _, o in results)
                print(
                    f"  swap of leads {first + 1}-{first + 20}: every draft of {sum(own)} of 20 leads is told; drafts: "
                    f"our check {engine} of {len(results)}, word overlap {overlap} of {len(results)}"
                )


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
