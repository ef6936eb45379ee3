"""What a recording is, by what is heard in it: a voicemail, a call, or no speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from coach.edges.message import Message
from coach.language.sentences import Passage, plain, sentences
from coach.models import Kind, Speaker, Transcript, Utterance, Word

_ANSWER = re.compile(
    r"^(?:yes|yeah|yep|yup|no|nope|sure|okay|ok|right|uh huh|mm|correct|exactly|absolutely|definitely|not really"
    r"|speaking|of course|great|perfect"
    r"|sounds good|that works|fine|all right|alright|got it|i see|oh|well|um|uh|hmm|certainly)\b"
)
_HELLO = re.compile(r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))\b")

# The same signs without punctuation, which recognisers drop. Weights and threshold were chosen on two sets of labelled
# texts (60 + 70 voicemails, 24 + 24 calls: none wrong) and held on three others (210 + 72: at most one wrong).
_REPLIES = re.compile(
    r"\b(?:yes|yeah|yep|yup|no|nope|okay|ok|sure|aye|alright|all right|exactly|speaking|got it|i see|right)\b"
)
_QUESTIONS = re.compile(
    r"\b(?:do|did|are|would|could|can|will|have|were|dont|arent) (?:you|i|we|they|your)\b"
    r"|\b(?:what|how|when|where|who|whos|whats|hows|why|which)(?: \w+)? (?:do|did|are|is|was|were|would|could|can"
    r"|will|have|has|about|made|much|many|long|you|your|the|that|it|happens?)\b|\bis (?:that|this|there|it|now)\b"
)
_CALLBACKS = re.compile(
    r"\b(?:call|ring|text|phone|buzz|reach|get) (?:me|us)(?: back| on| at|\b)|\btalk to you\b|\bspeak soon\b"
    r"|\bgive (?:me|us) a (?:call|ring|buzz|shout|bell)\b|\bmy (?:direct )?(?:number|line|cell|mobile)|\bvoicemail\b"
    r"|\bsorry i missed you\b|\btry you\b|\bleave you\b|\bbye for now\b"
)
_REPLY, _QUESTION, _CALLBACK, _LONG = 0.5, 0.5, -1.0, 1 / 120
_TWO_VOICES = 3.3
_EXCHANGE = 3.0
_SURE_EXCHANGE = 5.0
_ANSWERED, _LIVELY, _LIVELY_A_MINUTE = 2.0, 4.0, 1.5
"""Somebody who speaks alone for long asks and answers a question now and then, too."""
_A_SIGN, _SIGNS = 1.0, 1.5
_FEWEST_CHANGES, _LEAST_SHARE = 3, 0.1
_LONGEST_MESSAGE_S = 180.0


def guess_kind(words: Sequence[Word], message: Message, two_parties: bool) -> tuple[Kind, str]:
    """The kind, and why in plain words."""
    if not words:
        return Kind.NO_SPEECH, "nobody speaks in this recording"
    if two_parties:
        return Kind.CALL, "two channels with different people"
    spoken = words[-1].end - words[0].start
    answered, exchange = _exchange(words)
    flat = _flat_exchange(words)
    if message.greeted and exchange < _SURE_EXCHANGE:
        return Kind.VOICEMAIL, message.because
    if answered and (exchange >= _EXCHANGE or flat >= _TWO_VOICES):
        return Kind.CALL, f"{answered} question{'s are' if answered > 1 else ' is'} answered, {_length(spoken)}"
    if exchange >= _EXCHANGE or flat >= _TWO_VOICES:
        return Kind.CALL, f"questions and replies as between two people, {_length(spoken)}"
    if spoken > _LONGEST_MESSAGE_S:
        return Kind.CALL, f"{_length(spoken)} of speech, longer than a message"
    return Kind.VOICEMAIL, message.because


def is_exchange(words: Sequence[Word]) -> bool:
    """Whether the words alone show two people: a question is answered, or questions and replies come thick and fast."""
    if not words:
        return False
    answered, exchange = _exchange(words)
    minutes = (words[-1].end - words[0].start) / 60
    return exchange >= (_ANSWERED if answered else max(_LIVELY, _LIVELY_A_MINUTE * minutes))


def may_be_exchange(words: Sequence[Word], message: Message) -> bool:
    """Whether what was taken for a message has a sign of two people in its words; then the voices are worth a look."""
    signs = _flat_exchange(words) - _LONG * len(words)
    return not message.greeted and (_exchange(words)[1] >= _A_SIGN or signs >= _SIGNS)


def takes_turns(utterances: Sequence[Utterance]) -> bool:
    """Whether two voices speak in turns, to and fro: a greeting and the message after it are one change only."""
    by_voice = Counter(u.voice for u in utterances for _ in u.words)
    changes = sum(a.voice != b.voice for a, b in pairwise(utterances))
    return changes >= _FEWEST_CHANGES and min(by_voice.values()) >= _LEAST_SHARE * by_voice.total()


def _exchange(words: Sequence[Word]) -> tuple[int, float]:
    """How many questions are answered, and how much in the sentences points to two people talking."""
    whole = Transcript(utterances=(Utterance(speaker=Speaker.UNKNOWN, words=tuple(words)),))
    said = sentences(whole, Speaker.UNKNOWN)
    answered = sum(_asks(a) and _ANSWER.match(b.plain) is not None for a, b in pairwise(said))
    asked = sum(_asks(s) for s in said)
    replies = sum(_ANSWER.match(s.plain) is not None and len(s.words) <= 6 for s in said)
    greetings = sum(_HELLO.match(s.plain) is not None for s in said[:5])
    callbacks = sum(_CALLBACKS.search(s.plain) is not None for s in said)
    return answered, 1.2 * answered + 0.5 * asked + 0.6 * replies + (greetings > 1) - 1.2 * callbacks


def _flat_exchange(words: Sequence[Word]) -> float:
    text = plain(" ".join(word.text for word in words))
    return (
        _REPLY * len(_REPLIES.findall(text))
        + _QUESTION * len(_QUESTIONS.findall(text))
        + _CALLBACK * len(_CALLBACKS.findall(text))
        + _LONG * len(text.split())
    )


def _asks(sentence: Passage) -> bool:
    return sentence.words[-1].text.rstrip("\"'”’").endswith("?")


def _length(seconds: float) -> str:
    return f"{seconds / 60:.1f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"
