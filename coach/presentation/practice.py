"""A draft as the live editor shows it: what is underlined, a card for each thing to change; and takes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from coach.detectors.channel_fit import ChannelFit
from coach.detectors.difference import Difference
from coach.detectors.measure import Measure
from coach.draft_check import DraftCheck, Missing, own_rubric
from coach.models import Channel, Kind, Result, Value, Verdict
from coach.pace import RepPace, Spoken, spoken
from coach.presentation.drafts import size_line, verdict_line
from coach.presentation.findings import LOOKS, nothing_to_score
from coach.presentation.text import length, plain
from coach.rubric import Rubric
from coach.typed import TextSpan

CHANNELS = (Channel.VOICEMAIL, Channel.CALL, Channel.SMS, Channel.EMAIL)
CHANNEL_WORDS = {
    Channel.VOICEMAIL: "Voicemail",
    Channel.CALL: "Call opening",
    Channel.SMS: "Text (SMS)",
    Channel.EMAIL: "Email",
}
PLACEHOLDERS = {
    Channel.VOICEMAIL: "Hi Marcus, this is … Write what you will say, as you will say it.",
    Channel.CALL: "Hi Marcus, this is … Write how you will begin, up to “is now a good time?”",
    Channel.SMS: "Hi Marcus, … Write or paste the text.",
    Channel.EMAIL: "Subject: … Write or paste the email.",
}
ALOUD = (Channel.VOICEMAIL, Channel.CALL)
HEARD_BEFORE = "heard-before"
"""The card of a repeat where the rubric asks nothing of it, or forgives it."""
SHOWN = (Verdict.MISSED, Verdict.PARTIAL, Verdict.MET)
"""What is underlined: a verdict that does not count has no line."""


def limit_s(channel: Channel, rubrics: Mapping[Kind, Rubric]) -> float | None:
    """The seconds that the rubric of this channel allows; None where it sets no limit."""
    if channel is not Channel.VOICEMAIL:
        return None
    detectors = (criterion.detector for criterion in own_rubric(channel, rubrics).criteria)
    return next((d.at_most for d in detectors if isinstance(d, Measure)), None)


def pace_note(pace: RepPace, channel: Channel) -> str:
    """How the seconds come about; nothing where none are counted."""
    return f"Counted at {pace.because}" if channel in ALOUD else ""


def heard_text(messages: Iterable[str]) -> str:
    """Messages as a field shows them: an empty line stands between two, and in none."""
    return "\n\n".join(" ".join(message.split()) for message in messages)


def heard_line(messages: Sequence[str], caller: str | None, firm: str | None) -> str:
    """What is told beside who is called and why, in one line."""
    count = {0: "They heard nothing from you yet", 1: "They heard 1 message from you"}
    heard = count.get(len(messages), f"They heard {len(messages)} messages from you")
    you = " at ".join(part for part in (caller, firm) if part)
    return f"{heard}. You are {plain(you)}." if you else f"{heard}. Say who you are."


def editor_check(check: DraftCheck, earlier: Sequence[str], rubrics: Mapping[Kind, Rubric]) -> dict[str, Any]:
    """What the editor shows of a draft: `lines` to draw and `cards` to read, both in places that JavaScript counts."""
    at = _places(check.text)
    kinds = _detectors(check.channel, rubrics)
    lines = [
        [at[m.start], at[m.end], m.verdict.value, _card_of(m.criterion, kinds, check)]
        for m in check.marks
        if m.verdict in SHOWN
    ]
    if check.repeated:
        heard = _repeat_card(check, kinds)
        lines += [[at[s.start], at[s.end], "repeated", heard] for s in check.repeated.spans]
    return {
        "text": check.text,
        "score": check.card.score,
        "summary": verdict_line(check),
        "size": size_line(check),
        "lines": lines,
        "cards": list(_cards(check, earlier, kinds)),
    }


def _cards(check: DraftCheck, earlier: Sequence[str], kinds: Mapping[str, type]) -> Iterable[dict[str, Any]]:
    """What to change, that which costs most first; a repeat that costs nothing comes last."""
    repeat = _repeat_card(check, kinds) if check.repeated else None
    for missing in check.missing:
        if _card_of(missing.criterion, kinds, check) == missing.criterion:
            yield _card(missing) | {
                "cut": _cut(check) if kinds.get(missing.criterion) is Measure else None,
                "earlier": _earlier(check, earlier) if missing.criterion == repeat else None,
            }
    if repeat == HEARD_BEFORE and check.repeated:
        yield {
            "id": HEARD_BEFORE,
            "verdict": "repeated",
            "word": "Heard before",
            "title": f"{round(100 * check.repeated.share)} % of it they heard or read before",
            "reason": "It still says something new.",
            "tip": "What they know already can go.",
            "cut": None,
            "earlier": _earlier(check, earlier),
        }


def _card(missing: Missing) -> dict[str, Any]:
    return {
        "id": missing.criterion,
        "verdict": missing.verdict.value,
        "word": LOOKS[missing.verdict].word,
        "title": missing.title,
        "reason": missing.reason,
        "tip": missing.tip,
    }


def _card_of(criterion: str, kinds: Mapping[str, type], check: DraftCheck) -> str:
    """The card on which a criterion is told: that a voicemail is too long is asked twice, and said once."""
    if kinds.get(criterion) is ChannelFit and check.channel is Channel.VOICEMAIL:
        return next((name for name, kind in kinds.items() if kind is Measure), criterion)
    return criterion


def _repeat_card(check: DraftCheck, kinds: Mapping[str, type]) -> str:
    missing = (m.criterion for m in check.missing)
    return next((name for name in missing if kinds.get(name) is Difference), HEARD_BEFORE)


def _detectors(channel: Channel, rubrics: Mapping[Kind, Rubric]) -> dict[str, type]:
    asked = (*own_rubric(channel, rubrics).criteria, *rubrics[Kind.FOLLOW_UP].criteria)
    return {criterion.id: type(criterion.detector) for criterion in asked}


def _earlier(check: DraftCheck, earlier: Sequence[str]) -> str | None:
    """The message that the draft repeats."""
    found = check.repeated
    return plain(earlier[found.message]) if found and found.message < len(earlier) else None


def _cut(check: DraftCheck) -> dict[str, str] | None:
    """The cut that brings the draft to its length: what goes, and the text without it."""
    cuts = check.cuts
    if cuts is None:
        return None
    gone = ", ".join(f"“{' '.join(check.text[s.start : s.end].split())}”" for s in cuts.spans)
    words = "1 word" if cuts.words == 1 else f"{cuts.words} words"
    return {
        "line": f"Without {gone}: {cuts.before_s:g} s becomes {cuts.after_s:g} s.",
        "button": f"Cut {words}",
        "text": shortened(check.text, cuts.spans),
    }


_ENDS = ".!?"


def shortened(text: str, spans: Sequence[TextSpan]) -> str:
    """`text` without these stretches, its spaces, capitals and end marks put right where they were cut."""
    kept = text
    for span in reversed(spans):
        before, gone, after = kept[: span.start], kept[span.start : span.end], kept[span.end :]
        begins = not before.strip() or before.rstrip()[-1] in _ENDS
        ended = gone.rstrip()[-1:] in _ENDS
        if begins and not ended:
            after = _capital(after)
        elif ended and not begins:
            before = before.rstrip(" ,;:-") + gone.rstrip()[-1]
        kept = before.rstrip(" ") + (" " if before.strip() and after.strip() else "") + after.lstrip(" ")
    return re.sub(r" +([,.;:!?])", r"\1", kept).strip()


def _capital(text: str) -> str:
    spaces = len(text) - len(text.lstrip())
    return text[:spaces] + text[spaces : spaces + 1].upper() + text[spaces + 1 :]


def _places(text: str) -> list[int]:
    """Where each character stands for JavaScript, which counts one beyond U+FFFF as two."""
    return list(accumulate((2 if ord(c) > 0xFFFF else 1 for c in text), initial=0))


def take_name(number: int, lead: str | None) -> str:
    """What a take is called in the list of calls."""
    return f"Practice take {number}{f' to {plain(lead)}' if lead else ''}.wav"


class Take(Value):
    """One spoken take, as it stands beside the others."""

    title: str
    score: str
    score_change: str | None = None
    """Points won or lost since the take before."""
    size: str = ""
    """How long and how fast it is."""
    against: str = ""
    """The same against the take before."""
    advice: str
    best: bool = False


def take_shown(number: int, result: Result, before: Result | None, best: int | None, limit: float | None) -> Take:
    """`best` is the highest score of several takes, None where none stands out; `limit` is of seconds."""
    card, was = result.scorecard, before.scorecard if before else None
    score = card.score if card else None
    then = was.score if was else None
    return Take(
        title=f"Take {number}",
        score="–" if score is None else f"{score} of 100",
        score_change=f"{score - then:+d}" if score is not None and then is not None and score != then else None,
        size=_take_size(spoken(result.transcript), limit),
        against=_against(spoken(result.transcript), spoken(before.transcript) if before else None),
        advice=nothing_to_score(result) or result.advice.change or "Nothing to change: say it just like that.",
        best=best is not None and score == best,
    )


def best_score(results: Iterable[Result]) -> int | None:
    """The highest score of some takes, None where they all score the same."""
    scores = {r.scorecard.score for r in results if r.scorecard and r.scorecard.score is not None}
    return max(scores) if len(scores) > 1 else None


def _take_size(take: Spoken | None, limit: float | None) -> str:
    if take is None:
        return ""
    over = f", {take.seconds - limit:.1f} s over {limit:g} s" if limit and round(take.seconds, 1) > limit else ""
    return f"{length(take.seconds)}{over} · {take.wpm:.0f} words a minute"


def _against(now: Spoken | None, then: Spoken | None) -> str:
    """What changed since the take before: shorter or longer, faster or slower."""
    if now is None or then is None:
        return ""
    seconds, pace = round(now.seconds - then.seconds, 1), round(now.wpm) - round(then.wpm)
    told = [f"{abs(seconds):g} s {'shorter' if seconds < 0 else 'longer'}"] if seconds else []
    told += [f"{abs(pace)} words a minute {'slower' if pace < 0 else 'faster'}"] if pace else []
    return f"{' and '.join(told)} than the one before" if told else "As long and as fast as the one before"
