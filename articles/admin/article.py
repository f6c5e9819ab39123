"""Stories at the desk: the list, the form, the buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.body import clean
from articles.models import STORY_PARTS, Act, Article, Byline, Status
from articles.publishing import Refused, workflow

from .article_filters import KindFilter, MineFilter, SectionFilter, StateFilter
from .article_form import ArticleForm, BylineForm
from .base import DeskAdmin
from .from_text import from_text_view

# The buttons that carry what was typed, by the name they are sent with.
BUTTONS: dict[str, Act] = {
    "_submit": Act.SUBMIT,
    "_send_back": Act.SEND_BACK,
    "_approve": Act.APPROVE,
    "_publish": Act.PUBLISH,
    "_schedule": Act.SCHEDULE,
    "_unschedule": Act.UNSCHEDULE,
    "_correct": Act.CORRECT,
}
# The acts that change a story's life and none of its words.
BARE_ACTS: dict[Act, Callable[..., Article]] = {
    Act.SEND_BACK: publishing.send_back,
    Act.APPROVE: publishing.approve,
    Act.UNSCHEDULE: publishing.unschedule,
    Act.WITHDRAW: publishing.withdraw,
    Act.TRASH: publishing.trash,
    Act.RESTORE: publishing.restore,
}
LABELS = {
    Act.SUBMIT: _("Submit for review"),
    Act.SEND_BACK: _("Send back"),
    Act.APPROVE: _("Approve"),
    Act.PUBLISH: _("Publish now"),
    Act.SCHEDULE: _("Schedule"),
    Act.UNSCHEDULE: _("Take off the schedule"),
    Act.CORRECT: _("Add the correction"),
    Act.WITHDRAW: _("Withdraw"),
    Act.TRASH: _("Put in the trash"),
    Act.RESTORE: _("Restore from the trash"),
}
DONE = {
    Act.SAVE_DRAFT: _("Saved."),
    Act.UPDATE: _("Saved; readers see it."),
    Act.SUBMIT: _("Submitted for review."),
    Act.SEND_BACK: _("Sent back."),
    Act.APPROVE: _("Approved."),
    Act.PUBLISH: _("Published."),
    Act.SCHEDULE: _("Scheduled."),
    Act.UNSCHEDULE: _("Taken off the schedule."),
    Act.CORRECT: _("The correction stands under the story."),
    Act.WITHDRAW: _("Withdrawn. Readers are told that it is gone."),
    Act.TRASH: _("Put in the trash."),
    Act.RESTORE: _("Restored from the trash."),
}
# What only verbs write. Sending one of these is no slip of a form of ours.
NEVER_SENT = frozenset(
    {"status", "publish_at", "first_published_at", "deleted_at", "created_by", "saved_at", "feed_id", "import_ref"}
)
WORDS = ["kicker", "headline", "headline_proposed", "standfirst", "body"]
WHERE = ["section", "kind", "language", "tag_names", "dateline_place", "source_credit"]
NOTED = ["note", "began_from"]
ELSEWHERE = ["short_headline", "slug", "seo_title", "seo_description", "canonical_url"]
_SEARCHED = 20_000


class BylineInline(admin.TabularInline):
    model = Byline
    form = BylineForm
    extra = 1
    autocomplete_fields = ["author"]
    ordering = ["order", "id"]
    template = "admin/articles/bylines.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may_edit(obj if obj is not None else Article(), request.user)  # type: ignore[arg-type]

    has_add_permission = has_change_permission = has_delete_permission = _may


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    inlines = [BylineInline]
    # The form's own link stands there only while there is something to see.
    view_on_site = False
    change_form_template = "admin/articles/article_form.html"
    change_list_template = "admin/articles/article_list.html"
    list_display = ["shown_headline", "state", "shown_section", "shown_bylines", "appears", "saved"]
    list_display_links = ["shown_headline"]
    list_filter = [StateFilter, MineFilter, SectionFilter, KindFilter, "language"]
    list_select_related = ["section"]
    search_fields = ["headline"]
    search_help_text = _("Headline, standfirst or number; among the 20,000 stories saved last.")
    ordering = ["-saved_at", "-id"]
    sortable_by = ["saved"]
    autocomplete_fields = ["lead_image"]
    actions = ["submit_all", "approve_all", "send_back_all", "publish_all", "withdraw_all", "trash_all", "restore_all"]

    # -- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request)
        match = request.resolver_match
        if match and match.url_name == "articles_article_changelist":
            rows = rows.prefetch_related(STORY_PARTS["bylines"]).defer("body")
            if request.GET.get("state") != "trash" and request.method == "GET":
                rows = rows.filter(deleted_at__isnull=True)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        words = search_term.split()
        if not words:
            return queryset, False
        if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 19:
            return queryset.filter(pk=int(words[0])), False
        newest = Article.objects.order_by("-saved_at", "-id").values("pk")[:_SEARCHED]
        queryset = queryset.filter(pk__in=newest)
        for word in words[:8]:
            queryset = queryset.filter(headline__icontains=word) | queryset.filter(standfirst__icontains=word)
        return queryset, False

    @admin.display(description=_("headline"))
    def shown_headline(self, story: Article) -> str:
        return str(story)

    @admin.display(description=_("state"))
    def state(self, story: Article) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', state_word(story), publishing.state_name(story))

    @admin.display(description=_("section"), ordering="section")
    def shown_section(self, story: Article) -> str:
        return str(story.section or "")

    @admin.display(description=_("bylines"))
    def shown_bylines(self, story: Article) -> str:
        return ", ".join(row.shown_name for row in story.bylines.all())

    @admin.display(description=_("published"))
    def appears(self, story: Article) -> dt.datetime | None:
        return story.publish_at

    @admin.display(description=_("last saved"), ordering="saved_at")
    def saved(self, story: Article) -> dt.datetime:
        return story.saved_at

    # -- who may

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return workflow.may_edit(obj, request.user)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Stories are put in the trash, never deleted."""
        return False

    # -- the form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if not (obj is None or self.has_change_permission(request, obj)):
            return [(None, {"fields": self._shown_fields()})]
        public = obj is not None and obj.slug_is_fixed
        timing = ["expire_at"] if request.user.has_perm("articles.publish_article") else []
        return [
            (None, {"fields": WORDS, "classes": ["words"]}),
            (_("Where it stands"), {"fields": WHERE}),
            (_("Lead image"), {"fields": ["lead_image", "lead_caption"]}),
            (_("For lists and search engines"), {"fields": ELSEWHERE, "classes": ["collapse"]}),
            (_("Publishing"), {"fields": [*self._publishing_fields(request, obj, public), *timing, *NOTED]}),
        ]  # fmt: skip

    def _publishing_fields(self, request: HttpRequest, obj: Any, public: bool) -> list[str]:
        fields = []
        if request.user.has_perm("articles.publish_article") and not (obj and obj.is_live()):
            fields.append("schedule_at")
        if public and request.user.has_perm("articles.publish_article"):
            fields.append("significant")
        if public and request.user.has_perm("articles.correct_article"):
            fields.append("correction")
        return fields

    def _shown_fields(self) -> list[str]:
        return [
            "kicker", "headline", "standfirst", "shown_body", "shown_section", "kind", "language", "shown_tags",
            "dateline_place", "source_credit", "lead_image", "lead_caption",
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if not (obj is None or self.has_change_permission(request, obj)):
            return self._shown_fields()
        return ["slug"] if obj is not None and obj.slug_is_fixed else []

    @admin.display(description=_("body"))
    def shown_body(self, story: Article) -> SafeString:
        # Clean by construction: what `clean` returns may stand in any page.
        return format_html('<div class="shown-body">{}</div>', mark_safe(clean(story.body)))

    @admin.display(description=_("tags"))
    def shown_tags(self, story: Article) -> SafeString:
        names = [(row.tag.name,) for row in story.tag_rows.select_related("tag")]
        return format_html_join(", ", "{}", names)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request, "refused": getattr(request, "desk_refused", None)})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form, and on POST one verb. A verb that refuses has undone everything: the same form is then shown again
        with what it said, as if the form itself had found the fault."""
        if request.method == "POST":
            self._check_sent(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.desk_refused = refused  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _check_sent(self, request: HttpRequest) -> None:
        names = {name.removesuffix("_0").removesuffix("_1") for name in request.POST}
        timed = {"expire_at"} if not request.user.has_perm("articles.publish_article") else set()
        if names & (NEVER_SENT | timed):
            raise PermissionDenied

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: the verb in `save_related` writes the story and all that belongs to it at once."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        bylines = next((formset for formset in formsets if formset.model is Byline), None)
        act = self._act(request, form.instance if change else None)
        self._do(request, act, form, form.changes(bylines))
        request.desk_act = act  # type: ignore[attr-defined]

    def _act(self, request: HttpRequest, story: Article | None) -> Act:
        for name, act in BUTTONS.items():
            if name in request.POST:
                return act
        # The row, not the instance in hand: that one carries what was typed.
        published = story is not None and Article.objects.get(pk=story.pk).status == Status.PUBLISHED
        return Act.UPDATE if published else Act.SAVE_DRAFT

    def _do(self, request: HttpRequest, act: Act, form: Any, changes: publishing.Changes) -> None:
        story, said = form.instance, form.cleaned_data
        common: dict[str, Any] = {
            "by": request.user,
            "version": said.get("began_from") if story.pk else None,
            "note": said.get("note") or "",
        }
        if story.pk and common["version"] is None:
            raise Refused({"": _("The form was not sent whole. Open the story again.")})
        if act == Act.SCHEDULE:
            if not said.get("schedule_at"):
                raise Refused({"publish_at": _("When? Give a day and a time.")})
            publishing.schedule(story, changes, at=said["schedule_at"], **common)
        elif act == Act.CORRECT:
            publishing.correct(story, said.get("correction") or "", changes, **common)
        elif act == Act.UPDATE:
            publishing.update(story, changes, significant=bool(said.get("significant")), **common)
        else:
            getattr(publishing, act.value)(story, changes, **common)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The verb has written the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The verb has written the log."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._response(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._response(request, obj)

    def _response(self, request: HttpRequest, story: Article) -> HttpResponse:
        act: Act = request.desk_act  # type: ignore[attr-defined]
        self._tell(request, story, act)
        if act in (Act.SAVE_DRAFT, Act.UPDATE) and "_save" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        # An act that ends this person's right to change it leads to the list, not to a page that refuses.
        name = "change" if "_save" not in request.POST else "changelist"
        args = [story.pk] if name == "change" else []
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=args))

    def _tell(self, request: HttpRequest, story: Article, act: Act) -> None:
        address = story.get_absolute_url() if story.is_live() else ""
        link = format_html(' <a href="{}">{}</a>', address, _("View on site")) if address else ""
        messages.success(request, format_html("“{}”: {}{}", story, DONE[act], link))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        story = kwargs.get("obj") or Article()
        possible = workflow.allowed(story, request.user)  # type: ignore[arg-type]
        may_edit = workflow.may_edit(story, request.user)  # type: ignore[arg-type]
        context |= {
            "story": story,
            "state": publishing.state_name(story) if story.pk else "",
            "state_word": state_word(story),
            "may_edit": may_edit,
            "buttons": [
                (name, LABELS[act]) for name, act in BUTTONS.items() if may_edit and act in possible
            ],
            "bare_acts": [
                (act.value, LABELS[act])
                for act in BARE_ACTS
                if story.pk and act in possible and not (may_edit and act in BUTTONS.values())
            ],
            "quotes": getattr(context["adminform"].form, "quotes", []) if may_edit else [],
            "live_url": story.get_absolute_url() if story.pk and story.is_live() else "",
            "corrections": story.corrections.all() if story.pk else [],
        }  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    # -- further pages

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("from-text/", view(self.from_text), name="articles_article_from_text"),
            path("<path:object_id>/act/", view(self.act_view), name="articles_article_act"),
            *super().get_urls(),
        ]

    def from_text(self, request: HttpRequest) -> HttpResponse:
        return from_text_view(self.admin_site, request)

    def act_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST of a bare act: one that brings no words."""
        story = self.get_object(request, unquote(object_id))
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        try:
            act = Act(request.POST.get("act", ""))
            verb = BARE_ACTS[act]
        except (ValueError, KeyError):
            raise PermissionDenied from None
        version = request.POST.get("began_from", "")
        try:
            verb(
                story, by=request.user, note=request.POST.get("note", "")[:1000],
                version=int(version) if version.isdecimal() else None,
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            self._tell(request, story, act)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        story = self.get_object(request, unquote(object_id))
        revisions = story.revisions.defer("data") if story else []
        return super().history_view(request, object_id, {"revisions": revisions})

    # -- actions on several stories

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Only what this person may do to some story at all; a raw POST of another is refused by name."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        rights = {
            "approve_all": "review_article", "send_back_all": "review_article", "publish_all": "publish_article",
            "withdraw_all": "withdraw_article", "restore_all": "change_article", "trash_all": "change_article",
            "submit_all": "change_article",
        }  # fmt: skip
        return {name: action for name, action in actions.items() if request.user.has_perm(f"articles.{rights[name]}")}

    def response_action(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:  # type: ignore[override]
        chosen = request.POST.get("action", "")
        if chosen and chosen not in self.get_actions(request):
            raise PermissionDenied
        return super().response_action(request, queryset)

    def _to_each(self, request: HttpRequest, rows: QuerySet[Article], act: Act) -> None:
        """The verb on each story; one that refuses does not hinder the others, one that is not allowed undoes all."""
        done = 0
        with transaction.atomic():
            for story in rows.order_by("pk"):
                try:
                    getattr(publishing, act.value)(story, by=request.user)
                    done += 1
                except Refused as refused:
                    messages.error(request, format_html("“{}”: {}", story, refused))
        if done:
            messages.success(request, format_html("{} ({})", DONE[act], done))

    @admin.action(description=_("Submit for review"))
    def submit_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.SUBMIT)

    @admin.action(description=_("Approve"))
    def approve_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.APPROVE)

    @admin.action(description=_("Send back"))
    def send_back_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.SEND_BACK)

    @admin.action(description=_("Publish now"))
    def publish_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.PUBLISH)

    @admin.action(description=_("Withdraw"))
    def withdraw_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.WITHDRAW)

    @admin.action(description=_("Put in the trash"))
    def trash_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.TRASH)

    @admin.action(description=_("Restore from the trash"))
    def restore_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self._to_each(request, rows, Act.RESTORE)


def state_word(story: Article) -> str:
    """The state as a word for style sheets."""
    if story.deleted_at:
        return "trash"
    if story.is_scheduled():
        return "scheduled"
    if story.status == Status.PUBLISHED and not story.is_live(timezone.now()):
        return "expired"
    return story.status
