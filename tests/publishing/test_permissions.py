"""Who may do what to which story; who may not changes nothing."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from articles import publishing
from articles.models import Article, AuditEntry, Revision, TransitionName, User
from articles.publishing import BylineLine, Changes, NotAllowed, roles
from tests import cast, factories

from .test_transitions import LEADS, RUN, STATES, a_correction, story_that_is

pytestmark = pytest.mark.django_db

EDITOR = set(TransitionName)
REPORTER_OF_AN_OWN_DRAFT = {TransitionName.SAVE_DRAFT, TransitionName.SUBMIT, TransitionName.TRASH}


def dump() -> tuple[list, list, list]:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Article, Revision, AuditEntry))


def attempt(act: TransitionName, story: Article, by: User) -> None:
    words = {
        TransitionName.CORRECT: ("ग़लत था।",),
        TransitionName.AMEND: (a_correction(story), "ग़लत था।"),
        TransitionName.RETRACT: (a_correction(story),),
    }.get(act, ())
    more = {"at": story.created_at.replace(year=2090)} if act == TransitionName.SCHEDULE else {}
    getattr(publishing, act.value)(story, *words, by=by, **more)


@pytest.mark.sampled(16)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", list(RUN))
@pytest.mark.parametrize("who", ["guest", "seema"])
def test_nobody_touches_a_story_of_others(who: str, act: TransitionName, state: str) -> None:
    story, person = story_that_is(state), getattr(cast, who)()
    before, instance = dump(), dict(story.__dict__)
    with pytest.raises(NotAllowed):
        attempt(act, story, person)
    assert dump() == before
    assert {k: v for k, v in story.__dict__.items() if k != "_state"} == {
        k: v for k, v in instance.items() if k != "_state"
    }
    assert publishing.allowed(story, person) == []


@pytest.mark.sampled(5)
@pytest.mark.parametrize("act", list(RUN))
@pytest.mark.parametrize("who", ["meera", "kavita"])
def test_an_editor_and_the_chief_may_do_everything_to_a_story_of_others(who: str, act: TransitionName) -> None:
    story = story_that_is(sorted(LEADS[act][0])[0])
    assert act in publishing.allowed(story, getattr(cast, who)())
    attempt(act, story, getattr(cast, who)())


class TestAReporter:
    def test_writes_hands_in_and_throws_away_an_own_draft_and_no_more(self) -> None:
        story = factories.draft(by=cast.ravi())
        assert set(publishing.allowed(story, cast.ravi())) == REPORTER_OF_AN_OWN_DRAFT
        for act in EDITOR - REPORTER_OF_AN_OWN_DRAFT - {TransitionName.RESTORE}:
            with pytest.raises(NotAllowed):
                attempt(act, story, cast.ravi())
        publishing.save_draft(story, Changes(fields={"headline": "मेरा"}), by=cast.ravi())
        publishing.submit(story, by=cast.ravi())

    def test_may_still_write_while_it_is_in_review_but_not_once_it_is_approved(self) -> None:
        story = factories.draft(by=cast.ravi())
        publishing.submit(story, by=cast.ravi())
        publishing.save_draft(story, Changes(fields={"kicker": "शहर"}), by=cast.ravi())
        publishing.approve(story, by=cast.meera())
        with pytest.raises(NotAllowed):
            publishing.save_draft(story, Changes(fields={"kicker": "गांव"}), by=cast.ravi())

    @pytest.mark.parametrize("state", ["published", "scheduled", "withdrawn", "expired"])
    def test_does_not_touch_an_own_story_that_readers_see_saw_or_will_see(self, state: str) -> None:
        story = story_that_is(state)
        Article.objects.filter(pk=story.pk).update(created_by=cast.ravi())
        story.refresh_from_db()
        assert publishing.allowed(story, cast.ravi()) == []
        for act in TransitionName:
            with pytest.raises(NotAllowed):
                attempt(act, story, cast.ravi())

    def test_writes_a_story_whose_byline_is_theirs_as_if_it_was_begun_by_them(self) -> None:
        story = factories.draft(by=cast.meera(), bylines=[cast.author_ravi()])
        assert publishing.may_edit(story, cast.ravi())
        assert not publishing.may_edit(story, cast.seema())

    def test_cannot_make_a_story_their_own_by_putting_their_name_on_it(self) -> None:
        story = factories.draft(by=cast.meera())
        with pytest.raises(NotAllowed):
            publishing.save_draft(story, Changes(bylines=[BylineLine(cast.author_ravi().pk)]), by=cast.ravi())
        assert not story.bylines.exists()

    def test_takes_an_own_draft_out_of_the_trash_again(self) -> None:
        story = factories.draft(by=cast.ravi())
        publishing.trash(story, by=cast.ravi())
        publishing.restore(story, by=cast.ravi())
        assert story.deleted_at is None

    def test_cannot_publish_by_beginning_a_new_story(self) -> None:
        fields = {"headline": "ख", "section": cast.desh(), "body": "<p>ग</p>"}
        for act in (publishing.publish, publishing.approve):
            with pytest.raises(NotAllowed):
                act(Article(), Changes(fields=fields), by=cast.ravi())
        assert not Article.objects.exists()


class TestRights:
    def test_to_review_alone_bring_no_changes_of_words(self) -> None:
        reviewer = factories.user("reviewer")
        reviewer.user_permissions.add(Permission.objects.get(codename="review_article"))
        reviewer = User.objects.get(pk=reviewer.pk)
        story = factories.draft(by=cast.ravi())
        with pytest.raises(NotAllowed):
            publishing.approve(story, Changes(fields={"headline": "और"}), by=reviewer)
        publishing.approve(story, by=reviewer)

    def test_of_an_account_that_was_closed_are_gone(self) -> None:
        story, meera = factories.draft(by=cast.meera()), cast.meera()
        meera.is_active = False
        meera.save()
        with pytest.raises(NotAllowed):
            publishing.publish(story, by=User.objects.get(pk=meera.pk))

    def test_of_someone_who_may_change_but_not_add_begin_no_story(self) -> None:
        person = factories.user("changer")
        for right in ("change_article", "edit_any_article", "publish_article"):
            person.user_permissions.add(Permission.objects.get(codename=right))
        person = User.objects.get(pk=person.pk)
        for act in (publishing.save_draft, publishing.publish):
            with pytest.raises(NotAllowed):
                act(Article(), by=person)


class TestTheGroups:
    def test_are_there_after_migrating_each_with_more_than_the_one_before(self) -> None:
        rights = [
            set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
            for name in ("reporter", "editor", "chief")
        ]
        assert rights[0] < rights[1] < rights[2]
        assert "publish_article" in rights[1] - rights[0]
        assert "add_user" in rights[2] - rights[1]

    def test_that_a_site_has_changed_stay_as_it_wants_them(self) -> None:
        Group.objects.get(name="editor").permissions.clear()
        roles.sync_groups()
        assert not Group.objects.get(name="editor").permissions.exists()

    def test_get_the_rights_that_a_new_version_brings_and_no_others(self) -> None:
        chief, newsroom = Group.objects.get(name="chief"), apps.get_app_config("articles")
        Permission.objects.filter(codename="change_adslot").delete()
        chief.permissions.remove(Permission.objects.get(codename="change_site"))
        roles.remember_permissions(newsroom)
        roles.sync_groups(newsroom)
        assert chief.permissions.filter(codename="change_adslot").exists()
        assert not chief.permissions.filter(codename="change_site").exists()
        assert not Group.objects.get(name="editor").permissions.filter(codename="change_adslot").exists()

    def test_come_again_when_one_is_missing(self) -> None:
        Group.objects.filter(name__in=["reporter", "editor"]).delete()
        assert roles.system_user().groups.get().name == "editor"
        assert Group.objects.filter(name="reporter").exists()

    def test_the_program_itself_acts_by_an_account_nobody_can_sign_in_with(self) -> None:
        account = roles.system_user()
        assert roles.system_user() == account
        assert not account.has_usable_password()
        assert not account.is_staff
        assert account.has_perm("articles.publish_article")
