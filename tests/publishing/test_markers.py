"""A mark for what is still to come keeps a story from its readers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles import publishing
from articles.admin.preview import saved_story
from articles.models import Article
from articles.publishing import BylineLine, Changes, NotReady, Quote, Refused
from articles.publishing.markers import first_marker
from tests import cast, factories
from tests.admin.forms import change, errors, sent
from tests.publishing.test_transitions import HOUR


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("पुल [डेस्क: लंबाई बाकी है] मीटर लंबा है।", "[डेस्क: लंबाई बाकी है]"),
        ("The bridge is [desk: number] metres long.", "[desk: number]"),
        ("कल [डेस्क: बंद नहीं\nहुआ", "[डेस्क: बंद नहीं"),
        ("It cost TK crore.", "TK"),
        ("(TK)", "TK"),
        ("लागत TK", "TK"),
        ("ATK won; TKs; tk; TKकी; काTK", ""),
        ("[डेस्कटॉप] और डेस्क: खाली", ""),
        ("", ""),
    ],
)
def test_markers_are_found_as_they_stand(text: str, marker: str) -> None:
    assert first_marker(text) == marker


def test_which_ones_is_a_setting(settings: Settings) -> None:
    settings.MARKERS = ["बाकी है", "***"]
    assert first_marker("आगे का पाठ बाकी है।") == "बाकी है"
    assert first_marker("आगे *** पाठ") == "*** पाठ"
    assert not first_marker("TK [डेस्क: क]")
    settings.MARKERS = []
    assert not first_marker("TK [डेस्क: क]")


FIELDS = {
    "headline": "पुल TK", "short_headline": "TK", "kicker": "TK", "standfirst": "लंबाई [डेस्क: पूछें]",
    "body": "<p>यह <strong>[डेस्क: ना</strong>म] है</p>", "dateline_place": "TK", "source_credit": "TK", "paid_by": "TK",
    "lead_caption": "TK", "seo_title": "TK", "seo_description": "TK",
}  # fmt: skip


@pytest.mark.django_db
class TestStory:
    @pytest.mark.parametrize("field", list(FIELDS))
    def test_is_not_published_nor_scheduled_with_a_marker_in_a_text_that_readers_see(self, field: str) -> None:
        story = factories.draft(**{field: FIELDS[field]}) if field != "headline" else factories.draft(FIELDS[field])
        for act in (publishing.publish, lambda story, by: publishing.schedule(story, at=timezone.now() + HOUR, by=by)):
            with pytest.raises(NotReady) as refused:
                act(story, by=cast.meera())
            assert list(refused.value.errors) == [field]
        assert Article.objects.get(pk=story.pk).status == "draft"

    @pytest.mark.parametrize("field", list(FIELDS))
    def test_that_readers_see_gets_none(self, field: str) -> None:
        story = factories.story()
        with pytest.raises(NotReady):
            publishing.update(story, Changes(fields={field: FIELDS[field]}), by=cast.meera())

    def test_has_none_in_bylines_and_translations(self) -> None:
        post = factories.post("TK")
        story = factories.draft(body=f"<p>क</p>{factories.quoting(post)}")
        quote = Quote(post.pk, text="TK", author_name="पुल विभाग", handle="PulVibhag", language="hi")
        for where, changes in (
            ("bylines", Changes(bylines=[BylineLine(name="[Desk: who?]")])),
            ("quotes", Changes(quotes=[Quote(**{**vars(quote), "translation": "TK"})])),
            ("quotes", Changes(quotes=[Quote(**{**vars(quote), "text": "[Desk: words]"})])),
        ):
            with pytest.raises(NotReady) as refused:
                publishing.publish(story, changes, by=cast.meera())
            assert list(refused.value.errors) == [where]
        publishing.publish(story, Changes(quotes=[quote]), by=cast.meera())

    def test_is_not_corrected_with_one(self) -> None:
        story = factories.story()
        with pytest.raises(Refused) as refused:
            publishing.correct(story, "लंबाई TK मीटर है", by=cast.meera())
        assert list(refused.value.errors) == ["correction"]

    def test_that_is_a_draft_keeps_them_and_the_checks_lead_there(self) -> None:
        story = factories.draft(body=FIELDS["body"])
        check = next(check for check in saved_story(story).checks() if check.text)
        assert (check.needed, check.where, check.text) == (True, "body", "[डेस्क: नाम]")

    def test_says_at_the_field_what_is_to_come(self, client: Client) -> None:
        client.force_login(cast.meera())
        story = factories.draft(standfirst="लंबाई [डेस्क: पूछें]")
        refused = client.post(change(story.pk), sent(client, change(story.pk), _publish="1"))
        assert "standfirst" in refused.context["adminform"].form.errors
        assert "[डेस्क: पूछें]" in errors(refused)
