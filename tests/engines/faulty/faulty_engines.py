"""Engines that go wrong in the ways that engines do, when the text says so; otherwise they hum."""

import ctypes
import os
import time
from collections.abc import Sequence
from pathlib import Path

from narrate.engines import EngineError, Request, Speech, VoiceInfo
from narrate.engines.tone import Tone


class Faulty(Tone):
    """Follows its text: crash, exit, hang, refuse, raise, silence, blip, or `crash once FILE`."""

    def voices(self) -> Sequence[VoiceInfo]:
        return (VoiceInfo("alto", "en"),)

    def speak(self, request: Request) -> Speech:
        order = request.text.split()
        if "once" in order:
            marker = Path(order[-1])
            if marker.exists():
                return super().speak(request)
            marker.touch()
        match order[0]:
            case "crash":
                ctypes.string_at(0)
            case "exit":
                os._exit(7)
            case "hang":
                time.sleep(600)
            case "refuse":
                raise EngineError("the model has no such phoneme")
            case "raise":
                raise ValueError("no such layer:\n  encoder.7")
            case "silence":
                return Speech(bytes(44_100), 22_050)
            case "blip":
                return Speech(super().speak(request).pcm[:900], 22_050)
        return super().speak(request)


class Mute(Tone):
    """Does not even know its voices."""

    def voices(self) -> Sequence[VoiceInfo]:
        return [VoiceInfo(**voice) for voice in [{"title": "alto"}]]


class Absent(Tone):
    """Cannot run anywhere."""

    def problem(self) -> str | None:
        return "its model is missing; install it with: pip install absent-model"
