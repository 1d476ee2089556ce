"""The gong before a call, made from sine waves: two soft strokes, a falling third apart.

Knows sound only. Must not know files or calls. Made by the program, so that no recording of unknown origin is shipped.
"""

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 44_100
_STROKES = ((0.0, 659.26), (0.42, 523.25))  # seconds, hertz: E5 and C5, far above the hum of a hall, below a squeak
_PARTIALS = ((1.0, 1.0, 0.9), (2.0, 0.35, 0.55), (3.01, 0.12, 0.30), (4.17, 0.05, 0.18))  # ratio, amplitude, decay s
_LENGTH_S = 1.7
_ATTACK_S = 0.006  # softer than a click, sharper than speech: it must be heard through talk


def chime() -> NDArray[np.float64]:
    """The samples of the gong at `SAMPLE_RATE`, in [-1, 1], silent at both ends.

    Each stroke is a sum of partials a·exp(-t/d)·sin(2πft) with an exponential decay d; a last fade takes the rest to
    nought, so that nothing clicks.
    """
    time_s = np.arange(int(_LENGTH_S * SAMPLE_RATE)) / SAMPLE_RATE
    sound = np.zeros_like(time_s)
    for begin_s, pitch_hz in _STROKES:
        since_s = np.clip(time_s - begin_s, 0.0, None)
        attack = np.clip(since_s / _ATTACK_S, 0.0, 1.0)
        for ratio, amplitude, decay_s in _PARTIALS:
            sound += amplitude * attack * np.exp(-since_s / decay_s) * np.sin(2 * np.pi * pitch_hz * ratio * since_s)
    fade = np.clip((_LENGTH_S - time_s) / 0.15, 0.0, 1.0)
    faded: NDArray[np.float64] = sound * fade
    faded *= 0.89 / float(np.max(np.abs(faded)))  # -1 dB: room for the browser's resampling
    return faded


def pause() -> NDArray[np.float64]:
    """The silence between the two sentences of a call: 0.35 s, as an announcer breathes."""
    return np.zeros(int(0.35 * SAMPLE_RATE))
