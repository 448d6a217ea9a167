"""Words that voices.yaml has said otherwise: respelt in the text, or in IPA beside it."""

import re
from collections.abc import Mapping


def pronounce(text: str, pronunciations: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Respell the words that are said otherwise; those with IPA stay, listed as (word as it stands, IPA).

    Capitals play no part; of words that begin alike the longest counts.
    """
    said = {word.casefold(): how for word, how in pronunciations.items()}
    if not said:
        return text, ()
    ipa: dict[str, str] = {}

    def respell(found: re.Match[str]) -> str:
        how = said[found.group().casefold()]
        if not how.startswith("/"):
            return how
        ipa[found.group()] = how.strip("/")
        return found.group()

    words = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", respell, text, flags=re.IGNORECASE), tuple(ipa.items())
