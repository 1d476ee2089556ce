"""WAV files: reading what an engine made, trimming, levelling, writing.

Knows samples and files. Must not know words or engines.
"""

import io
import wave

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

_SILENCE = 0.012  # of full scale, about -38 dB: below it is the engine's noise floor, above it are the softest «с», «ф»
_KEEP_S = 0.035  # kept before and after: consonants begin and end softly, and words need a breath between them
_LEVEL_RMS = 0.14  # the loudness all clips are brought to, about -17 dB
_PEAK = 0.89
_SHORTEST_S = 0.08  # shorter is no word: the engine failed without saying so


class NoSpeechError(ValueError):
    """What the engine gave is no sound, or has no voice in it."""


def read(content: bytes) -> tuple[Samples, int]:
    """Mono samples in [-1, 1] and the sample rate of a 16-bit or 8-bit WAV file. Raises `NoSpeechError`."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as problem:
        raise NoSpeechError(f"not a WAV file: {problem}") from None
    if width == 2:
        samples = np.frombuffer(frames[: len(frames) // 2 * 2], "<i2") / 32_768
    elif width == 1:
        samples = np.frombuffer(frames, np.uint8) / 128 - 1
    else:
        raise NoSpeechError(f"{8 * width} bits a sample")
    whole = len(samples) // channels * channels
    return samples[:whole].reshape(-1, channels).mean(axis=1), rate


def level(samples: Samples, rate: int) -> Samples:
    """The word without the silence around it, as loud as all others. Raises `NoSpeechError`."""
    loud = np.flatnonzero(np.abs(samples) > _SILENCE)
    if len(loud) < _SHORTEST_S * rate / 4:
        raise NoSpeechError("silence")
    keep = int(_KEEP_S * rate)
    begin, end = max(0, loud[0] - keep), min(len(samples), loud[-1] + keep)
    if end - begin < _SHORTEST_S * rate:
        raise NoSpeechError("shorter than any word")
    word = samples[begin:end] - samples.mean()
    spoken = word[np.abs(word) > _SILENCE]
    louder = min(_LEVEL_RMS / float(np.sqrt(np.mean(spoken**2))), _PEAK / float(np.max(np.abs(word))))
    fade = np.minimum(1.0, np.minimum(np.arange(len(word)), np.arange(len(word))[::-1]) / (0.008 * rate))
    levelled: Samples = word * louder * fade
    return levelled


def write(samples: Samples, rate: int) -> bytes:
    """A mono 16-bit WAV file."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return content.getvalue()
