"""How many voices there are among points of speech, and where each of them lies. Numbers in, numbers out.

A point is what the encoder made of a second of speech, and points of one sentence are by one voice. How far they lie
apart shows how much a voice moves with what it says; directions in which sentences differ by more than that tell
voices apart. This is learned anew from each call, since lines and languages differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 3
"""Voices that are told apart; more are taken for these."""
_DIRECTIONS = 2
_KEPT = 30
_EVEN = 0.6
"""Share of the spread within a sentence that is taken to be the same in all directions."""
_WEIGHT = 0.5
"""Points overlap, and so each of them counts for half."""
_PRIOR = 2.0
_ROUNDS = 30
_QUANTILES = (0.15, 0.3, 0.5, 0.7, 0.85)
_LEARNED_FROM = 1_500
"""Points of a long call that the voices are learned from, evenly spread."""
_ALIKE = 0.90
"""Cosine between two voices above which they are one (one voice cut in two: 0.94 to 0.98; two: 0.67 to 0.87)."""
_LITTLE_S = 6.0
_LITTLE_COST = 0.25
"""With less speech than `_LITTLE_S`, by up to this much less alike: a few words are far from any mean."""
_LEAST_S = 1.2
_THIRD_LEAST_S = 4.0
_THIRD_ALIKE = 0.87


@dataclass(frozen=True)
class Groups:
    """The voices, and how well each point fits each of them."""

    fit: Floats
    """Log likelihood of each point under each voice, `(points, voices)`."""
    middles: Floats
    """Unit vectors `(voices, 256)`."""
    heard_s: Floats
    """Seconds of each voice."""

    @property
    def alike(self) -> float:
        """Cosine between the two voices that are most alike; 1 for a single one."""
        between = self.middles @ self.middles.T
        return float(between[~np.eye(len(between), dtype=bool)].max()) if len(between) > 1 else 1.0


def groups(points: NDArray[np.float32], unit: NDArray[np.int64], length_s: Floats) -> Groups | None:
    """The voices of `points` `(n, 256)`, where those of one `unit` are by one voice; None when there is only one.

    `length_s` is how much speech each point stands for.
    """
    if len(points) < 2 or len(np.unique(unit)) < 2:
        return None
    some = np.unique(np.linspace(0, len(points) - 1, min(len(points), _LEARNED_FROM)).astype(int))
    plane = _plane(points[some].astype(np.float64), unit[some])
    flat = (points - points[some].mean(axis=0)) @ plane
    two = _fitted(flat, flat[some], unit[some], points, unit, length_s, list(_halves(flat[some])))
    if two is None or not _differ(two, _ALIKE, _LEAST_S):
        return None
    halves = two.fit[some].argmax(axis=1)
    three = _fitted(flat, flat[some], unit[some], points, unit, length_s, list(_thirds(flat[some], halves)))
    return three if three is not None and _differ(three, _THIRD_ALIKE, _THIRD_LEAST_S) else two


def _differ(found: Groups, alike: float, least_s: float) -> bool:
    """Whether no two of the voices are alike, the more so the less of them was heard."""
    between = found.middles @ found.middles.T
    for one in range(len(between)):
        for other in range(one):
            little = min(found.heard_s[one], found.heard_s[other])
            border = alike - _LITTLE_COST * max(0.0, 1.0 - little / _LITTLE_S)
            if little < least_s or between[one, other] > border:
                return False
    return True


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


def _fitted(
    flat: Floats,
    learned: Floats,
    units: NDArray[np.int64],
    points: NDArray[np.float32],
    unit: NDArray[np.int64],
    length_s: Floats,
    begins: list[Floats],
) -> Groups | None:
    """The likeliest voices that grow from any of `begins`."""
    rows = np.unique(units, return_inverse=True)[1]
    best: tuple[float, Floats] | None = None
    for begin in begins:
        score, middles = _grown(learned, rows, begin)
        if best is None or score > best[0] + 1e-9:
            best = score, middles
    if best is None:
        return None
    fit = -_WEIGHT / 2 * ((flat[:, None] - best[1][None]) ** 2).sum(axis=-1)
    share = _shares(fit, np.unique(unit, return_inverse=True)[1])[0]
    heard = (share * length_s[:, None]).sum(axis=0)
    middles = share.T @ points / np.maximum(share.sum(axis=0), 1e-9)[:, None]
    middles /= np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    return Groups(fit, middles, heard)


def _grown(flat: Floats, rows: NDArray[np.intp], share: Floats) -> tuple[float, Floats]:
    """Log likelihood and middles `(voices, k)` after a mixture with fixed widths has settled (EM)."""
    score = -np.inf
    for _ in range(_ROUNDS):
        middles = share.T @ flat / (share.sum(axis=0)[:, None] + _PRIOR)
        fit = -_WEIGHT / 2 * ((flat[:, None] - middles[None]) ** 2).sum(axis=-1)
        share, now = _shares(fit, rows)
        if now - score < 1e-3:
            break
        score = now
    return float(now), middles


def _shares(fit: Floats, rows: NDArray[np.intp]) -> tuple[Floats, float]:
    """Chance that each point is each voice's, given that a unit has one voice; and the log likelihood of them all."""
    together = np.zeros((rows.max() + 1, fit.shape[1]))
    np.add.at(together, rows, fit)
    highest = together.max(axis=1, keepdims=True)
    chance = np.exp(together - highest)
    total = chance.sum(axis=1, keepdims=True)
    share: Floats = (chance / total)[rows]
    return share, float((np.log(total / fit.shape[1]) + highest).sum())
