"""Where in a call a line of a script may have been said: in its own words, or in others. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Opcode

from coach.language.questions import TAG_QUESTION, punctuated
from coach.language.reading import Reading
from coach.language.script_intents import moves
from coach.language.sentences import Passage, split
from coach.language.stems import stem
from coach.language.step_wording import OFFER
from coach.language.vocabulary import DAYS, NUMBER_WORDS
from coach.language.when import moments
from coach.models import Speaker
from coach.script_sentences import ScriptSentence, Spoken, content_of, weight
from coach.scripts import Slot, Status

SAID = 0.68
"""Share of a line's wording, by weight and in order, from which on it was said."""
SAID_OF_SHORT = 0.8
"""The same for a line that weighs little, of which one word is much."""
SAID_OF_WHOLE = 0.65
"""The same for a sentence of the call that is the beginning of the line and stops there."""
_SHORT = 8.0
DENSE = 0.5
"""Share of the stretch in the call that must be the line's own words."""
SHARED = 0.5
"""Share of a line's content that a stretch of the same kind must have for being the same line in other words."""
FEWEST_SHARED = 2
_PLACE = 0.25
"""What it counts that a line stands at the like point of script and call."""
_EXACT = (DAYS | NUMBER_WORDS) - frozenset(("one", "oh", "first", "second", "third", "couple", "well", "day"))
"""Where one of these is another, the line was not said as it stands."""
Worth = Callable[[float, float, int], float]
"""What a place is worth, by its kind, its likeness and where in the call it begins."""


@dataclass(frozen=True)
class Fit:
    """A place in the call that may be a line of the script. `first`, `last`: numbers of the call's own words."""

    line: int
    status: Status
    worth: float
    likeness: float
    first: int
    last: int
    shown: Passage


def fits(lines: tuple[ScriptSentence, ...], spoken: Spoken, reading: Reading) -> Iterator[Fit]:
    places = list(places_in(spoken, reading))
    for line in lines:

        def worth(kind: float, likeness: float, first: int, point: float = line.point) -> float:
            away = abs(point - first / max(1, len(spoken.words)))
            return kind + likeness + _PLACE * (1 - away)

        yield from _word_for_word(line, spoken, worth)
        yield from _otherwise(line, places, spoken, worth)


def _word_for_word(line: ScriptSentence, spoken: Spoken, worth: Worth) -> Iterator[Fit]:
    """Where the words of the line stand in their order, nearly all of them and close together."""
    total = sum(map(weight, line.words))
    own = [stem(word) for word in line.words]
    exact = [word for word in line.words if word in _EXACT]
    reach = len(own) + max(3, len(own) // 2)
    needed = total * (SAID if total >= _SHORT else SAID_OF_SHORT)
    weights = [weight(word) for word in line.words]
    for (first, _), turn in zip(spoken.bounds, spoken.stems, strict=True):
        here = set(turn)
        if sum(w for w, word in zip(weights, own, strict=True) if word in here) < SAID_OF_WHOLE * total:
            continue
        best: tuple[float, int, int] | None = None
        for start in range(max(1, len(turn) - 1)):
            window = turn[start : start + reach]
            if window[0] not in own:
                continue
            same = [op for op in LCSseq.opcodes(own, window) if op.tag == "equal"]
            if not same:
                continue
            same = _close_together(same, line.words)
            matched = [n for op in same for n in range(op.src_start, op.src_end)]
            stop = same[-1].dest_end
            share = sum(weights[n] for n in matched)
            begins = same[0].src_start == same[0].dest_start == 0
            whole = len(same) == 1 and begins and spoken.ends(first + start + stop)
            enough = SAID_OF_WHOLE * total if whole else needed
            if share >= enough and len(matched) >= DENSE * stop and (best is None or share > best[0]):
                best = (share, first + start + same[0].dest_start, first + start + stop)
        if best:
            share, a, b = best[0] / total, best[1], best[2]
            others = [word for word in spoken.words[a:b] if word in _EXACT and word not in exact]
            kept = not others or all(word in spoken.words[a:b] for word in exact)
            status = Status.SAID if kept else Status.CHANGED
            yield Fit(line.number, status, worth(2.0 if kept else 1.2, share, a), share, a, b, spoken.passage(a, b))


def _close_together(same: list[Opcode], words: tuple[str, ...]) -> list[Opcode]:
    """Without light words that stand apart before or behind the rest: they belong to what is said there."""
    while len(same) > 1 and same[-1].dest_start - same[-2].dest_end >= _APART and _light(same[-1], words):
        same = same[:-1]
    while len(same) > 1 and same[1].dest_start - same[0].dest_end >= _APART and _light(same[0], words):
        same = same[1:]
    return same


_APART = 2


def _light(op: Opcode, words: tuple[str, ...]) -> bool:
    return sum(weight(words[n]) for n in range(op.src_start, op.src_end)) <= _APART


@dataclass(frozen=True)
class Place:
    """A stretch of the call that makes a move, or a whole sentence. `core`: the plain words that make it."""

    shown: Passage
    core: tuple[int, int]
    move: str | None
    content: frozenset[str]
    asks: bool | None
    """None where the call has no marks to tell it by."""
    less: float = 0.0
    """What it is worth less than another place that makes the same move."""


def places_in(spoken: Spoken, reading: Reading) -> Iterator[Place]:
    marked = punctuated(spoken.turns)
    # Where the words themselves announce it, that place is the likelier one.
    agreed = [reading.agreed_step.stated] if reading.agreed_step else []
    known = {"step": agreed, "says it back": reading.listening[0], "sums up": reading.summaries[0]}
    for name, found_there in known.items():
        for passage in found_there:
            if passage.speaker is Speaker.REP and (name == "step" or not TAG_QUESTION.search(passage.plain)):
                yield Place(passage, spoken.numbers(_step_part(passage)), name, content_of(passage.plain), None, _LESS)
    for turn in spoken.turns:
        for sentence in split(turn):
            asks = sentence.text.rstrip('"”’)').endswith("?") if marked else None
            found = sorted(moves(sentence.plain), key=lambda move: move.start)
            long = len(sentence.words) > LONGEST_SHOWN
            for number, move in enumerate(found):
                core = sentence.between(move.start, move.end)
                behind = next((m.start for m in found[number + 1 :] if m.start >= move.end), len(sentence.plain))
                begins = 0 if not number and len(sentence.plain[: move.start].split()) <= _LEADS_IN else move.start
                shown = sentence.between(begins, len(sentence.plain[:behind].rstrip())) if long else sentence
                yield Place(shown, spoken.numbers(core), move.name, content_of(shown.plain), asks)
            if proposes(sentence.plain):
                shown = _step_part(sentence) if long else sentence
                yield Place(shown, spoken.numbers(_step_part(sentence)), "step", content_of(shown.plain), asks)
            for part in sentence.clauses if long else (sentence,):
                yield Place(part, spoken.numbers(part), None, content_of(part.plain), asks)


_LESS = 0.3
LONGEST_SHOWN = 18
"""Words of a sentence beyond which only the part that makes the move is shown."""


_LEADS_IN = 4
"""Words before the first move of a long sentence that are shown with it."""


def proposes(text: str) -> bool:
    return OFFER.search(text) is not None and any(moment.exact for moment in moments(text, None))


def _step_part(sentence: Passage) -> Passage:
    """The part of a sentence that says what and when, without a question for a yes behind it."""
    offer = OFFER.search(sentence.plain)
    if offer is None:
        return sentence
    asks = [m.start for m in moves(sentence.plain) if m.name == "asks for a yes" and m.start > offer.end()]
    return sentence.between(offer.start(), min(asks, default=len(sentence.plain)))


def _otherwise(line: ScriptSentence, places: Iterable[Place], spoken: Spoken, worth: Worth) -> Iterator[Fit]:
    """Where the call does what the line is for, or says most of its content."""
    text = line.passage.plain
    own = {move.name for move in moves(text)}
    if proposes(text):
        own.add("step")
    own |= {
        _OF_SLOT[w.slot] for w in line.line.words if w.slot in _OF_SLOT and line.span.start <= w.start < line.span.end
    }
    content = content_of(text)
    for place in places:
        shared = len(content & place.content) / len(content) if content else 0.0
        if place.move is None:
            enough = shared >= SHARED and len(content & place.content) >= FEWEST_SHARED
            if not enough or place.asks not in (None, line.asks):
                continue
            kind = 0.2
        elif place.move in own:
            kind = 0.8 - place.less
        else:
            continue
        core = place.core if place.move else _around(content, place, spoken)
        if place.move is None and abs(line.point - core[0] / max(1, len(spoken.words))) > _FARTHEST:
            continue
        yield Fit(line.number, Status.CHANGED, worth(kind, shared, core[0]), shared, *core, place.shown)


_FARTHEST = 0.5
"""How far apart in script and call, as shares of both, the same content may stand for being the same line."""
_OF_SLOT = {Slot.CALLER: "introduces", Slot.TIME: "step"}
"""What a line with such a blank is for."""


def _around(content: frozenset[str], place: Place, spoken: Spoken) -> tuple[int, int]:
    """From the first to the last word of a stretch that is of this content."""
    first, end = place.core
    hits = [n for n in range(first, end) if content_of(spoken.words[n]) & content]
    return (hits[0], hits[-1] + 1) if hits else place.core
