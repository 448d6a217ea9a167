"""A chapter as text with times: WebVTT and SRT for players, JSON for programs, scenes as JSON chapters."""

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from narrate.chapters.telling import Sentence, Telling

NARRATOR = "Narrator"
# AntennaPod takes a name with a reference in it for none, and goes on with the speaker before.
_IN_A_TAG = str.maketrans({"&": "+", "<": "", ">": ""})
VTT, SRT, JSON, CHAPTERS = ".vtt", ".srt", ".json", ".chapters.json"  # what lies beside a chapter's MP3


def vtt(telling: Telling) -> str:
    """WebVTT (W3C), a cue a sentence with its speaker; AntennaPod needs every cue in order, on one line.

    A cue that begins and ends within one second of the clock stays until that is over, beside the next one:
    programs that count in whole seconds would take it for empty.
    """
    cues = [
        f"{_clock(start, '.')} --> {_clock(max(end, start // 1000 * 1000 + 1000), '.')}\n"
        f"<v {_name(sentence).translate(_IN_A_TAG)}>{html.escape(sentence.text, quote=False)}</v>\n"
        for sentence, start, end in telling.held()
    ]
    return "\n".join(["WEBVTT\n", *cues])


def srt(telling: Telling) -> str:
    """SubRip: the speaker is named where another one begins to speak."""
    cues = []
    before: str | None = None
    for number, (sentence, start, end) in enumerate(telling.held(), 1):
        name = _name(sentence)
        said = sentence.text if name == before else f"{name}: {sentence.text}"
        said = said.replace("-->", "→")  # what stands between two times
        cues.append(f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{said}\n")
        before = name
    return "\n".join(cues)


def to_json(telling: Telling) -> str:
    """Podcasting 2.0's JSON transcript; scene, paragraph, heading and words (seconds, word) are ours.

    Word times stand here alone: AntennaPod shows WebVTT's as text.

    https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
    """
    segments: list[dict[str, Any]] = [
        {
            "speaker": _name(sentence),
            "startTime": start / 1000,
            "endTime": max(start + 1, sentence.end_ms) / 1000,
            "body": sentence.text,
            "scene": sentence.scene,
            "paragraph": sentence.paragraph,
            **({"narrator": True} if sentence.speaker is None else {}),
            **({"heading": True} if sentence.heading else {}),
            **({"words": [(at_ms / 1000, word) for at_ms, word in sentence.words]} if sentence.words else {}),
        }
        for sentence, start, _ in telling.held()
    ]
    facts = {
        "version": "1.0.0",
        "chapter": telling.number,
        "title": telling.title,
        "duration_ms": telling.duration_ms,
        "scenes": telling.scenes,
    }
    head = json.dumps(facts, ensure_ascii=False).removesuffix("}")
    lines = ",\n".join(json.dumps(segment, ensure_ascii=False) for segment in segments)
    return f'{head}, "segments": [\n{lines}\n]}}\n'


def from_json(text: str) -> Telling:
    """The telling that `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
    facts = json.loads(text)
    sentences = tuple(
        Sentence(
            start_ms=round(segment["startTime"] * 1000),
            end_ms=round(segment["endTime"] * 1000),
            text=segment["body"],
            speaker=None if segment.get("narrator") else segment["speaker"],
            scene=segment["scene"],
            paragraph=segment["paragraph"],
            heading=segment.get("heading", False),
            words=tuple((round(at_s * 1000), word) for at_s, word in segment.get("words", ())),
        )
        for segment in facts["segments"]
    )
    scenes = tuple((start_ms, title) for start_ms, title in facts["scenes"])
    return Telling(facts["chapter"], facts["title"], facts["duration_ms"], scenes, sentences)


def read_telling(audio: Path) -> Telling | None:
    """What the transcript beside a chapter's audio file tells; None where it is damaged or gone."""
    try:
        return from_json(audio.with_name(beside(audio.name, JSON)).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def chapters_json(telling: Telling) -> str:
    """Podcasting 2.0's JSON chapters, one a scene, in whole seconds: players cut the rest off."""
    starts = {start_ms // 1000: title for start_ms, title in reversed(telling.scenes)}
    chapters = [{"startTime": start, "title": title} for start, title in sorted(starts.items())]
    return json.dumps({"version": "1.2.0", "chapters": chapters}, ensure_ascii=False, indent=1) + "\n"


def _name(sentence: Sentence) -> str:
    return " ".join((sentence.speaker or NARRATOR).split())


def clock(ms: int) -> str:
    """A time as clocks show it: 00:12:30."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _clock(ms: int, point: str) -> str:
    return f"{clock(ms)}{point}{ms % 1000:03d}"


RENDERERS: Mapping[str, Callable[[Telling], str]] = {
    VTT: vtt,
    SRT: srt,
    JSON: to_json,
    CHAPTERS: chapters_json,
}


def beside(audio: str, suffix: str) -> str:
    """The name of a file beside a chapter's audio file."""
    return Path(audio).stem + suffix


def files_of(audio: str) -> list[str]:
    """A chapter's files: its audio, and what lies beside it."""
    return [audio, *(beside(audio, suffix) for suffix in RENDERERS)]
