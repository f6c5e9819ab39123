"""What is too much for a body is refused in linear time, before the parser of HTML sees it."""

from __future__ import annotations

import itertools
import random
import re
import time

import nh3
import pytest

from articles.body import LIMITS, TooMuch, check_size, clean
from articles.body.nesting import nesting
from articles.body.sanitise import _Recent

WORDS = """
a b font nobr p div span ul li table tr td tbody caption h2 svg math g foreignobject desc style script textarea select
option object button form dl dt noscript br img pre em
""".split()  # fmt: skip
ODD = [
    "<!--",
    "-->",
    '<a x="',
    "'",
    '"',
    "<![CDATA[",
    "]]>",
    "</",
    "<!x>",
    "/>",
    '<div ">',
    "<script>",
    "</style>",
    "x",
]
RAW = re.compile(r"<(style|script|noscript|textarea)\b[^>]*>.*?</\1>", re.DOTALL)
TAG = re.compile(r"<(/?)([a-z]+)[^>]*>", re.IGNORECASE)


def soup(seed):
    """A few tags in any order, many times, as nobody writes them."""
    chance = random.Random(seed)
    names = chance.sample(WORDS, chance.randint(2, 6))

    def piece():
        name = chance.choice(names)
        form = chance.choices(["<%s>", "<%s x=1>", "<%s x=2>", "</%s>", "<%s/>"], [5, 2, 2, 6, 1])[0]
        return chance.choice(ODD) if chance.random() < 0.1 else form % name

    return "".join(piece() for _ in range(chance.choice([3, 5, 8]))) * 60


def found_by_the_parser(html):
    """How deep the elements are nested that the parser makes."""
    tags = {*WORDS, "html", "body"}
    parsed = nh3.clean(html, tags=tags, clean_content_tags=set(), attributes={"*": {"x"}}, link_rel=None)
    depth = deepest = 0
    for closes, name in TAG.findall(RAW.sub("", parsed)):
        if name.lower() not in ("br", "img"):
            depth += -1 if closes else 1
            deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize("first", [0, pytest.param(range(300, 6000, 300), marks=pytest.mark.slow)])
def test_never_less_is_counted_than_the_parser_nests(first):
    for start in [first] if first == 0 else first:
        for seed in range(start, start + 300):
            html = soup(seed)
            if "<form" in html and "<select" in html:
                continue  # Forms in choosers nest in the document, not in the parser: that costs nothing, see below.
            counted, _elements = nesting(html, max_depth=100, max_elements=10**6)
            assert counted > 100 or found_by_the_parser(html) <= counted + 5, seed


@pytest.mark.parametrize(
    ("html", "depth", "elements"),
    [
        ("<p>एक</p><p>दो</p>", 1, 2),
        ("<p>एक<p>दो<p>तीन", 1, 3),
        ("<ul><li>एक<li>दो<ul><li>तीन</ul><li>चार</ul>", 4, 6),
        ("<table><tr><td>1<td>2<tr><td>3</table>", 4, 6),
        ("<figure data-table='plain'><table><tbody><tr><th><p>1</p></th></tr></tbody></table></figure>", 6, 6),
        ("<p><b>एक</p><p>दो</b></p>", 2, 4),
        ("<p>1<br>2<br/>3</p>", 2, 3),
        ("<!-- <div><div> --><p title='<b><b>'>x</p><style><b></style>", 1, 2),
        ("<svg><path d='1'/><g><path></path></g></svg>", 3, 4),
    ],
)
def test_what_is_well_formed_is_counted_exactly(html, depth, elements):
    assert nesting(html, max_depth=100, max_elements=1000) == (depth, elements)


FLOODS = {
    "length": "क" * (LIMITS["length"] + 1),
    "depth": "<ol><li><p>" * 8_000,
    "elements": "<p>x</p>" * 31_000,
    "parts": '<figure data-image="1"></figure>' * 1_100,
}


@pytest.mark.parametrize("limit", FLOODS)
def test_each_limit_is_refused_by_its_name(limit):
    with pytest.raises(TooMuch) as refused:
        check_size(FLOODS[limit])
    assert refused.value.limit == limit
    assert refused.value.found > LIMITS[limit]


def test_the_pictures_of_galleries_count_one_by_one():
    check_size('<figure data-gallery="1 2 3"></figure>' * 300 + "<p>x</p>" * 100)
    with pytest.raises(TooMuch):
        check_size('<figure data-gallery="1 2 3 4"></figure>' * 300)


def test_marks_that_stay_open_count_again_in_each_paragraph():
    marks = "".join(f"<b class={number}>" for number in range(90))
    with pytest.raises(TooMuch) as refused:
        check_size(f"<p>{marks}</p>" + "<p>x</p>" * 500)
    assert refused.value.limit == "elements"


@pytest.mark.parametrize(
    "unit",
    [
        "<ol><li><p>",
        "<div>",
        "<dl><dt>x<dd>",
        "<pre>x\n",
        "<b><p>x</p>",
        "<a><b><a><i>x",
        "<figure><table><tr><td>",
    ],
)
def test_a_flood_is_refused_in_the_time_of_reading_it(unit):
    html = (unit * 300_000)[: LIMITS["length"]]
    began = time.process_time()
    with pytest.raises(TooMuch):
        clean(html)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("unit", ["<form><select></form>", '<form><select><form></div>"</form>x</form>'])
def test_forms_in_choosers_are_cleaned_in_linear_time(unit):
    began = time.process_time()
    clean((unit * 100_000)[:100_000])
    assert time.process_time() - began < 1


def test_what_was_cleaned_is_not_cleaned_twice(monkeypatch):
    html = "<p>क्या</p>" * 200 + "<div>x</div>"
    result = clean(html)
    monkeypatch.setattr("articles.body.sanitise.cleaned_anew", lambda html: pytest.fail("cleaned again"))
    assert clean(html) == result
    assert clean(result) == result


def test_what_was_cleaned_long_ago_is_forgotten(monkeypatch):
    recent = _Recent(max_characters=1_000)
    for number in range(50):
        recent.keep(f"<p>{number}</p>" * 10, str(number))
    assert recent.get("<p>49</p>" * 10) == "49"
    assert recent.get("<p>0</p>" * 10) is None
    assert sum(map(len, recent._results)) <= 1_000


def test_all_limits_have_a_flood():
    assert set(FLOODS) == set(LIMITS)
    assert not any(one == other for one, other in itertools.combinations(FLOODS.values(), 2))
