"""How deep HTML is nested, and how many elements it makes: never fewer than its parser finds.

The parser's own time grows with length times depth, and it opens marks that were left open again in each further
paragraph. So this is asked before it. It follows the parser's rules where they end elements for certain, and lets
elements stay open where it isn't certain: for well-formed HTML the answer is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACE = "[ \t\n\f\r]"
_ATTRIBUTES = (
    rf"""(?:[ \t\n\f\r/]++|(?:=[^ \t\n\f\r/>=]*+|[^ \t\n\f\r/>=]++)"""
    rf"""(?:{_SPACE}*+={_SPACE}*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)?+)?+)*+"""
)
_TOKEN = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<closes>/?)(?P<name>[a-z][^ \t\n\f\r/>]*+)(?P<rest>{_ATTRIBUTES})>"
    r"|<(?P<odd>!\[CDATA\[)|<[!?/][^>]*+>?",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(r"<[a-z]", re.IGNORECASE)
_FONT = re.compile(r"\b(?:color|face|size)\b", re.IGNORECASE)
_SELF_CLOSED = re.compile(rf"""(?:{_SPACE}+[^\s=>"'/]+(?:="[^"]*"|='[^']*')?)*+{_SPACE}*/""")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _names(
    "area base basefont bgsound br col embed frame hr img image input keygen link meta param source track wbr"
)
_IGNORED = _names("html head body frameset")
_RAW = _names("script style textarea title xmp iframe noembed noframes noscript")
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
_ENDS_P = _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre section summary table ul xmp"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
# The entries that a start tag ends, if nothing but such wrappers stands between.
_ENTRIES = {"li": _names("li"), "dd": _names("dd dt"), "dt": _names("dd dt")}
_WRAPPERS = _names("address div p")
_HEAD = _names("caption colgroup")
# The parts of its table that a start tag ends, one after the other.
_ENDED_PARTS: dict[str, tuple[frozenset[str], ...]] = {
    "td": (_HEAD, _names("td th")),
    "th": (_HEAD, _names("td th")),
    "tr": (_HEAD, _names("td th"), _names("tr")),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot", "caption", "col", "colgroup"),
        (_HEAD, _names("td th"), _names("tr"), _names("tbody thead tfoot")),
    ),
}
_FOREIGN = _names("svg math")
_BREAKING_OUT = _HEADINGS | _names(
    "b big blockquote br center code dd div dl dt em embed hr i img li listing menu meta nobr ol p pre ruby s small "
    "span strong strike sub sup table tt u ul var"
)
# In these, HTML is HTML again.
_INTEGRATION = _names("foreignobject desc annotation-xml mi mo mn ms mtext")
_BOUNDARIES = _names("applet caption table td th marquee object template select") | _INTEGRATION
_CELLS = _names("td th caption")
_TABLE_PARTS = _names("table tbody thead tfoot tr td th caption colgroup")
_TABLE_BOUNDARIES = _names("table template select")
_BLOCKS = _ENDS_P | _names("button applet marquee object template select") - {"form", "hr", "xmp"}
_BUTTON_BOUNDARIES = _BOUNDARIES | {"button"}
_LISTS, _P, _BUTTON, _SELECT, _OPTION, _TABLE = map(_names, ("ul ol", "p", "button", "select", "option", "table"))
_SPECIAL = _BLOCKS | _BOUNDARIES | _TABLE_PARTS | {"form"}
# The parser moves a mark's end tag over at most eight blocks that began in it.
_BLOCKS_CROSSED = 6


@dataclass(slots=True)
class _Mark:
    """An open formatting element. `level` is how many elements were open around it, and still are.

    One that was `left_open` when an element around it ended is opened again in what follows, unless it was `forgotten`:
    the parser remembers at most three equal ones.
    """

    name: str
    tag: str
    level: int
    left_open: bool = False
    forgotten: bool = False


def nesting(html: str, *, max_depth: int, max_elements: int) -> tuple[int, int]:
    """Return the depth and the number of elements. Counting ends where one exceeds its maximum."""
    return _Nesting(html, max_depth, max_elements).count()


class _Nesting:
    def __init__(self, html: str, max_depth: int, max_elements: int) -> None:
        self.html, self.max_depth, self.max_elements = html, max_depth, max_elements
        self.open: list[str] = []
        self.marks: list[_Mark] = []
        # Of each open cell of a table, by its place among the open elements: the marks outside, which it has not.
        self.outside: dict[int, list[_Mark]] = {}
        self.around_cells = 0
        self.depth = self.elements = 0
        self.has_form = False

    def count(self) -> tuple[int, int]:
        at = 0
        while (token := _TOKEN.search(self.html, at)) and not self._is_too_much():
            at = token.end()
            name = (token["name"] or "").lower()
            if token["odd"] or name == "plaintext" or (name and not token["closes"] and self._holds_html()):
                at = self._rest_opens(token.start())
            elif not name:
                continue
            elif token["closes"]:
                self._end(name)
            elif name in _RAW:
                at = self._raw(name, at)
            else:
                self._start(name, token)
        return self.depth, self.elements

    def _depth(self) -> int:
        return len(self.open) + self.around_cells + len(self.marks)

    def _is_too_much(self) -> bool:
        return self.depth > self.max_depth or self.elements > self.max_elements

    def _rest_opens(self, at: int) -> int:
        """Count all further tags as elements that are never closed: where the next tag begins isn't certain."""
        further = min(len(_BEGINS.findall(self.html, at)), self.max_depth + 1)
        self.elements += further
        self.depth = max(self.depth, self._depth() + further)
        return len(self.html)

    # -- start tags

    def _start(self, name: str, token: re.Match[str]) -> None:
        self.elements += 1 + sum(mark.left_open for mark in self.marks)
        if name in _IGNORED or self._starts_foreign(name, token["rest"]):
            return
        if name in _TABLE_PARTS and name != "table" and not self._is_in("table", "template", *_FOREIGN):
            return
        if name in ("select", "input", "keygen") and self._close(_SELECT, _BOUNDARIES - _SELECT) and name == "select":
            return
        if name == "form" and self.has_form:
            return
        self.has_form = self.has_form or name == "form"
        if name in _INTEGRATION:
            name = f"*{name}"  # In no drawing or formula it is an element like any that is unknown.
        self._end_before(name)
        self.depth = max(self.depth, self._depth() + 1)
        if name in _VOID:
            return
        if name in _FORMATTING:
            self._start_mark(name, token.group())
        elif not self._closes_itself(name, token["rest"]):
            self._start_implied(name)
            self.open.append(name)
            if name in _CELLS and len(self.open) > 1 and self.open[-2] in _TABLE_PARTS:
                self._start_cell()
        self.depth = max(self.depth, self._depth())

    def _end_before(self, name: str) -> None:
        """End what a start tag ends before its own element begins."""
        if name in _ENTRIES:
            self._close(_ENTRIES[name], _SPECIAL - _WRAPPERS)
        if name in _ENDS_P:
            self._close(_P, _BUTTON_BOUNDARIES)
        if name == "button":
            self._close(_BUTTON, _BOUNDARIES)
        if name in _HEADINGS:
            self._end_innermost(_HEADINGS)
        if name == "option":
            self._end_innermost(_OPTION)
        for names in _ENDED_PARTS.get(name, ()):
            self._close(names, _TABLE_BOUNDARIES)
        if name == "table":
            self._close(_TABLE, _CELLS | (_TABLE_BOUNDARIES - _TABLE))

    def _end_innermost(self, names: frozenset[str]) -> None:
        """Close the innermost element if it has one of the names: a mark that began in it is within."""
        within_mark = self.marks and self.marks[-1].level == len(self.open)
        if self.open and self.open[-1] in names and not within_mark:
            self._close_to(len(self.open) - 1)

    def _start_mark(self, name: str, tag: str) -> None:
        if name == "a":
            self._end_mark("a")
        equal = [mark for mark in self.marks if mark.tag == tag and not mark.forgotten]
        if len(equal) == 3:
            equal[0].forgotten = True
        self.marks.append(_Mark(name, tag, len(self.open)))

    def _start_cell(self) -> None:
        if not self._is_in("select", *_FOREIGN):
            self.outside[len(self.open) - 1] = self.marks
            self.around_cells += len(self.marks)
            self.marks = []

    def _start_implied(self, name: str) -> None:
        """Open the parts of a table that the parser puts around a row or a cell."""
        around = next((each for each in reversed(self.open) if each in _TABLE_PARTS), "")
        if name in ("tr", "td", "th") and around == "table":
            self.open.append("tbody")
        if name in ("td", "th") and around in ("table", "tbody", "thead", "tfoot"):
            self.open.append("tr")

    def _is_in(self, *names: str) -> bool:
        return any(each in names for each in self.open)

    def _closes_itself(self, name: str, rest: str) -> bool:
        is_drawn = name in _FOREIGN or self._is_in(*_FOREIGN)
        return is_drawn and rest.endswith("/") and bool(_SELF_CLOSED.fullmatch(rest))

    def _foreign_root(self) -> int | None:
        """Return where a drawing or formula begins among the open elements, None if there is none."""
        return next((at for at, each in enumerate(self.open) if each in _FOREIGN), None)

    def _holds_html(self) -> bool:
        """Return whether a drawing or formula is open in which an element is open that may hold HTML."""
        return self._is_in(*_FOREIGN) and self._is_in(*_INTEGRATION)

    def _starts_foreign(self, name: str, rest: str) -> bool:
        """Open an element of a drawing or formula; False if there is none, or if this one of HTML ends it."""
        root = self._foreign_root()
        if root is None:
            return False
        if name in _BREAKING_OUT or (name == "font" and _FONT.search(rest)):
            self._close_to(root)
            return False
        self.depth = max(self.depth, self._depth() + 1)
        if not self._closes_itself(name, rest):
            self.open.append(name if name in _FOREIGN | _INTEGRATION else f"*{name}")
        return True

    def _raw(self, name: str, at: int) -> int:
        """Skip what is text to the parser. Return where it ends."""
        self.elements += 1
        self.depth = max(self.depth, self._depth() + 1)
        end = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(self.html, at)
        stop = end.start() if end else len(self.html)
        is_sure = name != "script" or "<!--" not in self.html[at:stop]
        if self._is_in("select", *_FOREIGN) and "<" in self.html[at:stop]:
            is_sure = False
        return stop if is_sure else self._rest_opens(at)

    # -- end tags

    def _end(self, name: str) -> None:
        names = frozenset({name})
        root = self._foreign_root()
        drawn = {f"*{name}", name} & {*_FOREIGN, *_INTEGRATION, f"*{name}"}
        if root is not None and name not in ("p", "br") and drawn & {*self.open[root:]}:
            self._close(frozenset(drawn), frozenset())
        elif name in _FORMATTING:
            self._end_mark(name)
        elif name == "form":
            if self.has_form:
                self._end_innermost(names)
            self.has_form = False
        elif name in ("p", "br"):
            if not self._holds_html():
                self._starts_foreign("p", "")
            if not self._close(names, _BUTTON_BOUNDARIES):  # Then the parser makes an empty one.
                self.elements += 1
                self.depth = max(self.depth, self._depth() + 1)
        elif name in _HEADINGS:
            self._close(_HEADINGS, _BOUNDARIES)
        elif name in _TABLE_PARTS:
            self._close(names, _TABLE_BOUNDARIES)
        elif name in _BLOCKS:
            self._close(names, _BOUNDARIES | (_LISTS if name == "li" else frozenset()))
        else:
            self._close(frozenset({f"*{name}"}) if name in _INTEGRATION else names, _SPECIAL)

    def _close(self, names: frozenset[str], boundaries: frozenset[str]) -> bool:
        """Close the innermost element of these names, unless a boundary stands within it. Return whether it did."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at] in names:
                self._close_to(at)
                return True
            if self.open[at] in boundaries:
                return False
        return False

    def _close_to(self, count: int) -> None:
        while len(self.open) > count:
            self.open.pop()
            marks = self.outside.pop(len(self.open), None)
            if marks is not None:
                self.marks, self.around_cells = marks, self.around_cells - len(marks)
        if self.marks and self.marks[-1].level > count:
            self._leave_open(count)

    def _leave_open(self, level: int) -> None:
        self.marks = [mark for mark in self.marks if mark.level <= level or not mark.forgotten]
        for mark in self.marks:
            if mark.level > level:
                mark.level, mark.left_open = level, True

    def _end_mark(self, name: str) -> None:
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at].name == name:
                within = self.open[self.marks[at].level :]
                crossed = 0 if self.marks[at].forgotten else _BLOCKS_CROSSED
                if len(within) <= crossed and not any(each in _BOUNDARIES for each in within):
                    mark = self.marks.pop(at)
                    if not mark.left_open:
                        self._end_inline(mark.level)
                return

    def _end_inline(self, level: int) -> None:
        """With a mark, what began in it ends too, except blocks."""
        kept = [name for name in self.open[level:] if name in _SPECIAL]
        if len(kept) == len(self.open) - level:
            return
        for mark in self.marks:
            inside = self.open[level : mark.level]
            if inside:
                mark.level, mark.left_open = level + sum(name in _SPECIAL for name in inside), True
        self.open[level:] = kept
