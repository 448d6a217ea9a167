"""Common first names that men have, and women: for the voice of somebody of whom the story does not tell.

Names that both have (Alex, Sam, Robin, Jordan) are left out.
"""

from collections.abc import Iterable

from narrate.story.people import Gender

_MEN = frozenset(
    "aaron adam adrian afonso alain alan albert alejandro alessandro alexander alfonso alfred andrew "
    "andré andrés anthony antoine anton antonio antónio arthur álvaro baptiste barry bas bastien ben "
    "benjamin benoît bernard bernardo bernd bill billy bob bobby brad bradley bram brandon brian "
    "bruce bruno bryan caio carl carlos cesare cédric charles christopher clark claude claudio colin "
    "connor cornelis craig daan damien dan daniel danny dario darren dave david davide dean dennis "
    "derek detlef dick didier diego dieter dirk dmitri don donald douglas duarte dylan earl ed eddie "
    "edgar edmund edoardo eduardo edward edwin emil emilio enrico enrique eric ernest ethan eugene "
    "édouard émile étienne fabian fabio fabrice federico felipe felix fernando filippo finn florian "
    "floris francesco francisco françois frank franklin frederick frédéric friedrich fritz gareth "
    "gary geoffrey georg george gerald gérard giacomo gijs gilbert gilles giorgio giovanni giuseppe "
    "glenn gonçalo gonzalo gordon graham greg gregory grégoire guillaume gustav gustave gustavo guy "
    "günter günther hans harold harry hartmut hector heinrich heinz helmut hendrik henri henrique "
    "henry herbert hermann hélder holger horace howard hugh hugo ian ignacio igor isaac ivan jack "
    "jacob jacques jaime jake james jan-willem jason jasper javier jeff jeffrey jens jeremy jeroen "
    "jerry jesús jim jimmy joaquim joaquín joão jochen joe joel johann johannes john johnny jonas "
    "jonathan jonás joost jorge jose joseph josé josh joshua juan juergen julian julien justin jürgen "
    "karl karsten keith ken kenneth kevin klaus koen konrad kurt kyle larry lars laurent lawrence leo "
    "leon leonard lewis lex léon liam logan lorenzo louis luc luca lucas lucien ludwig luigi luis "
    "luís lukas luke lutz maarten malcolm manuel marc marcel marco marcus mario mark martin massimo "
    "mateo mateus mathieu matt matteo matthew matthias matthieu maurice maurizio maximilian michael "
    "michel miguel mike mohammed moritz nathan neil nicholas nick nicolas niels nigel niklas noah "
    "norman nuno olaf oliver olivier oscar otto owen pablo paolo patrick paul paulo pedro pete peter "
    "phil philip philippe pierre pieter pietro rafael rainer ralf ralph ramón raúl raymond reinhard "
    "renato rené rémi ricardo riccardo richard rick rob robert roberto rodney rodrigo roger roland "
    "rolf ronald roy rui rupert russell rutger ruud ryan salvatore samuel sander santiago scott sean "
    "sebastian sergio seth sébastien sidney siegfried simon stanley stefan stefano stephen steve "
    "steven stuart sven ted theodore théo thiago thierry thijs thomas thorsten tiago tim timothy "
    "tobias toby todd tom tomás tommaso tommy tony torsten trevor ulrich umberto uwe vasco vernon "
    "vicente victor vincent vincenzo vítor vladimir walter wayne werner wilhelm will willem william "
    "wolfgang wouter yves zachary".split()
)
_WOMEN = frozenset(
    "abby abigail ada adele adèle agatha agnes agnese alba aleida alessandra alexandra alice alicia "
    "alison amanda amber amelia amélia amélie amy ana angela anna anna-maria anne anneke annelies "
    "anneliese annie annika anouk antje antonella astrid audrey aurélie barbara beatrice beatriz "
    "becky belinda bernadette beth betty béatrice bianca birgit blanca brenda bridget brigitte bruna "
    "camille carla carmen carol carolina caroline catalina catarina caterina catherine cathy cecilia "
    "celia céline chantal charlotte chiara chloe christa christina christine cindy cinzia claire "
    "clara claudia clémence colette concepción consuelo cora corinne cristina dagmar daisy daphne "
    "deborah debra delphine denise diana diane dolores donatella donna dora doris dorothy edith "
    "eileen elaine eleanor elena elfriede elisa elisabetta eliza elizabeth elke ella ellen elsa elsie "
    "elvira emily emma encarnación erica esperanza esther estrella ethel eva eve éléonore élise "
    "élodie émilie fátima federica femke filipa fiona fleur flora florence frances francesca "
    "francisca françoise franziska frieda friederike gabriella geneviève georgia gerda gertrude giada "
    "gianna gina giovanna gisela giulia giulietta gladys gloria grace graça greta guadalupe gudrun "
    "hanna hannah hanneke hannelore harriet hazel heather heidi heike heleen helen helena helga "
    "henrietta hélène hilda hildegard holly ida ilaria ilse inés inês inge ingeborg ingrid irene iris "
    "irma isabel isabella isabelle ivy jacqueline jana jane janet janice janneke jeanne jennifer "
    "jenny jessica jill joan joana joanna johanna jolanda josefa josephine joséphine joyce juana "
    "judith judy julia julie juliet juliette jutta karen karin kate katharina katherine kathleen "
    "kathy katie katrin kirsten klaartje kristen laetitia laura lauren leah lena leonor léa liesbeth "
    "liesel lieselotte lillian lily linda lisa lois lola lotte louisa louise lourdes lucia lucie "
    "lucía lucrezia lucy luisa luise luísa lúcia lydia maaike mabel machteld madalena madeleine "
    "mafalda magdalena maggie manon manuela margaret margarete margarita margherita margot margriet "
    "marguerite maria mariana mariangela marie marieke marijke marilyn marion marisol maría marlene "
    "marlies marloes martha martina martine mary mathilde matilda matilde maureen mechthild megan "
    "melanie melissa mercedes mélanie mia michela michelle mieke mildred millie miranda mireille "
    "miriam molly monica monika monique montserrat nadia nancy naomi natalie natasha nathalie nelly "
    "nicole nina nora norma nuria océane odette olga olivia ornella paloma pamela paola patricia "
    "paula pauline penelope penny petra phoebe phyllis pilar polly priscilla rachel raquel rebecca "
    "renate renee rita roberta rocío roos rosa rosalba rosalind rosario rose rosemary rossella ruby "
    "ruth sabine sally samantha sandra sandrine sanne sarah saskia serena sharon sheila shirley "
    "sigrid silke silvia simonetta sofia sofía solange soledad sonia sophia sophie sónia stefania "
    "steffi stella stephanie susan susana susanna susanne suzanne svenja sylvia sylvie tamara tanya "
    "tânia teresa tess theresa thérèse tina tineke traudl ulrike ursel ursula uta ute valentina "
    "valeria valerie valérie vanessa vera veronica véronique victoria viola violet virginia virginie "
    "vittoria waltraud wanda wendy willemijn winifred ximena yolanda yvette yvonne zoe".split()
)


def gender_of(names: Iterable[str]) -> Gender:
    """The gender of somebody called so, folded as names are compared; UNKNOWN if no name tells."""
    first = {name.partition(" ")[0] for name in names}
    if bool(first & _MEN) == bool(first & _WOMEN):
        return Gender.UNKNOWN
    return Gender.MALE if first & _MEN else Gender.FEMALE
