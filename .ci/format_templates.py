"""Format Django templates: one element a line, at most 120 columns, without a change to what readers see.

`python .ci/format_templates.py [--check] [PATH...]` rewrites every template below the paths (`templates` by default).
With `--check` it names those that differ instead and exits with 1. Lines that are too long are named in any case.

A line break is white space, so it is put only where white space changes nothing: beside a block element, beside white
space that is there anyway, or between the attributes of a tag. Whether a place is such a one is decided over all ways
through the `{% if %}` and `{% for %}` around it, and through included templates.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
WIDTH = 120

DJANGO = re.compile(r"\{%-?\s*(\w+).*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
TAG = re.compile(rf"""</?(?:[a-zA-Z!?]|\{{[%{{])(?:{_DJANGO}|"(?:{_DJANGO}|[^"])*"|'(?:{_DJANGO}|[^'])*'|[^>"'])*>""")
TAG_NAME = re.compile(r"</?([a-zA-Z!?][-:\w]*)?")
IN_TAG = re.compile(
    rf"""(?P<space>\s+)|(?P<django>{_DJANGO})|"(?:{_DJANGO}|[^"])*"|'(?:{_DJANGO}|[^'])*'|[^\s"'{{]+|\{{"""
)
# A block of text alone: what it fills may be an attribute, in which a line break would show.
TEXT_BLOCK = re.compile(r"\{% block \w+ %\}(?:(?!\{% endblock|\{% include|<).)+\{% endblock %\}", re.S)
RAW = re.compile(r"(<(script|style|pre|textarea)\b)")

BLOCK = set(
    "html head body title meta link base script style noscript header footer main nav section article aside div p ul ol"
    " li dl dt dd h h1 h2 h3 h4 h5 h6 figure figcaption blockquote form fieldset legend table caption thead tbody tr th"
    " td address hr br details summary select option optgroup picture source iframe svg rect text !doctype ?xml".split()
)
VOID = set("meta link base hr br img input source rect !doctype ?xml".split())
# Their children are not indented.
FLUSH = {"html", "head", "body"}
# Tags that write nothing, or only what is not displayed.
SILENT = {"load", "extends", "csrf_token", "get_current_language"}


@dataclass
class Token:
    """`kind` is open, close, void, text, space, raw, or for Django: start, middle, end, silent, value, include."""

    kind: str
    source: str
    name: str = ""
    is_block: bool = False


@dataclass
class Group:
    """An element or Django block, from the token `first` to `last`; `middles` are its {% else %} and the like."""

    first: int
    last: int = -1
    middles: list[int] = field(default_factory=list)
    parent: Group | None = None


def tokenize(source: str, path: Path) -> list[Token]:
    all_block = path.suffix == ".xml"
    image_is_block = path.parts[-2] not in ("feeds",) and "admin" not in path.parts
    is_child = "{% extends" in source
    block_tags = {name for name in re.findall(r"\{%\s*(\w+)", source) if re.search(rf"\{{%\s*end{name}\b", source)}
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        if match := re.compile(r"\s+").match(source, at):
            tokens.append(Token("space", match[0]))
        elif match := re.compile(r"<!--.*?-->", re.S).match(source, at):
            tokens.append(Token("silent", match[0]))
        elif is_child and (match := TEXT_BLOCK.match(source, at)):
            tokens.append(Token("silent", match[0], "text-block"))
        elif match := DJANGO.match(source, at):
            tokens.append(_django_token(match, block_tags))
        elif match := TAG.match(source, at):
            tokens.append(_tag_token(match[0], all_block=all_block, image_is_block=image_is_block))
            if tokens[-1].kind == "open" and (raw := RAW.match(match[0])):
                end = source.index(f"</{raw[2]}", match.end())
                if end > match.end():
                    tokens.append(Token("raw", source[match.end() : end]))
                at = end
                continue
        else:
            match = re.compile(r"(?:[^\s<{]|<(?![a-zA-Z/!?{])|\{(?![%{#]))+").match(source, at)
            if not match:
                raise ValueError(f"{path}: cannot read {source[at : at + 60]!r}")
            tokens.append(Token("text", match[0]))
        at = match.end()
    return tokens


def _django_token(match: re.Match[str], block_tags: set[str]) -> Token:
    name = match[1] or ""
    if name in block_tags:
        return Token("start", match[0], name)
    if name.startswith("end") and name[3:] in block_tags:
        return Token("end", match[0], name[3:])
    if name in ("else", "elif", "empty", "plural"):
        return Token("middle", match[0], name)
    if name == "include":
        return Token("include", match[0], name)
    is_silent = name in SILENT or match[0].startswith("{#") or re.search(r" as \w+ %\}$", match[0])
    return Token("silent" if is_silent else "value", match[0], name, is_block=name == "share_tags")


def _tag_token(source: str, *, all_block: bool, image_is_block: bool) -> Token:
    name = (TAG_NAME.match(source)[1] or "{").lower()  # type: ignore[index]
    is_block = all_block or name in BLOCK or name == "{" or (name == "img" and image_is_block)
    kind = "close" if source.startswith("</") else "void" if name in VOID or source.endswith("/>") else "open"
    if name == "input" and 'type="hidden"' in source:
        name = "hidden"
    return Token(kind, source, name, is_block)


class Flow:
    """Whether white space at a place changes nothing, seen from the one side: for each token, before it is passed."""

    def __init__(self, tokens: list[Token], *, backwards: bool, spaces: bool) -> None:
        self.tokens, self.backwards, self.spaces = tokens, backwards, spaces
        self.before: dict[int, bool] = {}
        self.goes_on = False  # the present loop has a further turn

    def run(self, start: int, end: int, *, state: bool) -> bool:
        """Pass the tokens from `start` up to `end`, or the other way round; return the state behind them."""
        at = end - 1 if self.backwards else start
        while start <= at < end:
            token = self.tokens[at]
            opening, closing = ("end", "start") if self.backwards else ("start", "end")
            if token.kind == opening:
                other = self._partner(at, opening, closing)
                state = self._block(min(at, other), max(at, other), state)
                at = other
            else:
                self.before[at] = state
                state = self._passed(token, state)
            at += -1 if self.backwards else 1
        return state

    def _partner(self, at: int, opening: str, closing: str) -> int:
        depth, step = 0, -1 if self.backwards else 1
        while True:
            token = self.tokens[at]
            depth += (token.kind == opening) - (token.kind == closing)
            if not depth:
                return at
            at += step

    def _block(self, first: int, last: int, state: bool) -> bool:
        name = self.tokens[first].name
        entry = last if self.backwards else first
        self.before[entry] = state
        if name in ("blocktranslate", "comment", "verbatim"):
            self.run(first + 1, last, state=False)
            self.before[first if self.backwards else last] = False
            return name == "comment" and state
        if name == "block" and any(token.name == "extends" for token in self.tokens):
            # What stands around it is known to the extended template alone.
            state = False
        edges = [first, *_middles(self.tokens, first, last), last]
        ends = []
        for left, right in pairwise(edges):
            if name == "for" and left == first:
                self.goes_on = True
                further = self.run(left + 1, right, state=state)
                self.goes_on = False
                inner = self.run(left + 1, right, state=state and further)
            else:
                inner = self.run(left + 1, right, state=state)
            ends.append(inner)
            for edge in (left, right):
                if edge not in (first, last) or edge != entry:
                    self.before[edge] = self.before.get(edge, True) and inner
        if name == "block":
            # Outside its blocks a template that extends another writes nothing; elsewhere they may be filled otherwise.
            return any(token.name == "extends" for token in self.tokens)
        if self.goes_on and "if not forloop.last" in self.tokens[first].source:
            return all(ends)
        is_certain = name not in ("if", "for") or any(self.tokens[i].name in ("else", "empty") for i in edges[1:-1])
        return all(ends) and (is_certain or state)

    def _passed(self, token: Token, state: bool) -> bool:
        if token.kind == "space":
            return state or self.spaces
        if token.kind == "silent":
            return state
        if token.kind == "include":
            return _through_include(token.source, backwards=self.backwards, spaces=self.spaces, state=state)
        if token.name == "hidden":
            return state
        if token.is_block:
            return True
        # White space at the start of an inline element falls together with that before the element.
        return state and token.kind == ("close" if self.backwards else "open")


def _middles(tokens: list[Token], first: int, last: int) -> list[int]:
    depth, found = 0, []
    for at in range(first, last):
        depth += (tokens[at].kind == "start") - (tokens[at].kind == "end")
        if depth == 1 and tokens[at].kind == "middle":
            found.append(at)
    return found


@cache
def _included(name: str) -> list[Token]:
    path = TEMPLATES / name
    return tokenize(path.read_text(encoding="utf-8"), path) if path.is_file() else [Token("value", "")]


def _through_include(source: str, *, backwards: bool, spaces: bool, state: bool) -> bool:
    name = re.match(r'\{% include "([^"]+)"', source)
    if not name:
        return False
    tokens = _included(name[1])
    return Flow(tokens, backwards=backwards, spaces=spaces).run(0, len(tokens), state=state)


@cache
def _outer_state(name: str, *, backwards: bool, spaces: bool) -> bool:
    """Whether white space at the start (or end) of a template changes nothing, wherever it is included.

    True for one that no other includes: it is a page, or the code strips it.
    """
    states = []
    for path in files([]):
        other = path.relative_to(TEMPLATES).as_posix()
        if f'include "{name}"' not in path.read_text(encoding="utf-8"):
            continue
        tokens = _included(other)
        flow = Flow(tokens, backwards=backwards, spaces=spaces)
        flow.run(0, len(tokens), state=other == name or _outer_state(other, backwards=backwards, spaces=spaces))
        states += [flow.before[at] for at, token in enumerate(tokens) if f'include "{name}"' in token.source]
    return all(states)


class Formatter:
    def __init__(self, source: str, path: Path) -> None:
        everything = tokenize(source, path)
        self.extends = any(token.name == "extends" for token in everything)
        is_free = self._free_gaps(everything, path)
        self.tokens: list[Token] = []
        self.gaps: list[str] = []  # before each token: "glue", "space", "free"; and "blank" for a blank line
        gap, blank = "free", False
        for at, token in enumerate(everything):
            if token.kind == "space":
                gap = "free" if is_free[at] and self._is_structural(everything, at) else "space"
                blank = token.source.count("\n") > 1
                continue
            if at and everything[at - 1].kind != "space":
                is_empty = token.kind == "close" and everything[at - 1].kind == "open"
                gap = "free" if is_free[at] and not is_empty else "glue"
            self.gaps.append("blank" if blank and gap == "free" else gap)
            self.tokens.append(token)
            blank = False
        self.parents: list[Group | None] = []  # the innermost group around each token
        self.groups = self._grouped()
        self.lines: list[str] = []
        self.broken: set[int] = set()  # the first tokens of groups that do not fit on a line

    def _is_structural(self, tokens: list[Token], at: int) -> bool:
        """Whether this white space stands beside a block element, an include, or a Django tag that has an end."""
        kinds = ("start", "middle", "end", "include")
        return any(token.is_block or token.kind in kinds for token in tokens[max(at - 1, 0) : at + 2])

    def _free_gaps(self, tokens: list[Token], path: Path) -> dict[int, bool]:
        """Return for each token whether the gap before it is free; for white space, whether it may be dropped."""
        name = path.relative_to(TEMPLATES).as_posix() if path.is_relative_to(TEMPLATES) else ""
        outer = {True: True, False: True}
        passes = {}
        for spaces in (False, True):
            for backwards in (False, True):
                flow = Flow(tokens, backwards=backwards, spaces=spaces)
                outer[backwards] = _outer_state(name, backwards=backwards, spaces=spaces)
                flow.run(0, len(tokens), state=outer[backwards])
                passes[spaces, backwards] = flow.before
        free = {}
        for at, token in enumerate(tokens):
            if token.kind == "space":
                free[at] = passes[False, False].get(at, False) or passes[False, True].get(at, False)
            else:
                after_previous = passes[True, True].get(at - 1, outer[True])
                free[at] = passes[True, False].get(at, False) or after_previous
        return self._inside_translations(tokens, free)

    def _inside_translations(self, tokens: list[Token], free: dict[int, bool]) -> dict[int, bool]:
        """The edges of a translated block are free, because a broken one is trimmed."""
        inside = False
        for at, token in enumerate(tokens):
            if token.name == "blocktranslate":
                if token.kind == "end":
                    free[at] = True
                    inside = False
                    continue
                inside = True
            elif inside:
                previous = tokens[at - 1]
                edge = {"start", "middle"} & {previous.kind} or token.kind == "middle"
                free[at] = bool(edge)
                if token.kind == "space":
                    following = tokens[at + 1]
                    free[at] = bool({"start", "middle"} & {previous.kind}) or following.kind in ("middle", "end")
        return free

    def _grouped(self) -> dict[int, Group]:
        """Return the groups by the tokens they begin, go on and end with."""
        groups: dict[int, Group] = {}
        stack: list[Group] = []
        for at, token in enumerate(self.tokens):
            self.parents.append(stack[-1] if stack else None)
            if token.kind in ("open", "start"):
                group = Group(at, parent=stack[-1] if stack else None)
                groups[at] = group
                stack.append(group)
            elif token.kind == "middle":
                group = next(g for g in reversed(stack) if self.tokens[g.first].kind == "start")
                group.middles.append(at)
                groups[at] = group
            elif token.kind in ("close", "end"):
                kind = "open" if token.kind == "close" else "start"
                matching = [g for g in stack if self.tokens[g.first].kind == kind and self._same(g.first, at)]
                if matching:
                    matching[-1].last = at
                    groups[at] = matching[-1]
                    self.parents[at] = matching[-1].parent
                    stack.remove(matching[-1])
        return groups

    def _same(self, first: int, last: int) -> bool:
        return self.tokens[first].name == self.tokens[last].name

    # -- layout

    def formatted(self) -> str:
        indent, open_groups = 0, []
        line: list[int] = []
        flat_until = -1
        for at in range(len(self.tokens)):
            group = self.groups.get(at)
            if at > flat_until and line and self._must_break(line[-1], at, open_groups):
                self._flush(line, indent)
                line = []
                if self.gaps[at] == "blank":
                    self.lines.append("")
            if at > flat_until and group:
                if at in (group.last, *group.middles):
                    place = open_groups.index(group) if group in open_groups else len(open_groups)
                    if not line:
                        indent = sum(self._indents(g) for g in open_groups[:place])
                    if at == group.last:
                        del open_groups[place : place + 1]
                elif not line:
                    indent = sum(self._indents(g) for g in open_groups)
                if at == group.first:
                    if self._is_flat(group, 2 * sum(self._indents(g) for g in open_groups)):
                        flat_until = group.last
                    else:
                        open_groups.append(group)
                        self.broken.add(at)
            elif not line:
                indent = sum(self._indents(g) for g in open_groups)
            line.append(at)
        self._flush(line, indent)
        return "\n".join(line.rstrip() for line in self.lines)

    def _indents(self, group: Group) -> bool:
        token = self.tokens[group.first]
        is_top = token.name == "block" and group.parent is None
        return token.name not in FLUSH and not (is_top and self.extends)

    def _is_flat(self, group: Group, indent: int) -> bool:
        if group.last < 0:
            return False
        inside = range(group.first + 1, group.last)
        if any(g.first < group.first or g.last > group.last for i in inside if (g := self.groups.get(i))):
            return False
        if self.tokens[group.first].name == "for" and any(self.tokens[i].kind in ("include", "open") for i in inside):
            parent = group.parent
            if parent is None or self.tokens[parent.first].is_block or self.tokens[parent.first].kind == "start":
                return False
        if any(self.tokens[i].is_block and self.tokens[i].kind in ("open", "close", "void") for i in inside):
            return False
        return indent + len(self._joined(range(group.first, group.last + 1))) <= WIDTH

    def _joined(self, span: range | list[int]) -> str:
        text = ""
        for n, at in enumerate(span):
            text += (" " if n and self.gaps[at] == "space" else "") + self.tokens[at].source
        return text

    def _must_break(self, left: int, right: int, open_groups: list[Group]) -> bool:
        if self.gaps[right] == "glue":
            return False
        a, b = self.tokens[left], self.tokens[right]
        left_group, right_group = self.groups.get(left), self.groups.get(right)
        if left_group in open_groups and left != (left_group.last if left_group else -1):
            return True
        if right_group in open_groups and right_group and right != right_group.first:
            return True
        if "include" in (a.kind, b.kind) and self.gaps[right] == "free":
            return True
        if (
            a.is_block
            or b.is_block
            or "hidden" in (a.name, b.name)
            or (left_group and left == left_group.last and a.kind == "end")
        ):
            return True
        if b.kind == "start" or "{#" in (a.source[:2], b.source[:2]) or a.name in ("extends", "load"):
            return True
        parent = open_groups[-1] if open_groups else None
        is_element = {"open", "close", "void"} & {a.kind, b.kind}
        return bool(is_element) and parent is self.parents[right] and not self._has_text(parent)

    def _has_text(self, group: Group | None) -> bool:
        return any(
            token.kind == "text" and parent is group for token, parent in zip(self.tokens, self.parents, strict=True)
        )

    # -- lines

    def _flush(self, line: list[int], indent: int) -> None:
        """Write one line; break it where it must be, best between tokens, else between the attributes of a tag."""
        pieces: list[tuple[str, str]] = []  # what comes before the piece ("", " ", "attribute"), the piece
        for n, at in enumerate(line):
            token = self.tokens[at]
            before = {"space": " ", "glue": "glue"}.get(self.gaps[at], "")
            parent = self.parents[at]
            if parent and self.tokens[parent.first].name == "blocktranslate" and parent.first not in self.broken:
                before = "hard" if before == " " else "glue"
            if n and not before and (self.tokens[line[n - 1]].kind == "open" or token.kind == "close"):
                before = "poor"
            if token.kind in ("open", "void"):
                head, *rest = _attributes(token.source)
                pieces += [(before, head), *(("attribute", unit) for unit in rest)]
            else:
                source = token.source
                if token.name == "blocktranslate" and at in self.broken and "trimmed" not in source:
                    source = re.sub(r"(?<! trimmed)( (?:with|count) .*)? %\}$", _with_trimmed, source)
                pieces.append((before, source))
        self.lines += _filled(pieces, "  " * indent)


def _with_trimmed(match: re.Match[str]) -> str:
    return f"{match[1] or ''} trimmed %}}" if "count" in (match[1] or "") else f" trimmed{match[1] or ''} %}}"


def _attributes(tag: str) -> list[str]:
    """Return the tag in parts between which white space may stand; joined as they are, each but the first begins so."""
    units, depth, current, in_source = [], 0, "", ""
    closing = re.findall(r"\s*/?>$", tag)[0]
    block_tags = set(re.findall(r"\{%\s*end(\w+)", tag))
    for match in IN_TAG.finditer(tag[: -len(closing)]):
        piece = match[0]
        if match["space"] is not None:
            if depth:
                # Not needed where the line begins with this condition.
                current += "\0" if depth == 1 and re.search(r"\{% (?:if|elif|else)\b[^%]*%\}$", current) else " "
            elif current:
                units.append((in_source, current))
                current, in_source = "", " "
            else:
                in_source = " "
            continue
        if match["django"]:
            name = DJANGO.match(piece)[1] or ""  # type: ignore[index]
            if not depth and current and current[-1] in "\"'}" and not piece.startswith("{{"):
                units.append((in_source, current))
                current, in_source = "", ""
            depth += (name in block_tags) - (name.startswith("end"))
        current += piece
        if match["django"] and name.startswith("end") and not depth:
            units.append((in_source, current))
            current, in_source = "", ""
    if current:
        units.append((in_source, current))
    units = [part for unit in units for part in _parts(*unit)]
    units[-1] = (units[-1][0], units[-1][1] + closing.strip())
    return [units[0][1], *(f"{before}\1{unit}" for before, unit in units[1:])]


def _parts(before: str, unit: str) -> list[tuple[str, str]]:
    """Return the parts of a long conditional attribute: one for each attribute and each {% elif %} or {% else %}."""
    if len(unit) < WIDTH // 2 or not unit.startswith("{% if"):
        return [(before, unit)]
    first, *rest = re.split(r"(?=\{% (?:elif|else)\b)|(?<=[\"'])(?= [-\w]+=)", unit)
    return [(before, first), *(("", part) for part in rest)]


def _filled(pieces: list[tuple[str, str]], indent: str) -> list[str]:
    def flat(parts: list[tuple[str, str]]) -> str:
        text = ""
        for n, (before, piece) in enumerate(parts):
            space, _, unit = piece.rpartition("\1")
            between = space if before == "attribute" else " " if before in (" ", "hard") else ""
            text += (between if n else "") + unit.replace("\0", " ")
        return text

    def fits(parts: list[tuple[str, str]], lead: str) -> bool:
        return len(lead) + len(flat(parts)) <= WIDTH

    lines, lead = [], indent
    while not fits(pieces, lead):
        enough = [n for n in range(1, len(pieces)) if len(flat(pieces[:n])) > 24 and fits(pieces[:n], lead)]
        breaks = [n for n in enough if pieces[n][0] in ("", " ")]
        poor = [n for n in enough if pieces[n][0] == "poor"]
        inner = [n for n in range(1, len(pieces)) if pieces[n][0] == "attribute" and fits(pieces[:n], lead)]
        if not (breaks or inner or poor):
            breaks = [n for n in range(1, len(pieces)) if pieces[n][0] != "glue"][:1]
            if not breaks:
                break
        cut = (breaks or inner or poor)[-1]
        lines.append(lead + flat(pieces[:cut]))
        lead = indent + "    " if pieces[cut][0] == "attribute" else indent
        pieces = [(pieces[cut][0], pieces[cut][1].replace("\0", "")), *pieces[cut + 1 :]]
    return [*lines, lead + flat(pieces)]


def format_template(source: str, path: Path) -> str:
    """Return the template formatted. White space at its end stays: what includes it may depend on that."""
    tail = source[len(source.rstrip()) :]
    for _attempt in range(4):
        formatted = Formatter(source.strip(), path).formatted() + tail
        if formatted == source:
            break
        source = formatted
    return source


def files(paths: list[str]) -> Iterator[Path]:
    for path in map(Path, paths or [str(TEMPLATES)]):
        yield from [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".html", ".xml"))


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    failed = False
    for path in files([argument for argument in arguments if argument != "--check"]):
        source = path.read_text(encoding="utf-8")
        formatted = format_template(source, path.resolve())
        if not check and formatted != source:
            path.write_text(formatted, encoding="utf-8")
        elif formatted != source:
            failed = True
            sys.stdout.write(f"{path}: not formatted, run make format\n")
        for number, line in enumerate(formatted.splitlines(), 1):
            if len(line) > WIDTH:
                failed = True
                sys.stdout.write(f"{path}:{number}: {len(line)} columns\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
