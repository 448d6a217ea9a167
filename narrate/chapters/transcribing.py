"""A finished chapter's transcripts, put beside its file where they are not there."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from narrate.chapters.job import ChapterJob
from narrate.chapters.memory import Memory
from narrate.chapters.shelf import shelve
from narrate.chapters.transcripts import JSON, RENDERERS, beside
from narrate.chapters.wordtimes import with_words
from narrate.takes.store import TakeStore

_REVISION = 6  # part of every file's key: raise it when the same telling becomes another transcript


def transcribe(
    job: ChapterJob, folder: Path, memory: Memory, said: Mapping[str, str], store: TakeStore
) -> Memory:
    """Put a chapter's transcripts and its list of scenes into the book's folder; what is remembered then.

    `said` is what each take was asked to say: its words are timed only for what is to be written.
    """

    def content(suffix: str) -> bytes:
        timed = with_words(job.telling, job.timeline, said, store) if suffix == JSON else job.telling
        return RENDERERS[suffix](timed).encode()

    key = hashlib.sha256(repr((_REVISION, job.telling)).encode()).hexdigest()
    for suffix in RENDERERS:
        memory = shelve(folder, memory, beside(job.file, suffix), key, partial(content, suffix))
    return memory
