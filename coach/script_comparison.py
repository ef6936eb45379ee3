"""After the call: what of the script was said, what was said in other words, what was left out, and what was asked beside.

Every line of the script is looked for in the rep's words: first by its own words in their order, then by what the line
is for (`coach.language.script_intents`) or by most of its content. A place in the call belongs to one line; of several
fitting ones the likest, and the one at the like point of the call, is taken. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import LCSseq, Opcode

from coach.language.concepts import concept
from coach.language.reading import Reading
from coach.language.question_types import ABOUT_THEM, ASKS_WHO
from coach.language.questions import TAG_QUESTION, punctuated
from coach.language.script_intents import asks_for, moves
from coach.language.sentences import Passage, passages, plain, split
from coach.language.step_wording import OFFER
from coach.language.stems import stem
from coach.language.vocabulary import CALL_WORDS, DAYS, FILLERS, FUNCTION_WORDS, GREETINGS, NUMBER_WORDS
from coach.language.when import moments
from coach.models import Evidence, Facts, Kind, Question, QuestionType, Speaker, Transcript, Value, Word
from coach.scripts import Script, ScriptLine, ScriptPart, Slot
from coach.typed import TextSpan


class Status(StrEnum):
    """What became of a line of the script."""

    SAID = "said"
    CHANGED = "changed"
    SKIPPED = "skipped"


class ComparedLine(Value):
    """A sentence of the script and what became of it in the call."""

    text: str
    part: ScriptPart
    span: TextSpan
    """Where it stands in the script's text."""
    condition: str | None = None
    """When the script wants it said; a skipped line with a condition need not be a lapse."""
    status: Status
    evidence: Evidence | None = None
    """The words of the call that say it."""
    likeness: float = 0.0
    """How much of its wording was said in order, 0 to 1."""


class ScriptComparison(Value):
    """A script held against the call that was made with it."""

    lines: tuple[ComparedLine, ...]
    extra: tuple[Question, ...] = ()
    """What the rep asked beside the script."""

    def having(self, status: Status) -> tuple[ComparedLine, ...]:
        """The lines of this status; of the skipped ones only those that are said in every call."""
        return tuple(
            line for line in self.lines if line.status is status and not (status is Status.SKIPPED and line.condition)
        )


SAID = 0.68
"""Share of a line's wording, by weight and in order, from which on it was said."""
SAID_OF_SHORT = 0.8
"""The same for a line that weighs little, of which one word is much."""
_SHORT = 8.0
DENSE = 0.5
"""Share of the stretch in the call that must be the line's own words."""
SHARED = 0.5
"""Share of a line's content that a stretch of the same kind must have for being the same line in other words."""
FEWEST_SHARED = 2
_PLACE = 0.25
"""What it counts that a line stands at the like point of script and call."""
_OVERLAP = 0.5
"""Share of a stretch that may belong to another line already."""
_LIGHT = FILLERS | GREETINGS
_EXACT = (DAYS | NUMBER_WORDS) - frozenset(("one", "oh", "first", "second", "third", "couple", "well", "day"))
"""Where one of these is another, the line was not said as it stands."""
_LONG = {
    "im": "i am", "ive": "i have", "ill": "i will", "id": "i would", "youre": "you are", "youve": "you have",
    "youll": "you will", "youd": "you would", "its": "it is", "thats": "that is", "whats": "what is", "hows": "how is",
    "whos": "who is", "wheres": "where is", "were": "we are", "weve": "we have", "well": "we will", "lets": "let us",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "cant": "can not", "names": "name is",
}  # fmt: skip


@dataclass(frozen=True)
class _Line:
    """A sentence of the script: `words` in plain form without blanks, and where it stands."""

    number: int
    passage: Passage
    line: ScriptLine
    span: TextSpan
    words: tuple[str, ...]
    asks: bool


@dataclass(frozen=True)
class _Fit:
    """A place in the call that may be a line of the script. `first`, `last`: numbers of the call's own words."""

    line: int
    status: Status
    worth: float
    likeness: float
    first: int
    last: int
    shown: Passage


def compare(script: Script, transcript: Transcript, facts: Facts | None = None) -> ScriptComparison:
    """What of `script` the rep said in the call of `transcript`, whose speakers are known."""
    facts = (facts or Facts()).model_copy(update={"kind": Kind.CALL})
    reading = Reading(transcript, facts)
    lines = tuple(_lines(script))
    spoken = _Spoken.of(transcript)
    fits = sorted(_fits(lines, spoken, reading), key=lambda fit: -fit.worth)
    chosen: dict[int, _Fit] = {}
    for fit in fits:
        if fit.line not in chosen and not any(_same_place(fit, other) for other in chosen.values()):
            chosen[fit.line] = fit
    while found := {fit.line: fit for fit in _between(lines, spoken, chosen, reading, script)}:
        chosen |= found
    compared = tuple(_compared(line, chosen.get(line.number)) for line in lines)
    return ScriptComparison(lines=compared, extra=tuple(_extra(reading, spoken, chosen.values())))


def _lines(script: Script) -> Iterator[_Line]:
    """The sentences that the script has the rep say, without those that say nothing."""
    number = 0
    for line in script.rep:
        words = tuple(Word(text=w.text, start=float(at), end=float(at) + 0.5) for at, w in enumerate(line.words))
        for sentence in split(Passage(words, Speaker.REP)):
            own = [line.words[int(word.start)] for word in sentence.words]
            told = _plain_words(w.text for w in own if w.slot is None)
            if not any(_weight(word) >= 1 for word in told):
                continue
            span = TextSpan(start=own[0].start, end=own[-1].end)
            asks = sentence.text.rstrip('"”’)').endswith("?")
            if not asks and sum(_weight(word) for word in told) < _SAYS_SOMETHING:
                continue
            yield _Line(number, sentence, line, span, told, asks)
            number += 1


_SAYS_SOMETHING = 3.0
"""Weight of a statement below which it is no more than "Okay, great."."""


@dataclass(frozen=True)
class _Spoken:
    """The rep's words in the call: sentences, and for each plain word the sentence and word it comes from."""

    turns: tuple[Passage, ...]
    words: tuple[str, ...]
    owners: tuple[tuple[int, int], ...]
    """For each plain word: number of its turn, and of its word in the turn."""
    bounds: tuple[tuple[int, int], ...]
    """For each turn its first plain word and the one behind its last."""

    @classmethod
    def of(cls, transcript: Transcript) -> _Spoken:
        turns = passages(transcript, Speaker.REP)
        words: list[str] = []
        owners: list[tuple[int, int]] = []
        bounds: list[tuple[int, int]] = []
        for at, turn in enumerate(turns):
            first = len(words)
            for number, word in enumerate(turn.words):
                for token in _plain_words([word.text]):
                    words.append(token)
                    owners.append((at, number))
            bounds.append((first, len(words)))
        return cls(turns, tuple(words), tuple(owners), tuple(bounds))

    def passage(self, first: int, last: int) -> Passage:
        """The words of the call behind the plain words `first` to `last` of one turn, `last` not included."""
        turn, start = self.owners[first]
        return self.turns[turn].part(start, self.owners[last - 1][1] + 1)

    def numbers(self, passage: Passage) -> tuple[int, int]:
        """The first plain word of a passage of the call, and the one behind its last."""
        for at, turn in enumerate(self.turns):
            if turn.start <= passage.start < turn.end:
                first, end = self.bounds[at]
                inside = [
                    n for n in range(first, end) if passage.start <= turn.words[self.owners[n][1]].start < passage.end
                ]
                return (inside[0], inside[-1] + 1) if inside else (first, first)
        return 0, 0


def _fits(lines: tuple[_Line, ...], spoken: _Spoken, reading: Reading) -> Iterator[_Fit]:
    places = list(_places(spoken, reading))
    for line in lines:
        point = line.number / max(1, len(lines) - 1)

        def worth(kind: float, likeness: float, first: int, point: float = point) -> float:
            away = abs(point - first / max(1, len(spoken.words)))
            return kind + likeness + _PLACE * (1 - away)

        yield from _word_for_word(line, spoken, worth)
        yield from _otherwise(line, places, spoken, worth)


def _word_for_word(line: _Line, spoken: _Spoken, worth: object) -> Iterator[_Fit]:
    """Where the words of the line stand in their order, nearly all of them and close together."""
    assert callable(worth)
    total = sum(map(_weight, line.words))
    own = [_root(word) for word in line.words]
    exact = [word for word in line.words if word in _EXACT]
    reach = len(own) + max(3, len(own) // 2)
    for first, end in spoken.bounds:
        turn = [_root(word) for word in spoken.words[first:end]]
        if not set(own) & set(turn):
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
            share = sum(_weight(line.words[n]) for n in matched) / total
            dense = len(matched) / stop
            if (
                share >= (SAID if total >= _SHORT else SAID_OF_SHORT)
                and dense >= DENSE
                and (best is None or share > best[0])
            ):
                best = (share, first + start + same[0].dest_start, first + start + stop)
        if best:
            share, a, b = best
            others = [word for word in spoken.words[a:b] if word in _EXACT and word not in exact]
            kept = not others or all(word in spoken.words[a:b] for word in exact)
            status = Status.SAID if kept else Status.CHANGED
            yield _Fit(line.number, status, worth(2.0 if kept else 1.2, share, a), share, a, b, spoken.passage(a, b))


def _close_together(same: list[Opcode], words: tuple[str, ...]) -> list[Opcode]:
    """Without light words that stand apart before or behind the rest: they belong to what is said there."""
    while len(same) > 1 and same[-1].dest_start - same[-2].dest_end >= _APART and _light(same[-1], words):
        same = same[:-1]
    while len(same) > 1 and same[1].dest_start - same[0].dest_end >= _APART and _light(same[0], words):
        same = same[1:]
    return same


_APART = 2


def _light(op: Opcode, words: tuple[str, ...]) -> bool:
    return sum(_weight(words[n]) for n in range(op.src_start, op.src_end)) <= _APART


@dataclass(frozen=True)
class _Place:
    """A stretch of the call that makes a move, or a whole sentence. `core`: the plain words that make it."""

    shown: Passage
    core: tuple[int, int]
    move: str | None
    content: frozenset[str]
    asks: bool | None
    """None where the call has no marks to tell it by."""
    less: float = 0.0
    """What it is worth less than another place that makes the same move."""


def _places(spoken: _Spoken, reading: Reading) -> Iterator[_Place]:
    marked = punctuated(spoken.turns)
    # Where the words themselves announce it, that place is the likelier one.
    agreed = [reading.agreed_step.stated] if reading.agreed_step else []
    known = {"step": agreed, "says it back": reading.listening[0], "sums up": reading.summaries[0]}
    for name, found_there in known.items():
        for passage in found_there:
            if passage.speaker is Speaker.REP and (name == "step" or not TAG_QUESTION.search(passage.plain)):
                yield _Place(passage, spoken.numbers(_step_part(passage)), name, _content(passage.plain), None, _LESS)
    for turn in spoken.turns:
        for sentence in split(turn):
            asks = sentence.text.rstrip('"”’)').endswith("?") if marked else None
            found = sorted(moves(sentence.plain), key=lambda move: move.start)
            long = len(sentence.words) > _LONGEST_SENTENCE
            for number, move in enumerate(found):
                core = sentence.between(move.start, move.end)
                behind = next((m.start for m in found[number + 1 :] if m.start >= move.end), len(sentence.plain))
                begins = 0 if not number and len(sentence.plain[: move.start].split()) <= _LEADS_IN else move.start
                shown = sentence.between(begins, len(sentence.plain[:behind].rstrip())) if long else sentence
                yield _Place(shown, spoken.numbers(core), move.name, _content(shown.plain), asks)
            if _proposes(sentence.plain):
                shown = _step_part(sentence) if long else sentence
                yield _Place(shown, spoken.numbers(_step_part(sentence)), "step", _content(shown.plain), asks)
            for part in sentence.clauses if long else (sentence,):
                yield _Place(part, spoken.numbers(part), None, _content(part.plain), asks)


_LESS = 0.3
_LONGEST_SENTENCE = 18
"""Words of a sentence beyond which only the part that makes the move is shown."""


_LEADS_IN = 4
"""Words before the first move of a long sentence that are shown with it."""


def _proposes(text: str) -> bool:
    return OFFER.search(text) is not None and any(moment.exact for moment in moments(text, None))


def _step_part(sentence: Passage) -> Passage:
    """The part of a sentence that says what and when, without a question for a yes behind it."""
    offer = OFFER.search(sentence.plain)
    if offer is None:
        return sentence
    asks = [m.start for m in moves(sentence.plain) if m.name == "asks for a yes" and m.start > offer.end()]
    return sentence.between(offer.start(), min(asks, default=len(sentence.plain)))


def _otherwise(line: _Line, places: Iterable[_Place], spoken: _Spoken, worth: object) -> Iterator[_Fit]:
    """Where the call does what the line is for, or says most of its content."""
    assert callable(worth)
    text = line.passage.plain
    own = {move.name for move in moves(text)}
    if _proposes(text):
        own.add("step")
    own |= {
        _OF_SLOT[w.slot] for w in line.line.words if w.slot in _OF_SLOT and line.span.start <= w.start < line.span.end
    }
    content = _content(text)
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
        yield _Fit(line.number, Status.CHANGED, worth(kind, shared, core[0]), shared, *core, place.shown)


_OF_SLOT = {Slot.CALLER: "introduces", Slot.TIME: "step"}
"""What a line with such a blank is for."""


def _around(content: frozenset[str], place: _Place, spoken: _Spoken) -> tuple[int, int]:
    """From the first to the last word of a stretch that is of this content."""
    first, end = place.core
    hits = [n for n in range(first, end) if _content(spoken.words[n]) & content]
    return (hits[0], hits[-1] + 1) if hits else place.core


def _between(
    lines: tuple[_Line, ...], spoken: _Spoken, chosen: dict[int, _Fit], reading: Reading, script: Script
) -> Iterator[_Fit]:
    """Questions left over on both sides between the same neighbours: about the same thing, or as many here as there."""
    left = [(question, _inside(question, spoken)) for question in _extra(reading, spoken, chosen.values())]
    types = {q.text: q.type for q in _questions_of(script)}
    open_lines = [line for line in lines if line.asks and line.number not in chosen]
    for (before, behind), own in groupby(open_lines, key=lambda line: _gap(line.number, chosen, len(spoken.words))):
        here = list(own)
        there = [(q, inside) for q, inside in left if inside and before <= inside[0] and inside[-1] < behind]
        pairs = list(_alike(here, there, types))
        if not pairs and len(here) == len(there):
            pairs = [(x, y) for x, y in zip(here, there, strict=True) if _both_about_them(x, y[0], types)]
        for line, (_, inside) in pairs:
            shown = spoken.passage(inside[0], inside[-1] + 1)
            yield _Fit(line.number, Status.CHANGED, 0.0, 0.0, inside[0], inside[-1] + 1, shown)


_Asked = tuple[Question, list[int]]
"""A question of the call and the numbers of its plain words."""


def _gap(number: int, chosen: dict[int, _Fit], count: int) -> tuple[int, int]:
    """The plain words of the call between those of the nearest lines before and behind that were found."""
    before = next((chosen[n].last for n in sorted(chosen, reverse=True) if n < number), 0)
    behind = next((chosen[n].first for n in sorted(chosen) if n > number), count)
    return before, behind


def _alike(here: list[_Line], there: list[_Asked], types: dict[str, QuestionType]) -> Iterator[tuple[_Line, _Asked]]:
    """Each line with the first question behind the one before that asks for the same kind of thing."""
    at = 0
    for line in here:
        for number in range(at, len(there)):
            question = there[number][0]
            same = types.get(line.passage.text) is question.type
            if _about_the_same(plain(question.text), line.passage.plain, same):
                yield line, there[number]
                at = number + 1
                break


def _both_about_them(line: _Line, question: Question, types: dict[str, QuestionType]) -> bool:
    kind = types.get(line.passage.text)
    both = {kind, question.type}
    return kind in ABOUT_THEM and (kind is question.type or both <= {QuestionType.CONNECTING, QuestionType.SITUATION})


def _questions_of(script: Script) -> tuple[Question, ...]:
    """The questions of the script, typed as in a call."""
    turns = [
        (line.speaker, " ".join(w.text for w in line.words if w.slot is None)) for line in script.lines if line.words
    ]
    return Reading(Transcript.from_turns(turns), Facts(kind=Kind.CALL)).questions


def _about_the_same(one: str, other: str, same_type: bool) -> bool:
    """Whether two questions at the same point of script and call ask for the same kind of thing."""
    words, kinds = len(_content(one) & _content(other)), len(asks_for(one) & asks_for(other))
    return bool(words) or kinds >= (1 if same_type else 2)


def _same_place(one: _Fit, other: _Fit) -> bool:
    common = min(one.last, other.last) - max(one.first, other.first)
    shorter = min(one.last - one.first, other.last - other.first)
    return common > 0 and common >= _OVERLAP * max(1, shorter)


def _compared(line: _Line, fit: _Fit | None) -> ComparedLine:
    return ComparedLine(
        text=line.passage.text,
        part=line.line.part,
        span=line.span,
        condition=line.line.condition,
        status=fit.status if fit else Status.SKIPPED,
        evidence=fit.shown.evidence if fit else None,
        likeness=round(fit.likeness, 3) if fit else 0.0,
    )


def _extra(reading: Reading, spoken: _Spoken, chosen: Iterable[_Fit]) -> Iterator[Question]:
    """The questions of the call that belong to no line of the script."""
    taken = [(fit.first, fit.last) for fit in chosen]
    taken += [spoken.numbers(fit.shown) for fit in chosen if len(fit.shown.words) <= _LONGEST_SENTENCE]
    for question in reading.questions:
        if question.type is QuestionType.GOOD_TIME or question.because == ASKS_WHO:
            continue
        inside = _inside(question, spoken)
        if inside and not any(first <= n < last for first, last in taken for n in inside):
            yield question


def _inside(question: Question, spoken: _Spoken) -> list[int]:
    """The numbers of the plain words of a question of the call."""
    return [
        n
        for n, (turn, word) in enumerate(spoken.owners)
        if question.start <= spoken.turns[turn].words[word].start < question.end
    ]


def _plain_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Words in plain form, contractions in full."""
    return tuple(word for text in texts for token in plain(text).split() for word in _LONG.get(token, token).split())


@lru_cache(maxsize=65536)
def _root(word: str) -> str:
    return stem(word)


def _weight(word: str) -> float:
    if word in _LIGHT:
        return 0.3
    return 1.0 if word in FUNCTION_WORDS or word in CALL_WORDS else 2.0


def _content(text: str) -> frozenset[str]:
    words = _plain_words([text])
    return frozenset(concept(w) for w in words if w not in FUNCTION_WORDS and w not in _LIGHT)
