"""The voices of a cast, measured on their sound: how far apart are those who talk to each other?

    python benchmarks/voices.py cast STORY     distances between the cast of a story, the nearest first
    python benchmarks/voices.py crowd 30       a cast of so many, half of them women, who all meet
    python benchmarks/voices.py manners VOICE  what each manner of speaking does to a voice, ENGINE:NAME
    python benchmarks/voices.py measure        measures espeak's voices for narrate/engines/espeak/voices.json

Distances are those of narrate/casting/ear.py: semitones between the median pitches, plus dB between the
timbres, plus 3 for another accent and 4 for an eighth of the speed.
"""

import itertools
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from hearing import Heard, hear, timbre_distance
from narrate.casting import cast_story
from narrate.casting.company import Company, company_of
from narrate.casting.ear import Offer
from narrate.casting.ear import distance as reckoned
from narrate.engines import Request, load_engine
from narrate.engines.espeak.data import PLAIN
from narrate.engines.manner import MANNERS
from narrate.lines import Line
from narrate.production.preparing import prepare
from narrate.production.project import open_project
from narrate.script import Kind
from narrate.settings import Settings
from narrate.story.cast import Voice
from narrate.story.people import Character, Gender
from narrate.takes.directing import ask
from narrate.takes.speaking import CALIBRATION_TEXT

TEXT = f"{CALIBRATION_TEXT} Please call Stella, and ask her to bring these things with her from the store."
VOICES = Path(__file__).parent.parent / "narrate/engines/espeak/voices.json"
SHOWN = 12
OWN_ACCENT, OWN_PACE = 3.0, 24.0  # see narrate/casting/ear.py


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, how close they are, and how far apart their voices."""

    names: tuple[str, str]
    close: float
    pitch: float
    timbre: float
    total: float


def hear_voice(voice: Voice) -> Heard:
    """Have a voice speak, and measure it."""
    speech = load_engine(voice.engine).speak(Request(TEXT, voice.name, voice.pitch, voice.rate))
    return hear(speech.pcm, speech.rate_hz)


def pairs(voices: Mapping[str, Voice], company: Company, offer: Offer) -> Iterator[Pair]:
    """Every two people of a cast."""
    heard = {name: hear_voice(voice) for name, voice in voices.items()}
    for one, other in itertools.combinations(voices, 2):
        close = 1.0 if "narrator" in (one, other) else company.closeness((one,), (other,))
        pitch = 12 * abs(math.log2(heard[one].pitch_hz / heard[other].pitch_hz))
        timbre = timbre_distance(heard[one], heard[other])
        accents = {offer.sound(voices[name]).accent for name in (one, other)}
        accent = OWN_ACCENT * (len(accents) == 2 and "" not in accents)
        pace = OWN_PACE * abs(math.log2(voices[one].rate / voices[other].rate))
        yield Pair((one, other), close, pitch, timbre, pitch + timbre + accent + pace)


def show(voices: Mapping[str, Voice], company: Company) -> None:
    """Print a cast and its nearest pairs."""
    for name, voice in voices.items():
        heard = hear_voice(voice)
        print(f"{name:24} {heard.pitch_hz:4.0f} Hz  {voice.described}")
    offer = Offer({"espeak": load_engine("espeak").voices()}, "en")
    measured = sorted(pairs(voices, company, offer), key=lambda pair: pair.total)
    print(f"\n{'pair':44} {'close':>6} {'pitch':>6} {'timbre':>7} {'all':>6} {'as cast':>8}")
    for pair in measured[:SHOWN]:
        foreseen = reckoned(*(offer.sound(voices[name]) for name in pair.names))
        print(
            f"{' – '.join(pair.names):44} {pair.close:6.2f} {pair.pitch:6.1f} {pair.timbre:7.1f}"
            f" {pair.total:6.1f} {foreseen:8.1f}"
        )
    together = [pair.total for pair in measured if pair.close]
    print(f"\nsmallest distance of {len(measured)} pairs: {measured[0].total:.1f}", end="; ")
    print(f"of the {len(together)} that meet: {min(together):.1f}")


def cast(story: str) -> None:
    """Show the cast of a story as a build without voices.yaml would have it."""
    with tempfile.TemporaryDirectory() as empty:  # a project of which nothing is decided or remembered
        production = prepare(open_project(Path(empty)), [Path(story).absolute()], Path(empty))
    show({"narrator": production.cast.narrator, **production.cast.characters}, company_of(production.script))


def crowd(size: int) -> None:
    """Show a cast of people who all talk to each other."""
    genders = itertools.cycle([Gender.MALE, Gender.FEMALE])
    people = [Character(f"Person {n}", (), next(genders), lines=size - n) for n in range(size)]
    made = cast_story(people, Settings(), {"espeak": load_engine("espeak").voices()})
    show({"narrator": made.narrator, **made.characters}, Company())


def manners(spec: str) -> None:
    """Show what each manner does to a voice: `voiced` is the share of frames that have a pitch."""
    engine_name, _, name = spec.partition(":")
    engine, voice = load_engine(engine_name), Voice(engine_name, name)
    print(f"{'manner':12} {'seconds':>8} {'pitch':>6} {'melody':>7} {'voiced':>7} {'level':>7}")
    for manner in ("", *MANNERS):
        line = Line(0, 0, TEXT, None, 1, 1, 1, Kind.SPEECH)
        asked = ask(replace(line, manner=manner), voice, Settings(), engine)
        speech = engine.speak(asked.request)
        heard = hear(speech.pcm, speech.rate_hz)
        seconds = len(speech.pcm) / 2 / speech.rate_hz
        print(
            f"{manner or 'plainly':12} {seconds:8.1f} {heard.pitch_hz:4.0f}Hz {heard.melody:5.1f}st"
            f" {heard.voiced:7.0%} {asked.gain_db:+5.0f}dB"
        )


def measure() -> None:
    """Measure the variants that voices.json lists; their order, gender and age stay as they are."""
    variants = json.loads(VOICES.read_text("utf-8"))
    rows = []
    for variant, facts in variants.items():
        heard = hear_voice(Voice("espeak", "en-gb" if variant == PLAIN else f"en-gb+{variant}"))
        timbre = [round(each, 1) for each in heard.timbre]
        row = {
            "gender": facts["gender"],
            "age": facts["age"],
            "pitch_hz": round(heard.pitch_hz),
            "timbre": timbre,
        }
        rows.append(f"  {json.dumps(variant)}: {json.dumps(row)}")
    VOICES.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["cast", story]:
            cast(story)
        case ["crowd", size]:
            crowd(int(size))
        case ["manners", spec]:
            manners(spec)
        case ["measure"]:
            measure()
        case _:
            sys.exit(__doc__)
