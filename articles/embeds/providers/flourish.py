"""Charts and stories of Flourish."""

from __future__ import annotations

import re

from .framed import FramedProvider
from .provider import ParsedUrl

_HOSTS = frozenset({"public.flourish.studio", "flo.uri.sh"})
_NUMBER = re.compile(r"[1-9][0-9]{2,11}")


class Flourish(FramedProvider):
    network = "flourish"
    oembed = "https://app.flourish.studio/api/v1/oembed?format=json"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        kind, number = (*url.path, "", "")[:2]
        if url.host not in _HOSTS or kind not in ("visualisation", "story") or not _NUMBER.fullmatch(number):
            return None
        return f"{kind}/{number}", f"https://public.flourish.studio/{kind}/{number}/"
