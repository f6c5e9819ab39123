"""Headings and errors of a body, for the pre-publish checks."""

from __future__ import annotations

from articles import body


class TestHeadings:
    def test_are_those_of_the_running_text_with_their_levels(self) -> None:
        story = (
            "<h2>एक <em>दो</em></h2><p>x</p><h3>तीन</h3><aside data-aside='fact-box'><h3>तथ्य</h3></aside><h2>चार</h2>"
        )
        assert body.headings(story) == [(2, "एक दो"), (3, "तीन"), (2, "चार")]
        assert body.errors(story) == []


class TestErrors:
    def test_are_listed_in_their_order(self) -> None:
        story = "<h3>तीन</h3><h2> </h2><h2>दो</h2><h3>तीन</h3><p><a href='/x/'> </a><a href='/x/'>कड़ी</a></p><h2></h2>"
        assert body.errors(story) == ["empty-heading", "link-without-text", "empty-heading"]

    def test_are_none_in_a_story_in_order(self) -> None:
        story = "<p>x</p><h2>दो</h2><h3>तीन</h3><h3>तीन</h3><h2>दो</h2>" + body.image(3) + body.gallery([1, 2])
        assert body.errors(story) == []

    def test_of_broken_html_are_found_too(self) -> None:
        assert body.errors("</h2><a><h3>x") == []
        assert body.errors("<a href='/'><p></a>") == ["link-without-text"]
