"""A language model's opinion of who says the doubtful lines: a choice among the candidates, and no more.

Any server that speaks as OpenAI's does: Ollama, llama.cpp, vLLM, OpenAI itself. It is sent a passage with
one line marked and the names of those who may say it, and answers with a number; it cannot change a word.
API: https://platform.openai.com/docs/api-reference/chat/create
"""

import hashlib
import itertools
import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlsplit

from narrate.attribution import SURE, Saying
from narrate.calling import NoAnswer, Server
from narrate.counting import count
from narrate.errors import NarrateError
from narrate.files.atomic import replacing
from narrate.files.caching import cache_folder
from narrate.story.book import Book

log = logging.getLogger(__name__)

# How far a model is trusted. Language models were seen to name the right speaker of two lines in three, and
# those they are asked about here are the harder ones: its word shifts the odds, and decides nothing alone.
_RIGHT = 0.6
_BEFORE, _AFTER = 2000, 800  # characters of the story that go along with a line
_PAUSES_S = (1.0,)
_TIMEOUT_S = 60.0  # a model may have to be loaded first
_MALFORMED = (ValueError, LookupError, TypeError, RecursionError)  # of JSON that is not what it should be
_NOBODY = "none of these"
_TASK = "You read fiction and tell who speaks. You answer with the number of one choice and nothing else."
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_NUMBER = re.compile(r"\W*(\d{1,2})\W*")


@dataclass(frozen=True, slots=True)
class Question:
    """Who says a line: the sayings (by index) that the answer is for, and who may be chosen, 0 for nobody."""

    sayings: tuple[int, ...]
    choices: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model by the server that runs it and its name there; without a name, the only one that it has.

    `watched` gets the questions and gives them back one by one: to show how far it is.
    """

    server: Server
    name: str | None = None
    watched: Callable[[Sequence[Question]], Iterable[Question]] = iter

    @classmethod
    def at(
        cls,
        address: str,
        key: str = "",
        name: str | None = None,
        watched: Callable[[Sequence[Question]], Iterable[Question]] = iter,
    ) -> Self:
        """The model of a server by its address, that of Ollama with or without its /v1."""
        base = address if urlsplit(address).path else f"{address}/v1"
        return cls(Server(base, key, _TIMEOUT_S), name, watched)

    def settle(self, book: Book, sayings: Sequence[Saying]) -> list[Saying]:
        """The sayings, with the model's opinion on those that are doubtful.

        Where it has none they stay as they are, and a warning counts them. Raises NarrateError for a
        server with several models, if none was named.
        """
        settled = list(sayings)
        questions = list(_questions(book, sayings))
        waiting, odd = len(questions), 0
        try:
            name = self.name or (self._only_model() if questions else "")
            for question in self.watched(questions):
                number = self._number(question, name)
                waiting -= 1
                odd += number is None
                for index in question.sayings if number else ():
                    settled[index] = _weighed(sayings[index], question.choices[number or 0], name)
        except NoAnswer as error:
            log.warning("%s: narrate's own guess stands for %s", error, count(waiting, "doubtful line"))
        if odd:
            lines = count(odd, "doubtful line")
            log.warning("%s gave no choice for %s: narrate's own guess stands", name, lines)
        return settled

    def _only_model(self) -> str:
        data, _ = self.server.ask("models", None, _PAUSES_S)
        try:
            names = sorted(str(model["id"]) for model in json.loads(data)["data"])
        except _MALFORMED:
            names = []
        if len(names) != 1:
            raise NarrateError(
                f"{self.server.base} has {len(names) or 'no list of its'} models",
                hint=f"--llm-model NAME says which to ask{': ' if names else ''}{', '.join(names[:12])}.",
            )
        return names[0]

    def _number(self, question: Question, name: str) -> int | None:
        """The number of the model's choice; None for what is no choice at all.

        A choice is kept, under the hash of all that was asked, and not asked for again.
        """
        messages = [{"role": "system", "content": _TASK}, {"role": "user", "content": question.words}]
        order: dict[str, object] = {"model": name, "messages": messages, "temperature": 0}
        asked = json.dumps([self.server.base, order], sort_keys=True)
        path = cache_folder() / "answers" / hashlib.sha256(asked.encode()).hexdigest()
        kept = path.read_text("ascii", "replace") if path.is_file() else ""
        number = _chosen(kept, question)
        if number is None:
            data, _ = self.server.ask("chat/completions", order, _PAUSES_S)
            number = _chosen(_said(data), question)
            if number is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(path) as file:
                    file.write(str(number).encode())
        return number


def _questions(book: Book, sayings: Sequence[Saying]) -> Iterator[Question]:
    """A question for each doubtful utterance that more than one may have said; its quotes share an answer."""
    indexed = [(index, saying) for index, saying in enumerate(sayings) if saying.speaker is not None]
    for _, group in itertools.groupby(indexed, key=lambda pair: (pair[1].confidence, pair[1].others)):
        indexes, said = zip(*group, strict=True)
        first = said[0]
        if first.speaker and first.others and first.confidence < SURE:
            choices = (_NOBODY, *sorted({first.speaker, *(name for name, _ in first.others)}))
            yield Question(indexes, choices, _words(book, first, choices))


def _words(book: Book, saying: Saying, choices: Sequence[str]) -> str:
    """The question as the model reads it; the names in the order of the alphabet, which tells no guess."""
    chapter = next(c for c in reversed(book.chapters) if c.start <= saying.start)
    before = book.text[max(chapter.start, saying.start - _BEFORE) : saying.start]
    after = book.text[saying.end : min(chapter.end, saying.end + _AFTER)]
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(choices))
    return (
        f"A passage of a story:\n\n{before}⟦{book.text[saying.start : saying.end]}⟧{after}\n\n"
        f"Who says what stands between ⟦ and ⟧?\n{listed}\nAnswer with the number alone."
    )


def _said(data: bytes) -> str:
    """What the model says in a server's answer; nothing where that is no answer of the protocol."""
    try:
        return str(json.loads(data)["choices"][0]["message"]["content"])
    except _MALFORMED:
        return ""


def _chosen(answer: str, question: Question) -> int | None:
    """The number in an answer that is a number and nothing else, after thoughts that some models show."""
    found = _NUMBER.fullmatch(_THOUGHTS.sub("", answer))
    return int(found[1]) if found and int(found[1]) < len(question.choices) else None


def _weighed(saying: Saying, choice: str, model: str) -> Saying:
    """A saying after a witness has been heard who is right in `_RIGHT` of such cases (Bayes).

    So a line loses its mark where the model confirms a guess that was nearly sure already, the guess gives
    way where it was weak, and both is said.
    """
    own = {saying.speaker or "": saying.confidence, **dict(saying.others)}
    wrong = (1 - _RIGHT) / (len(own) - 1)
    odds = {name: share * (_RIGHT if name == choice else wrong) for name, share in own.items()}
    total = sum(odds.values()) + wrong * max(0.0, 1 - sum(own.values()))
    (speaker, best), *others = sorted(odds.items(), key=lambda pair: -pair[1])
    if choice == saying.speaker:
        why = f"llm {model}: {choice} too; {saying.why}"
    else:
        why = f"llm {model}: {choice}" + (f"; but {saying.why}" if speaker != choice else "")
    rest = tuple((name, round(share / total, 4)) for name, share in others)
    return replace(saying, speaker=speaker, confidence=round(best / total, 4), why=why, others=rest)
