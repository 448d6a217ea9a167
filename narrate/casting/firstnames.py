"""Common first names that men have, and women: for the voice of somebody of whom the story does not tell.

Names that both have (Alex, Sam, Robin, Jordan) are left out.
"""

from collections.abc import Iterable

from narrate.story.people import Gender

_MEN = frozenset(
    "aaron adam adrian alan albert alexander alfred andrew anthony antonio arthur barry ben benjamin "
    "bernard bill billy bob bobby brad bradley brandon brian bruce bryan carl carlos charles christopher "
    "clark claude colin connor craig dan daniel danny darren dave david dean dennis derek dick dmitri don "
    "donald douglas dylan earl ed eddie edgar edmund edward edwin eric ernest ethan eugene felix fernando "
    "finn frank franklin frederick fritz gareth gary geoffrey george gerald gilbert giovanni glenn gordon "
    "graham greg gregory gustav guy hans harold harry hector henri henry herbert hermann horace howard "
    "hugh hugo ian igor isaac ivan jack jacob jake james jason jeff jeffrey jeremy jerry jim jimmy joe "
    "joel john johnny jonathan joseph josh joshua juan julian justin karl keith ken kenneth kevin kurt "
    "kyle larry lars lawrence leo leon leonard lewis lex liam logan louis lucas ludwig luigi luke malcolm "
    "marcus mario mark martin matt matthew maurice michael miguel mike mohammed nathan neil nicholas nick "
    "nigel noah norman olaf oliver oscar otto owen pablo patrick paul pedro pete peter phil philip pierre "
    "ralph raymond richard rick rob robert rodney roger roland ronald roy rupert russell ryan samuel "
    "scott sean sebastian seth sidney simon stanley stefan stephen steve steven stuart ted theodore "
    "thomas tim timothy toby todd tom tommy tony trevor vernon victor vincent vladimir walter wayne will "
    "william wolfgang zachary".split()
)
_WOMEN = frozenset(
    "abby abigail ada adele agatha agnes alexandra alice alison amanda amber amelia amy ana angela anna "
    "anne annie audrey barbara beatrice becky belinda beth betty brenda bridget camille carla carmen "
    "carol caroline catherine cathy cecilia celia charlotte chloe christina christine cindy claire clara "
    "claudia cora daisy daphne deborah debra denise diana diane dolores donna dora doris dorothy edith "
    "eileen elaine eleanor elena eliza elizabeth ella ellen elsa elsie emily emma erica esther ethel eva "
    "eve fiona flora florence frances gabriella georgia gertrude gina gladys gloria grace greta hannah "
    "harriet hazel heather heidi helen helena henrietta hilda holly ida ingrid irene iris irma isabel "
    "isabella ivy jane janet janice jennifer jenny jessica jill joan joanna josephine joyce judith judy "
    "julia julie juliet karen kate katherine kathleen kathy katie kirsten kristen laura lauren leah lena "
    "lillian lily linda lisa lois lola louisa louise lucia lucy lydia mabel maggie margaret margot maria "
    "marie marilyn marlene martha mary matilda maureen megan melanie melissa mia michelle mildred millie "
    "miranda miriam molly monica nadia nancy naomi natalie natasha nelly nicole nina nora norma olga "
    "olivia pamela patricia paula pauline penelope penny phoebe phyllis polly priscilla rachel rebecca "
    "renee rita roberta rosa rosalind rose rosemary ruby ruth sally samantha sandra sarah sharon sheila "
    "shirley sonia sophia sophie stella stephanie susan susanna suzanne sylvia tamara tanya teresa tess "
    "theresa tina ursula valerie vanessa vera veronica victoria viola violet virginia wanda wendy "
    "winifred yolanda yvonne zoe".split()
)


def gender_of(names: Iterable[str]) -> Gender:
    """The gender of somebody called so, folded as names are compared; UNKNOWN if no name tells."""
    first = {name.partition(" ")[0] for name in names}
    if bool(first & _MEN) == bool(first & _WOMEN):
        return Gender.UNKNOWN
    return Gender.MALE if first & _MEN else Gender.FEMALE
