"""The other ways to the same chapters: python rivals.py WAY BOOK FOLDER RATE KBPS.

BOOK is JSON: chapters of [voice, words]. The ways are those that one finds: pyttsx3 with pydub's `+=` and an
export a chapter; the command espeak-ng for each segment, on as many processes as there are cores, joined
by ffmpeg; and the floor, which is no audiobook: the same words through espeak-ng's library once, and that
sound through LAME once, nothing between them.
"""

import contextlib
import ctypes
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Book = list[list[tuple[str, str]]]
GAP_MS = 300
ESPEAK_HZ = 22_050


def floor(book: Book, folder: Path, rate_hz: int, kbps: int) -> None:
    """Print the seconds of processor that speaking and encoding take, each by itself."""
    import lameenc  # noqa: PLC0415 - each way loads only what it needs
    import numpy as np  # noqa: PLC0415
    import soxr  # noqa: PLC0415

    from narrate.files.encoding import QUALITY  # noqa: PLC0415

    path = folder / "floor.pcm"
    began = time.process_time()
    with path.open("wb") as file:
        _speak_raw(book, file)
    speaking_s = time.process_time() - began
    pcm = np.fromfile(path, np.int16)
    seconds = len(pcm) / ESPEAK_HZ
    if rate_hz != ESPEAK_HZ:
        pcm = soxr.resample(pcm, ESPEAK_HZ, rate_hz)  # not counted: the floor is to be below everything
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(QUALITY)
    encoder.silence()
    began = time.process_time()
    with (folder / "floor.mp3").open("wb") as file:
        for at in range(0, len(pcm), 1 << 16):
            file.write(encoder.encode(pcm[at : at + (1 << 16)].tobytes()))
        file.write(encoder.flush())
    encoding_s = time.process_time() - began
    print(json.dumps({"speaking_s": speaking_s, "encoding_s": encoding_s, "sound_s": seconds}))


def _speak_raw(book: Book, file: io.BufferedWriter) -> None:
    """Every segment through the library as it is, without any care for the same bytes."""
    import espeakng_loader  # noqa: PLC0415

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize(2, 1000, str(espeakng_loader.get_data_path()).encode(), 0x8000)

    def receive(sound: int | None, frames: int, _: object) -> int:
        if sound and frames:
            file.write(ctypes.string_at(sound, 2 * frames))
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(receive)
    library.espeak_SetSynthCallback(callback)
    for chapter in book:
        for voice, words in chapter:
            library.espeak_SetVoiceByName(voice.encode())
            text = words.encode()
            library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, 0x1001, None, None)


def tutorial(book: Book, folder: Path, rate_hz: int, kbps: int) -> None:
    """pyttsx3 a segment, pydub's += a chapter."""
    import pyttsx3  # noqa: PLC0415
    from pydub import AudioSegment  # noqa: PLC0415

    engine = pyttsx3.init()
    path = str(folder / "segment.wav")
    engine.save_to_file("The first file is lost.", path)
    engine.runAndWait()
    time.sleep(0.3)
    with contextlib.redirect_stdout(io.StringIO()):
        for number, chapter in enumerate(book):
            sound = AudioSegment.empty()
            for voice, words in chapter:
                engine.setProperty("voice", voice)
                engine.save_to_file(words, path)
                engine.runAndWait()
                sound += AudioSegment.from_wav(path)
                sound += AudioSegment.silent(GAP_MS, ESPEAK_HZ)
            sound.set_frame_rate(rate_hz).export(
                folder / f"tutorial-{number}.mp3", format="mp3", bitrate=f"{kbps}k"
            )


def shell(book: Book, folder: Path, rate_hz: int, kbps: int) -> None:
    """espeak-ng a segment and ffmpeg a chapter, on all cores."""
    with wave.open(str(folder / "gap.wav"), "wb") as gap:
        gap.setparams((1, 2, ESPEAK_HZ, 0, "NONE", ""))
        gap.writeframes(bytes(2 * ESPEAK_HZ * GAP_MS // 1000))

    def speak(at: tuple[int, int]) -> None:
        voice, words = book[at[0]][at[1]]
        command = ["espeak-ng", "-v", voice, "-w", str(folder / f"{at[0]}-{at[1]}.wav"), "--stdin"]
        subprocess.run(command, input=words.encode(), check=True)

    def encode(number: int) -> None:
        listing = folder / f"{number}.txt"
        files = (f"file '{number}-{index}.wav'\nfile 'gap.wav'\n" for index in range(len(book[number])))
        listing.write_text("".join(files))
        command = f"ffmpeg -v error -y -f concat -safe 0 -i {listing} -ar {rate_hz} -b:a {kbps}k".split()
        subprocess.run([*command, str(folder / f"shell-{number}.mp3")], check=True)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        places = [(number, index) for number, chapter in enumerate(book) for index in range(len(chapter))]
        list(pool.map(speak, places))
        list(pool.map(encode, range(len(book))))


WAYS = {"floor": floor, "tutorial": tutorial, "shell": shell}

if __name__ == "__main__":
    way, book_path, _folder, rate, bit_rate = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir=_folder) as own:
        WAYS[way](json.loads(Path(book_path).read_text()), Path(own), int(rate), int(bit_rate))
