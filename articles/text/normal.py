"""Text as it is stored: one encoding for one word, nothing in it that a page, a feed or a database chokes on."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# What XML 1.0 forbids (other controls, surrogates, noncharacters), and characters that are never seen but keep two
# equal words apart or turn a line around: soft hyphen, zero-width space, word joiner and the like, byte order mark,
# bidirectional overrides and isolates, interlinear marks. Kept: ZWJ and ZWNJ, which Hindi needs; variation selectors
# and tag characters, which emoji and flags are made of; LRM and RLM.
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SPACES = re.compile(r"\s+")


def normalise(s: str) -> str:
    """NFC, lines ended by "\\n", no characters that are forbidden or only invisible. Idempotent, linear time.

    NFC decomposes the precomposed nukta letters (U+0958 to U+095F), so that both spellings of क़ानून become one.
    """
    s = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", s))
    return unicodedata.normalize("NFC", s)


def single_line(s: str) -> str:
    """Normalised, all white space in runs of one space, none at the ends."""
    return _SPACES.sub(" ", normalise(s)).strip()
