"""Marks for the eye: quotation marks, emphasis, links, footnotes, ornaments, what markup leaves behind."""

import re
import unicodedata
from html import unescape

from narrate.spoken.rules import Family, Rule, unwrap

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_WIDTHLESS = re.compile(  # also in words
    r"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd]"
)
_COMBINING = re.compile(r"[\u0300-\u036f\u1161-\u11ff\u3099\u309a]")  # accents, vowels, voicing
_OVERLINED = re.compile(r"[\u0305\u0332-\u0338]")  # s̶t̶r̶u̶c̶k̶
# Letters, figures and marks that Unicode has twice: 𝓼𝓬𝓻𝓲𝓹𝓽, ｗｉｄｅ, ﬁ, ⓔ, Ⅳ, 20 ℃, 1ˢᵗ, ‼
_DRESSED = re.compile(
    r"[\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u203c\u2047-\u2049\u2071\u207f\u2102\u2103\u2109-\u2115"
    r"\u2119-\u211d\u2124\u2128-\u2134\u2160-\u217f\u2460-\u24ea\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a"
    r"\uff41-\uff5a\U0001d400-\U0001d7ff]+"
)
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
_IN_SMALL_CAPITALS = re.compile(rf"[{''.join(map(chr, _SMALL_CAPITALS))}]{{2,}}")  # one may be of IPA
_INTERROBANG = re.compile("‽")
_EMPHASIS = re.compile(r"(?<![\w\\])([*_]{1,3})(?=\S)(?P<kept>.+?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
_IN_A_WORD = re.compile(r"(\*{1,3})(?P<kept>[^\W\d_]+)\1")  # al*ways*
_RAISED = re.compile(r"(?<=\w)([~^])(?P<kept>[^\W\d_]{1,4}|(?<=~)\d{1,3})\1")  # Pandoc's 3^rd^, H~2~O
_STRUCK = re.compile(r"(?<!~)~~(?P<kept>[^~\n]+)~~(?!~)")
_SINGLE_QUOTED = re.compile(r"(?<!\w)['‘`](?P<kept>(?:[^'‘’]|['’](?=\w))+)['’](?!\w)")
_QUOTES = re.compile(r"[\"“”„«»‹›`]|''|(?<=[.,!?…—-])['’](?!\w)")
_FOOTNOTES = re.compile(  # ^[with its text]; the last is the name of an Obsidian paragraph
    r"\[(?:\d{1,3}|\*|\^[\w-]{1,40})\]|\^\[[^\[\]\n]{1,1000}\]"
    r"|(?:(?<=[A-Za-z]{3})|(?<=[.,;:!?\"”’)]))(?:[¹²³⁰⁴-⁹†‡§]+|\^\d{1,3}\^|\*+(?!\w))"
    r"|\s\^[\w-]{3,40}\s*$"
)
_LINK = re.compile(r"\[(?P<kept>[^\[\]\n]+)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")  # Markdown's
_BLOCK_TAG = re.compile(
    r"<[bh]r\s*/?>|</?(?:blockquote|center|dd|details|div|dl|dt|fig(?:ure|caption)|h[1-6]|li|ol|p|pre|section"
    r"|summary|table|tbody|td|th|thead|tr|ul)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|code|del|em|font|i|img|ins|kbd|mark|s|small|span|strong|su[bp]|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BB_PAIR = re.compile(  # of forums
    r"\[(b|i|u|s|center|color|font|hr|indent|quote|size|spoiler|url)(?:=[^\[\]\n]{0,80})?\](?P<kept>.{0,2000}?)\[/\1\]",
    re.DOTALL,
)
_BB_HALF = re.compile(r"\[[bius]\](?=\S)|\[/[bius]\]")  # the other stands in another paragraph
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_UNSEEN = re.compile(  # comments, pictures, what kind of a box it is
    r"<!--.*?-->|%%.*?%%|!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|!\[\[[^\[\]\n]*\]\]"
    r"|(?<=> )\[![\w-]+\][+-]?|\{\{[<%#][^{}\n]*\}\}"  # the last are Hugo's and mdBook's
    r"|\{(?:[.#]|: ?[.#])[\w-][^{}\n]*\}",  # Pandoc's and Jekyll's attributes
    re.DOTALL,
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?(?P<kept>[^\[\]|\n]+)\]\]")  # Obsidian's
_QUOTED = re.compile(r"^[ \t]*>(?:[ \t]?>)*[ \t]?", re.MULTILINE)  # Markdown's block of a quotation
_LEFT_OVER = re.compile(r"[~^|<>\[\]{}\\=•❧☙❦⁂⁎\u2190-\u21ff\u2500-\u25ff]+|#(?!\d)|(?<!\w)[*_]+|[*_]+(?!\w)")
_ARROW = re.compile(r"(?<=\w)\s*[\u2190-\u21ff]+\s*(?=\w)")
_GRAWLIX = re.compile(r"(?<![\w$#@])(?=[*!?]*[@#$%&^])[@#$%&*^]{3,}")  # What the @#$%!
_COPYRIGHT = re.compile(r"[©®™℠]")

COMBINING = Family(  # engines know é as one character
    _COMBINING,
    (
        Rule(re.compile(".+", re.DOTALL), lambda found: unicodedata.normalize("NFC", found.group())),
        Rule(_OVERLINED, ""),
    ),
)
DRESSED = Family(
    re.compile(f"{_DRESSED.pattern}|{_IN_SMALL_CAPITALS.pattern}|‽"),
    (
        Rule(_DRESSED, lambda found: unicodedata.normalize("NFKC", found.group())),
        Rule(_IN_SMALL_CAPITALS, lambda found: found.group().translate(_SMALL_CAPITALS)),
        Rule(_INTERROBANG, "?!"),
    ),
)
HIDDEN = Family(
    re.compile(f"{_CONTROL.pattern}|{_WIDTHLESS.pattern}"), (Rule(_CONTROL, " "), Rule(_WIDTHLESS, ""))
)
UNSEEN = Family(re.compile(r"<!--|%%|!\[|\[!|\{"), (Rule(_UNSEEN, ""),))  # in Markdown
ENTITIES = Family(re.compile("&"), (Rule(_ENTITY, lambda found: unescape(found.group())),))  # in Markdown
TAGS = Family(re.compile(r"<[/a-z]", re.IGNORECASE), (Rule(_BLOCK_TAG, " "), Rule(_TAG, "")))  # in Markdown
FORUMS = Family(
    re.compile(r"\[/?[bius]\]|\[/[a-z]+\]"), (unwrap(_BB_PAIR), unwrap(_BB_PAIR), Rule(_BB_HALF, ""))
)
LINKS = Family(re.compile(r"\]\(|\[\["), (unwrap(_WIKI_LINK), unwrap(_LINK)))
CURSES = Family(_GRAWLIX, (Rule(_GRAWLIX, ""),))
QUOTATION = Family(re.compile(">"), (Rule(_QUOTED, ""),))
EMPHASIS = Family(
    re.compile(r"[*_~^]"),
    (unwrap(_EMPHASIS), unwrap(_EMPHASIS), unwrap(_IN_A_WORD), unwrap(_STRUCK), unwrap(_RAISED)),
)
ESCAPES = Family(re.compile(r"\\"), (Rule(re.compile(r"\\(?=[^\w\s]|_|\n)"), ""),))  # in Markdown
FOOTNOTES = Family(re.compile(r"[\[^*†‡§¹²³⁰⁴-⁹]"), (unwrap(_IN_A_WORD), Rule(_FOOTNOTES, "")))
QUOTES = Family(re.compile(r"[\"“”„«»‹›'‘’`]"), (unwrap(_SINGLE_QUOTED), Rule(_QUOTES, "")))
LEFT_OVER = Family(
    re.compile(r"[^\w\s.,;:!?…—'’-]|_"),
    (Rule(_COPYRIGHT, ""), Rule(_ARROW, ", "), Rule(_LEFT_OVER, " ")),
)


def _space(found: re.Match[str]) -> str:
    return " " if found.start() > 0 and found.end() < len(found.string) and not found["stop"] else ""


_SPACE = re.compile(r"^[—*\s]+|[—*\s]+$|\s+(?=(?P<stop>[.,;:!?])(?:\s|$))|\s{2,}|[^\S ]")
SPACE = Family(_SPACE, (Rule(_SPACE, _space),))
