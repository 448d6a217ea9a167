"""Words that say who speaks: verbs of speech, titles, kinship. No list of first names."""

from collections.abc import Iterable, Mapping
from typing import Literal

Sex = Literal["M", "F", ""]  # "": it is not told
Titled = Sex | Literal["R"]  # as a title tells it; R: a rank, mostly a man's
Subject = Literal["M", "F", "I", "P", "?"]  # he, she, I or we, they


def _present(verbs: Iterable[str]) -> frozenset[str]:
    """Regular verbs as a story in the present tense has them: cries, asks, begs; some that are no words."""
    stems = {verb: verb.removesuffix("ed") for verb in verbs if verb.endswith("ed")}
    forms = {stem[:-1] + "ies" for verb, stem in stems.items() if verb.endswith("ied")}
    forms |= {stem + ending for stem in stems.values() for ending in ("s", "es")}
    return frozenset(forms | {stem[:-1] + "s" for stem in stems.values() if stem[-1:] == stem[-2:-1]})


def _behind_i(verbs: Iterable[str]) -> frozenset[str]:
    """Regular verbs behind "I" in the present tense: cry, ask, beg; some that are no words."""
    stems = {verb.removesuffix("ed") for verb in verbs if verb.endswith("ed")}
    forms = {stem.removesuffix("i") + "y" for stem in stems if stem.endswith("i")}
    return frozenset(
        forms | stems | {stem + "e" for stem in stems} | {s[:-1] for s in stems if s[-1:] == s[-2:-1]}
    )


TAG_VERBS = frozenset(  # these alone make a tag, wherever they stand beside a quote
    """said says say asked asks replied replies answered cried cries exclaimed returned rejoined continued
    added observed remarked murmured whispered shouted called repeated inquired enquired responded
    declared demanded interrupted muttered began suggested explained retorted thought went resumed
    pursued interposed ejaculated stammered faltered protested announced persisted yelled screamed
    echoed insisted admitted adds exclaims mutters continues repeats explains insists admits interrupts
    declares observes begins inquires responds suggests""".split()
)
_PAST_VERBS = TAG_VERBS | frozenset(  # these as well, where the punctuation agrees
    """saying ask call repeating growled gasped sighed laughed smiled roared pleaded begged urged agreed
    assented commented concluded confessed corrected groaned grumbled hissed implored interjected
    mumbled nodded objected ordered proceeded pronounced queried reiterated sobbed spoke stated told
    warned wailed whimpered wondered put breathed drawled bawled bellowed burst broke thundered croaked
    squeaked chuckled giggled grinned sneered snarled mused reflected reasoned acknowledged apologized
    argued assured affirmed asserted advised boasted conceded complained contradicted countered decided
    denied directed finished hinted invited lied mentioned moaned noted offered panted prayed promised
    purred quoted rasped read recited recommended related remonstrated reminded remembered reproached
    reproved scolded shrieked snorted soothed spluttered stuttered summoned taunted teased threatened
    ventured volunteered vowed wept wrote yawned chimed hailed greeted hummed sang wheezed blurted
    bleated barked commanded counselled cautioned chanted cursed swore opined prompted prophesied
    quavered questioned replying asking shrilled simpered sniffed sniggered snickered snapped speculated
    stipulated submitted supplemented supposed surmised testified tittered trilled twittered whined
    yelped appealed apostrophised addressed bade bid chaffed crooned cut drew gave got made gurgled
    hazarded jeered jerked lisped mocked mouthed ruminated sputtered squealed struck supplied tried
    turned uttered joked quipped thinks texted typed messaged emailed deadpanned snarked huffed scoffed
    gritted beamed cooed crowed guffawed rambled ranted seethed shrugged smirked spat squawked sassed
    choked intoned pouted quirked rumbled trailed chirped chorused clarified confirmed demurred enthused
    griped groused grunted hollered howled lamented lectured marveled marvelled nagged parroted piped
    pondered pressed proposed reassured reckoned relented reported revealed scowled screeched slurred
    stressed translated tutted wheedled winced corroborated conjectured blustered informed boomed fumed
    exploded chided instructed cackled cheered erupted gushed riposted intervened challenged accused
    babbled droned coaxed cajoled guessed rebuked admonished upbraided berated proclaimed prattled
    chattered raged stormed brayed trumpeted mimicked hushed sniffled blubbered bragged disclosed
    divulged mourned bemoaned confided""".split()
)
SPEECH_VERBS = _PAST_VERBS | _present(_PAST_VERBS)
SPEECH_PARTICIPLES = frozenset(  # these lean on the verb before them: Emma turned, saying
    """saying exclaiming remarking asking replying adding crying observing whispering murmuring calling
    repeating answering shouting announcing""".split()
)
SPEECH_INFINITIVES = frozenset(  # and these: Emma hastened to add
    """add reply answer protest observe remark exclaim inquire enquire explain murmur whisper suggest
    interrupt repeat remonstrate object interpose""".split()
)
OVERHEARD = frozenset("say ask call cry tell".split())  # Emma heard him say
HEARD = frozenset("heard hear hears hearing overheard".split())
FIRST_PERSON_VERBS = _behind_i(_PAST_VERBS) | frozenset("tell speak think".split())
VERBS = frozenset(  # of other kinds, which follow their subject
    """was is had has did would could should might must said says made took came went saw knew felt
    gave got held kept left let looked stood sat rose ran fell drew threw put read set shook spoke
    thought told turned began became broke brought caught cut found heard laid led leant lost met
    paid rang sent sighed smiled laughed struck swung withdrew wrote does will shall can may never
    slid spun knelt bent hung leapt swore strode stuck hit blew flew crept woke shot wept swept rode ate drank
    spat shut drove forgot understood wore stole clung sank sprang sang slept fled flung
    now then again still only""".split()
)
REPLY_NOUNS = frozenset(  # was her answer, came his voice
    """reply answer response comment remark question retort rejoinder cry verdict greeting voice words
    assurance conclusion exclamation inquiry suggestion objection protest explanation observation
    reasoning declaration reproach complaint announcement""".split()
)

MALE_TITLES = frozenset(
    """mr mistah sir lord uncle father brother papa master monsieur m ser emperor count baron duke prince king
    reverend rev squire marquis viscount signor don herr grandfather mister earl abbe padre señor""".split()
)
FEMALE_TITLES = frozenset(
    """mrs missus missis mis miss ms lady aunt auntie mother sister mamma mama madame madam mme mlle
    mademoiselle empress countess baroness duchess princess queen mistress signora signorina frau fraulein
    grandmother dame marquise nurse señora señorita""".split()
)
RANKS = frozenset(  # a man's or a woman's
    """captain colonel major general admiral inspector sergeant lieutenant judge constable corporal dr doctor
    professor president secretary mayor comrade commander agent sheriff marshal chief deputy senator
    governor ambassador chancellor minister ensign commodore archmage mage magister archbishop
    detective officer coach superintendent elder steward""".split()
)
TITLES = MALE_TITLES | FEMALE_TITLES | RANKS | frozenset(["cousin", "st", "senior", "junior"])
PLAIN_TITLES = frozenset(["mr", "miss", "comrade"])  # anybody has one
PEERS = frozenset(["sir", "lord"])  # grander than a mister: Sir Thomas Bertram is not Tom Bertram
KIN_TITLES = frozenset(  # stand alone as names: Mother said
    """mother father papa mamma mama uncle aunt auntie grandmother grandfather doctor nurse mummy daddy
    nanny granny mum dad grandma grandpa mumsy mom mommy momma gran nana gramps pop""".split()
)
ABBREVIATED = frozenset("mr mrs dr st ms m mme mlle rev prof capt col gen lt sgt messrs".split())

MALE_NOUNS = frozenset(
    """man gentleman boy fellow lad father uncle brother husband son king duke lord count priest policeman
    host butler footman prince baron vicar clergyman youth nephew grandfather porter waiter landlord dad
    daddy pop grandpa gramps emperor sultan knight wizard sorcerer headmaster nobleman schoolmaster
    bishop abbot monk sailor soldier huntsman coachman ferryman anchorman salesman bridegroom widower
    squire papa""".split()
)
FEMALE_NOUNS = frozenset(
    """woman lady girl mother aunt sister wife daughter maid nurse queen duchess countess princess hostess
    landlady niece grandmother widow housekeeper governess spinster housemaid waitress actress heiress
    mum mummy mom mommy momma gran granny grandma nana empress priestess sorceress witch headmistress
    bride anchorwoman stewardess nun mistress duenna signora mamma""".split()
)
PERSON_NOUNS = RANKS | frozenset(
    """driver artist painter stranger child clerk servant bartender barman innkeeper
    shopkeeper receptionist cashier barista guard guardsman medic pilot engineer teacher student
    prisoner captive merchant thug reporter technician assistant librarian trader dwarf elf orc goblin
    troll""".split()
)
NOUNS = MALE_NOUNS | FEMALE_NOUNS | PERSON_NOUNS
ANYBODY = frozenset(  # mostly somebody who has a name as well
    """man woman lady gentleman girl boy lad fellow youth child mother father sister brother son daughter
    husband wife aunt uncle cousin mum mom dad friend companion stranger visitor guest host hostess lover
    bride bridegroom""".split()
)
SOMEBODY = frozenset(["somebody", "someone"])  # said somebody: whoever it is
EPITHETS = frozenset(  # of somebody who has a name, unless a dwarf came in first
    """dwarf elf orc troll gnome halfling human vampire werewolf demon angel alien android mutant
    ranger paladin mage rogue healer warrior archer cleric bard druid necromancer assassin spy mercenary
    hunter thief hacker gamer blond blonde brunet brunette redhead ginger teen teenager kid toddler
    youngster veteran genius billionaire heiress alpha beta omega frenchman frenchwoman englishman
    englishwoman scotsman irishman irishwoman welshman dutchman american russian italian german""".split()
)
LIVING = NOUNS | frozenset(  # also those of whom fables and fantasies are full
    """horse mare pony donkey mule dog hound puppy cat kitten wolf fox bear lion tiger mouse rat rabbit hare
    squirrel hedgehog badger mole bird owl raven crow eagle sparrow parrot duck goose swan hen frog toad fish
    snake serpent spider bee caterpillar tortoise turtle pig cow bull ox sheep lamb goat deer stag monkey ape
    elephant whale dragon unicorn griffin ghost spirit robot cook""".split()
)
STYLES = frozenset("majesty highness grace lordship ladyship excellency".split())  # behind his or her
BODY = frozenset(  # what of somebody acts beside their speech: Emma's eyes narrowed
    """eyes voice face mouth brow brows eyebrow eyebrows lips lip smile hand hands jaw shoulders gaze
    expression head grin tone cheeks chin throat breath fingers""".split()
)
PREPOSITIONS = frozenset(
    """to at of with by from for on in upon near behind beside into after before toward towards against about
    over under through between without like than around past""".split()
)
SUBJECTS: Mapping[str, Subject] = {"he": "M", "she": "F", "i": "I", "they": "P", "we": "I"}
SIGN = {"M": 1, "F": -1}  # of the log odds of he against she
PRONOUNS: Mapping[str, int] = {  # with their sign
    **dict.fromkeys("he him his himself".split(), SIGN["M"]),
    **dict.fromkeys("she her hers herself".split(), SIGN["F"]),
}
INDEFINITE = frozenset("a an another".split())  # before a noun that is new here
DETERMINERS = frozenset("the a an his her my our their your old poor little another one that this".split())

NOT_NAMES = PREPOSITIONS | frozenset(
    """i oh ah o yes no well why but and the a an then now god heaven lord christ jesus sunday monday
    tuesday wednesday thursday friday saturday january february march april june july august september
    october november december english french german american italian spanish indian british russian
    christian christmas easter chapter part book volume mr mrs miss sir madam good very come what when
    where who how if it he she they we you my his her your this that these those there here not never
    is was so as london paris england france america italy india rome europe
    street road square park hall house church court st university latin greek hindu englishman frenchman
    jew moslem avenue bay river mount lake castle bridge inn hotel abbey providence nature bible someone
    somebody nobody everyone everybody anyone anybody another others one two three both all some none
    many most few people men women each either neither such much more other something anything
    everything nothing silence thus lest whereas whereupon hitherto henceforth meanwhile however
    therefore moreover although though since because until unless once yet nor besides perhaps maybe
    even only still just also again later soon afterwards afterward sometimes somehow instead today
    tonight tomorrow yesterday overhead outside inside upstairs downstairs below above across beneath
    beyond everywhere somewhere nowhere elsewhere often seldom always anyway anyhow indeed already almost
    twice ahead away off out down nevertheless nonetheless otherwise rather quite thereafter thereupon
    whatever whenever wherever whoever whether hence next while whilst till despite unlike during
    throughout except earlier together alone likewise seeing hearing watching knowing hi hello hey bye
    goodbye thanks please sorry yeah okay ok um uh hmm ha haha huh nope yep yup sure damn wow
    lv lvl hp mp xp exp""".split()
)
