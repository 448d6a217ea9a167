"""Short and fond forms of first names: Tom of Thomas, Kitty of Kit, Cas of Castiel."""

_FORMS_OF_NAMES = """
    elizabeth: lizzy eliza liz beth betsy bessy lizzie bess; thomas: tom tommy; william: bill will willy
    billy willie; richard: dick dicky rick; robert: bob rob bobby robin; james: jim jimmy jem; john:
    jack johnny jock; catherine: kate kitty cathy katharine katherine katie; henry: harry hal; joseph:
    joe; samuel: sam sammy; edward: ned ted teddy eddie; margaret: maggie meg peggy madge; ellen: nell
    nelly; frances: fanny; michael: mike mick; frederick: fred freddy freddie; charles: charlie charley;
    daniel: dan danny; anthony: tony; benjamin: ben; nicholas: nick; sarah: sally; mary: molly polly;
    anne: annie nan nancy ann anna; jane: jenny; susan: sue susy; andrew: andy; alfred: alf; david: dave
    davy; helen: nellie; alexander: alec sandy; stephen: steve; philip: phil; christopher: kit chris;
    patrick: pat paddy; peter: pete; matthew: matt; timothy: tim; theodore: theo; gerald: gerry;
    lawrence: larry; georgiana: georgie
"""
NICKNAMES = {
    short: full.strip()
    for full, shorts in (entry.split(":") for entry in _FORMS_OF_NAMES.split(";"))
    for short in shorts.split()
}
_FOND = frozenset(["y", "ie", "ey"])
_BEGINNING = 3  # letters that a name shares with its forms


def is_pet_name(one: str, other: str) -> bool:
    """Whether one name is the other with a fond ending: Kit and Kitty, Ann and Annie."""
    short, fond = sorted((one, other), key=len)
    if short != fond and short in fond.split("-"):  # Winnie-the-Pooh is Pooh
        return True
    ending = fond.removeprefix(short)
    return (
        len(short) >= _BEGINNING
        and ending != fond
        and not _FOND.isdisjoint((ending, ending.removeprefix(short[-1])))
    )


def is_shortened(one: str, other: str) -> bool:
    """Whether one name is the beginning of the other: Cas and Castiel, Nat and Natasha."""
    short, full = sorted((one, other), key=len)
    return (
        len(short) >= _BEGINNING
        and len(full) - len(short) > 1
        and full.startswith(short)
        and full != short + "es"
    )


def traits_of(name: str) -> frozenset[str]:
    """What two names have in common if they may be forms of one: its full form, its beginning, its parts."""
    return frozenset((NICKNAMES.get(name, name), name[:_BEGINNING], *name.split("-")))
