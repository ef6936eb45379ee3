"""One strength, and the one change that gains most. Pure: what to say comes from the rubric and the findings.

The gain is counted, not estimated: the score is worked out again as if the change had been made.
"""

from __future__ import annotations

from coach.models import Advice, Evidence, Facts, Finding, Scorecard, Speaker, Transcript, Verdict
from coach.rubric import Criterion, Rubric
from coach.scoring import CREDIT, points
from coach.shortening import Shortening, shorten

NOTHING_TO_CHANGE = "Nothing to change: everything that could be judged is met."
NOTHING_JUDGED = "Nothing could be judged yet."
MOST_QUOTES = 2
"""More quotes than this in a sentence bury the advice; the evidence holds all of them."""
LONG_QUOTE = 12
"""Words of a quote beyond which its middle is left out of the sentence."""


def advise(transcript: Transcript, scorecard: Scorecard, rubric: Rubric, facts: Facts) -> Advice:
    """The strength of most weight and the change of most gain; ties go to the smaller change, then to rubric order."""
    advice = _with_strength(scorecard, rubric)
    below = [f for f in scorecard.findings if CREDIT.get(f.verdict, 1.0) < 1.0]
    if not below:
        judged = any(f.verdict in CREDIT for f in scorecard.findings)
        waiting = next((f.reason for f in scorecard.findings if f.verdict is Verdict.UNSCORED), "")
        return advice.model_copy(
            update={"change": NOTHING_TO_CHANGE if judged else f"{NOTHING_JUDGED} {waiting}".strip()}
        )
    finding = max(below, key=lambda f: (_worth(rubric.criterion(f.criterion), f), CREDIT[f.verdict]))
    criterion = rubric.criterion(finding.criterion)
    cut = shorten(transcript, scorecard, rubric, facts, criterion)
    return advice.model_copy(
        update={
            "change": _cutting(cut, criterion) if cut else _saying(criterion, finding),
            "change_criterion": criterion.id,
            "gain": gain(cut.verdict if cut else Verdict.MET, finding, scorecard, rubric),
            "evidence": cut.words if cut else finding.evidence,
        }
    )


def gain(verdict: Verdict, finding: Finding, scorecard: Scorecard, rubric: Rubric) -> int:
    """The points that the score would rise by if `finding` came to `verdict` and nothing else changed."""
    weights = {c.id: c.weight for c in rubric.criteria}
    changed = tuple(
        f.model_copy(update={"verdict": verdict}) if f.criterion == finding.criterion else f for f in scorecard.findings
    )
    return (points(weights, changed) or 0) - (points(weights, scorecard.findings) or 0)


def _with_strength(scorecard: Scorecard, rubric: Rubric) -> Advice:
    met = [f for f in scorecard.findings if f.verdict is Verdict.MET]
    if not met:
        return Advice()
    # Of two with the same weight, the one that can be heard makes the better praise.
    best = max(met, key=lambda f: (rubric.criterion(f.criterion).weight, bool(f.evidence)))
    who = "They" if best.evidence and best.evidence[0].speaker is Speaker.PROSPECT else "You"
    said = f"{who} said {_quotes(best.evidence[:1])}." if best.evidence else _sentence(best.reason)
    return Advice(
        strength=f"{_sentence(rubric.criterion(best.criterion).title)} {said}",
        strength_criterion=best.criterion,
        strength_evidence=best.evidence,
    )


def _worth(criterion: Criterion, finding: Finding) -> float:
    """What meeting the criterion would add, before rounding to points."""
    return criterion.weight * (CREDIT[Verdict.MET] - CREDIT[finding.verdict])


def _saying(criterion: Criterion, finding: Finding) -> str:
    """What is missing, the words it is about, and the rubric's tip."""
    about = f" The words: {_quotes(finding.evidence[:MOST_QUOTES])}." if finding.evidence else ""
    return f"{_sentence(finding.reason)}{about} {_sentence(criterion.tip)}"


def _cutting(cut: Shortening, criterion: Criterion) -> str:
    count = sum(len(e.quote.split()) for e in cut.words)
    these = "this word" if count == 1 else f"these {count} words"
    text = f"Drop {these}: {cut.before_s:.1f} s becomes {cut.after_s:.1f} s. Cut {_quotes(cut.words)}."
    return text if cut.verdict is Verdict.MET else f"{text} {_sentence(criterion.tip)}"


def _quotes(evidence: tuple[Evidence, ...]) -> str:
    return ", ".join(f"“{_brief(quote)}”" for quote in dict.fromkeys(e.quote for e in evidence))


def _brief(quote: str) -> str:
    """A long quote by its first and last words, so that one finds it in the transcript."""
    words = quote.strip(" .,;:!").split()
    return " ".join(words if len(words) <= LONG_QUOTE else [*words[:5], "…", *words[-4:]])


def _sentence(text: str) -> str:
    """`text` with a mark at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
