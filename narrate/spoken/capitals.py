"""Capitals that are shouting, which engines would spell like initials: "IT WAS US!"."""

import re

from narrate.spoken.romans import NUMERAL
from narrate.spoken.rules import Family, Rule

# Two words of capitals and no more may be initials ("BBC NEWS"); three are none ("WE WELCOME HIM").
_LOUD_PASSAGE = re.compile(r"\b(?:[A-Z][A-Z'’]*[\s,]+){2,}[A-Z][A-Z'’]+\b")
_WORD = re.compile(  # neither the half of a compound, nor initials
    r"(?<![\w.])(?<![^-]-)(?:[A-Z]{2,}(?:['’][A-Z]{1,2})?|I['’][A-Z]{1,2})(?!\w|-(?!-)|\.\w)"
)
_IT_OR_US = re.compile(  # STOP IT!
    r"\b(?P<before>[A-Z]{2,}) (?:IT|US)\b(?!-\w|\.\w)|\bIT (?P<after>[A-Z]{2,})\b"
)
_OWNERS = frozenset("THE THIS THAT OUR YOUR MY HIS HER".split())  # of an IT, or the US
_CONTRACTED = re.compile(r"^IT['’]S$|N['’]T$|['’](?:D|LL|M|RE|VE)$")

_SHORT_WORDS = frozenset(
    "NO YES YOU YOUR STOP GO NOT ALL THE AND ARE WAS WHO WHY HOW NOW OUT OFF GET RUN HIM HER HIS SHE HE ME "
    "MY WE IS BE DO DID CAN HAS HAD LET SEE SAY TRY WIN BIG BAD MAD SAD SO TOO TWO ONE ANY BUT FOR ONLY OH "
    "AH EH UH OW OK OKAY HEY HA BAM BOOM DAD MOM MUM SON GOD DIE LIE END EVER EVEN OUR THAT THIS THEM THEN "
    "WHAT WHEN BOY GIRL MAN MEN OLD NEW ILL NEVER DOWN OF ON TO AN IF DON CAT DOG HIT CUT EAT "
    "FUN HOT JOB KEY LAW LOT MAY OWN PAY RED SET SIT SIX TEN TOP USE WAR WAY WET YET ACT AGE ARM ASK "
    "AAH OOH UGH WOW YAY YEP BYE SIR KID GUN CAR BUS "
    "FAR SAW FEW BIT BUY MET BET RAN EYE OWE BED AIR RID AGO FLY WON LAY DUE SUN BEG FIT BOX FAT ART "
    "BAG SEA LOW BAR GAS COP CUP LED CRY DIG ATE TIE SAT TEA SKY DRY OIL POP LEG HAT FAN ODD FED MAP "
    "VAN RAT HID SPY TAX POT PIG EAR MIX RUB BUG SIN PET HUG PIN TAP DUG PEN PIE COW PIT RAW BAT MUD "
    "HOP NUT GUT LOG JAM MOB CAP NET LAP TIN HIP VOW TOE FOX LIP TUB LAD INK BEE PAN FOG TOW WAX LID "
    "ZOO JAR GAP AXE APE OWL JAW HEN ELF OAK RUG".split()
)
_SHORT_NAMES = frozenset(
    "ABE ADA AMY ANA ANN BEA BEN BOB CAL DAN DEB DEE EVA EVE FAY GUS GUY HAL IAN IDA IVY JAN JAY JED JEN JIM "
    "JOE JON JOY KAT KAY KEN KIM KIT LEE LEN LEO LEX LIZ LOU MAC MAE MAX MEG MEL MIA NAN NED PAM PAT PEG PIP "
    "RAY REX ROB ROD RON ROY SAL SAM SID SUE TAD TED TIM TOM VAL VIC WES ZOE".split()
)
_INITIALS = frozenset("AIDS ASAP ATM CEO CIA DVD EU FAQ FBI NAACP UCLA UFO UK UN UNHCR USA USAF YMCA".split())
_SAYABLE = re.compile(  # no XHTML, no UNSC
    r"(?=.*[AEIOUY])(?!.*[^AEIOUY]{5})(?![^AEIOUY]{4})(?![AEIOU][^AEIOUY]{2}[^AEIOUYHS]$)"
)


def _lower(found: re.Match[str]) -> str:
    return re.sub(r"(?<!\w)i(?!\w)", "I", found.group().lower())


def _passage(found: re.Match[str]) -> str:
    """A passage in capitals in small letters; initials stay."""
    return re.sub(r"[A-Z]+", lambda word: word[0] if word[0] in _INITIALS else _lower(word), found.group())


def _is_word(word: str) -> bool:
    return word in _SHORT_WORDS or (len(word) > 3 and bool(_SAYABLE.match(word)))


def _it_or_us(found: re.Match[str]) -> str | None:
    """The pronouns beside another word that is shouted; by themselves they may be initials."""
    beside = found["before"] or found["after"]
    return _lower(found) if _is_word(beside) and beside not in _OWNERS | _INITIALS else None


def _shouted(found: re.Match[str]) -> str | None:
    """A word in capitals in small letters; initials stay. Those that are said as words may be either."""
    if _CONTRACTED.search(found.group()):
        return _lower(found)
    word = re.split("['’]", found.group())[0]
    if word in _INITIALS or re.fullmatch(NUMERAL, word):
        return None
    if word in _SHORT_NAMES:
        return found.group().capitalize()
    return _lower(found) if _is_word(word) else None


CAPITALS = Family(
    re.compile(r"[A-Z]['’]?[A-Z]"),
    (Rule(_LOUD_PASSAGE, _passage), Rule(_IT_OR_US, _it_or_us), Rule(_WORD, _shouted)),
)
