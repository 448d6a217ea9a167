"""A program that speaks: reads a text file, writes a WAV file of beeps. Arguments: TXT WAV RATE."""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE_HZ = 16_000

text, target, rate = Path(sys.argv[1]).read_text("utf-8"), sys.argv[2], float(sys.argv[3])
if "fail" in text:
    sys.exit("program: I cannot say that")
beep = [round(9000 * math.sin(frame * 0.08)) for frame in range(round(0.06 * RATE_HZ / rate))]
sound = array("h")
for letter in text:
    sound.extend(beep if letter.isalnum() else [0] * (len(beep) // 2))
with wave.open(target, "wb") as file:
    file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
    file.writeframes(sound.tobytes())
