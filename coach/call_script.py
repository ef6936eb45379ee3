"""Build the script of a call to a lead from what is known of the lead and the offer (S002; S000, step 1 for the close).

Every line is made of what the user told or of what was said; where something is needed and not known, the script says
in one line what to tell, and has no placeholder. What only the call can bring stands as a prompt to the rep. Pure.
"""

from __future__ import annotations

from typing import Literal

from coach.call_script_close import close
from coach.errors import CoachError
from coach.language.noun_phrases import again, definite, indefinite
from coach.language.patterns import any_of
from coach.language.sentences import plain
from coach.materials import FactKind, Material, SaidFact
from coach.models import Facts, Value
from coach.scripts import ScriptPart

LONGEST_PHRASE = 120
"""Characters of what a user tells in a few words."""


class Step(Value):
    """The step that the close asks for, as the user tells it."""

    action: str | None = None
    """What follows "I'll ...": "call you"; or a thing: "a video call"."""
    when: str | None = None
    """As it is said: "Thursday at ten"."""
    purpose: str | None = None
    """What it is for: "to go through the quote"."""


class BuiltLine(Value):
    """A line of a built script. A `say` is spoken as it stands; a `prompt` tells the rep what to do there."""

    part: ScriptPart
    kind: Literal["say", "prompt"]
    text: str
    condition: str | None = None
    """When it is said, where it is not always: "if now does not suit"."""
    said: tuple[SaidFact, ...] = ()
    """The things from earlier talk that it goes on from."""


class CallScript(Value):
    """A built script; `needs` says what to tell so that nothing of it is missing, one line each."""

    lines: tuple[BuiltLine, ...]
    needs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The script as it is typed and read: a heading for each part, what is not said in brackets."""
        shown: list[str] = []
        part: ScriptPart | None = None
        for line in self.lines:
            if line.part is not part:
                shown += [""] * bool(shown) + [f"# {TITLES[line.part]}"]
                part = line.part
            if line.kind == "prompt":
                shown.append(f"({line.text})")
            else:
                shown.append(f"({line.condition}) {line.text}" if line.condition else line.text)
        return "\n".join(shown) + "\n"


TITLES = {
    ScriptPart.OPENING: "Opening",
    ScriptPart.CONNECTING: "Connecting questions",
    ScriptPart.SITUATION: "Situation questions",
    ScriptPart.PROBING: "Probing questions",
    ScriptPart.LISTENING: "Repeat back",
    ScriptPart.CLOSE: "Close",
}


def build_script(
    facts: Facts,
    offer: str | None = None,
    step: Step | None = None,
    *,
    interest: str | None = None,
    law_firm: bool = False,
    earlier: Material | None = None,
) -> CallScript:
    """The script of a call to the lead of `facts`.

    `offer`: what is offered, a short noun phrase ("a new boiler"). `interest`: how they showed interest, as it follows
    "You ..." ("filled in the form on our website"). `earlier`: what was said before, to go on from. Raises CoachError
    where the rep's name, the firm, or both the lead's matter and the offer are unknown.
    """
    caller, firm = _line(facts.caller), _line(facts.firm)
    about, offered = _line(facts.about), _line(offer)
    missing = [name for name, told in (("your own name", caller), ("your firm", firm)) if not told]
    if not about and not offered:
        missing.append("what the lead asked about, or what you offer")
    if missing:
        raise CoachError(f"A script needs {' and '.join(missing)}.", "Tell it, and the script is built.")
    topic, then = (definite(about), again(about)) if about else (indefinite(offered), again(offered))
    close_lines, needs = close(step or Step())
    lines = [
        *_opening(facts, caller, firm, topic, _line(interest), law_firm),
        *_connecting(indefinite(offered) if offered else None, then, law_firm, earlier),
        *(_intake(then) if law_firm else _situation(then)),
        *_probing(earlier, law_firm),
        *_listening(),
        *(BuiltLine(part=ScriptPart.CLOSE, kind=kind, text=text) for kind, text in close_lines),
    ]
    if not _line(facts.lead):
        needs = ("Tell the lead's name, and the script greets them by it.", *needs)
    return CallScript(lines=tuple(lines), needs=tuple(needs))


def _opening(facts: Facts, caller: str, firm: str, topic: str, interest: str, law_firm: bool) -> tuple[BuiltLine, ...]:
    lead = _line(facts.lead)
    greeting = (
        f"Hi {lead.split()[0] if lead.split()[0].rstrip('.').lower() not in _TITLES else lead}" if lead else "Hello"
    )
    who = f"{greeting}, this is {caller} from {firm}" + (
        ", a law firm." if law_firm and not _LAWYERS.search(plain(firm)) else "."
    )
    shown = interest.removeprefix("you ").removeprefix("You ") if interest else ""
    recall = (
        f"You {shown} about {topic}"
        if shown and " about " not in shown
        else f"You {shown}"
        if shown
        else f"You asked us about {topic}"
    )
    return (
        _say(ScriptPart.OPENING, f"{who} {recall}, so I'm calling you back."),
        _say(ScriptPart.OPENING, "Is now a good time to talk?"),
        _say(ScriptPart.OPENING, "When would be a better time to call you?", condition="if now does not suit"),
    )


def _connecting(offer: str | None, then: str, law_firm: bool, earlier: Material | None) -> tuple[BuiltLine, ...]:
    if law_firm:
        still = "Are you still looking for a lawyer for this, or have you found one?"
    elif offer:
        still = f"Are you still looking for {offer}, or have you found what you need?"
    else:
        still = f"Are you still looking for help with {then}, or have you found what you need?"
    hoped = next((fact for fact in earlier.said if fact.kind is FactKind.HOPE), None) if earlier else None
    hope = (
        _say(
            ScriptPart.CONNECTING,
            f"Last time you said {hoped.text}. Is that still what you're hoping for?",
            said=(hoped,),
        )
        if hoped
        else _say(ScriptPart.CONNECTING, "What were you hoping could come out of this call?")
    )
    return (
        _say(ScriptPart.CONNECTING, still),
        _say(ScriptPart.CONNECTING, "What made you get in touch with us about it?"),
        _say(ScriptPart.CONNECTING, "Was there anything else?"),
        hope,
    )


def _situation(topic: str) -> tuple[BuiltLine, ...]:
    return (
        _say(ScriptPart.SITUATION, f"What are you doing about {topic} at the moment?"),
        _say(ScriptPart.SITUATION, "How long has it been that way?"),
        _say(ScriptPart.SITUATION, "Are you using anybody for it now?"),
        _say(ScriptPart.SITUATION, "Why did you choose them?", condition="if they use somebody now"),
    )


def _intake(topic: str) -> tuple[BuiltLine, ...]:
    """Law-firm intake (rubric guide, `situation-questions`): what happened, when, what treatment or cover they have."""
    if _HURT.search(plain(topic)):
        asked = (
            f"Going back to {topic}, what happened?",
            "When did that happen?",
            "What treatment have you had so far?",
            "What insurance do you have now that could cover it?",
        )
    else:
        asked = (
            f"Going back to {topic}, what has happened so far?",
            "When did that start?",
            "Who is helping you with it at the moment?",
            "What cover do you have for it now, such as legal insurance?",
        )
    return tuple(_say(ScriptPart.SITUATION, text) for text in asked)


def _probing(earlier: Material | None, law_firm: bool) -> tuple[BuiltLine, ...]:
    lines = []
    told = [f for f in earlier.said if f.kind in _TROUBLES] if earlier else []
    if told:
        lines.append(
            _say(ScriptPart.PROBING, f"You said {told[0].text}. How is that affecting you now?", said=(told[0],))
        )
    lines.append(_say(ScriptPart.PROBING, "Can you tell me more about that?"))
    lines.append(
        _say(ScriptPart.PROBING, "How has that affected you?" if law_firm else "Why is that important to you?")
    )
    return tuple(lines)


def _listening() -> tuple[BuiltLine, ...]:
    after = "after each answer that matters"
    return (
        _say(ScriptPart.LISTENING, "Let me make sure I've got that right.", condition=after),
        BuiltLine(
            part=ScriptPart.LISTENING,
            kind="prompt",
            text="Say their point back in their own words, and note it down, before you ask the next thing",
        ),
    )


def _say(part: ScriptPart, text: str, condition: str | None = None, said: tuple[SaidFact, ...] = ()) -> BuiltLine:
    return BuiltLine(part=part, kind="say", text=text, condition=condition, said=said)


def _line(text: str | None) -> str:
    """What a user told, on one line and without an end mark. Raises CoachError where it is no short phrase."""
    line = " ".join((text or "").split()).strip(" .;:!?")
    if len(line) > LONGEST_PHRASE:
        raise CoachError(f"“{line[:40]}…” is too long for a script.", f"Say it in {LONGEST_PHRASE} characters.")
    return line


_TROUBLES = (FactKind.PROBLEM, FactKind.CONCERN, FactKind.OBJECTION)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "rev", "pastor"))
_LAWYERS = any_of(r"law|legal|lawyers?|attorneys?|solicitors?|advocates|llp|barristers?|counsel|injury")
_HURT = any_of(
    r"accidents?|collisions?|crash(?:es)?|injur\w+|fall|fell|slip\w*|bites?|bitten|wreck|hit|hurt|malpractice",
    r"burns?|rear end\w*|pile ?up|surgery|nursing home|birth|defective|asbestos|medical|whiplash|concussion|broken",
    r"fracture\w*",
)
