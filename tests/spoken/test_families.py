"""What is said aloud for what is written, a table for each family of rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.spoken import has_words, heading_aloud, say_aloud, without_marks

TABLES = {
    "quotes": [
        ('"Hello, Martha."', "Hello, Martha."),
        ("“Hello,” ‘she’ «said».", "Hello, she said."),
        ("Nora's dogs' bowls, 'tis true.", "Nora's dogs' bowls, 'tis true."),
        ("No 'Mr. President' for her.", "No Mister President for her."),
    ],
    "emphasis": [
        ("a _very_ **bold** *idea*", "a very bold idea"),
        ("~~never~~ mind", "never mind"),
        ("al*ways* thr**ee** *un*like", "always three unlike"),
        ("on the 3^rd^ of May, H~2~O", "on the third of May, H2O"),
        ("[He]{.smallcaps} went. {: .indent}", "He went."),
        ("snake_case and 2*3*4", "snake_case and 2*3*4"),
    ],
    "footnotes": [
        ("The keeper[1] slept.[*] She knew.[^2]", "The keeper slept. She knew."),
        ("The keeper slept.^1^ She^2^ knew.", "The keeper slept. She knew."),
        ("The keeper¹ slept.² She† knew*.", "The keeper slept. She knew."),
    ],
    "letters in fancy dress": [
        ("𝓢𝓬𝓻𝓲𝓹𝓽, 𝐛𝐨𝐥𝐝, ＦＵＬＬ ｗｉｄｔｈ, ﬁne oﬀer", "Script, bold, full width, fine offer"),
        ("sᴍᴀʟʟ ᴄᴀᴘs, ⓒⓘⓡⓒⓛⓔ, s̶t̶r̶u̶c̶k̶, u̲nder", "small caps, circle, struck, under"),
        ("Chapter Ⅳ, 1ˢᵗ, at 20℃, ① and ②", "Chapter four, first, at 20 degrees Celsius, 1 and 2"),
        ("What‽ Now⁉ x², H₂O, 5½", "What?! Now!? x², H₂O, 5 and a half"),
    ],
    "typed quotes": [("``It's `off' now,'' he said. Run `ls`.", "It's off now, he said. Run ls.")],
    "links": [
        ('See [the map](https://example.org/a "b").', "See the map."),
        ("He said [x] (once).", "He said x (once)."),
        ("{{% aside %}}The lamp{{% /aside %}} ![of brass][2] was lit.", "The lamp was lit."),
        ("The lamp ![of brass](a.png) was lit <!-- why? --> again%% later %%.", "The lamp was lit again."),
        ("[[Nora Vane|Nora]] and [[Tom]].", "Nora and Tom."),
        ("The rain. ^f3a9c1", "The rain."),
        (
            'He said.<br>A <i>very</i> <span style="x">big</span> un<b>like</b>ly lamp.',
            "He said. A very big unlikely lamp.",
        ),
    ],
    "pauses": [
        ("It was--she knew--late.", "It was — she knew — late."),
        ("Ah, Lois... She was", "Ah, Lois… She was"),
        ("Wait . . . what?", "Wait… what?"),
        ("You...?", "You…?"),
        ("Well⋯ I‥", "Well… I…"),
        ("Well.. I..", "Well… I…"),
        ("He left.And then I.She", "He left. And then I.She"),
        ("well-known", "well-known"),
    ],
    "shouting": [
        ("WE WELCOME OUR PRESIDENT!", "we welcome our president!"),
        ("HE ATE MY PHO, the FBI", "he ate my pho, the FBI"),
        ("I TOLD YOU I WON'T", "I told you I won't"),
        ("NO! STOP! GET OUT!", "no! stop! get out!"),
        ("NO! GET OUT, FBI!", "no! get out, FBI!"),
        ("The BBC and the FBI agreed.", "The BBC and the FBI agreed."),
        ("IT was the USA.", "IT was the USA."),
        ("I'M sure IT'S over, I WON'T.", "I'm sure it's over, I won't."),
        ("STOP--PLEASE--and X-RAY, KAL-EL", "stop — please — and X-RAY, KAL-EL"),
        ("So FAR I SAW nobody.", "So far I saw nobody."),
        ("STOP IT! HELP US! IT HURTS!", "stop it! help us! it hurts!"),
        ("THE US, an IT team, FBI US", "the US, an IT team, FBI US"),
        ("LEX, where is TOM'S car?", "Lex, where is Tom's car?"),
        ("The UNSC and ESPN: ACTS of RUSH", "The UNSC and ESPN: acts of rush"),
    ],
    "romans": [
        ("Henry VIII and George IV", "Henry the eighth and George the fourth"),
        ("Act II of World War I", "Act two of World War one"),
        ("And Mary I told myself.", "And Mary I told myself."),
        ("She cast Heal II, as Henry III used to.", "She cast Heal two, as Henry the third used to."),
        ("Louis XIV's wig, Lex I'm here", "Louis the fourteenth's wig, Lex I'm here"),
        (
            "Vol. XIV, Super Bowl LIV, the XIV century",
            "Volume fourteen, Super Bowl fifty-four, the fourteenth century",
        ),
        (
            "the Apollo XI, [Skill: Fireball III], Heal II (Rank C)",
            "the Apollo eleven, Skill: Fireball three, Heal two (Rank C)",
        ),
        (
            "[You are in] Anna II slept in the Louis XIV chair",
            "You are in Anna the second slept in the Louis the fourteenth chair",
        ),
        ("in WWII and WW1, the III Corps", "in World War two and World War one, the third Corps"),
        ("Malcolm X and Lex I like.", "Malcolm X and Lex I like."),
    ],
    "numbers": [
        ("the 21st, the 3rd", "the twenty-first, the third"),
        ("In 1984 or 1905, or 2012.", "In nineteen eighty-four or nineteen oh-five, or twenty twelve."),
        ("1,500 men, 3.5 and 42", "1,500 men, 3.5 and 42"),
        ("the 1990s, the '80s", "the nineteen nineties, the eighties"),
        ("the 1900s, the 1910s", "the nineteen hundreds, the nineteen tens"),
        ("the 2000s, the ’00s, 1000s", "the two thousands, the noughties, thousands"),
        ("pages 10–12 of 1914-18", "pages 10 to 12 of nineteen fourteen to nineteen eighteen"),
        ("Call 020 7946 0958, 07700 900123.", "Call 0 2 0, 7 9 4 6, 0 9 5 8, 0 7 7 0 0, 9 0 0 1 2 3."),
        ("+44 20 7946 0958 at 0113 496 0999", "4 4, 2 0, 7 9 4 6, 0 9 5 8 at 0 1 1 3, 4 9 6, 0 9 9 9"),
        ("Call 555-1234 or 1-800-555-1234.", "Call 5 5 5, 1 2 3 4 or 1, 8 0 0, 5 5 5, 1 2 3 4."),
        ("500-1000 men, 299.7924", "500 to 1000 men, 299.7924"),
        ("911? $911, 911 men, 9-1-1", "9 1 1? 911 dollars, 9 1 1 men, 9, 1, 1"),
        ("50/50, 24/7 since 9/11", "fifty-fifty, twenty-four seven since nine eleven"),
        ("A 50-50 chance, a 9-5 job.", "A 50 50 chance, a 9 5 job."),
        ("½ cup and ½, 2½ miles", "a half cup and a half, 2 and a half miles"),
        ("1/2 cup, 1 3/4 miles; 1/2/2003", "a half cup, 1 and three quarters miles; 1/2/2003"),
        ("10% at 50°C or 5° F", "10 percent at 50 degrees Celsius or 5 degrees Fahrenheit"),
        ("10^6 men", "10 to the power of 6 men"),
        ("2 + 2 = 5, HP = 5", "2 + 2 equals 5, HP 5"),
        ("No. 4 is empty. No. Never. #2", "Number 4 is empty. No. Never. number 2"),
        (
            "HP 120/150, (1/3), 1,200/1,500 XP, 3/10 rats",
            "HP 120 out of 150, (1 out of 3), 1,200 out of 1,500 XP, 3 out of 10 rats",
        ),
        ("on 5/12, 5/8 inch, 4/4 time, 120/80, 1999/2000", "on 5/12, 5/8 inch, 4/4 time, 120/80, 1999/2000"),
        ("Level 12 → 13, Str 4 -> 5, Bronze => Iron", "Level 12 to 13, Str 4 to 5, Bronze to Iron"),
        ("It was –40 degrees (-2).", "It was minus 40 degrees (minus 2)."),
        (
            "HP < 20%, mana >5 (<30), I <3 you",
            "HP less than 20 percent, mana more than 5 (less than 30), I you",
        ),
        ("10/31, XP: 10/31, [2/20], 16/17, 9/10", "10/31, XP: 10 out of 31, 2 out of 20, 16/17, 9 out of 10"),
        ("~50 rats, ~ 20 ~, ~20~", "about 50 rats, 20, 20"),
        ("40°26′46″ N, 5° 1' W", "40 degrees 26 minutes 46 seconds N, 5 degrees 1 minute W"),
        ("THE 4TH OF JULY", "the fourth of july"),
        ("R&D & more M&Ms", "R and D and more M and M's"),
    ],
    "dates": [
        (
            "On Jan. 5, on 5 Dec 1984; I love Jan.",
            "On January fifth, on 5 December nineteen eighty-four; I love Jan.",
        ),
        ("May 17, 1999; on May 17 he", "May seventeenth, nineteen ninety-nine; on May seventeenth he"),
        ("March 10 miles. In May 17 ships", "March 10 miles. In May 17 ships"),
        ("by 2024-05-17.", "by May seventeenth, twenty twenty-four."),
        ("5/17/1999 or 17/5/99", "May seventeenth, nineteen ninety-nine or May seventeenth, 99"),
        ("5/6/2024, 13/13/2024, 2024-13-01", "5/6/2024, 13/13/2024, 2024-13-01"),
    ],
    "ratios": [
        ("a 3:1 ratio, odds of 10:1.", "a 3 to 1 ratio, odds of 10 to 1."),
        ("The 16:9 screen, a 1:10 scale", "The 16 to 9 screen, a 1 to 10 scale"),
        ("John 3:5", "John 3:5"),
        ("a scale of 1:50,000, Scale 1:2,500", "a scale of 1 to 50,000, Scale 1 to 2,500"),
    ],
    "times": [
        ("at 5:30 p.m.", "at 5 30 pm."),
        ("at 5.30pm, 7.05 a.m., 5.30 metres", "at 5 30 pm, 7 oh 5 am, 5.30 metres"),
        ("at 3:05 a.m. or 12:00", "at 3 oh 5 am or 12 o'clock"),
        ("18:00, 7 AM", "18 hundred, 7 am"),
        ("0000 hours, at 0005", "zero hundred hours, at zero oh 5"),
        ("0600 hours, at 0615, by 1430 hrs.", "oh 6 hundred hours, at oh 6 15, by 14 30 hours."),
        (
            "1500 hours, by 1200 hours of work, agent 0600",
            "fifteen hundred hours, by twelve hundred hours of work, agent 0600",
        ),
    ],
    "money": [
        ("$5.50 and £20", "5 dollars and 50 cents and 20 pounds"),
        ("5€, 1,000 € or £5 6", "5 euros, 1,000 euros or 5 pounds 6"),
        ("$5-10 or €1.5–€2 million", "5 to 10 dollars or 1.5 to 2 million euros"),
        ("€2,50 or £1,000,50", "2 euros and 50 cents or 1,000 pounds and 50 pence"),
        ("$1, $0.99, 5¢", "1 dollar, 99 cents, 5 cents"),
        (
            "US$50, C$2.50, a US$20 bill",
            "50 US dollars, 2 Canadian dollars and 50 cents, a 20 US dollar bill",
        ),
        ("a $20 bill, a $5-a-day job", "a 20 dollar bill, a 5 dollar-a-day job"),
        ("us$5 or c$ 20", "5 US dollars or 20 Canadian dollars"),
        ("$3 million, £2m, €1,000", "3 million dollars, 2 million pounds, 1,000 euros"),
    ],
    "abbreviations": [
        ("Mr. and Mrs. Gale saw Dr. Lee.", "Mister and Missus Gale saw Doctor Lee."),
        ("Mr Gale, Ms Lane", "Mister Gale, Miz Lane"),
        ("St. Mary's in Baker St.", "Saint Mary's in Baker Street."),
        ("the Dr. and Mr. who", "the Doctor and Mister who"),
        ("The Dr. is in Mulholland Dr.", "The Doctor is in Mulholland Drive."),
        ("MR. VANE! MRS QUILL, DR. WHO", "Mister vane! Missus quill, Doctor who"),
        ("Dr.Lee, w/ Fr. John, w/o tea & Co.", "Doctor Lee, with Father John, without tea and Company."),
        ("Sgt. Pell, Jr. said so, e.g. twice.", "Sergeant Pell, Junior said so, for example twice."),
        ("tea, cake, etc.", "tea, cake, et cetera."),
        ("She saluted the Sgt.", "She saluted the Sergeant."),
        (
            "He is Lv. 9, LVL 5, lv3. A Mk. IV and a Mk II",
            "He is Level 9, Level 5, level 3. A Mark four and a Mark two",
        ),
        (
            "Adm. Vane, Maj. Pell, Det. Gale of Ft. Reed",
            "Admiral Vane, Major Pell, Detective Gale of Fort Reed",
        ),
        ("Apt. 4B, Rm. 5, Hwy. 1, ext. 12", "Apartment 4B, Room 5, Highway 1, extension 12"),
        ("Vane v. Pell, Nos. 5, fig. 3, pp. 6", "Vane versus Pell, Numbers 5, figure 3, pages 6"),
        ("on 42nd St. and in 20th St.", "on forty-second Street and in twentieth Street."),
        ("idk, IRL she's nice imho", "I D K, I R L she's nice I M H O"),
        ("in F# or C♯.", "in F sharp or C sharp."),
    ],
    "units": [
        ("10 km at 60 mph, 5lbs, 1 oz.", "10 kilometres at 60 miles an hour, 5 pounds, 1 ounce."),
        ("a 5-km run of 30 min. and 100 m", "a 5 kilometre run of 30 minutes and 100 metres"),
        ("He's 6'2\" or 6 ft. tall.", "He's 6 foot 2 or 6 feet tall."),
        ("5 m/s, 3.2 km/s.", "5 metres a second, 3.2 kilometres a second."),
        ("9.8 m/s².", "9.8 metres a second squared."),
        ("a 9mm, his 9mm, a 10 km walk", "a 9 millimetre, his 9 millimetre, a 10 kilometre walk"),
        ("a .45, a .357 Magnum, .50 percent", "a 45, a 3 57 Magnum, .50 percent"),
        (
            "a 2x4, 8.5 x 11, a rope x2, (x3), 0x1F, x86, 2 x 4 = 8",
            "a 2 by 4, 8.5 by 11, a rope times 2, (times 3), 0x1F, x86, 2 x 4 equals 8",
        ),
        ("He is 5ft 10in tall.", "He is 5 foot 10 tall."),
        ('two 3" nails, 6" deep', "two 3 inch nails, 6 inches deep"),
        ("“I have a 3” nail,” he said.", "I have a 3 inch nail, he said."),
        ('"Take 2" she said. "Or a 3" nail."', "Take 2 she said. Or a 3 inch nail."),
        ("10k gold, 2.5K XP, it costs 10k", "10 thousand gold, 2.5 thousand XP, it costs 10k"),
        ("a 10k bonus, the 5K race, her 401k plan", "a 10k bonus, the 5K race, her 401k plan"),
        ("5m, 5 months, 3 minions, 8 miles", "5m, 5 months, 3 minions, 8 miles"),
    ],
    "addresses": [
        ("See https://www.example.org/a-b?x=1.", "See example dot org slash a dash b."),
        ("me@example.org", "me at example dot org"),
        ("@lex #blessed", "at lex hashtag blessed"),
    ],
    "pictures": [
        ("See you 👍🏽!", "See you thumbs up!"),
        ("😂😂 ❤️", "face with tears of joy, red heart"),
        ("👍\u200dHello 🙂\u200d↔️, so 👍\u200d!", "thumbs up Hello head shaking horizontally, so thumbs up!"),
        ("Go 👍\u200d🐈, 👩\u200d👩\u200d👧!", "Go thumbs up, cat, family woman woman girl!"),
        ("Yes :-) I <3 it", "Yes I it"),
        ("You have 300 XP! XD :P", "You have 300 XP!"),
        ("Oh >:( no <3<3 and </3 ;-; :3", "Oh no and"),
        ("Well ¯\\_(ツ)_/¯.", "Well."),
    ],
    "voices on paper": [
        ("nooooo, sooo goooood, pleeease", "no, so good, please"),
        ("Aaaah! AAAAAA! Oooo. AAA, viii", "Aah! Aah! Ooh. AAA, viii"),
        ("W-what? I-I th-thought b-b-but", "Wuh, what? I, I thuh, thought buh, buh, but"),
        ("c-can't, c-certainly, e-even, i-it", "kuh, can't, cuh, certainly, eh, even, it, it"),
        ("W—what? N... no! B--b--but Fr…Frieda", "Wuh — what? Nuh… no! Buh — buh — but Fruh… Frieda"),
        ("Plan B—but Model T... the", "Plan B — but Model T… the"),
        ("Danger. SH; an MMF, HRM Ann", "Danger. SH; an MMF, HRM Ann"),
        ("Ann's—so; un-under, sl-slow", "Ann's — so; un, under, sluh, slow"),
        ("N...no!", "Nuh… no!"),
        ("Oooh! Aaaah!", "Ooh! Aah!"),
        ("Whoooosh, freeeze", "Whoosh, freeze"),
        ("re-read, re-reading, co-co-operate", "re-read, re-reading, co-co-operate"),
        ("Ssh. Hn. Mmph! Bzzzt. Pssh. Nngh. Hrm", "Shush. Hmm. Mumph! Buzz. Pish. Ung. Hurm"),
        ("Sssss, rrrr; an SSS rank, 60 mph, SS", "Hiss, gurr; an SSS rank, 60 miles an hour, SS"),
        ("T-shirt, x-ray, D-Day, e-mail", "T-shirt, x-ray, D-Day, e-mail"),
        ("Hmmmm. Shhh! Grrr", "Hmm. Shush! Gurr"),
        ("Hnng! Nngh. Hng. Nnn. Hrk, sh!t, NH", "Ung! Ung. Ung. Hmm. Urk, sh!t, NH"),
        ("Hmph, tch, HMM, Mm-hm", "Humph, tutch, Hmm, Hmm-hmm"),
        ("Chapter XIII, AAA, VIII", "Chapter thirteen, AAA, VIII"),
    ],
    "ornaments": [("☙ ❧", ""), ("* * *", ""), ("~ Lex ~", "Lex"), ('"…"', ""), ("—", ""), (":-)", "")],
    "curses": [("What the @#$%! You %&$#! #1 is $5.", "What the! You! number 1 is 5 dollars.")],
    "leftovers": [
        ("{braces} <b>tags</b> [x]", "braces tags x"),
        ("hard\nwrapped   text", "hard wrapped text"),
        ("a\x00b, lan\u00adtern, har\u200bbour, caf\ufffd", "a b, lantern, harbour, caf"),
        ("Zoe\u0308's cafe\u0301", "Zoë's café"),
        ("R&amp;D &mdash; &#8220;Hi,&nbsp;Tom&hellip;&#8221;; &one;", "R and D — Hi, Tom…; and one;"),
        ("[center][color=red]Lamp[/color][/center]", "Lamp"),
        ("[b]A[/b] [size=4][i]lamp[/i][/size][/i] [Level Up] [1/b]", "A lamp Level Up 1/b"),
        ("So.<hr/>Then", "So. Then"),
        ("<details>\n<summary>Rope</summary>A<li>B</li> <system>", "Rope A B system"),
        ("> [!note]- System\n> A lamp.^[Or two.]", "System A lamp."),
        ("Here ![[map.png]]is the ![map](m.png)map.", "Here is the map."),
        ("Lex™ said", "Lex said"),
        ("→ Go ■ on", "Go on"),
    ],
}
CASES = [(written, spoken) for table in TABLES.values() for written, spoken in table]


@pytest.mark.parametrize(("written", "spoken"), CASES)
def test_what_is_said_for_what_is_written(written, spoken):
    assert say_aloud(written) == spoken


@pytest.mark.parametrize("around", ["the {}th time", "HP {}/{}", "{}/2 and 1/{}", "${}.50"])
def test_figures_without_end_are_no_number(around):
    written = around.replace("{}", "1" * 5000)

    assert "1" * 5000 in say_aloud(written)


def test_an_arrow_between_two_is_a_breath_in_any_language():
    assert say_aloud("Stufe 12 → 13", "de") == "Stufe 12, 13"


@pytest.mark.parametrize("written", ["Dr. Nein sagte 1984: 5:30 p.m.", "NON! Henry VIII, w-was"])
def test_rules_about_english_words_are_for_english(written):
    assert say_aloud(written, "de") == written


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("CHAPTER IV.", "Chapter 4."),
        ("## The Lamp ##", "The Lamp."),
        ("Chapter One: The Wrong Lamp", "Chapter One: The Wrong Lamp."),
        ("XIV", "14."),
        ("Part II – Home", "Part 2 — Home."),
        ("Liv: Home", "Liv: Home."),
        ("Chapter Iv", "Chapter 4."),
        ("What Am I Here", "What Am I Here."),
        ("Henry VIII", "Henry the eighth."),
        ("Who Is There?", "Who Is There?"),
        ("***", ""),
        ("İ", "İ."),
        ("# C#", "C sharp."),
        ("# #1 #", "number 1."),
        ("THE U.S.A. AND I", "The U.S.A. and i."),
    ],
)
def test_how_a_heading_is_said(written, spoken):
    assert heading_aloud(written) == spoken


@pytest.mark.parametrize(("written", "words"), [("Go.", True), ("👍", True), (":D", False), ("[1]", False)])
def test_whether_there_is_anything_to_say(written, words):
    assert has_words(written) is words


WORDS = ["Mr. ", "VIII", "...", "nooo", "👍", "https://x.org "]
SIGNS = st.sampled_from([*"aBI .!?…,;:\"”’'\n—-*_#$5:03%@&½", *WORDS])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"It\'s *late*\... and she \-- **Nora** \-- left.", "It's late... and she -- Nora -- left."),
        (r"a \*star\*, *a \* b*, snake\_case, \[sic\]", "a *star*, a * b, snake_case, [sic]"),
        ("rain\\\nand \\temp", "rain\nand \\temp"),
        ("a **_nested_** ~~mark~~", "a nested mark"),
    ],
)
def test_marks_and_backslashes_before_a_sign_are_not_shown(written, shown):
    assert without_marks(written) == shown


@given(st.lists(SIGNS, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_said_on_one_line_without_empty_space(written):
    said = say_aloud(written)

    assert said == " ".join(said.split())
