"""What a recording gives for the texts that follow it: the lead's own points, the agreed step, names. Pure.

Everything has the words that show it. What is not sure to be a whole thought, or is nobody's matter, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from coach.heard_names import own_number, proper_words, with_names
from coach.language.opt_outs import opt_out
from coach.language.patterns import any_of
from coach.language.reading import Reading
from coach.language.sentences import plain
from coach.language.stems import stem
from coach.language.topics import told_topic
from coach.language.vocabulary import FUNCTION_WORDS
from coach.materials import FactKind, Material, Offers, SaidFact
from coach.models import Facts, Kind, Speaker, Transcript
from coach.said_in_calls import said_in_call
from coach.said_in_messages import said_in_message
from coach.step_telling import told_step
from coach.untrusted import acts, talks_to_a_model
from coach.weighing import ASKED, LIGHTEST

MOST_FACTS = 8
_SAME = 0.6
"""Share of the words of the shorter one from which two facts are the same thing said twice."""


def gather(
    transcript: Transcript,
    facts: Facts,
    offers: Offers | None = None,
    *,
    law_firm: bool = False,
    discreet: bool = False,
    no_text: str | None = None,
    first_text: bool = True,
    recording: str | None = None,
) -> Material:
    """All that drafts may be made of after this recording. `facts.kind` says what it is.

    `no_text` is why no SMS may go out (`coach.consent.may_text`), None where one may.
    """
    reading = Reading(transcript, facts)
    named = with_names(reading)
    proper = proper_words(transcript, named)
    if facts.kind is Kind.CALL:
        said = said_in_call(reading, proper)
    else:
        said = said_in_message(reading, proper)
        named = named.model_copy(update={"previous": (*(facts.previous or ()), _message(transcript))})
    offers = offers or Offers()
    if offers.call_back is None and (number := own_number(reading)):
        offers = offers.model_copy(update={"call_back": number})
    step = reading.next_step
    return Material(
        kind=facts.kind,
        facts=named,
        said=_distinct(said),
        step=step,
        told_step=told_step(step, transcript, facts.date) if step else None,
        offers=offers,
        law_firm=law_firm,
        discreet=discreet,
        no_text=no_text,
        first_text=first_text,
        no_contact=_no_contact(reading),
        recording=recording,
    )


def _no_contact(reading: Reading) -> str | None:
    """Why this lead is left alone: they asked for it, or said no more than once (S003: a "no" is a clue to move on)."""
    turns = [turn for turn in reading.turns if turn.speaker is Speaker.PROSPECT]
    if asked := next((words for turn in turns if (words := opt_out(turn.text))), None):
        return f'They asked not to be contacted ("{" ".join(asked.split())[:80]}"): nothing is drafted.'
    declined = [turn for turn in turns if _DECLINES.search(turn.plain)]
    if len(declined) < _TIMES_NO:
        return None
    return "They said no more than once: thank them, leave it there, and log the lead as cold."


_DECLINES = any_of(
    r"(?:im|i am|were|we are) (?:really |just )?not interested|not interested(?: thank you| thanks)?$",
    r"i (?:said|already said|told you) (?:no|i dont|im not|we dont)|no thank you|no thanks|please dont(?: send| call)?",
    r"(?:i|we) (?:dont|do not) (?:want|need) (?:it|any|this|that|to (?:buy|talk|speak)|your|windows|anything)",
    r"dont (?:send|call|ring|come|bother)(?: me| us)? (?:anybody|anyone|anything|again|back|round|out)",
)
_TIMES_NO = 2


def of_lead(facts: Facts, offers: Offers | None = None, *, law_firm: bool = False, discreet: bool = False) -> Material:
    """What drafts to a lead may be made of whom nobody has talked to: what they asked about."""
    topic = told_topic(facts.about) if facts.about else None
    said = SaidFact(kind=FactKind.INTEREST, text=topic, evidence=None, weight=ASKED) if topic else None
    return Material(
        kind=Kind.FOLLOW_UP,
        facts=facts,
        said=(said,) if said else (),
        offers=offers or Offers(),
        law_firm=law_firm,
        discreet=discreet,
    )


def _message(transcript: Transcript) -> str:
    """What the lead heard on the voicemail, without the recorded greeting."""
    return " ".join(u.text for u in transcript.utterances if u.speaker is not Speaker.GREETING)


def _distinct(found: Iterable[SaidFact]) -> tuple[SaidFact, ...]:
    """The heaviest, none said twice."""
    kept: list[SaidFact] = []
    for fact in sorted(found, key=lambda f: (-f.weight, f.evidence.start if f.evidence else 0.0)):
        hostile = acts(fact.text) is not None or talks_to_a_model(fact.text)
        if fact.weight >= LIGHTEST and not hostile and not any(_same(fact, other) for other in kept):
            kept.append(fact)
    asked = [f for f in kept if f.kind is FactKind.INTEREST]
    promised = [f for f in kept if f.kind is FactKind.PROMISE]
    points = [f for f in kept if f not in (*asked, *promised)]
    return (*points[:MOST_FACTS], *promised[:1], *asked[:1])


def _same(one: SaidFact, other: SaidFact) -> bool:
    if (one.kind is FactKind.INTEREST) != (other.kind is FactKind.INTEREST):
        return False
    first, second = ({stem(w) for w in plain(f.text).split() if w not in FUNCTION_WORDS} for f in (one, other))
    return len(first & second) > _SAME * min(len(first), len(second)) if first and second else one.text == other.text
