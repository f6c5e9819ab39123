"""A body becomes HTML for readers: every placeholder something, nothing else changed."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from articles import body, rendering
from articles.body import CLEANED_WITH
from articles.body.placeholders import KINDS
from articles.models import Article, Section
from articles.rendering import UnknownKind, render_body
from articles.rendering.blocks import TEMPLATES
from tests import cast, factories
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db


def value(article: Article) -> rendering.Story:
    fresh = Article.objects.select_related("lead_image").get(pk=article.pk)
    sections = {section.pk: section for section in Section.objects.all()}
    return rendering.stories([fresh], sections)[0]


class TestABody:
    def test_without_placeholders_stays_as_the_desk_wrote_it(self) -> None:
        text = '<p>क <a href="https://e.example/?a=1&amp;b=2">ख</a></p><h2>ग</h2>'
        assert render_body(value(factories.draft(body=text))) == text

    def test_that_an_older_program_left_unclean_is_cleaned_on_the_way_out(self) -> None:
        story = value(factories.draft())
        story = replace(story, body="<p onclick=x>क</p><script>x</script>", cleaned_with=CLEANED_WITH - 1)
        assert render_body(story) == "<p>क</p>"

    def test_that_this_program_has_stored_is_not_cleaned_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        article = factories.draft(body="<p>क</p><div>ख</div>")
        monkeypatch.setattr("articles.body.sanitise.clean", lambda html: pytest.fail("cleaned again"))
        article.refresh_from_db()
        assert render_body(value(article)) == "<p>क</p><p>ख</p>"

    def test_shows_the_same_post_wherever_it_stands(self) -> None:
        post = factories.post("दो बार")
        text = factories.quoting(post) + "<p>क</p>" + factories.quoting(post)
        assert render_body(value(factories.draft(body=text))).count("दो बार") == 2

    @pytest.mark.parametrize("medium", ["page", "feed"])
    def test_of_a_kind_without_a_template_is_an_error_never_a_blank(
        self, medium: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story = value(factories.draft(body=factories.quoting(factories.post())))
        monkeypatch.delitem(TEMPLATES, "social-post")
        with pytest.raises(UnknownKind):
            render_body(story, medium)

    def test_has_a_template_for_every_kind_of_placeholder_and_every_medium(self) -> None:
        assert set(TEMPLATES) == set(KINDS.values()) | {"pull-quote", "fact-box", "table"}
        assert all(set(media) == {"page", "feed"} for media in TEMPLATES.values())

    @pytest.mark.parametrize("medium", ["page", "feed"])
    def test_whose_post_or_image_is_gone_shows_what_is_left_and_the_log_says_so(
        self, medium: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        story = value(factories.draft())
        left = body.social_post(99, "https://x.com/a/status/1") + body.social_post(98) + body.image(97)
        left += body.gallery([96, 95])
        object.__setattr__(story, "body", left)
        with caplog.at_level(logging.ERROR):
            shown = render_body(story, medium)
        assert 'href="https://x.com/a/status/1"' in shown
        assert markup_errors(shown, fragment=True) == []
        (record,) = caplog.records
        assert "social-post 99, social-post 98, image 97, gallery 96, gallery 95" in record.getMessage()


class TestLinksInAFeed:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("/desh/", "http://127.0.0.1:8000/desh/"),
            ("#note", "{story}#note"),
            ("other-5/", "{story}other-5/"),
            ("//e.example/x", "http://e.example/x"),
            ("https://e.example/?a=1&amp;b=%3C", "https://e.example/?a=1&amp;b=%3C"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
            ("//[broken", "//[broken"),
        ],
    )
    def test_are_written_out(self, written: str, read: str, settings) -> None:
        settings.SITE_URL = "http://127.0.0.1:8000"
        story = value(factories.draft(body=f'<p><a href="{written}">क</a></p>', section=cast.desh()))
        expected = read.replace("{story}", story.absolute_url)
        assert render_body(story, "feed") == f'<p><a href="{expected}">क</a></p>'
        assert render_body(story, "page") == f'<p><a href="{written}">क</a></p>'


class TestAStoryValue:
    def test_of_a_draft_without_words_in_its_address_can_be_made(self) -> None:
        draft = factories.draft(section=cast.desh())
        assert value(draft).url == f"/desh/--{draft.pk}/"
        assert rendering.story_context(value(draft), rendering.site_context(), None)["page"]["title"] == draft.headline

    def test_without_a_section_has_no_address(self) -> None:
        assert value(factories.draft(section=None)).url == ""

    def test_takes_no_address_that_is_not_of_the_web(self) -> None:
        post = factories.post(url="https://x.com/a/status/1")
        story = factories.draft(body=factories.quoting(post))
        type(post).objects.update(url="javascript:alert(1)")
        Article.objects.update(canonical_url="javascript:alert(1)")
        made = value(story)
        assert made.canonical_url == ""
        assert made.posts[post.pk].url == ""

    def test_needs_a_query_a_part_and_none_to_render(self, django_assert_num_queries) -> None:
        post, image = factories.post(), factories.image()
        story = factories.draft(
            body=factories.quoting(post) + body.image(image.pk), tags=["पुल"], bylines=[cast.author_meera()],
            section=cast.desh(), lead_image=image,
        )  # fmt: skip
        article = Article.objects.select_related("lead_image").get(pk=story.pk)
        section = cast.desh()
        with django_assert_num_queries(5):
            (made,) = rendering.stories([article], {section.pk: section})
        site = rendering.site_context()
        with django_assert_num_queries(0):
            rendering.story_context(made, site, section.pk)
            rendering.feed_content(made)
