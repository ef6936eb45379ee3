"""Awkward calls, made from the voices of the samples: what recorders, lines and people do to a call.

Everything is seeded. A `Call` holds its channels and its true turns, so that tests can say which words went to whom.
The synthetic voices: Luis (rep) and Tom (prospect) of sample 5, who share no sound but a faint bleed, and Hattie of
a voicemail. Luis and Tom sound much alike, so Derek of another voicemail stands in where voices are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from sounds import RATE, Sound, mulaw, pink, quiet, read, write

SAMPLES = Path(__file__).parents[1] / "samples"
LEVEL_DB = -23.0
"""Loudness of every voice while it speaks."""
LINE_DB = -62.0
"""Noise of a good line: no channel of a telephone is ever digitally silent."""
EDGE_S = 0.01


@dataclass(frozen=True)
class Turn:
    """What one voice says from `start` to `end`."""

    speaker: str
    start: float
    end: float
    text: str

    @property
    def truth(self) -> dict[str, object]:
        return {"speaker": self.speaker, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True)
class Part:
    """A turn with its sound, not yet at its place. `side` is 0 for the rep's channel, 1 for the other."""

    speaker: str
    text: str
    sound: Sound
    side: int

    @property
    def length(self) -> float:
        return len(self.sound) / RATE


@dataclass(frozen=True)
class Call:
    """A recording: channels as (channels, samples), and who says what when."""

    channels: Sound
    turns: tuple[Turn, ...]

    @property
    def truth(self) -> list[dict[str, object]]:
        return [turn.truth for turn in self.turns]

    def saved(self, path: Path) -> Path:
        """The file of this call."""
        return write(path, *self.channels)


# The turns of sample 5, measured where one channel is louder than the other by more than its bleed.
SAMPLE_5 = (
    Turn(
        "rep", 0.40, 8.95,
        "Tom, it's Luis from Northside Heating, calling about the message you left us about the upstairs unit blowing "
        "warm. Did I catch you at a good time?",
    ),
    Turn("prospect", 9.50, 11.62, "Not really, man, I'm, uh, I'm up on a ladder."),
    Turn("rep", 12.02, 15.00, "Oh, okay, come down safe first. When would be better?"),
    Turn("prospect", 15.05, 18.15, "Um, I'm done here about four. Call me, like, four thirty."),
    Turn("rep", 18.58, 20.38, "Four thirty today. I can do that."),
    Turn("prospect", 20.62, 21.10, "Yeah."),
    Turn(
        "rep", 21.32, 27.98,
        "And that way I'll have the manual for your unit in front of me and we can figure out if it's the capacitor "
        "before I drive out.",
    ),
    Turn("prospect", 27.84, 28.78, "Oh, that'd be good."),
    Turn("rep", 29.42, 33.72, "So I'll call you at four thirty today to check the capacitor with you. That good?"),
    Turn("prospect", 33.98, 34.92, "Yep, four thirty's fine."),
    Turn("rep", 34.86, 35.52, "Same number?"),
    Turn("prospect", 36.02, 36.66, "Yeah, this one."),
    Turn("rep", 37.32, 38.55, "All right. Careful on the ladder."),
    Turn("prospect", 38.48, 39.20, "Ha. Will do."),
    Turn("rep", 39.78, 40.48, "Bye, Tom."),
    Turn("prospect", 40.70, 41.15, "Bye."),
)  # fmt: skip

_ELSEWHERE = {
    "hattie table": (
        "3-after-greeting-and-beep", 12.62, 17.88,
        "You came round on Sunday with your mum and liked the long table set-up for a hundred and twenty.",
    ),
    "hattie june": (
        "3-after-greeting-and-beep", 18.20, 21.22, "The second Saturday in June has come free this morning.",
    ),
    "hattie friday": (
        "3-after-greeting-and-beep", 21.55, 24.15, "I can hold it in your name till Friday noon.",
    ),
    "derek yesterday": (
        "2-weak-voicemail", 9.92, 16.2,
        "I tried you yesterday and I tried you again this morning and, uh, no answer both times.",
    ),
    "derek thing": (
        "2-weak-voicemail", 4.2, 9.65,
        "So, uh, I'm calling about the thing on the website. You, uh, put in your details?",
    ),
    "derek getting": (
        "2-weak-voicemail", 16.5, 18.3, "I don't know if you're getting these.",
    ),
}  # fmt: skip


@cache
def _sample(name: str) -> Sound:
    return read(SAMPLES / name / "recording.ogg")


def _levelled(sound: Sound) -> Sound:
    """At the common loudness, with soft edges so that a cut is not heard."""
    frames = sound[: len(sound) // 160 * 160].reshape(-1, 160)
    power = (frames.astype(np.float64) ** 2).mean(axis=1)
    speaking = power[power > power.max() / 1000].mean()
    made = sound * (10 ** (LEVEL_DB / 20) / np.sqrt(speaking))
    edge = int(EDGE_S * RATE)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)
    made[:edge] *= ramp
    made[-edge:] *= ramp[::-1]
    return made.astype(np.float32)


def luis_and_tom(first: int = 0, last: int = len(SAMPLE_5)) -> tuple[Part, ...]:
    """The turns `first` up to, not including, `last` of the sample call, each cut out of its own channel."""
    channels = _sample("5-call-with-locked-step")
    parts = []
    for turn in SAMPLE_5[first:last]:
        side = 0 if turn.speaker == "rep" else 1
        sound = channels[side, int(turn.start * RATE) : int(turn.end * RATE)].copy()
        parts.append(Part(turn.speaker, turn.text, _levelled(sound), side))
    return tuple(parts)


def other(name: str, speaker: str = "prospect", side: int = 1) -> Part:
    """A sentence of another voice, by its name in `_ELSEWHERE`."""
    sample, start, end, text = _ELSEWHERE[name]
    sound = _sample(sample)[0, int(start * RATE) : int(end * RATE)].copy()
    return Part(speaker, text, _levelled(sound), side)


def one_after_the_other(parts: Iterable[Part], gap: float = 0.45, start: float = 0.5) -> list[tuple[Part, float]]:
    """Each part with the moment at which it begins."""
    placed, clock = [], start
    for part in parts:
        placed.append((part, round(clock, 3)))
        clock += part.length + gap
    return placed


def laid(placed: Sequence[tuple[Part, float]], tail: float = 0.6, seed: int = 1) -> Call:
    """A stereo call, a party on each channel over the noise of its line."""
    length = max(start + part.length for part, start in placed) + tail
    channels = np.stack([pink(length, LINE_DB, seed + side) for side in (0, 1)])
    for part, start in placed:
        at = int(start * RATE)
        room = channels.shape[1] - at
        channels[part.side, at : at + len(part.sound)] += part.sound[:room]
    turns = (Turn(p.speaker, start, round(start + p.length, 3), p.text) for p, start in placed)
    return Call(channels, tuple(sorted((t for t in turns if t.text), key=lambda turn: turn.start)))


def mixed(call: Call) -> Call:
    """The same on one channel."""
    return replace(call, channels=0.8 * call.channels.sum(axis=0, keepdims=True))


def plain_call(last: int = 8) -> Call:
    """Luis calls Tom: the beginning of the sample, about half a minute, a party on each channel."""
    return laid(one_after_the_other(luis_and_tom(0, last)))


def swapped(call: Call) -> Call:
    """The rep on the right."""
    return replace(call, channels=call.channels[::-1].copy())


def false_stereo(call: Call, gain: float = 1.0, noise_db: float | None = None) -> Call:
    """One mix in both channels; the second louder or fainter, each with hiss of its own."""
    mix = mixed(call).channels[0]
    channels = np.stack([mix, gain * mix])
    if noise_db is not None:
        hiss = [pink(len(mix) / RATE + 0.1, noise_db, seed)[: len(mix)] for seed in (11, 12)]
        channels = channels + np.stack(hiss)
    return replace(call, channels=channels.astype(np.float32))


def one_silent(call: Call) -> Call:
    """The mix on the left, nothing at all on the right."""
    mix = mixed(call).channels[0]
    return replace(call, channels=np.stack([mix, np.zeros_like(mix)]))


def hold_music(length: float, seed: int = 5) -> Sound:
    """Chords with a tune over them, plucked and dying away, as a telephone exchange plays them."""
    random = np.random.default_rng(seed)
    beat = 0.42
    t = np.arange(int(2.5 * beat * RATE)) / RATE
    made = quiet(length + 3)

    def pluck(at: float, hertz: float, level: float, decay: float) -> None:
        tone = sum(np.sin(2 * np.pi * hertz * n * t) / n**1.6 for n in (1, 2, 3, 4))
        start = int(at * RATE)
        made[start : start + len(t)] += (level * np.minimum(t / 0.01, 1) * np.exp(-decay * t) * tone).astype(np.float32)

    roots = (48, 45, 41, 43)
    for number in range(int(length / beat)):
        root = roots[number // 4 % 4]
        minor = root == 45
        for step in (0, 3 if minor else 4, 7) if number % 2 == 0 else (12,):
            pluck(number * beat, 440 * 2 ** ((root + 12 + step - 69) / 12), 0.5, 2.0)
        melody = root + 24 + int(random.choice((0, 2, 4, 7, 9, 12)))
        pluck(number * beat, 440 * 2 ** ((melody - 69) / 12), 0.7, 3.0)
    made = made[: int(length * RATE)]
    return (10 ** (LEVEL_DB / 20) * made / made.std()).astype(np.float32)


def with_hold_music(length: float = 7.0) -> Call:
    """Tom is put on hold between two halves of the call; both channels carry the music, the rep's fainter."""
    first, second = luis_and_tom(0, 5), luis_and_tom(6, 8)
    placed = one_after_the_other(first)
    begins = placed[-1][1] + placed[-1][0].length + 0.6
    music = Part("music", "", hold_music(length), 1)
    echo = replace(music, sound=0.5 * music.sound, side=0)
    return laid([*placed, (music, begins), (echo, begins), *one_after_the_other(second, start=begins + length + 0.6)])


def music_span(call: Call) -> tuple[float, float]:
    """From when to when the music of `with_hold_music` plays."""
    gaps = [(b.start - a.end, a.end, b.start) for a, b in pairwise(call.turns)]
    _, begins, ends = max(gaps)
    return begins + 0.5, ends - 0.5


def three_voices() -> Call:
    """Luis and Tom, and on Tom's side Hattie joins in for twelve seconds."""
    first, second = luis_and_tom(0, 5), luis_and_tom(6, 8)
    joins = (other("hattie table"), other("hattie june"))
    return laid(one_after_the_other([*first, *joins, *second]))


def three_voices_apart() -> Call:
    """Luis, Hattie and Derek, who sound nothing like each other, in turn."""
    luis = [part for part in luis_and_tom(0, 9) if part.speaker == "rep"]
    hattie = [other(f"hattie {what}") for what in ("table", "june", "friday")]
    derek = [other(f"derek {what}") for what in ("thing", "yesterday", "getting")]
    return laid(one_after_the_other([part for three in zip(luis, hattie, derek, strict=False) for part in three]))


def two_voices_apart() -> Call:
    """Luis and Hattie in turn."""
    luis = [part for part in luis_and_tom(0, 9) if part.speaker == "rep"]
    hattie = [other(f"hattie {what}") for what in ("table", "june", "friday")]
    return laid(one_after_the_other([part for two in zip(luis, hattie, strict=False) for part in two]))


def hum(length: float = 0.5) -> Sound:
    """Tom's "mm-hm": a vowel of his without its upper formants, in two swells."""
    [vowel] = (part for part in luis_and_tom(5, 6))  # "Yeah."
    voiced = vowel.sound[int(0.08 * RATE) : int(0.24 * RATE)]
    looped = np.concatenate([voiced, voiced[::-1]] * 3)[: int(length * RATE)]
    spectrum = np.fft.rfft(looped)
    spectrum[np.fft.rfftfreq(len(looped), 1 / RATE) > 500] = 0
    t = np.linspace(0, 1, len(looped))
    swells = np.maximum(np.sin(2 * np.pi * t), 0) + 0.9 * np.maximum(-np.sin(2 * np.pi * t), 0)
    made = np.fft.irfft(spectrum, len(looped)) * swells
    return (10 ** ((LEVEL_DB - 4) / 20) * made / made.std()).astype(np.float32)


def only_hums() -> Call:
    """Luis talks, and Tom says nothing but "mm-hm", in his pauses and under his words."""
    rep = [part for part in luis_and_tom(0, 11) if part.speaker == "rep"][:5]
    placed = one_after_the_other(rep, gap=1.2)
    listening = Part("prospect", "", hum(), 1)
    in_pauses = [(listening, start + part.length + 0.3) for part, start in placed]
    under = [(listening, start + at) for (part, start) in placed for at in (2.0, 4.6) if at + 1 < part.length]
    return laid([*placed, *in_pauses, *under])


def a_word_or_two() -> Call:
    """Luis talks for half a minute; Tom says "Yeah." and "Bye." and is a party all the same."""
    everything = luis_and_tom()
    rep = [part for part in everything if part.speaker == "rep"]
    yeah, bye = everything[5], everything[15]
    return laid(one_after_the_other([rep[0], rep[1], rep[2], yeah, rep[3], rep[4], rep[7], bye]))


def bad_line() -> Call:
    """Tom on a bad line: a narrow band, clipped, coded in eight bits, hissing, with gaps of 60 ms."""
    call = plain_call(10)
    far = call.channels[1]
    spectrum = np.fft.rfft(far)
    hertz = np.fft.rfftfreq(len(far), 1 / RATE)
    spectrum[(hertz < 350) | (hertz > 2500)] = 0
    far = np.fft.irfft(spectrum, len(far)).astype(np.float32)
    top = 3 * float(far.std())
    far = mulaw(np.clip(far, -top, top))
    random = np.random.default_rng(8)
    for start in np.cumsum(random.uniform(0.8, 1.8, int(len(far) / RATE))):
        far[int(start * RATE) : int((start + 0.06) * RATE)] = 0
    far += pink(len(far) / RATE + 0.1, -41, 9)[: len(far)]
    return replace(call, channels=np.stack([call.channels[0], far]))


def both_at_once() -> Call:
    """Tom answers while Luis still talks: two seconds with both voices, twice."""
    parts = luis_and_tom(0, 9)
    placed = one_after_the_other([p for n, p in enumerate(parts) if n not in (3, 5, 7)])
    start = {id(part): at for part, at in placed}
    later = [(parts[3], start[id(parts[6])] + 1.5), (parts[7], start[id(parts[8])] + 1.2)]
    return laid([*placed, *later])
