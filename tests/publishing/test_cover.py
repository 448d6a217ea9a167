"""Covers: made from a title, or fitted from a picture of one's own."""

import functools
import logging
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from narrate.errors import NarrateError
from narrate.publishing.cover import embedded_cover, make_cover, read_cover

made = functools.cache(make_cover)  # half a second each


def opened(jpeg):
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image


def saved(path, size, mode="RGB", colour=(200, 30, 60), **options):
    """A picture of one colour with a white square in its middle."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (size[0] // 2 - 50, size[1] // 2 - 50, size[0] // 2 + 50, size[1] // 2 + 50))
    image.convert(mode).save(path, method=0, **options)  # of WebP: the quickest
    return path


def ink(jpeg, box):
    """The share of light pixels, which only type has, in a stretch of the cover (hundredths of its side)."""
    image = opened(jpeg).convert("L").resize((400, 400))
    return float((np.asarray(image.crop([4 * edge for edge in box])) > 170).mean())


LONG = (
    "A Series of Unfortunate and Entirely Preventable Incidents Involving Seven Lamplighters, "
    "One Bishop, a Goose and the Tax Office of Lower Wexley"
)


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Dune", None),
        ("The Harbour Light", "A. Writer"),
        (LONG, "Wilhelmina Featherstonehaugh-Cholmondeley"),
        ("Война и мир", "Лев Толстой"),
        ("x" * 300, "José Ñandú"),
        ('🎧 <b>"Tom" & Jerry</b> 🌊', "\u202eback"),
    ],
)
def test_a_made_cover_is_a_square_jpeg_with_the_title_in_type(title, author):
    cover = made(title, author)

    image = opened(cover)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (3000, 3000))
    assert len(cover) < 500_000
    assert ink(cover, (10, 8, 90, 66)) > 0.03
    assert (ink(cover, (10, 83, 90, 92)) > 0.01) is bool(author)


def test_the_same_book_gives_the_same_cover_and_another_gives_another():
    assert make_cover("Dune", None) == made("Dune", None) != made("The Harbour Light", "A. Writer")


def test_a_title_that_no_font_can_write_leaves_a_picture_and_a_warning(caplog):
    with caplog.at_level(logging.WARNING):
        cover = make_cover("🎧🌊", None)

    assert opened(cover).size == (3000, 3000)
    assert ink(cover, (10, 8, 90, 66)) == 0
    assert "no font here can write '🎧🌊'" in caplog.text


def test_the_embedded_copy_is_smaller():
    small = embedded_cover(made("The Harbour Light", "A. Writer"))

    assert opened(small).size == (1400, 1400)
    assert len(small) < 200_000


def test_a_picture_that_fits_stays_as_it_is(tmp_path, caplog):
    path = saved(tmp_path / "cover.jpg", (2000, 2000), quality=85)

    assert read_cover(path) == path.read_bytes()
    assert not caplog.messages


@pytest.mark.parametrize(
    ("name", "size", "mode", "side", "warning"),
    [
        ("wide.png", (2400, 1600), "RGB", 1600, "is not square (2400 × 1600)"),
        ("tall.jpg", (1500, 4000), "L", 1500, "is not square (1500 × 4000)"),
        ("huge.jpg", (8001, 11500), "RGB", 3000, "is not square (8001 × 11500)"),
        ("small.png", (600, 600), "RGBA", 1400, "is small (600 × 600)"),
        ("large.webp", (4000, 4000), "RGB", 3000, None),
        ("print.tiff", (1600, 1600), "CMYK", 1600, None),
        ("palette.gif", (1500, 1500), "P", 1500, None),
    ],
)
def test_other_pictures_are_made_square_rgb_and_of_bearable_size(
    *, tmp_path, caplog, name, size, mode, side, warning
):
    path = saved(tmp_path / name, size, mode)

    image = opened(read_cover(path))

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (side, side))
    assert min(image.getpixel((side // 2, side // 2))) > 250
    assert (warning in caplog.text) if warning else not caplog.messages


def test_a_transparent_picture_lies_on_white(tmp_path):
    path = tmp_path / "cover.png"
    Image.new("RGBA", (1500, 1500), (255, 0, 0, 0)).save(path)

    assert min(opened(read_cover(path)).getpixel((9, 9))) > 250


def test_a_noisy_picture_is_compressed_until_it_is_small_enough(tmp_path):
    path = tmp_path / "cover.png"
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), np.uint8)
    Image.fromarray(noise).resize((1600, 1600)).save(path)

    assert len(read_cover(path)) < 500_000


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\xff\xd8\xff\xe0 cut", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_one_clear_error(tmp_path, content):
    path = tmp_path / "cover.jpg"
    path.write_bytes(content)

    with pytest.raises(NarrateError, match="this picture cannot be read"):
        read_cover(path)


def test_half_a_picture_is_none(tmp_path):
    path = tmp_path / "cover.jpg"
    Image.effect_noise((1500, 1500), 9).convert("RGB").save(path, quality=20)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(NarrateError, match="this picture cannot be read"):
        read_cover(path)


@pytest.mark.parametrize("size", [(20_000, 10_000), (10_000, 5_001)])
def test_a_picture_of_too_many_pixels_is_refused_before_they_take_gigabytes(tmp_path, size):
    path = tmp_path / "bomb.png"
    Image.new("1", size).save(path)

    with pytest.raises(NarrateError, match="this picture has too many pixels"):
        read_cover(path)
