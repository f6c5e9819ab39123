"""The form of a story at the desk: what it shows to whom, and the one transition that each save is."""

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
from articles.models import EDITORIAL_FIELDS, Article, Byline, Submission, TransitionName
from articles.publishing import NotAllowed, Refused, StaleVersion, workflow
from articles.publishing.workflow import TRANSITIONS

from . import refusals, saving
from .article_form import ArticleForm, BylineForm, BylineFormSet, tag_names
from .article_list import StoryList
from .article_messages import ask, show_done
from .article_page import page_context
from .article_save import chosen_lead_image, keep_reason_as_note, pressed, publishing_fields, reason
from .autosave import AutosaveMixin, forget, forget_same
from .chosen import ChoosingMixin
from .correction import correction_view
from .from_text import from_text_view
from .limits import LimitedRows
from .preview import preview_view
from .refusals import Refusal
from .saving import is_own_form, mark_saved
from .story_views import find_view, story_card_view
from .submitted import whole_number
from .time_fields import read_time_view
from .unicode_view import reading_view, unicode_view

# Columns that only transitions write. The form has no such fields and would ignore them; whoever sends one is answered
# with 403 rather than with a message that everything was saved.
_NOT_EDITABLE = frozenset(
    {"status", "publish_at", "first_published_at", "deleted_at", "created_by", "saved_at", "feed_id", "import_ref"}
)
# The form's groups of fields.
_TEXT = ["headline", "headline_proposed", "kicker", "standfirst", "body"]
_LEAD = ["lead_image", "lead_caption", "lead_video"]
_ADVERTISING = ["paid_by", "without_ads"]
_LISTS = ["short_headline", "slug", "seo_title", "seo_description", "canonical_url"]
_FILED = ["section", "kind", "language", "tag_names", "dateline_place", "source_credit"]
_TIMES = ["schedule_at", "expire_at"]
# A field that is named nowhere else stands at the end of the second group.
_FILED += [name for name in EDITORIAL_FIELDS if name not in (*_TEXT, *_FILED, *_LEAD, *_ADVERTISING, *_LISTS, *_TIMES)]
_ABOUT_THE_SAVE = ["note", "began_from"]
# What a person reads who may not edit: the fields that readers see, some of them in another form.
_SHOWN_AS = {"body": "shown_body", "section": "shown_section", "tag_names": "shown_tags"}
_READ_ONLY = [
    _SHOWN_AS.get(name, name) for name in (*_TEXT, *_FILED, *_ADVERTISING, *_LEAD) if name != "headline_proposed"
]


class BylineInline(LimitedRows, ChoosingMixin, admin.TabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    fields = ["author", "name", "role", "order"]
    extra = 1
    autocomplete_fields = ["author"]
    ordering = ["order", "id"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.refused = getattr(request, "desk_refused", None)
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        return publishing.may_edit(obj if obj is not None else Article(), request.user)  # type: ignore[arg-type]

    has_add_permission = has_change_permission = has_delete_permission = _may


@admin.register(Article)
class ArticleAdmin(AutosaveMixin, StoryList):
    form = ArticleForm
    inlines = [BylineInline]
    # The form's own link stands there only while there is something to see.
    view_on_site = False
    change_form_template = "admin/articles/article_form.html"
    autocomplete_fields = ["lead_image", "lead_video"]

    # -- who may

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit(obj, request.user)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Stories are put in the trash, never deleted."""
        return False

    # -- the form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if not (obj is None or self.has_change_permission(request, obj)):
            text, rest = _READ_ONLY[: len(_TEXT) - 1], _READ_ONLY[len(_TEXT) - 1 :]
            return [(None, {"fields": text, "classes": ["words"]}), (None, {"fields": rest})]
        timing = ["expire_at"] if request.user.has_perm("articles.publish_article") else []
        return [
            (None, {"fields": _TEXT, "classes": ["words"]}),
            (_("Where it stands"), {"fields": _FILED, "classes": ["where"]}),
            (_("Lead image"), {"fields": _LEAD, "classes": ["lead"]}),
            (_("Advertising"), {"fields": _ADVERTISING}),
            (_("For lists and search engines"), {"fields": _LISTS, "classes": ["collapse"]}),
            (_("Publishing"), {"fields": [*publishing_fields(request, obj or Article()), *timing, *_ABOUT_THE_SAVE]}),
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if not (obj is None or self.has_change_permission(request, obj)):
            return _READ_ONLY
        return []

    @admin.display(description=_("body"))
    def shown_body(self, article: Article) -> SafeString:
        """As readers see it, with its pictures and quoted posts."""
        (story,) = rendering.stories([article], {}, ("posts", "images", "files", "linked_stories"))
        html = mark_safe(rendering.render_body(story))  # clean, and escaped by its templates
        return format_html('<div class="shown-body" lang="{}">{}</div>', article.language, html)

    @admin.display(description=_("tags"))
    def shown_tags(self, article: Article) -> str:
        return ", ".join(tag_names(article))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        # The class is of this request only; one derived from it would build every field again.
        form.request, form.refused = request, getattr(request, "desk_refused", None)
        return form

    def prepare(self, request: HttpRequest, object_id: str | None) -> None:
        article = self.get_object(request, unquote(object_id)) if object_id else Article()
        if article is not None and is_own_form(request):
            user: Any = request.user
            name = pressed(request) or workflow.save_transition(article)
            publishing.make_first_files(name, article, chosen_lead_image(request), user)

    def submit_form(
        self, request: HttpRequest, object_id: str | None, *, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Take one transition. If it is refused, nothing was saved, and the same form is shown again with the errors of
        the refusal as its own."""
        _check_field_names(request)
        keep_reason_as_note(request)
        try:
            return super().submit_form(request, object_id, form_url=form_url, extra_context=extra_context)
        except Refused as refused:
            request.desk_refused = refused  # type: ignore[attr-defined]
        except NotAllowed:
            pass  # Somebody was quicker: this time the form is refused before anything is written.
        return super().submit_form(request, object_id, form_url=form_url, extra_context=extra_context)

    def refusal(self, request: HttpRequest, object_id: str | None) -> Refusal | None:
        """Refuse before anything is validated, if this person may not press that button."""
        article = self.get_object(request, unquote(object_id)) if object_id else Article()
        if article is None or not is_own_form(request):
            return super().refusal(request, object_id)
        user: Any = request.user
        name = pressed(request) or workflow.save_transition(article)
        request.desk_transition = name  # type: ignore[attr-defined]
        if workflow.is_permitted(article, name, user) and (article.pk is None or publishing.may_edit(article, user)):
            return None
        return refusals.of_story(article, request.POST.get("began_from", ""))

    def takes_as_new(self, obj: Any) -> bool:
        return True

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save nothing: the transition in `save_related` writes the story and its rows together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        bylines = next((formset for formset in formsets if formset.model is Byline), None)
        name: TransitionName = form.transition
        request.desk_transition = name  # type: ignore[attr-defined]
        publishing.apply_confirmed(
            name,
            form.instance,
            confirmed=request.POST.get("confirmed") == name,
            changes=form.changes(bylines),
            by=request.user,
            version=form.version if form.instance.pk else None,
            note=form.cleaned_data.get("note") or "",
            **{argument: form.cleaned_data.get(field, "") for argument, field in TRANSITIONS[name].arguments.items()},
        )
        forget(request, "article", form.instance.pk)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Write nothing: the transition has written the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Write nothing: the transition has written the log."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        mark_saved(request, obj, request.desk_transition)  # type: ignore[attr-defined]
        return self._response(request, obj)

    response_change = response_add

    def answer_again(self, request: HttpRequest, submission: Submission) -> HttpResponse:
        article = self.get_object(request, submission.target_id)
        if article is None:
            return super().answer_again(request, submission)
        forget_same(request, "article", article.pk)
        mark_saved(request, article, submission.action, submission.version)
        return self._response(request, article)

    def _response(self, request: HttpRequest, article: Article) -> HttpResponse:
        show_done(request, article, TransitionName(request.desk_action))  # type: ignore[attr-defined]
        if "_save" in request.POST:  # the button "Save and close"
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        article = kwargs.get("obj") or Article()
        form, inlines = context["adminform"].form, context["inline_admin_formsets"]
        refusal: Refusal | None = getattr(request, "desk_refusal", None)
        refused_story = refusal.story if refusal else None
        context |= page_context(article, request.user, form, inlines, refused_story)  # type: ignore[arg-type]
        if context["question"]:
            context["errors"] = ()  # A question is no error.
        return super().render_change_form(request, context, *args, **kwargs)

    # -- further pages

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("preview/", view(self.preview), name="articles_article_preview"),
            path("from-text/", view(self.from_text), name="articles_article_from_text"),
            path("unicode/", view(unicode_view), name="articles_article_unicode"),
            path("read/", view(reading_view), name="articles_article_read"),
            path("time/", view(read_time_view), name="articles_article_time"),
            path("find/", view(partial(find_view, self)), name="articles_article_find"),
            path("<int:story_id>/card/", view(partial(story_card_view, self)), name="articles_article_card"),
            path(
                "<int:story_id>/corrections/<int:correction_id>/",
                view(partial(correction_view, self)),
                name="articles_article_correction",
            ),
            path("<path:object_id>/act/", view(self.transition_view), name="articles_article_act"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        return preview_view(self, request)

    def from_text(self, request: HttpRequest) -> HttpResponse:
        return from_text_view(self.admin_site, request)

    def transition_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take a transition that brings no changes: POST of `act`, its name, with `began_from` and a `note`."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        name = request.POST.get("act", "")
        if name in TransitionName and is_own_form(request):
            user: Any = request.user
            publishing.make_first_files(TransitionName(name), article, article.lead_image, user)
        return saving.submit_once(self, request, object_id, lambda _id: self._take_bare(request, article))

    def _take_bare(self, request: HttpRequest, article: Article) -> HttpResponse:
        name = request.POST.get("act", "")
        if name not in TransitionName or not TRANSITIONS[TransitionName(name)].bare:
            raise PermissionDenied
        version = request.POST.get("began_from", "")
        try:
            if not is_own_form(request):
                raise Refused({"": saving.other_account()})
            publishing.apply_confirmed(
                TransitionName(name), article, by=request.user, note=reason(request),
                confirmed=request.POST.get("confirmed") == name, version=whole_number(version),
            )  # fmt: skip
        except publishing.Unconfirmed as unconfirmed:
            address = reverse("admin:articles_article_change", args=[article.pk])
            hidden = [("act", name), ("began_from", version), (saving.FORM_TOKEN, saving.form_token(request))]
            return ask(request, self.admin_site, unconfirmed, title=str(article), hidden=hidden, back=address)
        except StaleVersion as stale:
            messages.error(request, stale.seen_message)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            mark_saved(request, article, name)
            show_done(request, article, TransitionName(name))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        revisions = article.revisions.defer("data") if article else []
        return super().history_view(request, object_id, {"revisions": revisions})


def _check_field_names(request: HttpRequest) -> None:
    """Raise PermissionDenied if a field was sent that the form does not have."""
    names = {name.removesuffix("_0").removesuffix("_1") for name in request.POST}
    timed = set(_TIMES) if not request.user.has_perm("articles.publish_article") else set()
    if names & (_NOT_EDITABLE | timed):
        raise PermissionDenied
