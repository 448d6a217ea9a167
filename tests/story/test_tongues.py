"""Languages by their names, and by the words of a text."""

import pytest

from narrate.story.tongues import language_code, language_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("en-GB", "en-GB"),
        ("EN-GB", "en-GB"),
        ("fi_FI", "fi-FI"),
        ("English", "en"),
        ("Français", "fr"),
        ("Português brasileiro", "pt"),
        ("中文-普通话 國語", "zh"),
        ("Quenya", None),
        ("deu", "de"),
        ("eng", "en"),
        ("und", None),
        ("", None),
    ],
)
def test_the_code_of_a_language(written, expected):
    assert language_code(written) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rain came in from the sea, and she said that he was late for it. " * 3, None),
        (
            "La pluie venait de la mer, et elle lui dit qu'il était en retard, comme dans les nuits. " * 3,
            "fr",
        ),
        ("Der Regen kam von der See, und sie sagte ihm, dass er nicht mit den anderen käme. " * 3, "de"),
        ("La lluvia venía del mar, y ella le dijo que los demás no lo sabían con la luz. " * 3, "es"),
        ("Дождь шёл с моря, и она сказала, что он не пришёл на пристань. " * 3, "ru"),
        ("« Oui », dit-il.", None),
        ("Lex Lex Lex " * 30, None),
        ("「遅いよ」と衣田が言った。雨が海から横殴りに吹きつけて、町の誰も灯台を信じなかった。", "ja"),
        ("“你来晚了，”诺拉说。雨从海上斜着打过来，镇上没有人相信灯又亮了，谁也不想去看看是怎么回事。", "zh"),
        ("비가 바다에서 옆으로 들이쳤고, 마을의 누구도 등대가 다시 켜졌다고 믿지 않았다.", "ko"),
        ("הגשם בא מן הים, ואיש בעיר לא האמין שהמנורה דולקת שוב.", "he"),
        ("جاء المطر من البحر، ولم يصدق أحد في المدينة أن المصباح قد أضيء.", "ar"),
        ("बारिश समुद्र से आई, और शहर में किसी को विश्वास नहीं हुआ कि दीपक फिर जल उठा है।", "hi"),
        ("ฝนสาดมาจากทะเล และไม่มีใครในเมืองเชื่อว่าตะเกียงถูกจุดขึ้นอีกครั้ง", "th"),
        ("Η βροχή ερχόταν από τη θάλασσα, και κανείς δεν πίστευε πως η λάμπα άναψε.", "el"),
        ("She wrote Η βροχή on the wall, and she said that he was late for it. " * 3, None),
    ],
)
def test_the_language_of_a_text(text, expected):
    assert language_of(text) == expected
