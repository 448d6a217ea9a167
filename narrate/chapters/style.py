"""What all chapters of a book have in common: loudness, kind of MP3, channels, the silence at their ends."""

from dataclasses import dataclass

from narrate.files.formats import MP3_FORMATS, Mp3Format
from narrate.settings import Master, Settings
from narrate.sound.mastering import PROFILES, Profile
from narrate.story.cast import Cast


@dataclass(frozen=True, slots=True)
class Style:
    """What voices.yaml and the command line ask of every chapter, whatever is told in it."""

    settings: Settings
    cast: Cast
    cover_key: str
    year: int
    quality: str

    @property
    def profile(self) -> Profile:
        """The loudness that chapters are brought to."""
        return PROFILES[self.settings.master.value]

    def tail_ms(self, sound_ms: int) -> int:
        """The silence after a chapter with so much sound: what voices.yaml says, within what ACX takes.

        ACX weighs silence in: a few words before a long one could not be made as loud as it wants.
        """
        silence_ms = self.settings.pauses.chapter_ms
        if self.settings.master is not Master.ACX:
            return silence_ms
        return max(1000, min(silence_ms, 5000, sound_ms))

    @property
    def format(self) -> Mp3Format:
        """The kind of MP3: ACX prescribes its own."""
        return MP3_FORMATS["acx" if self.settings.master is Master.ACX else self.quality]

    @property
    def channels(self) -> int:
        """Two where anybody in the book has a place beside the middle, whichever chapters are planned."""
        return 2 if any(voice.pan for voice in self.cast.voices()) else 1
