"""The sample newsroom in the database: saved once, by the publishing functions, and the editors' from then on."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from articles import body, images, publishing
from articles.importers.sample_newsroom import loader, toml_reader
from articles.models import (
    Article,
    AuditEntry,
    Author,
    Image,
    Job,
    JobState,
    MediaFile,
    Page,
    QuotedPost,
    Revision,
    Section,
    SectionListing,
    SocialPost,
    Status,
    Tag,
    TaggedArticle,
    TagName,
    User,
)
from articles.publishing.image_library import make_renditions
from tests import factories
from tests.conftest import SharedRows

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def loaded(now: dt.datetime) -> dt.datetime:
    assert loader.load(now) == len(toml_reader.read().stories)
    return now


def of(ref: str) -> Article:
    return Article.objects.get(import_ref=f"sample:{ref}")


def everything() -> list[str]:
    """Every row of every table, times included."""
    models = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
    return [serializers.serialize("json", model._base_manager.order_by("pk")) for model in models]


def media_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.slow
class TestLoading:
    """Loaded once for all of them: each test undoes what it changes."""

    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("media")

    @pytest.fixture(scope="class")
    @classmethod
    def loaded(cls, shared_rows: SharedRows, folder: Path) -> dt.datetime:
        now = timezone.now()
        with shared_rows(), override_settings(MEDIA_ROOT=folder):
            assert loader.load(now) == len(toml_reader.read().stories)
        return now

    @pytest.fixture(autouse=True)
    def media(self, settings: Settings, folder: Path) -> Path:
        settings.MEDIA_ROOT = folder
        return folder

    def test_readers_see_what_is_out_and_nothing_else(self, loaded: dt.datetime) -> None:
        shown = {story.import_ref for story in Article.objects.published(loaded)}
        assert shown == {f"sample:{story.ref}" for story in toml_reader.read().stories if story.state == "published"}

    def test_times_stand_as_far_from_now_as_the_files_say(self, loaded: dt.datetime) -> None:
        assert of("01-jal-bus").publish_at == loaded - dt.timedelta(minutes=40)
        assert of("35-bavdi-bachao").first_published_at == loaded - dt.timedelta(days=95, hours=2)

    def test_the_scheduled_story_appears_by_itself(self, loaded: dt.datetime) -> None:
        fair, due = of("25-pustak-mela"), loaded + dt.timedelta(days=3)
        assert fair.slug
        assert fair not in Article.objects.published(due - dt.timedelta(seconds=1))
        assert fair in Article.objects.published(due)

    def test_the_withdrawn_story_is_gone_and_says_why(self, loaded: dt.datetime) -> None:
        tree = of("28-sone-ka-ped")
        assert Article.objects.at_address(tree.pk)[0] == "gone"
        assert "सुनहरा रंग" in tree.revisions.latest("number").note

    def test_the_draft_waits_with_a_post_to_be_confirmed_and_another_story_with_the_editors(
        self, loaded: dt.datetime
    ) -> None:
        draft = of("26-pagdandi-police")
        assert draft.status == Status.DRAFT
        assert [row.post.confirmed_at for row in draft.quoted_posts.all()] == [None]
        assert of("27-oont-icecream").status == Status.IN_REVIEW

    def test_readers_see_the_correction(self, loaded: dt.datetime) -> None:
        railway = of("22-chhoti-line")
        assert "तेरह मेहराब" in railway.corrections.get().text
        assert railway.significant_update_at is not None

    def test_the_reprinted_story_names_where_it_first_stood(self, loaded: dt.datetime) -> None:
        assert of("29-burans-sharbat").canonical_url.startswith("https://devdar-darpan.example/")

    def test_two_stories_say_who_paid_for_them(self, loaded: dt.datetime) -> None:
        paid = Article.objects.published(loaded).exclude(paid_by="")
        assert {(story.language, story.paid_by) for story in paid} == {
            ("hi", "माटीघर उद्योग"), ("en", "The Long Veranda Hostels"),
        }  # fmt: skip

    def test_bodies_are_clean_and_hold_ids_and_named_days(self, loaded: dt.datetime) -> None:
        for story in Article.objects.all():
            assert body.clean(story.body) == story.body
            assert "{" not in story.body + story.standfirst
            assert not re.search(r'data-(social-post|image)="[^"]*[^0-9"]', story.body)

    def test_posts_are_pinned_to_the_words_captured_and_one_stands_in_two_stories(self, loaded: dt.datetime) -> None:
        signal = SocialPost.objects.get(import_ref="sample:jugnu-signal")
        quotes = QuotedPost.objects.filter(post=signal).select_related("snapshot")
        assert [(row.article.import_ref, row.snapshot.language) for row in quotes.order_by("article_id")] == [
            ("sample:05-jugnu-kaksha", "en"),
            ("sample:06-samjhiye-upgrah", "en"),
        ]
        assert quotes[0].snapshot.translation.startswith("संकेत मिल गया!")
        assert quotes[0].snapshot.translation_language == "hi"

    def test_flags_and_hashtags_stay_whole(self, loaded: dt.datetime) -> None:
        snapshot = of("04-saajha-card").quoted_posts.get().snapshot
        assert "🇮🇳🤝🇳🇵\n#ReadTogether #OneCard" in snapshot.text
        assert snapshot.posted_day_only

    def test_one_tag_answers_to_its_names_in_both_scripts(self, loaded: dt.datetime) -> None:
        by_name = {row.name: row.tag for row in TagName.objects.select_related("tag")}
        assert by_name["कनाडा"] == by_name["Canada"]
        railways = Tag.objects.get(name="रेल")
        assert of("15-books-on-the-night-train").tags.filter(pk=railways.pk).exists()
        assert of("22-chhoti-line").tags.filter(pk=railways.pk).exists()

    def test_a_story_stands_in_its_section_and_those_above(self, loaded: dt.datetime) -> None:
        slugs = SectionListing.objects.filter(article=of("01-jal-bus")).values_list("section__slug", flat=True)
        assert set(slugs) == {"madhya-pradesh", "rajya", "desh"}

    def test_every_act_stands_in_the_log_under_the_programs_own_name(self, loaded: dt.datetime) -> None:
        user = User.objects.get(username="sample-newsroom")
        assert not user.has_usable_password()
        assert set(Revision.objects.values_list("by", flat=True)) == {user.pk}
        assert AuditEntry.objects.filter(action="publish", by=user).count() >= 30
        assert AuditEntry.objects.filter(action="add sample newsroom").count() == 1

    def test_every_picture_has_its_file_words_and_focal_point(self, loaded: dt.datetime, media: Path) -> None:
        originals = [path for path in media_files(media) if path.is_relative_to(media / "images")]
        assert len(originals) == Image.objects.count() == len(toml_reader.read().images)
        river = Image.objects.get(import_ref="sample:nadi")
        assert (river.width, river.height) == (1600, 900)
        assert (river.focal_x, river.focal_y) == (64, 68)
        assert (river.origin, river.credit) == ("illustration", "नमूना समाचार-कक्ष")
        assert "CC0" in river.rights_note

    def test_one_story_shows_a_chart_a_map_and_a_file_without_a_request_to_anybody(
        self, loaded: dt.datetime, media: Path, client: Client
    ) -> None:
        story = of("39-jal-bus-hisaab")
        page = html.fromstring(client.get(story.get_absolute_url()).content.decode())
        figures = page.xpath("//article//figure[contains(@class, 'post') or contains(@class, 'file')]")
        kinds = [figure.get("class").split()[-1] for figure in figures]
        assert kinds == ["post-of-chart", "post-of-map", "media-pdf"]
        sources = page.xpath("//article//*[@src or @srcset]/@src")
        assert all(source.startswith("/") for source in sources)
        assert "© OpenStreetMap contributors" in page.text_content()
        (file,) = MediaFile.objects.all()
        assert (file.kind, file.size) == ("pdf", (media / str(file.file.name)).stat().st_size)
        assert file.size < 2_000

    @pytest.mark.slow
    def test_the_smaller_forms_of_every_picture_are_made_afterwards(
        self, loaded: dt.datetime, media: Path, settings: Settings, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = shutil.copytree(media, tmp_path / "media")
        waiting = Job.objects.filter(name="pictures.make_renditions", state=JobState.WAITING)
        assert waiting.count() == Image.objects.count()
        make_renditions(Image.objects.get(import_ref="sample:nadi").pk)
        assert images.sources(Image.objects.get(import_ref="sample:nadi"))

    def test_ids_rise_with_time(self, loaded: dt.datetime) -> None:
        times = list(Article.objects.published(loaded).values_list("publish_at", flat=True).order_by("pk"))
        assert times == sorted(times)


@pytest.mark.slow
class TestLoadingAgain:
    def test_changes_no_row_and_no_file(self, loaded: dt.datetime, media: Path) -> None:
        rows, files = everything(), media_files(media)
        assert loader.load(loaded + dt.timedelta(days=2)) == 0
        assert everything() == rows
        assert media_files(media) == files

    def test_leaves_alone_what_editors_have_changed_or_removed(self, loaded: dt.datetime) -> None:
        chief = factories.user("pradhan", "chief")
        publishing.update(of("01-jal-bus"), publishing.Changes(fields={"headline": "नया शीर्षक"}), by=chief)
        publishing.trash(of("02-songhati-barish"), by=chief)
        Section.objects.filter(slug="desh").update(name="भारत")
        Page.objects.filter(slug="sampark").delete()
        TagName.objects.filter(name="Canada").delete()
        rows = everything()
        assert loader.load(timezone.now()) == 0
        assert everything() == rows

    def test_a_load_that_fails_leaves_nothing_and_can_be_tried_again(
        self, now: dt.datetime, media: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = everything()

        def fails(*args: Any, **kwargs: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(publishing, "withdraw", fails)
            with pytest.raises(KeyboardInterrupt):
                loader.load(now)
        assert everything() == rows
        assert media_files(media) == []
        assert loader.load(now) > 0


@pytest.mark.slow
class TestASiteThatAlreadyHasSomething:
    def test_keeps_its_own_section_author_page_and_tag(self, now: dt.datetime) -> None:
        factories.section("khel", "मैदान", description="अपना")
        factories.author("ओंकार", "onkar-bhalerao")
        Page.objects.create(slug="about", title="हम", body="<p>अपना परिचय</p>")
        factories.story(tags=["Space"])
        loader.load(now)
        assert Section.objects.get(slug="khel").name == "मैदान"
        assert Section.objects.get(slug="cricket").parent == Section.objects.get(slug="khel")
        assert Author.objects.get(slug="onkar-bhalerao").name == "ओंकार"
        assert Page.objects.get(slug="about").title == "हम"
        # The site's own tag keeps its name; the sample's stories get a tag of their own.
        assert TagName.objects.get(name="Space").tag.name == "Space"
        assert TaggedArticle.objects.filter(tag__name="अंतरिक्ष").exists()


class TestTheCommand:
    def run(self) -> str:
        out = io.StringIO()
        call_command("sample_newsroom", stdout=out)
        return out.getvalue()

    @pytest.mark.slow
    def test_says_what_it_adds_and_then_nothing(self) -> None:
        assert "39 stories are there, all of them invented." in self.run()
        assert self.run() == ""

    @pytest.mark.slow
    @pytest.mark.django_db(transaction=True)
    def test_logs_no_line_for_each_story_but_for_those_after_it(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO")
        self.run()
        assert "publish by" not in caplog.text
        factories.story()
        assert "publish by sampadak" in caplog.text
