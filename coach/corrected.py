"""A transcript with its corrections applied. Pure; the same original and corrections give the same transcript."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from coach.corrections import (
    MOST_CORRECTIONS,
    CastRep,
    Correction,
    CorrectWord,
    JoinUtterances,
    SetSpeaker,
    SplitUtterance,
    Swap,
)
from coach.errors import CoachError
from coach.language.sentences import PAUSE_S
from coach.models import Basis, Casting, Span, Speaker, Transcript, Utterance, Word
from coach.withholding import has_digits, text_without_secrets, without_secrets

YOU_SAID_SO = "you said so"


def corrected(transcript: Transcript, corrections: Iterable[Correction]) -> Transcript:
    """`transcript` with `corrections` applied in order. Raises CoachError for one that does not fit."""
    for count, correction in enumerate(corrections, start=1):
        check_count(count)
        transcript = _apply(transcript, correction)
    return transcript


def check_count(count: int) -> None:
    """Raises CoachError when one recording would have more corrections than it takes."""
    if count > MOST_CORRECTIONS:
        raise CoachError(
            f"A recording takes {MOST_CORRECTIONS} corrections, not more.", "Undo some, or have it listened to again."
        )


def settled(transcript: Transcript, correction: Correction) -> Correction:
    """`correction` as it is kept: without the digits of a card number, also of one that it completes.

    And so that it means the same whoever is taken for the rep later: a swap names the voice.
    """
    if isinstance(correction, CorrectWord) and has_digits(correction.text):
        return _without_digits(transcript, correction)
    if isinstance(correction, Swap) and transcript.casting is not None:
        return CastRep(voice=_other_voice(transcript))
    return correction


def _without_digits(transcript: Transcript, correction: CorrectWord) -> CorrectWord:
    correction = correction.model_copy(update={"text": text_without_secrets(correction.text)})
    typed = _with_words(transcript, correction)
    after = without_secrets(typed)
    still = {(word.start, word.text) for word in after.words}
    new = {(word.start, word.text) for word in typed.words} - {(word.start, word.text) for word in transcript.words}
    if new <= still:
        return correction
    gone = min(new - still)
    mark = next(word.text for word in reversed(tuple(after.words)) if word.start <= gone[0])
    texts = [mark if any(text == word for _, word in new - still) else text for text in correction.text.split()]
    return correction.model_copy(update={"text": " ".join(dict.fromkeys(texts))})


def heard_key(transcript: Transcript) -> str:
    """The same for two transcripts of the same words, times and voices, whoever was taken for the rep."""
    heard = [
        (u.voice or u.speaker.value, [(word.text, word.start, word.end) for word in u.words])
        for u in transcript.utterances
    ]
    return hashlib.sha256(json.dumps(heard).encode()).hexdigest()


def _apply(transcript: Transcript, correction: Correction) -> Transcript:
    match correction:
        case CorrectWord(text=text):
            changed = _with_words(transcript, correction)
            # What somebody typed may be a card number, or complete one.
            return without_secrets(changed) if has_digits(text) else changed
        case SetSpeaker():
            return _with_speaker(transcript, correction)
        case SplitUtterance(utterance=at, word=word):
            turn = _utterance(transcript, at)
            if not 0 < word < len(turn.words):
                raise CoachError(
                    f"Line {at + 1} cannot be split at word {word + 1}: it has {len(turn.words)}.",
                    "Name a word after the first.",
                )
            return _replaced(transcript, at, 1, (_part(turn, 0, word), _part(turn, word, None)))
        case JoinUtterances(utterance=at):
            turn = _utterance(transcript, at)
            if at + 1 == len(transcript.utterances):
                raise CoachError(f"Line {at + 1} is the last: there is none to join it with.", "Name an earlier one.")
            return _replaced(transcript, at, 2, (_joined(turn, transcript.utterances[at + 1]),))
        case Swap():
            return _swapped(transcript)
        case CastRep(voice=voice):
            if voice not in transcript.voices:
                known = ", ".join(transcript.voices) or "none"
                raise CoachError(f"There is no voice '{voice}' on this recording.", f"The voices are: {known}.")
            return transcript.cast(_told(voice))


def _with_words(transcript: Transcript, correction: CorrectWord) -> Transcript:
    at, first, count = correction.utterance, correction.word, correction.count
    turn = _utterance(transcript, at)
    if first + count > len(turn.words):
        raise CoachError(f"Line {at + 1} has no word {first + count}: it has {len(turn.words)}.", "Count them again.")
    texts = correction.text.split()
    replaced, rest = turn.words[first : first + count], turn.words[first + count :]
    end = max(word.end for word in replaced)
    put = _spread(texts, replaced[0].start, end, min(end, rest[0].start) if rest else end)
    words = (*turn.words[:first], *put, *rest)
    if words:
        return _replaced(transcript, at, 1, (turn.model_copy(update={"words": words}),))
    if len(transcript.utterances) == 1:
        raise CoachError("These are the only words of the recording.", "At least one word has to stay.")
    return _replaced(transcript, at, 1, ())


def _with_speaker(transcript: Transcript, correction: SetSpeaker) -> Transcript:
    at, first = correction.utterance, correction.first
    turn = _utterance(transcript, at)
    last = len(turn.words) if correction.last is None else correction.last
    if not first < last <= len(turn.words):
        raise CoachError(f"Line {at + 1} has no words {first + 1} to {last}: it has {len(turn.words)}.", "Look again.")
    speaker = correction.speaker
    said = _part(turn, first, last).model_copy(
        update={"speaker": speaker, "voice": _voice_of(transcript, turn, speaker), "sure": None}
    )
    parts = [_part(turn, 0, first)] if first else []
    parts.append(said)
    if last < len(turn.words):
        parts.append(_part(turn, last, None))
    begin, count = at, 1
    if correction.run_on:
        if not first and at and _runs_on(transcript.utterances[at - 1], said):
            parts[0] = said = _joined(transcript.utterances[at - 1], said)
            begin, count = at - 1, 2
        if last == len(turn.words) and at + 1 < len(transcript.utterances):
            after = transcript.utterances[at + 1]
            if _runs_on(said, after):
                parts[-1] = _joined(said, after)
                count += 1
    changed = _replaced(transcript, begin, count, parts)
    if transcript.message is None or (speaker is Speaker.GREETING) == (turn.speaker is Speaker.GREETING):
        return changed
    # What is greeting and what is message was put right: the message lies where its words do.
    own = changed.by(Speaker.REP)
    message = Span(start=own[0].start, end=max(u.end for u in own)) if own else None
    return changed.model_copy(update={"message": message})


def _voice_of(transcript: Transcript, turn: Utterance, speaker: Speaker) -> str | None:
    """The voice that words by `speaker` have, so that a swap afterwards takes them along."""
    rep = transcript.casting.rep if transcript.casting else None
    if rep is None or turn.voice is None:
        return turn.voice
    if speaker is Speaker.REP:
        return rep
    if speaker is not Speaker.PROSPECT:
        return None
    others = [voice for voice in transcript.voices if voice != rep]
    if turn.voice in others:
        return turn.voice
    return others[0] if len(others) == 1 else None


def _swapped(transcript: Transcript) -> Transcript:
    if transcript.casting is not None:
        return transcript.cast(_told(_other_voice(transcript)))
    if not (transcript.by(Speaker.REP) and transcript.by(Speaker.PROSPECT)):
        raise CoachError("There are no two sides to swap.", "Say of each line who speaks.")
    other = {Speaker.REP: Speaker.PROSPECT, Speaker.PROSPECT: Speaker.REP}
    swapped = tuple(u.model_copy(update={"speaker": other.get(u.speaker, u.speaker)}) for u in transcript.utterances)
    return transcript.model_copy(update={"utterances": swapped})


def _other_voice(transcript: Transcript) -> str:
    rep = transcript.casting.rep if transcript.casting else None
    if rep is None:
        raise CoachError("Nobody is taken for the rep yet, so there is nothing to swap.", "Say which voice is the rep.")
    others = [voice for voice in transcript.voices if voice != rep]
    if len(others) != 1:
        raise CoachError(
            "A swap needs two voices." if not others else "There are more than two voices: which one is the rep?",
            f"The voices are: {', '.join(transcript.voices)}.",
        )
    return others[0]


def _told(voice: str) -> Casting:
    return Casting(rep=voice, basis=Basis.TOLD, because=YOU_SAID_SO)


def _utterance(transcript: Transcript, index: int) -> Utterance:
    if not 0 <= index < len(transcript.utterances):
        raise CoachError(f"There is no line {index + 1}: there are {len(transcript.utterances)}.", "Look again.")
    return transcript.utterances[index]


def _part(turn: Utterance, first: int, last: int | None) -> Utterance:
    return turn.model_copy(update={"words": turn.words[first:last]})


def _joined(turn: Utterance, after: Utterance) -> Utterance:
    words = tuple(sorted((*turn.words, *after.words), key=lambda word: word.start))
    known = [u.sure for u in (turn, after) if u.sure is not None]
    return turn.model_copy(update={"words": words, "sure": min(known) if known else None})


def _runs_on(turn: Utterance, after: Utterance) -> bool:
    """Whether `after` goes on with a sentence of the same speaker."""
    same = (turn.speaker, turn.voice) == (after.speaker, after.voice)
    return same and after.start - turn.end < PAUSE_S and turn.words[-1].text[-1:] not in ".?!"


def _replaced(transcript: Transcript, at: int, count: int, turns: Sequence[Utterance]) -> Transcript:
    """`transcript` with `turns` in the place of `count` utterances, in order of start."""
    put = [*transcript.utterances[:at], *turns, *transcript.utterances[at + count :]]
    put.sort(key=lambda u: u.start)
    return transcript.model_copy(update={"utterances": tuple(put)})


def _spread(texts: Sequence[str], start: float, end: float, last_start: float) -> tuple[Word, ...]:
    """Words that share a stretch of time evenly, none of which begins after `last_start`."""
    step = (end - start) / len(texts) if texts else 0.0
    between = (round(start + n * step, 3) for n in range(1, len(texts)))
    borders = [start, *(min(max(start, at), last_start) for at in between), end]
    return tuple(Word(text=text, start=a, end=b) for text, a, b in zip(texts, borders, borders[1:], strict=False))
