"""Novels whose people have no names for some chapters: a woman, the boy, as in many a prologue."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from narrate.attribution.lexicon import DETERMINERS, SPEECH_VERBS
from narrate.attribution.people.mention import Mention
from narrate.attribution.people.vocatives import may_call
from narrate.attribution.reading import Stretch
from novels.gold import person_of
from novels.lessons import Lesson, answerable, first_pages, lesson
from novels.rewriting import Change, changed

MEN = """man boy gentleman stranger fellow soldier priest driver guard doctor merchant clerk prisoner waiter
    sailor knight king prince""".split()
WOMEN = """woman girl lady nurse maid queen witch princess widow waitress priestess housekeeper""".split()
OFTEN = 0.7  # chance of each noun to be the first that is still free
STRANGERS = 0.6  # chance that somebody keeps their name among people of whom some have none
LOOKS = ("", "", "", "old ", "young ", "tall ", "thin ", "stout ")
NOBODY = "_nobody"  # speaks a quote whose speaker the chapter does not name

BREAK = "* * *\n\n"

Nouns = Mapping[int, str]  # by person
Names = Mapping[str, str]  # by another name


def some_unnamed(told: Lesson, share: float, copy: int = 0) -> Lesson:
    """A lesson in which a share of the chapters call nobody by a name; no two copies are alike."""
    dice = random.Random(f"{told.novel.name} {told.cast} chapters {copy}")
    chapters = [chapter for chapter in told.novel.book.chapters if dice.random() < share]
    return unnamed(told, [(chapter.start, chapter.end) for chapter in chapters], copy, (0.0, STRANGERS))


def few_unnamed_pages(told: Lesson, copy: int = 0) -> list[Lesson]:
    """The beginnings of chapters, each a story: nobody has a name, nobody in its first half, or not all."""
    read = []
    for number, story in enumerate(first_pages(told)):
        end = _middle(story) if number % 3 == 1 else len(story.novel.book.text)
        read.append(unnamed(story, [(0, end)], copy, (STRANGERS if number % 3 == 2 else 0.0,)))
    return answerable(read)


def few_pages_with_strangers(told: Lesson, copy: int = 0) -> list[Lesson]:
    """The beginnings of chapters, each a story in which some people have no names."""
    return answerable(
        unnamed(story, [(0, len(story.novel.book.text))], copy, (STRANGERS,)) for story in first_pages(told)
    )


def _middle(told: Lesson) -> int:
    paragraphs = told.study.reading.paragraphs
    return paragraphs[len(paragraphs) // 2].start


def unnamed(
    told: Lesson, stretches: Sequence[tuple[int, int]], copy: int, kept: Sequence[float] = (0.0,)
) -> Lesson:
    """A lesson that calls nobody by a name between some offsets; each ends with a scene.

    In each stretch people keep their names with one of the chances `kept`.
    """
    dice = random.Random(f"{told.novel.name} {told.cast} unnamed {copy}")
    reading, novel = told.study.reading, told.novel
    person = person_of(told.study, novel)
    quotes: list[Mapping[str, Any]] = list(novel.gold["quotes"])
    changes: list[Change] = []
    called = set[str]()
    for start, end in stretches:
        here = Stretch(reading.at(start), reading.at(end))
        nouns = _nouns(told, here, dice.choice(kept), dice)
        changes += [Change(end, end, BREAK), *_without_names(told, here, nouns, dice)]
        names = {name: f"_the {nouns[index]}" for name, index in person.items() if index in nouns}
        names |= dict.fromkeys(person.keys() - names.keys() - _present(told, here, person), NOBODY)
        quotes = [_with_names(q, names) if start <= q["spans"][0][0] < end else q for q in quotes]
        called |= set(nouns.values())
    people = [
        {"name": f"_the {noun}", "aliases": [f"the {noun}"], "narrator": False} for noun in sorted(called)
    ]
    gold = {**novel.gold, "quotes": quotes, "characters": [*novel.gold["characters"], *people]}
    return lesson(changed(replace(novel, gold=gold), changes), cast=told.cast)


def _nouns(told: Lesson, here: Stretch, kept: float, dice: random.Random) -> Nouns:
    """Nouns for those whom a stretch names, those named most first; who are too many keep their names.

    Others keep them with the chance `kept`.
    """
    study = told.study
    mentions = study.mentions.between(here.begin, here.end)
    taken = {form[-1] for m in mentions if m.nominal for form in study.people[m.person].forms}
    free = {1: [noun for noun in MEN if noun not in taken], -1: [noun for noun in WOMEN if noun not in taken]}
    counts = Counter(m.person for m in mentions if _has_name(told, m))
    nouns = {}
    for person, _ in counts.most_common():
        own = free[1 if study.mentions.maleness[person] > 0 else -1]
        if own and dice.random() >= kept:
            nouns[person] = own.pop(next((at for at in range(len(own)) if dice.random() < OFTEN), 0))
    return nouns


def _has_name(told: Lesson, mention: Mention) -> bool:
    word = told.study.reading.lower[mention.begin]
    return not mention.nominal and word not in ("i", "my", "the")


def _present(told: Lesson, here: Stretch, person: Mapping[str, int]) -> set[str]:
    """The gold names of those who are mentioned in a stretch, or tell the story."""
    study = told.study
    seen = {mention.person for mention in study.mentions.between(here.begin, here.end)}
    return {name for name, index in person.items() if index in seen or study.people[index].tells}


def _with_names(quote: Mapping[str, Any], names: Names) -> Mapping[str, Any]:
    """A gold quote with other names for some people."""

    def all_of(old: Sequence[str] | None) -> list[str]:
        return [names.get(name, name) for name in old or ()]

    return {
        **quote,
        "speaker": names.get(quote["speaker"], quote["speaker"]),
        "addressees": all_of(quote.get("addressees")),
        "mentioned": [[all_of(some) for some in each] for each in quote.get("mentioned") or ()],
    }


def _without_names(told: Lesson, here: Stretch, nouns: Nouns, dice: random.Random) -> Iterator[Change]:
    """Nouns for all names of a stretch; who is called by name is not called."""
    met = set[int]()
    for mention in told.study.mentions.between(here.begin, here.end):
        if mention.person in nouns and _has_name(told, mention):
            noun = nouns[mention.person]
            if mention.told and mention.person not in met:
                met.add(mention.person)
                look = dice.choice(LOOKS) + noun
                yield _noun_for(told, mention, look, f"{'an' if look[0] in 'aeiou' else 'a'} ")
            elif mention.told or not may_call(told.study.reading, mention.begin, mention.end):
                yield _noun_for(told, mention, noun, "the ")
            else:
                yield _uncalled(told, mention)


def _noun_for(told: Lesson, mention: Mention, noun: str, article: str) -> Change:
    reading = told.study.reading
    start, end = reading.span(mention.begin, mention.end)
    last = reading.tokens[mention.end - 1]
    owns = last[-2:] if last.lower().endswith(("'s", "’s")) else ""
    described = mention.begin > 0 and reading.lower[mention.begin - 1] in DETERMINERS
    words = ("" if described else article) + noun + owns
    return Change(start, end, words[0].upper() + words[1:] if _has_capital(told, mention) else words)


def _has_capital(told: Lesson, mention: Mention) -> bool:
    """Whether any word would be written with a capital here: not the woman said, behind a quote."""
    reading, at = told.study.reading, mention.begin
    if not at or not mention.told or not reading.quote_of[at - 1]:
        return reading.begins_sentence(at)
    return reading.tokens[at - 2] != "," and reading.lower[mention.end] not in SPEECH_VERBS


def _uncalled(told: Lesson, mention: Mention) -> Change:
    """Come, Emma. without the name; Emma, come. becomes Well, come."""
    reading = told.study.reading
    start, end = reading.span(mention.begin, mention.end)
    if reading.tokens[mention.begin - 1] == ",":
        return Change(reading.starts[mention.begin - 1], end, "")
    return Change(start, end, "Well" if reading.begins_sentence(mention.begin) else "you")
