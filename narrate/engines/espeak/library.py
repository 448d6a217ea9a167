"""The library espeak-ng, in this process, through ctypes: what its header speak_lib.h says, and its traps."""

import ctypes
import functools
import os
import threading
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_long, c_size_t, c_uint, c_void_p
from dataclasses import dataclass

import espeakng_loader

from narrate.engines import EngineError
from narrate.engines.espeak.data import prepare_data

RATE_HZ = 22_050

_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000  # an error comes back as a number instead of ending the process
_BUFFER_MS = 1000
_WORD_EVENT = 1
_UTF8 = 1
_PHONEMES = 0x100  # [[…]] in the text is phonemes
_END_PAUSE = 0x1000  # without it the last 0.28 s are missing
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4}


class _EventId(ctypes.Union):
    _fields_ = (("number", c_int), ("name", c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("unique_identifier", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("id", _EventId),
    )


_Callback = CFUNCTYPE(c_int, c_void_p, c_int, POINTER(_Event))


@dataclass(frozen=True, slots=True)
class Prosody:
    """How to speak, in the library's own units; `voice` is a path below its data, with +VARIANT."""

    voice: str
    rate: int  # words a minute
    volume: int
    pitch: int  # 0 to 99, fifty to an octave
    range: int  # of the intonation, 0 to 99


@dataclass(frozen=True, slots=True)
class Synthesis:
    """16-bit PCM at RATE_HZ, and for each word where it begins: (character from 1, frame)."""

    pcm: bytes
    words: tuple[tuple[int, int], ...]


class Library:
    """espeak-ng as loaded; one for a process, since all its state is global. Speaks one thing at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._data = prepare_data()
        self._calls = ctypes.CDLL(espeakng_loader.get_library_path())
        self._calls.espeak_Synth.argtypes = (
            *(c_char_p, c_size_t, c_uint, c_int, c_uint, c_uint),
            *(POINTER(c_uint), c_void_p),
        )
        self._calls.espeak_ng_SetRandSeed.argtypes = (c_long,)
        path = os.fsencode(self._data.folder)
        if self._calls.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, path, _DO_NOT_EXIT) != RATE_HZ:
            raise EngineError(f"espeak-ng does not start with its data in {self._data.folder}")

    def speak(self, text: str, prosody: Prosody, *, phonemes: bool = False) -> Synthesis:
        """Speak a text; the same bytes every time, whatever was spoken before.

        Three things would carry over from one utterance to the next: the random seed (set here), the place
        in the table of pitch flutter and the count of glottal cycles (no part of the sound with the voice
        variants of `prepare_data`); echo and breath begin anew with every change of voice.
        """
        pcm: list[bytes] = []
        words: list[tuple[int, int]] = []

        def receive(wave: int | None, frames: int, events: "ctypes._Pointer[_Event]") -> int:
            if wave and frames > 0:
                pcm.append(ctypes.string_at(wave, 2 * frames))
            index = 0
            while (event := events[index]).type:
                if event.type == _WORD_EVENT:
                    words.append((event.text_position, event.sample))
                index += 1
            return 0

        callback = _Callback(receive)
        data = text.encode("utf-8", "replace") + b"\0"
        flags = _UTF8 | _END_PAUSE | (_PHONEMES if phonemes else 0)
        with self._lock:
            self._calls.espeak_SetSynthCallback(callback)
            self._set_voice(prosody)
            self._calls.espeak_ng_SetRandSeed(1)
            status = self._calls.espeak_Synth(data, len(data), 0, 0, 0, flags, None, None)
        if status:
            raise EngineError(f"espeak-ng gave up with status {status}")
        return Synthesis(b"".join(pcm), tuple(words))

    def _set_voice(self, prosody: Prosody) -> None:
        if not self._data.has(prosody.voice):  # the cache was emptied; a missing variant goes unnoticed
            prepare_data()
        if self._calls.espeak_SetVoiceByName(prosody.voice.encode()):
            raise EngineError(f"espeak-ng cannot load its voice {prosody.voice!r}")
        for name, number in _PARAMETERS.items():
            self._calls.espeak_SetParameter(number, getattr(prosody, name), 0)


@functools.cache
def library() -> Library:
    """The library, loaded once in a process: to end it and begin again can hang."""
    return Library()
