"""Measure the extraction of mentions, hashtags, cashtags and URLs on twitter-text's conformance cases.

    python .ci/entities.py extract.yml

The file is `conformance/extract.yml` of https://github.com/twitter/twitter-text (Apache-2.0). Prints one line
for each of its sections about these four, then every miss.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.text import entities

# Section -> (kind of entity, the name the section gives to the result).
SECTIONS = {
    "mentions": ("mention", "screen_name"),
    "mentions_with_indices": ("mention", "screen_name"),
    "hashtags": ("hashtag", "hashtag"),
    "hashtags_from_astral": ("hashtag", "hashtag"),
    "hashtags_with_indices": ("hashtag", "hashtag"),
    "cashtags": ("cashtag", "cashtag"),
    "cashtags_with_indices": ("cashtag", "cashtag"),
    "urls": ("address", "url"),
    "urls_with_indices": ("address", "url"),
    "urls_with_directional_markers": ("address", "url"),
    "tco_urls_with_params": ("address", "url"),
}


def found(text: str, kind: str, name: str, *, with_indices: bool) -> list[Any]:
    signs = 0 if kind == "address" else 1
    of_kind = [entity for entity in entities(text) if entity.kind == kind]
    if with_indices:
        return [{name: each.text[signs:], "indices": [each.start, each.end]} for each in of_kind]
    return [each.text[signs:] for each in of_kind]


def main(path: Path) -> int:
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    misses = []
    for section, (kind, name) in SECTIONS.items():
        right = 0
        for case in tests[section]:
            wanted = case["expected"]
            got = found(case["text"], kind, name, with_indices=bool(wanted) and isinstance(wanted[0], dict))
            right += got == wanted
            if got != wanted:
                misses.append(f"{section}: {case['description']}\n  wanted {wanted}\n  got    {got}")
        sys.stdout.write(f"{section} {right} of {len(tests[section])}\n")
    sys.stdout.write("\n".join(["", *misses, ""]))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python .ci/entities.py EXTRACT.YML")
    sys.exit(main(Path(sys.argv[1])))
