"""What the desk is told of how a body is built."""

from __future__ import annotations

from articles import body


class TestTheOutline:
    def test_is_the_headings_of_the_running_text_with_their_levels(self) -> None:
        story = (
            "<h2>एक <em>दो</em></h2><p>x</p><h3>तीन</h3><aside data-aside='fact-box'><h3>तथ्य</h3></aside><h2>चार</h2>"
        )
        assert body.outline(story) == [(2, "एक दो"), (3, "तीन"), (2, "चार")]
        assert body.faults(story) == []


class TestFaults:
    def test_are_told_in_their_order(self) -> None:
        story = (
            "<h3>तीन</h3><h2> </h2><h2>दो</h2><h3>तीन</h3><p><a href='/x/'> </a><a href='/x/'>कड़ी</a></p>"
            "<figure data-image=''></figure><figure data-gallery><figcaption>x</figcaption></figure>"
        )
        assert body.faults(story) == [
            "skipped-level", "empty-heading", "link-without-text", "without-number", "without-number",
        ]  # fmt: skip

    def test_are_none_in_a_story_in_order(self) -> None:
        story = "<p>x</p><h2>दो</h2><h3>तीन</h3><h3>तीन</h3><h2>दो</h2>" + body.image(3) + body.gallery([1, 2])
        assert body.faults(story) == []

    def test_of_broken_html_are_found_too(self) -> None:
        assert body.faults("</h2><a><h3>x") == []
        assert body.faults("<a href='/'><p></a>") == ["link-without-text"]
