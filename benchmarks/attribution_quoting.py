"""Words of speech in other conventions of quoting: python benchmarks/attribution_quoting.py CORPUS.

Novels that quote in double marks are written anew in others, with their apostrophes as they are, and with
dashes in all paragraphs that begin with speech. Whoever reads every convention equally well finds the same
words in all of them. Where a dash stands in front of speech alone, what tells it from narration has been
learned from other authors' novels. Needs scipy and torch.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from narrate.attribution import Attribution, Saying
from narrate.attribution.speech import are_speech
from narrate.manuscripts.text import understand
from narrate.story.assembling import assemble
from narrate.story.clauses import Weights
from narrate.story.quotemarks import SHORTENED
from narrate.story.quotes import Quote, find_quotes
from novels.corpus import Novel, folds, load
from novels.dashes import DOUBLE, learn, led_by_dashes, paragraphs
from novels.scoring import Tally, score

CONVENTIONS = "“” ‘’ '' «» »« ‹› „“ ‚‘".split()
SINGLE = "‘'"
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


def _double_nested(letters: list[str], quote: Quote) -> None:
    """Put double marks around what is quoted inside a quote."""
    for nested in NESTED.finditer("".join(letters[quote.start : quote.end])):
        if not SHORTENED.match(nested.group()):
            letters[quote.start + nested.start()], letters[quote.start + nested.end() - 1] = "“”"


def words(novel: Novel, weights: Weights | None = None) -> Tally:
    """How many words are found to be speech, are so in gold, and both."""
    quotes = find_quotes(novel.book, weights)
    sayings = (
        Saying(quote.start, quote.end, "somebody" if said else None, 1.0, "")
        for quote, said in zip(quotes, are_speech(novel.book, quotes), strict=True)
    )
    return score(novel, Attribution((), tuple(sayings)))


def led_words(novels: Sequence[Novel]) -> Tally:
    """The same with a dash in front of speech alone, by what was learned from other authors."""
    lessons = {novel.name: paragraphs(novel) for novel in novels}
    total: Tally = Counter()
    for unseen in folds(novels):
        known = [novel for novel in novels if novel.author not in unseen]
        weights = learn([lesson for novel in known for lesson in lessons[novel.name]])
        for novel in novels:
            if novel.author in unseen:
                total.update(words(led_by_dashes(novel), weights))
    return total


def show(convention: str, tallies: Iterable[Tally]) -> None:
    """Print F1, the words missed and those too many."""
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    gold, found, both = (total["words", what] for what in ("gold", "found", "both"))
    f1 = 200 * both / (gold + found)
    print(f"{convention:18} F1 {f1:5.1f}  missed {gold - both:6}  too many {found - both:6}", flush=True)


def main() -> None:
    """One line for each convention."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    novels = load(parser.parse_args().corpus)
    show("as it is", map(words, novels))
    for marks in CONVENTIONS:
        show(marks, (words(rewritten(novel, marks)) for novel in novels))
    show("— Go, — said Tom.", (words(led_by_dashes(novel, "— ", " —")) for novel in novels))
    show("— Go, said Tom.", [led_words(novels)])


if __name__ == "__main__":
    main()
