"""What a build can write: kinds of files, and kinds of MP3."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What a build can write."""

    MP3 = "mp3"
    M4B = "m4b"
    EPUB = "epub"


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """A kind of MP3, always at a constant bit rate; `kbps` is for mono, `stereo_kbps` for stereo.

    `lame_gain` is what LAME multiplies sound by at these bit rates: measured with tones, and undone
    where it is encoded.
    """

    name: str
    rate_hz: int
    kbps: int
    stereo_kbps: int
    lame_gain: float

    def bit_rate_kbps(self, channels: int) -> int:
        """The bit rate for one or two channels."""
        return self.kbps if channels == 1 else self.stereo_kbps


MP3_FORMATS = {
    kind.name: kind
    for kind in (
        Mp3Format("standard", 44_100, 128, 128, lame_gain=0.95),
        Mp3Format("compact", 22_050, 64, 96, lame_gain=0.95),
        Mp3Format("acx", 44_100, 192, 192, lame_gain=0.97),
    )
}
