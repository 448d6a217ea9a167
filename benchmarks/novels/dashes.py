"""Novels with dashes for quotation marks, and what tells speech from narration there, to be learned."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter

import numpy as np
import torch
from torch import Tensor, nn

from narrate.attribution.speech import are_speech
from narrate.story.clauses import Weights, clauses_of, clues_of
from narrate.story.glossary import Glossary
from narrate.story.quotemarks import LEAD
from narrate.story.quotes import find_quotes
from novels.corpus import Novel
from novels.rewriting import Change, changed

DOUBLE = '"“”'
FEWEST = 8  # paragraphs that a clue must be seen in
EPOCHS, RATE, DECAY, DROPOUT, BATCH = 3, 2e-2, 1e-5, 0.5, 64


def led_by_dashes(novel: Novel, opening: str = "", closing: str = "") -> Novel:
    """A novel with dashes for marks in all paragraphs that begin with speech.

    Tags end with `opening` and begin with `closing`.
    """
    text, changes = novel.book.text, list[Change]()
    blocks = {block.paragraph: block for block in novel.book.paragraphs()}
    for number, quotes in groupby(find_quotes(novel.book), key=attrgetter("paragraph")):
        block, begins = blocks[number], True
        for quote in quotes:
            if begins and text[block.start : quote.start].strip():
                break  # something is told before the first words are said
            last, told = quote.end - 1, text[quote.end : block.end].strip()
            if text[quote.start] in DOUBLE:
                changes.append(Change(quote.start, quote.start + 1, "— " if begins else opening))
            if quote.closed and text[last] in DOUBLE:
                changes.append(Change(last, quote.end, closing if told else ""))
            begins = False
    return changed(novel, changes)


@dataclass(frozen=True)
class Paragraph:
    """The clues of each clause of a paragraph, and whether it is said (1) or told (0)."""

    clues: Sequence[Sequence[str]]
    said: Sequence[int]


def paragraphs(novel: Novel) -> list[Paragraph]:
    """What a novel teaches: its marks say what is said."""
    quotes = find_quotes(novel.book)
    spoken = [quote for quote, said in zip(quotes, are_speech(novel.book, quotes), strict=True) if said]
    marked = [{"spans": [(quote.start, quote.end)]} for quote in spoken]
    return list(_paragraphs(led_by_dashes(Novel(novel.name, novel.book, {**novel.gold, "quotes": marked}))))


def _paragraphs(novel: Novel) -> Iterator[Paragraph]:
    text = novel.book.text
    inside = np.zeros(len(text), bool)
    for quote in novel.gold["quotes"]:
        for start, end in quote["spans"]:
            inside[start:end] = True
    for block in novel.book.paragraphs():
        paragraph = text[block.start : block.end]
        lead = LEAD.match(paragraph)
        clauses = list(clauses_of(paragraph, lead.end())) if lead else []
        if clauses:
            said = [int(inside[block.start + a : block.start + b].mean() > 0.5) for a, b in clauses]
            yield Paragraph(clues_of(paragraph, clauses, Glossary()), said)


def learn(lessons: Sequence[Paragraph]) -> Weights:
    """Weights under which the lessons are as likely as can be; half of the clues are hidden at a time."""
    torch.manual_seed(0)
    dice = np.random.default_rng(0)
    seen = Counter(
        clue for lesson in lessons for clue in {clue for clause in lesson.clues for clue in clause}
    )
    number = {
        clue: 1 + index for index, clue in enumerate(sorted(clue for clue in seen if seen[clue] >= FEWEST))
    }
    table = nn.EmbeddingBag(1 + len(number), 4, mode="sum", padding_idx=0)
    nn.init.zeros_(table.weight)
    by_length = sorted(lessons, key=lambda lesson: len(lesson.said))
    batches = [_Batch.of(by_length[at : at + BATCH], number) for at in range(0, len(lessons), BATCH)]
    optimizer = torch.optim.Adam(table.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * len(batches))
    for _ in range(EPOCHS):
        for index in dice.permutation(len(batches)):
            batch = batches[index]
            hidden = torch.from_numpy(dice.random(len(batch.clues)) < DROPOUT)
            scores = table(torch.where(hidden, 0, batch.clues), batch.begins) / (1 - DROPOUT)
            loss = batch.surprise(scores) + DECAY * table.weight.square().sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    learned = table.weight.detach().tolist()
    return {clue: tuple(learned[row]) for clue, row in number.items()}


@dataclass(frozen=True)
class _Batch:
    """Paragraphs as tensors: all clues in a row, where each clause begins, which are there and said."""

    clues: Tensor
    begins: Tensor
    there: Tensor
    said: Tensor

    @classmethod
    def of(cls, lessons: Sequence[Paragraph], number: Mapping[str, int]) -> "_Batch":
        longest = max(len(lesson.said) for lesson in lessons)
        clauses = [[number.get(clue, 0) for clue in clause] for lesson in lessons for clause in lesson.clues]
        begins = np.cumsum([0, *(len(clause) for clause in clauses[:-1])])
        there = torch.tensor([[at < len(lesson.said) for at in range(longest)] for lesson in lessons])
        said = torch.tensor([[*lesson.said, *[0] * (longest - len(lesson.said))] for lesson in lessons])
        return cls(torch.tensor(list(chain.from_iterable(clauses))), torch.from_numpy(begins), there, said)

    def surprise(self, scores: Tensor) -> Tensor:
        """Mean negative log probability of a clause, of the whole chains (forward algorithm)."""
        steps = torch.zeros(*self.there.shape, 2, 2)
        steps[self.there] = scores.view(-1, 2, 2)
        count, length = self.there.shape
        rows, before = torch.arange(count), torch.zeros(count, dtype=torch.long)
        likely, right = torch.tensor([[0.0, -1e4]]).repeat(count, 1), torch.zeros(count)
        for at in range(length):
            there, step, now = self.there[:, at], steps[:, at], self.said[:, at]
            likely = torch.where(there[:, None], torch.logsumexp(likely[:, :, None] + step, 1), likely)
            right = right + torch.where(there, step[rows, before, now], torch.zeros(()))
            before = now
        return (torch.logsumexp(likely, 1) - right).sum() / self.there.sum()
