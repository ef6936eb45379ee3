"""What is agreed: steps that somebody offers, how they change, and whether the other side says yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from coach.language.agreements import Answer, answer
from coach.language.clock_times import same_hour
from coach.language.mentions import (
    SENTENCES_ON,
    STILL_ABOUT_IT,
    Mention,
    asks_for_yes,
    mention_in,
    purpose_of,
    put_up,
    stands_alone,
    time_beside,
    turned_down,
)
from coach.language.moment import Moment
from coach.language.negotiation import NEAR, Held, final_moment
from coach.language.promises import is_vague
from coach.language.sentences import Passage
from coach.language.step_parts import Owner, action_of, owner_of, purpose_beside
from coach.language.step_wording import (
    MEETS,
    REFUSAL_WORDS,
)
from coach.language.when import moments, vague_moment
from coach.models import NextStep, Speaker


@dataclass(frozen=True)
class Step:
    """The step a call ends on, in its last version, with the words that show it."""

    action: Passage
    stated: Passage
    """The sentence in which the step stands as it was last put."""
    owner: Owner
    moment: Moment | None
    when: str | None
    purpose: str | None
    asked: Passage | None
    """The rep's question that the prospect's answer belongs to."""
    reply: Passage | None
    answer: Answer
    by_prospect: bool

    @property
    def timed(self) -> bool:
        return self.moment is not None and self.moment.exact

    @property
    def confirmed(self) -> bool:
        return self.answer is Answer.YES or (self.by_prospect and self.answer is Answer.NONE)

    @property
    def value(self) -> NextStep:
        """The step as the product tells it."""
        return NextStep(
            action=self.action.text,
            when=self.when,
            date=self.moment.date if self.moment else None,
            time=self.moment.time if self.moment else None,
            purpose=self.purpose,
            owner=self.owner,
            confirmed=self.confirmed,
            start=self.stated.start,
            end=self.stated.end,
        )


def step(talk: tuple[Passage, ...], today: dt.date | None) -> Step | None:
    """The step that the call ends on, from all sentences of both sides in order; None without one."""
    chain: list[Mention] = []
    for index, sentence in enumerate(talk):
        near = bool(chain) and sentence.turn - chain[-1].turn <= STILL_ABOUT_IT
        near = near or stands_alone(sentence, today)
        mention = mention_in(sentence, today, near, put_up(sentence, talk[index : index + SENTENCES_ON]))
        if mention is not None:
            beside = (*talk[max(0, index - 1) : index], *talk[index + 1 : index + 2])
            chain.append(
                replace(
                    mention,
                    refused=turned_down(mention, talk[index + 1 :], today),
                    beside=mention.moment is None and time_beside(mention, beside, today),
                )
            )
    main = _main(chain)
    if main is None:
        return None
    earlier = next((p for m in chain if abs(m.turn - main.turn) <= NEAR and _serious(m) and (p := purpose_of(m))), None)
    return _answered(main, final_moment(main, chain, talk, today), earlier, talk, today)


def _main(chain: list[Mention]) -> Mention | None:
    """The mention that says what is to be done: contact or a visit before papers, with a time before without."""
    last_timed = next((m.turn for m in reversed(chain) if m.moment and m.moment.exact and not m.refused), None)

    def weight(mention: Mention) -> tuple[float, int]:
        score = 0.0
        if mention.beside or (mention.moment and mention.moment.exact):
            score += 3
        elif last_timed is not None and abs(mention.turn - last_timed) <= NEAR:
            score += 2
        if mention.farewell:
            score -= 2
        elif MEETS.search(mention.said) or (mention.action and mention.group in ("bidden", "other")):
            score += 2
        if mention.passage.speaker is Speaker.PROSPECT:
            score -= 0.5
        if is_vague(mention.passage.plain) and not mention.moment and not mention.beside:
            score -= 4
        if mention.refused and (last_timed is None or abs(mention.turn - last_timed) > NEAR):
            score -= 6
        if mention.action is not None:
            score += 1.5
        if purpose_of(mention):
            score += 2
        score += asks_for_yes(mention.passage)
        score += _LATER_COUNTS * mention.turn / max(chain[-1].turn, 1)
        return score, mention.turn if mention.action else -mention.turn

    best = max((m for m in chain if m.action or _states_it(m)), key=weight, default=None)
    if best is None or best.action is None:
        return best
    timed = last_timed is not None and (best.moment is not None or abs(best.turn - last_timed) <= NEAR)
    if not timed and is_vague(best.passage.plain) and "so " not in (purpose_of(best) or ""):
        return None
    if not timed and (best.farewell or best.refused or not purpose_of(best) or weight(best)[0] < _WORTH_CALLING_A_STEP):
        return None
    return best


def _serious(mention: Mention) -> bool:
    """It names a time, or says in plain words that it is a suggestion."""
    return mention.moment is not None or (mention.action is not None and mention.group == "suggested")


def _states_it(mention: Mention) -> bool:
    """The rep puts the time itself up: "Monday the eighth, half past nine, at our office?"."""
    return mention.moment is not None and mention.passage.speaker is Speaker.REP and not mention.refused


_LATER_COUNTS = 2.0

_WORTH_CALLING_A_STEP = 2.0


def _answered(
    main: Mention, held: Held, earlier: str | None, talk: tuple[Passage, ...], today: dt.date | None
) -> Step | None:
    """The step with the prospect's answer to its last version; None when it is refused."""
    settled = held.mention
    by_prospect = settled.passage.speaker is Speaker.PROSPECT
    asked: Passage | None = None
    reply: Passage | None = None
    verdict = Answer.NONE
    answered = False
    for turn in range(settled.turn, settled.turn + _ANSWER_WITHIN):
        said = [s for s in talk if s.turn == turn]
        if not said:
            break
        whole = Passage(tuple(w for s in said for w in s.words), said[0].speaker, turn)
        if whole.speaker is Speaker.REP:
            again = next((s for s in reversed(said) if asks_for_yes(s)), None)
            if verdict is Answer.HEDGE and (again is None or not any(m.exact for m in moments(whole.plain, today))):
                continue
            asked = again or asked
            answered = answered and again is None
        elif turn > settled.turn and not answered:
            proposal = f"{settled.passage.text} {asked.text if asked else ''}"
            heard = answer(whole.text, proposal, today)
            if heard is Answer.NONE and asked is not None and _takes_it_up(whole, held.moment, today):
                heard = Answer.YES
            if heard is Answer.YES and held.moment is None and vague_moment(whole.plain):
                heard = Answer.HEDGE
            if heard in (Answer.NONE, Answer.ASKS) or (
                asked is None and (by_prospect or turn > settled.turn + _AT_ONCE)
            ):
                continue
            if verdict is Answer.NONE or asked is not None:
                verdict, reply = heard, whole
            answered = asked is not None or heard is Answer.HEDGE
            if answered and heard is not Answer.HEDGE:
                break
    if by_prospect and verdict is Answer.NONE and answer(settled.passage.text) is Answer.HEDGE:
        verdict, reply = Answer.HEDGE, settled.passage
    if verdict is Answer.NO or (verdict is Answer.NONE and not by_prospect and held.moment is None):
        return None
    moment = held.moment
    if moment is not None and moment.date is None and today is not None:
        moment = replace(moment, date=today)
    return Step(
        action=action_of(main),
        stated=settled.passage,
        owner=owner_of(main),
        moment=moment,
        when=held.words,
        purpose=purpose_of(main) or purpose_of(settled) or purpose_beside((main.turn, settled.turn), talk) or earlier,
        asked=asked,
        reply=reply,
        answer=verdict,
        by_prospect=by_prospect,
    )


def _takes_it_up(reply: Passage, moment: Moment | None, today: dt.date | None) -> bool:
    """An answer without a yes that accepts: it says the same day or hour again, or no more than a word of praise."""
    if reply.text.endswith("?") or REFUSAL_WORDS.search(reply.plain):
        return False
    same = moment is not None and any(
        (m.date is not None and m.date == moment.date)
        or (m.time is not None and moment.time is not None and same_hour(m.time, moment.time))
        for m in moments(reply.plain, today)
    )
    return same or len(reply.words) <= _WORD_OF_PRAISE


_WORD_OF_PRAISE = 2

_ANSWER_WITHIN = 13

_AT_ONCE = 4
"""Turns in which an answer nobody asked for still belongs to the step."""
