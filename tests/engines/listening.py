"""What tests hear in a sound."""

import numpy as np

from narrate.engines import Speech


def centre_hz(speech: Speech) -> float:
    """The centre of gravity of what lies below 1 kHz: it moves as the whole voice does."""
    power = np.abs(np.fft.rfft(np.frombuffer(speech.pcm, "<i2").astype(np.float64))) ** 2
    hz = np.fft.rfftfreq(len(speech.pcm) // 2, 1 / speech.rate_hz)
    return float(np.average(hz[hz < 1000], weights=power[hz < 1000]))
