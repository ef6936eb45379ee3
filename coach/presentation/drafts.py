"""A draft as the page tells it: what it rests on, how long it is, what our rubric says, and what it is saved as."""

from __future__ import annotations

from collections.abc import Iterable

from coach.draft_check import DraftCheck
from coach.drafts import FollowUp, Purpose
from coach.leads import Outcome, Stage
from coach.materials import FactKind, SaidFact
from coach.models import Channel, Value, Verdict
from coach.planned_touches import PlannedTouch
from coach.presentation.paper import NOTE_STYLE, Line, file_name, page

PURPOSE_WORDS = {
    Purpose.FOLLOW_UP: "Go on from it",
    Purpose.SILENCE: "They are quiet",
    Purpose.PAUSE: "Pause, door open",
}
DRAFT_CHANNELS = (Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL, Channel.CALL, Channel.NOTE)
DRAFT_WORDS = {
    Channel.SMS: "Text (SMS)",
    Channel.EMAIL: "Email",
    Channel.VOICEMAIL: "Next voicemail",
    Channel.CALL: "Call opening",
    Channel.NOTE: "Handwritten note",
}
SENT_WORDS = {
    Channel.SMS: "Mark as sent",
    Channel.EMAIL: "Mark as sent",
    Channel.NOTE: "Mark as sent",
    Channel.VOICEMAIL: "I left it",
    Channel.CALL: "I said it",
}
SENT_OUTCOMES = {Channel.VOICEMAIL: Outcome.VOICEMAIL}
"""What comes of a draft that was used; of the others "sent", and of a call it has to be asked."""
FACT_WORDS = {
    FactKind.PROBLEM: "their problem",
    FactKind.CONCERN: "their concern",
    FactKind.HOPE: "what they hope for",
    FactKind.SITUATION: "their situation",
    FactKind.OBJECTION: "their objection",
    FactKind.INTEREST: "what they asked about",
    FactKind.SUMMARY: "their point in your words",
    FactKind.PROMISE: "what you promised",
    FactKind.HELP: "what you can do",
}
STAGES = {Purpose.PAUSE: Stage.PAUSE, Purpose.SILENCE: Stage.SILENCE}
_PURPOSES = {stage: purpose for purpose, stage in STAGES.items()}


def purpose_of(touch: PlannedTouch | None) -> Purpose:
    """What the draft for a planned touch is for."""
    return _PURPOSES.get(touch.stage, Purpose.FOLLOW_UP) if touch else Purpose.FOLLOW_UP


class Resting(Value):
    """A sentence as it stands in a draft, and the things said that it rests on."""

    text: str
    said: tuple[SaidFact, ...]


def resting(draft: FollowUp, text: str) -> tuple[Resting, ...]:
    """The sentences of `draft` that claim something and still stand in `text`, as it was edited."""
    now = " ".join(text.split())
    return tuple(
        Resting(text=sentence.text, said=sentence.said)
        for sentence in draft.sentences
        if sentence.said and " ".join(sentence.text.split()) in now
    )


def fact_line(fact: SaidFact) -> str:
    """What a thing said is, in front of its words; of one that the user told, what was told."""
    what = FACT_WORDS[fact.kind]
    return f"{what}:" if fact.evidence else f"{what}, as you told: {fact.text}"


def is_edited(draft: FollowUp, text: str) -> bool:
    return " ".join(text.split()) != " ".join(draft.text.split())


def size_line(check: DraftCheck) -> str:
    """How long a draft is, as its channel counts."""
    if check.sms:
        parts = "1 part" if check.sms.segments == 1 else f"{check.sms.segments} parts"
        costly = f", because of {' '.join(check.sms.costly)}" if check.sms.costly and check.sms.segments > 1 else ""
        return f"{check.sms.characters} characters, {parts}{costly}"
    if check.seconds is not None:
        return f"{check.words} words, {check.seconds:g} s at your pace"
    return f"{check.words} words"


def verdict_line(check: DraftCheck) -> str:
    """How much of what our rubrics ask is met."""
    judged = [f for f in check.findings if f.verdict in (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED)]
    met = sum(f.verdict is Verdict.MET for f in judged)
    if met == len(judged):
        return f"Meets all {met} points of our rubric that apply"
    return f"Meets {met} of the {len(judged)} points of our rubric that apply"


def shorter_line(check: DraftCheck) -> str | None:
    """The words whose loss brings a voicemail to its length; None where it needs none."""
    if check.cuts is None:
        return None
    cut = ", ".join(f"“{' '.join(check.text[s.start : s.end].split())}”" for s in check.cuts.spans)
    return f"Drop {cut}: {check.cuts.before_s:g} s becomes {check.cuts.after_s:g} s."


def repeated_line(check: DraftCheck) -> str | None:
    """What of it this lead heard or read before; None where nothing is."""
    if check.repeated is None:
        return None
    first = check.repeated.spans[0]
    words = " ".join(check.text[first.start : first.end].split()).rstrip(" .,;:!?")
    return f"{round(100 * check.repeated.share)} % of it they heard or read before, such as “{words}”."


def text_file(lead: str, channel: Channel, end: str = "txt") -> str:
    """The name of a file with a draft."""
    return file_name(channel.value, lead, end, "lead")


def note_html(text: str) -> str:
    """A note as a page to print on a card of A6 size, for copying by hand or as it is."""
    return page("Note", (Line(text=line) for line in text.splitlines() if line.strip()), NOTE_STYLE)


def ready_lines(problems: Iterable[str]) -> tuple[str, ...]:
    """Why a draft does not pass, one line each, said once."""
    return tuple(dict.fromkeys(" ".join(problem.split()) for problem in problems))
