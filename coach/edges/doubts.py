"""What the recogniser itself was unsure of, told to the reader."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.models import Word

_WINDOW = 20
_UNSURE = 0.5
"""English on bad lines, in noise and among other voices stays above 0.54 over any twenty words, German, Spanish, French
and Hindi heard by an English model lie between 0.31 and 0.46."""
_FEWEST = 8
_SHARE = 1 / 6
HARD_TO_HEAR = "Much of this was hard to hear or is not English: check the words."


def doubts(words: Sequence[Word]) -> tuple[str, ...]:
    """A warning when the recogniser was unsure of a good part of what it wrote down."""
    if len(words) < _FEWEST:
        return ()
    chances = np.array([word.probability for word in words])
    width = min(_WINDOW, len(words))
    windows = np.lib.stride_tricks.sliding_window_view(chances, width).mean(axis=1)
    unsure = np.convolve(windows < _UNSURE, np.ones(width)) > 0.5  # each word of any such stretch
    return (HARD_TO_HEAR,) if float(unsure.mean()) >= _SHARE else ()
