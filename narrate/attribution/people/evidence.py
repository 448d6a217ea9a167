"""What the text around a capitalised phrase says for its being a person's name."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import KIN_TITLES, PRONOUNS, SPEECH_VERBS, TAG_VERBS
from narrate.attribution.people.leading import leads
from narrate.attribution.people.vocatives import may_call
from narrate.attribution.reading import Reading
from narrate.attribution.spelling import without_accents, without_honorific
from narrate.story.glossary import plain

_PLACING = {"in": 1.0, "at": 1.0, "near": 1.0, "of": 0.5, "to": 0.5, "from": 0.5}
_LOOKS = frozenset(  # at somebody, who is no place
    "look looked looking looks stared stares glanced glances smiled smiles grinned nodded pointed".split()
)
_MY_NAME_IS = frozenset(["my name is", "my name's", "the name's"])  # Ben
_I_AM = frozenset(["am", "i'm", "call me", "me named"])  # Ben; or Catholic. The last is je m'appelle Ben
_WHO = ("your name", "who are you")  # in a question that a name may answer
_QUESTION = 12  # words of it
_BEHIND_OWN = frozenset("sir sire ma'am madam miss \" ” “ ’ ‘ '".split())  # that name, and a comma
NAME_ENDS = frozenset('.,!?;"”“»«’‘')  # what stands behind a name that somebody says is theirs
_GESTURES = frozenset(  # of people alone: Kaylee grinned. "Come in."
    """blinked chuckled coughed flinched frowned gaped giggled glanced glared grimaced grinned grunted gulped
    hesitated huffed laughed nodded pouted scoffed scowled shrugged sighed smiled smirked sniffed snorted
    squinted swallowed winced winked yawned""".split()
)
_BEAT = 30  # words before a quote, of which the first say what somebody does
_PRONOUN_REACH = 12  # words after a name in which a pronoun tells its gender


@dataclass(slots=True)
class Evidence:
    """How a phrase is used.

    `acts` counts mentions before "had" and "has", `subject` those before any verb, `gestures` those that lead
    to a quote with what only people do, `narrated` those outside quotes, `placed` those where a place would
    stand; `owned` tells whether somebody says that they are it.
    """

    count: int = 0
    narrated: int = 0
    acts: int = 0
    subject: int = 0
    gestures: int = 0
    after_the: int = 0
    placed: float = 0.0
    owned: bool = False
    he: int = 0
    she: int = 0
    told: list[tuple[int, int]] = field(default_factory=list)  # tokens of the mentions in narration
    named: list[int] = field(default_factory=list)  # the first tokens of those in speech
    called: list[int] = field(default_factory=list)  # of these, of those that call somebody
    spoke: list[int] = field(default_factory=list)  # the first tokens of the mentions beside verbs of speech
    sentences: set[int] = field(default_factory=set)  # those of the narration in which it stands
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def tags(self) -> int:
        """How often it stands beside a verb of speech."""
        return len(self.spoke)

    @property
    def vocative(self) -> int:
        """How often it calls somebody."""
        return len(self.called)

    @property
    def spelling(self) -> str:
        """The phrase as the text writes it most, but for honorifics."""
        usual = max(self.spellings, key=lambda text: (not text.isupper(), self.spellings[text]))
        return without_honorific(usual)

    @property
    def variants(self) -> set[str]:
        """The other spellings that differ in accents or honorifics alone: Zoe, Sakura-chan."""
        usual = self.spelling
        return {
            text for text in self.spellings if plain(text) != plain(usual) and _bare(text) == _bare(usual)
        }


def _bare(name: str) -> str:
    return without_accents(plain(without_honorific(name)))


def weigh(reading: Reading, evidence: Evidence, begin: int, end: int) -> None:
    """Note what stands around one mention of a phrase."""
    lower, told = reading.lower, not reading.quote_of[begin]
    before = lower[begin - 1] if begin else ""
    after = lower[end] if end < len(lower) else ""
    evidence.count += 1
    evidence.placed += _PLACING.get(before, 0.0) if begin < 2 or lower[begin - 2] not in _LOOKS else 0.0
    if not told:
        evidence.named.append(begin)
        evidence.owned |= after in NAME_ENDS and stands_behind(reading, begin, _I_AM)
        own = stands_behind(reading, begin, _MY_NAME_IS) or answers_who(reading, begin, end)
        if own or stands_for_me(reading, begin, end):
            evidence.spoke.append(begin)
        elif may_call(reading, begin, end):
            evidence.called.append(begin)
        return
    evidence.narrated += 1
    evidence.told.append((begin, end))
    adverb = after.endswith("ly") and end + 1 < len(lower) and lower[end + 1] in TAG_VERBS
    evidence.subject += before != "the" and is_subject(reading, begin, end)
    evidence.gestures += after in _GESTURES and _leads_to_speech(reading, begin)
    evidence.acts += after in ("had", "has") and begin > 0 and before != "the"
    follows = begin > 0 and after in SPEECH_VERBS and reading.quote_of[begin - 1]  # "Go," Emma snapped
    speaks = before in TAG_VERBS or after in TAG_VERBS or adverb or follows
    if speaks or reading.behind_speech(begin) or leads(reading, end):
        evidence.spoke.append(begin)
    signs = (PRONOUNS[word] for word in lower[end : end + _PRONOUN_REACH] if word in PRONOUNS)
    sign = next(signs, 0)
    evidence.he += sign > 0
    evidence.she += sign < 0


def acts_as_kin(phrase: Sequence[str], evidence: Evidence) -> bool:
    """Whether a name that begins with kinship does something: Dad wanders in."""
    return phrase[0] in KIN_TITLES and evidence.subject > 0


def _leads_to_speech(reading: Reading, token: int) -> bool:
    """Whether a paragraph begins with a token, and a quote follows in it."""
    paragraph = reading.paragraph_of(token)
    return paragraph.begin == token and any(reading.quote_of[token : min(paragraph.end, token + _BEAT)])


def introduces(reading: Reading, begin: int, end: int) -> bool:
    """Whether the words before a name, or the question that it answers, say that it is the speaker's."""
    return stands_behind(reading, begin, _MY_NAME_IS | _I_AM) or answers_who(reading, begin, end)


def answers_who(reading: Reading, begin: int, end: int) -> bool:
    """Whether a name is what somebody answers who is asked for theirs: "What's your name?" "Ben, sir."."""
    quote, behind = reading.quote_of[begin], reading.lower[end : end + 2]
    opens = quote > 1 and reading.quote_of[begin - 2] != quote  # but for its mark
    closes = behind[:1] == ["."] or (behind[:1] == [","] and behind[-1] in _BEHIND_OWN)
    if not opens or not closes:
        return False
    asked = reading.quoted(quote - 2)
    question = " ".join(reading.lower[max(asked.begin, asked.end - _QUESTION) : asked.end])
    near = reading.quotes[quote - 1].paragraph - reading.quotes[quote - 2].paragraph <= 1
    return near and "?" in question and any(who in question for who in _WHO)


def stands_behind(reading: Reading, token: int, phrases: AbstractSet[str]) -> bool:
    """Whether one of some phrases, of three words at the most, stands right before a token."""
    before = (" ".join(reading.lower[max(0, token - words) : token]) for words in (1, 2, 3))
    return not phrases.isdisjoint(before)


def stands_for_me(reading: Reading, begin: int, end: int) -> bool:
    """Whether a full name is a sentence, and the next begins with I: "Greg Lasker. I've heard of you."."""
    opens = begin < 2 or reading.quote_of[begin] != reading.quote_of[begin - 2]  # but for its mark
    following = reading.lower[end : end + 2]
    alone = opens and end - begin > 1 and following[:1] == ["."]
    return alone and following[1:] in (["i"], ["i'm"], ["i've"], ["i'll"], ["i'd"])
