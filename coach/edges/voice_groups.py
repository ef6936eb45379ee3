"""How many voices there are among points of speech, and where each of them lies. Numbers in, numbers out.

A point is what the encoder made of a second of speech, and points of one sentence are by one voice. How far they lie
apart shows how much a voice moves with what it says; directions in which sentences differ by more than that tell
voices apart. This is learned anew from each call, since lines and languages differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coach.edges.voice_turns import Floats, along

MOST = 3
"""Voices that are told apart; more are taken for these."""
_DIRECTIONS = 2
_KEPT = 30
_EVEN = 0.6
"""Share of the spread within a sentence that is taken to be the same in all directions."""
_LEAST_MOVES = 2.0
_FARTHEST = 4.0
"""Semitones that any voice moves, and how many widths count: pitch is sometimes heard an octave off."""
_WEIGHT = 0.5
"""Points overlap, and so each of them counts for half."""
_PRIOR = 2.0
_ROUNDS = 15
_TRIED = 4
_TURN_ROUNDS = 4
_QUANTILES = (0.15, 0.3, 0.5, 0.7, 0.85)
_LEARNED_FROM = 1_500
"""Points of a long call that the voices are learned from, evenly spread."""
_LONG_UNIT_S = 0.6
_MOST_WIDTHS = 16.0
_LEAST_S = 1.0
"""Seconds that a voice must have spoken to be one."""
_DIFFER = (-19.7, 1.04, 0.41, 3.33, 1.1)
"""Log odds that two groups are two voices: for the cosine between them, their distance, the same in widths of the
units, the logarithm of the lesser one's seconds, and always. Fitted to whole calls, stretches of them, and what one of
the two says alone; one voice cut in two has cosines of 0.9 to 0.98, two voices 0.65 to 0.88."""
_THIRD_LEAST_S = 4.0
_THIRD_ODDS = 1.0


@dataclass(frozen=True)
class Groups:
    """The voices, and how well each point fits each of them."""

    fit: Floats
    """Log likelihood of each point under each voice, `(points, voices)`."""
    middles: Floats
    """Unit vectors `(voices, 256)`."""
    heard_s: Floats
    """Seconds of each voice."""
    odds: float
    """Log odds that the two of them that are most alike are two voices and not one."""


def groups(
    points: NDArray[np.float32],
    height: Floats,
    unit: NDArray[np.int64],
    length_s: Floats,
    turns: Floats,
    expected: float = 0.0,
) -> Groups | None:
    """The voices of `points` `(n, 256)`, where those of one `unit` are by one voice; None when there is only one.

    `height` is the pitch at each point in semitones, NaN where none was heard; `length_s` is how much speech each
    point stands for; `turns` is, for each unit but the first, the chance that somebody else speaks in it than in the
    one before. `expected` are the log odds of several voices before anything is heard.
    """
    if len(points) < 4 or len(np.unique(unit)) < 3:
        return None
    some = np.unique(np.linspace(0, len(points) - 1, min(len(points), _LEARNED_FROM)).astype(int))
    plane = _plane(points[some].astype(np.float64), unit[some])
    flat = np.column_stack([(points - points[some].mean(axis=0)) @ plane, _heights(height, unit)])
    cloud = _Cloud(points, flat, np.unique(unit, return_inverse=True)[1], length_s, turns, some)
    two = _fitted(cloud, list(_halves(flat[some])))
    if two.heard_s.min() < _LEAST_S or two.odds + expected < 0:
        return None
    three = _fitted(cloud, list(_thirds(flat[some], two.fit[some].argmax(axis=1))))
    third = three.heard_s.min() >= _THIRD_LEAST_S and three.odds > _THIRD_ODDS
    return three if third else two


@dataclass(frozen=True)
class _Cloud:
    """What is known of the points, and which of them (`some`) the voices are learned from."""

    points: NDArray[np.float32]
    flat: Floats
    unit: NDArray[np.intp]
    length_s: Floats
    turns: Floats
    some: NDArray[np.intp]


def _plane(points: Floats, unit: NDArray[np.int64]) -> Floats:
    """The directions `(256, k)` in which units differ by most, in widths of what a unit differs within itself."""
    centred = points - points.mean(axis=0)
    _, size, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[: min(_KEPT, int((size > 1e-9).sum()))]
    low = centred @ axes.T
    spread = low.T @ low / len(low)
    steps = [low[k:] - low[:-k] for k in (2, 3) if k < len(low)]
    kept = [unit[k:] == unit[:-k] for k in (2, 3) if k < len(low)]
    within = np.concatenate([s[k] for s, k in zip(steps, kept, strict=True)]) if steps else low[:0]
    even = np.eye(len(axes))
    if len(within) < 10:
        own = even * np.trace(spread) / 2 / len(axes)
    else:
        own = within.T @ within / len(within) / 2
        own = (1 - _EVEN) * own + _EVEN * even * np.trace(own) / len(axes)
    whiten = np.linalg.inv(np.linalg.cholesky(own))
    _, turn = np.linalg.eigh(whiten @ spread @ whiten.T)
    best: Floats = axes.T @ whiten.T @ turn[:, ::-1][:, :_DIRECTIONS]
    return best


def _heights(height: Floats, unit: NDArray[np.int64]) -> Floats:
    """Pitch against the usual one, in widths of what it moves; what has none is in the middle."""
    heard = ~np.isnan(height)
    if heard.sum() < 4:
        return np.zeros(len(height))
    from_middle = np.where(heard, height - np.median(height[heard]), 0.0)
    steps = np.abs(np.diff(from_middle))[(unit[1:] == unit[:-1]) & heard[1:] & heard[:-1]]
    moves = 1.48 * float(np.median(steps)) / np.sqrt(2) if len(steps) >= 10 else 0.0
    return np.clip(from_middle / max(moves, _LEAST_MOVES), -_FARTHEST, _FARTHEST)


def _halves(flat: Floats) -> Iterator[Floats]:
    """Ways to begin with two voices: cuts along each direction."""
    for axis in flat.T:
        for share in _QUANTILES:
            beyond = axis > np.quantile(axis, share)
            yield np.stack([beyond, ~beyond], axis=1) * 0.9 + 0.05


def _thirds(flat: Floats, halves: NDArray[np.intp]) -> Iterator[Floats]:
    """Ways to begin with three: one of the two voices cut in turn."""
    for voice in (0, 1):
        own = halves == voice
        for axis in flat.T:
            for share in _QUANTILES[1:4]:
                third = own & (axis > np.quantile(axis[own], share)) if own.any() else own
                yield np.stack([(halves == 0) & ~third, (halves == 1) & ~third, third], axis=1) * 0.85 + 0.05


def _fitted(cloud: _Cloud, begins: list[Floats]) -> Groups:
    """The likeliest voices that grow from any of `begins`."""
    rows = np.unique(cloud.unit[cloud.some], return_inverse=True)[1]
    grown = [_grown(cloud.flat[cloud.some], rows, begin) for begin in begins]
    grown.sort(key=lambda scored: -round(scored[0], 6))
    best: tuple[float, Floats, Floats] | None = None
    for _, places in grown[:_TRIED]:
        score, fit, share = _in_turns(cloud, places)
        if best is None or score > best[0] + 1e-6:
            best = score, fit, share
    assert best is not None
    _, fit, share = best
    middles = share.T @ cloud.points / np.maximum(share.sum(axis=0), 1e-9)[:, None]
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    heard = (share * cloud.length_s[:, None]).sum(axis=0)
    voice = share.argmax(axis=1)
    odds = min(_odds(cloud, voice, middles, heard, (a, b)) for a, b in combinations(range(len(middles)), 2))
    return Groups(fit, middles, heard, odds)


def _odds(cloud: _Cloud, voice: NDArray[np.intp], middles: Floats, heard: Floats, pair: tuple[int, int]) -> float:
    """Log odds that a pair of groups are two voices."""
    one, other = (cloud.flat[voice == v] for v in pair)
    if not len(one) or not len(other):
        return -np.inf
    axis = one.mean(axis=0) - other.mean(axis=0)
    distance = float(np.linalg.norm(axis))
    along = np.bincount(cloud.unit, cloud.flat @ axis / max(distance, 1e-9)) / np.bincount(cloud.unit)
    first = np.unique(cloud.unit, return_index=True)[1]
    long = np.bincount(cloud.unit, cloud.length_s) > _LONG_UNIT_S
    sides = [along[long & (voice[first] == v)] for v in pair]
    widths = 0.0
    if min(len(side) for side in sides) >= 2:
        spread = np.sqrt(sum(side.var() * len(side) for side in sides) / sum(len(side) for side in sides))
        widths = abs(float(sides[0].mean() - sides[1].mean())) / max(float(spread), 1e-3)
    told = (float(middles[pair[0]] @ middles[pair[1]]), distance, min(widths, _MOST_WIDTHS))
    return float(np.dot(_DIFFER, (*told, np.log(min(heard[list(pair)]) + 0.5), 1.0)))


def _grown(flat: Floats, rows: NDArray[np.intp], share: Floats) -> tuple[float, Floats]:
    """Log likelihood and middles `(voices, k)` after a mixture with fixed widths has settled (EM)."""
    score = -np.inf
    for _ in range(_ROUNDS):
        middles = share.T @ flat / (share.sum(axis=0)[:, None] + _PRIOR)
        fit = -_WEIGHT / 2 * ((flat[:, None] - middles[None]) ** 2).sum(axis=-1)
        share, now = _shares(fit, rows)
        if now - score < 1e-2:
            break
        score = now
    return float(now), middles


def _in_turns(cloud: _Cloud, places: Floats) -> tuple[float, Floats, Floats]:
    """Log likelihood, fit and share of each point after some rounds in which the turns count too."""
    for _ in range(_TURN_ROUNDS):
        fit = -_WEIGHT / 2 * ((cloud.flat[:, None] - places[None]) ** 2).sum(axis=-1)
        chances, score = along(_together(fit, cloud.unit), cloud.turns)
        share = chances[cloud.unit]
        places = share.T @ cloud.flat / (share.sum(axis=0)[:, None] + _PRIOR)
    return score, fit, share


def _shares(fit: Floats, rows: NDArray[np.intp]) -> tuple[Floats, float]:
    """Chance that each point is each voice's, given that a unit has one voice; and the log likelihood of them all."""
    together = _together(fit, rows)
    highest = together.max(axis=1, keepdims=True)
    chance = np.exp(together - highest)
    total = chance.sum(axis=1, keepdims=True)
    share: Floats = (chance / total)[rows]
    return share, float((np.log(total / fit.shape[1]) + highest).sum())


def _together(fit: Floats, rows: NDArray[np.intp]) -> Floats:
    """The sum over the points of each unit."""
    return np.stack([np.bincount(rows, column) for column in fit.T], axis=1)
