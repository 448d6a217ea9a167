"""Words of speech in other conventions of quoting: python benchmarks/attribution_quoting.py CORPUS.

Novels that quote in double marks are written anew in others, with their apostrophes as they are, and with
dashes in all paragraphs that begin with speech. Whoever
reads every convention equally well finds the same words in all of them. Needs scipy.
"""

import argparse
import re
from collections import Counter
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from narrate.attribution import Attribution, Saying
from narrate.attribution.speech import are_speech
from narrate.manuscripts.text import understand
from narrate.story.assembling import assemble
from narrate.story.quotemarks import SHORTENED
from narrate.story.quotes import Quote, find_quotes
from novels.corpus import Novel, load
from novels.rewriting import Change, changed
from novels.scoring import Tally, score

CONVENTIONS = "“” ‘’ '' «» »« ‹› „“ ‚‘".split()
PARTED, LED = "— Go, — said Tom.", "— Go, said Tom."  # with dashes around tags, and in front of speech alone
DOUBLE, SINGLE = '"“”', "‘'"
NESTED = re.compile(r"(?<=[\s\"(—-])'(?=[A-Za-z_])(?P<said>[^\"]+?[,.!?;a-z_—-])'(?=[\s.,;:!?)\"—-]|$)")


def rewritten(novel: Novel, marks: str) -> Novel:
    """A novel with other marks around its quotes, and double ones around those inside single ones."""
    opening, closing = marks[0], marks[1]
    letters = list(novel.book.text)
    for quote in find_quotes(novel.book):
        if opening in SINGLE:
            _double_nested(letters, quote)
        last = quote.end - 1
        if letters[quote.start] in DOUBLE:
            letters[quote.start] = opening
        if quote.closed and last > quote.start and letters[last] in DOUBLE:
            letters[last] = closing
    if opening == "‘":
        letters = ["’" if letter == "'" else letter for letter in letters]
    book = assemble([understand("".join(letters), Path(f"{novel.name}.txt"))])
    return Novel(novel.name, book, novel.gold)


def led_by_dashes(novel: Novel, convention: str) -> Novel:
    """A novel with dashes for marks in all paragraphs that begin with speech."""
    text, changes = novel.book.text, list[Change]()
    blocks = {block.paragraph: block for block in novel.book.paragraphs()}
    opening, closing = ("— ", " —") if convention == PARTED else ("", "")
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


def _double_nested(letters: list[str], quote: Quote) -> None:
    """Put double marks around what is quoted inside a quote."""
    for nested in NESTED.finditer("".join(letters[quote.start : quote.end])):
        if not SHORTENED.match(nested.group()):
            letters[quote.start + nested.start()], letters[quote.start + nested.end() - 1] = "“”"


def words(novel: Novel) -> Tally:
    """How many words are found to be speech, are so in gold, and both."""
    quotes = find_quotes(novel.book)
    sayings = (
        Saying(quote.start, quote.end, "somebody" if said else None, 1.0, "")
        for quote, said in zip(quotes, are_speech(novel.book, quotes), strict=True)
    )
    return score(novel, Attribution((), tuple(sayings)))


def main() -> None:
    """Print F1, the words missed and those too many, in each convention."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    novels = load(parser.parse_args().corpus)
    for marks in ["", *CONVENTIONS, PARTED, LED]:
        write = led_by_dashes if marks in (PARTED, LED) else rewritten
        total: Tally = Counter()
        for novel in novels:
            total.update(words(write(novel, marks) if marks else novel))
        gold, found, both = (total["words", what] for what in ("gold", "found", "both"))
        f1 = 200 * both / (gold + found)
        print(f"{marks or 'as it is':18} F1 {f1:5.1f}  missed {gold - both:6}  too many {found - both:6}")


if __name__ == "__main__":
    main()
