"""How dialogue is acted beyond its directions: tags softened or dropped, manners that tags suggest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.engines.manner import ASIDE, VERBS, names_in
from narrate.script import Kind, Script, Span
from narrate.settings import Acting, DialogueTags, Settings
from narrate.story.chat import LINE, ME
from narrate.story.glossary import Glossary, glossary_of
from narrate.story.people import Character
from narrate.story.quotes import usual

_SAID = r"(?:said|says|say|asked|asks|ask|replied|replies|answered|answers)"
_PRONOUN = r"(?:he|she|they|I|we)"
_PLAIN_VERB = re.compile(rf"\b{_SAID}\b")
_HOW = re.compile(r"\b(?P<adverb>\w+ly)\b|\bin an? (?P<voice>\w+) (?:voice|tone|whisper)\b")
_NEGATED = re.compile(r"\b(?:not|never|without|\w+n['’]t)\b")
_CLAUSE_AFTER = re.compile(r"^[\s,]*(?P<clause>[^.!?\n“”\"]{1,80})")
_CLAUSE_BEFORE = re.compile(r"(?P<clause>[^.!?\n“”\"]{1,80})[,:]\s*$")
_NEXT_CLAUSE = re.compile(r",|\b(?:and|as|but|while)\b")
_WORDS = re.compile(r"[^\W\d_]{3}")  # but am and pm
_NEAR = 6  # words between a tag's beginning and the word that tells the manner


def act(script: Script, settings: Settings) -> Script:
    """The script with its dialogue acted as `tags` and `acting` of the settings ask.

    The spans tile the text as before; a tag that is not spoken says why.
    """
    spans = script.spans
    if settings.acting is Acting.FULL:
        spans = tuple(_suggested(script.book.text, spans, glossary_of(script.book.language)))
    if settings.tags is not DialogueTags.KEEP:
        names = {each.name: each for each in script.characters}
        spans = tuple(_with_tags(usual(script.book.text), spans, names, settings.tags))
    return replace(script, spans=spans)


def _suggested(text: str, spans: Sequence[Span], glossary: Glossary) -> Iterator[Span]:
    """Speech without a direction is said as its tag tells, "she whispered", until another tag comes."""
    last: Span | None = None
    for at, span in enumerate(spans):
        if span.kind is not Kind.SPEECH or span.manner or not span.spoken:
            yield span
            continue
        clauses = map(glossary.text, _clauses(text, spans, at))
        told = [manner for clause in clauses if (manner := _suggestion(clause)) is not None]
        goes_on = last and (last.paragraph, last.speaker) == (span.paragraph, span.speaker)
        manner = next(filter(None, told), "") if told else last.manner if last and goes_on else ""
        last = replace(span, manner=manner)
        yield last


def _clauses(text: str, spans: Sequence[Span], at: int) -> Iterator[str]:
    """The clauses of narration that run into the speech at `at` or on from it, the nearest first."""
    here = spans[at]
    for other, pattern in ((at + 1, _CLAUSE_AFTER), (at - 1, _CLAUSE_BEFORE)):
        if 0 <= other < len(spans) and spans[other].kind is Kind.NARRATION:
            beside = spans[other]
            found = pattern.search(text[beside.start : beside.end])
            if beside.paragraph == here.paragraph and found:
                yield found["clause"]


def _suggestion(clause: str) -> str | None:
    """The manner that a tag tells, "" for none; None for narration that is no tag."""
    words = " ".join(_NEXT_CLAUSE.split(clause)[0].split()[:_NEAR])
    verb, plain = VERBS.search(words), _PLAIN_VERB.search(words)
    if not verb and not plain:
        return None
    if _NEGATED.search(words):
        return ""
    if verb:
        return ", ".join(names_in(verb.group()))
    how = (found["adverb"] or found["voice"] for found in _HOW.finditer(words))
    return ", ".join(names_in(" ".join(how)))


def _with_tags(
    text: str, spans: Sequence[Span], characters: dict[str, Character], tags: DialogueTags
) -> Iterator[Span]:
    """Narration with the tags that tell nothing but who speaks softened, or not spoken."""
    for at, span in enumerate(spans):
        if span.kind is not Kind.NARRATION or not span.spoken or span.speaker is not None:
            yield span
            continue
        before = spans[at - 1] if at else None
        after = spans[at + 1] if at + 1 < len(spans) else None
        end = _tag_after(text, before, span, after, characters)
        ahead = (find(text, span, after, characters) for find in (_tag_before, _label))
        start = max(end, min(ahead))
        pieces = ((span.start, end, True), (end, start, False), (start, span.end, True))
        for piece_start, piece_end, is_tag in pieces:
            if piece_start < piece_end:
                piece = replace(span, start=piece_start, end=piece_end)
                yield _changed(piece, tags) if is_tag else piece


def _changed(tag: Span, tags: DialogueTags) -> Span:
    if tags is DialogueTags.DROP:
        return replace(tag, spoken=False, why="a tag: tags are dropped")
    return replace(tag, manner=ASIDE, why="a tag: tags are soft")


def _tag_after(
    text: str, before: Span | None, span: Span, after: Span | None, characters: dict[str, Character]
) -> int:
    """Where the tag ends with which a span of narration begins; its start where there is none."""
    if before is None or not _speaks(before, span):
        return span.start
    who = _subject(before, characters)
    pattern = rf"\s*(?:{_SAID}\s+{who}|{who}\s+{_SAID})\s*(?:\.(?=\s|$)|(?P<goes_on>,\s*$))\s*"
    found = re.match(pattern, text[span.start : span.end])
    if found is None or (found["goes_on"] and not (after and _speaks(after, span))):
        return span.start
    return span.start + found.end()


def _tag_before(text: str, span: Span, after: Span | None, characters: dict[str, Character]) -> int:
    """Where the tag begins with which a span of narration ends; its end where there is none."""
    if after is None or not _speaks(after, span):
        return span.end
    pattern = rf"(?:^|(?<=[.!?…]\s))\s*{_subject(after, characters)}\s+{_SAID}[,:]\s*$"
    found = re.search(pattern, text[span.start : span.end])
    return span.start + found.start() if found else span.end


def _label(text: str, span: Span, after: Span | None, characters: dict[str, Character]) -> int:
    """Where the name begins that leads a line of a chat or a play; the span's end where there is none."""
    if after is None or not _speaks(after, span):
        return span.end
    lines = LINE.finditer(text, span.start, after.end)
    line = next((line for line in lines if line.end() == after.start), None)
    if line is None:
        return span.end
    who = line["role"] or line["who"]
    if not re.fullmatch(rf"{_subject(after, characters)}|{'|'.join(ME)}", who, re.IGNORECASE):
        return span.end
    beside = line.group().replace(who, "", 1)
    told = text[span.start : line.start()].rstrip()
    return span.end if _WORDS.search(beside) else span.start + len(told)


def _speaks(speech: Span, narration: Span) -> bool:
    return (
        speech.kind is Kind.SPEECH
        and speech.speaker is not None
        and speech.paragraph == narration.paragraph
        and speech.spoken
    )


def _subject(speech: Span, characters: dict[str, Character]) -> str:
    """A pattern for whom a tag may name and tell nothing new: a pronoun, or the speaker by their name."""
    character = characters.get(speech.speaker or "")
    called = [character.name, *character.aliases] if character else []
    names = "|".join(map(re.escape, sorted(called, key=len, reverse=True)))
    return rf"(?:(?i:{_PRONOUN})" + (rf"|(?i:{names}))" if names else ")")
