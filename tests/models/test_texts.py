"""Every text that is stored is NFC and without control characters, whatever way it comes in."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from articles.models import (
    Article,
    Author,
    Correction,
    Image,
    Page,
    PostSnapshot,
    Redirect,
    Revision,
    Section,
    SocialPost,
    Tag,
    User,
)
from articles.models.fields import BodyField, LineField, PathField, ProseField, SlugField, WebAddressField
from articles.models.folded import Folded
from tests import cast, factories

TIDY = (BodyField, LineField, PathField, ProseField, SlugField, WebAddressField)
# Written by the program, not by people, or no texts: colours, chosen words, hashes, folded keys, what search makes of
# texts that are kept tidy elsewhere, and what Django itself keeps.
NOT_TEXTS = {
    "Section.accent", "Site.accent", "User.password", "User.email", "User.desk_language",
    "Tag.key", "TagName.key", "Spelling.key", *(f"{model.__name__}.folded" for model in Folded.__subclasses__()),
    *(f"SearchDocument.{name}" for name in ("headline", "names", "standfirst", "body", "filter_tokens", "words")),
    *(f"SearchTerm.{name}" for name in ("word", "written", "stem", "sound_key")),
    "PostSnapshot.hash", "FeedState.hash", "FeedState.key",
    *(f"Submission.{name}" for name in ("token", "action", "target_kind", "target_id", "digest")),
    # A name is validated and compared as it is given; the rest are secrets, digests and addresses.
    "User.username", "User.name_key", "AttemptCounter.scope", "AttemptCounter.key",
    "DeskSession.session_key", "DeskSession.address",
    "AuthenticatorApp.secret", "Passkey.credential_id", "Passkey.credential", "RecoveryCode.digest",
}  # fmt: skip

DIRTY = "क\u093cा\u0928\u0942न \u0958ानून e\u0301\x00\x01\x0b\x1f\x7f\u0085\u200b\ufeff\ud800\ufffe \u202eevil"
FORBIDDEN = {"\x00", "\x01", "\x0b", "\x1f", "\x7f", "\x85", "\u200b", "\ufeff", "\ud800", "\ufffe", "\u202e"}


def is_tidy(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not FORBIDDEN & set(text)


def test_every_column_that_holds_text_is_of_a_kind_that_keeps_it_tidy() -> None:
    for model in apps.get_app_config("articles").get_models():
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField)
            if is_text and not field.choices and f"{model.__name__}.{field.name}" not in NOT_TEXTS:
                assert isinstance(field, TIDY), f"{model.__name__}.{field.name}"


def text_fields(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TIDY) and not field.choices and not isinstance(field, SlugField)
    ]


@pytest.mark.django_db
class TestATextComesIn:
    @pytest.fixture(
        params=[Article, Author, Correction, Image, Page, Redirect, Section, SocialPost, Tag, User],
        ids=lambda m: m.__name__,
    )
    def row(self, request: pytest.FixtureRequest) -> models.Model:
        story = factories.draft()
        made = {
            Article: lambda: story,
            Author: cast.author_meera,
            Correction: lambda: Correction.objects.create(article=story, text="x"),
            Image: factories.image,
            Page: lambda: Page.objects.create(title="x", slug="about-us"),
            Redirect: lambda: Redirect.objects.create(old_path="/a/", new_path="/b/"),
            Section: cast.desh,
            SocialPost: factories.post,
            Tag: lambda: Tag.objects.create(name="x", slug="x"),
            User: cast.ravi,
        }
        return made[request.param]()

    def check(self, row: models.Model) -> None:
        fresh = type(row)._base_manager.get(pk=row.pk)
        for name in text_fields(type(row)):
            assert is_tidy(getattr(fresh, name) or ""), name
            assert "evil" in (getattr(fresh, name) or ""), name

    def test_by_save_and_the_instance_is_tidied_too(self, row: models.Model) -> None:
        for name in text_fields(type(row)):
            setattr(row, name, DIRTY)
        row.save()
        self.check(row)
        assert all(is_tidy(getattr(row, name) or "") for name in text_fields(type(row)))

    def test_by_update(self, row: models.Model) -> None:
        type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(text_fields(type(row)), DIRTY))
        self.check(row)

    def test_by_bulk_update(self, row: models.Model) -> None:
        for name in text_fields(type(row)):
            setattr(row, name, DIRTY)
        type(row)._base_manager.bulk_update([row], text_fields(type(row)))
        self.check(row)

    def test_by_bulk_create(self, row: models.Model) -> None:
        copy = type(row)._base_manager.get(pk=row.pk)
        for name in text_fields(type(row)):
            setattr(copy, name, DIRTY + "2")
        for name in ("slug", "key", "feed_id", "import_ref", "network_id", "url", "user_id", "username"):
            if hasattr(copy, name):
                setattr(copy, name, None if name in ("user_id", "import_ref") else factories.unlike(getattr(row, name)))
        copy.pk = None
        (made,) = type(row)._base_manager.bulk_create([copy])
        fresh = type(row)._base_manager.get(pk=made.pk)
        assert all(is_tidy(getattr(fresh, name) or "") for name in text_fields(type(row)))

    def test_into_evidence(self) -> None:
        post = factories.post(text=DIRTY, author_name=DIRTY)
        snapshot = post.snapshots.get()
        assert is_tidy(snapshot.text)
        assert is_tidy(snapshot.author_name)
        assert snapshot.hash == snapshot.content_hash()


@pytest.mark.django_db
class TestOneSpelling:
    def test_both_encodings_of_a_word_are_found_by_either(self) -> None:
        Author.objects.create(name="\u0958ासिम", slug="qasim")
        assert Author.objects.filter(name="क\u093cासिम").exists()

    def test_a_line_has_no_line_breaks_and_no_spaces_at_its_ends(self) -> None:
        assert Author.objects.create(name=" मीरा \n\t जोशी ", slug="m").name == "मीरा जोशी"

    def test_prose_keeps_its_line_breaks(self) -> None:
        assert Author.objects.create(name="म", slug="m", bio="एक\r\nदो\r\n\r\nतीन").bio == "एक\nदो\n\nतीन"

    def test_zwj_and_zwnj_which_hindi_needs_stay(self) -> None:
        assert (
            Author.objects.create(name="र\u094d\u200dय क\u094d\u200cष", slug="m").name
            == "र\u094d\u200dय क\u094d\u200cष"
        )

    def test_flags_and_emoji_stay_whole(self) -> None:
        words = "🇮🇳 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👩🏽\u200d🌾 ❤\ufe0f"
        assert factories.post(text=words).snapshots.get().text == words

    def test_a_body_is_cleaned_also_by_update(self) -> None:
        story = factories.draft()
        Article.objects.filter(pk=story.pk).update(body="<p onclick=x>\u0958</p><script>x</script>")
        story.refresh_from_db()
        assert story.body == "<p>क\u093c</p>"


@pytest.mark.django_db
class TestEvidence:
    def test_is_neither_changed_nor_removed(self) -> None:
        story = factories.story(body=factories.quoting(factories.post()))
        for row in (story.revisions.first(), PostSnapshot.objects.first()):
            assert row is not None
            manager = type(row).objects
            for act in (
                row.save,
                row.delete,
                lambda manager=manager: manager.all().delete(),
                lambda manager=manager: manager.update(id=1),
                lambda manager=manager, row=row: manager.bulk_update([row], ["id"]),
                lambda manager=manager, row=row: manager.bulk_create(
                    [row], update_conflicts=True, update_fields=["captured_at"], unique_fields=["id"]
                ),
            ):
                with pytest.raises(TypeError):
                    act()

    def test_cannot_be_overwritten_by_a_new_row_with_its_key(self) -> None:
        story = factories.story()
        revision = story.revisions.first()
        assert revision is not None
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision(pk=revision.pk, article=story, number=99, transition="publish", data={}).save()
        revision.refresh_from_db()
        assert revision.number == 2

    def test_outlives_the_account_of_who_made_it(self) -> None:
        story = factories.story(by=cast.meera())
        cast.meera().delete()
        assert [(row.by, row.by_name) for row in story.revisions.all()] == [(None, "Meera Joshi")] * 2

    def test_keeps_its_story_from_being_deleted(self) -> None:
        with pytest.raises(models.ProtectedError):
            factories.story().delete()

    def test_one_time_has_one_hash_however_it_is_written(self) -> None:
        ist = dt.timezone(dt.timedelta(hours=5, minutes=30))
        snapshot = factories.post(posted_at=dt.datetime(2025, 9, 29, 19, 30, tzinfo=ist)).snapshots.get()
        assert PostSnapshot.objects.get(pk=snapshot.pk).content_hash() == snapshot.hash
