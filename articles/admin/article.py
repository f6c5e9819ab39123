"""The form of a story at the desk: what it shows to whom, and the one verb that a save is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import publishing, rendering
from articles.models import Article, Byline, Status, TransitionName
from articles.publishing import Refused, workflow

from .article_acts import BARE_ACTS, BUTTONS, tell
from .article_form import ArticleForm, BylineForm, BylineFormSet, tag_names
from .article_list import StoryList
from .article_page import page_context
from .from_text import from_text_view
from .preview import preview_view
from .story_views import find_view, story_card_view
from .unicode_view import reading_view, unicode_view

# What only verbs write. Sending one of these is no slip of a form of ours.
NEVER_SENT = frozenset(
    {"status", "publish_at", "first_published_at", "deleted_at", "created_by", "saved_at", "feed_id", "import_ref"}
)
WORDS = ["headline", "headline_proposed", "kicker", "standfirst", "body"]
WHERE = ["section", "kind", "language", "tag_names", "dateline_place", "source_credit"]
NOTED = ["note", "began_from"]
ELSEWHERE = ["short_headline", "slug", "seo_title", "seo_description", "canonical_url"]


class BylineInline(admin.TabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    extra = 1
    autocomplete_fields = ["author"]
    ordering = ["order", "id"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"refused": getattr(request, "desk_refused", None)})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may_edit(obj if obj is not None else Article(), request.user)  # type: ignore[arg-type]

    has_add_permission = has_change_permission = has_delete_permission = _may


@admin.register(Article)
class ArticleAdmin(StoryList):
    form = ArticleForm
    inlines = [BylineInline]
    # The form's own link stands there only while there is something to see.
    view_on_site = False
    change_form_template = "admin/articles/article_form.html"
    autocomplete_fields = ["lead_image"]

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
            shown = self._shown_fields()
            return [(None, {"fields": shown[:4], "classes": ["words"]}), (None, {"fields": shown[4:]})]
        public = obj is not None and obj.slug_is_fixed
        timing = ["expire_at"] if request.user.has_perm("articles.publish_article") else []
        return [
            (None, {"fields": WORDS, "classes": ["words"]}),
            (_("Where it stands"), {"fields": WHERE, "classes": ["where"]}),
            (_("Lead image"), {"fields": ["lead_image", "lead_caption"], "classes": ["lead"]}),
            (_("Advertising"), {"fields": ["paid_by", "without_ads"]}),
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
            "headline", "kicker", "standfirst", "shown_body", "shown_section", "kind", "language", "shown_tags",
            "dateline_place", "source_credit", "paid_by", "without_ads", "lead_image", "lead_caption",
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if not (obj is None or self.has_change_permission(request, obj)):
            return self._shown_fields()
        return ["slug"] if obj is not None and obj.slug_is_fixed else []

    @admin.display(description=_("body"))
    def shown_body(self, story: Article) -> SafeString:
        """As readers see it, with its pictures and quoted posts."""
        (shown,) = rendering.stories([story], {}, ("posts", "images", "linked_stories"))
        html = mark_safe(rendering.render_body(shown))  # clean, and escaped by its templates
        return format_html('<div class="shown-body" lang="{}">{}</div>', story.language, html)

    @admin.display(description=_("tags"))
    def shown_tags(self, story: Article) -> str:
        return ", ".join(tag_names(story))

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
            self._check_act(request, object_id)
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

    def _check_act(self, request: HttpRequest, object_id: str | None) -> None:
        """A button that this person has not got is refused before anything else is said of what was sent."""
        story = self.get_object(request, unquote(object_id)) if object_id else Article()
        if story is not None:
            act = self._act(request, story)
            if not workflow.permits(story, act, request.user):  # type: ignore[arg-type]
                raise PermissionDenied
            request.desk_act = act  # type: ignore[attr-defined]

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: the verb in `save_related` writes the story and all that belongs to it at once."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        bylines = next((formset for formset in formsets if formset.model is Byline), None)
        self._do(request.desk_act, request, form, form.changes(bylines))  # type: ignore[attr-defined]

    def _act(self, request: HttpRequest, story: Article) -> TransitionName:
        pressed = (act for name, act in BUTTONS.items() if name in request.POST)
        return next(pressed, TransitionName.UPDATE if story.status == Status.PUBLISHED else TransitionName.SAVE_DRAFT)

    def _do(self, act: TransitionName, request: HttpRequest, form: Any, changes: publishing.Changes) -> None:
        story, said = form.instance, form.cleaned_data
        common: dict[str, Any] = {
            "by": request.user,
            "version": form.version if story.pk else None,
            "note": said.get("note") or "",
        }
        if act == TransitionName.SCHEDULE:
            if not said.get("schedule_at"):
                raise Refused({"publish_at": _("When? Give a day and a time.")})
            publishing.schedule(story, changes, at=said["schedule_at"], **common)
        elif act == TransitionName.CORRECT:
            publishing.correct(story, said.get("correction") or "", changes, **common)
        elif act == TransitionName.UPDATE:
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
        act: TransitionName = request.desk_act  # type: ignore[attr-defined]
        tell(request, story, act)
        if act in (TransitionName.SAVE_DRAFT, TransitionName.UPDATE) and "_save" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        # An act that ends this person's right to change it leads to the list, not to a page that refuses.
        name = "change" if "_save" not in request.POST else "changelist"
        args = [story.pk] if name == "change" else []
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=args))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        story = kwargs.get("obj") or Article()
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        context |= page_context(story, request.user, form, inlines)  # type: ignore[arg-type]
        return super().render_change_form(request, context, *args, **kwargs)

    # -- further pages

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("preview/", view(self.preview), name="articles_article_preview"),
            path("from-text/", view(self.from_text), name="articles_article_from_text"),
            path("unicode/", view(unicode_view), name="articles_article_unicode"),
            path("read/", view(reading_view), name="articles_article_read"),
            path("find/", view(partial(find_view, self)), name="articles_article_find"),
            path("<int:story_id>/card/", view(partial(story_card_view, self)), name="articles_article_card"),
            path("<path:object_id>/act/", view(self.act_view), name="articles_article_act"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        return preview_view(self, request)

    def from_text(self, request: HttpRequest) -> HttpResponse:
        return from_text_view(self.admin_site, request)

    def act_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """POST of a bare act: one that brings no words."""
        story = self.get_object(request, unquote(object_id))
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        try:
            act = TransitionName(request.POST.get("act", ""))
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
            tell(request, story, act)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        story = self.get_object(request, unquote(object_id))
        revisions = story.revisions.defer("data") if story else []
        return super().history_view(request, object_id, {"revisions": revisions})
