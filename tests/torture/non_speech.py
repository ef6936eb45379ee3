"""G20: where nobody speaks nothing is heard, and speech after a long silence is heard whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from sounds import RATE, Sound, mulaw, pink, quiet, read, tone, white, write

from coach.edges.transcribe import WhisperTranscriber
from coach.edges.weights import DEFAULT_MODEL, find_model
from coach.listening import Tools
from coach.models import Facts, Word
from coach.pipeline import hear
from coach.samples import samples
from torture.harness import Figure, Measured

LENGTH_S = 12.0
SPOKEN_S = 8.0
NEAR_S = 0.4
"""Words that the recogniser hears a little differently the second time lie this near to those of the first."""
_COUNT = round(LENGTH_S * RATE)

Make = Callable[[np.random.Generator], Sound]


def _time() -> Sound:
    return (np.arange(_COUNT) / RATE).astype(np.float32)


def _loud(sound: Sound, db: float) -> Sound:
    return (10 ** (db / 20) * sound / max(float(sound.std()), 1e-9)).astype(np.float32)


def _band(chance: np.random.Generator, low: float, high: float, slope: float = 0.0) -> Sound:
    """Noise between two pitches, falling with `slope` powers of the pitch."""
    spectrum = np.fft.rfft(chance.standard_normal(_COUNT))
    hertz = np.fft.rfftfreq(_COUNT, 1 / RATE)
    spectrum[(hertz < low) | (hertz > high)] = 0
    return np.fft.irfft(spectrum / np.maximum(hertz, 1) ** slope, _COUNT).astype(np.float32)


def _slow(chance: np.random.Generator, hertz: float) -> Sound:
    """A random strength, 0 to 1, that changes about so often a second."""
    points = chance.random(int(LENGTH_S * hertz) + 2)
    return np.interp(_time() * hertz, np.arange(len(points)), points).astype(np.float32)


def _repeated(*parts: Sound) -> Sound:
    once = np.concatenate(parts)
    return np.tile(once, _COUNT // len(once) + 1)[:_COUNT]


def _strokes(chance: np.random.Generator, a_second: float, fades_s: float, low: float, high: float) -> Sound:
    """Short noises at random moments: clicks, keys, steps, drops."""
    sound = np.zeros(_COUNT, np.float32)
    stroke = _band(chance, low, high)[: int(fades_s * 5 * RATE)]
    stroke = stroke * np.exp(-np.arange(len(stroke)) / (fades_s * RATE))
    for start in chance.integers(0, _COUNT - len(stroke), int(a_second * LENGTH_S)):
        sound[start : start + len(stroke)] += stroke * chance.uniform(0.3, 1)
    return 0.5 * sound / np.abs(sound).max()


def _music(chance: np.random.Generator) -> Sound:
    """Chords that fade, as a telephone on hold plays them."""
    roots = chance.choice([220.0, 247.0, 262.0, 294.0, 330.0, 349.0], 12)
    fading = np.exp(-1.5 * np.arange(RATE) / RATE).astype(np.float32)
    return np.concatenate([tone(1, r, r * 5 / 4, r * 3 / 2, level=0.5) * fading for r in roots])


def _melody(chance: np.random.Generator) -> Sound:
    """One voice of an organ with vibrato, which is nearest to singing."""
    steps = np.repeat(chance.choice([262, 294, 330, 349, 392, 440], 24), RATE // 2)[:_COUNT]
    pitch = steps * (1 + 0.01 * np.sin(2 * np.pi * 5 * _time()))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return (0.2 * sum(np.sin(n * phase) / n for n in (1, 2, 3))).astype(np.float32)


def _keys(chance: np.random.Generator) -> Sound:
    pairs = [(low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477)]
    chosen = chance.choice(len(pairs), 24)
    return np.concatenate([part for key in chosen for part in (tone(0.2, *pairs[key]), quiet(0.3))])


def _sweep(chance: np.random.Generator, low: float, high: float, a_second: float) -> Sound:
    """A pitch that goes up and down: a siren, a bird."""
    turn = 0.5 + 0.5 * np.sin(2 * np.pi * a_second * _time() + chance.uniform(0, 6))
    return (0.3 * np.sin(2 * np.pi * np.cumsum(low + (high - low) * turn) / RATE)).astype(np.float32)


def _hum(chance: np.random.Generator) -> Sound:
    mains = float(chance.choice([50, 60]))
    return sum((tone(LENGTH_S, mains * n, level=0.2 / n) for n in (1, 2, 3, 5, 7)), quiet(LENGTH_S))


def _breath(chance: np.random.Generator) -> Sound:
    return _band(chance, 300, 3000) * np.maximum(np.sin(2 * np.pi * 0.3 * _time()), 0) ** 2


NOBODY: Sequence[tuple[str, Make]] = (
    ("breath", lambda chance: _loud(_breath(chance), -24)),
    ("digital silence", lambda chance: quiet(LENGTH_S)),
    ("tone music", _music),
    ("loud noise", lambda chance: white(LENGTH_S, -14, int(chance.integers(1 << 30)))),
    ("faint noise", lambda chance: white(LENGTH_S, -52, int(chance.integers(1 << 30)))),
    ("room", lambda chance: pink(LENGTH_S, -34, int(chance.integers(1 << 30)))),
    ("line noise", lambda chance: mulaw(pink(LENGTH_S, -40, int(chance.integers(1 << 30))))),
    ("keys of a telephone", _keys),
    ("ring-back", lambda chance: _repeated(tone(2, 440, 480), quiet(4))),
    ("British ring-back", lambda chance: _repeated(tone(0.4, 400, 450), quiet(0.2), tone(0.4, 400, 450), quiet(2))),
    ("busy", lambda chance: _repeated(tone(0.5, 480, 620), quiet(0.5))),
    ("not in service", lambda chance: _repeated(tone(0.33, 950), tone(0.33, 1400), tone(0.33, 1800), quiet(1))),
    ("fax", lambda chance: _repeated(tone(0.5, float(chance.choice([1100, 2100]))), quiet(3))),
    ("organ", _melody),
    ("hum", _hum),
    ("wind", lambda chance: _loud(_band(chance, 20, 900, 0.7) * _slow(chance, 1.5), -18)),
    ("rain", lambda chance: _strokes(chance, 80, 0.004, 1000, 7000)),
    ("typing", lambda chance: _strokes(chance, 6, 0.006, 800, 6000)),
    ("traffic", lambda chance: _loud(_band(chance, 30, 400, 0.5) * (0.4 + _slow(chance, 0.3)), -20)),
    ("siren", lambda chance: _sweep(chance, 600, 1400, 0.3)),
)
LEADS: Sequence[tuple[str, Make]] = (
    ("5 s of nothing", lambda chance: quiet(5)),
    ("a ring", lambda chance: np.concatenate([tone(2, 440, 480), quiet(4)] * 2)),
    ("20 s of nothing", lambda chance: quiet(20)),
    ("a quiet room", lambda chance: pink(15, -50, int(chance.integers(1 << 30)))),
    ("hum", lambda chance: (_hum(chance) * 0.1).astype(np.float32)),
    ("a minute of nothing", lambda chance: quiet(60)),
)


@lru_cache(maxsize=1)
def _transcriber() -> WhisperTranscriber:
    with tempfile.TemporaryDirectory() as folder:
        return WhisperTranscriber(find_model(DEFAULT_MODEL, Path(folder)))


def _words(folder: Path, sound: Sound) -> list[Word]:
    """What the whole way from a file to words hears."""
    path = write(folder / "clip.wav", sound)
    _, transcript = hear(path, Facts(), Tools(_transcriber()))
    return [word for utterance in transcript.utterances for word in utterance.words]


def _dropped(clean: list[Word], heard: list[Word], later_s: float) -> list[str]:
    """The words of `clean` at whose moment, so much later, nothing is heard."""
    middles = [((word.start + word.end) / 2 + later_s, word.text) for word in clean]
    return [text for at, text in middles if not any(word.start - NEAR_S <= at <= word.end + NEAR_S for word in heard)]


def _heard(size: int, seed: int) -> Measured:
    silent = round(size * 4 / 7)
    bad: list[str] = []
    invented = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(silent):
            kind, make = NOBODY[number % len(NOBODY)]
            if words := _words(folder, make(np.random.default_rng([seed, number]))):
                invented += 1
                bad.append(f"{number} {kind}: heard {' '.join(word.text for word in words)!r}")
        spoken = [read(sample.audio)[0][: round(SPOKEN_S * RATE)] for sample in samples()]
        clean: dict[int, list[Word]] = {}
        for number in range(size - silent):
            kind, lead = LEADS[number % len(LEADS)]
            which = number // len(LEADS) % len(spoken)
            if which not in clean:
                clean[which] = _words(folder, spoken[which])
            before = lead(np.random.default_rng([seed, number]))
            heard = _words(folder, np.concatenate([before, spoken[which]]))
            if gone := _dropped(clean[which], heard, len(before) / RATE):
                bad.append(f"{number} speech after {kind}: dropped {' '.join(gone)!r}")
    return Measured(size, tuple(bad), {"clips without speech": silent, "of them with words": invented})


def _plainly(size: int, seed: int) -> Measured:
    """The same model without a look for voices first, as it comes."""
    from faster_whisper import WhisperModel

    with tempfile.TemporaryDirectory() as folder:
        model = WhisperModel(str(find_model(DEFAULT_MODEL, Path(folder)).folder), device="cpu", compute_type="int8")
    bad = []
    for number in range(size):
        kind, make = NOBODY[number % len(NOBODY)]
        segments, _ = model.transcribe(make(np.random.default_rng([seed, number])), beam_size=1, language="en")
        if words := " ".join(segment.text.strip() for segment in segments):
            bad.append(f"{kind}: heard {words!r}")
    return Measured(size, tuple(bad))


FIGURES = [
    Figure(
        "G20",
        "Clips in which nobody speaks (noise, tones, keys, music, wind, typing), and speech after silence or a ring: "
        "no word is invented and none of what is said is dropped",
        "0 of 70",
        full=70,
        slice=3,
        measure=_heard,
        twin=_plainly,
        twin_size=2,
    )
]
