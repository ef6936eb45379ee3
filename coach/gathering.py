"""What a recording gives for the texts that follow it: the lead's own points, the agreed step, names. Pure.

Everything has the words that show it. What is not sure to be a whole thought, or is nobody's matter, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.language.everyday import RELATIVE
from coach.language.interest import interest_shown
from coach.language.opt_outs import opt_out
from coach.language.patterns import any_of
from coach.language.promises import is_vague
from coach.language.reading import Reading
from coach.language.retelling import Retold, joined, restated, retold, wondered
from coach.language.sentences import Passage, plain
from coach.language.stems import stem
from coach.language.topics import told_topic, topic_in, without_day
from coach.language.vocabulary import FIRM_WORDS, FUNCTION_WORDS, POINTER_WORDS, words
from coach.materials import FactKind, Material, Offers, SaidFact
from coach.models import Facts, Kind, QuestionType, Speaker, Transcript
from coach.step_telling import told_step
from coach.untrusted import acts, talks_to_a_model
from coach.weighing import half_said, kind_of, weight_of

MOST_FACTS = 8
LIGHTEST = 2.0
"""Weight below which a thing said is left out of every text."""
_SAME = 0.6
"""Share of the words of the shorter one from which two facts are the same thing said twice."""
_TAKEN_UP = 2.0
"""More for what the rep put in words again."""
_COMMON = 0.7
"""More for what both speak of, less for what only the prospect does: small talk, mostly."""
_ANSWERS = {QuestionType.CONNECTING: 1.5, QuestionType.PROBING: 1.5, QuestionType.SITUATION: 0.5}
_SUMMARY = 5.0
_FEWEST_OF_LOOSE = 6
"""Words of a clause that begins with "they": a shorter one says too little by itself."""
_ASKED = 3.0
_WONDERED = 3.0
LONGEST_PAIR = 24
"""Words of two clauses that are told as one."""
_JUST_NOW_S = 2.0
_HERE = words("it that this you ask now then there here one him her them question something")
"""Ends of a question that is about the talk itself: "can I ask something?"."""
_OPENING_S = 60.0


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
    named = _named(reading)
    proper = _proper(transcript, named)
    if facts.kind is Kind.CALL:
        said = _of_call(reading, proper)
    else:
        said = _of_message(reading, proper)
        named = named.model_copy(update={"previous": (*(facts.previous or ()), _message(transcript))})
    offers = offers or Offers()
    if offers.call_back is None and (number := _own_number(reading)):
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
    said = SaidFact(kind=FactKind.INTEREST, text=topic, evidence=None, weight=_ASKED) if topic else None
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


def _named(reading: Reading) -> Facts:
    """The facts with the names that were heard where none were told."""
    facts = reading.facts
    found: dict[str, str] = {}
    for intro in reading.introductions:
        if intro.bare_name and not facts.caller:
            found.setdefault("caller", _titled(intro.bare_name))
        if intro.firm and not facts.firm:
            found.setdefault("firm", _titled(intro.firm))
        if intro.addressed and not facts.lead and (lead := _without_greeting(intro.addressed)):
            found.setdefault("lead", lead)
    return facts.model_copy(update=found)


def _titled(name: Passage) -> str:
    """A name as written, with capitals where the recogniser wrote none."""
    text = name.text.strip(" .,;:!?\"'").removeprefix("the ")
    if text != text.lower():
        return text
    return " ".join(w if w in _SMALL_IN_NAMES and n else w[:1].upper() + w[1:] for n, w in enumerate(text.split()))


_SMALL_IN_NAMES = words("and of the de van von der la le on at for in")


def _without_greeting(addressed: Passage) -> str | None:
    kept = [w for w in addressed.words if plain(w.text) not in _GREETS | FUNCTION_WORDS]
    if not kept or len(kept) > _LONGEST_ADDRESS or plain(kept[-1].text) in FIRM_WORDS:
        return None
    return _titled(Passage(tuple(kept), addressed.speaker, addressed.turn))


_GREETS = words(
    "hi hello hey good morning afternoon evening day dear is this that am i speaking with to are you there yes",
    "yeah oh and a message for may can talk its so well okay hiya",
)
_LONGEST_ADDRESS = 3


def _proper(transcript: Transcript, facts: Facts) -> frozenset[str]:
    """Plain words that are written with a capital in the middle of a sentence, or belong to a known name."""
    told = plain(" ".join(filter(None, (facts.caller, facts.firm, facts.lead, facts.company)))).split()
    found = set(told) - FUNCTION_WORDS
    for utterance in transcript.utterances:
        for before, word in zip(utterance.words, utterance.words[1:], strict=False):
            if word.text[:1].isupper() and before.text[-1:] not in ".?!\"'”…:":
                found.add(plain(word.text.partition("'")[0]))
    return frozenset(found - FUNCTION_WORDS)


def _own_number(reading: Reading) -> str | None:
    """The number that the rep gave to call back, as said in figures; None where it was in words or incomplete."""
    for number in reversed(reading.phone_numbers):
        text = number.where.text.strip(" .,;:!?")
        figures = "".join(c for c in text if c.isdigit())
        half = len(figures) // 2
        if half > _SHORTEST_NUMBER and figures[:half] == figures[half:]:  # said twice
            text = text[: len(text) // 2].strip(" .,;:!?")
            figures = figures[:half]
        if number.whole and sum(c.isdigit() for c in text) == len(figures) and figures in number.digits:
            return text
    return None


_SHORTEST_NUMBER = 6


def _of_call(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """The prospect's points, and those that the rep put in words for them."""
    step = reading.agreed_step
    settling = min((m.start for m in (step.stated, step.action) if m), default=float("inf")) if step else float("inf")
    points, _ = reading.listening
    summed, _ = reading.summaries
    taken = {stem(w) for p in (*points, *summed) for w in p.plain.split() if w not in FUNCTION_WORDS and len(w) > 2}
    # A question's type tells what the turn that answers it is about.
    answered = {
        answer.turn: _ANSWERS.get(question.type, 0.0)
        for question in reading.questions
        if (answer := reading.answer_to(question)) is not None
    }
    free = {
        answer.turn
        for question in reading.questions
        if question.type is QuestionType.GOOD_TIME and (answer := reading.answer_to(question)) is not None
    }
    rep = frozenset(plain(reading.facts.caller or "").split())
    begins = _matter_begins(reading)
    unasked = {told.start for told in reading.told_unasked}
    of_rep = {stem(w) for s in reading.rep for w in s.plain.split() if w not in FUNCTION_WORDS and len(w) > 2}
    before: Retold | None = None
    for sentence in reading.prospect:
        small_talk = sentence.turn in free and sentence.start not in unasked
        if small_talk or not begins <= sentence.start < settling:
            continue
        if (question := wondered(sentence, proper, rep)) is not None and plain(question.text).split()[-1] not in _HERE:
            yield SaidFact(
                kind=FactKind.CONCERN, text=question.text, evidence=question.passage.evidence, weight=_WONDERED
            )
        clauses = list(retold(sentence, proper, rep))
        if clauses and clauses[0].points_back and before is not None and before.passage.turn == sentence.turn:
            pair = joined(before, clauses[0])
            clauses = [pair, *clauses[1:]] if len(pair.text.split()) <= LONGEST_PAIR else clauses
        last = next((c for c in clauses if not c.points_back), None)
        before = last if last is not None and last.passage.end >= sentence.end - _JUST_NOW_S else None
        for clause in clauses:
            kind = kind_of(clause)
            if kind is None:
                continue
            told = {stem(w) for w in plain(clause.text).split()} - FUNCTION_WORDS
            weight = weight_of(clause, kind) + answered.get(sentence.turn, 0.0)
            weight += _TAKEN_UP if len(told & taken) > 1 else 0.0
            weight += _COMMON if told & of_rep else 0.0 if sentence.turn in answered else -_COMMON
            if clause.loose and len(clause.text.split()) < _FEWEST_OF_LOOSE:
                continue
            yield SaidFact(kind=kind, text=clause.text, evidence=clause.passage.evidence, weight=round(weight, 2))
    ours = {id(word) for sentence in reading.product_talk(None) for word in sentence.words}
    for number, sentence in enumerate(s for s in points if id(s.words[0]) not in ours):
        yield from _restated(sentence, proper, _SUMMARY - 0.3 * number)
    yield from _promises(reading)
    yield from _interest(reading, proper)


def _matter_begins(reading: Reading) -> float:
    """When the talk comes to the lead's matter: at the first question about it, or where they tell it unasked."""
    starts = [q.end for q in reading.questions if q.type in _ANSWERS]
    starts += [p.start for p in reading.told_unasked]
    return min(starts, default=0.0)


def _promises(reading: Reading) -> Iterator[SaidFact]:
    """What the rep said they would send or find out, where it is named: "send you the lease page"."""
    for sentence in reading.rep:
        match = _PROMISES.search(sentence.plain)
        if match is None or sentence.text.endswith("?") or is_vague(sentence.plain):
            continue
        said = sentence.between(match.start(1), len(sentence.plain))
        clause = next((c for c in said.clauses if c.words), said)
        told = " ".join(word.text for word in clause.words).rstrip(" .,;:!?")
        named = set(plain(told).split()) - FUNCTION_WORDS - POINTER_WORDS - _HERE
        if named and len(told.split()) <= _LONGEST_PROMISE and not RELATIVE.search(plain(told)):
            yield SaidFact(kind=FactKind.PROMISE, text=told, evidence=sentence.evidence, weight=LIGHTEST)


_PROMISES = re.compile(
    r"\b(?:ill|i will|im going to|were going to|well|we will)(?: also| just| then)?"
    r" ((?:send|email|text|mail|post|forward|write up|put together|draw up|find out|look up|price up)\b.*)"
)
_LONGEST_PROMISE = 12


def _restated(sentence: Passage, proper: frozenset[str], weight: float) -> Iterator[SaidFact]:
    """The prospect's point in the rep's words, where it says nothing of the rep's own side."""
    for clause in restated(sentence, proper):
        spoken = plain(clause.text).split()
        kind = kind_of(clause)
        if set(spoken) & _OF_US or kind is None or half_said(clause.text):
            continue
        own = weight if kind is not FactKind.SITUATION else weight - _PLAIN_COST
        own -= _SUMMARY / 2 if clause.loose and spoken[0] not in _ISNT else 0.0
        yield SaidFact(kind=FactKind.SUMMARY, text=clause.text, evidence=clause.passage.evidence, weight=round(own, 2))


_PLAIN_COST = 1.5
"""Of the rep's words for something that is neither trouble nor hope to the lead."""
_OF_US = words("i we my our us me im ive ill id were weve well wed mine ours")
_ISNT = words("its it nobody")


def _interest(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """What they asked about: as the user told it, else as the rep recalled it in the opening."""
    if reading.facts.about and (topic := told_topic(reading.facts.about)):
        yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=None, weight=_ASKED)
        return
    for sentence in reading.rep:
        if sentence.start - reading.start > _OPENING_S:
            return
        if interest_shown(sentence, reading.judge)[0] != "named":
            continue
        if topic := topic_in(sentence):
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=_ASKED)
            return
        for clause in restated(without_day(sentence), proper):  # "you downloaded our checklist" names no topic
            if clause.subject.first in ("you", "your"):
                yield SaidFact(
                    kind=FactKind.SITUATION, text=clause.text, evidence=clause.passage.evidence, weight=_ASKED
                )
    for sentence in reading.prospect:
        early = sentence.start - reading.start <= _OPENING_S and not sentence.text.endswith("?")
        if early and _SAYS_WHAT_FOR.match(sentence.plain) and (topic := topic_in(sentence)):
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=_ASKED)
            return


_SAYS_WHAT_FOR = any_of(
    r"^(?:(?:yes|yeah|oh|right|hi|okay|so|well|um|uh|it was|it is|its|thats|that was|i did|i called|i wrote"
    r"|i was (?:calling|asking|looking)|i asked) )*(?:about|regarding|for (?:the|a|an|my|our))",
)


def _of_message(reading: Reading, proper: frozenset[str]) -> Iterator[SaidFact]:
    """What a voicemail says of the listener's matter and of the help offered: the rep's own words."""
    told = told_topic(reading.facts.about) if reading.facts.about else None
    matters, (offered, _) = reading.context.matters, reading.offers
    for sentence in reading.rep:
        topic = topic_in(sentence) if any(_inside(m, sentence) for m in matters) else None
        if topic and (told is None or _shared(topic, told)):
            told = None
            yield SaidFact(kind=FactKind.INTEREST, text=topic, evidence=sentence.evidence, weight=_SUMMARY + 1)
        for clause in restated(sentence, proper):
            helps = any(_overlap(o, clause.passage) for o in offered)
            tells = any(_overlap(m, clause.passage) for m in matters)
            if (helps or tells) and not any(id(w) in reading.spoken_for for w in clause.passage.words):
                kind = FactKind.HELP if helps else FactKind.PROBLEM
                weight = _SUMMARY - 1 if tells else _SUMMARY - 2
                if not _INTRODUCES.search(plain(clause.text)):
                    yield SaidFact(kind=kind, text=clause.text, evidence=clause.passage.evidence, weight=weight)
    if told:
        yield SaidFact(kind=FactKind.INTEREST, text=told, evidence=None, weight=_SUMMARY)


_INTRODUCES = any_of(
    r"(?:im|i am|i was|we are|were) (?:just )?(?:calling|ringing|phoning|following|getting back|returning"
    r"|reaching|only)",
    r"i(?:ve| have)? (?:got|have|need|had) to|ill be quick|i saw|i see|i know|i hope|i wanted|i want|id love|im sorry",
    r"(?:its|this is|my name|i (?:called|rang|tried|left|spoke)|last message|voicemail|as i said|i said|got your)",
)
"""What a message says of itself."""


def _shared(one: str, other: str) -> bool:
    """Whether two topics have a word in common."""
    first, second = ({stem(w) for w in plain(text).split() if w not in FUNCTION_WORDS} for text in (one, other))
    return bool(first & second)


def _inside(part: Passage, sentence: Passage) -> bool:
    return sentence.start <= part.start < sentence.end


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


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
