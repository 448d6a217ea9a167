"""A seeded story of any length, every sentence another one, a third of it spoken by eight people."""

import random

NAMES = "Eleanor Thomas Margaret Henry Alice Samuel Rosalind Edmund".split()
NOUNS = (
    "harbour lantern orchard kitchen letter carriage winter garden window soldier captain daughter stranger "
    "river bridge market village forest candle mirror journey ladder blanket station teacher pocket engine "
    "mountain island chimney cellar doctor grandmother puzzle whistle compass blacksmith meadow bottle basket"
).split()
QUALITIES = (
    "quiet narrow crooked bright weary ancient gentle hollow cold golden bitter careful broken distant "
    "curious wooden heavy silver patient ragged"
).split()
DEEDS = (
    "carried followed watched opened remembered promised answered gathered crossed lifted mended studied "
    "counted painted feared borrowed ignored"
).split()
PLACES = "beneath beside beyond towards behind across above near".split()
JOINTS = (", and ", ", but ", ", while ", "; ", ", because ")
TAGS = "said asked answered whispered replied".split()
PARAGRAPHS = 60  # in a chapter


def story(words: int, seed: int = 7) -> str:
    """About so many words of Markdown: chapters of sixty paragraphs, narration and dialogue in turn."""
    random_ = random.Random(seed)
    lines = ["# The Lantern and the Ladder", ""]
    count = chapter = 0
    while count < words:
        chapter += 1
        lines += [f"## Chapter {chapter}", ""]
        for _ in range(PARAGRAPHS):
            paragraph = _told(random_) if random_.random() < 0.5 else _said(random_)
            count += len(paragraph.split())
            lines += [paragraph, ""]
    return "\n".join(lines)


def _told(random_: random.Random) -> str:
    return " ".join(_sentence(random_) for _ in range(random_.randint(2, 5)))


def _said(random_: random.Random) -> str:
    spoken = _sentence(random_)[:-1]
    return f'"{spoken}," {random_.choice(TAGS)} {random_.choice(NAMES)}. "{_sentence(random_)}"'


def _sentence(random_: random.Random) -> str:
    told = _clause(random_)
    if random_.random() < 0.7:
        told += random_.choice(JOINTS) + _clause(random_)
    return told[0].upper() + told[1:] + random_.choice("....?!" if random_.random() < 0.3 else ".")


def _clause(random_: random.Random) -> str:
    who = random_.choice(NAMES) if random_.random() < 0.4 else _thing(random_)
    deed = f"{who} {random_.choice(DEEDS)} {_thing(random_)}"
    return f"{deed} {random_.choice(PLACES)} {_thing(random_)}" if random_.random() < 0.5 else deed


def _thing(random_: random.Random) -> str:
    quality = f"{random_.choice(QUALITIES)} " if random_.random() < 0.6 else ""
    return f"{random_.choice(['the', 'a', 'that', 'her', 'his', 'every'])} {quality}{random_.choice(NOUNS)}"
