"""What somebody says on a call that only the rep, or only the prospect, would say. Pure; speakers need not be known.

Who speaks is a *voice*. Most cues stand in the opening, where people say who they are and why they call; what each is
worth, and for whom, stands in `roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coach.language.good_time import asks_if_now_suits
from coach.language.introductions import Introduction, introduction
from coach.language.names import Names
from coach.language.role_wording import (
    ASKS_FOR,
    ASKS_FOR_DETAILS,
    BARE_HELLO,
    CAME_BY_ITSELF,
    CAN_I_HELP,
    IS_THIS,
    OWN_NAME,
    PASSES_ON,
    SAYS_SPEAKING,
    TELLS_OF_ITSELF,
    THANKS_FOR_CALLING,
    THEIR_REQUEST,
    WHY_IT_CALLS,
)
from coach.language.sentences import Passage, split
from coach.language.who_calls import asks_who
from coach.models import Transcript

OPENING_S = 60.0
"""How long people say who they are and why they call."""
FIRST_SPEECHES = 2
"""Speeches of a voice in which its introduction is looked for, whenever they begin: a call may be put through late."""


class Sign(StrEnum):
    """What a cue shows. The first ones say the most to somebody who asks why."""

    GIVES_NAME_AND_FIRM = "introduces itself with a firm"
    ANSWERS_FOR_FIRM = "answers the phone for a firm"
    IS_KNOWN_REP = "gives the rep's name"
    IS_KNOWN_FIRM = "names the rep's firm as its own"
    IS_KNOWN_LEAD = "gives the lead's name"
    IS_KNOWN_COMPANY = "names the lead's company as its own"
    NAMES_THEIR_REQUEST = "names what the other one asked for"
    CAME_BY_ITSELF = "tells how it came to call"
    SAYS_WHY_IT_CALLS = "says why it calls"
    ASKS_IF_NOW_SUITS = "asks whether now is a good time"
    ASKS_FOR_SOMEBODY = "asks for somebody by name"
    SAYS_SPEAKING = "answers that it is the one asked for"
    CALLS_THE_LEAD = "addresses the lead by name"
    CALLS_THE_REP = "addresses the rep by name"
    ASKS_WHO_IT_IS = "asks who it is"
    PASSES_ON = "passes the call on to somebody else"
    ASKS_FOR_DETAILS = "takes down name and details"
    GIVES_NAME = "gives its name"
    ONLY_HELLO = "answers with a bare hello"


@dataclass(frozen=True)
class Cue:
    """Words of one voice, and what they show."""

    voice: str
    sign: Sign
    where: Passage


_ONE_THAT_ASKS = 25
"""Words of a sentence in which whether now suits is asked, where it has no question mark."""


def cues(transcript: Transcript, names: Names) -> tuple[Cue, ...]:
    """Every cue in `transcript`, in order of its words."""
    begin = min((u.start for u in transcript.utterances), default=0.0)
    speeches = _speeches(transcript)
    found: list[Cue] = []
    count: dict[str, int] = {}
    for number, (voice, speech) in enumerate(speeches):
        count[voice] = count.get(voice, 0) + 1
        if speech.start - begin < OPENING_S or count[voice] <= FIRST_SPEECHES:
            before = next((s for v, s in reversed(speeches[:number]) if v != voice), None)
            opens = number == 0 or (count[voice] == 1 and number <= FIRST_SPEECHES)
            opening = speech.part(0, sum(word.start < speech.start + OPENING_S for word in speech.words))
            found += (
                Cue(voice, sign, where) for sign, where in _of_speech(opening, before, opens, count[voice], names)
            )
    return tuple(found)


def _speeches(transcript: Transcript) -> list[tuple[str, Passage]]:
    """What each voice says without another coming between."""
    found: list[tuple[str, Passage]] = []
    for turn, utterance in enumerate(transcript.utterances):
        if utterance.voice is None:
            continue
        if found and found[-1][0] == utterance.voice:
            last = found[-1][1]
            found[-1] = (utterance.voice, Passage(last.words + utterance.words, last.speaker, last.turn))
        else:
            found.append((utterance.voice, Passage(utterance.words, utterance.speaker, turn)))
    return found


def _of_speech(
    speech: Passage, before: Passage | None, opens: bool, number: int, names: Names
) -> Iterator[tuple[Sign, Passage]]:
    said = introduction(
        speech,
        names,
        opening=number <= FIRST_SPEECHES,
        closing=False,
        asked=before is not None and asks_who(before.plain),
    )
    yield from _introduces(said, speech, opens)
    yield from _known(said, names)
    if number == 1 and BARE_HELLO.match(speech.plain):
        yield Sign.ONLY_HELLO, speech
    for sentence in split(speech):
        yield from _of_sentence(sentence, before, names)


def _introduces(said: Introduction, speech: Passage, opens: bool) -> Iterator[tuple[Sign, Passage]]:
    greets = next((s for s in split(speech) if THANKS_FOR_CALLING in s or CAN_I_HELP in s), None)
    if greets is not None:
        yield Sign.ANSWERS_FOR_FIRM, _together(speech, said.firm, said.name, greets)
    elif (
        opens and said.firm is not None and said.addressed is None and not _says_why(speech) and _answers(said, speech)
    ):
        yield Sign.ANSWERS_FOR_FIRM, _together(speech, said.firm, said.name)
    elif said.name is not None and said.firm is not None:
        yield Sign.GIVES_NAME_AND_FIRM, _together(speech, said.name, said.firm)
    if said.name is not None and said.firm is None:
        yield Sign.GIVES_NAME, said.name


def _answers(said: Introduction, speech: Passage) -> bool:
    """ "Summit Roofing, this is Wade.": the firm comes first and nothing but the name after it."""
    firm = said.firm
    assert firm is not None
    first = next(n for n, word in enumerate(speech.words) if word is firm.words[0])
    last = max(p.end for p in (firm, said.name) if p is not None)
    rest = [word for word in speech.words if word.start >= last]
    name_first = said.name is not None and said.name.start < firm.start
    return first <= _BEFORE_THE_FIRM and len(rest) <= _AFTER_THE_FIRM and not name_first


_BEFORE_THE_FIRM = 4
_AFTER_THE_FIRM = 4


def _says_why(speech: Passage) -> bool:
    return WHY_IT_CALLS in speech or THEIR_REQUEST in speech


def _known(said: Introduction, names: Names) -> Iterator[tuple[Sign, Passage]]:
    own, firm, addressed = said.bare_name, said.firm, said.addressed
    if own is not None:
        is_caller, is_lead = names.is_caller(own.plain), names.is_lead(own.plain)
        if is_caller != is_lead:
            yield (Sign.IS_KNOWN_REP if is_caller else Sign.IS_KNOWN_LEAD), said.name or own
    if firm is not None:
        if names.is_firm(firm.plain):
            yield Sign.IS_KNOWN_FIRM, firm
        elif names.is_company(firm.plain):
            yield Sign.IS_KNOWN_COMPANY, firm
    if addressed is not None:
        is_caller, is_lead = names.is_caller(addressed.plain), names.is_lead(addressed.plain)
        if is_caller != is_lead:
            yield (Sign.CALLS_THE_REP if is_caller else Sign.CALLS_THE_LEAD), addressed


def _of_sentence(sentence: Passage, before: Passage | None, names: Names) -> Iterator[tuple[Sign, Passage]]:
    plain = sentence.plain
    if SAYS_SPEAKING.match(plain) and (before is not None or plain.endswith("speaking")):
        yield Sign.SAYS_SPEAKING, sentence
    own = OWN_NAME.search(plain)
    if own is not None and names.is_lead(own[1]) and not sentence.text.rstrip().endswith("?"):
        yield Sign.IS_KNOWN_LEAD, sentence.at(own)
    if IS_THIS.search(plain) or ASKS_FOR in sentence:
        yield Sign.ASKS_FOR_SOMEBODY, sentence
        named = plain.split()
        if any(names.is_lead(word) for word in named[2:]):
            yield Sign.CALLS_THE_LEAD, sentence
        elif any(names.is_caller(word) for word in named[2:]):
            yield Sign.CALLS_THE_REP, sentence
    elif asks_who(plain) and len(sentence.words) <= _ONE_THAT_ASKS:
        yield Sign.ASKS_WHO_IT_IS, sentence
    for sign, pattern in _BY_WORDING:
        if (found := pattern.search(plain)) is not None:
            yield sign, _from(sentence, found)
            if sign is Sign.NAMES_THEIR_REQUEST:
                break  # "you asked us, and I have your number from the form": it is not the one who asked
    if ASKS_FOR_DETAILS in sentence:
        yield Sign.ASKS_FOR_DETAILS, sentence
    if _asks_if_now_suits(sentence):
        yield Sign.ASKS_IF_NOW_SUITS, sentence


_BY_WORDING = (
    (Sign.SAYS_WHY_IT_CALLS, WHY_IT_CALLS),
    (Sign.NAMES_THEIR_REQUEST, THEIR_REQUEST),
    (Sign.CAME_BY_ITSELF, CAME_BY_ITSELF),
    (Sign.PASSES_ON, PASSES_ON),
)


def _asks_if_now_suits(sentence: Passage) -> bool:
    """Not "I've got a minute", which answers it."""
    if asks_if_now_suits(sentence.plain) is None:
        return False
    answers = TELLS_OF_ITSELF.match(sentence.plain)
    return answers is None or sentence.text.rstrip().endswith("?")


def _from(sentence: Passage, found: re.Match[str]) -> Passage:
    """What was found with what follows it in the sentence, so that it can be understood when it is shown."""
    hit = sentence.at(found)
    first = next(n for n, word in enumerate(sentence.words) if word is hit.words[0])
    return sentence.part(first, len(sentence.words))


def _together(speech: Passage, *parts: Passage | None) -> Passage:
    """The words of `speech` from the first of `parts` to the last."""
    place = {id(word): n for n, word in enumerate(speech.words)}
    inside = [place[id(word)] for part in parts if part is not None for word in part.words]
    return speech.part(min(inside), max(inside) + 1)
