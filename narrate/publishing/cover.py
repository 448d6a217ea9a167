"""The book's cover: the author's own picture made square, or one set in type from title and author."""

import hashlib
import logging
import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from narrate.errors import NarrateError, Place
from narrate.publishing.typesetting import Colour, set_type

_SIDE = 3000  # pixels: the most that Apple takes
_LEAST_SIDE = 1400  # and the least
_MOST_BYTES = 500_000
_EMBEDDED_SIDE = 1400
_EMBEDDED_BYTES = 200_000
_MOST_PIXELS = 50_000_000  # that are decoded, to up to 20 bytes each where some are transparent
_BAND = 50  # rows that are calculated at once

_HINT = "A cover is a JPEG or PNG, best square and 3000 pixels wide."
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
log = logging.getLogger(__name__)

# Sky, sea (the nearest wave), type: dark enough under light type to be read at 55 pixels.
_PALETTES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((24, 48, 74), (8, 20, 34), (246, 233, 206)),  # night blue
    ((122, 39, 44), (52, 12, 20), (250, 232, 208)),  # oxblood
    ((28, 78, 70), (8, 34, 32), (245, 236, 210)),  # bottle green
    ((84, 48, 94), (34, 16, 44), (248, 230, 220)),  # aubergine
    ((178, 84, 40), (82, 30, 16), (255, 240, 214)),  # burnt orange
    ((52, 66, 84), (20, 27, 38), (255, 214, 140)),  # slate and gold
    ((16, 92, 112), (4, 40, 56), (252, 238, 214)),  # petrol
    ((106, 76, 40), (46, 30, 14), (252, 238, 208)),  # umber
)


def make_cover(title: str, author: str | None) -> bytes:
    """A typographic cover as JPEG, 3000 × 3000; the same title and author give the same picture.

    Characters that no font here has are left out (never drawn as boxes), with a warning when nothing of
    the title is left.
    """
    seed = hashlib.sha256(f"{title}\0{author or ''}".encode("utf-8", "replace")).digest()
    sky, sea, ink = _PALETTES[seed[0] % len(_PALETTES)]
    picture = _waves(sky, sea, seed[1:])
    draw = ImageDraw.Draw(picture)
    title_box, author_box = (250, 260, 2750, 1960), (350, 2480, 2650, 2760)
    set_type(draw, title, title_box, ink, most=900)
    if author:
        set_type(draw, author, author_box, ink, most=230)
    return _jpeg(picture, _MOST_BYTES)


def read_cover(path: Path) -> bytes:
    """The user's picture as a cover; see `fit_cover`."""
    return fit_cover(path.read_bytes(), path)


def fit_cover(data: bytes, path: Path) -> bytes:
    """A picture as a square RGB JPEG of 1400 to 3000 pixels and, if at all possible, under 500 kB.

    A picture that is all this already stays as it is, byte for byte. Otherwise its middle is cut out, with
    a warning. `path` is where it comes from. Raises NarrateError where it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a limit of our own
            image = Image.open(BytesIO(data), formats=_FORMATS)
        with image:
            if _fit_as_is(image, data):
                image.load()  # all of it is there
                return data
            size = image.size
            image.draft("RGB", (_SIDE, _SIDE))  # of a large JPEG not all pixels are decoded
            picture = _flat(image)
    except Image.DecompressionBombError:
        raise NarrateError("this picture has too many pixels", place=Place(path), hint=_HINT) from None
    except (OSError, SyntaxError, ValueError) as error:
        raise NarrateError("this picture cannot be read", place=Place(path), hint=_HINT) from error
    turned = (size[0] > size[1]) != (picture.width > picture.height)
    width, height = size[::-1] if turned else size
    if width != height:
        log.warning("%s: the cover is not square (%d × %d): its middle is used", path, width, height)
    if min(width, height) < _LEAST_SIDE:
        log.warning("%s: the cover is small (%d × %d): it is enlarged", path, width, height)
    side = min(max(min(width, height), _LEAST_SIDE), _SIDE)
    return _jpeg(ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS), _MOST_BYTES)


def embedded_cover(cover: bytes) -> bytes:
    """A smaller copy of a cover, to go into every chapter."""
    return _jpeg(shrunk(cover, _EMBEDDED_SIDE), _EMBEDDED_BYTES)


def shrunk(cover: bytes, side: int) -> Image.Image:
    """A finished cover with a smaller side, in pixels; no more of it is decoded than that needs."""
    with Image.open(BytesIO(cover), formats=("JPEG",)) as image:
        image.draft("RGB", (side, side))
        return image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def _fit_as_is(image: Image.Image, data: bytes) -> bool:
    square = image.width == image.height and _LEAST_SIDE <= image.width <= _SIDE
    if not (image.format == "JPEG" and image.mode == "RGB" and square and len(data) < _MOST_BYTES):
        return False
    return bool(image.getexif().get(0x0112, 1) == 1)  # upright; to know it of a PNG, all of it is decoded


def _flat(image: Image.Image) -> Image.Image:
    """The picture upright, in RGB, on white where it was transparent; or DecompressionBombError."""
    if image.width * image.height > _MOST_PIXELS:
        raise Image.DecompressionBombError
    upright = ImageOps.exif_transpose(image)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    white = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(white, upright.convert("RGBA")).convert("RGB")


def _jpeg(picture: Image.Image, most_bytes: int) -> bytes:
    """The picture at the best quality that keeps it under a size; a very busy one is made smaller."""
    optimize = picture.width <= _EMBEDDED_SIDE  # it holds six bytes for every pixel
    for quality in (92, 88, 84, 78, 70, 60, 50):
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=optimize, subsampling=0 if quality > 84 else 2)
        if file.tell() < most_bytes:
            return file.getvalue()
    if picture.width == _LEAST_SIDE:
        return file.getvalue()  # the least that players take, whatever it weighs
    side = max(_LEAST_SIDE, picture.width * 2 // 3)
    return _jpeg(picture.resize((side, side), Image.Resampling.LANCZOS), most_bytes)


def _waves(sky: Colour, sea: Colour, seed: bytes) -> Image.Image:
    """A sky over four waves that darken towards the reader; their shape is the seed's."""
    x = np.linspace(0, 2 * np.pi, _SIDE, dtype=np.float32)
    crests = []
    for layer in range(4):
        slow, quick, phase, height = seed[4 * layer : 4 * layer + 4]
        swell = np.sin((1 + slow / 255) * x + phase / 40) + 0.35 * np.sin((2 + quick / 128) * x + phase / 20)
        crests.append(2080 + 190 * layer + (40 + height / 5) * swell)
    picture = Image.new("RGB", (_SIDE, _SIDE))
    for top in range(0, _SIDE, _BAND):
        picture.paste(Image.fromarray(_band(top, sky, sea, crests)), (0, top))
    return picture


def _band(top: int, sky: Colour, sea: Colour, crests: Sequence[NDArray[np.float32]]) -> NDArray[np.uint8]:
    """A strip of the picture: all at once it would take 400 MB to calculate."""
    y = np.arange(top, min(top + _BAND, _SIDE), dtype=np.float32)[:, None]
    light, dark = np.asarray(sky, np.float32), np.asarray(sea, np.float32)
    strip = np.repeat(light * (1.12 - y / _SIDE * 0.24), _SIDE, axis=0).reshape(len(y), _SIDE, 3)
    for layer, crest in enumerate(crests, start=1):
        if y[-1] < crest.min() - 0.5:
            continue  # all sky
        covered = np.clip(y - crest + 0.5, 0, 1)[..., None]  # a soft edge one pixel wide
        depth = layer / len(crests)
        strip += covered * (light * (1 - depth) + dark * depth - strip)
    return np.clip(np.rint(strip), 0, 255).astype(np.uint8)
