"""Tags: what the words beside a quote say about who speaks it."""

import pytest

from narrate.attribution.people.cast import display
from narrate.attribution.reading import Stretch
from narrate.attribution.studying import groundwork, study
from narrate.attribution.tags.text import Text
from narrate.attribution.tags.words import best_tag
from narrate.story.cast import Role
from tests.stories import book

CAST = (
    Role("Emma Lowe", ("Emma",)),
    Role("Mr. Dunn", ("Mr. E. Dunn",)),
    Role("Harriet"),
    Role("The Beach Attendant", ("Beach Attendant",)),
    Role("Little Girl"),
    Role("Wooden-Legged Man"),
    Role("One Of The Men"),
)


def tags(story):
    """The tags of a story's utterances: whom they name, or the pronoun or noun."""
    seen = study(groundwork(book("Emma and Harriet met Mr. Dunn.\n\n" + story), CAST))
    found = [utterance.tag for utterance in seen.utterances]
    return [
        one and (display(seen.people[one.person])[0] if one.person is not None else one.noun or one.gender)
        for one in found
    ]


def tag(story):
    return tags(story)[0]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ('"Go," said Emma.', "Emma Lowe"),
        ('"Go," Emma said quietly.', "Emma Lowe"),
        ('"Go," said Mr. Dunn, "and do not come back."', "Mr. Dunn"),
        ('Emma said, "Go."', "Emma Lowe"),
        ('Emma, who had turned to Harriet, smiled and said, "Go."', "Emma Lowe"),
        ('"Go," was Harriet\'s quiet answer.', "Harriet"),
        ('"Go," put in Harriet.', "Harriet"),
        ('"Go," Emma informed Harriet.', "Emma Lowe"),
        ('"Go," Emma snapped at Harriet.', "Emma Lowe"),
        ('"Go." She had called Harriet twice.', "F"),
        ('"Go." Mr. Dunn would never have asked Harriet.', "Mr. Dunn"),
        ('"Go," said a voice like a ruler on a desk.', "voice"),
        ('"Go," was his mother\'s only reply.', "mother"),
        ('Emma smiled, and her husband was saying, "Go."', "husband"),
        ('"Go?" Harriet begs quietly, "Now?"', "Harriet"),
        ('"Woof," went Harriet.', "Harriet"),
        ('"Woof," he said, and went home.', "M"),
        ('Emma wept, for Harriet had run out, shouting, "Go."', "Harriet"),
        ('The servant came in, announcing, "Mr. Dunn!"', "servant"),
        ('"Go," said one of the men, who laughed.', "One Of The Men"),
        ('"Go!" burst from Harriet.', "Harriet"),
        ('"Go," she said.', "F"),
        ('"I\'m Harriet." She sat down. "Go."', "Harriet"),
        ("\"I'm Emma, no, I'm Harriet,\" she said.", "F"),
        ('"I\'m Harriet," said Emma.', "Emma Lowe"),
        ('"Go," I said.', "I"),
        ('"Go," said a tall stranger.', "the stranger"),
        ('Mr. Dunn looked at Emma. "Go."', None),
        ('"Go!" Harriet deadpanned, coming in. "I heard that."', "Harriet"),
        ('Harriet: "Go."', "Harriet"),
        ('"Go?" she asked Harriet.', "F"),
        ('"Go!" Mr. Dunn begged Harriet.', "Mr. Dunn"),
        ('"Go," whispered by Harriet.', "Harriet"),
        ('"Go!" from Harriet.', "Harriet"),
        ('"Go," was Mr. Dunn\'s advice.', "Mr. Dunn"),
        ('Then said Emma, "Go."', "Emma Lowe"),
        ('Like the wind went Emma. "Go."', None),
        ('Emma looked up at Harriet, who said, "Go."', "Harriet"),
        ('Emma was met by Mr. Dunn, who, on seeing her, said, "Go."', "Mr. Dunn"),
        ('Leaning towards Harriet, Emma said, "Go."', "Emma Lowe"),
        ('Emma was sorry, but Harriet, without waiting for her, exclaimed, "Go."', "Harriet"),
        ('When Emma said, "Go," she did not look up.', "Emma Lowe"),
        ('Harriet whispered, "Go," and Emma asked him what he meant.', "Harriet"),
        ('"Go," she said, and Emma said, "No."', "F"),
        ('Mr. Dunn, approaching Harriet, said, "Go."', "Mr. Dunn"),
        ('Harriet, who had been watching Mr. Dunn and Emma, now observed, "Go."', "Harriet"),
        ('She heard him say, "Go."', "M"),
        ('Emma heard him almost at once say, "Go."', "M"),
        ('"Go," came a voice from the kitchen.', "voice"),
        ('"Go," came the thin voice of Harriet.', "Harriet"),
        ('"Go," I heard a ferryman say.', "the ferryman"),
        ('"Go," Emma heard Harriet tell him.', "Harriet"),
        ('"Go," I heard from below.', None),
        ('Emma was interrupted by hearing Harriet cry: "Go!"', "Harriet"),
        ('"Go," said the tall and good-hearted Harriet.', "Harriet"),
        ('"Go," said the little, stooping ferryman.', "the ferryman"),
        ('"Go," said a voice beneath the table.', "voice"),
        ('"Go," said the hopeless Inspector.', "the Inspector"),
        ('"Go," said Emma\'s old mother.', "mother"),
        ('"Go," said the red-faced saloon-keeper.', "the keeper"),
        ('"Go," said my sister-in-law.', "sister"),
        ('"Go," Harriet hazarded; and Emma said no more.', "Harriet"),
        ('"Go!" Harriet panted as she ran; but Emma only answered no.', "Harriet"),
        ('"Go!" Harriet went home with Emma.', None),
        ('"Go!" Harriet began to sing.', "Harriet"),
        ('"Go," Harriet shot back.', "Harriet"),
        ('"Go," with that Harriet left.', None),
        ('"Go!" I mutter.', "I"),
        ('"Go!" Mutter and Harriet left.', None),
        ('Harriet\'s eyes narrowed. "Go."', "Harriet"),
        ('"Go." Harriet bowed.', "Harriet"),
        ('"Go." Harriet bowed to Emma.', None),
        ('Harriet was asked, "Go?"', None),
        ('"Go," said the other, turning round.', "other"),
        ('"Go!" was uttered by Harriet.', "Harriet"),
        ('"Go!" came from Harriet\'s lips.', "Harriet"),
        ('"Go!" at last broke eagerly from Harriet.', "Harriet"),
        ('"Go!" cut in the clear voice of Harriet.', "Harriet"),
        ('"Go!" said Harriet in a voice of thunder.', "Harriet"),
        ('"Go," Harriet hastened to add.', "Harriet"),
        ('Emma was so loud that Harriet turned round and said, "Go."', "Harriet"),
        ('Emma was merry; but one day, Harriet, taking up a book, said, "Go."', "Harriet"),
        ('Emma was met by Harriet, who turned sulky, and would only say, "Go."', "Harriet"),
        ('"Go," said wise Harriet.', "Harriet"),
        ('"Go," called down Harriet.', "Harriet"),
        ('"Go," Mr. Dunn summed up.', "Mr. Dunn"),
        ('"Go," Mr. E. Dunn answered.', "Mr. Dunn"),
        ('"Go," said the beach attendant.', "The Beach Attendant"),
        ('"Go," said the attendant.', "attendant"),
        ('"Go," said a little girl.', "Little Girl"),
        ('"Go," said the wooden-legged man.', "Wooden-Legged Man"),
        ('Harriet sat down. "Go."', "Harriet"),
        ('Harriet sat down by the fire, took off both of her shoes and held up her feet. "Go."', "Harriet"),
        ('"Go!" Harriet shut the door. It was cold, and the rain had got in at last. "Now."', "Harriet"),
        ('Harriet sat down by the fire, took off both of her shoes and gave them to Emma. "Go."', None),
        ('Harriet didn\'t move. "Go."', "Harriet"),
        ('"Go!" Harriet paused. "Now."', "Harriet"),
        ('"Go!" The innkeeper paused. "Now."', "the innkeeper"),
        ('"Go!" The old woman paused. "Now."', None),
        ('Harriet\'s dog sat down. "Go."', None),
        ('"Go," said Her Majesty.', "her majesty"),
        ('"Go," her ladyship said.', "her ladyship"),
        ('"Go," said the Lord Commander.', "the Commander"),
        ('Then, when she had finished, her sister kissed her, and said, "Go."', "sister"),
    ],
)
def test_tag(story, expected):
    assert tag(story) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ('Emma said, "Go," and Harriet said, "No."', ["Emma Lowe", "Harriet"]),
        ('"Go," said Emma. "No," answered Harriet.', ["Emma Lowe", "Harriet"]),
        ('"Go," said Emma, and Harriet answered, "No."', ["Emma Lowe", "Harriet"]),
        ('"Go," she said, and he said, "No."', ["F", "M"]),
        ('"Go," said Harriet, and I said, "No."', ["Harriet", "I"]),
        ('"Go," Harriet said, at the same time as I said, "No."', ["Harriet", "I"]),
        ('"Go," said Emma. "No," she said.', ["Emma Lowe"]),
        ('"Go," said Emma, and then, turning round, added, "No."', ["Emma Lowe"]),
        ('Emma said, "Go," looked up and said, "No."', ["Emma Lowe"]),
        ('"Go!" Emma sighed as she ran; but Harriet only answered, "No."', ["Emma Lowe", "Harriet"]),
        ('"Go!" Emma exclaimed, and her mother said, "No."', ["Emma Lowe", "mother"]),
        ('Emma was sad. "Go!" And when Harriet said, "No," she went.', ["Emma Lowe", "Harriet"]),
        ('"Go?" he asked Harriet, who replied with a smile: "No."', ["M", "Harriet"]),
        ('"Go!" her mother suggested; and Harriet sighed: "No."', ["mother", "Harriet"]),
        ('"Go," he breathed. "Go," she murmured.', ["M", "F"]),
        ('"Go!" said Emma; and Harriet called out as loud as she could, "No!"', ["Emma Lowe", "Harriet"]),
        ('"Go!" Harriet paused, and then added, "No."', ["Harriet"]),
        ('"Been out?" he asked. It was plain, for Harriet answered, "No."', ["M", "Harriet"]),
    ],
)
def test_people_who_speak_in_one_paragraph(story, expected):
    assert tags(story) == expected


def test_a_tag_in_the_paragraph_above():
    assert tag('Then Mr. Dunn said:\n\n"Go."') == "Mr. Dunn"


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        ("What is your name?", "Harriet.", "Harriet"),
        ("And what is your name, my dear?", "Harriet, ma'am. From the farm.", "Harriet"),
        ("Who are you?", "Harriet.", "Harriet"),
        ("Who are you?", "Harriet, what is this?", None),
        ("Who are you waiting for?", "Go. Harriet.", None),
        ("Where is your hat?", "Harriet.", None),
    ],
)
def test_who_answers_with_their_own_name(asked, answer, expected):
    assert tags(f'"{asked}" said Mr. Dunn.\n\n"{answer}"')[-1] == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("After a while Harriet went on.", "Harriet"),
        ("Then Harriet fell asleep.", None),
        ('"No," Harriet continued.', None),
    ],
)
def test_who_goes_on_in_the_next_paragraph(above, expected):
    assert tags(above + '\n\n"Go."')[-1] == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ('"Go," said the hat.', "hat"),
        ('"Go," said the lodger.', "the lodger"),
        ('"Go," said the horse.', "the horse"),
        ('"Go," said the hat. He bowed.\n\n"No," said the hat.', "the hat"),
    ],
)
def test_what_speaks_once_and_may_be_anybody_s(story, expected):
    assert tag(story) == expected


def test_what_somebody_does_tells_who_speaks_unless_they_may_be_anybody():
    told = '"Go," said the {0}. "Now."\n\nThe {0} sat down. "No."'

    assert [tags(told.format(who))[-1] for who in ("lodger", "old woman")] == ["the lodger", None]


def test_a_noun_leaves_room_for_doubt_as_no_name_does():
    told = '"Go," said Harriet.\n\n"Now," said the policeman.'
    plain = [utterance.tag.is_plain for utterance in study(groundwork(book(told), CAST)).utterances]

    assert plain == [True, False]


def test_a_story_may_begin_with_what_is_done_by_somebody():
    ground = groundwork(book('Done by Emma. "Go," said Emma.'), CAST)

    assert best_tag(Text(ground.reading, ground.mentions), Stretch(0, 4), "after", bound=False) is None
