"""Sound files decoded by FFmpeg, whatever they are."""

import itertools
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from narrate.errors import NarrateError, Place

_LONGEST_SOUND_S = 600  # a sound is held whole: 10 minutes are 100 MB

# Comments that are no UTF-8 are of no use here; from its version 19 on PyAV bears them by itself.
_BEARING: dict[str, Any] = {"metadata_errors": "replace"} if av.__version__ < "19" else {}
_FORMATS = "aac,aiff,ac3,asf,au,caf,flac,matroska,webm,mov,mp4,mp3,ogg,w64,wav"


def decoded(path: Path) -> tuple[NDArray[np.int16], int]:
    """A file's first audio stream as (frames, 1 or 2 channels), and its rate.

    The demuxers are named: a playlist that calls itself a .wav would otherwise be followed to wherever
    it points. Raises NarrateError for a file that is no sound, or a sound of more than ten minutes.
    """
    try:
        with (
            path.open("rb") as file,
            av.open(file, "r", options={"format_whitelist": _FORMATS}, **_BEARING) as source,
        ):
            chunks, rate_hz = _chunks(source, path)
    except av.error.FFmpegError as error:
        raise NarrateError(
            f"this file cannot be read as sound ({error.strerror})",
            place=Place(path),
            hint="WAV, MP3, FLAC, Ogg and M4A are sure to work.",
        ) from error
    if not chunks:
        raise NarrateError("there is no sound in this file that can be decoded", place=Place(path))
    return np.concatenate(chunks), rate_hz


def _chunks(source: av.container.InputContainer, path: Path) -> tuple[list[NDArray[np.int16]], int]:
    stream = next(iter(source.streams.audio), None)
    decoder: object = stream and stream.codec_context
    if stream is None or decoder is None:  # no sound, or of a kind that FFmpeg does not know
        return [], 0
    channels = min(stream.channels, 2)
    resampler = av.AudioResampler(
        format="s16", layout="mono" if channels == 1 else "stereo", rate=stream.rate
    )
    chunks = []
    frames = 0
    for packet in itertools.chain(source.decode(stream), [None]):
        for frame in resampler.resample(packet):
            chunks.append(frame.to_ndarray().astype(np.int16, copy=False).reshape(-1, channels))
            frames += frame.samples
        if frames > _LONGEST_SOUND_S * stream.rate:
            raise NarrateError(
                "a sound may last ten minutes at most",
                place=Place(path),
                hint="Cut it into pieces.",
            )
    return chunks, stream.rate
