"""Parsing a table of a body."""

from __future__ import annotations

import pytest

from articles import body


def table(*rows: str, caption: str = "") -> body.Table:
    """Build a table from rows with cells between bars; a cell with a star is a heading."""
    cells = "".join(
        "<tr>"
        + "".join(
            f"<th><p>{cell.strip('*')}</p></th>" if cell.startswith("*") else f"<td><p>{cell}</p></td>"
            for cell in row.split("|")
        )
        + "</tr>"
        for row in rows
    )
    return read(f"<figure data-table='plain'><figcaption>{caption}</figcaption><table>{cells}</table></figure>")


def read(html: str) -> body.Table:
    found: list[body.Table] = []

    def note(inset: body.Inset) -> str:
        found.append(body.table(inset.html))
        return ""

    body.replace(body.clean(html), lambda place: "", note)
    return found[0]


class TestATable:
    def test_has_the_rows_of_headings_at_its_top_for_a_head(self) -> None:
        made = table("*दल|*सीटें", "*क|12", "ख|7", caption="नतीजे")
        assert [[cell.scope for cell in row] for row in made.head] == [["col", "col"]]
        assert [[cell.scope for cell in row] for row in made.rows] == [["row", ""], ["", ""]]
        assert made.caption == "नतीजे"

    def test_of_headings_only_keeps_a_row(self) -> None:
        made = table("*क|*ख", "*ग|*घ")
        assert (len(made.head), len(made.rows)) == (1, 1)

    def test_knows_the_language_of_its_caption(self) -> None:
        made = read("<table><caption>x</caption><tr><td>1<td>2</table>")
        assert (made.caption, made.caption_language) == ("x", "")
        made = read("<figure><table><tr><td>1<td>2</table><figcaption lang=en>x</figcaption></figure>")
        assert (made.caption, made.caption_language) == ("x", "en")

    def test_unwraps_a_cell_of_one_line_and_no_other(self) -> None:
        made = read("<table><tr><td>a<td><p>b</p><p>c</p><td><p lang=en>d</p></table>")
        assert [cell.html for cell in made.rows[0]] == ["a", "<p>b</p><p>c</p>", '<p lang="en">d</p>']


class TestAColumnOfNumbers:
    @pytest.mark.parametrize(
        "number",
        ["1", "12.5", "1,20,000", "₹५४.३", "145/6 (20)", "−3 %", "+4", "2-1", "<strong>9</strong>", "1 &nbsp;2"],
    )
    def test_holds_numbers_as_they_are_written(self, number: str) -> None:
        made = table("*क|*ख", f"x|{number}", "y|—", "z|")
        assert [cell.is_number for row in (*made.head, *made.rows) for cell in row] == [False, True] * 4

    @pytest.mark.parametrize("words", ["एक", "12 रन", "0.5 (अनुमान)", "—", "", "1" * 40])
    def test_holds_nothing_else(self, words: str) -> None:
        assert not table("*क|*ख", f"x|{words}").rows[0][1].is_number

    def test_is_found_beside_cells_that_span_rows_and_columns(self) -> None:
        made = read(
            "<table><tr><th rowspan=2>क<th colspan=2>ख<tr><th>ग<th>घ<tr><td rowspan=2>x<td>1<td>a<tr><td>2<td>b"
            "<tr><td colspan=2>सब<td>c</table>"
        )
        assert [[cell.is_number for cell in row] for row in made.rows] == [
            [False, True, False], [True, False], [False, False],
        ]  # fmt: skip
        assert [[cell.is_number for cell in row] for row in made.head] == [[False, False], [True, False]]
