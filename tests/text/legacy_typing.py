# ruff: noqa: E501 - tables
"""A typist at a legacy font: Unicode text becomes the keys that are struck for it. It knows nothing of the converter.

Written from the keyboard's side, letter by letter: what is struck for a letter, for its half, for what joins it.
`variant` chooses, by turns, between the ways that typists have for one and the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

_SYLLABLE = regex.compile(
    r"(?<reph>र्(?=[क-ह]))?(?<letters>[क-ह]\u093c?(?:्[क-ह]\u093c?)*)(?<halant>्)?(?<matra>[ा-ौ])?(?<nasal>[ंँः]*)|(?<other>.)",
    regex.DOTALL,
)
_LETTER = regex.compile(r"[क-ह]\u093c?")


class Typist:
    """`struck` holds keys for whole clusters, letters, matras and signs; `half` those of half letters."""

    def __init__(self, struck, half, reph, i, rakar, round_rakar="", tails=None):
        self.struck, self.half, self.reph, self.i = struck, half, reph, i
        self.rakar, self.round_rakar, self.tails = rakar, round_rakar or rakar, tails or {}

    def types(self, text: str, variant: bool = False) -> str:
        self.turn, self.variant = 0, variant
        return "".join(self._keys(match) for match in _SYLLABLE.finditer(unicodedata.normalize("NFC", text)))

    def _one(self, ways):
        """The first way, or the ways by turns."""
        ways = ways.split(" ") if isinstance(ways, str) else ways
        if not self.variant or len(ways) == 1:
            return ways[0]
        self.turn += 1
        return ways[self.turn % len(ways)]

    def _keys(self, match):
        if other := match["other"]:
            return self._one(self.struck.get(other, [other]))
        matra, nasal = match["matra"] or "", self._nasals(match["nasal"] or "")
        whole = match["letters"] + matra
        if matra and whole in self.struck and not match["reph"]:
            letters, matra = self._one(self.struck[whole]), ""
        else:
            letters = "".join(self._letters(match["letters"]))
        before = self.i if matra == "ि" else ""
        after = self._one(self.struck[matra]) if matra and matra != "ि" else ""
        halant = self._one(self.struck["्"]) if match["halant"] else ""
        tail = next((tail for letter, tail in self.tails.items() if letters.rstrip("ý¸").endswith(letter)), "")
        return before + letters + halant + after + (self.reph if match["reph"] else "") + nasal + tail

    def _nasals(self, nasal):
        return "".join(self._one(self.struck[each]) for each in nasal)

    def _letters(self, letters: str) -> Iterator[str]:
        """The cluster from the left: the longest piece that has keys of its own, else halves and a whole letter."""
        while letters:
            for size in range(len(letters), 0, -1):
                piece, rest = letters[:size], letters[size:]
                if rest and not rest.startswith("्"):
                    continue
                if keys := self._piece(piece, rest):
                    yield keys
                    letters = rest.removeprefix("्")
                    break
            else:
                raise KeyError(letters)

    def _piece(self, piece, rest):
        if not rest:
            if piece in self.struck:
                return self._one(self.struck[piece])
            if piece.endswith("्र") and piece[:-2] in self.struck:
                letter = piece[:-2]
                return self._one(self.struck[letter]) + (self.round_rakar if letter in set("टठडढछ") else self.rakar)
            return ""
        if piece in self.half:
            return self._one(self.half[piece])
        if rest == "्र":
            return ""
        if len(_LETTER.findall(piece)) == 1 and piece in self.struck:
            return self._one(self.struck[piece]) + self._one(self.struck["्"])
        return ""


def _table(text: str) -> dict[str, list[str]]:
    """Lines of `letter key other-key`, three or more spaces between letters."""
    pairs = (entry.split(" ") for entry in regex.split(r"\s{3,}", text.strip()))
    return {unicodedata.normalize("NFC", letter): keys for letter, *keys in pairs}


KRUTI_DEV = Typist(
    struck=_table(
        r"""
        अ v   आ vk   इ b   ई bZ Ã   उ m   ऊ Å   ऋ _   ए ,   ऐ ,s   ओ vks   औ vkS   ऑ v‚ vkW
        क d   ख [k   ग x   घ ?k Ä   ङ ³   च p   छ N   ज t   झ >   ञ ¥
        ट V   ठ B   ड M   ढ <   ण .k   त r   थ Fk   द n   ध /k   न u   प i   फ Q   ब c   भ Hk   म e
        य ;   र j   ल y   ळ G   व o   श 'k   ष "k   स l   ह g
        क़ d+   ख़ [+k   ग़ x+   ज़ t+   ड़ M+   ढ़ <+   फ़ Q+
        क्ष {k   त्र =   ज्ञ K   श्र J   क्र Ø   प्र iz ç   द्र nz æ   फ्र Ý   ह्म ã   ह्य á   ह्न à   हृ â   कृ d` Ñ   दृ n` –   रु #   रू :
        द्ध )   द्य |   द्व }   द्द Ì í   द्भ n~Hk ö   ट्ट ê Í   ट्ठ ë   ड्ड ì   ड्ढ ï   त्त Ùk Rr   क्त Dr ä   न्न Uu é   क्क Dd ô
        ा k   ी h   ु q   ू w   ृ `   े s   ै S   ो ks   ौ kS   ॉ ‚ kW   ॅ W   ं a   ँ ¡   ः %   ् ~
        । A   , ]   . -   - &   / @   ? \   ; (   : %   ( ¼   ) ½   ‘ ^   ’ *   “ Þ ß   ” ß Þ   = ¾   ऽ ·   ॰ ñ
        ० å Œ   १ ƒ   २ „   ३ …   ४ †   ५ ‡   ६ ˆ   ७ ‰   ८ Š   ९ ‹
        """
    ),
    half=_table(
        r"""
        क D   ख [   ग X   घ ?   च P   ज T   झ ÷   ण .   त R   थ F   ध /   न U   प I   फ ¶   ब C   भ H   म E
        य ¸   ल Y   व O   श '   ष "   स L   ह º   क्ष {   त्त Ù   न्न ™   ज़ T+   फ़ ¶+   ख़ [+   त्र «
        """
    ),
    reph="Z",
    i="f",
    rakar="z",
    round_rakar="ª",
)

CHANAKYA = Typist(
    struck=_table(
        """
        अ ¥   आ ¥æ   इ §   ई §ü   उ ©   ऊ ª¤   ऋ «   ए °   ऐ °ð   ओ ¥ô ¥æð   औ ¥õ ¥æñ   ऑ ¥æò
        क ·   ख ¹   ग »   घ ƒæ   ङ ¾   च ¿   छ À   ज Á   झ Ûæ   ञ †æ
        ट ÅU   ठ Æ   ड Ç   ढ É   ण ‡æ   त Ì   थ Í   द Î   ध Ï   न Ù   प Â   फ È   ब Õ   भ Ö   म ×
        य Ø   र ÚU   ल Ü   ळ Ý   व ß   श àæ   ष á   स â   ह ã
        क़ ·¸   ख़ ¹¸   ग़ »¸   ज़ Á¸   ड़ Ç¸   ढ़ É¸   फ़ È¸
        क्ष ÿæ   त्र ˜æ   ज्ञ ™æ   श्र Ÿæ   क्र R   द्र Îý   ह्म r   ह्य s   ह्न q   ह्र O   हृ N   रु L   रू M   ट्र Åþ   ड्र Çþ
        द्ध h   द्य l   द्व m   द्द g   द्भ j   द्म k   ट्ट ^   ड्ड a   ड्ढ b   त्त žæ   क्त Q   न्न óæ   क्क P   ष्ट C   ष्ठ D   श्व E
        श्च p   स्न F   प्त #   त्न %   ल्ल „ ËÜ   क्व `   ष्ट्र Cþ   च्च “æ   ज्ज ”æ   ञ्च @   ञ्ज T   ङ्क V   ङ्ग X
        ा æ   ी è   ु é   ू ê   ृ ë   े ð Ô   ै ñ   ो ô æð   ौ õ æñ   ॉ æò   ॅ ò   ं ´ ¢   ँ ¡   ः Ñ   ् ÷
        । Ð   : Ñ   ‘ Ò   ’ Ó   “ "   ” "   % '   ऽ ù   ॰ ø   ० 0   १ 1   २ 2   ३ 3   ४ 4   ५ 5   ६ 6   ७ 7   ८ 8   ९ 9
        0 ®   1 v   2 w   3 x   4 y   5 z   6 {   7 |   8 }   9 ~
        """
    ),
    half=_table(
        """
        क €   ख \x81   ग ‚   घ ƒ   च ‘   ज … ’   झ Û   ञ †   ण ‡   त ˆ   थ ‰   ध Š   न ‹   प Œ   फ \x8d   ब Ž   भ \x8f   म \x90
        य Ä   ल Ë   व Ã   श à   ष c   स S   ह ±   क्ष ÿ   त्त ž   त्र ˜   ज्ञ ™   ज़ Ê   न्न ó
        """
    ),
    reph="ü",
    i="ç",
    rakar="ý",
    tails={"·": "¤", "È": "¤", "R": "¤", "Q": "¤", "P": "¤", "L": "¤", "M": "¤", "`": "¤"},
)
