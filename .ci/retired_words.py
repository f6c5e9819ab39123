"""Fail where a retired word of the codebase's old private language comes back.

`python .ci/retired_words.py [PATH...]` reads every text file git knows below the paths (the whole tree by default) and
prints `path:line: word -> what to say`. `retired_words.toml` beside this file holds the words, the files that are data
and not code, and the lines in which the English word is meant.
"""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = Path(__file__).with_suffix(".toml")


def findings(paths: list[str]) -> list[str]:
    """One line for each retired word that no line of the allow-list covers, and one for each allowance not needed."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    # A word of its own, or one part of an identifier: `make_room`, `roomName`, `ROOM`.
    words = "|".join(re.escape(word) for word in rules["retired"])
    titles = "|".join(re.escape(word.title()) for word in rules["retired"])
    pattern = re.compile(
        rf"(?<![A-Za-z])(?i:{words})(?![A-Za-z])|(?<=[a-z])(?:{titles})(?![a-z])|(?<![A-Za-z])(?:{words})(?=[A-Z])"
    )
    unused = {(one["path"], one["line"]) for one in rules.get("allowed", [])}
    found = []
    for path in _files(paths, rules["data"]):
        allowed = {one["line"] for one in rules.get("allowed", []) if one["path"] == path}
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
            for match in pattern.finditer(line):
                covering = {text for text in allowed if text in line}
                unused -= {(path, text) for text in covering}
                if not covering:
                    word = match.group().lower()
                    found.append(f"{path}:{number}: {word} -> {rules['retired'][word]}")
    if not paths:
        found += [f"{path}: no line needs the allowance “{line}”" for path, line in sorted(unused)]
    return found


def _files(paths: list[str], data: list[str]) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *paths],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    return [
        path
        for path in filter(None, listed)
        if (ROOT / path).is_file() and not any(fnmatch.fnmatch(path, pattern) for pattern in data)
    ]


if __name__ == "__main__":
    lines = findings(sys.argv[1:])
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.exit(bool(lines))
