"""The layout of Chanakya and of newspapers' fonts of its family: most letters are above ASCII.

The table is written like those in `remington`.
"""

from __future__ import annotations

from .keyboard_layout import KeyboardLayout

_GLYPHS = r"""
¥ अ   § इ   © उ   ª ऊ   « ऋ   ¬ ॠ   ° ए
· क   € क्   ¹ ख   {81} ख्   » ग   ‚ ग्   ƒ घ्   ¾ ङ
¿ च   ‘ च्   À छ   Á ज   … ज्   ’ ज्   Ê ज़्   • ज़्   Û झ्   † ञ्
Å ट   Æ ठ   Ç ड   É ढ   ‡ ण्
Ì त   ˆ त्   Í थ   ‰ थ्   Î द   ¼ द   Ï ध   Š ध्   Ù न   ‹ न्
Â प   Œ प्   È फ   {8d} फ्   Õ ब   Ž ब्   Ö भ   {8f} भ्   × म   {90} म्
Ø य   Ä य्   Ú र   Ü ल   ¶ ल   Ë ल्   Ý ळ   ß व   Ã व्
à श्   ³ श्   o श   á ष   c ष्   â स   S स्   ã ह   ± ह्

ÿ क्ष्   ˜ त्र्   G त्र   ™ ज्ञ्   Ÿ श्र्   ž त्त्   “ च्च्   ” ज्ज्   „ ल्ल   ó न्न्
P क्क   B क्च   Q क्त   R क्र   ` क्व   ¯ ख्न   º ख्र   V ङ्क   – ङ्क्त   W ङ्ख   X ङ्ग   Y ङ्घ   J छ्व   \ झ्र
@ ञ्च   T ञ्ज   ^ ट्ट   _ ट्ठ   n ठ्ठ   ½ ड्ट   a ड्ड   b ड्ढ   I ढ्ढ   % त्न
e द्ग   f द्घ   g द्द   h द्ध   i द्ब   µ द्ब्र   j द्भ   k द्म   l द्य   m द्व   # प्त
p श्च   E श्व   C ष्ट   ¦ ष्ट्व   D ष्ठ   F स्न   d स्र
N हृ   ö ह्ण   q ह्न   r ह्म   s ह्य   O ह्र   t ह्ल   u ह्व   L रु   M रू
A ्र   ý ्र   þ ्र   K ्य   £ ्ल

æ ा   ç ि   è ी   é ु   ä ु   ê ू   å ू   ë ृ   ð े   Ô े   ñ ै   ô ाे   õ ाै   ò ॅ
¢ ं   ´ ं   ¡ ँ   ÷ ्   ¸ ़   $ ़   ü ʳ   Z ʳं   ¨ िं   í िʳ   ì िʳं   š ुं   Ñ ः   ù ऽ

0 ०   1 १   2 २   3 ३   4 ४   5 ५   6 ६   7 ७   8 ८   9 ९
® 0   v 1   w 2   x 3   y 4   z 5   { 6   | 7   } 8   ~ 9
Ð ।   H ॥   Ò ‘   Ó ’   & ×   ' %   ø ॰   ú ॐ
"""
# Four letters are at bytes that Windows-1252 does not define: they are read as control characters.
_CONTROLS = {"{81}": "\x81", "{8d}": "\x8d", "{8f}": "\x8f", "{90}": "\x90"}
for _name, _character in _CONTROLS.items():
    _GLYPHS = _GLYPHS.replace(_name, _character)

CHANAKYA = KeyboardLayout(
    _GLYPHS,
    "U¤Ñ“”’",
    (
        # The tail of क, फ, ऊ and of र, ट only completes the glyph.
        ("[U¤]", ""),
        # No word begins with च्च or ends with half a ज: there they are quotation marks.
        (r"(?<![^\s(])“", None),
        (r"[”’](?=[\s,.;:!?)Ð]|\Z)", None),
        # The visarga is the colon too: अतः, क्रमशः, पुनः, but कहा:, नाम:, बात:
        (r"(?<!Ì|ÂéÙ|ýæØ|àæ|À|Ù×)Ñ(?=[\s”’Ó]|\Z)|(?<=[ÕÚãÜ]U?æÌ)Ñ(?=\s|\Z)|(?<=[0-9®v-z{|}~])Ñ", ":"),
    ),
)
