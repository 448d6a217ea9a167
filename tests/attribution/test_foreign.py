"""Stories in other languages, whose words are read as English ones."""

import logging
import re
from importlib.resources import files

import pytest

from narrate.attribution.foreign import in_english
from narrate.attribution.reading import read
from narrate.attribution.studying import groundwork, study
from narrate.script import Kind
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.cast import Role
from narrate.story.glossary import glossary_of, plain
from narrate.story.people import Gender
from narrate.story.quotes import find_quotes
from tests.stories import book, manuscript, said, script_of

LANGUAGES = sorted(
    file.name.removesuffix(".txt") for file in (files("narrate.story") / "glossaries").iterdir()
)

GERMAN = """\
Anna stand am Fenster und sah auf die Straße hinaus. Der Bus war nicht gekommen.

„Du wirst zu spät kommen“, sagte Jonas. Er saß am Tisch und las die Zeitung.

„Ich weiß“, antwortete Anna. „Aber was soll ich tun?“

„Nimm das Rad“, brummte er.

Es klopfte. Frau Berger stand vor der Tür und hielt einen Schlüssel in der Hand.

„Gehört der Ihnen?“, fragte sie.

„Nein“, sagte Jonas. „Wo haben Sie ihn gefunden?“

„Auf der Treppe“, erwiderte Frau Berger. „Gleich neben der Tür.“
"""
FRENCH = """\
Anna se tenait près de la fenêtre et regardait la rue. Le bus n'était pas venu.

— Tu vas être en retard, dit Jonas. Il lisait le journal à la table.

— Par ce temps ? demanda Anna en riant.

On frappa. Madame Berger, la voisine, se tenait devant la porte.

— Elle est à vous ? demanda-t-elle.

— Non, dit Jonas. Où l'avez-vous trouvée ?

— Dans l'escalier, répliqua madame Berger.

— C'est la mienne ! s'écria Anna. Je l'ai cherchée partout.
"""
SPANISH = """\
Anna estaba junto a la ventana y miraba la calle. El autobús no había llegado.

—Vas a llegar tarde —dijo Jonás. Leía el periódico en la mesa.

—¿Con este tiempo? —preguntó Anna, y se rio.

La señora Berger, la vecina, estaba en el umbral con una llave en la mano.

—¿Es suya? —preguntó la señora Berger.

—No —dijo Jonás—. ¿Dónde la ha encontrado?

—¡Es la mía! —exclamó Anna—. La he buscado por todas partes.
"""
ITALIAN = """\
Elena stava vicino alla finestra. La signora Berti, la vicina, era sulla soglia con una busta in mano.

«È vostra?» domandò la signora Berti.

«No», disse Marco. «Dove l'ha trovata?»

«Per le scale», gli rispose la signora Berti. «Era sotto la ringhiera.»

«È la mia!» esclamò Elena. «L'ho cercata dappertutto.»
"""
PORTUGUESE = """\
Inês estava à janela. A dona Amélia, a vizinha, estava à porta com uma carta na mão.

— É sua? — perguntou a dona Amélia.

— Não — disse João. — Onde a encontrou?

— Na escada — respondeu-lhe a dona Amélia.

— É a minha! — exclamou Inês. — Procurei-a por toda a parte.
"""
DUTCH = """\
Anna stond bij het raam. Mevrouw De Wit, de buurvrouw, stond voor de deur met een brief in haar hand.

“Is die van u?” vroeg mevrouw De Wit.

“Nee,” zei Pieter. “Waar hebt u hem gevonden?”

“Op de trap,” antwoordde mevrouw De Wit.

“Dat is de mijne!” riep Anna. “Ik heb hem overal gezocht.”
"""
RUSSIAN = """\
Анна стояла у окна. Госпожа Белова, соседка, стояла на пороге с письмом в руке, и на улице шёл дождь.

— Это ваше? — спросила госпожа Белова.

— Нет, — сказал Иван. — Где вы его нашли?

— На лестнице, — ответила госпожа Белова.

— Это моё! — воскликнула Анна. — Я искала его везде.
"""
POLISH = """\
Anna stała przy oknie. Pani Nowak, sąsiadka, stała na progu z listem w ręku, i był już wieczór.

— Czy to pani? — zapytała pani Nowak.

— Nie — powiedział Jan. — Gdzie go pani znalazła?

— Na schodach — odparła pani Nowak.

— To mój! — zawołała Anna. — Szukałam go wszędzie.
"""
SWEDISH = """\
Anna stod vid fönstret. Fru Berg, som var granne, stod i dörren med ett brev i handen och det regnade.

”Är det ert?” frågade fru Berg.

”Nej”, sa Erik. ”Var hittade ni det?”

”I trappan”, svarade fru Berg.

”Det är mitt!” ropade Anna. ”Jag har letat efter det överallt.”
"""


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(GERMAN, ["Jonas", "Anna", "Jonas", "Frau Berger", "Jonas", "Frau Berger"], id="German"),
        pytest.param(
            FRENCH, ["Jonas", "Anna", "Madame Berger", "Jonas", "Madame Berger", "Anna"], id="French"
        ),
        pytest.param(SPANISH, ["Jonás", "Anna", "señora Berger", "Jonás", "Anna"], id="Spanish"),
        pytest.param(ITALIAN, ["signora Berti", "Marco", "signora Berti", "Elena"], id="Italian"),
        pytest.param(PORTUGUESE, ["dona Amélia", "João", "dona Amélia", "Inês"], id="Portuguese"),
        pytest.param(RUSSIAN, ["госпожа Белова", "Иван", "госпожа Белова", "Анна"], id="Russian"),
        pytest.param(POLISH, ["pani Nowak", "Jan", "pani Nowak", "Anna"], id="Polish"),
        pytest.param(SWEDISH, ["fru Berg", "Erik", "fru Berg", "Anna"], id="Swedish"),
        pytest.param(DUTCH, ["mevrouw De Wit", "Pieter", "mevrouw De Wit", "Anna"], id="Dutch"),
    ],
)
def test_who_speaks(story, expected):
    speakers = [speaker for speaker, _ in said(script_of(story)) if speaker]

    assert [who for at, who in enumerate(speakers) if speakers[at - 1 : at] != [who]] == expected


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", "„Wer bist du?“, fragte Anna. / „Ich heiße Ben“, sagte er. / „Komm, Ben“, sagte Anna."),
        ("de", "„Wer bist du?“, fragte Anna. / „Ich bin Ben“, sagte er. / „Komm, Ben“, sagte Anna."),
        ("fr", "« Qui es-tu ? » demanda Anna. / « Je m'appelle Ben », dit-il. / « Entre, Ben. »"),
        ("es", "—¿Quién eres? —preguntó Anna. / —Soy Ben —dijo él. / —Entra, Ben."),
        ("it", "«Chi sei?» chiese Anna. / «Mi chiamo Ben» disse. / «Entra, Ben.»"),
        ("nl", '"Wie ben jij?" vroeg Anna. / "Ik heet Ben," zei hij. / "Kom binnen, Ben."'),
        ("pt", "— Quem és tu? — perguntou Anna. / — Sou o Ben — disse ele. / — Entra, Ben."),
        ("sv", '"Vem är du?" frågade Anna. / "Jag heter Ben", sa han. / "Kom in, Ben."'),
        ("ru", "— Кто ты? — спросила Anna. / — Меня зовут Ben, — сказал он. / — Входи, Ben."),
    ],
)
def test_a_name_that_somebody_says_is_theirs(language, told):
    story = assemble([manuscript(3 * f"{told}\n\n".replace(" / ", "\n\n"))], language=language)

    assert [who for who, _ in said(read_script(story))][1::3] == 3 * ["Ben"]


@pytest.mark.parametrize(("story", "man"), [(RUSSIAN, "Иван"), (POLISH, "Jan")])
def test_verbs_tell_he_from_she(story, man):
    characters = script_of(story).characters

    assert {each.name for each in characters if each.gender is Gender.MALE} == {man}
    assert {each.gender for each in characters} == {Gender.MALE, Gender.FEMALE}


def test_nouns_need_no_article_in_a_tag():
    line = "— Доброе утро, — ответил отец. — Он был в городе, и она не видела его со вчерашнего дня.\n\n"
    tags = [utterance.tag for utterance in study(groundwork(book(line * 4))).utterances]

    assert [(tag.noun, tag.gender) for tag in tags if tag] == [("father", "M")] * 4


def test_french_tags_are_not_spoken():
    assert ("Jonas", "— Tu vas être en retard,") in said(script_of(FRENCH))


def test_french_dialogue_between_one_pair_of_marks():
    story = (
        "Anna se tenait près de la fenêtre et regardait la rue. Jonas lisait le journal à la table.\n\n"
        "« Je suis en retard, dit Anna. Mais par ce temps ?\n\n— Alors je te conduis, proposa Jonas.\n\n"
        "— Merci, dit Anna. »\n\nOn frappa.\n\n« Tenez, dit madame Berger, et faites attention. »"
    )

    assert said(script_of(story)) == [
        ("Anna", "« Je suis en retard,"),
        ("Anna", "Mais par ce temps ?"),
        ("Jonas", "— Alors je te conduis,"),
        ("Anna", "— Merci,"),
        ("madame Berger", "« Tenez,"),
        ("madame Berger", "et faites attention. »"),
    ]


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("de", "Dann sagte Frau Berger es dem Hund.", "then said mrs berger it the hund ."),
        ("de", "Er half Ihnen nicht, dem Hund.", "he half you not , the hund ."),
        ("de", "Da schnaubte Jonas.", "then schnaubteed jonas ."),
        ("fr", "L'homme se tut, s'écria-t-il.", "the man oneself tut , cried he ."),
        ("es", "La señora Berger sonrió.", "dear mrs berger smiled ."),
    ],
)
def test_words_and_their_english(code, words, expected):
    tokens = words.replace(".", " .").replace(",", " ,").replace("L'", "L' ").replace("-t-", " -t-").split()

    assert (
        " ".join(in_english(tokens, [plain(token) for token in tokens], [0], glossary_of(code))[1])
        == expected
    )


def test_words_that_are_written_together_are_parted():
    story = book("Elle dit qu'il n'était pas là et qu'elle ne l'avait pas vu. « Où ? » demanda-t-il.")

    assert read(story, find_quotes(story)).tokens[-3:] == ["demanda", "-t-il", "."]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_has_one_meaning(code):
    lines = (files("narrate.story") / "glossaries" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    plain = [
        word for line in lines if line[0].islower() or line[0] == "_" for word in line.split(": ")[1].split()
    ]

    assert sorted(plain) == sorted(set(plain))
    assert {"said", "asked", "he", "she", "i", "the", "and", "was"} <= set(glossary_of(code).words.values())


def test_what_is_guessed_in_an_unknown_language_is_doubtful(caplog):
    line = "„Nevím,“ řekl Jonas. Na stole ležely noviny, ale on je nečetl už dávno.\n\n"
    with caplog.at_level(logging.WARNING):
        script = read_script(assemble([manuscript(line * 5)], language="cs"), [Role("Jonas"), Role("Anna")])

    assert {span.confidence <= 0.5 for span in script.spans if span.speaker} == {True}
    assert "narrate knows no words of the language cs" in caplog.text


@pytest.mark.parametrize(
    ("language", "story"),
    [
        ("he", '{נורה} הלכה. {תום} חיכה לה.\n\n"שלום," אמרה {נורה}.\n\n"ערב טוב," אמר {תום}.'),
        ("ar", "ذهبت {نورة} إلى الميناء.\n\n«مرحبا» قالت {نورة}.\n\n«مساء الخير» قال {توم}."),
        ("hi", '{नोरा} बंदरगाह गई।\n\n"नमस्ते," {नोरा} ने कहा।\n\n"शुभ संध्या," {टॉम} ने कहा।'),
        ("zh", "{诺拉}走到港口。{汤姆}在等她。\n\n“你好，”{诺拉}说。\n\n“晚上好！”{汤姆}说。"),
        (
            "ja",
            "{ノラ}は港へ行った。\n\n「こんにちは」と{ノラ}は言った。\n\n「こんばんは」と{トム}は答えた。",
        ),
    ],
)
def test_who_is_listed_is_found_in_letters_that_know_no_capitals(language, story):
    first, second = names = list(dict.fromkeys(re.findall(r"\{(.+?)\}", story)))
    told = assemble([manuscript(re.sub("[{}]", "", story))], language=language)

    script = read_script(told, [Role(name) for name in names])

    assert [span.speaker for span in script.spans if span.kind is Kind.SPEECH] == [first, second]


@pytest.mark.parametrize(
    ("name", "story", "speech"),
    [
        (
            "ノラ",
            "ノラは来た。「どこへ？」と尋ねた。『灯台』を読んだ。「家へ」",
            ["「どこへ？」", "「家へ」"],
        ),
        ("ノラ", "『おはよう、「友」よ』とノラは言った。", ["『おはよう、「友」よ』"]),
        ("نورة", "سألت نورة: «إلى أين تذهب؟» وذهبت.", ["«إلى أين تذهب؟»"]),
        ("नोरा", 'नोरा आई। "बारिश हो रही है।"', ['"बारिश हो रही है।"']),
    ],
)
def test_speech_ends_with_the_stops_of_its_writing(name, story, speech):
    assert said(read_script(book(f"{story}\n"), [Role(name)])) == [(name, words) for words in speech]


@pytest.mark.parametrize("direction", ["{der Fährmann}", "{der Fährmann?}", ""])
def test_a_person_without_a_name_is_called_as_the_story_does(direction):
    story = (
        "Es war kalt, und der Regen fiel auf das Wasser. Das Mädchen kam in der Dämmerung zur Fähre.\n\n"
        f"{direction} „Nein“, sagte der alte Fährmann und sah nicht auf.\n\n„Ich habe Geld“, "
        "sagte das Mädchen."
    )

    assert said(script_of(story)) == [("der Fährmann", "„Nein“"), ("das Mädchen", "„Ich habe Geld“")]
