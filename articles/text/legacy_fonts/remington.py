"""The layouts that follow the Remington typewriter: Kruti Dev (DevLys is the same) and Walkman-Chanakya.

Each table has pairs: a character of the text, and what its glyph shows. A letter shown with ् is a half letter; an ा
after it is its stem. ʳ is the र above a letter, typed after it; ʠ is the hook that makes फ of प. A matra of two parts
is written in parts: ाे is ो.
"""

from __future__ import annotations

from .keyboard_layout import KeyboardLayout

# Common to both families.
_SHARED = r"""
v अ   b इ   m उ   Å ऊ   , ए
d क   D क्   [ ख्   x ग   X ग्   ? घ्
p च   P च्   N छ   t ज   T ज्   > झ   Ö झ्
V ट   B ठ   M ड   < ढ   . ण्
r त   R त्   F थ्   n द   è ध्   u न   U न्
i प   I प्   c ब   C ब्   H भ्   e म   E म्
; य   j र   y ल   Y ल्   G ळ   o व   O व्
' श्   " ष्   l स   L स्   g ह

{ क्ष्   K ज्ञ   J श्र   Ø क्र   Ñ कृ   ç प्र   æ द्र   á ह्य   â हृ   ã ह्म   í द्द   | द्य   } द्व
Ù त्त्   # रु   : रू   z ्र   ª ्र

k ा   f ि   h ी   q ु   w ू   ` ृ   s े   S ै   W ॅ   a ं   ¡ ँ   % ः   ~ ्   + ़   Z ʳ   ± ʳं

A ।   - .   ] ,   & -   @ /   \ ?   ^ ‘   * ’   $ +   ¾ =   ñ ॰
"""

_KRUTI_DEV = r"""
Ã ई   _ ऋ   Ä घ   ³ ङ   ÷ झ्   ¥ ञ   ´ ञ   / ध्   Ë ध्   Q फ   ¶ फ्   Ò भ   ¸ य्   Ó ्य   î ्य   Ü श्   º ह्   Ú ऱ्

= त्र   « त्र्   ) द्ध   ô क्क   ä क्त   £ ख्र   ê ट्ट   Í ट्ट   ë ट्ठ   Î ट्ठ   ð ठ्ठ   ì ड्ड   Ï ड्ड   ï ड्ढ   Ô ड्ढ
Ÿ त्त्   Ì द्द   ö द्भ   ˜ द्भ   ù द्म   é न्न   ™ न्न्   Á प्र   Ý फ्र   ó स्त्र   à ह्न   — कृ   – दृ

¤ ृ   § ृ   ¢ े   ‚ ाॅ   ¨ ाे   ® ाे   © ाै   Ç िं   È ीं   Ê ीʳ   Æ िʳ   É िʳं   õ ैʳं   › ैʳं   · ऽ   • ऽ

ƒ १   „ २   … ३   † ४   ‡ ५   ˆ ६   ‰ ७   Š ८   ‹ ९   å ॰   Œ ॰
( ;   ¼ (   ½ )   ¿ {   À }   » ÷   Þ ”   ß “   Û •
"""

_WALKMAN = r"""
½ ऋ   Í ऋ   é क   • ख   Ä ङ   × ञ्   ê ट   ë ठ   î ड   ì ढ   / ध   Ý फ्   Õ य्   Þ ह

= त्र्   Ë त्र   å द्ग   ¼ द्ध   ‰ द्ध   ä द्न   Á द्म   Â न्न   Ú फ्र   Ê ह्ण   É ह्न   ß ह्र   È ह्ल   à ह्व
ï ्क   õ ्ग   Ó ्च   Û ्ञ   ð ्ट   ò ्ठ   ó ्ड   ô ्ढ   Ô ्य   š ्ल   Ò ्व

Q ʠ   ¯ िं   £ िʳ   ² िʳं   ¿ ऽ

ú ०   û १   ü २   ý ३   þ ४   ÿ ५   ö ६   ÷ ७   ø ८   ù ९
_ ;   » %   · *   ¹ [   º ]   ¶ “   ¸ ”   µ —
"""

# Where a sign stands decides what it is; these are the beginning of a word and its end.
_BEGINNING, _END = r"(?<![^\s(¼½\]ßÞ^*“‘&@])", r"(?![^\s)\]½ßÞ*”’&@A!-])"
# In a number, ASCII signs mean themselves: 10:30, 1,000, 50%, (2).
_NUMBERS = (
    (r"(?<=\d)[:,./](?=\d)", None),
    (r"(?<=\d)%(?=\d)", ":"),
    (r"(?<=\d)%(?![\w\[;])", None),
    (r"(?<=\d)\)", None),
    (r"(?<![^\s])\(", None),
)
# ' and " are the letters श् and ष्, except at the ends of a word. Word processors turn them into curly quotes.
_QUOTES = (
    (rf"{_BEGINNING}['‘’](?=[ko;yz])|(?<!{_BEGINNING})['‘’](?=[\w;\[.<>?{{])", "श्"),
    (rf'{_BEGINNING}["“”](?=k)|(?<!{_BEGINNING})["“”](?=[\w;\[.<>?{{])', "ष्"),
    ("['\"‘’“”]", None),
)
# The visarga is a colon too: अतः, क्रमशः, पुनः, but कहा:, नाम:, बात:
_SIGNS = (
    ("AA", "॥"),
    (rf"(?<!r|iqu|izk;|'k|N|ue)%{_END}|(?<=[cejy]kr|[hqwsSa¡])%{_END}", ":"),
)

_OF_NUMBERS_AND_QUOTES = ":,./%)('\"‘’“”A"

KRUTI_DEV = KeyboardLayout(
    _SHARED + _KRUTI_DEV,
    _OF_NUMBERS_AND_QUOTES + "ßÞ^*åŒ–—",
    (
        *_NUMBERS,
        *_QUOTES,
        *_SIGNS,
        (rf"{_BEGINNING}[ßÞ](?=\S)", "“"),
        (r"[ßÞ]", "”"),
        (rf"{_BEGINNING}[\^*](?=\S)", "‘"),
        (r"[*]", "’"),
        # A ring is a zero beside a digit, elsewhere the sign of an abbreviation.
        (r"(?<=[ƒ„…†‡ˆ‰Š‹][åŒ]{0,9})[åŒ]|[åŒ](?=[ƒ„…†‡ˆ‰Š‹])", "०"),
        (r"(?<!\S)[–—](?!\S)|(?<=\d)[–—](?=\d)", None),
    ),
)
WALKMAN = KeyboardLayout(
    _SHARED + _WALKMAN,
    _OF_NUMBERS_AND_QUOTES + "^*",
    (*_NUMBERS, *_QUOTES, *_SIGNS, (r"[()]", None), (rf"{_BEGINNING}[\^*](?=\S)", "‘"), (r"[*]", "’")),
)
