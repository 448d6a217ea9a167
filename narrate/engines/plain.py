"""Words for engines that know no phonemes, and might take some of them for commands."""

import dataclasses

from narrate.engines import Request
from narrate.engines.espeak.text import prepare_text

_DEFUSED = str.maketrans("<>", "  ")  # what stands between them would be markup to SAPI, RHVoice and servers


def plain_words(request: Request) -> str:
    """The request's text without controls, brackets, markup and endless words; pronunciations left out."""
    return prepare_text(dataclasses.replace(request, ipa=())).spoken.translate(_DEFUSED).strip()
