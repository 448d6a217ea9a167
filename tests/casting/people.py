"""Somebody to cast, and the voices that there are."""

from narrate.engines import VoiceInfo
from narrate.story.cast import Voice
from narrate.story.people import Character, Gender

MALE, FEMALE, UNKNOWN = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN

VOICES = {
    "espeak": (
        VoiceInfo("en-gb", "en-gb", MALE, pitch_hz=105),
        VoiceInfo("en-us", "en-us", MALE, pitch_hz=110),
        VoiceInfo("en-us+m3", "en-us", MALE, pitch_hz=95),
        VoiceInfo("en-gb+m4", "en-gb", MALE, pitch_hz=140),
        VoiceInfo("en-us+f2", "en-us", FEMALE, pitch_hz=180),
        VoiceInfo("en-gb+f3", "en-gb", FEMALE, pitch_hz=210),
        VoiceInfo("en-gb-scotland+f4", "en-gb-scotland", FEMALE, pitch_hz=240),
        VoiceInfo("fr+f1", "fr-fr", FEMALE, pitch_hz=200),
        VoiceInfo("fr+m1", "fr-fr", MALE, pitch_hz=100),
    ),
    "tone": (
        VoiceInfo("bass", "mul", MALE, pitch_hz=90),
        VoiceInfo("tenor", "mul", MALE, pitch_hz=130),
        VoiceInfo("alto", "mul", FEMALE, pitch_hz=190),
        VoiceInfo("soprano", "mul", FEMALE, pitch_hz=250),
    ),
}

LEX = Character("Lex Luthor", ("Lex", "President Luthor"), MALE, lines=21)
LOIS = Character("Lois", ("Ms. Lane",), FEMALE, lines=12)
MARTHA = Character("Martha", (), FEMALE, lines=8)
ANCHOR = Character("the anchorwoman", (), FEMALE, lines=2)
STORY = [LEX, LOIS, MARTHA, ANCHOR]


def gender_of(voice: Voice) -> Gender:
    return next(info.gender for info in VOICES[voice.engine] if info.name == voice.name)


def sound(voice: Voice) -> tuple[str, str, float, float]:
    return voice.engine, voice.name, voice.pitch, voice.rate
